import { type Day, dayOf, zone } from '../lib/day.ts'
import type { Grant, Post, Scopes } from './scopes.ts'

// The one function whose workers answer when offices are closed. Under an agreement it opens a summary, in its hours.
const night = 'emergency duty'

/** What the viewer's posts open for the night desk at this moment: one for each council and post. */
export const nightGrants = (scopes: Pick<Scopes, 'grants'>): Grant[] =>
  scopes.grants.filter((grant) => grant.functions.includes(night))

/** The viewer's posts that belong to a night desk, open at this moment or not. */
export const nightPosts = (scopes: Pick<Scopes, 'livePosts'>): Post[] =>
  scopes.livePosts.filter((post) => post.functions.includes(night))

/** The teams of those posts. */
export const nightTeams = (scopes: Pick<Scopes, 'livePosts'>): string[] =>
  nightPosts(scopes).flatMap((post) => post.teamId ?? [])

/** Whether the night desk's summary is all that a council's records are to the viewer: nothing else opens more of them. */
export const onlyByNight = (scopes: Pick<Scopes, 'grants' | 'record'>, councilId: number): boolean =>
  !scopes.record.includes(councilId) && nightGrants(scopes).some((grant) => grant.councilId === councilId)

/** The instant at which clocks in England show a time on a day. A time that is skipped is taken an hour later. */
export const clockAt = (on: Day, time: string): Temporal.Instant =>
  on.toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from(time) }).toInstant()

/** When the turn of whoever works now began: turns of a night team change at 09:00 and 17:00, at weekends too. */
export const turnBegan = (at: Temporal.Instant): Temporal.Instant => {
  const today = dayOf(at)
  const changes = [clockAt(today, '17:00'), clockAt(today, '09:00'), clockAt(today.subtract({ days: 1 }), '17:00')]
  return changes.find((change) => Temporal.Instant.compare(at, change) >= 0) as Temporal.Instant
}
