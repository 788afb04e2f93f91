import { answersTo, repeatedly, timescale } from './shapes.ts'
import { visitsOf } from './visit.ts'

export const childInNeedPlanReview = timescale(
  {
    id: 'cin-plan-review',
    stage: 'child_in_need',
    duty: 'Review the child in need plan',
    from: 'plan start, then last review',
    within: null,
    unit: 'week',
    repeats: 'as set',
    owner: 'lead practitioner; chair as set locally',
    source: 'none found',
    status: 'local',
    suggestedLocal: { within: 12, unit: 'week', first: 6 },
  },
  repeatedly(
    (known) => known.spells('child_in_need_plan'),
    (known, plan) => answersTo(known, plan, known.events('child_in_need_review')),
  ),
)

export const childInNeedVisit = timescale(
  {
    id: 'cin-visit',
    stage: 'child_in_need',
    duty: 'Visit the child',
    from: 'last visit',
    within: null,
    unit: 'week',
    repeats: 'as set',
    owner: '',
    source: 'none found',
    status: 'local',
    suggestedLocal: { within: 6, unit: 'week' },
  },
  repeatedly(
    (known) => known.spells('child_in_need_plan'),
    (known) => visitsOf(known, 'child_in_need'),
  ),
)
