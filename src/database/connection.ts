import type { Writable } from 'node:stream'
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely'
import type pg from 'pg'
import type { Schema } from './schema.ts'

/** What features see: typed queries inside the transaction of one request. */
export type Db = Kysely<Schema>

/** One session of either engine. `script` sends several statements without parameters in one go and gives the last one's rows. */
export type Connection = {
  query(text: string, parameters: readonly unknown[]): Promise<{ rows: unknown[]; affected: number }>
  script(text: string): Promise<unknown[]>
}

const readers: Record<number, (text: string) => unknown> = {
  20: Number,
  1082: (text) => Temporal.PlainDate.from(text),
  1184: (text) => Temporal.Instant.from(text),
  1700: Number,
}

const written = (value: unknown): unknown =>
  value instanceof Temporal.PlainDate || value instanceof Temporal.Instant ? value.toString() : value

export const serverTypes = {
  getTypeParser: (oid: number, format?: string) =>
    format === 'binary' || !readers[oid] ? pgTypes(oid, format) : readers[oid],
}
let pgTypes: (oid: number, format?: string) => unknown = () => (text: string) => text
/** Hands over the driver's own readers for every type not named above. */
export const useServerTypes = (parser: typeof pgTypes): void => {
  pgTypes = parser
}

export const embeddedParsers = readers

const oftenEnough = 3
const mostNames = 500

/**
 * Names for statements that come again, so that the server reads and plans each once for a connection: planning under
 * row-level security takes longer than most of our readings. The first times, and beyond the limit (a list of every
 * other length is another text), a statement has none.
 */
export const nameStatements = (): ((text: string) => string | undefined) => {
  const seen = new Map<string, number>()
  const names = new Map<string, string>()
  return (text) => {
    const known = names.get(text)
    if (known !== undefined || names.size >= mostNames) return known
    const times = (seen.get(text) ?? 0) + 1
    seen.set(text, times)
    if (times < oftenEnough) {
      if (seen.size > 10 * mostNames) seen.clear()
      return undefined
    }
    seen.delete(text)
    const name = `j${names.size}`
    names.set(text, name)
    return name
  }
}

/** What is asked in one turn of the program leaves in one piece: each piece costs more than most readings. */
const together = (client: pg.ClientBase): void => {
  const { stream } = (client as unknown as { connection: { stream: Writable } }).connection
  stream.cork()
  process.nextTick(() => stream.uncork())
}

export const onServer = (
  client: pg.ClientBase,
  nameOf: (text: string) => string | undefined = () => undefined,
): Connection => ({
  query: async (text, parameters) => {
    together(client)
    const result = await client.query({ name: nameOf(text), text, values: parameters.map(written) })
    return { rows: result.rows, affected: result.rowCount ?? 0 }
  },
  script: async (text) => {
    together(client)
    const result = (await client.query(text)) as unknown as pg.QueryResult | pg.QueryResult[]
    return Array.isArray(result) ? (result.at(-1)?.rows ?? []) : result.rows
  },
})

/** Typed queries over a connection that is already inside a transaction; counts them for the benchmarks. */
export const typed = (connection: Connection, onQuery: () => void = () => {}): Db => {
  const only: DatabaseConnection = {
    executeQuery: async <R>(compiled: CompiledQuery): Promise<QueryResult<R>> => {
      onQuery()
      const { rows, affected } = await connection.query(compiled.sql, compiled.parameters)
      return { rows: rows as R[], numAffectedRows: BigInt(affected) }
    },
    // biome-ignore lint/correctness/useYield: the interface asks for a generator; long answers are read by pages of rows
    streamQuery: async function* () {
      throw new Error('streaming a query is not offered: read it in pages')
    },
  }
  const refuse = async () => {
    throw new Error('the transaction of a request belongs to src/database/transaction.ts')
  }
  const driver: Driver = {
    init: async () => {},
    acquireConnection: async () => only,
    beginTransaction: refuse,
    commitTransaction: refuse,
    rollbackTransaction: refuse,
    releaseConnection: async () => {},
    destroy: async () => {},
  }
  return new Kysely<Schema>({
    dialect: {
      createDriver: () => driver,
      createAdapter: () => new PostgresAdapter(),
      createQueryCompiler: () => new PostgresQueryCompiler(),
      createIntrospector: (db) => new PostgresIntrospector(db),
    },
  })
}
