import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import type { Database } from './database/open.ts'
import type { CommandContext } from './features/returns/index.ts'

// What was compiled once is kept for the next time: half of the time of a small check is compiling.
enableCompileCache(join(import.meta.dirname, '..', 'node_modules', '.cache', 'compiled'))

const usage = `joined-up: children's records from the command line

  joined-up import ssda903 DIR_OR_XML [--last DIR_OR_XML] --council 212 --year 2027 [--preview] [--json]
  joined-up import cin FILE.xml --council 212 --year 2026 [--preview] [--json] [--rejected FILE] [--findings FILE]
  joined-up check ssda903 DIR_OR_XML [--last DIR_OR_XML] --year 2027 --council 212 [--providers F] [--postcodes F]
  joined-up check cin FILE.xml --year 2026 --council 212 [--format text|json|jsonl|csv|xlsx] [--out FILE]
  joined-up export ssda903|cin --year 2027 --council 212 --out DIR [--xml] [--force] [--restricted FILE]
  joined-up export ssd --council 212 --out DIR [--as-at 2026-11-22]
  joined-up export annex-a --council 212 --out FILE.xlsx|DIR [--as-at 2026-11-22]
  joined-up mirror ssd DIR --council 318 [--true-of INSTANT] [--watch] [--json]
  joined-up demonstrate ssd DIR --council 319 [--people 60000] [--change 2]
  joined-up send dfe-api --council 212 [--dry-run] [--again] [--endpoint URL] [--json]
  joined-up rebuild due|findings [--council 212]
  joined-up verify-audit [--council 212] [--witnessed FILE]
  joined-up audit-heads [--council 212] [--out FILE]

The database is DATABASE_URL, or the embedded one in DATA_DIR (.data beside this program when neither is set).
--year 2027 is the return year ending 31 March 2027. --council takes the three-digit code or the ONS code.
Exit codes: 0 done, 1 something was found, 2 could not run.`

// Each is loaded when it is asked for: checking a return needs no database, and most of the time is starting up.
const commands: Record<string, () => Promise<(args: string[], context: CommandContext) => Promise<number>>> = {
  import: async () => {
    const { importCommand, recheckChildren } = await import('./features/returns/index.ts')
    const { alsoSettle } = await import('./features/children/index.ts')
    alsoSettle(recheckChildren)
    return importCommand
  },
  check: async () => (await import('./features/returns/index.ts')).checkCommand,
  export: async () => (await import('./features/returns/index.ts')).exportCommand,
  send: async () => (await import('./features/returns/index.ts')).sendCommand,
  mirror: async () => (await import('./features/mirror/index.ts')).mirrorCommand,
  demonstrate: async () => (await import('../demo/ssd-command.ts')).demonstrateCommand,
  rebuild: async () => (await import('./administration.ts')).rebuild,
  'verify-audit': async () => (await import('./administration.ts')).verify,
  'audit-heads': async () => (await import('./administration.ts')).heads,
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
      const { openDatabase } = await import('./database/open.ts')
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
    return await (await command())(rest, context)
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`)
    return 2
  } finally {
    await (held as Database | null)?.close()
  }
}

process.exitCode = await main(process.argv.slice(2))
