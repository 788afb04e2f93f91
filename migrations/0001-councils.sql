-- The application logs in as a role that owns nothing and cannot bypass row-level security.
-- start-up gives it a password where the database is a server (src/database/open.ts).
do $$
begin
  create role joined_up_app nologin nosuperuser nobypassrls nocreatedb nocreaterole;
exception
  when duplicate_object or unique_violation then null;
end
$$;
grant usage on schema public to joined_up_app;
revoke create on schema public from public;

-- A council is its three-digit Department for Education code, in every key of every table.
create table council (
  council_id int primary key check (council_id between 200 and 999),
  ons_code text not null check (ons_code ~ '^E[0-9]{8}$'),
  name text not null,
  short_name text not null,
  colour text not null check (colour ~ '^#[0-9a-f]{6}$'),
  wording jsonb not null default '{}',
  place text not null default '',
  facts jsonb not null default '[]',
  practice_model text not null default '',
  principles jsonb not null default '[]',
  children_return_filed_by int,
  version int not null default 1
);

create table council_population (
  council_id int not null references council,
  measured_on date not null,
  aged_0_to_17 int not null check (aged_0_to_17 > 0),
  everyone int check (everyone >= aged_0_to_17),
  source text not null,
  primary key (council_id, measured_on)
);

create table council_closure (
  council_id int not null references council,
  closed_on date not null,
  reason text not null,
  primary key (council_id, closed_on)
);

-- Local timescales and other choices of one council; the newest row at a date holds.
create table council_setting (
  council_id int not null references council,
  name text not null,
  holds_from date not null,
  value jsonb not null,
  set_by uuid,
  primary key (council_id, name, holds_from)
);

-- Inspection grades stay beside one another and are never pooled; since April 2026 there may be no overall grade.
create table inspection (
  council_id int not null references council,
  inspection_id uuid not null,
  framework text not null,
  started_on date not null,
  ended_on date not null check (ended_on >= started_on),
  published_on date not null,
  overall text check (overall in ('outstanding', 'good', 'requires improvement', 'inadequate')),
  leaders text check (leaders in ('outstanding', 'good', 'requires improvement', 'inadequate')),
  help_and_protection text check (help_and_protection in ('outstanding', 'good', 'requires improvement', 'inadequate')),
  in_care text check (in_care in ('outstanding', 'good', 'requires improvement', 'inadequate')),
  care_leavers text check (care_leavers in ('outstanding', 'good', 'requires improvement', 'inadequate')),
  primary key (council_id, inspection_id)
);
