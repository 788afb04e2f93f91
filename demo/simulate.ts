// The people of one council and their journeys, family by family, as lines ready to be copied. Nothing is kept: a world
// of millions passes through a few thousand children at a time. The same seed and day give the same bytes.

import type { History } from '../src/features/children/journey/history.ts'
import { dueRows } from '../src/features/children/journey/queries.ts'
import { storedKeys } from '../src/features/children/people/search-keys.ts'
import type { Setting } from '../src/features/children/timescales/timescale.ts'
import { testLandline, testMobile, testNhsNumber, testNhsNumbers, testUpn } from '../src/lib/identifiers.ts'
import { idFrom } from '../src/lib/ids.ts'
import { normaliseName } from '../src/lib/names.ts'
import { type Random, seededRandom } from '../src/lib/random.ts'
import { epochDay } from '../src/lib/working-days.ts'
import type { CouncilPlan } from './calibration.ts'
import { ageAt, isoOf, temporalOf } from './days.ts'
import { type Culture, familyNameFor, givenNameFor, ownScript, ownScriptFamily } from './fictional-names.ts'
import type { Making, Partner, Stay } from './journey/making.ts'
import { allLanguages, ethnicityFor, languageFor } from './languages.ts'
import { type Home, homeIn } from './places.ts'
import { type Planting, plantingOn } from './planted.ts'
import { cell, countOf, emptySheets, flag, plain, type Sheets } from './sheets.ts'
import {
  type EventDraft,
  type Ground,
  type Keeping,
  newStory,
  type SpellDraft,
  type Story,
  settleStory,
} from './story.ts'
import { birthFor, courseFor, type FamilyCourse, live, type Trajectory } from './trajectories.ts'
import { whyFor } from './words.ts'
import { cultureChoice } from './workforce.ts'

const dayLength = 86_400_000

// Lines ----------------------------------------------------------------------------------------------------------------

/** Somebody to be written down: a child or an adult around one. */
export type PersonDraft = {
  personId: string
  restricted: boolean
  isChild: boolean
  given: string
  family: string
  knownAs: string | null
  spokenAs: string | null
  pronouns: string | null
  bornOn: number | null
  birthEstimated: boolean
  expectedOn: number | null
  diedOn: number | null
  sex: 'M' | 'F' | 'U' | null
  ethnicity: string | null
  language: string | null
  interpreterFor: string | null
  religion: string | null
  disabilities: readonly string[]
  asylum: string | null
  localId: string | null
  why: { words: string; by: string | null; on: number } | null
  profession: string | null
  organisation: string | null
  names: {
    kind: 'legal' | 'known as' | 'alias' | 'previous' | 'spelling' | 'own script'
    given: string
    family: string
  }[]
  identifiers: { scheme: string; value: string; from: number | null }[]
  addresses: {
    home: Home
    kind: 'home' | 'placement' | 'temporary' | 'work'
    confidential: boolean
    notToBeTold: string | null
    from: number | null
    to: number | null
  }[]
  contacts: { kind: 'mobile' | 'home phone' | 'work phone' | 'email'; value: string; note: string | null }[]
  /** milliseconds since 1970 */
  recordedAt: number
  recordedBy: string | null
  findable: boolean
}

export const newPerson = (personId: string, given: string, family: string, recordedAt: number): PersonDraft => ({
  personId,
  restricted: false,
  isChild: false,
  given,
  family,
  knownAs: null,
  spokenAs: null,
  pronouns: null,
  bornOn: null,
  birthEstimated: false,
  expectedOn: null,
  diedOn: null,
  sex: null,
  ethnicity: null,
  language: null,
  interpreterFor: null,
  religion: null,
  disabilities: [],
  asylum: null,
  localId: null,
  why: null,
  profession: null,
  organisation: null,
  names: [],
  identifiers: [],
  addresses: [],
  contacts: [],
  recordedAt,
  recordedBy: null,
  findable: true,
})

const two = (n: number): string => (n < 10 ? `0${n}` : String(n))
const clocks: string[] = Array.from(
  { length: 1440 },
  (_, minute) => `T${two(Math.floor(minute / 60))}:${two(minute % 60)}:00Z`,
)
/** An instant as text, to the minute. */
export const momentOf = (at: number): string => {
  const day = Math.floor(at / dayLength)
  return isoOf(day) + (clocks[Math.floor((at - day * dayLength) / 60_000)] as string)
}
const dayText = (day: number | null): string => (day === null ? '\\N' : isoOf(day))

const normalNames = new Map<string, string>()
const normalOf = (name: string): string => {
  const known = normalNames.get(name)
  if (known !== undefined) return known
  const made = normaliseName(name)
  normalNames.set(name, made)
  return made
}

const nameKeys = new Map<string, readonly string[]>()
const nobody = {
  knownAs: null,
  bornOn: null,
  localId: null,
  names: [],
  identifiers: [],
  addresses: [],
  contacts: [],
  givenName: '',
  familyName: '',
}
const keysOfName = (name: string): readonly string[] => {
  const known = nameKeys.get(name)
  if (known !== undefined) return known
  const made = storedKeys({ ...nobody, givenName: name })
  nameKeys.set(name, made)
  return made
}
const streetKeys = new Map<string, readonly string[]>()
const keysOfStreet = (lines: string): readonly string[] => {
  // a flat's number gives no key, so that all flats of a house share its keys
  const house = lines.startsWith('Flat ') ? lines.slice(lines.indexOf(', ') + 2) : lines
  const known = streetKeys.get(house)
  if (known !== undefined) return known
  const made = storedKeys({ ...nobody, addresses: [{ lines: house, postcode: null, confidential: false }] })
  if (streetKeys.size < 200_000) streetKeys.set(house, made)
  return made
}
const otherScript = /[^ -\u024f]/

/** The keys `storedKeys` gives, put together from parts worked out once for each name and street: a test compares. */
export const quickKeys = (person: PersonDraft): readonly string[] => {
  const keys: string[] = []
  const one = (key: string): void => {
    // a dozen and a half of short texts: quicker to look through than to hash
    if (!keys.includes(key)) keys.push(key)
  }
  const add = (more: readonly string[]): void => {
    for (const key of more) one(key)
  }
  add(keysOfName(person.given))
  add(keysOfName(person.family))
  if (person.knownAs !== null) add(keysOfName(person.knownAs))
  for (const name of person.names) {
    if (otherScript.test(name.given + name.family))
      add(storedKeys({ ...nobody, givenName: name.given, familyName: name.family }))
    else {
      add(keysOfName(name.given))
      add(keysOfName(name.family))
    }
  }
  if (person.bornOn !== null) {
    const born = isoOf(person.bornOn)
    one(`b:${born}`)
    one(`y:${born.slice(0, 4)}`)
  }
  for (const address of person.addresses) {
    if (address.confidential) continue
    add(keysOfStreet(address.home.lines))
    const whole = address.home.postcode.replace(' ', '')
    one(`c:${whole}`)
    one(`o:${whole.slice(0, -3)}`)
  }
  for (const contact of person.contacts) if (contact.kind !== 'email') one(`t:${contact.value}`)
  for (const identifier of person.identifiers) {
    if (identifier.scheme === 'nhs') one(`i:nhs:${identifier.value}`)
    else if (identifier.scheme === 'upn' || identifier.scheme === 'former upn') one(`i:upn:${identifier.value}`)
    else if (identifier.scheme !== 'upn unknown') one(`i:local:${identifier.value.toUpperCase()}`)
  }
  if (person.localId !== null) one(`i:local:${person.localId.toUpperCase()}`)
  return keys
}

/** Writes a person and everything a person is known by. */
export const writePerson = (sheets: Sheets, councilId: number, person: PersonDraft): void => {
  const id = person.personId
  const restricted = flag(person.restricted)
  const lead = `${councilId}\t${id}\t${restricted}`
  const disabilities = person.disabilities.length === 0 ? '{}' : `{${person.disabilities.join(',')}}`
  sheets.person.push(
    `${lead}\t${flag(person.isChild)}\t${person.given}\t${person.family}\t${plain(person.knownAs)}\t${plain(person.spokenAs)}\t${plain(person.pronouns)}\t${`${normalOf(person.given)} ${normalOf(person.family)}`.trim()}\t${dayText(person.bornOn)}\t${flag(person.birthEstimated)}\t${dayText(person.expectedOn)}\t${dayText(person.diedOn)}\t${plain(person.sex)}\t${plain(person.ethnicity)}\t${plain(person.language)}\t${plain(person.interpreterFor)}\t${plain(person.religion)}\t${disabilities}\t${plain(person.asylum)}\t${plain(person.localId)}\t${person.why === null ? '\\N\t\\N\t\\N' : `${cell(person.why.words)}\t${plain(person.why.by)}\t${isoOf(person.why.on)}`}\t${plain(person.profession)}\t${cell(person.organisation)}\t${momentOf(person.recordedAt)}\t${plain(person.recordedBy)}\n`,
  )
  let n = 0
  for (const name of person.names) {
    sheets.person_name.push(
      `${lead}\t${idFrom(`${id}/n${n++}`, person.recordedAt)}\t${name.kind}\t${name.given}\t${name.family}\t\\N\t\\N\n`,
    )
  }
  for (const identifier of person.identifiers) {
    sheets.person_identifier.push(
      `${lead}\t${identifier.scheme}\t${identifier.value}\t${dayText(identifier.from)}\t\\N\n`,
    )
  }
  n = 0
  for (const address of person.addresses) {
    sheets.person_address.push(
      `${lead}\t${idFrom(`${id}/a${n++}`, person.recordedAt)}\t${cell(address.home.lines)}\t${address.home.postcode}\t${address.kind}\t${flag(address.confidential)}\t${cell(address.notToBeTold)}\t${dayText(address.from)}\t${dayText(address.to)}\n`,
    )
  }
  n = 0
  for (const contact of person.contacts) {
    sheets.person_contact.push(
      `${lead}\t${idFrom(`${id}/c${n++}`, person.recordedAt)}\t${contact.kind}\t${contact.value}\t${cell(contact.note)}\n`,
    )
  }
  if (!person.findable) return
  // one text for all keys of a person: keys are two rows of every three
  const keys = quickKeys(person)
  const end = `\t${id}\t${restricted}\n`
  let lines = ''
  for (const key of keys) lines += `${councilId}\t${key}${end}`
  sheets.search_key.push(lines)
  sheets.more += keys.length - 1
}

export type Relation = {
  childId: string
  restricted: boolean
  otherId: string
  otherRestricted: boolean
  kind: string
  responsible: boolean
  livesWith: boolean
  note: string | null
  from: number | null
  to: number | null
  recordedAt: number
}
export const writeRelation = (sheets: Sheets, councilId: number, relation: Relation): void => {
  sheets.relationship.push(
    `${councilId}\t${relation.childId}\t${flag(relation.restricted)}\t${idFrom(`${relation.childId}/${relation.otherId}/${relation.kind}`, relation.recordedAt)}\t${relation.otherId}\t${flag(relation.otherRestricted)}\t${relation.kind}\t${flag(relation.responsible)}\t${flag(relation.livesWith)}\t${cell(relation.note)}\t${dayText(relation.from)}\t${dayText(relation.to)}\n`,
  )
}

const noDetail: Readonly<Record<string, unknown>> = {}
const json = (detail: Readonly<Record<string, unknown>> | null): string =>
  detail === null ? '{}' : cell(JSON.stringify(detail))

/**
 * Writes the settled story of a child, and what is due for the child today; without a setting nothing is (a closed
 * record, of which no timescale asks anything any more: a test compares with a rebuild).
 */
export const writeStory = (
  sheets: Sheets,
  councilId: number,
  childId: string,
  restricted: boolean,
  story: Story,
  setting: Setting | null,
): void => {
  const middle = `${childId}\t${flag(restricted)}`
  for (const spell of story.spells) {
    const worker = spell.holder === null ? '\\N' : spell.holder.workerId
    sheets.spell.push(
      `${councilId}\t${spell.id}\t${middle}\t${spell.kind}\t${isoOf(spell.from)}\t${dayText(spell.to)}\t${plain(spell.code)}\t${plain(spell.endCode)}\t${spell.within === null ? '\\N' : spell.within.id}\t${worker}\t${spell.kind === 'allocation' && spell.holder !== null ? spell.holder.team.teamId : '\\N'}\t${json(spell.detail)}\t${momentOf(spell.recordedAt)}\t${worker}\n`,
    )
  }
  for (const event of story.events) {
    const worker = event.holder === null ? '\\N' : event.holder.workerId
    sheets.event.push(
      `${councilId}\t${event.id}\t${middle}\t${event.kind}\t${isoOf(event.on)}\t${event.at === 0 ? '\\N' : momentOf(event.at)}\t${event.spell === null ? '\\N' : event.spell.id}\t${worker}\t${plain(event.code)}\t${cell(event.words)}\t${json(event.detail)}\t${flag(event.significant)}\t${momentOf(event.recordedAt)}\t${worker}\n`,
    )
  }
  if (setting === null) return
  const today = String(setting.today)
  for (const due of dueRows(councilId, childId, restricted, historyOf(story), setting)) {
    sheets.due.push(
      `${councilId}\t${middle}\t${due.timescale}\t${due.trigger_id}\t${due.counted_from}\t${due.due_on ?? '\\N'}\t${due.due_at === null ? '\\N' : due.due_at.toString()}\t${due.worker_id ?? '\\N'}\t${due.team_id ?? '\\N'}\n`,
    )
    // about every third lateness has its reason already
    const chance = due.trigger_id.charCodeAt(35) + due.trigger_id.charCodeAt(34)
    if (due.due_on === null || due.worker_id === null || chance % 3 !== 0 || String(due.due_on) >= today) continue
    const [reason, words] = lateness[chance % lateness.length] as readonly [string, string]
    sheets.breach_reason.push(
      `${councilId}\t${middle}\t${due.timescale}\t${due.trigger_id}\t${reason}\t${words}\t${due.worker_id}\t${momentOf(epochDay(setting.today) * dayLength + 60_000)}\n`,
    )
  }
}

const lateness: readonly (readonly [reason: string, words: string])[] = [
  ['family not in', 'Two doors tried this week; a message was left and a new time agreed.'],
  ['worker absent', 'The worker was away; cover is arranged for this week.'],
  ['another agency', 'Waiting for a date that health and school can both make.'],
  ['child declined', 'Asked to wait until exams are over.'],
  ['caseload too high', 'Three cases in court this month; the manager knows and has moved two children.'],
  ['illness', 'The family had flu.'],
  ['child’s interest', 'Moved to a day when the child’s sister can come.'],
]

/** The story as the timescales read it. */
export const historyOf = (story: Story): History => ({
  bornOn: story.bornOn === null ? null : temporalOf(story.bornOn),
  expectedOn: story.expectedOn === null ? null : temporalOf(story.expectedOn),
  diedOn: story.diedOn === null ? null : temporalOf(story.diedOn),
  spells: story.spells.map((spell: SpellDraft) => ({
    id: spell.id,
    kind: spell.kind,
    startsOn: temporalOf(spell.from),
    endsOn: spell.to === null ? null : temporalOf(spell.to),
    code: spell.code,
    endCode: spell.endCode,
    withinId: spell.within === null ? null : spell.within.id,
    workerId: spell.holder === null ? null : spell.holder.workerId,
    teamId: spell.kind === 'allocation' && spell.holder !== null ? spell.holder.team.teamId : null,
    detail: spell.detail ?? noDetail,
  })),
  events: story.events.map((event: EventDraft) => ({
    id: event.id,
    kind: event.kind,
    on: temporalOf(event.on),
    at: event.at === 0 ? null : Temporal.Instant.fromEpochMilliseconds(event.at),
    spellId: event.spell === null ? null : event.spell.id,
    workerId: event.holder === null ? null : event.holder.workerId,
    code: event.code,
    detail: event.detail ?? noDetail,
  })),
})

// One council ------------------------------------------------------------------------------------------------------------

export type CouncilWorld = {
  seed: string
  plan: CouncilPlan
  ground: Ground
  setting: Setting
  /** where among the world's councils, for numbers no two may share */
  index: number
  partners: readonly Partner[]
  /** every language must be spoken somewhere in this council */
  everyLanguage: boolean
}

/** Numbers handed out once each in a council. */
export type Numbers = { child: number; phone: number; family: number; disability: number }

/** Professionals of a council, shared by its families. */
export type Network = {
  schools: PersonDraft[]
  doctors: PersonDraft[]
  visitors: PersonDraft[]
  colleges: PersonDraft[]
}

const schoolWords = [
  'Larkmoor',
  'Quennel',
  'Saltram',
  'Osier',
  'Tarrant',
  'Gilder',
  'Harebell',
  'Woodruff',
  'Pippin',
  'Kestrel',
  'Juniper',
  'Plover',
  'Meadowsweet',
  'Amberley',
  'Copperfield',
]

export const numberPhone = (numbers: Numbers): string => testMobile(numbers.phone++)

/** Writes the professionals who stand around many families. */
export const makeNetwork = (world: CouncilWorld, sheets: Sheets, numbers: Numbers): Network => {
  const { plan, seed } = world
  const councilId = plan.borough.councilId
  const random = seededRandom(`${seed}/${councilId}/network`)
  const choose = cultureChoice(plan.borough.cultures)
  const many = Math.max(4, Math.min(40, Math.round(plan.children / 2_400)))
  const professional = (profession: string, organisation: string, n: number): PersonDraft => {
    const culture = choose(random)
    const person = newPerson(
      idFrom(`${seed}/${councilId}/${profession}/${n}`, Date.UTC(2019, 8, 2)),
      givenNameFor(random, culture, random.chance(0.7) ? 'F' : 'M'),
      familyNameFor(random, culture),
      Date.UTC(2019, 8, 2),
    )
    person.profession = profession
    person.organisation = organisation
    person.findable = false
    person.contacts.push({ kind: 'work phone', value: testLandline(numbers.phone++), note: null })
    writePerson(sheets, councilId, person)
    return person
  }
  const named = (kind: string, n: number): string => `${schoolWords[n % schoolWords.length]} ${kind}`
  return {
    schools: Array.from({ length: many }, (_, n) =>
      professional('designated teacher', named(n % 3 === 0 ? 'Academy' : 'Primary School', n), n),
    ),
    doctors: Array.from({ length: Math.ceil(many / 2) }, (_, n) => professional('GP', named('Surgery', n), n)),
    visitors: Array.from({ length: Math.ceil(many / 2) }, (_, n) =>
      professional('health visitor', named('Family Hub', n), n),
    ),
    colleges: Array.from({ length: 3 }, (_, n) => professional('college tutor', named('College', n), n)),
  }
}

const disabilityCodes = ['LD', 'COMM', 'AUT', 'BEH', 'MOB', 'HAND', 'PC', 'INC', 'HEAR', 'VIS', 'CON']
const religions = ['Christian', 'Muslim', 'None', 'Hindu', 'Sikh', 'Buddhist', 'Jewish', 'Not said']
const religionFor: Readonly<Partial<Record<Culture, string>>> = {
  hornOfAfrica: 'Muslim',
  arabic: 'Muslim',
  afghan: 'Muslim',
  southAsian: 'Hindu',
  caribbean: 'Christian',
  westAfrican: 'Christian',
  latin: 'Christian',
  european: 'Christian',
}

const spellings: Readonly<Record<string, readonly string[]>> = {
  Mohammed: ['Muhammad', 'Mohamed'],
  Muhammad: ['Mohammed', 'Mohammad'],
  Aisha: ['Ayesha', 'Aysha'],
  Niamh: ['Neve', 'Nieve'],
  Siobhan: ['Shevaun'],
  Caoimhe: ['Keeva'],
  Yusuf: ['Yousef', 'Yusef'],
  Fatima: ['Fatimah'],
  Zainab: ['Zaynab'],
  Łukasz: ['Lukasz'],
  Sean: ['Shaun'],
  Kieran: ['Ciaran'],
}

const familySize: Readonly<Partial<Record<Trajectory, readonly number[]>>> = {
  need: [1, 1, 1, 1, 2, 2, 2, 3, 3, 4],
  protection: [1, 1, 1, 2, 2, 2, 3, 3, 4],
  care: [1, 1, 1, 1, 1, 2, 2, 3],
  assessment: [1, 1, 1, 2, 2, 3],
  'section 47': [1, 1, 2, 2, 3],
  contact: [1, 1, 2],
  'early help': [1, 2, 2, 3],
  'past assessment': [1, 1, 2, 2, 3],
  'past need': [1, 1, 2, 3],
  'past contact': [1, 1, 1, 2],
  'past early help': [1, 2, 2],
  'past protection': [1, 2, 3],
  'past care': [1, 1, 2],
}
const sizeFor = (random: Random, trajectory: Trajectory): number => {
  const sizes = familySize[trajectory]
  return sizes ? (sizes[Math.floor(random.next() * sizes.length)] as number) : 1
}

const isOpen = (trajectory: Trajectory): boolean => !trajectory.startsWith('past')

const gap = 300

/**
 * Keeps brothers and sisters ten months apart, or twins. Moves a birth earlier where it must; false when there is no room
 * left before eighteen, and the family then has a child fewer.
 */
const apart = (random: Random, births: number[], birth: { bornOn: number | null }, now: number): boolean => {
  let bornOn = birth.bornOn as number
  if (births.length === 1 && random.next() < 0.03) bornOn = births[0] as number
  else {
    for (let tries = 0; births.some((other) => Math.abs(other - bornOn) < gap); tries++) {
      bornOn -= gap + 20
      if (tries > 20) return false
    }
    if (births.length > 0 && ageAt(bornOn, now) >= 18) return false
  }
  // The department asks for the questionnaire of who turned 17 in the year (197B) and forbids it to who was 17 on its first
  // day (189), so nobody here was born on 1 April.
  if (isoOf(bornOn).endsWith('-04-01')) bornOn--
  births.push(bornOn)
  birth.bornOn = bornOn
  return true
}

export type MadeChild = { person: PersonDraft; making: Making; relations: Relation[] }

/** One family: its children with their stories, the adults around them, written to the sheets. Returns the children. */
export const makeFamily = (
  world: CouncilWorld,
  sheets: Sheets,
  numbers: Numbers,
  network: Network,
  planting: Planting,
  trajectory: Trajectory,
  most: number,
): MadeChild[] => {
  const { seed, plan, ground, setting } = world
  const { borough } = plan
  const councilId = borough.councilId
  const familyNumber = numbers.family++
  const label = `${seed}/${councilId}/f${familyNumber}`
  const random = seededRandom(label)
  const alone = trajectory === 'unaccompanied'
  const openNow = isOpen(trajectory)
  const course = courseFor(random, ground, trajectory, plan.historyYears)
  let culture: Culture = alone ? aloneCulture(random) : cultureOf(random, borough.cultures)
  let language = languageFor(random, culture)
  if (world.everyLanguage && familyNumber % 5 === 0) {
    const next = allLanguages[(familyNumber / 5) % allLanguages.length] as (typeof allLanguages)[number]
    language = next.language
    culture = next.culture
  }
  const family = familyNameFor(random, culture)
  const ethnicity = ethnicityFor(random, culture)
  const home = homeIn(random, ground.districts)
  const rich = ground.detailed || openNow
  const leaver = trajectory === 'leaver' || trajectory === 'past leaver'
  const size = alone || leaver || trajectory === 'private fostering' ? 1 : Math.min(most, sizeFor(random, trajectory))
  const fallback = (course.start - 30) * dayLength
  const keeping: Keeping = { family: {}, chosen: null }
  const made: MadeChild[] = []

  const births: number[] = []
  for (let index = 0; index < size; index++) {
    const birth = birthFor(random, ground, course, index)
    if (birth.bornOn !== null && !apart(random, births, birth, ground.now)) continue
    const sex: 'M' | 'F' | 'U' =
      birth.bornOn === null ? 'U' : alone ? (random.next() < 0.9 ? 'M' : 'F') : random.next() < 0.52 ? 'M' : 'F'
    let given = sex === 'U' ? 'Baby' : givenNameFor(random, culture, sex)
    // brothers and sisters have names of their own
    for (let tries = 0; tries < 8 && sex !== 'U' && made.some(({ person }) => person.given === given); tries++) {
      given = givenNameFor(random, culture, sex)
    }
    const story = newStory(given, sex, birth.bornOn, birth.expectedOn)
    const making: Making = { story, ground, random, home, stays: [], partners: world.partners }
    live(making, course)
    settleStory(story, ground, random, `${label}/${index}`, keeping)
    const first = story.spells[0]
    const recordedAt = first ? first.from * dayLength + 9 * 3_600_000 : fallback
    const person = newPerson(idFrom(`${label}/${index}`, recordedAt), given, family, recordedAt)
    person.isChild = true
    person.bornOn = birth.bornOn
    // who was known here before birth was expected on a day
    const before = birth.bornOn !== null && first !== undefined && first.from < birth.bornOn
    person.expectedOn = before ? (birth.bornOn as number) + Math.floor(random.next() * 17) - 8 : birth.expectedOn
    person.sex = sex
    person.ethnicity = sex === 'U' ? 'NOBT' : ethnicity
    person.language = sex === 'U' ? null : language
    person.recordedBy = first?.holder?.workerId ?? null
    const number = numbers.child++
    person.localId = `${borough.shortName.charAt(0).toUpperCase()}${100_000 + number}`
    person.findable = true
    const age = birth.bornOn === null ? -1 : ageAt(birth.bornOn, ground.now)
    if (alone) {
      person.birthEstimated = random.next() < 0.8
      person.asylum = 'unaccompanied, claim made'
      person.interpreterFor = language
      person.identifiers.push({
        scheme: 'home office',
        value: `H${String(1_000_000 + ((world.index * 40_000 + number) % 9_000_000))}`,
        from: course.start,
      })
      person.identifiers.push({ scheme: 'upn unknown', value: 'UN3', from: null })
    } else if (language !== 'English' && sex !== 'U' && random.next() < 0.16) person.interpreterFor = language
    if (rich || number % 5 < 3) {
      if (birth.bornOn !== null && (!alone || random.next() < 0.5)) {
        person.identifiers.push({
          scheme: 'nhs',
          value: testNhsNumber((world.index * 30_000 + number) % testNhsNumbers),
          from: null,
        })
      }
      if (!alone && age >= 4 && age < 26)
        person.identifiers.push({ scheme: 'upn', value: testUpn(councilId, number), from: null })
      else if (!alone && age >= 0) {
        // before school there is no number yet; of who has long left it, none was asked for
        person.identifiers.push({ scheme: 'upn unknown', value: age < 4 ? 'UN1' : 'UN6', from: null })
      }
    }
    const referred = story.spells.some(({ kind }) => kind === 'referral')
    if (rich) {
      if (random.next() < 0.07 && sex !== 'U') person.knownAs = given.length > 5 ? (given.slice(0, 3) as string) : null
      if (random.next() < 0.02 && sex !== 'U') person.pronouns = 'they/them'
      if (random.next() < 0.5)
        person.religion =
          random.next() < 0.6
            ? (religionFor[culture] ?? 'None')
            : (religions[Math.floor(random.next() * religions.length)] as string)
      if (sex !== 'U') {
        const disabled = course.need === 'N2' || story.need === 'N2' ? 1 : 0.09
        if (random.next() < disabled) {
          person.disabilities = [
            ...new Set([
              disabilityCodes[numbers.disability++ % disabilityCodes.length] as string,
              ...(random.next() < 0.5 ? [disabilityCodes[Math.floor(random.next() * 4)] as string] : []),
            ]),
          ]
        } else if (openNow || referred) person.disabilities = ['NONE']
      }
      const variants = spellings[given]
      if (variants && random.next() < 0.5)
        person.names.push({
          kind: 'spelling',
          given: variants[Math.floor(random.next() * variants.length)] as string,
          family,
        })
      const script = ownScript[given]
      const scriptFamily = ownScriptFamily[culture]
      if (script && scriptFamily && random.next() < (alone ? 0.9 : 0.25))
        person.names.push({
          kind: 'own script',
          given: script,
          family: scriptFamily[Math.floor(random.next() * scriptFamily.length)] as string,
        })
      if (random.next() < 0.03 && sex !== 'U')
        person.names.push({ kind: 'previous', given, family: familyNameFor(random, culture) })
      if (random.next() < 0.02 && sex !== 'U')
        person.names.push({ kind: 'alias', given: givenNameFor(random, culture, sex), family })
      if (age >= 12 && random.next() < 0.55)
        person.contacts.push({ kind: 'mobile', value: numberPhone(numbers), note: null })
    }
    const cameAlone = story.spells.some(({ kind }) => kind === 'unaccompanied')
    livesAt(person, making.stays, home, course, alone, cameAlone, random, rich)
    if (openNow && first && trajectory !== 'contact' && trajectory !== 'referral') {
      const on = Math.max(first.from, ground.now - 300 + Math.floor(random.next() * 280))
      const holder = story.spells.findLast((spell) => spell.kind === 'allocation' && spell.to === null)?.holder ?? null
      person.why = { words: whyFor(random, story.need), by: holder?.workerId ?? null, on: Math.min(on, ground.now) }
    }
    made.push({ person, making, relations: [] })
  }

  around(
    world,
    sheets,
    numbers,
    network,
    label,
    random,
    { culture, language, family, home, course, alone, rich, openNow, leaver },
    made,
  )
  for (const { person, making, relations } of made) {
    if (ground.detailed) sheets.planted.push(...planting.inFamily({ person, story: making.story }))
    writePerson(sheets, councilId, person)
    for (const relation of relations) writeRelation(sheets, councilId, relation)
    writeStory(sheets, councilId, person.personId, person.restricted, making.story, openNow ? setting : null)
    sheets.told.push({ person, story: making.story })
  }
  return made
}

const choices = new Map<Readonly<Record<string, number>>, (random: Random) => Culture>()
const cultureOf = (random: Random, weights: Readonly<Record<string, number>>): Culture => {
  let choose = choices.get(weights)
  if (choose === undefined) {
    choose = cultureChoice(weights)
    choices.set(weights, choose)
  }
  return choose(random)
}
const aloneCultures: readonly Culture[] = [
  'afghan',
  'afghan',
  'afghan',
  'hornOfAfrica',
  'hornOfAfrica',
  'hornOfAfrica',
  'arabic',
  'arabic',
  'european',
  'eastAsian',
]
const aloneCulture = (random: Random): Culture =>
  aloneCultures[Math.floor(random.next() * aloneCultures.length)] as Culture

/** Where the child has lived: at home, then wherever the council placed the child. */
const livesAt = (
  person: PersonDraft,
  stays: readonly Stay[],
  home: Home,
  course: FamilyCourse,
  alone: boolean,
  cameAlone: boolean,
  random: Random,
  rich: boolean,
): void => {
  const entry = stays[0]?.from ?? null
  // who came to the country alone had no home here
  if (!alone && !cameAlone) {
    const atHome = stays.length === 0 || stays.at(-1)?.to !== null
    const confidential = (course.trajectory === 'protection' || course.trajectory === 'need') && random.next() < 0.035
    if (!atHome || rich || entry === null) {
      person.addresses.push({
        home,
        kind: 'home',
        confidential,
        notToBeTold: confidential ? 'Father and his relatives' : null,
        from: rich ? (person.bornOn ?? null) : null,
        to: atHome ? null : entry,
      })
    }
  }
  for (const stay of rich ? stays.slice(-4) : stays.slice(-1)) {
    if (stay.code === 'P1') continue
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
}

type FamilyFacts = {
  culture: Culture
  language: string
  family: string
  home: Home
  course: FamilyCourse
  alone: boolean
  rich: boolean
  openNow: boolean
  leaver: boolean
}

/** Parents, kin, carers and professionals, and how all of them stand to each child. */
const around = (
  world: CouncilWorld,
  sheets: Sheets,
  numbers: Numbers,
  network: Network,
  label: string,
  random: Random,
  facts: FamilyFacts,
  made: readonly MadeChild[],
): void => {
  const { culture, family, home, course, alone, rich, openNow, leaver, language } = facts
  const councilId = world.plan.borough.councilId
  const recordedAt = (made[0] as MadeChild).person.recordedAt
  const eldest = Math.min(...made.map(({ person }) => person.bornOn ?? world.ground.now))
  let n = 0
  const adult = (sex: 'M' | 'F', surname: string, yearsOlder: number): PersonDraft => {
    const person = newPerson(
      idFrom(`${label}/adult${n++}`, recordedAt),
      givenNameFor(random, culture, sex),
      surname,
      recordedAt,
    )
    person.sex = sex
    person.recordedBy = (made[0] as MadeChild).person.recordedBy
    if (rich) person.bornOn = Math.max(eldest - Math.round(yearsOlder * 365.25), -20_000)
    return person
  }
  const relate = (
    child: MadeChild,
    other: PersonDraft,
    kind: string,
    responsible: boolean,
    livesWith: boolean,
    from: number | null = null,
    note: string | null = null,
  ): void => {
    child.relations.push({
      childId: child.person.personId,
      restricted: child.person.restricted,
      otherId: other.personId,
      otherRestricted: other.restricted,
      kind,
      responsible,
      livesWith,
      note,
      from,
      to: null,
      recordedAt,
    })
  }
  const away = (child: MadeChild): boolean => {
    const last = child.making.stays.at(-1)
    return last !== undefined && last.to === null && last.code !== 'P1'
  }

  if (!alone) {
    const mother = adult('F', random.next() < 0.75 ? family : familyNameFor(random, culture), 17 + 20 * random.next())
    if (openNow) {
      mother.contacts.push({
        kind: 'mobile',
        value: numberPhone(numbers),
        note: openNow && random.next() < 0.1 ? 'Text first' : null,
      })
      // where mother and children live together the address stands with the children
      if (made.some(away))
        mother.addresses.push({ home, kind: 'home', confidential: false, notToBeTold: null, from: null, to: null })
      mother.language = language
      if (language !== 'English' && random.next() < 0.45) mother.interpreterFor = language
      mother.ethnicity = (made[0] as MadeChild).person.ethnicity
    }
    if (rich || random.next() < 0.4) {
      writePerson(sheets, councilId, mother)
      for (const child of made) relate(child, mother, 'mother', true, !away(child) && !leaver, child.person.bornOn)
    }
    if (openNow && random.next() < 0.62) {
      const together = random.next() < 0.45
      const father = adult('M', random.next() < 0.8 ? family : familyNameFor(random, culture), 18 + 22 * random.next())
      father.contacts.push({ kind: 'mobile', value: numberPhone(numbers), note: null })
      if (!together)
        father.addresses.push({
          home: homeIn(random, world.ground.districts),
          kind: 'home',
          confidential: false,
          notToBeTold: null,
          from: null,
          to: null,
        })
      writePerson(sheets, councilId, father)
      for (const child of made)
        relate(child, father, 'father', random.next() < 0.75, together && !away(child) && !leaver, child.person.bornOn)
    }
    if (openNow && random.next() < 0.22) {
      const maternal = random.next() < 0.6
      const grandmother = adult('F', maternal ? mother.family : family, 40 + 18 * random.next())
      grandmother.contacts.push({ kind: 'home phone', value: testLandline(numbers.phone++), note: null })
      writePerson(sheets, councilId, grandmother)
      for (const child of made)
        relate(child, grandmother, maternal ? 'maternal grandmother' : 'paternal grandmother', false, false)
    }
    if (openNow && random.next() < 0.08) {
      const partner = adult('M', familyNameFor(random, culture), 20 + 15 * random.next())
      writePerson(sheets, councilId, partner)
      for (const child of made) relate(child, partner, 'stepfather', false, !away(child))
    }
  }
  for (const child of made) {
    for (const other of made) {
      if (other === child) continue
      const kind = other.person.sex === 'F' ? 'sister' : other.person.sex === 'M' ? 'brother' : 'sibling'
      const here = child.making.stays.at(-1)
      const there = other.making.stays.at(-1)
      const together = away(child) === away(other) && (!away(child) || here?.home.postcode === there?.home.postcode)
      relate(child, other.person, kind, false, together && !leaver, null)
    }
  }
  if (!openNow) return
  for (const child of made) {
    const stay = child.making.stays.at(-1)
    if (stay && stay.to === null && stay.carer !== 'parent' && stay.carer !== 'home') {
      const kin = stay.carer === 'relative'
      const carer = newPerson(
        idFrom(`${child.person.personId}/carer`, stay.from * dayLength),
        givenNameFor(random, culture, 'F'),
        kin ? family : familyNameFor(random, culture),
        stay.from * dayLength,
      )
      carer.sex = 'F'
      carer.contacts.push({ kind: 'mobile', value: numberPhone(numbers), note: null })
      const secret = stay.carer === 'adopters'
      if (secret) carer.findable = false
      writePerson(sheets, councilId, carer)
      relate(
        child,
        carer,
        secret ? 'prospective adopter' : kin ? 'kinship foster carer' : 'foster carer',
        false,
        true,
        stay.from,
      )
    } else if (stay && stay.to === null && stay.carer === 'home' && stay.code.startsWith('K')) {
      const home = newPerson(
        idFrom(`${child.person.personId}/home`, stay.from * dayLength),
        givenNameFor(random, culture, 'M'),
        familyNameFor(random, culture),
        stay.from * dayLength,
      )
      home.profession = stay.code === 'K3' ? 'key worker' : 'children’s home manager'
      home.organisation = `${schoolWords[Math.floor(random.next() * schoolWords.length)]} House`
      home.findable = false
      home.contacts.push({ kind: 'work phone', value: testLandline(numbers.phone++), note: 'Answered day and night' })
      writePerson(sheets, councilId, home)
      relate(child, home, home.profession, false, false, stay.from)
    }
    const bornOn = child.person.bornOn
    const age = bornOn === null ? -1 : ageAt(bornOn, world.ground.now)
    const pickOf = (list: readonly PersonDraft[]): PersonDraft =>
      list[Math.floor(random.next() * list.length)] as PersonDraft
    if (course.trajectory === 'contact' || course.trajectory === 'referral') continue
    if (age >= 4 && age < 17) relate(child, pickOf(network.schools), 'designated teacher', false, false)
    else if (age >= 17 && age < 20 && random.next() < 0.6)
      relate(child, pickOf(network.colleges), 'college tutor', false, false)
    else if (age < 4) relate(child, pickOf(network.visitors), 'health visitor', false, false)
    if (random.next() < 0.3) relate(child, pickOf(network.doctors), 'GP', false, false)
  }
}

/** How closed records came about, in percent: a large world is mostly contacts, a small one shows more of the journey. */
const closedMix: Readonly<Record<'detailed' | 'plain', readonly (readonly [Trajectory, number])[]>> = {
  detailed: [
    ['past contact', 22],
    ['past early help', 14],
    ['past referral', 10],
    ['past assessment', 24],
    ['past need', 18],
    ['past protection', 6],
    ['past care', 5],
    ['past leaver', 1],
  ],
  plain: [
    ['past contact', 52],
    ['past early help', 13],
    ['past referral', 9],
    ['past assessment', 15],
    ['past need', 7],
    ['past protection', 2.2],
    ['past care', 1.4],
    ['past leaver', 0.4],
  ],
}

/** The order in which a council's children are made, with how many of each. */
const wantedOf = (plan: CouncilPlan, detailed: boolean): [Trajectory, number][] => {
  const open = plan.open
  const closed = closedMix[detailed ? 'detailed' : 'plain']
  const total = closed.reduce((sum, [, share]) => sum + share, 0)
  return [
    ['contact', open.contacts],
    ['referral', open.referrals],
    ['assessment', open.assessments],
    ['section 47', open.section47],
    ['protection', open.protectionPlans],
    ['need', Math.max(0, open.needPlans - open.shortBreaks)],
    ['short breaks', open.shortBreaks],
    ['care', Math.max(0, open.inCare - open.unaccompanied)],
    ['unaccompanied', open.unaccompanied],
    ['private fostering', open.privateFostering],
    ['leaver', open.careLeavers],
    ['early help', open.earlyHelp],
    ...closed.map(([trajectory, share]): [Trajectory, number] => [
      trajectory,
      Math.round((plan.closed * share) / total),
    ]),
  ]
}

export type Batch = { sheets: Sheets; children: number; rows: number }

/** Every child of a council, in batches of about `batchRows` rows. `taken` children are made elsewhere (stories). */
export function* simulateCouncil(
  world: CouncilWorld,
  options: {
    batchRows?: number
    taken?: Partial<Record<Trajectory, number>>
    /** writes children of its own first; returns how many */
    before?: (sheets: Sheets, numbers: Numbers, network: Network, planting: Planting) => number
    onChild?: (child: MadeChild, trajectory: Trajectory, sheets: Sheets) => void
  } = {},
): Generator<Batch> {
  const batchRows = options.batchRows ?? 3_000
  const numbers: Numbers = { child: 0, phone: world.index * 137, family: 0, disability: 0 }
  let sheets = emptySheets()
  const network = makeNetwork(world, sheets, numbers)
  const planting = plantingOn(world.ground.now)
  let children = options.before?.(sheets, numbers, network, planting) ?? 0
  let counted = 0
  for (const [trajectory, wanted] of wantedOf(world.plan, world.ground.detailed)) {
    let left = wanted - (options.taken?.[trajectory] ?? 0)
    while (left > 0) {
      const family = makeFamily(world, sheets, numbers, network, planting, trajectory, left)
      for (const child of family) options.onChild?.(child, trajectory, sheets)
      const made = family.length
      left -= made
      children += made
      counted += made
      if (counted >= 60) {
        counted = 0
        const rows = countOf(sheets)
        if (rows >= batchRows) {
          yield { sheets, children, rows }
          sheets = emptySheets()
          children = 0
        }
      }
    }
  }
  const rows = countOf(sheets)
  if (rows > 0) yield { sheets, children, rows }
}
