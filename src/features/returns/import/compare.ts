import { type Day, earliest, isAfter, isBefore, isSame } from '../../../lib/day.ts'
import { idFrom } from '../../../lib/ids.ts'
import { epochDay } from '../../../lib/working-days.ts'
import {
  type BroughtAddress,
  type BroughtChild,
  type BroughtEvent,
  type BroughtIdentifier,
  type BroughtSpell,
  type Detail,
  type Format,
  handedOverOn,
  type Kind,
  type Place,
  type Problem,
} from './brought.ts'

// What a return adds to one child's record, and what it corrects. Pure: the child as brought and as held, in; rows to
// write, out. Rules that keep what people here know: nothing is ever taken away; a record that somebody has changed by
// hand stays as it is; a return of an earlier year than one already brought in adds, and corrects nothing.

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
  detail: Detail
  /** null: recorded here, not brought in */
  sourceKey: string | null
  version: number
}
export type HeldEvent = {
  id: string
  kind: string
  on: Day
  spellId: string | null
  code: string | null
  detail: Detail
  sourceKey: string | null
  version: number
}
export type HeldIdentifier = { scheme: string; value: string; validTo: Day | null }
export type HeldAddress = {
  id: string
  kind: string
  postcode: string | null
  from: Day | null
  to: Day | null
}
export type HeldChild = {
  personId: string
  localId: string
  restricted: boolean
  isChild: boolean
  /** written here first, not by an import */
  recorded: boolean
  bornOn: Day | null
  expectedOn: Day | null
  diedOn: Day | null
  sex: string | null
  ethnicity: string | null
  disabilities: readonly string[]
  spells: readonly HeldSpell[]
  events: readonly HeldEvent[]
  identifiers: readonly HeldIdentifier[]
  addresses: readonly HeldAddress[]
  /** ids of records last corrected by somebody here */
  byHand: ReadonlySet<string>
}

export type Setting = {
  councilId: number
  format: Format
  year: number
  /** a later year's return of this format is already in the record */
  overtaken: boolean
  workers: ReadonlyMap<string, { workerId: string; teamId: string | null }>
}

export type Tally = Partial<Record<Kind, number>>

export type PersonFacts = {
  bornOn: Day | null
  expectedOn: Day | null
  diedOn: Day | null
  sex: string | null
  ethnicity: string | null
  disabilities: readonly string[]
}
export type SpellFacts = Pick<
  HeldSpell,
  'startsOn' | 'endsOn' | 'code' | 'endCode' | 'withinId' | 'workerId' | 'detail'
>
export type EventFacts = Pick<HeldEvent, 'on' | 'code' | 'spellId' | 'detail'>
export type AddressFacts = Pick<HeldAddress, 'postcode' | 'from' | 'to'>

export type ChildPlan = {
  localId: string
  place: Place
  personId: string
  restricted: boolean
  isNew: boolean
  person: PersonFacts
  /** the person's facts differ from the record and are to be corrected */
  personChanged: boolean
  spells: { id: string; kind: string; sourceKey: string; teamId: string | null; facts: SpellFacts; isNew: boolean }[]
  events: { id: string; kind: string; sourceKey: string; facts: EventFacts; isNew: boolean }[]
  identifiers: { scheme: string; value: string; validFrom: Day | null; validTo: Day | null }[]
  identifiersEnded: { scheme: string; value: string; validTo: Day }[]
  addresses: { id: string; kind: string; facts: AddressFacts; isNew: boolean }[]
  created: Tally
  matched: Tally
  changed: Tally
  /** every row this child is made of, for when none of it can be brought in */
  places: Place[]
  problems: Problem[]
}

const add = (tally: Tally, kind: Kind): void => {
  tally[kind] = (tally[kind] ?? 0) + 1
}

/** The same child, spell or event of a council has the same identifier however often it is brought in. */
const idOf = (councilId: number, key: string, day: Day | null): string =>
  idFrom(`${councilId}|${key}`, day === null ? 0 : epochDay(day) * 86_400_000)

const sameDay = (a: Day | null, b: Day | null): boolean => (a === null || b === null ? a === b : isSame(a, b))

const inOrder = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(inOrder)
    : value !== null && typeof value === 'object'
      ? Object.fromEntries(
          Object.entries(value)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([name, inner]) => [name, inOrder(inner)]),
        )
      : value
const sameDetail = (a: Detail, b: Detail): boolean => JSON.stringify(inOrder(a)) === JSON.stringify(inOrder(b))

const stays = 'Somebody here has changed this since it was brought in, so it stays as it is.'

export const compareChild = (brought: BroughtChild, held: HeldChild | null, setting: Setting): ChildPlan => {
  const { councilId } = setting
  const plan: ChildPlan = {
    localId: brought.localId,
    place: brought.place,
    personId: held?.personId ?? idOf(councilId, `child|${brought.localId}`, brought.bornOn),
    restricted: held?.restricted ?? false,
    isNew: held === null,
    person: personOf(brought),
    personChanged: false,
    spells: [],
    events: [],
    identifiers: [],
    identifiersEnded: [],
    addresses: [],
    created: {},
    matched: {},
    changed: {},
    places: [brought.place, ...brought.spells.map(({ place }) => place), ...brought.events.map(({ place }) => place)],
    problems: [],
  }
  if (held === null) add(plan.created, 'child')
  else comparePerson(brought, held, setting, plan)
  compareIdentifiers(brought.identifiers, held, setting, plan)
  const spells = compareSpells(brought.spells, held, setting, plan)
  compareEvents(brought.events, spells, held, setting, plan)
  compareAddresses(brought.addresses, spells, held, setting, plan)
  return plan
}

// The person -------------------------------------------------------------------------------------------------------------

const personOf = ({ bornOn, expectedOn, diedOn, sex, ethnicity, disabilities }: BroughtChild): PersonFacts => ({
  bornOn,
  expectedOn,
  diedOn,
  sex,
  ethnicity,
  disabilities: disabilities ?? [],
})

const factNames = {
  bornOn: 'date of birth',
  expectedOn: 'expected date of birth',
  diedOn: 'date of death',
  sex: 'sex',
  ethnicity: 'ethnicity',
  disabilities: 'disability',
} as const

const isBlank = (value: unknown): boolean => value === null || (Array.isArray(value) && value.length === 0)
const sameFact = (a: unknown, b: unknown): boolean =>
  Array.isArray(a) && Array.isArray(b) ? String(a.toSorted()) === String(b.toSorted()) : String(a) === String(b)

/** What is blank in the record is filled; what differs is corrected only where an import said it last. */
const comparePerson = (brought: BroughtChild, held: HeldChild, setting: Setting, plan: ChildPlan): void => {
  add(plan.matched, 'child')
  const said = personOf(brought)
  const person = { ...held } as PersonFacts as Record<keyof PersonFacts, unknown>
  const ours = !held.recorded && !held.byHand.has(held.personId) && !setting.overtaken
  let changed = !held.isChild
  for (const name of Object.keys(factNames) as (keyof PersonFacts)[]) {
    if (isBlank(said[name]) || sameFact(said[name], held[name])) continue
    // A child who has been born is expected no longer.
    if (name === 'expectedOn' && held.bornOn !== null) continue
    if (isBlank(held[name]) || ours) {
      person[name] = said[name]
      changed = true
    } else if (!setting.overtaken) {
      plan.problems.push({
        ...brought.place,
        column: factNames[name],
        value: String(said[name]),
        child: brought.localId,
        reason: held.recorded ? 'The record, written here, says otherwise and stays as it is.' : stays,
        outcome: 'record',
      })
    }
  }
  const { bornOn, expectedOn, diedOn, sex, ethnicity, disabilities } = person as PersonFacts
  plan.person = { bornOn, expectedOn, diedOn, sex, ethnicity, disabilities }
  plan.personChanged = changed
  if (changed) add(plan.changed, 'child')
}

const pupilNumbers = new Set(['upn', 'upn unknown'])

/** A new pupil number takes the place of the one before, or of the reason for having none, from the return's 1 April. */
const compareIdentifiers = (
  identifiers: readonly BroughtIdentifier[],
  held: HeldChild | null,
  setting: Setting,
  plan: ChildPlan,
): void => {
  const yearBegins = new Temporal.PlainDate(setting.year - 1, 4, 1)
  const here = held?.identifiers ?? []
  const seen = new Set<string>()
  for (const { scheme, value } of identifiers) {
    if (seen.has(`${scheme} ${value}`)) continue
    seen.add(`${scheme} ${value}`)
    if (here.some((one) => one.scheme === scheme && one.value === value)) {
      add(plan.matched, 'identifier')
      continue
    }
    const open = here.filter((one) => pupilNumbers.has(one.scheme) && one.validTo === null)
    const takesOver = pupilNumbers.has(scheme) && open.length > 0
    if (takesOver && scheme === 'upn unknown' && open.some((one) => one.scheme === 'upn')) {
      // The record knows a number where the return only has a reason for none.
      plan.problems.push({
        ...plan.place,
        column: 'UPN',
        value,
        child: plan.localId,
        reason: 'The record holds a unique pupil number, which stays.',
        outcome: 'record',
      })
      continue
    }
    const late = takesOver && setting.overtaken
    plan.identifiers.push({
      scheme,
      value,
      validFrom: takesOver && !late ? yearBegins : null,
      validTo: late ? yearBegins.add({ years: 1 }).subtract({ days: 1 }) : null,
    })
    add(plan.created, 'identifier')
    if (!takesOver || late) continue
    for (const one of open) {
      plan.identifiersEnded.push({ scheme: one.scheme, value: one.value, validTo: yearBegins.subtract({ days: 1 }) })
      add(plan.changed, 'identifier')
    }
  }
}

// Spells -----------------------------------------------------------------------------------------------------------------

/** Where each spell of the return stands in the record, by its key. */
type Found = Map<string, { id: string; facts: SpellFacts }>

const likeRecorded = (spell: BroughtSpell, held: HeldSpell, workerId: string | null): boolean =>
  held.sourceKey === null &&
  held.kind === spell.kind &&
  held.code === spell.code &&
  isSame(held.startsOn, spell.startsOn) &&
  (spell.kind !== 'allocation' || held.workerId === workerId)

/** The spell that an earlier year's files began and this one goes on with. */
const goesOnFrom = (spell: BroughtSpell, held: HeldSpell): boolean =>
  held.sourceKey !== null &&
  held.kind === spell.kind &&
  (spell.kind === 'looked_after' || held.code === spell.code) &&
  !isAfter(held.startsOn, spell.startsOn) &&
  (held.endsOn === null || !isBefore(held.endsOn, spell.startsOn)) &&
  (spell.kind !== 'placement' ||
    (['provider', 'urn', 'postcode'] as const).every(
      (name) => (held.detail[name] ?? null) === (spell.detail[name] ?? null),
    ))

const matchSpells = (
  spells: readonly BroughtSpell[],
  held: HeldChild,
  workerOf: (spell: BroughtSpell) => string | null,
): Map<BroughtSpell, HeldSpell> => {
  const found = new Map<BroughtSpell, HeldSpell>()
  const taken = new Set<HeldSpell>()
  const byKey = new Map(held.spells.flatMap((one) => (one.sourceKey === null ? [] : [[one.sourceKey, one] as const])))
  const take = (spell: BroughtSpell, one: HeldSpell | undefined): void => {
    if (one === undefined || taken.has(one)) return
    found.set(spell, one)
    taken.add(one)
  }
  for (const spell of spells) take(spell, byKey.get(spell.sourceKey))
  for (const spell of spells) {
    for (const key of spell.otherKeys) if (!found.has(spell)) take(spell, byKey.get(key))
  }
  for (const spell of spells) {
    if (found.has(spell)) continue
    if (spell.start === 'before') {
      take(
        spell,
        held.spells.findLast((one) => !taken.has(one) && goesOnFrom(spell, one)),
      )
    }
    if (!found.has(spell)) {
      take(
        spell,
        held.spells.find((one) => !taken.has(one) && likeRecorded(spell, one, workerOf(spell))),
      )
    }
  }
  return found
}

const compareSpells = (
  spells: readonly BroughtSpell[],
  held: HeldChild | null,
  setting: Setting,
  plan: ChildPlan,
): Found => {
  const workerOf = (spell: BroughtSpell): string | null =>
    spell.workerNumber === null ? null : (setting.workers.get(spell.workerNumber)?.workerId ?? null)
  const matches = held === null ? new Map<BroughtSpell, HeldSpell>() : matchSpells(spells, held, workerOf)
  const found: Found = new Map()
  const idFor = (spell: BroughtSpell): string =>
    matches.get(spell)?.id ?? idOf(setting.councilId, spell.sourceKey, spell.startsOn)
  const ids = new Map(spells.map((spell) => [spell.sourceKey, idFor(spell)]))
  for (const spell of spells) {
    const match = matches.get(spell)
    if (match === undefined && spell.onlyIfThere) continue
    const id = idFor(spell)
    const withinId = spell.withinKey === null ? (match?.withinId ?? null) : (ids.get(spell.withinKey) ?? null)
    const { startsOn, endsOn, code, endCode, detail } = spell
    const said: SpellFacts = { startsOn, endsOn, code, endCode, withinId, workerId: workerOf(spell), detail }
    if (match === undefined) {
      const handedOver = handedOverSince(spell, held, setting)
      if (handedOver !== null) {
        said.endsOn = handedOver
        said.detail = { ...said.detail, endNotInReturn: true }
      }
      const teamId = spell.workerNumber === null ? null : (setting.workers.get(spell.workerNumber)?.teamId ?? null)
      plan.spells.push({ id, kind: spell.kind, sourceKey: spell.sourceKey, teamId, facts: said, isNew: true })
      found.set(spell.sourceKey, { id, facts: said })
      add(plan.created, spell.what)
      continue
    }
    add(plan.matched, spell.what)
    const facts = factsNow(spell, said, match, setting)
    const changed =
      !sameDay(facts.startsOn, match.startsOn) ||
      !sameDay(facts.endsOn, match.endsOn) ||
      facts.code !== match.code ||
      facts.endCode !== match.endCode ||
      facts.withinId !== match.withinId ||
      facts.workerId !== match.workerId ||
      !sameDetail(facts.detail, match.detail)
    if (changed && held?.byHand.has(match.id)) {
      plan.problems.push({
        ...spell.place,
        column: spell.what,
        value: '',
        child: plan.localId,
        reason: stays,
        outcome: 'record',
      })
      found.set(spell.sourceKey, { id, facts: match })
      continue
    }
    found.set(spell.sourceKey, { id, facts })
    if (!changed) continue
    add(plan.changed, spell.what)
    plan.spells.push({
      id,
      kind: spell.kind,
      sourceKey: match.sourceKey as string,
      teamId: match.teamId,
      facts,
      isNew: false,
    })
  }
  if (held !== null) endHandedOver(spells, held, new Set(matches.values()), setting, plan)
  return found
}

/** The day an allocation of an earlier year ended which a later return, already in the record, no longer speaks of. */
const handedOverSince = (spell: BroughtSpell, held: HeldChild | null, { overtaken, year }: Setting): Day | null => {
  if (!overtaken || held === null || spell.kind !== 'allocation' || spell.endsOn !== null) return null
  const since = held.spells.filter(({ kind, sourceKey }) => kind === 'allocation' && sourceKey?.startsWith('ssda903|'))
  return handedOverOn(
    spell.startsOn,
    since.map(({ startsOn }) => startsOn),
    year + 1,
  )
}

/** Allocations of an earlier return that were open then, of a child whose workers this one lists without them. */
const endHandedOver = (
  spells: readonly BroughtSpell[],
  held: HeldChild,
  spokenOf: ReadonlySet<HeldSpell>,
  { format, year, overtaken }: Setting,
  plan: ChildPlan,
): void => {
  if (format !== 'ssda903' || overtaken) return
  const listed = spells.filter(({ kind }) => kind === 'allocation').map(({ startsOn }) => startsOn)
  for (const one of held.spells) {
    if (one.kind !== 'allocation' || one.endsOn !== null || spokenOf.has(one) || held.byHand.has(one.id)) continue
    if (!one.sourceKey?.startsWith('ssda903|')) continue
    const endsOn = handedOverOn(one.startsOn, listed, year)
    if (endsOn === null) continue
    const facts: SpellFacts = { ...one, endsOn, detail: { ...one.detail, endNotInReturn: true } }
    const { id, kind, sourceKey, teamId } = one
    plan.spells.push({ id, kind, sourceKey, teamId, facts, isNew: false })
    add(plan.changed, 'allocation')
  }
}

/** A spell that is in the record, with what this return says of it. */
const factsNow = (spell: BroughtSpell, said: SpellFacts, held: HeldSpell, { overtaken }: Setting): SpellFacts => {
  // Recorded here: what people wrote stands.
  if (held.sourceKey === null) return held
  const first = earliest(held.startsOn, said.startsOn) as Day
  // Another year's file may know an earlier beginning than the one the record has.
  const startsOn = spell.start === 'said' && !overtaken ? said.startsOn : first
  if (overtaken) return { ...held, startsOn }
  if (spell.onlyIfThere) return held.endsOn === null ? { ...held, endsOn: said.endsOn } : held
  const goesOn = spell.start === 'before' && isBefore(held.startsOn, said.startsOn)
  // Where the record has the beginning, what stood at the beginning is the record's too.
  return goesOn ? { ...held, endsOn: said.endsOn, endCode: said.endCode } : { ...said, startsOn }
}

// Events and addresses ---------------------------------------------------------------------------------------------------

const compareEvents = (
  events: readonly BroughtEvent[],
  spells: Found,
  held: HeldChild | null,
  setting: Setting,
  plan: ChildPlan,
): void => {
  const here = held?.events ?? []
  const byKey = new Map(here.flatMap((one) => (one.sourceKey === null ? [] : [[one.sourceKey, one] as const])))
  const taken = new Set<HeldEvent>()
  for (const event of events) {
    const spellId = event.spellKey === null ? null : (spells.get(event.spellKey)?.id ?? null)
    const said: EventFacts = { on: event.on, code: event.code, spellId, detail: event.detail }
    const match =
      byKey.get(event.sourceKey) ??
      here.find(
        (one) =>
          one.sourceKey === null &&
          !taken.has(one) &&
          one.kind === event.kind &&
          one.code === event.code &&
          isSame(one.on, event.on),
      )
    if (match === undefined) {
      const id = idOf(setting.councilId, event.sourceKey, event.on)
      plan.events.push({ id, kind: event.kind, sourceKey: event.sourceKey, facts: said, isNew: true })
      add(plan.created, event.what)
      continue
    }
    taken.add(match)
    add(plan.matched, event.what)
    if (match.sourceKey === null || setting.overtaken) continue
    const on = event.day === 'taken' ? (earliest(match.on, said.on) as Day) : said.on
    const changed =
      !isSame(on, match.on) ||
      said.code !== match.code ||
      said.spellId !== match.spellId ||
      !sameDetail(said.detail, match.detail)
    if (!changed) continue
    if (held?.byHand.has(match.id)) {
      plan.problems.push({
        ...event.place,
        column: event.what,
        value: '',
        child: plan.localId,
        reason: stays,
        outcome: 'record',
      })
      continue
    }
    add(plan.changed, event.what)
    plan.events.push({
      id: match.id,
      kind: event.kind,
      sourceKey: event.sourceKey,
      facts: { ...said, on },
      isNew: false,
    })
  }
}

const compareAddresses = (
  addresses: readonly BroughtAddress[],
  spells: Found,
  held: HeldChild | null,
  { councilId, overtaken }: Setting,
  plan: ChildPlan,
): void => {
  const here = held?.addresses ?? []
  const planned = new Set<string>()
  for (const address of addresses) {
    const spell = address.spellKey === null ? undefined : spells.get(address.spellKey)
    const facts: AddressFacts = {
      postcode: address.postcode,
      from: spell?.facts.startsOn ?? address.from,
      to: spell ? spell.facts.endsOn : address.to,
    }
    const id = idOf(
      councilId,
      spell ? `${spell.id}|address` : `${plan.localId}|${address.kind}|${address.postcode}`,
      null,
    )
    if (planned.has(id)) continue
    planned.add(id)
    const own = here.find((one) => one.id === id)
    const like =
      own ??
      here.find(
        (one) =>
          one.kind === address.kind &&
          one.postcode === address.postcode &&
          (address.spellKey === null || sameDay(one.from, facts.from)),
      )
    if (like === undefined) {
      plan.addresses.push({ id, kind: address.kind, facts, isNew: true })
      add(plan.created, 'address')
      continue
    }
    add(plan.matched, 'address')
    // A return that does not know when a home was left does not open it again.
    const to = address.spellKey === null ? (overtaken ? like.to : (facts.to ?? like.to)) : facts.to
    const from = address.spellKey === null ? like.from : facts.from
    const postcode = overtaken ? like.postcode : facts.postcode
    const changed = like.postcode !== postcode || !sameDay(like.from, from) || !sameDay(like.to, to)
    if (!changed || own === undefined || held?.byHand.has(id)) continue
    plan.addresses.push({ id, kind: address.kind, facts: { postcode, from, to }, isNew: false })
    add(plan.changed, 'address')
  }
}
