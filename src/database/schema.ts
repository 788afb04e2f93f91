// Made by `npm run schema` from the migrations; a test fails when it is out of date. Do not edit.
import type { ColumnType, Generated } from 'kysely'

/** Read as parsed, written as JSON text. */
export type Json = ColumnType<any, string, string>
type JsonWithDefault = ColumnType<any, string | undefined, string>

export interface Schema {
  arrangement: {
    council_id: number
    arrangement_id: string
    title: string
    kind: string
    service: string
    legal_basis: string
    purpose: string
    level: string | null
    hours: Json | null
    starts_on: Temporal.PlainDate
    ends_on: Temporal.PlainDate | null
    ended_at: Temporal.Instant | null
    ended_by: string | null
    end_reason: string | null
    review_on: Temporal.PlainDate | null
    version: Generated<number>
    roles: string[] | null
    on_rota: Generated<boolean>
    lawful_basis: Generated<string>
    datasets: JsonWithDefault
    dpia_reference: string | null
    owner_id: string | null
  }
  arrangement_clause: {
    council_id: number
    arrangement_id: string
    clause: string
    effect: string
    function_name: string
    party_id: number | null
    words: string
  }
  arrangement_cost: {
    council_id: number
    arrangement_id: string
    year: number
    method: string
    terms: JsonWithDefault
    measured: Generated<string>
    budget: number | null
    actual: number | null
    redundancy: Generated<number>
    redundancy_split: Generated<string>
    tolerance: Generated<number>
    override_reason: string | null
    units: number | null
    unit_name: Generated<string>
    note: Generated<string>
    settled_on: Temporal.PlainDate | null
    settled_by: string | null
    settlement: Json | null
    entered_by: string | null
    entered_at: Temporal.Instant
    version: Generated<number>
  }
  arrangement_cost_party: {
    council_id: number
    arrangement_id: string
    year: number
    party_id: number
    weight: number | null
    happened: number | null
    former: number | null
    override_share: number | null
    on_account: Generated<number>
  }
  arrangement_party: {
    council_id: number
    arrangement_id: string
    party_id: number
    joined_on: Temporal.PlainDate
    left_on: Temporal.PlainDate | null
    opens_records: Generated<boolean>
  }
  audit_event: {
    council_id: number
    lane: number
    seq: number
    canonical: string
    previous_hash: Uint8Array
    hash: Uint8Array
    happened_at: Temporal.Instant
    worker_id: string | null
    child_id: string | null
    task: string
    outcome: string
    reason: Generated<string>
  }
  audit_head: {
    council_id: number
    lane: number
    seq: Generated<number>
    hash: Generated<Uint8Array>
  }
  benefit_line: {
    council_id: number
    benefit_id: string
    arrangement_id: string
    kind: string
    words: string
    evidence: string
    seen_on: Temporal.PlainDate
    entered_by: string | null
    entered_at: Temporal.Instant
    withdrawn_at: Temporal.Instant | null
    withdrawn_by: string | null
  }
  breach_reason: {
    council_id: number
    child_id: string
    restricted: Generated<boolean>
    timescale: string
    trigger_id: string
    reason: string
    words: Generated<string>
    allowed_by: string | null
    given_by: string
    given_at: Temporal.Instant
  }
  break_glass: {
    council_id: number
    break_id: string
    child_id: string
    restricted: Generated<boolean>
    worker_id: string
    arrangement_id: string | null
    ground: string
    reason: string
    opened_at: Temporal.Instant
    expires_at: Temporal.Instant
    closed_at: Temporal.Instant | null
    review_due_on: Temporal.PlainDate
    escalate_on: Temporal.PlainDate
    reviewed_by: string | null
    reviewed_at: Temporal.Instant | null
    finding: string | null
    review_words: string | null
  }
  caseload_plan: {
    council_id: number
    plan_id: string
    worker_id: string
    words: string
    review_on: Temporal.PlainDate
    made_by: string
    made_at: Temporal.Instant
  }
  consultation: {
    council_id: number
    consultation_id: string
    worker_id: string
    holder_council_id: number
    holder_id: string
    skill: string
    question: string
    asked_at: Temporal.Instant
    wanted_by: Temporal.PlainDate
  }
  consultation_answer: {
    council_id: number
    consultation_id: string
    worker_id: string
    words: string
    answered_at: Temporal.Instant
  }
  council: {
    council_id: number
    ons_code: string
    name: string
    short_name: string
    colour: string
    wording: JsonWithDefault
    place: Generated<string>
    facts: JsonWithDefault
    practice_model: Generated<string>
    principles: JsonWithDefault
    children_return_filed_by: number | null
    version: Generated<number>
    record_kept: Generated<string>
    mirror_stale_hours: Generated<number>
    mirror_fall_percent: Generated<number>
  }
  council_closure: {
    council_id: number
    closed_on: Temporal.PlainDate
    reason: string
  }
  council_figure: {
    council_id: number
    series: string
    year: number
    value: number
    source: string
    entered_by: string | null
    entered_at: Temporal.Instant
  }
  council_population: {
    council_id: number
    measured_on: Temporal.PlainDate
    aged_0_to_17: number
    everyone: number | null
    source: string
  }
  council_setting: {
    council_id: number
    name: string
    holds_from: Temporal.PlainDate
    value: Json
    set_by: string | null
  }
  dfe_api_batch: {
    council_id: number
    batch_id: string
    send_id: string
    children: number
    sent_at: Temporal.Instant
    answered_at: Temporal.Instant | null
    tries: Generated<number>
    http_status: number | null
    outcome: Generated<string>
  }
  dfe_api_child: {
    council_id: number
    child_id: string
    restricted: Generated<boolean>
    sent_to: string
    status: string
    held: Json | null
    held_hash: string | null
    doubt: Json | null
    doubt_kind: string | null
    refused_hash: string | null
    words: Generated<string>
    receipt: string | null
    changed_at: Temporal.Instant
  }
  dfe_api_send: {
    council_id: number
    send_id: string
    started_at: Temporal.Instant
    alive_at: Temporal.Instant
    finished_at: Temporal.Instant | null
    outcome: Generated<string>
    words: Generated<string>
    sent_to: string
    accepted: Generated<number>
    refused: Generated<number>
    unfit: Generated<number>
    waiting: Generated<number>
  }
  dfe_api_sent: {
    council_id: number
    child_id: string
    restricted: Generated<boolean>
    batch_id: string
    kind: string
    hash: string
    sent_at: Temporal.Instant
    status: string
    receipt: string | null
    words: Generated<string>
  }
  draft: {
    council_id: number
    worker_id: string
    path: string
    answers: Json
    saved_at: Temporal.Instant
  }
  due: {
    council_id: number
    child_id: string
    restricted: Generated<boolean>
    timescale: string
    trigger_id: string
    counted_from: Temporal.PlainDate
    due_on: Temporal.PlainDate | null
    due_at: Temporal.Instant | null
    worker_id: string | null
    team_id: string | null
  }
  earlier_arrangement: {
    council_id: number
    arrangement_id: string
    version: number
    terms: Json
    replaced_at: Temporal.Instant
    replaced_by: string
    why: string
  }
  earlier_version: {
    council_id: number
    child_id: string
    restricted: Generated<boolean>
    record_id: string
    version: number
    record: string
    other_id: string | null
    other_restricted: Generated<boolean>
    content: Json
    replaced_at: Temporal.Instant
    replaced_by: string | null
    reason: string
  }
  event: {
    council_id: number
    event_id: string
    child_id: string
    restricted: Generated<boolean>
    kind: string
    for_summary: ColumnType<boolean, never, never>
    happened_on: Temporal.PlainDate
    happened_at: Temporal.Instant | null
    spell_id: string | null
    worker_id: string | null
    code: string | null
    words: string | null
    detail: JsonWithDefault
    significant: Generated<boolean>
    source: Generated<string>
    source_key: string | null
    version: Generated<number>
    recorded_at: Temporal.Instant
    recorded_by: string | null
  }
  exchange: {
    council_id: number
    exchange_id: string
    title: string
    held_on: Temporal.PlainDate
    with_ids: number[]
    learned: string
    recorded_by: string
    recorded_at: Temporal.Instant
  }
  exchange_action: {
    council_id: number
    action_id: string
    exchange_council_id: number
    exchange_id: string
    kind: string
    words: string
    owner_id: string
    due_on: Temporal.PlainDate
    done_on: Temporal.PlainDate | null
    effect: string | null
    effect_on: Temporal.PlainDate | null
    recorded_by: string
    recorded_at: Temporal.Instant
    version: Generated<number>
  }
  finding: {
    council_id: number
    child_id: string
    restricted: Generated<boolean>
    return_name: string
    return_year: number
    rule: string
    place: string
    severity: string
    table_name: string
    columns: string[]
    record: string
    record_id: string
    first_seen_on: Temporal.PlainDate
    cleared_on: Temporal.PlainDate | null
    cleared_by: string | null
    worker_id: string | null
    team_id: string | null
  }
  finding_answer: {
    council_id: number
    answer_id: string
    child_id: string
    restricted: Generated<boolean>
    return_name: string
    return_year: number
    rule: string
    place: string
    kind: string
    words: string
    given_by: string
    given_at: Temporal.Instant
    withdrawn_by: string | null
    withdrawn_at: Temporal.Instant | null
  }
  handover: {
    council_id: number
    handover_id: string
    contact_id: string
    child_id: string | null
    restricted: Generated<boolean>
    team_id: string | null
    needed: string
    needed_by: Temporal.Instant
    made_by: string
    made_at: Temporal.Instant
    sent_at: Temporal.Instant | null
    accepted_by: string | null
    accepted_at: Temporal.Instant | null
    accepted_words: string | null
    version: Generated<number>
  }
  idea: {
    council_id: number
    idea_id: string
    worker_id: string
    title: string
    words: string
    said_on: Temporal.PlainDate
    owner_id: string
    answer_due_on: Temporal.PlainDate
    answer_kind: string | null
    answer: string | null
    answered_on: Temporal.PlainDate | null
    answered_by: string | null
    version: Generated<number>
  }
  import_run: {
    council_id: number
    import_id: string
    format: string
    return_year: number
    counts: Json
    rejected: number
    finished_at: Temporal.Instant
    worker_id: string | null
  }
  inspection: {
    council_id: number
    inspection_id: string
    framework: string
    started_on: Temporal.PlainDate
    ended_on: Temporal.PlainDate
    published_on: Temporal.PlainDate
    overall: string | null
    leaders: string | null
    help_and_protection: string | null
    in_care: string | null
    care_leavers: string | null
  }
  local_difference: {
    council_id: number
    difference_id: string
    template_id: string
    effect: string
    place: string
    original: string
    says: string
    why: string
    made_by: string
    made_on: Temporal.PlainDate
    review_on: Temporal.PlainDate
    replaces: string | null
    withdrawn_on: Temporal.PlainDate | null
    withdrawn_by: string | null
    withdrawn_why: string | null
  }
  lone_visit: {
    council_id: number
    visit_id: string
    worker_id: string
    going_to: string
    about: Generated<string>
    started_at: Temporal.Instant
    expected_back_at: Temporal.Instant
    escalate_to: string
    escalate_phone: string
    back_at: Temporal.Instant | null
    escalated_at: Temporal.Instant | null
    escalated_by: string | null
    version: Generated<number>
  }
  mirror_person: {
    council_id: number
    source_key: string
    record_id: string
    content_sum: string
    gone: Generated<boolean>
  }
  mirror_run: {
    council_id: number
    run_id: string
    delivery: string
    true_of: Temporal.Instant
    started_at: Temporal.Instant
    finished_at: Temporal.Instant
    outcome: string
    counts: JsonWithDefault
    problems: JsonWithDefault
  }
  money_change: {
    council_id: number
    change_id: string
    record: string
    record_key: string
    content: Json
    changed_by: string
    changed_at: Temporal.Instant
    reason: string
  }
  night_alert: {
    council_id: number
    alert_id: string
    child_id: string
    restricted: Generated<boolean>
    risk: string
    what_to_do: string
    authorised_by: string
    left_by: string
    left_at: Temporal.Instant
    expires_at: Temporal.Instant
    withdrawn_at: Temporal.Instant | null
    withdrawn_by: string | null
  }
  night_call: {
    council_id: number
    call_id: string
    worker_id: string
    started_at: Temporal.Instant
    ended_at: Temporal.Instant | null
  }
  night_contact: {
    council_id: number
    contact_id: string
    call_id: string
    child_id: string | null
    restricted: Generated<boolean>
    child_as_told: string | null
    worker_id: string
    arrangement_council_id: number | null
    arrangement_id: string | null
    taken_at: Temporal.Instant
    caller: string
    agency: Generated<string>
    caller_phone: Generated<string>
    said: string
    can_wait: boolean
    services_called: Generated<string[]>
    decision: string
    decision_why: string
    manager_id: string | null
    manager_words: Generated<string>
    actions: Generated<string>
    police_protection: Json | null
    spell_id: string | null
    version: Generated<number>
    recorded_at: Temporal.Instant
    around: JsonWithDefault
  }
  night_opening: {
    council_id: number
    opening_id: string
    child_id: string
    restricted: Generated<boolean>
    worker_id: string
    arrangement_id: string | null
    call_id: string | null
    ground: string
    words: Generated<string>
    opened_at: Temporal.Instant
    closed_at: Temporal.Instant | null
    wrong_person: Generated<boolean>
  }
  notice: {
    council_id: number
    notice_id: string
    worker_id: string
    kind: string
    words: string
    path: string
    about_id: string
    made_at: Temporal.Instant
    read_at: Temporal.Instant | null
    mailed_at: Temporal.Instant | null
    claimed_at: Temporal.Instant | null
    tries: Generated<number>
  }
  person: {
    council_id: number
    person_id: string
    restricted: Generated<boolean>
    is_child: boolean
    given_name: string
    family_name: string
    known_as: string | null
    spoken_as: string | null
    pronouns: string | null
    normal_name: string
    born_on: Temporal.PlainDate | null
    birth_estimated: Generated<boolean>
    expected_on: Temporal.PlainDate | null
    died_on: Temporal.PlainDate | null
    sex: string | null
    ethnicity: string | null
    first_language: string | null
    interpreter_for: string | null
    religion: string | null
    disabilities: Generated<string[]>
    asylum: string | null
    local_id: string | null
    why_involved: string | null
    why_involved_by: string | null
    why_involved_on: Temporal.PlainDate | null
    profession: string | null
    organisation: string | null
    source: Generated<string>
    version: Generated<number>
    recorded_at: Temporal.Instant
    recorded_by: string | null
  }
  person_address: {
    council_id: number
    person_id: string
    restricted: Generated<boolean>
    address_id: string
    lines: string
    postcode: string | null
    kind: Generated<string>
    confidential: Generated<boolean>
    not_to_be_told: string | null
    lives_from: Temporal.PlainDate | null
    lives_to: Temporal.PlainDate | null
  }
  person_contact: {
    council_id: number
    person_id: string
    restricted: Generated<boolean>
    contact_id: string
    kind: string
    value: string
    note: string | null
  }
  person_identifier: {
    council_id: number
    person_id: string
    restricted: Generated<boolean>
    scheme: string
    value: string
    valid_from: Temporal.PlainDate | null
    valid_to: Temporal.PlainDate | null
  }
  person_name: {
    council_id: number
    person_id: string
    restricted: Generated<boolean>
    name_id: string
    kind: string
    given_name: Generated<string>
    family_name: Generated<string>
    used_from: Temporal.PlainDate | null
    used_to: Temporal.PlainDate | null
  }
  post: {
    council_id: number
    post_id: string
    worker_id: string
    title: string
    role: string
    functions: Generated<string[]>
    team_council_id: number | null
    team_id: string | null
    fte: number
    starts_on: Temporal.PlainDate
    ends_on: Temporal.PlainDate | null
    ended_at: Temporal.Instant | null
    version: Generated<number>
  }
  post_reach: {
    council_id: number
    post_id: string
    reaches_id: number
    share: number
    reaches_records: Generated<boolean>
    arrangement_council_id: number | null
    arrangement_id: string | null
  }
  price_index: {
    council_id: number
    year: number
    factor: number
    source: string
    entered_by: string | null
    entered_at: Temporal.Instant
  }
  proposal: {
    council_id: number
    proposal_id: string
    arrangement_id: string
    changes: Generated<boolean>
    stage: string
    title: string
    service: string
    party_ids: number[]
    terms: Json
    business_case: JsonWithDefault
    planned_for: Temporal.PlainDate | null
    milestone_on: Temporal.PlainDate | null
    version: Generated<number>
    made_by: string
    made_at: Temporal.Instant
    closed_at: Temporal.Instant | null
  }
  quality_measure: {
    council_id: number
    measure_id: string
    arrangement_council_id: number
    arrangement_id: string
    kind: string
    name: string
    unit: string
    higher_is_better: boolean
    baseline: number | null
    baseline_period: Generated<string>
    tolerance: Generated<number>
    entered_by: string | null
    entered_at: Temporal.Instant
  }
  quality_reading: {
    council_id: number
    measure_id: string
    read_on: Temporal.PlainDate
    value: number
    source: string
    entered_by: string | null
    entered_at: Temporal.Instant
  }
  relationship: {
    council_id: number
    child_id: string
    restricted: Generated<boolean>
    relationship_id: string
    other_id: string
    other_restricted: Generated<boolean>
    kind: string
    parental_responsibility: Generated<boolean>
    lives_with: Generated<boolean>
    note: string | null
    starts_on: Temporal.PlainDate | null
    ends_on: Temporal.PlainDate | null
  }
  restriction: {
    council_id: number
    child_id: string
    restriction_id: string
    ground: string
    words: Generated<string>
    night_desk_may_know: Generated<boolean>
    starts_on: Temporal.PlainDate
    review_on: Temporal.PlainDate
    ends_on: Temporal.PlainDate | null
    set_by: string
    version: Generated<number>
  }
  restriction_reader: {
    council_id: number
    child_id: string
    worker_id: string
    reads_from: Temporal.PlainDate
    reads_to: Temporal.PlainDate | null
    added_by: string
  }
  rota_shift: {
    council_id: number
    shift_id: string
    team_id: string
    worker_id: string
    part: string
    starts_at: Temporal.Instant
    ends_at: Temporal.Instant
    phone: string | null
    set_by: string
    set_at: Temporal.Instant
    withdrawn_at: Temporal.Instant | null
    withdrawn_by: string | null
  }
  sample_child: {
    council_id: number
    arrangement_council_id: number
    arrangement_id: string
    child_id: string
    reads_from: Temporal.PlainDate
    reads_to: Temporal.PlainDate
  }
  saving_line: {
    council_id: number
    line_id: string
    joint: Generated<boolean>
    arrangement_council_id: number | null
    arrangement_id: string | null
    year: number | null
    what: string
    kind: string
    recurring: boolean
    stage: string
    baseline: number | null
    baseline_year: number | null
    actual: number | null
    displaced: Generated<number>
    one_off: Generated<number>
    stated: number | null
    basis: Generated<string>
    falls_on: string
    evidence: string
    authors: Generated<string[]>
    entered_at: Temporal.Instant
    validated_by: string | null
    validated_at: Temporal.Instant | null
    validation: Generated<string>
    withdrawn_at: Temporal.Instant | null
    version: Generated<number>
  }
  search_key: {
    council_id: number
    key: string
    person_id: string
    restricted: Generated<boolean>
  }
  session: {
    council_id: number
    token_hash: string
    worker_id: string
    started_at: Temporal.Instant
    seen_at: Temporal.Instant
    expires_at: Temporal.Instant
  }
  signature: {
    council_id: number
    proposal_id: string
    party_id: number
    terms_hash: Uint8Array
    signed_by: string
    signed_at: Temporal.Instant
  }
  spell: {
    council_id: number
    spell_id: string
    child_id: string
    restricted: Generated<boolean>
    kind: string
    for_summary: ColumnType<boolean, never, never>
    starts_on: Temporal.PlainDate
    ends_on: Temporal.PlainDate | null
    code: string | null
    end_code: string | null
    within_id: string | null
    worker_id: string | null
    team_id: string | null
    detail: JsonWithDefault
    source: Generated<string>
    source_key: string | null
    version: Generated<number>
    recorded_at: Temporal.Instant
    recorded_by: string | null
  }
  submission: {
    council_id: number
    worker_id: string
    form_key: string
    location: string
    saved_at: Temporal.Instant
  }
  team: {
    council_id: number
    team_id: string
    name: string
    manager_id: string | null
    kind: Generated<string>
  }
  template: {
    council_id: number
    template_id: string
    kind: string
    name: string
    version: Generated<number>
    begun_by: string
    begun_at: Temporal.Instant
  }
  template_use: {
    council_id: number
    template_id: string
    source_id: number
    kind: string
    name: string
    version: number
    content: Json
    follows: Generated<boolean>
    adopted_on: Temporal.PlainDate
    adopted_by: string
    reached_at: Temporal.Instant
    left_on: Temporal.PlainDate | null
    left_by: string | null
  }
  template_version: {
    council_id: number
    template_id: string
    version: number
    content: Json
    why: string
    published_by: string
    published_at: Temporal.Instant
  }
  values_line: {
    council_id: number
    line_id: string
    place: number
    words: string
    shown_by: string
    holds_from: Temporal.PlainDate
    set_by: string
    ended_on: Temporal.PlainDate | null
    ended_by: string | null
    ended_why: string | null
    replaces: string | null
  }
  worker: {
    council_id: number
    worker_id: string
    given_name: string
    family_name: string
    display_name: string
    normal_name: string
    work_email: string | null
    work_phone: string | null
    swe_number: string | null
    sign_in_subject: string | null
    newly_qualified_until: Temporal.PlainDate | null
    source_key: string | null
    version: Generated<number>
  }
  worker_skill: {
    council_id: number
    skill_id: string
    worker_id: string
    skill: string
    level: string
    since: Temporal.PlainDate
    until: Temporal.PlainDate | null
    ended_on: Temporal.PlainDate | null
    ended_why: string | null
    recorded_by: string
    recorded_at: Temporal.Instant
  }
}
