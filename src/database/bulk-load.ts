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

/** A place to copy rows into. `copyText` takes lines already in COPY text form, each ended by a newline. */
export type BulkTarget = {
  /** Rows written. Refuses (error) what a constraint of the table refuses; the transaction is then lost. */
  copy: (table: string, columns: readonly string[], rows: Iterable<Row> | AsyncIterable<Row>) => Promise<number>
  copyText: (table: string, columns: readonly string[], lines: Iterable<string> | AsyncIterable<string>) => Promise<void>
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
        if (row.length !== columns.length) throw new Error(`${table}: ${row.length} cells for ${columns.length} columns`)
        count++
        yield lineOf(row)
      }
    }
    const linesAtOnce = function* () {
      for (const row of rows as Iterable<Row>) {
        if (row.length !== columns.length) throw new Error(`${table}: ${row.length} cells for ${columns.length} columns`)
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
      const write = async (piece: string) => {
        if (!stream.write(piece)) await Promise.race([once(stream, 'drain'), ended])
      }
      try {
        let piece = ''
        for await (const line of lines) {
          piece += line
          if (piece.length >= pieceLength) {
            await write(piece)
            piece = ''
          }
        }
        if (piece !== '') await write(piece)
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
      let pieces: string[] = []
      let length = 0
      const flush = async () => {
        if (length === 0) return
        await pglite.query(statement, [], { blob: new Blob(pieces) })
        pieces = []
        length = 0
      }
      for await (const line of lines) {
        pieces.push(line)
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
