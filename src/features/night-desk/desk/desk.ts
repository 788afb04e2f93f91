import type { Hours, Scopes } from '../../../access/scopes.ts'
import type { Query } from '../../../lib/search-keys.ts'
import type { Calendar } from '../../../lib/working-days.ts'
import { nightPosts, opensNext } from '../night.ts'

// What the landing page of the night desk decides: when it is closed and why, and what of a search may be asked of records
// that are hidden.

/** Written as this or better a name counts as the same name; below, it only sounds alike. */
const asWritten = 75

/**
 * What was typed as lists of search keys, one list for each thing that must fit. A name alone must be written as it is kept
 * or in another spelling of it: what merely sounds like a common name would answer every search.
 */
export const hiddenParts = (asked: Query): string[][] => {
  const required = asked.parts.filter((part) => part.required)
  return required.map((part) => {
    const strong = part.alternatives.filter((one) => part.kind !== 'name' || one.weight >= asWritten)
    const used = required.length === 1 && strong.length > 0 ? strong : part.alternatives
    return used.map((one) => one.key)
  })
}

export type Closed = { councilIds: number[]; reason: string; opensAt: Temporal.Instant | null }

/**
 * Why the night desk opens nothing of a council at this moment, one entry for each reason, and when its agreed hours begin.
 * `hours`: those of the agreements, by id.
 */
export const closedNow = (
  scopes: Pick<Scopes, 'livePosts' | 'refusals'>,
  hours: ReadonlyMap<string, Hours>,
  now: Temporal.Instant,
  calendarOf: (councilId: number) => Calendar,
): Closed[] => {
  const posts = new Set(nightPosts(scopes).map((post) => post.postId))
  const closed = new Map<string, Closed>()
  for (const refusal of scopes.refusals.filter((one) => posts.has(one.postId))) {
    const agreed = refusal.arrangementId === null ? undefined : hours.get(refusal.arrangementId)
    const byHours = refusal.reason.includes(' opens records only from ')
    const opensAt = agreed && byHours ? opensNext(agreed, now, calendarOf(refusal.councilId)) : null
    const key = `${refusal.reason} ${opensAt ?? ''}`
    const held = closed.get(key)
    if (held) held.councilIds.push(refusal.councilId)
    else closed.set(key, { councilIds: [refusal.councilId], reason: refusal.reason, opensAt })
  }
  return [...closed.values()].map((one) => ({ ...one, councilIds: [...new Set(one.councilIds)] }))
}
