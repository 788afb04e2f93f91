import { plainPounds, readPounds } from '../../../lib/money.ts'
import { readNumber } from '../../../web/number-field.ts'
import type { FieldErrors, FormState } from '../../../web/task.ts'
import { usualTolerance } from '../apportionment.ts'
import {
  CannotCharge,
  type CostYear,
  type JointPost,
  type Method,
  methodNames,
  type Party,
  type PartyRow,
  type Split,
  type Standing,
  splitOf,
} from './cost-year.ts'
import type { CostToSave, StoredCost } from './queries.ts'

// A year's cost as the form holds it. Names of fields end in the code of the council they are about: weight212.

/** Posts the form has room for beyond those there are. */
const spareRows = 3
export const mostPosts = 20

type Values = FormState['values']
const textOf = (values: Values, name: string): string => String([values[name] ?? ''].flat()[0] ?? '').trim()

/** The boxes as they stand for a year that was saved. */
export const boxesOf = (cost: StoredCost | null): Record<string, string> => {
  if (cost === null) return { method: 'equal', tolerance: String(usualTolerance), redundancySplit: 'equally' }
  const boxes: Record<string, string> = {
    method: cost.method,
    measured: cost.measured,
    budget: cost.method === 'days' || cost.method === 'posts' ? '' : plainPounds(cost.budget),
    actual: cost.method === 'days' ? '' : plainPounds(cost.actual),
    redundancy: cost.redundancy === 0 ? '' : plainPounds(cost.redundancy),
    redundancySplit: cost.redundancySplit,
    tolerance: String(cost.tolerance),
    dayRate: plainPounds(cost.terms.dayRate ?? null),
    equalPart: cost.terms.equalPart === undefined ? '' : String(cost.terms.equalPart),
    overrideReason: cost.overrideReason ?? '',
    units: cost.units === null ? '' : String(cost.units),
    unitName: cost.unitName,
    note: cost.note,
  }
  for (const row of cost.rows) {
    const put = (name: string, value: number | null) => {
      if (value !== null) boxes[`${name}${row.councilId}`] = String(value)
    }
    put('weight', row.weight)
    put('happened', row.happened)
    put('override', row.overrideShare)
    if (row.former !== null) boxes[`former${row.councilId}`] = plainPounds(row.former)
    if (row.onAccount > 0) boxes[`paid${row.councilId}`] = plainPounds(row.onAccount)
  }
  for (const [index, post] of (cost.terms.posts ?? []).entries()) {
    boxes[`post${index + 1}Title`] = post.title
    boxes[`post${index + 1}Pounds`] = plainPounds(post.pence)
    for (const { councilId, weight } of post.shares) boxes[`post${index + 1}Share${councilId}`] = String(weight)
  }
  return boxes
}

/** How many rows of posts the form shows. */
export const postRows = (values: Values): number => {
  let filled = 0
  for (let at = 1; at <= mostPosts; at++)
    if (textOf(values, `post${at}Title`) || textOf(values, `post${at}Pounds`)) filled = at
  return Math.min(mostPosts, filled + spareRows)
}

export type CostRead = { cost: CostToSave; split: Split } | { errors: FieldErrors }

/**
 * What the boxes say, and how it splits; or what is wrong, by field. `ids`: the councils that are parties in the year.
 * Boxes that belong to another method are left out of what is kept.
 */
export const readCost = (
  values: Values,
  year: number,
  ids: readonly number[],
  parties: readonly Party[],
  standing: Standing,
): CostRead => {
  const errors: Record<string, string> = {}
  const money = (name: string, what: string): number | null => {
    const text = textOf(values, name)
    if (text === '') return null
    const read = readPounds(text, what)
    if ('pence' in read) return read.pence
    errors[name] = read.problem
    return null
  }
  const number = (name: string, what: string, most: number, decimals = 4): number | null => {
    const text = textOf(values, name)
    if (text === '') return null
    const read = readNumber(text, { what, empty: '', least: 0, most, decimals })
    if ('number' in read) return read.number
    errors[name] = read.problem
    return null
  }
  const words = (name: string, limit: number, what: string): string => {
    const text = textOf(values, name).normalize('NFC')
    if (text.length > limit) errors[name] = `${what} must be ${limit} characters or fewer`
    // What a database or a printer cannot keep.
    if (/(?![\t\n\r])\p{Cc}|\p{Cs}|[\ufffe\uffff]/u.test(text))
      errors[name] = `${what} contains a character that cannot be kept. Type it again without it`
    return text
  }
  const named = textOf(values, 'method')
  if (!methodNames.includes(named as Method)) return { errors: { method: 'Select how the cost is split' } }
  const method = named as Method

  const weighs = !['equal', 'posts'].includes(method)
  const percent = method === 'percentage'
  const rows = ids.map(
    (councilId): PartyRow => ({
      councilId,
      weight: weighs ? number(`weight${councilId}`, percent ? 'Percentage' : 'Measure', percent ? 100 : 1e9) : null,
      happened: weighs ? number(`happened${councilId}`, 'What happened', 1e9) : null,
      former: method === 'damped' ? money(`former${councilId}`, 'What was paid before') : null,
      overrideShare: number(`override${councilId}`, 'Percentage', 100),
      onAccount: money(`paid${councilId}`, 'Paid on account') ?? 0,
    }),
  )
  if (rows.some((row) => row.happened !== null) && rows.some((row) => row.happened === null)) {
    for (const row of rows)
      if (row.happened === null)
        errors[`happened${row.councilId}`] ??= 'Enter what happened for every council, or for none'
  }
  const reason = words('overrideReason', 1000, 'The reason')
  const overrides = reason !== '' || rows.some((row) => row.overrideShare !== null)
  if (overrides && reason === '') errors.overrideReason = 'Say in a sentence why other shares are charged'

  const terms: CostYear['terms'] = {}
  if (method === 'days') {
    const rate = money('dayRate', 'The day rate')
    if (rate !== null) terms.dayRate = rate
    else errors.dayRate ??= 'Enter what a day costs'
  }
  if (method === 'blended') {
    const part = number('equalPart', 'The part borne equally', 100, 2)
    if (part !== null) terms.equalPart = part
    else errors.equalPart ??= 'Enter which percentage of the cost is borne equally'
  }
  const slots: number[] = []
  if (method === 'posts') terms.posts = readPosts(values, ids, { money, number, words }, errors, slots)

  const redundancySplit = textOf(values, 'redundancySplit') === 'as the cost' ? 'as the cost' : 'equally'
  const units = number('units', 'The number of units', 1e12, 2)
  const unitName = words('unitName', 60, 'The unit')
  if (units === 0) errors.units = 'The number of units must be more than 0. Leave it empty when it is not known'
  if (units !== null && unitName === '') errors.unitName ??= 'Enter what the units are, for example calls answered'
  if (units === null && unitName !== '') errors.units ??= 'Enter how many there were, or leave out what they are'
  const cost: CostToSave = {
    year,
    method,
    terms,
    measured: weighs ? words('measured', 200, 'What is counted') : '',
    budget: method === 'days' || method === 'posts' ? null : money('budget', 'The budget'),
    actual: method === 'days' ? null : money('actual', 'The cost'),
    redundancy: money('redundancy', 'The cost of redundancies') ?? 0,
    redundancySplit,
    tolerance: number('tolerance', 'The tolerance', 100, 2) ?? usualTolerance,
    overrideReason: overrides ? reason : null,
    rows,
    units,
    unitName: units === null ? '' : unitName,
    note: words('note', 1000, 'The note'),
  }
  if (cost.budget === null && cost.actual === null && method !== 'days' && method !== 'posts')
    errors.budget ??= 'Enter the budget, or what it cost'
  if (Object.keys(errors).length > 0) return { errors }
  try {
    const split = splitOf(cost, parties, standing)
    return { cost: { ...cost, budget: split.budget, actual: split.actual }, split }
  } catch (error) {
    if (!(error instanceof CannotCharge)) throw error
    // Rows of posts may have been left empty in between.
    const field = error.field.replace(/^post(\d+)(?=Share)/, (_, at: string) => `post${slots[Number(at) - 1] ?? at}`)
    return { errors: { [field]: error.message } }
  }
}

type Readers = {
  money: (name: string, what: string) => number | null
  number: (name: string, what: string, most: number, decimals?: number) => number | null
  words: (name: string, limit: number, what: string) => string
}
const readPosts = (
  values: Values,
  ids: readonly number[],
  { money, number, words }: Readers,
  errors: Record<string, string>,
  slots: number[],
): JointPost[] => {
  const posts: JointPost[] = []
  for (let at = 1; at <= mostPosts; at++) {
    const title = words(`post${at}Title`, 100, 'The post')
    const pence = money(`post${at}Pounds`, 'The cost of the post')
    const shares = ids.map((councilId) => ({
      councilId,
      weight: number(`post${at}Share${councilId}`, 'Percentage', 100),
    }))
    if (title === '' && textOf(values, `post${at}Pounds`) === '' && shares.every(({ weight }) => weight === null))
      continue
    if (title === '') errors[`post${at}Title`] ??= 'Enter which post it is'
    if (pence === null) errors[`post${at}Pounds`] ??= 'Enter what the post costs in the year'
    slots.push(at)
    posts.push({
      title,
      pence: pence ?? 0,
      shares: shares.map(({ councilId, weight }) => ({ councilId, weight: weight ?? 0 })),
    })
  }
  return posts
}
