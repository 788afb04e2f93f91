// `joined-up mirror ssd DIR --council 318`: exit code 0 when the extract was taken or had nothing new, 2 when it was not.
import { statSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { argumentsOf, CannotRun, type CommandContext, councilNamed } from '../returns/index.ts'
import { place } from './problem.ts'
import type { Run } from './queries.ts'
import { momentWords, takeExtract } from './take-extract.ts'
import { type Looked, lookOnce } from './watch.ts'

export const mirrorUsage = `joined-up mirror ssd: reads the extract of a council that keeps its own case system

  joined-up mirror ssd DIR --council 318 [--true-of 2026-11-22T02:00:00Z] [--json]
  joined-up mirror ssd DIR --council 318 --watch [--every 300]

  DIR          the folder with the tables of the Standard Safeguarding Dataset, ssd_person.csv and so on
  --council    whose children: three-digit code or ONS code
  --true-of    the moment the extract tells of; without it, the time at which the newest of its files was written
  --instead    of a council that kept its record here so far: from now on its own system is mirrored
  --allow-fall take an extract that is smaller or older than it should be
  --watch      wait in DIR for deliveries, in it or in folders of it; each is taken once, when a file named complete lies
               beside it or its files have not changed between two looks
  --every      seconds between two looks; 300 without it
  --json       what was done as one JSON object a line

An extract is taken whole or not at all. Ends with 0 when it was taken or nothing was new, with 2 when something is wrong:
then nothing was changed, and the council's page about its mirror shows why.`

const instantNamed = (said: string | undefined): Temporal.Instant | null => {
  if (said === undefined) return null
  try {
    return Temporal.Instant.from(said)
  } catch {
    throw new CannotRun(`--true-of "${said}" is not a moment: say it like 2026-11-22T02:00:00Z.`)
  }
}

const number = (n: number | undefined): string => (n ?? 0).toLocaleString('en-GB')

const told = (run: Run, folder: string): string[] => {
  const { counts, problems } = run
  if (run.outcome === 'refused')
    return [
      `The extract in ${folder} was not taken: nothing has been changed.`,
      ...problems.list.slice(0, 20).map((one) => `  ${place(one)}: ${one.words}`),
      ...(problems.list.length + problems.more > 20
        ? [`  and ${number(problems.list.length + problems.more - 20)} more`]
        : []),
    ]
  const when = `true of ${momentWords(run.trueOf)}`
  if (run.outcome === 'nothing new') return [`Nothing is new: ${number(counts.people)} people, ${when}.`]
  return [
    `Taken: ${number(counts.people)} people, ${when}.`,
    `  ${number(counts.added)} added, ${number(counts.changed)} changed, ${number(counts.gone)} gone; the others are as they were.`,
    ...(counts.closed
      ? [
          `  ${number(counts.closed)} ${counts.closed === 1 ? 'record is' : 'records are'} restricted here and not touched.`,
        ]
      : []),
  ]
}

const jsonOf = (run: Run): string =>
  JSON.stringify({
    outcome: run.outcome,
    trueOf: run.trueOf.toString(),
    counts: run.counts,
    problems: run.problems.list,
    moreProblems: run.problems.more,
  })

export const mirrorCommand = async (args: string[], context: CommandContext): Promise<number> => {
  const { say, print, now } = context
  try {
    const { values, positionals } = argumentsOf(args, {
      council: { type: 'string' },
      'true-of': { type: 'string' },
      instead: { type: 'boolean', default: false },
      'allow-fall': { type: 'boolean', default: false },
      watch: { type: 'boolean', default: false },
      every: { type: 'string', default: '300' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    })
    const [format, folder, more] = positionals
    if (values.help || format === undefined) {
      say(mirrorUsage)
      return values.help ? 0 : 2
    }
    if (format !== 'ssd') throw new CannotRun(`"${format}" is not an extract that can be mirrored. Say ssd.`)
    if (folder === undefined) throw new CannotRun('Say in which folder the extract lies.')
    if (more !== undefined) throw new CannotRun(`"${more}" is one too many: one folder is enough.`)
    const council = councilNamed(values.council)
    const trueOf = instantNamed(values['true-of'])
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
      throw new CannotRun(`There is no folder ${folder}.`)
    const every = Number(values.every)
    if (!(every > 0)) throw new CannotRun('--every is a number of seconds above nought.')
    const database = await context.database()
    const taking = { council, instead: values.instead, allowFall: values['allow-fall'] }
    const report = (run: Run, where: string): void => {
      if (values.json) print(jsonOf(run))
      else for (const line of told(run, where)) say(line)
    }
    if (!values.watch) {
      const { run } = await takeExtract(database, folder, { ...taking, trueOf, now, progress: progressOn(values.json) })
      report(run, folder)
      return run.outcome === 'refused' ? 2 : 0
    }
    if (trueOf !== null) throw new CannotRun('With --watch each delivery is true of the time its files were written.')
    const stop = new AbortController()
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort())
    const seen: Looked = new Map()
    say(`Waiting for deliveries in ${folder}, looking every ${every} seconds.`)
    while (!stop.signal.aborted) {
      for (const { folder: where, outcome } of await lookOnce(database, folder, seen, {
        ...taking,
        now: Temporal.Now.instant(),
      }))
        report(outcome.run, where)
      await setTimeout(every * 1000, null, { signal: stop.signal }).catch(() => undefined)
    }
    return 0
  } catch (error) {
    if (!(error instanceof CannotRun)) throw error
    say(error.message)
    say('Nothing was changed. joined-up mirror ssd --help tells how to say it.')
    return 2
  }
}

/** On a terminal, one line that is written again and again. */
const progressOn = (quiet: boolean) => {
  if (quiet || process.stderr.isTTY !== true) return () => undefined
  return (doing: string, done: number, of: number): void => {
    process.stderr.write(
      `\r\u001b[K${doing}${of > 1 ? `: ${number(done)} of ${number(of)}` : ''}${done >= of ? '\r\u001b[K' : ''}`,
    )
  }
}
