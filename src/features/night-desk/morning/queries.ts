import { sql } from 'kysely'
import type { Db } from '../../../database/connection.ts'
import { councilList } from '../rota/queries.ts'
import type { Audited, Contact, Opened } from './night-opened.ts'

type Between = { councilId: number; from: Temporal.Instant; to: Temporal.Instant }

/** The night summaries of a council's children that were opened between two moments. Restricted children's stay hidden. */
export const openingsBetween = (db: Db, { councilId, from, to }: Between): Promise<Opened[]> =>
  db
    .selectFrom('night_opening')
    .select([
      'child_id as childId',
      'worker_id as workerId',
      'opened_at as openedAt',
      'ground',
      'words',
      'wrong_person as wrongPerson',
    ])
    .where('council_id', '=', councilId)
    .where('opened_at', '>=', from)
    .where('opened_at', '<', to)
    .orderBy('opened_at')
    .limit(2000)
    .execute()

/** Contacts about known children that the night team wrote between two moments. */
export const contactsBetween = async (db: Db, { councilId, from, to }: Between): Promise<Contact[]> => {
  const rows = await db
    .selectFrom('night_contact')
    .select(['child_id as childId', 'worker_id as workerId', 'taken_at as takenAt', 'caller', 'decision'])
    .where('council_id', '=', councilId)
    .where('taken_at', '>=', from)
    .where('taken_at', '<', to)
    .where('child_id', 'is not', null)
    .orderBy('taken_at')
    .limit(2000)
    .execute()
  return rows.map((row) => ({ ...row, childId: row.childId as string }))
}

/** What workers of a night team did in this council's records, by the audit. Children hidden from the reader are left out. */
export const nightAudit = async (
  db: Db,
  { councilId, from, to }: Between,
  directory: readonly number[],
): Promise<Audited[]> => {
  const { rows } = await sql<Audited>`
    select a.child_id as "childId", a.worker_id as "workerId", a.happened_at as at, a.task, a.outcome
    from audit_event a
    join person p on p.council_id = a.council_id and p.person_id = a.child_id and p.is_child
    where a.council_id = ${councilId} and a.happened_at >= ${from.toString()}::timestamptz and a.happened_at < ${to.toString()}::timestamptz
      and a.outcome in ('opened', 'saved') and a.worker_id in (
        select n.worker_id from post n where n.council_id = any(${councilList(directory)}) and 'emergency duty' = any(n.functions))
    order by a.happened_at
    limit 5000`.execute(db)
  return rows
}

export type NamedChild = { childId: string; givenName: string; familyName: string; knownAs: string | null }

/** Names of the children the reader may know of. */
export const childrenNamed = (db: Db, councilId: number, ids: readonly string[]): Promise<NamedChild[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('person')
        .select(['person_id as childId', 'given_name as givenName', 'family_name as familyName', 'known_as as knownAs'])
        .where('council_id', '=', councilId)
        .where('person_id', '=', sql<string>`any(${`{${ids.join(',')}}`}::uuid[])`)
        .execute()
