import { scaleBand, scaleLinear } from 'd3-scale'
import { yearInShort } from '../../../lib/financial-year.ts'
import { pounds, shortPounds } from '../../../lib/money.ts'

// What a shared service cost year by year, each council's part above the others. Pure: amounts in, pixels out.

export type Slice = { councilId: number; pence: number }
export type CostBar = { year: number; spent: boolean; slices: readonly Slice[] }

export type CostChart = {
  width: number
  height: number
  left: number
  right: number
  bottom: number
  bars: {
    label: string
    x: number
    width: number
    total: string
    totalY: number
    /** a year of which only the budget is known is drawn lighter */
    spent: boolean
    slices: { councilId: number; y: number; height: number; label: string | null; labelY: number }[]
  }[]
  marks: { y: number; label: string }[]
  title: string
  description: string
}

const width = 640
const height = 260
const left = 64
const right = 630
const top = 24
const bottom = 228
const round = (n: number): number => Math.round(n * 10) / 10

/** Null when there is nothing to draw. `nameOf` gives the short name that is written in a slice tall enough for it. */
export const costChart = (
  years: readonly CostBar[],
  nameOf: (councilId: number) => string,
  title: string,
): CostChart | null => {
  const bars = years.filter(({ slices }) => slices.some(({ pence }) => pence > 0)).sort((a, b) => a.year - b.year)
  if (bars.length === 0) return null
  const totals = bars.map(({ slices }) => slices.reduce((sum, { pence }) => sum + pence, 0))
  const y = scaleLinear([0, Math.max(...totals)], [bottom, top]).nice(4)
  const x = scaleBand(
    bars.map(({ year }) => year),
    [left, right],
  )
    .paddingInner(0.35)
    .paddingOuter(0.25)
  // A single year would otherwise be a wall.
  const thick = Math.min(x.bandwidth(), 90)
  const [first, last] = [bars[0]!, bars.at(-1)!]
  const told = (at: number): string => `${pounds(totals[at] as number)} in ${yearInShort(bars[at]!.year)}`
  return {
    width,
    height,
    left,
    right,
    bottom,
    bars: bars.map(({ year, spent, slices }, at) => {
      let from = 0
      const drawn = slices.map(({ councilId, pence }) => {
        const low = y(from)
        from += pence
        const tall = low - y(from)
        return {
          councilId,
          y: round(y(from)),
          height: round(tall),
          label: tall >= 16 && thick >= 40 ? nameOf(councilId) : null,
          labelY: round(y(from) + tall / 2 + 4),
        }
      })
      return {
        label: yearInShort(year),
        x: round((x(year) ?? left) + (x.bandwidth() - thick) / 2),
        width: round(thick),
        total: shortPounds(totals[at] as number),
        totalY: round(y(from) - 6),
        spent,
        slices: drawn,
      }
    }),
    marks: y.ticks(4).map((pence) => ({ y: round(y(pence)), label: shortPounds(pence) })),
    title,
    description:
      first === last
        ? `It cost ${told(0)}.`
        : `It went from ${told(0)} to ${told(bars.length - 1)}. The same amounts stand in the table.`,
  }
}
