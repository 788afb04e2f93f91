import { isBefore, isSame, latest } from '../../../lib/day.ts'
import type { Ssda903Row } from '../ssda903/tables.ts'

// The SSDA903 return cuts a child's time in care into episodes: a new one for every change of legal status, placement or
// carer. The record keeps three kinds of spell instead, so the episodes are put together again: a period of care from an
// episode that started it (RNE = S) to a reason other than X1; in it, each legal status and each placement for as long as
// it lasted. Nothing is judged: episodes that overlap or contradict one another give spells that do.

export type Episode = Ssda903Row<'Episodes'>

/** Episodes in a row that are one spell. `begunBefore`: the first of them says that it only goes on. */
export type Stretch = { episodes: [Episode, ...Episode[]]; begunBefore: boolean }

export type PeriodOfCare = Stretch & {
  /** null: still in care */
  endsOn: Episode['DEC']
  endCode: string | null
  statuses: Stretch[]
  placements: Stretch[]
}

const order = (a: Episode, b: Episode): number => {
  const byStart = Temporal.PlainDate.compare(a.DECOM, b.DECOM)
  if (byStart !== 0) return byStart
  if (a.DEC !== null && b.DEC !== null) {
    const byEnd = Temporal.PlainDate.compare(a.DEC, b.DEC)
    if (byEnd !== 0) return byEnd
  } else if (a.DEC !== b.DEC) return a.DEC === null ? 1 : -1
  return a.sourceKey < b.sourceKey ? -1 : a.sourceKey > b.sourceKey ? 1 : 0
}

/** True when an episode's reason for ceasing ends the period of care and not only the episode. */
export const endsCare = (episode: Episode): boolean => episode.REC !== null && episode.REC !== 'X1'

const last = (stretch: { episodes: readonly Episode[] }): Episode => stretch.episodes.at(-1) as Episode

/** One that is said to end before it began stands alone, or it would take what it goes on from away with it. */
const followsAtOnce = (before: Episode, after: Episode): boolean =>
  before.DEC !== null && isSame(before.DEC, after.DECOM) && (after.DEC === null || !isBefore(after.DEC, after.DECOM))

/** What the reason for a new episode says has changed; a reason that is blank or not in the list says nothing. */
const saysStatusChanged = (reason: string | null): boolean => reason === 'L' || reason === 'B' || reason === 'U'
const saysPlacementChanged = (reason: string | null): boolean =>
  reason === 'P' || reason === 'T' || reason === 'B' || reason === 'U'

const samePlacement = (a: Episode, b: Episode): boolean =>
  a.PLACE === b.PLACE && a.PLACE_PROVIDER === b.PLACE_PROVIDER && a.URN === b.URN && a.PL_POST === b.PL_POST

// An episode that says nothing changed and in which nothing did would vanish: it stays a legal status of its own.
const statusGoesOn = (before: Episode, after: Episode): boolean =>
  followsAtOnce(before, after) &&
  before.LS === after.LS &&
  !saysStatusChanged(after.RNE) &&
  !placementGoesOn(before, after)

const placementGoesOn = (before: Episode, after: Episode): boolean =>
  followsAtOnce(before, after) && samePlacement(before, after) && !saysPlacementChanged(after.RNE)

const stretches = (
  episodes: readonly Episode[],
  goesOn: (before: Episode, after: Episode) => boolean,
  firstBegunBefore: boolean,
): Stretch[] => {
  const found: Stretch[] = []
  for (const episode of episodes) {
    const open = found.at(-1)
    if (open && goesOn(last(open), episode)) open.episodes.push(episode)
    else found.push({ episodes: [episode], begunBefore: found.length === 0 && firstBegunBefore })
  }
  return found
}

/** A period holds all its episodes: its last day is theirs, even where the last of them is said to end before it began. */
const lastDay = (episodes: readonly Episode[]): Episode['DEC'] =>
  latest(...episodes.flatMap(({ DEC }) => (DEC === null ? [] : [DEC])))

/** One child's episodes, in any order, as periods of care. */
export const periodsOfCare = (rows: readonly Episode[]): PeriodOfCare[] => {
  const periods: [Episode, ...Episode[]][] = []
  for (const episode of rows.toSorted(order)) {
    const open = periods.at(-1)
    const before = open?.at(-1)
    if (open && before && episode.RNE !== 'S' && !endsCare(before)) open.push(episode)
    else periods.push([episode])
  }
  return periods.map((episodes, index) => {
    const first = episodes[0]
    const end = episodes.at(-1) as Episode
    const begunBefore = index === 0 && first.RNE !== 'S'
    // X1 promises another episode. When none came the child is still in care; when the next one starts care anew, not.
    const promised = end.REC === 'X1' && index === periods.length - 1
    return {
      episodes,
      begunBefore,
      endsOn: promised || end.DEC === null ? null : lastDay(episodes),
      endCode: promised ? null : end.REC,
      statuses: stretches(episodes, statusGoesOn, begunBefore && (first.RNE === 'P' || first.RNE === 'T')),
      placements: stretches(episodes, placementGoesOn, begunBefore && first.RNE === 'L'),
    }
  })
}

/**
 * The reason for a new episode where it cannot be told from what changed: such a reason is kept beside the record.
 * Null where what changed says the same.
 */
export const unexpectedReason = (before: Episode | null, episode: Episode): string | null => {
  if (before === null) return episode.RNE === 'S' ? null : episode.RNE
  const status = before.LS !== episode.LS
  const placement = !samePlacement(before, episode)
  const fits = status && placement ? ['B', 'U'] : status ? ['L'] : placement ? ['P', 'T'] : []
  return episode.RNE !== null && !fits.includes(episode.RNE) ? episode.RNE : null
}
