import { scaleLinear } from 'd3-scale'
import { area, line } from 'd3-shape'
import { type Day, isAfter, monthNames } from '../../../lib/day.ts'
import { epochDay } from '../../../lib/working-days.ts'
import type { Point } from './readiness.ts'

// The share of children who are ready, as one line over the return year. Pure: points in, pixels out.

export type ReadinessChart = {
  width: number
  height: number
  left: number
  right: number
  bottom: number
  line: string
  under: string
  /** The day of today, and how high the line stands. */
  now: { x: number; y: number; label: string; labelY: number; anchor: 'start' | 'end' } | null
  months: { x: number; label: string; tickX: number }[]
  shares: { y: number; label: string }[]
  title: string
  description: string
}

const width = 640
const height = 230
const left = 46
const right = 624
const top = 16
const bottom = 200

const spokenDay = (day: Day): string => `${day.day} ${monthNames[day.month - 1]} ${day.year}`
const rounded = (n: number | undefined): number => Math.round((n ?? 0) * 10) / 10
type Drawn = Point & { percent: number }

/** What the line says, in words: where it began, where it stands, and its lowest where that is neither. */
const inWords = (points: readonly Drawn[]): string => {
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last) return 'No child is in this return yet.'
  const now = `On ${spokenDay(last.on)} ${last.ready} of ${last.children} children (${last.percent}%) are ready.`
  if (first === last) return now
  const went = last.percent > first.percent ? 'It rose' : last.percent < first.percent ? 'It fell' : 'It is the same as'
  const from =
    went === 'It is the same as'
      ? `${went} on ${spokenDay(first.on)}.`
      : `${went} from ${first.percent}% on ${spokenDay(first.on)}.`
  const lowest = points.reduce((low, one) => (one.percent < low.percent ? one : low))
  const low =
    lowest.percent < Math.min(first.percent, last.percent)
      ? ` The lowest was ${lowest.percent}%, on ${spokenDay(lowest.on)}.`
      : ''
  return `${now} ${from}${low}`
}

/** `title` names the return and its year. The year is drawn whole, so that what is left of it can be seen. */
export const readinessChart = (points: readonly Point[], year: number, title: string): ReadinessChart => {
  const starts = new Temporal.PlainDate(year - 1, 4, 1)
  const yearEnds = new Temporal.PlainDate(year, 3, 31)
  const newest = points.at(-1)?.on ?? starts
  const ends = isAfter(newest, yearEnds) ? newest : yearEnds
  const x = scaleLinear([epochDay(starts), epochDay(ends)], [left, right])
  const y = scaleLinear([0, 100], [bottom, top])
  const drawn = points.filter((point): point is Drawn => point.percent !== null)
  const px = (point: Drawn): number => rounded(x(epochDay(point.on)))
  const py = (point: Drawn): number => rounded(y(point.percent))
  const last = drawn.at(-1)
  const months: ReadinessChart['months'] = []
  for (let month = starts; !isAfter(month, ends); month = month.add({ months: 1 })) {
    const next = month.add({ months: 1 })
    const from = x(epochDay(month))
    const to = Math.min(right, x(epochDay(next)))
    if (to - from < 20) continue
    months.push({ x: rounded((from + to) / 2), tickX: rounded(from), label: monthNames[month.month - 1]!.slice(0, 3) })
  }
  return {
    width,
    height,
    left,
    right,
    bottom,
    line: drawn.length < 2 ? '' : (line<Drawn>().x(px).y(py)(drawn) ?? ''),
    under: drawn.length < 2 ? '' : (area<Drawn>().x(px).y0(bottom).y1(py)(drawn) ?? ''),
    now: last
      ? {
          x: px(last),
          y: py(last),
          label: `${last.percent}%`,
          labelY: rounded(py(last) < top + 18 ? py(last) + 22 : py(last) - 10),
          anchor: px(last) > right - 40 ? 'end' : 'start',
        }
      : null,
    months,
    shares: [0, 25, 50, 75, 100].map((share) => ({ y: rounded(y(share)), label: `${share}%` })),
    title,
    description: inWords(drawn),
  }
}
