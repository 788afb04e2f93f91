// One process runs on one core. Where a server keeps the data, several may answer on one port: what they share (sessions,
// drafts, forms already sent, searches) is in the database, and nothing is kept in a process but names, colours and
// closing days, which each reads again every minute.
import cluster, { type Worker } from 'node:cluster'
import { availableParallelism } from 'node:os'

/** Room for what one page makes and drops again, in megabytes: with little of it a busy process tidies all the time. */
const roomForPages = 64

/**
 * How many processes answer. `asked` is WORKERS: a number from 1 to 64; without it one for each core. Always one with the
 * embedded database, which has one session, and with the development sign-in, which remembers in memory.
 * Throws in plain words when `asked` is no such number.
 */
export const howManyWorkers = (
  asked: string | undefined,
  shared: { server: boolean; provider: boolean },
  cores = availableParallelism(),
): number => {
  const count = asked === undefined || asked === '' ? cores : Number(asked)
  if (!Number.isInteger(count) || count < 1 || count > 64)
    throw new Error(`WORKERS is the number of processes, from 1 to 64; "${asked}" is not.`)
  return shared.server && shared.provider ? count : 1
}

/** Of the connections a service uses in all, those of one of its processes: at least three, so that no page waits for one import. */
export const connectionsEach = (workers: number): number => Math.max(3, Math.ceil(20 / (workers + 1)))

export const isWorker = cluster.isWorker

/**
 * Starts this program again as so many workers and resolves when all of them listen. A worker that ends is replaced; one
 * that ends before it ever listened ends them all, and the promise fails. `stop` lets each finish what it is doing.
 */
export const startWorkers = async (
  count: number,
  program: string,
): Promise<{ workers: () => Worker[]; stop: () => Promise<void> }> => {
  cluster.setupPrimary({ exec: program, execArgv: [...process.execArgv, `--max-semi-space-size=${roomForPages}`] })
  let stopping = false
  const running = () => Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined)
  const stop = async (): Promise<void> => {
    stopping = true
    await Promise.all(
      running().map(
        (worker) =>
          new Promise<void>((gone) => {
            worker.once('exit', () => gone())
            worker.process.kill('SIGTERM')
          }),
      ),
    )
  }
  const start = (): Promise<void> =>
    new Promise((listens, failed) => {
      const worker = cluster.fork()
      let served = false
      worker.once('listening', () => {
        served = true
        listens()
      })
      worker.once('exit', () => {
        if (stopping) listens()
        else if (!served) failed(new Error('A worker ended before it could answer.'))
        else start().catch(() => stop().finally(() => process.exit(1)))
      })
    })
  try {
    await Promise.all(Array.from({ length: count }, start))
  } catch (error) {
    await stop()
    throw error
  }
  return { workers: running, stop }
}
