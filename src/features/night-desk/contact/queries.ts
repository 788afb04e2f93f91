import type { Db } from '../../../database/connection.ts'
import type { Day } from '../../../lib/day.ts'
import { displayName } from '../../children/index.ts'

export type ChosenChild = {
  councilId: number
  childId: string
  name: string
  bornOn: Day | null
  restricted: boolean
}

/** Of these children, those the viewer may find, by council and id. One reading. */
export const childrenChosen = async (
  db: Db,
  councilIds: readonly number[],
  childIds: readonly string[],
): Promise<ChosenChild[]> => {
  if (councilIds.length === 0 || childIds.length === 0) return []
  const rows = await db
    .selectFrom('person')
    .select([
      'council_id as councilId',
      'person_id as childId',
      'given_name as givenName',
      'family_name as familyName',
      'known_as as knownAs',
      'born_on as bornOn',
      'restricted',
    ])
    .where('council_id', 'in', [...councilIds])
    .where('person_id', 'in', [...childIds])
    .where('is_child', '=', true)
    .execute()
  return rows.map(({ givenName, familyName, knownAs, ...row }) => ({
    ...row,
    name: displayName({ givenName, familyName, knownAs }),
  }))
}

/** The children a worker opened for a call, those opened by mistake left out. */
export const openedForCall = async (
  db: Db,
  councilIds: readonly number[],
  callId: string,
): Promise<{ councilId: number; childId: string }[]> =>
  councilIds.length === 0
    ? []
    : db
        .selectFrom('night_opening')
        .select(['council_id as councilId', 'child_id as childId'])
        .distinct()
        .where('council_id', 'in', [...councilIds])
        .where('call_id', '=', callId)
        .where('wrong_person', '=', false)
        .limit(30)
        .execute()

/** The teams that hold these children, by child: where the day takes them on. */
export const teamsHolding = async (
  db: Db,
  councilIds: readonly number[],
  childIds: readonly string[],
): Promise<Map<string, string>> => {
  if (childIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('spell')
    .select(['child_id', 'team_id', 'code'])
    .where('council_id', 'in', [...councilIds])
    .where('child_id', 'in', [...childIds])
    .where('kind', '=', 'allocation')
    .where('ends_on', 'is', null)
    .where('team_id', 'is not', null)
    .orderBy('starts_on')
    .execute()
  const held = new Map<string, string>()
  for (const row of rows)
    if (row.code === 'social worker' || !held.has(row.child_id)) held.set(row.child_id, row.team_id!)
  return held
}

export type NewContact = {
  councilId: number
  contactId: string
  callId: string
  childId: string | null
  childAsTold: string | null
  workerId: string
  arrangementId: string | null
  takenAt: Temporal.Instant
  caller: string
  agency: string
  callerPhone: string
  said: string
  canWait: boolean
  servicesCalled: readonly string[]
  decision: string
  decisionWhy: string
  managerId: string | null
  managerWords: string
  actions: string
  around: Readonly<Record<string, string>>
  policeProtection: Readonly<Record<string, string>> | null
  spellId: string | null
  recordedAt: Temporal.Instant
}

export const recordContacts = async (db: Db, contacts: readonly NewContact[]): Promise<void> => {
  await db
    .insertInto('night_contact')
    .values(
      contacts.map((one) => ({
        council_id: one.councilId,
        contact_id: one.contactId,
        call_id: one.callId,
        child_id: one.childId,
        child_as_told: one.childAsTold,
        worker_id: one.workerId,
        arrangement_id: one.arrangementId,
        taken_at: one.takenAt,
        caller: one.caller,
        agency: one.agency,
        caller_phone: one.callerPhone,
        said: one.said,
        can_wait: one.canWait,
        services_called: [...one.servicesCalled],
        decision: one.decision,
        decision_why: one.decisionWhy,
        manager_id: one.managerId,
        manager_words: one.managerWords,
        actions: one.actions,
        around: JSON.stringify(one.around),
        police_protection: one.policeProtection === null ? null : JSON.stringify(one.policeProtection),
        spell_id: one.spellId,
        recorded_at: one.recordedAt,
      })),
    )
    .execute()
}

const contactColumns = [
  'council_id as councilId',
  'contact_id as contactId',
  'call_id as callId',
  'child_id as childId',
  'restricted',
  'child_as_told as childAsTold',
  'worker_id as workerId',
  'taken_at as takenAt',
  'caller',
  'agency',
  'caller_phone as callerPhone',
  'said',
  'can_wait as canWait',
  'services_called as servicesCalled',
  'decision',
  'decision_why as decisionWhy',
  'manager_id as managerId',
  'manager_words as managerWords',
  'actions',
  'around',
  'police_protection as policeProtection',
  'spell_id as spellId',
  'recorded_at as recordedAt',
] as const

export type NightContact = NonNullable<Awaited<ReturnType<typeof contactById>>>

export const contactById = (db: Db, councilId: number, contactId: string) =>
  db
    .selectFrom('night_contact')
    .select(contactColumns)
    .where('council_id', '=', councilId)
    .where('contact_id', '=', contactId)
    .executeTakeFirst()

/** A council's contacts of a stretch of time, for a file its own system takes. */
export const contactsTaken = (db: Db, councilId: number, from: Temporal.Instant, to: Temporal.Instant) =>
  db
    .selectFrom('night_contact')
    .select(contactColumns)
    .where('council_id', '=', councilId)
    .where('taken_at', '>=', from)
    .where('taken_at', '<', to)
    .orderBy('taken_at')
    .orderBy('contact_id')
    .limit(1000)
    .execute()

/** Contacts a worker has begun and not recorded: the addresses of their drafts, newest first. */
export const unfinishedContacts = async (
  db: Db,
  workerId: string,
  since: Temporal.Instant,
): Promise<{ path: string; savedAt: Temporal.Instant }[]> => {
  const rows = await db
    .selectFrom('draft')
    .select(['path', 'saved_at as savedAt'])
    .where('worker_id', '=', workerId)
    .where('saved_at', '>', since)
    .orderBy('saved_at', 'desc')
    .execute()
  return rows.filter((row) => /^\/night\/contact\/[0-9a-f-]{36}$/.test(row.path))
}
