import { nightGrants, nightPosts } from './night.ts'
import { type Permission, type PermissionRule, permissions } from './permissions.ts'
import { type Level, levels } from './roles.ts'
import type { Grant, Scopes } from './scopes.ts'

/** `hidden`: the answer is "not found", as for something that does not exist. */
export type Decision =
  | { allowed: string; arrangementId: string | null }
  | { refused: string; hidden: boolean; arrangementId: string | null }

export type Target = { councilId: number; childId?: string; restricted?: boolean; allocated?: string | null }

const enough = (grant: Grant, level: Level): boolean => levels.indexOf(grant.level) >= levels.indexOf(level)

/** The words a page shows for "you can see this because". */
export const becauseOf = (grant: Grant): string =>
  grant.arrangement ? `${grant.postTitle}, under ${grant.arrangement.title}` : grant.postTitle

/** Decides whether these scopes allow a permission on a council or child, always with the reason. */
export const may = (scopes: Scopes, permission: Permission, target?: Target): Decision => {
  const rule: PermissionRule = permissions[permission]
  if (rule.public) return { allowed: 'anybody', arrangementId: null }
  if (scopes.livePosts.length === 0) return { refused: 'You hold no post today', hidden: false, arrangementId: null }
  if (rule.open) return { allowed: 'signed in', arrangementId: null }
  if (rule.night) {
    const [grant] = nightGrants(scopes)
    if (grant) return { allowed: becauseOf(grant), arrangementId: grant.arrangement?.id ?? null }
    const posts = nightPosts(scopes).map((post) => post.postId)
    const shut = scopes.refusals.find((one) => posts.includes(one.postId))
    return {
      refused: shut ? `The night desk is not open to you: ${shut.reason}` : 'You hold no post of a night desk',
      hidden: false,
      arrangementId: shut?.arrangementId ?? null,
    }
  }
  if (!target) return { refused: `"${permission}" needs a council`, hidden: true, arrangementId: null }
  if (rule.manage) {
    if (scopes.manage.includes(target.councilId))
      return { allowed: "runs this council's directory", arrangementId: null }
    return {
      refused: 'Your post does not run this council’s directory',
      hidden: !scopes.directory.includes(target.councilId),
      arrangementId: null,
    }
  }
  const level = rule.level as Level
  const named = target.childId !== undefined && scopes.children.includes(target.childId)
  const here = scopes.grants.filter((grant) => grant.councilId === target.councilId)
  const refusal = scopes.refusals.find((one) => one.councilId === target.councilId)
  if (target.restricted && !named)
    return { refused: 'This record is restricted to named people', hidden: true, arrangementId: null }
  // What a name opens is reading, and no right that belongs to a post.
  const byName = named && level !== 'write' && !rule.roles
  const broken = scopes.broken.some((one) => one.childId === target.childId)
  const sampled = {
    allowed: broken ? 'opened by break-glass, for a while' : 'named for this record until an agreed end',
    arrangementId: scopes.samples.find((one) => one.childId === target.childId)?.arrangementId ?? null,
  }
  if (here.length === 0) {
    if (byName) return sampled
    return {
      refused: refusal ? `Not open to you: ${refusal.reason}` : 'None of your posts reaches this council’s children',
      hidden: true,
      arrangementId: refusal?.arrangementId ?? null,
    }
  }
  const levelled = here.filter((grant) => enough(grant, level))
  if (levelled.length === 0) {
    if (byName) return sampled
    if (level === 'write' && here.some((grant) => grant.mirrored))
      return {
        refused: 'This council keeps its records in a system of its own. They are read here and changed there',
        hidden: false,
        arrangementId: here[0]!.arrangement?.id ?? null,
      }
    return {
      refused: `Your post opens this council’s children at the level "${here[0]!.level}" only`,
      hidden: false,
      arrangementId: here[0]!.arrangement?.id ?? null,
    }
  }
  const fitting = rule.roles ? levelled.filter((grant) => rule.roles?.includes(grant.role)) : levelled
  const grant = fitting[0]
  if (!grant) return { refused: `Your post is not one that may ${permission}`, hidden: false, arrangementId: null }
  return {
    allowed: target.allocated ?? (named && target.restricted ? 'named for this restricted record' : becauseOf(grant)),
    arrangementId: grant.arrangement?.id ?? null,
  }
}
