-- What a search asks of each person it finds, without reading their whole record: whether they are a child, and when they
-- were born. And children by the beginning of their name, with who they are: read from the index alone.
create index person_for_search on person (council_id, person_id) include (is_child, restricted, born_on);
drop index person_by_name;
create index person_by_name on person (council_id, normal_name text_pattern_ops) include (person_id, restricted) where is_child;
