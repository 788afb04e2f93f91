import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { plainPounds, pounds, readPounds, shortPounds } from './money.ts'

test('Money is written with its pence where it has any', () => {
  assert.equal(pounds(800_000_000), '£8,000,000')
  assert.equal(pounds(15_527_325), '£155,273.25')
  assert.equal(pounds(-30_000), '-£300')
  assert.equal(shortPounds(125_000_000), '£1.25m')
  assert.equal(shortPounds(-58_000_000), '-£580k')
  assert.equal(shortPounds(95_000), '£950')
})

test('Money is read as people type it, to the penny', () => {
  for (const [text, pence] of [
    ['600000', 60_000_000],
    [' £1,250.50 ', 125_050],
    ['0.1', 10],
    ['7.', 700],
  ] as const)
    assert.deepEqual(readPounds(text, 'Budget'), { pence })
})

test('What is no money, is below nought or has parts of a penny is refused in words', () => {
  for (const [text, problem] of [
    ['-5', /£0 or more/],
    ['12.345', /whole pence/],
    ['lots', /amount of money/],
    ['1e6', /amount of money/],
    ['9999999999999', /million million/],
  ] as const) {
    const read = readPounds(text, 'Budget')
    assert.match('problem' in read ? read.problem : '', problem)
  }
})

test('What is written can be read again', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 100_000_000_000_000 }), (pence) => {
      assert.deepEqual(readPounds(pounds(pence), 'It'), { pence })
      assert.deepEqual(readPounds(plainPounds(pence), 'It'), { pence })
    }),
  )
})
