// Before and in court.
import { isoOf } from '../days.ts'
import { addEvent, addSpell, limitFrom } from '../story.ts'
import { type Making, open, repeatedly } from './making.ts'

/** Pre-proceedings from a legal planning meeting on. */
export const preProceedings = (making: Making, from: number, to: number | null): void => {
  const { story, ground, random } = making
  const start = ground.working.onOrAfter(from)
  if (start > open(to, ground)) return
  const spell = addSpell(story, 'pre_proceedings', start, to, null, null, null)
  const until = open(to, ground)
  const put = (on: number, add: (on: number) => void): void => {
    const day = ground.working.onOrAfter(on)
    if (day <= until) add(day)
  }
  addEvent(story, 'legal_planning_meeting', start, 'pre-proceedings', spell, { decision: 'letter before proceedings' })
  put(start + 7, (on) => {
    addEvent(story, 'letter_before_proceedings', on, null, spell, null)
    if (random.next() < 0.9)
      addEvent(story, 'family_group_offer', on, random.next() < 0.6 ? 'accepted' : 'declined', spell, null)
  })
  put(start + 18, (on) => addEvent(story, 'pre_proceedings_meeting', on, 'first', spell, null))
  if (random.next() < 0.5)
    put(start + 40, (on) =>
      addEvent(story, 'family_group_meeting', on, null, spell, { plan: 'Aunt and grandmother share the week' }),
    )
  const limit = ground.local['pre-proceedings-review'] ?? { within: 6, unit: 'week' }
  repeatedly(
    making,
    start + 18,
    until,
    (last) => limitFrom(ground, last, limit),
    (on) => addEvent(story, 'pre_proceedings_meeting', on, 'review', spell, null),
  )
}

/** Care proceedings. An open case has no end. */
export const proceedings = (making: Making, from: number, to: number | null): void => {
  const { story, ground } = making
  const start = ground.working.onOrAfter(from)
  const spell = addSpell(
    story,
    'proceedings',
    start,
    to,
    null,
    null,
    to === null && ground.now - start > 180 ? { extendedTo: isoOf(start + 182 + 56) } : null,
  )
  addEvent(story, 'care_application', start, null, spell, null)
}
