import { sql } from 'kysely'
import type { Db } from '../database/connection.ts'
import { kept } from '../database/kept.ts'
import type { Day } from '../lib/day.ts'

/** The child an address names, as far as every page needs it. */
export type Subject = {
  councilId: number
  childId: string
  restricted: boolean
  givenName: string
  familyName: string
  knownAs: string | null
  bornOn: Day | null
  version: number
  /** the viewer's own part in the child's life, when allocated today: "allocated worker" */
  allocated: string | null
}

const subjectRows = kept((db, given: { councilId: number; childId: string; workerId: string }) =>
  db
    .selectFrom('person')
    .select([
      'council_id as councilId',
      'person_id as childId',
      'restricted',
      'given_name as givenName',
      'family_name as familyName',
      'known_as as knownAs',
      'born_on as bornOn',
      'version',
      sql<
        string | null
      >`(select s.code from spell s where s.council_id = person.council_id and s.child_id = person.person_id
        and s.kind = 'allocation' and s.ends_on is null and s.worker_id = ${given.workerId} limit 1)`.as('allocated'),
    ])
    .where('council_id', '=', given.councilId)
    .where('person_id', '=', given.childId)
    .where('is_child', '=', true),
)

/** Null when the child does not exist or is not the viewer's to find: the walls make the two alike. */
export const subjectOf = async (
  db: Db,
  councilId: number,
  childId: string,
  workerId: string,
): Promise<Subject | null> => {
  const [row] = await subjectRows(db, { councilId, childId, workerId })
  return row ? { ...row, allocated: row.allocated === null ? null : `allocated ${row.allocated}` } : null
}
