import { childrensFunctions } from '../../access/roles.ts'
import { type Arrangement, insideHours, reachOf } from '../../access/scopes.ts'
import type { Ask } from '../../web/task.ts'
import { notFound, page, task } from '../../web/task.ts'
import { closedInWords, hoursInWords, kinds, levelWords, opensInWords, partiesOn, stateOn } from './agreement.ts'
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

/** What these posts reach because of the agreement, decided by the same function that opens records. */
const reachInWords = (
  agreement: WholeAgreement,
  group: PostGroup,
  { now, calendar, look }: Pick<Ask, 'now' | 'calendar' | 'look'>,
) => {
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
  const council = look(group.reachesId).name
  if ('reason' in answer) return { words: `Opens nothing of ${council}: ${answer.reason}`, opens: false, now: false }
  const sample = agreement.kind === 'peer support'
  return {
    words: `May ${levelWords[answer.level]} of ${council}${sample ? ', in the agreed sample only' : ''}`,
    opens: true,
    now: insideHours(agreement.hours, now, calendar(group.reachesId)),
  }
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
      clauses: agreement.clauses.map((clause) => ({
        ...clause,
        party: clause.partyId === null ? null : look(clause.partyId).name,
      })),
      groups: groups.map((group) => ({
        ...group,
        employer: look(group.employerId).name,
        reaches: reachInWords(agreement, group, ask),
      })),
      people: people.slice(0, mostPeople).map((person) => ({ ...person, employer: look(person.employerId).name })),
      morePeople: people.length > mostPeople,
      mayEnd: state !== 'ended' && viewer.scopes.manage.includes(agreement.hostId),
    })
  },
})
