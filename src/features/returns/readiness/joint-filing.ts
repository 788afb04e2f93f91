// One council may file a return for two. It is a setting of a council, dated; and it is where a child counts twice.
import { isReturnName, type ReturnName } from './readiness.ts'

export const jointFilingSetting = 'joint filing'

/** `filedBy`: the one of the two councils that sends the file. */
export type JointFiling = { withCouncil: number; filedBy: number; returns: readonly ReturnName[] }

/** A stored value; null where the council files alone. */
export const jointFilingOf = (value: unknown): JointFiling | null => {
  const said = value as Partial<JointFiling> | null | undefined
  if (!said || typeof said !== 'object' || typeof said.withCouncil !== 'number' || typeof said.filedBy !== 'number')
    return null
  const returns = (Array.isArray(said.returns) ? said.returns : []).filter(isReturnName)
  return returns.length === 0 ? null : { withCouncil: said.withCouncil, filedBy: said.filedBy, returns }
}

/** Whether the two councils say the same of each other: a file must not be sent twice, or by neither. */
export const agree = (councilId: number, own: JointFiling, theirs: JointFiling | null): boolean =>
  theirs !== null &&
  theirs.withCouncil === councilId &&
  theirs.filedBy === own.filedBy &&
  [...theirs.returns].sort().join() === [...own.returns].sort().join()

/** A number that two children of different councils have in common. */
export type Shared = 'upn' | 'nhs' | 'council'
export const sharedWords: Readonly<Record<Shared, string>> = {
  upn: 'The same pupil number',
  nhs: 'The same NHS number',
  council: 'The same council number',
}

export type Match = { scheme: Shared; own: { childId: string }; theirs: { childId: string } }

/** Matches put together pair by pair, with every number the pair shares. */
export const pairsOf = <M extends Match>(matches: readonly M[]): (Omit<M, 'scheme'> & { shared: Shared[] })[] => {
  const pairs = new Map<string, Omit<M, 'scheme'> & { shared: Shared[] }>()
  for (const { scheme, ...match } of matches) {
    const key = `${match.own.childId} ${match.theirs.childId}`
    const pair = pairs.get(key)
    if (pair) pair.shared.push(scheme)
    else pairs.set(key, { ...match, shared: [scheme] })
  }
  return [...pairs.values()]
}

/**
 * What a pair means. A pupil or NHS number is one person's: the child would be counted twice. A council's own number is
 * given by each council for itself: alone it says that two children would become one in a joint file.
 */
export const meaningOf = (shared: readonly Shared[]): string =>
  shared.some((one) => one !== 'council')
    ? 'Likely one child, who would count twice'
    : 'Two children would be taken for one: each council gave the same number'
