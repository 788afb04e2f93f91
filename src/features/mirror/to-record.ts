// What an extract says of one person, as the record has it: who they are, the states they were in and what happened. Pure.
// What the dataset has no word for is not made up; README.md lists what it cannot carry.
import { type Day, isAfter, isBefore } from '../../lib/day.ts'
import { keyOf } from '../../lib/stable-key.ts'
import { codeLists, findCode } from '../returns/index.ts'
import { type Cells, type When, whenOf } from './read-extract.ts'

type Detail = Readonly<Record<string, unknown>>
/** Columns that an extract only guesses at: taken when the row is new, and never put in place of what stands there. */
type Soft = readonly ('starts_on' | 'ends_on' | 'happened_on' | 'code' | 'end_code')[]

export type WantedSpell = {
  sourceKey: string
  /** the key of the row in the council's own system: a record of the same id is the same record */
  ownId: string
  kind: string
  startsOn: Day
  endsOn: Day | null
  code: string | null
  endCode: string | null
  within: string | null
  worker: string | null
  team: string | null
  detail: Detail
  soft: Soft
}
export type WantedEvent = {
  sourceKey: string
  ownId: string
  kind: string
  on: Day
  at: Temporal.Instant | null
  spell: string | null
  worker: string | null
  code: string | null
  words: string | null
  detail: Detail
  soft: Soft
}
export type WantedAddress = {
  sourceKey: string
  ownId: string
  lines: string
  postcode: string | null
  kind: string
  confidential: boolean
  from: Day | null
  to: Day | null
}
export type WantedPerson = {
  key: string
  givenName: string
  familyName: string
  bornOn: Day | null
  expectedOn: Day | null
  diedOn: Day | null
  sex: string | null
  ethnicity: string | null
  disabilities: string[]
  asylum: string | null
  identifiers: { scheme: string; value: string; from: Day | null; to: Day | null }[]
  addresses: WantedAddress[]
  /** the other's own key */
  relations: { other: string; kind: string; note: string | null }[]
  spells: WantedSpell[]
  events: WantedEvent[]
}

const codeOf = (list: keyof typeof codeLists, text: string | null): string | null =>
  text !== null && findCode(list, text.toUpperCase()) ? text.toUpperCase() : null

/** A code, or its meaning in words, or words that end or begin with the code: "Full care order (C2)". */
const codeIn = (list: keyof typeof codeLists, text: string | null): string | null => {
  if (text === null) return null
  const plain = codeOf(list, text)
  if (plain !== null) return plain
  const named = codeLists[list].find(({ meaning }) => meaning.toLowerCase() === text.toLowerCase())
  if (named) return named.code
  for (const part of text.split(/[^A-Za-z0-9]+/)) {
    const code = /\d/.test(part) ? codeOf(list, part) : null
    if (code !== null) return code
  }
  return null
}

const truth = (text: string | null): boolean | null => {
  switch (text?.toUpperCase()) {
    case 'Y':
    case 'YES':
    case '1':
    case 'TRUE':
      return true
    case 'N':
    case 'NO':
    case '0':
    case 'FALSE':
      return false
    default:
      return null
  }
}

const objectIn = (text: string | null): Readonly<Record<string, unknown>> | null => {
  if (text === null) return null
  const value: unknown = JSON.parse(text)
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : null
}

/** Keys of an object of outcomes that are said to have happened; null where the extract has no such object. */
const happened = (text: string | null): Set<string> | null => {
  const object = objectIn(text)
  if (object === null) return null
  return new Set(Object.entries(object).flatMap(([key, value]) => (truth(String(value)) === true ? [key] : [])))
}

const categories: readonly (readonly [RegExp, string])[] = [
  [/neglect/i, 'NEG'],
  [/physical/i, 'PHY'],
  [/sexual/i, 'SAB'],
  [/emotional/i, 'EMO'],
  [/mul|more than one/i, 'MUL'],
]
const categoryOf = (text: string | null): string | null => {
  const code = codeIn('cp-category-of-abuse', text)
  if (code !== null || text === null) return code
  const found = categories.filter(([pattern]) => pattern.test(text)).map(([, one]) => one)
  return found.length > 1 ? 'MUL' : (found[0] ?? null)
}

const roleOf = (text: string | null): string => {
  const said = (text ?? '').toLowerCase()
  for (const role of [
    'lead practitioner',
    'social worker',
    'joint worker',
    'personal adviser',
    'reviewing officer',
    'conference chair',
  ])
    if (said === role) return role
  if (/person(al)? advis|leaving care/.test(said)) return 'personal adviser'
  if (/review|\biro\b/.test(said)) return 'reviewing officer'
  if (/chair/.test(said)) return 'conference chair'
  if (/joint|co-?work|second/.test(said)) return 'joint worker'
  if (/lead|keywork|key work/.test(said)) return 'lead practitioner'
  return 'social worker'
}

const schemes = ['former upn', 'council', 'home office', 'former council', 'national']
const plans: Readonly<Record<string, string>> = {
  REMAINSUP: 'remain at home with support',
  RETURN1M: 'return home',
  RETURN6M: 'return home',
  RETURNEV: 'return home',
  LTRELFR: 'long-term with relatives or friends',
  LTFOST18: 'long-term fostering',
  RESPLMT: 'residential until independence',
  SUPPLIV: 'towards independence',
  ADOPTION: 'adoption',
  OTHERPLN: 'other',
}

const detailOf = (said: Readonly<Record<string, unknown>>): Detail =>
  Object.fromEntries(Object.entries(said).filter(([, value]) => value !== null && value !== undefined))

const birthdayOf = (bornOn: Day, years: number): Day => bornOn.add({ years })
const yearEnd = (on: Day): Day => new Temporal.PlainDate(on.month > 3 ? on.year + 1 : on.year, 3, 31)

/** Everything of one person. `today`: the day the extract tells of; nothing after it is known yet. */
export const recordOf = (key: string, rows: readonly Cells[], family: readonly string[], today: Day): WantedPerson => {
  const of = new Map<string, Cells[]>()
  for (const row of rows) {
    const list = of.get(row.table)
    if (list) list.push(row)
    else of.set(row.table, [row])
  }
  const table = (name: string): readonly Cells[] => of.get(name) ?? []
  const when = (row: Cells, column: string): When | null => {
    const text = row.get(column)
    return text === null ? null : whenOf(text)
  }
  const day = (row: Cells, column: string): Day | null => when(row, column)?.on ?? null
  const sourceKey = (short: string, id: string): string => keyOf('ssd', short, key, id)
  const named = (short: string, id: string | null): string | null => (id === null ? null : sourceKey(short, id))

  const spells: WantedSpell[] = []
  const events: WantedEvent[] = []
  const spell = (
    short: string,
    id: string,
    kind: string,
    startsOn: Day | null,
    endsOn: Day | null,
    more: Partial<Omit<WantedSpell, 'sourceKey' | 'ownId' | 'kind' | 'startsOn' | 'endsOn'>> = {},
  ): WantedSpell | null => {
    if (startsOn === null || isAfter(startsOn, today)) return null
    // An end before the beginning is the source's slip: it is kept no shorter than a day.
    const end = endsOn === null ? null : isBefore(endsOn, startsOn) ? startsOn : endsOn
    const made: WantedSpell = {
      sourceKey: sourceKey(short, id),
      ownId: id,
      kind,
      startsOn,
      endsOn: end,
      code: null,
      endCode: null,
      within: null,
      worker: null,
      team: null,
      soft: [],
      ...more,
      detail: detailOf(more.detail ?? {}),
    }
    spells.push(made)
    return made
  }
  const event = (
    short: string,
    id: string,
    kind: string,
    on: When | Day | null,
    more: Partial<Omit<WantedEvent, 'sourceKey' | 'ownId' | 'kind' | 'on'>> = {},
  ): void => {
    if (on === null) return
    const [onDay, at] = on instanceof Temporal.PlainDate ? [on, null] : [on.on, on.at]
    if (isAfter(onDay, today)) return
    events.push({
      sourceKey: sourceKey(short, id),
      ownId: id,
      kind,
      on: onDay,
      at,
      spell: null,
      worker: null,
      code: null,
      words: null,
      soft: [],
      ...more,
      detail: detailOf(more.detail ?? {}),
    })
  }

  const [person] = table('ssd_person')
  const bornOn = person ? day(person, 'pers_dob') : null
  const diedOn = person ? day(person, 'pers_death_date') : null

  // --- front door
  for (const row of table('ssd_contacts')) {
    const id = row.get('cont_contact_id') as string
    const outcome = happened(row.get('cont_contact_outcome_json'))
    const endCode =
      outcome === null || outcome.size === 0
        ? null
        : outcome.has('NEW_REFERRAL_FLAG')
          ? 'referral'
          : outcome.has('ADVICE_FLAG')
            ? 'advice'
            : outcome.has('NFA_FLAG')
              ? 'no further action'
              : outcome.size === 1 && outcome.has('EXISTING_REFERRAL_FLAG')
                ? null
                : 'other'
    const on = day(row, 'cont_contact_date')
    // Without a single outcome it is not known that anything was decided; without an object, not that nothing was.
    const open = outcome !== null && endCode === null && !outcome.has('EXISTING_REFERRAL_FLAG')
    spell('cont', id, 'contact', on, open ? null : on, {
      code: codeOf('cin-referral-source', row.get('cont_contact_source_code')),
      endCode,
      soft: ['ends_on'],
    })
  }
  for (const row of table('ssd_early_help_episodes')) {
    spell(
      'earl',
      row.get('earl_episode_id') as string,
      'early_help',
      day(row, 'earl_episode_start_date'),
      day(row, 'earl_episode_end_date'),
      {
        endCode: row.get('earl_episode_end_reason'),
        worker: row.get('earl_episode_worker_id'),
        detail: { offer: row.get('earl_episode_reason'), organisation: row.get('earl_episode_organisation') },
      },
    )
  }
  for (const row of table('ssd_cin_episodes')) {
    const id = row.get('cine_referral_id') as string
    const outcome = happened(row.get('cine_referral_outcome_json'))
    const noFurther = truth(row.get('cine_referral_nfa'))
    const on = day(row, 'cine_referral_date')
    const made = spell('cine', id, 'referral', on, day(row, 'cine_close_date'), {
      code: codeOf('cin-referral-source', row.get('cine_referral_source_code')),
      endCode: codeOf('cin-closure-reason', row.get('cine_close_reason')) ?? row.get('cine_close_reason'),
      worker: row.get('cine_referral_worker_id'),
      team: row.get('cine_referral_team'),
      detail: {
        primaryNeed: codeIn('category-of-need', row.get('cine_cin_primary_need_code')),
        noFurtherAction: noFurther,
        transferIn: outcome?.has('CP_TRANSFER_IN_FLAG') ? true : null,
      },
    })
    const decided = outcome?.has('STRATEGY_DISCUSSION_FLAG')
      ? 'section 47'
      : outcome?.has('SINGLE_ASSESSMENT_FLAG')
        ? 'assessment'
        : outcome?.has('CLA_REQUEST_FLAG')
          ? 'immediate protection'
          : outcome?.has('NFA_FLAG')
            ? 'no further action'
            : outcome && [...outcome].some((one) => one !== 'CP_TRANSFER_IN_FLAG')
              ? 'other'
              : noFurther === true
                ? 'no further action'
                : null
    // The day of the decision is not in the dataset.
    if (made && decided !== null)
      event('cine-decision', id, 'referral_decision', on, {
        code: decided,
        spell: made.sourceKey,
        words: 'What was decided came with the extract; on which day did not.',
        soft: ['happened_on'],
      })
  }
  const factorsOf = new Map<string, string[]>()
  for (const row of table('ssd_assessment_factors')) {
    const text = row.get('cinf_assessment_factors_json')
    if (text === null) continue
    const value: unknown = JSON.parse(text)
    const said = Array.isArray(value)
      ? value.map(String)
      : Object.entries((value ?? {}) as object).flatMap(([one, yes]) => (truth(String(yes)) === false ? [] : [one]))
    const id = row.get('cinf_assessment_id') as string
    factorsOf.set(id, [
      ...(factorsOf.get(id) ?? []),
      ...said.flatMap((one) => codeOf('cin-assessment-factors', one) ?? []),
    ])
  }
  for (const row of table('ssd_cin_assessments')) {
    const id = row.get('cina_assessment_id') as string
    const outcome = happened(row.get('cina_assessment_outcome_json'))
    const endsOn = day(row, 'cina_assessment_auth_date')
    const endCode = outcome?.has('CLA_REQUEST_FLAG')
      ? 'looked after'
      : outcome?.has('STRATEGY_DISCUSSION_FLAG')
        ? 'section 47'
        : outcome?.has('PROV_OF_SERVICES_FLAG') || outcome?.has('PROV_OF_SB_CARE_FLAG')
          ? 'child in need plan'
          : outcome?.has('OTHER_ACTIONS_FLAG') || outcome?.has('REFERRAL_TO_OTHER_AGENCY_FLAG')
            ? 'early help'
            : outcome?.has('NFA_FLAG') || truth(row.get('cina_assessment_outcome_nfa')) === true
              ? 'no further action'
              : null
    spell('cina', id, 'assessment', day(row, 'cina_assessment_start_date'), endsOn, {
      endCode: endsOn === null ? null : endCode,
      within: named('cine', row.get('cina_referral_id')),
      worker: row.get('cina_assessment_worker_id'),
      team: row.get('cina_assessment_team'),
      detail: {
        childSeen: truth(row.get('cina_assessment_child_seen')),
        factors: factorsOf.get(id) ?? null,
      },
    })
  }

  // --- in need, and protected
  for (const row of table('ssd_cin_plans')) {
    spell(
      'cinp',
      row.get('cinp_cin_plan_id') as string,
      'child_in_need_plan',
      day(row, 'cinp_cin_plan_start_date'),
      day(row, 'cinp_cin_plan_end_date'),
      {
        within: named('cine', row.get('cinp_referral_id')),
        worker: row.get('cinp_cin_plan_worker_id'),
        team: row.get('cinp_cin_plan_team'),
      },
    )
  }
  const visit = (short: string, row: Cells, id: string, column: string, code: string, within: string | null): void => {
    const seen = truth(row.get(`${column}_seen`))
    event(short, id, 'visit', when(row, `${column}_date`), {
      code,
      spell: within,
      soft: ['code'],
      detail: {
        seen,
        seenAlone: seen === false ? null : truth(row.get(`${column}_seen_alone`)),
        bedroomSeen: truth(row.get(`${column}_bedroom`)),
      },
    })
  }
  for (const row of table('ssd_cin_visits'))
    visit('cinv', row, row.get('cinv_cin_visit_id') as string, 'cinv_cin_visit', 'child_in_need', null)
  const targets = new Map<string, string>()
  for (const row of table('ssd_initial_cp_conference')) {
    const [enquiry, target] = [row.get('icpc_s47_enquiry_id'), day(row, 'icpc_icpc_target_date')]
    if (enquiry !== null && target !== null) targets.set(enquiry, target.toString())
  }
  for (const row of table('ssd_s47_enquiry')) {
    const id = row.get('s47e_s47_enquiry_id') as string
    const outcome = happened(row.get('s47e_s47_outcome_json'))
    const endsOn = day(row, 's47e_s47_end_date')
    const conference = outcome?.has('CP_CONFERENCE_FLAG') === true
    const endCode = conference
      ? 'conference'
      : outcome?.has('PROV_OF_SERVICES_FLAG')
        ? 'child in need'
        : outcome?.has('NFA_FLAG') || truth(row.get('s47e_s47_nfa')) === true
          ? 'no further action'
          : outcome && outcome.size > 0
            ? 'other'
            : null
    spell('s47e', id, 'section_47', day(row, 's47e_s47_start_date'), endsOn, {
      endCode: endsOn === null ? null : endCode,
      within: named('cine', row.get('s47e_referral_id')),
      worker: row.get('s47e_s47_completed_by_worker_id'),
      team: row.get('s47e_s47_completed_by_team'),
      detail: { conferenceRequired: conference ? true : null, conferenceTarget: targets.get(id) ?? null },
    })
  }
  for (const row of table('ssd_initial_cp_conference')) {
    const id = row.get('icpc_icpc_id') as string
    const outcome = happened(row.get('icpc_icpc_outcome_json'))
    const planned = truth(row.get('icpc_icpc_outcome_cp_flag')) === true || outcome?.has('CP_FLAG') === true
    event('icpc', id, 'initial_conference', when(row, 'icpc_icpc_date'), {
      code: planned
        ? 'child protection plan'
        : outcome?.has('PROV_OF_SERVICES_FLAG')
          ? 'child in need plan'
          : 'no further action',
      spell: named('s47e', row.get('icpc_s47_enquiry_id')) ?? named('cine', row.get('icpc_referral_id')),
      worker: row.get('icpc_icpc_worker_id'),
      detail: { transferIn: truth(row.get('icpc_icpc_transfer_in')) === true ? true : null },
    })
  }
  for (const row of table('ssd_cp_plans')) {
    const latest = categoryOf(row.get('cppl_cp_plan_latest_category'))
    const first = categoryOf(row.get('cppl_cp_plan_initial_category'))
    spell(
      'cppl',
      row.get('cppl_cp_plan_id') as string,
      'child_protection_plan',
      day(row, 'cppl_cp_plan_start_date'),
      day(row, 'cppl_cp_plan_end_date'),
      {
        code: latest ?? first,
        within: named('cine', row.get('cppl_referral_id')),
        detail: { initialCategory: first, otherCouncil: truth(row.get('cppl_cp_plan_ola')) === true ? true : null },
      },
    )
  }
  for (const row of table('ssd_cp_visits'))
    visit(
      'cppv',
      row,
      row.get('cppv_cp_visit_id') as string,
      'cppv_cp_visit',
      'child_protection',
      named('cppl', row.get('cppv_cp_plan_id')),
    )
  for (const row of table('ssd_cp_reviews')) {
    const goesOn = truth(row.get('cppr_cp_review_outcome_continue_cp'))
    event('cppr', row.get('cppr_cp_review_id') as string, 'review_conference', when(row, 'cppr_cp_review_date'), {
      code: goesOn === null ? null : goesOn ? 'continue' : 'end',
      spell: named('cppl', row.get('cppr_cp_plan_id')),
      detail: {
        participation: row.get('cppr_cp_review_participation'),
        quorate: truth(row.get('cppr_cp_review_quorate')),
      },
    })
  }

  // --- in care: episodes are cut anew wherever a status or a home changes; the period is what holds them together
  const periods: WantedSpell[] = []
  const episodesOf = Map.groupBy(table('ssd_cla_episodes'), (row) => row.get('clae_cla_id') ?? '')
  const mother = person ? truth(person.get('pers_is_mother')) : null
  const sameCarer = new Set<string>()
  for (const [id, unsorted] of episodesOf) {
    if (id === '') continue
    const dated = unsorted.flatMap((row) => {
      const on = day(row, 'clae_cla_episode_start_date')
      return on === null ? [] : [{ row, on }]
    })
    dated.sort((a, b) => Temporal.PlainDate.compare(a.on, b.on))
    const [first, last] = [dated[0], dated.at(-1)]
    if (!first || !last) continue
    const ceased = day(last.row, 'clae_cla_episode_ceased_date')
    const reason = last.row.get('clae_cla_episode_ceased_reason')
    const endCode = codeIn('ssda903-reason-episode-ceased', reason)
    // X1 says that the next episode follows; without one the period goes on.
    const ended = ceased !== null && endCode !== 'X1'
    const startReason = codeIn('ssda903-reason-new-episode', first.row.get('clae_cla_episode_start_reason'))
    const made = spell(
      'clae',
      id,
      'looked_after',
      day(first.row, 'clae_entered_care_date') ?? first.on,
      ended ? ceased : null,
      {
        endCode: ended ? endCode : null,
        within: named('cine', first.row.get('clae_referral_id')),
        detail: {
          categoryOfNeed: codeIn('category-of-need', last.row.get('clae_cla_primary_need_code')),
          newEpisodeReason: startReason === 'S' ? null : startReason,
          mother,
        },
      },
    )
    if (made) periods.push(made)
    for (const { row } of dated) {
      const placement = row.get('clae_cla_placement_id')
      if (placement !== null && /^[TU]$/.test(row.get('clae_cla_episode_start_reason') ?? '')) sameCarer.add(placement)
    }
  }
  periods.sort((a, b) => Temporal.PlainDate.compare(a.startsOn, b.startsOn))
  /** The period of care that a day, or a stretch, lies in. */
  const periodOf = (from: Day, to: Day | null = from): WantedSpell | null =>
    periods.findLast(
      ({ startsOn, endsOn }) => (to === null || !isBefore(to, startsOn)) && (endsOn === null || !isAfter(from, endsOn)),
    ) ?? null

  for (const row of table('ssd_legal_status')) {
    const id = row.get('lega_legal_status_id') as string
    const text = row.get('lega_legal_status')
    const code = codeIn('ssda903-legal-status', text)
    const [from, to] = [day(row, 'lega_legal_status_start_date'), day(row, 'lega_legal_status_end_date')]
    if (from === null) continue
    const within = periodOf(from, to)
    const inCare = within !== null && (within.endsOn === null || isBefore(from, within.endsOn))
    const detail = { asWritten: code === null ? text : null }
    if (code === 'L3') spell('lega', id, 'emergency_protection', from, to, { code })
    else if ((code === 'V3' || code === 'V4') && !inCare) spell('lega', id, 'short_breaks', from, to, { code })
    else {
      spell('lega', id, 'legal_status', from, to, { code, within: inCare ? within.sourceKey : null, detail })
      if (code === 'L1' || code === 'L2') spell('lega-urgent', id, 'emergency_protection', from, to, { code })
    }
  }
  for (const row of table('ssd_cla_placement')) {
    const id = row.get('clap_cla_placement_id') as string
    const distance = row.get('clap_cla_placement_distance')
    spell('clap', id, 'placement', day(row, 'clap_cla_placement_start_date'), day(row, 'clap_cla_placement_end_date'), {
      code: codeIn('ssda903-placement-type', row.get('clap_cla_placement_type')),
      endCode: codeIn('ssda903-reason-place-change', row.get('clap_cla_placement_change_reason')),
      within: named('clae', row.get('clap_cla_id')),
      detail: {
        urn: row.get('clap_cla_placement_urn'),
        distance: distance === null ? null : Number(distance),
        provider: codeIn('ssda903-placement-provider', row.get('clap_cla_placement_provider')),
        postcode: row.get('clap_cla_placement_postcode'),
        sameCarer: sameCarer.has(id) ? true : null,
      },
    })
  }
  for (const row of table('ssd_cla_reviews')) {
    if (truth(row.get('clar_cla_review_cancelled')) === true) continue
    event('clar', row.get('clar_cla_review_id') as string, 'looked_after_review', when(row, 'clar_cla_review_date'), {
      code: codeIn('review-participation', row.get('clar_cla_review_participation')),
      spell: named('clae', row.get('clar_cla_id')),
    })
  }
  for (const row of table('ssd_cla_visits'))
    visit('clav', row, row.get('clav_cla_visit_id') as string, 'clav_cla_visit', 'looked_after', null)
  for (const row of table('ssd_cla_previous_permanence')) {
    const id = row.get('lapp_table_id') as string
    const code = codeIn('ssda903-previous-permanence', row.get('lapp_previous_permanence_option'))
    const text = row.get('lapp_previous_permanence_order_date')
    const known = text === null ? null : whenOf(text)
    event('lapp', id, 'previous_permanence', known ?? periods[0]?.startsOn ?? bornOn, {
      code,
      soft: known === null ? ['happened_on'] : [],
      detail: {
        authority: row.get('lapp_previous_permanence_la'),
        dateAsKnown: text !== null && known === null ? text : null,
      },
    })
  }
  for (const row of table('ssd_cla_care_plan')) {
    const chosen = happened(row.get('lacp_cla_care_plan_json'))
    const on = when(row, 'lacp_cla_care_plan_start_date')
    const plan = [...(chosen ?? [])].flatMap((one) => plans[one] ?? [])[0] ?? null
    event('lacp', row.get('lacp_table_id') as string, 'care_plan', on, {
      spell: on === null ? null : (periodOf(on.on)?.sourceKey ?? null),
      detail: { permanencePlan: plan },
    })
  }

  // --- health and education
  const years = new Map<string, Record<string, unknown>>()
  const inYear = (on: Day, said: Readonly<Record<string, unknown>>): void => {
    const key = yearEnd(on).toString()
    years.set(key, { ...years.get(key), ...said })
  }
  for (const row of table('ssd_cla_health')) {
    const type = (row.get('clah_health_check_type') ?? '').toLowerCase()
    const status = row.get('clah_health_check_status') ?? ''
    const kind = /dent|teeth/.test(type) ? 'dental_check' : /assessment/.test(type) ? 'health_assessment' : null
    const on = when(row, 'clah_health_check_date')
    const year = /^In the year to 31 March (\d{4})$/.exec(status)
    if (on === null && year) {
      const name =
        kind === 'dental_check' ? 'teethCheck' : kind === 'health_assessment' ? 'healthAssessment' : 'healthCheck'
      inYear(new Temporal.PlainDate(Number(year[1]), 3, 31), { [name]: true })
    } else if (kind !== null && !/refus|declin|cancel|attend|dna|planned|due/i.test(status)) {
      event('clah', row.get('clah_health_check_id') as string, kind, on)
    }
  }
  for (const row of table('ssd_cla_convictions')) {
    const on = day(row, 'clac_cla_conviction_date')
    const year = /^In the year to 31 March (\d{4})$/.exec(row.get('clac_cla_conviction_offence') ?? '')
    if (on !== null) inYear(on, { convicted: true })
    else if (year) inYear(new Temporal.PlainDate(Number(year[1]), 3, 31), { convicted: true })
  }
  for (const row of table('ssd_cla_substance_misuse')) {
    const on = day(row, 'clas_substance_misuse_date')
    if (on === null) continue
    const received = truth(row.get('clas_intervention_received'))
    inYear(on, { substanceMisuse: true, ...(received === null ? {} : { interventionReceived: received }) })
  }
  for (const [on, said] of years)
    event(
      'year',
      on,
      'yearly_outcomes',
      isAfter(Temporal.PlainDate.from(on), today) ? today : Temporal.PlainDate.from(on),
      {
        detail: said,
        soft: ['happened_on'],
      },
    )
  const immunised = table('ssd_cla_immunisations')
    .flatMap((row) => {
      const on = day(row, 'clai_immunisations_status_date')
      return on === null ? [] : [{ on, upToDate: truth(row.get('clai_immunisations_status')) }]
    })
    .sort((a, b) => Temporal.PlainDate.compare(a.on, b.on))
  for (const { on, upToDate } of immunised)
    event('clai', on.toString(), 'immunisation_check', on, { detail: { upToDate } })
  for (const row of table('ssd_sdq_scores')) {
    const score = row.get('csdq_sdq_score')
    const number = score !== null && /^\d{1,2}$/.test(score) ? Number(score) : null
    event('csdq', row.get('csdq_table_id') as string, 'strengths_difficulties', when(row, 'csdq_sdq_completed_date'), {
      detail: { score: number, noScoreBecause: codeIn('ssda903-sdq-reason', row.get('csdq_sdq_reason')) },
    })
  }

  // --- missing, leaving care, permanence
  for (const row of table('ssd_missing')) {
    const id = row.get('miss_table_id') as string
    const [began, ended] = [when(row, 'miss_missing_episode_start_date'), when(row, 'miss_missing_episode_end_date')]
    const type = row.get('miss_missing_episode_type')
    const made = spell('miss', id, 'missing', began?.on ?? null, ended?.on ?? null, {
      code: codeIn('ssda903-missing-type', type) ?? (/^away/i.test(type ?? '') ? 'A' : type === null ? null : 'M'),
      endCode: ended === null ? null : 'returned',
      detail: { startedAt: began?.at?.toString() ?? null, returnedAt: ended?.at?.toString() ?? null },
    })
    const accepted = truth(row.get('miss_missing_rhi_accepted'))
    if (made && ended !== null && truth(row.get('miss_missing_rhi_offered')) === true)
      event('miss-offer', id, 'return_interview_offer', ended.on, {
        code: accepted === null ? null : accepted ? 'accepted' : 'declined',
        spell: made.sourceKey,
        words: 'That a talk was offered came with the extract; on which day did not.',
        soft: ['happened_on'],
      })
  }
  for (const row of table('ssd_care_leavers')) {
    const id = row.get('clea_table_id') as string
    const code = leaverCode(row.get('clea_care_leaver_eligibility'))
    const leftCare = periods.findLast(({ endsOn }) => endsOn !== null)?.endsOn ?? null
    const atAge = (years: number): Day | null => (bornOn === null ? null : birthdayOf(bornOn, years))
    // When the status began is not in the dataset: the law says what it begins with.
    const began =
      code === 'eligible' ? atAge(16) : code === 'relevant' ? (leftCare ?? atAge(16)) : (atAge(18) ?? leftCare)
    const contact = when(row, 'clea_care_leaver_latest_contact')
    const made =
      code === null
        ? null
        : spell('clea', id, 'care_leaver', began ?? contact?.on ?? null, null, {
            code,
            worker: row.get('clea_care_leaver_worker_id'),
            team: row.get('clea_care_leaver_allocated_team'),
            soft: ['starts_on'],
          })
    const inTouch = codeIn('ssda903-in-touch', row.get('clea_care_leaver_in_touch'))
    const home = codeIn('ssda903-accommodation', row.get('clea_care_leaver_accommodation'))
    const activity = codeIn('ssda903-activity', row.get('clea_care_leaver_activity'))
    const by = { spell: made?.sourceKey ?? null, worker: row.get('clea_care_leaver_worker_id') }
    if (inTouch !== null || home !== null || activity !== null)
      event('clea-contact', id, 'care_leaver_contact', contact ?? made?.startsOn ?? null, {
        ...by,
        code: inTouch ?? (contact === null ? null : 'YES'),
        detail: { accommodation: home, activity },
      })
    // The last day somebody was in touch: a visit, unless it was the contact at which this was written down.
    if (inTouch !== 'YES')
      event('clea-visit', id, 'visit', contact, { ...by, code: 'personal_adviser', detail: { seen: true } })
    event('clea-plan', id, 'pathway_review', when(row, 'clea_pathway_plan_review_date'), {
      spell: made?.sourceKey ?? null,
    })
  }
  for (const row of table('ssd_permanence')) {
    const id = row.get('perm_table_id') as string
    const decided = day(row, 'perm_adm_decision_date')
    const ordered = day(row, 'perm_permanence_order_date')
    const type = row.get('perm_permanence_order_type') ?? ''
    const adopted = ordered !== null && (type === '' || /adopt/i.test(type))
    if (decided !== null) {
      const reversed = day(row, 'perm_decision_reversed_date')
      const made = spell('perm', id, 'adoption', decided, adopted ? ordered : reversed, {
        endCode: adopted
          ? 'adopted'
          : reversed === null
            ? null
            : codeIn('ssda903-reason-no-longer-placed', row.get('perm_decision_reversed_reason')),
        within: named('clae', row.get('perm_cla_id')),
        detail: {
          adopters: row.get('perm_number_of_adopters'),
          sexOfAdopters: row.get('perm_adopter_sex'),
          legalStatusOfAdopters: row.get('perm_adopter_legal_status'),
          formerFosterCarer: truth(row.get('perm_adopted_by_carer_flag')),
        },
      })
      const course = { spell: made?.sourceKey ?? null }
      event('perm-match', id, 'match', when(row, 'perm_matched_date'), course)
      if (adopted) event('perm-order', id, 'adoption_order', ordered, course)
    }
    if (ordered !== null && !(adopted && (decided !== null || type !== ''))) {
      const code = /special guardian|sgo/i.test(type) ? 'SGO' : /child arrangement|cao/i.test(type) ? 'CAO' : null
      spell('perm-order', id, 'permanence_order', ordered, null, {
        code,
        detail: { order: code === null ? type || null : null },
      })
    }
  }
  for (const row of table('ssd_pre_proceedings')) {
    const id = row.get('prep_table_id') as string
    const outcome = row.get('prep_pre_pro_outcome')
    const decided = when(row, 'prep_pre_pro_decision_date')
    const meetings = row.get('prep_pre_pro_meetings_num')
    const ends = day(row, 'prep_agree_stepdown_issue_date')
    const made = spell('prep', id, 'pre_proceedings', decided?.on ?? null, ends, {
      endCode:
        ends === null
          ? null
          : outcome !== null && /step/i.test(outcome)
            ? 'stopped'
            : outcome !== null && /issue|proceed/i.test(outcome)
              ? 'apply to court'
              : outcome,
      detail: {
        reviewMeetings: meetings === null ? null : String(Math.max(0, Number(meetings) - 1)),
        letterOfIssueOn: day(row, 'prep_care_pro_letter_date')?.toString() ?? null,
      },
    })
    const course = { spell: made?.sourceKey ?? null }
    const gateway = row.get('prep_legal_gateway_outcome')
    if (gateway !== null)
      event('prep-planning', id, 'legal_planning_meeting', decided, { ...course, detail: { decision: gateway } })
    event('prep-letter', id, 'letter_before_proceedings', when(row, 'prep_pre_pro_letter_date'), course)
    event('prep-meeting', id, 'pre_proceedings_meeting', when(row, 'prep_initial_pre_pro_meeting_date'), course)
  }

  // --- status, and who holds the child
  let asylum: string | null = null
  for (const row of table('ssd_immigration_status')) {
    const status = row.get('immi_immigration_status')
    const [from, to] = [day(row, 'immi_immigration_status_start_date'), day(row, 'immi_immigration_status_end_date')]
    if (/uasc|unaccompanied/i.test(status ?? ''))
      spell(
        'immi',
        row.get('immi_immigration_status_id') as string,
        'unaccompanied',
        from ?? periods[0]?.startsOn ?? null,
        to,
      )
    else if (to === null) asylum = status
  }
  for (const row of table('ssd_involvements')) {
    const reason = row.get('invo_worker_change_reason')
    spell(
      'invo',
      row.get('invo_involvements_id') as string,
      'allocation',
      day(row, 'invo_involvement_start_date'),
      day(row, 'invo_involvement_end_date'),
      {
        code: roleOf(row.get('invo_professional_role_id')),
        worker: row.get('invo_professional_id'),
        team: row.get('invo_professional_team'),
        detail: { reason: codeIn('social-worker-change-reason', reason) },
      },
    )
  }

  // --- who it is
  const identifiers = new Map<string, WantedPerson['identifiers'][number]>()
  const identified = (scheme: string, value: string | null, from: Day | null = null, to: Day | null = null): void => {
    if (value !== null) identifiers.set(`${scheme} ${value}`, { scheme, value, from, to })
  }
  if (person) {
    const nhs = (person.get('pers_single_unique_id') ?? person.get('pers_common_child_id'))?.replaceAll(/[\s-]/g, '')
    identified('nhs', nhs && /^\d{10}$/.test(nhs) ? nhs : null)
    identified('upn', person.get('pers_upn'))
    identified('upn unknown', codeIn('upn-unknown-reason', person.get('pers_upn_unknown')))
    const legacy = person.get('pers_legacy_id')
    if (legacy !== null && legacy !== key && !/^[0-9a-f]{8}-[0-9a-f]{4}-/.test(legacy))
      identified('former council', legacy)
  }
  for (const row of table('ssd_linked_identifiers')) {
    const type = (row.get('link_identifier_type') ?? '').toLowerCase()
    const scheme = schemes.includes(type)
      ? type
      : /home office/.test(type)
        ? 'home office'
        : /nhs/.test(type)
          ? 'nhs'
          : /former.*(upn|pupil)/.test(type)
            ? 'former upn'
            : /national|\bni\b/.test(type)
              ? 'national'
              : 'council'
    identified(
      scheme,
      row.get('link_identifier_value'),
      day(row, 'link_valid_from_date'),
      day(row, 'link_valid_to_date'),
    )
  }
  const addresses = table('ssd_address').map((row): WantedAddress => {
    const id = row.get('addr_table_id') as string
    const said = objectIn(row.get('addr_address_json')) ?? {}
    const part = (name: string): string => String(said[name] ?? '').trim()
    const street = [part('HOUSE'), part('STREET')].filter((one) => one !== '').join(' ')
    const within = [part('ROOM'), part('FLOOR'), part('FLAT'), part('BUILDING')].filter((one) => one !== '')
    const lines = [[...within, street].filter((one) => one !== '').join(', '), part('TOWN')]
      .filter((one) => one !== '')
      .join('\n')
    const postcode = row.get('addr_address_postcode')
    return {
      sourceKey: sourceKey('addr', id),
      ownId: id,
      lines,
      postcode,
      kind: addressKind(row.get('addr_address_type')),
      // An address that came without any of itself is one that may not be told.
      confidential: lines === '' && postcode === null,
      from: day(row, 'addr_address_start_date'),
      to: day(row, 'addr_address_end_date'),
    }
  })
  const sex = person?.get('pers_sex')?.charAt(0).toUpperCase() ?? null
  return {
    key,
    givenName: person?.get('pers_forename') ?? '',
    familyName: person?.get('pers_surname') ?? '',
    bornOn,
    expectedOn: person && bornOn === null ? day(person, 'pers_expected_dob') : null,
    diedOn,
    sex: sex === 'M' || sex === 'F' ? sex : sex === null ? null : 'U',
    ethnicity: person ? codeIn('ethnicity', person.get('pers_ethnicity')) : null,
    disabilities: [
      ...new Set(table('ssd_disability').flatMap((row) => codeIn('disability', row.get('disa_disability_code')) ?? [])),
    ].sort(),
    asylum,
    identifiers: [...identifiers.values()],
    addresses,
    relations: [
      ...table('ssd_mother').map((row) => ({
        other: row.get('moth_person_id') as string,
        kind: 'mother',
        note: null,
      })),
      ...family
        .filter((other) => !table('ssd_mother').some((row) => row.get('moth_person_id') === other))
        .map((other) => ({ other, kind: 'relative', note: 'Of the same family in the council’s own system' })),
    ],
    spells,
    events,
  }
}

const leaverCode = (text: string | null): string | null => {
  if (text === null) return null
  const said = text.toLowerCase().replaceAll(/[\s_]+/g, '-')
  if (['eligible', 'relevant', 'former-relevant', 'former-relevant-education', 'qualifying'].includes(said)) return said
  if (/former.*educ|former.*pursu/.test(said)) return 'former-relevant-education'
  if (/former/.test(said)) return 'former-relevant'
  if (/qualif/.test(said)) return 'qualifying'
  if (/^none|^not/.test(said)) return null
  if (/relevant/.test(said)) return 'relevant'
  return /eligib/.test(said) ? 'eligible' : null
}

const addressKind = (text: string | null): string => {
  const said = (text ?? '').toLowerCase()
  if (['home', 'placement', 'temporary', 'correspondence', 'work'].includes(said)) return said
  if (/plac|foster|carer|resid.*home/.test(said)) return 'placement'
  if (/temp|refuge|hostel/.test(said)) return 'temporary'
  if (/corresp|post/.test(said)) return 'correspondence'
  return 'home'
}
