import { bankHolidays } from '../../lib/bank-holidays.ts'
import { childrensFunctions, levels, roles } from '../roles.ts'
/** Who reaches whom, said a second time, in another language and from the rows alone. $1: viewers and their moments. */
export const oracle = `
with viewer as (select worker_id, now, timezone('Europe/London', now)::time as clock, timezone('Europe/London', now)::date as today
  from jsonb_to_recordset($1::text::jsonb) as asked (worker_id uuid, now timestamptz)),
post_now as ( -- each children's function of each live post, for each council whose children it serves
  select v.*, p.council_id as employer, r.reaches_id as council_id, arrangement_id, role, team_id, work,
    least(($2::text::jsonb ->> role)::int, case record_kept when 'mirrored' then 2 end) as most
  from viewer v join post p using (worker_id) join post_reach r using (council_id, post_id) join council c on c.council_id = r.reaches_id, unnest(functions) as work
  where reaches_records and work = any($3) and $2::text::jsonb ->> role is not null
    and today between starts_on and coalesce(ends_on, today) and (ended_at > now) is not false),
party_now as (select * from arrangement_party, viewer where today between joined_on and coalesce(left_on, today)),
opened as ( -- at home by the post itself; elsewhere by an agreement in force: its parties, level, clauses and hours
  select worker_id, council_id, most as rank, null::uuid as sample from post_now where arrangement_id is null and employer = council_id
  union all select p.worker_id, p.council_id, least(most, array_position($4::text[], level) - 1, case kind when 'peer support' then 2 end),
    case when kind = 'peer support' and employer <> p.council_id then arrangement_id end
  from post_now p join arrangement a using (arrangement_id)
    join party_now one using (worker_id, arrangement_id) join party_now two using (worker_id, arrangement_id)
  where level is not null and kind not in ('joint committee', 'shared system') and p.today between starts_on and coalesce(ends_on, p.today)
    and one.party_id = employer and two.party_id = p.council_id and two.opens_records and (ended_at > p.now) is not false
    and (not on_rota or exists (select from rota_shift s where (s.worker_id, s.team_id) = (p.worker_id, p.team_id) and starts_at <= p.now and p.now < s.ends_at))
    and (role = any(roles)) is not false and (select bool_and(effect = 'includes') from arrangement_clause c where c.arrangement_id = a.arrangement_id
      and function_name = work and coalesce(c.party_id, p.council_id) = p.council_id)
    and (hours is null or mod(extract(epoch from p.clock - (hours ->> 'from')::time) + 86400, 86400)
        < mod(extract(epoch from (hours ->> 'to')::time - (hours ->> 'from')::time) + 86400, 86400)
      or (hours ->> 'nonWorkingDays')::bool and (extract(isodow from p.today) > 5 or p.today = any($5::date[])
        or exists (select from council_closure d where d.council_id = p.council_id and closed_on = p.today)))),
named as ( -- family hidden with a child opens with it, unless restricted for its own sake
  select worker_id, r.council_id, person_id from viewer join restriction_reader r using (worker_id) join person p using (council_id)
  where restricted and today between reads_from and coalesce(reads_to, today) and (person_id = r.child_id
    or exists (select from relationship l where l.child_id = r.child_id and l.restricted and other_id = person_id)
      and not exists (select from restriction own where own.child_id = person_id)))
select worker_id, person_id, max(rank) as rank from opened o join person p using (council_id) left join named using (worker_id, person_id)
  where sample is null and (not restricted or rank >= 2 and named.person_id is not null) group by 1, 2
union all select worker_id, person_id, 2 from opened o join viewer using (worker_id) join person p using (council_id)
  where not restricted and (exists (select from sample_child s where s.arrangement_id = sample and child_id = person_id and today between reads_from and reads_to)
    or sample is null and rank >= 1 and exists (select from break_glass b where (b.worker_id, child_id) = (o.worker_id, person_id) and now < expires_at and closed_at is null))`
const ranks = Object.fromEntries(Object.entries(roles).map(([role, level]) => [role, level && levels.indexOf(level)]))
export const oracleFacts = [JSON.stringify(ranks), [...childrensFunctions], [...levels], [...bankHolidays]] as const
