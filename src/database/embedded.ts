// The embedded engine as one session. Its own way of asking takes six steps into the engine and six back for each
// statement, and reads and plans every statement anew; here a statement is one step, and one that comes again is planned once.
import { PGlite } from '@electric-sql/pglite'
import { type Connection, embeddedParsers, nameStatements } from './connection.ts'

/**
 * In a folder of its own, or in memory: empty, or a copy of another's folder. What is in memory does not read from a disk
 * and is soon gone: a small log and few buffers, or each engine would fill and hold 200 MB at its start.
 */
export const makeEmbedded = (folder: string | null, copyOf: Blob | undefined): Promise<PGlite> =>
  PGlite.create({
    ...(folder === null
      ? {
          initDbStartParams: ['--wal-segsize=1'],
          startParams: [...PGlite.defaultStartParams, '-c', 'shared_buffers=16MB'],
        }
      : { dataDir: folder }),
    ...(copyOf ? { loadDataDir: copyOf } : {}),
    parsers: embeddedParsers,
  })

type Message = Awaited<ReturnType<PGlite['execProtocolStream']>>[number]
type Columns = Message & { fields: readonly { name: string; dataTypeID: number }[] }
type Cells = Message & { fields: readonly (string | null)[] }
type Complete = Message & { text: string }

/** As the driver of a server writes it: an array is a PostgreSQL array, any other object is JSON. */
const elementOf = (value: unknown): string =>
  value === null || value === undefined
    ? 'null'
    : Array.isArray(value)
      ? arrayOf(value)
      : `"${String(written(value)).replace(/["\\]/g, '\\$&')}"`
const arrayOf = (values: readonly unknown[]): string => `{${values.map(elementOf).join(',')}}`

const written = (value: unknown): string | Uint8Array | null => {
  if (typeof value === 'string' || value === null) return value
  if (value === undefined) return null
  if (typeof value !== 'object' || value instanceof Temporal.PlainDate || value instanceof Temporal.Instant)
    return String(value)
  if (value instanceof Uint8Array) return value
  if (value instanceof Date) return value.toISOString()
  return Array.isArray(value) ? arrayOf(value) : JSON.stringify(value)
}

const counted = /^(?:INSERT \d+|UPDATE|DELETE|MERGE|COPY) (\d+)$/

/** Rows and how many were written, of what the engine answers to one statement. */
const answerOf = (pglite: PGlite, messages: readonly Message[]): { rows: unknown[]; affected: number } => {
  const rows: unknown[] = []
  let affected = 0
  let names: readonly string[] = []
  let readers: readonly (((text: string, oid: number) => unknown) | undefined)[] = []
  let types: readonly number[] = []
  for (const message of messages) {
    if (message.name === 'dataRow') {
      const { fields } = message as Cells
      const row: Record<string, unknown> = {}
      for (let at = 0; at < fields.length; at++) {
        const text = fields[at] as string | null
        const read = readers[at]
        row[names[at] as string] = text === null || read === undefined ? text : read(text, types[at] as number)
      }
      rows.push(row)
    } else if (message.name === 'rowDescription') {
      const { fields } = message as Columns
      names = fields.map(({ name }) => name)
      types = fields.map(({ dataTypeID }) => dataTypeID)
      readers = types.map((oid) => pglite.parsers[oid])
    } else if (message.name === 'commandComplete') {
      affected = Number(counted.exec((message as Complete).text)?.[1] ?? 0)
    }
  }
  return { rows, affected }
}

/** Says how long it is: the sign of its kind is not counted, the four bytes of the length itself are. */
const lengthOf = (...parts: number[]): number => parts.reduce((sum, bytes) => sum + bytes, 4)

/**
 * One statement as the engine reads it: read it under this name (not at all, where it knows it), with these values,
 * describe and execute it, be ready again. Written in one piece, because values may be some megabytes of JSON.
 */
const asked = (name: string, read: string | null, given: readonly (string | Uint8Array | null)[]): Uint8Array => {
  const sizes = given.map((value) =>
    value === null ? 0 : typeof value === 'string' ? Buffer.byteLength(value) : value.length,
  )
  const named = name.length + 1
  const close = read === null || name === '' ? 0 : lengthOf(1, named)
  const parse = read === null ? 0 : lengthOf(named, Buffer.byteLength(read) + 1, 2)
  const bind = lengthOf(1, named, 2, 2 * given.length, 2, 4 * given.length, 2, ...sizes)
  const bytes = Buffer.allocUnsafe((close && close + 1) + (parse && parse + 1) + bind + 1 + 7 + 10 + 5)
  let at = 0
  const begin = (kind: string, length: number): void => {
    at += bytes.write(kind, at, 'latin1')
    at = bytes.writeInt32BE(length, at)
  }
  const text = (value: string): void => {
    at += bytes.write(value, at)
    at = bytes.writeInt8(0, at)
  }
  if (close > 0) {
    // Perhaps it was read the last time, and what came after that failed.
    begin('C', close)
    text(`S${name}`)
  }
  if (read !== null) {
    begin('P', parse)
    text(name)
    text(read)
    at = bytes.writeInt16BE(0, at)
  }
  begin('B', bind)
  text('')
  text(name)
  at = bytes.writeUInt16BE(given.length, at)
  for (const value of given) at = bytes.writeInt16BE(value instanceof Uint8Array ? 1 : 0, at)
  at = bytes.writeUInt16BE(given.length, at)
  for (const [n, value] of given.entries()) {
    at = bytes.writeInt32BE(value === null ? -1 : (sizes[n] as number), at)
    if (typeof value === 'string') at += bytes.write(value, at)
    else if (value !== null) {
      bytes.set(value, at)
      at += value.length
    }
  }
  at = bytes.writeInt16BE(0, at)
  begin('D', 6)
  text('P')
  begin('E', 9)
  text('')
  at = bytes.writeInt32BE(0, at)
  begin('S', 4)
  return bytes
}

/** After these what a statement was planned for may not be there any more. */
const changesTables = /(?:^|;)\s*(?:alter|create|drop|discard|deallocate)\b/i

export const onEmbedded = (pglite: PGlite): Connection => {
  const nameOf = nameStatements()
  const prepared = new Set<string>()
  const ask = (message: Uint8Array): Promise<Message[]> =>
    pglite.runExclusive(async () => {
      if (pglite.closed) throw new Error('PGlite is closed')
      return pglite.execProtocolStream(message, { syncToFs: false })
    })
  return {
    query: async (text, parameters) => {
      const name = nameOf(text)
      const read = name !== undefined && prepared.has(name) ? null : text
      try {
        const messages = await ask(asked(name ?? '', read, parameters.map(written)))
        if (name !== undefined) prepared.add(name)
        return answerOf(pglite, messages)
      } catch (error) {
        if (name !== undefined) prepared.delete(name)
        throw error
      }
    },
    script: async (text) => {
      if (changesTables.test(text)) prepared.clear()
      return (await pglite.exec(text)).at(-1)?.rows ?? []
    },
  }
}
