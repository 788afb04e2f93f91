// The adoption course of a period of care.
import { ageAt, isoOf, plusMonths } from '../days.ts'
import { addEvent, addSpell, type Detail, type SpellDraft } from '../story.ts'
import { type Care, homeFor } from './homes.ts'
import { between, type Making, oneOf, open, repeatedly, visit, within } from './making.ts'

export type AdoptionDates = { decided: number; authority: number; placed: number }

/** How the child took part in a review: it is not asked of the under fours. */
export const participation = ({ story, random }: Making, on: number): string =>
  ageAt(story.bornOn as number, on) < 4
    ? 'PN0'
    : random.next() < 0.6
      ? 'PN1'
      : oneOf(random, ['PN2', 'PN3', 'PN5', 'PN6', 'PN6', 'PN7'])

/** Who adopts: most are married couples. */
const adopters: readonly Detail[] = [
  { adopters: 2, sexOfAdopters: 'MF', legalStatusOfAdopters: 'L11' },
  { adopters: 2, sexOfAdopters: 'MF', legalStatusOfAdopters: 'L11' },
  { adopters: 2, sexOfAdopters: 'MF', legalStatusOfAdopters: 'L11' },
  { adopters: 2, sexOfAdopters: 'MF', legalStatusOfAdopters: 'L3' },
  { adopters: 2, sexOfAdopters: 'MM', legalStatusOfAdopters: 'L12' },
  { adopters: 2, sexOfAdopters: 'FF', legalStatusOfAdopters: 'L12' },
  { adopters: 1, sexOfAdopters: 'F1', legalStatusOfAdopters: 'L0' },
]

/** The adoption course of a period of care: decision, placement order, match, new parents, order. */
export const adoptionDates = (making: Making, wanted: Care, held: SpellDraft): AdoptionDates => {
  const { story, ground, random } = making
  const until = open(wanted.exit, ground)
  const working = ground.working
  const put = (on: number, add: (day: number) => void): void => {
    const day = working.onOrAfter(on)
    if (day <= until) add(day)
  }
  // the second review, which makes adoption the plan, falls between the 85th and the 120th day
  const report = wanted.entry + 114
  const panel = report + 26
  const decided = working.onOrAfter(panel + 8)
  const orderFrom =
    story.spells.find((spell) => spell.kind === 'legal_status' && spell.code === 'E1')?.from ??
    Math.max(decided + 30, wanted.entry + 200)
  const matched = working.onOrAfter(orderFrom + between(random, 30, 130))
  const placed = wanted.exit === null ? matched + 24 : Math.min(matched + 24, wanted.exit - 100)
  put(report, (on) =>
    addEvent(story, 'permanence_report', on, null, null, { papersSentOn: isoOf(working.onOrAfter(on + 7)) }),
  )
  put(panel, (on) => addEvent(story, 'adoption_panel', on, 'should be placed', null, null))
  put(panel + 4, (on) => addEvent(story, 'panel_minutes', on, null, null, null))
  const adopted = wanted.exitCode === 'E11' || wanted.exitCode === 'E12'
  const couple = oneOf(random, adopters)
  let plan: SpellDraft | null = null
  if (decided <= until) {
    plan = addSpell(story, 'adoption', decided, wanted.exit, null, held, null, adopted ? wanted.exitCode : null)
    addEvent(story, 'adoption_decision', decided, 'should be placed', null, null)
    put(decided + 1, (on) => addEvent(story, 'adopters_told', on, null, null, null))
    put(decided + 4, (on) => addEvent(story, 'adopters_told_in_writing', on, null, null, null))
  }
  if (orderFrom <= until) {
    addEvent(story, 'court_order', working.onOrBefore(orderFrom), 'E1', null, null)
    addEvent(story, 'authority_to_place', working.onOrBefore(orderFrom), 'placement order', null, null)
  }
  put(matched, (on) => {
    addEvent(story, 'match', on, null, plan, { adopters: couple.adopters === 1 ? 'one' : 'two' })
    // they did not foster the child before: the child comes to them at the placement
    if (plan) plan.detail = { ...couple, formerFosterCarer: false }
  })
  if (placed <= until) {
    const foster = story.spells.findLast((spell) => spell.kind === 'placement')
    const stay = making.stays.at(-1)
    if (foster && stay) {
      foster.to = placed
      foster.endCode = 'CARPL'
      stay.to = placed
    }
    const home = homeFor(making, random.next() < 0.5 ? 'near' : 'far')
    const spell = addSpell(
      story,
      'placement',
      placed,
      wanted.exit,
      'A6',
      held,
      {
        provider: 'PR2',
        // the agency of several councils together has no number of Ofsted's of its own
        urn: 'XXXXXXX',
        postcode: home.home.postcode,
        localAuthority: home.onsCode,
        location: 'OUT',
        distance: home.miles,
        emergency: false,
        distant: home.miles > 20,
      },
      wanted.exitCode,
    )
    making.stays.push({
      from: placed,
      to: wanted.exit,
      home: home.home,
      code: 'A6',
      onsCode: home.onsCode,
      outside: true,
      carer: 'adopters',
    })
    put(placed, (on) => addEvent(story, 'placement_plan', on, null, spell, null))
    addEvent(story, 'placement_notice', working.onOrBefore(placed - 1), null, spell, null)
    if (home.miles > 20) addEvent(story, 'placement_approval', working.onOrBefore(placed - 3), 'director', spell, null)
    const review = working.onOrBefore(placed + 26)
    if (review <= until)
      addEvent(story, 'looked_after_review', review, participation(making, review), held, {
        permanencePlan: 'adoption',
      })
    repeatedly(
      making,
      placed,
      until,
      (last) => last + (last < review ? 7 : 42),
      (on) => visit(making, on, on <= review ? 'adoption' : 'looked_after', spell),
    )
    repeatedly(
      making,
      review,
      until,
      (previous) => plusMonths(previous, previous === review ? 3 : 6),
      (on) =>
        addEvent(story, 'looked_after_review', on, participation(making, on), held, { permanencePlan: 'adoption' }),
    )
  }
  if (wanted.exit !== null && wanted.exit <= ground.now && (wanted.exitCode === 'E12' || wanted.exitCode === 'E11')) {
    addEvent(story, 'adoption_order', wanted.exit, null, null, null)
    const ceremony = working.onOrAfter(wanted.exit + between(random, 10, 30))
    if (ceremony <= ground.now) {
      addEvent(story, 'adoption_ceremony', ceremony, null, null, null)
      const book = within(making, ceremony, working.plus(ceremony, 10), 0.3)
      if (book <= ground.now) addEvent(story, 'life_story_book', book, null, null, { laterLifeLetter: true })
    }
  }
  return { decided, authority: orderFrom, placed: placed <= until ? placed : Number.POSITIVE_INFINITY }
}
