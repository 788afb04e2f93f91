// What an administrator does from the command line with whole councils.
import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { type Head, verifyAudit } from './access/audit.ts'
import type { Db } from './database/connection.ts'
import type { Database } from './database/open.ts'
import { inTransaction, noWalls, type Walls } from './database/transaction.ts'
import { rebuildCouncilDue } from './features/children/index.ts'
import { type CommandContext, rebuildFindings } from './features/returns/index.ts'

type Command = (args: string[], context: CommandContext) => Promise<number>

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

type Rebuilt = { line: string; failed: readonly string[] }
const rebuilds: Record<string, (db: Db, councilId: number, now: Temporal.Instant) => Promise<Rebuilt>> = {
  due: async (db, councilId, now) => {
    const { children, rows } = await rebuildCouncilDue(db, councilId, now)
    return { line: `${children} children read, ${rows} things due.`, failed: [] }
  },
  findings: async (db, councilId, now) => {
    const { children, findings, failed } = await rebuildFindings(db, councilId, now)
    return { line: `${children} children read, ${findings} findings.`, failed }
  },
}

export const rebuild: Command = async (args, { database, say, now }) => {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { council: { type: 'string' } } })
  const make = Object.hasOwn(rebuilds, positionals[0] ?? '') ? rebuilds[positionals[0]!] : undefined
  if (!make || positionals.length > 1) throw new Error('Say what to rebuild: joined-up rebuild due, or findings.')
  const open = await database()
  let broke = false
  for (const councilId of await councilsOf(open, values.council)) {
    const { line, failed } = await inTransaction(open, async ({ db }) => ({ result: await make(db, councilId, now) }), {
      walls: administratorOf([councilId]),
    })
    say(`Council ${councilId}: ${line}`)
    if (failed.length === 0) continue
    broke = true
    say(`NOT WHOLE: these checks broke, and what they find is not known: ${failed.join(', ')}.`)
  }
  return broke ? 2 : 0
}

export const verify: Command = async (args, { database, print, say }) => {
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

export const heads: Command = async (args, { database, print, say, now }) => {
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
