// Orders that once gave the child a permanent home before this time in care.
import { dayNumber } from '../../../../lib/day-number.ts'
import { findCode } from '../../codes/code-lists.ts'
import { isLocalAuthorityCode } from '../../codes/local-authorities.ts'
import { isReadable } from '../../engine/rows.ts'
import { type Child, type Episode, type Row, rules } from '../child.ts'
import { readPartialDay } from '../day.ts'
import { areStartsReadable, isNoCode } from './cells.ts'

type Permanence = Row<'PrevPerm'>

/** Children who came into care from this day on are asked about earlier permanence. */
const asked = dayNumber(2016, 4, 1)

const isSaid = ({ PREV_PERM, LA_PERM, DATE_PERM }: Permanence): boolean =>
  PREV_PERM !== null || LA_PERM !== null || DATE_PERM !== null

/** Whatever order it was, somebody made it some time; both may be given as not known. */
const isComplete = ({ PREV_PERM, LA_PERM, DATE_PERM }: Permanence): boolean =>
  PREV_PERM === 'Z1' || (PREV_PERM !== null && LA_PERM !== null && DATE_PERM !== null)

/** WAL, SCO, NIR and NUK are outside England, 999 is not known; a placement may be confidential, an order not. */
const isKnownAuthority = (code: string): boolean =>
  (/^\d{3}$/.test(code) && isLocalAuthorityCode(Number(code))) ||
  (code !== 'CON' && findCode('placement-la-outside-england', code) !== undefined)

/** The episode with which the child came into care the last time, as far as the return shows. */
const cameIntoCare = (child: Child): Episode | undefined =>
  areStartsReadable(child) ? (child.episodes.findLast(({ RNE }) => RNE === 'S') ?? child.episodes[0]) : undefined

export const previousPermanence = rules([
  {
    code: '630',
    since: 2023,
    says: 'The child came into care in the year but it is not said, or not completely, whether they had a permanent home before',
    fix: 'Fill in the PrevPerm record: Z1 if there was no order, otherwise which, where (999 not known) and when (ZZ/ZZ/ZZZZ not known)',
    who: 'social worker',
    severity: 'error',
    stage: 2,
    blames: { Episodes: ['RNE'] },
    reads: ['PrevPerm'],
    each: 'Episodes',
    wrong: ({ child, RNE, DECOM }, run) =>
      RNE === 'S' && DECOM !== null && DECOM >= run.start && !child.PrevPerm.some(isComplete),
  },
  {
    code: '631',
    since: 2023,
    says: 'The kind of earlier permanence order is not one of the codes of the return',
    fix: 'Put P1, P2, P3, P4 or Z1 in PREV_PERM',
    who: 'data officer',
    severity: 'error',
    stage: 1,
    blames: { PrevPerm: ['PREV_PERM'] },
    each: 'PrevPerm',
    wrong: ({ PREV_PERM }) => isNoCode('ssda903-previous-permanence', PREV_PERM),
  },
  {
    code: '632',
    since: 2023,
    says: 'The date of the earlier permanence order is not a date, or not before the child came into care',
    fix: 'Write DATE_PERM as DD/MM/YYYY, with ZZ for what is not known, such as ZZ/05/2020; or correct DECOM',
    who: 'social worker',
    severity: 'error',
    stage: 2,
    blames: { PrevPerm: ['DATE_PERM'], Episodes: ['DECOM'] },
    check: (child, blame) => {
      const start = cameIntoCare(child)
      for (const row of child.PrevPerm) {
        if (row.DATE_PERM === null) continue
        const read = readPartialDay(row.DATE_PERM)
        // Of an order whose day or month is not known, the first day on which it can have been made.
        const earliest =
          'value' in read && read.value.year !== null
            ? dayNumber(read.value.year, read.value.month ?? 1, read.value.day ?? 1)
            : null
        const late = start !== undefined && earliest !== null && earliest >= (start.DECOM as number)
        if ('reason' in read || late) blame(row, ...(start ? [start] : []))
      }
    },
  },
  {
    code: '633',
    since: 2023,
    says: 'The place where the earlier permanence order was made is neither an authority nor a code for elsewhere',
    fix: "Put the three digits of the authority in LA_PERM, or WAL, SCO, NIR, NUK or 999 if it isn't known",
    who: 'data officer',
    severity: 'error',
    stage: 1,
    blames: { PrevPerm: ['LA_PERM'] },
    each: 'PrevPerm',
    wrong: ({ LA_PERM }) => LA_PERM !== null && !isKnownAuthority(LA_PERM),
  },
  {
    code: '634',
    since: 2023,
    says: 'An earlier permanence order is given for a child who has not come into care since 1 April 2016',
    fix: 'Take the PrevPerm record out, or correct DECOM',
    who: 'data officer',
    severity: 'error',
    stage: 2,
    blames: { PrevPerm: ['LA_PERM', 'PREV_PERM', 'DATE_PERM'], Episodes: ['DECOM'] },
    check: (child, blame) => {
      const episodes = child.Episodes.filter(({ DECOM }) => DECOM !== null)
      // An episode with an unreadable start may be the later one.
      const allBefore = episodes.every(({ DECOM }) => isReadable(DECOM) && DECOM < asked)
      if (episodes.length === 0 || !allBefore) return
      for (const row of child.PrevPerm) if (isSaid(row)) blame(row, ...episodes)
    },
  },
  {
    code: '635',
    since: 2023,
    says: 'A place or a date is given for an earlier permanence order although it is not said that there was one',
    fix: 'Put the kind of order in PREV_PERM, or leave LA_PERM and DATE_PERM blank',
    who: 'social worker',
    severity: 'error',
    stage: 1,
    blames: { PrevPerm: ['LA_PERM', 'DATE_PERM', 'PREV_PERM'] },
    each: 'PrevPerm',
    wrong: ({ PREV_PERM, LA_PERM, DATE_PERM }) =>
      (LA_PERM !== null || DATE_PERM !== null) && (PREV_PERM === null || PREV_PERM === 'Z1'),
  },
])
