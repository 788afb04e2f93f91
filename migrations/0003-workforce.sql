-- One record for each worker however many councils they serve; the council that first employed them leads the key.
create table worker (
  council_id int not null references council,
  worker_id uuid not null,
  given_name text not null,
  family_name text not null,
  display_name text not null,
  normal_name text not null,
  work_email text,
  work_phone text,
  swe_number text,
  sign_in_subject text,
  newly_qualified_until date,
  source_key text,
  version int not null default 1,
  primary key (council_id, worker_id)
);
create unique index worker_subject on worker (council_id, sign_in_subject);
create index worker_by_subject on worker (sign_in_subject) where sign_in_subject is not null;
create index worker_by_id on worker (worker_id);
create unique index worker_source on worker (council_id, source_key) where source_key is not null;

create table team (
  council_id int not null references council,
  team_id uuid not null,
  name text not null,
  manager_id uuid,
  kind text not null default 'children',
  primary key (council_id, team_id)
);

-- Three separate things: who employs, which functions the post covers, whose data it reaches (post_reach).
create table post (
  council_id int not null references council,
  post_id uuid not null,
  worker_id uuid not null,
  title text not null,
  role text not null,
  functions text[] not null default '{}',
  team_council_id int,
  team_id uuid,
  fte numeric(4, 3) not null check (fte > 0 and fte <= 1),
  starts_on date not null,
  ends_on date check (ends_on >= starts_on),
  ended_at timestamptz,
  version int not null default 1,
  primary key (council_id, post_id)
);
create index post_by_worker on post (worker_id);
create index post_by_team on post (team_council_id, team_id);

create table post_reach (
  council_id int not null,
  post_id uuid not null,
  reaches_id int not null references council (council_id),
  -- share of the post that serves this council, in percent; the shares of a post sum to 100
  share numeric(5, 2) not null check (share >= 0 and share <= 100),
  reaches_records boolean not null default true,
  arrangement_council_id int,
  arrangement_id uuid,
  primary key (council_id, post_id, reaches_id),
  foreign key (council_id, post_id) references post
);
