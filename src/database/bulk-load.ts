// Many rows at once, by COPY, as the role that owns the tables. Row-level security is forced on every table, so a
// loader lifts the force inside its own transaction and puts it back before the end: see `loadWhole`.
import { once } from 'node:events'
import type { PGlite } from '@electric-sql/pglite'
import type { Client, PoolClient } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'

/**
 * One cell. Dates are ISO text or Temporal; an array of text is a PostgreSQL array; any other object is JSON
 * (a JSON array is given as JSON text, because an array here means text[]).
 */
export type Cell =
  | string
  | number
  | boolean
  | bigint
  | null
  | Temporal.PlainDate
  | Temporal.Instant
  | readonly string[]
  | Readonly<Record<string, unknown>>
export type Row = readonly Cell[]

/** Whole lines in COPY text form, each ended by a newline: text, or its bytes in UTF-8. */
export type Lines = string | Uint8Array

/** A place to copy rows into. */
export type BulkTarget = {
  /** Rows written. Refuses (error) what a constraint of the table refuses; the transaction is then lost. */
  copy: (table: string, columns: readonly string[], rows: Iterable<Row> | AsyncIterable<Row>) => Promise<number>
  copyText: (table: string, columns: readonly string[], lines: Iterable<Lines> | AsyncIterable<Lines>) => Promise<void>
  /** One SQL statement without parameters. */
  run: (statement: string) => Promise<void>
  rows: (query: string) => Promise<Record<string, unknown>[]>
}

const awkward = /[\\\t\n\r]/
const written: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

/** Text as COPY wants it; most text needs nothing. NUL cannot be stored in PostgreSQL: refused (error). */
export const copyTextOf = (text: string): string => {
  if (text.includes('\0')) throw new Error('text with a NUL character cannot be stored')
  return awkward.test(text) ? text.replace(/[\\\t\n\r]/g, (character) => written[character] as string) : text
}

const elementOf = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`

/** One cell in COPY text form. */
export const cellText = (cell: Cell | undefined): string => {
  if (cell === null || cell === undefined) return '\\N'
  if (typeof cell === 'string') return copyTextOf(cell)
  if (typeof cell === 'number' || typeof cell === 'bigint') return String(cell)
  if (typeof cell === 'boolean') return cell ? 't' : 'f'
  if (cell instanceof Temporal.PlainDate || cell instanceof Temporal.Instant) return cell.toString()
  if (Array.isArray(cell)) return copyTextOf(`{${cell.map(elementOf).join(',')}}`)
  return copyTextOf(JSON.stringify(cell))
}

export const lineOf = (row: Row): string => {
  let line = ''
  for (let index = 0; index < row.length; index++) line += (index === 0 ? '' : '\t') + cellText(row[index])
  return `${line}\n`
}

const named = (name: string): string => {
  if (!/^[a-z_][a-z0-9_]*$/.test(name)) throw new Error(`not a plain name: ${name}`)
  return `"${name}"`
}
const copyStatement = (table: string, columns: readonly string[], source: string): string =>
  `copy ${named(table)} (${columns.map(named).join(', ')}) from ${source}`

const targetOf = (open: Pick<BulkTarget, 'copyText' | 'run' | 'rows'>): BulkTarget => ({
  ...open,
  async copy(table, columns, rows) {
    let count = 0
    const lines = async function* () {
      for await (const row of rows) {
        if (row.length !== columns.length)
          throw new Error(`${table}: ${row.length} cells for ${columns.length} columns`)
        count++
        yield lineOf(row)
      }
    }
    const linesAtOnce = function* () {
      for (const row of rows as Iterable<Row>) {
        if (row.length !== columns.length)
          throw new Error(`${table}: ${row.length} cells for ${columns.length} columns`)
        count++
        yield lineOf(row)
      }
    }
    await open.copyText(table, columns, Symbol.asyncIterator in rows ? lines() : linesAtOnce())
    return count
  },
})

/** Lines gathered to pieces of about 256 KB: one write for each line would cost more than the COPY itself. */
const pieceLength = 262_144

/** A PostgreSQL server, through one client which the caller opened and will close. */
export const bulkIntoServer = (client: Client | PoolClient): BulkTarget =>
  targetOf({
    async copyText(table, columns, lines) {
      const stream = client.query(copyFrom(copyStatement(table, columns, 'stdin')))
      const ended = new Promise<void>((resolve, reject) => {
        stream.on('finish', () => resolve())
        stream.on('error', reject)
      })
      // a refusal may come while nobody waits yet; it is met by `await ended` below
      ended.catch(() => undefined)
      const write = async (piece: Lines) => {
        if (!stream.write(piece)) await Promise.race([once(stream, 'drain'), ended])
      }
      try {
        let piece = ''
        for await (const line of lines) {
          if (typeof line !== 'string') {
            if (piece.length > 0) await write(piece)
            piece = ''
            await write(line)
            continue
          }
          piece += line
          if (piece.length >= pieceLength) {
            await write(piece)
            piece = ''
          }
        }
        if (piece.length > 0) await write(piece)
        stream.end()
      } catch (error) {
        stream.destroy()
        await ended.catch(() => undefined)
        throw error
      }
      await ended
    },
    async run(statement) {
      await client.query(statement)
    },
    async rows(query) {
      return (await client.query(query)).rows
    },
  })

/** The embedded database. It takes a whole file at a time, so rows go in pieces of some megabytes. */
export const bulkIntoEmbedded = (pglite: PGlite): BulkTarget =>
  targetOf({
    async copyText(table, columns, lines) {
      const statement = copyStatement(table, columns, "'/dev/blob'")
      let pieces: BlobPart[] = []
      let length = 0
      const flush = async () => {
        if (length === 0) return
        await pglite.query(statement, [], { blob: new Blob(pieces) })
        pieces = []
        length = 0
      }
      for await (const line of lines) {
        pieces.push(line as BlobPart)
        length += line.length
        if (length >= 4_000_000) await flush()
      }
      await flush()
    },
    async run(statement) {
      await pglite.exec(statement)
    },
    async rows(query) {
      return (await pglite.query<Record<string, unknown>>(query)).rows
    },
  })

// A whole load -----------------------------------------------------------------------------------------------------------

const text = (value: string): string => `'${value.replaceAll("'", "''")}'`

export type WholeLoad = {
  /** every table the load writes to */
  tables: readonly string[]
  /**
   * Those of them that get many rows while they are empty: their secondary indexes and foreign keys are dropped first and
   * made again at the end, twice as quick and more, and each foreign key is then checked over all rows at once. Wrong for
   * a table that gets few rows: to drop and to make a key costs as much as some hundred rows.
   */
  rebuild: readonly string[]
  onStep?: (words: string) => void
}

/**
 * One transaction as the owner of the tables: lifts forced row-level security where the owner is no superuser, runs
 * `work`, puts everything back and commits. Any error, or the death of the process, leaves nothing behind. Returns what
 * `work` returned. ANALYZE follows the commit.
 */
export const loadWhole = async <T>(target: BulkTarget, load: WholeLoad, work: () => Promise<T>): Promise<T> => {
  const among = `(${load.tables.map(text).join(', ')})`
  const say = load.onStep ?? (() => undefined)
  let result: T
  await target.run('begin')
  try {
    const [role] = await target.rows('select rolsuper as powerful from pg_roles where rolname = current_user')
    const forced =
      role?.powerful === true
        ? []
        : await target.rows(
            `select relname as name from pg_class where relforcerowsecurity and relnamespace = 'public'::regnamespace and relname in ${among} order by relname`,
          )
    for (const { name } of forced) await target.run(`alter table ${named(String(name))} no force row level security`)
    const rebuilt = `(${['', ...load.rebuild].map(text).join(', ')})`
    // foreign keys, and unique and primary keys no foreign key leans on
    const keys = await target.rows(
      `select c.relname as table, k.conname as name, pg_get_constraintdef(k.oid) as definition
         from pg_constraint k join pg_class c on c.oid = k.conrelid
         where c.relnamespace = 'public'::regnamespace and c.relname in ${rebuilt} and (k.contype = 'f' or (k.contype in ('p', 'u')
           and not exists (select from pg_constraint other where other.contype = 'f' and other.conindid = k.conindid)))
         order by k.contype = 'f', 1, 2`,
    )
    const indexes = await target.rows(
      `select i.relname as name, pg_get_indexdef(x.indexrelid) as definition
         from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class c on c.oid = x.indrelid
         where c.relnamespace = 'public'::regnamespace and c.relname in ${rebuilt}
           and not exists (select from pg_constraint k where k.conindid = x.indexrelid) order by 1`,
    )
    // One statement for each table: after each the database reads again all it knows of the table, its policies with it.
    const alter = async (change: (key: Record<string, unknown>) => string): Promise<void> => {
      for (const [table, list] of Map.groupBy(keys, (key) => String(key.table)))
        await target.run(`alter table ${named(table)} ${list.map(change).join(', ')}`)
    }
    await alter(({ name }) => `drop constraint ${named(String(name))}`)
    if (indexes.length > 0) await target.run(`drop index ${indexes.map(({ name }) => named(String(name))).join(', ')}`)
    result = await work()
    if (indexes.length > 0) say('making indexes')
    for (const { definition } of indexes) await target.run(String(definition))
    if (keys.length > 0) say('checking that every row belongs to its child')
    await alter(({ name, definition }) => `add constraint ${named(String(name))} ${String(definition)}`)
    for (const { name } of forced) await target.run(`alter table ${named(String(name))} force row level security`)
    await target.run('commit')
  } catch (error) {
    await target.run('rollback').catch(() => undefined)
    throw error
  }
  await target.run(`analyze ${load.tables.map(named).join(', ')}`)
  return result
}
