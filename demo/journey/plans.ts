// Plans at home: child in need, child protection.
import { plusMonths } from '../days.ts'
import { addEvent, addSpell, limitFrom, type SpellDraft } from '../story.ts'
import { type Making, missedVisit, oneOf, open, repeatedly, visit } from './making.ts'

/** A child in need plan with its visits and reviews. */
export const needPlan = (making: Making, under: SpellDraft | null, from: number, to: number | null): SpellDraft => {
  const { story, ground, random } = making
  const spell = addSpell(story, 'child_in_need_plan', from, to, story.need, under, null)
  const until = open(to, ground)
  const visitLimit = ground.local['cin-visit'] ?? { within: 6, unit: 'week' }
  const reviewLimit = ground.local['cin-plan-review'] ?? { within: 12, unit: 'week', first: 6 }
  repeatedly(
    making,
    from,
    until,
    (last) => limitFrom(ground, last, visitLimit),
    (on) => {
      visit(making, on, 'child_in_need', spell)
      if (random.next() < 0.03 && on - 5 > from) missedVisit(making, ground.working.onOrBefore(on - 4), 'child_in_need')
    },
  )
  let first = true
  repeatedly(
    making,
    from,
    until,
    (last) =>
      limitFrom(
        ground,
        last,
        first && reviewLimit.first ? { within: reviewLimit.first, unit: reviewLimit.unit } : reviewLimit,
      ),
    (on) => {
      first = false
      addEvent(story, 'child_in_need_review', on, 'continue', spell, { attended: ['family', 'school'] })
    },
  )
  return spell
}

const categories = ['NEG', 'NEG', 'NEG', 'NEG', 'EMO', 'EMO', 'EMO', 'PHY', 'SAB', 'MUL']

/** A child protection plan from its conference on, with visits, core groups and reviews. */
export const protectionPlan = (
  making: Making,
  under: SpellDraft | null,
  from: number,
  to: number | null,
  category = oneOf(making.random, categories),
): SpellDraft => {
  const { story, ground, random } = making
  const spell = addSpell(story, 'child_protection_plan', from, to, category, under, {
    initialCategory: category,
    numberOfPreviousPlans: 0,
  })
  const until = open(to, ground)
  const seenFrom = story.bornOn === null ? null : Math.max(from, story.bornOn)
  const visitLimit = ground.local['cp-visit'] ?? { within: 10, unit: 'working_day' }
  if (seenFrom !== null && seenFrom <= until) {
    repeatedly(
      making,
      seenFrom,
      until,
      (last) => limitFrom(ground, last, visitLimit),
      (on) => {
        visit(making, on, 'child_protection', spell)
        if (random.next() < 0.04 && on - 3 > from)
          missedVisit(making, ground.working.onOrBefore(on - 2), 'child_protection')
      },
    )
  }
  const groupLimit = ground.local['core-group-next'] ?? { within: 6, unit: 'week' }
  let first = true
  repeatedly(
    making,
    from,
    until,
    (last) => (first ? ground.working.plus(last, 10) : limitFrom(ground, last, groupLimit)),
    (on) => {
      first = false
      addEvent(story, 'core_group', on, null, spell, { attended: ['family', 'school', 'health'] })
    },
  )
  let review = true
  repeatedly(
    making,
    from,
    until,
    (last) => plusMonths(last, review ? 3 : 6),
    (on) => {
      review = false
      addEvent(story, 'review_conference', on, 'continue', spell, { category, decision: 'continue the plan' })
    },
  )
  if (to !== null) addEvent(story, 'review_conference', to, 'end', spell, { decision: 'end the plan' })
  return spell
}
