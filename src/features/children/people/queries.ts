import type { Db } from '../../../database/connection.ts'

/** Every address of a child and of the people around them, newest first; the child's own stand first. */
export const addressesOf = (db: Db, councilId: number, people: readonly string[]) =>
  db
    .selectFrom('person_address')
    .select(['person_id', 'lines', 'postcode', 'kind', 'confidential', 'not_to_be_told', 'lives_from', 'lives_to'])
    .where('council_id', '=', councilId)
    .where('person_id', 'in', [...people])
    .orderBy('lives_from', (order) => order.desc().nullsLast())
    .execute()

/** A child's numbers, with the dates they held. */
export const identifiersOf = (db: Db, councilId: number, childId: string) =>
  db
    .selectFrom('person_identifier')
    .select(['scheme', 'value', 'valid_from', 'valid_to'])
    .where('council_id', '=', councilId)
    .where('person_id', '=', childId)
    .orderBy('scheme')
    .orderBy('valid_from', (order) => order.desc().nullsLast())
    .execute()

/** Every name a child is or was known by. */
export const namesOf = (db: Db, councilId: number, childId: string) =>
  db
    .selectFrom('person_name')
    .select(['kind', 'given_name', 'family_name', 'used_from', 'used_to'])
    .where('council_id', '=', councilId)
    .where('person_id', '=', childId)
    .orderBy('kind')
    .orderBy('used_from', (order) => order.desc().nullsLast())
    .execute()
