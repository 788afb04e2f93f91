// Every return there is to try on, on both engines: each row of the files is found again in the record, counted by this
// test from the files themselves with code that shares nothing with the importer. A quick run brings the large ones in on
// the server and the small ones on the embedded engine.
import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { after, describe, test } from 'node:test'
import { quick } from '../../../../scripts/volume.ts'
import type { Database } from '../../../database/open.ts'
import { eachEngine } from '../../../database/testing.ts'
import { routes } from '../../children/routes.ts'
import { openService } from '../../children/testing.ts'
import { type Cells, cellsOf, newFolder, type Ran, recordOf, removeFolders, rowsIn, runImport } from './testing.ts'

after(removeFolders)

const shared = join(import.meta.dirname, '..', '..', '..', '..', '..', 'shared', 'conformance')
const absent = existsSync(shared) ? false : 'The files to try on (../shared/conformance) are not on this machine.'

// The files, read anew ---------------------------------------------------------------------------------------------------

type Row = Cells & { line: string }
type Tables = Map<string, Row[]>

const tableOf = (file: string): string => basename(file, '.csv').toLowerCase().replaceAll('_', '').replace('errors', '')

const readTables = (folder: string): Tables => {
  const tables: Tables = new Map()
  for (const file of globSync(join(folder, '*.csv')).sort()) {
    const [first = '', ...lines] = readFileSync(file, 'utf8')
      .replace(/^\ufeff/, '')
      .split(/\r?\n/)
    const names = first.split(',').map((name) => name.trim().toUpperCase())
    const rows = lines.flatMap((text, at) => {
      if (text.replaceAll(',', '').trim() === '') return []
      const cells = cellsOf(text)
      return [
        {
          ...Object.fromEntries(names.map((name, n) => [name, (cells[n] ?? '').trim().toUpperCase()])),
          line: `${basename(file)}:${at + 2}`,
        } as Row,
      ]
    })
    tables.set(tableOf(file), [...(tables.get(tableOf(file)) ?? []), ...rows])
  }
  return tables
}

/** DD/MM/YYYY as YYYY-MM-DD, which sorts; '' for blank, null for what is no date. */
const isoOf = (text = ''): string | null => {
  if (text === '') return ''
  const [, day, month, year] = /^(\d\d?)\/(\d\d?)\/(\d{4})$/.exec(text) ?? []
  const made = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  return day && made.getUTCDate() === Number(day) && made.getUTCMonth() === Number(month) - 1
    ? made.toISOString().slice(0, 10)
    : null
}

const neededDay: Readonly<Record<string, string>> = {
  header: 'DOB',
  episodes: 'DECOM',
  reviews: 'REVIEW',
  ad1: 'DATE_INT',
  placedforadoption: 'DATE_PLACED',
  missing: 'MIS_START',
  swepisodes: 'SW_DECOM',
  dolo: 'DOLO_START',
}
const dayColumns = [
  'DOB',
  'DECOM',
  'DEC',
  'MC_DOB',
  'DUC',
  'REVIEW',
  'DATE_INT',
  'DATE_MATCH',
  'DATE_PLACED',
  'DATE_PLACED_CEASED',
  'MIS_START',
  'MIS_END',
  'SW_DECOM',
  'SW_DEC',
  'DOLO_START',
  'DOLO_END',
]

/** Rows that say something: a child, the day without which the row means nothing, and no day that is not one. */
const isReadable = (table: string, row: Row): boolean =>
  row.CHILD !== '' &&
  (neededDay[table] === undefined || isoOf(row[neededDay[table]]) !== '') &&
  dayColumns.every((column) => row[column] === undefined || isoOf(row[column]) !== null)

/** Rows of two years, with those that are in both once. */
const bothYears = (now: Tables, before: Tables | null, yearly: (table: string) => boolean): Map<string, Row[]> => {
  const readable = (tables: Tables, table: string) => (tables.get(table) ?? []).filter((row) => isReadable(table, row))
  const all = new Map<string, Row[]>()
  for (const table of new Set([...now.keys(), ...(before?.keys() ?? [])])) {
    const kept = readable(now, table)
    const rest = before ? readable(before, table) : []
    const keyOf = (row: Row): string =>
      [row.CHILD, row[neededDay[table] && table !== 'header' ? neededDay[table] : 'DATE_PERM'] ?? ''].join('|')
    const times = Map.groupBy(kept, keyOf)
    const added = yearly(table)
      ? rest
      : [...Map.groupBy(rest, keyOf)].flatMap(([key, rows]) => rows.slice(times.get(key)?.length ?? 0))
    all.set(table, [...kept, ...added])
  }
  return all
}

const rowsOf = (tables: Map<string, Row[]>, table: string): Row[] => tables.get(table) ?? []

/** What an import of these rows must have made, for every kind that is counted by rows. */
const expected903 = (tables: Map<string, Row[]>): Record<string, number> => {
  const everybody = new Set([...tables.values()].flat().map((row) => row.CHILD))
  const decisions = Map.groupBy(rowsOf(tables, 'placedforadoption'), (row) => `${row.CHILD} ${row.DATE_PLACED}`)
  const alone = [...Map.groupBy(rowsOf(tables, 'ad1'), (row) => `${row.CHILD} ${row.DATE_INT}`)].reduce(
    (sum, [key, rows]) => sum + Math.max(0, rows.length - (decisions.get(key)?.length ?? 0)),
    0,
  )
  const starts = [...Map.groupBy(rowsOf(tables, 'episodes'), (row) => row.CHILD).values()].flatMap((rows) => {
    const inOrder = rows.toSorted((a, b) =>
      isoOf(a.DECOM)! + (isoOf(a.DEC) || '9999') < isoOf(b.DECOM)! + (isoOf(b.DEC) || '9999') ? -1 : 1,
    )
    return inOrder.filter((row, at) => at === 0 || row.RNE === 'S' || !['', 'X1'].includes(inOrder[at - 1]!.REC!))
  })
  const numbers = new Map(
    rowsOf(tables, 'header')
      .toReversed()
      .map((row) => [row.CHILD, row.UPN]),
  )
  const counts: Record<string, number> = {
    child: everybody.size,
    'period of care': starts.length,
    review: rowsOf(tables, 'reviews').length,
    'missing period': rowsOf(tables, 'missing').length,
    unaccompanied: rowsOf(tables, 'uasc').length,
    'health and wellbeing': rowsOf(tables, 'oc2').length,
    adoption: rowsOf(tables, 'placedforadoption').length + alone,
    'adoption decision': rowsOf(tables, 'placedforadoption').length + alone,
    'earlier permanence order': rowsOf(tables, 'previouspermanence').length,
    'deprivation of liberty': rowsOf(tables, 'dolo').length,
    'care leaver contact': rowsOf(tables, 'oc3').length,
    allocation: rowsOf(tables, 'swepisodes').filter((row) => row.SW_ID !== '').length,
    'social worker': new Set(
      rowsOf(tables, 'swepisodes')
        .map((row) => row.SW_ID)
        .filter(Boolean),
    ).size,
    identifier: everybody.size + [...numbers.values()].filter(Boolean).length,
  }
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0))
}

/** The lines whose row cannot come in. */
const expectedLeftOut = (folder: string): string[] => {
  const tables = readTables(folder)
  const lines: string[] = []
  for (const [table, rows] of tables) {
    for (const row of rows)
      if (!isReadable(table, row) || (table === 'swepisodes' && row.SW_ID === '')) lines.push(row.line)
  }
  return lines.sort()
}

const leftOut = ({ list }: Ran): string[] =>
  [...new Set(list.filter(([, , , , , , done]) => done === 'Left out').map(([file, line]) => `${file}:${line}`))].sort()

const pick = (counts: Record<string, number>, like: Record<string, number>): Record<string, number> =>
  Object.fromEntries(Object.keys(like).map((kind) => [kind, counts[kind] ?? 0]))

/**
 * As at any day, the record says of every child the legal statuses and homes that the episodes said: asked on the first
 * day of each episode and on the day before each end.
 */
const sameAsAt = async (database: Database, councilId: number, episodes: readonly Row[]): Promise<void> => {
  const spells = Map.groupBy(
    await rowsIn<{ localId: string; kind: string; code: string | null; from: string; to: string }>(
      database,
      `select p.local_id as "localId", s.kind, s.code, s.starts_on::text as "from", coalesce(s.ends_on::text, '9999-12-31') as "to"
        from spell s join person p on p.council_id = s.council_id and p.person_id = s.child_id
        where s.council_id = ${councilId} and s.kind in ('looked_after', 'legal_status', 'placement')`,
    ),
    (row) => row.localId,
  )
  for (const [child, rows] of Map.groupBy(episodes, (row) => row.CHILD!)) {
    const held = spells.get(child) ?? []
    const stretches = rows.map((row) => ({ row, from: isoOf(row.DECOM)!, to: isoOf(row.DEC) || '9999-12-31' }))
    for (const day of new Set(stretches.flatMap(({ from, to }) => [from, to]))) {
      const holding = <One extends { from: string; to: string }>(list: readonly One[]): One[] =>
        list.filter(({ from, to }) => from <= day && day < to)
      const said = holding(stretches)
      const codes = (kind: string) =>
        new Set(
          holding(held)
            .filter((row) => row.kind === kind)
            .map(({ code }) => code ?? ''),
        )
      const about = `${child} on ${day}`
      assert.deepEqual(codes('legal_status'), new Set(said.map(({ row }) => row.LS ?? '')), about)
      assert.deepEqual(codes('placement'), new Set(said.map(({ row }) => row.PLACE ?? '')), about)
    }
    for (const { from, to, row } of stretches) {
      if (to === '9999-12-31' || to <= from) continue
      const inCare = held.some((spell) => spell.kind === 'looked_after' && spell.from <= from && to <= spell.to)
      assert.ok(inCare, `${child} is in care throughout the episode on ${row.line}`)
    }
  }
}

/** Children whose page opens for a team manager: all of them, or each nth of many. */
const pagesOpen = async (database: Database, councilId: number, each: number): Promise<void> => {
  const service = await openService(database, routes)
  const manager = await service.signIn({ subject: `evaluation-${councilId}-team-manager` })
  const children = await rowsIn<{ id: string; localId: string }>(
    database,
    `select person_id as id, local_id as "localId" from person where council_id = ${councilId} order by local_id`,
  )
  for (const [at, { id, localId }] of children.entries()) {
    if (at % each !== 0) continue
    const { status, text } = await manager.get(`/${councilId}/children/${id}`)
    assert.equal(status, 200, localId)
    assert.ok(text.includes(`Child ${localId}`), localId)
  }
  const found = await manager.find(children[0]!.localId)
  assert.ok(found.text.includes(`Child ${children[0]!.localId}`))
  await service.close()
}

/** A folder with one child in twenty of a return, and all rows of each: enough of the largest return for a quick run. */
const partOf = (folder: string): string => {
  const part = newFolder()
  for (const file of globSync(join(folder, '*.csv'))) {
    const [names = '', ...lines] = readFileSync(file, 'utf8').split(/\r?\n/)
    const column = names
      .replace(/^\ufeff/, '')
      .split(',')
      .findIndex((name) => name.trim().toUpperCase() === 'CHILD')
    const isIn = (child = ''): boolean => [...child].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 20 === 0
    writeFileSync(
      join(part, basename(file)),
      [names, ...lines.filter((line) => isIn(cellsOf(line)[column]))].join('\n'),
    )
  }
  return part
}

const sets = [
  { name: 'oracle/903-seed1', now: 'this_year', last: 'last_year', council: '212', year: 2027, each: 3 },
  { name: 'oracle/903-clean', now: 'this_year', last: 'last_year', council: '318', year: 2027, each: 10 },
  { name: 'peer-files/peer-903', now: '.', last: null, council: '314', year: 2018, each: 200 },
] as const

describe('returns of children looked after', { skip: absent }, () => {
  eachEngine((engine, open) => {
    // Every set asks the database in the same words, the last one too, of which a quick run takes a part.
    const here = sets.filter(({ last }) => !quick || (last === null) === (engine === 'embedded'))
    for (const { name, now, last, council, year, each } of here) {
      // That nothing changes, and that pages open, a quick run asks of one return of two years.
      const again = !quick || name !== 'oracle/903-clean'
      test(`${name} comes in whole${again ? ', and a second time changes nothing' : ''}`, async () => {
        const database = await open()
        // Another council's record, which nothing may touch.
        await runImport(database, [
          'cin',
          join(shared, 'peer-files/peer-cin/CIN_Census_2026.xml'),
          '--council',
          '319',
          '--year',
          '2026',
        ])
        const neighbour = () =>
          rowsIn(
            database,
            "select md5(string_agg(t::text, '|' order by t::text)) from (select * from spell where council_id = 319) t",
          )
        const before = await neighbour()

        const folder = quick && name === 'peer-files/peer-903' ? partOf(join(shared, name)) : join(shared, name, now)
        const args = ['ssda903', folder, '--council', council, '--year', String(year), '--json']
        const first = await runImport(database, args)
        const tables = bothYears(readTables(folder), null, () => false)
        const expected = expected903(tables)
        assert.equal(first.code, 0)
        assert.deepEqual(pick(first.json!.created, expected), expected)
        assert.deepEqual(first.json!.matched, {})
        assert.deepEqual(leftOut(first), expectedLeftOut(folder))
        assert.equal(first.json!.rejected, expectedLeftOut(folder).length)
        const [{ spells, events }] = (await rowsIn<{ spells: number; events: number }>(
          database,
          `select (select count(*)::int from spell where council_id = ${council}) as spells, (select count(*)::int from event where council_id = ${council}) as events`,
        )) as [{ spells: number; events: number }]
        const counted = (kinds: string[]) => kinds.reduce((sum, kind) => sum + (first.json!.created[kind] ?? 0), 0)
        assert.equal(
          spells,
          counted([
            'period of care',
            'legal status',
            'placement',
            'missing period',
            'unaccompanied',
            'adoption',
            'deprivation of liberty',
            'care leaver',
            'allocation',
          ]),
        )
        assert.equal(
          events,
          counted([
            'review',
            'health and wellbeing',
            'adoption decision',
            'adoption match',
            'adoption order',
            'earlier permanence order',
            'care leaver contact',
          ]),
        )
        await sameAsAt(database, Number(council), rowsOf(tables, 'episodes'))

        // Of two years a quick run brings in both of them again, below.
        if (last === null || !quick) {
          const record = await recordOf(database)
          const second = await runImport(database, args)
          assert.deepEqual(second.json!.created, {})
          const { council: _, team: __, 'sign-in for evaluation': ___, ...same } = first.json!.created
          assert.deepEqual(second.json!.matched, same)
          assert.equal(second.json!.rejected, first.json!.rejected)
          assert.deepEqual(await recordOf(database), record)
        }

        if (last !== null) {
          const lastFolder = join(shared, name, last)
          const both = [...args, '--last', lastFolder]
          const third = await runImport(database, both)
          const union = bothYears(
            readTables(folder),
            readTables(lastFolder),
            (table) => table === 'oc2' || table === 'oc3',
          )
          const wanted = expected903(union)
          const made = Object.fromEntries(
            Object.keys(wanted).map((kind) => [
              kind,
              (first.json!.created[kind] ?? 0) + (third.json!.created[kind] ?? 0),
            ]),
          )
          // A pupil number that differs between the years is one more.
          assert.deepEqual({ ...made, identifier: wanted.identifier }, wanted)
          await sameAsAt(database, Number(council), rowsOf(union, 'episodes'))
          if (again) {
            const whole = await recordOf(database)
            assert.deepEqual((await runImport(database, both)).json!.created, {})
            assert.deepEqual(await recordOf(database), whole)
          }
        }
        assert.deepEqual(await neighbour(), before)
        // What a page asks is asked on both engines in src/features/children/reading.test.ts.
        if (engine === 'server' && again) await pagesOpen(database, Number(council), quick ? 4 * each : each)
      })
    }
  })
})

// The census, by its text ------------------------------------------------------------------------------------------------

const blocks = (text: string, name: string): string[] =>
  [...text.matchAll(new RegExp(`<${name}>([\\s\\S]*?)</${name}>`, 'g'))].map(([, inside]) => inside!)
const one = (text: string, name: string): string =>
  new RegExp(`<${name}>\\s*([^<]*?)\\s*</${name}>`).exec(text)?.[1] ?? ''

const expectedCin = (text: string): Record<string, number> => {
  const counts: Record<string, number> = {}
  const add = (kind: string, count = 1) => {
    if (count > 0) counts[kind] = (counts[kind] ?? 0) + count
  }
  const dated = (inside: string, name: string, day: string) =>
    blocks(inside, name).filter((block) => one(block, day) !== '')
  const seen = new Set<string>()
  for (const child of blocks(text, 'Child')) {
    const id = one(child, 'LAchildID')
    if (id === '') continue
    if (!seen.has(id)) {
      add('child')
      add('identifier', 1 + ['UPN', 'FormerUPN', 'UPNunknown'].filter((name) => one(child, name) !== '').length)
    }
    seen.add(id)
    for (const details of dated(child, 'CINdetails', 'CINreferralDate')) {
      add('referral')
      add('assessment', dated(details, 'Assessments', 'AssessmentActualStartDate').length)
      add('child in need plan', dated(details, 'CINPlanDates', 'CINPlanStartDate').length)
      const enquiries = dated(details, 'Section47', 'S47ActualStartDate')
      add('section 47 enquiry', enquiries.length)
      add('strategy discussion', enquiries.length)
      const conferences = enquiries.map((block) => one(block, 'DateOfInitialCPC')).filter(Boolean)
      add('initial conference', conferences.length)
      const outside = one(details.replaceAll(/<Section47>[\s\S]*?<\/Section47>/g, ''), 'DateOfInitialCPC')
      if (outside !== '' && !conferences.includes(outside)) add('initial conference')
      if (outside !== '' && enquiries.length === 0) add('transfer notice')
      const plans = dated(details, 'ChildProtectionPlans', 'CPPstartDate')
      add('child protection plan', plans.length)
      add(
        'review conference',
        plans.flatMap((plan) => blocks(plan, 'CPPreviewDate')).filter((day) => day.trim() !== '').length,
      )
      for (const steps of blocks(details, 'PreProceedingsandFGDM')) {
        add('pre-proceedings')
        if (one(steps, 'LBPSentDate') !== '') add('letter before proceedings')
        if (one(steps, 'InitialPPMeetingDate') !== '') add('pre-proceedings meeting')
        if (/^(1|true)$/i.test(one(steps, 'FGDMMeetingOffer'))) add('family group offer')
        if (one(steps, 'CourtAppDate') !== '') add('court application')
      }
    }
  }
  return counts
}

const censuses = absent
  ? []
  : [join(shared, 'oracle/cin-seed1.xml'), ...globSync(join(shared, 'peer-files/peer-cin/*.xml')).sort()]

describe('censuses of children in need', { skip: absent }, () => {
  eachEngine((engine, open) => {
    test('each comes in whole, into a council of its own, and a second time changes nothing', async () => {
      const database = await open()
      const councils = ['212', '318', '319', '320', '330', '331', '332', '333', '334', '335', '336']
      const bring = (file: string, at: number) =>
        runImport(database, ['cin', file, '--council', councils[at]!, '--year', '2026', '--json'])
      const created = new Map<string, Record<string, number>>()
      const here = [...censuses.entries()].filter(
        ([, file]) => !quick || engine === 'server' || statSync(file).size < 20_000,
      )
      assert.ok(here.length > 1)
      for (const [at, file] of here) {
        const first = await bring(file, at)
        const { council: _, team: __, 'sign-in for evaluation': ___, ...made } = first.json!.created
        assert.deepEqual(made, expectedCin(readFileSync(file, 'utf8')), basename(file))
        created.set(file, made)
      }
      const record = await recordOf(database)
      for (const [at, file] of here) {
        const second = await bring(file, at)
        // Of these only the first has something that cannot be read.
        const rejected = at === 0 ? 1 : 0
        assert.deepEqual(second.json, { created: {}, matched: created.get(file), rejected }, basename(file))
        if (at === 0) assert.deepEqual(leftOut(second), ['cin-seed1.xml:152'])
      }
      assert.deepEqual(await recordOf(database), record)
      if (engine === 'server') await pagesOpen(database, 212, quick ? 40 : 10)
    })
  })
})
