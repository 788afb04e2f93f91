import { scaleLinear } from 'd3-scale'
import { ageOn, type Day, isAfter, isBefore } from '../../../lib/day.ts'
import { addMonths, epochDay } from '../../../lib/working-days.ts'
import { spellTitle } from '../chronology/in-words.ts'
import type { Spell } from '../journey/history.ts'
import type { SpellKind } from '../journey/kinds.ts'

// One line of a life, from birth towards 25: every kind of help the council gave, above one another, against the child's age.
// Pure: spells in, bars out, in pixels. Bars of one lane never overlap; what overlaps in time takes another row of the lane.

export const lanes: readonly { title: string; kinds: readonly SpellKind[]; fill: string }[] = [
  { title: 'Early help', kinds: ['early_help'], fill: '#00703c' },
  { title: 'Asked and assessed', kinds: ['contact', 'referral', 'assessment'], fill: '#1a65a6' },
  { title: 'Child in need', kinds: ['child_in_need_plan', 'short_breaks'], fill: '#b58840' },
  { title: 'Protection', kinds: ['section_47', 'child_protection_plan', 'emergency_protection'], fill: '#b01e1e' },
  { title: 'Court', kinds: ['pre_proceedings', 'proceedings', 'deprivation_of_liberty', 'remand'], fill: '#c2521b' },
  { title: 'In care', kinds: ['looked_after', 'unaccompanied'], fill: '#4c2c92' },
  { title: 'Homes', kinds: ['placement'], fill: '#6f72af' },
  { title: 'Permanence', kinds: ['adoption', 'permanence_order'], fill: '#28776d' },
  { title: 'Private fostering', kinds: ['private_fostering'], fill: '#8a5a12' },
  { title: 'Missing', kinds: ['missing'], fill: '#0b0c0c' },
  { title: 'Leaving care', kinds: ['care_leaver'], fill: '#147a79' },
]

export type Bar = {
  id: string
  x: number
  y: number
  width: number
  height: number
  fill: string
  open: boolean
  label: string
  from: Day
  to: Day | null
}
export type ChartLane = { title: string; y: number; height: number }
export type Tick = { x: number; label: string }
export type JourneyChart = {
  width: number
  height: number
  left: number
  lanes: ChartLane[]
  bars: Bar[]
  ticks: Tick[]
  todayX: number
  title: string
  description: string
}

const left = 152
const right = 700
const top = 30
const rowHeight = 16
const laneGap = 9
/** A day of a life is far less than a pixel: what is shorter is drawn this wide, so that it can be seen. */
const thinnest = 4

/** The ages a chart may end at, so that a baby's months are not lost at the edge of 25 years, and the ages marked on each. */
const marks: readonly (readonly number[])[] = [
  [0, 1, 2],
  [0, 1, 2, 3, 4, 5],
  [0, 2, 5, 8, 11],
  [0, 5, 11, 16, 18],
  [0, 5, 11, 16, 18, 21, 25],
]

const birthday = (bornOn: Day, age: number): Day => addMonths(bornOn, age * 12)

/** Null when there is nothing to draw. Where the date of birth is not known, years stand under the line instead of ages. */
export const journeyChart = (
  spells: readonly Spell[],
  bornOn: Day | null,
  today: Day,
  name: string,
): JourneyChart | null => {
  const drawn = spells.filter(
    (spell) => lanes.some((lane) => lane.kinds.includes(spell.kind)) && !isAfter(spell.startsOn, today),
  )
  const earliestStart = drawn.reduce<Day | null>(
    (first, spell) => (first === null || isBefore(spell.startsOn, first) ? spell.startsOn : first),
    null,
  )
  if (earliestStart === null) return null
  const begins = bornOn !== null && isBefore(bornOn, earliestStart) ? bornOn : earliestStart
  const age = bornOn === null ? null : ageOn(bornOn, today)
  const ages = age === null ? [] : (marks.find((one) => (one.at(-1) ?? 0) > age) ?? [...(marks.at(-1) ?? []), age + 1])
  const lastAge = ages.at(-1) ?? null
  const until = bornOn === null || lastAge === null ? addMonths(today, 3) : birthday(bornOn, lastAge)
  const scale = scaleLinear([epochDay(begins), Math.max(epochDay(until), epochDay(begins) + 1)], [left, right]).clamp(
    true,
  )
  const xOf = (on: Day): number => Math.round(scale(epochDay(on)) * 10) / 10
  const ticks: Tick[] =
    bornOn !== null && lastAge !== null
      ? ages.map((at) => ({ x: xOf(birthday(bornOn, at)), label: at === 0 ? 'Birth' : String(at) }))
      : Array.from({ length: until.year - begins.year + 1 }, (_, at) => begins.year + at)
          .map((year) => Temporal.PlainDate.from({ year, month: 1, day: 1 }))
          .filter((on) => !isBefore(on, begins) && !isAfter(on, until))
          .filter((_, at, all) => at % Math.ceil(all.length / 8) === 0)
          .map((on) => ({ x: xOf(on), label: String(on.year) }))

  const chartLanes: ChartLane[] = []
  const bars: Bar[] = []
  let y = top
  for (const lane of lanes) {
    const mine = drawn
      .filter((spell) => lane.kinds.includes(spell.kind))
      .toSorted((a, b) => epochDay(a.startsOn) - epochDay(b.startsOn))
    if (mine.length === 0) continue
    // Each row keeps where its last bar ends; a bar goes to the first row that is free by then.
    const rowsEnd: number[] = []
    for (const spell of mine) {
      const x = Math.min(xOf(spell.startsOn), right - thinnest)
      const end = spell.endsOn === null || isAfter(spell.endsOn, today) ? today : spell.endsOn
      const width = Math.max(thinnest, Math.round((xOf(end) - x) * 10) / 10)
      const free = rowsEnd.findIndex((ends) => ends <= x)
      const row = free === -1 ? rowsEnd.length : free
      rowsEnd[row] = x + width + 1
      bars.push({
        id: spell.id,
        x,
        y: y + row * rowHeight,
        width,
        height: rowHeight - 3,
        fill: lane.fill,
        open: spell.endsOn === null,
        label: spellTitle(spell),
        from: spell.startsOn,
        to: spell.endsOn,
      })
    }
    const height = rowsEnd.length * rowHeight
    chartLanes.push({ title: lane.title, y, height })
    y += height + laneGap
  }
  const kindsOfHelp = chartLanes.map((lane) => lane.title.toLowerCase())
  return {
    width: right + 24,
    height: y + 6,
    left,
    lanes: chartLanes,
    bars,
    ticks,
    todayX: xOf(today),
    title: `${name}'s journey so far`,
    description: `${bars.length === 1 ? 'One period' : `${bars.length} periods`} of ${kindsOfHelp.join(', ')}. The same facts stand in the table below.`,
  }
}
