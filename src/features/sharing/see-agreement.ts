import { childrensFunctions } from '../../access/roles.ts'
import { type Arrangement, insideHours, reachOf } from '../../access/scopes.ts'
import type { Ask } from '../../web/task.ts'
import { notFound, page, task } from '../../web/task.ts'
import {
  clauseNumbers,
  clausesTogether,
  closedInWords,
  hoursInWords,
  kinds,
  levelInWords,
  listInWords,
  opensInWords,
  partiesOn,
  stateOn,
} from './agreement.ts'
import { agreementWhole, type PostGroup, peopleUnder, postsUnder, type WholeAgreement } from './queries.ts'

const mostPeople = 60

/** The same agreement in the shape that access decides by. Its sample never leaves the records it names. */
const forAccess = (agreement: WholeAgreement, hours: Arrangement['hours']): Arrangement => ({
  hostId: agreement.hostId,
  arrangementId: agreement.arrangementId,
  title: agreement.title,
  kind: agreement.kind,
  level: agreement.level,
  hours,
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

/** What one kind of post reaches because of the agreement, decided by the same function that opens records. */
const answerOf = (agreement: WholeAgreement, group: PostGroup, { now, calendar }: Pick<Ask, 'now' | 'calendar'>) => {
  const reach = {
    councilId: group.reachesId,
    share: 100,
    opensRecords: group.reachesRecords,
    arrangementId: agreement.arrangementId,
  }
  const post = {
    employerId: group.employerId,
    postId: group.postId,
    title: group.role,
    role: group.role,
    functions: group.functions,
    fte: 1,
    teamCouncilId: null,
    teamId: null,
    startsOn: agreement.startsOn.toString(),
    endsOn: null,
    endedAt: null,
    reach: [reach],
  }
  const answer = reachOf(post, reach, [forAccess(agreement, null)], now, calendar(group.reachesId))
  return 'reason' in answer
    ? { level: null, reason: answer.reason, open: false }
    : { level: answer.level, reason: '', open: insideHours(agreement.hours, now, calendar(group.reachesId)) }
}

type PostLine = {
  employerId: number
  role: string
  functions: string[]
  people: number
  words: string
  opens: boolean
  open: boolean
}

/** Posts of one employer and role that reach the same, on one line with every council they reach. */
const postLines = (
  agreement: WholeAgreement,
  groups: readonly PostGroup[],
  ask: Pick<Ask, 'now' | 'calendar' | 'look'>,
): PostLine[] => {
  const answered = groups.map((group) => ({ group, answer: answerOf(agreement, group, ask) }))
  const alike = Map.groupBy(answered, ({ group, answer }) =>
    [
      group.employerId,
      group.role,
      answer.level,
      answer.reason,
      answer.open,
      answer.level ? group.functions.join() : '',
    ].join('|'),
  )
  return [...alike.values()].map((same) => {
    const { group, answer } = same[0] as (typeof same)[number]
    const councils = [...new Set(same.map((one) => ask.look(one.group.reachesId).name))]
    const byCouncil = Map.groupBy(same, (one) => one.group.reachesId)
    const sample = agreement.kind === 'peer support' ? ', in the agreed sample only' : ''
    return {
      employerId: group.employerId,
      role: group.role,
      functions: [...new Set(same.flatMap((one) => one.group.functions))],
      people: Math.max(...[...byCouncil.values()].map((list) => list.reduce((sum, one) => sum + one.group.people, 0))),
      words: answer.level
        ? `May ${levelInWords(answer.level, councils)}${sample}`
        : `Opens nothing of ${listInWords(councils)}: ${answer.reason}`,
      opens: answer.level !== null,
      open: answer.open,
    }
  })
}

/** Who may see what because of one agreement. */
export const seeAgreement = task({
  may: 'see the agreements',
  async show(ask) {
    const { db, viewer, params, councilId, look, today, now } = ask
    const agreement = await agreementWhole(db, councilId, params.arrangementId ?? '')
    if (!agreement) return notFound
    const employers = [...new Set(agreement.parties.map((party) => party.partyId))]
    const groups = await postsUnder(db, employers, agreement.arrangementId, now)
    const people = await peopleUnder(db, employers, agreement.arrangementId, now, mostPeople + 1)
    const state = stateOn(agreement, today)
    const present = new Set(partiesOn(agreement, today))
    const facts = {
      kind: agreement.kind,
      title: agreement.title,
      level: agreement.level,
      hours: agreement.hours,
      state,
      parties: agreement.parties
        .filter((party) => present.has(party.partyId))
        .map((party) => ({ name: look(party.partyId).name, opensRecords: party.opensRecords })),
      clauses: agreement.clauses,
      childrensFunctions,
    }
    return page('sharing/see-agreement', {
      agreement,
      kindWords: kinds[agreement.kind],
      state,
      host: look(agreement.hostId),
      hours: hoursInWords(agreement.hours),
      parties: agreement.parties.map((party) => ({
        ...party,
        look: look(party.partyId),
        host: party.partyId === agreement.hostId,
        present: present.has(party.partyId),
      })),
      opens: opensInWords(facts),
      closed: closedInWords(facts, (id) => look(id).name),
      clauses: clausesTogether(agreement.clauses).map((group) => ({
        ...group,
        numbers: clauseNumbers(group.clauses),
        functions: listInWords(group.functions),
        party: group.partyId === null ? null : look(group.partyId).name,
      })),
      groups: postLines(agreement, groups, ask).map((line) => ({ ...line, employer: look(line.employerId).name })),
      people: people.slice(0, mostPeople).map((person) => ({ ...person, employer: look(person.employerId).name })),
      morePeople: people.length > mostPeople,
      mayEnd: state !== 'ended' && viewer.scopes.manage.includes(agreement.hostId),
    })
  },
})
