import { scaleBand, scaleLinear } from 'd3-scale'
import { line } from 'd3-shape'
import { yearInShort } from '../../../lib/financial-year.ts'
import { pounds, shortPounds } from '../../../lib/money.ts'
import { type Figure, type Series, seriesNames } from './queries.ts'

// Plots of the ledger and of a council's own years. Pure: amounts in, pixels out; the same numbers stand in a table.

const width = 640
const left = 64
const right = 630
const round = (n: number): number => Math.round(n * 10) / 10
type Mark = { y: number; label: string }

export type SavingsChart = {
  width: number
  height: number
  left: number
  right: number
  zero: number
  bottom: number
  bars: { x: number; y: number; width: number; height: number; label: string; middle: number }[]
  cumulative: string
  points: { x: number; y: number }[]
  last: { x: number; y: number; label: string }
  marks: Mark[]
  title: string
  description: string
}

/** Bars: what each year saved or cost. Line: what that comes to from the first year on. Null when there is nothing. */
export const savingsChart = (
  years: readonly { year: number; net: number; cumulative: number }[],
  title: string,
): SavingsChart | null => {
  const [first, last] = [years[0], years.at(-1)]
  if (!first || !last) return null
  const [top, bottom] = [20, 220]
  const all = years.flatMap(({ net, cumulative }) => [net, cumulative])
  const y = scaleLinear([Math.min(0, ...all), Math.max(0, ...all, 1)], [bottom, top]).nice(4)
  const x = scaleBand(
    years.map(({ year }) => year),
    [left, right],
  )
    .paddingInner(0.4)
    .paddingOuter(0.3)
  const thick = Math.min(70, x.bandwidth())
  const middle = (year: number): number => (x(year) ?? left) + x.bandwidth() / 2
  const points = years.map(({ year, cumulative }) => ({ x: round(middle(year)), y: round(y(cumulative)) }))
  const end = points.at(-1)!
  return {
    width,
    height: bottom + 32,
    left,
    right,
    zero: round(y(0)),
    bottom,
    bars: years.map(({ year, net }) => ({
      x: round(middle(year) - thick / 2),
      y: round(Math.min(y(0), y(net))),
      width: round(thick),
      height: round(Math.abs(y(0) - y(net))),
      label: yearInShort(year),
      middle: round(middle(year)),
    })),
    cumulative:
      points.length < 2
        ? ''
        : (line<{ x: number; y: number }>()
            .x((point) => point.x)
            .y((point) => point.y)(points) ?? ''),
    points,
    last: { x: end.x, y: round(end.y < top + 16 ? end.y + 20 : end.y - 9), label: shortPounds(last.cumulative) },
    marks: y.ticks(4).map((pence) => ({ y: round(y(pence)), label: shortPounds(pence) })),
    title,
    description:
      first === last
        ? `${yearInShort(last.year)}: ${pounds(last.net)}.`
        : `From ${yearInShort(first.year)} to ${yearInShort(last.year)} it comes to ${pounds(last.cumulative)} in all; ${yearInShort(last.year)} alone to ${pounds(last.net)}.`,
  }
}

export const seriesWords: Record<Series, { title: string; unit: string; write: (value: number) => string }> = {
  budget: { title: 'Budget', unit: 'pounds', write: (value) => pounds(Math.round(value * 100)) },
  demand: { title: 'Demand', unit: 'index', write: (value) => value.toLocaleString('en-GB') },
  staff: { title: 'Staff', unit: 'full-time equivalents', write: (value) => value.toLocaleString('en-GB') },
}

export type FiguresChart = {
  width: number
  height: number
  left: number
  right: number
  panels: {
    title: string
    top: number
    bottom: number
    colour: string
    path: string
    points: { x: number; y: number }[]
    marks: Mark[]
    last: { x: number; y: number; label: string } | null
  }[]
  years: { x: number; label: string }[]
  axisY: number
  title: string
  description: string
}

const colours: Record<Series, string> = { budget: '#1a65a6', demand: '#b01e1e', staff: '#00703c' }
const short = (series: Series, value: number): string =>
  series === 'budget'
    ? shortPounds(Math.round(value * 100))
    : value.toLocaleString('en-GB', { maximumFractionDigits: 1 })

/** Budget, demand and staff above one another over one axis of years; a year that is missing in one leaves a gap there. */
export const figuresChart = (figures: readonly Figure[], title: string): FiguresChart | null => {
  if (figures.length === 0) return null
  const years = figures.map(({ year }) => year)
  const [from, to] = [Math.min(...years), Math.max(...years)]
  const x = scaleLinear([from, to === from ? from + 1 : to], [left + 10, right - 78])
  const tall = 74
  const gap = 26
  const panels = seriesNames.map((series, at) => {
    const own = figures.filter((one) => one.series === series).sort((a, b) => a.year - b.year)
    const top = 26 + at * (tall + gap)
    const bottom = top + tall
    const y = scaleLinear([0, Math.max(1, ...own.map(({ value }) => value))], [bottom, top]).nice(2)
    const points = own.map(({ year, value }) => ({ year, x: round(x(year)), y: round(y(value)) }))
    // A line only between years that follow one another.
    const runs: (typeof points)[] = []
    for (const point of points) {
      const run = runs.at(-1)
      if (run && run.at(-1)?.year === point.year - 1) run.push(point)
      else runs.push([point])
    }
    const draw = line<{ x: number; y: number }>()
      .x((point) => point.x)
      .y((point) => point.y)
    const newest = own.at(-1)
    const end = points.at(-1)
    return {
      title: `${seriesWords[series].title}, ${seriesWords[series].unit}${own.length === 0 ? ': not recorded' : ''}`,
      top,
      bottom,
      colour: colours[series],
      path: runs
        .filter((run) => run.length > 1)
        .map((run) => draw(run) ?? '')
        .join(''),
      points: points.map((point) => ({ x: point.x, y: point.y })),
      marks: y.ticks(2).map((value) => ({ y: round(y(value)), label: short(series, value) })),
      last: newest && end ? { x: end.x + 8, y: end.y + 4, label: short(series, newest.value) } : null,
    }
  })
  const bottom = panels.at(-1)!.bottom
  const step = Math.max(1, Math.ceil((to - from + 1) / 8))
  const told = seriesNames.flatMap((series) => {
    const own = figures.filter((one) => one.series === series).sort((a, b) => a.year - b.year)
    const [first, last] = [own[0], own.at(-1)]
    if (!first || !last) return []
    const { title: name, write } = seriesWords[series]
    return first === last
      ? [`${name}: ${write(first.value)} in ${yearInShort(first.year)}.`]
      : [
          `${name}: from ${write(first.value)} in ${yearInShort(first.year)} to ${write(last.value)} in ${yearInShort(last.year)}.`,
        ]
  })
  return {
    width,
    height: bottom + 34,
    left,
    right,
    panels,
    years: Array.from({ length: to - from + 1 }, (_, at) => from + at)
      .filter((_, at) => at % step === 0)
      .map((year) => ({ x: round(x(year)), label: yearInShort(year) })),
    axisY: bottom,
    title,
    description: told.join(' '),
  }
}
