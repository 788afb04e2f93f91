import type { Ask } from '../../../web/task.ts'

/** One line: words, a number to ring, a page to go to. */
export type DayLine = { strong: string; text: string; dial: string | null; href: string | null }
/** A part of My day that another feature keeps: who is on, what waits for a decision. */
export type DayPart = { title: string; lines: readonly DayLine[]; more: { href: string; text: string } | null }
export type DayTeller = (ask: Ask) => Promise<readonly DayPart[]>

const tellers: DayTeller[] = []

/** Adds parts to everybody's day, below what is due. Called once, where the service is put together. */
export const alsoOnMyDay = (teller: DayTeller): void => {
  if (!tellers.includes(teller)) tellers.push(teller)
}

export const partsOfDay = async (ask: Ask): Promise<DayPart[]> =>
  (await Promise.all(tellers.map((teller) => teller(ask)))).flat().filter((part) => part.lines.length > 0)
