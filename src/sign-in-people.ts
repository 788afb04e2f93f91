import type { Database } from './database/open.ts'
import type { DemonstrationPerson } from './outside/identity/development-provider.ts'

/**
 * Whom the development sign-in offers: the people the demonstration tells about, then others of this database who can
 * sign in (those an import brought), at most 60. Evaluation only: reads as the owner, before anybody is signed in.
 */
export const signInPeople = async (
  database: Database,
  told: readonly DemonstrationPerson[],
): Promise<DemonstrationPerson[]> => {
  if (!database.asOwner) return [...told]
  const rows = (await database.asOwner((connection) =>
    connection.script(`select distinct on (w.display_name, w.worker_id) w.sign_in_subject as subject, w.display_name as name, p.title, c.name as "councilName"
      from worker w join post p on p.worker_id = w.worker_id and p.council_id = w.council_id join council c on c.council_id = w.council_id
      where w.sign_in_subject is not null and p.ended_at is null order by w.display_name, w.worker_id limit 500`),
  )) as Omit<DemonstrationPerson, 'shows'>[]
  const here = new Set(rows.map((row) => row.subject))
  const first = told.filter((person) => here.has(person.subject))
  const named = new Set(first.map((person) => person.subject))
  const others = rows.filter((row) => !named.has(row.subject)).slice(0, 60 - Math.min(60, first.length))
  return [...first, ...others.map((row) => ({ ...row, shows: 'What this post opens' }))]
}
