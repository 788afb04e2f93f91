import { isId } from '../lib/ids.ts'
import { type Connection, type Db, typed } from './connection.ts'
import type { Database } from './open.ts'

/** What row-level security reads: written as SET LOCAL statements at the start of each transaction, gone at its end. */
export type Walls = {
  find: readonly number[]
  summary: readonly number[]
  record: readonly number[]
  write: readonly number[]
  children: readonly string[]
  directory: readonly number[]
  manage: readonly number[]
  /** proposals that name a council the viewer signs for */
  proposals: readonly string[]
  self: readonly string[]
}

export const noWalls: Walls = {
  find: [],
  summary: [],
  record: [],
  write: [],
  children: [],
  directory: [],
  manage: [],
  proposals: [],
  self: [],
}

/** As the policies read it; nothing at all for nobody. */
const arrayOf = (values: readonly unknown[]): string => (values.length === 0 ? '' : `{${values.join(',')}}`)

const isCouncil = (value: unknown): boolean => Number.isInteger(value)

/** Statements and not set_config: a distributed PostgreSQL forwards only those. Refuses anything but numbers and ids. */
export const wallStatements = (walls: Walls): string =>
  (Object.keys(noWalls) as (keyof Walls)[])
    .map((name) => {
      const values = walls[name] as readonly unknown[]
      const fits = name === 'children' || name === 'proposals' || name === 'self' ? isId : isCouncil
      if (!values.every(fits)) throw new Error(`app.${name} was given something that is neither a council nor an id`)
      return `set local app.${name} = '${arrayOf(values)}';`
    })
    .join(' ')

export type Work = {
  db: Db
  connection: Connection
  /** changes what the rest of this transaction may reach */
  setWalls(walls: Walls): Promise<void>
}

/**
 * The one way to the database. `begin` is what to ask in the same round trip (the door), `finish` what to say just
 * before commit (the audit). Anything thrown rolls everything back.
 */
export const inTransaction = async <T>(
  database: Database,
  work: (held: Work, opening: unknown[]) => Promise<{ result: T; finish?: string }>,
  options: { opening?: string; walls?: Walls; onQuery?: () => void } = {},
): Promise<T> =>
  database.lease(async (connection) => {
    const walls = options.walls ? wallStatements(options.walls) : ''
    try {
      const opening = await connection.script(`begin; ${database.firstWords} ${walls} ${options.opening ?? ''}`)
      const held: Work = {
        db: typed(connection, options.onQuery),
        connection,
        setWalls: async (next) => {
          await connection.script(wallStatements(next))
        },
      }
      const { result, finish } = await work(held, opening)
      // A commit after a statement that failed would roll back and call it done; any statement before it speaks up.
      await connection.script(`${finish || 'select true;'} commit`)
      return result
    } catch (error) {
      await connection.script('rollback').catch(() => {})
      throw error
    }
  })

/** A text as an SQL literal, for the few statements that carry no parameters. */
export const literal = (text: string): string => {
  if (text.includes('\0')) throw new Error('a NUL character cannot be stored')
  return `'${text.replaceAll("'", "''")}'`
}
