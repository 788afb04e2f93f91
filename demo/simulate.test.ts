import assert from 'node:assert/strict'
import { createHash, type Hash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { quick } from '../scripts/volume.ts'
import { checkCin } from '../src/features/returns/check/cin.ts'
import { checkSsda903 } from '../src/features/returns/check/ssda903.ts'
import { writeCin } from '../src/features/returns/cin/write.ts'
import type { Outcome } from '../src/features/returns/engine/check.ts'
import { checkRecords, gatherCin, gatherSsda903 } from '../src/features/returns/record/check-records.ts'
import type { ChildFacts } from '../src/features/returns/record/facts.ts'
import { cinHeader } from '../src/features/returns/record/return-files.ts'
import { childNumber } from '../src/features/returns/record/to-ssda903.ts'
import { writeSsda903Csv } from '../src/features/returns/ssda903/csv.ts'
import { isBefore } from '../src/lib/day.ts'
import { boroughs, childrenOf } from './boroughs.ts'
import { isInvented } from './fictional-names.ts'
import { factsOf } from './findings.ts'
import { childrenOfWorld, type DemonstrationOptions, prepareWorld } from './load.ts'
import { type Planted, plantedInWords } from './planted.ts'
import { homesOfArea, providerList } from './providers.ts'
import { type Table, tableNames, tables } from './sheets.ts'
import { storyChildren } from './story-children.ts'

const today = Temporal.PlainDate.from('2026-11-19')

/** A hash of the children of each council. */
const hashesOf = (options: DemonstrationOptions, part = 0, parts = 1): Map<number, string> => {
  const hashes = new Map<number, Hash>()
  for (const { councilId, sheets } of childrenOfWorld(prepareWorld(options), part, parts)) {
    const hash = hashes.get(councilId) ?? createHash('sha256')
    hashes.set(councilId, hash)
    for (const table of tableNames) for (const line of sheets[table]) hash.update(`${table} ${line}`)
  }
  return new Map([...hashes].map(([councilId, hash]) => [councilId, hash.digest('hex')]))
}

type Row = Readonly<Record<string, string | null>>
const cellsOf = (table: Table, line: string): Row => {
  const row: Record<string, string | null> = {}
  const cells = line.slice(0, -1).split('\t')
  for (const [at, column] of tables[table].entries()) row[column] = cells[at] === '\\N' ? null : (cells[at] as string)
  return row
}

// A part of real life, read as rows, and as what the checks of the returns read. In a quick run it is a smaller part, and
// what is told of shares and of how many there are is told less narrowly.
const scale = quick ? 0.1 : 0.2
const world = prepareWorld({ seed: 'test', today, scale })
const rows = Object.fromEntries(tableNames.map((table) => [table, []])) as unknown as Record<Table, Row[]>
const facts = new Map<number, ChildFacts[]>(boroughs.map(({ councilId }) => [councilId, []]))
const planted: Planted[] = []
/** Children one of whose absences is planted twice: see planted.ts. */
const twiceAbsent = new Set<string>()
before(() => {
  for (const { councilId, sheets } of childrenOfWorld(world)) {
    planted.push(...sheets.planted)
    facts.get(councilId)?.push(...sheets.told.map(factsOf))
    for (const table of tableNames)
      if (table !== 'search_key') for (const line of sheets[table]) rows[table].push(cellsOf(table, line))
  }
  for (const { childId, rule } of planted) if (rule === 'ssda903 574') twiceAbsent.add(childId)
})

const openByKind = new Map<string, Row[]>()
const openSpells = (kind: string): Row[] =>
  openByKind.getOrInsertComputed(kind, () => rows.spell.filter((row) => row.kind === kind && row.ends_on === null))
/** With words that take long to make, and are made for what is wrong only: there are hundreds of thousands of rows. */
const isSo = (holds: boolean, words: () => string): void => {
  if (!holds) assert.fail(words())
}
const inCouncil = (list: readonly Row[], councilId: number): number =>
  list.filter((row) => row.council_id === String(councilId)).length

test('the same seed and day make the same world to the byte, on one thread or on two; another seed or day another', () => {
  const options = { seed: 'test', today, scale: 0.005 }
  const once = hashesOf(options)
  assert.deepEqual(
    [...once.keys()],
    world.plans.map(({ borough }) => borough.councilId),
  )
  const first = hashesOf(options, 0, 2)
  const second = hashesOf(options, 1, 2)
  assert.deepEqual([first.size, second.size], [4, 4])
  assert.deepEqual(new Map([...first, ...second]), new Map(once))
  for (const other of [{ seed: 'other' }, { today: today.add({ days: 1 }) }]) {
    const [[councilId, hash]] = [...hashesOf({ ...options, ...other }, 0, boroughs.length)] as [[number, string]]
    assert.notEqual(hash, once.get(councilId))
  }
})

test('each borough has the children its rates say', () => {
  const care = openSpells('looked_after')
  const plans = openSpells('child_protection_plan')
  const needs = openSpells('child_in_need_plan')
  const leavers = openSpells('care_leaver').filter((row) => row.code !== 'eligible')
  const private_ = openSpells('private_fostering')
  const near = (made: number, wanted: number, what: string): void => {
    const expected = wanted * scale
    assert.ok(Math.abs(made - expected) <= Math.max(3, expected * 0.06), `${what}: ${made}, expected ${expected}`)
  }
  for (const { councilId, name, rates } of boroughs) {
    near(inCouncil(care, councilId), rates.inCare, `${name} in care`)
    near(inCouncil(plans, councilId), rates.protectionPlans, `${name} on protection plans`)
    near(inCouncil(needs, councilId), rates.needPlans, `${name} on child in need plans`)
    near(inCouncil(leavers, councilId), rates.careLeavers, `${name} care leavers`)
    near(inCouncil(private_, councilId), rates.privatelyFostered, `${name} privately fostered`)
  }
})

test('Croydon has by far the largest share of unaccompanied children, Richmond the smallest rate of care, Southwark the most private fostering for its size', () => {
  const care = openSpells('looked_after')
  const alone = openSpells('unaccompanied')
  const share = (councilId: number): number => inCouncil(alone, councilId) / inCouncil(care, councilId)
  for (const { councilId } of boroughs)
    if (councilId !== 306)
      assert.ok(
        share(306) > (quick ? 1.2 : 1.7) * share(councilId),
        `${councilId}: ${share(councilId)} of ${share(306)}`,
      )
  assert.ok(Math.abs(share(306) - 364 / 760) < 0.04)
  const rate = (list: readonly Row[], councilId: number): number =>
    inCouncil(list, councilId) /
    childrenOf(boroughs.find((each) => each.councilId === councilId) as (typeof boroughs)[number])
  const least = boroughs.toSorted((a, b) => rate(care, a.councilId) - rate(care, b.councilId))[0]
  assert.equal(least?.councilId, 318)
  const most = boroughs.toSorted(
    (a, b) => rate(openSpells('private_fostering'), b.councilId) - rate(openSpells('private_fostering'), a.councilId),
  )[0]
  assert.equal(most?.councilId, 210)
})

test('the share of children placed outside the borough is each borough’s own', () => {
  for (const { councilId, name, onsCode, rates } of boroughs) {
    const placed = openSpells('placement').filter(
      (row) =>
        row.council_id === String(councilId) &&
        !/^(P|V)/.test(row.code ?? '') &&
        row.detail?.includes('localAuthority'),
    )
    const outside = placed.filter((row) => !row.detail?.includes(onsCode)).length / placed.length
    // few children are in care in a small borough at a small part of its size
    const tolerance = 0.06 + 0.9 / Math.sqrt(placed.length)
    assert.ok(
      Math.abs(outside - rates.placedOutside) < tolerance,
      `${name}: ${outside.toFixed(2)} of ${placed.length}, expected ${rates.placedOutside}`,
    )
  }
})

test('Southwark’s families speak a great many languages, and some need an interpreter', () => {
  const children = rows.person.filter((row) => row.is_child === 't' && row.council_id === '210')
  const languages = new Set(children.flatMap((row) => row.first_language ?? []))
  assert.ok(languages.size > (quick ? 50 : 120), `${languages.size}`)
  assert.ok(children.filter((row) => row.interpreter_for !== null).length > 100 * scale)
})

test('every name is made from the invented lists', () => {
  const wrong = rows.person.filter(
    (row) => row.given_name !== 'Baby' && !isInvented(row.given_name as string, row.family_name as string),
  )
  assert.deepEqual(wrong.slice(0, 3), [])
  const inLatin = rows.person_name.filter((row) => row.kind === 'alias' || row.kind === 'previous')
  assert.ok(inLatin.length > 10)
  assert.ok(
    rows.person_name.some((row) => row.kind === 'own script' && /\p{Script=Ethiopic}/u.test(row.given_name as string)),
  )
})

test('telephone numbers are those kept for drama, NHS numbers those kept for tests', () => {
  for (const { value, kind } of rows.person_contact)
    if (kind !== 'email') assert.match(value as string, /^(07700900\d{3}|0207946\d{4})$/)
  for (const { value, scheme } of rows.person_identifier)
    if (scheme === 'nhs') assert.match(value as string, /^999\d{7}$/)
  assert.equal(new Set(rows.person.map((row) => row.person_id)).size, rows.person.length)
})

test('children who came alone have a birthday on the fifteenth, a language and a search for it', () => {
  const alone = new Set(openSpells('unaccompanied').map((row) => row.child_id))
  const people = rows.person.filter((row) => alone.has(row.person_id as string))
  assert.ok(people.length > 300 * scale)
  for (const person of people) {
    assert.match(person.born_on as string, /-15$/)
    assert.notEqual(person.interpreter_for, null)
  }
  assert.ok(people.filter((person) => person.birth_estimated === 't').length > people.length / 2)
})

const byChild = (list: readonly Row[]): Map<string, Row[]> => Map.groupBy(list, (row) => row.child_id as string)
const endOf = (row: Row): string => row.ends_on ?? '9999'
const overlap = (a: Row, b: Row): boolean => (b.starts_on as string) < endOf(a) && (a.starts_on as string) < endOf(b)

test('no child is on two plans at once, in two homes at once or under two legal statuses at once, but for one absence in each borough that is written down twice on purpose', () => {
  for (const [childId, spells] of byChild(rows.spell)) {
    const of = (...kinds: string[]): Row[] =>
      spells
        .filter((row) => kinds.includes(row.kind as string))
        .sort((a, b) => ((a.starts_on as string) < (b.starts_on as string) ? -1 : 1))
    for (const kinds of [
      ['child_protection_plan'],
      ['child_in_need_plan', 'child_protection_plan'],
      ['looked_after'],
      ['looked_after', 'child_in_need_plan'],
      ['legal_status'],
      ['placement'],
      ['referral'],
      ['care_leaver'],
      ['missing'],
    ]) {
      const list = of(...kinds)
      if (kinds.includes('missing') && twiceAbsent.has(childId)) continue
      for (let at = 1; at < list.length; at++) {
        isSo(
          !overlap(list[at - 1] as Row, list[at] as Row),
          () => `${childId}: ${JSON.stringify([list[at - 1], list[at]])}`,
        )
      }
    }
  }
})

test('nothing begins before birth or after today, and nothing ends before it begins', () => {
  const born = new Map(rows.person.map((row) => [row.person_id, row.born_on]))
  const now = today.toString()
  for (const row of rows.spell) {
    isSo((row.starts_on as string) <= now, () => JSON.stringify(row))
    isSo(row.ends_on === null || (endOf(row) >= (row.starts_on as string) && endOf(row) <= now), () =>
      JSON.stringify(row),
    )
    const birth = born.get(row.child_id as string)
    if (
      birth &&
      ['looked_after', 'placement', 'legal_status', 'child_in_need_plan', 'missing', 'care_leaver'].includes(
        row.kind as string,
      )
    ) {
      isSo((row.starts_on as string) >= birth, () => `${row.kind} before birth ${birth}: ${JSON.stringify(row)}`)
    }
  }
  for (const row of rows.event) isSo((row.happened_on as string) <= now, () => JSON.stringify(row))
  const tomorrow = today.add({ days: 1 }).toString()
  for (const row of [...rows.spell, ...rows.event, ...rows.person])
    isSo((row.recorded_at as string) < tomorrow, () => JSON.stringify(row))
})

test('care begins with a status and a home, and ends with both', () => {
  for (const [childId, spells] of byChild(rows.spell)) {
    for (const care of spells.filter((row) => row.kind === 'looked_after')) {
      for (const kind of ['legal_status', 'placement']) {
        const inside = spells
          .filter((row) => row.kind === kind && row.within_id === care.spell_id)
          .sort((a, b) => ((a.starts_on as string) < (b.starts_on as string) ? -1 : 1))
        assert.equal(inside[0]?.starts_on, care.starts_on, `${childId} ${kind}`)
        assert.equal(inside.at(-1)?.ends_on, care.ends_on, `${childId} ${kind}`)
      }
    }
  }
})

test('every open case has a worker, but for what came in today or yesterday', () => {
  const held = new Set(
    openSpells('allocation')
      .filter((row) => row.worker_id !== null)
      .map((row) => row.child_id),
  )
  for (const kind of [
    'child_protection_plan',
    'child_in_need_plan',
    'looked_after',
    'care_leaver',
    'private_fostering',
    'assessment',
  ]) {
    for (const spell of openSpells(kind)) assert.ok(held.has(spell.child_id as string), `${kind} ${spell.child_id}`)
  }
})

test('most things happen in time and some do not', () => {
  const dated = rows.due.filter((row) => row.due_on !== null)
  const late =
    dated.filter((row) => isBefore(Temporal.PlainDate.from(row.due_on as string), today)).length / dated.length
  assert.ok(late > 0.02 && late < 0.12, `${late}`)
  assert.ok(rows.breach_reason.length > 10)
})

test('every story child is there, with the one who can sign in', () => {
  const present = new Map(rows.person.map((row) => [row.person_id, row]))
  for (const { slug, name, councilId, childId } of storyChildren) {
    const person = present.get(childId)
    assert.equal(`${person?.given_name} ${person?.family_name} ${person?.council_id}`, `${name} ${councilId}`, slug)
  }
})

test('each story shows what it is for', () => {
  const childOf = (slug: string): string => storyChildren.find((each) => each.slug === slug)?.childId as string
  const spellsOf = (slug: string, kind: string): Row[] =>
    rows.spell.filter((row) => row.child_id === childOf(slug) && row.kind === kind)
  const personOf = (slug: string): Row => rows.person.find((row) => row.person_id === childOf(slug)) as Row
  assert.equal(spellsOf('siblings-elder', 'child_protection_plan')[0]?.ends_on, null)
  assert.ok(
    rows.due.some(
      (row) =>
        row.child_id === childOf('siblings-elder') &&
        row.timescale === 'cp-visit' &&
        (row.due_on as string) < today.toString(),
    ),
    'a visit is late',
  )
  assert.ok(
    rows.person_address.some(
      (row) =>
        row.person_id === childOf('confidential-address') && row.confidential === 't' && row.not_to_be_told !== null,
    ),
  )
  assert.match(spellsOf('far-away', 'placement').find((row) => row.ends_on === null)?.detail ?? '', /"distance":192/)
  assert.equal(spellsOf('police-protection', 'emergency_protection')[0]?.ends_on, null)
  const limit = rows.due.find(
    (row) => row.child_id === childOf('police-protection') && row.timescale === 'police-protection',
  )
  assert.notEqual(limit?.due_at, null)
  assert.equal(spellsOf('adoption', 'placement').find((row) => row.ends_on === null)?.code, 'A6')
  assert.equal(personOf('restricted').restricted, 't')
  for (const table of ['spell', 'event', 'due', 'person_address', 'relationship'] as const) {
    const list = rows[table].filter((row) => (row.child_id ?? row.person_id) === childOf('restricted'))
    assert.ok(list.length > 0 && list.every((row) => row.restricted === 't'), table)
  }
  assert.equal(rows.restriction_reader.length, 3)
  assert.equal(spellsOf('care-leaver', 'care_leaver').at(-1)?.code, 'former-relevant-education')
  assert.equal(personOf('alone').birth_estimated, 't')
  assert.ok(rows.sample_child.some((row) => row.child_id === childOf('alone')) && rows.sample_child.length > 5)
  assert.equal(personOf('unborn').born_on, null)
  assert.equal(spellsOf('privately-fostered', 'private_fostering')[0]?.ends_on, null)
  assert.deepEqual(
    rows.person_name
      .filter((row) => row.person_id === childOf('two-scripts'))
      .map((row) => row.kind)
      .sort(),
    ['alias', 'own script', 'spelling'],
  )
  assert.equal(spellsOf('missing-tonight', 'missing').filter((row) => row.ends_on === null).length, 1)
  assert.equal(spellsOf('missing-tonight', 'missing').length, 5)
  assert.match(
    spellsOf('placed-with-partner', 'placement').find((row) => row.ends_on === null)?.detail ?? '',
    /E09000029/,
  )
  const nhs = (slug: string): string[] =>
    rows.person_identifier
      .filter((row) => row.person_id === childOf(slug) && row.scheme === 'nhs')
      .map((row) => row.value as string)
  assert.deepEqual(nhs('moved-croydon'), nhs('moved-merton'))
  assert.ok(rows.due.some((row) => row.child_id === childOf('moved-merton') && row.timescale === 'icpc-transfer-in'))
})

test('story children are held by the person who signs in to see them', () => {
  for (const { slug, childId, signIn } of storyChildren) {
    if (slug === 'moved-croydon') continue
    const worker = world.workforce.workers.find((each) => each.subject === signIn)
    const held = openSpells('allocation').some((row) => row.child_id === childId && row.worker_id === worker?.workerId)
    assert.ok(held, `${slug} is not held by ${signIn}`)
  }
})

// What the checks of the returns find ---------------------------------------------------------------------------------

const workers = new Map(
  world.workforce.workers.flatMap(({ workerId, sweNumber }) =>
    sweNumber === null ? [] : [[workerId, sweNumber] as const],
  ),
)
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
  // The next test goes through all eight, without files.
  const written = quick ? boroughs.slice(0, 3) : boroughs
  const theirs = new Set(written.flatMap(({ councilId }) => facts.get(councilId)?.map(({ childId }) => childId) ?? []))
  for (const { councilId, onsCode, name } of written) {
    const children = facts.get(councilId) ?? []
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
    assert.ok(looked.children > 100 * scale && need.children > 250 * scale, name)
    found.push(...foundIn('ssda903', name, looked.outcome, ids), ...foundIn('cin', name, need.outcome, ids))
  }
  const wanted = planted.filter(({ childId }) => theirs.has(childId))
  assert.deepEqual([...new Set(found)].sort(), expected(year, wanted))
  assert.ok(wanted.length > 20, `${wanted.length}`)
})

test('the running year has the planted findings, and assessments that are late today', () => {
  const year = 2027
  const found = boroughs.flatMap(({ councilId, onsCode }) => {
    const council = { code: councilId, onsCode }
    const checked = checkRecords(facts.get(councilId) ?? [], [year], today, council, workers, 'each child')
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
    const children = new Set(facts.get(councilId)?.map(({ childId }) => childId))
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
