// A period of care, put together: legal statuses, homes, plans, reviews, visits, health, education.
import { ageAt, birthday, isoOf, plusMonths } from '../days.ts'
import { addEvent, addSpell, type Detail, type SpellDraft } from '../story.ts'
import { type AdoptionDates, adoptionDates, participation } from './adoption.ts'
import { proceedings } from './court.ts'
import { educationPlans, health, yearlyOutcomes } from './health-and-education.ts'
import { type Care, type CarePlan, homesOf } from './homes.ts'
import { eligible } from './leaving-care.ts'
import { between, instantOf, type Making, oneOf, open, repeatedly, visit, within } from './making.ts'
import { missingEpisodes } from './missing.ts'

export type { Care, CarePlan } from './homes.ts'

const permanence: Readonly<Record<CarePlan, string>> = {
  foster: 'long-term fostering',
  kin: 'long-term with relatives or friends',
  parent: 'return home',
  residential: 'residential until independence',
  supported: 'towards independence',
  adoption: 'adoption',
}

/** One status after another, from the first day to the last. */
const legalStatuses = (making: Making, wanted: Care, held: SpellDraft): void => {
  const { story, ground, random } = making
  const { entry, exit, exitCode } = wanted
  const { working } = ground
  const until = open(exit, ground)
  const status = (code: string, from: number, to: number | null): void => {
    if (from > until) return
    const goesOn = to === null || to > until
    addSpell(story, 'legal_status', from, goesOn ? exit : to, code, held, null, goesOn ? exitCode : 'X1')
  }
  const order = (on: number, code: string): void => {
    addEvent(story, 'court_order', working.onOrBefore(on), code, null, null)
  }

  if (wanted.route === 'agreement') {
    const asked = wanted.unaccompanied || random.next() < 0.75 ? null : entry + between(random, 60, 400)
    // no care order is made once a child is 17
    const court = asked !== null && asked + 240 < birthday(story.bornOn as number, 17) ? asked : null
    status('V2', entry, court)
    if (court === null || court > until) return
    const final = court + between(random, 130, 210)
    status('C1', court, final)
    proceedings(making, court, final <= until ? final : exit)
    if (final > until) return
    status('C2', final, null)
    order(final, 'C2')
    return
  }

  let from = entry
  if (wanted.route === 'police') {
    const startedAt = instantOf(entry, 21 * 60 + 20)
    const act = addSpell(story, 'emergency_protection', entry, Math.min(entry + 2, until), 'L1', null, {
      startedAt,
      endedAt: instantOf(entry + 2, 16 * 60),
    })
    if (entry + 2 > ground.now) {
      act.to = null
      act.detail = { startedAt }
    }
    status('L1', entry, entry + 2)
    from = entry + 2
  }
  // a placement order follows the agency's decision, which adoption.ts puts at about the 150th day
  const final = from + (wanted.plan === 'adoption' ? between(random, 172, 225) : between(random, 140, 250))
  status('C1', from, final)
  if (from <= until) {
    order(Math.max(entry, from), 'C1')
    proceedings(making, entry - 8, final <= until ? final : exit)
  }
  if (final > until) return
  order(final, 'C2')
  if (wanted.plan === 'adoption') {
    status('C2', final, final + 1)
    status('E1', final + 1, null)
  } else status('C2', final, null)
}

const cameAlone = (making: Making, wanted: Care, held: SpellDraft): void => {
  const { story, ground, random } = making
  const eighteen = birthday(story.bornOn as number, 18)
  const grownUp = eighteen <= ground.now ? eighteen : null
  const ends = wanted.exit === null ? grownUp : Math.min(wanted.exit, eighteen)
  addSpell(story, 'unaccompanied', wanted.entry, ends, null, held, {
    status: ends === null && random.next() < 0.6 ? 'asylum claim awaiting decision' : 'refugee status',
    arrivedBy: oneOf(random, ['lorry', 'small boat', 'aeroplane', 'train']),
  })
  if (!ground.detailed || wanted.exit !== null) return
  addSpell(story, 'risk', Math.min(ground.now, wanted.entry + 3), null, 'see alone', null, {
    words: 'Always with the booked interpreter, never with somebody from the same household.',
    reviewOn: isoOf(ground.now + 60),
  })
}

/** The reviews of the care plan. Returns the day of the first; Infinity when none was held yet. */
const reviews = (making: Making, wanted: Care, held: SpellDraft, course: AdoptionDates | null): number => {
  const { story, ground } = making
  const adoptive = course !== null
  let place = 0
  let first = Number.POSITIVE_INFINITY
  const limit = (last: number): number => {
    if (place === 0) return ground.working.plus(last, 20)
    if (place === 1) return plusMonths(last, 3)
    // reviews come closer together once a child may be placed for adoption
    if (course !== null && last < course.placed && last >= course.authority - 60) return plusMonths(last, 3)
    return plusMonths(last, 6)
  }
  // from the placement with adopters on, adoption.ts holds the reviews
  const until = Math.min(open(wanted.exit, ground), (course?.placed ?? Number.POSITIVE_INFINITY) - 1)
  repeatedly(making, wanted.entry, until, limit, (on) => {
    place++
    if (place === 1) first = on
    const code = participation(making, on)
    const detail: Detail = {}
    if (place === 2) detail.permanencePlan = permanence[wanted.plan]
    if (place > 2 && adoptive) detail.permanencePlan = 'adoption'
    addEvent(story, 'looked_after_review', on, code, held, detail)
  })
  return first
}

/** Visits by regulation 28 to one home: weekly at first in some, within a week in all, then six-weekly or quarterly. */
const visitsTo = (making: Making, home: SpellDraft, end: number, firstReview: number): void => {
  const detail = home.detail ?? {}
  const approvedOn = detail.approvedOn
  const firstYear = plusMonths(home.from, 12)
  let visited = false
  const limit = (last: number): number => {
    const pending = approvedOn === undefined || isoOf(last) < String(approvedOn)
    if (detail.temporaryApproval === true && pending) return last + (last < firstReview ? 7 : 28)
    if (!visited) return last + 7
    if (home.code === 'P1') return last + 28
    if (last >= firstYear && detail.permanent === true) return plusMonths(last, 3)
    return last + 42
  }
  repeatedly(making, home.from, end, limit, (on) => {
    visited = true
    visit(making, on, 'looked_after', home)
  })
}

/** A child or carer asked for a visit and it has not been made yet. */
const visitAskedFor = (making: Making, held: SpellDraft, until: number): void => {
  const { story, ground, random } = making
  if (!ground.detailed || held.to !== null || random.next() > 0.05) return
  const on = ground.working.onOrBefore(ground.now - between(random, 3, 40))
  if (on <= held.from || on > until) return
  addEvent(story, 'visit_request', on, 'child', null, null, `${story.name} asked to see the social worker.`)
}

/** Whether a girl in care is a mother, as every return asks: of the older ones a few are. */
const motherhood = (making: Making, entry: number, exit: number | null, until: number): Detail => {
  const { story, random } = making
  if (story.sex !== 'F') return {}
  const from = Math.max(entry + 30, birthday(story.bornOn as number, 15) + 60)
  if (from >= until || exit !== null || random.next() > 0.08) return { mother: false }
  return { mother: true, firstChildBornOn: isoOf(from + Math.floor(random.next() * (until - from))) }
}

/** Whether an order once gave the child a permanent home: asked of everybody who comes into care. */
const earlierPermanence = (making: Making, entry: number): void => {
  const { story, ground, random } = making
  const bornOn = story.bornOn as number
  const years = ageAt(bornOn, entry)
  if (years < 6 || story.need === 'N8' || random.next() > 0.04) {
    addEvent(story, 'previous_permanence', entry, 'Z1', null, null)
    return
  }
  const on = ground.working.onOrAfter(bornOn + between(random, 500, 365 * (years - 2)))
  addEvent(story, 'previous_permanence', on, oneOf(random, ['P1', 'P2', 'P2', 'P2', 'P3']), null, {
    authority: String(ground.councilId),
  })
}

/** A period of care with everything in it. Returns its spell. */
export const care = (making: Making, wanted: Care): SpellDraft => {
  const { story, ground } = making
  const { entry, exit } = wanted
  const { working } = ground
  const until = open(exit, ground)
  const need = wanted.unaccompanied ? 'N8' : story.need
  const held = addSpell(
    story,
    'looked_after',
    entry,
    exit,
    null,
    wanted.under,
    { categoryOfNeed: need, ...motherhood(making, entry, exit, until) },
    wanted.exitCode,
  )
  earlierPermanence(making, entry)
  legalStatuses(making, wanted, held)
  if (wanted.unaccompanied) cameAlone(making, wanted, held)
  const homes = homesOf(making, wanted, held)

  const planOn = within(making, entry, working.plus(entry, 10), 0.2)
  if (planOn <= until) addEvent(story, 'care_plan', planOn, null, held, { permanencePlan: permanence[wanted.plan] })
  const named = within(making, entry, working.plus(entry, 5), 0.1)
  if (named <= until) addEvent(story, 'reviewing_officer_named', named, null, held, null)
  const course = wanted.plan === 'adoption' ? adoptionDates(making, wanted, held) : null
  const firstReview = reviews(making, wanted, held, course)

  for (const home of homes) {
    const placed = course?.placed ?? Number.POSITIVE_INFINITY
    if (home.from < placed) visitsTo(making, home, Math.min(home.to ?? until, until, placed), firstReview)
  }
  health(making, entry, until)
  yearlyOutcomes(making, held, entry, until)
  educationPlans(making, held, entry, until)
  missingEpisodes(making, entry, until, exit)
  eligible(making, held, entry, exit)
  visitAskedFor(making, held, until)
  return held
}
