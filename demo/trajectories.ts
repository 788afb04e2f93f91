// Whole lives with the council, put together from the stretches in journey/: one function for each place where a child
// can stand today, and one for each way a closed record came about.
import type { Random } from '../src/lib/random.ts'
import { birthday, endOfMarch, fifteenth, plusMonths, yearOf } from './days.ts'
import { type CarePlan, care } from './journey/care.ts'
import { preProceedings } from './journey/court.ts'
import { perhapsRisk, privateFostering, shortBreaks } from './journey/elsewhere.ts'
import { assessment, close, contact, earlyHelp, enquiry, needFor, referral, sourceFor } from './journey/front-door.ts'
import { leaver } from './journey/leaving-care.ts'
import { between, type Making, oneOf, phase, writtenDown } from './journey/making.ts'
import { needPlan, protectionPlan } from './journey/plans.ts'
import { addEvent, addSpell, type Ground, type SpellDraft } from './story.ts'

export type OpenTrajectory =
  | 'contact'
  | 'referral'
  | 'assessment'
  | 'section 47'
  | 'need'
  | 'protection'
  | 'care'
  | 'unaccompanied'
  | 'short breaks'
  | 'private fostering'
  | 'leaver'
  | 'early help'
export type ClosedTrajectory =
  | 'past contact'
  | 'past early help'
  | 'past referral'
  | 'past assessment'
  | 'past need'
  | 'past protection'
  | 'past care'
  | 'past leaver'
export type Trajectory = OpenTrajectory | ClosedTrajectory

/** What the children of one family share: when it began and why. */
export type FamilyCourse = {
  trajectory: Trajectory
  start: number
  source: string
  need: string
  court: boolean
  adoption: boolean
  category: string | null
}

const year = 365.25

/** When the present (or past) stretch began, for one family. */
export const courseFor = (
  random: Random,
  ground: Ground,
  trajectory: Trajectory,
  historyYears: number,
): FamilyCourse => {
  const { now, working } = ground
  const ago = (days: number): number => now - Math.max(0, Math.round(days))
  const long = historyYears * year
  let start = now
  switch (trajectory) {
    case 'contact':
      start = ago(random.next() < 0.8 ? 0 : 1)
      break
    case 'referral':
      start = ago(random.next() < 0.5 ? 0 : 1)
      break
    case 'assessment': {
      // most end well inside the 45 working days; some run over
      const over = random.next() < ground.late
      start = over ? ago(between(random, 64, 84)) : ago(62 * random.next() ** 1.25)
      // none was left over from the census day of this year
      const census = endOfMarch(yearOf(now))
      if (census < now) start = Math.max(start, census - 58)
      break
    }
    case 'section 47':
      start = ago(between(random, 0, 12))
      break
    case 'need':
      start = ago(4 + Math.min(1_000, random.exponential(215)))
      break
    case 'protection':
      start = ago(2 + Math.min(1_050, random.exponential(235)))
      break
    case 'care':
      start = ago(2 + Math.min(13 * year, random.exponential(2.6 * year)))
      break
    case 'unaccompanied':
      start = ago(2 + Math.min(3.4 * year, random.exponential(1.15 * year)))
      break
    case 'short breaks':
      start = ago(30 + Math.min(1_300, random.exponential(600)))
      break
    case 'private fostering':
      start = ago(12 + Math.min(850, random.exponential(300)))
      break
    case 'leaver':
      start = now
      break
    case 'early help':
      start = ago(3 + Math.min(600, random.exponential(130)))
      break
    default:
      start = ago(200 + random.next() * long)
  }
  if (trajectory === 'protection') start = working.onOrBefore(start)
  return {
    trajectory,
    start,
    source: sourceFor(random),
    need: needFor(random),
    court: random.next() < 0.5,
    adoption: random.next() < 0.3,
    category: null,
  }
}

/** The day a child of this family was born, given where the family stands; null for a child not yet born. */
export const birthFor = (
  random: Random,
  ground: Ground,
  course: FamilyCourse,
  index: number,
): { bornOn: number | null; expectedOn: number | null } => {
  const { now } = ground
  const youngest = birthday(now, -18) + 20
  const by = (ageYears: number, on: number): number => Math.round(on - ageYears * year)
  const child = (ageYears: number, on: number) => ({ bornOn: Math.max(youngest, by(ageYears, on)), expectedOn: null })
  const spread = index * (1.4 + 1.6 * random.next())
  switch (course.trajectory) {
    case 'protection':
    case 'need':
    case 'assessment':
    case 'section 47': {
      if (index === 0 && random.next() < 0.018 && course.start > now - 100)
        return { bornOn: null, expectedOn: now + between(random, 6, 120) }
      const skew = course.trajectory === 'protection' ? 1.35 : 1.05
      return child(
        Math.max(0.02, 16.6 * random.next() ** skew - spread * 0.4 + (index > 0 ? spread * 0.4 : 0)),
        course.start,
      )
    }
    case 'care': {
      const chance = random.next()
      const age = chance < 0.17 ? random.next() : chance < 0.6 ? 1 + 12 * random.next() : 13 + 4.5 * random.next()
      // those who came in long ago came in young
      const limit = 17.9 - (now - course.start) / year
      return child(Math.max(0.01, Math.min(age, Math.max(0.01, limit * (0.35 + 0.6 * random.next())))), course.start)
    }
    case 'unaccompanied': {
      const stay = (now - course.start) / year
      const ageNow = Math.min(17.9, 17.92 - Math.abs(random.normal(0, 0.95)))
      const bornOn = fifteenth(by(Math.max(ageNow, 12.5 + stay), now))
      return { bornOn: Math.max(bornOn, fifteenth(youngest + 31)), expectedOn: null }
    }
    case 'leaver':
      return { bornOn: by(18 + 6.95 * random.next() ** 1.35, now - 3), expectedOn: null }
    case 'private fostering':
      return child(3 + 12 * random.next(), now)
    case 'short breaks':
      return child(5 + 12 * random.next(), now)
    case 'past leaver':
      return { bornOn: by(25.1 + 6 * random.next(), now), expectedOn: null }
    case 'past care':
      return {
        bornOn: by(course.adoption ? 0.2 + 2.5 * random.next() : 1 + 14 * random.next(), course.start),
        expectedOn: null,
      }
    default:
      return { bornOn: by(0.1 + 16.5 * random.next(), course.start), expectedOn: null }
  }
}

/** A stretch of work that ended years before: many children come back. */
const earlier = (making: Making, before: number): void => {
  const { story, random } = making
  if (story.bornOn === null) return
  const on = before - between(random, 220, 1_300)
  if (on < story.bornOn + 20) return
  if (random.next() < 0.5) {
    contact(making, on, sourceFor(random), 'advice')
    return
  }
  const spell = referral(making, on, sourceFor(random), 'assessment')
  const started = making.ground.working.plus(on, 1)
  const ended = assessment(making, spell, started, false) as number
  phase(making, started, 'assessment')
  if (random.next() < 0.4) {
    const to = Math.min(before - 20, ended + between(random, 60, 200))
    if (to > ended + 10) {
      needPlan(making, spell, ended, to)
      spell.to = to
      spell.endCode = 'RC7'
      return
    }
  }
  spell.to = ended
  spell.endCode = 'RC8'
}

const begin = (making: Making, on: number, course: FamilyCourse, response: string): SpellDraft => {
  contact(making, on, course.source, 'referral')
  return referral(making, on, course.source, response)
}

/** Referral and assessment behind a plan that began on a day. Returns the referral. */
const assessedBefore = (making: Making, course: FamilyCourse, planFrom: number): SpellDraft => {
  const { ground, random } = making
  const { working } = ground
  const length = between(random, 24, 62)
  const on = planFrom - length
  const spell = begin(making, on, course, 'assessment')
  const start = working.plus(on, 1)
  phase(making, start, 'assessment')
  const done = addSpell(making.story, 'assessment', start, working.onOrBefore(planFrom), null, spell, {
    factors: ['16A', '3B'],
    childSeen: making.story.bornOn !== null,
    authorised: true,
  })
  const checkpoint = ground.local['assessment-checkpoint']
  if (checkpoint)
    addEvent(
      making.story,
      'management_decision',
      Math.min(working.plus(start, 8), done.to as number),
      'assessment checkpoint',
      done,
      null,
      null,
    )
  return spell
}

const rather = (chance: number, random: Random): boolean => random.next() < chance

/** Adds one child's course to its story: everything but who held the child, which `settleStory` works out. */
export const live = (making: Making, course: FamilyCourse): void => {
  const { story, ground, random } = making
  const { now, working } = ground
  const start = course.start
  story.need = course.need
  const bornOn = story.bornOn

  switch (course.trajectory) {
    case 'contact':
      if (rather(0.3, random)) earlier(making, start)
      contact(making, start, course.source, null)
      return
    case 'referral': {
      if (rather(0.3, random)) earlier(making, start)
      contact(making, start, course.source, 'referral')
      // decided late on a day or still waiting: the decision is due in one working day
      referral(making, start, course.source, null)
      phase(making, start, 'front door', 'lead practitioner')
      return
    }
    case 'assessment': {
      if (rather(0.35, random)) earlier(making, start)
      const spell = begin(making, start, course, 'assessment')
      const from = Math.min(now, working.plus(start, 1))
      phase(making, Math.min(from, now), 'assessment')
      assessment(making, spell, from, true)
      writtenDown(making, from)
      return
    }
    case 'section 47': {
      if (rather(0.45, random)) earlier(making, start - 30)
      const on = start - between(random, 0, 20)
      const spell = begin(making, on, course, 'section 47')
      // a child who may be harmed is seen at once
      const from = on
      phase(making, from, 'assessment')
      assessment(making, spell, from, true)
      enquiry(making, spell, Math.max(on, start), 'open')
      writtenDown(making, from)
      perhapsRisk(making, start, 0.2)
      return
    }
    case 'need': {
      if (rather(0.3, random)) earlier(making, start - 70)
      const spell = assessedBefore(making, course, start)
      const stepped = rather(0.15, random) && bornOn !== null && start - bornOn > 250
      if (stepped) {
        const plan = working.onOrAfter(start - between(random, 200, 420))
        if (plan > (spell.from as number) + 20) planAfterConference(making, spell, plan, start)
      }
      phase(making, start, course.need === 'N2' ? 'disabled' : 'family')
      needPlan(making, spell, start, null)
      writtenDown(making, start)
      perhapsRisk(making, start, 0.09)
      return
    }
    case 'protection': {
      if (rather(0.4, random)) earlier(making, start - 130)
      // the conference is the plan's first day
      // conferences just after the census day were held in time
      const census = endOfMarch(yearOf(start))
      const slow = rather(ground.late, random) && (start <= census || start > census + 30)
      const discussed = working.plus(start, -between(random, 9, slow ? 19 : 15))
      const opened = discussed - between(random, 2, 40)
      const spell = begin(making, opened, course, 'assessment')
      const from = working.plus(opened, 1)
      phase(making, Math.min(from, discussed), 'assessment')
      const enquirySpell = addSpell(
        story,
        'section_47',
        discussed,
        working.onOrBefore(start - 1),
        null,
        spell,
        { conferenceRequired: true, substantiated: true },
        'conference',
      )
      const concern = working.onOrBefore(rather(0.6, random) ? discussed : discussed - 1)
      addEvent(story, 'harm_concern', Math.max(concern, opened), null, null, { strategyNeeded: true })
      addEvent(story, 'strategy_discussion', discussed, 'joint', enquirySpell, {
        agencies: ['police', 'health', 'school'],
        decision: 'section 47 enquiry',
      })
      addEvent(story, 'initial_conference', start, null, enquirySpell, { decision: 'child protection plan' })
      addSpell(
        story,
        'assessment',
        Math.min(from, discussed),
        working.onOrBefore(Math.min(start + 3, now)),
        null,
        spell,
        { factors: ['16A', '17A'], childSeen: bornOn !== null, authorised: true },
      )
      phase(making, start, 'family')
      phase(making, start, 'conference', 'conference chair')
      protectionPlan(making, spell, start, null, course.category ?? undefined)
      if (course.court && now - start > 160)
        preProceedings(making, start + between(random, 110, Math.min(330, now - start - 1)), null)
      writtenDown(making, start)
      perhapsRisk(making, start, 0.2)
      return
    }
    case 'care': {
      const age = (start - (bornOn as number)) / year
      if (age > 1.5 && rather(0.35, random)) earlier(making, start - 260)
      const before = age < 0.3 ? between(random, 0, 5) : between(random, 20, 220)
      const opened = Math.max(start - before, bornOn as number)
      const spell = begin(making, opened, course, before < 15 ? 'immediate protection' : 'assessment')
      phase(making, Math.min(working.plus(opened, 1), start), 'assessment')
      if (before > 60 && age > 0.8) {
        const planned = Math.min(start - Math.floor(before * 0.6), opened + 55)
        const assessed = working.plus(opened, 1)
        addSpell(story, 'assessment', assessed, working.onOrBefore(planned + 4), null, spell, {
          factors: ['16A', '3B'],
          childSeen: true,
          authorised: true,
        })
        if (rather(0.55, random)) planAfterConference(making, spell, working.onOrAfter(planned), start)
        else needPlan(making, spell, planned, start)
        phase(making, planned, 'family')
      } else {
        const ends = working.onOrAfter(Math.min(start + between(random, 2, 20), working.plus(opened, 43)))
        const assessed = ends > now ? null : ends
        addSpell(
          story,
          'assessment',
          Math.min(working.plus(opened, 1), start),
          assessed,
          null,
          spell,
          assessed === null ? null : { factors: ['16A'], childSeen: true, authorised: true },
        )
      }
      phase(making, start, 'care')
      phase(making, start + 2, 'reviewing', 'reviewing officer')
      const adopted = course.adoption && age < 3.2 && now - start < 760
      const plan: CarePlan = adopted
        ? 'adoption'
        : age < 4
          ? oneOf<CarePlan>(random, ['kin', 'kin', 'foster', 'foster', 'parent'])
          : age < 12
            ? oneOf<CarePlan>(random, ['foster', 'foster', 'foster', 'foster', 'kin', 'kin', 'residential', 'parent'])
            : oneOf<CarePlan>(random, [
                'foster',
                'foster',
                'foster',
                'residential',
                'residential',
                'supported',
                'supported',
                'kin',
              ])
      // a child whose new family has the order has left care: an adoption still under way began within the last 20 months
      const route =
        adopted || (age < 9 ? rather(0.78, random) : rather(0.3, random))
          ? rather(0.12, random)
            ? 'police'
            : 'court'
          : 'agreement'
      care(making, {
        entry: start,
        exit: null,
        exitCode: null,
        route,
        plan: plan === 'parent' && route === 'agreement' ? 'kin' : plan,
        unaccompanied: false,
        under: spell,
      })
      writtenDown(making, start)
      perhapsRisk(making, start, 0.12)
      return
    }
    case 'unaccompanied': {
      story.need = 'N8'
      const spell = begin(making, start, course, 'immediate protection')
      phase(making, start, ground.staffing.holders.unaccompanied.length > 0 ? 'unaccompanied' : 'care')
      phase(making, start + 2, 'reviewing', 'reviewing officer')
      const ends = working.onOrAfter(start + between(random, 15, 48))
      const assessed = ends > now ? null : ends
      addSpell(
        story,
        'assessment',
        start,
        assessed,
        null,
        spell,
        assessed === null ? null : { factors: ['9A'], childSeen: true, authorised: true },
      )
      const old = (now - (bornOn as number)) / year > 16.1
      care(making, {
        entry: start,
        exit: null,
        exitCode: null,
        route: 'agreement',
        plan: old ? oneOf<CarePlan>(random, ['supported', 'supported', 'foster']) : 'foster',
        unaccompanied: true,
        under: spell,
      })
      writtenDown(making, start)
      return
    }
    case 'short breaks': {
      story.need = 'N2'
      const spell = assessedBefore(making, course, start)
      phase(making, start, 'disabled')
      needPlan(making, spell, start, null)
      shortBreaks(making, Math.min(now, start + between(random, 20, 60)), null)
      writtenDown(making, start)
      perhapsRisk(making, start, 0.3)
      return
    }
    case 'private fostering': {
      story.need = 'N8'
      const spell = begin(making, start, course, 'assessment')
      phase(making, start, 'family')
      addSpell(
        story,
        'assessment',
        working.plus(start, 1),
        now - start > 70 ? working.plus(start, between(random, 25, 42)) : null,
        null,
        spell,
        now - start > 70 ? { factors: ['8E'], childSeen: true, authorised: true } : null,
      )
      privateFostering(making, start, null)
      writtenDown(making, start)
      return
    }
    case 'leaver': {
      const eighteen = birthday(bornOn as number, 18)
      const alone = story.need === 'N8' || rather(0.1, random)
      const entry = Math.round(eighteen - year * (alone ? 0.6 + 1.9 * random.next() : 0.6 + 3.6 * random.next() ** 1.6))
      const spell = begin(making, entry - between(random, 0, 60), course, 'assessment')
      phase(making, entry, 'care')
      phase(making, entry + 2, 'reviewing', 'reviewing officer', eighteen)
      care(making, {
        entry,
        exit: eighteen,
        exitCode: rather(0.25, random) ? 'E17' : rather(0.7, random) ? 'E5' : 'E6',
        route: 'agreement',
        plan: oneOf<CarePlan>(random, ['foster', 'supported', 'residential', 'foster']),
        unaccompanied: alone,
        under: spell,
      })
      phase(making, eighteen, 'leaving care', 'personal adviser')
      const twentyOne = birthday(bornOn as number, 21)
      const studies = now > twentyOne
      leaver(making, eighteen, studies ? twentyOne : null, 'former-relevant')
      if (studies) leaver(making, twentyOne, null, 'former-relevant-education')
      writtenDown(making, eighteen)
      return
    }
    case 'early help':
      contact(making, start - between(random, 1, 12), course.source, 'early help')
      earlyHelp(making, start, null)
      phase(making, start, 'early help', 'lead practitioner')
      if (ground.detailed) writtenDown(making, start)
      return
    default:
      lived(making, course)
  }
}

/** Closed records. */
const lived = (making: Making, course: FamilyCourse): void => {
  const { story, ground, random } = making
  const { now, working } = ground
  const start = course.start
  switch (course.trajectory) {
    case 'past contact':
      contact(making, start, course.source, oneOf(random, ['advice', 'other agency', 'no further action', 'advice']))
      story.closedOn = start + 1
      if (rather(0.15, random))
        contact(making, Math.min(now - 30, start + between(random, 40, 300)), sourceFor(random), 'advice')
      return
    case 'past early help': {
      contact(making, start, course.source, 'early help')
      const to = Math.min(now - 8, start + between(random, 40, 240))
      earlyHelp(making, start + 9, Math.max(to, start + 10))
      phase(making, start + 9, 'early help', 'lead practitioner')
      story.closedOn = Math.max(to, start + 10)
      return
    }
    case 'past referral': {
      contact(making, start, course.source, 'referral')
      const spell = referral(making, start, course.source, 'no further action')
      close(making, spell, working.plus(start, 1), 'RC7')
      spell.endCode = 'no further action'
      return
    }
    case 'past assessment': {
      const spell = begin(making, start, course, 'assessment')
      const from = working.plus(start, 1)
      phase(making, from, 'assessment')
      const enquired = rather(0.2, random)
      if (enquired) enquiry(making, spell, working.plus(start, 1), 'none')
      const done = assessment(making, spell, from, false) as number
      close(
        making,
        spell,
        Math.max(done, enquired ? working.plus(start, 18) : done),
        enquired ? 'RC7' : rather(0.6, random) ? 'RC8' : 'RC9',
      )
      return
    }
    case 'past need': {
      const spell = assessedBefore(making, course, start)
      const to = Math.min(now - 10, start + between(random, 50, 330))
      phase(making, start, 'family')
      needPlan(making, spell, start, to)
      close(making, spell, to, 'RC7')
      return
    }
    case 'past protection': {
      const spell = assessedBefore(making, course, start)
      const plan = working.onOrAfter(start)
      const to = working.onOrBefore(Math.min(now - 60, plan + between(random, 150, 520)))
      phase(making, plan, 'family')
      phase(making, plan, 'conference', 'conference chair')
      if (to > plan + 60) {
        planAfterConference(making, spell, plan, to)
        const end = Math.min(now - 9, to + between(random, 60, 140))
        if (end > to + 20) needPlan(making, spell, to, end)
        close(making, spell, Math.max(end, to), 'RC7')
      } else {
        enquiryBefore(making, spell, plan)
        close(making, spell, plan + 20, 'RC7')
      }
      return
    }
    case 'past care': {
      const spell = begin(making, start - between(random, 2, 60), course, 'assessment')
      phase(making, start, 'care')
      phase(making, start + 2, 'reviewing', 'reviewing officer')
      const adopted = course.adoption
      const length = adopted ? between(random, 560, 800) : 20 + Math.floor(random.exponential(380))
      const exit = working.onOrBefore(
        Math.min(now - 40, start + length, plusMonths(story.bornOn as number, 18 * 12) - 1),
      )
      if (exit <= start + 3) {
        close(making, spell, start, 'RC7')
        return
      }
      const enough = exit - start > 540
      const adoption = adopted && enough
      const guardian = !adoption && rather(0.28, random) && exit - start > 150
      const exitCode = adoption
        ? 'E12'
        : guardian
          ? oneOf(random, ['E45', 'E45', 'E46', 'E47'])
          : rather(0.12, random)
            ? 'E41'
            : rather(0.75, random)
              ? 'E4A'
              : 'E4B'
      care(making, {
        entry: start,
        exit,
        exitCode,
        route: adoption || guardian ? 'court' : rather(0.4, random) ? 'court' : 'agreement',
        plan: adoption ? 'adoption' : guardian ? 'kin' : 'foster',
        unaccompanied: false,
        under: spell,
      })
      if (guardian || exitCode === 'E41')
        addSpell(story, 'permanence_order', exit, null, exitCode, null, {
          order: exitCode === 'E41' ? 'child arrangements order' : 'special guardianship order',
        })
      close(making, spell, exit, adoption ? 'RC1' : guardian ? 'RC4' : exitCode === 'E41' ? 'RC3' : 'RC7')
      return
    }
    case 'past leaver': {
      const eighteen = birthday(story.bornOn as number, 18)
      const entry = eighteen - between(random, 300, 1_500)
      const spell = begin(making, entry, course, 'assessment')
      phase(making, entry, 'care')
      care(making, {
        entry,
        exit: eighteen,
        exitCode: 'E5',
        route: 'agreement',
        plan: 'foster',
        unaccompanied: false,
        under: spell,
      })
      phase(making, eighteen, 'leaving care', 'personal adviser')
      const ends = birthday(story.bornOn as number, rather(0.5, random) ? 21 : 25)
      leaver(making, eighteen, ends, 'former-relevant')
      close(making, spell, ends, 'RC7')
      return
    }
    default:
      throw new Error(`no course is called ${course.trajectory}`)
  }
}

const enquiryBefore = (making: Making, under: SpellDraft, conference: number): void => {
  const { story, ground, random } = making
  const discussed = Math.max(under.from, ground.working.plus(conference, -between(random, 9, 15)))
  const spell = addSpell(
    story,
    'section_47',
    discussed,
    ground.working.onOrBefore(Math.max(discussed, conference - 1)),
    null,
    under,
    { conferenceRequired: true, substantiated: true },
    'conference',
  )
  addEvent(story, 'harm_concern', discussed, null, null, { strategyNeeded: true })
  addEvent(story, 'strategy_discussion', discussed, 'joint', spell, {
    agencies: ['police', 'health'],
    decision: 'section 47 enquiry',
  })
  addEvent(story, 'initial_conference', conference, null, spell, { decision: 'child protection plan' })
}

/** A plan begins on the day of its conference, which an enquiry led to. */
const planAfterConference = (making: Making, under: SpellDraft, on: number, to: number | null): void => {
  enquiryBefore(making, under, on)
  protectionPlan(making, under, on, to)
}
