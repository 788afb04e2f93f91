// One child's record as the department's daily API takes it: pure. Sources: the API's specification 1.0.1 (May 2026) and
// the cohort and mapping of the pilot's open client.
import { ageOn, type Day, isAfter, isBefore } from '../../../lib/day.ts'
import { idFrom } from '../../../lib/ids.ts'
import { findCode } from '../codes/code-lists.ts'
import type { ChildFacts, FactEvent, FactSpell, WorkerNumbers } from '../record/facts.ts'
import { childNumber, toSsda903 } from '../record/to-ssda903.ts'
import { byText, type Episode, type Payload } from './delta.ts'

/** What the API asks beyond the yearly returns. */
export type DailyRecord = {
  facts: ChildFacts
  /** null where nobody has written the name yet */
  firstName: string | null
  surname: string | null
  /** spells as a care leaver; each in the order of their days */
  careLeaver: readonly Pick<FactSpell, 'id' | 'startsOn' | 'endsOn'>[]
  questionnaires: readonly Pick<FactEvent, 'on' | 'detail'>[]
}

/** The days a child must have been in need, in care or leaving care for: both included. */
export type Window = { start: Day; end: Day; today: Day }

/** From 1 April of the financial year that holds the day two years ago, to tomorrow. */
export const windowOn = (today: Day): Window => {
  const back = today.subtract({ months: 24 })
  const start = new Temporal.PlainDate(back.month < 4 ? back.year - 1 : back.year, 4, 1)
  return { start, end: today.add({ days: 1 }), today }
}

const overlaps = ({ startsOn, endsOn }: FactSpell, { start, end }: Window): boolean =>
  !isAfter(startsOn, end) && (endsOn === null || !isBefore(endsOn, start))
const has = (on: Day, { start, end }: Window): boolean => !isBefore(on, start) && !isAfter(on, end)

type Value = string | number | boolean | readonly unknown[] | object | null | undefined
/** An object without what is not known: the schema has no null. */
const known = (fields: Readonly<Record<string, Value>>): Record<string, never> =>
  Object.fromEntries(
    Object.entries(fields).filter(
      ([, value]) =>
        value !== null && value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0),
    ),
  ) as Record<string, never>

const iso = (day: Day | null | undefined): string | null => day?.toString() ?? null
const asText = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)
/** 05/04/2026, as a row of the looked-after return has it. */
const isoOfBritish = (text: string | null | undefined): string | null => {
  const [day, month, year] = (text ?? '').split('/')
  return year === undefined ? null : `${year}-${month}-${day}`
}

const detailsOf = ({ facts, firstName, surname }: DailyRecord, { end }: Window): Record<string, never> => {
  const standing = (scheme: string) =>
    facts.identifiers.findLast((one) => one.scheme === scheme && one.to === null)?.value
  const upn = standing('upn')
  const former = facts.identifiers.findLast(
    ({ scheme, value }) => scheme === 'former upn' && value.length === 13,
  )?.value
  const unborn = facts.bornOn === null && facts.expectedOn !== null
  const homes = facts.addresses
    .filter(({ postcode, from }) => postcode && (from === null || !isAfter(from, end)))
    .toSorted((a, b) => ((iso(a.from) ?? '') < (iso(b.from) ?? '') ? -1 : 1))
  // The latest, also where nobody lives there any more because the child is in care.
  const home = homes.findLast(({ to }) => to === null || !isBefore(to, end)) ?? homes.at(-1)
  const unaccompanied = facts.spells.filter(({ kind, startsOn }) => kind === 'unaccompanied' && !isAfter(startsOn, end))
  const over = unaccompanied.at(-1)?.endsOn
  return known({
    unique_pupil_number: upn,
    former_unique_pupil_number: former,
    unique_pupil_number_unknown_reason: upn === undefined ? standing('upn unknown') : null,
    first_name: firstName,
    surname,
    date_of_birth: iso(facts.bornOn),
    expected_date_of_birth: facts.bornOn === null ? iso(facts.expectedOn) : null,
    sex: facts.sex === 'M' || facts.sex === 'F' ? facts.sex : 'U',
    ethnicity: facts.ethnicity,
    disabilities:
      facts.disabilities.length > 0 ? [...new Set(facts.disabilities)].toSorted() : unborn ? null : ['NONE'],
    postcode: home?.postcode?.trim().toUpperCase(),
    uasc_flag: unaccompanied.length > 0,
    uasc_end_date: over && !isAfter(over, end) ? iso(over) : null,
  })
}

const questionnairesOf = ({ facts, questionnaires }: DailyRecord, window: Window): Record<string, never>[] => {
  const scored = [
    ...questionnaires.map(({ on, detail }) => ({ on, score: Number(detail.score ?? Number.NaN) })),
    ...facts.events
      .filter(({ kind }) => kind === 'yearly_outcomes')
      .map(({ on, detail }) => ({ on, score: Number(detail.sdqScore ?? Number.NaN) })),
  ].filter(({ on, score }) => Number.isInteger(score) && has(on, window))
  const byDay = new Map(scored.map(({ on, score }) => [String(on), score]))
  return [...byDay].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([date, score]) => known({ date, score }))
}

/** The referral that a spell belongs to: what it lies in, else the last that began before it; null where there is none. */
const referralOf = (facts: ChildFacts, spell: FactSpell): FactSpell | null => {
  let at: FactSpell | undefined = spell
  for (let depth = 0; at && depth < 10; depth++) {
    if (at.kind === 'referral') return at
    const withinId: string | null = at.withinId
    at = withinId === null ? undefined : facts.spells.find(({ id }) => id === withinId)
  }
  return (
    facts.spells.findLast(({ kind, startsOn }) => kind === 'referral' && !isAfter(startsOn, spell.startsOn)) ?? null
  )
}

/** Everything of one social care episode; it is named after its referral, or after what stands alone without one. */
type Gathered = { id: string; referral: FactSpell | null; spells: FactSpell[]; leaver: FactEvent | null }

const gather = (record: DailyRecord, window: Window): Gathered[] => {
  const { facts } = record
  const episodes = new Map<string, Gathered>()
  const of = (referral: FactSpell | null, otherwise: string): Gathered => {
    const id = referral?.id ?? otherwise
    const one = episodes.get(id) ?? { id, referral, spells: [], leaver: null }
    episodes.set(id, one)
    return one
  }
  // Allocations, legal statuses and placements are read with their period of care or their plan.
  const kinds = new Set([
    'assessment',
    'section_47',
    'child_in_need_plan',
    'child_protection_plan',
    'looked_after',
    'adoption',
  ])
  for (const spell of facts.spells) {
    if (isAfter(spell.startsOn, window.end)) continue
    if (spell.kind === 'referral') of(spell, spell.id)
    else if (kinds.has(spell.kind)) {
      const care = spell.kind === 'adoption' ? periodOf(facts, spell) : null
      of(referralOf(facts, care ?? spell), (care ?? spell).id).spells.push(spell)
    }
  }
  const alive = (one: Gathered): boolean =>
    (one.referral !== null && overlaps(one.referral, window)) || one.spells.some((spell) => overlaps(spell, window))
  const within = [...episodes.values()].filter(alive)
  const contact = facts.events.findLast(({ kind, on }) => kind === 'care_leaver_contact' && has(on, window))
  const open = record.careLeaver.findLast((spell) => !isAfter(spell.startsOn, window.end) && !over(spell, window))
  if (contact && open && agedForLeaving(facts, window)) {
    const latest = within.filter(({ referral }) => referral !== null).at(-1) ?? within.at(-1)
    if (latest) latest.leaver = contact
    else within.push({ id: open.id, referral: null, spells: [], leaver: contact })
  }
  return within
}

const over = ({ endsOn }: Pick<FactSpell, 'endsOn'>, { today }: Window): boolean =>
  endsOn !== null && !isAfter(endsOn, today)

/** A care leaver is 16 to 25. */
const agedForLeaving = ({ bornOn }: ChildFacts, { start, today }: Window): boolean =>
  bornOn !== null && ageOn(bornOn, today) >= 16 && ageOn(bornOn, start) <= 25

/** The period of care that an adoption plan belongs to. */
const periodOf = (facts: ChildFacts, spell: FactSpell): FactSpell | null =>
  facts.spells.find(({ id, kind }) => kind === 'looked_after' && id === spell.withinId) ??
  facts.spells.findLast(({ kind, startsOn }) => kind === 'looked_after' && !isAfter(startsOn, spell.startsOn)) ??
  null

const year = (end: Day) => ({ year: end.year + 1, start: new Temporal.PlainDate(1900, 1, 1), end })

/** The episodes of care as the looked-after return cuts them, by the period they belong to. */
const placementsOf = (facts: ChildFacts, { end }: Window): Map<string, Record<string, never>[]> => {
  const none: WorkerNumbers = new Map()
  const byPeriod = new Map<string, Record<string, never>[]>()
  const periods = facts.spells.filter(({ kind }) => kind === 'looked_after')
  if (periods.length === 0) return byPeriod
  for (const { cells, sources } of toSsda903(facts, year(end), none).Episodes) {
    const period = sources?.CIN?.id
    const start = isoOfBritish(cells.DECOM)
    if (period === undefined || start === null) continue
    const ended = isoOfBritish(cells.DEC)
    const list = byPeriod.get(period) ?? []
    list.push(
      known({
        child_looked_after_placement_id: idFrom(`${period} ${start}`, 0),
        start_date: start,
        start_reason: cells.RNE,
        placement_type: cells.PLACE,
        postcode: cells.PL_POST?.trim().toUpperCase(),
        end_date: ended,
        end_reason: ended === null ? null : cells.REC,
        change_reason: cells.REASON_PLACE_CHANGE,
      }),
    )
    byPeriod.set(period, list)
  }
  return byPeriod
}

/** Placed with adopters: with consent or under an order, with the foster carer or another. */
const withAdopters = /^A[3-6]$/

const adoptionOf = (facts: ChildFacts, plans: readonly FactSpell[], { end }: Window): Record<string, never> | null => {
  const plan = plans.at(-1)
  if (plan === undefined) return null
  const match = facts.events.findLast(
    ({ kind, spellId, on }) =>
      kind === 'match' &&
      !isAfter(on, end) &&
      (spellId === plan.id || (spellId === null && !isBefore(on, plan.startsOn))),
  )
  const placed = facts.spells.findLast(
    ({ kind, code, startsOn }) =>
      kind === 'placement' &&
      withAdopters.test(code ?? '') &&
      !isBefore(startsOn, plan.startsOn) &&
      !isAfter(startsOn, end),
  )
  return known({
    initial_decision_date: iso(plan.startsOn),
    matched_date: iso(match?.on),
    placed_date: iso(placed?.startsOn),
  })
}

/** Every 31 March in the window. */
const marches = ({ start, end }: Window): Day[] =>
  Array.from({ length: 4 }, (_, at) => new Temporal.PlainDate(start.year + 1 + at, 3, 31)).filter(
    (day) => !isAfter(day, end),
  )

const caseWorker = new Set(['social worker', 'lead practitioner'])

/** Case workers with a number in the public register, who held the child on a 31 March of the window. */
const workersOf = (
  facts: ChildFacts,
  one: Gathered,
  numbers: WorkerNumbers,
  window: Window,
): Record<string, never>[] => {
  if (!one.spells.some(({ kind }) => kind === 'child_in_need_plan')) return []
  const { referral } = one
  const met = (spell: FactSpell): boolean =>
    referral === null ||
    ((referral.endsOn === null || !isAfter(spell.startsOn, referral.endsOn)) &&
      (spell.endsOn === null || !isBefore(spell.endsOn, referral.startsOn)))
  return facts.spells
    .filter((spell) => {
      if (spell.kind !== 'allocation' || !caseWorker.has(spell.code ?? '') || !met(spell)) return false
      return marches(window).some(
        (day) => !isAfter(spell.startsOn, day) && (spell.endsOn === null || !isBefore(spell.endsOn, day)),
      )
    })
    .flatMap(({ workerId, startsOn, endsOn }) => {
      const number = workerId === null ? undefined : numbers.get(workerId)
      if (number === undefined || !/^SW/i.test(number)) return []
      const ended = endsOn !== null && !isAfter(endsOn, window.end) ? endsOn : null
      return [known({ worker_id: number, start_date: iso(startsOn), end_date: iso(ended) })]
    })
}

const episodeOf = (
  record: DailyRecord,
  one: Gathered,
  placements: ReadonlyMap<string, Record<string, never>[]>,
  numbers: WorkerNumbers,
  window: Window,
): Episode => {
  const { facts } = record
  const { referral } = one
  const spells = (kind: string): FactSpell[] => one.spells.filter((spell) => spell.kind === kind)
  const ended = (spell: FactSpell): Day | null =>
    spell.endsOn === null || isAfter(spell.endsOn, window.end) || spell.detail.endNotInReturn === true
      ? null
      : spell.endsOn
  const list = (name: string, kind: string, more: (spell: FactSpell) => Readonly<Record<string, Value>>) =>
    spells(kind)
      .map((spell) => known({ [name]: spell.id, start_date: iso(spell.startsOn), ...more(spell) }))
      .toSorted(byText(name))
  const toItsEnd = (spell: FactSpell) => ({ end_date: iso(ended(spell)) })
  const noFurtherAction =
    referral === null ? null : (referral.detail.noFurtherAction ?? referral.endCode === 'no further action') === true
  const closedOn = referral === null || noFurtherAction === true ? null : ended(referral)
  const reason = referral?.endCode ?? null
  const { leaver } = one
  return {
    ...known({
      social_care_episode_id: one.id,
      referral_date: iso(referral?.startsOn),
      referral_source: referral?.code && findCode('cin-referral-source', referral.code) ? referral.code : null,
      referral_no_further_action_flag: noFurtherAction,
      closure_date: iso(closedOn),
      closure_reason: closedOn !== null && reason !== null && findCode('cin-closure-reason', reason) ? reason : null,
      care_worker_details: workersOf(facts, one, numbers, window),
      child_and_family_assessments: list('child_and_family_assessment_id', 'assessment', (spell) => {
        const authorised = ended(spell)
        const { factors } = spell.detail
        return {
          authorisation_date: iso(authorised),
          factors: authorised !== null && Array.isArray(factors) ? [...new Set(factors.map(String))].toSorted() : null,
        }
      }),
      child_in_need_plans: list('child_in_need_plan_id', 'child_in_need_plan', toItsEnd),
      section_47_assessments: list('section_47_assessment_id', 'section_47', (spell) => ({
        icpc_required_flag: (spell.detail.conferenceRequired ?? spell.endCode !== 'no conference') === true,
        icpc_date: iso(
          facts.events.find(
            ({ kind, spellId, on }) =>
              kind === 'initial_conference' && spellId === spell.id && !isAfter(on, window.end),
          )?.on,
        ),
        end_date: iso(ended(spell)),
      })),
      child_protection_plans: list('child_protection_plan_id', 'child_protection_plan', toItsEnd),
      child_looked_after_placements: spells('looked_after')
        .flatMap(({ id }) => placements.get(id) ?? [])
        .toSorted(byText('child_looked_after_placement_id')),
      adoption: adoptionOf(facts, spells('adoption'), window),
      care_leavers:
        leaver === null
          ? null
          : known({
              contact_date: iso(leaver.on),
              activity: asText(leaver.detail.activity),
              accommodation: asText(leaver.detail.accommodation)?.charAt(0),
            }),
    }),
    social_care_episode_id: one.id,
  }
}

/** Aged 25 or under at some point of the window, or unborn with the due date in it. Those who died stay in. */
const agedIn = ({ bornOn, expectedOn }: ChildFacts, window: Window): boolean =>
  bornOn === null
    ? expectedOn !== null && has(expectedOn, window)
    : ageOn(bornOn, window.start) <= 25 && !isAfter(bornOn, window.end)

/** What the department is to hold of one child on a day; null for a child its daily feed is not about. */
export const payloadOf = (record: DailyRecord, window: Window, numbers: WorkerNumbers): Payload | null => {
  const { facts } = record
  if (!agedIn(facts, window)) return null
  const episodes = gather(record, window)
  if (episodes.length === 0) return null
  const placements = placementsOf(facts, window)
  const questionnaires = questionnairesOf(record, window)
  return {
    la_child_id: childNumber(facts),
    mis_child_id: facts.childId,
    child_details: detailsOf(record, window),
    ...(questionnaires.length > 0 ? { health_and_wellbeing: { sdq_assessments: questionnaires } } : {}),
    social_care_episodes: episodes
      .map((one) => episodeOf(record, one, placements, numbers, window))
      .toSorted(byText('social_care_episode_id')),
  }
}
