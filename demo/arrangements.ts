// What the eight councils have signed with one another, clause by clause. Dates and partners follow public documents
// where they say; the smaller services of Sutton are examples, because only their number (fifteen) is published.
import { idFrom } from '../src/lib/ids.ts'

export const functionNames = [
  "children's social care",
  'early help',
  'front door',
  'emergency duty',
  'adoption',
  'fostering',
  'leaving care',
  "children's quality and audit",
  'internal audit',
  'legal',
  'ICT',
  'highways',
  'regulation and enforcement',
  'human resources',
  'finance',
  'planning',
  'revenues and benefits',
  'customer contact',
  'all corporate services',
] as const
export type FunctionName = (typeof functionNames)[number]

export type Clause = {
  clause: string
  effect: 'includes' | 'excludes'
  functionName: FunctionName
  /** null: for every party */
  partyId: number | null
  words: string
}
export type Party = { partyId: number; joinedOn: string; leftOn: string | null; opensRecords: boolean }

export type ArrangementKind =
  | 'joint employment'
  | 'section 113'
  | 'delegation'
  | 'joint committee'
  | 'company'
  | 'shared system'
  | 'peer support'

export type DemoArrangement = {
  /** short name used by the other files of the demonstration */
  slug: string
  hostId: number
  arrangementId: string
  title: string
  kind: ArrangementKind
  service: string
  legalBasis: string
  purpose: string
  level: 'find' | 'summary' | 'record' | 'write' | null
  hours: { from: string; to: string; nonWorkingDays: boolean } | null
  startsOn: string
  endsOn: string | null
  endedAt: string | null
  endReason: string | null
  reviewOn: string | null
  /** posts of these roles only; null: of any */
  roles: readonly string[] | null
  onRota: boolean
  lawfulBasis: string
  datasets: readonly Dataset[]
  dpiaReference: string | null
  parties: readonly Party[]
  clauses: readonly Clause[]
}
export type Dataset = { data: string; controller: string; processor: string }

const wandsworth = 212
const richmond = 318
const southwark = 210
const sutton = 319
const kingston = 314
const croydon = 306
const camden = 202
const merton = 315

const childrens: readonly FunctionName[] = [
  "children's social care",
  'early help',
  'front door',
  'adoption',
  'fostering',
  'leaving care',
  "children's quality and audit",
]

const section113 =
  'Local Government Act 1972, section 113: an officer of one council is placed at the disposal of another'
const jointCommittee = 'Local Government Act 1972, sections 101(5) and 102: a joint committee of the councils'

/** What an arrangement of the demonstration may leave out. */
type Settled =
  | 'level'
  | 'hours'
  | 'endsOn'
  | 'endedAt'
  | 'endReason'
  | 'reviewOn'
  | 'roles'
  | 'onRota'
  | 'lawfulBasis'
  | 'datasets'
  | 'dpiaReference'

type Draft = Omit<DemoArrangement, 'arrangementId' | 'parties' | 'clauses' | Settled> &
  Partial<Pick<DemoArrangement, Settled>> & {
    parties: readonly (number | Party)[]
    clauses: readonly Clause[]
  }

const signed = (draft: Draft): DemoArrangement => ({
  level: null,
  hours: null,
  endsOn: null,
  endedAt: null,
  endReason: null,
  reviewOn: null,
  roles: null,
  onRota: false,
  lawfulBasis: '',
  datasets: [],
  dpiaReference: null,
  ...draft,
  arrangementId: idFrom(`demonstration/arrangement/${draft.slug}`, Date.parse(draft.startsOn)),
  parties: draft.parties.map((party) =>
    typeof party === 'number'
      ? {
          partyId: party,
          joinedOn: draft.startsOn,
          leftOn: null,
          opensRecords: draft.level !== undefined && draft.level !== null,
        }
      : party,
  ),
})

const includes = (clause: string, functionName: FunctionName, words: string): Clause => ({
  clause,
  effect: 'includes',
  functionName,
  partyId: null,
  words,
})
const excludes = (clause: string, functionName: FunctionName, words: string): Clause => ({
  clause,
  effect: 'excludes',
  functionName,
  partyId: null,
  words,
})

/** One clause for each function, numbered 4, 4(a), 4(b): each stands alone when a refusal quotes it. */
const lettered = (
  number: number,
  functions: readonly FunctionName[],
  make: (clause: string, name: FunctionName) => Clause,
): Clause[] =>
  functions.map((name, index) =>
    make(index === 0 ? String(number) : `${number}(${String.fromCharCode(96 + index)})`, name),
  )

/** What an arrangement that opens records says of data protection. */
const opening = (
  reference: string,
  duty: string,
  datasets: readonly Dataset[],
): Pick<DemoArrangement, 'lawfulBasis' | 'datasets' | 'dpiaReference'> => ({
  lawfulBasis: `UK GDPR Article 6(1)(e), a task in the public interest; Article 9(2)(g) and (h) with the Data Protection Act 2018, Schedule 1, paragraphs 2 and 18; ${duty}`,
  datasets,
  dpiaReference: reference,
})

/** A review every third year from the start, the next at least two months on. */
const nextReview = (today: Temporal.PlainDate, startsOn: string): string => {
  const soonest = today.add({ months: 2 })
  let review = Temporal.PlainDate.from(startsOn)
  while (Temporal.PlainDate.compare(review, soonest) < 0) review = review.add({ years: 3 })
  return review.toString()
}

/** One of Sutton's services with a neighbour: staff of the host serve both; no child's record is part of it. */
const service = (
  slug: string,
  name: string,
  functionName: FunctionName,
  hostId: number,
  parties: readonly number[],
  startsOn: string,
  today: Temporal.PlainDate,
): DemoArrangement =>
  signed({
    slug,
    hostId,
    title: `Shared ${name}`,
    kind: 'section 113',
    service: name,
    legalBasis: section113,
    purpose: `One ${name} team for the councils named, to cut overheads and keep the skills in reach of each.`,
    startsOn,
    reviewOn: nextReview(today, startsOn),
    parties,
    clauses: [
      includes('2', functionName, `The host’s ${name} staff serve each council as if they were its own officers.`),
    ],
  })

const shift = (today: Temporal.PlainDate, duration: Temporal.DurationLike): string => today.add(duration).toString()

/** The first of April at least four months on: where services that are agreed but not begun are planned to start. */
export const comingApril = (today: Temporal.PlainDate): string => {
  const soonest = today.add({ months: 4 })
  const year = soonest.month < 4 || (soonest.month === 4 && soonest.day === 1) ? soonest.year : soonest.year + 1
  return `${year}-04-01`
}

/** Every arrangement of the demonstration as it stands on a day: some have ended, some are agreed and not begun. */
export const arrangementsOn = (today: Temporal.PlainDate): DemoArrangement[] => [
  signed({
    slug: 'shared-staffing',
    hostId: wandsworth,
    title: 'the Shared Staffing Arrangement of Richmond and Wandsworth',
    kind: 'joint employment',
    service: 'Corporate services',
    legalBasis: 'Local Government Act 1972, sections 112 and 113: one workforce employed jointly by both councils',
    purpose:
      'One workforce under one management team serves two councils, each with its own members, budget and voice. Children’s services stay apart.',
    startsOn: '2016-10-01',
    reviewOn: shift(today, { months: 10 }),
    parties: [
      { partyId: wandsworth, joinedOn: '2016-10-01', leftOn: null, opensRecords: false },
      { partyId: richmond, joinedOn: '2016-10-01', leftOn: null, opensRecords: false },
    ],
    clauses: [
      includes(
        '2',
        'all corporate services',
        'All staff other than those named in clause 4 are employed jointly by both councils from the start date.',
      ),
      ...(
        [
          'legal',
          'ICT',
          'highways',
          'regulation and enforcement',
          'human resources',
          'finance',
          'planning',
          'revenues and benefits',
          'customer contact',
        ] as const
      ).map((name, index) =>
        includes(
          `3(${String.fromCharCode(97 + index)})`,
          name,
          'A service under clause 2 which either council may also share with others.',
        ),
      ),
      ...lettered(4, [...childrens, 'emergency duty'], (clause, name) =>
        excludes(
          clause,
          name,
          'Children’s services stay outside this arrangement: each council keeps its own, and joint employment opens no child’s record of the other council.',
        ),
      ),
    ],
  }),
  signed({
    slug: 'company',
    hostId: kingston,
    title: 'the children’s services company of Kingston and Richmond',
    kind: 'company',
    service: 'Children’s services',
    legalBasis:
      'A community interest company owned by the councils, which delegate their children’s functions to it by contract; reserved matters go to a joint committee',
    purpose:
      'One company runs the children’s services of both councils. Each council stays responsible for its own children and is inspected alone.',
    level: 'write',
    ...opening('DPIA/2023/04', 'all duties of the Children Acts 1989 and 2004 towards the children of each council', [
      { data: 'children’s records', controller: 'the council responsible for the child', processor: 'the company' },
    ]),
    startsOn: '2014-04-01',
    reviewOn: shift(today, { months: 17 }),
    parties: [kingston, richmond],
    clauses: lettered(5, childrens, (clause, name) =>
      includes(
        clause,
        name,
        'The company carries out this function for each council; the child’s record belongs to the council responsible for the child.',
      ),
    ),
  }),
  signed({
    slug: 'night-team',
    hostId: sutton,
    title: 'the emergency duty team of five boroughs',
    kind: 'section 113',
    service: 'Emergency Duty Team',
    legalBasis: section113,
    purpose:
      'Social workers answer for five boroughs when offices are closed, and hand each matter to the day team by nine.',
    level: 'summary',
    hours: { from: '17:00', to: '09:00', nonWorkingDays: true },
    roles: ['emergency duty worker', 'team manager'],
    ...opening(
      'DPIA/2024/17',
      'the councils’ duties under the Children Act 1989, sections 17, 44, 46 and 47, at night',
      [
        { data: 'night summaries of children', controller: 'each council for its own children', processor: 'the host' },
        { data: 'contacts taken at night', controller: 'the council where the child lives', processor: 'the host' },
      ],
    ),
    startsOn: '2006-04-01',
    reviewOn: shift(today, { months: 6 }),
    parties: [sutton, kingston, richmond, merton, wandsworth],
    clauses: [
      includes(
        '3',
        'emergency duty',
        'From 17:00 to 09:00 and on days that are not working days, the host’s workers act for each council.',
      ),
      excludes(
        '6',
        "children's quality and audit",
        'The team does not audit the councils’ work and opens no record for that purpose.',
      ),
    ],
  }),
  signed({
    slug: 'internal-audit',
    hostId: richmond,
    title: 'the internal audit partnership of four boroughs',
    kind: 'joint committee',
    service: 'Internal audit',
    legalBasis: jointCommittee,
    purpose: 'One head of audit and one team; each borough buys days and sees only its own findings.',
    startsOn: '2015-04-01',
    reviewOn: shift(today, { months: 4 }),
    parties: [richmond, kingston, merton, sutton],
    clauses: [
      includes(
        '1',
        'internal audit',
        'Auditors examine each council’s systems; a child’s record is never needed and never opened.',
      ),
      ...lettered(7, childrens, (clause, name) =>
        excludes(clause, name, 'No children’s function is part of the partnership.'),
      ),
    ],
  }),
  signed({
    slug: 'regional-adoption',
    hostId: southwark,
    title: 'the regional adoption agency of south London',
    kind: 'joint committee',
    service: 'Regional adoption agency',
    legalBasis: 'Adoption and Children Act 2002, section 3ZA, with a joint committee of the councils',
    purpose:
      'Southwark hosts the finding, training and support of adopters for ten boroughs, seven of them here. Each child’s record stays with the child’s own council.',
    startsOn: '2019-09-01',
    reviewOn: shift(today, { months: 9 }),
    parties: [southwark, wandsworth, merton, sutton, croydon, kingston, richmond],
    clauses: [
      includes('2', 'adoption', 'The host recruits, assesses and supports adopters for the councils named.'),
      excludes(
        '9',
        "children's social care",
        'The care and the record of each child stay with the child’s own council.',
      ),
    ],
  }),
  signed({
    slug: 'peer-support',
    hostId: camden,
    title: 'Camden’s peer support of Croydon',
    kind: 'peer support',
    service: 'Improvement',
    legalBasis:
      'Section 113 of the Local Government Act 1972 and an information sharing agreement with an agreed sample of children and an end date',
    purpose:
      'Camden’s practitioners read an agreed sample of Croydon’s work beside the workers who did it, on out-of-hours support and on changes of worker.',
    level: 'record',
    ...opening('DPIA/2026/31', 'improvement of children’s services under the Children Act 2004, section 10', [
      { data: 'records of the agreed sample', controller: 'the council whose children they are', processor: 'none' },
    ]),
    startsOn: shift(today, { days: -70 }),
    endsOn: shift(today, { days: 110 }),
    reviewOn: shift(today, { days: 40 }),
    parties: [
      { partyId: camden, joinedOn: shift(today, { days: -70 }), leftOn: null, opensRecords: false },
      { partyId: croydon, joinedOn: shift(today, { days: -70 }), leftOn: null, opensRecords: true },
    ],
    clauses: [
      includes(
        '2',
        "children's quality and audit",
        'Peers read the records of the children in the agreed sample until its end date, and no other child’s.',
      ),
      excludes('3', "children's social care", 'Peers hold no cases and take no decisions.'),
    ],
  }),
  signed({
    slug: 'peer-support-2018',
    hostId: camden,
    title: 'the improvement partnership of Camden and Croydon',
    kind: 'peer support',
    service: 'Improvement',
    legalBasis: section113,
    purpose: 'Two years of intensive peer support after Croydon’s inspection of July 2017.',
    level: 'record',
    startsOn: '2018-01-15',
    endsOn: '2020-02-29',
    parties: [camden, croydon],
    clauses: [includes('2', "children's quality and audit", 'Peers read agreed samples of children’s records.')],
  }),
  signed({
    slug: 'fostering-loan',
    hostId: merton,
    title: 'Merton’s loan of fostering assessors to Wandsworth',
    kind: 'section 113',
    service: 'Fostering assessments',
    legalBasis: section113,
    purpose: 'Two assessors of Merton assess carers in both boroughs while Wandsworth’s home-finding team is rebuilt.',
    level: 'record',
    ...opening('DPIA/2025/09', 'the Children Act 1989, section 22G, and the Fostering Services Regulations 2011', [
      {
        data: 'records of children to be placed',
        controller: 'the council responsible for the child',
        processor: 'none',
      },
    ]),
    startsOn: shift(today, { months: -14 }),
    endsOn: shift(today, { months: 4 }),
    reviewOn: shift(today, { days: 20 }),
    parties: [merton, wandsworth],
    clauses: [
      includes(
        '1',
        'fostering',
        'The assessors read the records of children to be placed with the carers they assess.',
      ),
      excludes('5', "children's social care", 'The assessors hold no children’s cases in the receiving council.'),
    ],
  }),
  signed({
    slug: 'front-door-cover',
    hostId: camden,
    title: 'Camden’s cover of Southwark’s front door',
    kind: 'section 113',
    service: 'Front door cover',
    legalBasis: section113,
    purpose: 'Two of Camden’s screening workers covered Southwark’s front door during a move of offices.',
    level: 'write',
    startsOn: shift(today, { months: -8 }),
    endsOn: shift(today, { months: 4 }),
    endedAt: `${shift(today, { days: -19 })}T16:30:00Z`,
    endReason: 'The move of offices was finished early.',
    parties: [camden, southwark],
    clauses: [includes('1', 'front door', 'The workers screen contacts for the receiving council under its manager.')],
  }),

  // Sutton and Kingston: the five
  service('ict', 'ICT', 'ICT', sutton, [sutton, kingston], '2011-04-01', today),
  service(
    'legal',
    'Legal service',
    'legal',
    merton,
    [merton, sutton, kingston, richmond, wandsworth],
    '2011-10-01',
    today,
  ),
  service('highways', 'Highways', 'highways', kingston, [kingston, sutton], '2012-04-01', today),
  service(
    'regulation',
    'Regulation and Enforcement',
    'regulation and enforcement',
    sutton,
    [sutton, kingston],
    '2013-04-01',
    today,
  ),
  // Sutton with others: examples that make up the published fifteen (the night team above is the fifth with Kingston)
  service('bailiffs', 'Enforcement agents', 'revenues and benefits', merton, [merton, sutton], '2009-04-01', today),
  service('building-control', 'Building control advice', 'planning', merton, [merton, sutton], '2012-10-01', today),
  service('insurance', 'Insurance and risk', 'finance', croydon, [croydon, sutton], '2013-04-01', today),
  service('treasury', 'Payments and treasury', 'finance', sutton, [sutton, merton], '2014-04-01', today),
  service(
    'registrars',
    'Registration of births and deaths',
    'customer contact',
    sutton,
    [sutton, merton],
    '2010-04-01',
    today,
  ),
  service(
    'admissions-line',
    'School admissions telephone line',
    'customer contact',
    merton,
    [merton, sutton],
    '2013-09-01',
    today,
  ),
  service(
    'noise',
    'Night-time noise officers',
    'regulation and enforcement',
    croydon,
    [croydon, sutton],
    '2012-06-01',
    today,
  ),
  service('street-lights', 'Street lighting contract', 'highways', croydon, [croydon, sutton], '2011-08-01', today),
  service(
    'occupational-health',
    'Occupational health',
    'human resources',
    richmond,
    [richmond, sutton],
    '2012-01-01',
    today,
  ),
  service('standby-data-centre', 'Standby data centre', 'ICT', merton, [merton, sutton], '2013-01-01', today),

  signed({
    slug: 'hr-service',
    hostId: kingston,
    title: 'Shared HR service of Kingston and Sutton',
    kind: 'section 113',
    service: 'Human resources',
    legalBasis: section113,
    purpose: 'One human resources service for two councils, the latest of a collection.',
    startsOn: '2015-04-01',
    endsOn: '2021-03-31',
    parties: [kingston, sutton],
    clauses: [includes('2', 'human resources', 'One team advises managers of both councils.')],
  }),
  signed({
    slug: 'payroll-system',
    hostId: kingston,
    title: 'Shared HR and payroll system',
    kind: 'shared system',
    service: 'HR and payroll system',
    legalBasis: 'A contract for one system in which each council keeps its own records',
    purpose: 'One system, separate data: a shared system is not a shared service.',
    startsOn: '2014-10-01',
    parties: [kingston, sutton],
    clauses: [includes('1', 'human resources', 'Each council’s staff records stay its own.')],
  }),
  signed({
    slug: 'hr-in-spring',
    hostId: kingston,
    title: 'the new shared HR service of Kingston and Sutton',
    kind: 'section 113',
    service: 'Human resources',
    legalBasis: section113,
    purpose:
      'One human resources service for both councils again, on the system they share already. Signed, to begin in spring.',
    startsOn: comingApril(today),
    reviewOn: shift(Temporal.PlainDate.from(comingApril(today)), { years: 1 }),
    parties: [kingston, sutton],
    clauses: [
      includes('2', 'human resources', 'The host’s human resources staff advise the managers of both councils.'),
    ],
  }),
]

/** Kinds in which staff of one council serve another: what the register counts as a shared service. */
const serviceKinds: readonly ArrangementKind[] = ['joint employment', 'section 113', 'delegation', 'company']

/** The services a council shares on a day; with a second council, those the two share. Sutton has 15, five with Kingston. */
export const sharedServicesOf = (
  arrangements: readonly DemoArrangement[],
  on: string,
  ...councilIds: number[]
): DemoArrangement[] =>
  arrangements.filter(
    (arrangement) =>
      serviceKinds.includes(arrangement.kind) &&
      arrangement.startsOn <= on &&
      (arrangement.endsOn === null || arrangement.endsOn >= on) &&
      (arrangement.endedAt === null || arrangement.endedAt.slice(0, 10) > on) &&
      councilIds.every((id) =>
        arrangement.parties.some(
          (party) => party.partyId === id && party.joinedOn <= on && (party.leftOn === null || party.leftOn >= on),
        ),
      ),
  )
