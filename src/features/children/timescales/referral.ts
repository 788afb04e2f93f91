import { monthsAfter } from './counting.ts'
import type { Held, Known } from './known.ts'
import { answersTo, once, timescale } from './shapes.ts'

/**
 * What reaches a council is a contact until somebody has decided whether it is a referral. The one working day for that
 * decision runs from when it came, at night and through a shared night team as well.
 */
export const contactDecision = timescale(
  {
    id: 'contact-decision',
    stage: 'referral',
    duty: 'Decide what happens with the contact',
    from: 'contact received',
    within: 1,
    unit: 'working_day',
    repeats: null,
    owner: 'front door worker, with a manager',
    source: 'KCSIE 2025 para 62, counted from the contact as it came',
    status: 'read',
  },
  function* (known, due) {
    for (const { id, from, to } of known.spells('contact')) {
      const done = to === Number.POSITIVE_INFINITY ? null : to
      yield { id, from, to: Number.POSITIVE_INFINITY, due: due(from), done }
    }
  },
)

/**
 * The first thing that shows a referral had been answered, when the decision itself is not recorded: an assessment,
 * enquiry, plan or care begun, or the referral closed. It can show that the decision was in time, never that it was
 * late: the decision was made some day before it.
 */
const evidence = (known: Known, referral: Held): number => {
  let first = referral.to
  for (const kind of [
    'assessment',
    'section_47',
    'child_in_need_plan',
    'child_protection_plan',
    'looked_after',
  ] as const) {
    for (const { from } of known.spells(kind)) {
      if (from >= referral.from && from < first) first = from
    }
  }
  return first
}

export const referralDecision = timescale(
  {
    id: 'referral-decision',
    stage: 'referral',
    duty: 'Decide the response and acknowledge the referrer',
    from: 'referral received',
    within: 1,
    unit: 'working_day',
    repeats: null,
    owner: 'social worker, authorised by a manager',
    source: 'CIN census guide 2023-24 s4.1; KCSIE 2025 para 62',
    status: 'read',
  },
  function* (known, due) {
    for (const referral of known.spells('referral')) {
      const last = due(referral.from)
      const decision = answersTo(known, referral, known.events('referral_decision'))[0]
      const shown = decision === undefined ? evidence(known, referral) : decision.on
      const done = shown === Number.POSITIVE_INFINITY ? null : shown
      if (decision === undefined && done !== null && last !== null && done > last) continue
      yield { id: referral.id, from: referral.from, to: Number.POSITIVE_INFINITY, due: last, done }
    }
  },
)

/** `doneOn` is the day of the re-referral, when one came inside the window. */
export const reReferralWindow = timescale(
  {
    id: 're-referral-window',
    stage: 'referral',
    duty: 'A referral counts as a re-referral',
    from: 'previous referral',
    within: 12,
    unit: 'month',
    repeats: null,
    owner: '',
    source: 'DfE social care dashboard supporting information Oct 2024; Annex A list 3',
    status: 'read',
    kind: 'window',
  },
  once(
    (known) => known.spells('referral').map(({ id, from }) => ({ id, from, to: Number.POSITIVE_INFINITY })),
    (known, { from }) => {
      const next = known.spells('referral').find((referral) => referral.from > from)
      return next !== undefined && next.from <= monthsAfter(from, 12) ? next.from : null
    },
  ),
)
