import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Connection } from './connection.ts'

const folder = join(import.meta.dirname, '..', '..', 'migrations')

export const migrationFiles = (): { name: string; text: string; hash: string }[] =>
  readdirSync(folder)
    .filter((name) => /^\d{4}-[a-z0-9-]+\.sql$/.test(name))
    .sort()
    .map((name) => {
      const text = readFileSync(join(folder, name), 'utf8')
      return { name, text, hash: createHash('sha256').update(text).digest('hex') }
    })

/**
 * Brings the database up to date as its owner, forward only, one process at a time. Returns the files applied.
 * Refuses when an applied file has since been edited, or when the database is newer than this program.
 */
export const migrate = async (connection: Connection): Promise<string[]> => {
  await connection.script('select pg_advisory_lock(7031977)')
  try {
    await connection.script(
      'create table if not exists migration (name text primary key, hash text not null, applied_at timestamptz not null default now())',
    )
    const held = new Map(
      ((await connection.script('select name, hash from migration')) as { name: string; hash: string }[]).map((row) => [
        row.name,
        row.hash,
      ]),
    )
    const files = migrationFiles()
    for (const [name, hash] of held) {
      const file = files.find((candidate) => candidate.name === name)
      if (!file)
        throw new Error(
          `The database has had ${name}, which this version of Joined Up does not know: it is older than its data.`,
        )
      if (file.hash !== hash) throw new Error(`${name} was changed after it was applied: add a new migration instead.`)
    }
    const applied: string[] = []
    for (const file of files.filter((candidate) => !held.has(candidate.name))) {
      await connection.script('begin')
      try {
        await connection.script(file.text)
        await connection.query('insert into migration (name, hash) values ($1, $2)', [file.name, file.hash])
        await connection.script('commit')
      } catch (error) {
        await connection.script('rollback')
        throw new Error(`${file.name}: ${(error as Error).message}`, { cause: error })
      }
      applied.push(file.name)
    }
    return applied
  } finally {
    await connection.script('select pg_advisory_unlock(7031977)')
  }
}
