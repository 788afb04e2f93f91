import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { lockFolder } from './lock.ts'
import { openDatabase } from './open.ts'

const folders: string[] = []
const children = new Set<ChildProcess>()
const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'joined-up-lock-'))
  folders.push(folder)
  return join(folder, 'data')
}
after(() => {
  for (const child of children) child.kill('SIGKILL')
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** Another process that locks the folder and keeps it until it is killed; answers 'locked' or the words it was refused with. */
const otherProcess = async (folder: string) => {
  const program = `
    import { lockFolder } from ${JSON.stringify(join(import.meta.dirname, 'lock.ts'))}
    try {
      lockFolder(${JSON.stringify(folder)})
      console.log('locked')
      setInterval(() => {}, 1000)
    } catch (error) {
      console.log(error.message)
    }`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.add(child)
  const [words] = (await once(child.stdout, 'data')) as [Buffer]
  const end = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  return { id: child.pid!, words: words.toString().trim(), end }
}

// That it keeps what was saved, and for its owner alone: src/crash.test.ts, which has such a folder open anyway.
describe('the folder of an embedded database', () => {
  test('is open to one process; a second is refused, told which one has it and what to do', async () => {
    const folder = newFolder()
    const first = await otherProcess(folder)
    assert.equal(first.words, 'locked')
    const second = await otherProcess(folder)
    assert.equal(
      second.words,
      `The database in ${folder} is already open in process ${first.id}. Stop that one first, or choose another folder with DATA_DIR.`,
    )
    assert.throws(() => lockFolder(folder), /already open in process/)
    await first.end()
    await second.end()
  })
  test('is free again at once when the process that had it is killed', async () => {
    const folder = newFolder()
    const first = await otherProcess(folder)
    await first.end()
    const release = lockFolder(folder)
    assert.equal((await otherProcess(folder)).words.includes(`process ${process.pid}`), true)
    release()
  })
  test('goes to exactly one of several processes that come at once, also after one that died', async () => {
    const folder = newFolder()
    await (await otherProcess(folder)).end()
    const all = await Promise.all(Array.from({ length: 5 }, () => otherProcess(folder)))
    assert.equal(all.filter((one) => one.words === 'locked').length, 1)
    for (const one of all) await one.end()
  })
  test('is refused a second time within one process too, until it is released', () => {
    const folder = newFolder()
    const release = lockFolder(folder)
    assert.throws(() => lockFolder(folder), new RegExp(`already open in process ${process.pid}`))
    release()
    release()
    lockFolder(folder)()
  })
  test('is refused in production', async () => {
    await assert.rejects(
      openDatabase({ folder: newFolder(), production: true }),
      /set DATABASE_URL to a PostgreSQL server/,
    )
  })
})
