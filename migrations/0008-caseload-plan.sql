-- A worker above what they can carry needs a manager's dated plan; the newest stands, earlier ones stay.
create table caseload_plan (
  council_id int not null references council,
  plan_id uuid not null,
  worker_id uuid not null,
  words text not null,
  review_on date not null,
  made_by uuid not null,
  made_at timestamptz not null,
  primary key (council_id, plan_id)
);
create index caseload_plan_by_worker on caseload_plan (council_id, worker_id, made_at);
alter table caseload_plan enable row level security;
alter table caseload_plan force row level security;
do $$
declare
  councils constant text := 'council_id = any(nullif(current_setting(''app.%s'', true), '''')::int[])';
begin
  execute format('create policy boundary on caseload_plan as restrictive for all to joined_up_app using (%s) with check (%s)',
    format(councils, 'record'), format(councils, 'write'));
  execute format('create policy reads on caseload_plan for select to joined_up_app using (%s)', format(councils, 'record'));
  execute format('create policy adds on caseload_plan for insert to joined_up_app with check (%s)', format(councils, 'write'));
end
$$;
grant select, insert on caseload_plan to joined_up_app;
