// For tests of the daily feed: a council of a few made-up children, and runs of the sender against a stand-in.
import type { Database } from '../../../database/open.ts'
import { councilRow } from '../../../database/testing.ts'
import { inTransaction } from '../../../database/transaction.ts'
import { dayOf } from '../../../lib/day.ts'
import type { Department } from '../../../outside/dfe-api/department.ts'
import { makeWorld, type TestChild } from '../../children/testing.ts'
import type { ChildFacts, FactEvent, FactSpell } from '../record/facts.ts'
import type { Payload } from './delta.ts'
import { type DailyRecord, windowOn } from './payload.ts'
import { idsAfter } from './queries.ts'
import { feedWalls, planSome, type Sending, type Sent, sendFeed } from './send.ts'

export const feedCouncil = 212
export const someService = 'stand-in.example/api'
export const feed = { councilId: feedCouncil, sentTo: someService }
export const someMoment = '2026-11-23T02:00:00Z'

export type FeedWorld = Awaited<ReturnType<typeof feedWorld>>

export const feedWorld = async (database: Database) => {
  const world = await makeWorld(database)
  await world.plant('council', { ...councilRow(feedCouncil) } as Record<string, unknown>)
  const clock = { now: Temporal.Instant.from(someMoment) }
  const waits: number[] = []
  let numbered = 0
  /** A child with a referral, and a number of the council's own unless `number` is null. */
  const child = async (
    options: { number?: string | null; referral?: string | null; bornOn?: string } = {},
  ): Promise<TestChild> => {
    const one = await world.child({
      councilId: feedCouncil,
      given: 'Ada',
      family: 'Madeup',
      bornOn: options.bornOn ?? '2015-03-04',
    })
    const number = options.number === undefined ? `C${String(++numbered).padStart(3, '0')}` : options.number
    await change('update person set local_id = $1 where person_id = $2', [number, one.childId])
    if (options.referral !== null) await world.spell(one, 'referral', options.referral ?? '2026-10-01', { code: '2A' })
    return one
  }
  /** Changes a row as it stands, past the walls. */
  const change = (text: string, values: readonly unknown[] = []): Promise<void> =>
    database.asOwner!(async (connection) => {
      await connection.query(text, values)
    })
  /** Statements without values, in one go. */
  const run = (statements: string): Promise<unknown> => database.asOwner!((connection) => connection.script(statements))
  const send = (department: Department, more: Partial<Sending> = {}): Promise<Sent> =>
    sendFeed({
      database,
      councilId: feedCouncil,
      walls: feedWalls(feedCouncil),
      department,
      sentTo: someService,
      now: () => clock.now,
      wait: async (milliseconds) => {
        waits.push(milliseconds)
        clock.now = clock.now.add({ milliseconds })
      },
      ...more,
    })
  /** What the record says the department should hold, by number. */
  const recordSays = async (): Promise<Map<string, Payload>> => {
    const planned = await inTransaction(
      database,
      async ({ db }) => {
        const ids = await idsAfter(db, feed, '00000000-0000-0000-0000-000000000000', 10_000)
        return { result: await planSome(db, feed, ids, windowOn(dayOf(clock.now))) }
      },
      { walls: feedWalls(feedCouncil) },
    )
    return new Map(planned.flatMap(({ wanted }) => (wanted === null ? [] : [[wanted.la_child_id, wanted]])))
  }
  const standings = () =>
    world.rows<{ child_id: string; status: string; words: string; receipt: string | null; doubt: unknown }>(
      'select * from dfe_api_child order by child_id',
    )
  return { ...world, world, clock, waits, child, change, run, send, recordSays, standings }
}

/** The same content, whatever the order of names and of lists. */
export const unordered = (value: unknown): unknown => {
  if (Array.isArray(value)) {
    const all = value.map(unordered)
    return all.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
  }
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, one]) => [name, unordered(one)]),
  )
}

// Records for the pure parts: ids are short words here.

const day = (text: string) => Temporal.PlainDate.from(text)
export const spell = (
  kind: string,
  from: string,
  to: string | null = null,
  more: Partial<FactSpell> = {},
): FactSpell => ({
  id: kind,
  kind,
  startsOn: day(from),
  endsOn: to === null ? null : day(to),
  code: null,
  endCode: null,
  withinId: null,
  workerId: null,
  teamId: null,
  detail: {},
  ...more,
})
export const event = (kind: string, on: string, more: Partial<FactEvent> = {}): FactEvent => ({
  id: kind,
  kind,
  on: day(on),
  spellId: null,
  code: null,
  detail: {},
  ...more,
})
export const daily = (facts: Partial<ChildFacts> = {}, more: Partial<DailyRecord> = {}): DailyRecord => ({
  facts: {
    childId: '0190c0de-0000-7000-8000-000000000001',
    restricted: false,
    localId: 'A1',
    bornOn: day('2015-03-04'),
    expectedOn: null,
    diedOn: null,
    sex: 'F',
    ethnicity: 'WBRI',
    disabilities: [],
    identifiers: [],
    addresses: [],
    spells: [],
    events: [],
    ...facts,
  },
  firstName: 'Ada',
  surname: 'Madeup',
  careLeaver: [],
  questionnaires: [],
  ...more,
})
