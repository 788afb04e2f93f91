// What an extract changes in the record of one person: only what is different is written. Pure.
import { type Day, dayOf } from '../../lib/day.ts'
import { idFrom } from '../../lib/ids.ts'
import { keyOf } from '../../lib/stable-key.ts'
import { storedName } from '../children/index.ts'
import type { WantedAddress, WantedEvent, WantedPerson, WantedSpell } from './to-record.ts'

export type HeldSpell = {
  id: string
  kind: string
  startsOn: Day
  endsOn: Day | null
  code: string | null
  endCode: string | null
  withinId: string | null
  workerId: string | null
  teamId: string | null
  detail: Readonly<Record<string, unknown>>
  sourceKey: string | null
}
export type HeldEvent = {
  id: string
  kind: string
  on: Day
  at: Temporal.Instant | null
  spellId: string | null
  workerId: string | null
  code: string | null
  detail: Readonly<Record<string, unknown>>
  sourceKey: string | null
}
export type HeldAddress = Omit<WantedAddress, 'sourceKey' | 'ownId'> & { id: string }
export type HeldPerson = {
  personId: string
  key: string
  restricted: boolean
  isChild: boolean
  givenName: string
  familyName: string
  bornOn: Day | null
  expectedOn: Day | null
  diedOn: Day | null
  sex: string | null
  ethnicity: string | null
  disabilities: readonly string[]
  asylum: string | null
  identifiers: readonly { scheme: string; value: string; to: Day | null }[]
  addresses: readonly HeldAddress[]
  relations: readonly { id: string; otherKey: string | null; kind: string }[]
  spells: readonly HeldSpell[]
  events: readonly HeldEvent[]
}

type Row = Readonly<Record<string, unknown>>

/** Rows as the tables have them. */
export type Changes = {
  personId: string
  key: string
  restricted: boolean
  isNew: boolean
  newPerson: Row | null
  person: Row | null
  identifiersAdded: Row[]
  identifiersEnded: { person_id: string; scheme: string; value: string; valid_to: Day }[]
  addressesAdded: Row[]
  addressesChanged: Row[]
  addressesGone: string[]
  /** without whether the other is restricted, which is known only when everybody is there */
  relationsAdded: (Row & { other_id: string })[]
  relationsGone: string[]
  spellsAdded: Row[]
  spellsChanged: Row[]
  spellsGone: string[]
  spellsKeyed: { id: string; sourceKey: string }[]
  eventsAdded: Row[]
  eventsChanged: Row[]
  eventsGone: string[]
  eventsKeyed: { id: string; sourceKey: string }[]
}

export type Ground = {
  councilId: number
  /** the day the extract tells of */
  on: Day
  worker: (key: string) => string | null
  team: (key: string) => string | null
  /** the person here with this key; null where nobody is */
  person: (key: string) => string | null
}

export const personIdOf = (councilId: number, key: string): string => idFrom(`${councilId} ssd person ${key}`, 0)
/** Rows of one person lie together in the index: the first part of the id is the person's. */
const idOf = (councilId: number, personKey: string, sourceKey: string): string =>
  idFrom(`${councilId} ${sourceKey}`, placeOf(personKey))
const placeOf = (key: string): number => {
  let sum = 7
  for (let at = 0; at < key.length; at++) sum = (sum * 31 + key.charCodeAt(at)) % 2 ** 40
  return sum
}
const relationId = (councilId: number, child: string, other: string, kind: string): string =>
  idOf(councilId, child, keyOf('ssd', 'relation', child, other, kind))

const isFromMirror = (sourceKey: string | null): boolean => sourceKey?.startsWith('ssd|') === true

const sameDay = (a: Day | null, b: Day | null): boolean => (a === null ? b === null : b !== null && a.equals(b))
const sameTime = (a: Temporal.Instant | null, b: Temporal.Instant | null): boolean =>
  a === null ? b === null : b !== null && a.equals(b)

const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  return `{${Object.entries(value)
    .filter(([, one]) => one !== null && one !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, one]) => `${name}:${canonical(one)}`)
    .join()}}`
}

/** What of `detail` an extract speaks of, by kind; what else stands there came from elsewhere and stays. */
const spoken: Readonly<Record<string, readonly string[]>> = {
  early_help: ['offer', 'organisation'],
  referral: ['primaryNeed', 'noFurtherAction', 'transferIn'],
  assessment: ['childSeen', 'factors'],
  section_47: ['conferenceRequired', 'conferenceTarget'],
  child_protection_plan: ['initialCategory', 'otherCouncil'],
  looked_after: ['categoryOfNeed', 'newEpisodeReason', 'mother'],
  legal_status: ['asWritten'],
  placement: ['urn', 'distance', 'provider', 'postcode', 'sameCarer'],
  missing: ['startedAt', 'returnedAt'],
  adoption: ['adopters', 'sexOfAdopters', 'legalStatusOfAdopters', 'formerFosterCarer'],
  permanence_order: ['order'],
  pre_proceedings: ['reviewMeetings', 'letterOfIssueOn'],
  allocation: ['reason'],
  visit: ['seen', 'seenAlone', 'bedroomSeen'],
  initial_conference: ['transferIn'],
  review_conference: ['participation', 'quorate'],
  previous_permanence: ['authority', 'dateAsKnown'],
  care_plan: ['permanencePlan'],
  yearly_outcomes: [
    'healthCheck',
    'healthAssessment',
    'teethCheck',
    'convicted',
    'substanceMisuse',
    'interventionReceived',
  ],
  immunisation_check: ['upToDate'],
  strengths_difficulties: ['score', 'noScoreBecause'],
  care_leaver_contact: ['accommodation', 'activity'],
  legal_planning_meeting: ['decision'],
}

const detailNow = (
  kind: string,
  held: Readonly<Record<string, unknown>>,
  wanted: Readonly<Record<string, unknown>>,
  fromMirror: boolean,
): Readonly<Record<string, unknown>> => {
  const names = spoken[kind] ?? []
  const kept = Object.entries(held).filter(([name, value]) => {
    if (!names.includes(name)) return true
    // Of a record that was here before, what the extract does not say is not taken back.
    if (!fromMirror) return !(name in wanted)
    // The same said in another form ("1" for true) is the same.
    return name in wanted && String(wanted[name]) === String(value)
  })
  const said = Object.entries(wanted).filter(
    ([name, value]) => !kept.some(([other, old]) => other === name && String(old) === String(value)),
  )
  return Object.fromEntries([...kept.filter(([name]) => !said.some(([other]) => other === name)), ...said])
}

const carriesWorker = new Set([
  'early_help',
  'referral',
  'assessment',
  'child_in_need_plan',
  'section_47',
  'care_leaver',
  'allocation',
])

/** Each wanted row with the record that it is: by the row's key, or of one that was here before, by its id or its day. */
const matched = <
  W extends { sourceKey: string; ownId: string; kind: string },
  H extends { id: string; kind: string; sourceKey: string | null },
>(
  wanted: readonly W[],
  held: readonly H[],
  alike: (one: W, other: H) => boolean,
): Map<string, H> => {
  const found = new Map<string, H>()
  const byKey = new Map(held.flatMap((one) => (one.sourceKey === null ? [] : [[one.sourceKey, one] as const])))
  const unkeyed = held.filter(({ sourceKey }) => !isFromMirror(sourceKey))
  const claimed = new Set<string>()
  const claim = (one: W, other: H | undefined): boolean => {
    if (!other) return false
    found.set(one.sourceKey, other)
    claimed.add(other.id)
    return true
  }
  const left = wanted.filter((one) => !claim(one, byKey.get(one.sourceKey)))
  if (unkeyed.length === 0) return found
  const byId = new Map(unkeyed.map((one) => [one.id, one]))
  const still = left.filter((one) => {
    const other = byId.get(one.ownId)
    return !(other !== undefined && other.kind === one.kind && !claimed.has(other.id) && claim(one, other))
  })
  for (const one of still)
    claim(
      one,
      unkeyed.find((other) => other.kind === one.kind && !claimed.has(other.id) && alike(one, other)),
    )
  return found
}

const once = <T extends { sourceKey: string }>(rows: readonly T[]): T[] => [
  ...new Map(rows.map((row) => [row.sourceKey, row])).values(),
]

const significant = new Set([
  'initial_conference',
  'review_conference',
  'looked_after_review',
  'legal_planning_meeting',
  'letter_before_proceedings',
  'match',
  'adoption_order',
])

const nobody = (personId: string, key: string, restricted: boolean): Changes => ({
  personId,
  key,
  restricted,
  isNew: false,
  newPerson: null,
  person: null,
  identifiersAdded: [],
  identifiersEnded: [],
  addressesAdded: [],
  addressesChanged: [],
  addressesGone: [],
  relationsAdded: [],
  relationsGone: [],
  spellsAdded: [],
  spellsChanged: [],
  spellsGone: [],
  spellsKeyed: [],
  eventsAdded: [],
  eventsChanged: [],
  eventsGone: [],
  eventsKeyed: [],
})

export const isChanged = (changes: Changes): boolean =>
  changes.isNew ||
  changes.person !== null ||
  [
    changes.identifiersAdded,
    changes.identifiersEnded,
    changes.addressesAdded,
    changes.addressesChanged,
    changes.addressesGone,
    changes.relationsAdded,
    changes.relationsGone,
    changes.spellsAdded,
    changes.spellsChanged,
    changes.spellsGone,
    changes.eventsAdded,
    changes.eventsChanged,
    changes.eventsGone,
  ].some((list) => list.length > 0)

/** Whether what a search finds by has changed. */
export const isFoundOtherwise = (changes: Changes): boolean =>
  changes.isNew ||
  changes.person !== null ||
  [changes.identifiersAdded, changes.addressesAdded, changes.addressesChanged, changes.addressesGone].some(
    (list) => list.length > 0,
  )

const personRow = (wanted: WantedPerson) => {
  const named = wanted.givenName !== '' || wanted.familyName !== ''
  const givenName = named ? wanted.givenName : 'Child'
  const familyName = named ? wanted.familyName : wanted.key
  return {
    is_child: true,
    given_name: givenName,
    family_name: familyName,
    normal_name: storedName({ givenName, familyName }),
    born_on: wanted.bornOn,
    expected_on: wanted.expectedOn,
    died_on: wanted.diedOn,
    sex: wanted.sex,
    ethnicity: wanted.ethnicity,
    disabilities: wanted.disabilities,
    asylum: wanted.asylum,
  }
}

const comparePerson = (wanted: WantedPerson, held: HeldPerson): Row | null => {
  const row = personRow(wanted)
  // The extract gives the day a child was expected only while nobody knows the birthday.
  if (wanted.bornOn !== null) row.expected_on = held.expectedOn
  // A status of a child who came alone stands in words of ours.
  if (wanted.asylum === null) row.asylum = held.asylum
  const same =
    held.isChild &&
    held.givenName === row.given_name &&
    held.familyName === row.family_name &&
    sameDay(held.bornOn, row.born_on) &&
    sameDay(held.expectedOn, row.expected_on) &&
    sameDay(held.diedOn, row.died_on) &&
    held.sex === row.sex &&
    held.ethnicity === row.ethnicity &&
    held.asylum === row.asylum &&
    [...held.disabilities].sort().join() === wanted.disabilities.join()
  return same ? null : { ...row, person_id: held.personId }
}

/** What changes; `held` is null for somebody who is not here yet. */
export const compare = (wanted: WantedPerson, held: HeldPerson | null, ground: Ground): Changes => {
  const { councilId } = ground
  const { key } = wanted
  const personId = held?.personId ?? personIdOf(councilId, key)
  const restricted = held?.restricted ?? false
  const changes: Changes = { ...nobody(personId, key, restricted), isNew: held === null }
  const ofPerson = { council_id: councilId, person_id: personId, restricted }
  const ofChild = { council_id: councilId, child_id: personId, restricted }

  if (held === null)
    changes.newPerson = { council_id: councilId, person_id: personId, local_id: key, ...personRow(wanted) }
  else changes.person = comparePerson(wanted, held)

  for (const { scheme, value, from, to } of wanted.identifiers) {
    const there = held?.identifiers.find((one) => one.scheme === scheme && one.value === value)
    if (!there) changes.identifiersAdded.push({ ...ofPerson, scheme, value, valid_from: from, valid_to: to })
    else if (to !== null && !sameDay(there.to, to))
      changes.identifiersEnded.push({ person_id: personId, scheme, value, valid_to: to })
  }
  for (const { scheme, value, to } of held?.identifiers ?? [])
    if (to === null && !wanted.identifiers.some((one) => one.scheme === scheme && one.value === value))
      changes.identifiersEnded.push({ person_id: personId, scheme, value, valid_to: ground.on })

  const stay = new Set<string>()
  for (const one of once(wanted.addresses)) {
    const made = idOf(councilId, key, one.sourceKey)
    const there = held?.addresses.find(({ id }) => id === made || id === one.ownId)
    const row = {
      lines: one.lines,
      postcode: one.postcode,
      kind: one.kind,
      confidential: one.confidential,
      lives_from: one.from,
      lives_to: one.to,
    }
    if (!there) {
      changes.addressesAdded.push({ ...ofPerson, address_id: made, ...row })
      continue
    }
    stay.add(there.id)
    // One that may not be told comes without any of itself.
    if (one.confidential && there.confidential) Object.assign(row, { lines: there.lines, postcode: there.postcode })
    const same =
      there.lines === row.lines &&
      there.postcode === row.postcode &&
      there.kind === row.kind &&
      there.confidential === row.confidential &&
      sameDay(there.from, one.from) &&
      sameDay(there.to, one.to)
    if (!same) changes.addressesChanged.push({ address_id: there.id, ...row })
  }
  for (const { id } of held?.addresses ?? []) if (!stay.has(id)) changes.addressesGone.push(id)

  const wantedRelations = new Set<string>()
  for (const { other, kind, note } of wanted.relations) {
    const id = relationId(councilId, key, other, kind)
    const otherId = ground.person(other)
    if (otherId === null || wantedRelations.has(id)) continue
    wantedRelations.add(id)
    // Whatever else they are called here, two people who are tied already are not tied again.
    if (held?.relations.some((one) => one.id === id || (one.otherKey === other && !isMirrored(councilId, key, one))))
      continue
    changes.relationsAdded.push({
      ...ofChild,
      relationship_id: id,
      other_id: otherId,
      kind,
      parental_responsibility: false,
      lives_with: false,
      note,
    })
  }
  for (const one of held?.relations ?? [])
    if (isMirrored(councilId, key, one) && !wantedRelations.has(one.id)) changes.relationsGone.push(one.id)

  compareSpells(once(wanted.spells), once(wanted.events), held, ground, changes, ofChild)
  return changes
}

const isMirrored = (councilId: number, key: string, one: HeldPerson['relations'][number]): boolean =>
  one.otherKey !== null && relationId(councilId, key, one.otherKey, one.kind) === one.id

const compareSpells = (
  spells: readonly WantedSpell[],
  events: readonly WantedEvent[],
  held: HeldPerson | null,
  ground: Ground,
  changes: Changes,
  ofChild: Row,
): void => {
  const { councilId } = ground
  const here = matched(
    spells,
    held?.spells ?? [],
    (one, other) => other.startsOn.equals(one.startsOn) && (one.code === null || one.code === other.code),
  )
  const spellId = (sourceKey: string | null): string | null =>
    sourceKey === null ? null : (here.get(sourceKey)?.id ?? idOf(councilId, changes.key, sourceKey))
  const wantedSpells = new Set(spells.map(({ sourceKey }) => sourceKey))
  const within = (sourceKey: string | null): string | null =>
    sourceKey !== null && wantedSpells.has(sourceKey) ? spellId(sourceKey) : null
  const worker = (key: string | null): string | null => (key === null ? null : ground.worker(key))
  const team = (key: string | null): string | null => (key === null ? null : ground.team(key))

  for (const one of spells) {
    const there = here.get(one.sourceKey)
    const row = {
      starts_on: one.startsOn,
      ends_on: one.endsOn,
      code: one.code,
      end_code: one.endCode,
      within_id: within(one.within),
      worker_id: worker(one.worker),
      team_id: team(one.team),
      detail: one.detail,
    }
    if (!there) {
      changes.spellsAdded.push({
        ...ofChild,
        spell_id: spellId(one.sourceKey),
        kind: one.kind,
        source_key: one.sourceKey,
        ...row,
      })
      continue
    }
    const known = isFromMirror(there.sourceKey)
    if (!known) changes.spellsKeyed.push({ id: there.id, sourceKey: one.sourceKey })
    // Who did a piece of work is reckoned in an extract where nobody wrote it down: what stands here is not changed by it.
    if (!known && one.kind !== 'allocation') Object.assign(row, { worker_id: there.workerId, team_id: there.teamId })
    const keeps = (value: unknown): boolean => value === null && !(known && carriesWorker.has(one.kind))
    if (keeps(row.worker_id)) row.worker_id = there.workerId
    if (keeps(row.team_id)) row.team_id = there.teamId
    if (row.within_id === null && (!known || one.within === null)) row.within_id = there.withinId
    if (one.soft.includes('starts_on')) row.starts_on = there.startsOn
    if (one.soft.includes('ends_on') && there.endsOn !== null) row.ends_on = there.endsOn
    if (!known && row.end_code === null) row.end_code = there.endCode
    if (!known && row.code === null) row.code = there.code
    const detail = detailNow(one.kind, there.detail, one.detail, known)
    row.detail = detail
    const same =
      there.startsOn.equals(row.starts_on) &&
      sameDay(there.endsOn, row.ends_on) &&
      there.code === row.code &&
      there.endCode === row.end_code &&
      there.withinId === row.within_id &&
      there.workerId === row.worker_id &&
      there.teamId === row.team_id &&
      canonical(there.detail) === canonical(detail)
    if (!same) changes.spellsChanged.push({ spell_id: there.id, ...row })
  }
  for (const one of held?.spells ?? [])
    if (isFromMirror(one.sourceKey) && !wantedSpells.has(one.sourceKey as string)) changes.spellsGone.push(one.id)

  const eventsHere = matched(
    events,
    held?.events ?? [],
    (one, other) =>
      (one.spell !== null && other.spellId !== null && other.spellId === spellId(one.spell)) || other.on.equals(one.on),
  )
  const wantedEvents = new Set(events.map(({ sourceKey }) => sourceKey))
  for (const one of events) {
    const there = eventsHere.get(one.sourceKey)
    const row = {
      happened_on: one.on,
      happened_at: one.at,
      spell_id: within(one.spell),
      worker_id: worker(one.worker),
      code: one.code,
      detail: one.detail,
    }
    if (!there) {
      changes.eventsAdded.push({
        ...ofChild,
        event_id: idOf(councilId, changes.key, one.sourceKey),
        kind: one.kind,
        words: one.words,
        significant: significant.has(one.kind),
        source_key: one.sourceKey,
        ...row,
      })
      continue
    }
    const known = isFromMirror(there.sourceKey)
    if (!known) changes.eventsKeyed.push({ id: there.id, sourceKey: one.sourceKey })
    if (one.soft.includes('happened_on')) row.happened_on = there.on
    if (one.soft.includes('code') && there.code !== null) row.code = there.code
    if (row.happened_at === null && there.at !== null && dayOf(there.at).equals(row.happened_on))
      row.happened_at = there.at
    if (row.worker_id === null) row.worker_id = there.workerId
    if (row.spell_id === null && (!known || one.spell === null)) row.spell_id = there.spellId
    if (!known && there.spellId !== null) row.spell_id = there.spellId
    if (!known && row.code === null) row.code = there.code
    const detail = detailNow(one.kind, there.detail, one.detail, known)
    row.detail = detail
    const same =
      there.on.equals(row.happened_on) &&
      sameTime(there.at, row.happened_at) &&
      there.spellId === row.spell_id &&
      there.workerId === row.worker_id &&
      there.code === row.code &&
      canonical(there.detail) === canonical(detail)
    if (!same) changes.eventsChanged.push({ event_id: there.id, ...row })
  }
  for (const one of held?.events ?? [])
    if (isFromMirror(one.sourceKey) && !wantedEvents.has(one.sourceKey as string)) changes.eventsGone.push(one.id)
}

/** Somebody who is in the extract no more: what came with extracts leaves the record, its versions stay. */
export const goneFrom = (held: HeldPerson, ground: Ground): Changes => {
  const changes = nobody(held.personId, held.key, held.restricted)
  if (held.isChild) {
    changes.person = {
      person_id: held.personId,
      is_child: false,
      given_name: held.givenName,
      family_name: held.familyName,
      normal_name: storedName(held),
      born_on: held.bornOn,
      expected_on: held.expectedOn,
      died_on: held.diedOn,
      sex: held.sex,
      ethnicity: held.ethnicity,
      disabilities: held.disabilities,
      asylum: held.asylum,
    }
  }
  for (const { scheme, value, to } of held.identifiers)
    if (to === null) changes.identifiersEnded.push({ person_id: held.personId, scheme, value, valid_to: ground.on })
  changes.addressesGone = held.addresses.map(({ id }) => id)
  changes.relationsGone = held.relations
    .filter((one) => isMirrored(ground.councilId, held.key, one))
    .map(({ id }) => id)
  changes.spellsGone = held.spells.filter(({ sourceKey }) => isFromMirror(sourceKey)).map(({ id }) => id)
  changes.eventsGone = held.events.filter(({ sourceKey }) => isFromMirror(sourceKey)).map(({ id }) => id)
  return changes
}
