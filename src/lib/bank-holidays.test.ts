import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { bankHolidays, bankHolidaysOfYear } from './bank-holidays.ts'
import { day } from './day.ts'

test('bank holidays from 2012 to 2032 are weekdays, in order, each once', () => {
  assert.deepEqual([...new Set(bankHolidays)].sort(), bankHolidays)
  assert.equal(bankHolidays[0], '2012-01-02')
  assert.equal(bankHolidays.at(-1), '2032-12-28')
  for (const holiday of bankHolidays) assert.ok(day(holiday).dayOfWeek <= 5, holiday)
})

test('a year has eight bank holidays, and more in years of jubilees, weddings, a funeral and a coronation', () => {
  const more: Record<number, number> = { 1999: 9, 2002: 9, 2011: 9, 2012: 9, 2022: 10, 2023: 9 }
  for (let year = 1996; year <= 2099; year++) assert.equal(bankHolidaysOfYear(year).length, more[year] ?? 8, `${year}`)
})

test('the bank holidays that were announced for past years are the ones found by rule', () => {
  assert.deepEqual(bankHolidaysOfYear(2011), [
    '2011-01-03',
    '2011-04-22',
    '2011-04-25',
    '2011-04-29',
    '2011-05-02',
    '2011-05-30',
    '2011-08-29',
    '2011-12-26',
    '2011-12-27',
  ])
  assert.deepEqual(bankHolidaysOfYear(2012), [
    '2012-01-02',
    '2012-04-06',
    '2012-04-09',
    '2012-05-07',
    '2012-06-04',
    '2012-06-05',
    '2012-08-27',
    '2012-12-25',
    '2012-12-26',
  ])
  assert.deepEqual(bankHolidaysOfYear(2015), [
    '2015-01-01',
    '2015-04-03',
    '2015-04-06',
    '2015-05-04',
    '2015-05-25',
    '2015-08-31',
    '2015-12-25',
    '2015-12-28',
  ])
  assert.deepEqual(bankHolidaysOfYear(2016), [
    '2016-01-01',
    '2016-03-25',
    '2016-03-28',
    '2016-05-02',
    '2016-05-30',
    '2016-08-29',
    '2016-12-26',
    '2016-12-27',
  ])
  assert.deepEqual(bankHolidaysOfYear(2020), [
    '2020-01-01',
    '2020-04-10',
    '2020-04-13',
    '2020-05-08',
    '2020-05-25',
    '2020-08-31',
    '2020-12-25',
    '2020-12-28',
  ])
  assert.deepEqual(bankHolidaysOfYear(2021), [
    '2021-01-01',
    '2021-04-02',
    '2021-04-05',
    '2021-05-03',
    '2021-05-31',
    '2021-08-30',
    '2021-12-27',
    '2021-12-28',
  ])
})

test('Easter falls where the church says it falls', () => {
  const goodFridays = {
    2008: '03-21',
    2014: '04-18',
    2019: '04-19',
    2024: '03-29',
    2028: '04-14',
    2030: '04-19',
    2032: '03-26',
    2038: '04-23',
  }
  for (const [year, friday] of Object.entries(goodFridays)) {
    assert.ok(bankHolidaysOfYear(Number(year)).includes(`${year}-${friday}`), year)
  }
})

test('years before those that are known are refused', () => {
  assert.throws(() => bankHolidaysOfYear(1995), RangeError)
  assert.throws(() => bankHolidaysOfYear(2020.5), RangeError)
})

test('the list for 2022 to 2027 equals the one the Government published', (context) => {
  const published = new URL('../../../shared/domain/codes/england-bank-holidays.json', import.meta.url)
  if (!existsSync(published)) {
    context.diagnostic('Not compared: the published list is not beside this repository')
    return
  }
  const days = JSON.parse(readFileSync(published, 'utf8'))
  assert.deepEqual(
    bankHolidays.filter((holiday) => holiday >= '2022' && holiday < '2028'),
    days,
  )
})
