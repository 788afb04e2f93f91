// A local stand-in for the department's service: the same calls, the same schema, and everything that is known to go
// wrong, on demand. In memory, or over HTTP on this machine alone. It keeps what it was told, as the department would.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { newId } from '../../lib/ids.ts'
import type { Answer, Department, DepartmentAccess, SentChild } from './department.ts'
import { childFields, type Fields, mostInOneCall, schemaFaults } from './schema.ts'

type Held = Record<string, unknown>

/** What may go wrong with one call. Without any of it the call is answered as the specification says. */
export type Trouble =
  /** answered with this status before anything is read */
  | { trouble: 'status'; status: number; body?: string; retryAfter?: number }
  /** the line is cut before the children are read */
  | { trouble: 'cut before' }
  /** the children are taken, and the line is cut before the answer */
  | { trouble: 'cut after' }
  /** the children are taken, and the answer comes too late */
  | { trouble: 'slow' }
  /** the children are taken, and the answer is this status all the same */
  | { trouble: 'taken, then status'; status: number }
  /** the children are taken, and the receipts are not one for each child */
  | { trouble: 'receipts'; gives: 'one for all' | 'one too few' | 'one too many' | 'the same twice' | 'none' }
  /** refused with 400, and not a word of which child it is */
  | { trouble: 'refused without saying' }

export type Call = { number: number; councilId: number; children: readonly SentChild[] }

export type StandInOptions = {
  /** asked before each call */
  troubles?: (call: Call) => Trouble | null
  /** children the service cannot bear, by number: refused by name, refused without a name, or it falls over */
  poison?: ReadonlyMap<string, 'named' | 'unnamed' | 'falls over'>
  /** how an object or a list without ids that is sent again goes into the one that is held: the specification is silent */
  again?: 'merged' | 'replaced'
  /** the sign-in service: the status it answers with */
  signIn?: () => number
  /** seconds a token lasts */
  tokenLasts?: number
}

export type Received = { childNumber: string; text: string; taken: boolean; told: boolean }

const isObject = (value: unknown): value is Held => value !== null && typeof value === 'object' && !Array.isArray(value)
const isEmpty = (value: unknown): boolean =>
  (Array.isArray(value) && value.length === 0) || (isObject(value) && Object.keys(value).length === 0)
const equal = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/** What is held after one object was sent, by the department's rules: members by id, `purge` takes away. */
const merged = (held: Held, sent: Held, fields: Fields, again: 'merged' | 'replaced', whole: boolean): Held => {
  const result: Held = whole && again === 'replaced' ? {} : { ...held }
  for (const [name, value] of Object.entries(sent)) {
    const rule = fields[name]
    if (name === 'purge' || rule === undefined) continue
    if (rule.type === 'object') {
      const next = value as Held
      if (next.purge === true) delete result[name]
      else result[name] = merged((held[name] as Held) ?? {}, next, rule.fields, again, true)
    } else if (rule.type === 'list' && rule.needs) {
      const id = rule.needs[0] as string
      const list = [...((held[name] as Held[]) ?? [])]
      for (const member of value as Held[]) {
        const at = list.findIndex((one) => one[id] === member[id])
        // An episode holds lists of its own, which stay when they are not named.
        const leaf = name !== 'social_care_episodes'
        const next = merged(at < 0 ? {} : (list[at] as Held), member, rule.fields, again, leaf)
        if (member.purge === true) {
          if (at >= 0) list.splice(at, 1)
        } else if (at < 0) list.push(next)
        else list[at] = next
      }
      result[name] = list
    } else if ((rule.type === 'list' || rule.type === 'texts') && again === 'merged') {
      const list = (held[name] as unknown[]) ?? []
      result[name] = [...list, ...(value as unknown[]).filter((one) => !list.some((other) => equal(one, other)))]
    } else result[name] = value
    if (isEmpty(result[name])) delete result[name]
  }
  return result
}

const receipt = (): string => `2026-11-22_02:00:00.${String(Math.random()).slice(2, 8).padEnd(6, '0')}_${newId()}`

type Reply = { status: number; body: string; headers?: Record<string, string> } | 'cut' | 'late'

export const standIn = (options: StandInOptions = {}) => {
  const held = new Map<number, Map<string, Held>>()
  const received: Received[] = []
  const tokens = new Map<string, { councilId: number; until: number }>()
  const access = new Map<string, { councilId: number; secret: string; supplierKey: string }>()
  let calls = 0
  let signedIn = 0
  const { troubles = () => null, poison = new Map(), again = 'merged' } = options

  const heldBy = (councilId: number): Map<string, Held> => {
    const known = held.get(councilId) ?? new Map<string, Held>()
    held.set(councilId, known)
    return known
  }

  const take = (councilId: number, children: readonly SentChild[]): void => {
    const known = heldBy(councilId)
    for (const child of children) {
      const number = String(child.la_child_id)
      if (child.purge === true) known.delete(number)
      else known.set(number, merged(known.get(number) ?? {}, child, childFields, again, false))
    }
  }

  const refusal = (children: readonly SentChild[]): Reply | null => {
    if (children.length > mostInOneCall) return { status: 413, body: 'Too many records' }
    const faults = children.flatMap((child, at) =>
      schemaFaults(child).map(({ path, rule }) => `[${at}].${path} ${rule}`),
    )
    for (const [at, child] of children.entries()) {
      const kind = poison.get(String(child.la_child_id))
      if (kind === 'falls over') return { status: 500, body: 'Internal Server Error' }
      if (kind === 'named') faults.push(`[${at}] cannot be matched`)
      if (kind === 'unnamed') faults.push('One or more records cannot be matched')
    }
    return faults.length > 0 ? { status: 400, body: JSON.stringify({ detail: faults.join('; ') }) } : null
  }

  const receive = (councilId: number, children: readonly SentChild[]): Reply => {
    const trouble = troubles({ number: calls++, councilId, children })
    const note = (taken: boolean, told: boolean): void => {
      for (const child of children)
        received.push({ childNumber: String(child.la_child_id), text: JSON.stringify(child), taken, told })
    }
    if (trouble?.trouble === 'status') {
      note(false, true)
      const headers: Record<string, string> = {}
      if (trouble.retryAfter !== undefined) headers['retry-after'] = String(trouble.retryAfter)
      return { status: trouble.status, body: trouble.body ?? '', headers }
    }
    if (trouble?.trouble === 'cut before') {
      note(false, false)
      return 'cut'
    }
    const refused = refusal(children)
    if (refused) {
      note(false, refused !== 'cut' && refused !== 'late' && refused.status < 500)
      return refused
    }
    if (trouble?.trouble === 'refused without saying') {
      note(false, true)
      return { status: 400, body: 'Payload was malformed' }
    }
    take(councilId, children)
    const clear = trouble === null || (trouble.trouble === 'receipts' && trouble.gives === 'one for all')
    note(true, clear)
    if (trouble?.trouble === 'cut after') return 'cut'
    if (trouble?.trouble === 'slow') return 'late'
    if (trouble?.trouble === 'taken, then status') return { status: trouble.status, body: '' }
    const receipts = children.map(receipt)
    if (trouble?.trouble === 'receipts') {
      if (trouble.gives === 'one for all') return { status: 200, body: JSON.stringify(newId()) }
      if (trouble.gives === 'one too few') receipts.pop()
      if (trouble.gives === 'one too many') receipts.push(receipt())
      if (trouble.gives === 'the same twice') receipts.fill(receipts[0] as string)
      if (trouble.gives === 'none') return { status: 200, body: '' }
    }
    return { status: 200, body: JSON.stringify(receipts) }
  }

  const token = (form: URLSearchParams): Reply => {
    const status = options.signIn?.() ?? 200
    if (status !== 200) return { status, body: JSON.stringify({ error: 'temporarily_unavailable' }) }
    const known = access.get(form.get('client_id') ?? '')
    if (
      form.get('grant_type') !== 'client_credentials' ||
      form.get('scope') !== 'test' ||
      !known ||
      known.secret !== form.get('client_secret')
    )
      return { status: 401, body: JSON.stringify({ error: 'invalid_client' }) }
    signedIn++
    const value = newId()
    const lasts = options.tokenLasts ?? 3600
    tokens.set(value, { councilId: known.councilId, until: Date.now() + lasts * 1000 })
    return { status: 200, body: JSON.stringify({ access_token: value, expires_in: lasts, token_type: 'Bearer' }) }
  }

  const post = (request: IncomingMessage, body: string): Reply => {
    const councilId = Number(/\/children_social_care_data\/(\d{3})\/children$/.exec(request.url ?? '')?.[1])
    if (!councilId) return { status: 404, body: 'Not found' }
    const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? ''
    const known = tokens.get(bearer)
    if (!known || known.until <= Date.now()) return { status: 401, body: 'Unauthorized Access' }
    const right = [...access.values()].some(
      (one) => one.councilId === councilId && one.supplierKey === request.headers.supplierkey,
    )
    // One council's key opens no other council's door.
    if (known.councilId !== councilId || !right) return { status: 403, body: 'Forbidden Access' }
    try {
      const children = JSON.parse(body) as SentChild[]
      if (!Array.isArray(children)) return { status: 400, body: 'Payload was malformed' }
      return receive(councilId, children)
    } catch {
      return { status: 400, body: 'Payload was malformed' }
    }
  }

  /** In memory: the same answers without a network. */
  const department = (councilId: number): Department => ({
    forgetToken: () => {},
    send: async (children): Promise<Answer> => {
      const reply = receive(councilId, JSON.parse(JSON.stringify(children)) as SentChild[])
      if (reply === 'cut') return { kind: 'unanswered', why: 'the line was cut or never opened' }
      if (reply === 'late') return { kind: 'unanswered', why: 'no answer came in time' }
      const after = reply.headers?.['retry-after']
      return { kind: 'answered', status: reply.status, body: reply.body, retryAfter: after ? Number(after) : null }
    },
  })

  /** Over HTTP on a free port of this machine. `late` answers come after so many milliseconds, or never. */
  const listen = async (late = 60_000) => {
    const timers = new Set<NodeJS.Timeout>()
    const answer = (response: ServerResponse, reply: Exclude<Reply, string>): void => {
      response.writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers })
      response.end(reply.status === 204 ? undefined : reply.body)
    }
    const server = createServer((request, response) => {
      const pieces: Buffer[] = []
      request.on('data', (piece: Buffer) => void pieces.push(piece))
      request.on('end', () => {
        const body = Buffer.concat(pieces).toString('utf8')
        const reply = request.url === '/token' ? token(new URLSearchParams(body)) : post(request, body)
        if (reply === 'cut') request.socket.destroy()
        else if (reply === 'late') timers.add(setTimeout(() => answer(response, { status: 200, body: '[]' }), late))
        else answer(response, reply)
      })
    })
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    return {
      address,
      accessOf: (councilId: number): DepartmentAccess => {
        const six = { councilId, secret: newId(), supplierKey: newId() }
        const clientId = `council-${councilId}`
        access.set(clientId, six)
        return {
          councilId,
          endpoint: `${address}/api`,
          tokenEndpoint: `${address}/token`,
          clientId,
          clientSecret: six.secret,
          scope: 'test',
          supplierKey: six.supplierKey,
        }
      },
      /** every token given so far is refused from here on */
      forgetTokens: () => tokens.clear(),
      close: async (): Promise<void> => {
        for (const timer of timers) clearTimeout(timer)
        server.closeAllConnections()
        await new Promise((closed) => server.close(closed))
      },
    }
  }

  return {
    department,
    listen,
    received: received as readonly Received[],
    calls: () => calls,
    signedIn: () => signedIn,
    /** what it holds of a council's children, by number */
    holds: (councilId: number): ReadonlyMap<string, Readonly<Held>> => heldBy(councilId),
  }
}
export type StandIn = ReturnType<typeof standIn>
