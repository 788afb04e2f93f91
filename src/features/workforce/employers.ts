import { type Day, isAfter, isBefore } from '../../lib/day.ts'

// Who employs somebody: the council of the post, or every council that employs its staff jointly with it.

export type JointAgreement = {
  arrangementId: string
  kind: string
  title: string
  startsOn: string
  endsOn: string | null
  endedAt: string | null
  parties: readonly { councilId: number; joinedOn: string; leftOn: string | null }[]
}

export type Employment = { councilIds: number[]; joint: { arrangementId: string; title: string; startsOn: Day } | null }

/** A post served under a joint employment is employed by all its parties; any other by its own council. */
export const employersOf = (
  post: { employerId: number; reach: readonly { arrangementId: string | null }[] },
  agreements: readonly JointAgreement[],
  today: Day,
): Employment => {
  const joint = agreements.find(
    (one) =>
      one.kind === 'joint employment' &&
      one.endedAt === null &&
      one.startsOn <= today.toString() &&
      (one.endsOn === null || one.endsOn >= today.toString()) &&
      post.reach.some((reach) => reach.arrangementId === one.arrangementId) &&
      one.parties.some((party) => party.councilId === post.employerId),
  )
  if (!joint) return { councilIds: [post.employerId], joint: null }
  const parties = joint.parties
    .filter(
      (party) => party.joinedOn <= today.toString() && (party.leftOn === null || party.leftOn >= today.toString()),
    )
    .map((party) => party.councilId)
  return {
    councilIds: [post.employerId, ...parties.filter((id) => id !== post.employerId)],
    joint: {
      arrangementId: joint.arrangementId,
      title: joint.title,
      startsOn: Temporal.PlainDate.from(joint.startsOn),
    },
  }
}

export type PostState = 'held' | 'to come' | 'ended'
export const postState = (
  post: { startsOn: Day; endsOn: Day | null; endedAt: Temporal.Instant | null },
  today: Day,
  now: Temporal.Instant,
): PostState => {
  if (post.endedAt !== null && Temporal.Instant.compare(post.endedAt, now) <= 0) return 'ended'
  if (post.endsOn !== null && isBefore(post.endsOn, today)) return 'ended'
  return isAfter(post.startsOn, today) ? 'to come' : 'held'
}
