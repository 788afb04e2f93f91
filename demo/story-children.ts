// The named cases: a dozen families that carry every interesting case, each shown by one sign-in. They are told here by
// hand, with the same stretches the simulation uses; everybody in them is fictional.

import { testLandline, testNhsNumber, testUpn } from '../src/lib/identifiers.ts'
import { idFrom } from '../src/lib/ids.ts'
import { seededRandom } from '../src/lib/random.ts'
import { ageAt, birthday, fifteenth, isoOf } from './days.ts'
import { care } from './journey/care.ts'
import { privateFostering } from './journey/elsewhere.ts'
import { assessment, contact, enquiry, referral } from './journey/front-door.ts'
import { leaver } from './journey/leaving-care.ts'
import { instantOf, type Making, phase, writtenDown } from './journey/making.ts'
import { missing } from './journey/missing.ts'
import { needPlan, protectionPlan } from './journey/plans.ts'
import type { World } from './load.ts'
import type { TeamKind } from './people.ts'
import { farDistricts, type Home, homeIn } from './places.ts'
import type { Planting } from './planted.ts'
import { type Area, fosteringOf, homesOfArea, type Provider } from './providers.ts'
import { flag, type Sheets } from './sheets.ts'
import {
  type CouncilWorld,
  type MadeChild,
  type Network,
  type Numbers,
  newPerson,
  numberPhone,
  type PersonDraft,
  writePerson,
  writeRelation,
  writeStory,
} from './simulate.ts'
import { addEvent, addSpell, type Keeping, newStory, type Story, settleStory } from './story.ts'
import type { Trajectory } from './trajectories.ts'
import type { Holder } from './workforce.ts'

export type StoryChild = {
  slug: string
  name: string
  councilId: number
  childId: string
  /** what the child's page shows */
  shows: string
  /** subject of the person to sign in as */
  signIn: string
}

export type Stories = {
  list: readonly StoryChild[]
  /** children of each trajectory told here, to be left out of the simulation's numbers */
  takenIn: (councilId: number) => Partial<Record<Trajectory, number>>
  writeInto: (council: CouncilWorld, sheets: Sheets, numbers: Numbers, network: Network, planting: Planting) => number
}

const dayLength = 86_400_000
const year = 365.25

type Cast = {
  slug: string
  councilId: number
  given: string
  family: string
  sex: Story['sex']
  signIn: string
  shows: string
  counts: Trajectory
}

/** Every named child. Ids rest on the slug alone, so that a bookmark holds from one day's world to the next. */
const cast: readonly Cast[] = [
  {
    slug: 'siblings-elder',
    councilId: 212,
    given: 'Reuben',
    family: 'Camberlisle',
    sex: 'M',
    signIn: 'wandsworth.social-worker',
    counts: 'protection',
    shows: 'The eldest of three on one child protection plan for neglect; a visit is late',
  },
  {
    slug: 'siblings-middle',
    councilId: 212,
    given: 'Naomi',
    family: 'Camberlisle',
    sex: 'F',
    signIn: 'wandsworth.social-worker',
    counts: 'protection',
    shows: 'The middle one of three on the plan; her own words are on the page',
  },
  {
    slug: 'siblings-younger',
    councilId: 212,
    given: 'Xavier',
    family: 'Camberlisle',
    sex: 'M',
    signIn: 'wandsworth.social-worker',
    counts: 'protection',
    shows: 'The youngest of three on the plan, seen by the health visitor',
  },
  {
    slug: 'confidential-address',
    councilId: 212,
    given: 'Beatrice',
    family: 'Wyncombe',
    sex: 'F',
    signIn: 'wandsworth.social-worker',
    counts: 'need',
    shows: 'A confidential address that the father must not be told',
  },
  {
    slug: 'far-away',
    councilId: 212,
    given: 'Tyrell',
    family: 'Montabridge',
    sex: 'M',
    signIn: 'wandsworth.care-worker',
    counts: 'care',
    shows: 'In care nearly 200 miles from home, with the director’s approval of the distance',
  },
  {
    slug: 'police-protection',
    councilId: 212,
    given: 'Poppy',
    family: 'Dunpike',
    sex: 'F',
    signIn: 'wandsworth.care-worker',
    counts: 'care',
    shows: 'Under police protection since last evening: 72 hours are counted by the hour',
  },
  {
    slug: 'adoption',
    councilId: 212,
    given: 'Edie',
    family: 'Fengale',
    sex: 'F',
    signIn: 'wandsworth.care-worker',
    counts: 'care',
    shows: 'A little girl living with the couple who hope to adopt her; weekly visits have become reviews',
  },
  {
    slug: 'restricted',
    councilId: 212,
    given: 'Hugo',
    family: 'Hexlesedge',
    sex: 'M',
    signIn: 'wandsworth.team-manager',
    counts: 'need',
    shows: 'A restricted record, relative of a member of staff: only named people know that it exists',
  },
  {
    slug: 'care-leaver',
    councilId: 212,
    given: 'Janelle',
    family: 'Desmarivet',
    sex: 'F',
    signIn: 'wandsworth.personal-adviser',
    counts: 'leaver',
    shows: 'A care leaver of 23 at university, with a home of her own and a pathway plan she holds',
  },
  {
    slug: 'apart-wandsworth',
    councilId: 212,
    given: 'Kofi',
    family: 'Oyedipunbo',
    sex: 'M',
    signIn: 'wandsworth.care-worker',
    counts: 'care',
    shows: 'In Wandsworth’s care, while his sister is known to Richmond: two councils, two records',
  },
  {
    slug: 'apart-richmond',
    councilId: 318,
    given: 'Ama',
    family: 'Oyedipunbo',
    sex: 'F',
    signIn: 'richmond.social-worker',
    counts: 'need',
    shows: 'A child in need in Richmond whose brother lives in Wandsworth’s care',
  },
  {
    slug: 'alone',
    councilId: 306,
    given: 'Yonas',
    family: 'Habtelarikos',
    sex: 'M',
    signIn: 'croydon.social-worker',
    counts: 'unaccompanied',
    shows:
      'Came to the country alone: estimated birthday on the 15th, interpreter, name in his own script; in Camden’s agreed sample',
  },
  {
    slug: 'unborn',
    councilId: 210,
    given: 'Baby',
    family: 'Valderestral',
    sex: 'U',
    signIn: 'southwark.social-worker',
    counts: 'protection',
    shows: 'A child not yet born, on a plan from before birth',
  },
  {
    slug: 'privately-fostered',
    councilId: 210,
    given: 'Abena',
    family: 'Asanturinwo',
    sex: 'F',
    signIn: 'southwark.social-worker',
    counts: 'private fostering',
    shows: 'Privately fostered with a family friend, visited every six weeks',
  },
  {
    slug: 'two-scripts',
    councilId: 210,
    given: 'Mariam',
    family: 'Rashemotani',
    sex: 'F',
    signIn: 'southwark.social-worker',
    counts: 'need',
    shows: 'Two names in two scripts, a spelling the school uses, and a name she likes better',
  },
  {
    slug: 'missing-tonight',
    councilId: 319,
    given: 'Lola',
    family: 'Thornholt',
    sex: 'F',
    signIn: 'sutton.social-worker',
    counts: 'care',
    shows:
      'Missing since last evening, with four nights missing before and the talks on return; sign in as sutton.night-worker to see the night’s summary',
  },
  {
    slug: 'placed-with-partner',
    councilId: 314,
    given: 'Haroon',
    family: 'Kapothinder',
    sex: 'M',
    signIn: 'company.social-worker',
    counts: 'care',
    shows: 'A child of Kingston who lives with foster carers in Sutton',
  },
  {
    slug: 'moved-croydon',
    councilId: 306,
    given: 'Tiana',
    family: 'Edderverquille',
    sex: 'F',
    signIn: 'croydon.team-manager',
    counts: 'past protection',
    shows: 'Croydon’s closed record of a girl who moved to Merton on a plan',
  },
  {
    slug: 'moved-merton',
    councilId: 315,
    given: 'Tiana',
    family: 'Edderverquille',
    sex: 'F',
    signIn: 'merton.social-worker',
    counts: 'assessment',
    shows: 'Moved from Croydon on a plan: the transfer-in conference is due; known to two councils by one NHS number',
  },
]

const idOf = (slug: string): string => idFrom(`demonstration/child/${slug}`, Date.UTC(2024, 0, 8, 9))

/** Who the story children are, whatever the day. */
export const storyChildren: readonly StoryChild[] = cast.map(({ slug, given, family, councilId, shows, signIn }) => ({
  slug,
  name: `${given} ${family}`,
  councilId,
  childId: idOf(slug),
  shows,
  signIn,
}))

type Telling = {
  council: CouncilWorld
  sheets: Sheets
  numbers: Numbers
  network: Network
  planting: Planting
  slug: string
  holder: (subject: string) => Holder | null
}

type Child = MadeChild & { cast: Cast }

const telling = (
  council: CouncilWorld,
  slug: string,
  bornOn: number | null,
  home: Home,
  more: Partial<PersonDraft> = {},
  expectedOn: number | null = null,
): Child => {
  const part = cast.find((each) => each.slug === slug) as Cast
  const ground = { ...council.ground, late: 0 }
  const story = newStory(part.given, part.sex, bornOn, expectedOn)
  const making: Making = {
    story,
    ground,
    random: seededRandom(`demonstration/story/${slug}`),
    home,
    stays: [],
    partners: council.partners,
  }
  const person: PersonDraft = {
    ...newPerson(idOf(slug), part.given, part.family, (ground.now - 30) * dayLength + 9 * 3_600_000),
    isChild: true,
    bornOn,
    expectedOn,
    sex: part.sex,
    language: 'English',
    ethnicity: 'WBRI',
    disabilities: part.sex === 'U' ? [] : ['NONE'],
    ...more,
  }
  return { person, making, relations: [], cast: part }
}

const relate = (
  child: Child,
  other: PersonDraft,
  kind: string,
  options: { responsible?: boolean; livesWith?: boolean; note?: string; from?: number } = {},
): void => {
  child.relations.push({
    childId: child.person.personId,
    restricted: child.person.restricted,
    otherId: other.personId,
    otherRestricted: other.restricted,
    kind,
    responsible: options.responsible ?? false,
    livesWith: options.livesWith ?? false,
    note: options.note ?? null,
    from: options.from ?? null,
    to: null,
    recordedAt: child.person.recordedAt,
  })
}

const siblings = (children: readonly Child[], together: boolean): void => {
  for (const child of children) {
    for (const other of children) {
      if (other !== child)
        relate(child, other.person, other.person.sex === 'F' ? 'sister' : 'brother', { livesWith: together })
    }
  }
}

const adult = (
  telling: Telling,
  name: string,
  given: string,
  family: string,
  sex: 'M' | 'F',
  bornOn: number,
  home: Home | null,
  restricted = false,
): PersonDraft => {
  const person = newPerson(
    idFrom(`demonstration/adult/${telling.slug}/${name}`, Date.UTC(2024, 0, 8, 9)),
    given,
    family,
    (telling.council.ground.now - 30) * dayLength,
  )
  person.sex = sex
  person.bornOn = bornOn
  person.restricted = restricted
  person.contacts.push({ kind: 'mobile', value: numberPhone(telling.numbers), note: null })
  if (home !== null)
    person.addresses.push({ home, kind: 'home', confidential: false, notToBeTold: null, from: null, to: null })
  writePerson(telling.sheets, telling.council.plan.borough.councilId, person)
  return person
}

/** Settles and writes a child: stays become addresses, the chosen worker holds the child. */
const told = (
  telling: Telling,
  child: Child,
  options: { atHome?: boolean; confidential?: string; kind?: TeamKind } = {},
): void => {
  const { council, sheets, numbers } = telling
  const councilId = council.plan.borough.councilId
  const { person, making, relations } = child
  const { story } = making
  const keeping: Keeping = { family: {}, chosen: telling.holder(child.cast.signIn) }
  settleStory(story, { ...council.ground }, making.random, `demonstration/story/${child.cast.slug}`, keeping)
  const first = story.spells[0]
  if (first) {
    person.recordedAt = Math.max(first.from, 0) * dayLength + 9 * 3_600_000
    person.recordedBy = first.holder?.workerId ?? null
  }
  const number = numbers.child++
  person.localId = `${council.plan.borough.shortName.charAt(0)}${100_000 + number}`
  if (person.bornOn !== null && !person.identifiers.some((each) => each.scheme === 'nhs')) {
    person.identifiers.push({ scheme: 'nhs', value: testNhsNumber(council.index * 30_000 + number), from: null })
  }
  if (person.bornOn !== null && !person.identifiers.some((each) => each.scheme.startsWith('upn'))) {
    const school = ageAt(person.bornOn, council.ground.now) >= 4
    person.identifiers.push({
      ...(school ? { scheme: 'upn', value: testUpn(councilId, number) } : { scheme: 'upn unknown', value: 'UN1' }),
      from: null,
    })
  }
  const entry = making.stays[0]?.from ?? null
  const atHome = options.atHome ?? entry === null
  // who came to the country alone had no home here
  const cameAlone = story.spells.some(({ kind }) => kind === 'unaccompanied')
  if (!cameAlone)
    person.addresses.push({
      home: making.home,
      kind: 'home',
      confidential: options.confidential !== undefined,
      notToBeTold: options.confidential ?? null,
      from: person.bornOn,
      to: atHome ? null : entry,
    })
  for (const stay of making.stays) {
    const adopters = stay.carer === 'adopters'
    person.addresses.push({
      home: stay.home,
      kind: 'placement',
      confidential: adopters,
      notToBeTold: adopters ? 'Birth family' : null,
      from: stay.from,
      to: stay.to,
    })
  }
  const holder = story.spells.findLast((spell) => spell.kind === 'allocation' && spell.to === null)?.holder ?? null
  if (person.why !== null) person.why.by = holder?.workerId ?? null
  sheets.planted.push(...telling.planting.inStory(child.cast.slug, { person, story }))
  writePerson(sheets, councilId, person)
  for (const relation of relations) writeRelation(sheets, councilId, relation)
  writeStory(sheets, councilId, person.personId, person.restricted, story, council.setting)
  sheets.told.push({ person, story })
}

const why = (words: string, on: number): PersonDraft['why'] => ({ words, by: null, on })
const ageAgo = (now: number, years: number): number => Math.round(now - years * year)
const says = (child: Child, on: number, words: string): void => {
  addEvent(child.making.story, 'child_words', on, null, null, { mayShow: true }, words)
}

/** Referral, assessment and a plan's beginnings, told in order: returns the referral. */
const opened = (child: Child, on: number, source: string, need: string) => {
  const { making } = child
  making.story.need = need
  contact(making, on, source, 'referral')
  const spell = referral(making, on, source, 'assessment')
  const from = making.ground.working.plus(on, 1)
  phase(making, from, 'assessment')
  return { spell, from }
}

/** The home far away in which one of them lives. */
const kestrelHouse = homesOfArea(farDistricts.find(({ town }) => town === 'Preston') as Area)[0] as Provider

const stories: Readonly<Record<number, ((telling: Omit<Telling, 'slug'>) => number)[]>> = {
  212: [
    // three on one plan
    (base) => {
      const told3: Telling = { ...base, slug: 'siblings' }
      const { council } = base
      const { now, working } = council.ground
      const random = seededRandom('demonstration/home/siblings')
      const home = homeIn(random, ['SW11'])
      const conference = working.onOrBefore(now - 74)
      const ages = { 'siblings-elder': 9.4, 'siblings-middle': 6.7, 'siblings-younger': 2.2 }
      const children = Object.entries(ages).map(([slug, age]) =>
        telling(council, slug, ageAgo(now, age), home, {
          ethnicity: 'BCRB',
          religion: 'Christian',
          why: why(
            'School and nursery were worried: the children were often hungry, tired and late. We visit every ten working days while mum builds routines with her own mother and the family centre.',
            now - 70,
          ),
        }),
      )
      for (const [index, child] of children.entries()) {
        const { making } = child
        const start = working.plus(conference, -30)
        const { spell, from } = opened(child, start, '2A', 'N1')
        const concern = working.plus(conference, -14)
        addSpell(making.story, 'assessment', from, working.onOrBefore(conference + 2), null, spell, {
          factors: ['16A', '4B'],
          childSeen: true,
          authorised: true,
        })
        addEvent(
          making.story,
          'harm_concern',
          concern,
          null,
          null,
          { strategyNeeded: true },
          'No food in the house on two visits; the youngest was left with the eldest.',
        )
        const inquiry = addSpell(
          making.story,
          'section_47',
          concern,
          working.onOrBefore(conference - 2),
          null,
          spell,
          { conferenceRequired: true, substantiated: true },
          'conference',
        )
        addEvent(making.story, 'strategy_discussion', concern, 'joint', inquiry, {
          agencies: ['police', 'health', 'school'],
          decision: 'section 47 enquiry',
        })
        addEvent(making.story, 'initial_conference', conference, null, inquiry, { decision: 'child protection plan' })
        phase(making, conference, 'family')
        phase(making, conference, 'conference', 'conference chair')
        protectionPlan(making, spell, conference, null, 'NEG')
        writtenDown(making, conference)
        if (index === 0) {
          // the last two visits to the eldest did not happen: one is late today
          making.story.events = making.story.events.filter((event) => event.kind !== 'visit' || event.on < now - 22)
        }
      }
      const [elder, middle, younger] = children as [Child, Child, Child]
      says(
        middle,
        working.onOrBefore(now - 6),
        'Nan makes breakfast now and we walk to school together. I want it to stay like this.',
      )
      addSpell(younger.making.story, 'risk', now - 60, null, 'allergy', null, {
        words: 'Egg allergy: nan and the nursery have the plan.',
        reviewOn: isoOf(now + 90),
      })
      const mother = adult(told3, 'mother', 'Camille', 'Camberlisle', 'F', ageAgo(now, 29), home)
      const father = adult(told3, 'father', 'Dwayne', 'Bellaquelle', 'M', ageAgo(now, 33), homeIn(random, ['SW17']))
      const grandmother = adult(
        told3,
        'grandmother',
        'Simone',
        'Camberlisle',
        'F',
        ageAgo(now, 55),
        homeIn(random, ['SW11']),
      )
      for (const child of children) {
        relate(child, mother, 'mother', { responsible: true, livesWith: true })
        relate(child, father, 'father', { responsible: child !== younger, note: 'Sees the children on Saturdays' })
        relate(child, grandmother, 'maternal grandmother', { note: 'Does the school run; first to ring' })
        relate(
          child,
          (child === younger ? base.network.visitors[0] : base.network.schools[0]) as PersonDraft,
          child === younger ? 'health visitor' : 'designated teacher',
        )
      }
      siblings(children, true)
      for (const child of [elder, middle, younger]) told(told3, child)
      return 3
    },
    // confidential address
    (base) => {
      const here: Telling = { ...base, slug: 'confidential-address' }
      const { council } = base
      const { now, working } = council.ground
      const random = seededRandom('demonstration/home/confidential')
      const child = telling(council, 'confidential-address', ageAgo(now, 11.3), homeIn(random, ['SW18']), {
        knownAs: 'Bea',
        why: why(
          'Mum and Bea left a violent relationship in the summer. We help with a safe home, a new school and the court’s order about contact.',
          now - 60,
        ),
      })
      const start = now - 118
      const { spell, from } = opened(child, start, '6', 'N1')
      const { making } = child
      addSpell(making.story, 'assessment', from, working.onOrBefore(start + 52), null, spell, {
        factors: ['3B', '17A'],
        childSeen: true,
        authorised: true,
      })
      phase(making, start + 52, 'family')
      needPlan(making, spell, start + 52, null)
      addSpell(making.story, 'risk', start + 8, null, 'domestic abuse', null, {
        words: 'Father may not be told where they live or which school. Send nothing by post.',
        reviewOn: isoOf(now + 31),
      })
      says(
        child,
        working.onOrBefore(now - 9),
        'I like my new room. I don’t want people to say my school’s name out loud.',
      )
      writtenDown(making, start + 52)
      const mother = adult(here, 'mother', 'Georgia', 'Wyncombe', 'F', ageAgo(now, 36), null)
      const father = adult(here, 'father', 'Stanley', 'Kerrgarth', 'M', ageAgo(now, 39), homeIn(random, ['SW15']))
      relate(child, mother, 'mother', { responsible: true, livesWith: true })
      relate(child, father, 'father', { responsible: true, note: 'Must not be told the address' })
      told(here, child, { confidential: 'Father, his relatives and anybody who rings for him' })
      return 1
    },
    // far away in care
    (base) => {
      const here: Telling = { ...base, slug: 'far-away' }
      const { council } = base
      const { now, working } = council.ground
      const random = seededRandom('demonstration/home/far')
      const child = telling(council, 'far-away', ageAgo(now, 14.6), homeIn(random, ['SW15']), {
        ethnicity: 'MWBC',
        disabilities: ['BEH'],
        why: why(
          'Older boys were using Tyrell to carry drugs. He lives in a small home in Preston, far from them, where he goes to school again and his nan visits.',
          now - 80,
        ),
        contacts: [{ kind: 'mobile', value: numberPhone(base.numbers), note: 'Charged by the home each evening' }],
      })
      const entry = now - 512
      const { spell } = opened(child, entry - 60, '6', 'N6')
      const { making } = child
      phase(making, entry, 'care')
      phase(making, entry + 2, 'reviewing', 'reviewing officer')
      making.random = seededRandom('demonstration/story/far-away/3')
      care(making, {
        entry,
        exit: null,
        exitCode: null,
        route: 'agreement',
        plan: 'residential',
        unaccompanied: false,
        under: spell,
        outside: 'far',
      })
      const last = making.story.spells.findLast((each) => each.kind === 'placement')
      const stay = making.stays.at(-1)
      if (last?.detail && stay) {
        const home = kestrelHouse.home
        stay.home = home
        stay.code = 'K2'
        stay.onsCode = 'E10000017'
        stay.outside = true
        stay.carer = 'home'
        last.code = 'K2'
        last.detail = {
          ...last.detail,
          postcode: home.postcode,
          localAuthority: 'E10000017',
          location: 'OUT',
          distance: 192,
          distant: true,
          urn: kestrelHouse.urn,
        }
        if (!making.story.events.some((event) => event.kind === 'placement_approval' && event.spell === last)) {
          addEvent(
            making.story,
            'placement_approval',
            working.onOrBefore(last.from),
            'director',
            last,
            null,
            'Approved after talking with the council there; train fares for family agreed.',
          )
        }
      }
      addSpell(making.story, 'risk', now - 480, null, 'exploitation', null, {
        words:
          'No lifts from anybody not on the list. If he leaves the home, ring Lancashire police and the on-call manager.',
        reviewOn: isoOf(now + 20),
      })
      says(
        child,
        working.onOrBefore(now - 12),
        'It’s far but it’s calm. I want my nan to have the train ticket before, not after.',
      )
      writtenDown(making, entry)
      const mother = adult(here, 'mother', 'Janelle', 'Montabridge', 'F', ageAgo(now, 35), making.home)
      const nan = adult(here, 'grandmother', 'Gabrielle', 'Montabridge', 'F', ageAgo(now, 61), homeIn(random, ['SW17']))
      relate(child, mother, 'mother', { responsible: true })
      relate(child, nan, 'maternal grandmother', { note: 'Visits every second weekend' })
      const manager = newPerson(
        idFrom('demonstration/adult/far-away/manager', Date.UTC(2024, 0, 8, 9)),
        'Frank',
        'Hollinstead',
        entry * dayLength,
      )
      manager.profession = 'children’s home manager'
      manager.organisation = kestrelHouse.name
      manager.findable = false
      manager.contacts.push({
        kind: 'work phone',
        value: testLandline(base.numbers.phone++),
        note: 'Answered day and night',
      })
      writePerson(base.sheets, 212, manager)
      relate(child, manager, 'children’s home manager')
      told(here, child)
      return 1
    },
    // police protection since last evening
    (base) => {
      const here: Telling = { ...base, slug: 'police-protection' }
      const { council } = base
      const { now } = council.ground
      const random = seededRandom('demonstration/home/police')
      const child = telling(council, 'police-protection', ageAgo(now, 5.1), homeIn(random, ['SW12']), {
        why: why(
          'Police found Poppy alone in the flat last evening. She is with foster carers while we find her mother and family who can help.',
          now,
        ),
      })
      const { making } = child
      const { story } = making
      story.need = 'N1'
      const entry = now - 1
      contact(making, entry, '6', 'referral')
      const spell = referral(making, entry, '6', null)
      addEvent(
        story,
        'harm_concern',
        entry,
        null,
        null,
        { strategyNeeded: true },
        'Police: alone since the afternoon, no food in the flat, could not say when mum would be back.',
      )
      phase(making, entry, 'care')
      addSpell(story, 'emergency_protection', entry, null, 'L1', null, {
        startedAt: instantOf(entry, 20 * 60 + 20),
        officer: 'duty inspector',
        station: 'Lavender Hill',
      })
      const held = addSpell(story, 'looked_after', entry, null, null, spell, { categoryOfNeed: 'N1' })
      addSpell(story, 'legal_status', entry, null, 'L1', held, null)
      const home = homeIn(random, ['SW17'])
      addSpell(story, 'placement', entry, null, 'U6', held, {
        provider: 'PR1',
        postcode: home.postcode,
        localAuthority: council.ground.onsCode,
        location: 'IN',
        distance: 1,
        emergency: true,
        urn: fosteringOf(council.ground).urn,
      })
      making.stays.push({
        from: entry,
        to: null,
        home,
        code: 'U6',
        onsCode: council.ground.onsCode,
        outside: false,
        carer: 'foster carer',
      })
      addEvent(
        story,
        'case_note',
        entry,
        'phone call',
        null,
        { title: 'Night team' },
        'Poppy had toast and milk, chose a bear and slept by eleven. She asks for her mum and for her red shoes.',
      )
      const mother = adult(here, 'mother', 'Lacey', 'Dunpike', 'F', ageAgo(now, 24), making.home)
      const carer = adult(here, 'carer', 'Martha', 'Ormbourne', 'F', ageAgo(now, 52), home)
      relate(child, mother, 'mother', { responsible: true, note: 'Not reached yet' })
      relate(child, carer, 'foster carer', { livesWith: true, from: entry })
      told(here, child)
      return 1
    },
    // adoption
    (base) => {
      const here: Telling = { ...base, slug: 'adoption' }
      const { council } = base
      const { now, working } = council.ground
      const random = seededRandom('demonstration/home/adoption')
      const child = telling(council, 'adoption', ageAgo(now, 1.35), homeIn(random, ['SW11']), {
        why: why(
          'No relative could look after Edie safely. The court agreed a placement order and she lives with the couple who hope to adopt her.',
          now - 50,
        ),
      })
      const { making } = child
      const entry = (child.person.bornOn as number) + 4
      const { spell } = opened(child, entry - 1, '3F', 'N1')
      phase(making, entry, 'care')
      phase(making, entry + 2, 'reviewing', 'reviewing officer')
      care(making, {
        entry,
        exit: null,
        exitCode: null,
        route: 'court',
        plan: 'adoption',
        unaccompanied: false,
        under: spell,
      })
      writtenDown(making, entry)
      addEvent(
        making.story,
        'case_note',
        working.onOrBefore(now - 8),
        'seen in passing',
        null,
        { title: 'Settling in' },
        'Edie reached for her new father when she fell and was comforted at once. She has started to say “more”.',
      )
      const mother = adult(here, 'mother', 'Kitty', 'Fengale', 'F', ageAgo(now, 22), making.home)
      relate(child, mother, 'mother', { responsible: true, note: 'Letters once a year; must not be told the address' })
      told(here, child)
      return 1
    },
    // restricted
    (base) => {
      const here: Telling = { ...base, slug: 'restricted' }
      const { council, sheets } = base
      const { now, working } = council.ground
      const random = seededRandom('demonstration/home/restricted')
      const child = telling(council, 'restricted', ageAgo(now, 8.2), homeIn(random, ['SW18']), {
        restricted: true,
        why: why(
          'Hugo’s father is very ill. His aunt works for this council, so this record is open only to named people.',
          now - 40,
        ),
      })
      const { making } = child
      const start = now - 96
      const { spell, from } = opened(child, start, '3A', 'N3')
      addSpell(making.story, 'assessment', from, working.onOrBefore(start + 44), null, spell, {
        factors: ['6B', '7A'],
        childSeen: true,
        authorised: true,
      })
      phase(making, start + 44, 'family')
      needPlan(making, spell, start + 44, null)
      writtenDown(making, start + 44)
      const father = adult(here, 'father', 'Felix', 'Hexlesedge', 'M', ageAgo(now, 41), making.home, true)
      const mother = adult(here, 'mother', 'Eleanor', 'Hexlesedge', 'F', ageAgo(now, 40), making.home, true)
      relate(child, father, 'father', { responsible: true, livesWith: true })
      relate(child, mother, 'mother', { responsible: true, livesWith: true })
      told(here, child)
      const readers = ['wandsworth.team-manager', 'wandsworth.director', 'wandsworth.reviewing-officer']
        .map((subject) => base.holder(subject)?.workerId)
        .filter((id) => id !== undefined)
      const setBy = base.holder('wandsworth.director')?.workerId
      const allocated = making.story.spells.findLast((each) => each.kind === 'allocation' && each.to === null)?.holder
        ?.workerId
      if (setBy) {
        const id = idFrom('demonstration/restriction/restricted', Date.UTC(2024, 0, 8, 9))
        sheets.restriction.push(
          `212\t${child.person.personId}\t${id}\trelative of staff\tA member of staff is the boy’s aunt. She knows of this restriction.\t${flag(true)}\t${isoOf(start + 1)}\t${isoOf(start + 91 + 90)}\t\\N\t${setBy}\n`,
        )
        for (const reader of new Set([...readers, ...(allocated ? [allocated] : [])])) {
          sheets.restriction_reader.push(
            `212\t${child.person.personId}\t${reader}\t${isoOf(start + 1)}\t\\N\t${setBy}\n`,
          )
        }
      }
      return 1
    },
    // care leaver of 23
    (base) => {
      const here: Telling = { ...base, slug: 'care-leaver' }
      const { council } = base
      const { now, working } = council.ground
      const random = seededRandom('demonstration/home/leaver')
      const bornOn = ageAgo(now, 23.4)
      const child = telling(council, 'care-leaver', bornOn, homeIn(random, ['SW15']), {
        ethnicity: 'BCRB',
        contacts: [
          { kind: 'mobile', value: numberPhone(base.numbers), note: 'Prefers messages' },
          { kind: 'email', value: 'janelle.desmarivet@mail.example', note: null },
        ],
        why: why(
          'Janelle was in our care from 12. She studies nursing, has her own flat and asks us for help with rent in the summer and with the future.',
          now - 90,
        ),
      })
      const { making } = child
      const entry = birthday(bornOn, 12) + 40
      const eighteen = birthday(bornOn, 18)
      const { spell } = opened(child, entry - 30, '2A', 'N1')
      phase(making, entry, 'care')
      phase(making, entry + 2, 'reviewing', 'reviewing officer', eighteen)
      care(making, {
        entry,
        exit: eighteen,
        exitCode: 'E17',
        route: 'court',
        plan: 'foster',
        unaccompanied: false,
        under: spell,
      })
      phase(making, eighteen, 'leaving care', 'personal adviser')
      const twentyOne = birthday(bornOn, 21)
      leaver(making, eighteen, twentyOne, 'former-relevant')
      leaver(making, twentyOne, null, 'former-relevant-education')
      says(child, working.onOrBefore(now - 20), 'I want to know what happens when I turn 25 before I turn 25.')
      writtenDown(making, twentyOne)
      const carer = adult(here, 'carer', 'Monique', 'Granawray', 'F', ageAgo(now, 58), homeIn(random, ['SW17']))
      relate(child, carer, 'former foster carer', { note: 'Sunday lunch, still' })
      told(here, child)
      return 1
    },
    // brother of a Richmond child
    (base) => {
      const here: Telling = { ...base, slug: 'apart-wandsworth' }
      const { council } = base
      const { now, working } = council.ground
      const random = seededRandom('demonstration/home/apart')
      const child = telling(council, 'apart-wandsworth', ageAgo(now, 13.2), homeIn(random, ['SW18']), {
        ethnicity: 'BAFR',
        religion: 'Christian',
        why: why(
          'Kofi came into care when mum was in hospital. His sister Ama lives with their father in Richmond. The two see each other every second Saturday.',
          now - 30,
        ),
        identifiers: [{ scheme: 'nhs', value: testNhsNumber(899_101), from: null }],
      })
      const { making } = child
      const entry = now - 300
      const { spell } = opened(child, entry - 25, '3F', 'N3')
      phase(making, entry, 'care')
      phase(making, entry + 2, 'reviewing', 'reviewing officer')
      care(making, {
        entry,
        exit: null,
        exitCode: null,
        route: 'agreement',
        plan: 'foster',
        unaccompanied: false,
        under: spell,
        outside: 'inside',
      })
      says(child, working.onOrBefore(now - 5), 'Saturdays with Ama are the best bit. Can it be every Saturday?')
      writtenDown(making, entry)
      const mother = adult(here, 'mother', 'Adwoa', 'Oyedipunbo', 'F', ageAgo(now, 38), making.home)
      const sister = newPerson(
        idFrom('demonstration/adult/apart-wandsworth/sister', Date.UTC(2024, 0, 8, 9)),
        'Ama',
        'Oyedipunbo',
        (now - 300) * dayLength,
      )
      sister.isChild = true
      sister.sex = 'F'
      sister.bornOn = ageAgo(now, 10.1)
      writePerson(base.sheets, 212, sister)
      relate(child, mother, 'mother', { responsible: true })
      relate(child, sister, 'sister', {
        note: 'Lives with their father in Richmond upon Thames, which holds her record',
      })
      told(here, child)
      return 1
    },
  ],
  318: [
    (base) => {
      const here: Telling = { ...base, slug: 'apart-richmond' }
      const { council } = base
      const { now, working } = council.ground
      const random = seededRandom('demonstration/home/apart-richmond')
      const child = telling(council, 'apart-richmond', ageAgo(now, 10.1), homeIn(random, ['TW2']), {
        ethnicity: 'BAFR',
        religion: 'Christian',
        why: why(
          'Ama moved in with her father last winter. We help the two of them settle and keep Saturdays with her brother Kofi, who lives in care in Wandsworth.',
          now - 30,
        ),
      })
      const { making } = child
      const start = now - 190
      const { spell, from } = opened(child, start, '2A', 'N4')
      addSpell(making.story, 'assessment', from, working.onOrBefore(start + 50), null, spell, {
        factors: ['4B'],
        childSeen: true,
        authorised: true,
      })
      phase(making, start + 50, 'family')
      needPlan(making, spell, start + 50, null)
      says(child, working.onOrBefore(now - 13), 'I drew Kofi’s house and dad’s house with a bus between them.')
      writtenDown(making, start + 50)
      const father = adult(here, 'father', 'Kwame', 'Oyedipunbo', 'M', ageAgo(now, 40), making.home)
      const brother = newPerson(
        idFrom('demonstration/adult/apart-richmond/brother', Date.UTC(2024, 0, 8, 9)),
        'Kofi',
        'Oyedipunbo',
        (now - 190) * dayLength,
      )
      brother.isChild = true
      brother.sex = 'M'
      brother.bornOn = ageAgo(now, 13.2)
      writePerson(base.sheets, 318, brother)
      relate(child, father, 'father', { responsible: true, livesWith: true })
      relate(child, brother, 'brother', { note: 'In care of Wandsworth, which holds his record' })
      told(here, child)
      return 1
    },
  ],
  306: [
    (base) => {
      const here: Telling = { ...base, slug: 'alone' }
      const { council } = base
      const { now, working } = council.ground
      const random = seededRandom('demonstration/home/alone')
      const child = telling(council, 'alone', fifteenth(ageAgo(now, 16.5)), homeIn(random, ['CR0']), {
        birthEstimated: true,
        ethnicity: 'BAFR',
        language: 'Tigrinya',
        interpreterFor: 'Tigrinya',
        religion: 'Christian',
        asylum: 'unaccompanied, claim made',
        names: [
          { kind: 'own script', given: 'ዮናስ', family: 'ገብራሊሱ' },
          { kind: 'spelling', given: 'Yonas', family: 'Habtalarikos' },
        ],
        identifiers: [
          { scheme: 'home office', value: 'H1904416', from: now - 260 },
          { scheme: 'upn unknown', value: 'UN3', from: null },
        ],
        contacts: [{ kind: 'mobile', value: numberPhone(base.numbers), note: 'Use the interpreter line first' }],
        why: why(
          'Yonas came to England alone from Eritrea at about sixteen. We look after him while his asylum claim is decided and help him find his aunt in Leeds.',
          now - 100,
        ),
      })
      const { making } = child
      const entry = now - 262
      contact(making, entry, '7', 'referral')
      const spell = referral(making, entry, '7', 'immediate protection')
      phase(making, entry, 'unaccompanied')
      phase(making, entry + 2, 'reviewing', 'reviewing officer')
      addSpell(making.story, 'assessment', entry, working.onOrAfter(entry + 38), null, spell, {
        factors: ['9A'],
        childSeen: true,
        authorised: true,
      })
      making.story.need = 'N8'
      care(making, {
        entry,
        exit: null,
        exitCode: null,
        route: 'agreement',
        plan: 'supported',
        unaccompanied: true,
        under: spell,
        outside: 'inside',
      })
      says(child, working.onOrBefore(now - 10), 'I want college every day, not three days. I want to run with a team.')
      writtenDown(making, entry)
      told(here, child)
      return 1
    },
    (base) => {
      const here: Telling = { ...base, slug: 'moved-croydon' }
      const { council } = base
      const { now, working } = council.ground
      const random = seededRandom('demonstration/home/moved-croydon')
      const child = telling(council, 'moved-croydon', ageAgo(now, 7.4), homeIn(random, ['CR7']), {
        ethnicity: 'BCRB',
        identifiers: [{ scheme: 'nhs', value: testNhsNumber(899_202), from: null }],
      })
      const { making } = child
      const conference = working.onOrBefore(now - 240)
      const { spell, from } = opened(child, conference - 40, '6', 'N1')
      addSpell(making.story, 'assessment', from, working.onOrBefore(conference - 1), null, spell, {
        factors: ['17A', '3B'],
        childSeen: true,
        authorised: true,
      })
      enquiry(making, spell, working.plus(conference, -14), 'none')
      const inquiry = making.story.spells.findLast((each) => each.kind === 'section_47')
      if (inquiry) {
        inquiry.endCode = 'conference'
        inquiry.detail = { conferenceRequired: true, substantiated: true }
        addEvent(making.story, 'initial_conference', conference, null, inquiry, { decision: 'child protection plan' })
      }
      phase(making, conference, 'family')
      const moved = working.onOrBefore(now - 20)
      protectionPlan(making, spell, conference, moved, 'EMO')
      spell.to = moved
      spell.endCode = 'RC5'
      making.story.closedOn = moved
      const mother = adult(here, 'mother', 'Shania', 'Edderverquille', 'F', ageAgo(now, 30), making.home)
      relate(child, mother, 'mother', { responsible: true, livesWith: true })
      told(here, child)
      return 1
    },
  ],
  315: [
    (base) => {
      const here: Telling = { ...base, slug: 'moved-merton' }
      const { council } = base
      const { now, working } = council.ground
      const random = seededRandom('demonstration/home/moved-merton')
      const child = telling(council, 'moved-merton', ageAgo(now, 7.4), homeIn(random, ['CR4']), {
        ethnicity: 'BCRB',
        identifiers: [
          { scheme: 'nhs', value: testNhsNumber(899_202), from: null },
          { scheme: 'former council', value: 'C306MOVED', from: null },
        ],
        why: why(
          'Tiana and her mother moved here from Croydon, where Tiana was on a plan. We hold the conference that decides whether it goes on here.',
          now - 5,
        ),
      })
      const { making } = child
      const notice = working.plus(now, -8)
      contact(making, notice, '5C', 'referral')
      making.story.need = 'N1'
      const spell = referral(making, notice, '5C', 'assessment')
      addEvent(
        making.story,
        'transfer_notice',
        notice,
        null,
        spell,
        { from: 'Croydon' },
        'Croydon tells us of a permanent move: the plan there was for emotional harm.',
      )
      const from = working.plus(notice, 1)
      phase(making, from, 'family')
      assessment(making, spell, from, true)
      writtenDown(making, from)
      const mother = adult(here, 'mother', 'Shania', 'Edderverquille', 'F', ageAgo(now, 30), making.home)
      relate(child, mother, 'mother', { responsible: true, livesWith: true })
      told(here, child)
      return 1
    },
  ],
  210: [
    (base) => {
      const here: Telling = { ...base, slug: 'unborn' }
      const { council } = base
      const { now, working } = council.ground
      const random = seededRandom('demonstration/home/unborn')
      const child = telling(
        council,
        'unborn',
        null,
        homeIn(random, ['SE15']),
        {
          ethnicity: 'NOBT',
          language: null,
          why: why(
            'Two older children could not stay at home. We plan with the parents, the midwife and an aunt so that this baby can.',
            now - 15,
          ),
        },
        now + 47,
      )
      const { making } = child
      const conference = working.onOrBefore(now - 16)
      const { spell, from } = opened(child, conference - 35, '3F', 'N5')
      addSpell(making.story, 'assessment', from, working.onOrBefore(conference), null, spell, {
        factors: ['16A', '4B'],
        childSeen: false,
        authorised: true,
      })
      const concern = working.plus(conference, -13)
      addEvent(making.story, 'harm_concern', concern, null, null, { strategyNeeded: true })
      const inquiry = addSpell(
        making.story,
        'section_47',
        concern,
        working.onOrBefore(conference - 1),
        null,
        spell,
        { conferenceRequired: true, substantiated: true },
        'conference',
      )
      addEvent(making.story, 'strategy_discussion', concern, 'joint', inquiry, {
        agencies: ['police', 'midwife'],
        decision: 'section 47 enquiry',
      })
      addEvent(making.story, 'initial_conference', conference, null, inquiry, {
        decision: 'child protection plan',
        beforeBirth: true,
      })
      phase(making, conference, 'family')
      phase(making, conference, 'conference', 'conference chair')
      protectionPlan(making, spell, conference, null, 'NEG')
      const mother = adult(here, 'mother', 'Luciana', 'Valderestral', 'F', ageAgo(now, 27), making.home)
      const aunt = adult(here, 'aunt', 'Fernanda', 'Valderestral', 'F', ageAgo(now, 34), homeIn(random, ['SE5']))
      relate(child, mother, 'mother', { responsible: true, livesWith: true })
      relate(child, aunt, 'maternal aunt', { note: 'Offers the spare room' })
      told(here, child)
      return 1
    },
    (base) => {
      const here: Telling = { ...base, slug: 'privately-fostered' }
      const { council } = base
      const { now, working } = council.ground
      const random = seededRandom('demonstration/home/private')
      const child = telling(council, 'privately-fostered', ageAgo(now, 9.1), homeIn(random, ['SE5']), {
        ethnicity: 'BAFR',
        language: 'Twi',
        interpreterFor: 'Twi',
        why: why(
          'Abena’s parents live in Kumasi. She stays with her mother’s friend to go to school here. We visit to see that all is well and that the papers are in order.',
          now - 40,
        ),
      })
      const { making } = child
      const aware = now - 176
      making.story.need = 'N8'
      const { spell, from } = opened(child, aware, '2A', 'N8')
      addSpell(making.story, 'assessment', from, working.onOrBefore(aware + 44), null, spell, {
        factors: ['8B'],
        childSeen: true,
        authorised: true,
      })
      phase(making, aware, 'family')
      privateFostering(making, aware, null)
      says(
        child,
        working.onOrBefore(now - 15),
        'Auntie makes the jollof a bit different. I call home on Sundays and show them my books.',
      )
      writtenDown(making, aware)
      const keeper = adult(here, 'carer', 'Efua', 'Olabowanmi', 'F', ageAgo(now, 44), making.home)
      relate(child, keeper, 'private foster carer', { livesWith: true, from: aware - 20 })
      told(here, child)
      return 1
    },
    (base) => {
      const here: Telling = { ...base, slug: 'two-scripts' }
      const { council } = base
      const { now, working } = council.ground
      const random = seededRandom('demonstration/home/scripts')
      const child = telling(council, 'two-scripts', ageAgo(now, 12.5), homeIn(random, ['SE17']), {
        knownAs: 'Mimi',
        spokenAs: 'MAR-yam, but Mimi to friends',
        pronouns: 'she/her',
        ethnicity: 'OOTH',
        language: 'Arabic',
        religion: 'Muslim',
        names: [
          { kind: 'own script', given: 'مريم', family: 'الرشماني' },
          { kind: 'spelling', given: 'Maryam', family: 'Rashemotani' },
          { kind: 'alias', given: 'Miriam', family: 'Rashem' },
        ],
        why: why(
          'Mimi interprets for her parents at the doctor and at the housing office. We are finding interpreters and time for her to be twelve.',
          now - 60,
        ),
      })
      const { making } = child
      const start = now - 150
      const { spell, from } = opened(child, start, '3C', 'N3')
      addSpell(making.story, 'assessment', from, working.onOrBefore(start + 48), null, spell, {
        factors: ['7A', '6B'],
        childSeen: true,
        authorised: true,
      })
      phase(making, start + 48, 'family')
      needPlan(making, spell, start + 48, null)
      says(child, working.onOrBefore(now - 4), 'It’s hard being the one who has to translate everything at home.')
      writtenDown(making, start + 48)
      const mother = adult(here, 'mother', 'Huda', 'Rashemotani', 'F', ageAgo(now, 42), making.home)
      mother.interpreterFor = 'Arabic'
      relate(child, mother, 'mother', { responsible: true, livesWith: true })
      told(here, child)
      return 1
    },
  ],
  319: [
    (base) => {
      const here: Telling = { ...base, slug: 'missing-tonight' }
      const { council } = base
      const { now, working } = council.ground
      const random = seededRandom('demonstration/home/missing')
      const child = telling(council, 'missing-tonight', ageAgo(now, 15.3), homeIn(random, ['SM1']), {
        contacts: [{ kind: 'mobile', value: numberPhone(base.numbers), note: 'Off since last evening' }],
        why: why(
          'Lola goes missing when contact with her mother falls through. Her carer keeps the door and the phone open; she is usually back by morning.',
          now - 20,
        ),
      })
      const { making } = child
      making.random = seededRandom('demonstration/story/missing/2')
      const entry = now - 420
      const { spell } = opened(child, entry - 40, '6', 'N5')
      phase(making, entry, 'care')
      phase(making, entry + 2, 'reviewing', 'reviewing officer')
      care(making, {
        entry,
        exit: null,
        exitCode: null,
        route: 'agreement',
        plan: 'foster',
        unaccompanied: false,
        under: spell,
        outside: 'inside',
      })
      making.story.spells = making.story.spells.filter(
        (each) => each.kind !== 'missing' && each.code !== 'going missing',
      )
      making.story.events = making.story.events.filter((event) => !event.kind.startsWith('return_interview'))
      for (const ago of [196, 131, 64, 23]) missing(making, now - ago, now - ago + 1, 'M')
      missing(making, now - 1, null, 'M')
      addSpell(making.story, 'risk', now - 120, null, 'going missing', null, {
        words:
          'First places: the station, her cousin in Mitcham. She answers messages, not calls. Offer a lift, not a lecture.',
        reviewOn: isoOf(now + 14),
      })
      says(child, working.onOrBefore(now - 18), 'If mum cancels, tell me yourself. Don’t let me find out at the café.')
      writtenDown(making, entry)
      const mother = adult(here, 'mother', 'Bethany', 'Thornholt', 'F', ageAgo(now, 37), making.home)
      const carer = adult(
        here,
        'carer',
        'Heidi',
        'Lanncroft',
        'F',
        ageAgo(now, 49),
        making.stays.at(-1)?.home ?? making.home,
      )
      relate(child, mother, 'mother', { responsible: true })
      relate(child, carer, 'foster carer', { livesWith: true, note: 'Awake tonight' })
      told(here, child)
      return 1
    },
  ],
  314: [
    (base) => {
      const here: Telling = { ...base, slug: 'placed-with-partner' }
      const { council } = base
      const { now, working } = council.ground
      const random = seededRandom('demonstration/home/partner')
      const child = telling(council, 'placed-with-partner', ageAgo(now, 12.1), homeIn(random, ['KT6']), {
        ethnicity: 'APKN',
        language: 'Urdu',
        religion: 'Muslim',
        why: why(
          'Haroon’s grandfather can no longer look after him. He lives with foster carers in Sutton who share his faith, and stays at his own school.',
          now - 45,
        ),
      })
      const { making } = child
      const entry = now - 380
      const { spell } = opened(child, entry - 50, '5A', 'N8')
      phase(making, entry, 'care')
      phase(making, entry + 2, 'reviewing', 'reviewing officer')
      making.random = seededRandom('demonstration/story/partner')
      const wanted = making.partners
      making.partners = wanted.filter((partner) => partner.name === 'Sutton')
      care(making, {
        entry,
        exit: null,
        exitCode: null,
        route: 'agreement',
        plan: 'foster',
        unaccompanied: false,
        under: spell,
        outside: 'partner',
      })
      says(
        child,
        working.onOrBefore(now - 11),
        'I can see the mosque from my window. Grandad says the rice is better here.',
      )
      writtenDown(making, entry)
      const grandfather = adult(here, 'grandfather', 'Shakil', 'Kapothinder', 'M', ageAgo(now, 74), making.home)
      const carer = adult(
        here,
        'carer',
        'Nabila',
        'Tahirwanumdar',
        'F',
        ageAgo(now, 47),
        making.stays.at(-1)?.home ?? making.home,
      )
      relate(child, grandfather, 'paternal grandfather', { responsible: true })
      relate(child, carer, 'foster carer', { livesWith: true })
      told(here, child)
      return 1
    },
  ],
}

/** Stories for a world; empty where the world has none of their councils. */
export const prepareStories = (world: World): Stories => {
  const present = new Set(world.plans.map((plan) => plan.borough.councilId))
  const bySubject = new Map(
    world.workforce.workers
      .filter((worker) => worker.subject !== null)
      .map((worker) => [worker.subject as string, worker]),
  )
  const holderIn =
    (councilId: number) =>
    (subject: string): Holder | null => {
      const staffing = world.workforce.staffing.get(councilId)
      const worker = bySubject.get(subject)
      if (!staffing || !worker) return null
      for (const list of Object.values(staffing.holders)) {
        const found = list.find((holder) => holder.workerId === worker.workerId)
        if (found) return found
      }
      const post = world.workforce.posts.find((each) => each.workerId === worker.workerId)
      if (!post?.team) return null
      return {
        workerId: worker.workerId,
        name: `${worker.given} ${worker.family}`,
        team: post.team,
        role: post.role,
        from: post.startsOn,
        to: post.endsOn,
        capacity: 0,
        held: 0,
        subject,
      }
    }
  return {
    list: storyChildren.filter((child) => present.has(child.councilId)),
    takenIn: (councilId) => {
      const taken: Partial<Record<Trajectory, number>> = {}
      for (const each of cast) if (each.councilId === councilId) taken[each.counts] = (taken[each.counts] ?? 0) + 1
      return taken
    },
    writeInto: (council, sheets, numbers, network, planting) => {
      const councilId = council.plan.borough.councilId
      let children = 0
      for (const tell of stories[councilId] ?? [])
        children += tell({ council, sheets, numbers, network, planting, holder: holderIn(councilId) })
      return children
    },
  }
}
