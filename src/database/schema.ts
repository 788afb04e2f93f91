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
  caseload_plan: {
    council_id: number
    plan_id: string
    worker_id: string
    words: string
    review_on: Temporal.PlainDate
    made_by: string
    made_at: Temporal.Instant
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
  }
  council_closure: {
    council_id: number
    closed_on: Temporal.PlainDate
    reason: string
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
  sample_child: {
    council_id: number
    arrangement_council_id: number
    arrangement_id: string
    child_id: string
    reads_from: Temporal.PlainDate
    reads_to: Temporal.PlainDate
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
}
