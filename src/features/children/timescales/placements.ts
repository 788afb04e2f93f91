import { periodsOfCare, type Stay, yearAfter } from './care.ts'
import { monthsAfter } from './counting.ts'
import type { Held, Known } from './known.ts'
import { answersTo, mustEnd, type Occasion, timescale } from './shapes.ts'

/** Single short breaks: each legal status V3 (as returns record them), or each placement within an agreement of code V3. */
const shortBreaks = (known: Known): readonly Held[] => {
  const agreements = known.spells('short_breaks').filter(({ spell }) => spell.code === 'V3')
  const stays = agreements.flatMap((agreement) =>
    known.spells('placement').filter(({ spell }) => spell.withinId === agreement.id),
  )
  const statuses = known.spells('legal_status').filter(({ spell }) => spell.code === 'V3')
  return stays.length === 0 ? statuses : [...stays, ...statuses].sort((a, b) => a.from - b.from)
}

export const singleShortBreak = timescale(
  {
    id: 'short-break-single',
    stage: 'looked_after',
    duty: 'Longest single short break under the lighter rules',
    from: 'placement start',
    within: 17,
    unit: 'calendar_day',
    repeats: null,
    owner: '',
    source: 'Care Planning, Placement and Case Review (England) Regulations 2010 reg 48; SSDA903 rule 365',
    status: 'read',
    kind: 'limit',
  },
  mustEnd(shortBreaks),
)

/**
 * Twelve months run from the first break, then from the first after they end. Days are nights away. The limit falls on
 * the day the last of them is used; with nights to spare, at the end of the twelve months.
 */
export const shortBreakTotal = timescale(
  {
    id: 'short-break-total',
    stage: 'looked_after',
    duty: 'Most short-break days in 12 months under the lighter rules',
    from: 'first day of the 12 months',
    within: 75,
    unit: 'calendar_day',
    repeats: null,
    owner: '',
    source: 'Care Planning, Placement and Case Review (England) Regulations 2010 reg 48; SSDA903 rule 367',
    status: 'read',
    kind: 'limit',
  },
  function* (known, due) {
    const breaks = shortBreaks(known)
    const nights = (due(0) ?? 0) - 0
    let rest = [...breaks]
    while (rest.length > 0) {
      const first = rest[0] as Held
      const end = yearAfter(first.from)
      const year = rest.filter(({ from }) => from < end)
      rest = rest.filter(({ from }) => from >= end)
      let left = nights
      let usedUp: number | null = null
      for (const { from, to } of year) {
        const stayed = Math.min(to, end) - from
        if (usedUp === null && stayed > left) usedUp = from + left
        left -= stayed
      }
      const open = year.some(({ to }) => to === Number.POSITIVE_INFINITY) && known.today < end
      const last = Math.max(...year.map(({ to }) => Math.min(to, end)))
      const occasion: Occasion = {
        id: first.id,
        from: first.from,
        to: Number.POSITIVE_INFINITY,
        due: usedUp ?? end,
        done: open ? null : last,
      }
      yield occasion
    }
  },
)

const placed = (known: Known, code: string): readonly Held[] =>
  known.spells('placement').filter(({ spell }) => spell.code === code)

export const hospitalPlacement = timescale(
  {
    id: 'hospital-placement',
    stage: 'looked_after',
    duty: 'Temporary hospital placement T1',
    from: 'start',
    within: 6,
    unit: 'week',
    repeats: null,
    owner: '',
    source: 'SSDA903 rule 375',
    status: 'read',
    kind: 'limit',
  },
  mustEnd((known) => placed(known, 'T1')),
)

/** The third in twelve months should not have begun: its limit is its own first day (rule 377). */
export const holidayPlacement = timescale(
  {
    id: 'holiday-placement',
    stage: 'looked_after',
    duty: 'Temporary placement T3 (carer away)',
    from: 'start',
    within: 21,
    unit: 'calendar_day',
    repeats: null,
    owner: '',
    source: 'SSDA903 rules 376, 377',
    status: 'read',
    kind: 'limit',
  },
  mustEnd(
    (known) => placed(known, 'T3'),
    (known, held, usual) => {
      const holidays = placed(known, 'T3')
      const beforeLast = holidays[holidays.findIndex(({ id }) => id === held.id) - 2]
      return beforeLast !== undefined && monthsAfter(beforeLast.from, 12) > held.from ? held.from : usual(held.from)
    },
  ),
)

export const respitePlacement = timescale(
  {
    id: 'respite-placement',
    stage: 'looked_after',
    duty: 'Temporary placement T4',
    from: 'start',
    within: 7,
    unit: 'calendar_day',
    repeats: null,
    owner: '',
    source: 'SSDA903 rule 379',
    status: 'read',
    kind: 'limit',
  },
  mustEnd((known) => placed(known, 'T4')),
)

const moves = (known: Known): Stay[] => periodsOfCare(known).flatMap(({ stays }) => stays)

const firstOf = (stay: Stay): Held => stay.placements[0] as Held

/**
 * For a placement marked distant (outside the area and not adjoining it): the director's approval (placement_approval,
 * code 'director') comes no later than the move. No number of days, but a day it must come by.
 */
export const distantPlacement = timescale(
  {
    id: 'distant-placement',
    stage: 'looked_after',
    duty: 'Director approves a placement outside the area and not in an adjoining area',
    from: 'before placement',
    within: null,
    unit: null,
    repeats: null,
    owner: "Director of Children's Services",
    source: 'Promoting the health of looked-after children 2022, annex D',
    status: 'read',
  },
  function* (known) {
    for (const stay of moves(known)) {
      if (firstOf(stay).spell.detail.distant !== true) continue
      const approvals = known.events('placement_approval').filter(({ event }) => event.code === 'director')
      yield { ...stay, due: stay.from, done: answersTo(known, stay, approvals)[0]?.on ?? null }
    }
  },
)

/** Five working days after an emergency; a planned move (detail.emergency false) is told of before it. */
export const placementNotice = timescale(
  {
    id: 'placement-notify',
    stage: 'looked_after',
    duty: 'Notify health, the other authority and others of the placement',
    from: 'placement start (emergency)',
    within: 5,
    unit: 'working_day',
    repeats: null,
    owner: '',
    source: 'Promoting the health of looked-after children 2022 paras 24, 36',
    status: 'read',
  },
  function* (known, due) {
    for (const stay of moves(known)) {
      const planned = firstOf(stay).spell.detail.emergency === false
      const notice = answersTo(known, stay, known.events('placement_notice'))[0]
      yield { ...stay, due: planned ? stay.from : due(stay.from), done: notice?.on ?? null }
    }
  },
)
