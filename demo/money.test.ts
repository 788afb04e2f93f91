import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CannotSplit } from '../src/features/sharing/apportionment.ts'
import { type CostYear, splitOf } from '../src/features/sharing/costs/cost-year.ts'
import { creditsOf, type LedgerLine } from '../src/features/sharing/savings/ledger.ts'
import { day } from '../src/lib/day.ts'
import { prepareWorld } from './load.ts'
import { moneyRows, moneyTables } from './money.ts'

const world = prepareWorld({ seed: 'test', today: Temporal.PlainDate.from('2026-11-19') })
const made = moneyRows(world)
const rowsOf = (table: string): Record<string, unknown>[] => {
  const found = made.find((one) => one.table === table)!
  return found.rows.map((cells) => Object.fromEntries(found.columns.map((name, at) => [name, cells[at]])))
}
const prices = () =>
  new Map([[319, new Map(rowsOf('price_index').map((row) => [Number(row.year), Number(row.factor)]))]])
const lines = (): LedgerLine[] =>
  rowsOf('saving_line').map((row) => ({
    councilId: row.council_id as number,
    lineId: row.line_id as string,
    joint: row.joint as boolean,
    hostId: row.arrangement_council_id as number | null,
    arrangementId: row.arrangement_id as string | null,
    year: row.year as number | null,
    what: row.what as string,
    kind: row.kind as LedgerLine['kind'],
    recurring: row.recurring as boolean,
    stage: row.stage as LedgerLine['stage'],
    baseline: row.baseline as number | null,
    baselineYear: row.baseline_year as number | null,
    actual: row.actual as number | null,
    displaced: row.displaced as number,
    oneOff: row.one_off as number,
    stated: row.stated as number | null,
    basis: row.basis as string,
    fallsOn: row.falls_on as LedgerLine['fallsOn'],
    evidence: row.evidence as string,
    authors: [],
    validatedAt: null,
    validatedBy: null,
    validation: '',
    version: 1,
  }))

test('every year of the demonstration splits, and its parts come to the cost', () => {
  assert.deepEqual(
    made.map(({ table }) => table),
    [...moneyTables],
  )
  const costs = rowsOf('arrangement_cost')
  assert.ok(costs.length >= 9)
  for (const cost of costs) {
    const arrangement = world.arrangements.find((one) => one.arrangementId === cost.arrangement_id)!
    const shares = rowsOf('arrangement_cost_party').filter(
      (row) => row.arrangement_id === cost.arrangement_id && row.year === cost.year,
    )
    const year: CostYear = {
      year: cost.year as number,
      method: cost.method as CostYear['method'],
      terms: cost.terms as CostYear['terms'],
      measured: '',
      budget: cost.budget as number | null,
      actual: cost.actual as number | null,
      redundancy: cost.redundancy as number,
      redundancySplit: 'equally',
      tolerance: 3,
      overrideReason: null,
      rows: shares.map((row) => ({
        councilId: row.party_id as number,
        weight: row.weight as number | null,
        happened: row.happened as number | null,
        former: row.former as number | null,
        overrideShare: null,
        onAccount: row.on_account as number,
      })),
    }
    const parties = arrangement.parties.map((party) => ({
      councilId: party.partyId,
      from: day(party.joinedOn),
      until: party.leftOn === null ? null : day(party.leftOn),
    }))
    try {
      const split = splitOf(year, parties, { startsOn: day(arrangement.startsOn), endsOn: null, endedOn: null })
      assert.deepEqual([split.budget, split.actual], [cost.budget, cost.actual], arrangement.title)
      assert.equal(
        split.councils.reduce((sum, one) => sum + (one.budget ?? 0), 0),
        cost.budget,
      )
    } catch (error) {
      assert.ok(!(error instanceof CannotSplit), `${arrangement.title}: ${String(error)}`)
      throw error
    }
  }
})

test('Sutton’s eight million stands as it was published: realised, no year, no baseline, basis not stated', () => {
  const said = lines().filter((line) => line.councilId === 319 && line.stated !== null)
  assert.deepEqual(
    said.map((line) => [line.stated, line.stage, line.year, line.baseline, line.basis, line.arrangementId]),
    [[800_000_000, 'realised', null, null, 'not stated', null]],
  )
})

test('nothing of the demonstration is credited twice, and what is not published is called an example', () => {
  const credits = creditsOf(lines(), prices())
  assert.ok(credits.filter(({ joint }) => joint !== null).length >= 4)
  assert.deepEqual(
    credits.flatMap(({ fault }) => fault ?? []),
    [],
  )
  for (const { evidence, what } of lines()) assert.match(evidence, /example|[Pp]ublished/, what)
  for (const { note } of rowsOf('arrangement_cost')) assert.match(String(note), /example/)
  for (const table of ['price_index', 'quality_reading', 'council_figure'])
    for (const { source } of rowsOf(table)) assert.equal(source, 'an example')
})

test('a world without the host or a party has no rows about it', () => {
  const small = { ...world, plans: world.plans.slice(0, 3) }
  const known = new Set(small.plans.map(({ borough }) => borough.councilId))
  for (const { table, columns, rows } of moneyRows(small)) {
    for (const row of rows) {
      assert.ok(known.has(row[0] as number), table)
      const host = columns.indexOf('arrangement_council_id')
      if (host >= 0 && row[host] !== null) assert.ok(known.has(row[host] as number), table)
    }
  }
})
