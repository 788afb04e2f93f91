// Which social workers were allocated to the child, one after the other. In the return since 2023-24.
import { dayNumber, monthsOn } from '../../../../lib/day-number.ts'
import { differ, isReadable, isUnreadable } from '../../engine/rows.ts'
import type { Period } from '../../engine/rule.ts'
import { type Blame, type Child, isShortBreak, type Row, type Rule, rules } from '../child.ts'
import { areStartsReadable, isLater, isNoCode } from './cells.ts'

type Allocation = Row<'SWEpisodes'>

/** Workers allocated from this day on are returned with the reason for the change. */
const reasonsFrom = dayNumber(2023, 4, 1)
const startedWithReason = ({ SW_DECOM }: Allocation): boolean => isReadable(SW_DECOM) && SW_DECOM >= reasonsFrom

/** Since 2024-25 workers of the year before the year of the return are returned as well. */
const windowStart = (run: Period): number => (run.year >= 2025 ? monthsOn(run.start, -12) : run.start)

/** In the order of their start, of one day in that of their end, whoever goes on last. */
const inTurn = (rows: readonly Allocation[]): Allocation[] => {
  const end = ({ SW_DEC }: Allocation): number => (isReadable(SW_DEC) ? SW_DEC : Number.MAX_SAFE_INTEGER)
  return [...rows].sort((a, b) => (a.SW_DECOM as number) - (b.SW_DECOM as number) || end(a) - end(b))
}
const workersOf = (child: Child): Allocation[] => inTurn(child.inOrder.SWEpisodes)

/** False when a worker has a start that nobody can read: they may be the one who is sought. */
const areWorkersReadable = (child: Child): boolean => !child.SWEpisodes.some(({ SW_DECOM }) => isUnreadable(SW_DECOM))

const blameOpenBeforeLast = (child: Child, blame: Blame): void => {
  for (const row of workersOf(child).slice(0, -1)) if (row.SW_DEC === null) blame(row)
}

/** As far as the episodes tell; without any the question is asked all the same. */
const isInCareAtEnd = (child: Child, run: Period): boolean =>
  child.Episodes.length === 0 ||
  child.Episodes.some((episode) => !isShortBreak(episode) && (episode.DEC === null || isLater(episode.DEC, run.end)))

/** Workers given without a start, of whom one may be who came next: then it is that row which is not complete. */
const withoutStart = (child: Child): Allocation[] | null => {
  const rows = child.SWEpisodes.filter(({ SW_DECOM }) => SW_DECOM === null)
  return rows.length > 0 ? rows : null
}

/** The first worker of this year beside the one who went on at the end of last year's return. */
const mustCarryOver = (code: string, column: 'SW_ID' | 'SW_DECOM' | 'SW_REASON', says: string, fix: string): Rule => ({
  code,
  // Published for 2024-25 and withdrawn before the year was over: since then a return also holds earlier workers, so that
  // its first need not be the one who went on.
  since: 2025,
  until: 2025,
  says,
  fix,
  who: 'data officer',
  severity: 'query',
  stage: 2,
  blames: { SWEpisodes: [column] },
  reads: ['SWEpisodes_last'],
  check: (child, blame) => {
    const last = inTurn(child.inOrder.SWEpisodes_last).at(-1)
    const [first] = workersOf(child)
    if (last && first && last.SW_DEC === null && differ(first[column], last[column])) blame(first)
  },
})

/** Days by which one worker may begin before, or after, the one before them ends. */
const leeway = 7
const handoverRule = {
  code: 'SW10STG2',
  says: 'The social worker began more than a week before or after the one before them ended',
  fix: 'Correct SW_DECOM, or SW_DEC of the worker before; put in whoever is left out',
  who: 'team manager',
  severity: 'error',
  stage: 2,
  blames: { SWEpisodes: ['SW_DECOM'] },
} as const
const badHandovers =
  (isExempt: (row: Allocation) => boolean) =>
  (child: Child, blame: Blame): void => {
    const workers = areWorkersReadable(child) ? workersOf(child) : []
    for (let i = 1; i < workers.length; i++) {
      const [before, row] = [workers[i - 1]!, workers[i]!]
      const apart = isReadable(before.SW_DEC) ? Math.abs((row.SW_DECOM as number) - before.SW_DEC) : 0
      if (apart > leeway && !isExempt(row)) blame(row)
    }
  }

const idRule = {
  code: 'SW02STG1',
  fix: "Put the worker's Social Work England number in SW_ID, beginning SW, or XX and a number of your own if they have none",
  who: 'data officer',
  severity: 'error',
  stage: 1,
  blames: { SWEpisodes: ['SW_ID'] },
  each: 'SWEpisodes',
} as const
const beginsWrong = ({ SW_ID }: Allocation): boolean => SW_ID === null || !/^(SW|XX)/.test(SW_ID)

const startRule = {
  code: 'SW04STG1',
  fix: 'Write SW_DECOM as DD/MM/YYYY, a day that is in the calendar',
  who: 'data officer',
  severity: 'error',
  stage: 1,
  blames: { SWEpisodes: ['SW_DECOM'] },
  each: 'SWEpisodes',
} as const

const windowRule = {
  code: 'SW07STG2',
  fix: 'Correct SW_DEC: leave it blank if the worker was still allocated on 31 March, and take out those of earlier years',
  who: 'team manager',
  severity: 'error',
  stage: 2,
  blames: { SWEpisodes: ['SW_DEC'] },
  each: 'SWEpisodes',
  wrong: ({ SW_DEC }: Allocation, run: Period): boolean =>
    isLater(windowStart(run), SW_DEC) || isLater(SW_DEC, run.end),
} as const

const shortRule = {
  code: 'SW09STG2',
  fix: 'Correct SW_DECOM or SW_DEC, or take the worker out if they never took the child on',
  who: 'team manager',
  stage: 2,
  blames: { SWEpisodes: ['SW_DECOM', 'SW_DEC'] },
  each: 'SWEpisodes',
} as const

const reasonRule = {
  code: 'SW13STG1',
  says: 'The reason for the change of social worker is not one of the codes of the return, or is missing',
  fix: 'Put MANAGE, FCONTA, LEFTRL, ORGRST, TSPROC, ABSENC, CHCHAN, PCCHAN, SWDIED or OTHERS in SW_REASON',
  who: 'team manager',
  severity: 'error',
  stage: 1,
  blames: { SWEpisodes: ['SW_REASON'] },
  each: 'SWEpisodes',
} as const
const isNoReason = ({ SW_REASON }: Allocation): boolean => isNoCode('social-worker-change-reason', SW_REASON)

/**
 * Of a child in care on 31 March: a start of care, and the episode they are in, must have a worker who was still there
 * on its first day or came later; a real end of care one who came by that day. A worker who was there before the child
 * came into care will do.
 */
const blameTimeWithoutWorker = (child: Child, blame: Blame, run: Period): void => {
  const hasLeft = (REC: string | null): boolean => REC !== null && REC !== 'X1'
  const episodes = child.episodes.filter((episode) => !isShortBreak(episode))
  const current = episodes.at(-1)
  if (!current || hasLeft(current.REC) || !areStartsReadable(child)) return
  // With those whose start is blank or cannot be read: they are no time without a worker.
  const workers = child.SWEpisodes
  for (const episode of episodes) {
    const { DECOM, RNE, DEC, REC } = episode
    if (isUnreadable(DEC) || isLater(windowStart(run), DEC) || isLater(DEC, run.end)) continue
    const startAsked = RNE === 'S' || (episode === current && DEC === null)
    const startSeen = workers.some(({ SW_DECOM, SW_DEC }) => !isLater(DECOM, SW_DEC) || !isLater(DECOM, SW_DECOM))
    const endSeen = workers.some(({ SW_DECOM }) => !isLater(SW_DECOM, DEC))
    if ((startAsked && !startSeen) || (hasLeft(REC) && !endSeen)) blame(episode)
  }
}

export const socialWorkers = rules([
  {
    code: 'SW01STG1',
    since: 2024,
    until: 2024,
    says: 'The child was in care on 31 March but no social worker of theirs is recorded in full',
    fix: 'Put in a social worker of the child with SW_ID, SW_DECOM and SW_REASON',
    who: 'team manager',
    severity: 'error',
    stage: 2,
    blames: { Episodes: ['DEC'] },
    reads: ['SWEpisodes'],
    each: 'Episodes',
    wrong: (episode) =>
      episode.DEC === null &&
      !isShortBreak(episode) &&
      !episode.child.SWEpisodes.some(
        ({ SW_ID, SW_DECOM, SW_REASON }) => SW_ID !== null && SW_DECOM !== null && SW_REASON !== null,
      ),
  },
  {
    code: 'SW01aSTG1',
    since: 2025,
    until: 2025,
    says: 'A social worker who began before April 2023 is recorded without a number, or without the day they began',
    fix: 'Fill in SW_ID and SW_DECOM',
    who: 'data officer',
    severity: 'error',
    stage: 1,
    blames: { SWEpisodes: ['SW_DECOM', 'SW_ID'] },
    each: 'SWEpisodes',
    wrong: (row) => row.SW_DECOM === null || (row.SW_DECOM < reasonsFrom && row.SW_ID === null),
  },
  {
    code: 'SW01bSTG1',
    since: 2025,
    until: 2025,
    says: 'A social worker who began in April 2023 or later is recorded without a number, a reason or the day they began',
    fix: 'Fill in SW_ID, SW_DECOM and SW_REASON',
    who: 'data officer',
    severity: 'error',
    stage: 1,
    blames: { SWEpisodes: ['SW_DECOM', 'SW_ID', 'SW_REASON'] },
    each: 'SWEpisodes',
    wrong: (row) => row.SW_DECOM === null || (startedWithReason(row) && (row.SW_ID === null || row.SW_REASON === null)),
  },
  {
    code: 'SW03STG1',
    since: 2024,
    until: 2024,
    says: 'The record of the social worker is not complete: the number, the day they began or the reason is missing',
    fix: 'Fill in SW_ID, SW_DECOM and SW_REASON',
    who: 'data officer',
    severity: 'error',
    stage: 1,
    blames: { SWEpisodes: ['SW_ID', 'SW_DECOM', 'SW_REASON'] },
    each: 'SWEpisodes',
    wrong: ({ SW_ID, SW_DECOM, SW_REASON }) => SW_ID === null || SW_DECOM === null || SW_REASON === null,
  },
  {
    ...idRule,
    since: 2024,
    until: 2025,
    says: 'The number of the social worker does not begin with SW or XX',
    wrong: beginsWrong,
  },
  {
    ...idRule,
    since: 2026,
    says: 'The number of the social worker does not begin with SW or XX, or has fewer than four characters',
    wrong: (row: Allocation) => beginsWrong(row) || (row.SW_ID !== null && row.SW_ID.length < 4),
  },
  {
    ...startRule,
    since: 2024,
    until: 2025,
    says: 'The day on which the social worker began is not a real date',
    wrong: ({ SW_DECOM }: Allocation) => isUnreadable(SW_DECOM),
  },
  {
    ...startRule,
    since: 2026,
    says: 'The day on which the social worker began is blank or not a real date',
    wrong: ({ SW_DECOM }: Allocation) => !isReadable(SW_DECOM),
  },
  {
    code: 'SW05STG1',
    since: 2024,
    says: 'The day on which the social worker ended is not a real date',
    fix: 'Write SW_DEC as DD/MM/YYYY, a day that is in the calendar, or leave it blank while they are allocated',
    who: 'data officer',
    severity: 'error',
    stage: 1,
    blames: { SWEpisodes: ['SW_DEC'] },
    each: 'SWEpisodes',
    wrong: ({ SW_DEC }) => isUnreadable(SW_DEC),
  },
  {
    ...reasonRule,
    since: 2024,
    until: 2024,
    wrong: (row: Allocation) => row.SW_REASON === null || isNoReason(row),
  },
  {
    ...reasonRule,
    since: 2025,
    wrong: (row: Allocation) => isNoReason(row) || (row.SW_REASON === null && startedWithReason(row)),
  },
  {
    code: 'SW15STG2',
    // Published for 2024-25 and withdrawn before the year was over, since SW13STG1 asks the same.
    since: 2025,
    until: 2025,
    says: 'The reason for the change to a social worker of this year or last is missing',
    fix: 'Fill in SW_REASON',
    who: 'team manager',
    severity: 'query',
    stage: 2,
    blames: { SWEpisodes: ['SW_REASON'] },
    each: 'SWEpisodes',
    wrong: ({ SW_DECOM, SW_REASON }, run) => SW_REASON === null && isReadable(SW_DECOM) && SW_DECOM >= windowStart(run),
  },
  {
    code: 'SW06STG2',
    since: 2024,
    says: 'The social worker began after the year of the return',
    fix: 'Correct SW_DECOM, or leave the worker for the next return',
    who: 'team manager',
    severity: 'error',
    stage: 2,
    blames: { SWEpisodes: ['SW_DECOM'] },
    each: 'SWEpisodes',
    wrong: ({ SW_DECOM }, run) => isLater(SW_DECOM, run.end),
  },
  {
    ...windowRule,
    since: 2024,
    until: 2024,
    says: 'The social worker ended outside the year of the return',
  },
  {
    ...windowRule,
    since: 2025,
    says: 'The social worker ended before the year that came before that of the return, or after the year of the return',
  },
  {
    ...shortRule,
    since: 2024,
    until: 2025,
    says: 'The social worker ended on the day they began',
    severity: 'error',
    wrong: ({ SW_DECOM, SW_DEC }: Allocation) => SW_DECOM !== null && SW_DECOM === SW_DEC,
  },
  {
    ...shortRule,
    since: 2026,
    says: 'The social worker was allocated for fewer than three days, or ended before they began',
    severity: 'query',
    wrong: ({ SW_DECOM, SW_DEC }: Allocation) => SW_DECOM !== null && SW_DEC !== null && SW_DEC - SW_DECOM < 3,
  },
  {
    code: 'SW08STG2',
    since: 2024,
    says: 'A new social worker has begun but this one has not ended',
    fix: 'Fill in SW_DEC of the earlier worker',
    who: 'team manager',
    severity: 'error',
    stage: 2,
    blames: { SWEpisodes: ['SW_DEC'] },
    check: blameOpenBeforeLast,
  },
  {
    code: 'SW14STG2',
    since: 2024,
    until: 2024,
    says: 'The day on which the social worker ended is blank although they are not the last of the child',
    fix: 'Fill in SW_DEC',
    who: 'team manager',
    severity: 'error',
    stage: 2,
    blames: { SWEpisodes: ['SW_DEC'] },
    check: blameOpenBeforeLast,
  },
  { ...handoverRule, since: 2024, until: 2024, check: badHandovers(() => false) },
  // Somebody new after a time without a worker: first contact, or a new referral.
  { ...handoverRule, since: 2025, check: badHandovers(({ SW_REASON }) => SW_REASON === 'FCONTA') },
  {
    code: 'SW11aSTG2',
    since: 2024,
    until: 2024,
    says: 'A social worker ended before the last days of March and nobody began within five days of that',
    fix: 'Put in the worker who came next, or correct SW_DEC and SW_DECOM',
    who: 'team manager',
    severity: 'error',
    stage: 2,
    blames: { SWEpisodes: ['SW_DEC'] },
    optional: ['Episodes'],
    check: (child, blame, run) => {
      const workers = areWorkersReadable(child) ? workersOf(child) : []
      for (const row of workers) {
        const ended = row.SW_DEC
        if (!isReadable(ended) || ended > run.end - 5) continue
        const others = workers.filter((other) => other !== row)
        if (others.some(({ SW_DECOM }) => Math.abs((SW_DECOM as number) - ended) <= 5)) continue
        const next = others.find(({ SW_DECOM }) => isLater(SW_DECOM, ended))
        if (next) blame(next)
        else if (isInCareAtEnd(child, run)) blame(...(withoutStart(child) ?? [row]))
      }
    },
  },
  {
    code: 'SW11bSTG2',
    since: 2024,
    says: 'The last social worker of the child ended in the last days of March and nobody is given after them',
    fix: 'Put in the worker who came next with SW_DECOM, or leave SW_DEC blank if the worker is still allocated',
    who: 'team manager',
    severity: 'error',
    stage: 2,
    blames: { SWEpisodes: ['SW_DEC'] },
    optional: ['Episodes'],
    check: (child, blame, run) => {
      const ends = workersOf(child).map(({ SW_DEC }) => (isReadable(SW_DEC) ? SW_DEC : Number.POSITIVE_INFINITY))
      const end = Math.max(...ends)
      if (!(end >= run.end - 5 && end < run.end) || !areWorkersReadable(child) || !isInCareAtEnd(child, run)) return
      blame(...(withoutStart(child) ?? child.inOrder.SWEpisodes.filter(({ SW_DEC }) => SW_DEC === end)))
    },
  },
  {
    code: 'SW12STG2',
    since: 2024,
    says: 'The child was in care on 31 March but has no social worker for this time in care, or for when they left it before',
    fix: 'Put in every social worker of the child in the years that the return asks about',
    who: 'team manager',
    severity: 'error',
    stage: 2,
    blames: { Episodes: ['DECOM', 'DEC'] },
    reads: ['SWEpisodes'],
    check: blameTimeWithoutWorker,
  },
  mustCarryOver(
    'SW16aSTG2',
    'SW_ID',
    "The first social worker is not the one who was still allocated at the end of last year's return",
    'Put in the worker of last year first, or correct SW_ID',
  ),
  mustCarryOver(
    'SW16bSTG2',
    'SW_DECOM',
    "The first social worker did not begin on the day on which the one still allocated in last year's return did",
    'Put in the worker of last year first, or correct SW_DECOM',
  ),
  mustCarryOver(
    'SW16cSTG2',
    'SW_REASON',
    "The reason for the first social worker is not the one that last year's return gave for the worker still allocated",
    'Put in the worker of last year first, or correct SW_REASON',
  ),
  {
    code: 'SW17STG2',
    since: 2026,
    says: 'The child was in care on 31 March but none of their social workers was still allocated then',
    fix: 'Leave SW_DEC blank for the worker who was allocated on 31 March, or put them in',
    who: 'team manager',
    severity: 'error',
    stage: 2,
    blames: { SWEpisodes: ['SW_DEC', 'SW_DECOM'] },
    optional: ['Episodes'],
    check: (child, blame, run) => {
      const last = workersOf(child).at(-1)
      const isUndated = ({ SW_DECOM, SW_DEC }: Allocation): boolean => !isReadable(SW_DECOM) && SW_DEC === null
      if (!last || !isReadable(last.SW_DEC) || child.SWEpisodes.some(isUndated)) return
      if (isInCareAtEnd(child, run)) blame(last)
    },
  },
])
