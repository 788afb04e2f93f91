-- What councils have signed with one another. The host council leads the key.
create table arrangement (
  council_id int not null references council,
  arrangement_id uuid not null,
  title text not null,
  kind text not null check (kind in ('joint employment', 'section 113', 'delegation', 'joint committee', 'company', 'shared system', 'peer support')),
  service text not null,
  legal_basis text not null,
  purpose text not null,
  level text check (level in ('find', 'summary', 'record', 'write')),
  -- null: always; otherwise {"from":"17:00","to":"09:00","nonWorkingDays":true}
  hours jsonb,
  starts_on date not null,
  ends_on date check (ends_on >= starts_on),
  -- the moment somebody ended it early: bites on the next request
  ended_at timestamptz,
  ended_by uuid,
  end_reason text,
  review_on date,
  version int not null default 1,
  primary key (council_id, arrangement_id)
);

create table arrangement_party (
  council_id int not null,
  arrangement_id uuid not null,
  party_id int not null references council (council_id),
  joined_on date not null,
  left_on date check (left_on >= joined_on),
  -- may the others' staff reach this party's children under it?
  opens_records boolean not null default true,
  primary key (council_id, arrangement_id, party_id, joined_on),
  foreign key (council_id, arrangement_id) references arrangement
);

-- One numbered clause puts functions in or leaves them out, for all parties or for one.
create table arrangement_clause (
  council_id int not null,
  arrangement_id uuid not null,
  clause text not null,
  effect text not null check (effect in ('includes', 'excludes')),
  function_name text not null,
  party_id int,
  words text not null,
  primary key (council_id, arrangement_id, clause),
  foreign key (council_id, arrangement_id) references arrangement
);
