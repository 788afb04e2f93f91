-- What sharing costs and what it saves. Money is whole pence. A financial year is the year in which it begins.
-- Rows are corrected, never taken out: what stood before is kept in money_change with who and why.

-- One arrangement's cost of one year, written by its host.
create table arrangement_cost (
  council_id int not null,
  arrangement_id uuid not null,
  year int not null check (year between 1974 and 2100),
  method text not null check (method in ('equal', 'percentage', 'population', 'staff', 'cases', 'time', 'days', 'posts', 'blended', 'damped')),
  -- what the method needs beside the measures: {"dayRate"}, {"equalPart"}, {"posts": [{"title", "pence", "shares"}]}
  terms jsonb not null default '{}',
  -- what the measures count, in words: children aged 0 to 17
  measured text not null default '',
  budget bigint check (budget >= 0),
  actual bigint check (actual >= 0),
  -- cost of people who lost their posts through the sharing, split by itself
  redundancy bigint not null default 0 check (redundancy >= 0),
  redundancy_split text not null default 'equally' check (redundancy_split in ('equally', 'as the cost')),
  -- percentage points by which a measure may differ from what was agreed before the shares move
  tolerance numeric not null default 3 check (tolerance between 0 and 100),
  -- the shares charged are others than those that follow, and why
  override_reason text,
  -- for the cost of one unit: how many, and of what
  units numeric check (units > 0),
  unit_name text not null default '',
  note text not null default '',
  -- the day the year was closed, and what each council was invoiced or credited then
  settled_on date,
  settled_by uuid,
  settlement jsonb,
  entered_by uuid,
  entered_at timestamptz not null,
  version int not null default 1,
  primary key (council_id, arrangement_id, year),
  foreign key (council_id, arrangement_id) references arrangement,
  check ((settled_on is null) = (settlement is null)),
  check ((units is null) = (unit_name = ''))
);

-- What each council weighs in it: as agreed, as it happened, what it paid before, what it has paid on account.
create table arrangement_cost_party (
  council_id int not null,
  arrangement_id uuid not null,
  year int not null,
  party_id int not null references council (council_id),
  weight numeric check (weight >= 0),
  happened numeric check (happened >= 0),
  former bigint check (former >= 0),
  override_share numeric check (override_share between 0 and 100),
  on_account bigint not null default 0 check (on_account >= 0),
  primary key (council_id, arrangement_id, year, party_id),
  foreign key (council_id, arrangement_id, year) references arrangement_cost
);

-- The savings ledger. A line stands at the council that is credited with it; a joint one, at the host, says what the
-- arrangement saved for all its councils together, and is credited to nobody by itself.
create table saving_line (
  council_id int not null references council,
  line_id uuid not null,
  joint boolean not null default false,
  arrangement_council_id int,
  arrangement_id uuid,
  -- null only where what was stated says no year
  year int check (year between 1974 and 2100),
  what text not null,
  kind text not null check (kind in ('cashable', 'avoided', 'income', 'non-cash')),
  recurring boolean not null,
  stage text not null check (stage in ('forecast', 'agreed', 'realised', 'validated')),
  -- what it would have cost without sharing, at the prices of a year; null: nobody knows, and nothing is proved
  baseline bigint check (baseline >= 0),
  baseline_year int check (baseline_year between 1974 and 2100),
  actual bigint check (actual >= 0),
  displaced bigint not null default 0 check (displaced >= 0),
  one_off bigint not null default 0 check (one_off >= 0),
  -- what somebody says was saved, without a baseline: shown as said, never added to what is proved
  stated bigint check (stated >= 0),
  -- what the figure covers, in words: "a year", "to date", "not stated"
  basis text not null default '',
  falls_on text not null check (falls_on in ('overhead', 'frontline', 'not stated')),
  evidence text not null,
  -- everybody who wrote any version of it: none of them may validate it
  authors text[] not null default '{}',
  entered_at timestamptz not null,
  validated_by uuid,
  validated_at timestamptz,
  validation text not null default '',
  withdrawn_at timestamptz,
  version int not null default 1,
  primary key (council_id, line_id),
  check ((arrangement_council_id is null) = (arrangement_id is null)),
  check (not joint or (arrangement_id is not null and arrangement_council_id = council_id)),
  check ((baseline is null) = (baseline_year is null)),
  check (baseline is null or (stated is null and actual is not null)),
  check (kind <> 'non-cash' or (baseline is null and stated is null)),
  check (year is not null or stated is not null),
  check ((stage = 'validated') = (validated_at is not null)),
  check ((validated_by is null) = (validated_at is null)),
  check (stage <> 'validated' or baseline is not null),
  check (validated_by is null or not (validated_by::text = any (authors)))
);
create index saving_line_by_arrangement on saving_line (council_id, arrangement_id);

-- How prices moved from the year before: 1.025 is two and a half per cent.
create table price_index (
  council_id int not null references council,
  year int not null check (year between 1974 and 2100),
  factor numeric not null check (factor between 0.5 and 2),
  source text not null,
  entered_by uuid,
  entered_at timestamptz not null,
  primary key (council_id, year)
);

-- What an arrangement brings: money, what is better for residents, what is better for staff.
create table benefit_line (
  council_id int not null,
  benefit_id uuid not null,
  arrangement_id uuid not null,
  kind text not null check (kind in ('money', 'outcome', 'staff')),
  words text not null,
  evidence text not null,
  seen_on date not null,
  entered_by uuid,
  entered_at timestamptz not null,
  withdrawn_at timestamptz,
  withdrawn_by uuid,
  primary key (council_id, benefit_id),
  foreign key (council_id, arrangement_id) references arrangement
);
create index benefit_line_by_arrangement on benefit_line (council_id, arrangement_id);

-- How good the shared service is in one council, against the time before it was shared.
create table quality_measure (
  council_id int not null references council,
  measure_id uuid not null,
  arrangement_council_id int not null,
  arrangement_id uuid not null,
  kind text not null check (kind in ('satisfaction', 'quality')),
  name text not null,
  unit text not null,
  higher_is_better boolean not null,
  -- before sharing; null: nobody measured it
  baseline numeric,
  baseline_period text not null default '',
  -- how far it may fall behind the baseline, in its own unit, before that counts
  tolerance numeric not null default 0 check (tolerance >= 0),
  entered_by uuid,
  entered_at timestamptz not null,
  primary key (council_id, measure_id),
  check ((baseline is null) = (baseline_period = ''))
);
create index quality_measure_by_arrangement on quality_measure (council_id, arrangement_id);

create table quality_reading (
  council_id int not null,
  measure_id uuid not null,
  read_on date not null,
  value numeric not null,
  source text not null,
  entered_by uuid,
  entered_at timestamptz not null,
  primary key (council_id, measure_id, read_on),
  foreign key (council_id, measure_id) references quality_measure
);

-- A council's own years: budget in pounds, demand as an index, staff in full-time equivalents.
create table council_figure (
  council_id int not null references council,
  series text not null check (series in ('budget', 'demand', 'staff')),
  year int not null check (year between 1974 and 2100),
  value numeric not null check (value >= 0),
  source text not null,
  entered_by uuid,
  entered_at timestamptz not null,
  primary key (council_id, series, year)
);

-- What a row above said before it was corrected.
create table money_change (
  council_id int not null references council,
  change_id uuid not null,
  record text not null check (record in ('cost', 'saving', 'benefit', 'reading', 'figure', 'price')),
  record_key text not null,
  content jsonb not null,
  changed_by uuid not null,
  changed_at timestamptz not null,
  reason text not null,
  primary key (council_id, change_id)
);
create index money_change_by_record on money_change (council_id, record_key);

-- Read by those who work with the council, written by those who run its directory; nothing is ever taken out.
do $$
declare
  councils constant text := 'council_id = any(nullif(current_setting(''app.%s'', true), '''')::int[])';
  name text;
begin
  foreach name in array array['arrangement_cost', 'arrangement_cost_party', 'saving_line', 'price_index', 'benefit_line',
      'quality_measure', 'quality_reading', 'council_figure', 'money_change'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy boundary on %I as restrictive for all to joined_up_app using (%s) with check (%s)', name, format(councils, 'directory'), format(councils, 'manage'));
    execute format('create policy reads on %I for select to joined_up_app using (%s)', name, format(councils, 'directory'));
    execute format('create policy adds on %I for insert to joined_up_app with check (%s)', name, format(councils, 'manage'));
    execute format('grant select, insert on %I to joined_up_app', name);
    if name <> 'money_change' then
      execute format('create policy changes on %I for update to joined_up_app using (%s) with check (%s)', name, format(councils, 'manage'), format(councils, 'manage'));
      execute format('grant update on %I to joined_up_app', name);
    end if;
  end loop;
end
$$;
