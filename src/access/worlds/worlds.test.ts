import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { before, describe, test } from 'node:test'
import { quick } from '../../../scripts/volume.ts'
import type { Database } from '../../database/open.ts'
import { eachEngine } from '../../database/testing.ts'
import { compileScopes, type Facts } from '../scopes.ts'
import { checkWorlds, type Findings, findMistakes } from './property.ts'

const worlds = quick ? 50 : 150

type Compile = typeof compileScopes
/** Scopes compiled from facts that a mistake has altered on the way. */
const mistaking =
  (alter: (facts: Facts) => Facts): Compile =>
  (facts, now, calendars, mirrored) =>
    compileScopes(alter(facts), now, calendars, mirrored)
const inAgreements = (alter: (one: Facts['arrangements'][number]) => Partial<Facts['arrangements'][number]>): Compile =>
  mistaking((facts) => ({ ...facts, arrangements: facts.arrangements.map((one) => ({ ...one, ...alter(one) })) }))

const councils = (setting: string) => `council_id = any(nullif(current_setting('app.${setting}', true), '')::int[])`

const planted: { bug: string; compile?: Compile; sql?: string }[] = [
  {
    bug: 'a clause that excludes a function is overlooked',
    compile: inAgreements((one) => ({ clauses: one.clauses.filter((clause) => clause.effect === 'includes') })),
  },
  {
    bug: 'hours that end before they begin do not run over midnight',
    compile: inAgreements(({ hours }) =>
      hours && hours.from > hours.to ? { hours: { ...hours, from: '23:59', to: '23:59' } } : {},
    ),
  },
  {
    bug: 'a post that was ended still counts',
    compile: mistaking((facts) => ({ ...facts, posts: facts.posts.map((post) => ({ ...post, endedAt: null })) })),
  },
  {
    bug: 'a joint committee is taken for a delegation',
    compile: inAgreements(({ kind }) => (kind === 'joint committee' ? { kind: 'delegation' } : {})),
  },
  {
    bug: 'a council that left the agreement still counts as a party',
    compile: inAgreements(({ parties }) => ({ parties: parties.map((party) => ({ ...party, leftOn: null })) })),
  },
  {
    bug: "a peer's sample never ends",
    compile: inAgreements(({ sample }) => ({ sample: sample.map((one) => ({ ...one, to: '9999-12-31' })) })),
  },
  {
    bug: 'the rota is not asked',
    compile: inAgreements(() => ({ onRota: false })),
  },
  {
    bug: 'glass once broken stays broken',
    compile: mistaking((facts) => ({
      ...facts,
      broken: facts.broken.map((one) => ({ ...one, until: '2999-01-01T00:00:00Z' })),
    })),
  },
  {
    bug: 'a record kept elsewhere is changed here',
    compile: (facts, now, calendars) => compileScopes(facts, now, calendars, () => false),
  },
  {
    bug: 'a policy forgets that some records are restricted',
    sql: `alter policy reads on event using (${councils('record')})`,
  },
  {
    bug: "a brother's row tells of a restricted sister",
    sql: 'drop policy other_side on relationship',
  },
  {
    bug: 'a policy does not look where a changed row goes',
    sql: 'alter policy boundary on spell with check (true); alter policy changes on spell with check (true)',
  },
]

eachEngine((engine, open) => {
  let database: Database
  before(async () => {
    database = await open()
  })

  describe('in random worlds', () => {
    let found: Findings
    before(async () => {
      found = await checkWorlds(database, { seed: randomUUID(), worlds })
    })
    test('scopes and decisions, the database behind its walls and the oracle agree, in both directions', () => {
      assert.equal(found.disagreements.length, 0, found.disagreements.slice(0, 5).join('\n'))
      assert.equal(found.worlds, worlds)
    })
    test('yes and no are both common at each level, for restricted records and for samples too', () => {
      const { answers, reached, restricted, sampled, told } = found
      for (const yes of Object.values(reached))
        assert.ok(yes > answers / 100 && yes < answers / 8, JSON.stringify(found))
      assert.ok(restricted > 10 && sampled > 0 && told > 0, JSON.stringify(found))
    })
  })

  describe('with a mistake planted', () => {
    // What goes wrong before the database is the same on both engines: once is enough.
    const mistakes = planted.filter(({ sql }) => sql || engine === 'server')
    let told: (string | null)[]
    before(async () => {
      told = await findMistakes(database, { seed: 'planted', worlds: 400 }, mistakes)
    })
    for (const [nth, { bug }] of mistakes.entries()) {
      test(`they no longer agree when ${bug}`, () => assert.ok(told[nth], 'the planted mistake was not found'))
    }
  })
})
