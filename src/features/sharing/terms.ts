import { z } from 'zod'
import { childrensFunctions, isRole, type Level, levels, roles } from '../../access/roles.ts'
import { ceilings } from '../../access/scopes.ts'
import {
  anyOfInWords,
  type ClauseWords,
  clauseNumbers,
  clausesTogether,
  type Hours,
  hoursInWords,
  type Kind,
  kinds,
  levelInWords,
  listInWords,
} from './agreement.ts'

// Everything that councils sign, as one document. It is kept as it was signed, so its days are ISO texts (2026-11-21) and
// compare as they stand. Once every party has signed these very words the database puts them in force (sign_proposal).

const kindNames = Object.keys(kinds) as [Kind, ...Kind[]]
const isoDay = z.iso.date()

const partyShape = z.object({
  partyId: z.number().int(),
  /** null until the first day of the arrangement is known */
  joinedOn: isoDay.nullable(),
  leftOn: isoDay.nullable(),
  opensRecords: z.boolean(),
})
const clauseShape = z.object({
  clause: z.string(),
  effect: z.enum(['includes', 'excludes']),
  functionName: z.string(),
  partyId: z.number().int().nullable(),
  words: z.string(),
})
const datasetShape = z.object({ data: z.string(), controller: z.string(), processor: z.string() })

export const termsShape = z.object({
  kind: z.enum(kindNames),
  legalBasis: z.string(),
  purpose: z.string(),
  level: z.enum(levels).nullable(),
  hours: z.object({ from: z.string(), to: z.string(), nonWorkingDays: z.boolean() }).nullable(),
  startsOn: isoDay.nullable(),
  endsOn: isoDay.nullable(),
  reviewOn: isoDay.nullable(),
  roles: z.array(z.string()).nullable(),
  onRota: z.boolean(),
  lawfulBasis: z.string(),
  datasets: z.array(datasetShape),
  dpiaReference: z.string().nullable(),
  parties: z.array(partyShape),
  clauses: z.array(clauseShape),
  /** the version of the arrangement in force that these words were written against; null for a new one */
  changesVersion: z.number().int().nullable().default(null),
})
export type Terms = z.output<typeof termsShape>
export type TermsParty = Terms['parties'][number]

/** Terms as the database keeps them. Throws on any other shape. */
export const termsFrom = (kept: unknown): Terms => termsShape.parse(kept)

/** What an idea begins with: nothing is settled yet. */
export const noTerms = (hostId: number): Terms => ({
  kind: 'section 113',
  legalBasis: '',
  purpose: '',
  level: null,
  hours: null,
  startsOn: null,
  endsOn: null,
  reviewOn: null,
  roles: null,
  onRota: false,
  lawfulBasis: '',
  datasets: [],
  dpiaReference: null,
  parties: [{ partyId: hostId, joinedOn: null, leftOn: null, opensRecords: false }],
  clauses: [],
  changesVersion: null,
})

/** Functions beside children's that councils share; a child's record is part of none of them. */
export const otherFunctions = [
  'all corporate services',
  'customer contact',
  'finance',
  'highways',
  'human resources',
  'ICT',
  'internal audit',
  'legal',
  'planning',
  'regulation and enforcement',
  'revenues and benefits',
] as const

/** The parties from a day on, each once: those whose signature the terms need. */
export const signersOf = (terms: Pick<Terms, 'parties'>, on: string): number[] => [
  ...new Set(terms.parties.filter((one) => one.leftOn === null || one.leftOn >= on).map((one) => one.partyId)),
]

const isChildrens = (name: string): boolean => (childrensFunctions as readonly string[]).includes(name)

/** Whether anybody could open a child's record because of these terms. */
export const opensRecords = (terms: Terms): boolean =>
  ceilings[terms.kind] !== null &&
  terms.level !== null &&
  terms.parties.some((one) => one.opensRecords) &&
  terms.clauses.some((one) => one.effect === 'includes' && isChildrens(one.functionName))

// Checks -------------------------------------------------------------------------------------------------------------

/** `wrong` contradicts itself and is not kept; `missing` must be there before anybody signs; `warning` is said. */
export type Problem = { field: string; words: string; weight: 'wrong' | 'missing' | 'warning' }

type Setting = { hostId: number; today: string; name: (councilId: number) => string }

const clock = /^([01]\d|2[0-3]):[0-5]\d$/

/** What is wrong with terms, what they lack, and what somebody should look at, in plain words. Rows count from 1. */
export const termsProblems = (terms: Terms, setting: Setting): Problem[] => {
  const problems: Problem[] = []
  const say = (weight: Problem['weight']) => (field: string, words: string) =>
    void problems.push({ field, words, weight })
  const checks = { wrong: say('wrong'), missing: say('missing'), warning: say('warning') }
  checkRun(terms, checks)
  checkParties(terms, setting, checks)
  checkClauses(terms, setting, checks)
  checkReach(terms, checks)
  return problems
}
type Checks = Record<Problem['weight'], (field: string, words: string) => void>

const checkRun = (terms: Terms, { wrong, missing }: Checks): void => {
  const { startsOn, endsOn, reviewOn } = terms
  if (startsOn === null) missing('startsOn', 'The first day')
  if (startsOn !== null && endsOn !== null && endsOn < startsOn)
    wrong('endsOn', 'The last day must be on or after the first')
  if (reviewOn === null) missing('reviewOn', 'The day it is to be reviewed')
  else if ((startsOn !== null && reviewOn < startsOn) || (endsOn !== null && reviewOn > endsOn))
    wrong('reviewOn', 'The review must lie between the first day and the last')
  if (terms.legalBasis === '') missing('legalBasis', 'The law it rests on')
  if (terms.purpose === '') missing('purpose', 'What it is for')
}

const checkParties = (terms: Terms, { hostId, today, name }: Setting, { wrong }: Checks): void => {
  const present = signersOf(terms, today)
  if (present.length < 2) wrong('party1', 'An arrangement needs at least two councils')
  if (!present.includes(hostId)) wrong('party1', `${name(hostId)} hosts it and must be one of its councils`)
  for (const [at, party] of terms.parties.entries()) {
    const row = at + 1
    const { joinedOn, leftOn } = party
    const who = name(party.partyId)
    if (joinedOn !== null && leftOn !== null && leftOn < joinedOn)
      wrong(`left${row}`, `${who} cannot leave before it joins`)
    if (joinedOn !== null && terms.startsOn !== null && joinedOn < terms.startsOn)
      wrong(`joined${row}`, `${who} cannot join before the arrangement begins`)
    if (joinedOn !== null && terms.endsOn !== null && joinedOn > terms.endsOn)
      wrong(`joined${row}`, `${who} cannot join after the arrangement has ended`)
    if (leftOn !== null && terms.endsOn !== null && leftOn > terms.endsOn)
      wrong(`left${row}`, `${who} cannot leave after the arrangement has ended`)
    const twice = terms.parties
      .slice(0, at)
      .some(
        (other) =>
          other.partyId === party.partyId &&
          (other.leftOn === null || joinedOn === null || other.leftOn >= joinedOn) &&
          (leftOn === null || other.joinedOn === null || other.joinedOn <= leftOn),
      )
    if (twice) wrong(`party${row}`, `${who} is named twice for the same days`)
  }
}

const checkClauses = (terms: Terms, { today, name }: Setting, { wrong, missing, warning }: Checks): void => {
  const parties = signersOf(terms, today)
  for (const [at, clause] of terms.clauses.entries()) {
    const row = at + 1
    if (clause.clause === '') wrong(`clause${row}`, 'Enter the number of the clause')
    if (clause.words === '') missing(`words${row}`, `The words of clause ${clause.clause}`)
    if (clause.partyId !== null && !parties.includes(clause.partyId))
      wrong(`clauseParty${row}`, `Clause ${clause.clause} names ${name(clause.partyId)}, which is no party`)
    for (const before of terms.clauses.slice(0, at)) {
      if (before.clause === clause.clause && clause.clause !== '')
        wrong(`clause${row}`, `Clause ${clause.clause} is there twice`)
      const overlap = before.partyId === null || clause.partyId === null || before.partyId === clause.partyId
      if (before.functionName === clause.functionName && before.effect !== clause.effect && overlap) {
        const [inside, outside] = before.effect === 'includes' ? [before, clause] : [clause, before]
        const whose = clause.partyId ?? before.partyId
        wrong(
          `clause${row}`,
          `Clause ${outside.clause} leaves out ${clause.functionName}${whose === null ? '' : ` of ${name(whose)}`}, which clause ${inside.clause} includes. Take one of them out`,
        )
      }
    }
  }
  const included = terms.clauses.filter((clause) => clause.effect === 'includes')
  if (included.length === 0) missing('clause1', 'A clause that includes a function: without one nothing is shared')
  if (included.some((clause) => clause.functionName === 'emergency duty') && terms.hours === null)
    warning('hoursFrom', 'It includes emergency duty and names no hours: it would open records by day as well')
}

const checkReach = (terms: Terms, { wrong, missing, warning }: Checks): void => {
  const ceiling = ceilings[terms.kind]
  if (terms.level !== null && (ceiling === null || levels.indexOf(terms.level) > levels.indexOf(ceiling))) {
    wrong(
      'level',
      ceiling === null
        ? `${kinds[terms.kind]} opens no child’s record: choose that it opens none`
        : `${kinds[terms.kind]} can let staff ${levelInWords(ceiling, ['a party'])} at the most`,
    )
  }
  if (terms.hours !== null) {
    const { from, to } = terms.hours
    if (!clock.test(from)) wrong('hoursFrom', 'Enter the hour it opens as four figures, such as 17:00')
    if (!clock.test(to)) wrong('hoursTo', 'Enter the hour it closes as four figures, such as 09:00')
    if (from === to && clock.test(from)) wrong('hoursTo', 'Hours from and to the same moment are no hours')
  }
  for (const role of terms.roles ?? []) if (!isRole(role)) wrong('roles', `There is no post of ${role}`)
  const opening = (terms.roles ?? []).filter((role) => isRole(role) && roles[role] !== null)
  if (terms.level !== null && terms.roles !== null && opening.length === 0)
    warning('roles', 'None of these posts opens a child’s record, so nobody would')
  for (const [at, set] of terms.datasets.entries()) {
    if (set.controller === '') missing(`controller${at + 1}`, `Who decides about ${set.data} (the controller)`)
    if (set.processor === '') missing(`processor${at + 1}`, `Who carries out for ${set.data} (the processor), or none`)
  }
  if (!opensRecords(terms)) return
  if (!/article 6/i.test(terms.lawfulBasis) || !/article 9/i.test(terms.lawfulBasis))
    missing(
      'lawfulBasis',
      'The lawful basis: which of UK GDPR Article 6, which condition of Article 9, and which duty of the Children Acts',
    )
  if (terms.datasets.length === 0) missing('data1', 'The sets of data, each with its controller and processor')
  if (terms.dpiaReference === null)
    missing('dpiaReference', 'The reference of the data protection impact assessment (UK GDPR Article 35)')
}

/** What a change of an arrangement in force may not do: rewrite what was, or put a council out by others' words. */
export const changeProblems = (before: Terms, after: Terms, { today, name }: Setting): Problem[] => {
  const problems: Problem[] = []
  const wrong = (field: string, words: string) => void problems.push({ field, words, weight: 'wrong' })
  if (before.startsOn !== null && before.startsOn <= today && after.startsOn !== before.startsOn)
    wrong('startsOn', 'It has begun: its first day stays as it is')
  for (const was of before.parties) {
    const still = after.parties.findIndex((one) => one.partyId === was.partyId && one.joinedOn === was.joinedOn)
    const now = after.parties[still]
    const begun = was.joinedOn === null || was.joinedOn <= today
    if (!now) {
      if (begun)
        wrong(
          'party1',
          was.leftOn !== null && was.leftOn < today
            ? `${name(was.partyId)} was a party until it left: it stays in the list, with its days as they were`
            : `${name(was.partyId)} is a party now: it stays in the list, and leaves by its own word`,
        )
    } else if (now.leftOn !== was.leftOn) {
      if (was.leftOn !== null && was.leftOn < today)
        wrong(`left${still + 1}`, `${name(was.partyId)} has left: that day stays as it was`)
      else if (now.leftOn !== null && now.leftOn < today)
        wrong(`left${still + 1}`, `${name(was.partyId)} cannot leave on a day that has passed`)
    }
  }
  for (const [at, one] of after.parties.entries()) {
    const known = before.parties.some((was) => was.partyId === one.partyId && was.joinedOn === one.joinedOn)
    if (!known && one.joinedOn !== null && one.joinedOn < today)
      wrong(`joined${at + 1}`, `${name(one.partyId)} joins from today on: what was before is not shared out again`)
  }
  return problems
}

// Sentences ----------------------------------------------------------------------------------------------------------

export type Part = { what: string; words: string[] }
type Names = { name: (councilId: number) => string; day: (iso: string) => string }

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** Which posts may use it: "posts of emergency duty worker or team manager, while they are on the rota". */
export const postsInWords = (terms: { roles: readonly string[] | null; onRota: boolean }): string => {
  const which = terms.roles === null ? 'posts of any role' : `posts of ${anyOfInWords(terms.roles)}`
  return terms.onRota ? `${which}, only while they are on the rota of their team` : which
}

/** The whole of what is signed, part by part, in sentences. Two sets of terms differ where these differ. */
export const termsInWords = (terms: Terms, { name, day }: Names): Part[] => {
  const opens = terms.parties.filter((one) => one.opensRecords).map((one) => name(one.partyId))
  const reach =
    ceilings[terms.kind] === null || terms.level === null || opens.length === 0
      ? 'It opens no child’s record of any council.'
      : `Staff with a post under it may ${levelInWords(terms.level, [...new Set(opens)])}.`
  return [
    { what: 'Kind', words: [kinds[terms.kind]] },
    { what: 'The law it rests on', words: terms.legalBasis === '' ? [] : [terms.legalBasis] },
    { what: 'What it is for', words: terms.purpose === '' ? [] : [terms.purpose] },
    {
      what: 'Councils',
      words: terms.parties.map(
        (one) =>
          `${name(one.partyId)}${one.joinedOn === null ? '' : `, from ${day(one.joinedOn)}`}${one.leftOn === null ? '' : ` to ${day(one.leftOn)}`}${one.opensRecords ? '; its children’s records may be opened under it' : '; opens no record of its children'}`,
      ),
    },
    { what: 'What it opens', words: [reach] },
    { what: 'Hours', words: [`${capital(hoursInWords(terms.hours))}.`] },
    { what: 'Posts', words: [`For ${postsInWords(terms)}.`] },
    {
      what: 'Clauses',
      words: clausesTogether(terms.clauses).map(
        (group) =>
          `${clauseNumbers(group.clauses)} ${group.clauses.length === 1 ? (group.effect === 'includes' ? 'includes' : 'leaves out') : group.effect === 'includes' ? 'include' : 'leave out'} ${listInWords(group.functions)}${group.partyId === null ? '' : ` of ${name(group.partyId)}`}. ${group.words}`,
      ),
    },
    {
      what: 'Runs',
      words:
        terms.startsOn === null
          ? []
          : [
              `From ${day(terms.startsOn)}${terms.endsOn === null ? ', until it is ended' : ` to ${day(terms.endsOn)}`}.`,
            ],
    },
    { what: 'To be reviewed', words: terms.reviewOn === null ? [] : [`By ${day(terms.reviewOn)}.`] },
    { what: 'Lawful basis', words: terms.lawfulBasis === '' ? [] : [terms.lawfulBasis] },
    {
      what: 'Sets of data',
      words: terms.datasets.map(
        (one) => `${capital(one.data)}: ${one.controller} decides; ${one.processor || 'nobody else'} carries out.`,
      ),
    },
    { what: 'Impact assessment', words: terms.dpiaReference === null ? [] : [terms.dpiaReference] },
  ]
}

export type Difference = { what: string; before: string[]; after: string[] }

/** What the second says otherwise than the first, part by part. */
export const differences = (before: readonly Part[], after: readonly Part[]): Difference[] =>
  after.flatMap((part) => {
    const was = before.find((one) => one.what === part.what)?.words ?? []
    const gone = was.filter((words) => !part.words.includes(words))
    const come = part.words.filter((words) => !was.includes(words))
    return gone.length + come.length === 0 ? [] : [{ what: part.what, before: gone, after: come }]
  })

// Stages -------------------------------------------------------------------------------------------------------------

export const proposalStages = ['idea', 'business case', 'approved', 'implementing', 'signed', 'withdrawn'] as const
export type ProposalStage = (typeof proposalStages)[number]
/** Those a proposal goes through before it is signed, in order: the columns of the board. */
export const openStages = ['idea', 'business case', 'approved', 'implementing'] as const
export type OpenStage = (typeof openStages)[number]

export const isOpenStage = (stage: ProposalStage): stage is OpenStage =>
  (openStages as readonly string[]).includes(stage)
export const nextStage = (stage: ProposalStage): OpenStage | null =>
  isOpenStage(stage) ? (openStages[openStages.indexOf(stage) + 1] ?? null) : null

/** Money in whole pence. */
export type BusinessCase = {
  /** what the service costs the councils in a year now */
  baseline: number | null
  /** why nobody can say what it costs */
  noBaseline: string
  oneOffCost: number | null
  savingAYear: number | null
  resilience: string
}
const businessCaseShape = z.object({
  baseline: z.number().int().nullable().default(null),
  noBaseline: z.string().default(''),
  oneOffCost: z.number().int().nullable().default(null),
  savingAYear: z.number().int().nullable().default(null),
  resilience: z.string().default(''),
})
export const businessCaseFrom = (kept: unknown): BusinessCase => businessCaseShape.parse(kept)

/** Why a proposal cannot go to this stage yet; null when it can. */
export const stageRefusal = (to: OpenStage, held: { changes: boolean; businessCase: BusinessCase }): string | null => {
  const { baseline, noBaseline } = held.businessCase
  if (to === 'idea' || to === 'business case' || held.changes) return null
  return baseline === null && noBaseline.trim() === ''
    ? 'Write down what the service costs now, or why nobody can say: nothing goes live without a baseline'
    : null
}

/** A milestone that has passed while the proposal is still open. */
export const milestoneLate = (
  proposal: { stage: ProposalStage; milestoneOn: Temporal.PlainDate | null },
  today: Temporal.PlainDate,
): boolean =>
  isOpenStage(proposal.stage) &&
  proposal.milestoneOn !== null &&
  Temporal.PlainDate.compare(proposal.milestoneOn, today) < 0

export type { ClauseWords, Hours, Level }
