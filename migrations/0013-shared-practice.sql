-- What councils share beside staff: templates with each council's listed differences, what was learned together, ideas,
-- who knows what, and what each council says it values. Nothing here is about a child.

-- A form, plan or policy that several councils use. The council that answers for its words leads the key.
create table template (
  council_id int not null references council,
  template_id uuid not null,
  -- what it is for: visit, case note, night contact, ... (src/features/shared-practice/templates/standards.ts); a council
  -- uses one of each, and any number of the kind policy
  kind text not null check (kind <> ''),
  name text not null check (name <> ''),
  -- the newest
  version int not null default 1,
  begun_by uuid not null,
  begun_at timestamptz not null,
  primary key (council_id, template_id)
);

-- Every version whole, for ever.
create table template_version (
  council_id int not null,
  template_id uuid not null,
  version int not null,
  -- sections of items, in the shape of src/features/shared-practice/templates/template.ts
  content jsonb not null,
  why text not null,
  published_by uuid not null,
  published_at timestamptz not null,
  primary key (council_id, template_id, version),
  foreign key (council_id, template_id) references template
);

-- That a council uses a template, and the words it has now: its forms read this row and its differences, nothing else.
create table template_use (
  council_id int not null references council,
  template_id uuid not null,
  source_id int not null references council (council_id),
  kind text not null check (kind <> ''),
  name text not null,
  version int not null,
  content jsonb not null,
  -- takes every new version the moment it is published; otherwise it keeps its version until somebody takes a newer one
  follows boolean not null default true,
  adopted_on date not null,
  adopted_by uuid not null,
  reached_at timestamptz not null,
  left_on date,
  left_by uuid,
  primary key (council_id, template_id)
);
create unique index template_use_of_kind on template_use (council_id, kind) where left_on is null and kind <> 'policy';

-- One thing one council says differently. A row never changes but to be withdrawn; one that replaces another names it.
create table local_difference (
  council_id int not null,
  difference_id uuid not null,
  template_id uuid not null,
  effect text not null check (effect in ('says', 'adds', 'leaves out')),
  -- the item, the item and its part ("happened.help"), or the section to which something is added
  place text not null,
  -- the shared words as they were when this was written, '' for something added
  original text not null,
  says text not null,
  why text not null check (why <> ''),
  made_by uuid not null,
  made_on date not null,
  review_on date not null,
  replaces uuid,
  withdrawn_on date,
  withdrawn_by uuid,
  withdrawn_why text,
  primary key (council_id, difference_id),
  foreign key (council_id, template_id) references template_use
);
create unique index local_difference_of_place on local_difference (council_id, template_id, place)
  where withdrawn_on is null and effect <> 'adds';

-- A meeting of councils, or anything else they learned from one another.
create table exchange (
  council_id int not null references council,
  exchange_id uuid not null,
  title text not null check (title <> ''),
  held_on date not null,
  -- the other councils that took part
  with_ids int[] not null,
  learned text not null,
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  primary key (council_id, exchange_id)
);

-- What one council does because of it, in that council's own rows.
create table exchange_action (
  council_id int not null references council,
  action_id uuid not null,
  exchange_council_id int not null references council (council_id),
  exchange_id uuid not null,
  -- adopts: takes up what another council does
  kind text not null check (kind in ('adopts', 'does')),
  words text not null check (words <> ''),
  owner_id uuid not null,
  due_on date not null,
  done_on date,
  -- what was measured of it, and when; nothing yet while null
  effect text,
  effect_on date,
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  version int not null default 1,
  primary key (council_id, action_id),
  check ((effect is null) = (effect_on is null))
);

-- worker_id had the idea; somebody in the council owes an answer by a day.
create table idea (
  council_id int not null references council,
  idea_id uuid not null,
  worker_id uuid not null,
  title text not null check (title <> ''),
  words text not null,
  said_on date not null,
  owner_id uuid not null,
  answer_due_on date not null,
  answer_kind text check (answer_kind in ('yes', 'trying it', 'not now', 'no')),
  answer text,
  answered_on date,
  answered_by uuid,
  version int not null default 1,
  primary key (council_id, idea_id),
  check ((answer is null) = (answered_on is null) and (answer is null) = (answer_kind is null))
);

-- What a worker can do that few can: a language, an approval, a trained kind of work.
create table worker_skill (
  council_id int not null references council,
  skill_id uuid not null,
  worker_id uuid not null,
  skill text not null check (skill <> ''),
  level text not null check (level in ('learning', 'qualified', 'can teach')),
  since date not null,
  until date check (until >= since),
  ended_on date,
  ended_why text,
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  primary key (council_id, skill_id)
);
create index worker_skill_by_worker on worker_skill (council_id, worker_id);
create unique index worker_skill_held on worker_skill (council_id, worker_id, skill) where ended_on is null;

-- worker_id asks somebody of their own or another council who holds a skill; the answer is the holder's own row.
create table consultation (
  council_id int not null references council,
  consultation_id uuid not null,
  worker_id uuid not null,
  holder_council_id int not null references council (council_id),
  holder_id uuid not null,
  skill text not null,
  question text not null,
  asked_at timestamptz not null,
  wanted_by date not null,
  primary key (council_id, consultation_id)
);
create table consultation_answer (
  council_id int not null references council,
  consultation_id uuid not null,
  worker_id uuid not null,
  words text not null,
  answered_at timestamptz not null,
  primary key (council_id, consultation_id)
);

-- What a council says it values, in its own order; a line that is changed ends and another begins.
create table values_line (
  council_id int not null references council,
  line_id uuid not null,
  place int not null,
  words text not null check (words <> ''),
  -- what it looks like in somebody's work: what a panel asks about
  shown_by text not null,
  holds_from date not null,
  set_by uuid not null,
  ended_on date,
  ended_by uuid,
  ended_why text,
  replaces uuid,
  primary key (council_id, line_id)
);

-- A new version reaches every council at once. None of them writes in another's rows: a council that follows said so in
-- its own row, the publisher must run the owner's directory, and both must still work together at this moment.
create function publish_template(owner int, published uuid, next int) returns int
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  reached int;
begin
  if owner = any(nullif(current_setting('app.manage', true), '')::int[]) is not true then
    return null;
  end if;
  update template t set version = next where t.council_id = owner and t.template_id = published and t.version = next - 1
    and exists (select from template_version v where v.council_id = owner and v.template_id = published and v.version = next);
  if not found then
    return null;
  end if;
  update template_use u set version = next, content = v.content, name = t.name, reached_at = v.published_at
    from template_version v join template t on t.council_id = v.council_id and t.template_id = v.template_id
    where v.council_id = owner and v.template_id = published and v.version = next
      and u.source_id = owner and u.template_id = published and u.left_on is null and (u.follows or u.council_id = owner)
      and u.council_id = any(nullif(current_setting('app.directory', true), '')::int[]);
  get diagnostics reached = row_count;
  return reached;
end
$$;
revoke execute on function publish_template(int, uuid, int) from public;
grant execute on function publish_template(int, uuid, int) to joined_up_app;

do $$
declare
  councils constant text := 'council_id = any(nullif(current_setting(''app.%s'', true), '''')::int[])';
  directory text := format(councils, 'directory');
  manage text := format(councils, 'manage');
  self constant text := 'worker_id = any(nullif(current_setting(''app.self'', true), '''')::uuid[])';
  name text;
begin
  foreach name in array array['template', 'template_version', 'template_use', 'local_difference', 'exchange', 'exchange_action',
      'idea', 'worker_skill', 'consultation', 'consultation_answer', 'values_line'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy reads on %I for select to joined_up_app using (%s)', name, directory);
    execute format('grant select, insert on %I to joined_up_app', name);
  end loop;
  -- Read by those who work with the council, written by those who run it.
  foreach name in array array['template', 'template_version', 'template_use', 'local_difference', 'exchange', 'exchange_action',
      'worker_skill', 'values_line'] loop
    execute format('create policy boundary on %I as restrictive for all to joined_up_app using (%s) with check (%s)', name, directory, manage);
    execute format('create policy adds on %I for insert to joined_up_app with check (%s)', name, manage);
  end loop;
  foreach name in array array['template_use', 'exchange_action', 'worker_skill', 'values_line', 'local_difference'] loop
    execute format('create policy changes on %I for update to joined_up_app using (%s) with check (%s)', name, manage, manage);
  end loop;
  execute 'grant update on template_use, exchange_action to joined_up_app';
  execute 'grant update (withdrawn_on, withdrawn_by, withdrawn_why) on local_difference to joined_up_app';
  execute 'grant update (ended_on, ended_why) on worker_skill to joined_up_app';
  execute 'grant update (ended_on, ended_by, ended_why, place) on values_line to joined_up_app';
  -- Said by oneself, in a council one works with. An idea is answered by those who run the council.
  foreach name in array array['idea', 'consultation', 'consultation_answer'] loop
    execute format('create policy boundary on %I as restrictive for all to joined_up_app using (%s) with check (%s)', name, directory, directory);
    execute format('create policy adds on %I for insert to joined_up_app with check (%s)', name, self);
  end loop;
  execute format('create policy changes on idea for update to joined_up_app using (%s) with check (%s)', manage, manage);
  execute 'grant update (owner_id, answer_kind, answer, answered_on, answered_by, version) on idea to joined_up_app';
  -- publish_template runs as the owner, which FORCE would stop where the owner is no superuser.
  foreach name in array array['template', 'template_version', 'template_use'] loop
    execute format('create policy owner_door on %I for all to %I using (true) with check (true)', name, current_user);
  end loop;
end
$$;
