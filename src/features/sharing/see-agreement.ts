import { childrensFunctions } from '../../access/roles.ts'
import { dateBoxes } from '../../web/form.ts'
import { longDay } from '../../web/render.ts'
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
  stageOf,
  stateOn,
} from './agreement.ts'
import { moneyLines } from './benefits/money-lines.ts'
import { endingSoon, whatStops } from './endings.ts'
import {
  agreementWhole,
  type PostGroup,
  peopleUnder,
  postsUnder,
  termsOfAgreement,
  type WholeAgreement,
} from './queries.ts'
import { answerOf } from './reach.ts'
import { endingInWords } from './tell-of-endings.ts'
import { differences, isOpenStage, type Part, postsInWords, termsInWords } from './terms.ts'
import { kindsOfPost, nextSunday } from './try-agreement.ts'

const mostPeople = 60

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

type Change = { at: Temporal.Instant; by: string | null; why: string; differs: ReturnType<typeof differences> }

/** What it said before, from the latest change back: each change with what it made different. */
const changesOf = (
  agreement: WholeAgreement,
  inWords: (terms: ReturnType<typeof termsOfAgreement>) => Part[],
): Change[] => {
  let after = inWords(termsOfAgreement(agreement))
  return agreement.earlier.map((one) => {
    const before = inWords(one.terms)
    const change = { at: one.replacedAt, by: one.by, why: one.why, differs: differences(before, after) }
    after = before
    return change
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
    const name = (id: number): string => look(id).name
    const groups = await postsUnder(db, employers, agreement.arrangementId, now)
    const people = await peopleUnder(db, employers, agreement.arrangementId, now, mostPeople + 1)
    const lines = await moneyLines(
      db,
      { hostId: agreement.hostId, arrangementId: agreement.arrangementId, partyIds: employers },
      name,
    )
    const state = stateOn(agreement, today)
    const present = new Set(partiesOn(agreement, today))
    const facts = {
      kind: agreement.kind,
      title: agreement.title,
      level: agreement.level,
      hours: agreement.hours,
      roles: agreement.roles,
      onRota: agreement.onRota,
      state,
      parties: agreement.parties
        .filter((party) => present.has(party.partyId))
        .map((party) => ({ name: name(party.partyId), opensRecords: party.opensRecords })),
      clauses: agreement.clauses,
      childrensFunctions,
    }
    const signed = agreement.papers.find((one) => one.stage === 'signed')
    const { manage } = viewer.scopes
    const going = state !== 'ended'
    return page('sharing/see-agreement', {
      agreement,
      kindWords: kinds[agreement.kind],
      state,
      stage: stageOf[state],
      host: look(agreement.hostId),
      hours: hoursInWords(agreement.hours),
      posts: postsInWords(agreement),
      parties: agreement.parties.map((party) => ({
        ...party,
        look: look(party.partyId),
        host: party.partyId === agreement.hostId,
        present: present.has(party.partyId),
      })),
      opens: opensInWords(facts),
      closed: closedInWords(facts, name),
      clauses: clausesTogether(agreement.clauses).map((group) => ({
        ...group,
        numbers: clauseNumbers(group.clauses),
        functions: listInWords(group.functions),
        party: group.partyId === null ? null : name(group.partyId),
      })),
      groups: postLines(agreement, groups, ask).map((line) => ({ ...line, employer: name(line.employerId) })),
      people: people.slice(0, mostPeople).map((person) => ({ ...person, employer: name(person.employerId) })),
      morePeople: people.length > mostPeople,
      tried: {
        values: { who: '', on: dateBoxes(nextSunday(today)), at: '02:00' },
        errors: {},
        draftSavedAt: null,
        conflict: null,
      },
      tryPeople: people.slice(0, mostPeople).map((one) => ({ value: one.workerId, text: `${one.name}, ${one.title}` })),
      tryKinds: kindsOfPost(groups).map((one) => ({
        value: one.key,
        text: `${one.role.charAt(0).toUpperCase()}${one.role.slice(1)}, ${name(one.employerId)}`,
      })),
      endings: endingSoon([agreement], today).map((ending) => ({
        words: endingInWords(ending, today, name),
        stops: whatStops(ending, groups, name),
      })),
      signatures: (signed?.signatures ?? []).map((one) => ({ ...one, name: name(one.partyId) })),
      changes: changesOf(agreement, (terms) =>
        termsInWords(terms, { name, day: (iso) => longDay(Temporal.PlainDate.from(iso)) }),
      ),
      openPapers: agreement.papers.filter((one) => isOpenStage(one.stage)),
      saved: lines.saved,
      money: lines.money,
      outcome: lines.outcome,
      staff: lines.staff,
      guard: lines.guard,
      mayEnd: going && manage.includes(agreement.hostId),
      mayChange: going && manage.includes(agreement.hostId),
      mayLeave: going && [...present].some((id) => id !== agreement.hostId && manage.includes(id)),
    })
  },
})
