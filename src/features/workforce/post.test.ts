import assert from 'node:assert/strict'
import { test } from 'node:test'
import { day } from '../../lib/day.ts'
import { fteTotals, fullTimeProblem, type HeldPost, overlapProblem, sharesProblem } from './post.ts'

const post = (fte: number, startsOn: string, endsOn: string | null = null, more: Partial<HeldPost> = {}): HeldPost => ({
  employerId: 911,
  title: 'Social worker',
  role: 'social worker',
  fte,
  startsOn: day(startsOn),
  endsOn: endsOn === null ? null : day(endsOn),
  ...more,
})

test('Half and half of one post add 0.5 to each council and 1 in total', () => {
  const { byCouncil, total } = fteTotals([
    {
      fte: 1,
      reach: [
        { councilId: 911, share: 50 },
        { councilId: 912, share: 50 },
      ],
    },
  ])
  assert.deepEqual(
    [...byCouncil],
    [
      [911, 0.5],
      [912, 0.5],
    ],
  )
  assert.equal(total, 1)
})

test('Two posts that make more than full time are refused with what is left', () => {
  const problem = fullTimeProblem(post(0.5, '2026-12-01'), [post(0.8, '2025-05-01')])
  assert.equal(
    problem,
    'They already work 0.8 of full time on 1 December 2026, so this would make 1.3. At most 0.2 is left',
  )
})

test('Two halves are one whole person and may stand', () => {
  assert.equal(fullTimeProblem(post(0.5, '2026-12-01'), [post(0.5, '2025-05-01')]), null)
})

test('A later post counts where it begins, not before', () => {
  const later = post(0.7, '2027-03-01')
  assert.equal(fullTimeProblem(post(0.5, '2026-12-01', '2027-02-28'), [later]), null)
  assert.match(fullTimeProblem(post(0.5, '2026-12-01'), [later]) ?? '', /on 1 March 2027/)
})

test('A post that has ended leaves room for the next from the day after', () => {
  assert.equal(fullTimeProblem(post(1, '2026-12-01'), [post(1, '2020-01-01', '2026-11-30')]), null)
  assert.match(fullTimeProblem(post(1, '2026-11-30'), [post(1, '2020-01-01', '2026-11-30')]) ?? '', /Nothing is left/)
})

test('The same post with the same council twice at one time is refused, another council’s is not', () => {
  assert.match(
    overlapProblem(post(0.2, '2026-12-01'), [post(0.5, '2025-05-01')]) ?? '',
    /already hold the post of Social worker with this council from 1 May 2025/,
  )
  assert.equal(overlapProblem(post(0.2, '2026-12-01'), [post(0.5, '2025-05-01', null, { employerId: 912 })]), null)
  assert.equal(overlapProblem(post(0.2, '2026-12-01'), [post(0.5, '2025-05-01', '2026-11-30')]), null)
})

test('Shares that do not come to 100 are refused with their sum', () => {
  assert.equal(
    sharesProblem([
      { councilId: 911, share: 60 },
      { councilId: 912, share: 30 },
    ]),
    'The shares must come to 100. They come to 90',
  )
  assert.equal(
    sharesProblem([
      { councilId: 911, share: 33.33 },
      { councilId: 912, share: 33.33 },
      { councilId: 913, share: 33.34 },
    ]),
    null,
  )
  assert.equal(sharesProblem([]), 'Enter the share of the post for at least one council')
})
