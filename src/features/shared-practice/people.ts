import { sql } from 'kysely'
import type { Db } from '../../database/connection.ts'
import { anyId } from '../../database/lists.ts'
import { dayOf } from '../../lib/day.ts'

/** Names of workers by id, as far as they belong to these councils: one reading. */
export const namesOf = async (
  db: Db,
  directory: readonly number[],
  ids: readonly (string | null)[],
): Promise<Map<string, string>> => {
  const wanted = [...new Set(ids.filter((id): id is string => id !== null))]
  if (wanted.length === 0 || directory.length === 0) return new Map()
  const rows = await db
    .selectFrom('worker')
    .select(['worker_id as workerId', 'display_name as name'])
    .where('council_id', 'in', directory)
    .where('worker_id', '=', anyId(wanted))
    .execute()
  return new Map(rows.map((row) => [row.workerId, row.name]))
}

const leading = [
  'team manager',
  'service manager',
  'director',
  'human resources officer',
  'data officer',
  'information governance lead',
]

export type Person = { workerId: string; name: string; title: string }

/** Those in a council to whom an action or an idea can be given: they lead a team or a service there today. */
export const leadersOf = async (
  db: Db,
  councilId: number,
  directory: readonly number[],
  now: Temporal.Instant,
): Promise<Person[]> => {
  if (!directory.includes(councilId)) return []
  const today = dayOf(now)
  const rows = await db
    .selectFrom('post')
    .innerJoin('worker', (join) =>
      join.onRef('worker.worker_id', '=', 'post.worker_id').on('worker.council_id', 'in', directory),
    )
    .select([
      'worker.worker_id as workerId',
      'worker.display_name as name',
      'post.title',
      'worker.family_name as familyName',
    ])
    .where('post.council_id', '=', councilId)
    .where('post.role', 'in', leading)
    .where('post.starts_on', '<=', today)
    .where(
      sql<boolean>`(post.ends_on is null or post.ends_on >= ${today}) and (post.ended_at is null or post.ended_at > ${now})`,
    )
    .orderBy('worker.family_name')
    .orderBy('worker.given_name')
    .limit(200)
    .execute()
  return [...new Map(rows.map(({ workerId, name, title }) => [workerId, { workerId, name, title }])).values()]
}

export const personChoices = (people: readonly Person[]): { value: string; text: string }[] =>
  people.map((one) => ({ value: one.workerId, text: `${one.name}, ${one.title}` }))
