// What councils mean to sign, and who signed what is in force. Pipelines follow what the two councils have said in public;
// everybody who signs is fictional.
import type { Cell } from '../src/database/bulk-load.ts'
import { idFrom } from '../src/lib/ids.ts'
import { epochDay } from '../src/lib/working-days.ts'
import { comingApril, type DemoArrangement, type FunctionName } from './arrangements.ts'
import { isoOf } from './days.ts'
import type { World } from './load.ts'

type Rows = { table: string; columns: readonly string[]; rows: Cell[][] }

export const proposalTables = ['proposal', 'signature'] as const

const sutton = 319
const kingston = 314
const section113 =
  'Local Government Act 1972, section 113: an officer of one council is placed at the disposal of another'

/** Everything that is signed of an arrangement, in the shape of src/features/sharing/terms.ts. */
const termsOf = (
  one: Omit<DemoArrangement, 'slug' | 'hostId' | 'arrangementId' | 'title' | 'service' | 'endedAt' | 'endReason'>,
) => ({
  kind: one.kind,
  legalBasis: one.legalBasis,
  purpose: one.purpose,
  level: one.level,
  hours: one.hours,
  startsOn: one.startsOn,
  endsOn: one.endsOn,
  reviewOn: one.reviewOn,
  roles: one.roles === null ? null : [...one.roles],
  onRota: one.onRota,
  lawfulBasis: one.lawfulBasis,
  datasets: [...one.datasets],
  dpiaReference: one.dpiaReference,
  parties: one.parties.map((party) => ({ ...party })),
  clauses: one.clauses.map((clause) => ({ ...clause })),
  changesVersion: null,
})

type Pipeline = {
  slug: string
  name: string
  kind: 'section 113' | 'shared system'
  functionName: FunctionName
  stage: 'idea' | 'business case' | 'implementing'
  /** no saving stands in any of them: none has been worked out */
  businessCase: { noBaseline?: string; resilience?: string }
  /** days from today; one that has passed is late */
  milestone: number | null
  words: string
}
const pipelines: readonly Pipeline[] = [
  {
    slug: 'planning-system',
    name: 'planning system',
    kind: 'shared system',
    functionName: 'planning',
    stage: 'implementing',
    businessCase: {
      noBaseline: 'Each council paid for its old system out of several budgets, and nobody added them up.',
      resilience: 'One system, which later services may be built upon. Each council’s register stays its own.',
    },
    milestone: -24,
    words: 'Each council’s planning register stays its own.',
  },
  {
    slug: 'pipeline-planning',
    name: 'development management and building control',
    kind: 'section 113',
    functionName: 'planning',
    stage: 'business case',
    businessCase: { resilience: 'Specialists whom neither council can keep alone.' },
    milestone: 45,
    words: 'Planning officers of both councils serve each as if they were its own.',
  },
  {
    slug: 'pipeline-benefits',
    name: 'revenues and benefits',
    kind: 'section 113',
    functionName: 'revenues and benefits',
    stage: 'business case',
    businessCase: { resilience: 'Cover at the end of the year, when both councils are busiest.' },
    milestone: 75,
    words: 'Officers of both councils serve each as if they were its own.',
  },
  {
    slug: 'pipeline-contact',
    name: 'customer contact',
    kind: 'section 113',
    functionName: 'customer contact',
    stage: 'idea',
    businessCase: {},
    milestone: null,
    words: 'One contact centre answers in the name of each council.',
  },
  {
    slug: 'pipeline-finance',
    name: 'finance',
    kind: 'section 113',
    functionName: 'finance',
    stage: 'idea',
    businessCase: {},
    milestone: null,
    words: 'Finance officers of both councils serve each as if they were its own.',
  },
]

type Signer = { workerId: string; startsOn: number }

/** Those who lead a service of a council and have for longest: they answer for its arrangements and sign them. */
const leadersOf = ({ workforce, today }: World): ((councilId: number) => Signer[]) => {
  const now = epochDay(today)
  const leaders = Map.groupBy(
    workforce.posts
      .filter(
        (post) =>
          post.role === 'service manager' && post.startsOn < now - 60 && (post.endsOn === null || post.endsOn >= now),
      )
      .sort((a, b) => a.startsOn - b.startsOn || (a.workerId < b.workerId ? -1 : 1)),
    (post) => post.councilId,
  )
  return (councilId) => (leaders.get(councilId) ?? []).map(({ workerId, startsOn }) => ({ workerId, startsOn }))
}

/** Whoever answers for an arrangement: a leader of its host, another for each. */
export const ownersOf = (world: World): ((arrangement: DemoArrangement) => string | null) => {
  const leaders = leadersOf(world)
  return (arrangement) => {
    const all = leaders(arrangement.hostId)
    return all[world.arrangements.indexOf(arrangement) % Math.max(1, all.length)]?.workerId ?? null
  }
}

/**
 * Signatures of what is in force, and the pipeline. A hash stands in for the words until they are in the database
 * (`signatureHashes`), which alone can say what was signed.
 */
export const proposalRows = (world: World): Rows[] => {
  const { arrangements, plans, today } = world
  const known = new Set(plans.map(({ borough }) => borough.councilId))
  const leaders = leadersOf(world)
  const leader = (councilId: number, turn: number): Signer | null => {
    const all = leaders(councilId)
    return all[turn % Math.max(1, all.length)] ?? null
  }
  const now = epochDay(today)
  const proposals: Cell[][] = []
  const signatures: Cell[][] = []

  for (const [turn, one] of arrangements.entries()) {
    const over = one.endedAt !== null || (one.endsOn !== null && one.endsOn < today.toString())
    const signers = one.parties.map(({ partyId }) => ({ partyId, signer: leader(partyId, turn) }))
    const [host] = signers.filter(({ partyId }) => partyId === one.hostId)
    if (!known.has(one.hostId) || over || !host?.signer || signers.some(({ signer }) => signer === null)) continue
    // Old ones were signed again when those who answer for them today came: nobody signs before their post began.
    const startsOn = epochDay(Temporal.PlainDate.from(one.startsOn))
    const day = Math.min(
      now - 12,
      Math.max(startsOn - 20, ...signers.map(({ signer }) => (signer as Signer).startsOn + 30)),
    )
    const proposalId = idFrom(`demonstration/signed/${one.slug}`, day * 86_400_000)
    proposals.push([
      one.hostId,
      proposalId,
      one.arrangementId,
      false,
      'signed',
      one.title,
      one.service,
      `{${one.parties.map(({ partyId }) => partyId)}}`,
      termsOf(one),
      { noBaseline: 'What it cost before was not written down when it began.' },
      one.startsOn,
      null,
      host.signer.workerId,
      `${isoOf(day - 9)}T10:00:00Z`,
      `${isoOf(day)}T14:30:00Z`,
    ])
    for (const [at, { partyId, signer }] of signers.entries())
      signatures.push([
        one.hostId,
        proposalId,
        partyId,
        '\\x',
        (signer as Signer).workerId,
        // one after the other, the last puts it in force
        `${isoOf(day - signers.length + 1 + at)}T14:30:00Z`,
      ])
  }

  const maker = leader(sutton, 0)
  if (maker && known.has(sutton) && known.has(kingston)) {
    for (const one of pipelines) {
      const startsOn = comingApril(today)
      const system = one.kind === 'shared system'
      proposals.push([
        sutton,
        idFrom(`demonstration/proposal/${one.slug}`, (now - 120) * 86_400_000),
        idFrom(`demonstration/arrangement/${one.slug}`, (now - 120) * 86_400_000),
        false,
        one.stage,
        `Shared ${one.name} of Sutton and Kingston`,
        one.name.charAt(0).toUpperCase() + one.name.slice(1),
        `{${sutton},${kingston}}`,
        termsOf({
          kind: one.kind,
          legalBasis: system ? 'A contract for one system in which each council keeps its own records' : section113,
          purpose: system
            ? 'One planning system for both councils, with separate data.'
            : `One ${one.name} team for both councils.`,
          level: null,
          hours: null,
          startsOn,
          endsOn: null,
          reviewOn: Temporal.PlainDate.from(startsOn).add({ years: 2 }).toString(),
          roles: null,
          onRota: false,
          lawfulBasis: '',
          datasets: [],
          dpiaReference: null,
          parties: [sutton, kingston].map((partyId) => ({
            partyId,
            joinedOn: startsOn,
            leftOn: null,
            opensRecords: false,
          })),
          clauses: [
            { clause: '1', effect: 'includes', functionName: one.functionName, partyId: null, words: one.words },
          ],
        }),
        one.businessCase,
        startsOn,
        one.milestone === null ? null : today.add({ days: one.milestone }).toString(),
        maker.workerId,
        `${isoOf(now - 120)}T10:00:00Z`,
        null,
      ])
    }
  }
  return [
    {
      table: 'proposal',
      columns: [
        'council_id',
        'proposal_id',
        'arrangement_id',
        'changes',
        'stage',
        'title',
        'service',
        'party_ids',
        'terms',
        'business_case',
        'planned_for',
        'milestone_on',
        'made_by',
        'made_at',
        'closed_at',
      ],
      rows: proposals,
    },
    {
      table: 'signature',
      columns: ['council_id', 'proposal_id', 'party_id', 'terms_hash', 'signed_by', 'signed_at'],
      rows: signatures,
    },
  ]
}

/** Says of each signature which words it is under: those that stand in the proposal. */
export const signatureHashes = `update signature s set terms_hash = terms_hash(p) from proposal p
  where p.council_id = s.council_id and p.proposal_id = s.proposal_id`
