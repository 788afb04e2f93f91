import { childrensFunctions } from '../../access/roles.ts'
import { longDay } from '../../web/render.ts'
import { type Ask, notFound, page, task } from '../../web/task.ts'
import { closedInWords, kinds, opensInWords, partiesOn, stageOf, stateOn } from './agreement.ts'
import { agreementWhole, termsOfAgreement, type WholeAgreement } from './queries.ts'
import { dataOf, gapsOf, risksOf, safeguardsOf } from './sharing-record.ts'
import { opensRecords, postsInWords, termsInWords } from './terms.ts'

/** What both papers are made of: the rows that decide who sees what. */
const papersOf = (agreement: WholeAgreement, { look, today }: Pick<Ask, 'look' | 'today'>) => {
  const name = (id: number): string => look(id).name
  const terms = termsOfAgreement(agreement)
  const present = new Set(partiesOn(agreement, today))
  const facts = {
    kind: agreement.kind,
    title: agreement.title,
    level: agreement.level,
    hours: agreement.hours,
    roles: agreement.roles,
    onRota: agreement.onRota,
    state: stateOn(agreement, today),
    parties: agreement.parties
      .filter((party) => present.has(party.partyId))
      .map((party) => ({ name: name(party.partyId), opensRecords: party.opensRecords })),
    clauses: agreement.clauses,
    childrensFunctions,
  }
  const parts = termsInWords(terms, { name, day: (iso) => longDay(Temporal.PlainDate.from(iso)) })
  const signed = agreement.papers.find((one) => one.stage === 'signed')
  return {
    agreement,
    stage: stageOf[facts.state],
    kindWords: kinds[agreement.kind],
    host: look(agreement.hostId),
    councils: parts.find((part) => part.what === 'Councils')?.words ?? [],
    clauses: parts.find((part) => part.what === 'Clauses')?.words ?? [],
    runs: parts.find((part) => part.what === 'Runs')?.words ?? [],
    opens: opensInWords(facts),
    closed: closedInWords(facts, name),
    posts: postsInWords(terms),
    touches: opensRecords(terms),
    data: opensRecords(terms) ? dataOf(terms.level) : [],
    safeguards: safeguardsOf(terms),
    gaps: gapsOf(terms, agreement.owner, name(agreement.hostId)),
    risks: risksOf(terms),
    signatures: (signed?.signatures ?? []).map((one) => ({ ...one, name: name(one.partyId) })),
  }
}

/** The information-sharing record of one agreement, to be read, printed and kept. */
export const seeRecord = task({
  may: 'see the agreements',
  async show(ask) {
    const agreement = await agreementWhole(ask.db, ask.councilId, ask.params.arrangementId ?? '')
    if (!agreement) return notFound
    const {
      agreement: held,
      stage,
      kindWords,
      host,
      councils,
      clauses,
      runs,
      opens,
      closed,
      posts,
      data,
      safeguards,
      gaps,
      signatures,
    } = papersOf(agreement, ask)
    return page('sharing/see-record', {
      agreement: held,
      stage,
      kindWords,
      host,
      councils,
      clauses,
      runs,
      opens,
      closed,
      posts,
      data,
      safeguards,
      gaps,
      signatures,
    })
  },
})

/** What is known for its data protection impact assessment, and what its authors still have to judge. */
export const seeImpact = task({
  may: 'see the agreements',
  async show(ask) {
    const agreement = await agreementWhole(ask.db, ask.councilId, ask.params.arrangementId ?? '')
    if (!agreement) return notFound
    const {
      agreement: held,
      kindWords,
      host,
      councils,
      opens,
      closed,
      touches,
      data,
      safeguards,
      gaps,
      risks,
    } = papersOf(agreement, ask)
    return page('sharing/see-impact', {
      agreement: held,
      kindWords,
      host,
      councils,
      opens,
      closed,
      touches,
      data,
      safeguards,
      gaps,
      risks,
    })
  },
})
