// A child's record as the rows of the SSDA903 return: the reverse of import/from-ssda903.ts. Pure. The episodes of the
// return are cut anew wherever a legal status or a placement begins.
import { type Day, isAfter, isBefore, isSame } from '../../../lib/day.ts'
import { codeLists } from '../codes/code-lists.ts'
import { type TableName, tables } from '../ssda903/tables.ts'
import type { ChildFacts, FactEvent, FactSpell, MadeRow, Source, WorkerNumbers } from './facts.ts'

/** The return year ends on 31 March of `year`. */
export type ReturnYear = { year: number; start: Day; end: Day }
export const returnYear = (year: number): ReturnYear => ({
  year,
  start: new Temporal.PlainDate(year - 1, 4, 1),
  end: new Temporal.PlainDate(year, 3, 31),
})

export type MadeSsda903 = { [T in TableName]: MadeRow[] }

const two = (n: number): string => String(n).padStart(2, '0')
const british = (day: Day | null): string | null =>
  day === null ? null : `${two(day.day)}/${two(day.month)}/${String(day.year).padStart(4, '0')}`

const text = (value: unknown): string | null =>
  value === null || value === undefined || value === ''
    ? null
    : typeof value === 'boolean'
      ? value
        ? '1'
        : '0'
      : String(value)
const dayOfText = (value: unknown): string | null => {
  if (typeof value !== 'string') return null
  const [year, month, day] = value.split('-')
  return day === undefined ? value : `${day}/${month}/${year}`
}

const spellSource = ({ id }: { id: string }): Source => ({ record: 'spell', id })
const eventSource = ({ id }: { id: string }): Source => ({ record: 'event', id })

const isOver = ({ endsOn }: { endsOn: Day | null }, on: Day): boolean => endsOn !== null && !isAfter(endsOn, on)
/** One that is said to end before it began is still of the year it began in, where somebody can see it and put it right. */
const inYear = ({ startsOn, endsOn }: FactSpell, { start, end }: ReturnYear): boolean =>
  !isAfter(startsOn, end) && (endsOn === null || !isBefore(endsOn, start) || !isBefore(startsOn, start))
/** What a return of the year knows of an end: one after 31 March has not come yet. */
const endKnown = (endsOn: Day | null, { end }: ReturnYear): Day | null =>
  endsOn !== null && isAfter(endsOn, end) ? null : endsOn
const happenedIn = ({ on }: FactEvent, { start, end }: ReturnYear): boolean => !isBefore(on, start) && !isAfter(on, end)

const placeChangeReasons = new Set<string>(codeLists['ssda903-reason-place-change'].map(({ code }) => code))

/** The council's number; of a child who has none yet, as much of our own as fits. */
export const childNumber = ({ localId, childId }: Pick<ChildFacts, 'localId' | 'childId'>): string =>
  localId ?? childId.replaceAll('-', '').slice(-20).toUpperCase()

/** The rows of one child in the return of a year; no row at all for one it does not speak of. */
export const toSsda903 = (facts: ChildFacts, year: ReturnYear, workers: WorkerNumbers): MadeSsda903 => {
  const made = Object.fromEntries(Object.keys(tables).map((name) => [name, []])) as unknown as MadeSsda903
  const child = childNumber(facts)
  const person: Source = { record: 'person', id: facts.childId }
  const of = (...kinds: string[]): FactSpell[] => facts.spells.filter(({ kind }) => kinds.includes(kind))
  const events = (...kinds: string[]): FactEvent[] => facts.events.filter(({ kind }) => kinds.includes(kind))
  const born = (detail: Readonly<Record<string, unknown>> = {}): string | null =>
    dayOfText(detail.dateOfBirthInReturn) ?? british(facts.bornOn)

  const periods = of('looked_after').filter((period) => inYear(period, year))
  const leaver = contactsOf(facts, year)
  const lookedAfter = periods.flatMap((period) => episodesOf(facts, period, year))
  made.Episodes.push(...lookedAfter.map((episode) => ({ ...episode, cells: { CHILD: child, ...episode.cells } })))
  if (lookedAfter.length === 0 && leaver.length === 0) return made

  const motherhood = of('looked_after').findLast(
    ({ detail }) => detail.mother !== undefined || detail.firstChildBornOn !== undefined,
  )
  // Where it is not said yet, it is said of the last time in care.
  const told = motherhood ?? periods.at(-1)
  const upn = facts.identifiers.findLast(({ scheme, to }) => scheme === 'upn' && to === null)
  const reason = facts.identifiers.findLast(({ scheme, to }) => scheme === 'upn unknown' && to === null)
  const identifier = upn ?? reason
  made.Header.push({
    cells: {
      CHILD: child,
      SEX: facts.sex,
      DOB: british(facts.bornOn),
      ETHNIC: facts.ethnicity,
      UPN: identifier?.value ?? null,
      ...motherIn(lookedAfter.length > 0 ? motherhood?.detail : undefined, year),
    },
    source: person,
    ...(told ? { sources: { MOTHER: spellSource(told), MC_DOB: spellSource(told) } } : {}),
  })

  for (const spell of of('unaccompanied').filter((one) => inYear(one, year))) {
    made.UASC.push({
      cells: {
        CHILD: child,
        SEX: text(spell.detail.sexInReturn) ?? facts.sex,
        DOB: born(spell.detail),
        // While it goes on the return has the day on which it will end by law: the 18th birthday.
        DUC: british(endKnown(spell.endsOn, year) ?? spell.endsOn ?? eighteenth(facts.bornOn)),
      },
      source: spellSource(spell),
    })
  }
  for (const event of events('looked_after_review').filter((one) => happenedIn(one, year))) {
    made.Reviews.push({
      cells: { CHILD: child, DOB: born(event.detail), REVIEW: british(event.on), REVIEW_CODE: event.code },
      source: eventSource(event),
    })
  }
  for (const event of events('yearly_outcomes').filter((one) => happenedIn(one, year))) {
    const { detail } = event
    made.OC2.push({
      cells: {
        CHILD: child,
        DOB: born(detail),
        SDQ_SCORE: text(detail.sdqScore),
        SDQ_REASON: text(detail.sdqReason),
        CONVICTED: text(detail.convicted),
        HEALTH_CHECK: text(detail.healthCheck),
        IMMUNISATIONS: text(detail.immunisations),
        TEETH_CHECK: text(detail.teethCheck),
        HEALTH_ASSESSMENT: text(detail.healthAssessment),
        SUBSTANCE_MISUSE: text(detail.substanceMisuse),
        INTERVENTION_RECEIVED: text(detail.interventionReceived),
        INTERVENTION_OFFERED: text(detail.interventionOffered),
      },
      source: eventSource(event),
    })
  }
  for (const event of leaver) {
    made.OC3.push({
      cells: {
        CHILD: child,
        DOB: born(event.detail),
        IN_TOUCH: event.code,
        ACTIV: text(event.detail.activity),
        ACCOM: text(event.detail.accommodation),
      },
      source: eventSource(event),
    })
  }
  adoptions(facts, year, child, born, made)
  if (periods.some(({ startsOn }) => !isBefore(startsOn, year.start))) {
    for (const event of events('previous_permanence').filter(({ on }) => !isAfter(on, year.end))) {
      const { detail } = event
      const whole = event.code === 'Z1' || detail.dateNotInReturn === true ? null : british(event.on)
      made.PrevPerm.push({
        cells: {
          CHILD: child,
          DOB: born(detail),
          PREV_PERM: event.code,
          LA_PERM: text(detail.authority),
          DATE_PERM: text(detail.dateAsKnown)?.toLowerCase() ?? whole,
        },
        source: eventSource(event),
      })
    }
  }
  for (const spell of of('missing').filter((one) => inYear(one, year))) {
    made.Missing.push({
      cells: {
        CHILD: child,
        DOB: born(spell.detail),
        MISSING: spell.code,
        MIS_START: british(spell.startsOn),
        MIS_END: british(endKnown(spell.endsOn, year)),
      },
      source: spellSource(spell),
    })
  }
  for (const spell of of('allocation').filter((one) => inYear(one, year) && isSocialWorker(one))) {
    // An end that a later return let out is not in this one either.
    if (spell.detail.endNotInReturn === true && spell.endsOn !== null && !isAfter(spell.endsOn, year.end)) continue
    made.SWEpisodes.push({
      cells: {
        CHILD: child,
        DOB: born(spell.detail),
        SW_ID: spell.workerId === null ? null : (workers.get(spell.workerId) ?? null),
        SW_DECOM: british(spell.startsOn),
        SW_DEC: british(endKnown(spell.endsOn, year)),
        SW_REASON: text(spell.detail.reason),
      },
      source: spellSource(spell),
    })
  }
  for (const spell of of('deprivation_of_liberty').filter((one) => inYear(one, year))) {
    made.DoLo.push({
      cells: {
        CHILD: child,
        DOB: born(spell.detail),
        DOLO_START: british(spell.startsOn),
        DOLO_END: british(endKnown(spell.endsOn, year)),
      },
      source: spellSource(spell),
    })
  }
  return made
}

const eighteenth = (bornOn: Day | null): Day | null => bornOn?.add({ years: 18 }) ?? null

/** Asked of girls in care only. One whose first child came after the year was not a mother in it. */
const motherIn = (
  detail: Readonly<Record<string, unknown>> | undefined,
  year: ReturnYear,
): { MOTHER: string | null; MC_DOB: string | null } => {
  const born = detail?.firstChildBornOn
  if (typeof born === 'string' && born > year.end.toString()) return { MOTHER: '0', MC_DOB: null }
  return { MOTHER: text(detail?.mother), MC_DOB: dayOfText(born) }
}

/**
 * How a care leaver was around the birthday in the year, from three months before to a month after: the contact nearest
 * to it. None of somebody who was still in care on that birthday. What came with a return is given back as it came.
 */
const contactsOf = (facts: ChildFacts, year: ReturnYear): FactEvent[] => {
  const all = facts.events.filter((event) => event.kind === 'care_leaver_contact')
  if (all.length === 0) return []
  const { bornOn } = facts
  const brought = all.filter((event) => happenedIn(event, year) && (bornOn === null || event.detail.age !== undefined))
  if (brought.length > 0 || bornOn === null) return brought
  const age = bornOn.until(year.end, { largestUnit: 'years' }).years
  if (age < 17 || age > 21) return []
  const birthday = bornOn.add({ years: age })
  const inCare = facts.spells.some(
    ({ kind, startsOn, endsOn }) =>
      kind === 'looked_after' && !isAfter(startsOn, birthday) && (endsOn === null || !isBefore(endsOn, birthday)),
  )
  if (inCare) return []
  const [from, to] = [birthday.subtract({ months: 3 }), birthday.add({ months: 1 })]
  const days = ({ on }: FactEvent): number => Math.abs(on.until(birthday).days)
  const near = all.filter(({ on }) => !isBefore(on, from) && !isAfter(on, to))
  return near.toSorted((a, b) => days(a) - days(b)).slice(0, 1)
}

const isSocialWorker = ({ code }: FactSpell): boolean => code === 'social worker' || code === 'lead practitioner'

const adoptions = (
  facts: ChildFacts,
  year: ReturnYear,
  child: string,
  born: (detail?: Readonly<Record<string, unknown>>) => string | null,
  made: MadeSsda903,
): void => {
  for (const plan of facts.spells.filter((spell) => spell.kind === 'adoption' && inYear(spell, year))) {
    const endsOn = endKnown(plan.endsOn, year)
    const adopted = endsOn !== null && (plan.endCode === 'E11' || plan.endCode === 'E12')
    const { detail } = plan
    made.PlacedAdoption.push({
      cells: {
        CHILD: child,
        DOB: born(detail),
        DATE_PLACED: british(plan.startsOn),
        DATE_PLACED_CEASED: adopted ? null : british(endsOn),
        REASON_PLACED_CEASED: adopted || endsOn === null ? null : plan.endCode,
      },
      source: spellSource(plan),
    })
    if (!adopted) continue
    const match = facts.events.find(({ kind, spellId }) => kind === 'match' && spellId === plan.id)
    made.AD1.push({
      cells: {
        CHILD: child,
        DOB: born(detail),
        DATE_INT: british(plan.startsOn),
        DATE_MATCH: british(match?.on ?? null),
        FOSTER_CARE: text(detail.formerFosterCarer),
        NB_ADOPTR: text(detail.adopters),
        SEX_ADOPTR: text(detail.sexOfAdopters),
        LS_ADOPTR: text(detail.legalStatusOfAdopters),
      },
      source: spellSource(plan),
      ...(match ? { sources: { DATE_MATCH: eventSource(match) } } : {}),
    })
  }
}

/** Of several that hold, the one that began last. */
const holding = (spells: readonly FactSpell[], on: Day): FactSpell | undefined =>
  spells.findLast((spell) => !isAfter(spell.startsOn, on) && (!isOver(spell, on) || isSame(spell.startsOn, on)))

/** A period of care as episodes, those of the year only. */
const episodesOf = (facts: ChildFacts, period: FactSpell, year: ReturnYear): MadeRow[] => {
  const within = (kind: string): FactSpell[] =>
    facts.spells.filter(
      (spell) =>
        spell.kind === kind &&
        (spell.withinId === null || spell.withinId === period.id) &&
        (period.endsOn === null ||
          isBefore(spell.startsOn, period.endsOn) ||
          isSame(spell.startsOn, period.startsOn)) &&
        !(spell.endsOn !== null && isBefore(spell.endsOn, period.startsOn)),
    )
  const statuses = within('legal_status')
  const placements = within('placement')
  const starts = [...statuses, ...placements]
    .map(({ startsOn }) => startsOn)
    .filter((on) => isAfter(on, period.startsOn))
    .toSorted(Temporal.PlainDate.compare)
  const days = [period.startsOn, ...starts.filter((on, i) => i === 0 || !isSame(on, starts[i - 1] as Day))]
  const rows: MadeRow[] = []
  for (const [i, startsOn] of days.entries()) {
    const last = i === days.length - 1
    const endsOn = last ? period.endsOn : (days[i + 1] as Day)
    if (isAfter(startsOn, year.end)) continue
    if (endsOn !== null && isBefore(endsOn, year.start) && isBefore(startsOn, year.start)) continue
    const status = holding(statuses, startsOn)
    const placement = holding(placements, startsOn)
    const ended = endKnown(endsOn, year)
    const home = homeBefore(facts, startsOn)
    const moves = ended !== null && placement?.endsOn != null && isSame(placement.endsOn, ended)
    const care = spellSource(period)
    const { detail = {} } = placement ?? {}
    rows.push({
      cells: {
        DECOM: british(startsOn),
        RNE: i === 0 ? (text(period.detail.newEpisodeReason) ?? 'S') : reasonFor(startsOn, status, placement),
        LS: status?.code ?? null,
        CIN: text(detail.categoryOfNeed) ?? text(period.detail.categoryOfNeed),
        PLACE: placement?.code ?? null,
        PLACE_PROVIDER: text(detail.provider),
        DEC: british(ended),
        REC: ended === null ? null : last ? (period.endCode ?? null) : 'X1',
        REASON_PLACE_CHANGE: moves && placeChangeReasons.has(placement.endCode ?? '') ? placement.endCode : null,
        HOME_POST: home?.postcode ?? null,
        PL_POST: text(detail.postcode),
        URN: text(detail.urn),
      },
      source: spellSource(began(startsOn, placement, status) ?? placement ?? status ?? period),
      sources: {
        ...(placement ? Object.fromEntries(ofPlacement.map((column) => [column, spellSource(placement)])) : {}),
        CIN: care,
        ...(last ? { REC: care } : {}),
        ...(i === 0 ? { RNE: care } : {}),
        ...(status ? { LS: spellSource(status) } : { LS: care }),
        HOME_POST: home ? { record: 'address', id: home.id } : { record: 'person', id: facts.childId },
      },
    })
  }
  return rows
}

/** Where the child lived with the family: the home of that day, or the last one before, which ends as care begins. */
const homeBefore = ({ addresses }: ChildFacts, on: Day): ChildFacts['addresses'][number] | undefined => {
  const homes = addresses.filter(({ kind, from }) => kind === 'home' && (from === null || !isAfter(from, on)))
  return (
    homes.find(({ to }) => to === null || isAfter(to, on)) ??
    homes.toSorted((a, b) => Temporal.PlainDate.compare(a.to as Day, b.to as Day)).at(-1)
  )
}

/** The columns of an episode that say where the child lives. */
const ofPlacement = ['PLACE', 'PLACE_PROVIDER', 'REASON_PLACE_CHANGE', 'PL_POST', 'URN'] as const

/** What the episode of a day begins with: each begins one episode only, so a row is known by it. */
const began = (on: Day, ...spells: readonly (FactSpell | undefined)[]): FactSpell | undefined =>
  spells.find((spell) => spell !== undefined && isSame(spell.startsOn, on))

const reasonFor = (on: Day, status: FactSpell | undefined, placement: FactSpell | undefined): string | null => {
  const newStatus = status !== undefined && isSame(status.startsOn, on)
  const newPlacement = placement !== undefined && isSame(placement.startsOn, on)
  const said = text(newPlacement ? placement.detail.newEpisodeReason : status?.detail.newEpisodeReason)
  if (said !== null) return said
  const sameCarer = newPlacement && placement.detail.sameCarer === true
  if (newStatus && newPlacement) return sameCarer ? 'U' : 'B'
  if (newStatus) return 'L'
  return sameCarer ? 'T' : 'P'
}

/** The tables of many children as they would stand in files. */
export const columnsOf = (table: TableName): string[] =>
  Object.keys(tables[table].columns).filter((column) => !(table === 'Header' && column === 'UASC'))
