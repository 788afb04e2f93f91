import { scaleLinear } from 'd3-scale'
import { line } from 'd3-shape'
import { type Day, monthNames } from '../../../lib/day.ts'
import { epochDay } from '../../../lib/working-days.ts'
import { amount, type Measure } from './guard.ts'

// One measure over time against the time before sharing. Pure: readings in, pixels out.

export type MeasureChart = {
  id: string
  width: number
  height: number
  left: number
  right: number
  path: string
  points: { x: number; y: number }[]
  /** the level before sharing, and how far behind it counts */
  baseline: { y: number; limitY: number; label: string } | null
  ends: { x: number; label: string; anchor: 'start' | 'end' }[]
  last: { x: number; y: number; label: string }
  axisY: number
  title: string
  description: string
}

const width = 420
const left = 12
const right = 350
const [top, bottom] = [16, 96]
const round = (n: number): number => Math.round(n * 10) / 10
const spoken = (on: Day): string => `${monthNames[on.month - 1]!.slice(0, 3)} ${on.year}`

/** Null where there is no reading to draw. */
export const measureChart = (measure: Measure, council: string): MeasureChart | null => {
  const [first, last] = [measure.readings[0], measure.readings.at(-1)]
  if (!first || !last) return null
  const limit =
    measure.baseline === null
      ? null
      : measure.higherIsBetter
        ? measure.baseline - measure.tolerance
        : measure.baseline + measure.tolerance
  const all = [
    ...measure.readings.map(({ value }) => value),
    ...(measure.baseline === null || limit === null ? [] : [measure.baseline, limit]),
  ]
  const [low, high] = [Math.min(...all), Math.max(...all)]
  const room = Math.max((high - low) * 0.15, 0.5)
  const y = scaleLinear([low - room, high + room], [bottom, top])
  const [from, to] = [epochDay(first.on), epochDay(last.on)]
  const x = scaleLinear([from, to === from ? from + 1 : to], [left + 8, right - 8])
  const points = measure.readings.map(({ on, value }) => ({ x: round(x(epochDay(on))), y: round(y(value)) }))
  const end = points.at(-1)!
  const before =
    measure.baseline === null
      ? 'Nobody measured it before sharing.'
      : `Before sharing it was ${amount(measure.baseline, measure.unit)} (${measure.baselinePeriod}).`
  return {
    id: measure.measureId,
    width,
    height: bottom + 26,
    left,
    right,
    path:
      points.length < 2
        ? ''
        : (line<{ x: number; y: number }>()
            .x((point) => point.x)
            .y((point) => point.y)(points) ?? ''),
    points,
    baseline:
      measure.baseline === null || limit === null
        ? null
        : { y: round(y(measure.baseline)), limitY: round(y(limit)), label: 'before' },
    ends:
      points.length < 2
        ? [{ x: points[0]!.x, label: spoken(first.on), anchor: 'start' }]
        : [
            { x: points[0]!.x, label: spoken(first.on), anchor: 'start' },
            { x: end.x, label: spoken(last.on), anchor: 'end' },
          ],
    last: { x: end.x + 8, y: end.y + 5, label: amount(last.value, measure.unit) },
    axisY: bottom,
    title: `${measure.name} in ${council}`,
    description: `${before} On ${last.on.day} ${monthNames[last.on.month - 1]} ${last.on.year} it was ${amount(last.value, measure.unit)}.`,
  }
}
