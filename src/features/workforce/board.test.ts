import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bankHolidays } from '../../lib/bank-holidays.ts'
import { day, zone } from '../../lib/day.ts'
import { calendarOf } from '../../lib/working-days.ts'
import { boardSentences, goesRed, isRed, sorted, waitedInWords } from './board.ts'

const calendar = calendarOf(bankHolidays)
const monday = { today: day('2026-11-23'), now: Temporal.Instant.from('2026-11-23T11:30:00Z'), calendar }
const due = (dueOn: string, dueAt: string | null = null) => ({
  dueOn: day(dueOn),
  dueAt: dueAt === null ? null : Temporal.Instant.from(dueAt),
})

test('Three sentences say who has no worker, what is late and goes red, and who is over', () => {
  assert.deepEqual(
    boardSentences({ unallocated: 4, late: 3, goingRed: 6, over: [{ name: 'Olu', over: '3 points over' }] }),
    ['4 children have no worker.', '3 things are late; 6 go red in the next 5 working days.', 'Olu is 3 points over.'],
  )
})

test('A calm board says so', () => {
  assert.deepEqual(boardSentences({ unallocated: 0, late: 0, goingRed: 0, over: [] }), [
    'Every child has a worker.',
    'Nothing is late; nothing goes red in the next 5 working days.',
    'Nobody is over what they can carry.',
  ])
})

test('One child and one thing are spoken of as one', () => {
  const [first, second] = boardSentences({ unallocated: 1, late: 1, goingRed: 1, over: [] })
  assert.equal(first, '1 child has no worker.')
  assert.equal(second, '1 thing is late; 1 goes red in the next 5 working days.')
})

test('What was due yesterday is red, what is due today is not yet', () => {
  assert.equal(isRed(due('2026-11-22'), monday), true)
  assert.equal(isRed(due('2026-11-23'), monday), false)
  assert.equal(isRed(due('2026-11-23', '2026-11-23T10:00:00Z'), monday), true)
})

test('The Monday after is within five working days, the Tuesday after is not', () => {
  assert.equal(goesRed(due('2026-11-30'), monday), true)
  assert.equal(goesRed(due('2026-12-01'), monday), false)
  assert.equal(goesRed(due('2026-11-20'), monday), false)
})

test('A child who came this morning has waited working hours, one from Friday a working day', () => {
  assert.equal(waitedInWords(day('2026-11-23'), monday, zone), '2 working hours')
  assert.equal(waitedInWords(day('2026-11-20'), monday, zone), '1 working day')
  assert.equal(waitedInWords(day('2026-11-09'), monday, zone), '10 working days')
})

test('A board sorted by lateness puts the most late first, and equal rows by name', () => {
  const row = (name: string, late: number) => ({ name, children: 1, percent: 50, unseenDays: 3, late })
  const rows = [row('Cy', 1), row('Ada', 1), row('Ben', 4)]
  assert.deepEqual(
    sorted(rows, 'late').map((one) => one.name),
    ['Ben', 'Ada', 'Cy'],
  )
  assert.deepEqual(
    sorted(rows, 'name').map((one) => one.name),
    ['Ada', 'Ben', 'Cy'],
  )
})
