import { type RawBuilder, sql } from 'kysely'

/**
 * Any of these identifiers, as one value, for where(column, '=', anyId(...)): the text of a statement stays the same however
 * long the list is, so that its plan is kept (a list of ten and one of eleven would be two statements, each planned anew).
 * Councils are few and stay a list: of an array the server supposes ten, and thinks a plan it could keep too dear.
 */
export const anyId = (ids: readonly string[]): RawBuilder<string> => sql<string>`any(${`{${ids.join(',')}}`}::uuid[])`

/** The same of texts. */
export const anyText = (values: readonly string[]): RawBuilder<string> =>
  sql<string>`any(${`{${values.map((value) => `"${value.replace(/["\\]/g, '\\$&')}"`).join(',')}}`}::text[])`
