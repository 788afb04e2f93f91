import { detailDay, detailInstant, type Held, type Known } from './known.ts'
import { hoursAfter, mustEnd, timescale } from './shapes.ts'

/**
 * The spells under an emergency or criminal status: of emergency protection or remand, and legal statuses of the same
 * code that no such spell began with (a return holds only the legal status).
 */
const under = (known: Known, code: string): readonly Held[] => {
  const acts = [...known.spells('emergency_protection'), ...known.spells('remand')].filter(
    (held) => held.spell.code === code,
  )
  const statuses = known
    .spells('legal_status')
    .filter((status) => status.spell.code === code && !acts.some((act) => act.from === status.from))
  return acts.length === 0
    ? statuses
    : statuses.length === 0
      ? acts
      : [...acts, ...statuses].sort((a, b) => a.from - b.from)
}

/**
 * Counted in hours where the hour is recorded (detail.startedAt, detail.endedAt); without it the 72 hours run out, at
 * the latest, with the third day after.
 */
export const policeProtection = timescale(
  {
    id: 'police-protection',
    stage: 'urgent_protection',
    duty: 'End of police protection',
    from: 'police protection start',
    within: 72,
    unit: 'hour',
    repeats: null,
    owner: 'police; designated officer',
    source: 'SSDA903 rule 361',
    status: 'read',
    kind: 'limit',
  },
  function* (known, due) {
    for (const held of under(known, 'L1')) {
      const started = detailInstant(held.spell, 'startedAt')
      const ended = detailInstant(held.spell, 'endedAt')
      const hours = started === null ? null : hoursAfter(started, 72)
      yield {
        id: held.id,
        from: held.from,
        to: Number.POSITIVE_INFINITY,
        due: hours?.due ?? due(held.from),
        dueAt: hours?.dueAt ?? null,
        done: held.to === Number.POSITIVE_INFINITY ? null : held.to,
        doneAt: ended,
      }
    }
  },
)

/** One extension of up to seven days (detail.extendedTo). */
export const emergencyProtectionOrder = timescale(
  {
    id: 'epo',
    stage: 'urgent_protection',
    duty: 'End of emergency protection order',
    from: 'order',
    within: 8,
    unit: 'calendar_day',
    repeats: null,
    owner: 'family court',
    source: 'Children Act 1989 s.45 (text not read)',
    status: 'unconfirmed',
    kind: 'limit',
    suggestedLocal: { within: 8, unit: 'calendar_day' },
  },
  mustEnd(
    (known) => under(known, 'L2'),
    (_, held, usual) => {
      const due = usual(held.from)
      const extended = detailDay(held.spell, 'extendedTo')
      return due === null || extended === null ? due : Math.max(due, Math.min(extended, due + 7))
    },
  ),
)

export const childAssessmentOrder = timescale(
  {
    id: 'child-assessment-order',
    stage: 'urgent_protection',
    duty: 'End of child assessment order',
    from: 'date in order',
    within: 7,
    unit: 'calendar_day',
    repeats: null,
    owner: 'family court',
    source: 'SSDA903 rule 363',
    status: 'read',
    kind: 'limit',
  },
  mustEnd((known) => under(known, 'L3')),
)

export const policeAndCriminalEvidence = timescale(
  {
    id: 'pace',
    stage: 'urgent_protection',
    duty: 'End of accommodation under PACE',
    from: 'start',
    within: 3,
    unit: 'calendar_day',
    repeats: null,
    owner: '',
    source: 'SSDA903 rule 364',
    status: 'read',
    kind: 'limit',
  },
  mustEnd((known) => under(known, 'J2')),
)
