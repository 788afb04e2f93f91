-- The department's daily feed of children (children's social care data API): what it holds of each child as far as it has
-- said so, what was sent and answered, and the receipts.

-- One run of the sender for a council; at most one is under way.
create table dfe_api_send (
  council_id int not null references council,
  send_id uuid not null,
  started_at timestamptz not null,
  -- the last sign of life: a run that gives none for a while is broken off, and another may begin
  alive_at timestamptz not null,
  finished_at timestamptz,
  outcome text not null default 'under way' check (outcome in ('under way', 'finished', 'stopped', 'broken off')),
  -- why it was stopped
  words text not null default '',
  -- where it went: host and path of the service
  sent_to text not null,
  accepted int not null default 0,
  refused int not null default 0,
  -- not to be sent as they stand: the schema does not take them
  unfit int not null default 0,
  waiting int not null default 0,
  primary key (council_id, send_id)
);
create unique index dfe_api_send_under_way on dfe_api_send (council_id) where finished_at is null;
create index dfe_api_send_by_start on dfe_api_send (council_id, started_at);

-- One call with its answer.
create table dfe_api_batch (
  council_id int not null,
  batch_id uuid not null,
  send_id uuid not null,
  children int not null,
  sent_at timestamptz not null,
  answered_at timestamptz,
  -- calls made before an answer that settles it
  tries int not null default 0,
  http_status int,
  outcome text not null default 'sending' check (outcome in ('sending', 'accepted', 'refused', 'unanswered')),
  primary key (council_id, batch_id),
  foreign key (council_id, send_id) references dfe_api_send (council_id, send_id)
);
create index dfe_api_batch_by_send on dfe_api_batch (council_id, send_id);

-- Where a child stands with one service: what a test service took, the live one does not hold. `held` is what the department took; `doubt` is a payload that went out and whose answer is not
-- known: nothing else is sent of this child before exactly that was sent again and answered.
create table dfe_api_child (
  council_id int not null,
  child_id uuid not null,
  restricted boolean not null default false,
  sent_to text not null,
  -- waiting: it was about to be sent when the run was stopped, and the department does not have it
  status text not null check (status in ('accepted', 'refused', 'unfit', 'in doubt', 'waiting', 'gone')),
  held jsonb,
  -- SHA-256 of the canonical text of what is held
  held_hash text,
  doubt jsonb,
  doubt_kind text check (doubt_kind in ('new', 'changed', 'gone')),
  -- of the payload that was refused, or is unfit: it is not sent again until it says something else
  refused_hash text,
  -- the department's, or ours where the schema does not take it
  words text not null default '',
  receipt text,
  changed_at timestamptz not null,
  primary key (council_id, child_id, sent_to),
  check ((doubt is null) = (doubt_kind is null)),
  check ((held is null) = (held_hash is null)),
  foreign key (council_id, child_id, restricted) references person (council_id, person_id, restricted) on update cascade
);
create index dfe_api_child_by_status on dfe_api_child (council_id, sent_to, status);

-- Every time a child was in a call, for ever: what, when, and the receipt or the refusal.
create table dfe_api_sent (
  council_id int not null,
  child_id uuid not null,
  restricted boolean not null default false,
  batch_id uuid not null,
  kind text not null check (kind in ('new', 'changed', 'gone')),
  -- SHA-256 of the canonical text of what was sent
  hash text not null,
  sent_at timestamptz not null,
  status text not null check (status in ('accepted', 'refused', 'unanswered')),
  receipt text,
  words text not null default '',
  primary key (council_id, child_id, batch_id),
  foreign key (council_id, batch_id) references dfe_api_batch (council_id, batch_id),
  foreign key (council_id, child_id, restricted) references person (council_id, person_id, restricted) on update cascade
);
create index dfe_api_sent_by_batch on dfe_api_sent (council_id, batch_id);

do $$
declare
  councils constant text := 'council_id = any(nullif(current_setting(''app.%s'', true), '''')::int[])';
  named constant text := 'child_id = any(nullif(current_setting(''app.children'', true), '''')::uuid[])';
  name text;
begin
  -- About a child: as the tables of the record in 0007-walls.sql.
  foreach name in array array['dfe_api_child', 'dfe_api_sent'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy boundary on %I as restrictive for all to joined_up_app using (%s or %s) with check (%s)',
      name, format(councils, 'find'), named, format(councils, 'write'));
    execute format('create policy reads on %I for select to joined_up_app using ((%s and not restricted) or %s)',
      name, format(councils, 'record'), named);
    execute format('create policy adds on %I for insert to joined_up_app with check (%s and (not restricted or %s))',
      name, format(councils, 'write'), named);
    execute format('grant select, insert on %I to joined_up_app', name);
  end loop;
  execute format('create policy changes on dfe_api_child for update to joined_up_app using (%s and (not restricted or %s)) with check (%s and (not restricted or %s))',
    format(councils, 'write'), named, format(councils, 'write'), named);
  execute 'grant update on dfe_api_child to joined_up_app';

  -- Counts and times of a council's calls: nothing about anybody.
  foreach name in array array['dfe_api_send', 'dfe_api_batch'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy boundary on %I as restrictive for all to joined_up_app using (%s) with check (%s)',
      name, format(councils, 'record'), format(councils, 'write'));
    execute format('create policy reads on %I for select to joined_up_app using (%s)', name, format(councils, 'record'));
    execute format('create policy adds on %I for insert to joined_up_app with check (%s)', name, format(councils, 'write'));
    execute format('create policy changes on %I for update to joined_up_app using (%s) with check (%s)',
      name, format(councils, 'write'), format(councils, 'write'));
    execute format('grant select, insert, update on %I to joined_up_app', name);
  end loop;
end
$$;
