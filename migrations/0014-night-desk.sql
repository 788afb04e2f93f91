-- The night desk: who is on, what was opened and why, what came in, and what the day teams accepted of it. What concerns a
-- child lies in the child's own council, under the same walls as the record.

-- Who is on, of each team. A shift is withdrawn, never changed: what the rota said at an hour can always be told.
create table rota_shift (
  council_id int not null references council,
  shift_id uuid not null,
  team_id uuid not null,
  worker_id uuid not null,
  part text not null check (part in ('on duty', 'on-call manager', 'duty manager')),
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at and ends_at <= starts_at + interval '72 hours'),
  phone text,
  set_by uuid not null,
  set_at timestamptz not null,
  withdrawn_at timestamptz,
  withdrawn_by uuid,
  primary key (council_id, shift_id),
  foreign key (council_id, team_id) references team
);
create index rota_shift_by_worker on rota_shift (worker_id, ends_at);
create index rota_shift_by_team on rota_shift (council_id, team_id, ends_at);

-- A call that somebody is on. What is opened meanwhile is opened for the call. It lies with the council that hosts the team.
create table night_call (
  council_id int not null references council,
  call_id uuid not null,
  worker_id uuid not null,
  started_at timestamptz not null,
  ended_at timestamptz check (ended_at >= started_at),
  primary key (council_id, call_id)
);
create index night_call_by_worker on night_call (worker_id, started_at);

-- One opening of a night summary: for which call, or on which ground without one.
create table night_opening (
  council_id int not null,
  opening_id uuid not null,
  child_id uuid not null,
  restricted boolean not null default false,
  worker_id uuid not null,
  arrangement_id uuid,
  call_id uuid,
  ground text not null,
  words text not null default '',
  opened_at timestamptz not null,
  closed_at timestamptz,
  wrong_person boolean not null default false,
  primary key (council_id, opening_id),
  foreign key (council_id, child_id, restricted) references person (council_id, person_id, restricted) on update cascade
);
create index night_opening_by_child on night_opening (council_id, child_id, opened_at);
create index night_opening_by_time on night_opening (council_id, opened_at);

-- Beyond what the arrangement opens, for a while, and looked into afterwards by somebody else.
create table break_glass (
  council_id int not null,
  break_id uuid not null,
  child_id uuid not null,
  restricted boolean not null default false,
  worker_id uuid not null,
  arrangement_id uuid,
  ground text not null check (ground in ('immediate danger', 'missing child', 'police protection', 'medical emergency', 'placement breakdown', 'other')),
  reason text not null check (char_length(btrim(reason)) >= 20),
  opened_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > opened_at and expires_at <= opened_at + interval '8 hours'),
  closed_at timestamptz,
  review_due_on date not null,
  escalate_on date not null,
  reviewed_by uuid check (reviewed_by <> worker_id),
  reviewed_at timestamptz,
  finding text check (finding in ('justified', 'justified, more than was needed', 'not justified')),
  review_words text,
  primary key (council_id, break_id),
  foreign key (council_id, child_id, restricted) references person (council_id, person_id, restricted) on update cascade
);
create index break_glass_by_worker on break_glass (worker_id, expires_at);
create index break_glass_to_review on break_glass (council_id, review_due_on) where reviewed_at is null;

-- What a day team wants the night team to know.
create table night_alert (
  council_id int not null,
  alert_id uuid not null,
  child_id uuid not null,
  restricted boolean not null default false,
  risk text not null,
  what_to_do text not null,
  authorised_by uuid not null,
  left_by uuid not null,
  left_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > left_at),
  withdrawn_at timestamptz,
  withdrawn_by uuid,
  primary key (council_id, alert_id),
  foreign key (council_id, child_id, restricted) references person (council_id, person_id, restricted) on update cascade
);
create index night_alert_by_child on night_alert (council_id, child_id);
create index night_alert_open on night_alert (council_id, expires_at) where withdrawn_at is null;

-- What came in at night, once for each child it is about, or for a child who is not known yet.
create table night_contact (
  council_id int not null references council,
  contact_id uuid not null,
  call_id uuid not null,
  child_id uuid,
  restricted boolean not null default false,
  -- as said at night, where nobody here is known by it yet
  child_as_told text,
  worker_id uuid not null,
  arrangement_council_id int,
  arrangement_id uuid,
  taken_at timestamptz not null,
  caller text not null,
  agency text not null default '',
  caller_phone text not null default '',
  said text not null,
  can_wait boolean not null,
  services_called text[] not null default '{}',
  decision text not null,
  decision_why text not null,
  manager_id uuid,
  manager_words text not null default '',
  actions text not null default '',
  -- Children Act 1989 section 46: when it began, designated officer, who was told
  police_protection jsonb,
  -- the contact in the record, where the council's record is kept here
  spell_id uuid,
  version int not null default 1,
  recorded_at timestamptz not null,
  primary key (council_id, contact_id),
  check (child_id is not null or child_as_told is not null),
  foreign key (council_id, child_id, restricted) references person (council_id, person_id, restricted) on update cascade
);
create index night_contact_by_time on night_contact (council_id, taken_at);
create index night_contact_by_child on night_contact (council_id, child_id);

-- What a day team is to take on, and by when. Unsent, sent, accepted by name.
create table handover (
  council_id int not null references council,
  handover_id uuid not null,
  contact_id uuid not null,
  child_id uuid,
  restricted boolean not null default false,
  team_id uuid,
  needed text not null,
  needed_by timestamptz not null,
  made_by uuid not null,
  made_at timestamptz not null,
  sent_at timestamptz,
  accepted_by uuid,
  accepted_at timestamptz,
  accepted_words text,
  version int not null default 1,
  primary key (council_id, handover_id),
  check ((accepted_by is null) = (accepted_at is null)),
  check (accepted_at is null or sent_at is not null),
  foreign key (council_id, contact_id) references night_contact,
  foreign key (council_id, child_id, restricted) references person (council_id, person_id, restricted) on update cascade
);
create index handover_open on handover (council_id, made_at) where accepted_at is null;
create index handover_by_time on handover (council_id, made_at);

-- A visit alone at night: where, until when, and whom to ring if nobody comes back.
create table lone_visit (
  council_id int not null references council,
  visit_id uuid not null,
  worker_id uuid not null,
  going_to text not null,
  about text not null default '',
  started_at timestamptz not null,
  expected_back_at timestamptz not null check (expected_back_at > started_at),
  escalate_to text not null,
  escalate_phone text not null,
  back_at timestamptz,
  escalated_at timestamptz,
  escalated_by uuid,
  version int not null default 1,
  primary key (council_id, visit_id)
);
create index lone_visit_out on lone_visit (council_id, expected_back_at) where back_at is null;

-- Whether somebody hidden from the night desk answers to what was typed. It says that a record exists, in which council, and
-- nothing else, and only where whoever hid the record said that the night desk may know. Each part is a list of search keys
-- of which one must fit; all parts must.
create function hidden_from_night(councils int[], parts jsonb) returns table (council_id int, records int)
language sql stable security definer set search_path = public, pg_temp as $$
  select r.council_id, count(distinct r.child_id)::int
  from restriction r
  where r.council_id = any(councils) and r.council_id = any(nullif(current_setting('app.find', true), '')::int[])
    and r.night_desk_may_know and r.ends_on is null and jsonb_array_length(parts) > 0
    and not r.child_id = any(coalesce(nullif(current_setting('app.children', true), '')::uuid[], '{}'))
    and not exists (
      select from jsonb_array_elements(parts) as part
      where not exists (
        select from search_key k where k.council_id = r.council_id and k.person_id = r.child_id
          and k.key in (select jsonb_array_elements_text(part))))
  group by r.council_id
$$;
revoke execute on function hidden_from_night(int[], jsonb) from public;
grant execute on function hidden_from_night(int[], jsonb) to joined_up_app;

-- When a worker last visited the child, who it was and whether the child was seen: nothing of what was written. Told wherever
-- a summary may be seen, because a visit itself is read with the whole record only.
create function last_visit(council int, child uuid) returns jsonb
language sql stable security definer set search_path = public, pg_temp as $$
  select jsonb_build_object('on', e.happened_on, 'workerId', e.worker_id, 'kind', e.code,
    'seen', coalesce(e.detail ->> 'seen', 'true') <> 'false', 'alone', e.detail -> 'seenAlone')
  from event e
  where e.council_id = council and e.child_id = child and e.kind = 'visit'
    and ((e.council_id = any(nullif(current_setting('app.summary', true), '')::int[]) and not e.restricted)
      or e.child_id = any(nullif(current_setting('app.children', true), '')::uuid[]))
  order by e.happened_on desc, e.event_id desc
  limit 1
$$;
revoke execute on function last_visit(int, uuid) from public;
grant execute on function last_visit(int, uuid) to joined_up_app;

do $$
declare
  councils constant text := 'council_id = any(nullif(current_setting(''app.%s'', true), '''')::int[])';
  find_councils text := format(councils, 'find');
  summary_councils text := format(councils, 'summary');
  record_councils text := format(councils, 'record');
  directory_councils text := format(councils, 'directory');
  named constant text := 'child_id = any(nullif(current_setting(''app.children'', true), '''')::uuid[])';
  own constant text := 'worker_id = any(nullif(current_setting(''app.self'', true), '''')::uuid[])';
  name text;
begin
  foreach name in array array['rota_shift', 'night_call', 'night_opening', 'break_glass', 'night_alert', 'night_contact', 'handover', 'lone_visit'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('grant select, insert, update on %I to joined_up_app', name);
  end loop;
  -- The door reads the first two for the signed-in worker; the functions above read the others.
  foreach name in array array['rota_shift', 'break_glass', 'search_key', 'event'] loop
    execute format('create policy owner_door on %I for all to %I using (true) with check (true)', name, current_user);
  end loop;

  -- Everybody who works with a council sees who is on; whoever writes the rota says so with their own name.
  execute format('create policy boundary on rota_shift as restrictive for all to joined_up_app using (%s) with check (%s)', directory_councils, directory_councils);
  execute format('create policy reads on rota_shift for select to joined_up_app using (%s)', directory_councils);
  execute format('create policy adds on rota_shift for insert to joined_up_app with check (%s and set_by = any(nullif(current_setting(''app.self'', true), '''')::uuid[]))', directory_councils);
  execute format('create policy changes on rota_shift for update to joined_up_app using (%s) with check (%s)', directory_councils, directory_councils);
  execute 'revoke update on rota_shift from joined_up_app';
  execute 'grant update (withdrawn_at, withdrawn_by) on rota_shift to joined_up_app';

  execute format('create policy boundary on night_call as restrictive for all to joined_up_app using (%s or %s) with check (%s)', summary_councils, own, summary_councils);
  execute format('create policy reads on night_call for select to joined_up_app using (%s)', own);
  execute format('create policy adds on night_call for insert to joined_up_app with check (%s and %s)', summary_councils, own);
  execute format('create policy changes on night_call for update to joined_up_app using (%s) with check (%s)', own, own);

  execute format('create policy boundary on lone_visit as restrictive for all to joined_up_app using (%s or %s) with check (%s or %s)', summary_councils, own, summary_councils, own);
  execute format('create policy reads on lone_visit for select to joined_up_app using (%s or %s)', summary_councils, own);
  execute format('create policy adds on lone_visit for insert to joined_up_app with check (%s and %s)', summary_councils, own);
  -- the worker is back, or somebody of the team rings for them
  execute format('create policy changes on lone_visit for update to joined_up_app using (%s or %s) with check (%s or %s)', summary_councils, own, summary_councils, own);

  foreach name in array array['night_opening', 'break_glass', 'night_alert', 'night_contact', 'handover'] loop
    execute format('create policy boundary on %I as restrictive for all to joined_up_app using (%s or %s) with check (%s)', name, find_councils, named, find_councils);
  end loop;
  -- Openings: made by whoever opens, in a council whose summaries are open to them; read by the council itself.
  foreach name in array array['night_opening', 'break_glass'] loop
    execute format('create policy reads on %I for select to joined_up_app using ((%s and not restricted) or (%s and %s and not restricted) or %s)',
      name, record_councils, summary_councils, own, named);
    execute format('create policy adds on %I for insert to joined_up_app with check (%s and %s and not restricted)', name, summary_councils, own);
  end loop;
  execute format('create policy changes on night_opening for update to joined_up_app using (%s and not restricted) with check (%s and not restricted)', own, own);
  -- Whoever opened it may shut it, and can write no finding, in nobody's name.
  execute format('create policy changes on break_glass for update to joined_up_app using (%s and not restricted) with check (%s and not restricted and reviewed_by is null and finding is null)', own, own);
  -- Somebody of the council looks into it, in their own name, and never the one who did it.
  execute format('create policy reviews on break_glass for update to joined_up_app using (%s and not restricted and not %s) with check (%s and not restricted and not %s and reviewed_by = any(nullif(current_setting(''app.self'', true), '''')::uuid[]))',
    record_councils, own, record_councils, own);
  execute 'revoke update on night_opening, break_glass from joined_up_app';
  execute 'grant update (closed_at, wrong_person) on night_opening to joined_up_app';
  execute 'grant update (closed_at, reviewed_by, reviewed_at, finding, review_words) on break_glass to joined_up_app';

  -- Alerts: left by those who read the whole record, read by the night desk.
  execute format('create policy reads on night_alert for select to joined_up_app using ((%s and not restricted) or %s)', summary_councils, named);
  execute format('create policy adds on night_alert for insert to joined_up_app with check (%s and (not restricted or %s))', record_councils, named);
  execute format('create policy changes on night_alert for update to joined_up_app using (%s and (not restricted or %s)) with check (%s and (not restricted or %s))',
    record_councils, named, record_councils, named);

  -- Contacts and handovers: written by the night desk, taken on by the day.
  foreach name in array array['night_contact', 'handover'] loop
    execute format('create policy reads on %I for select to joined_up_app using ((%s and not restricted) or %s)', name, summary_councils, named);
    execute format('create policy adds on %I for insert to joined_up_app with check (%s and not restricted)', name, summary_councils);
    execute format('create policy changes on %I for update to joined_up_app using (%s and not restricted) with check (%s and not restricted)', name, summary_councils, summary_councils);
  end loop;
end
$$;
