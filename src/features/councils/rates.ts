import { type Day, isAfter } from '../../lib/day.ts'

/** How many children lived in a council on a day, as published. */
export type Population = { measuredOn: Day; aged0To17: number; everyone: number | null; source: string }

/** Children for every 10,000 aged 0 to 17, to one place, with the population it was counted against. */
export type Rate = { children: number; per10000: number; population: Population }

/** The newest population measured on or before a day; null before the first. */
export const populationOn = (populations: readonly Population[], on: Day): Population | null =>
  populations.reduce<Population | null>(
    (best, one) =>
      isAfter(one.measuredOn, on) || (best !== null && isAfter(best.measuredOn, one.measuredOn)) ? best : one,
    null,
  )

/** The rate on a day; null where no population had been measured by then. */
export const rateOn = (children: number, populations: readonly Population[], on: Day): Rate | null => {
  const population = populationOn(populations, on)
  return population === null
    ? null
    : { children, per10000: Math.round((children / population.aged0To17) * 100_000) / 10, population }
}

export type PopulationRow = Population & { usedUntil: Day | null; usedNow: boolean }

/** The populations newest first, each with the day until which rates were counted against it. */
export const populationHistory = (populations: readonly Population[], today: Day): PopulationRow[] => {
  const oldestFirst = populations.toSorted((a, b) => Temporal.PlainDate.compare(a.measuredOn, b.measuredOn))
  const now = populationOn(populations, today)
  return oldestFirst
    .map((one, at) => ({
      ...one,
      usedUntil: oldestFirst[at + 1]?.measuredOn.subtract({ days: 1 }) ?? null,
      usedNow: one === now,
    }))
    .reverse()
}
