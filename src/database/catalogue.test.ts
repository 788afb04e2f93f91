import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { quick } from '../../scripts/volume.ts'
import { idFrom } from '../lib/ids.ts'
import type { Connection } from './connection.ts'
import { applicationRole, type Database } from './open.ts'
import { councilRow, eachEngine, plant } from './testing.ts'
import { inTransaction, noWalls, type Walls } from './transaction.ts'

// Whatever the application's role can reach is walked here, found in the database's own catalogue: a table, view or
// function that is added without its wall, or without a line in these lists, fails with a sentence that says so.

const [A, B] = [901, 902]
const id = (name: string, councilId: number): string => idFrom(`${name} ${councilId}`, 1_700_000_000_000)
const at = '2026-01-05T12:00:00Z'
const later = '2026-01-05T13:00:00Z'
const on = '2026-01-05'

/** Tables that nobody reaches but through a function, and why. */
const closed: Record<string, string> = {
  session: 'sessions are read only through the door, session_facts',
  migration: 'what was applied to the database: its owner alone needs it',
}

/** Functions that run as the owner of the tables: what each is for, and what it gives to a viewer without any scope. */
const definers: Record<string, { why: string; call: string; gives: unknown }> = {
  append_audit: { why: 'the only way into the audit', call: "append_audit('[]')", gives: null },
  session_facts: { why: 'the door: facts of one session, by a secret', call: "session_facts('nobody')", gives: null },
  start_session: { why: 'sign-in', call: `start_session('nobody', 'hash', '${at}', '${at}')`, gives: null },
  end_session: { why: 'signing out, by a secret', call: "end_session('nobody')", gives: null },
  touch_session: { why: 'a session was used, by its secret', call: `touch_session('nobody', '${at}')`, gives: null },
  sweep: { why: 'removes what a time-out left behind', call: "sweep('2000-01-01T00:00:00Z')", gives: null },
  register_numbers: {
    why: 'numbers of a public register, by the ids of workers',
    call: "register_numbers('{}')",
    gives: null,
  },
  publish_template: {
    why: 'a new version of a template, in the rows of councils that follow it',
    call: "publish_template(901, '01800000-0000-7000-8000-000000000000', 2)",
    gives: null,
  },
  hidden_from_night: {
    why: 'that a record exists which is hidden from the night desk, and in which council',
    call: "(select count(*)::int from hidden_from_night('{901}', '[[\"n:child\"]]'))",
    gives: 0,
  },
  last_visit: {
    why: 'when a child was last visited and by whom, where a summary may be seen',
    call: "last_visit(901, '01800000-0000-7000-8000-000000000000')",
    gives: null,
  },
  take_notices_to_mail: {
    why: 'mailing: the next notices of the councils in the directory, with their workers’ addresses',
    call: `(select count(*)::int from take_notices_to_mail('2000-01-01T00:00:00Z', '${at}', 10))`,
    gives: 0,
  },
  notice_was_mailed: {
    why: 'mailing: a notice of a council in the directory was sent',
    call: `notice_was_mailed(901, '01800000-0000-7000-8000-000000000000', '${at}')`,
    gives: null,
  },
  sign_proposal: {
    why: 'the only way an arrangement comes into force or is changed: every party signed these very words',
    call: `sign_proposal(901, '01800000-0000-7000-8000-000000000000', 901, 1, '${at}')`,
    gives: 'This proposal is no longer open.',
  },
  leave_arrangement: {
    why: 'a council leaves an arrangement by its own word',
    call: `leave_arrangement(901, '01800000-0000-7000-8000-000000000000', 901, '${on}', 'w', '${at}')`,
    gives: 'You hold no post that speaks for this council.',
  },
  terms_of: {
    why: 'what an arrangement says, as its reader may read it',
    call: "terms_of(901, '01800000-0000-7000-8000-000000000000')",
    gives: null,
  },
  terms_hash: { why: 'the words of a proposal that is given to it', call: 'terms_hash(null)', gives: null },
  council_looks: {
    why: 'names, colours and closing days of councils',
    call: 'council_looks()',
    gives: null,
  },
}

/** Tables that name a person without repeating whether the person is restricted, and why that is right. */
const withoutFlag: Record<string, string> = {
  restriction: 'opened only by name, so it needs no flag',
  restriction_reader: 'opened only by name, so it needs no flag',
  sample_child: 'opened only by name, so it needs no flag',
  audit_event: 'never changes and is verified as a whole; holds ids, never names or words',
}
/** Of these, the ones that do not even refer to the person's row. */
const withoutReference: Record<string, string> = {
  audit_event: 'outlives what it tells of, and tells of attempts on ids that never were',
}

type Opening = Partial<Record<keyof Walls, true>>
type Planting = {
  /** one row of one council; null columns may be left out */
  row: (councilId: number) => object
  /** the settings that together open this row and nothing else of the table; without any one of them it stays shut */
  opens: Opening
}
const personal = (name: 'person_id' | 'child_id', rest: (councilId: number) => object, opens: Opening): Planting => ({
  row: (councilId) => ({
    council_id: councilId,
    [name]: id('child', councilId),
    restricted: false,
    ...rest(councilId),
  }),
  opens,
})
const find: Opening = { find: true }
const summary: Opening = { find: true, summary: true }
const record: Opening = { find: true, record: true }
const directory: Opening = { directory: true }
const ofCouncil = (row: (councilId: number) => object, opens: Opening): Planting => ({
  row: (councilId) => ({ council_id: councilId, ...row(councilId) }),
  opens,
})
const agreement = (councilId: number): object => ({ arrangement_id: id('arrangement', councilId) })

/** In the order in which they can be planted. */
const plantings: Record<string, Planting> = {
  council: { row: councilRow, opens: directory },
  council_population: ofCouncil(() => ({ measured_on: on, aged_0_to_17: 1, source: 'counted' }), directory),
  council_closure: ofCouncil(() => ({ closed_on: on, reason: 'closed' }), directory),
  council_setting: ofCouncil(() => ({ name: 'a setting', holds_from: on, value: 1 }), directory),
  inspection: ofCouncil(
    (c) => ({ inspection_id: id('inspection', c), framework: 'f', started_on: on, ended_on: on, published_on: on }),
    directory,
  ),
  arrangement: ofCouncil(
    (c) => ({
      ...agreement(c),
      title: 't',
      kind: 'delegation',
      service: 's',
      legal_basis: 'l',
      purpose: 'p',
      starts_on: on,
    }),
    directory,
  ),
  arrangement_party: ofCouncil((c) => ({ ...agreement(c), party_id: c, joined_on: on }), directory),
  arrangement_clause: ofCouncil(
    (c) => ({ ...agreement(c), clause: '1', effect: 'includes', function_name: 'f', words: 'w' }),
    directory,
  ),
  arrangement_cost: ofCouncil((c) => ({ ...agreement(c), year: 2025, method: 'equal', entered_at: at }), directory),
  arrangement_cost_party: ofCouncil((c) => ({ ...agreement(c), year: 2025, party_id: c }), directory),
  saving_line: ofCouncil(
    (c) => ({
      line_id: id('line', c),
      year: 2025,
      what: 'w',
      kind: 'cashable',
      recurring: false,
      stage: 'realised',
      falls_on: 'overhead',
      evidence: 'e',
      entered_at: at,
    }),
    directory,
  ),
  price_index: ofCouncil(() => ({ year: 2025, factor: 1, source: 's', entered_at: at }), directory),
  benefit_line: ofCouncil(
    (c) => ({
      ...agreement(c),
      benefit_id: id('benefit', c),
      kind: 'staff',
      words: 'w',
      evidence: 'e',
      seen_on: on,
      entered_at: at,
    }),
    directory,
  ),
  quality_measure: ofCouncil(
    (c) => ({
      ...agreement(c),
      arrangement_council_id: c,
      measure_id: id('measure', c),
      kind: 'quality',
      name: 'n',
      unit: 'u',
      higher_is_better: true,
      entered_at: at,
    }),
    directory,
  ),
  quality_reading: ofCouncil(
    (c) => ({ measure_id: id('measure', c), read_on: on, value: 1, source: 's', entered_at: at }),
    directory,
  ),
  council_figure: ofCouncil(() => ({ series: 'budget', year: 2025, value: 1, source: 's', entered_at: at }), directory),
  money_change: ofCouncil(
    (c) => ({
      change_id: id('change', c),
      record: 'cost',
      record_key: 'k',
      content: {},
      changed_by: id('worker', c),
      changed_at: at,
      reason: 'r',
    }),
    directory,
  ),
  proposal: ofCouncil(
    (c) => ({
      proposal_id: id('proposal', c),
      ...agreement(c),
      stage: 'idea',
      title: 't',
      service: 's',
      party_ids: [],
      terms: {},
      made_by: id('worker', c),
      made_at: at,
    }),
    directory,
  ),
  signature: ofCouncil(
    (c) => ({
      proposal_id: id('proposal', c),
      party_id: c,
      terms_hash: '\\x',
      signed_by: id('worker', c),
      signed_at: at,
    }),
    directory,
  ),
  earlier_arrangement: ofCouncil(
    (c) => ({ ...agreement(c), version: 1, terms: {}, replaced_at: at, replaced_by: id('worker', c), why: 'w' }),
    directory,
  ),
  worker: ofCouncil(
    (c) => ({ worker_id: id('worker', c), given_name: 'A', family_name: 'W', display_name: 'A W', normal_name: 'a w' }),
    directory,
  ),
  team: ofCouncil((c) => ({ team_id: id('team', c), name: 't' }), directory),
  post: ofCouncil(
    (c) => ({
      post_id: id('post', c),
      worker_id: id('worker', c),
      title: 't',
      role: 'r',
      functions: [],
      fte: 1,
      starts_on: on,
    }),
    directory,
  ),
  post_reach: ofCouncil((c) => ({ post_id: id('post', c), reaches_id: c, share: 100 }), directory),
  person: personal(
    'person_id',
    () => ({
      is_child: true,
      given_name: 'A',
      family_name: 'Child',
      normal_name: 'a child',
      disabilities: [],
      recorded_at: at,
    }),
    find,
  ),
  person_name: personal('person_id', (c) => ({ name_id: id('name', c), kind: 'alias' }), find),
  search_key: personal('person_id', () => ({ key: 'n:child' }), find),
  person_identifier: personal('person_id', () => ({ scheme: 'nhs', value: '1' }), summary),
  person_address: personal('person_id', (c) => ({ address_id: id('address', c), lines: '1 High Street' }), summary),
  person_contact: personal('person_id', (c) => ({ contact_id: id('contact', c), kind: 'mobile', value: '1' }), summary),
  relationship: personal(
    'child_id',
    (c) => ({ relationship_id: id('relationship', c), other_id: id('child', c), kind: 'mother' }),
    summary,
  ),
  restriction: ofCouncil(
    (c) => ({
      child_id: id('child', c),
      restriction_id: id('restriction', c),
      ground: 'adoption',
      starts_on: on,
      review_on: on,
      set_by: id('worker', c),
    }),
    { find: true, children: true },
  ),
  restriction_reader: ofCouncil(
    (c) => ({ child_id: id('child', c), worker_id: id('worker', c), reads_from: on, added_by: id('worker', c) }),
    { find: true, children: true },
  ),
  sample_child: ofCouncil(
    (c) => ({ arrangement_council_id: c, ...agreement(c), child_id: id('child', c), reads_from: on, reads_to: on }),
    { find: true, children: true },
  ),
  spell: personal(
    'child_id',
    (c) => ({ spell_id: id('spell', c), kind: 'referral', starts_on: on, recorded_at: at }),
    record,
  ),
  event: personal(
    'child_id',
    (c) => ({ event_id: id('event', c), kind: 'case_note', happened_on: on, recorded_at: at }),
    record,
  ),
  earlier_version: personal(
    'child_id',
    (c) => ({ record_id: id('spell', c), version: 1, record: 'spell', content: {}, replaced_at: at, reason: 'r' }),
    record,
  ),
  due: personal('child_id', (c) => ({ timescale: 't', trigger_id: id('event', c), counted_from: on }), summary),
  breach_reason: personal(
    'child_id',
    (c) => ({ timescale: 't', trigger_id: id('event', c), reason: 'r', given_by: id('worker', c), given_at: at }),
    record,
  ),
  finding: personal(
    'child_id',
    (c) => ({
      return_name: 'cin',
      return_year: 2026,
      rule: '8500',
      place: 'p',
      severity: 'error',
      table_name: 't',
      columns: ['c'],
      record: 'person',
      record_id: id('child', c),
      first_seen_on: on,
    }),
    record,
  ),
  finding_answer: personal(
    'child_id',
    (c) => ({
      answer_id: id('answer', c),
      return_name: 'cin',
      return_year: 2026,
      rule: '8500',
      place: 'p',
      kind: 'answer',
      words: 'w',
      given_by: id('worker', c),
      given_at: at,
    }),
    record,
  ),
  dfe_api_send: ofCouncil((c) => ({ send_id: id('send', c), started_at: at, alive_at: at, sent_to: 'h' }), {
    record: true,
  }),
  dfe_api_batch: ofCouncil((c) => ({ batch_id: id('batch', c), send_id: id('send', c), children: 1, sent_at: at }), {
    record: true,
  }),
  dfe_api_child: personal('child_id', () => ({ sent_to: 'h', status: 'waiting', changed_at: at }), record),
  dfe_api_sent: personal(
    'child_id',
    (c) => ({ batch_id: id('batch', c), kind: 'new', hash: 'h', sent_at: at, status: 'accepted' }),
    record,
  ),
  template: ofCouncil(
    (c) => ({ template_id: id('template', c), kind: 'visit', name: 'n', begun_by: id('worker', c), begun_at: at }),
    directory,
  ),
  template_version: ofCouncil(
    (c) => ({
      template_id: id('template', c),
      version: 1,
      content: {},
      why: 'w',
      published_by: id('worker', c),
      published_at: at,
    }),
    directory,
  ),
  template_use: ofCouncil(
    (c) => ({
      template_id: id('template', c),
      source_id: c,
      kind: 'visit',
      name: 'n',
      version: 1,
      content: {},
      adopted_on: on,
      adopted_by: id('worker', c),
      reached_at: at,
    }),
    directory,
  ),
  local_difference: ofCouncil(
    (c) => ({
      difference_id: id('difference', c),
      template_id: id('template', c),
      effect: 'says',
      place: 'p',
      original: 'o',
      says: 's',
      why: 'w',
      made_by: id('worker', c),
      made_on: on,
      review_on: on,
    }),
    directory,
  ),
  exchange: ofCouncil(
    (c) => ({
      exchange_id: id('exchange', c),
      title: 't',
      held_on: on,
      with_ids: [],
      learned: 'l',
      recorded_by: id('worker', c),
      recorded_at: at,
    }),
    directory,
  ),
  exchange_action: ofCouncil(
    (c) => ({
      action_id: id('action', c),
      exchange_council_id: c,
      exchange_id: id('exchange', c),
      kind: 'does',
      words: 'w',
      owner_id: id('worker', c),
      due_on: on,
      recorded_by: id('worker', c),
      recorded_at: at,
    }),
    directory,
  ),
  idea: ofCouncil(
    (c) => ({
      idea_id: id('idea', c),
      worker_id: id('worker', c),
      title: 't',
      words: 'w',
      said_on: on,
      owner_id: id('worker', c),
      answer_due_on: on,
    }),
    directory,
  ),
  worker_skill: ofCouncil(
    (c) => ({
      skill_id: id('skill', c),
      worker_id: id('worker', c),
      skill: 's',
      level: 'qualified',
      since: on,
      recorded_by: id('worker', c),
      recorded_at: at,
    }),
    directory,
  ),
  night_alert: personal(
    'child_id',
    (c) => ({
      alert_id: id('alert', c),
      risk: 'r',
      what_to_do: 'w',
      authorised_by: id('worker', c),
      left_by: id('worker', c),
      left_at: at,
      expires_at: '2026-01-06T09:00:00Z',
    }),
    summary,
  ),
  night_contact: personal(
    'child_id',
    (c) => ({
      contact_id: id('contact', c),
      call_id: id('call', c),
      worker_id: id('worker', c),
      taken_at: at,
      caller: 'c',
      said: 's',
      can_wait: true,
      services_called: [],
      decision: 'd',
      decision_why: 'w',
      recorded_at: at,
    }),
    summary,
  ),
  handover: personal(
    'child_id',
    (c) => ({
      handover_id: id('handover', c),
      contact_id: id('contact', c),
      needed: 'n',
      needed_by: at,
      made_by: id('worker', c),
      made_at: at,
    }),
    summary,
  ),
  lone_visit: ofCouncil(
    (c) => ({
      visit_id: id('visit', c),
      worker_id: id('worker', c),
      going_to: 'g',
      started_at: at,
      expected_back_at: '2026-01-05T13:00:00Z',
      escalate_to: 'e',
      escalate_phone: '1',
    }),
    { summary: true },
  ),
  notice: ofCouncil(
    (c) => ({
      notice_id: id('notice', c),
      worker_id: id('worker', c),
      kind: 'k',
      words: 'w',
      path: '/',
      about_id: id('handover', c),
      made_at: at,
    }),
    { self: true },
  ),
  consultation: ofCouncil(
    (c) => ({
      consultation_id: id('consultation', c),
      worker_id: id('worker', c),
      holder_council_id: c,
      holder_id: id('worker', c),
      skill: 's',
      question: 'q',
      asked_at: at,
      wanted_by: on,
    }),
    directory,
  ),
  consultation_answer: ofCouncil(
    (c) => ({ consultation_id: id('consultation', c), worker_id: id('worker', c), words: 'w', answered_at: at }),
    directory,
  ),
  values_line: ofCouncil(
    (c) => ({
      line_id: id('line', c),
      place: 1,
      words: 'w',
      shown_by: 's',
      holds_from: on,
      set_by: id('worker', c),
    }),
    directory,
  ),
  caseload_plan: ofCouncil(
    (c) => ({
      plan_id: id('plan', c),
      worker_id: id('worker', c),
      words: 'w',
      review_on: on,
      made_by: id('worker', c),
      made_at: at,
    }),
    { record: true },
  ),
  import_run: ofCouncil(
    (c) => ({ import_id: id('import', c), format: 'cin', return_year: 2026, counts: {}, rejected: 0, finished_at: at }),
    { record: true },
  ),
  rota_shift: ofCouncil(
    (c) => ({
      shift_id: id('shift', c),
      team_id: id('team', c),
      worker_id: id('worker', c),
      part: 'on duty',
      starts_at: at,
      ends_at: later,
      set_by: id('worker', c),
      set_at: at,
    }),
    directory,
  ),
  night_call: ofCouncil((c) => ({ call_id: id('call', c), worker_id: id('worker', c), started_at: at }), {
    self: true,
  }),
  night_opening: personal(
    'child_id',
    (c) => ({ opening_id: id('opening', c), worker_id: id('worker', c), ground: 'call', opened_at: at }),
    record,
  ),
  break_glass: personal(
    'child_id',
    (c) => ({
      break_id: id('break', c),
      worker_id: id('worker', c),
      ground: 'missing child',
      reason: 'a reason that says enough',
      opened_at: at,
      expires_at: later,
      review_due_on: on,
      escalate_on: on,
    }),
    record,
  ),
  mirror_run: ofCouncil(
    (c) => ({
      run_id: id('mirror', c),
      delivery: 'd',
      true_of: at,
      started_at: at,
      finished_at: at,
      outcome: 'taken',
    }),
    { record: true },
  ),
  mirror_person: ofCouncil((c) => ({ source_key: 'k', record_id: id('child', c), content_sum: 's' }), { write: true }),
  submission: ofCouncil((c) => ({ worker_id: id('worker', c), form_key: id('form', c), location: '/', saved_at: at }), {
    self: true,
  }),
  draft: ofCouncil((c) => ({ worker_id: id('worker', c), path: '/', answers: {}, saved_at: at }), { self: true }),
  audit_event: ofCouncil(
    () => ({
      lane: 0,
      seq: 1,
      canonical: '[]',
      previous_hash: '\\x',
      hash: '\\x',
      happened_at: at,
      task: 't',
      outcome: 'opened',
    }),
    { record: true },
  ),
  audit_head: ofCouncil(() => ({ lane: 0 }), { record: true }),
}

/** The walls these settings make for council A alone. */
const wallsOf = (opens: Opening): Walls => ({
  find: opens.find ? [A] : [],
  summary: opens.summary ? [A] : [],
  record: opens.record ? [A] : [],
  write: opens.write ? [A] : [],
  directory: opens.directory ? [A] : [],
  manage: opens.manage ? [A] : [],
  children: opens.children ? [id('child', A)] : [],
  proposals: opens.proposals ? [id('proposal', A)] : [],
  self: opens.self ? [id('worker', A)] : [],
})

// --- the catalogue: everything that breaks a rule of the schema, each as a sentence

type Fault = { fault: string }
const app = `'${applicationRole}'`
const ours = `(select oid from pg_namespace where nspname not in ('information_schema') and nspname not like 'pg\\_%')`
const names = (list: object): string => `array[${Object.keys(list).map((name) => `'${name}'`)}]::text[]`

const rules: Record<string, string> = {
  'row-level security is on and forced on every table': `
    select c.relname || ' has no row-level security that is both enabled and forced: another council could read it' as fault
    from pg_class c where c.relnamespace in ${ours} and c.relkind in ('r', 'p') and c.relname <> 'migration'
      and not (c.relrowsecurity and c.relforcerowsecurity)`,
  'a restrictive policy bounds every table by its council': `
    select c.relname || ' has no restrictive policy for all commands: nothing keeps it inside its council' as fault
    from pg_class c where c.relnamespace in ${ours} and c.relkind in ('r', 'p') and has_any_column_privilege(${app}, c.oid, 'select, insert, update, references')
      and not exists (select from pg_policy p where p.polrelid = c.oid and not p.polpermissive and p.polcmd = '*' and p.polroles = array[${app}::regrole::oid])`,
  'every policy is for the application’s role, or a door of the owner': `
    select c.relname || ': the policy ' || p.polname || ' is for other roles than ${applicationRole} and the owner''s door' as fault
    from pg_policy p join pg_class c on c.oid = p.polrelid
    where p.polroles <> array[${app}::regrole::oid] and not (p.polname = 'owner_door' and p.polroles = array[c.relowner])`,
  'every view looks with the eyes of its reader': `
    select c.relname || ' is a view without security_invoker: it would show what its owner may see' as fault
    from pg_class c where c.relnamespace in ${ours} and c.relkind = 'v' and not coalesce(c.reloptions @> array['security_invoker=true'], false)`,
  'nothing keeps copies or numbers outside the walls': `
    select c.relname || case c.relkind when 'm' then ' is a materialised view: policies do not reach it'
      when 'f' then ' is a foreign table: policies do not reach it'
      else ' is a sequence: ids are made in the application' end as fault
    from pg_class c where c.relnamespace in ${ours} and c.relkind in ('m', 'f', 'S')`,
  'functions run as their owner only when they are on the list': `
    select p.proname || ' runs as its owner and is not on the list of those that may' as fault
    from pg_proc p where p.pronamespace in ${ours} and p.prosecdef and p.proname <> all (${names(definers)})
    union all
    select p.proname || ' runs as its owner and does not fix its search_path'
    from pg_proc p where p.pronamespace in ${ours} and p.prosecdef and not coalesce(p.proconfig @> array['search_path=public, pg_temp'], false)
    union all
    select p.proname || ' can be called by everybody: execution belongs to ${applicationRole} alone'
    from pg_proc p where p.pronamespace in ${ours} and has_function_privilege('public', p.oid, 'execute')
    union all
    select p.proname || ' can be called by the application and is not on the list'
    from pg_proc p where p.pronamespace in ${ours} and has_function_privilege(${app}, p.oid, 'execute') and p.proname <> all (${names(definers)})`,
  'there are no triggers and no rules': `
    select c.relname || ' has the trigger ' || t.tgname || ': rules live in code and constraints' as fault
    from pg_trigger t join pg_class c on c.oid = t.tgrelid where not t.tgisinternal and c.relnamespace in ${ours}
    union all
    select c.relname || ' has the rewrite rule ' || r.rulename from pg_rewrite r join pg_class c on c.oid = r.ev_class
    where c.relnamespace in ${ours} and c.relkind in ('r', 'p')`,
  'the council leads every table and every key': `
    select c.relname || ' does not begin with council_id int not null' as fault
    from pg_class c where c.relnamespace in ${ours} and c.relkind in ('r', 'p') and c.relname <> 'migration' and not exists (
      select from pg_attribute a where a.attrelid = c.oid and a.attname = 'council_id' and a.attnum = 1 and a.attnotnull and a.atttypid = 'int4'::regtype)
    union all
    select c.relname || ' has no primary key' from pg_class c where c.relnamespace in ${ours} and c.relkind in ('r', 'p')
      and not exists (select from pg_constraint k where k.conrelid = c.oid and k.contype = 'p')
    union all
    select c.relname || ': council_id does not lead ' || i.relname
    from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class c on c.oid = x.indrelid
    left join pg_attribute a on a.attrelid = c.oid and a.attnum = x.indkey[0]
    where c.relnamespace in ${ours} and c.relname <> 'migration' and (x.indisunique or x.indisexclusion) and a.attname is distinct from 'council_id'
    union all
    select c.relname || ': council_id does not lead the foreign key ' || k.conname || ' on both sides'
    from pg_constraint k join pg_class c on c.oid = k.conrelid
    join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1] join pg_attribute b on b.attrelid = k.confrelid and b.attnum = k.confkey[1]
    where k.contype = 'f' and c.relnamespace in ${ours} and not (a.attname = 'council_id' and b.attname = 'council_id')
      -- which councils there are is the same everywhere: a reference table in a distributed database
      and not (k.confrelid = 'council'::regclass and array_length(k.conkey, 1) = 1)`,
  'every table about a person repeats the flag that hides the person, and a key keeps it true': `
    select c.relname || ' names a person in ' || a.attname || ' and does not say whether the person is restricted' as fault
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace in ${ours} and c.relkind in ('r', 'p') and a.attname in ('person_id', 'child_id') and not a.attisdropped
      and c.relname <> all (${names(withoutFlag)})
      and not exists (select from pg_attribute r where r.attrelid = c.oid and r.attname = 'restricted' and r.attnotnull)
    union all
    select c.relname || ': no foreign key (council_id, ' || a.attname || case when c.relname = any (${names(withoutFlag)}) then '' else ', restricted' end || ') to the person'
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace in ${ours} and c.relkind in ('r', 'p') and c.relname <> 'person' and a.attname in ('person_id', 'child_id') and not a.attisdropped
      and c.relname <> all (${names(withoutReference)})
      and not exists (select from pg_constraint k where k.contype = 'f' and k.conrelid = c.oid and k.confrelid = 'person'::regclass
        and (select array_agg(b.attname::text order by n) from unnest(k.conkey) with ordinality as t (num, n) join pg_attribute b on b.attrelid = c.oid and b.attnum = t.num)
          = case when c.relname = any (${names(withoutFlag)}) then array['council_id', a.attname::text] else array['council_id', a.attname::text, 'restricted'] end
        and (k.confupdtype = 'c' or c.relname = any (${names(withoutFlag)})))
    union all
    select name || ' is on a list of exceptions and is no table that names a person' from unnest(${names({ ...withoutFlag, ...withoutReference })}) as name
    where not exists (select from pg_attribute a join pg_class c on c.oid = a.attrelid where c.relnamespace in ${ours} and c.relname = name and a.attname in ('person_id', 'child_id'))`,
  'a row that ties two people together repeats the flag of the other as well, a key keeps it true, and a policy hides the row': `
    select c.relname || ' ties a person to another in other_id: no foreign key (council_id, other_id, other_restricted) to that person' as fault
    from pg_class c join pg_attribute o on o.attrelid = c.oid and o.attname = 'other_id' and not o.attisdropped
    where c.relnamespace in ${ours} and c.relkind in ('r', 'p')
      and not exists (select from pg_constraint k where k.contype = 'f' and k.conrelid = c.oid and k.confrelid = 'person'::regclass and k.confupdtype = 'c'
        and (select array_agg(b.attname::text order by n) from unnest(k.conkey) with ordinality as t (num, n) join pg_attribute b on b.attrelid = c.oid and b.attnum = t.num)
          = array['council_id', 'other_id', 'other_restricted'])
    union all
    select c.relname || ' ties a person to another in other_id and is not hidden with them'
    from pg_class c join pg_attribute o on o.attrelid = c.oid and o.attname = 'other_id' and not o.attisdropped
    where c.relnamespace in ${ours} and c.relkind in ('r', 'p') and not exists (
      select from pg_policy p where p.polrelid = c.oid and not p.polpermissive and p.polcmd = '*' and p.polroles = array[${app}::regrole::oid]
        and pg_get_expr(p.polqual, p.polrelid) like '%(NOT other_restricted) OR (other_id = ANY%' and pg_get_expr(p.polwithcheck, p.polrelid) = pg_get_expr(p.polqual, p.polrelid))`,
  'the application’s role holds what it needs and no more': `
    select c.relname || ': ${applicationRole} may ' || lower(held) as fault
    from pg_class c, unnest(array['truncate', 'references', 'trigger']) as held
    where c.relnamespace in ${ours} and c.relkind in ('r', 'p', 'v') and has_table_privilege(${app}, c.oid, held)
    union all
    select c.relname || ' is open to everybody' from pg_class c, aclexplode(c.relacl) as grant_ where c.relnamespace in ${ours} and grant_.grantee = 0
    union all
    select c.relname || ' is closed and ${applicationRole} reaches it' from pg_class c
    where c.relnamespace in ${ours} and c.relname = any (${names(closed)}) and has_any_column_privilege(${app}, c.oid, 'select, insert, update, references')
    union all
    select n.nspname || ': ${applicationRole} may create tables there' from pg_namespace n where n.oid in ${ours} and has_schema_privilege(${app}, n.oid, 'create')
    union all
    select '${applicationRole} belongs to ' || r.rolname from pg_auth_members m join pg_roles r on r.oid = m.roleid where m.member = ${app}::regrole`,
}

const policies = `
  select c.relname as tab, p.polname as name, p.polcmd as cmd, p.polpermissive as permissive,
    pg_get_expr(p.polqual, p.polrelid) as "using", pg_get_expr(p.polwithcheck, p.polrelid) as "check"
  from pg_policy p join pg_class c on c.oid = p.polrelid where p.polroles = array[${app}::regrole::oid] order by 1, 2`

const settings = new Set(Object.keys(noWalls))
/** What remains of a policy when every "this column stands in that setting" is taken away must be and, or, not and flags. */
const shapeFault = (expression: string): string | null => {
  let unknown: string | null = null
  const rest = expression.replaceAll(
    /\((\w+) = ANY \(\(NULLIF\(current_setting\('app\.(\w+)'::text, true\), ''::text\)\)::(integer|uuid)\[\]\)\)/g,
    (_, column: string, setting: string, type: string) => {
      const fits =
        type === 'integer'
          ? column === 'council_id'
          : (column === 'proposal_id' && setting === 'proposals') ||
            ['person_id', 'child_id', 'other_id', 'worker_id'].includes(column) ||
            // whoever writes a row may have to say so with their own name
            (setting === 'self' && ['set_by', 'reviewed_by'].includes(column))
      const ids = setting === 'children' || setting === 'self' || setting === 'proposals'
      if (!settings.has(setting) || !fits || ids !== (type === 'uuid')) unknown = `${column} = app.${setting}`
      return 'x'
    },
  )
  if (unknown) return unknown
  const left = rest
    // a column that must still be empty only narrows
    .replaceAll(/ AND \(\w+ IS NULL\)/g, '')
    // and so do where the row must have come from
    .replaceAll(/ AND \(source = 'mirrored'::text\)/g, '')
    // and a stage that it must not have
    .replaceAll(/ AND \(stage <> (ALL \(ARRAY\[('\w+'::text(, )?)+\]\)|'\w+'::text)\)/g, '')
    .replaceAll(/\b(x|restricted|other_restricted|for_summary|AND|OR|NOT)\b/g, '')
    .replaceAll(/[\s()]/g, '')
  return left === '' && rest.includes('x') ? null : rest
}

const faultsOf = async (connection: Connection): Promise<string[]> => {
  const faults: string[] = []
  for (const text of Object.values(rules))
    faults.push(...((await connection.script(text)) as Fault[]).map((row) => row.fault))
  type Policy = {
    tab: string
    name: string
    cmd: string
    permissive: boolean
    using: string | null
    check: string | null
  }
  for (const { tab, name, cmd, permissive, using, check } of (await connection.script(policies)) as Policy[]) {
    for (const [clause, expression] of Object.entries({ using, check })) {
      const other = expression === null ? null : shapeFault(expression)
      if (other) faults.push(`${tab}: the policy ${name} has another shape in its ${clause}: ${other}`)
    }
    if (permissive && (cmd === 'w' || cmd === '*') && check === null)
      faults.push(`${tab}: the policy ${name} does not say where a changed row may go`)
  }
  return faults
}

eachEngine((engine, open) => {
  let database: Database
  before(async () => {
    database = await open()
    await database.asOwner!(async (connection) => {
      for (const [table, { row }] of Object.entries(plantings)) await plant(connection, table, [row(A), row(B)])
    })
  })
  const asOwner = <T>(text: string) => database.asOwner!((connection) => connection.script(text)) as Promise<T[]>
  const asApp = <T>(walls: Walls, text: string): Promise<T[]> =>
    inTransaction(database, async ({ connection }) => ({ result: (await connection.script(text)) as T[] }), { walls })
  /** Rows taken or changed by a statement that is then undone; 'refused' when there is no right to it or a policy says no. */
  class Undo extends Error {
    readonly changed: number
    constructor(changed: number) {
      super('undone')
      this.changed = changed
    }
  }
  const changes = async (
    walls: Walls,
    work: (connection: Connection) => Promise<number>,
  ): Promise<number | 'refused'> => {
    try {
      return await inTransaction(
        database,
        async ({ connection }) => {
          throw new Undo(await work(connection))
        },
        { walls },
      )
    } catch (error) {
      if (error instanceof Undo) return error.changed
      if ((error as { code?: string }).code === '42501') return 'refused'
      throw error
    }
  }

  describe('the catalogue', () => {
    test('keeps every rule of the schema', async () => {
      assert.deepEqual(await database.asOwner!((connection) => faultsOf(connection)), [])
    })
    test('has no table or view that this walk does not know', async () => {
      const found = await asOwner<{ name: string; reached: boolean }>(`
        select c.relname as name, has_any_column_privilege(${app}, c.oid, 'select, insert, update, references') as reached
        from pg_class c where c.relnamespace in ${ours} and c.relkind in ('r', 'p', 'v', 'm', 'f') order by 1`)
      const known = new Set([...Object.keys(plantings), ...Object.keys(closed)])
      const unknown = found
        .filter(({ name }) => !known.has(name))
        .map(({ name }) => `${name} is new: say in this file which row of it is planted and which settings open it`)
      assert.deepEqual(unknown, [])
      assert.deepEqual(
        found.filter(({ reached }) => reached).map(({ name }) => name),
        Object.keys(plantings).sort(),
      )
    })
  })

  describe('a viewer without any scope', () => {
    test('reads no row of anything', async () => {
      for (const table of Object.keys(plantings))
        assert.deepEqual(await asApp(noWalls, `select * from "${table}"`), [], table)
      for (const table of Object.keys(closed))
        await assert.rejects(asApp(noWalls, `select * from ${table}`), /permission denied/, table)
    })
    test('adds, changes and removes nothing', async () => {
      for (const [table, { row }] of Object.entries(plantings)) {
        await assert.rejects(
          inTransaction(database, async ({ connection }) => ({ result: await plant(connection, table, [row(A)]) })),
          { code: '42501' },
          `${table} took a row`,
        )
        for (const text of [`update "${table}" set council_id = council_id`, `delete from "${table}"`]) {
          const changed = await changes(noWalls, async (connection) => (await connection.query(text, [])).affected)
          assert.ok(changed === 0 || changed === 'refused', `${text}: ${changed} rows`)
        }
      }
    })
    test('gets nothing about anybody from the functions that run as the owner', async () => {
      const counts = `select ${Object.keys(plantings).map((table) => `(select count(*) from "${table}") as "${table}"`)}, (select count(*) from session) as session`
      const before = await asOwner(counts)
      for (const [name, { call, gives }] of Object.entries(definers)) {
        const [row] = await asApp<{ given: unknown }>(noWalls, `select ${call} as given`)
        if (name === 'council_looks') {
          const looks = row!.given as object[]
          assert.deepEqual([...new Set(looks.flatMap((look) => Object.keys(look)))].sort(), [
            'closed',
            'colour',
            'councilId',
            'mirrorStaleHours',
            'mirrorTrueOf',
            'name',
            'recordKept',
            'shortName',
            'wording',
          ])
        } else assert.ok(row!.given === gives || row!.given === '', `${name} gave ${JSON.stringify(row!.given)}`)
      }
      assert.deepEqual(await asOwner(counts), before)
    })
  })

  describe('a viewer with the scope for one row', () => {
    for (const [table, { row, opens }] of Object.entries(plantings)) {
      test(`reads exactly that row of ${table}, and none with any part of the scope missing`, async () => {
        const found = await asApp<{ council_id: number }>(wallsOf(opens), `select * from "${table}"`)
        assert.equal(found.length, 1)
        assert.equal(found[0]!.council_id, A)
        for (const [name, value] of Object.entries(row(A))) {
          if (typeof value === 'string' && /^[0-9a-f-]{36}$/.test(value))
            assert.equal(found[0]![name as 'council_id'], value)
        }
        for (const part of Object.keys(opens)) {
          const without = { ...opens, [part]: undefined }
          assert.deepEqual(await asApp(wallsOf(without), `select * from "${table}"`), [], `without ${part}`)
        }
      })
    }
    test('changes no row of another council, with every scope there is in its own', async () => {
      const everything = wallsOf({
        find: true,
        summary: true,
        record: true,
        write: true,
        children: true,
        directory: true,
        manage: true,
        self: true,
      })
      for (const [table, { row }] of Object.entries(plantings)) {
        for (const text of [
          `update "${table}" set council_id = council_id where council_id = ${B}`,
          `delete from "${table}" where council_id = ${B}`,
        ]) {
          const changed = await changes(everything, async (connection) => (await connection.query(text, [])).affected)
          assert.ok(changed === 0 || changed === 'refused', `${text}: ${changed} rows`)
        }
        const added = await changes(everything, async (connection) => {
          await plant(connection, table, [{ ...row(B), ...('seq' in row(B) ? { seq: 2 } : {}) }])
          return 1
        }).catch((error: { code: string }) => error.code)
        assert.equal(added, 'refused', `${table} took a row of another council`)
      }
    })
    test('does not carry a row of its own over to another council', async () => {
      const everything = wallsOf({
        find: true,
        summary: true,
        record: true,
        write: true,
        children: true,
        directory: true,
        manage: true,
        self: true,
      })
      for (const [table, { opens }] of Object.entries(plantings)) {
        // what belongs to the worker alone is bounded by the worker, not by a council
        if (opens.self) continue
        const carried = await changes(
          everything,
          async (connection) =>
            (await connection.query(`update "${table}" set council_id = ${B} where council_id = ${A}`, [])).affected,
        )
        assert.equal(carried, 'refused', table)
      }
    })
  })

  if (engine === 'embedded') return
  describe('the rules themselves', () => {
    const inCouncils = `council_id = any(nullif(current_setting('app.find', true), '')::int[])`
    const table = (columns = '') => `create table bad (council_id int not null primary key${columns});`
    const secured = 'alter table bad enable row level security; alter table bad force row level security;'
    const bounded = `${table()} ${secured} create policy boundary on bad as restrictive for all to ${applicationRole} using (${inCouncils}) with check (${inCouncils});`
    const quiet = 'language sql security definer set search_path = public, pg_temp'
    const mistakes: [sql: string, sentence: string][] = [
      [table(), 'bad has no row-level security'],
      [`${table()} alter table bad enable row level security`, 'bad has no row-level security'],
      [`${table()} ${secured} grant select on bad to ${applicationRole}`, 'bad has no restrictive policy'],
      [`${bounded} create policy p on bad for select using (true)`, 'bad: the policy p is for other roles'],
      [
        `${bounded} create policy p on bad for select to ${applicationRole} using (true)`,
        'bad: the policy p has another shape in its using: true',
      ],
      [
        'alter policy reads on council using (council_id in (select council_id from team))',
        'council: the policy reads has another shape',
      ],
      [
        `alter policy reads on council using (${inCouncils.replace("nullif(current_setting('app.find', true), '')", "current_setting('app.find')")})`,
        'council: the policy reads has another shape',
      ],
      [
        `alter policy reads on council using (${inCouncils.replace('app.find', 'app.friends')})`,
        'council: the policy reads has another shape in its using: council_id = app.friends',
      ],
      [
        `${bounded} create policy p on bad for update to ${applicationRole} using (${inCouncils})`,
        'bad: the policy p does not say where a changed row may go',
      ],
      ['create view bad as select * from person', 'bad is a view without security_invoker'],
      ['create materialized view bad as select 1 as n', 'bad is a materialised view'],
      ['create sequence bad', 'bad is a sequence'],
      [
        `create function bad() returns int ${quiet} as 'select 1'; revoke execute on function bad() from public`,
        'bad runs as its owner and is not on the list',
      ],
      [
        'alter function sweep(timestamptz) reset search_path',
        'sweep runs as its owner and does not fix its search_path',
      ],
      ["create function bad() returns int language sql as 'select 1'", 'bad can be called by everybody'],
      [
        `create function bad() returns trigger language plpgsql as 'begin return new; end';
         create trigger bad after insert on team for each row execute function bad()`,
        'team has the trigger bad',
      ],
      ['create table bad (person int primary key)', 'bad does not begin with council_id'],
      ['create table bad (council_id int not null)', 'bad has no primary key'],
      ['create unique index bad on team (name, council_id)', 'team: council_id does not lead bad'],
      [
        `create unique index pair on team (team_id, council_id);
         alter table team add constraint bad foreign key (team_id, council_id) references team (team_id, council_id)`,
        'team: council_id does not lead the foreign key bad on both sides',
      ],
      [
        table(', child_id uuid not null'),
        'bad names a person in child_id and does not say whether the person is restricted',
      ],
      [
        table(', child_id uuid not null, restricted boolean not null'),
        'bad: no foreign key (council_id, child_id, restricted) to the person',
      ],
      [
        table(', other_id uuid not null, other_restricted boolean not null'),
        'bad ties a person to another in other_id: no foreign key',
      ],
      [
        'alter policy other_side on relationship using (not other_restricted)',
        'relationship ties a person to another in other_id and is not hidden with them',
      ],
      ['drop policy other_side on earlier_version', 'earlier_version ties a person to another in other_id and is not'],
      [`grant truncate on person to ${applicationRole}`, `person: ${applicationRole} may truncate`],
      ['grant select on team to public', 'team is open to everybody'],
      [`grant select on session to ${applicationRole}`, `session is closed and ${applicationRole} reaches it`],
      [`grant create on schema public to ${applicationRole}`, `public: ${applicationRole} may create tables`],
      [`grant pg_read_all_data to ${applicationRole}`, `${applicationRole} belongs to pg_read_all_data`],
      [
        `create table bad (council_id int not null primary key) partition by list (council_id);
         create table bad_1 partition of bad for values in (1)`,
        'bad_1 has no row-level security',
      ],
    ]
    // The rules are read in one go, whatever is wrong: a quick run makes every third mistake.
    for (const [text, sentence] of quick ? mistakes.filter((_, at) => at % 3 === 0) : mistakes) {
      test(`find it when ${sentence}`, async () => {
        const found = await database.asOwner!(async (connection) => {
          await connection.script(`begin; ${text}`)
          return faultsOf(connection).finally(() => connection.script('rollback'))
        })
        assert.ok(
          found.some((fault) => fault.startsWith(sentence)),
          JSON.stringify(found),
        )
      })
    }
  })
})
