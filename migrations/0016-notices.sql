-- Told about the child at the time of a contact: who is with the child, where the child is, which other children are there.
alter table night_contact add around jsonb not null default '{}';

-- What the night wrote stays as it was; only what comes afterwards can be added to it. What the day takes on of a child who
-- has been restricted since is open to those named for the child.
do $$
declare
  summary_councils constant text := 'council_id = any(nullif(current_setting(''app.summary'', true), '''')::int[])';
  named constant text := 'child_id = any(nullif(current_setting(''app.children'', true), '''')::uuid[])';
  name text;
begin
  foreach name in array array['night_contact', 'handover'] loop
    execute format('drop policy changes on %I', name);
    execute format('create policy changes on %I for update to joined_up_app using (%s and (not restricted or %s)) with check (%s and (not restricted or %s))',
      name, summary_councils, named, summary_councils, named);
  end loop;
  revoke update on night_call, night_alert, night_contact, handover, lone_visit from joined_up_app;
  grant update (ended_at) on night_call to joined_up_app;
  grant update (withdrawn_at, withdrawn_by) on night_alert to joined_up_app;
  grant update (child_id, restricted, spell_id, version) on night_contact to joined_up_app;
  grant update (child_id, restricted, team_id, needed, needed_by, sent_at, accepted_by, accepted_at, accepted_words, version)
    on handover to joined_up_app;
  grant update (expected_back_at, back_at, escalated_at, escalated_by, version) on lone_visit to joined_up_app;
end
$$;

-- What a worker is to look at, told in words without any child's data and with the page it stands on. The same words and
-- the page's address go by e-mail, once.
create table notice (
  council_id int not null references council,
  notice_id uuid not null,
  worker_id uuid not null,
  kind text not null check (kind <> ''),
  words text not null check (words <> ''),
  -- an address of this service: ids only
  path text not null check (path like '/%'),
  -- what it is about, so that nobody is told the same twice
  about_id uuid not null,
  made_at timestamptz not null,
  read_at timestamptz,
  mailed_at timestamptz,
  claimed_at timestamptz,
  tries int not null default 0,
  primary key (council_id, notice_id),
  unique (council_id, worker_id, kind, about_id)
);
create index notice_by_worker on notice (worker_id, made_at);
create index notice_unread on notice (worker_id) where read_at is null;
create index notice_to_mail on notice (council_id, made_at) where mailed_at is null and read_at is null;

-- Takes the next notices that nobody has mailed, with the worker's address at work: each is taken by one process, and again
-- five minutes later where nothing came of it. Of the councils in the caller's directory, and only what is younger than `since`.
create function take_notices_to_mail(since timestamptz, at timestamptz, most int)
  returns table (council_id int, notice_id uuid, email text, words text, path text)
language sql volatile security definer set search_path = public, pg_temp as $$
  update notice n set tries = n.tries + 1, claimed_at = at
  from worker w
  where w.council_id = n.council_id and w.worker_id = n.worker_id and (n.council_id, n.notice_id) in (
    select x.council_id, x.notice_id from notice x join worker v on v.council_id = x.council_id and v.worker_id = x.worker_id
    where x.council_id = any(nullif(current_setting('app.directory', true), '')::int[])
      and x.mailed_at is null and x.read_at is null and x.tries < 5 and x.made_at > since
      and (x.claimed_at is null or x.claimed_at <= at - interval '5 minutes')
      and v.work_email <> ''
    order by x.tries, x.made_at
    limit most
    for update of x skip locked)
  returning n.council_id, n.notice_id, w.work_email, n.words, n.path
$$;

create function notice_was_mailed(council int, notice uuid, at timestamptz) returns void
language sql security definer set search_path = public, pg_temp as $$
  update notice n set mailed_at = at
  where n.council_id = council and n.notice_id = notice
    and n.council_id = any(nullif(current_setting('app.directory', true), '')::int[])
$$;
revoke execute on function take_notices_to_mail(timestamptz, timestamptz, int), notice_was_mailed(int, uuid, timestamptz) from public;
grant execute on function take_notices_to_mail(timestamptz, timestamptz, int), notice_was_mailed(int, uuid, timestamptz) to joined_up_app;

do $$
declare
  directory_councils constant text := 'council_id = any(nullif(current_setting(''app.directory'', true), '''')::int[])';
  own constant text := 'worker_id = any(nullif(current_setting(''app.self'', true), '''')::uuid[])';
begin
  alter table notice enable row level security;
  alter table notice force row level security;
  -- Told to colleagues, read by nobody but them.
  execute format('create policy boundary on notice as restrictive for all to joined_up_app using (%s) with check (%s or %s)', own, directory_councils, own);
  execute format('create policy reads on notice for select to joined_up_app using (%s)', own);
  execute format('create policy adds on notice for insert to joined_up_app with check (%s)', directory_councils);
  execute format('create policy changes on notice for update to joined_up_app using (%s) with check (%s)', own, own);
  grant select, insert on notice to joined_up_app;
  grant update (read_at) on notice to joined_up_app;
  -- The two functions above run as the owner, which FORCE would stop where the owner is no superuser.
  execute format('create policy owner_door on notice for all to %I using (true) with check (true)', current_user);
end
$$;
