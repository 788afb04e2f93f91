// Nights a child is missing, and the talk on return.
import { birthday, isoOf } from '../days.ts'
import { addEvent, addSpell, type SpellDraft } from '../story.ts'
import { between, dayLength, instantOf, type Making, oneOf } from './making.ts'

/** Some children of 12 and over go missing, most of them more than once. */
export const missingEpisodes = (making: Making, entry: number, until: number, exit: number | null): void => {
  const { story, ground, random } = making
  const from = Math.max(entry + 10, birthday(story.bornOn as number, 12))
  if (from >= until - 5) return
  if (random.next() > 0.13) return
  const recent = Math.max(from, until - 500)
  const nights = new Set<number>()
  for (let n = 1 + random.poisson(2.2); n > 0; n--)
    nights.add(recent + Math.floor(random.next() * (until - recent - 4)))
  let free = 0
  for (const on of [...nights].sort((a, b) => a - b)) {
    if (on < free) continue
    missing(making, on, on + between(random, 1, 3), random.next() < 0.75 ? 'M' : 'A')
    free = on + 6
  }
  if (exit === null && ground.detailed && nights.size > 2) {
    addSpell(story, 'risk', [...nights].sort((a, b) => a - b)[0] as number, null, 'going missing', null, {
      words: 'Has gone missing more than twice. Usually found near the station; the plan names who to ring first.',
      reviewOn: isoOf(ground.now + between(random, -10, 80)),
    })
  }
}

/** One missing episode, with the talk offered on return; `to` null while the child is missing. */
export const missing = (making: Making, from: number, to: number | null, code: 'M' | 'A'): SpellDraft => {
  const { story, ground, random } = making
  const returnedMinutes = between(random, 7 * 60, 22 * 60)
  const spell = addSpell(
    story,
    'missing',
    from,
    to,
    code,
    null,
    to === null
      ? { reportedAt: instantOf(from, 22 * 60 + 40), policeTold: true }
      : { returnedAt: instantOf(to, returnedMinutes), policeTold: code === 'M' },
    to === null ? null : 'returned',
  )
  if (to === null || (to > ground.now - 35 && random.next() < 0.15)) return spell
  const late = random.next() < ground.late * 1.6
  const offeredAt =
    to * dayLength + returnedMinutes * 60_000 + (late ? between(random, 76, 140) : between(random, 8, 66)) * 3_600_000
  const offered = Math.floor(offeredAt / dayLength)
  if (offered > ground.now) return spell
  const offer = addEvent(
    story,
    'return_interview_offer',
    offered,
    random.next() < 0.75 ? 'accepted' : 'declined',
    spell,
    null,
  )
  offer.at = Math.min(offeredAt, ground.now * dayLength)
  if (offer.code === 'accepted') {
    const talk = addEvent(
      story,
      'return_interview',
      Math.min(ground.now, offered + between(random, 0, 4)),
      null,
      spell,
      null,
    )
    if (ground.detailed)
      talk.words = oneOf(random, [
        'Stayed with a cousin and missed the last bus; phone was flat.',
        'Was with older friends at the retail park. Said it is easier than explaining.',
        'Went to see mum without telling anyone. Wants this planned properly.',
      ])
  }
  return spell
}
