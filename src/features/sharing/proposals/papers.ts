import { childrensFunctions } from '../../../access/roles.ts'
import { day as dayFrom, isAfter } from '../../../lib/day.ts'
import { longDay } from '../../../web/render.ts'
import type { Ask } from '../../../web/task.ts'
import { closedInWords, type Facts, opensInWords } from '../agreement.ts'
import { agreementWhole, termsOfAgreement } from '../queries.ts'
import {
  changeProblems,
  type Difference,
  differences,
  type Problem,
  signersOf,
  type Terms,
  termsInWords,
  termsProblems,
} from '../terms.ts'
import type { Proposal } from './queries.ts'

// What the page of a proposal and the page that signs it both show: exactly what would be signed, and how far it is.

export const dayInWords = (iso: string): string => longDay(dayFrom(iso))

/** What terms would open and would leave shut, in the sentences of an agreement's own page. */
export const reachInWords = (
  held: { title: string; terms: Terms },
  { look, today }: Pick<Ask, 'look' | 'today'>,
): { opens: string[]; closed: { words: string; clause: string | null }[] } => {
  const { terms } = held
  const on = today.toString()
  const facts: Facts = {
    kind: terms.kind,
    title: held.title,
    level: terms.level,
    hours: terms.hours,
    roles: terms.roles,
    onRota: terms.onRota,
    state: terms.startsOn !== null && isAfter(dayFrom(terms.startsOn), today) ? 'agreed, not begun' : 'in force',
    parties: terms.parties
      .filter((party) => party.leftOn === null || party.leftOn >= on)
      .map((party) => ({ name: look(party.partyId).name, opensRecords: party.opensRecords })),
    clauses: terms.clauses,
    childrensFunctions,
  }
  return { opens: opensInWords(facts), closed: closedInWords(facts, (id) => look(id).name) }
}

export type Signer = {
  councilId: number
  name: string
  /** who signed these words and when; null: not yet */
  by: string | null
  at: Temporal.Instant | null
  /** signed, but under other words than those that stand there now */
  void: boolean
}

export type Papers = {
  parts: { what: string; words: string[] }[]
  opens: string[]
  closed: { words: string; clause: string | null }[]
  problems: Problem[]
  /** null: it changes nothing that is in force */
  differs: Difference[] | null
  /** the arrangement that a change is written against has become another one since */
  stale: boolean
  signers: Signer[]
}

export const papersOf = async (proposal: Proposal, ask: Pick<Ask, 'db' | 'look' | 'today'>): Promise<Papers> => {
  const { db, look, today } = ask
  const name = (id: number): string => look(id).name
  const on = today.toString()
  const { terms, hostId } = proposal
  const parts = termsInWords(terms, { name, day: dayInWords })
  const agreement = proposal.changes ? await agreementWhole(db, hostId, proposal.arrangementId) : null
  const setting = { hostId, today: on, name }
  const whole = (held: { title: string; service: string }, inside: typeof parts) => [
    { what: 'Called', words: [held.title] },
    { what: 'Service', words: [held.service] },
    ...inside,
  ]
  return {
    parts: whole(proposal, parts),
    ...reachInWords(proposal, ask),
    problems: [
      ...termsProblems(terms, setting),
      ...(agreement ? changeProblems(termsOfAgreement(agreement), terms, setting) : []),
    ],
    differs:
      agreement === null
        ? null
        : differences(
            whole(agreement, termsInWords(termsOfAgreement(agreement), { name, day: dayInWords })),
            whole(proposal, parts),
          ),
    stale: agreement !== null && agreement.version !== terms.changesVersion,
    signers: signersOf(terms, on).map((councilId) => {
      const own = proposal.signatures.filter((one) => one.partyId === councilId)
      const held = own.find((one) => one.counts)
      return {
        councilId,
        name: name(councilId),
        by: held ? (held.by ?? 'One of its managers') : null,
        at: held?.at ?? null,
        void: held === undefined && own.length > 0,
      }
    }),
  }
}

/** Why these words cannot be signed yet; empty when they can. */
export const unready = (proposal: Proposal, papers: Papers): string[] => [
  ...(proposal.stage === 'idea' || proposal.stage === 'business case' ? ['It is signed once it is approved.'] : []),
  ...(papers.stale
    ? ['What it changes has changed itself since. Its host opens the terms, looks at them and saves them again.']
    : []),
  ...papers.problems.filter((one) => one.weight !== 'warning').map((one) => `${one.words}.`),
]
