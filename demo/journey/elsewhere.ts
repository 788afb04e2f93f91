// Other ways in which a child is looked after, and what everybody who visits must know.
import { ageAt, isoOf, plusMonths } from '../days.ts'
import { addEvent, addSpell } from '../story.ts'
import { between, type Making, oneOf, open, repeatedly, visit } from './making.ts'

export const privateFostering = (making: Making, aware: number, to: number | null): void => {
  const { story, ground, random } = making
  const arranged = aware + between(random, -60, 30)
  const spell = addSpell(story, 'private_fostering', aware, to, oneOf(random, ['8B', '8C', '8D', '8E']), null, {
    arrangedFrom: isoOf(arranged),
    decidedOn: isoOf(arranged - between(random, 5, 40)),
  })
  addEvent(story, 'private_fostering_notice', aware, random.next() < 0.5 ? 'carer' : 'school', spell, null)
  const until = open(to, ground)
  let first = true
  const firstYear = plusMonths(aware, 12)
  repeatedly(
    making,
    aware,
    until,
    (last) => (first ? ground.working.plus(last, 7) : last + 42 <= firstYear ? last + 42 : last + 84),
    (on) => {
      first = false
      visit(making, on, 'private_fostering', spell)
    },
  )
}

export const shortBreaks = (making: Making, from: number, to: number | null): void => {
  const { story, ground, random } = making
  const agreement = addSpell(story, 'short_breaks', from, to, 'V4', null, { nightsEachMonth: between(random, 1, 3) })
  agreement.code = random.next() < 0.7 ? 'V4' : 'V3'
  if (agreement.code === 'V4') return
  const until = open(to, ground)
  for (let on = from + 12; on < until - 4; on += between(random, 26, 44)) {
    addSpell(story, 'placement', on, on + between(random, 1, 3), 'U6', agreement, { provider: 'PR1' })
  }
}

const risks: readonly (readonly [code: string, words: string])[] = [
  ['domestic abuse', 'Father may not be told the new address. Ring mother’s own number only.'],
  [
    'exploitation',
    'Seen with older peers who offer lifts and phones. Safety plan agreed with the family and the school.',
  ],
  ['self-harm', 'Has hurt themselves when worried about moves. The plan says who to ring and what helps.'],
  ['allergy', 'Nut allergy: carries two pens; carers and school have the plan.'],
  ['health need', 'Epilepsy: medicine at eight and eight; the nurse has trained the carer.'],
  ['risk to staff', 'Visit in pairs: threats were made at the door in the spring.'],
  ['see alone', 'Speaks freely only when alone, best on a walk.'],
]
export const perhapsRisk = (making: Making, from: number, chance: number): void => {
  const { story, ground, random } = making
  if (!ground.detailed || random.next() >= chance || story.bornOn === null) return
  const age = ageAt(story.bornOn, ground.now)
  const [code, words] = oneOf(random, risks)
  if ((code === 'exploitation' || code === 'self-harm') && age < 11) return
  addSpell(story, 'risk', Math.min(ground.now, from + between(random, 0, 40)), null, code, null, {
    words,
    reviewOn: isoOf(ground.now + between(random, -12, 120)),
  })
}
