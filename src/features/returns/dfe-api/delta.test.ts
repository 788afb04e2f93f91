import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { tries } from '../../../../scripts/volume.ts'
import { schemaFaults } from '../../../outside/dfe-api/schema.ts'
import { standIn } from '../../../outside/dfe-api/stand-in.ts'
import { applied, byText, canonicalText, hashOf, nextStep, type Payload } from './delta.ts'

const day = fc.integer({ min: 1, max: 28 }).map((n) => `2026-01-${String(n).padStart(2, '0')}`)
const perhaps = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined })
const compact = (thing: object): object =>
  Object.fromEntries(Object.entries(thing).filter(([, value]) => value !== undefined))
const record = (fields: Record<string, fc.Arbitrary<unknown>>) => fc.record(fields).map(compact)
const ids = (name: string, more: Record<string, fc.Arbitrary<unknown>>) =>
  fc
    .uniqueArray(fc.record({ [name]: fc.constantFrom('a', 'b', 'c'), ...more }).map(compact), {
      selector: (one) => (one as Record<string, unknown>)[name],
      maxLength: 3,
    })
    .map((list) => (list.length === 0 ? undefined : list.toSorted(byText(name) as never)))
const someTexts = (...values: string[]) =>
  fc.subarray(values).map((list) => (list.length === 0 ? undefined : list.toSorted()))

const episode = {
  referral_date: perhaps(day),
  closure_date: perhaps(day),
  care_worker_details: perhaps(
    fc.array(record({ worker_id: fc.constantFrom('SW1', 'SW2') }), { minLength: 1, maxLength: 2 }),
  ).map((list) => list && [...new Map(list.map((one) => [JSON.stringify(one), one])).values()]),
  child_and_family_assessments: ids('child_and_family_assessment_id', {
    authorisation_date: perhaps(day),
    factors: someTexts('1A', '2B'),
  }),
  child_in_need_plans: ids('child_in_need_plan_id', { end_date: perhaps(day) }),
  child_looked_after_placements: ids('child_looked_after_placement_id', { start_date: day, end_date: perhaps(day) }),
  adoption: perhaps(record({ initial_decision_date: day, placed_date: perhaps(day) })),
  care_leavers: perhaps(record({ contact_date: day })),
}
const payload = fc
  .record({
    la_child_id: fc.constantFrom('N1', 'N1', 'N1', 'N2'),
    mis_child_id: fc.constant('m'),
    child_details: record({
      first_name: perhaps(fc.constantFrom('A', 'B')),
      uasc_end_date: perhaps(day),
      disabilities: someTexts('AUT', 'HEAR', 'NONE'),
      uasc_flag: fc.boolean(),
    }),
    health_and_wellbeing: perhaps(
      fc
        .uniqueArray(fc.record({ date: day, score: fc.integer({ min: 0, max: 40 }) }), {
          selector: ({ date }) => date,
          minLength: 1,
          maxLength: 2,
        })
        .map((list) => ({ sdq_assessments: list.toSorted(byText('date')) })),
    ),
    social_care_episodes: ids('social_care_episode_id', episode),
  })
  .map((thing) => compact(thing) as Payload)
const child = fc.option(payload, { nil: null })

/** Lists of texts may come back in another order: the order says nothing. */
const inOrder = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(inOrder).toSorted((a, b) => (canonicalText(a) < canonicalText(b) ? -1 : 1))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, inOrder(one)]))
}

describe('what is said to the department so that it holds what the record says', () => {
  for (const again of ['merged', 'replaced'] as const) {
    test(`whatever a child's record was and is, the department ends with what it is, when what is sent again is ${again}`, async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(child, { minLength: 1, maxLength: 4 }), async (wishes) => {
          const department = standIn({ again })
          let held: Payload | null = null
          for (const wanted of wishes) {
            let steps = 0
            for (let step = nextStep(held, wanted); step; step = nextStep(held, wanted)) {
              assert.ok(++steps <= 3, 'it comes to an end')
              assert.deepEqual(schemaFaults(step.payload), [])
              assert.equal((await department.department(212).send([step.payload])).kind, 'answered')
              held = applied(held, step.payload)
            }
            const there = department.holds(212)
            assert.deepEqual(
              [...there].map(([number, one]) => [number, inOrder(one)]),
              wanted === null ? [] : [[wanted.la_child_id, inOrder(wanted)]],
            )
            assert.equal(canonicalText(held), canonicalText(wanted))
          }
        }),
        { numRuns: tries(300), seed: 20261122 },
      )
    })
  }

  test('sending the same step twice leaves the same', () => {
    fc.assert(
      fc.property(child, child, (held, wanted) => {
        const step = nextStep(held, wanted)
        if (step === null) return
        const once = applied(held, step.payload)
        assert.equal(canonicalText(applied(once, step.payload)), canonicalText(once))
      }),
      { numRuns: tries(300), seed: 20261122 },
    )
  })

  const details = { first_name: 'A', uasc_flag: false }
  const held: Payload = {
    la_child_id: 'N1',
    mis_child_id: 'm',
    child_details: details,
    social_care_episodes: [
      {
        social_care_episode_id: 'e',
        referral_date: '2026-01-01',
        child_in_need_plans: [
          { child_in_need_plan_id: 'p', start_date: '2026-01-02' },
          { child_in_need_plan_id: 'q', start_date: '2026-01-03' },
        ],
      },
      { social_care_episode_id: 'f', referral_date: '2025-01-01' },
    ],
  }
  const episodes = held.social_care_episodes as NonNullable<Payload['social_care_episodes']>

  test('a new child goes whole, and one that is the same does not go at all', () => {
    assert.deepEqual(nextStep(null, held), { kind: 'new', payload: held })
    assert.equal(nextStep(held, { ...held }), null)
    assert.equal(nextStep(null, null), null)
  })

  test('of a changed child only the numbers, the details and what changed go', () => {
    const [first, second] = episodes as [(typeof episodes)[0], (typeof episodes)[0]]
    const plans = first.child_in_need_plans as readonly object[]
    const ended = { ...plans[1], end_date: '2026-02-01' }
    const wanted = {
      ...held,
      social_care_episodes: [{ ...first, child_in_need_plans: [plans[0], ended] }, second],
    } as Payload
    assert.deepEqual(nextStep(held, wanted), {
      kind: 'changed',
      payload: {
        la_child_id: 'N1',
        mis_child_id: 'm',
        child_details: { ...details, purge: false },
        social_care_episodes: [
          {
            social_care_episode_id: 'e',
            referral_date: '2026-01-01',
            purge: false,
            child_in_need_plans: [{ ...ended, purge: false }],
          },
        ],
      },
    })
  })

  test('what was taken out of the record is taken away there too, and nothing else is', () => {
    const [first] = episodes
    const plans = first?.child_in_need_plans as readonly object[]
    const wanted = { ...held, social_care_episodes: [{ ...first, child_in_need_plans: [plans[0]] }] } as Payload
    assert.deepEqual(nextStep(held, wanted)?.payload, {
      la_child_id: 'N1',
      mis_child_id: 'm',
      social_care_episodes: [
        { social_care_episode_id: 'e', child_in_need_plans: [{ child_in_need_plan_id: 'q', purge: true }] },
        { social_care_episode_id: 'f', purge: true },
      ],
    })
  })

  test('a day that is no longer said is not left standing there', () => {
    const before = { ...held, child_details: { ...details, uasc_end_date: '2026-01-01' } }
    const taken = nextStep(before, held)
    assert.deepEqual(taken?.payload.child_details, { purge: true })
    const then = nextStep(applied(before, (taken as { payload: Payload }).payload), held)
    assert.deepEqual(then?.payload.child_details, { ...details, purge: false })
  })

  test('a child who is no longer one of those is deleted, and so is one under an old number', () => {
    const purge = { la_child_id: 'N1', mis_child_id: 'm', purge: true }
    assert.deepEqual(nextStep(held, null), { kind: 'gone', payload: purge })
    assert.deepEqual(nextStep(held, { ...held, la_child_id: 'N2' }), { kind: 'gone', payload: purge })
  })

  test('the same content has the same hash, in whatever order it is written', () => {
    assert.equal(hashOf({ a: 1, b: { c: [1, 2], d: 'x' } }), hashOf({ b: { d: 'x', c: [1, 2] }, a: 1 }))
    assert.notEqual(hashOf({ a: [1, 2] }), hashOf({ a: [2, 1] }))
  })
})
