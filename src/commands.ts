import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Head, verifyAudit } from './access/audit.ts'
import { type Database, openDatabase } from './database/open.ts'
import { inTransaction, noWalls, type Walls } from './database/transaction.ts'
import { rebuildCouncilDue } from './features/children/index.ts'
import { importCommand } from './features/returns/index.ts'

const usage = `joined-up: children's records from the command line

  joined-up import ssda903 DIR [--last DIR] --council 212 --year 2027 [--rejected FILE] [--preview] [--json]
  joined-up import cin FILE.xml --council 212 --year 2026 [--rejected FILE] [--preview] [--json]
  joined-up rebuild due [--council 212]
  joined-up verify-audit [--council 212] [--witnessed FILE]
  joined-up audit-heads [--council 212] [--out FILE]

The database is DATABASE_URL, or the embedded one in DATA_DIR (.data beside this program when neither is set).
--year 2027 is the return year ending 31 March 2027. --council takes the three-digit code or the ONS code.
Exit codes: 0 done, 1 something was found, 2 could not run.`

export type CommandContext = {
  say: (words: string) => void
  print: (line: string) => void
  database: () => Promise<Database>
  now: Temporal.Instant
  production: boolean
}

/** What an administrator at the command line may reach: named councils, every level. */
export const administratorOf = (councils: readonly number[]): Walls => ({
  ...noWalls,
  find: councils,
  summary: councils,
  record: councils,
  write: councils,
  directory: councils,
  manage: councils,
})

const councilsOf = async (database: Database, chosen: string | undefined): Promise<number[]> => {
  const known = (await database.lease((connection) => connection.script('select council_looks() as looks'))) as {
    looks: { councilId: number }[] | null
  }[]
  const all = (known[0]?.looks ?? []).map((look) => look.councilId).sort()
  if (chosen === undefined) return all
  if (!all.includes(Number(chosen))) throw new Error(`There is no council ${chosen} in this database.`)
  return [Number(chosen)]
}

type Command = (args: string[], context: CommandContext) => Promise<number>

const rebuild: Command = async (args, { database, say, now }) => {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { council: { type: 'string' } } })
  if (positionals[0] !== 'due') throw new Error('Say what to rebuild: joined-up rebuild due')
  const open = await database()
  for (const councilId of await councilsOf(open, values.council)) {
    const result = await inTransaction(
      open,
      async ({ db }) => ({ result: await rebuildCouncilDue(db, councilId, now) }),
      { walls: administratorOf([councilId]) },
    )
    say(`Council ${councilId}: ${result.children} children read, ${result.rows} things due.`)
  }
  return 0
}

const verify: Command = async (args, { database, print, say }) => {
  const { values } = parseArgs({ args, options: { council: { type: 'string' }, witnessed: { type: 'string' } } })
  const witnessed: Head[] = values.witnessed ? JSON.parse(readFileSync(values.witnessed, 'utf8')).heads : []
  const open = await database()
  let faults = 0
  for (const councilId of await councilsOf(open, values.council)) {
    const result = await inTransaction(
      open,
      async ({ db }) => ({ result: await verifyAudit(db, councilId, witnessed) }),
      { walls: administratorOf([councilId]) },
    )
    for (const fault of result.faults)
      print(`Council ${fault.councilId}, chain ${fault.lane}, entry ${fault.seq}: ${fault.fault}.`)
    say(
      `Council ${councilId}: ${result.entries} entries, ${result.faults.length === 0 ? 'whole' : `${result.faults.length} faults`}.`,
    )
    faults += result.faults.length
  }
  return faults === 0 ? 0 : 1
}

const heads: Command = async (args, { database, print, say, now }) => {
  const { values } = parseArgs({ args, options: { council: { type: 'string' }, out: { type: 'string' } } })
  const open = await database()
  const found: Head[] = []
  for (const councilId of await councilsOf(open, values.council)) {
    const result = await inTransaction(open, async ({ db }) => ({ result: await verifyAudit(db, councilId) }), {
      walls: administratorOf([councilId]),
    })
    found.push(...result.heads.filter((head) => head.seq > 0))
  }
  const text = `${JSON.stringify({ takenAt: now.toString(), heads: found }, null, 1)}\n`
  if (values.out) writeFileSync(values.out, text)
  else print(text.trimEnd())
  say('Give these to a partner council to keep: with them, verify-audit finds even a chain cut short and made again.')
  return 0
}

const commands: Record<string, Command> = {
  import: importCommand,
  rebuild,
  'verify-audit': verify,
  'audit-heads': heads,
}

const main = async (args: string[]): Promise<number> => {
  const [name, ...rest] = args
  if (!name || name === 'help' || name === '--help' || name === '-h') {
    process.stderr.write(`${usage}\n`)
    return name ? 0 : 2
  }
  const command = commands[name]
  if (!command) {
    process.stderr.write(`There is no command "${name}".\n\n${usage}\n`)
    return 2
  }
  const production = process.env.NODE_ENV === 'production' || process.env.JOINED_UP_PRODUCTION === '1'
  let held: Database | null = null
  const context: CommandContext = {
    say: (words) => void process.stderr.write(`${words}\n`),
    print: (line) => void process.stdout.write(`${line}\n`),
    database: async () => {
      held ??= await openDatabase({
        url: process.env.DATABASE_URL,
        migrationUrl: process.env.MIGRATION_DATABASE_URL,
        folder: process.env.DATA_DIR ?? join(import.meta.dirname, '..', '.data'),
        production,
      })
      return held
    },
    now: Temporal.Now.instant(),
    production,
  }
  try {
    return await command(rest, context)
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`)
    return 2
  } finally {
    await (held as Database | null)?.close()
  }
}

process.exitCode = await main(process.argv.slice(2))
