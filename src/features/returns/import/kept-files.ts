import { randomUUID } from 'node:crypto'
import { copyFile, lstat, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isId } from '../../../lib/ids.ts'
import type { Upload } from '../../../web/task.ts'
import type { Format } from './brought.ts'

// Files somebody sent, kept from the page that took them to the page that checks them or brings them in: in a private folder
// outside the web root, under a random id, for the worker who sent them and nobody else. Gone after an hour, or once
// brought in.

export type Kept = {
  id: string
  councilId: number
  workerId: string
  format: Format
  year: number
  keptAt: string
}

const minutesKept = 60

const home = join(tmpdir(), `joined-up-brought-${process.getuid?.() ?? 'files'}`)

/** The folder, this user's own: one that somebody else made there first is refused. */
const ownHome = async (): Promise<string> => {
  await mkdir(home, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  const found = await lstat(home)
  const mine = process.getuid === undefined || (found.uid === process.getuid() && (found.mode & 0o077) === 0)
  if (!found.isDirectory() || !mine)
    throw new Error(`the folder for files that were sent (${home}) is not this user's own`)
  return home
}

const isOver = (kept: Kept, now: Temporal.Instant): boolean =>
  Temporal.Instant.from(kept.keptAt).until(now).total('minutes') > minutesKept

const noteIn = async (folder: string): Promise<Kept | null> => {
  try {
    return JSON.parse(await readFile(join(folder, 'kept.json'), 'utf8')) as Kept
  } catch {
    return null
  }
}

const isOld = async (folder: string): Promise<boolean> => {
  const found = await lstat(folder).catch(() => null)
  return found !== null && Date.now() - found.mtimeMs > minutesKept * 60_000
}

/** Removes what its hour is over for, whoever sent it. */
const sweep = async (now: Temporal.Instant): Promise<void> => {
  for (const id of await readdir(await ownHome())) {
    const folder = join(home, id)
    const kept = await noteIn(folder)
    // Without its note a folder is being filled at this moment, by this process or another, or was left half-way long ago.
    const over = kept ? isOver(kept, now) : await isOld(folder)
    if (over) await rm(folder, { recursive: true, force: true })
  }
}

/** A file name for the disk and for messages: letters, digits and a few marks, never a path. */
export const plainName = (name: string): string => {
  const plain = name
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{N} ._()-]/gu, '_')
    .replace(/^\.+/, '')
    .trim()
  return plain === '' ? 'file' : plain.slice(-100)
}

const take = async (from: string, to: string): Promise<void> => {
  // Another disk holds the folder of the request: then the file is copied.
  await rename(from, to).catch(() => copyFile(from, to))
}

/** What each file is, by the field it was sent in: the return, last year's, and the two lists that some checks need. */
const parts = ['now', 'last', 'providers', 'postcodes'] as const
const partOf = (field: string): (typeof parts)[number] => parts.find((part) => part === field) ?? 'now'
/** Where what the checks found is kept, beside the files themselves. */
const foundPart = 'found'

/** Moves what was sent into a folder of its own, under the names of its fields: "files", "last", "providers", "postcodes". */
export const keepFiles = async (
  what: Omit<Kept, 'id' | 'keptAt'>,
  uploads: readonly Upload[],
  now: Temporal.Instant,
): Promise<Kept> => {
  await sweep(now)
  const kept: Kept = { id: randomUUID(), ...what, keptAt: now.toString() }
  const folder = join(await ownHome(), kept.id)
  for (const part of ['', ...parts, foundPart]) await mkdir(join(folder, part), { mode: 0o700 })
  const taken = new Set<string>()
  for (const { field, name, path } of uploads) {
    const part = partOf(field)
    let plain = plainName(name)
    for (let n = 2; taken.has(`${part}/${plain.toLowerCase()}`); n++) plain = `${n} ${plainName(name)}`
    taken.add(`${part}/${plain.toLowerCase()}`)
    await take(path, join(folder, part, plain))
  }
  await writeFile(join(folder, 'kept.json'), JSON.stringify(kept), { mode: 0o600 })
  setTimeout(() => void dropFiles(kept.id), minutesKept * 60_000).unref()
  return kept
}

/** What this worker sent for this council under this id; null when there is nothing, or it is somebody else's. */
export const keptFiles = async (
  id: string,
  councilId: number,
  workerId: string,
  now: Temporal.Instant,
): Promise<Kept | null> => {
  if (!isId(id)) return null
  await sweep(now)
  const kept = await noteIn(join(home, id))
  return kept && kept.id === id && kept.councilId === councilId && kept.workerId === workerId ? kept : null
}

/** Where each part of what was sent lies: a folder, or a file where there is only one. Null: none was sent, or it is gone. */
export const sentPaths = async ({
  id,
}: Kept): Promise<{ now: string | null; last: string | null; providers: string | null; postcodes: string | null }> => {
  const found = await Promise.all(
    parts.map(async (part) => {
      const folder = join(home, id, part)
      const names = await readdir(folder).catch(() => [])
      if (names.length === 0) return null
      // Of CSV files the folder is the return, were it one file only.
      const isFolder = names.length > 1 || ((part === 'now' || part === 'last') && /\.csv$/i.test(names[0] as string))
      return isFolder ? folder : join(folder, names[0] as string)
    }),
  )
  const [now, last, providers, postcodes] = found as [string | null, string | null, string | null, string | null]
  return { now, last, providers, postcodes }
}

/** The folder in which what the checks found is kept. */
export const foundFolder = ({ id }: Kept): string => join(home, id, foundPart)

const listName = 'list.csv'

export const keepList = async ({ id }: Kept, content: string): Promise<void> =>
  writeFile(join(home, id, listName), content, { mode: 0o600 })

/** The list of what could not be brought in; null when its hour is over. */
export const keptList = async ({ id }: Kept): Promise<string | null> =>
  readFile(join(home, id, listName), 'utf8').catch(() => null)

/** Removes the files that were sent and leaves the list and what the checks found, which are still to be fetched. */
export const dropReturn = async ({ id }: Kept): Promise<void> => {
  for (const part of parts) await rm(join(home, id, part), { recursive: true, force: true })
}

export const dropFiles = async (id: string): Promise<void> =>
  rm(join(home, id), { recursive: true, force: true }).catch(() => {})
