import { type Day, isAfter, isBefore, latest } from '../../lib/day.ts'

// Whether a post can stand beside the posts somebody already holds.

export type Span = { startsOn: Day; endsOn: Day | null }
export type HeldPost = Span & { employerId: number; title: string; role: string; fte: number }

const overlap = (a: Span, b: Span): boolean =>
  (a.endsOn === null || !isBefore(a.endsOn, b.startsOn)) && (b.endsOn === null || !isBefore(b.endsOn, a.startsOn))

const inWords = (day: Day): string => day.toLocaleString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' })
const hundredths = (fte: number): number => Math.round(fte * 1000) / 1000

/** The same post twice at one time: the sentence to say so, or null. */
export const overlapProblem = (wanted: HeldPost, held: readonly HeldPost[]): string | null => {
  const same = held.find(
    (post) => post.employerId === wanted.employerId && post.role === wanted.role && overlap(post, wanted),
  )
  if (!same) return null
  return `They already hold the post of ${same.title} with this council from ${inWords(same.startsOn)}${same.endsOn ? ` to ${inWords(same.endsOn)}` : ''}. End it first, or choose dates that do not overlap`
}

/** More than one whole-time person at any moment: the sentence to say so, or null. The sum changes only where posts begin. */
export const fullTimeProblem = (wanted: HeldPost, held: readonly HeldPost[]): string | null => {
  const beside = held.filter((post) => overlap(post, wanted))
  for (const moment of [wanted, ...beside].map((post) => latest(post.startsOn, wanted.startsOn) as Day)) {
    if (wanted.endsOn !== null && isAfter(moment, wanted.endsOn)) continue
    const then = beside.filter(
      (post) => !isAfter(post.startsOn, moment) && (post.endsOn === null || !isBefore(post.endsOn, moment)),
    )
    const already = hundredths(then.reduce((sum, post) => sum + post.fte, 0))
    const sum = hundredths(already + wanted.fte)
    if (sum > 1) {
      const left = hundredths(1 - already)
      return `They already work ${already} of full time on ${inWords(moment)}, so this would make ${sum}. ${left > 0 ? `At most ${left} is left` : 'Nothing is left'}`
    }
  }
  return null
}

export type Share = { councilId: number; share: number }

/** Shares of a post in percent; together exactly 100. Null when they are right. */
export const sharesProblem = (shares: readonly Share[]): string | null => {
  if (shares.length === 0) return 'Enter the share of the post for at least one council'
  const sum = Math.round(shares.reduce((total, one) => total + one.share, 0) * 100) / 100
  return sum === 100 ? null : `The shares must come to 100. They come to ${sum}`
}

/** Whole-time equivalent for each council a worker's posts serve, and the whole: half and half of one post make one. */
export const fteTotals = (
  posts: readonly { fte: number; reach: readonly Share[] }[],
): { byCouncil: Map<number, number>; total: number } => {
  const byCouncil = new Map<number, number>()
  for (const post of posts) {
    for (const { councilId, share } of post.reach)
      byCouncil.set(councilId, hundredths((byCouncil.get(councilId) ?? 0) + (post.fte * share) / 100))
  }
  return { byCouncil, total: hundredths(posts.reduce((sum, post) => sum + post.fte, 0)) }
}
