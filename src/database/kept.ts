import type { CompiledQuery } from 'kysely'
import type { Db } from './connection.ts'

/** Stands in a kept statement for a value it is given each time. */
type Gap = { readonly gap: string }
const gaps = new WeakSet<object>()

const gapOf = (name: string): Gap => {
  const gap = { gap: name }
  gaps.add(gap)
  return gap
}
const isGap = (value: unknown): value is Gap => typeof value === 'object' && value !== null && gaps.has(value)

/**
 * A statement that is put together once and asked many times with other values: the readings of the pages people open
 * most, for which building the text takes longer than anything else we do with it. `build` sees names and no values, so
 * it must not look at them, nor be given lists.
 */
export const kept = <Values extends Record<string, unknown>, Row>(
  build: (db: Db, given: Values) => { compile: () => CompiledQuery<Row> },
): ((db: Db, values: Values) => Promise<Row[]>) => {
  let made: CompiledQuery<Row> | null = null
  return async (db, values) => {
    made ??= build(db, new Proxy({}, { get: (_, name) => gapOf(String(name)) }) as Values).compile()
    const parameters = made.parameters.map((one) => (isGap(one) ? values[one.gap] : one))
    return (await db.executeQuery<Row>({ ...made, parameters })).rows
  }
}
