import type { Db } from '../../../database/connection.ts'
import type { Day } from '../../../lib/day.ts'
import { newId } from '../../../lib/ids.ts'
import type { Author } from '../journey/queries.ts'
import { rewriteSearchKeys, storedName } from '../people/search-keys.ts'

/** A child as far as somebody knows: the date of birth may be an estimate. */
export type NewChild = { givenName: string; familyName: string; bornOn: Day; estimated: boolean; sex: 'M' | 'F' | 'U' }

/** Begins a child's record in one council and makes the child findable. Answers the child's id. */
export const beginRecord = async (db: Db, author: Author, councilId: number, child: NewChild): Promise<string> => {
  const childId = newId()
  await db
    .insertInto('person')
    .values({
      council_id: councilId,
      person_id: childId,
      is_child: true,
      given_name: child.givenName,
      family_name: child.familyName,
      normal_name: storedName(child),
      born_on: child.bornOn,
      birth_estimated: child.estimated,
      sex: child.sex,
      recorded_at: author.at,
      recorded_by: author.workerId,
    })
    .execute()
  await rewriteSearchKeys(db, councilId, childId)
  return childId
}
