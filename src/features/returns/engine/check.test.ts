import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { dayNumber, readBritishDay } from '../../../lib/day-number.ts'
import { cellsOf, check } from './check.ts'
import { compareCells, differ, isUnreadable, linkInOrder, oneOf, type Row, readRows } from './rows.ts'
import { only, periodOf, type Rule } from './rule.ts'

const kinds = { Visits: { CHILD: 'text', SEEN: 'day', HOURS: 'number' } } as const
type Child = { id: string | null; Visits: Visit[] }
type Visit = Row<typeof kinds, 'Visits', Child>
type TestRule = Rule<typeof kinds, Child, ReturnType<typeof periodOf>>

const about = { since: 2020, says: 'x', fix: 'y', who: 'data officer', severity: 'error', stage: 1 } as const
const visits = (...rows: (string | null)[][]) => {
  const read = readRows(
    'Visits',
    kinds.Visits,
    { file: 'v', columns: ['CHILD', 'SEEN', 'HOURS'], rows },
    readBritishDay,
  )
  const children = new Map<string | null, Child>()
  for (const row of read as unknown as Visit[]) {
    const child = children.get(row.CHILD) ?? { id: row.CHILD, Visits: [] }
    children.set(row.CHILD, child)
    row.child = child
    child.Visits.push(row)
  }
  return { rows: read as unknown as Visit[], children: [...children.values()] }
}
const ask = (rules: readonly TestRule[], rows: (string | null)[][], year = 2026) => {
  const { rows: read, children } = visits(...rows)
  return check(rules, children, periodOf(year), {
    has: (name) => name === 'Visits',
    rowsOf: (name) => (name === 'Visits' ? read : []),
  })
}
const tooLong: TestRule = {
  ...about,
  code: '1',
  blames: { Visits: ['HOURS'] },
  each: 'Visits',
  wrong: ({ HOURS }) => HOURS !== null && HOURS > 8,
}

describe('a check', () => {
  test('that breaks on one child is told loudly, and is asked of every other', () => {
    const breaks: TestRule = {
      ...tooLong,
      code: '2',
      wrong: ({ HOURS, CHILD }) => {
        if (CHILD === 'B') throw new Error('no such thing')
        return HOURS !== null && HOURS > 8
      },
    }
    const outcome = ask(
      [tooLong, breaks],
      [
        ['A', null, '9'],
        ['B', null, '9'],
        ['C', null, '9'],
      ],
    )
    assert.deepEqual(outcome.failed, [{ rule: '2', children: 1, message: 'no such thing' }])
    assert.deepEqual(outcome.ran, [{ rule: '1', findings: 3 }])
    assert.deepEqual(
      outcome.findings.filter(({ rule }) => rule === '2').map(({ places }) => places[0]?.child),
      ['A', 'C'],
    )
  })
  test('that does not stand in the year, or has not what it reads, is listed with the reason', () => {
    const outcome = ask(
      [
        { ...tooLong, code: '3', since: 2027 },
        { ...tooLong, code: '4', until: 2024 },
        { ...tooLong, code: '5', reads: ['providers'] },
        { ...tooLong, code: '6', reads: ['providers'], optional: ['providers'] },
      ],
      [['A', null, '1']],
    )
    assert.deepEqual(outcome.notApplicable, [
      { rule: '3', reason: 'begins with 2026-27' },
      { rule: '4', reason: 'ended with 2023-24' },
      { rule: '5', reason: 'no providers' },
    ])
    assert.deepEqual(outcome.ran, [{ rule: '6', findings: 0 }])
  })
  test('that was changed is asked as it stands in the year of the return', () => {
    const versions: TestRule[] = [
      { ...tooLong, until: 2024 },
      { ...tooLong, since: 2025, wrong: ({ HOURS }) => HOURS !== null && HOURS > 4 },
    ]
    assert.equal(ask(versions, [['A', null, '5']], 2024).findings.length, 0)
    assert.equal(ask(versions, [['A', null, '5']], 2025).findings.length, 1)
  })
  test('may blame rows together, a part of a row, or the return as a whole; each cell is told once', () => {
    const together: TestRule = {
      ...about,
      code: '7',
      blames: { Visits: ['SEEN', 'HOURS'] },
      check: (child, blame) => {
        blame(...child.Visits)
        blame(only(child.Visits[0] as Visit, 'SEEN'))
      },
    }
    const whole: TestRule = { ...about, code: '8', blames: {}, whole: (_children, blame) => blame() }
    const outcome = ask(
      [together, whole],
      [
        ['A', null, '1'],
        ['A', null, '2'],
      ],
    )
    assert.deepEqual(
      cellsOf(outcome.findings).map(({ rule, table, row, column }) => [rule, table, row, column]),
      [
        ['8', null, null, null],
        ['7', 'Visits', 0, 'SEEN'],
        ['7', 'Visits', 0, 'HOURS'],
        ['7', 'Visits', 1, 'SEEN'],
        ['7', 'Visits', 1, 'HOURS'],
      ],
    )
  })
  test('that blames a column it does not name is a fault of the check', () => {
    const strange: TestRule = {
      ...about,
      code: '9',
      blames: { Visits: ['SEEN'] },
      check: (child, blame) => blame(only(child.Visits[0] as Visit, 'HOURS')),
    }
    assert.match(
      ask([strange], [['A', null, '1']]).failed[0]?.message ?? '',
      /blames Visits HOURS but does not name it/,
    )
  })
})

describe('a row', () => {
  test('keeps what cannot be read apart from what is blank, in capitals and without spaces around it', () => {
    const { rows } = visits([' a1 ', '31/02/2026', 'many'], ['b', '', null], ['c', '01/02/2026', '1.5'])
    assert.deepEqual(
      rows.map(({ CHILD }) => CHILD),
      ['A1', 'B', 'C'],
    )
    assert.ok(isUnreadable((rows[0] as Visit).SEEN) && isUnreadable((rows[0] as Visit).HOURS))
    assert.deepEqual([rows[1]?.SEEN, rows[1]?.HOURS], [null, null])
    assert.deepEqual([rows[2]?.SEEN, rows[2]?.HOURS], [dayNumber(2026, 2, 1), 1.5])
  })
  test('differs from another only where both can be read', () => {
    assert.deepEqual(
      [differ(1, 2), differ(1, 1), differ(1, null), differ(Number.NaN, 1), differ('A', 'B'), differ(null, null)],
      [true, false, true, false, true, false],
    )
  })
  test('knows which come before and after it by their days; one without a day stands in no order', () => {
    const { rows } = visits(['A', '03/02/2026', '1'], ['A', '31/02/2026', '2'], ['A', '01/02/2026', '3'])
    const ordered = linkInOrder(rows, 'SEEN', ['CHILD', 'SEEN', 'HOURS'])
    assert.deepEqual(
      ordered.map(({ HOURS }) => HOURS),
      [3, 1],
    )
    assert.equal(ordered[0]?.next, ordered[1])
    assert.deepEqual([rows[1]?.previous, rows[1]?.next], [null, null])
  })
  test('blank comes last where rows are put in order by what they say', () => {
    assert.deepEqual([null, 'b', 'a'].sort(compareCells), ['a', 'b', null])
  })
  test('asked for one of some codes, a blank is none', () => {
    const isWeekend = oneOf('SA', 'SU')
    assert.deepEqual([isWeekend('SA'), isWeekend('MO'), isWeekend(null)], [true, false, false])
  })
})
