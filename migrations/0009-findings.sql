-- What the checks of a return find in a child's record, rewritten on each save and rebuildable from nothing (joined-up
-- rebuild findings). A finding that goes away stays, with the day and who; one that comes back is opened again.
create table finding (
  council_id int not null,
  child_id uuid not null,
  restricted boolean not null default false,
  return_name text not null check (return_name in ('ssda903', 'cin')),
  return_year int not null,
  rule text not null,
  -- table, record and columns: the same finding is the same row on the next save
  place text not null,
  severity text not null check (severity in ('error', 'query')),
  table_name text not null,
  columns text[] not null,
  -- the record of ours where it is put right
  record text not null check (record in ('person', 'spell', 'event', 'identifier', 'address')),
  record_id uuid not null,
  first_seen_on date not null,
  cleared_on date,
  cleared_by uuid,
  worker_id uuid,
  team_id uuid,
  primary key (council_id, child_id, return_name, return_year, rule, place),
  foreign key (council_id, child_id, restricted) references person (council_id, person_id, restricted) on update cascade
);
create index finding_open on finding (council_id, return_name, return_year, rule) where cleared_on is null;

-- What was said of a query, or asked of the department for an error: it outlives every rebuild of what was found.
create table finding_answer (
  council_id int not null,
  answer_id uuid not null,
  child_id uuid not null,
  restricted boolean not null default false,
  return_name text not null check (return_name in ('ssda903', 'cin')),
  return_year int not null,
  rule text not null,
  place text not null,
  kind text not null check (kind in ('answer', 'bypass')),
  words text not null,
  given_by uuid not null,
  given_at timestamptz not null,
  withdrawn_by uuid,
  withdrawn_at timestamptz,
  primary key (council_id, answer_id),
  foreign key (council_id, child_id, restricted) references person (council_id, person_id, restricted) on update cascade
);
create index finding_answer_by_child on finding_answer (council_id, child_id, return_name, return_year);

-- As the tables of the record in 0007-walls.sql; nothing is ever taken out of either.
do $$
declare
  councils constant text := 'council_id = any(nullif(current_setting(''app.%s'', true), '''')::int[])';
  named constant text := 'child_id = any(nullif(current_setting(''app.children'', true), '''')::uuid[])';
  name text;
begin
  foreach name in array array['finding', 'finding_answer'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy boundary on %I as restrictive for all to joined_up_app using (%s or %s) with check (%s)',
      name, format(councils, 'find'), named, format(councils, 'write'));
    execute format('create policy reads on %I for select to joined_up_app using ((%s and not restricted) or %s)',
      name, format(councils, 'record'), named);
    execute format('create policy adds on %I for insert to joined_up_app with check (%s and (not restricted or %s))',
      name, format(councils, 'write'), named);
    execute format('create policy changes on %I for update to joined_up_app using (%s and (not restricted or %s)) with check (%s and (not restricted or %s))',
      name, format(councils, 'write'), named, format(councils, 'write'), named);
    execute format('grant select, insert, update on %I to joined_up_app', name);
  end loop;
end
$$;

-- Numbers in the public register of social workers, of workers of whatever council: a return names whoever held a child,
-- and says the same whoever saved the record last. A worker who came with a return has the number it gave.
create function register_numbers(workers uuid[]) returns jsonb
language sql stable security definer set search_path = public, pg_temp as $$
  select jsonb_object_agg(worker_id, coalesce(swe_number, substring(source_key from '[^|]*$')))
  from worker where worker_id = any(workers) and coalesce(swe_number, source_key) is not null
$$;
revoke execute on function register_numbers(uuid[]) from public;
grant execute on function register_numbers(uuid[]) to joined_up_app;
