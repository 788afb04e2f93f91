import { sql } from 'kysely'
import type { Db } from '../../../database/connection.ts'
import { displayName } from '../../children/index.ts'

export type Handover = {
  councilId: number
  handoverId: string
  contactId: string
  childId: string | null
  /** null where nobody here knows the child yet */
  childName: string | null
  childAsTold: string | null
  teamId: string | null
  team: string | null
  needed: string
  neededBy: Temporal.Instant
  madeBy: string
  madeAt: Temporal.Instant
  sentAt: Temporal.Instant | null
  acceptedBy: string | null
  acceptedAt: Temporal.Instant | null
  acceptedWords: string | null
  version: number
  takenAt: Temporal.Instant
  decision: string
  canWait: boolean
  /** the contact it opened in the record, where the record is kept here */
  spellId: string | null
}

const rowsOf = (db: Db) =>
  db
    .selectFrom('handover as h')
    .innerJoin('night_contact as c', (join) =>
      join.onRef('c.council_id', '=', 'h.council_id').onRef('c.contact_id', '=', 'h.contact_id'),
    )
    .leftJoin('person as p', (join) =>
      join.onRef('p.council_id', '=', 'h.council_id').onRef('p.person_id', '=', 'h.child_id'),
    )
    .leftJoin('team as t', (join) =>
      join.onRef('t.council_id', '=', 'h.council_id').onRef('t.team_id', '=', 'h.team_id'),
    )
    .select([
      'h.council_id as councilId',
      'h.handover_id as handoverId',
      'h.contact_id as contactId',
      'h.child_id as childId',
      'h.team_id as teamId',
      'h.needed',
      'h.needed_by as neededBy',
      'h.made_by as madeBy',
      'h.made_at as madeAt',
      'h.sent_at as sentAt',
      'h.accepted_by as acceptedBy',
      'h.accepted_at as acceptedAt',
      'h.accepted_words as acceptedWords',
      'h.version',
      'c.child_as_told as childAsTold',
      'c.taken_at as takenAt',
      'c.decision',
      'c.can_wait as canWait',
      'c.spell_id as spellId',
      'p.given_name as givenName',
      'p.family_name as familyName',
      'p.known_as as knownAs',
      't.name as team',
    ])

type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number]
const handoverOf = ({ givenName, familyName, knownAs, ...row }: Row): Handover => ({
  ...row,
  childName: givenName === null ? null : displayName({ givenName, familyName: familyName ?? '', knownAs }),
})

const most = 400

/** Of these councils: what nobody has accepted, however old, and everything made since a moment. One reading. */
export const handoversNow = async (
  db: Db,
  councilIds: readonly number[],
  since: Temporal.Instant,
): Promise<Handover[]> => {
  if (councilIds.length === 0) return []
  const rows = await rowsOf(db)
    .where('h.council_id', 'in', [...councilIds])
    .where((or) => or.or([or('h.accepted_at', 'is', null), or('h.made_at', '>=', since)]))
    .orderBy('h.made_at', 'desc')
    .limit(most)
    .execute()
  return rows.map(handoverOf)
}

/** Of these councils, everything handed over in a stretch of time. One reading. */
export const handoversMade = async (
  db: Db,
  councilIds: readonly number[],
  from: Temporal.Instant,
  to: Temporal.Instant,
): Promise<Handover[]> => {
  if (councilIds.length === 0) return []
  const rows = await rowsOf(db)
    .where('h.council_id', 'in', [...councilIds])
    .where('h.made_at', '>=', from)
    .where('h.made_at', '<', to)
    .orderBy('h.made_at')
    .limit(most)
    .execute()
  return rows.map(handoverOf)
}

export const handoverById = async (
  db: Db,
  councilIds: readonly number[],
  handoverId: string,
): Promise<Handover | null> => {
  if (councilIds.length === 0) return null
  const row = await rowsOf(db)
    .where('h.council_id', 'in', [...councilIds])
    .where('h.handover_id', '=', handoverId)
    .executeTakeFirst()
  return row ? handoverOf(row) : null
}

/** What came of these contacts of one council. */
export const handoversOfContacts = async (
  db: Db,
  councilId: number,
  contactIds: readonly string[],
): Promise<Handover[]> =>
  contactIds.length === 0
    ? []
    : (
        await rowsOf(db)
          .where('h.council_id', '=', councilId)
          .where('h.contact_id', 'in', [...contactIds])
          .execute()
      ).map(handoverOf)

/** Names, birthdays and the council's own numbers of these children, as far as the viewer may find them. */
export const peopleOf = (db: Db, councilId: number, childIds: readonly string[]) =>
  childIds.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('person')
        .select([
          'person_id as childId',
          'given_name as givenName',
          'family_name as familyName',
          'known_as as knownAs',
          'born_on as bornOn',
          'local_id as localId',
        ])
        .where('council_id', '=', councilId)
        .where('person_id', 'in', [...childIds])
        .execute()

export type NewHandover = {
  councilId: number
  handoverId: string
  contactId: string
  childId: string | null
  teamId: string | null
  needed: string
  neededBy: Temporal.Instant
  madeBy: string
  madeAt: Temporal.Instant
  sentAt: Temporal.Instant | null
}

export const handOver = async (db: Db, rows: readonly NewHandover[]): Promise<void> => {
  await db
    .insertInto('handover')
    .values(
      rows.map((row) => ({
        council_id: row.councilId,
        handover_id: row.handoverId,
        contact_id: row.contactId,
        child_id: row.childId,
        team_id: row.teamId,
        needed: row.needed,
        needed_by: row.neededBy,
        made_by: row.madeBy,
        made_at: row.madeAt,
        sent_at: row.sentAt,
      })),
    )
    .execute()
}

/** Changes what is needed of an unsent handover, and sends it when `sentAt` is given. False: sent, or changed, by somebody meanwhile. */
export const changeHandover = async (
  db: Db,
  which: { councilId: number; handoverId: string; version: number },
  change: { needed?: string; neededBy?: Temporal.Instant; sentAt: Temporal.Instant | null },
): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable('handover')
    .set({
      ...(change.needed === undefined ? {} : { needed: change.needed }),
      ...(change.neededBy === undefined ? {} : { needed_by: change.neededBy }),
      ...(change.sentAt === null ? {} : { sent_at: change.sentAt }),
      version: which.version + 1,
    })
    .where('council_id', '=', which.councilId)
    .where('handover_id', '=', which.handoverId)
    .where('version', '=', which.version)
    .where('sent_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Somebody of the day takes it on. False when somebody else has already: the first keeps it. */
export const acceptHandover = async (
  db: Db,
  which: { councilId: number; handoverId: string },
  accepted: { by: string; at: Temporal.Instant; words: string; teamId: string | null },
): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable('handover')
    .set({
      accepted_by: accepted.by,
      accepted_at: accepted.at,
      accepted_words: accepted.words === '' ? null : accepted.words,
      // Taken on before the night team had sent it: it has arrived all the same.
      sent_at: sql<Temporal.Instant>`coalesce(sent_at, ${accepted.at})`,
      ...(accepted.teamId === null ? {} : { team_id: accepted.teamId }),
      version: sql<number>`version + 1`,
    })
    .where('council_id', '=', which.councilId)
    .where('handover_id', '=', which.handoverId)
    .where('accepted_by', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export type Team = { councilId: number; teamId: string; name: string; managerId: string | null; kind: string }

export const teamsOf = (db: Db, councilIds: readonly number[]): Promise<Team[]> =>
  councilIds.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('team')
        .select(['council_id as councilId', 'team_id as teamId', 'name', 'manager_id as managerId', 'kind'])
        .where('council_id', 'in', [...councilIds])
        .orderBy('name')
        .execute()

/** Now that it is known who an unknown child is: contact and handover are the child's. */
export const nameChild = async (
  db: Db,
  of: { councilId: number; contactId: string },
  child: { childId: string; restricted: boolean },
  spellId: string | null,
): Promise<void> => {
  const whose = { child_id: child.childId, restricted: child.restricted, version: sql<number>`version + 1` }
  await db
    .updateTable('night_contact')
    .set({ ...whose, spell_id: spellId })
    .where('council_id', '=', of.councilId)
    .where('contact_id', '=', of.contactId)
    .where('child_id', 'is', null)
    .execute()
  await db
    .updateTable('handover')
    .set(whose)
    .where('council_id', '=', of.councilId)
    .where('contact_id', '=', of.contactId)
    .where('child_id', 'is', null)
    .execute()
}

/** How many matters of the night wait to be taken on, for each of these councils that has any. */
export const handoversWaiting = async (
  db: Db,
  councilIds: readonly number[],
): Promise<{ councilId: number; waiting: number }[]> => {
  if (councilIds.length === 0) return []
  return db
    .selectFrom('handover')
    .select(['council_id as councilId', sql<number>`count(*)::int`.as('waiting')])
    .where('council_id', 'in', [...councilIds])
    .where('accepted_at', 'is', null)
    .where('sent_at', 'is not', null)
    .groupBy('council_id')
    .orderBy('council_id')
    .execute()
}
