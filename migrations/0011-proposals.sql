-- What councils mean to sign. A proposal is written by the council that would host it and read by those that would be
-- parties; nothing in it opens anything. Only sign_proposal below, once every party has signed these very words through
-- different people, writes an arrangement: the application itself can neither make one nor change one.
alter table arrangement
  -- posts of these roles only; null: of any role
  add column roles text[],
  -- opens records only to whoever is on the rota of their team at that moment
  add column on_rota boolean not null default false,
  add column lawful_basis text not null default '',
  -- who decides and who carries out, for each set of data: [{"data", "controller", "processor"}]
  add column datasets jsonb not null default '[]',
  add column dpia_reference text,
  add column owner_id uuid;

create table proposal (
  council_id int not null references council,
  proposal_id uuid not null,
  -- the arrangement it makes, or the one in force that it changes
  arrangement_id uuid not null,
  changes boolean not null default false,
  stage text not null check (stage in ('idea', 'business case', 'approved', 'implementing', 'signed', 'withdrawn')),
  title text not null,
  service text not null,
  -- the councils that would be parties; the door reads it to know who may read the proposal
  party_ids int[] not null,
  -- everything that would be signed, in the shape of src/features/sharing/terms.ts
  terms jsonb not null,
  -- baseline, one-off cost, saving a year, resilience: nothing goes live without a baseline
  business_case jsonb not null default '{}',
  planned_for date,
  milestone_on date,
  version int not null default 1,
  made_by uuid not null,
  made_at timestamptz not null,
  closed_at timestamptz,
  primary key (council_id, proposal_id)
);
create index proposal_open on proposal (stage, planned_for) where stage <> 'withdrawn';
create index proposal_by_arrangement on proposal (council_id, arrangement_id);

create table signature (
  council_id int not null,
  proposal_id uuid not null,
  party_id int not null references council (council_id),
  -- the words that were signed; a signature under other words counts for nothing
  terms_hash bytea not null,
  signed_by uuid not null,
  signed_at timestamptz not null,
  primary key (council_id, proposal_id, party_id, terms_hash),
  foreign key (council_id, proposal_id) references proposal
);

-- What an arrangement said before it was changed or left, and since when it says something else.
create table earlier_arrangement (
  council_id int not null,
  arrangement_id uuid not null,
  version int not null,
  terms jsonb not null,
  replaced_at timestamptz not null,
  replaced_by uuid not null,
  why text not null,
  primary key (council_id, arrangement_id, version),
  foreign key (council_id, arrangement_id) references arrangement
);

-- The words that are signed: everything that goes into force, each part by itself, and not the stage.
create function terms_hash(of_proposal proposal) returns bytea
language sql stable strict set search_path = public, pg_temp as $$
  select sha256(convert_to(jsonb_build_array(of_proposal.council_id, of_proposal.arrangement_id, of_proposal.changes,
    of_proposal.title, of_proposal.service, of_proposal.terms)::text, 'UTF8'))
$$;

-- The terms of an arrangement as they stand, in the shape of a proposal's.
create function terms_of(host int, arranged uuid) returns jsonb
language sql stable set search_path = public, pg_temp as $$
  select jsonb_build_object('kind', a.kind, 'legalBasis', a.legal_basis, 'purpose', a.purpose, 'level', a.level,
    'hours', a.hours, 'startsOn', a.starts_on, 'endsOn', a.ends_on, 'reviewOn', a.review_on, 'roles', a.roles, 'onRota', a.on_rota,
    'lawfulBasis', a.lawful_basis, 'datasets', a.datasets, 'dpiaReference', a.dpia_reference,
    'parties', (select coalesce(jsonb_agg(jsonb_build_object('partyId', p.party_id, 'joinedOn', p.joined_on, 'leftOn', p.left_on,
        'opensRecords', p.opens_records) order by p.party_id, p.joined_on), '[]')
      from arrangement_party p where p.council_id = host and p.arrangement_id = arranged),
    'clauses', (select coalesce(jsonb_agg(jsonb_build_object('clause', c.clause, 'effect', c.effect, 'functionName', c.function_name,
        'partyId', c.party_id, 'words', c.words) order by c.clause), '[]')
      from arrangement_clause c where c.council_id = host and c.arrangement_id = arranged))
  from arrangement a where a.council_id = host and a.arrangement_id = arranged
$$;

-- Signs for one council. Who signs, and that they may sign for it, is read from their posts and not taken from the caller.
-- Answers 'signed', 'in force' when this was the last signature, or why not, in words that are said on the page.
create function sign_proposal(host int, proposed uuid, signing_for int, version_read int, at timestamptz) returns text
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  held proposal;
  words bytea;
  signer uuid := (nullif(current_setting('app.self', true), '')::uuid[])[1];
  today date := timezone('Europe/London', at)::date;
begin
  select * into held from proposal p where p.council_id = host and p.proposal_id = proposed for update;
  if not found or held.stage in ('signed', 'withdrawn') then
    return 'This proposal is no longer open.';
  end if;
  if held.version <> version_read then
    return 'Somebody has changed the proposal since you read it. Read it again before you sign.';
  end if;
  if held.stage not in ('approved', 'implementing') then
    return 'A proposal is signed once it is approved.';
  end if;
  if not signing_for = any(held.party_ids) then
    return 'Only the councils named in it sign.';
  end if;
  -- Those that are parties from today on sign; one that left before stays in the list for what was.
  if cardinality(held.party_ids) < 2 or not exists (
      select from jsonb_to_recordset(held.terms -> 'parties') as p ("partyId" int, "leftOn" date)
      where coalesce(p."leftOn", '9999-12-31') >= today
      having count(distinct "partyId") = cardinality(held.party_ids) and bool_and("partyId" = any(held.party_ids))) then
    return 'An arrangement needs at least two councils, and its terms must name each of them.';
  end if;
  if not held.changes and held.business_case ->> 'baseline' is null
      and coalesce(btrim(held.business_case ->> 'noBaseline'), '') = '' then
    return 'Nothing goes live without a baseline: what the service costs now, or why nobody can say.';
  end if;
  if not coalesce(signing_for = any(nullif(current_setting('app.manage', true), '')::int[]), false) or not exists (
      select from post p where p.worker_id = signer and p.council_id = signing_for
        and p.starts_on <= today and coalesce(p.ends_on, '9999-12-31') >= today and coalesce(p.ended_at, 'infinity') > at) then
    return 'You hold no post that signs for this council.';
  end if;
  if held.changes then
    if exists (select from arrangement_party p where p.council_id = host and p.arrangement_id = held.arrangement_id
        and coalesce(p.left_on, '9999-12-31') >= today and p.party_id <> all(held.party_ids)) then
      return 'A change is signed by every council that is a party now. One that does not go on leaves by its own word.';
    end if;
    -- A change is signed over the words it was written against: nobody comes back in by an old signature.
    perform from arrangement a where a.council_id = host and a.arrangement_id = held.arrangement_id and a.ended_at is null
      and coalesce(a.ends_on, '9999-12-31') >= today and a.version = (held.terms ->> 'changesVersion')::int for update;
    if not found then
      return 'The arrangement has been changed or has ended since this change was written. Start again from what it says now.';
    end if;
  elsif exists (select from arrangement a where a.arrangement_id = held.arrangement_id) then
    return 'An arrangement of this number is in force already.';
  end if;
  words := terms_hash(held);
  if exists (select from signature s where s.council_id = host and s.proposal_id = proposed and s.terms_hash = words
      and s.party_id <> signing_for and s.signed_by = signer) then
    return 'You have signed for another council. Somebody else must sign for this one.';
  end if;
  if exists (select from signature s where s.council_id = host and s.proposal_id = proposed and s.terms_hash = words
      and s.party_id = signing_for) then
    return 'Your council has signed these words already.';
  end if;
  insert into signature (council_id, proposal_id, party_id, terms_hash, signed_by, signed_at)
    values (host, proposed, signing_for, words, signer, at);
  if exists (select from unnest(held.party_ids) as party (id) where not exists (
      select from signature s where s.council_id = host and s.proposal_id = proposed and s.terms_hash = words and s.party_id = party.id)) then
    return 'signed';
  end if;

  if held.changes then
    update arrangement a set version = a.version + 1 where a.council_id = host and a.arrangement_id = held.arrangement_id;
    insert into earlier_arrangement (council_id, arrangement_id, version, terms, replaced_at, replaced_by, why)
      select host, held.arrangement_id, a.version - 1, terms_of(host, held.arrangement_id), at, signer, 'Changed by agreement of all parties'
      from arrangement a where a.council_id = host and a.arrangement_id = held.arrangement_id;
    delete from arrangement_clause c where c.council_id = host and c.arrangement_id = held.arrangement_id;
    delete from arrangement_party p where p.council_id = host and p.arrangement_id = held.arrangement_id;
  else
    insert into arrangement (council_id, arrangement_id, title, kind, service, legal_basis, purpose, starts_on)
      values (host, held.arrangement_id, held.title, held.terms ->> 'kind', held.service, '', '', (held.terms ->> 'startsOn')::date);
  end if;
  update arrangement a set title = held.title, service = held.service, kind = held.terms ->> 'kind',
      legal_basis = held.terms ->> 'legalBasis', purpose = held.terms ->> 'purpose', level = held.terms ->> 'level',
      hours = nullif(held.terms -> 'hours', 'null'), starts_on = (held.terms ->> 'startsOn')::date, ends_on = (held.terms ->> 'endsOn')::date,
      review_on = (held.terms ->> 'reviewOn')::date,
      roles = case when jsonb_typeof(held.terms -> 'roles') = 'array' then array(select jsonb_array_elements_text(held.terms -> 'roles')) end,
      on_rota = coalesce((held.terms ->> 'onRota')::boolean, false), lawful_basis = coalesce(held.terms ->> 'lawfulBasis', ''),
      datasets = coalesce(nullif(held.terms -> 'datasets', 'null'), '[]'), dpia_reference = held.terms ->> 'dpiaReference', owner_id = held.made_by
    where a.council_id = host and a.arrangement_id = held.arrangement_id;
  insert into arrangement_party (council_id, arrangement_id, party_id, joined_on, left_on, opens_records)
    select host, held.arrangement_id, p."partyId", p."joinedOn", p."leftOn", p."opensRecords"
    from jsonb_to_recordset(held.terms -> 'parties') as p ("partyId" int, "joinedOn" date, "leftOn" date, "opensRecords" boolean);
  insert into arrangement_clause (council_id, arrangement_id, clause, effect, function_name, party_id, words)
    select host, held.arrangement_id, c.clause, c.effect, c."functionName", c."partyId", c.words
    from jsonb_to_recordset(held.terms -> 'clauses') as c (clause text, effect text, "functionName" text, "partyId" int, words text);
  update proposal p set stage = 'signed', closed_at = at where p.council_id = host and p.proposal_id = proposed;
  return 'in force';
end
$$;

-- A council leaves by its own word. It can only close what was open: an end that was agreed never moves out.
create function leave_arrangement(host int, arranged uuid, leaving int, last_day date, why text, at timestamptz) returns text
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  leaver uuid := (nullif(current_setting('app.self', true), '')::uuid[])[1];
begin
  if not coalesce(leaving = any(nullif(current_setting('app.manage', true), '')::int[]), false) then
    return 'You hold no post that speaks for this council.';
  end if;
  if last_day < timezone('Europe/London', at)::date - 1 then
    return 'The last day cannot lie in the past.';
  end if;
  perform from arrangement a where a.council_id = host and a.arrangement_id = arranged and a.ended_at is null for update;
  if not found then
    return 'This arrangement has ended.';
  end if;
  if leaving = host then
    return 'The host keeps the arrangement for all. It ends it, or the others sign another one.';
  end if;
  if not exists (select from arrangement_party p where p.council_id = host and p.arrangement_id = arranged and p.party_id = leaving
      and coalesce(p.left_on, '9999-12-31') > last_day) then
    return 'This council is no party to it after that day.';
  end if;
  insert into earlier_arrangement (council_id, arrangement_id, version, terms, replaced_at, replaced_by, why)
    select host, arranged, a.version, terms_of(host, arranged), at, leaver, why
    from arrangement a where a.council_id = host and a.arrangement_id = arranged;
  update arrangement a set version = a.version + 1 where a.council_id = host and a.arrangement_id = arranged;
  -- Whoever was still to join stays out altogether.
  delete from arrangement_party p where p.council_id = host and p.arrangement_id = arranged and p.party_id = leaving and p.joined_on > last_day;
  update arrangement_party p set left_on = last_day where p.council_id = host and p.arrangement_id = arranged and p.party_id = leaving
    and coalesce(p.left_on, '9999-12-31') > last_day;
  return 'left';
end
$$;
revoke execute on function sign_proposal(int, uuid, int, int, timestamptz), leave_arrangement(int, uuid, int, date, text, timestamptz),
  terms_of(int, uuid), terms_hash(proposal) from public;
grant execute on function sign_proposal(int, uuid, int, int, timestamptz), leave_arrangement(int, uuid, int, date, text, timestamptz),
  terms_of(int, uuid), terms_hash(proposal) to joined_up_app;

do $$
declare
  directory constant text := 'council_id = any(nullif(current_setting(''app.directory'', true), '''')::int[])';
  manage constant text := 'council_id = any(nullif(current_setting(''app.manage'', true), '''')::int[])';
  -- those that name a council whose papers the viewer signs, wherever the host is
  proposed constant text := 'proposal_id = any(nullif(current_setting(''app.proposals'', true), '''')::uuid[])';
  name text;
begin
  foreach name in array array['proposal', 'signature', 'earlier_arrangement'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy owner_door on %I for all to %I using (true) with check (true)', name, current_user);
  end loop;
  foreach name in array array['proposal', 'signature'] loop
    execute format('create policy boundary on %I as restrictive for all to joined_up_app using (%s or %s) with check (%s)', name, directory, proposed, manage);
    execute format('create policy reads on %I for select to joined_up_app using (%s or %s)', name, directory, proposed);
    execute format('grant select on %I to joined_up_app', name);
  end loop;
  execute format('create policy adds on proposal for insert to joined_up_app with check (%s and stage <> ''signed'')', manage);
  execute format('create policy changes on proposal for update to joined_up_app using (%s and stage not in (''signed'', ''withdrawn'')) with check (%s and stage <> ''signed'')', manage, manage);
  execute 'grant insert, update on proposal to joined_up_app';
  execute format('create policy boundary on earlier_arrangement as restrictive for all to joined_up_app using (%s)', directory);
  execute format('create policy reads on earlier_arrangement for select to joined_up_app using (%s)', directory);
  execute 'grant select on earlier_arrangement to joined_up_app';
end
$$;
