-- A state of the child is a spell with a start and an end; what happened on a day is an event. The kinds are
-- src/features/children/journey/kinds.ts; a test compares. Summary level is what a night worker needs.
create table spell (
  council_id int not null,
  spell_id uuid not null,
  child_id uuid not null,
  restricted boolean not null default false,
  kind text not null check (kind in (
    'contact', 'early_help', 'referral', 'assessment', 'section_47', 'child_in_need_plan', 'child_protection_plan',
    'emergency_protection', 'pre_proceedings', 'proceedings', 'looked_after', 'legal_status', 'placement', 'adoption',
    'permanence_order', 'private_fostering', 'unaccompanied', 'short_breaks', 'remand', 'missing', 'care_leaver',
    'deprivation_of_liberty', 'allocation', 'risk')),
  for_summary boolean not null generated always as (kind in (
    'child_in_need_plan', 'child_protection_plan', 'emergency_protection', 'pre_proceedings', 'proceedings',
    'looked_after', 'legal_status', 'placement', 'private_fostering', 'unaccompanied', 'remand', 'missing',
    'care_leaver', 'deprivation_of_liberty', 'allocation', 'risk')) stored,
  starts_on date not null,
  ends_on date,
  code text,
  end_code text,
  within_id uuid,
  worker_id uuid,
  team_id uuid,
  detail jsonb not null default '{}',
  source text not null default 'recorded' check (source in ('recorded', 'imported', 'mirrored')),
  source_key text,
  version int not null default 1,
  recorded_at timestamptz not null,
  recorded_by uuid,
  primary key (council_id, spell_id),
  foreign key (council_id, child_id, restricted) references person (council_id, person_id, restricted) on update cascade
);
create index spell_by_child on spell (council_id, child_id);
create index spell_allocation on spell (council_id, worker_id) where kind = 'allocation' and ends_on is null;
create index spell_team on spell (council_id, team_id) where kind = 'allocation' and ends_on is null;
-- What is open in a council, read without the rows themselves: which children nobody holds is asked of all of them.
create index spell_open on spell (council_id, kind, child_id) include (code, worker_id, team_id, starts_on, restricted, for_summary)
  where ends_on is null;
create unique index spell_source on spell (council_id, source_key) where source_key is not null;

create table event (
  council_id int not null,
  event_id uuid not null,
  child_id uuid not null,
  restricted boolean not null default false,
  kind text not null check (kind in (
    'referral_decision', 'harm_concern', 'strategy_discussion', 'initial_conference', 'review_conference', 'core_group',
    'child_in_need_review', 'visit', 'visit_request', 'legal_planning_meeting', 'letter_before_proceedings',
    'pre_proceedings_meeting', 'family_group_offer', 'family_group_meeting', 'care_application', 'court_order',
    'care_plan', 'care_plan_change', 'placement_plan', 'placement_approval', 'placement_notice',
    'reviewing_officer_named', 'looked_after_review', 'health_assessment', 'dental_check', 'strengths_difficulties',
    'immunisation_check', 'education_plan', 'yearly_outcomes', 'adoption_decision', 'permanence_report',
    'adoption_panel', 'panel_minutes', 'adopters_told', 'adopters_told_in_writing', 'match', 'authority_to_place',
    'adoption_order', 'adoption_ceremony', 'adoption_disruption', 'disruption_review', 'life_story_book',
    'return_interview_offer', 'return_interview', 'private_fostering_notice', 'needs_assessment', 'pathway_plan',
    'pathway_review', 'care_leaver_contact', 'previous_permanence', 'transfer_notice', 'case_note', 'child_words',
    'supervision', 'management_decision')),
  for_summary boolean not null generated always as (kind in ('child_words', 'harm_concern', 'court_order')) stored,
  happened_on date not null,
  happened_at timestamptz,
  spell_id uuid,
  worker_id uuid,
  code text,
  words text,
  detail jsonb not null default '{}',
  significant boolean not null default false,
  source text not null default 'recorded' check (source in ('recorded', 'imported', 'mirrored')),
  source_key text,
  version int not null default 1,
  recorded_at timestamptz not null,
  recorded_by uuid,
  primary key (council_id, event_id),
  foreign key (council_id, child_id, restricted) references person (council_id, person_id, restricted) on update cascade
);
create index event_by_child on event (council_id, child_id, happened_on);
create unique index event_source on event (council_id, source_key) where source_key is not null;

-- Every earlier version of anything corrected: what it said, who changed it, when and why. That of a relationship names
-- the person on its other side, and is hidden with that person as the relationship is.
create table earlier_version (
  council_id int not null,
  child_id uuid not null,
  restricted boolean not null default false,
  record_id uuid not null,
  version int not null,
  record text not null check (record in ('person', 'spell', 'event', 'relationship', 'person_address')),
  other_id uuid,
  other_restricted boolean not null default false,
  content jsonb not null,
  replaced_at timestamptz not null,
  replaced_by uuid,
  reason text not null,
  primary key (council_id, record_id, version),
  check ((record = 'relationship') = (other_id is not null)),
  foreign key (council_id, child_id, restricted) references person (council_id, person_id, restricted) on update cascade,
  foreign key (council_id, other_id, other_restricted) references person (council_id, person_id, restricted) on update cascade
);
create index earlier_version_by_child on earlier_version (council_id, child_id);
create index earlier_version_by_other on earlier_version (council_id, other_id) where other_id is not null;

-- What is due, rewritten from events on each save and rebuildable from nothing (joined-up rebuild due).
create table due (
  council_id int not null,
  child_id uuid not null,
  restricted boolean not null default false,
  timescale text not null,
  trigger_id uuid not null,
  counted_from date not null,
  -- null: promptly, no number in law or local setting
  due_on date,
  due_at timestamptz,
  worker_id uuid,
  team_id uuid,
  primary key (council_id, child_id, timescale, trigger_id),
  foreign key (council_id, child_id, restricted) references person (council_id, person_id, restricted) on update cascade
);
create index due_by_worker on due (council_id, worker_id, due_on);
create index due_by_team on due (council_id, team_id, due_on);

-- A breach keeps its reason: it outlives every rebuild of what is due.
create table breach_reason (
  council_id int not null,
  child_id uuid not null,
  restricted boolean not null default false,
  timescale text not null,
  trigger_id uuid not null,
  reason text not null,
  words text not null default '',
  allowed_by uuid,
  given_by uuid not null,
  given_at timestamptz not null,
  primary key (council_id, child_id, timescale, trigger_id),
  foreign key (council_id, child_id, restricted) references person (council_id, person_id, restricted) on update cascade
);

create table import_run (
  council_id int not null references council,
  import_id uuid not null,
  format text not null check (format in ('ssda903', 'cin')),
  return_year int not null,
  counts jsonb not null,
  rejected int not null,
  finished_at timestamptz not null,
  worker_id uuid,
  primary key (council_id, import_id)
);
