-- Sessions are read only through the door (session_facts): the application role holds no right on them.
create table session (
  council_id int not null references council,
  token_hash text not null,
  worker_id uuid not null,
  started_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (council_id, token_hash)
);
create index session_by_token on session (token_hash);

-- A form sent twice is saved once: the key is the form's own.
create table submission (
  council_id int not null,
  worker_id uuid not null,
  form_key uuid not null,
  location text not null,
  saved_at timestamptz not null,
  primary key (council_id, worker_id, form_key)
);

create table draft (
  council_id int not null,
  worker_id uuid not null,
  path text not null,
  answers jsonb not null,
  saved_at timestamptz not null,
  primary key (council_id, worker_id, path)
);

-- Append-only, hash-chained. Eight lanes a council, so that readings do not queue behind one another;
-- each lane is a chain of its own and audit_head holds its length and last hash.
create table audit_event (
  council_id int not null,
  lane int not null,
  seq bigint not null,
  canonical text not null,
  previous_hash bytea not null,
  hash bytea not null,
  happened_at timestamptz not null,
  worker_id uuid,
  child_id uuid,
  task text not null,
  outcome text not null check (outcome in ('opened', 'saved', 'refused', 'not found', 'listed', 'signed in', 'signed out')),
  reason text not null default '',
  primary key (council_id, lane, seq)
);
create index audit_by_child on audit_event (council_id, child_id, happened_at) where child_id is not null;
create index audit_by_worker on audit_event (council_id, worker_id, happened_at);

create table audit_head (
  council_id int not null,
  lane int not null,
  seq bigint not null default 0,
  hash bytea not null default '\x'::bytea,
  primary key (council_id, lane)
);

-- The only way into the audit. Each entry: [council, canonical text]. The canonical text is a JSON array made by
-- src/access/audit.ts: [version, at, council, worker, child, task, outcome, reason, arrangement, detail].
-- An entry refused or not found that names another council's child is repeated in that council's own chain.
create function append_audit(entries jsonb) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  entry jsonb;
  said jsonb;
  head record;
  chain int;
  owner_id int;
  next_hash bytea;
begin
  for entry in select value from jsonb_array_elements(entries) with ordinality as said_in_order (value, nth) order by (value ->> 0)::int, nth loop
    said := (entry ->> 1)::jsonb;
    owner_id := null;
    if said ->> 6 in ('refused', 'not found') and said ->> 4 is not null then
      select p.council_id into owner_id from person p
        where p.person_id = (said ->> 4)::uuid and p.council_id <> (entry ->> 0)::int limit 1;
    end if;
    foreach chain in array array_remove(array[(entry ->> 0)::int, owner_id], null) loop
      select h.lane, h.seq, h.hash into head from audit_head h
        where h.council_id = chain order by h.lane limit 1 for update skip locked;
      if not found then
        insert into audit_head (council_id, lane) select chain, n from generate_series(0, 7) n on conflict do nothing;
        select h.lane, h.seq, h.hash into head from audit_head h
          where h.council_id = chain and h.lane = pg_backend_pid() % 8 for update;
      end if;
      next_hash := sha256(head.hash || convert_to(chain || ':' || head.lane || ':' || (head.seq + 1) || ':' || (entry ->> 1), 'UTF8'));
      insert into audit_event (council_id, lane, seq, canonical, previous_hash, hash, happened_at, worker_id, child_id, task, outcome, reason)
        values (chain, head.lane, head.seq + 1, entry ->> 1, head.hash, next_hash, (said ->> 1)::timestamptz,
          (said ->> 3)::uuid, (said ->> 4)::uuid, said ->> 5, said ->> 6, coalesce(said ->> 7, ''));
      update audit_head h set seq = head.seq + 1, hash = next_hash where h.council_id = chain and h.lane = head.lane;
    end loop;
  end loop;
end
$$;

-- A sample never opens a record that has since been restricted. A reader named for a restricted child also opens the
-- family hidden with the child, but nobody who was restricted for their own sake: those have named readers of their own.
-- The door: everything needed to compile one signed-in person's scopes, in one reading, from the session cookie's hash.
-- In plpgsql, which keeps its plans, and json, which is written as it is read: each request waits for this. What few
-- people have (an agreement to work under, a record they are named for) is looked for first and read only then.
create function session_facts(hash text) returns json
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  held record;
  agreed json := '[]';
  named json := '[]';
  proposed json := '[]';
  on_shift json := '[]';
  broken json := '[]';
begin
  select s.council_id as session_council, s.started_at, s.seen_at, s.expires_at, w.council_id, w.worker_id, w.display_name,
      (select json_agg(json_build_object(
          'employerId', p.council_id, 'postId', p.post_id, 'title', p.title, 'role', p.role, 'functions', to_json(p.functions),
          'fte', p.fte, 'teamCouncilId', p.team_council_id, 'teamId', p.team_id,
          'startsOn', p.starts_on, 'endsOn', p.ends_on, 'endedAt', p.ended_at,
          'reach', (select coalesce(json_agg(json_build_object(
              'councilId', r.reaches_id, 'share', r.share, 'opensRecords', r.reaches_records,
              'arrangementId', r.arrangement_id) order by r.reaches_id), '[]')
            from post_reach r where r.council_id = p.council_id and r.post_id = p.post_id)) order by p.post_id)
        from post p where p.worker_id = w.worker_id) as posts
    into held from session s join worker w on w.council_id = s.council_id and w.worker_id = s.worker_id
    -- Posts and named records go by the worker's id alone: an id that a second council also claims opens nothing.
    where s.token_hash = hash and not exists (select from worker x where x.worker_id = w.worker_id and x.council_id <> w.council_id);
  if not found then
    return null;
  end if;

  -- Whole only where a post of theirs works under it; of all others it matters whom they make a colleague: partners.
  if exists (select from post p join post_reach r on r.council_id = p.council_id and r.post_id = p.post_id
      where p.worker_id = held.worker_id and r.arrangement_id is not null) then
    agreed := coalesce((
      select json_agg(json_build_object(
        'hostId', a.council_id, 'arrangementId', a.arrangement_id, 'title', a.title, 'kind', a.kind, 'level', a.level,
        'hours', a.hours, 'roles', to_json(a.roles), 'onRota', a.on_rota, 'startsOn', a.starts_on, 'endsOn', a.ends_on, 'endedAt', a.ended_at,
        'parties', (select json_agg(json_build_object('councilId', y.party_id, 'joinedOn', y.joined_on, 'leftOn', y.left_on, 'opensRecords', y.opens_records) order by y.party_id, y.joined_on)
          from arrangement_party y where y.council_id = a.council_id and y.arrangement_id = a.arrangement_id),
        'clauses', (select coalesce(json_agg(json_build_object('clause', c.clause, 'effect', c.effect, 'functionName', c.function_name, 'partyId', c.party_id, 'words', c.words) order by c.clause), '[]')
          from arrangement_clause c where c.council_id = a.council_id and c.arrangement_id = a.arrangement_id),
        'sample', (select coalesce(json_agg(json_build_object('councilId', k.council_id, 'childId', k.child_id, 'from', k.reads_from, 'to', k.reads_to)), '[]')
          from sample_child k join person c on c.council_id = k.council_id and c.person_id = k.child_id and not c.restricted
          where k.arrangement_council_id = a.council_id and k.arrangement_id = a.arrangement_id)) order by a.arrangement_id)
      from arrangement a where (a.council_id, a.arrangement_id) in (
        select y.council_id, y.arrangement_id from post p
          join post_reach r on r.council_id = p.council_id and r.post_id = p.post_id
          join arrangement_party y on y.council_id = r.arrangement_council_id and y.arrangement_id = r.arrangement_id
        where p.worker_id = held.worker_id and exists (select from post q where q.worker_id = held.worker_id and q.council_id = y.party_id))), '[]');
    -- Whoever works under an agreement may need to be on the rota.
    on_shift := coalesce((select json_agg(json_build_object('teamId', h.team_id, 'from', h.starts_at, 'to', h.ends_at))
      from rota_shift h where h.worker_id = held.worker_id and h.ends_at > held.seen_at - interval '1 day' and h.withdrawn_at is null), '[]');
  end if;
  -- Glass that was broken opens one record for a while, unless the record has since been restricted.
  if exists (select from break_glass b where b.worker_id = held.worker_id and b.expires_at > held.seen_at - interval '1 day') then
    broken := coalesce((select json_agg(json_build_object('councilId', b.council_id, 'childId', b.child_id, 'breakId', b.break_id, 'until', b.expires_at))
      from break_glass b join person c on c.council_id = b.council_id and c.person_id = b.child_id and not c.restricted
      where b.worker_id = held.worker_id and b.expires_at > held.seen_at - interval '1 day' and b.closed_at is null), '[]');
  end if;
  -- Papers that wait for a signature name councils that may not work together yet.
  if exists (select from post p where p.worker_id = held.worker_id and p.role in
      ('service manager', 'director', 'human resources officer', 'information governance lead', 'data officer')) then
    proposed := coalesce((select json_agg(json_build_object('proposalId', x.proposal_id, 'partyIds', to_json(x.party_ids)) order by x.proposal_id)
      from proposal x where (x.stage not in ('signed', 'withdrawn') or (x.stage = 'signed' and x.planned_for > held.seen_at::date))
        and x.party_ids && array(select p.council_id from post p where p.worker_id = held.worker_id)), '[]');
  end if;
  if exists (select from restriction_reader o where o.worker_id = held.worker_id) then
    named := coalesce((
      select json_agg(json_build_object('councilId', o.council_id, 'personId', o.child_id, 'from', o.reads_from, 'to', o.reads_to,
        'relatives', (select coalesce(json_agg(distinct l.other_id), '[]') from relationship l
          join person q on q.council_id = l.council_id and q.person_id = l.other_id and q.restricted
          where l.council_id = o.council_id and l.child_id = o.child_id
            and not exists (select from restriction z where z.council_id = q.council_id and z.child_id = q.person_id))))
      from restriction_reader o join person c on c.council_id = o.council_id and c.person_id = o.child_id and c.restricted
      where o.worker_id = held.worker_id), '[]');
  end if;

  return json_build_object(
    'session', json_build_object('councilId', held.session_council, 'startedAt', held.started_at, 'seenAt', held.seen_at, 'expiresAt', held.expires_at),
    'worker', json_build_object('councilId', held.council_id, 'workerId', held.worker_id, 'displayName', held.display_name),
    'posts', coalesce(held.posts, '[]'),
    'arrangements', agreed,
    'partners', coalesce((
      select json_agg(json_build_object('employerId', employer, 'councilId', partner, 'from', since, 'to', until, 'endedAt', ended_at))
      from (
        select employer, partner, min(since) as since, until, ended_at from (
          select mine.party_id as employer, theirs.party_id as partner, a.ended_at, greatest(a.starts_on, mine.joined_on, theirs.joined_on) as since,
              least(a.ends_on, mine.left_on, theirs.left_on) as until
            from post p join arrangement_party mine on mine.party_id = p.council_id
              join arrangement a on a.council_id = mine.council_id and a.arrangement_id = mine.arrangement_id
              join arrangement_party theirs on theirs.council_id = a.council_id and theirs.arrangement_id = a.arrangement_id
            where p.worker_id = held.worker_id
          union all
          select mine.party_id, a.council_id, a.ended_at, greatest(a.starts_on, mine.joined_on), least(a.ends_on, mine.left_on)
            from post p join arrangement_party mine on mine.party_id = p.council_id
              join arrangement a on a.council_id = mine.council_id and a.arrangement_id = mine.arrangement_id
            where p.worker_id = held.worker_id) each
        where partner <> employer group by employer, partner, until, ended_at) met), '[]'),
    'opened', named,
    'proposed', proposed,
    'unread', (select count(*)::int from notice n where n.worker_id = held.worker_id and n.read_at is null),
    'shifts', on_shift,
    'broken', broken);
end
$$;

create function start_session(subject text, hash text, at timestamptz, expires timestamptz) returns jsonb
language sql security definer set search_path = public, pg_temp as $$
  insert into session (council_id, token_hash, worker_id, started_at, seen_at, expires_at)
    select w.council_id, hash, w.worker_id, at, at, expires from worker w where w.sign_in_subject = subject
      and not exists (select from worker x where x.sign_in_subject = subject and x.council_id <> w.council_id)
  returning jsonb_build_object('councilId', council_id, 'workerId', worker_id)
$$;

create function end_session(hash text) returns void
language sql security definer set search_path = public, pg_temp as $$
  delete from session where token_hash = hash
$$;

create function touch_session(hash text, at timestamptz) returns void
language sql security definer set search_path = public, pg_temp as $$
  update session set seen_at = at where token_hash = hash
$$;

-- Names, colours, wording and closing days of all councils: nothing about anybody.
create function council_looks() returns jsonb
language sql stable security definer set search_path = public, pg_temp as $$
  select jsonb_agg(jsonb_build_object('councilId', council_id, 'name', name, 'shortName', short_name, 'colour', colour, 'wording', wording,
    'closed', coalesce((select jsonb_agg(d.closed_on order by d.closed_on) from council_closure d where d.council_id = council.council_id), '[]'))
    order by name)
  from council
$$;

-- Removes what a time-out left behind: sessions over, drafts 30 days old, form keys a day old.
create function sweep(at timestamptz) returns void
language sql security definer set search_path = public, pg_temp as $$
  delete from session where expires_at < at;
  delete from draft where saved_at < at - interval '30 days';
  delete from submission where saved_at < at - interval '1 day';
$$;

revoke execute on function append_audit(jsonb), session_facts(text), start_session(text, text, timestamptz, timestamptz),
  end_session(text), touch_session(text, timestamptz), council_looks(), sweep(timestamptz) from public;
grant execute on function append_audit(jsonb), session_facts(text), start_session(text, text, timestamptz, timestamptz),
  end_session(text), touch_session(text, timestamptz), council_looks(), sweep(timestamptz) to joined_up_app;
