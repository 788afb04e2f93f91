import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { checkCin } from '../src/features/returns/check/cin.ts'
import { checkSsda903 } from '../src/features/returns/check/ssda903.ts'
import { writeCin } from '../src/features/returns/cin/write.ts'
import type { Outcome } from '../src/features/returns/engine/check.ts'
import { checkRecords, gatherCin, gatherSsda903 } from '../src/features/returns/record/check-records.ts'
import type { ChildFacts } from '../src/features/returns/record/facts.ts'
import { cinHeader } from '../src/features/returns/record/return-files.ts'
import { childNumber } from '../src/features/returns/record/to-ssda903.ts'
import { writeSsda903Csv } from '../src/features/returns/ssda903/csv.ts'
import { boroughs } from './boroughs.ts'
import { factsOf } from './findings.ts'
import { childrenOfWorld, prepareWorld } from './load.ts'
import { type Planted, plantedInWords } from './planted.ts'
import { homesOfArea, providerList } from './providers.ts'
import { storyChildren } from './story-children.ts'

const today = Temporal.PlainDate.from('2026-11-19')
const world = prepareWorld({ seed: 'test', today, scale: 0.2 })
const workers = new Map(
  world.workforce.workers.flatMap(({ workerId, sweNumber }) =>
    sweNumber === null ? [] : [[workerId, sweNumber] as const],
  ),
)
const councils = new Map<number, ChildFacts[]>()
const planted: Planted[] = []
before(() => {
  for (const { councilId, sheets } of childrenOfWorld(world)) {
    const children = councils.get(councilId) ?? []
    children.push(...sheets.told.map(factsOf))
    councils.set(councilId, children)
    planted.push(...sheets.planted)
  }
})

const slugs = new Map(storyChildren.map(({ childId, slug }) => [childId, slug]))
const said = (childId: string, rule: string): string => `${rule} ${slugs.get(childId) ?? childId}`
const expected = (year: number, list: readonly Planted[] = planted): string[] =>
  [...new Set(list.filter((one) => one.year === year).map(({ childId, rule }) => said(childId, rule)))].sort()

/** Every finding of a return, as rule and child; of one about no child, the council. */
const foundIn = (name: string, council: string, { findings, failed }: Outcome, ids: ReadonlyMap<string, string>) => {
  assert.deepEqual(failed, [])
  return findings.map(({ rule, places }) => {
    const child = places[0]?.child
    return child ? said(ids.get(child) ?? child, `${name} ${rule}`) : `${name} ${rule} ${council}`
  })
}

test('both returns of the year that ended, written to files and checked beside Ofsted’s list and one of postcodes, have the planted findings and no other', async (t) => {
  const year = 2026
  const folder = mkdtempSync(join(tmpdir(), 'returns-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const providers = join(import.meta.dirname, 'providers.csv')
  const postcodes = join(import.meta.dirname, 'postcodes.csv')
  const found: string[] = []
  for (const { councilId, onsCode, name } of boroughs) {
    const children = councils.get(councilId) ?? []
    const ids = new Map(children.map((facts) => [childNumber(facts), facts.childId]))
    const [from, last] = [year, year - 1].map((each) => {
      const into = join(folder, `${councilId}-${each}`)
      mkdirSync(into)
      for (const file of writeSsda903Csv(gatherSsda903(children, each, workers).tables))
        writeFileSync(join(into, file.name), file.text)
      return into
    }) as [string, string]
    const census = join(folder, `${councilId}.xml`)
    writeFileSync(
      census,
      writeCin(gatherCin(children, year).tables, cinHeader(councilId, year, Temporal.Now.instant())),
    )
    const council = { code: councilId, onsCode }
    const looked = await checkSsda903({ from, last, year, council, providers, postcodes })
    const need = await checkCin({ from: census, year, council })
    assert.deepEqual([...looked.notes, ...need.notes], [], name)
    assert.ok(looked.children > 20 && need.children > 50, name)
    found.push(...foundIn('ssda903', name, looked.outcome, ids), ...foundIn('cin', name, need.outcome, ids))
  }
  assert.deepEqual([...new Set(found)].sort(), expected(year))
})

test('the running year has the planted findings, and assessments that are late today', () => {
  const year = 2027
  const found = boroughs.flatMap(({ councilId, onsCode }) => {
    const council = { code: councilId, onsCode }
    const checked = checkRecords(councils.get(councilId) ?? [], [year], today, council, workers, 'each child')
    assert.deepEqual(checked.failed, [])
    return checked.found.map(({ childId, returnName, rule }) => said(childId, `${returnName} ${rule}`))
  })
  const isLate = (finding: string): boolean => finding.startsWith('cin 8670Q ')
  const withoutList = planted.filter(({ needsPostcodes }) => !needsPostcodes)
  assert.deepEqual([...new Set(found.filter((finding) => !isLate(finding)))].sort(), expected(year, withoutList))
  const late = found.filter(isLate).length
  assert.ok(late > 0 && late < 60, `${late} assessments are late`)
})

test('what is planted is in every borough and in a dozen story children', () => {
  for (const { councilId, name } of boroughs) {
    const children = new Set(councils.get(councilId)?.map(({ childId }) => childId))
    const of = planted.filter(({ childId }) => children.has(childId) && !slugs.has(childId))
    assert.ok(new Set(of.map(({ childId }) => childId)).size >= 8, `${name}: ${of.length}`)
  }
  const stories = new Set(planted.flatMap(({ childId }) => slugs.get(childId) ?? []))
  assert.deepEqual([...stories].sort(), plantedInWords.stories.map(({ slug }) => slug).sort())
})

test('the README names every planted finding, its checks and the story child', () => {
  const readme = readFileSync(join(import.meta.dirname, 'README.md'), 'utf8')
  for (const { slug, wrong } of plantedInWords.stories) {
    const { name } = storyChildren.find((each) => each.slug === slug) as { name: string }
    const { childId } = storyChildren.find((each) => each.slug === slug) as { childId: string }
    const line = readme.split('\n').find((each) => each.startsWith(`| ${name} |`) && each.includes(wrong))
    assert.ok(line, `${name}: ${wrong}`)
    for (const { rule } of planted.filter((one) => one.childId === childId))
      assert.ok(line.includes(rule.split(' ')[1] as string), `${name}: ${rule}`)
  }
  for (const wrong of plantedInWords.boroughs) assert.ok(readme.includes(`| ${wrong} |`), wrong)
})

test('Ofsted’s list holds every home and agency of the demonstration, each under one number', () => {
  assert.equal(readFileSync(join(import.meta.dirname, 'providers.csv'), 'utf8'), providerList())
  const numbers = providerList()
    .split('\n')
    .slice(1, -1)
    .map((line) => line.split(',')[0])
  assert.equal(new Set(numbers).size, numbers.length)
  assert.ok(homesOfArea(boroughs[0] as (typeof boroughs)[number]).length > 5)
})
