-- Everybody a council knows: children, parents, carers, professionals. A restricted person is hidden, existence too,
-- from all but named people. Each table of theirs repeats the flag and the foreign key keeps it true (on update cascade).
create table person (
  council_id int not null references council,
  person_id uuid not null,
  restricted boolean not null default false,
  is_child boolean not null,
  given_name text not null,
  family_name text not null,
  known_as text,
  -- as the person says it, when it is not as written
  spoken_as text,
  pronouns text,
  normal_name text not null,
  born_on date,
  birth_estimated boolean not null default false,
  expected_on date,
  died_on date,
  sex text check (sex in ('M', 'F', 'U')),
  ethnicity text,
  first_language text,
  interpreter_for text,
  religion text,
  disabilities text[] not null default '{}',
  asylum text,
  local_id text,
  why_involved text,
  why_involved_by uuid,
  why_involved_on date,
  profession text,
  organisation text,
  source text not null default 'recorded' check (source in ('recorded', 'imported', 'mirrored')),
  version int not null default 1,
  recorded_at timestamptz not null,
  recorded_by uuid,
  primary key (council_id, person_id),
  unique (council_id, person_id, restricted)
);
create unique index person_local_id on person (council_id, local_id) where local_id is not null;
create index person_by_name on person (council_id, normal_name text_pattern_ops) where is_child;
create index person_by_id on person (person_id);

create table person_name (
  council_id int not null,
  person_id uuid not null,
  restricted boolean not null default false,
  name_id uuid not null,
  kind text not null check (kind in ('legal', 'known as', 'alias', 'previous', 'spelling', 'own script')),
  given_name text not null default '',
  family_name text not null default '',
  used_from date,
  used_to date,
  primary key (council_id, person_id, name_id),
  foreign key (council_id, person_id, restricted) references person (council_id, person_id, restricted) on update cascade
);

create table person_identifier (
  council_id int not null,
  person_id uuid not null,
  restricted boolean not null default false,
  scheme text not null check (scheme in ('nhs', 'upn', 'former upn', 'upn unknown', 'council', 'home office', 'former council', 'national')),
  value text not null,
  valid_from date,
  valid_to date,
  primary key (council_id, person_id, scheme, value),
  foreign key (council_id, person_id, restricted) references person (council_id, person_id, restricted) on update cascade
);

create table person_address (
  council_id int not null,
  person_id uuid not null,
  restricted boolean not null default false,
  address_id uuid not null,
  lines text not null,
  postcode text,
  kind text not null default 'home' check (kind in ('home', 'placement', 'temporary', 'correspondence', 'work')),
  confidential boolean not null default false,
  not_to_be_told text,
  lives_from date,
  lives_to date,
  primary key (council_id, person_id, address_id),
  foreign key (council_id, person_id, restricted) references person (council_id, person_id, restricted) on update cascade
);

create table person_contact (
  council_id int not null,
  person_id uuid not null,
  restricted boolean not null default false,
  contact_id uuid not null,
  kind text not null check (kind in ('mobile', 'home phone', 'work phone', 'email')),
  value text not null,
  note text,
  primary key (council_id, person_id, contact_id),
  foreign key (council_id, person_id, restricted) references person (council_id, person_id, restricted) on update cascade
);

-- "person is <kind> of child": mother, father, sibling, carer, teacher. Stored from the child's side. It repeats whether
-- the other person is restricted too, because a brother's row must not tell that there is a sister whose record is hidden;
-- and it never leads to the record of another council, whose children this one may not know of.
create table relationship (
  council_id int not null,
  child_id uuid not null,
  restricted boolean not null default false,
  relationship_id uuid not null,
  other_id uuid not null,
  other_restricted boolean not null default false,
  kind text not null,
  parental_responsibility boolean not null default false,
  lives_with boolean not null default false,
  note text,
  starts_on date,
  ends_on date,
  primary key (council_id, child_id, relationship_id),
  foreign key (council_id, child_id, restricted) references person (council_id, person_id, restricted) on update cascade,
  foreign key (council_id, other_id, other_restricted) references person (council_id, person_id, restricted) on update cascade
);
create index relationship_by_other on relationship (council_id, other_id);

-- Search by stored keys: only equality, so that the index is used under row-level security.
create table search_key (
  council_id int not null,
  key text not null check (length(key) between 3 and 200),
  person_id uuid not null,
  restricted boolean not null default false,
  -- with the flag, so that finding people reads the index alone
  primary key (council_id, key, person_id) include (restricted),
  foreign key (council_id, person_id, restricted) references person (council_id, person_id, restricted) on update cascade
);
create index search_key_by_person on search_key (council_id, person_id);

create table restriction (
  council_id int not null,
  child_id uuid not null,
  restriction_id uuid not null,
  ground text not null check (ground in ('relative of staff', 'media interest', 'risk to the child or carer', 'adoption')),
  words text not null default '',
  night_desk_may_know boolean not null default false,
  starts_on date not null,
  review_on date not null,
  ends_on date,
  set_by uuid not null,
  version int not null default 1,
  primary key (council_id, child_id, restriction_id),
  foreign key (council_id, child_id) references person (council_id, person_id)
);

create table restriction_reader (
  council_id int not null,
  child_id uuid not null,
  worker_id uuid not null,
  reads_from date not null,
  reads_to date,
  added_by uuid not null,
  primary key (council_id, child_id, worker_id, reads_from),
  foreign key (council_id, child_id) references person (council_id, person_id)
);
create index restriction_reader_by_worker on restriction_reader (worker_id);

-- Children another council's peers may read for a while (peer support, audits): an agreed sample with an end.
create table sample_child (
  council_id int not null,
  arrangement_council_id int not null,
  arrangement_id uuid not null,
  child_id uuid not null,
  reads_from date not null,
  reads_to date not null check (reads_to >= reads_from),
  primary key (council_id, arrangement_id, child_id),
  foreign key (council_id, child_id) references person (council_id, person_id)
);
create index sample_child_by_arrangement on sample_child (arrangement_council_id, arrangement_id);
