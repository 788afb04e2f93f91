import { join } from 'node:path'
import nunjucks from 'nunjucks'
import { ageOn, type Day, dayOf, monthNames, zone } from '../lib/day.ts'
import { pounds } from '../lib/money.ts'
import { mirrorState } from './looks.ts'
import { keepTemplates } from './ready-views.ts'

const root = join(import.meta.dirname, '..', '..')

export const viewFolders = [
  join(root, 'src', 'features'),
  join(root, 'src'),
  join(root, 'node_modules', 'govuk-frontend', 'dist'),
  join(root, 'node_modules', '@ministryofjustice', 'frontend'),
]

export const longDay = (day: Day | null | undefined): string =>
  day ? `${day.day} ${monthNames[day.month - 1]} ${day.year}` : ''
export const shortDay = (day: Day | null | undefined): string =>
  day ? `${day.day} ${monthNames[day.month - 1]!.slice(0, 3)} ${day.year}` : ''
export const moment = (at: Temporal.Instant | null | undefined): string => {
  if (!at) return ''
  const here = at.toZonedDateTimeISO(zone)
  return `${shortDay(here.toPlainDate())} at ${here.toPlainTime().toString({ smallestUnit: 'minute' })}`
}
/** The time a clock in England shows: "02:04". */
export const clock = (at: Temporal.Instant | null | undefined): string =>
  at ? at.toZonedDateTimeISO(zone).toPlainTime().toString({ smallestUnit: 'minute' }) : ''
/** "7 years", "5 months" under two, "not yet born". */
export const ageInWords = (bornOn: Day | null | undefined, on: Day): string => {
  if (!bornOn) return 'age not known'
  const years = ageOn(bornOn, on)
  if (years >= 2) return `${years} years`
  const age = bornOn.until(on, { largestUnit: 'month' })
  if (age.months + age.days < 0) return 'not yet born'
  return age.months === 0
    ? `${age.days} ${age.days === 1 ? 'day' : 'days'}`
    : `${age.months} ${age.months === 1 ? 'month' : 'months'}`
}

export type Render = (view: string, model: object) => string

let ready: Render | null = null

/** One for the whole process: a template is read and compiled when it is first shown, and never again. */
export const readyRenderer = (): Render => {
  ready ??= makeRenderer()
  return ready
}

export const makeRenderer = (options: { watch?: boolean } = {}): Render => {
  const environment = new nunjucks.Environment(
    new nunjucks.FileSystemLoader(viewFolders, { noCache: options.watch ?? false }),
    {
      autoescape: true,
      trimBlocks: true,
      lstripBlocks: true,
    },
  )
  if (!options.watch) keepTemplates(environment)
  environment.addFilter('day', longDay)
  environment.addFilter('shortDay', shortDay)
  environment.addFilter('moment', moment)
  environment.addFilter('clock', clock)
  environment.addFilter('age', ageInWords)
  const numbers = new Intl.NumberFormat('en-GB')
  environment.addFilter('number', (value: number) => numbers.format(value))
  environment.addFilter('pounds', pounds)
  environment.addFilter('mirror', mirrorState)
  // The MoJ timeline component prints its dates through a filter of this name; we hand it text that is ready.
  environment.addFilter('mojDate', (value: unknown) => String(value))
  environment.addFilter('date', (value: unknown) => String(value))
  environment.addGlobal('dayOf', dayOf)
  return (view, model) => environment.render(`${view}.njk`, model)
}
