-- A council may keep its record in a case system of its own and have it mirrored here from that system's extracts: read
-- here, changed there. A mirror older than the threshold says so on every page.
alter table council
  add record_kept text not null default 'here' check (record_kept in ('here', 'mirrored')),
  add mirror_stale_hours int not null default 36 check (mirror_stale_hours between 1 and 720),
  -- an extract whose tables have lost more than this share of their rows since the last is taken for a broken one
  add mirror_fall_percent int not null default 20 check (mirror_fall_percent between 1 and 100);

-- Every delivery of an extract: what was taken from it, or why it was not. `true_of` is the moment it tells of.
create table mirror_run (
  council_id int not null references council,
  run_id uuid not null,
  -- names, sizes and times of the files: the same delivery is not taken twice
  delivery text not null,
  true_of timestamptz not null,
  started_at timestamptz not null,
  finished_at timestamptz not null check (finished_at >= started_at),
  outcome text not null check (outcome in ('taken', 'nothing new', 'refused')),
  -- rows of each table, and people added, changed and gone
  counts jsonb not null default '{}',
  -- what is wrong in plain words, with file, line and column; never a cell's own words
  problems jsonb not null default '[]',
  primary key (council_id, run_id)
);
create index mirror_run_by_time on mirror_run (council_id, finished_at);
create index mirror_run_good on mirror_run (council_id, true_of) where outcome <> 'refused';

-- What was last taken of each person in the extract: an unchanged sum of their rows needs no second look. `record_id` is
-- the person here; it stands without the person's flag because nobody but the mirror itself reads it.
create table mirror_person (
  council_id int not null references council,
  source_key text not null,
  record_id uuid not null,
  content_sum text not null,
  gone boolean not null default false,
  primary key (council_id, source_key)
);

do $$
declare
  councils constant text := 'council_id = any(nullif(current_setting(''app.%s'', true), '''')::int[])';
  named constant text := 'child_id = any(nullif(current_setting(''app.children'', true), '''')::uuid[])';
  name text;
begin
  foreach name in array array['mirror_run', 'mirror_person'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
  end loop;
  execute format('create policy boundary on mirror_run as restrictive for all to joined_up_app using (%s) with check (%s)',
    format(councils, 'record'), format(councils, 'write'));
  execute format('create policy reads on mirror_run for select to joined_up_app using (%s)', format(councils, 'record'));
  execute format('create policy adds on mirror_run for insert to joined_up_app with check (%s)', format(councils, 'write'));
  execute 'grant select, insert on mirror_run to joined_up_app';

  execute format('create policy boundary on mirror_person as restrictive for all to joined_up_app using (%s) with check (%s)',
    format(councils, 'write'), format(councils, 'write'));
  execute format('create policy reads on mirror_person for select to joined_up_app using (%s)', format(councils, 'write'));
  execute format('create policy adds on mirror_person for insert to joined_up_app with check (%s)', format(councils, 'write'));
  execute format('create policy changes on mirror_person for update to joined_up_app using (%s) with check (%s)',
    format(councils, 'write'), format(councils, 'write'));
  execute 'grant select, insert, update on mirror_person to joined_up_app';

  -- What a council's own system no longer says leaves the record; its last version stays among the earlier ones. Only what
  -- was mirrored can leave, and it takes the right to run the council besides that to write its record.
  foreach name in array array['spell', 'event'] loop
    execute format('create policy removes on %I for delete to joined_up_app using (%s and %s and (not restricted or %s) and source = ''mirrored'')',
      name, format(councils, 'write'), format(councils, 'manage'), named);
    execute format('grant delete on %I to joined_up_app', name);
  end loop;

  -- council_looks runs as the owner, which FORCE would stop where the owner is no superuser.
  execute format('create policy owner_door on mirror_run for all to %I using (true) with check (true)', current_user);
end
$$;

-- Names, colours, wording and closing days of all councils, and where each keeps its record: nothing about anybody.
create or replace function council_looks() returns jsonb
language sql stable security definer set search_path = public, pg_temp as $$
  select jsonb_agg(jsonb_build_object('councilId', council_id, 'name', name, 'shortName', short_name, 'colour', colour, 'wording', wording,
    'closed', coalesce((select jsonb_agg(d.closed_on order by d.closed_on) from council_closure d where d.council_id = council.council_id), '[]'),
    'recordKept', record_kept, 'mirrorStaleHours', mirror_stale_hours,
    'mirrorTrueOf', (select max(r.true_of) from mirror_run r where r.council_id = council.council_id and r.outcome <> 'refused'
      and council.record_kept = 'mirrored'))
    order by name)
  from council
$$;
