-- What a search reads is asked of its policies row by row, and taking the viewer's councils out of their setting costs more
-- than reading the row. So each policy says a thing once, and of the search keys the council stands alone in front: as a
-- plain "and" it becomes part of the index's own condition, looked up once for a list of keys and not once for each row.
--
-- Search keys: only inside the councils whose children the viewer may find; there a restricted person's by their named
-- readers alone. A record opened by name elsewhere (a peer's sample) is read, never searched for: its keys are no longer seen.
alter policy boundary on search_key using (council_id = any(nullif(current_setting('app.find', true), '')::int[]));

-- Inside the boundary (the council may be found in, or the person was opened by name) what is left to ask is whether the
-- person is hidden. Together with the boundary this opens exactly the rows it opened when both said the council.
alter policy reads on search_key using (not restricted or person_id = any(nullif(current_setting('app.children', true), '')::uuid[]));
alter policy reads on person using (not restricted or person_id = any(nullif(current_setting('app.children', true), '')::uuid[]));
alter policy reads on person_name using (not restricted or person_id = any(nullif(current_setting('app.children', true), '')::uuid[]));
