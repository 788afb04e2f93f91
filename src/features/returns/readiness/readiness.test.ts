import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { day } from '../../../lib/day.ts'
import { ageBands, answerKindOf, answerPath, bandOf, openFor, placeKey, placeWords, saysOf } from './finding.ts'
import { filterOf, pageOf, queryOf } from './finding-filter.ts'
import { agree, jointFilingOf, meaningOf, pairsOf } from './joint-filing.ts'
import { countdownOf, inSentence, type Point, percentOf, perHundred, readinessOver, yearWords } from './readiness.ts'
import { readinessChart } from './readiness-chart.ts'

const today = day('2026-11-22')

describe('the days that are left', () => {
  test('the census is sent by 31 July after the year', () => {
    const left = countdownOf('cin', 2027, today)
    assert.equal(left.endsOn.toString(), '2027-03-31')
    assert.equal(left.daysToEnd, 129)
    assert.equal(left.lastDay?.toString(), '2027-07-31')
    assert.equal(left.daysToLast, 251)
  })
  test('no day is made up for SSDA903: the department has confirmed none', () => {
    const left = countdownOf('ssda903', 2027, today)
    assert.equal(left.lastDay, null)
    assert.equal(left.daysToLast, null)
  })
  test('after the year has ended the days are counted below nought, and sending still above', () => {
    const left = countdownOf('cin', 2026, day('2026-06-01'))
    assert.equal(left.daysToEnd, -62)
    assert.equal(left.daysToLast, 60)
  })
  test('a return year is called by both its calendar years', () => assert.equal(yearWords(2027), '2026-27'))
})

describe('readiness over the year', () => {
  const entered = [
    { on: day('2026-04-01'), children: 10 },
    { on: day('2026-11-20'), children: 2 },
  ]
  const at = (points: readonly Point[], on: string): Point | undefined =>
    points.find((point) => point.on.toString() === on)

  test('a child is not ready from the day something was seen until the day before it was put right', () => {
    const work = [
      { childId: 'a', from: day('2026-11-01'), to: day('2026-11-15') },
      { childId: 'b', from: day('2026-11-08'), to: null },
    ]
    const points = readinessOver(2027, today, entered, work)
    assert.deepEqual(
      points.map(({ on, children, ready }) => [on.toString(), children, ready]),
      [
        ['2026-11-01', 10, 9],
        ['2026-11-08', 10, 8],
        ['2026-11-15', 10, 9],
        ['2026-11-22', 12, 11],
      ],
    )
    assert.equal(at(points, '2026-11-22')?.percent, 91)
  })
  test('two things wrong at once with one child are one child who is not ready', () => {
    const work = [
      { childId: 'a', from: day('2026-11-01'), to: day('2026-11-10') },
      { childId: 'a', from: day('2026-11-05'), to: day('2026-11-20') },
      { childId: 'a', from: day('2026-11-06'), to: day('2026-11-07') },
    ]
    const points = readinessOver(2027, today, entered, work)
    assert.deepEqual(
      points.map(({ ready }) => ready),
      [9, 9, 9, 12],
    )
  })
  test('what was put right on the day it was seen was never work', () => {
    const work = [
      { childId: 'a', from: day('2026-11-15'), to: day('2026-11-15') },
      { childId: 'b', from: day('2026-11-15'), to: null },
    ]
    assert.equal(at(readinessOver(2027, today, entered, work), '2026-11-15')?.ready, 9)
  })
  test('before anything was found nobody had counted, so the line does not begin on 1 April', () => {
    const points = readinessOver(2027, today, entered, [{ childId: 'a', from: day('2026-10-05'), to: null }])
    assert.equal(points[0]?.on.toString(), '2026-10-11')
    assert.deepEqual(
      readinessOver(2027, today, entered, []).map(({ on }) => on.toString()),
      ['2026-11-22'],
    )
  })
  test('work that began in an earlier year counts from the first day of this one', () => {
    const points = readinessOver(2027, today, entered, [{ childId: 'a', from: day('2025-12-01'), to: null }])
    assert.equal(points[0]?.on.toString(), '2026-04-05')
    assert.equal(points[0]?.ready, 9)
  })
  test('of no children there is no share', () => {
    assert.equal(readinessOver(2027, today, [], [])[0]?.percent, null)
    assert.equal(percentOf(0, 0), null)
  })
  test('nearly all is never told as all', () => assert.equal(percentOf(999, 1000), 99))
})

describe('the plot', () => {
  const points: Point[] = [
    { on: day('2026-10-04'), children: 50, ready: 40, percent: 80 },
    { on: day('2026-10-11'), children: 50, ready: 30, percent: 60 },
    { on: day('2026-10-18'), children: 50, ready: 45, percent: 90 },
  ]
  test('says in words what it draws', () => {
    const chart = readinessChart(points, 2027, 'Children who are ready')
    assert.equal(
      chart.description,
      'On 18 October 2026 45 of 50 children (90%) are ready. It rose from 80% on 4 October 2026. The lowest was 60%, on 11 October 2026.',
    )
    assert.equal(chart.now?.label, '90%')
    assert.equal(chart.months.map(({ label }) => label).join(' '), 'Apr May Jun Jul Aug Sep Oct Nov Dec Jan Feb Mar')
    assert.match(chart.line, /^M[\d.,L]+$/)
  })
  test('higher on the page is readier, later is further right, and all of it stays inside', () => {
    const chart = readinessChart(points, 2027, '')
    const drawn = [...chart.line.matchAll(/(-?[\d.]+),(-?[\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)] as const)
    assert.equal(drawn.length, 3)
    assert.ok(drawn[0]![0] < drawn[1]![0] && drawn[1]![0] < drawn[2]![0])
    assert.ok(drawn[1]![1] > drawn[0]![1] && drawn[0]![1] > drawn[2]![1])
    for (const [x, y] of drawn) assert.ok(x >= chart.left && x <= chart.right && y >= 0 && y <= chart.bottom)
  })
  test('one day is a dot and no line; a return without children says so', () => {
    const one = readinessChart(points.slice(2), 2027, '')
    assert.equal(one.line, '')
    assert.equal(one.description, 'On 18 October 2026 45 of 50 children (90%) are ready.')
    const none = readinessChart([{ on: today, children: 0, ready: 0, percent: null }], 2027, '')
    assert.equal(none.now, null)
    assert.equal(none.description, 'No child is in this return yet.')
  })
  test('a year that ended and can still be sent goes on past March', () => {
    const chart = readinessChart([{ on: day('2026-06-28'), children: 1, ready: 1, percent: 100 }], 2026, '')
    assert.equal(chart.months.at(-1)?.label, 'Jun')
    assert.ok(chart.now && chart.now.x <= chart.right && chart.now.anchor === 'end')
  })
})

describe('councils side by side', () => {
  test('errors are told for every 100 children', () => assert.equal(perHundred(7, 140), '5.0'))
  test('and not told of so few children that one of them would be the rate', () => {
    assert.equal(perHundred(1, 9), null)
    assert.equal(perHundred(1, 10), '10.0')
  })
})

describe('a finding in words', () => {
  test('speaks in the words of its rule, and still says its number where no rule of that year has it', () => {
    assert.equal(saysOf('ssda903', 2027, '166'), 'The date of the review is blank or is not a real date')
    assert.equal(saysOf('cin', 2027, '99999'), 'Check 99999, which is not asked in this year')
  })
  test('names the table and the fields', () => {
    assert.equal(placeWords('Episodes', ['LS', 'RNE']), 'Episodes: LS, RNE')
    assert.equal(placeWords('Episodes', []), 'Episodes')
  })
  test('a query is answered, an error is asked to be let through', () => {
    assert.equal(answerKindOf('query'), 'answer')
    assert.equal(answerKindOf('error'), 'bypass')
  })
  test('says how long it has been open', () => {
    assert.equal(openFor(today, today), 'less than a day')
    assert.equal(openFor(day('2026-11-21'), today), '1 day')
    assert.equal(openFor(day('2026-10-26'), today), '27 days')
    assert.equal(openFor(day('2026-09-01'), today), '11 weeks')
  })
  test('every age belongs to one band', () => {
    for (let days = 0; days < 400; days++)
      assert.equal(ageBands.filter(({ from, to }) => from <= days && days <= to).length, 1, String(days))
    assert.equal(bandOf(6), 'week')
    assert.equal(bandOf(7), 'month')
    assert.equal(bandOf(5000), 'longer')
  })
  test('its address holds ids and codes only', () => {
    const childId = '01a1a0a3-0280-76d2-8f2a-ad57e36cd88a'
    const place = `Episodes|${childId}|LS`
    const path = answerPath({ councilId: 911, childId, returnName: 'ssda903', returnYear: 2027, rule: '103', place })
    assert.equal(path, `/911/children/${childId}/returns/ssda903/2027/103/${placeKey(place)}`)
    assert.match(placeKey(place), /^[0-9a-f]{16}$/)
    assert.notEqual(placeKey(place), placeKey(`${place},RNE`))
  })
})

describe('what a list is narrowed to', () => {
  const years = [2027, 2026]
  test('nothing asked is what is to be put right in the running year', () => {
    assert.deepEqual(filterOf({}, years), {
      returnName: null,
      year: 2027,
      severity: null,
      team: null,
      state: 'open',
      age: null,
      rule: null,
    })
  })
  test('what is asked comes back from its own address', () => {
    const filter = filterOf(
      {
        return: 'cin',
        year: '2026',
        severity: 'query',
        team: 'none',
        state: 'cleared',
        age: 'half',
        rule: '8670Q',
      },
      years,
    )
    assert.deepEqual(filterOf(Object.fromEntries(new URLSearchParams(queryOf(filter))), years), filter)
  })
  test('nonsense is left out and the page still opens', () => {
    const asked = { return: 'x', year: '1999', severity: '1', team: 'a; drop', state: '__proto__', age: '-', rule: "'" }
    assert.deepEqual(filterOf(asked, years), filterOf({}, years))
    assert.equal(pageOf('-3'), 1)
    assert.equal(pageOf('two'), 1)
    assert.equal(pageOf('7'), 7)
  })
  test('a part can be set anew or left out', () => {
    const filter = filterOf({ return: 'cin', team: 'none' }, years)
    assert.equal(queryOf(filter, { team: null, by: 'team' }), 'return=cin&year=2027&by=team')
  })
})

describe('one council files for two', () => {
  const value = { withCouncil: 912, filedBy: 911, returns: ['ssda903', 'cin'] }
  test('a setting that was taken back, or is none, is filing alone', () => {
    assert.equal(jointFilingOf(undefined), null)
    assert.equal(jointFilingOf({ withCouncil: null }), null)
    assert.equal(jointFilingOf({ withCouncil: 912, filedBy: 911, returns: [] }), null)
    assert.equal(inSentence(jointFilingOf(value)!.returns), 'SSDA903 and census')
  })
  test('both councils have to say the same', () => {
    const own = jointFilingOf(value)!
    assert.ok(agree(911, own, { withCouncil: 911, filedBy: 911, returns: ['cin', 'ssda903'] }))
    assert.ok(!agree(911, own, null))
    assert.ok(!agree(911, own, { withCouncil: 911, filedBy: 912, returns: ['cin', 'ssda903'] }))
    assert.ok(!agree(911, own, { withCouncil: 913, filedBy: 911, returns: ['cin', 'ssda903'] }))
    assert.ok(!agree(911, own, { withCouncil: 911, filedBy: 911, returns: ['cin'] }))
  })
  test('two children with several numbers in common are told once', () => {
    const pair = { own: { childId: 'a' }, theirs: { childId: 'b' } }
    assert.deepEqual(
      pairsOf([
        { scheme: 'upn', ...pair },
        { scheme: 'nhs', ...pair },
        { scheme: 'council', own: { childId: 'a' }, theirs: { childId: 'c' } },
      ]).map(({ theirs, shared }) => [theirs.childId, shared]),
      [
        ['b', ['upn', 'nhs']],
        ['c', ['council']],
      ],
    )
  })
  test('a pupil number says one child, a council’s own number alone says two', () => {
    assert.match(meaningOf(['upn', 'council']), /one child/)
    assert.match(meaningOf(['council']), /Two children/)
  })
})
