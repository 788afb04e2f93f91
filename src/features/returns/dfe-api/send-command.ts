import { setTimeout } from 'node:timers/promises'
import { inTransaction } from '../../../database/transaction.ts'
import { isId } from '../../../lib/ids.ts'
import { accessOf, addressFault, type Department, serviceName, settingOf } from '../../../outside/dfe-api/department.ts'
import { overHttp } from '../../../outside/dfe-api/over-http.ts'
import { argumentsOf, CannotRun, type CommandContext, councilNamed } from '../said.ts'
import { lastSentTo } from './queries.ts'
import { AlreadySending, type Counts, dryRun, feedWalls, type Sent, sendFeed, TakenOver } from './send.ts'

export const sendUsage = `joined-up send dfe-api: the daily feed of a council's children to the Department for Education

  joined-up send dfe-api --council 212 [--dry-run] [--again] [--endpoint URL] [--json]

  --council    whose children they are: three-digit code or ONS code
  --dry-run    say what would be sent, and send nothing
  --again      also what the department refused before and nobody has changed since
  --endpoint   another address than DFE_API_212_ENDPOINT, for a test service; what each service took is kept apart
  --json       one line of counts on standard output at the end; everything else goes to standard error

Each council has its own six values from the department's portal, in the environment of this command, never in a file of
the service: DFE_API_212_ENDPOINT, _TOKEN_ENDPOINT, _CLIENT_ID, _CLIENT_SECRET, _SCOPE and _SUPPLIER_KEY.
Restricted records are not sent. Those whose ids stand in DFE_API_212_RESTRICTED_CHILDREN, with commas, are.

Only what is new, changed or gone since it was last accepted is sent. It may be stopped and run again at any time.
Ends with 0 when the department holds what the record says, with 1 when something was refused or has to wait, and with
2 when it could not run.`

/** For tests: another department, other variables, and no waiting. */
export type SendOptions = {
  environment?: Readonly<Record<string, string | undefined>>
  department?: Department
  wait?: (milliseconds: number) => Promise<void>
}

const counted = (count: number, one: string, many: string): string =>
  `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`
const children = (count: number): string => counted(count, 'child', 'children')

const restrictedNamed = (councilId: number, environment: SendOptions['environment'] = {}): string[] => {
  const variable = settingOf(councilId, 'RESTRICTED_CHILDREN')
  const ids = (environment[variable] ?? '').split(',').map((id) => id.trim())
  const given = ids.filter((id) => id !== '')
  if (!given.every(isId)) throw new CannotRun(`${variable} must hold ids of records, with commas between them.`)
  return given
}

const sayPlan = (say: CommandContext['say'], counts: Counts): void => {
  say('Nothing was sent. This is what would be:')
  say(`  new       ${children(counts.new)}`)
  say(`  changed   ${children(counts.changed)}`)
  say(`  gone      ${children(counts.gone)}`)
  say(`The department holds ${children(counts.same)} as the record has them.`)
  if (counts.unfit > 0)
    say(`${children(counts.unfit)} cannot be sent as they stand: the page of the daily feed says why.`)
  if (counts.refused > 0)
    say(`${children(counts.refused)} refused before and not changed since: --again tries once more.`)
  if (counts.inDoubt > 0)
    say(`${children(counts.inDoubt)} sent before without an answer: the same goes out again first.`)
}

const saySent = (say: CommandContext['say'], sent: Sent, councilId: number): void => {
  if (sent.outcome === 'stopped') say(`Stopped. ${sent.words}`)
  say(
    `${children(sent.accepted)} accepted, ${sent.refused.toLocaleString('en-GB')} refused, ${sent.unfit.toLocaleString('en-GB')} not fit to send, ${sent.waiting.toLocaleString('en-GB')} waiting.`,
  )
  if (sent.refused + sent.unfit > 0) say(`Why stands at /${councilId}/returns/dfe-api.`)
}

const wantedOf = (args: string[]) =>
  argumentsOf(args, {
    council: { type: 'string' },
    endpoint: { type: 'string' },
    'dry-run': { type: 'boolean', default: false },
    again: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  })

const run = async (args: string[], context: CommandContext, options: SendOptions): Promise<number> => {
  const { say, print } = context
  const environment = options.environment ?? process.env
  const { values, positionals } = wantedOf(args)
  if (values.help) {
    say(sendUsage)
    return 0
  }
  const [what, ...more] = positionals
  if (what !== 'dfe-api')
    throw new CannotRun(what === undefined ? 'Say what to send: dfe-api.' : `"${what}" cannot be sent. Say dfe-api.`)
  if (more.length > 0) throw new CannotRun(`"${more[0]}" is one too many.`)
  const { councilId } = councilNamed(values.council)
  const fault = values.endpoint === undefined ? null : addressFault(values.endpoint)
  if (fault) throw new CannotRun(`--endpoint ${fault}.`)
  const walls = feedWalls(councilId, restrictedNamed(councilId, environment))

  if (values['dry-run']) {
    const { counts } = await inTransaction(
      await context.database(),
      async ({ db }) => {
        const endpoint = values.endpoint ?? environment[settingOf(councilId, 'ENDPOINT')] ?? ''
        const known = addressFault(endpoint) === null ? serviceName(endpoint) : await lastSentTo(db, councilId)
        return { result: await dryRun(db, { councilId, sentTo: known }, context.now) }
      },
      { walls },
    )
    sayPlan(say, counts)
    if (values.json) print(JSON.stringify(counts))
    return 0
  }

  const found = accessOf(councilId, environment, values.endpoint ?? null)
  if ('faults' in found) throw new CannotRun(found.faults.join('\n'))
  const sentTo = serviceName(found.access.endpoint)
  const department = options.department ?? overHttp(found.access)
  say(`Sending the children of council ${councilId} to ${sentTo}.`)
  const started = performance.now()
  const terminal = process.stderr.isTTY === true
  const sent = await sendFeed({
    database: await context.database(),
    councilId,
    walls,
    department,
    sentTo,
    again: values.again,
    // The run is as long as it is: its clock goes on from the moment the command was given.
    now: () => context.now.add({ milliseconds: Math.round(performance.now() - started) }),
    wait: options.wait ?? ((milliseconds) => setTimeout(milliseconds)),
    progress: (settled) => {
      if (terminal) process.stderr.write(`\r\u001b[K${settled.toLocaleString('en-GB')} answered`)
    },
  })
  if (terminal) process.stderr.write('\r\u001b[K')
  saySent(say, sent, councilId)
  if (values.json) {
    const { accepted, refused, unfit, waiting, outcome } = sent
    print(JSON.stringify({ accepted, refused, unfit, waiting, outcome }))
  }
  if (sent.outcome === 'stopped') return 2
  return sent.refused + sent.unfit + sent.waiting > 0 ? 1 : 0
}

/** `joined-up send dfe-api ...`: answers the exit code. */
export const sendCommand = async (
  args: string[],
  context: CommandContext,
  options: SendOptions = {},
): Promise<number> => {
  try {
    return await run(args, context, options)
  } catch (error) {
    if (!(error instanceof CannotRun || error instanceof AlreadySending || error instanceof TakenOver)) throw error
    context.say(error.message)
    if (error instanceof CannotRun) context.say('Nothing was sent. joined-up send --help tells how to say it.')
    return 2
  }
}
