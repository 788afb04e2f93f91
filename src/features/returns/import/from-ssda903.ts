import { ageOn, type Day, earliest, isAfter, isBefore, isSame, latest } from '../../../lib/day.ts'
import { keyOf } from '../../../lib/stable-key.ts'
import { addMonths } from '../../../lib/working-days.ts'
import { findCode } from '../codes/code-lists.ts'
import type { Ssda903Return } from '../ssda903/read.ts'
import { type PartialDay, type Ssda903Row, type TableName, tableNames } from '../ssda903/tables.ts'
import {
  type Brought,
  type BroughtAddress,
  type BroughtChild,
  type BroughtEvent,
  type BroughtIdentifier,
  type BroughtSpell,
  type BroughtWorker,
  type Detail,
  detailOf,
  endsBeforeStart,
  handedOverOn,
  type Place,
  type Problem,
  spellDefaults,
} from './brought.ts'
import { type Episode, type PeriodOfCare, periodsOfCare, type Stretch, unexpectedReason } from './episodes.ts'

// The twelve tables of the SSDA903 return as children with spells and events. The table of what becomes what stands in
// ../README.md.

/** `endTaken`: the return gives no end, and this one was worked out. */
type Row<T extends TableName> = Ssda903Row<T> & { year: number; endTaken?: boolean }
type Tables = { [T in TableName]: Row<T>[] }

/** Tables whose row says something of one year: the year belongs to its key. */
const yearly: ReadonlySet<TableName> = new Set(['OC2', 'OC3'])

const key = (row: { sourceKey: string }, part = ''): string => `ssda903|${row.sourceKey}${part}`
const yearKey = (row: { sourceKey: string; year: number }, part = ''): string => key(row, `|${row.year}${part}`)
const british = ({ year, month, day }: Day): string =>
  [String(day).padStart(2, '0'), String(month).padStart(2, '0'), String(year).padStart(4, '0')].join('/')
const placeOf = ({ file, line }: Place): Place => ({ file, line })

/** Both years' rows; of a row that is in both, this year's. Files of last year are named so. */
const together = (now: Ssda903Return, year: number, before: Ssda903Return | null): Tables =>
  Object.fromEntries(
    tableNames.map((table) => {
      const rows = now.tables[table].map((row) => ({ ...row, year }))
      if (before === null) return [table, rows]
      const known = new Set(yearly.has(table) ? [] : rows.map((row) => row.sourceKey))
      const earlier = before.tables[table]
        .filter((row) => !known.has(row.sourceKey))
        .map((row) => ({ ...row, file: lastYears(row.file), year: year - 1 }))
      return [table, [...rows, ...earlier]]
    }),
  ) as Tables

/** How a file of last year's return is named in a list. */
export const lastYears = (file: string): string => `last year: ${file}`

/** `now` is the return of the year ending 31 March `year`, `before` the one of the year before. */
export const fromSsda903 = (now: Ssda903Return, year: number, before: Ssda903Return | null): Brought => {
  const tables = together(now, year, before)
  tables.SWEpisodes = handOver(tables.SWEpisodes, year)
  const problems: Problem[] = []
  const byChild = new Map<string, Tables>()
  for (const table of tableNames) {
    for (const row of tables[table]) {
      let rows = byChild.get(row.CHILD)
      if (rows === undefined) {
        rows = Object.fromEntries(tableNames.map((name) => [name, []])) as unknown as Tables
        byChild.set(row.CHILD, rows)
      }
      ;(rows[table] as unknown[]).push(row)
    }
  }
  const children = [...byChild].map(([localId, rows]) => childOf(localId, rows, year, problems))
  return { format: 'ssda903', year, children, workers: workersOf(tables.SWEpisodes), problems }
}

/** Last year's open allocations of children whose workers this year's file lists without them have ended. */
const handOver = (rows: readonly Row<'SWEpisodes'>[], year: number): Row<'SWEpisodes'>[] => {
  const listed = Map.groupBy(
    rows.filter((row) => row.year === year && row.SW_ID !== null),
    (row) => row.CHILD,
  )
  return rows.map((row) => {
    if (row.year === year || row.SW_DEC !== null) return row
    const days = (listed.get(row.CHILD) ?? []).map(({ SW_DECOM }) => SW_DECOM)
    const endsOn = handedOverOn(row.SW_DECOM, days, year)
    return endsOn === null ? row : { ...row, SW_DEC: endsOn, endTaken: true }
  })
}

const workersOf = (rows: readonly Row<'SWEpisodes'>[]): BroughtWorker[] => {
  const workers = new Map<string, BroughtWorker>()
  for (const { SW_ID, SW_DECOM, SW_DEC } of rows) {
    if (SW_ID === null) continue
    const known = workers.get(SW_ID)
    const open = known === undefined ? SW_DEC === null : known.lastOn === null || SW_DEC === null
    workers.set(SW_ID, {
      number: SW_ID,
      firstOn: known ? (earliest(known.firstOn, SW_DECOM) as Day) : SW_DECOM,
      lastOn: open ? null : latest(...[known?.lastOn, SW_DEC].filter((day) => day != null)),
    })
  }
  return [...workers.values()]
}

type Making = {
  rows: Tables
  year: number
  header: Row<'Header'> | null
  bornOn: Day | null
  sex: string | null
  periods: PeriodOfCare[]
  problems: Problem[]
}

const childOf = (localId: string, rows: Tables, year: number, problems: Problem[]): BroughtChild => {
  const header = chosenHeader(rows.Header, problems)
  const others = [
    rows.Episodes,
    rows.UASC,
    rows.Reviews,
    rows.OC2,
    rows.OC3,
    rows.AD1,
    rows.PlacedAdoption,
    rows.PrevPerm,
    rows.Missing,
    rows.SWEpisodes,
    rows.DoLo,
  ].flat() as Row<TableName>[]
  const births = others.flatMap((row) => ('DOB' in row && row.DOB ? [row.DOB as Day] : []))
  const bornOn = header?.DOB ?? births[0] ?? null
  const place = placeOf(header ?? (others[0] as Row<TableName>))
  if (header === null) {
    const reason = 'This child has no row in the Header table. The child comes in with what the other tables say.'
    problems.push({ ...place, column: 'CHILD', value: localId, child: localId, reason, outcome: 'kept' })
  }
  const said = header?.SEX ?? rows.UASC.find((row) => row.SEX !== null)?.SEX ?? null
  const sex = said !== null && /^[MFU]$/.test(said) ? said : null
  if (said !== null && sex === null) {
    const reason = 'Sex is M, F or U. The child comes in with the sex not recorded.'
    problems.push({ ...place, column: 'SEX', value: said, child: localId, reason, outcome: 'value' })
  }
  const ends = (row: Place, column: string, startsOn: Day, endsOn: Day | null): number =>
    problems.push(...endsBeforeStart(placeOf(row), column, localId, startsOn, endsOn, british))
  for (const row of rows.Episodes) ends(row, 'DEC', row.DECOM, row.DEC)
  for (const row of rows.Missing) ends(row, 'MIS_END', row.MIS_START, row.MIS_END)
  for (const row of rows.DoLo) ends(row, 'DOLO_END', row.DOLO_START, row.DOLO_END)
  for (const row of rows.PlacedAdoption) ends(row, 'DATE_PLACED_CEASED', row.DATE_PLACED, row.DATE_PLACED_CEASED)
  for (const row of rows.SWEpisodes) if (row.SW_ID !== null) ends(row, 'SW_DEC', row.SW_DECOM, row.SW_DEC)
  const making: Making = { rows, year, header, bornOn, sex, periods: periodsOfCare(rows.Episodes), problems }
  const care = inCare(making)
  const plans = adoptionPlans(making)
  return {
    place,
    localId,
    bornOn,
    expectedOn: null,
    diedOn: earliest(...rows.Episodes.flatMap((row) => (row.REC === 'E2' && row.DEC !== null ? [row.DEC] : []))),
    sex,
    ethnicity: header?.ETHNIC ?? null,
    disabilities: null,
    identifiers: [{ scheme: 'council', value: localId }, ...pupilNumber(header)],
    addresses: care.addresses,
    spells: [
      ...care.spells,
      ...unaccompanied(making),
      ...rows.Missing.map((row) => missing(row, bornOn)),
      ...rows.DoLo.map((row) => deprivation(row, bornOn)),
      ...plans.map(({ spell }) => spell),
      ...leavingCare(making),
      ...allocations(making),
    ],
    events: [
      ...rows.Reviews.map((row) => review(row, bornOn)),
      ...rows.OC2.map((row) => outcomesOf(row, bornOn)),
      ...plans.flatMap(({ events }) => events),
      ...rows.PrevPerm.map((row) => earlierPermanence(row, making)),
      ...rows.OC3.map((row) => contactWithLeaver(row, bornOn)),
    ],
  }
}

// A child in two Header rows is one child: the row whose key is the plain one is taken, whatever the order of lines.
const chosenHeader = (rows: readonly Row<'Header'>[], problems: Problem[]): Row<'Header'> | null => {
  const [chosen, ...others] = rows.toSorted((a, b) => b.year - a.year || (a.sourceKey < b.sourceKey ? -1 : 1))
  if (chosen === undefined) return null
  for (const row of others) {
    const differs = (['SEX', 'DOB', 'ETHNIC', 'UPN', 'MOTHER', 'MC_DOB'] as const).filter(
      (column) => String(row[column]) !== String(chosen[column]),
    )
    if (differs.length === 0) continue
    problems.push({
      ...placeOf(row),
      column: differs.join(', '),
      value: differs.map((column) => String(row[column] ?? '')).join(', '),
      child: row.CHILD,
      reason: `This child is in the Header table more than once and the rows differ. The row on line ${chosen.line} of ${chosen.file} is taken.`,
      outcome: 'row',
    })
  }
  return chosen
}

const pupilNumber = (header: Row<'Header'> | null): BroughtIdentifier[] => {
  if (header === null || header.UPN === null) return []
  const scheme = findCode('upn-unknown-reason', header.UPN) ? 'upn unknown' : 'upn'
  return [{ scheme, value: header.UPN }]
}

/** The date of birth and sex in a table where they are not those of the Header. */
const contradictions = (row: object, bornOn: Day | null, sex: string | null = null): Detail => {
  const { DOB, SEX } = row as { DOB?: Day | null; SEX?: string | null }
  return {
    dateOfBirthInReturn: DOB && (bornOn === null || !isSame(DOB, bornOn)) ? DOB.toString() : null,
    sexInReturn: SEX && sex !== null && SEX !== sex ? SEX : null,
  }
}

/** A flag of the return: yes, no, or as it stands when it is neither. */
const flag = (text: string | null): boolean | string | null => (text === '1' ? true : text === '0' ? false : text)

// Care -----------------------------------------------------------------------------------------------------------------

const first = (stretch: Stretch): Episode => stretch.episodes[0]
const lastOf = (stretch: Stretch): Episode => stretch.episodes.at(-1) as Episode
const startOf = (stretch: Stretch): BroughtSpell['start'] => (stretch.begunBefore ? 'before' : 'said')

const stretchKeys = (stretch: Stretch, part: string): Pick<BroughtSpell, 'sourceKey' | 'otherKeys'> => ({
  sourceKey: key(first(stretch), part),
  otherKeys: stretch.episodes.slice(1).map((episode) => key(episode, part)),
})

const inCare = ({ periods, header }: Making): { spells: BroughtSpell[]; addresses: BroughtAddress[] } => {
  const spells: BroughtSpell[] = []
  const addresses: BroughtAddress[] = []
  const motherhood = motherhoodOf(header)
  for (const [index, period] of periods.entries()) {
    const begins = first(period)
    const careKey = key(begins, '|care')
    spells.push({
      ...spellDefaults,
      place: placeOf(begins),
      what: 'period of care',
      kind: 'looked_after',
      ...stretchKeys(period, '|care'),
      startsOn: begins.DECOM,
      endsOn: period.endsOn,
      endCode: period.endCode,
      detail: detailOf({
        categoryOfNeed: begins.CIN,
        newEpisodeReason: unexpectedReason(null, begins),
        ...(index === periods.length - 1 ? motherhood : {}),
      }),
      start: startOf(period),
    })
    for (const status of period.statuses) {
      spells.push({
        ...spellDefaults,
        place: placeOf(first(status)),
        what: 'legal status',
        kind: 'legal_status',
        ...stretchKeys(status, '|status'),
        startsOn: first(status).DECOM,
        endsOn: lastOf(status).DEC,
        code: first(status).LS,
        endCode: lastOf(status).REC,
        withinKey: careKey,
        start: startOf(status),
      })
    }
    for (const placement of period.placements) {
      const spell = placementSpell(placement, careKey, begins.CIN)
      spells.push(spell)
      const postcode = first(placement).PL_POST
      if (postcode === null) continue
      addresses.push({
        place: spell.place,
        kind: first(placement).PLACE?.startsWith('T') ? 'temporary' : 'placement',
        postcode,
        spellKey: spell.sourceKey,
        from: spell.startsOn,
        to: spell.endsOn,
      })
    }
    // A reason that what changed does not bear out is kept beside what began with the episode.
    for (const [at, episode] of period.episodes.entries()) {
      const reason = at === 0 ? null : unexpectedReason(period.episodes[at - 1] as Episode, episode)
      if (reason === null) continue
      const begun =
        spells.find(({ sourceKey }) => sourceKey === key(episode, '|placement')) ??
        spells.find(({ sourceKey }) => sourceKey === key(episode, '|status'))
      if (begun) begun.detail = { ...begun.detail, newEpisodeReason: reason }
    }
  }
  return { spells, addresses: [...addresses, ...homes(periods)] }
}

const motherhoodOf = (header: Row<'Header'> | null): Detail =>
  header === null ? {} : { mother: flag(header.MOTHER), firstChildBornOn: header.MC_DOB?.toString() ?? null }

const placementSpell = (placement: Stretch, careKey: string, need: string | null): BroughtSpell => {
  const begins = first(placement)
  const ends = lastOf(placement)
  return {
    ...spellDefaults,
    place: placeOf(begins),
    what: 'placement',
    kind: 'placement',
    ...stretchKeys(placement, '|placement'),
    startsOn: begins.DECOM,
    endsOn: ends.DEC,
    code: begins.PLACE,
    // Why the child moved says more than that something else followed.
    endCode: ends.REASON_PLACE_CHANGE ?? ends.REC,
    withinKey: careKey,
    detail: detailOf({
      provider: begins.PLACE_PROVIDER,
      urn: begins.URN,
      postcode: begins.PL_POST,
      // T and U: the child moved, the carer stayed.
      sameCarer: begins.RNE === 'T' || begins.RNE === 'U' ? true : null,
      categoryOfNeed: begins.CIN === need ? null : begins.CIN,
      episodeCeased: ends.REASON_PLACE_CHANGE !== null && ends.REC !== 'X1' ? ends.REC : null,
    }),
    start: startOf(placement),
  }
}

// The home a child came from, by postcode alone: open from an unknown day, until another one stands in its place.
const homes = (periods: readonly PeriodOfCare[]): BroughtAddress[] => {
  const found: BroughtAddress[] = []
  for (const episode of periods.flatMap((period) => period.episodes)) {
    const postcode = episode.HOME_POST
    const open = found.at(-1)
    if (postcode === null || open?.postcode === postcode) continue
    if (open) open.to = episode.DECOM
    const known = found.find((home) => home.postcode === postcode)
    if (known) {
      known.to = null
      continue
    }
    found.push({
      place: placeOf(episode),
      kind: 'home',
      postcode,
      spellKey: null,
      from: open ? episode.DECOM : null,
      to: null,
    })
  }
  return found
}

const careBegan = ({ periods }: Making): Day | null => earliest(...periods.map((period) => first(period).DECOM))

const firstOfApril = (year: number): Day => new Temporal.PlainDate(year - 1, 4, 1)
const lastOfMarch = (year: number): Day => new Temporal.PlainDate(year, 3, 31)

const unaccompanied = (making: Making): BroughtSpell[] => {
  const { rows, header, bornOn, sex } = making
  const spell = (place: Place, sourceKey: string, year: number, endsOn: Day | null, detail: Detail): BroughtSpell => ({
    ...spellDefaults,
    place,
    what: 'unaccompanied',
    kind: 'unaccompanied',
    sourceKey,
    startsOn: careBegan(making) ?? firstOfApril(year),
    start: 'taken',
    endsOn,
    detail: detailOf(detail),
  })
  if (rows.UASC.length > 0) {
    return rows.UASC.map((row) => spell(placeOf(row), key(row), row.year, row.DUC, contradictions(row, bornOn, sex)))
  }
  // In some files the Header itself says so.
  if (header?.UASC !== '1') return []
  return [spell(placeOf(header), `ssda903|${keyOf('UASC', header.CHILD)}`, header.year, null, {})]
}

const missing = (row: Row<'Missing'>, bornOn: Day | null): BroughtSpell => ({
  ...spellDefaults,
  place: placeOf(row),
  what: 'missing period',
  kind: 'missing',
  sourceKey: key(row),
  startsOn: row.MIS_START,
  endsOn: row.MIS_END,
  code: row.MISSING,
  detail: detailOf(contradictions(row, bornOn)),
})

const deprivation = (row: Row<'DoLo'>, bornOn: Day | null): BroughtSpell => ({
  ...spellDefaults,
  place: placeOf(row),
  what: 'deprivation of liberty',
  kind: 'deprivation_of_liberty',
  sourceKey: key(row),
  startsOn: row.DOLO_START,
  endsOn: row.DOLO_END,
  detail: detailOf(contradictions(row, bornOn)),
})

const allocations = ({ rows, bornOn, problems }: Making): BroughtSpell[] =>
  rows.SWEpisodes.flatMap((row): BroughtSpell[] => {
    if (row.SW_ID === null) {
      const reason = 'There is no social worker in this row, so it says nothing about who held the child.'
      problems.push({ ...placeOf(row), column: 'SW_ID', value: '', child: row.CHILD, reason, outcome: 'row' })
      return []
    }
    return [
      {
        ...spellDefaults,
        place: placeOf(row),
        what: 'allocation',
        kind: 'allocation',
        sourceKey: key(row),
        startsOn: row.SW_DECOM,
        endsOn: row.SW_DEC,
        code: 'social worker',
        workerNumber: row.SW_ID,
        detail: detailOf({
          reason: row.SW_REASON,
          endNotInReturn: row.endTaken ?? null,
          ...contradictions(row, bornOn),
        }),
      },
    ]
  })

const review = (row: Row<'Reviews'>, bornOn: Day | null): BroughtEvent => ({
  place: placeOf(row),
  what: 'review',
  kind: 'looked_after_review',
  sourceKey: key(row),
  on: row.REVIEW,
  day: 'said',
  spellKey: null,
  code: row.REVIEW_CODE,
  detail: detailOf(contradictions(row, bornOn)),
})

/** What the return says of the year to 31 March, on its last day. */
const outcomesOf = (row: Row<'OC2'>, bornOn: Day | null): BroughtEvent => ({
  place: placeOf(row),
  what: 'health and wellbeing',
  kind: 'yearly_outcomes',
  sourceKey: yearKey(row),
  on: lastOfMarch(row.year),
  day: 'said',
  spellKey: null,
  code: null,
  detail: detailOf({
    sdqScore: row.SDQ_SCORE,
    sdqReason: row.SDQ_REASON,
    convicted: flag(row.CONVICTED),
    healthCheck: flag(row.HEALTH_CHECK),
    immunisations: flag(row.IMMUNISATIONS),
    teethCheck: flag(row.TEETH_CHECK),
    healthAssessment: flag(row.HEALTH_ASSESSMENT),
    substanceMisuse: flag(row.SUBSTANCE_MISUSE),
    interventionReceived: flag(row.INTERVENTION_RECEIVED),
    interventionOffered: flag(row.INTERVENTION_OFFERED),
    ...contradictions(row, bornOn),
  }),
})

// Permanence -------------------------------------------------------------------------------------------------------------

const byKey = (a: { sourceKey: string }, b: { sourceKey: string }): number => (a.sourceKey < b.sourceKey ? -1 : 1)

type AdoptionPlan = { spell: BroughtSpell; events: BroughtEvent[] }

/**
 * A plan for adoption runs from the decision that the child should be placed to its reversal or the adoption order. The
 * decision is in both tables (PlacedAdoption.DATE_PLACED = AD1.DATE_INT): rows of one date are one plan.
 */
const adoptionPlans = ({ rows, bornOn, periods }: Making): AdoptionPlan[] => {
  const adopted = periods.filter((period) => period.endCode === 'E11' || period.endCode === 'E12')
  const plans: AdoptionPlan[] = []
  // Known by child and date, whichever table speaks of it in a year.
  const times = new Map<string, number>()
  const keyFor = (child: string, decidedOn: Day): string => {
    const shared = `ssda903|adoption|${keyOf(child, decidedOn.toString())}`
    const time = (times.get(shared) ?? 0) + 1
    times.set(shared, time)
    return time === 1 ? shared : `${shared}#${time}`
  }
  const taken = new Set<Row<'AD1'>>()
  const details = (row: Row<'AD1'>): Detail => ({
    formerFosterCarer: flag(row.FOSTER_CARE),
    adopters: row.NB_ADOPTR,
    sexOfAdopters: row.SEX_ADOPTR,
    legalStatusOfAdopters: row.LS_ADOPTR,
  })
  const plan = (
    row: Row<'PlacedAdoption'> | Row<'AD1'>,
    adoption: Row<'AD1'> | null,
    startsOn: Day,
    reversedOn: Day | null,
    reversedBecause: string | null,
  ): AdoptionPlan => {
    const order =
      reversedOn === null ? adopted.find(({ endsOn }) => endsOn !== null && !isBefore(endsOn, startsOn)) : undefined
    const spellKey = keyFor(row.CHILD, startsOn)
    const events: BroughtEvent[] = []
    const happened = (
      from: Place,
      sourceKey: string,
      what: BroughtEvent['what'],
      kind: string,
      on: Day,
      code: string | null,
    ): void => {
      events.push({ place: placeOf(from), what, kind, sourceKey, on, day: 'said', spellKey, code, detail: {} })
    }
    happened(row, `${spellKey}|decision`, 'adoption decision', 'adoption_decision', startsOn, 'should be placed')
    if (adoption?.DATE_MATCH) {
      happened(adoption, key(adoption, '|match'), 'adoption match', 'match', adoption.DATE_MATCH, null)
    }
    if (order?.endsOn) {
      const orderKey = key(lastOf(order), '|adopted')
      happened(lastOf(order), orderKey, 'adoption order', 'adoption_order', order.endsOn, order.endCode)
    }
    return {
      spell: {
        ...spellDefaults,
        place: placeOf(row),
        what: 'adoption',
        kind: 'adoption',
        sourceKey: spellKey,
        startsOn,
        endsOn: reversedOn ?? order?.endsOn ?? null,
        endCode: reversedBecause ?? order?.endCode ?? null,
        detail: detailOf({ ...(adoption ? details(adoption) : {}), ...contradictions(row, bornOn) }),
      },
      events,
    }
  }
  for (const row of rows.PlacedAdoption.toSorted(byKey)) {
    const adoption = rows.AD1.find((each) => !taken.has(each) && isSame(each.DATE_INT, row.DATE_PLACED)) ?? null
    if (adoption) taken.add(adoption)
    plans.push(plan(row, adoption, row.DATE_PLACED, row.DATE_PLACED_CEASED, row.REASON_PLACED_CEASED))
  }
  for (const row of rows.AD1.toSorted(byKey)) if (!taken.has(row)) plans.push(plan(row, row, row.DATE_INT, null, null))
  // One order ends one plan: the last to begin before it.
  const orders = new Map<string, AdoptionPlan>()
  for (const each of plans.toSorted((a, b) => Temporal.PlainDate.compare(a.spell.startsOn, b.spell.startsOn))) {
    const order = each.events.find(({ kind }) => kind === 'adoption_order')
    if (!order) continue
    const before = orders.get(order.sourceKey)
    if (before) {
      before.spell.endsOn = null
      before.spell.endCode = null
      before.events = before.events.filter(({ kind }) => kind !== 'adoption_order')
    }
    orders.set(order.sourceKey, each)
  }
  return plans
}

/** The day of an earlier order as far as it is known; otherwise the day this period of care began. */
const earlierPermanence = (row: Row<'PrevPerm'>, making: Making): BroughtEvent => {
  const known = row.DATE_PERM && fromPartial(row.DATE_PERM)
  const whole = row.DATE_PERM !== null && row.DATE_PERM.day !== null && row.DATE_PERM.month !== null
  return {
    place: placeOf(row),
    what: 'earlier permanence order',
    kind: 'previous_permanence',
    sourceKey: key(row),
    on: known ?? careBegan(making) ?? firstOfApril(row.year),
    day: known ? 'said' : 'taken',
    spellKey: null,
    code: row.PREV_PERM,
    detail: detailOf({
      authority: row.LA_PERM,
      dateAsKnown: row.DATE_PERM && !(whole && known) ? row.DATE_PERM.text : null,
      // Of no order there is no date, and nothing to say of that.
      dateNotInReturn: row.DATE_PERM === null && row.PREV_PERM !== 'Z1' ? true : null,
      ...contradictions(row, making.bornOn),
    }),
  }
}

const fromPartial = ({ year, month, day }: PartialDay): Day | null =>
  year === null ? null : Temporal.PlainDate.from({ year, month: month ?? 1, day: month === null ? 1 : (day ?? 1) })

// Leaving care -----------------------------------------------------------------------------------------------------------

/** The birthday the row is about: the one in the return's year. Null when the date of birth is not known. */
const birthdayIn = (row: Row<'OC3'>, bornOn: Day | null): { on: Day; age: number } | null => {
  const born = bornOn ?? row.DOB
  if (born === null) return null
  const age = ageOn(born, lastOfMarch(row.year))
  if (age < 0 || age > 100) return null
  return { on: addMonths(born, age * 12), age }
}

const contactWithLeaver = (row: Row<'OC3'>, bornOn: Day | null): BroughtEvent => {
  const birthday = birthdayIn(row, bornOn)
  return {
    place: placeOf(row),
    what: 'care leaver contact',
    kind: 'care_leaver_contact',
    sourceKey: yearKey(row),
    on: birthday?.on ?? lastOfMarch(row.year),
    day: 'said',
    spellKey: null,
    code: row.IN_TOUCH,
    detail: detailOf({
      age: birthday?.age ?? null,
      activity: row.ACTIV,
      accommodation: row.ACCOM,
      ...contradictions(row, bornOn),
    }),
  }
}

/** After these the young person is no longer followed: died, or home with a parent for six months. */
const endsLeavingCare = new Set(['DIED', 'RHOM'])

/** Relevant at 17, former relevant from 18. The return does not say when it began: the day care ended, or the birthday. */
const leavingCare = ({ rows, bornOn, periods }: Making): BroughtSpell[] => {
  const spells: BroughtSpell[] = []
  const ages = rows.OC3.map((row) => ({ row, birthday: birthdayIn(row, bornOn) })).toSorted(
    (a, b) => a.row.year - b.row.year || (a.row.sourceKey < b.row.sourceKey ? -1 : 1),
  )
  const make = (row: Row<'OC3'>, code: string | null, part: string, startsOn: Day): BroughtSpell => ({
    ...spellDefaults,
    place: placeOf(row),
    what: 'care leaver',
    kind: 'care_leaver',
    sourceKey: `ssda903|${keyOf('OC3', row.CHILD)}|${part}`,
    startsOn,
    start: 'taken',
    code,
  })
  const lastEnd = latest(...periods.flatMap(({ endsOn }) => (endsOn === null ? [] : [endsOn])))
  for (const { row, birthday } of ages) {
    const ended = endsLeavingCare.has(row.IN_TOUCH ?? '') ? (birthday?.on ?? lastOfMarch(row.year)) : null
    const endCode = ended === null ? null : row.IN_TOUCH
    const born = bornOn ?? row.DOB
    if (birthday === null || born === null) {
      spells.push({ ...make(row, null, 'unknown', firstOfApril(row.year)), endsOn: ended, endCode })
    } else if (birthday.age < 18) {
      const left = lastEnd !== null && !isAfter(lastEnd, birthday.on) ? lastEnd : birthday.on
      spells.push({ ...make(row, 'relevant', 'relevant', left), endsOn: ended, endCode })
    } else {
      const eighteenth = addMonths(born, 18 * 12)
      const relevant = spells.find(({ code }) => code === 'relevant')
      if (relevant) relevant.endsOn ??= eighteenth
      else if (!spells.some(({ code }) => code === 'former-relevant')) {
        spells.push({ ...make(row, 'relevant', 'relevant', eighteenth), endsOn: eighteenth, onlyIfThere: true })
      }
      spells.push({ ...make(row, 'former-relevant', 'former-relevant', eighteenth), endsOn: ended, endCode })
    }
  }
  // One spell of each kind, however many years speak of it: the latest year says whether it goes on.
  const latestOfEach = new Map<string, BroughtSpell>()
  for (const spell of spells) {
    const known = latestOfEach.get(spell.sourceKey)
    const startsOn = known ? (earliest(known.startsOn, spell.startsOn) as Day) : spell.startsOn
    latestOfEach.set(spell.sourceKey, { ...spell, startsOn })
  }
  return [...latestOfEach.values()]
}
