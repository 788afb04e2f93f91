// Leaving care: from 16 in care to 25.
import { birthday, plusMonths } from '../days.ts'
import { homeIn } from '../places.ts'
import { addEvent, addSpell, type SpellDraft } from '../story.ts'
import { between, type Making, oneOf, open, repeatedly, visit, within } from './making.ts'

/** Leaving-care status while still in care: from 16 and thirteen weeks in care since 14. */
export const eligible = (making: Making, held: SpellDraft, entry: number, exit: number | null): void => {
  const { story, ground, random } = making
  const bornOn = story.bornOn as number
  const until = open(exit, ground)
  const from = Math.max(birthday(bornOn, 16), Math.max(entry, birthday(bornOn, 14)) + 91)
  const eighteen = birthday(bornOn, 18)
  if (from >= until || from >= eighteen) return
  const to = exit === null ? (eighteen <= ground.now ? eighteen : null) : Math.min(exit, eighteen)
  addSpell(story, 'care_leaver', from, to, 'eligible', held, null)
  const end = open(to, ground)
  const assessed = within(making, from, plusMonths(from, 3), 0.4)
  if (assessed > end) return
  addEvent(story, 'needs_assessment', assessed, null, null, null)
  const planned = ground.working.onOrAfter(assessed + between(random, 5, 40))
  if (planned > end) return
  addEvent(story, 'pathway_plan', planned, null, null, { heldBy: 'young person' })
  repeatedly(
    making,
    planned,
    end,
    (last) => plusMonths(last, 6),
    (on) => addEvent(story, 'pathway_review', on, null, null, null),
  )
}

const accommodations = ['U1', 'U1', 'U1', 'D1', 'D1', 'Z1', 'B1', 'E1', 'T1', 'K1', 'W2', 'S2', 'X2']
const activities = ['F2', 'F2', 'F5', 'F5', 'P5', 'F1', 'F4', 'G5', 'G5', 'G4', 'G6']

/** A care leaver from 18 on: plan reviews, keeping in touch, visits by the personal adviser. */
export const leaver = (
  making: Making,
  from: number,
  to: number | null,
  code: 'former-relevant' | 'former-relevant-education' | 'relevant' | 'qualifying',
): SpellDraft => {
  const { story, ground, random } = making
  const bornOn = story.bornOn as number
  const spell = addSpell(story, 'care_leaver', from, to, code, null, null)
  const until = open(to, ground)
  if (!story.events.some((event) => event.kind === 'pathway_plan')) {
    const assessed = within(making, from, plusMonths(from, 3), 0.3)
    if (assessed <= until) addEvent(story, 'needs_assessment', assessed, null, null, null)
    const planned = ground.working.onOrAfter(assessed + between(random, 5, 30))
    if (planned <= until) addEvent(story, 'pathway_plan', planned, null, null, { heldBy: 'young person' })
  }
  repeatedly(
    making,
    from,
    until,
    (last) => plusMonths(last, 6),
    (on) => addEvent(story, 'pathway_review', on, null, null, null),
  )
  const lost = random.next() < 0.07
  const asked: number[] = []
  const touch = (on: number): void => {
    asked.push(on)
    const inTouch = !(lost && on > until - 170)
    // a foyer is for grown-ups
    const home = oneOf(random, accommodations)
    const accommodation = home === 'T1' && on < birthday(bornOn, 18) + 366 ? 'D1' : home
    addEvent(
      story,
      'care_leaver_contact',
      on,
      inTouch ? 'YES' : 'NO',
      null,
      inTouch
        ? { accommodation, suitable: accommodation.endsWith('1'), activity: oneOf(random, activities) }
        : { accommodation: '0', activity: '0' },
    )
  }
  repeatedly(making, from, until, (last) => (asked.length > 0 ? plusMonths(last, 5) : last + 28), touch)
  // The return asks how things are around each birthday, from three months before to a month after.
  for (let age = 18; age <= 25; age++) {
    const turns = birthday(bornOn, age)
    const on = ground.working.onOrAfter(turns + between(random, 1, 12))
    const near = asked.some((other) => other >= plusMonths(turns, -3) && other <= plusMonths(turns, 1))
    if (!near && turns > from && on <= until) touch(on)
  }
  const provided = ground.detailed && random.next() < 0.3
  if (provided) {
    const moved = from + between(random, 0, Math.max(1, Math.min(200, until - from - 1)))
    if (moved < until) {
      const home = homeIn(random, ground.districts)
      const placed = addSpell(story, 'placement', moved, to, 'P2', spell, {
        providedByCouncil: true,
        registered: random.next() < 0.7,
        postcode: home.postcode,
      })
      making.stays.push({ from: moved, to, home, code: 'P2', onsCode: ground.onsCode, outside: false, carer: 'home' })
      if (placed.detail?.registered === false) {
        const reviewed = ground.working.onOrBefore(moved + between(random, 20, 28))
        if (reviewed <= until && random.next() < 0.9) addEvent(story, 'pathway_review', reviewed, null, null, null)
      }
      let first = true
      repeatedly(
        making,
        moved,
        until,
        (last) =>
          first
            ? last + 7
            : placed.detail?.registered === false && last < moved + 28
              ? Math.max(last + 1, moved + 27)
              : plusMonths(last, 2),
        (on) => {
          first = false
          visit(making, on, 'personal_adviser', spell)
        },
      )
      return spell
    }
  }
  // nothing in law counts these visits, so only the last two years of them are made
  repeatedly(
    making,
    Math.max(from, until - 730),
    until,
    (last) => last + 70,
    (on) => visit(making, on, 'personal_adviser', spell),
  )
  return spell
}
