import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join, resolve } from 'node:path'
import { type AuditEntry, appendStatement } from '../../access/audit.ts'
import type { Db } from '../../database/connection.ts'
import { anyId } from '../../database/lists.ts'
import { inTransaction } from '../../database/transaction.ts'
import { isId } from '../../lib/ids.ts'
import { wallsOf } from './import/bring-in.ts'
import type { OfficialCouncil } from './import/councils.ts'
import { type ReturnFile, returnFiles } from './record/return-files.ts'
import {
  argumentsOf,
  CannotRun,
  type CommandContext,
  councilNamed,
  type ReturnName,
  returnNamed,
  yearNamed,
} from './said.ts'

export const exportUsage = `joined-up export: the files of a return, made from the records of a council's children

  joined-up export ssda903 --year 2027 --council 212 --out DIR [--xml] [--force] [--restricted FILE]
  joined-up export cin --year 2027 --council 212 --out DIR [--force] [--restricted FILE]

  --out    the folder the files go to; made when it is not there
  --xml    SSDA903 as one XML file besides the twelve CSV files
  --force  write over files of the same names that are there already
  --restricted  a file with the ids of restricted records that belong in the return, one a line

All files are written or none. Records restricted to named people are in them only when somebody who is named has given
their ids: each is then opened, and its audit says so.
joined-up check tells what the department would say of the files.
Ends with 0 when they are written and with 2 when it could not run.`

type Wanted = {
  of: ReturnName
  year: number
  council: OfficialCouncil
  out: string
  xml: boolean
  force: boolean
  /** Restricted records to open. */
  restricted: readonly string[]
}

/** Not on the command line itself, which every user of the machine can read. */
const idsIn = (file: string | undefined): string[] => {
  if (file === undefined) return []
  if (!existsSync(file) || !statSync(file).isFile()) throw new CannotRun('There is no such file for --restricted.')
  const ids = readFileSync(file, 'utf8')
    .split(/\s+/)
    .filter((word) => word !== '')
  if (!ids.every(isId)) throw new CannotRun('The file for --restricted holds something that is no id of a record.')
  return [...new Set(ids)]
}

const wantedOf = (args: string[], now: Temporal.Instant): Wanted | 'help' => {
  const options = {
    council: { type: 'string' },
    year: { type: 'string' },
    out: { type: 'string' },
    restricted: { type: 'string' },
    xml: { type: 'boolean', default: false },
    force: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  } as const
  const { values, positionals } = argumentsOf(args, options)
  if (values.help) return 'help'
  const [named, ...more] = positionals
  const of = returnNamed(named, 'made')
  if (more.length > 0) throw new CannotRun(`Only one return can be made at a time; "${more[0]}" is one too many.`)
  if (of === 'cin' && values.xml) throw new CannotRun('--xml is for ssda903: the census is always XML.')
  const council = councilNamed(values.council)
  const year = yearNamed(values.year, now)
  if (!values.out) throw new CannotRun('Say where the files go: --out with a folder.')
  const restricted = idsIn(values.restricted)
  return { of, year, council, out: resolve(values.out), xml: values.xml, force: values.force, restricted }
}

/** All of them or none: each is whole under another name before the first takes its own. */
const writeAll = (folder: string, files: readonly ReturnFile[], force: boolean): void => {
  const there = files.map(({ name }) => name).filter((name) => existsSync(join(folder, name)))
  if (there.length > 0 && !force)
    throw new CannotRun(`${there.join(', ')} ${there.length === 1 ? 'is' : 'are'} there already: --force writes over.`)
  const inTheWay = there.find((name) => !statSync(join(folder, name)).isFile())
  if (inTheWay) throw new CannotRun(`${inTheWay} in ${folder} is no file, and cannot be written over.`)
  const names = files.map(({ name }) => {
    const to = join(folder, name)
    return { to, fresh: `${to}.${process.pid}.new`, kept: `${to}.${process.pid}.old` }
  })
  const placed: (typeof names)[number][] = []
  let made: string | undefined
  try {
    made = mkdirSync(folder, { recursive: true })
    for (const [at, { parts }] of files.entries()) {
      const { fresh } = names[at]!
      writeFileSync(fresh, '', { mode: 0o600 })
      for (const part of parts) appendFileSync(fresh, part)
    }
    for (const name of names) {
      if (existsSync(name.to)) renameSync(name.to, name.kept)
      placed.push(name)
      renameSync(name.fresh, name.to)
    }
  } catch (error) {
    for (const { to, kept } of placed) {
      if (existsSync(kept)) renameSync(kept, to)
      else rmSync(to, { force: true })
    }
    if (made !== undefined) rmSync(made, { recursive: true, force: true })
    else if (existsSync(folder) && statSync(folder).isDirectory())
      for (const { fresh } of names) rmSync(fresh, { force: true })
    const { code, message } = error as NodeJS.ErrnoException
    if (code === undefined) throw error
    throw new CannotRun(
      code === 'ENOTDIR' || code === 'EEXIST'
        ? `${folder} is no folder.`
        : `The files cannot be written to ${folder}: ${message.split(',')[0]}.`,
    )
  }
  for (const { kept } of names) rmSync(kept, { force: true })
}

const audited = (
  { of, year, council }: Wanted,
  children: number,
  at: Temporal.Instant,
  childId: string | null = null,
): AuditEntry => ({
  at,
  councilId: council.councilId,
  workerId: null,
  childId,
  task: 'export a return',
  outcome: childId === null ? 'listed' : 'opened',
  reason: `${of} ${year}`,
  arrangementId: null,
  detail: { children },
})

const isHere = async (db: Db, councilId: number): Promise<boolean> =>
  (await db.selectFrom('council').select('council_id').where('council_id', '=', councilId).executeTakeFirst()) !==
  undefined

/** How many of these are restricted children's records of the council. */
const restrictedHere = async (db: Db, councilId: number, ids: readonly string[]): Promise<number> =>
  ids.length === 0
    ? 0
    : (
        await db
          .selectFrom('person')
          .select('person_id')
          .where('council_id', '=', councilId)
          .where('person_id', '=', anyId(ids))
          .where('restricted', '=', true)
          .where('is_child', '=', true)
          .execute()
      ).length

/** `joined-up export ...`: answers the exit code. */
export const exportCommand = async (args: string[], { say, database, now }: CommandContext): Promise<number> => {
  try {
    const wanted = wantedOf(args, now)
    if (wanted === 'help') {
      say(exportUsage)
      return 0
    }
    const { councilId } = wanted.council
    const open = await database()
    const { files, children } = await inTransaction(
      open,
      async ({ db }) => {
        if (!(await isHere(db, councilId))) throw new CannotRun(`This database holds no council ${councilId}.`)
        if ((await restrictedHere(db, councilId, wanted.restricted)) < wanted.restricted.length)
          throw new CannotRun('The file for --restricted names a record that is no restricted record of this council.')
        const result = await returnFiles(db, { ...wanted, councilId, now })
        const entries = [null, ...wanted.restricted].map((id) => audited(wanted, result.children, now, id))
        return { result, finish: appendStatement(entries) }
      },
      { walls: { ...wallsOf(councilId), children: wanted.restricted } },
    )
    writeAll(wanted.out, files, wanted.force)
    for (const { name, rows } of files)
      say(`  ${name}${rows === null ? '' : `: ${rows.toLocaleString('en-GB')} ${rows === 1 ? 'row' : 'rows'}`}`)
    say(`${children.toLocaleString('en-GB')} ${children === 1 ? 'child' : 'children'}. Written to ${wanted.out}.`)
    return 0
  } catch (error) {
    if (!(error instanceof CannotRun)) throw error
    say(error.message)
    say('Nothing was written. joined-up export --help tells how to say it.')
    return 2
  }
}
