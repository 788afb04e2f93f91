// Rows of the tables about people, already written the way COPY reads them: millions pass through here, so each line is
// put together once, as text, and no row is ever an object.
import { copyTextOf } from '../src/database/bulk-load.ts'
import type { Told } from './findings.ts'
import type { Planted } from './planted.ts'

// biome-ignore format: a table reads better in rows
export const tables = {
  person: [
    'council_id', 'person_id', 'restricted', 'is_child', 'given_name', 'family_name', 'known_as', 'spoken_as', 'pronouns',
    'normal_name', 'born_on', 'birth_estimated', 'expected_on', 'died_on', 'sex', 'ethnicity', 'first_language',
    'interpreter_for', 'religion', 'disabilities', 'asylum', 'local_id', 'why_involved', 'why_involved_by', 'why_involved_on',
    'profession', 'organisation', 'recorded_at', 'recorded_by',
  ],
  person_name: ['council_id', 'person_id', 'restricted', 'name_id', 'kind', 'given_name', 'family_name', 'used_from', 'used_to'],
  person_identifier: ['council_id', 'person_id', 'restricted', 'scheme', 'value', 'valid_from', 'valid_to'],
  person_address: [
    'council_id', 'person_id', 'restricted', 'address_id', 'lines', 'postcode', 'kind', 'confidential', 'not_to_be_told', 'lives_from', 'lives_to',
  ],
  person_contact: ['council_id', 'person_id', 'restricted', 'contact_id', 'kind', 'value', 'note'],
  relationship: [
    'council_id', 'child_id', 'restricted', 'relationship_id', 'other_id', 'other_restricted', 'kind', 'parental_responsibility', 'lives_with', 'note', 'starts_on', 'ends_on',
  ],
  search_key: ['council_id', 'key', 'person_id', 'restricted'],
  restriction: [
    'council_id', 'child_id', 'restriction_id', 'ground', 'words', 'night_desk_may_know', 'starts_on', 'review_on', 'ends_on', 'set_by',
  ],
  restriction_reader: ['council_id', 'child_id', 'worker_id', 'reads_from', 'reads_to', 'added_by'],
  sample_child: ['council_id', 'arrangement_council_id', 'arrangement_id', 'child_id', 'reads_from', 'reads_to'],
  spell: [
    'council_id', 'spell_id', 'child_id', 'restricted', 'kind', 'starts_on', 'ends_on', 'code', 'end_code', 'within_id',
    'worker_id', 'team_id', 'detail', 'recorded_at', 'recorded_by',
  ],
  event: [
    'council_id', 'event_id', 'child_id', 'restricted', 'kind', 'happened_on', 'happened_at', 'spell_id', 'worker_id', 'code',
    'words', 'detail', 'significant', 'recorded_at', 'recorded_by',
  ],
  breach_reason: ['council_id', 'child_id', 'restricted', 'timescale', 'trigger_id', 'reason', 'words', 'given_by', 'given_at'],
  finding: [
    'council_id', 'child_id', 'restricted', 'return_name', 'return_year', 'rule', 'place', 'severity', 'table_name', 'columns',
    'record', 'record_id', 'first_seen_on', 'worker_id', 'team_id',
  ],
  due: ['council_id', 'child_id', 'restricted', 'timescale', 'trigger_id', 'counted_from', 'due_on', 'due_at', 'worker_id', 'team_id'],
} as const satisfies Record<string, readonly string[]>

export type Table = keyof typeof tables
export const tableNames = Object.keys(tables) as Table[]

/**
 * Lines in COPY text form, by table, in the order in which tables may be filled. Mostly one text is one line; `more`
 * counts the lines beyond that. `told` are the children whose story stands here, for the checks of the returns.
 */
export type Sheets = Record<Table, string[]> & { more: number; told: Told[]; planted: Planted[] }

export const emptySheets = (): Sheets =>
  ({
    ...Object.fromEntries(tableNames.map((table) => [table, []])),
    more: 0,
    told: [],
    planted: [],
  }) as unknown as Sheets

export const countOf = (sheets: Sheets): number =>
  tableNames.reduce((sum, table) => sum + sheets[table].length, sheets.more)

/** Text that may hold anything. */
export const cell = (text: string | null): string => (text === null ? '\\N' : copyTextOf(text))
/** Text known to hold nothing awkward: ids, codes, dates, names from our lists. */
export const plain = (text: string | null): string => (text === null ? '\\N' : text)
export const flag = (value: boolean): string => (value ? 't' : 'f')
