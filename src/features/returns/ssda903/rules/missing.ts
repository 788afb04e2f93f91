// When children were missing from care or away from their placement without authorisation.
import { isReadable, isUnreadable } from '../../engine/rows.ts'
import { type Child, type Episode, type Row, rules, turns } from '../child.ts'
import { areStartsReadable, isLater, isNoCode } from './cells.ts'

type Absence = Row<'Missing'>

/** From a day to a day, the last included; null while it goes on, NaN when nobody can read the end. */
type Span = { start: number; end: number | null }

/** None when one of them has a start that nobody can read, since it may be the one that is asked for. */
const episodesOf = (child: Child): Span[] =>
  areStartsReadable(child) ? child.episodes.map(({ DECOM, DEC }) => ({ start: DECOM as number, end: DEC })) : []

/** Episodes of which each begins by the day the one before it ends, taken together. */
const periodsOfCare = (child: Child): Span[] => {
  const periods: Span[] = []
  for (const { start, end } of episodesOf(child)) {
    const current = periods.at(-1)
    if (current && !isLater(start, current.end)) current.end = end
    else periods.push({ start, end })
  }
  return periods
}

/** False only when the day surely lies outside. */
const mayLieIn = ({ start, end }: Span, day: number): boolean => day >= start && (end === null || !(day > end))

const startsOutside = (spans: readonly Span[], { MIS_START }: Absence): boolean =>
  isReadable(MIS_START) && spans.length > 0 && !spans.some((span) => mayLieIn(span, MIS_START))

/**
 * The day on which the placement of an episode ended: the day the episode did, unless the next one is there only because
 * the legal status changed.
 */
const placementEnd = (episode: Episode): number | null => {
  let last = episode
  while (last.next && last.next.RNE === 'L' && last.next.DECOM === last.DEC) last = last.next
  return last.DEC
}

/**
 * Absences in the order of the day up to which they are known: their end, or their start while they go on. Each that
 * overlaps any other then overlaps the one before it, or follows one that goes on.
 */
const inTurn = (child: Child): Absence[] => {
  const known = ({ MIS_START, MIS_END }: Absence): number => (MIS_END ?? MIS_START) as number
  return child.inOrder.Missing.filter(({ MIS_END }) => !isUnreadable(MIS_END)).sort(
    (a, b) => known(a) - known(b) || (a.MIS_START as number) - (b.MIS_START as number),
  )
}

export const missing = rules([
  {
    code: '1006',
    since: 2023,
    says: 'Whether the child was missing or away without authorisation is neither M nor A',
    fix: 'Put M in MISSING if nobody knew where the child was, or A if it was known',
    who: 'social worker',
    severity: 'error',
    stage: 1,
    blames: { Missing: ['MISSING'] },
    each: 'Missing',
    wrong: ({ MISSING }) => isNoCode('ssda903-missing-type', MISSING),
  },
  {
    code: '1004',
    since: 2023,
    says: 'The day on which the child went missing is blank or not a real date',
    fix: 'Write MIS_START as DD/MM/YYYY, a day that is in the calendar',
    who: 'social worker',
    severity: 'error',
    stage: 1,
    blames: { Missing: ['MIS_START'] },
    each: 'Missing',
    wrong: ({ MIS_START }) => !isReadable(MIS_START),
  },
  {
    code: '1005',
    since: 2023,
    says: 'The day on which the child was no longer missing is not a real date',
    fix: 'Write MIS_END as DD/MM/YYYY, a day that is in the calendar, or leave it blank while the child is missing',
    who: 'social worker',
    severity: 'error',
    stage: 1,
    blames: { Missing: ['MIS_END'] },
    each: 'Missing',
    wrong: ({ MIS_END }) => isUnreadable(MIS_END),
  },
  {
    code: '564',
    since: 2023,
    says: 'The child is shown as missing or away without the day on which that began',
    fix: 'Fill in MIS_START',
    who: 'social worker',
    severity: 'error',
    stage: 1,
    blames: { Missing: ['MISSING', 'MIS_START'] },
    each: 'Missing',
    wrong: ({ MISSING, MIS_START }) => MISSING !== null && MIS_START === null,
  },
  {
    code: '565',
    since: 2023,
    says: 'An absence has a start date but it is not said whether the child was missing or away',
    fix: 'Put M or A in MISSING',
    who: 'social worker',
    severity: 'error',
    stage: 1,
    blames: { Missing: ['MISSING', 'MIS_START'] },
    each: 'Missing',
    wrong: ({ MISSING, MIS_START }) => MISSING === null && MIS_START !== null,
  },
  {
    code: '566',
    since: 2023,
    says: 'An absence has an end date but it is not said whether the child was missing or away',
    fix: 'Put M or A in MISSING',
    who: 'social worker',
    severity: 'error',
    stage: 1,
    blames: { Missing: ['MISSING', 'MIS_END'] },
    each: 'Missing',
    wrong: ({ MISSING, MIS_END }) => MISSING === null && MIS_END !== null,
  },
  {
    code: '567',
    since: 2023,
    says: 'The absence ends before it begins',
    fix: 'Correct MIS_START or MIS_END',
    who: 'social worker',
    severity: 'error',
    stage: 1,
    blames: { Missing: ['MIS_START', 'MIS_END'] },
    each: 'Missing',
    wrong: ({ MIS_START, MIS_END }) => isLater(MIS_START, MIS_END),
  },
  {
    code: '586',
    since: 2023,
    says: 'The absence begins before the child was born',
    fix: 'Correct MIS_START or DOB',
    who: 'social worker',
    severity: 'error',
    stage: 1,
    blames: { Missing: ['MIS_START'] },
    each: 'Missing',
    wrong: ({ DOB, MIS_START }) => isLater(DOB, MIS_START),
  },
  {
    code: '570',
    since: 2023,
    says: 'The absence begins after the year of the return',
    fix: 'Correct MIS_START, or leave the absence for the next return',
    who: 'social worker',
    severity: 'error',
    stage: 1,
    blames: { Missing: ['MIS_START'] },
    each: 'Missing',
    wrong: ({ MIS_START }, run) => isLater(MIS_START, run.end),
  },
  {
    code: '571',
    since: 2023,
    says: 'The absence ends outside the year of the return',
    fix: 'Correct MIS_END: leave it blank if the child was still missing on 31 March, and take out absences of earlier years',
    who: 'social worker',
    severity: 'error',
    stage: 1,
    blames: { Missing: ['MIS_END'] },
    each: 'Missing',
    wrong: ({ MIS_END }, run) => isLater(run.start, MIS_END) || isLater(MIS_END, run.end),
  },
  {
    code: '574',
    since: 2023,
    says: 'The absence overlaps another of the same child, or begins while another still goes on',
    fix: 'Correct MIS_START and MIS_END so that one absence ends before the next begins',
    who: 'social worker',
    severity: 'error',
    stage: 2,
    blames: { Missing: ['MIS_START', 'MIS_END'] },
    check: (child, blame) => {
      const absences = inTurn(child)
      for (let i = 1; i < absences.length; i++) {
        const [before, absence] = [absences[i - 1]!, absences[i]!]
        if (before.MIS_END === null || isLater(before.MIS_END, absence.MIS_START)) blame(absence)
      }
    },
  },
  {
    code: '578',
    since: 2023,
    says: 'The absence begins outside every period in which the child was in care: after they left, or before they came',
    fix: 'Correct MIS_START or the episodes, or take the absence out: only children in care are missing from care',
    who: 'social worker',
    severity: 'error',
    stage: 2,
    blames: { Missing: ['MIS_START'] },
    reads: ['Episodes'],
    each: 'Missing',
    wrong: (row) => startsOutside(periodsOfCare(row.child), row),
  },
  {
    code: '581',
    since: 2023,
    says: 'No episode covers the day on which the child went missing: they were not yet, or no longer, looked after',
    fix: 'Correct MIS_START, or DECOM and DEC of the episode the child went missing from',
    who: 'social worker',
    severity: 'error',
    stage: 2,
    blames: { Missing: ['MIS_START'] },
    reads: ['Episodes'],
    each: 'Missing',
    wrong: (row) => startsOutside(episodesOf(row.child), row),
  },
  {
    code: '575',
    since: 2023,
    says: 'The placement from which the child went missing has ended but the absence has not',
    fix: 'Give MIS_END: an absence ends at the latest with the placement',
    who: 'social worker',
    severity: 'error',
    stage: 2,
    blames: { Missing: ['MIS_END'] },
    reads: ['Episodes'],
    each: 'Missing',
    // Who goes missing on the day they move does so from where they moved to.
    wrong: ({ child, MIS_START, MIS_END }) =>
      MIS_END === null &&
      isReadable(MIS_START) &&
      child.episodes.some(
        (episode) =>
          isReadable(episode.DEC) &&
          mayLieIn({ start: episode.DECOM as number, end: episode.DEC }, MIS_START) &&
          episode.next?.DECOM !== MIS_START &&
          isReadable(placementEnd(episode)),
      ),
  },
  {
    code: '577',
    since: 2023,
    says: 'The child left care but the absence goes on, or ends on a day on which they were not in care',
    fix: 'Give MIS_END, at the latest the day on which the period of care ended, or correct the episodes',
    who: 'social worker',
    severity: 'error',
    stage: 2,
    blames: { Missing: ['MIS_END'] },
    reads: ['Episodes'],
    each: 'Missing',
    wrong: ({ child, MIS_START, MIS_END }) => {
      if (!isReadable(MIS_START) || isUnreadable(MIS_END)) return false
      const periods = periodsOfCare(child)
      if (periods.length === 0) return false
      // Still missing: in care since before that day, and as far as can be read still.
      if (MIS_END === null) return !periods.some(({ start, end }) => MIS_START >= start && !isReadable(end))
      return !periods.some((period) => mayLieIn(period, MIS_END))
    },
  },
  {
    code: '580',
    since: 2023,
    says: 'The child was missing when they left care on turning 18 but the reason for leaving is not E8',
    fix: 'Put E8 in REC of the last episode, or correct MIS_END',
    who: 'social worker',
    severity: 'error',
    stage: 2,
    blames: { Episodes: ['REC'] },
    reads: ['Missing'],
    each: 'Episodes',
    wrong: ({ child, DEC, REC }) =>
      isReadable(DEC) &&
      REC !== 'E8' &&
      child.Missing.some(({ DOB, MIS_END }) => MIS_END === DEC && turns(DOB, 18) === DEC),
  },
  {
    code: '576',
    since: 2023,
    says: "The child was still missing at the end of last year's return but this year's has no absence that began on that day",
    fix: 'Put the absence in with the same MIS_START as last year, and MIS_END when it ended',
    who: 'social worker',
    severity: 'error',
    stage: 2,
    blames: { Missing: ['CHILD'], Missing_last: ['MIS_START'] },
    check: (child, blame) => {
      for (const last of child.Missing_last) {
        if (!isReadable(last.MIS_START) || last.MIS_END !== null) continue
        // What cannot be read may be that very day.
        if (child.Missing.some(({ MIS_START }) => MIS_START === last.MIS_START || isUnreadable(MIS_START))) continue
        const [first] = child.inOrder.Missing
        if (first) blame(first)
        else blame(...(child.Missing.length > 0 ? child.Missing : [last]))
      }
    },
  },
])
