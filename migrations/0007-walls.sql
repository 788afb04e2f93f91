-- The second wall. One shape for every policy: the council, or the child by name, stands in a setting of this
-- transaction which src/database/transaction.ts wrote from the viewer's scopes, as an array ({202,212}). No subquery, no
-- function that reads. It is asked of every row: one cast, because taking a list apart costs more than reading the row.
--   app.find, app.summary, app.record, app.write  councils whose children the viewer may find, see, read, change
--   app.children                                  people opened by name: restricted records, a peer's sample
--   app.directory, app.manage                     councils whose workforce and agreements the viewer may read, change
--   app.proposals                                 papers that wait for the signature of a council the viewer signs for
--   app.self                                      the signed-in worker
do $$
declare
  councils constant text := 'any(nullif(current_setting(''app.%s'', true), '''')::int[])';
  people constant text := 'any(nullif(current_setting(''app.%s'', true), '''')::uuid[])';
  find_councils text := format('council_id = ' || councils, 'find');
  write_councils text := format('council_id = ' || councils, 'write');
  manage_councils text := format('council_id = ' || councils, 'manage');
  directory_councils text := format('council_id = ' || councils, 'directory');
  record_councils text := format('council_id = ' || councils, 'record');
  self_worker text := format('worker_id = ' || people, 'self');
  named text;
  held record;
  name text;
begin
  -- Tables about people: (table, column that names the person, level that opens it, may rows be deleted).
  for held in select * from (values
      ('person', 'person_id', 'find', false),
      ('person_name', 'person_id', 'find', true),
      ('search_key', 'person_id', 'find', true),
      ('person_identifier', 'person_id', 'summary', true),
      ('person_address', 'person_id', 'summary', true),
      ('person_contact', 'person_id', 'summary', true),
      ('relationship', 'child_id', 'summary', true),
      ('spell', 'child_id', 'record', false),
      ('event', 'child_id', 'record', false),
      ('earlier_version', 'child_id', 'record', false),
      ('due', 'child_id', 'summary', true),
      ('breach_reason', 'child_id', 'record', false)) as t (tab, who, level, deletes)
  loop
    named := format(held.who || ' = ' || people, 'children');
    execute format('alter table %I enable row level security', held.tab);
    execute format('alter table %I force row level security', held.tab);
    execute format('create policy boundary on %I as restrictive for all to joined_up_app using (%s or %s) with check (%s)',
      held.tab, find_councils, named, write_councils);
    execute format('create policy reads on %I for select to joined_up_app using ((%s and not restricted) or %s)',
      held.tab, format('council_id = ' || councils, held.level), named);
    execute format('create policy adds on %I for insert to joined_up_app with check (%s and (not restricted or %s))',
      held.tab, write_councils, named);
    execute format('grant select, insert on %I to joined_up_app', held.tab);
    if held.tab <> 'earlier_version' then
      execute format('create policy changes on %I for update to joined_up_app using (%s and (not restricted or %s)) with check (%s and (not restricted or %s))',
        held.tab, write_councils, named, write_councils, named);
      execute format('grant update on %I to joined_up_app', held.tab);
    end if;
    if held.deletes then
      execute format('create policy removes on %I for delete to joined_up_app using (%s and (not restricted or %s))',
        held.tab, write_councils, named);
      execute format('grant delete on %I to joined_up_app', held.tab);
    end if;
    -- What a night worker needs of a journey is open at summary level.
    if held.tab in ('spell', 'event') then
      execute format('create policy reads_summary on %I for select to joined_up_app using (%s and not restricted and for_summary)',
        held.tab, format('council_id = ' || councils, 'summary'));
    end if;
  end loop;

  -- What ties one person to another is hidden with either of them.
  foreach name in array array['relationship', 'earlier_version'] loop
    named := format('other_id = ' || people, 'children');
    execute format('create policy other_side on %I as restrictive for all to joined_up_app using (not other_restricted or %s) with check (not other_restricted or %s)',
      name, named, named);
  end loop;

  -- Restricted records and samples: seen and set only by those named, in a council they may change.
  foreach name in array array['restriction', 'restriction_reader', 'sample_child'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy boundary on %I as restrictive for all to joined_up_app using (%s) with check (%s)', name, find_councils, write_councils);
    execute format('create policy named on %I for all to joined_up_app using (%s) with check (%s)', name,
      format('child_id = ' || people, 'children'), format('child_id = ' || people, 'children'));
    execute format('grant select, insert, update on %I to joined_up_app', name);
  end loop;

  -- Councils and their directory: read by those who work with them, changed by those who run them.
  foreach name in array array['council', 'council_population', 'council_closure', 'council_setting', 'inspection',
      'arrangement', 'arrangement_party', 'arrangement_clause', 'worker', 'team', 'post', 'post_reach'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy boundary on %I as restrictive for all to joined_up_app using (%s) with check (%s)', name, directory_councils, manage_councils);
    execute format('create policy reads on %I for select to joined_up_app using (%s)', name, directory_councils);
    execute format('create policy adds on %I for insert to joined_up_app with check (%s)', name, manage_councils);
    execute format('create policy changes on %I for update to joined_up_app using (%s) with check (%s)', name, manage_councils, manage_councils);
    execute format('grant select, insert, update on %I to joined_up_app', name);
  end loop;

  -- An agreement is signed by its parties: none of them may write one, or another's part in it, alone. Whoever runs the
  -- host council's directory may end it, and that is all.
  execute 'revoke insert, update on arrangement, arrangement_party, arrangement_clause from joined_up_app';
  execute 'grant update (ended_at, ended_by, end_reason, version) on arrangement to joined_up_app';

  -- What belongs to the signed-in worker alone.
  foreach name in array array['submission', 'draft'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy boundary on %I as restrictive for all to joined_up_app using (%s) with check (%s)', name, self_worker, self_worker);
    execute format('create policy own on %I for all to joined_up_app using (%s) with check (%s)', name, self_worker, self_worker);
    execute format('grant select, insert, update, delete on %I to joined_up_app', name);
  end loop;

  -- Audit: written only by append_audit; read by those who may read the council's records.
  foreach name in array array['audit_event', 'audit_head'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy boundary on %I as restrictive for all to joined_up_app using (%s)', name, record_councils);
    execute format('create policy reads on %I for select to joined_up_app using (%s)', name, record_councils);
    execute format('grant select on %I to joined_up_app', name);
  end loop;

  execute 'alter table session enable row level security';
  execute 'alter table session force row level security';

  execute 'alter table import_run enable row level security';
  execute 'alter table import_run force row level security';
  execute format('create policy boundary on import_run as restrictive for all to joined_up_app using (%s) with check (%s)', record_councils, write_councils);
  execute format('create policy reads on import_run for select to joined_up_app using (%s)', record_councils);
  execute format('create policy adds on import_run for insert to joined_up_app with check (%s)', write_councils);
  execute 'grant select, insert on import_run to joined_up_app';

  -- The definer functions above run as the owner, which FORCE would stop where the owner is no superuser.
  foreach name in array array['council', 'council_closure', 'session', 'worker', 'post', 'post_reach', 'arrangement', 'arrangement_party',
      'arrangement_clause', 'sample_child', 'restriction', 'restriction_reader', 'relationship', 'person', 'audit_event', 'audit_head', 'draft', 'submission'] loop
    execute format('create policy owner_door on %I for all to %I using (true) with check (true)', name, current_user);
  end loop;
end
$$;
