import { type Level, levels } from '../../access/roles.ts'
import {
  type Arrangement,
  type Clause,
  insideHours,
  isLivePost,
  type Post,
  reachOf,
  type Shift,
} from '../../access/scopes.ts'
import { asReached } from '../../web/looks.ts'
import type { Ask } from '../../web/task.ts'
import { clauseNumbers, levelInWords, listInWords } from './agreement.ts'
import type { PostGroup, PostHeld, WholeAgreement } from './queries.ts'

// What posts reach because of one agreement, answered by the very function that opens records, so that no page promises
// what the walls refuse.

/** The agreement in the shape that access decides by. Its sample never leaves the records it names. */
export const forAccess = (agreement: WholeAgreement, hours: Arrangement['hours'] = agreement.hours): Arrangement => ({
  hostId: agreement.hostId,
  arrangementId: agreement.arrangementId,
  title: agreement.title,
  kind: agreement.kind,
  level: agreement.level,
  hours,
  roles: agreement.roles,
  onRota: agreement.onRota,
  startsOn: agreement.startsOn.toString(),
  endsOn: agreement.endsOn?.toString() ?? null,
  endedAt: agreement.endedAt?.toString() ?? null,
  parties: agreement.parties.map((party) => ({
    councilId: party.partyId,
    joinedOn: party.joinedOn.toString(),
    leftOn: party.leftOn?.toString() ?? null,
    opensRecords: party.opensRecords,
  })),
  clauses: agreement.clauses,
  sample: [],
})

/** Somebody of a kind of post, without a name: in a team that is on its rota at this moment. */
const anyTeam = 'the team'
const onRotaAt = (at: Temporal.Instant): Shift[] => [
  { teamId: anyTeam, from: at.subtract({ minutes: 1 }).toString(), to: at.add({ minutes: 1 }).toString() },
]

const postOf = (agreement: WholeAgreement, group: PostGroup): Post => ({
  employerId: group.employerId,
  postId: group.postId,
  title: group.role,
  role: group.role,
  functions: group.functions,
  fte: 1,
  teamCouncilId: group.employerId,
  teamId: anyTeam,
  startsOn: agreement.startsOn.toString(),
  endsOn: null,
  endedAt: null,
  reach: [reachUnder(agreement, group)],
})
const reachUnder = (
  agreement: WholeAgreement,
  { reachesId, reachesRecords }: Pick<PostGroup, 'reachesId' | 'reachesRecords'>,
) => ({
  councilId: reachesId,
  share: 100,
  opensRecords: reachesRecords,
  arrangementId: agreement.arrangementId,
})

/** What one kind of post reaches because of the agreement, whatever the hour, and whether the hours are open now. */
export const answerOf = (agreement: WholeAgreement, group: PostGroup, ask: Pick<Ask, 'now' | 'calendar' | 'look'>) => {
  const { now } = ask
  const council = asReached(group.reachesId, ask)
  const post = postOf(agreement, group)
  const held = forAccess(agreement, null)
  const answer = reachOf(post, post.reach[0]!, [held], now, council, onRotaAt(now))
  return 'reason' in answer
    ? { level: null, reason: answer.reason, open: false }
    : { level: answer.level, reason: '', open: insideHours(agreement.hours, now, council.calendar) }
}

export type CouncilAnswer = {
  councilId: number
  level: Level | null
  /** "May see the summary of a child of Southmere." or why nothing opens */
  words: string
  /** the clauses that decide: "Clause 3", or null where none does */
  clause: string | null
}

const clausesFor = (agreement: WholeAgreement, functions: readonly string[], councilId: number): string | null => {
  const numbers = agreement.clauses
    .filter((one) => one.effect === 'includes' && functions.includes(one.functionName))
    .filter((one) => one.partyId === null || one.partyId === councilId)
    .map((one) => one.clause)
  return numbers.length === 0 ? null : clauseNumbers(numbers)
}

const inWords = (
  agreement: WholeAgreement,
  councilId: number,
  answer: ReturnType<typeof reachOf>,
  { look }: Pick<Ask, 'look'>,
): CouncilAnswer => {
  const name = look(councilId).name
  if ('reason' in answer) {
    const clause: Clause | null = answer.clause
    return {
      councilId,
      level: null,
      words: `Nothing of ${name}: ${answer.reason.replace(/ today$/, ' on that day')}.`,
      clause: clause ? clauseNumbers([clause.clause]) : null,
    }
  }
  const { level } = answer
  const sample = agreement.kind === 'peer support' ? ', if the child is in the agreed sample' : ''
  return {
    councilId,
    level,
    words: `May ${levelInWords(level, [name])}${sample}, for ${listInWords(answer.functions)}.`,
    clause: clausesFor(agreement, answer.functions, councilId),
  }
}

/** What somebody sees of each council at a moment, because of this agreement. `held`: their posts, a row for each council. */
export const answersFor = (
  agreement: WholeAgreement,
  held: readonly PostHeld[],
  shifts: readonly Shift[],
  at: Temporal.Instant,
  ask: Pick<Ask, 'calendar' | 'look'>,
): CouncilAnswer[] => {
  const answers = held.map((row): CouncilAnswer => {
    const reach = reachUnder(agreement, row)
    const post: Post = {
      employerId: row.employerId,
      postId: row.postId,
      title: row.title,
      role: row.role,
      functions: row.functions,
      fte: 1,
      teamCouncilId: null,
      teamId: row.teamId,
      startsOn: row.startsOn.toString(),
      endsOn: row.endsOn?.toString() ?? null,
      endedAt: row.endedAt?.toString() ?? null,
      reach: [reach],
    }
    if (!isLivePost(post, at))
      return {
        councilId: row.reachesId,
        level: null,
        words: `Nothing of ${ask.look(row.reachesId).name}: the post of ${row.title} is not held then.`,
        clause: null,
      }
    return inWords(
      agreement,
      row.reachesId,
      reachOf(post, reach, [forAccess(agreement)], at, asReached(row.reachesId, ask), shifts),
      ask,
    )
  })
  // Two posts may reach one council: whatever opens most is what is seen.
  const most = (one: CouncilAnswer): number => (one.level === null ? -1 : levels.indexOf(one.level))
  return [...Map.groupBy(answers, (one) => one.councilId).values()].map((same) =>
    same.reduce((best, one) => (most(one) > most(best) ? one : best)),
  )
}

/** The same for a kind of post that nobody needs to hold: as if on the rota, where the agreement asks for that. */
export const answersForKind = (
  agreement: WholeAgreement,
  groups: readonly PostGroup[],
  at: Temporal.Instant,
  ask: Pick<Ask, 'calendar' | 'look'>,
): CouncilAnswer[] =>
  groups.map((group) => {
    const post = postOf(agreement, group)
    const answer = reachOf(
      post,
      post.reach[0]!,
      [forAccess(agreement)],
      at,
      asReached(group.reachesId, ask),
      onRotaAt(at),
    )
    return inWords(agreement, group.reachesId, answer, ask)
  })
