// The eight boroughs of the demonstration: public facts about places, rates to calibrate fictional children to.
// Inspection dates and counts: published Ofsted reports. A rate that no report gives is our own and says so.

export type Grade = 'outstanding' | 'good' | 'requires improvement' | 'inadequate'

export type Inspection = {
  framework: 'SIF' | 'ILACS' | 'ILACS short' | 'ILACS standard'
  startedOn: string
  endedOn: string
  publishedOn: string
  overall: Grade
  leaders: Grade
  helpAndProtection: Grade
  inCare: Grade
  /** null: judged together with children in care */
  careLeavers: Grade | null
}

export type Population = { measuredOn: string; aged0To17: number; everyone: number | null; source: string }

/** How many children there are in each state on an ordinary day, at scale 1. */
export type Rates = {
  inCare: number
  protectionPlans: number
  needPlans: number
  careLeavers: number
  unaccompanied: number
  privatelyFostered: number
  /** share of children in care who live outside the borough, 0 to 1 */
  placedOutside: number
  /** children for each case-holding worker, on average */
  caseload: number
  /** share of visits, reviews and other dated duties that are late, 0 to 1 */
  late: number
}

/** Groups of names and languages, by weight: see people-names.ts. */
export type CultureWeights = Readonly<Record<string, number>>

export type Borough = {
  councilId: number
  onsCode: string
  name: string
  shortName: string
  colour: string
  wording: Readonly<Record<string, string>>
  place: string
  facts: readonly { label: string; value: string; asAt: string; source: string }[]
  practiceModel: string
  principles: readonly string[]
  /** the council whose workforce return also counts this one's staff */
  childrenReturnFiledBy: number | null
  populations: readonly Population[]
  inspections: readonly Inspection[]
  closures: readonly { month: number; day: number; reason: string }[]
  /** timescales the law leaves to the council, by id (src/features/children/timescales) */
  timescales: Readonly<
    Record<string, { within: number; unit: 'working_day' | 'calendar_day' | 'week' | 'month'; first?: number }>
  >
  districts: readonly string[]
  cultures: CultureWeights
  rates: Rates
}

const O: Grade = 'outstanding'
const G: Grade = 'good'
const RI: Grade = 'requires improvement'
const I: Grade = 'inadequate'

const inspection = (
  framework: Inspection['framework'],
  dates: readonly [started: string, ended: string, published: string],
  [overall, leaders, helpAndProtection, inCare, careLeavers]: readonly [Grade, Grade, Grade, Grade, Grade | null],
): Inspection => ({
  framework,
  startedOn: dates[0],
  endedOn: dates[1],
  publishedOn: dates[2],
  overall,
  leaders,
  helpAndProtection,
  inCare,
  careLeavers,
})

const report = 'Ofsted report'
const profile = "the council's published profile"

/** Words every council uses until it chooses its own; each borough below changes some. */
export const commonWording: Readonly<Record<string, string>> = {
  'looked after': 'in our care',
  childInCare: 'child in our care',
  childrenInCare: 'children in our care',
  careLeaver: 'care leaver',
  careCouncil: 'children in care council',
  frontDoor: 'front door',
  leavingCareTeam: 'leaving care team',
  nightTeam: 'emergency duty team',
  childInNeed: 'child in need',
  familyMeeting: 'family group meeting',
}

export const boroughs: readonly Borough[] = [
  {
    councilId: 212,
    onsCode: 'E09000032',
    name: 'Wandsworth',
    shortName: 'Wandsworth',
    colour: '#1d4f91',
    wording: {
      childInCare: 'child living in care',
      childrenInCare: 'children living in care',
      careCouncil: 'CLICK',
      youngerCareCouncil: 'Double CLICK',
      leavingCareTeam: 'Future First',
      exploitationTeam: 'Evolve',
    },
    place:
      'An inner London borough popular with families, with wealth beside deprivation: Battersea, Balham, Putney, Tooting, Roehampton and the new homes of Nine Elms.',
    facts: [
      { label: 'Children and young people under 18', value: '60,000 of 324,000 people', asAt: '2019', source: profile },
      { label: 'People from Black, Asian and minority ethnic groups', value: 'a third', asAt: '2019', source: profile },
      { label: 'Council homes', value: '34,000, half of them social rented', asAt: '2019', source: profile },
      {
        label: 'New homes at Nine Elms and Battersea',
        value: '20,000, with a primary school',
        asAt: '2019',
        source: profile,
      },
      { label: 'Schools good or better', value: '93%; 40% outstanding', asAt: '2019', source: profile },
      { label: 'More for child protection over two years', value: '£35 million', asAt: '2019', source: profile },
      { label: 'Staff in children’s services', value: '450', asAt: '2019', source: profile },
      {
        label: 'Care council',
        value: 'CLICK (13 to 17) and Double CLICK (6 to 12), ten years old',
        asAt: '2019',
        source: profile,
      },
    ],
    practiceModel: 'Signs of Safety',
    principles: [
      'Stay close to the child',
      'Ask what is working well',
      'Say plainly what worries us',
      'Plan with the family',
    ],
    childrenReturnFiledBy: null,
    populations: [
      { measuredOn: '2015-10-31', aged0To17: 60000, everyone: null, source: report },
      { measuredOn: '2018-03-31', aged0To17: 62000, everyone: null, source: report },
      { measuredOn: '2019-06-30', aged0To17: 60000, everyone: 324000, source: profile },
    ],
    inspections: [
      inspection('SIF', ['2015-11-24', '2015-12-17', '2016-02-16'], [I, I, I, RI, I]),
      inspection('SIF', ['2018-05-08', '2018-05-31', '2018-07-20'], [RI, RI, RI, RI, G]),
      inspection('ILACS', ['2022-11-07', '2022-11-18', '2023-01-13'], [G, G, G, G, null]),
      inspection('ILACS short', ['2026-03-02', '2026-03-06', '2026-05-18'], [O, O, O, O, O]),
    ],
    closures: [{ month: 12, day: 24, reason: 'Offices close before Christmas' }],
    timescales: {
      'cp-visit': { within: 10, unit: 'working_day' },
      'cin-visit': { within: 6, unit: 'week' },
      'cin-plan-review': { within: 12, unit: 'week', first: 6 },
      'core-group-next': { within: 6, unit: 'week' },
      'strategy-discussion': { within: 1, unit: 'working_day' },
      'assessment-checkpoint': { within: 10, unit: 'working_day' },
      'iro-appoint': { within: 5, unit: 'working_day' },
      'pre-proceedings-review': { within: 6, unit: 'week' },
      'eligible-assessment': { within: 3, unit: 'month' },
    },
    districts: ['SW11', 'SW12', 'SW15', 'SW17', 'SW18', 'SW8'],
    cultures: {
      english: 40,
      european: 12,
      caribbean: 10,
      westAfrican: 9,
      southAsian: 12,
      hornOfAfrica: 6,
      arabic: 5,
      eastAsian: 3,
      latin: 3,
    },
    rates: {
      inCare: 306,
      protectionPlans: 288,
      needPlans: 620,
      careLeavers: 260,
      unaccompanied: 24,
      privatelyFostered: 5,
      placedOutside: 0.55,
      caseload: 14,
      late: 0.07,
    },
  },
  {
    councilId: 318,
    onsCode: 'E09000027',
    name: 'Richmond upon Thames',
    shortName: 'Richmond',
    colour: '#1f6b45',
    wording: {
      frontDoor: 'Single Point of Access',
      careCouncil: 'Children in Care Council',
      familyMeeting: 'family network meeting',
    },
    place:
      'A borough on both banks of the Thames with more park than any other in London: Twickenham, Teddington, Barnes, Kew, Ham and Richmond. A company owned with Kingston runs its children’s services.',
    facts: [
      { label: 'Children under 18', value: 'about 45,000 (23%)', asAt: '31 August 2017', source: report },
      { label: 'Children in care', value: '103 (23 in every 10,000)', asAt: '31 August 2017', source: report },
      { label: 'Corporate staff', value: 'shared with Wandsworth since 1 October 2016', asAt: '2016', source: profile },
      {
        label: 'Children’s services',
        value: 'run by a community interest company owned with Kingston',
        asAt: '2014',
        source: report,
      },
      {
        label: 'Internal audit',
        value: 'shared by Kingston, Richmond, Merton and Sutton',
        asAt: '2015',
        source: profile,
      },
    ],
    practiceModel: 'Signs of Safety',
    principles: ['Children first', 'Work together', 'Be accountable', 'Never stop learning'],
    childrenReturnFiledBy: 314,
    populations: [{ measuredOn: '2017-08-31', aged0To17: 45000, everyone: null, source: report }],
    inspections: [
      inspection('SIF', ['2017-09-25', '2017-10-19', '2017-12-08'], [G, G, G, G, G]),
      inspection('ILACS', ['2022-01-31', '2022-02-04', '2022-03-18'], [G, G, G, G, null]),
      inspection('ILACS short', ['2025-06-30', '2025-07-04', '2025-08-12'], [O, O, G, O, O]),
    ],
    closures: [],
    timescales: {
      'cp-visit': { within: 10, unit: 'working_day' },
      'cin-visit': { within: 4, unit: 'week' },
      'cin-plan-review': { within: 8, unit: 'week', first: 4 },
      'core-group-next': { within: 4, unit: 'week' },
      'strategy-discussion': { within: 1, unit: 'working_day' },
      'assessment-checkpoint': { within: 15, unit: 'working_day' },
      'iro-appoint': { within: 5, unit: 'working_day' },
      'pre-proceedings-review': { within: 4, unit: 'week' },
      'eligible-assessment': { within: 3, unit: 'month' },
    },
    districts: ['TW1', 'TW2', 'TW9', 'TW10', 'TW11', 'TW12', 'SW13', 'SW14'],
    cultures: {
      english: 62,
      european: 14,
      southAsian: 8,
      arabic: 5,
      eastAsian: 4,
      caribbean: 2,
      westAfrican: 2,
      hornOfAfrica: 2,
      latin: 1,
    },
    rates: {
      inCare: 103,
      protectionPlans: 136,
      needPlans: 300,
      careLeavers: 110,
      unaccompanied: 25,
      privatelyFostered: 1,
      placedOutside: 0.79,
      caseload: 15,
      late: 0.06,
    },
  },
  {
    councilId: 210,
    onsCode: 'E09000028',
    name: 'Southwark',
    shortName: 'Southwark',
    colour: '#7a2e5d',
    wording: {
      careCouncil: 'Speaker Box',
      frontDoor: 'Multi-Agency Safeguarding Hub',
      leavingCareTeam: 'Care Leavers’ Service',
      familyMeeting: 'family meeting',
    },
    place:
      'A young, growing borough of history and renewal between the river and Dulwich: Tate Modern and the Shard, Borough Market, Peckham, Bermondsey, Camberwell and the parks.',
    facts: [
      { label: 'People', value: 'more than 320,000', asAt: '2022', source: profile },
      { label: 'Languages spoken', value: 'more than 120', asAt: '2022', source: profile },
      { label: 'Council homes', value: '55,000, home to 40% of residents', asAt: '2022', source: profile },
      { label: 'Businesses, venues and social enterprises', value: '18,300', asAt: '2022', source: profile },
      { label: 'Children in care', value: '510', asAt: '28 February 2017', source: report },
      { label: 'Children on a child protection plan', value: '327', asAt: '28 February 2017', source: report },
      { label: 'Privately fostered children', value: '35', asAt: '28 February 2017', source: report },
      {
        label: 'Regional adoption',
        value: 'host of the adoption agency of south London',
        asAt: '2022',
        source: report,
      },
    ],
    practiceModel: 'Systemic practice with a clinician in every team',
    principles: [
      'Child centred',
      'Family minded',
      'Relationship based',
      'Outcome focused',
      'Strength based',
      'Evidence informed',
      'Fair',
      'Reflective',
    ],
    childrenReturnFiledBy: null,
    populations: [{ measuredOn: '2017-02-28', aged0To17: 62000, everyone: 320000, source: report }],
    inspections: [
      inspection('SIF', ['2017-03-06', '2017-03-30', '2017-06-13'], [G, G, G, RI, RI]),
      inspection('ILACS', ['2022-09-26', '2022-09-30', '2022-11-11'], [G, G, G, G, null]),
      inspection('ILACS short', ['2026-03-09', '2026-03-13', '2026-05-18'], [G, G, G, G, G]),
    ],
    closures: [
      { month: 12, day: 29, reason: 'Offices close between Christmas and New Year' },
      { month: 12, day: 30, reason: 'Offices close between Christmas and New Year' },
      { month: 12, day: 31, reason: 'Offices close between Christmas and New Year' },
    ],
    timescales: {
      'cp-visit': { within: 10, unit: 'working_day' },
      'cin-visit': { within: 20, unit: 'working_day' },
      'cin-plan-review': { within: 12, unit: 'week', first: 6 },
      'core-group-next': { within: 6, unit: 'week' },
      'strategy-discussion': { within: 1, unit: 'working_day' },
      'assessment-checkpoint': { within: 20, unit: 'working_day' },
      'iro-appoint': { within: 5, unit: 'working_day' },
      'pre-proceedings-review': { within: 6, unit: 'week' },
      'eligible-assessment': { within: 3, unit: 'month' },
    },
    districts: ['SE1', 'SE5', 'SE15', 'SE16', 'SE17', 'SE21', 'SE22'],
    cultures: {
      english: 26,
      westAfrican: 20,
      caribbean: 11,
      latin: 9,
      european: 10,
      hornOfAfrica: 8,
      southAsian: 5,
      arabic: 5,
      eastAsian: 6,
    },
    rates: {
      inCare: 510,
      protectionPlans: 327,
      needPlans: 760,
      careLeavers: 420,
      unaccompanied: 32,
      privatelyFostered: 35,
      placedOutside: 0.7,
      caseload: 11.5,
      late: 0.08,
    },
  },
  {
    councilId: 319,
    onsCode: 'E09000029',
    name: 'Sutton',
    shortName: 'Sutton',
    colour: '#0b6770',
    wording: { frontDoor: 'Children First Contact Service', careCouncil: 'Children in Care Council' },
    place:
      'A green outer London borough that shares more services than any of its neighbours: Sutton, Cheam, Carshalton, Wallington and Beddington.',
    facts: [
      { label: 'Children under 18', value: 'about 46,190 (23%)', asAt: '14 November 2016', source: report },
      { label: 'Services shared with other councils', value: '15', asAt: '2015', source: profile },
      { label: 'Saved by sharing', value: '£8 million (yearly or to date: not stated)', asAt: '2015', source: profile },
      { label: 'Children in care', value: '224', asAt: '14 November 2016', source: report },
      { label: 'Night team', value: 'hosts the emergency duty team of five boroughs', asAt: '2021', source: report },
    ],
    practiceModel: 'Strengths based, with specialists pooled',
    principles: ['Start from strengths', 'Right help, first time', 'One plan for a family', 'Close the loop'],
    childrenReturnFiledBy: null,
    populations: [{ measuredOn: '2016-11-14', aged0To17: 46190, everyone: null, source: report }],
    inspections: [
      inspection('SIF', ['2016-11-14', '2016-12-08', '2017-02-13'], [G, G, G, G, RI]),
      inspection('ILACS', ['2021-12-06', '2021-12-10', '2022-02-01'], [G, O, G, G, null]),
      inspection('ILACS short', ['2025-06-16', '2025-06-20', '2025-07-29'], [G, G, G, G, G]),
    ],
    closures: [{ month: 12, day: 31, reason: 'Offices close on New Year’s Eve' }],
    timescales: {
      'cp-visit': { within: 10, unit: 'working_day' },
      'cin-visit': { within: 6, unit: 'week' },
      'cin-plan-review': { within: 3, unit: 'month', first: 2 },
      'core-group-next': { within: 6, unit: 'week' },
      'strategy-discussion': { within: 2, unit: 'working_day' },
      'assessment-checkpoint': { within: 25, unit: 'working_day' },
      'iro-appoint': { within: 5, unit: 'working_day' },
      'pre-proceedings-review': { within: 6, unit: 'week' },
      'eligible-assessment': { within: 3, unit: 'month' },
    },
    districts: ['SM1', 'SM2', 'SM3', 'SM5', 'SM6'],
    cultures: {
      english: 55,
      southAsian: 15,
      european: 12,
      westAfrican: 5,
      eastAsian: 5,
      caribbean: 3,
      arabic: 3,
      hornOfAfrica: 1,
      latin: 1,
    },
    rates: {
      inCare: 224,
      protectionPlans: 200,
      needPlans: 380,
      careLeavers: 180,
      unaccompanied: 18,
      privatelyFostered: 3,
      placedOutside: 0.68,
      caseload: 16,
      late: 0.09,
    },
  },
  {
    councilId: 314,
    onsCode: 'E09000021',
    name: 'Kingston upon Thames',
    shortName: 'Kingston',
    colour: '#5b3d8a',
    wording: {
      frontDoor: 'Single Point of Access',
      careCouncil: 'Children in Care Council',
      familyMeeting: 'family network meeting',
    },
    place:
      'A royal borough on the river with a market town at its heart: Kingston, Surbiton, New Malden, Chessington and Tolworth.',
    facts: [
      { label: 'Children under 18', value: 'about 36,000', asAt: '31 May 2015', source: report },
      { label: 'Services shared with Sutton', value: 'five', asAt: '2015', source: profile },
      {
        label: 'Children’s services',
        value: 'run by a community interest company owned with Richmond',
        asAt: '2014',
        source: report,
      },
      {
        label: 'Workforce return',
        value: 'filed for Kingston and Richmond together',
        asAt: '2025',
        source: 'DfE workforce census',
      },
      {
        label: 'Young people',
        value: 'co-chair the corporate parenting board; young inspectors visit supported accommodation',
        asAt: '2024',
        source: report,
      },
    ],
    practiceModel: 'Signs of Safety',
    principles: ['Children first', 'Work together', 'Be accountable', 'Never stop learning'],
    childrenReturnFiledBy: null,
    populations: [{ measuredOn: '2015-05-31', aged0To17: 36000, everyone: null, source: report }],
    inspections: [
      inspection('SIF', ['2015-05-22', '2015-06-18', '2015-08-03'], [G, G, G, G, G]),
      inspection('ILACS', ['2019-10-21', '2019-10-25', '2019-12-19'], [O, O, G, O, null]),
      inspection('ILACS short', ['2024-12-02', '2024-12-06', '2025-01-29'], [O, O, O, O, O]),
    ],
    closures: [],
    timescales: {
      'cp-visit': { within: 10, unit: 'working_day' },
      'cin-visit': { within: 4, unit: 'week' },
      'cin-plan-review': { within: 8, unit: 'week', first: 4 },
      'core-group-next': { within: 4, unit: 'week' },
      'strategy-discussion': { within: 1, unit: 'working_day' },
      'assessment-checkpoint': { within: 15, unit: 'working_day' },
      'iro-appoint': { within: 5, unit: 'working_day' },
      'pre-proceedings-review': { within: 4, unit: 'week' },
      'eligible-assessment': { within: 3, unit: 'month' },
    },
    districts: ['KT1', 'KT2', 'KT3', 'KT5', 'KT6', 'KT9'],
    cultures: {
      english: 52,
      southAsian: 13,
      eastAsian: 10,
      european: 12,
      arabic: 6,
      westAfrican: 2,
      caribbean: 2,
      hornOfAfrica: 2,
      latin: 1,
    },
    rates: {
      inCare: 118,
      protectionPlans: 134,
      needPlans: 260,
      careLeavers: 110,
      unaccompanied: 18,
      privatelyFostered: 5,
      placedOutside: 0.65,
      caseload: 14.5,
      late: 0.05,
    },
  },
  {
    councilId: 306,
    onsCode: 'E09000008',
    name: 'Croydon',
    shortName: 'Croydon',
    colour: '#9a3d1e',
    wording: {
      careCouncil: 'Children in Care Council',
      careLeaver: 'care experienced young person',
      youngRoles: 'young ambassadors',
      frontDoor: 'Single Point of Contact',
    },
    place:
      'London’s largest borough for children and a hub of culture in the south: Croydon, Thornton Heath, Norwood, Purley and Coulsdon. Many children arrive here alone from other countries.',
    facts: [
      { label: 'Children under 18', value: 'more than 94,000', asAt: '2018', source: profile },
      {
        label: 'Children in care',
        value: '760, of whom 364 came to the country alone',
        asAt: '19 June 2017',
        source: report,
      },
      { label: 'More for social workers and managers', value: 'over £10 million', asAt: '2018', source: profile },
      { label: 'Monitoring visits after July 2017', value: 'seven', asAt: '2019', source: profile },
      { label: 'Peer support', value: 'two years with Camden', asAt: '2018', source: profile },
      { label: 'Care leavers’ offer', value: 'in an app and in seven languages', asAt: '2024', source: report },
    ],
    practiceModel: 'Strengthening Families, Protecting Children',
    principles: ['Children at the centre', 'Curious and kind', 'High support, high challenge', 'We learn together'],
    childrenReturnFiledBy: null,
    populations: [
      { measuredOn: '2017-06-19', aged0To17: 93435, everyone: null, source: report },
      { measuredOn: '2018-06-30', aged0To17: 94000, everyone: null, source: profile },
    ],
    inspections: [
      inspection('SIF', ['2017-06-20', '2017-07-13', '2017-09-04'], [I, I, I, I, RI]),
      inspection('ILACS', ['2020-02-03', '2020-02-14', '2020-03-16'], [G, G, G, RI, null]),
      inspection('ILACS standard', ['2024-10-14', '2024-10-25', '2024-12-03'], [G, G, RI, G, G]),
    ],
    closures: [{ month: 12, day: 24, reason: 'Offices close before Christmas' }],
    timescales: {
      'cp-visit': { within: 20, unit: 'working_day' },
      'cin-visit': { within: 6, unit: 'week' },
      'cin-plan-review': { within: 3, unit: 'month' },
      'core-group-next': { within: 6, unit: 'week' },
      'strategy-discussion': { within: 1, unit: 'working_day' },
      'assessment-checkpoint': { within: 10, unit: 'working_day' },
      'iro-appoint': { within: 3, unit: 'working_day' },
      'pre-proceedings-review': { within: 6, unit: 'week' },
      'eligible-assessment': { within: 3, unit: 'month' },
    },
    districts: ['CR0', 'CR2', 'CR5', 'CR7', 'CR8', 'SE25'],
    cultures: {
      english: 34,
      westAfrican: 13,
      caribbean: 15,
      southAsian: 18,
      european: 9,
      arabic: 4,
      hornOfAfrica: 3,
      eastAsian: 2,
      latin: 2,
    },
    rates: {
      inCare: 760,
      protectionPlans: 399,
      needPlans: 900,
      careLeavers: 700,
      unaccompanied: 364,
      privatelyFostered: 37,
      placedOutside: 0.43,
      caseload: 16,
      late: 0.12,
    },
  },
  {
    councilId: 202,
    onsCode: 'E09000007',
    name: 'Camden',
    shortName: 'Camden',
    colour: '#4f6414',
    wording: { careCouncil: 'Children in Care Council', familyMeeting: 'family group conference' },
    place:
      'An inner London borough of hospitals, universities and old estates: Camden Town, Kentish Town, King’s Cross, Hampstead and Kilburn.',
    facts: [
      { label: 'Children under 18', value: 'about 48,000 (19%)', asAt: '11 September 2017', source: report },
      { label: 'Children in care', value: '194', asAt: '11 September 2017', source: report },
      { label: 'Improvement partner', value: 'two years of peer support to Croydon', asAt: '2018', source: profile },
      {
        label: 'Knife crime',
        value: 'a response designed with the community; hospital alerts on violence',
        asAt: '2022',
        source: report,
      },
    ],
    practiceModel: 'Systemic practice with clinicians in the teams',
    principles: ['Relationships first', 'Work with, not to', 'Families lead', 'Think about power'],
    childrenReturnFiledBy: null,
    populations: [{ measuredOn: '2017-09-11', aged0To17: 48000, everyone: null, source: report }],
    inspections: [
      inspection('SIF', ['2017-09-11', '2017-10-05', '2017-11-24'], [G, O, G, G, G]),
      inspection('ILACS', ['2022-04-25', '2022-04-29', '2022-06-21'], [O, O, G, O, null]),
      inspection('ILACS short', ['2025-03-03', '2025-03-07', '2025-04-15'], [O, O, O, O, O]),
    ],
    closures: [
      { month: 12, day: 24, reason: 'Offices close before Christmas' },
      { month: 12, day: 31, reason: 'Offices close on New Year’s Eve' },
    ],
    timescales: {
      'cp-visit': { within: 10, unit: 'working_day' },
      'cin-visit': { within: 6, unit: 'week' },
      'cin-plan-review': { within: 10, unit: 'week', first: 6 },
      'core-group-next': { within: 6, unit: 'week' },
      'strategy-discussion': { within: 1, unit: 'working_day' },
      'assessment-checkpoint': { within: 15, unit: 'working_day' },
      'iro-appoint': { within: 5, unit: 'working_day' },
      'pre-proceedings-review': { within: 5, unit: 'week' },
      'eligible-assessment': { within: 3, unit: 'month' },
    },
    districts: ['NW1', 'NW3', 'NW5', 'NW6', 'N6', 'WC1H'],
    cultures: {
      english: 32,
      southAsian: 22,
      hornOfAfrica: 12,
      european: 12,
      westAfrican: 6,
      arabic: 6,
      caribbean: 4,
      eastAsian: 4,
      latin: 2,
    },
    rates: {
      inCare: 194,
      protectionPlans: 248,
      needPlans: 520,
      careLeavers: 210,
      unaccompanied: 43,
      privatelyFostered: 0,
      placedOutside: 0.56,
      caseload: 12.5,
      late: 0.05,
    },
  },
  {
    councilId: 315,
    onsCode: 'E09000024',
    name: 'Merton',
    shortName: 'Merton',
    colour: '#8c2337',
    wording: { careCouncil: 'Our Voice', youngRoles: 'young inspectors', frontDoor: 'Children and Families Hub' },
    place:
      'A borough of commons and town centres in the south west: Wimbledon, Mitcham, Morden, Colliers Wood and Raynes Park.',
    facts: [
      { label: 'Children under 18', value: 'about 46,697 (23%)', asAt: '31 March 2017', source: report },
      { label: 'Children in care', value: '152', asAt: '31 March 2017', source: report },
      {
        label: 'Internal audit',
        value: 'shared by Kingston, Richmond, Merton and Sutton',
        asAt: '2015',
        source: profile,
      },
      { label: 'Young people', value: 'Our Voice and the young inspectors', asAt: '2022', source: report },
    ],
    practiceModel: 'Systemic practice',
    principles: ['Think family', 'Be curious', 'Share the thinking', 'Keep promises'],
    childrenReturnFiledBy: null,
    populations: [{ measuredOn: '2017-03-31', aged0To17: 46697, everyone: null, source: report }],
    inspections: [
      inspection('SIF', ['2017-06-12', '2017-07-06', '2017-08-25'], [G, O, G, G, G]),
      inspection('ILACS', ['2022-02-28', '2022-03-04', '2022-05-09'], [O, O, G, O, null]),
      inspection('ILACS short', ['2025-07-14', '2025-07-18', '2025-08-27'], [O, O, G, O, O]),
    ],
    closures: [],
    timescales: {
      'cp-visit': { within: 15, unit: 'working_day' },
      'cin-visit': { within: 6, unit: 'week' },
      'cin-plan-review': { within: 12, unit: 'week', first: 4 },
      'core-group-next': { within: 6, unit: 'week' },
      'strategy-discussion': { within: 1, unit: 'working_day' },
      'assessment-checkpoint': { within: 10, unit: 'working_day' },
      'iro-appoint': { within: 5, unit: 'working_day' },
      'pre-proceedings-review': { within: 6, unit: 'week' },
      'eligible-assessment': { within: 3, unit: 'month' },
    },
    districts: ['SW19', 'SW20', 'CR4', 'SM4'],
    cultures: {
      english: 46,
      southAsian: 18,
      european: 14,
      westAfrican: 8,
      caribbean: 5,
      arabic: 3,
      hornOfAfrica: 2,
      eastAsian: 3,
      latin: 1,
    },
    rates: {
      inCare: 152,
      protectionPlans: 127,
      needPlans: 340,
      careLeavers: 150,
      unaccompanied: 16,
      privatelyFostered: 4,
      placedOutside: 0.67,
      caseload: 14,
      late: 0.06,
    },
  },
]

export const boroughOf = (councilId: number): Borough => {
  const found = boroughs.find((borough) => borough.councilId === councilId)
  if (!found) throw new Error(`council ${councilId} is not one of the eight of the demonstration`)
  return found
}

/** The population rates are counted on: the newest figure. */
export const childrenOf = (borough: Borough): number => {
  const newest = borough.populations.reduce((a, b) => (b.measuredOn > a.measuredOn ? b : a))
  return newest.aged0To17
}
