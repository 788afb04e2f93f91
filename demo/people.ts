// The people a visitor can sign in as: one for each role and each story. Everybody is fictional.

import type { FunctionName } from './arrangements.ts'
import { boroughOf } from './boroughs.ts'

export type Role =
  | 'social worker'
  | 'senior social worker'
  | 'newly qualified social worker'
  | 'team manager'
  | 'service manager'
  | 'independent reviewing officer'
  | 'conference chair'
  | 'personal adviser'
  | 'emergency duty worker'
  | 'front door worker'
  | 'director'
  | 'elected member'
  | 'data officer'
  | 'participation officer'
  | 'clinician'
  | 'auditor'
  | 'peer'
  | 'information governance lead'
  | 'human resources officer'

/** The kinds of team; a team's name says what its families know it as. */
export type TeamKind =
  | 'front door'
  | 'assessment'
  | 'family'
  | 'care'
  | 'unaccompanied'
  | 'disabled'
  | 'leaving care'
  | 'early help'
  | 'reviewing'
  | 'conference'
  | 'fostering'
  | 'quality'
  | 'night'
  | 'leadership'
  | 'corporate'

export type Reach = {
  councilId: number
  /** percent of the post */
  share: number
  opensRecords: boolean
  /** slug of the arrangement that lets the post serve this council; null for the employer's own children */
  under: string | null
}

export type DemoPerson = {
  /** who they are to the sign-in */
  subject: string
  given: string
  family: string
  title: string
  role: Role
  /** the council that employs them */
  councilId: number
  functions: readonly FunctionName[]
  team: TeamKind
  fte: number
  reach: readonly Reach[]
  /** what signing in as them shows */
  shows: string
  /** days since the post ended, for somebody whose access is over */
  endedDaysAgo?: number
}

const own = (councilId: number): Reach[] => [{ councilId, share: 100, opensRecords: true, under: null }]
const both = (employer: number, other: number, under: string): Reach[] => [
  { councilId: employer, share: 50, opensRecords: true, under: null },
  { councilId: other, share: 50, opensRecords: true, under },
]
const corporate = (share: number): Reach[] => [
  { councilId: 212, share, opensRecords: false, under: null },
  { councilId: 318, share: 100 - share, opensRecords: false, under: 'shared-staffing' },
]
const fiveBoroughs = [319, 314, 318, 315, 212]
const wholeNight: Reach[] = fiveBoroughs.map((councilId) => ({
  councilId,
  share: 20,
  opensRecords: true,
  under: 'night-team',
}))

const care: readonly FunctionName[] = ["children's social care"]

export const nightReach = wholeNight
export const auditReach: readonly Reach[] = [318, 314, 315, 319].map((councilId) => ({
  councilId,
  share: 25,
  opensRecords: false,
  under: councilId === 318 ? null : 'internal-audit',
}))

export const demoPeople: readonly DemoPerson[] = [
  {
    subject: 'wandsworth.social-worker',
    given: 'Bethany',
    family: 'Thornmere',
    title: 'Social worker',
    role: 'social worker',
    councilId: 212,
    functions: care,
    team: 'family',
    fte: 1,
    reach: own(212),
    shows:
      'A social worker’s day: brothers and a sister on one child protection plan, a child with a confidential address, what is due and what is late',
  },
  {
    subject: 'wandsworth.newly-qualified',
    given: 'Kwabena',
    family: 'Olabowari',
    title: 'Social worker (first year)',
    role: 'newly qualified social worker',
    councilId: 212,
    functions: care,
    team: 'family',
    fte: 1,
    reach: own(212),
    shows: 'A protected caseload in the first year of practice',
  },
  {
    subject: 'wandsworth.team-manager',
    given: 'Priya',
    family: 'Parimelani',
    title: 'Team manager',
    role: 'team manager',
    councilId: 212,
    functions: care,
    team: 'family',
    fte: 1,
    reach: own(212),
    shows:
      'The team’s board: who holds whom, what goes red this week; allocates workers; a named reader of a restricted record',
  },
  {
    subject: 'wandsworth.care-worker',
    given: 'Marlon',
    family: 'Montalisle',
    title: 'Senior social worker, children living in care',
    role: 'senior social worker',
    councilId: 212,
    functions: care,
    team: 'care',
    fte: 1,
    reach: own(212),
    shows: 'A child living far away in care, a child under police protection tonight, a baby placed for adoption',
  },
  {
    subject: 'wandsworth.reviewing-officer',
    given: 'Harriet',
    family: 'Pemholt',
    title: 'Independent reviewing officer',
    role: 'independent reviewing officer',
    councilId: 212,
    functions: ["children's quality and audit", "children's social care"],
    team: 'reviewing',
    fte: 1,
    reach: own(212),
    shows: 'Reviews coming up, and what children said before them',
  },
  {
    subject: 'wandsworth.personal-adviser',
    given: 'Danielle',
    family: 'Camberwray',
    title: 'Personal adviser, Future First',
    role: 'personal adviser',
    councilId: 212,
    functions: ['leaving care'],
    team: 'leaving care',
    fte: 1,
    reach: own(212),
    shows: 'A care leaver of 23, and others from 18 to 24: in touch, suitable home, work or study',
  },
  {
    subject: 'wandsworth.director',
    given: 'Eleanor',
    family: 'Wexgarth',
    title: 'Director of children’s services',
    role: 'director',
    councilId: 212,
    functions: [
      ...care,
      'early help',
      'front door',
      'adoption',
      'fostering',
      'leaving care',
      "children's quality and audit",
    ],
    team: 'leadership',
    fte: 1,
    reach: own(212),
    shows: 'A top post that serves Wandsworth’s children only: a Richmond child answers “not found”',
  },
  {
    subject: 'wandsworth.corporate-director',
    given: 'Rajan',
    family: 'Bhandarwal',
    title: 'Director of resources, Richmond and Wandsworth',
    role: 'director',
    councilId: 212,
    functions: ['all corporate services', 'finance', 'human resources'],
    team: 'corporate',
    fte: 1,
    reach: corporate(50),
    shows: 'Jointly employed by both councils, half and half: no child’s record of either opens',
  },
  {
    subject: 'wandsworth.human-resources',
    given: 'Folake',
    family: 'Aderemilu',
    title: 'Human resources officer, Richmond and Wandsworth',
    role: 'human resources officer',
    councilId: 212,
    functions: ['human resources', 'all corporate services'],
    team: 'corporate',
    fte: 1,
    reach: corporate(60),
    shows:
      'Grants and ends posts; a Richmond children’s post under the Shared Staffing Arrangement is refused with its clause',
  },
  {
    subject: 'wandsworth.data-officer',
    given: 'Tomas',
    family: 'Zelmarankovic',
    title: 'Data officer, children’s services',
    role: 'data officer',
    councilId: 212,
    functions: ["children's quality and audit", "children's social care"],
    team: 'quality',
    fte: 1,
    reach: own(212),
    shows: 'Brings the council’s own files in, and sees what each record still needs',
  },
  {
    subject: 'wandsworth.participation-officer',
    given: 'Chantelle',
    family: 'Trevicastor',
    title: 'Participation officer and independent visitor lead',
    role: 'participation officer',
    councilId: 212,
    functions: ["children's quality and audit"],
    team: 'quality',
    fte: 1,
    reach: own(212),
    shows: 'Children’s own words at summary level; no case file',
  },
  {
    subject: 'wandsworth.elected-member',
    given: 'Martha',
    family: 'Hollincombe',
    title: 'Lead member for children',
    role: 'elected member',
    councilId: 212,
    functions: ["children's social care"],
    team: 'leadership',
    fte: 0.4,
    reach: own(212),
    shows: 'Totals and promises; never a child’s name',
  },
  {
    subject: 'wandsworth.information-governance',
    given: 'Younes',
    family: 'Najouridani',
    title: 'Information governance lead',
    role: 'information governance lead',
    councilId: 212,
    functions: ["children's quality and audit"],
    team: 'quality',
    fte: 1,
    reach: own(212),
    shows: 'Agreements and who looked at a record',
  },
  {
    subject: 'richmond.social-worker',
    given: 'Imogen',
    family: 'Larkbourne',
    title: 'Social worker',
    role: 'social worker',
    councilId: 318,
    functions: care,
    team: 'family',
    fte: 1,
    reach: own(318),
    shows: 'A Richmond child whose brother lives in care of Wandsworth: each council’s record stays its own',
  },
  {
    subject: 'company.director',
    given: 'Callum',
    family: 'Alderstead',
    title: 'Director of children’s services, Kingston and Richmond',
    role: 'director',
    councilId: 314,
    functions: [
      ...care,
      'early help',
      'front door',
      'adoption',
      'fostering',
      'leaving care',
      "children's quality and audit",
    ],
    team: 'leadership',
    fte: 1,
    reach: both(314, 318, 'company'),
    shows: 'One director for two councils through their company; two councils’ children, never pooled',
  },
  {
    subject: 'company.social-worker',
    given: 'Nisha',
    family: 'Khatrelinder',
    title: 'Senior social worker, Kingston and Richmond',
    role: 'senior social worker',
    councilId: 314,
    functions: care,
    team: 'care',
    fte: 1,
    reach: both(314, 318, 'company'),
    shows:
      'Children of two councils on one day’s page, each marked with its council; a child of Kingston placed in Sutton',
  },
  {
    subject: 'company.front-door',
    given: 'Tilly',
    family: 'Ravenhollow',
    title: 'Front door worker, Single Point of Access',
    role: 'front door worker',
    councilId: 314,
    functions: ['front door'],
    team: 'front door',
    fte: 0.8,
    reach: both(314, 318, 'company'),
    shows: 'Contacts and referrals of two councils, decided within a working day',
  },
  {
    subject: 'southwark.social-worker',
    given: 'Mariana',
    family: 'Quintelandero',
    title: 'Social worker',
    role: 'social worker',
    councilId: 210,
    functions: care,
    team: 'family',
    fte: 1,
    reach: own(210),
    shows:
      'A low caseload in a small team; a privately fostered child; an unborn child; a child with two names in two scripts',
  },
  {
    subject: 'southwark.clinician',
    given: 'Adwoa',
    family: 'Folabanjoku',
    title: 'Clinician, systemic practice',
    role: 'clinician',
    councilId: 210,
    functions: care,
    team: 'family',
    fte: 0.6,
    reach: own(210),
    shows: 'Reads records to advise; writes no decision',
  },
  {
    subject: 'southwark.conference-chair',
    given: 'Jerome',
    family: 'Granalisle',
    title: 'Child protection conference chair',
    role: 'conference chair',
    councilId: 210,
    functions: ["children's quality and audit", "children's social care"],
    team: 'conference',
    fte: 1,
    reach: own(210),
    shows: 'Conferences due and held, and plans that go on',
  },
  {
    subject: 'sutton.night-worker',
    given: 'Samuel',
    family: 'Tesfolarikos',
    title: 'Emergency duty social worker, five boroughs',
    role: 'emergency duty worker',
    councilId: 319,
    functions: ['emergency duty'],
    team: 'night',
    fte: 1,
    reach: wholeNight,
    shows:
      'Nothing by day; a summary of any child of five boroughs from 17:00 to 09:00 and at weekends; the child missing tonight',
  },
  {
    subject: 'sutton.service-manager',
    given: 'Agata',
    family: 'Wiermulewicz',
    title: 'Shared services manager',
    role: 'service manager',
    councilId: 319,
    functions: ['all corporate services'],
    team: 'corporate',
    fte: 1,
    reach: [{ councilId: 319, share: 100, opensRecords: false, under: null }],
    shows: 'Fifteen shared services, five with Kingston; ends an agreement and sees who loses access',
  },
  {
    subject: 'sutton.social-worker',
    given: 'Reece',
    family: 'Ellerwether',
    title: 'Social worker, children in care',
    role: 'social worker',
    councilId: 319,
    functions: care,
    team: 'care',
    fte: 1,
    reach: own(319),
    shows:
      'Reads a record that Sutton keeps in its own system and that cannot be written here; the child missing tonight, with the nights missing before and the talks on return',
  },
  {
    subject: 'sutton.data-officer',
    given: 'Matilda',
    family: 'Fenbourne',
    title: 'Data officer, children’s services',
    role: 'data officer',
    councilId: 319,
    functions: ["children's quality and audit", "children's social care"],
    team: 'quality',
    fte: 1,
    reach: own(319),
    shows:
      'The mirror of Sutton’s own system: of when it is, what the last nights brought, and what was wrong with one',
  },
  {
    subject: 'croydon.social-worker',
    given: 'Hodan',
    family: 'Warfalagashen',
    title: 'Social worker, unaccompanied children',
    role: 'social worker',
    councilId: 306,
    functions: care,
    team: 'unaccompanied',
    fte: 1,
    reach: own(306),
    shows: 'Children who came alone: estimated birthdays, interpreters, own script',
  },
  {
    subject: 'croydon.team-manager',
    given: 'Andre',
    family: 'Fontabridge',
    title: 'Team manager',
    role: 'team manager',
    councilId: 306,
    functions: care,
    team: 'family',
    fte: 1,
    reach: own(306),
    shows: 'A team with more late visits than most, and changes of worker',
  },
  {
    subject: 'camden.peer',
    given: 'Orla',
    family: 'Marlgale',
    title: 'Peer practitioner',
    role: 'peer',
    councilId: 202,
    functions: ["children's quality and audit"],
    team: 'quality',
    fte: 0.5,
    reach: [{ councilId: 306, share: 100, opensRecords: true, under: 'peer-support' }],
    shows: 'An agreed sample of Croydon’s children until an end date, and no other child',
  },
  {
    subject: 'camden.loan-ended',
    given: 'Shanice',
    family: 'Desmaquelle',
    title: 'Front door worker, lent to Southwark until last month',
    role: 'front door worker',
    councilId: 202,
    functions: ['front door'],
    team: 'front door',
    fte: 1,
    reach: [{ councilId: 210, share: 100, opensRecords: true, under: 'front-door-cover' }],
    shows: 'An arrangement that has ended: Southwark’s children are “not found”',
  },
  {
    subject: 'camden.left',
    given: 'Barnaby',
    family: 'Mosssedge',
    title: 'Social worker until last month',
    role: 'social worker',
    councilId: 202,
    functions: care,
    team: 'family',
    fte: 1,
    reach: own(202),
    shows: 'A post that has ended: signs in and reaches nothing',
    endedDaysAgo: 24,
  },
  {
    subject: 'merton.fostering-assessor',
    given: 'Simran',
    family: 'Jasandhekha',
    title: 'Fostering assessor, lent to Wandsworth for half the week',
    role: 'senior social worker',
    councilId: 315,
    functions: ['fostering'],
    team: 'fostering',
    fte: 1,
    reach: [
      { councilId: 315, share: 50, opensRecords: true, under: null },
      { councilId: 212, share: 50, opensRecords: true, under: 'fostering-loan' },
    ],
    shows: 'Writes in Merton, reads in Wandsworth until the loan’s end',
  },
  {
    subject: 'merton.social-worker',
    given: 'Nia',
    family: 'Lorracastor',
    title: 'Social worker',
    role: 'social worker',
    councilId: 315,
    functions: care,
    team: 'family',
    fte: 1,
    reach: own(315),
    shows: 'A child who moved from Croydon while on a plan: known to two councils, with a conference due',
  },
  {
    subject: 'richmond.auditor',
    given: 'Krzysztof',
    family: 'Gravoshoreanu',
    title: 'Auditor, four boroughs',
    role: 'auditor',
    councilId: 318,
    functions: ['internal audit'],
    team: 'corporate',
    fte: 1,
    reach: auditReach,
    shows: 'Serves four councils and opens no child’s record',
  },
]

/** For the sign-in page of the development identity provider and the README. `subject` is worker.sign_in_subject. */
export const demonstrationPeople: readonly {
  subject: string
  name: string
  title: string
  councilName: string
  shows: string
}[] = demoPeople.map((person) => ({
  subject: person.subject,
  name: `${person.given} ${person.family}`,
  title: person.title,
  councilName: boroughOf(person.councilId).name,
  shows: person.shows,
}))
