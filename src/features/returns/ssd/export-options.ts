// What the exports of a whole council as at a day have in common on the command line: whose, as at when, where to.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type AuditEntry, appendStatement } from '../../../access/audit.ts'
import type { Database } from '../../../database/open.ts'
import { inTransaction, noWalls, type Walls, type Work } from '../../../database/transaction.ts'
import { type Day, dayOf, isAfter } from '../../../lib/day.ts'
import type { OfficialCouncil } from '../import/councils.ts'
import { argumentsOf, CannotRun, councilNamed } from '../said.ts'
import type { AsAt, Known } from './as-at.ts'

export type ExportOptions = { council: OfficialCouncil; asAt: AsAt; out: string; force: boolean }

/** `name` is what stands before the options and may be left out ("ssd"). Errors: CannotRun in plain words. */
export const exportOptions = (args: string[], name: string, now: Temporal.Instant): ExportOptions | 'help' => {
  const options = {
    council: { type: 'string' },
    'as-at': { type: 'string' },
    known: { type: 'string', default: 'then' },
    out: { type: 'string' },
    force: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  } as const
  const { values, positionals } = argumentsOf(args[0] === name ? args.slice(1) : args, options)
  if (values.help) return 'help'
  if (positionals.length > 0) throw new CannotRun(`"${positionals[0]}" is one too many: everything is said with --.`)
  const council = councilNamed(values.council)
  if (!values.out) throw new CannotRun('Say where to write: --out and a folder.')
  return {
    council,
    asAt: { on: dayAsked(values['as-at'], dayOf(now)), known: knownAsked(values.known) },
    out: values.out,
    force: values.force,
  }
}

const dayAsked = (said: string | undefined, today: Day): Day => {
  if (said === undefined) return today
  let on: Day
  try {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(said)) throw new RangeError()
    on = Temporal.PlainDate.from(said, { overflow: 'reject' })
  } catch {
    throw new CannotRun(`--as-at "${said}" is not a day: say it like 2026-11-22.`)
  }
  if (isAfter(on, today)) throw new CannotRun(`--as-at ${said} has not come yet.`)
  return on
}

const knownAsked = (said: string): Known => {
  if (said === 'then' || said === 'now') return said
  throw new CannotRun(
    `--known "${said}": say then (what was written down by that day) or now (what is written down today).`,
  )
}

export const knownWords = (known: Known): string =>
  known === 'then' ? 'as it was written down by the end of that day' : 'as it is written down today'

/** Refuses before anything is read: a file that is there is written over only where that was said. */
export const mustBeFree = (folder: string, names: readonly string[], force: boolean): void => {
  const there = force ? [] : names.filter((name) => existsSync(join(folder, name)))
  if (there.length === 0) return
  const first = there.slice(0, 3).join(', ')
  throw new CannotRun(
    `${first}${there.length > 3 ? ` and ${there.length - 3} more` : ''} ${there.length === 1 ? 'is' : 'are'} there already: --force writes over.`,
  )
}

/** Every council of this database, for the directory: people of several work with the children of one. */
const councilsHere = async (database: Database): Promise<number[]> => {
  const [row] = (await database.lease((connection) => connection.script('select council_looks() as looks'))) as {
    looks: { councilId: number }[] | null
  }[]
  return (row?.looks ?? []).map(({ councilId }) => councilId)
}

/** What an administrator reads for an export: one council's children, and who works where. Nothing can be written. */
export const exportWalls = (councilId: number, directory: readonly number[]): Walls => ({
  ...noWalls,
  find: [councilId],
  summary: [councilId],
  record: [councilId],
  directory,
})

/**
 * Reads at one moment of the record, however long it takes, and then notes in the audit that it was done. `read` may
 * leave files beside their places; `done` runs once the audit is written. Errors: CannotRun where the council is not here.
 */
export const readForExport = async <T>(
  database: Database,
  { council, asAt }: ExportOptions,
  now: Temporal.Instant,
  task: string,
  read: (held: Work, directory: readonly number[]) => Promise<T>,
  counts: (result: T) => Readonly<Record<string, number>>,
): Promise<T> => {
  const { councilId } = council
  const directory = await councilsHere(database)
  if (!directory.includes(councilId)) throw new CannotRun(`Council ${councilId} is not in this database.`)
  const walls = exportWalls(councilId, directory)
  const result = await inTransaction(database, async (held) => ({ result: await read(held, directory) }), {
    walls,
    opening: 'set transaction isolation level repeatable read;',
  })
  const entry: AuditEntry = {
    at: now,
    councilId,
    workerId: null,
    childId: null,
    task,
    outcome: 'listed',
    reason: 'at the command line',
    arrangementId: null,
    detail: { asAt: asAt.on.toString(), known: asAt.known, ...counts(result) },
  }
  await inTransaction(database, async () => ({ result: null, finish: appendStatement([entry]) }), { walls })
  return result
}

/** On a terminal, for anything that takes longer than two seconds, one line that is written again and again. */
export const progressLine = (doing: string): { tell: (done: number) => void; end: () => void } => {
  const terminal = process.stderr.isTTY === true
  const started = performance.now()
  let open = false
  return {
    tell: (done) => {
      if (!terminal || performance.now() - started < 2_000) return
      process.stderr.write(`\r\u001b[K${doing}: ${done.toLocaleString('en-GB')}`)
      open = true
    },
    end: () => {
      if (open) process.stderr.write('\r\u001b[K')
      open = false
    },
  }
}
