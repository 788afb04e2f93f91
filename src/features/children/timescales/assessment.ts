import type { Held, Known } from './known.ts'
import { timescale } from './shapes.ts'

/** The referral an assessment belongs to: the one it lies within, or the last to begin by its start. */
const referralOf = (known: Known, assessment: Held): Held | null => {
  let last: Held | null = null
  for (const referral of known.spells('referral')) {
    if (referral.id === assessment.spell.withinId) return referral
    if (referral.from <= assessment.from && referral.to >= assessment.from) last = referral
  }
  return last
}

/**
 * The clock of a new child's assessment runs from the referral. On a case already open (an earlier assessment in the
 * same referral, or a plan or care begun before this one) it runs from the assessment's own start.
 */
export const assessmentClock = (known: Known, assessment: Held): number => {
  const referral = referralOf(known, assessment)
  if (referral === null || assessment.spell.detail.openCase === true) return assessment.from
  const before = ({ from, id }: Held) => from < assessment.from && from >= referral.from && id !== assessment.id
  const begun = ({ from, to }: Held) => from < assessment.from && to >= referral.from
  const earlier = known
    .spells('assessment')
    .some((other) => before(other) || (other.from === assessment.from && other.id < assessment.id))
  const open =
    known.spells('child_in_need_plan').some(begun) ||
    known.spells('child_protection_plan').some(begun) ||
    known.spells('looked_after').some(begun)
  return earlier || open ? assessment.from : referral.from
}

export const assessment = timescale(
  {
    id: 'assessment',
    stage: 'assessment',
    duty: 'Complete and authorise the assessment',
    from: 'referral date (new child) or assessment start (open case)',
    within: 45,
    unit: 'working_day',
    repeats: null,
    owner: 'social worker (or lead practitioner); manager authorises',
    source: 'CIN census guide 2023-24 s4.9',
    status: 'read',
  },
  function* (known, due) {
    for (const held of known.spells('assessment')) {
      const from = assessmentClock(known, held)
      const done = held.to === Number.POSITIVE_INFINITY ? null : held.to
      yield { id: held.id, from, to: Number.POSITIVE_INFINITY, due: due(from), done }
    }
  },
)

/** Checkpoints are management decisions with code 'assessment checkpoint': a first one, where the council has it, and a last. */
export const assessmentCheckpoint = timescale(
  {
    id: 'assessment-checkpoint',
    stage: 'assessment',
    duty: 'Internal review point',
    from: 'assessment start',
    within: null,
    unit: 'working_day',
    repeats: null,
    owner: 'team manager',
    source: 'CIN census guide 2023-24 s4.9',
    status: 'local',
    suggestedLocal: { within: 25, unit: 'working_day', first: 10 },
  },
  function* (known, due) {
    const hasFirst = known.setting.local['assessment-checkpoint']?.first !== undefined
    for (const held of known.spells('assessment')) {
      const points = known
        .events('management_decision')
        .filter(
          ({ on, event }) =>
            event.code === 'assessment checkpoint' &&
            (event.spellId === held.id || (event.spellId === null && on >= held.from && on <= held.to)),
        )
      const { from, to } = held
      const [one, two] = points
      if (!hasFirst) {
        yield { id: held.id, from, to, due: due(from), done: one?.on ?? null }
        continue
      }
      yield { id: held.id, from, to, due: due(from, { first: true }), done: one?.on ?? null }
      if (one !== undefined) yield { id: one.id, from, to, due: due(from), done: two?.on ?? null }
    }
  },
)
