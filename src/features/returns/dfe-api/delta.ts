// What has to be said to the department so that it holds what the record says: pure. Nothing is taken away by leaving it
// out, so whatever is gone is sent with `purge: true`, in a payload of its own before anything is added.
import { hash } from 'node:crypto'

type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json }
type Thing = Readonly<Record<string, Json>>

/** One social care episode: its id, values of its own, lists of members that have ids, and up to two blocks. */
export type Episode = Readonly<{ social_care_episode_id: string }> & Thing

/** One child as the department takes it (src/outside/dfe-api/schema.ts). */
export type Payload = Readonly<{
  la_child_id: string
  mis_child_id?: string
  purge?: boolean
  child_details?: Thing
  health_and_wellbeing?: Thing
  social_care_episodes?: readonly Episode[]
}>

export type Kind = 'new' | 'changed' | 'gone'
/** One thing to send; when it is accepted the department holds `applied(held, payload)`. */
export type Step = { kind: Kind; payload: Payload }

/** Lists whose members have an id, and its name. */
const memberIds = {
  child_and_family_assessments: 'child_and_family_assessment_id',
  child_in_need_plans: 'child_in_need_plan_id',
  section_47_assessments: 'section_47_assessment_id',
  child_protection_plans: 'child_protection_plan_id',
  child_looked_after_placements: 'child_looked_after_placement_id',
} as const
const memberLists = Object.entries(memberIds)
const blocks = ['adoption', 'care_leavers'] as const
/** A list without ids and without `purge`: it can only be taken away with the episode. */
const workers = 'care_worker_details'
const parts = new Set<string>([...Object.keys(memberIds), ...blocks, workers])

const members = (episode: Thing, list: string): readonly Thing[] =>
  (episode[list] as readonly Thing[] | undefined) ?? []
const ownValues = (episode: Thing): Thing =>
  Object.fromEntries(Object.entries(episode).filter(([name]) => !parts.has(name)))
const withoutPurge = (thing: Thing): Thing =>
  Object.fromEntries(Object.entries(thing).filter(([name]) => name !== 'purge'))

const sorted = (value: Json): Json => {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, one]) => [name, sorted(one)]),
  )
}

/** The one text of a payload: names in order, so that the same content is always the same bytes. */
export const canonicalText = (value: unknown): string => JSON.stringify(sorted(value as Json))
/** SHA-256 of the canonical text, in hexadecimal. */
export const hashOf = (value: unknown): string => hash('sha256', canonicalText(value), 'hex')

const same = (a: unknown, b: unknown): boolean => canonicalText(a ?? null) === canonicalText(b ?? null)
/** Whether something would be left over if these values were only added to those. */
const losesAField = (held: Thing, wanted: Thing): boolean =>
  Object.entries(held).some(([name, value]) => {
    const now = wanted[name]
    return now === undefined || (Array.isArray(value) && Array.isArray(now) && value.some((one) => !now.includes(one)))
  })

const numbers = ({ la_child_id, mis_child_id }: Payload): Payload => ({
  la_child_id,
  ...(mis_child_id === undefined ? {} : { mis_child_id }),
})
/** Deletes a child there, whatever of it is held. */
export const deletionOf = (held: Payload): Payload => ({ ...numbers(held), purge: true })
const gone = (held: Payload): Step => ({ kind: 'gone', payload: deletionOf(held) })
const purged = { purge: true } as const

/** What must be taken away inside an episode that stays; null when nothing, 'all' when it can only go as a whole. */
const purgesIn = (held: Episode, wanted: Episode): Thing | 'all' | null => {
  if (losesAField(ownValues(held), ownValues(wanted))) return 'all'
  if (held[workers] !== undefined && !same(held[workers], wanted[workers])) return 'all'
  const taken: Record<string, Json> = {}
  for (const [list, id] of memberLists) {
    const next = new Map(members(wanted, list).map((one) => [one[id], one]))
    const over = members(held, list).filter((one) => {
      const now = next.get(one[id] as string)
      return now === undefined || losesAField(one, now)
    })
    if (over.length > 0) taken[list] = over.map((one) => ({ [id]: one[id] as string, ...purged }))
  }
  for (const block of blocks) {
    const before = held[block] as Thing | undefined
    if (before !== undefined && (wanted[block] === undefined || losesAField(before, wanted[block] as Thing)))
      taken[block] = purged
  }
  return Object.keys(taken).length > 0 ? taken : null
}

const purges = (held: Payload, wanted: Payload): Payload | null => {
  const details = held.child_details !== undefined && losesAField(held.child_details, wanted.child_details ?? {})
  // Its list has no ids: whatever changes in it, the block goes and comes back.
  const health =
    held.health_and_wellbeing !== undefined && !same(held.health_and_wellbeing, wanted.health_and_wellbeing)
  const next = new Map((wanted.social_care_episodes ?? []).map((one) => [one.social_care_episode_id, one]))
  const episodes = (held.social_care_episodes ?? []).flatMap((before): Episode[] => {
    const { social_care_episode_id } = before
    const now = next.get(social_care_episode_id)
    const taken = now === undefined ? 'all' : purgesIn(before, now)
    if (taken === null) return []
    return [{ social_care_episode_id, ...(taken === 'all' ? purged : taken) }]
  })
  if (!details && !health && episodes.length === 0) return null
  return {
    ...numbers(held),
    ...(details ? { child_details: purged } : {}),
    ...(health ? { health_and_wellbeing: purged } : {}),
    ...(episodes.length > 0 ? { social_care_episodes: episodes } : {}),
  }
}

/** What is sent again says that it is not purged: it may have been before. */
const kept = <T extends Thing>(thing: T): T => ({ ...thing, purge: false })

const changesIn = (held: Episode | undefined, wanted: Episode): Episode | null => {
  if (same(held, wanted)) return null
  const episode: Record<string, Json> = { ...kept(ownValues(wanted)) }
  if (wanted[workers] !== undefined && !same(held?.[workers], wanted[workers])) episode[workers] = wanted[workers]
  for (const [list, id] of memberLists) {
    const before = new Map(members(held ?? {}, list).map((one) => [one[id], one]))
    const changed = members(wanted, list).filter((one) => !same(before.get(one[id] as string), one))
    if (changed.length > 0) episode[list] = changed.map(kept)
  }
  for (const block of blocks) {
    if (wanted[block] !== undefined && !same(held?.[block], wanted[block]))
      episode[block] = kept(wanted[block] as Thing)
  }
  return episode as Episode
}

const changes = (held: Payload, wanted: Payload): Payload => {
  const before = new Map((held.social_care_episodes ?? []).map((one) => [one.social_care_episode_id, one]))
  const episodes = (wanted.social_care_episodes ?? [])
    .map((one) => changesIn(before.get(one.social_care_episode_id), one))
    .filter((one) => one !== null)
  const health = wanted.health_and_wellbeing
  return {
    ...numbers(wanted),
    ...(wanted.child_details ? { child_details: kept(wanted.child_details) } : {}),
    ...(health && !same(held.health_and_wellbeing, health) ? { health_and_wellbeing: kept(health) } : {}),
    ...(episodes.length > 0 ? { social_care_episodes: episodes } : {}),
  }
}

/**
 * The next payload that brings the department from what it holds of a child to what the record says; null when it holds
 * that already. `null` of either side: no such child there. Taking away comes first, so there may be a second step.
 */
export const nextStep = (held: Payload | null, wanted: Payload | null): Step | null => {
  if (held === null) return wanted === null ? null : { kind: 'new', payload: wanted }
  // Under another number it would be another child to them.
  if (wanted === null || wanted.la_child_id !== held.la_child_id) return gone(held)
  if (same(held, wanted)) return null
  const taken = purges(held, wanted)
  return { kind: 'changed', payload: taken ?? changes(held, wanted) }
}

const appliedToEpisode = (held: Episode | undefined, sent: Episode): Episode | null => {
  if (sent.purge === true) return null
  const next: Record<string, Json> = { ...held, ...withoutPurge(ownValues(sent)) }
  if (sent[workers] !== undefined) next[workers] = sent[workers]
  for (const [list, id] of memberLists) {
    const now = new Map(members(next, list).map((one) => [one[id], one]))
    for (const one of members(sent, list)) {
      if (one.purge === true) now.delete(one[id] as string)
      else now.set(one[id] as string, { ...now.get(one[id] as string), ...withoutPurge(one) })
    }
    if (now.size > 0) next[list] = [...now.values()].toSorted(byText(id))
    else delete next[list]
  }
  for (const block of blocks) {
    const one = sent[block] as Thing | undefined
    if (one?.purge === true) delete next[block]
    else if (one !== undefined) next[block] = { ...(next[block] as Thing | undefined), ...withoutPurge(one) }
  }
  return next as Episode
}

/** Members of a list in the order of their ids: the order says nothing, and is always the same. */
export const byText =
  (name: string) =>
  (a: Thing, b: Thing): number =>
    String(a[name]) < String(b[name]) ? -1 : 1

/** What the department holds of a child once it has accepted a payload. */
export const applied = (held: Payload | null, sent: Payload): Payload | null => {
  if (sent.purge === true) return null
  const next: { -readonly [K in keyof Payload]: Payload[K] } = { ...held, ...numbers(sent) }
  if (sent.child_details?.purge === true) delete next.child_details
  else if (sent.child_details) next.child_details = { ...next.child_details, ...withoutPurge(sent.child_details) }
  if (sent.health_and_wellbeing?.purge === true) delete next.health_and_wellbeing
  else if (sent.health_and_wellbeing) next.health_and_wellbeing = withoutPurge(sent.health_and_wellbeing)
  const episodes = new Map((next.social_care_episodes ?? []).map((one) => [one.social_care_episode_id, one]))
  for (const one of sent.social_care_episodes ?? []) {
    const after = appliedToEpisode(episodes.get(one.social_care_episode_id), one)
    if (after === null) episodes.delete(one.social_care_episode_id)
    else episodes.set(one.social_care_episode_id, after)
  }
  if (episodes.size > 0) next.social_care_episodes = [...episodes.values()].toSorted(byText('social_care_episode_id'))
  else delete next.social_care_episodes
  return next
}
