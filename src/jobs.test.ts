import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Database } from './database/open.ts'
import { type Job, jobsOf, startJobs } from './jobs.ts'
import { memoryMail } from './outside/mail/mail.ts'

const database = {} as Database

test('a job is not begun again while it runs, and stopping waits for it', async (context) => {
  context.mock.timers.enable({ apis: ['setInterval'] })
  let begun = 0
  let finish = () => {}
  const slow: Job = {
    name: 'slow',
    everySeconds: 1,
    run: () => {
      begun += 1
      return new Promise<void>((resolve) => {
        finish = resolve
      })
    },
  }
  const jobs = startJobs(database, [slow], { info: () => {}, error: () => {} })
  context.mock.timers.tick(3000)
  assert.equal(begun, 1)
  let stopped = false
  const stopping = jobs.stop().then(() => {
    stopped = true
  })
  await Promise.resolve()
  assert.equal(stopped, false)
  finish()
  await stopping
  context.mock.timers.tick(3000)
  assert.equal(begun, 1)
})

test('a job that fails is named in the log without its words, and tried again', async (context) => {
  context.mock.timers.enable({ apis: ['setInterval'] })
  let turns = 0
  const failing: Job = {
    name: 'failing',
    everySeconds: 1,
    run: async () => {
      turns += 1
      throw new Error('Tamsin Trefusis is not to be found')
    },
  }
  const logged: string[] = []
  const jobs = startJobs(database, [failing], {
    info: () => {},
    error: (fields) => void logged.push(JSON.stringify(fields)),
  })
  context.mock.timers.tick(1000)
  await new Promise((resolve) => setImmediate(resolve))
  context.mock.timers.tick(1000)
  await jobs.stop()
  assert.equal(turns, 2)
  assert.deepEqual(logged, ['{"job":"failing","code":"Error"}', '{"job":"failing","code":"Error"}'])
})

test('nothing is mailed where no mail server is set', () => {
  const names = (mail: Parameters<typeof jobsOf>[0]['mail']) =>
    jobsOf({ mail, origin: 'http://localhost' }).map((job) => job.name)
  assert.equal(names(null).includes('mailing notices'), false)
  assert.ok(names(memoryMail()).includes('mailing notices'))
})
