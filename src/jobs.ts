// What the service does by itself, beside its pages. Each may run in several processes at once and finds its own work.
import type { Database } from './database/open.ts'
import { inTransaction, literal, noWalls } from './database/transaction.ts'
import { nightJobs } from './features/night-desk/index.ts'
import { sendWaitingNotices, tell } from './features/notices/index.ts'
import { tellOfEndings } from './features/sharing/index.ts'
import { dayOf } from './lib/day.ts'
import type { Mail } from './outside/mail/mail.ts'
import { looksNow } from './web/looks.ts'
import type { Log } from './web/server.ts'

export type Job = {
  name: string
  everySeconds: number
  run: (database: Database, now: Temporal.Instant) => Promise<unknown>
}

/** Sessions that are over, drafts of a month ago, searches among them, form keys of yesterday. */
const sweep: Job = {
  name: 'sweeping up',
  everySeconds: 3600,
  run: (database, now) =>
    inTransaction(database, async () => ({ result: null }), {
      opening: `select sweep(${literal(now.toString())}::timestamptz);`,
    }),
}

/** A month before an agreement ends, a council leaves or a review is due, those who answer for it are told what stops. */
const endings: Job = {
  name: 'agreements that end soon',
  everySeconds: 3600,
  run: async (database, now) => {
    const looks = await looksNow(database)
    const councils = looks.ids()
    const name = (councilId: number) => looks.look(councilId).name
    return inTransaction(
      database,
      async ({ db }) => ({ result: await tellOfEndings(db, councils, dayOf(now), tell, name) }),
      { walls: { ...noWalls, directory: councils } },
    )
  },
}

/** Notices go by e-mail only where a mail server is set. */
const mailing = (mail: Mail, origin: string): Job => ({
  name: 'mailing notices',
  everySeconds: 60,
  run: (database, now) => sendWaitingNotices(database, mail, now, origin),
})

export const jobsOf = (settings: { mail: Mail | null; origin: string }): readonly Job[] => [
  sweep,
  ...nightJobs,
  endings,
  ...(settings.mail ? [mailing(settings.mail, settings.origin)] : []),
]

/**
 * Runs each job again and again until `stop`, never the same one twice at a time. What fails is logged by name, without the
 * message, which may quote somebody's words, and is tried again at its next turn.
 */
export const startJobs = (
  database: Database,
  jobs: readonly Job[],
  log: Log,
  now: () => Temporal.Instant = () => Temporal.Now.instant(),
): { stop: () => Promise<void> } => {
  const running = new Map<string, Promise<void>>()
  const turn = (job: Job) => {
    if (running.has(job.name)) return
    const done = job
      .run(database, now())
      .then(
        () => {},
        (error: Error & { code?: string }) =>
          log.error({ job: job.name, code: error.code ?? error.name }, 'a job failed'),
      )
      .finally(() => running.delete(job.name))
    running.set(job.name, done)
  }
  const timers = jobs.map((job) => {
    const timer = setInterval(() => turn(job), job.everySeconds * 1000)
    timer.unref()
    return timer
  })
  return {
    stop: async () => {
      for (const timer of timers) clearInterval(timer)
      await Promise.all(running.values())
    },
  }
}
