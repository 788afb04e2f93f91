// The eleven lists of children that Ofsted asks a council for at the start of an inspection (ILACS, Annex A): columns,
// their order, and what each may say. Source: the schema of the London innovation pipeline (2025), which reads these lists
// from 33 councils; Ofsted's own workbook was not read. Annex A still says "gender" where the record has sex.

/** What a column may say, in the order of its letters: "a) Male". */
export const groups = {
  gender: ['Male', 'Female', 'Not stated or recorded', 'Neither'],
  ethnicity: ['White', 'Mixed', 'Asian or Asian British', 'Black or Black British', 'Other', 'Not stated'],
  source: [
    'Individual',
    'Schools',
    'Education services',
    'Health services',
    'Housing',
    'LA services',
    'Police',
    'Other legal agency',
    'Other',
    'Anonymous',
    'Unknown',
  ],
  need: [
    'Abuse or neglect',
    "Child's disability",
    'Parental illness or disability',
    'Family in acute stress',
    'Family dysfunction',
    'Socially unacceptable behaviour',
    'Low income',
    'Absent parenting',
    'Not CIN',
    'Not stated',
  ],
  closure: [
    'Adopted',
    'Died',
    'Residence order',
    'SGO',
    'Transfer to another LA',
    'Transfer to adult services',
    'Other incl. no longer in need',
    'Not in need after assessment',
    'Not stated',
  ],
  status: ['Looked after', 'CP plan', 'CIN plan', 'Open assessment', 'Closed episode'],
  abuse: ['Neglect', 'Physical', 'Sexual', 'Emotional', 'Multiple'],
  legal: [
    'Interim care',
    'Full care',
    'Freed',
    'Placement order',
    'Section 20',
    'Detained for protection',
    'Youth justice',
  ],
  permanence: [
    'Return to family',
    'Adoption',
    'SGO or CAO',
    'Supported living',
    'Long-term residential',
    'Long-term fostering',
    'Other',
  ],
  ceased: [
    'Adopted',
    'Died',
    'Another LA',
    'Home with parents or relatives',
    'To someone without PR',
    'Residence order',
    'SGO',
    'Independent living',
    'Adult residential care',
    'Custody',
    'Remand ended',
    'Age assessed adult',
    'Abroad',
    'Other',
  ],
  placement: [
    'Foster',
    'Placed for adoption',
    'With parents',
    'Independent living',
    'Residential employment',
    'Residential accommodation',
    'Secure home',
    "Children's home",
    'Residential care home',
    'NHS',
    'Family centre',
    'YOI',
    'Residential school',
    'Other',
    'Temporary',
  ],
  provider: ['Own LA', 'Private', 'Other'],
  location: ['In', 'Out'],
  eligibility: ['Relevant', 'Former relevant', 'Qualifying', 'Eligible', 'Other'],
  touch: ['In touch', 'Not in touch', 'Not recorded', 'Exclude'],
  accommodation: [
    'With parents or relatives',
    'Community home or other residential care',
    'Semi-independent or transitional accommodation',
    'Supported lodgings',
    'Gone abroad',
    'Deported',
    'Ordinary lodgings',
    'Residence not known',
    'No fixed abode or homeless',
    'Foyer or similar',
    'Independent living',
    'Emergency accommodation',
    'Bed and breakfast',
    'In custody',
    'With former foster carers',
    'Other accommodation',
  ],
  suitability: ['Suitable', 'Not suitable', 'Not in touch or not recorded', 'Exclude'],
  reversal: ['Needs changed', 'No placement order', 'No adopters', 'Other'],
  leaving: ['Withdrew', 'On hold', 'Refused'],
} as const
export type Group = keyof typeof groups

/** Answers without letters. */
export const answers = { 'yes or no': ['Yes', 'No'], 'yes, no or unknown': ['Yes', 'No', 'Unknown'] } as const

/** `activity` is a code of the care leavers' list with its meaning. */
export type ColumnKind =
  | Group
  | keyof typeof answers
  | 'text'
  | 'date'
  | 'whole'
  | 'postcode'
  | 'authority'
  | 'activity'

/** Its name, what it may say, and whether it must say something. */
export type Column = readonly [name: string, kind: ColumnKind, must?: 'must']

const child = [
  ['Child Unique ID', 'text', 'must'],
  ['Gender', 'gender', 'must'],
  ['Ethnicity', 'ethnicity', 'must'],
  ['Date of Birth', 'date'],
  ['Age of Child (Years)', 'whole'],
] as const
const disability = [['Does the Child have a Disability', 'yes, no or unknown', 'must']] as const
const held = [
  ['Allocated Team', 'text', 'must'],
  ['Allocated Worker', 'text', 'must'],
] as const

export const lists = [
  {
    list: 1,
    title: 'Contacts',
    scope: 'Every contact in the six months before: one row for each child',
    columns: [...child, ['Date of Contact', 'date', 'must'], ['Contact Source', 'source', 'must']],
  },
  {
    list: 2,
    title: 'Early help assessments',
    scope: 'Early help begun or completed in the six months before, and early help that goes on',
    columns: [
      ...child,
      ['Assessment start date', 'date', 'must'],
      ['Assessment completion date', 'date'],
      ['Organisation completing assessment', 'text', 'must'],
    ],
  },
  {
    list: 3,
    title: 'Referrals',
    scope: 'Every referral in the six months before; a child may be there more than once',
    columns: [
      ...child,
      ['Date of referral', 'date'],
      ['Referral Source', 'source'],
      ['Referral NFA?', 'yes or no', 'must'],
      ['Number of Referrals in Last 12 Months', 'whole', 'must'],
      ...held,
    ],
  },
  {
    list: 4,
    title: 'Assessments',
    scope: 'Assessments begun or authorised in the six months before',
    columns: [
      ...child,
      ...disability,
      ['Continuous Assessment Start Date', 'date', 'must'],
      ['Child Seen During Continuous Assessment', 'yes, no or unknown'],
      ['Continuous Assessment Date of Authorisation', 'date'],
      ["Was the child assessed as requiring LA children's social care support?", 'yes or no'],
      ...held,
    ],
  },
  {
    list: 5,
    title: 'Section 47 enquiries and ICPCs',
    scope: 'Section 47 enquiries begun in the six months before, undecided ones too: one row for each enquiry',
    columns: [
      ...child,
      ...disability,
      ['Strategy discussion initiating Section 47 Enquiry Start Date', 'date', 'must'],
      ['Was an Initial Child Protection Conference deemed unnecessary?', 'yes or no'],
      ['Date of Initial Child Protection Conference', 'date'],
      ['Did the Initial Child Protection Conference Result in a Child Protection Plan', 'yes, no or unknown'],
      ['Number of Section 47 Enquiries in the last 12 months', 'whole', 'must'],
      ['Number of ICPCs in the last 12 months', 'whole', 'must'],
      ...held,
    ],
  },
  {
    list: 6,
    title: 'Children in need',
    scope: 'Served as a child in need on the day or in the six months before; not care leavers, not referrals alone',
    columns: [
      ...child,
      ...disability,
      ['CIN Start Date', 'date'],
      ['Primary Need Code', 'need', 'must'],
      ['Date Child Was Last Seen', 'date'],
      ['CIN Closure Date', 'date'],
      ['Reason for Closure', 'closure'],
      ['Case Status', 'status', 'must'],
      ...held,
    ],
  },
  {
    list: 7,
    title: 'Child protection',
    scope: 'On a child protection plan on the day, or until some day in the six months before',
    columns: [
      ...child,
      ...disability,
      ['Child Protection Plan Start Date', 'date', 'must'],
      ['Initial Category of Abuse', 'abuse', 'must'],
      ['Latest Category of Abuse', 'abuse', 'must'],
      ['Date of the Last Statutory Visit', 'date'],
      ['Was the Child Seen Alone?', 'yes, no or unknown'],
      ['Date of latest review conference', 'date'],
      ['Child Protection Plan End Date', 'date'],
      [
        'Subject to Emergency Protection Order or Protected Under Police Powers in Last Six Months (Y/N)',
        'yes or no',
        'must',
      ],
      ['Number of Previous Child Protection Plans', 'whole', 'must'],
      ...held,
    ],
  },
  {
    list: 8,
    title: 'Children in care',
    scope: 'Looked after on the day, or until some day in the six months before',
    columns: [
      ...child,
      ['Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N)', 'yes or no', 'must'],
      ...disability,
      ['Date Started to be Looked After', 'date', 'must'],
      ["Child's Category of Need", 'need', 'must'],
      [
        'Is this a second or subsequent period of being a Looked After Child within the last 12 months (Y/N)',
        'yes or no',
        'must',
      ],
      ['Start date of current legal status', 'date', 'must'],
      ["Child's Legal Status", 'legal', 'must'],
      ['Date of Latest Statutory Review', 'date'],
      ['Date of Last Social Work Visit', 'date'],
      ['What is the permanence plan for this child?', 'permanence'],
      ['Date of Last IRO Visit / Contact to the Child', 'date'],
      ['Date of Last Health Assessment', 'date'],
      ['Date of Last Dental Check', 'date'],
      ['Number of Placements in the Last 12 months', 'whole', 'must'],
      ['Date Ceased to be Looked After', 'date'],
      ['Reason Ceased to be Looked After', 'ceased'],
      ['Start Date of Most Recent Placement', 'date', 'must'],
      ['Placement Type', 'placement', 'must'],
      ['Placement Provider', 'provider', 'must'],
      ['Placement postcode', 'postcode', 'must'],
      ['URN of Placement', 'text'],
      ['Placement Location', 'location', 'must'],
      ['LA of Placement', 'authority', 'must'],
      ["Number of Episodes the Child has been 'Missing' from their Placement in the last 12 months", 'whole', 'must'],
      ["Number of Episodes the Child has been 'Absent' from their Placement in the last 12 months", 'whole', 'must'],
      ['Was the child offered a Return Interview after their last missing episode (Y/N)?', 'yes or no'],
      ['Did the child accept a Return Interview after their last missing episode (Y/N)?', 'yes or no'],
      ...held,
    ],
  },
  {
    list: 9,
    title: 'Leaving care services',
    scope: 'Entitled on the day: relevant, former relevant, qualifying, eligible',
    columns: [
      ...child,
      ['Unaccompanied Asylum Seeking Child (UASC), or formerly UASC if 18 or over (Y/N)', 'yes or no', 'must'],
      ...disability,
      ...held,
      ['Allocated Personal Advisor', 'text', 'must'],
      ['Eligibility Category', 'eligibility', 'must'],
      ['Latest Pathway Plan Review Date', 'date'],
      ['LA in Touch', 'touch', 'must'],
      ['Latest Date of Contact', 'date'],
      ['Type of Accommodation', 'accommodation'],
      ['Suitability of Accommodation', 'suitability'],
      ['Activity Status', 'activity'],
    ],
  },
  {
    list: 10,
    title: 'Adoption',
    scope: 'In the twelve months before: adopted, to be placed for adoption, or the decision reversed',
    columns: [
      child[0],
      ['Family identifier', 'text'],
      ...child.slice(1),
      ...disability,
      ['Date the Child Entered Care', 'date', 'must'],
      ['Date of Decision that Child Should be Placed for Adoption', 'date', 'must'],
      ['Date of Placement Order', 'date'],
      ['Date of Matching Child and Prospective Adopters', 'date'],
      ['Date Placed for Adoption', 'date'],
      ['Date of Adoption Order', 'date'],
      ['Date of Decision that Child Should No Longer be Placed for Adoption', 'date'],
      ['Reason Why Child No Longer Placed for Adoption', 'reversal'],
      ['Date the child was placed for fostering in FFA or concurrent planning placement', 'date'],
    ],
  },
  {
    list: 11,
    title: 'Adopters',
    scope: 'People in touch with the adoption agency in the twelve months before',
    columns: [
      ['Individual adopter identifier', 'text', 'must'],
      ['Family identifier', 'text'],
      ['Gender', 'gender', 'must'],
      ['Ethnicity', 'ethnicity', 'must'],
      ['Disability', 'yes, no or unknown', 'must'],
      ['Is the (prospective) adopter fostering for adoption?', 'yes or no', 'must'],
      ['Date enquiry received', 'date', 'must'],
      ['Date Stage 1 started', 'date'],
      ['Date Stage 1 ended', 'date'],
      ['Date Stage 2 started', 'date'],
      ['Date Stage 2 ended', 'date'],
      ['Date application submitted', 'date'],
      ['Date application approved', 'date'],
      ['Date adopter matched with child(ren)', 'date'],
      ['Date child/children placed with adopter(s)', 'date'],
      ['No. of children placed', 'whole'],
      ['Date of Adoption Order', 'date'],
      ['Date of leaving adoption process', 'date'],
      ['Reason for leaving adoption process', 'leaving'],
    ],
  },
] as const satisfies readonly { list: number; title: string; scope: string; columns: readonly Column[] }[]

export type ListNumber = (typeof lists)[number]['list']
export type ColumnOf<N extends ListNumber> = Extract<(typeof lists)[number], { list: N }>['columns'][number][0]
export const listNumbers = lists.map(({ list }) => list)
export const listOf = (
  list: ListNumber,
): { list: ListNumber; title: string; scope: string; columns: readonly Column[] } =>
  lists[list - 1] as (typeof lists)[number]

/** What an option of a group is called, with its letter. Option 0 is "a". */
export const lettered = <G extends Group>(group: G, option: (typeof groups)[G][number]): string =>
  `${String.fromCharCode(97 + (groups[group] as readonly string[]).indexOf(option))}) ${option}`
