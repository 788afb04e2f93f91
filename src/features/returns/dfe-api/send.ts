// Sending a council's children to the department: plans, sends in batches, and keeps what came back. Safe to stop at any
// moment and to run again: what went out without an answer is first sent again exactly as it was.
import { type AuditEntry, appendStatement } from '../../../access/audit.ts'
import type { Db } from '../../../database/connection.ts'
import type { Database } from '../../../database/open.ts'
import { inTransaction, type Walls } from '../../../database/transaction.ts'
import { dayOf } from '../../../lib/day.ts'
import { newId } from '../../../lib/ids.ts'
import type { Answer, Department } from '../../../outside/dfe-api/department.ts'
import { meaningOf, wordsIn } from './answer.ts'
import { applied, canonicalText, hashOf, nextStep, type Payload } from './delta.ts'
import { payloadOf, type Window, windowOn } from './payload.ts'
import { type Planned, planFor } from './plan.ts'
import {
  beginBatch,
  beginSend,
  clearRefusal,
  dailyRecords,
  endBatch,
  endSend,
  type Feed,
  idsAfter,
  inDoubt,
  type Outgoing,
  putBack,
  type Settled,
  type Standing,
  setInDoubt,
  settle,
  setUnfit,
  standingsOf,
  stillSending,
} from './queries.ts'
import { mostInOneCall } from './validate.ts'

const readAtOnce = 200
/** One call and up to three more: after 5, 10 and 20 seconds, or when the department says. */
const mostTries = 4
const firstWait = 5_000
const longestWait = 30_000
const longestAsked = 120_000
/** A run that gave no sign of life for so long is taken for dead. */
const lifeless = { minutes: 20 }
/** So many failures in a row, with nothing answered between, and the service is taken to be down; silence counts double. */
const enough = 6
/** Taking away comes before adding, so a child may need a second call, and a changed number a third. */
const mostRounds = 4

/** What a command line or a job may reach to send one council's feed; restricted records only where they are named. */
export const feedWalls = (councilId: number, restricted: readonly string[] = []): Walls => ({
  find: [councilId],
  summary: [councilId],
  record: [councilId],
  write: [councilId],
  directory: [councilId],
  manage: [],
  children: restricted,
  proposals: [],
  self: [],
})

export type Counts = {
  new: number
  changed: number
  gone: number
  /** the department holds what the record says */
  same: number
  refused: number
  unfit: number
  inDoubt: number
}
export const noCounts = (): Counts => ({ new: 0, changed: 0, gone: 0, same: 0, refused: 0, unfit: 0, inDoubt: 0 })

export type PlannedChild = { childId: string; standing: Standing | undefined; wanted: Payload | null; planned: Planned }

/** What is to be done about some children, read now. */
export const planSome = async (
  db: Db,
  feed: Feed,
  childIds: readonly string[],
  window: Window,
  again = false,
): Promise<PlannedChild[]> => {
  const { records, numbers } = await dailyRecords(db, feed.councilId, childIds)
  const standings = await standingsOf(db, feed, childIds)
  const byId = new Map(records.map((record) => [record.facts.childId, record]))
  return childIds.map((childId) => {
    const record = byId.get(childId)
    const standing = standings.get(childId)
    const wanted = record ? payloadOf(record, window, numbers) : null
    return { childId, standing, wanted, planned: planFor(standing, wanted, again) }
  })
}

const count = (counts: Counts, planned: Planned): void => {
  if (planned.todo === 'send') counts[planned.kind]++
  else if (planned.todo === 'nothing') counts.same++
  else if (planned.todo === 'unfit') counts.unfit++
  else if (planned.todo === 'set aside') counts.refused++
  else if (planned.todo === 'in doubt') counts.inDoubt++
}

/** What would be sent now, and nothing is: counts, and some of the children with what would be said of them. */
export const dryRun = async (
  db: Db,
  feed: Feed,
  now: Temporal.Instant,
  most = 0,
): Promise<{ counts: Counts; children: { childId: string; localId: string; planned: Planned }[] }> => {
  const window = windowOn(dayOf(now))
  const counts = noCounts()
  const children: { childId: string; localId: string; planned: Planned }[] = []
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const ids = await idsAfter(db, feed, after, readAtOnce)
    for (const { childId, standing, wanted, planned } of await planSome(db, feed, ids, window)) {
      count(counts, planned)
      if (children.length < most && ['send', 'unfit'].includes(planned.todo))
        children.push({ childId, localId: (wanted ?? standing?.held)?.la_child_id ?? '', planned })
    }
    if (ids.length < readAtOnce) return { counts, children }
    after = ids.at(-1) as string
  }
}

export type Sending = {
  database: Database
  councilId: number
  walls: Walls
  department: Department
  /** where it goes: host and path of the service */
  sentTo: string
  now: () => Temporal.Instant
  wait: (milliseconds: number) => Promise<void>
  /** also what the department refused and has not changed since */
  again?: boolean
  mostInOneCall?: number
  progress?: (settled: number) => void
}

export type Sent = {
  sendId: string
  outcome: 'finished' | 'stopped'
  words: string
  accepted: number
  refused: number
  unfit: number
  waiting: number
}

/** Another run of this council is under way. */
export class AlreadySending extends Error {}
/** Another run took this one for dead, and goes on in its place. */
export class TakenOver extends Error {}

type Item = Outgoing & {
  held: Payload | null
  /** null where the payload comes from a run before: what is wanted now is looked at afterwards */
  wanted: Payload | null | undefined
  /** a call with it went out and was not answered */
  doubtful: boolean
}

const wordsOfUnknown = (words: string): string => `No answer yet that can be relied on: ${words}.`

export const sendFeed = async (sending: Sending): Promise<Sent> => {
  const { database, councilId, walls, department, now, wait } = sending
  const feed: Feed = { councilId, sentTo: sending.sentTo }
  const size = Math.min(sending.mostInOneCall ?? mostInOneCall, mostInOneCall)
  const sendId = newId()
  const within = <T>(work: (db: Db) => Promise<T>, audit: AuditEntry[] = []): Promise<T> =>
    inTransaction(database, async ({ db }) => ({ result: await work(db), finish: appendStatement(audit) }), { walls })
  const entry = (detail: AuditEntry['detail']): AuditEntry => ({
    at: now(),
    councilId,
    workerId: null,
    childId: null,
    task: 'send to the department',
    outcome: 'saved',
    reason: 'at the command line',
    arrangementId: null,
    detail: { sendId, ...detail },
  })

  const begun = await within(
    (db) => beginSend(db, councilId, sendId, sending.sentTo, now(), now().subtract(lifeless)),
    [],
  )
  if (!begun) throw new AlreadySending('Another send of this council is under way.')
  await within(async () => {}, [entry({})])

  let stop: string | null = null
  let failures = 0
  let settled = 0
  const accepted = new Set<string>()
  const refused = new Set<string>()
  const waiting = new Set<string>()
  const unfit = new Set<string>()
  const notThere = new Set<string>()

  const alive = async (db: Db): Promise<void> => {
    if (!(await stillSending(db, councilId, sendId, now())))
      throw new TakenOver('Another send of this council took over.')
  }

  /** Only the run that is alive writes: another may have taken over while this one waited for an answer. */
  const write = <T>(work: (db: Db) => Promise<T>): Promise<T> =>
    within(async (db) => {
      await alive(db)
      return work(db)
    })

  const keep = async (batchId: string, one: Item, result: Settled, db: Db): Promise<void> => {
    await settle(db, feed, batchId, one, result, now())
    for (const set of [accepted, refused, waiting]) set.delete(one.childId)
    if (result.status === 'accepted') accepted.add(one.childId)
    else if (result.status === 'refused') refused.add(one.childId)
    else if (result.status === 'not there') notThere.add(one.childId)
    else waiting.add(one.childId)
    settled++
    sending.progress?.(settled)
  }
  /** The run was stopped: what may have been taken stays in doubt, the rest waits. */
  const leave = async (db: Db, group: readonly Item[]): Promise<void> => {
    for (const { childId } of group) waiting.add(childId)
    const untaken = group.filter(({ doubtful }) => !doubtful).map(({ childId }) => childId)
    await putBack(db, feed, untaken, now())
  }
  const keepAll = async (
    batchId: string,
    group: readonly Item[],
    resultOf: (one: Item, at: number) => Settled,
    end: Parameters<typeof endBatch>[3],
  ) =>
    write(async (db) => {
      await endBatch(db, councilId, batchId, end)
      for (const [at, one] of group.entries()) await keep(batchId, one, resultOf(one, at), db)
    })

  /** One group: called until it is answered, or four times. What to send next instead, where it has to be taken apart. */
  const call = async (group: Item[]): Promise<Item[][]> => {
    const batchId = newId()
    await write(async (db) => {
      await beginBatch(db, councilId, { batchId, sendId, children: group.length, at: now() })
    })
    const halves = (): Item[][] => {
      const middle = Math.ceil(group.length / 2)
      return [group.slice(0, middle), group.slice(middle)]
    }
    const refusedWith =
      (words: string) =>
      ({ payload, held, doubtful }: Item): Settled =>
        payload.purge === true && held === null
          ? { status: 'not there', words }
          : { status: 'refused', words, maybe: doubtful }
    let backoff = firstWait
    for (let tries = 1; ; tries++) {
      const answer: Answer = await department.send(group.map(({ payload }) => payload))
      const status = answer.kind === 'answered' ? answer.status : null
      const meaning = meaningOf(answer, group.length)
      const end = (outcome: 'accepted' | 'refused' | 'unanswered') => ({ outcome, tries, status, at: now() })
      if (meaning.means === 'accepted') {
        failures = 0
        const taken = (one: Item, at: number): Settled => {
          const held = applied(one.held, one.payload)
          const receipt = meaning.receipts[at] as string
          return { status: 'accepted', held, heldHash: held === null ? null : hashOf(held), receipt }
        }
        await keepAll(batchId, group, taken, end('accepted'))
        return []
      }
      if (meaning.means === 'refused' || meaning.means === 'too many') {
        failures = 0
        if (group.length === 1) {
          const words =
            answer.kind === 'answered' && meaning.means === 'refused' ? wordsIn(answer.body) : 'It is too large.'
          await keepAll(batchId, group, refusedWith(words), end('refused'))
          return []
        }
        await write((db) => endBatch(db, councilId, batchId, end('refused')))
        if (meaning.means === 'too many' || meaning.named.length === 0) return halves()
        // What it names is a hint: each of those goes by itself, and what is said of it then is about it alone.
        const named = new Set(meaning.named)
        const others = group.filter((_, at) => !named.has(at))
        const alone = group.filter((_, at) => named.has(at)).map((one) => [one])
        return others.length > 0 ? [others, ...alone] : alone
      }
      if (meaning.means === 'unknown') for (const one of group) one.doubtful = true
      const again = meaning.means === 'not now' || (meaning.means === 'unknown' && meaning.again)
      if (again && tries < mostTries) {
        if (meaning.means === 'not now' && meaning.signIn) department.forgetToken()
        const asked = meaning.means === 'not now' && meaning.wait !== null ? meaning.wait * 1000 : 0
        await wait(Math.max(backoff, Math.min(asked, longestAsked)))
        backoff = Math.min(backoff * 2, longestWait)
        await within(alive)
        continue
      }
      if (meaning.means === 'unknown') {
        failures += meaning.silent ? 2 : 1
        if (failures >= enough) stop = `The department’s service does not answer as it should: ${meaning.words}.`
        if (group.length > 1 && stop === null) {
          await write((db) => endBatch(db, councilId, batchId, end('unanswered')))
          return halves()
        }
      } else stop = meaning.words
      await write(async (db) => {
        await endBatch(db, councilId, batchId, end('unanswered'))
        const words = wordsOfUnknown(meaning.words.replace(/\.$/, ''))
        for (const one of group) if (one.doubtful) await keep(batchId, one, { status: 'unanswered', words }, db)
        await leave(db, group)
      })
      return []
    }
  }

  /** Groups of one batch, the first parts of each before the smaller ones, so that something good is soon heard. */
  const deliver = async (items: Item[]): Promise<void> => {
    const groups: Item[][] = items.length > 0 ? [items] : []
    for (let group = groups.shift(); group; group = groups.shift()) {
      if (stop === null) groups.push(...(await call(group)))
      else {
        const rest = group
        await write((db) => leave(db, rest))
      }
    }
  }

  const firstSettleDoubts = async (): Promise<void> => {
    let after = '00000000-0000-0000-0000-000000000000'
    while (stop === null) {
      const doubts = await within((db) => inDoubt(db, feed, after, size))
      if (doubts.length === 0) return
      const items = doubts.map((one): Item => {
        const payload = JSON.parse(canonicalText(one.doubt)) as Payload
        return {
          childId: one.childId,
          kind: one.doubtKind ?? 'changed',
          payload,
          hash: hashOf(payload),
          held: one.held,
          wanted: undefined,
          doubtful: true,
        }
      })
      await deliver(items)
      after = (doubts.at(-1) as Standing).childId
    }
  }

  const window = windowOn(dayOf(now()))
  /** Plans these children, sends what is ready in full batches, and answers whose turn comes once more. */
  const pending: Item[] = []
  const flush = async (atLeast: number, next: Set<string>): Promise<void> => {
    while (stop === null && pending.length >= Math.max(1, atLeast)) {
      const chosen = pending.splice(0, size)
      const sent = new Set((await write((db) => setInDoubt(db, feed, chosen, now()))).map(({ childId }) => childId))
      const items = chosen.filter(({ childId }) => sent.has(childId))
      await deliver(items)
      for (const { childId, held, payload, wanted } of items) {
        if (
          wanted !== undefined &&
          (accepted.has(childId) || notThere.has(childId)) &&
          nextStep(applied(held, payload), wanted) !== null
        )
          next.add(childId)
      }
    }
    if (stop !== null) for (const { childId } of pending.splice(0)) waiting.add(childId)
  }
  const round = async (ids: readonly string[], next: Set<string>): Promise<void> => {
    const planned = await within((db) => planSome(db, feed, ids, window, sending.again))
    await write(async (db) => {
      for (const one of planned) await note(db, one)
    })
    for (const { childId, standing, wanted, planned: plan } of planned) {
      if (plan.todo !== 'send') continue
      const { kind, payload, hash, doubtful } = plan
      pending.push({ childId, kind, payload, hash, held: standing?.held ?? null, wanted, doubtful })
    }
    await flush(size, next)
  }
  /** Whatever is known before anything is sent. */
  const note = async (db: Db, { childId, standing, planned }: PlannedChild): Promise<void> => {
    if (planned.todo === 'unfit') {
      unfit.add(childId)
      const known =
        standing?.status === 'unfit' && standing.refusedHash === planned.hash && standing.words === planned.words
      if (!known) await setUnfit(db, feed, childId, planned.hash, planned.words, now())
    } else if (planned.todo === 'set aside') refused.add(childId)
    else if (planned.todo === 'in doubt') waiting.add(childId)
    else if (
      (planned.todo === 'nothing' || planned.todo === 'outside') &&
      standing &&
      ['refused', 'unfit', 'waiting'].includes(standing.status)
    )
      await clearRefusal(db, feed, childId, standing.held !== null, now())
  }

  try {
    await firstSettleDoubts()
    let next = new Set<string>()
    let after = '00000000-0000-0000-0000-000000000000'
    for (;;) {
      const ids = await within((db) => idsAfter(db, feed, after, readAtOnce))
      if (ids.length > 0) await round(ids, next)
      if (ids.length < readAtOnce) break
      after = ids.at(-1) as string
    }
    await flush(1, next)
    for (let rounds = 1; rounds < mostRounds && next.size > 0 && stop === null; rounds++) {
      const ids = [...next].sort()
      next = new Set()
      for (let at = 0; at < ids.length; at += readAtOnce) await round(ids.slice(at, at + readAtOnce), next)
      await flush(1, next)
    }
    for (const childId of next) {
      accepted.delete(childId)
      waiting.add(childId)
    }
  } catch (error) {
    if (!(error instanceof TakenOver)) {
      const end = { outcome: 'broken off', words: 'It ended before it was done.', accepted: accepted.size } as const
      await within((db) =>
        endSend(
          db,
          councilId,
          sendId,
          { ...end, refused: refused.size, unfit: unfit.size, waiting: waiting.size },
          now(),
        ),
      ).catch(() => {})
    }
    throw error
  }
  const outcome = stop === null ? 'finished' : 'stopped'
  const counts = { accepted: accepted.size, refused: refused.size, unfit: unfit.size, waiting: waiting.size }
  await within(
    (db) => endSend(db, councilId, sendId, { outcome, words: stop ?? '', ...counts }, now()),
    [entry(counts)],
  )
  return { sendId, outcome, words: stop ?? '', ...counts }
}
