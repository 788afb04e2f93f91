import type { Level } from '../../access/roles.ts'
import { hoursInWords } from './agreement.ts'
import { opensRecords, postsInWords, type Terms } from './terms.ts'

// What an information-sharing record and a data protection impact assessment say of an arrangement, from the same rows that
// open and close records. What the rows do not say is marked, with whoever is to fill it in.
// Data sharing code of practice of the Information Commissioner; UK GDPR Articles 5, 6, 9, 26, 28, 30 and 35(7).

/** Which data a level lets somebody see: each holds those before it. */
export const dataOf = (level: Level | null): string[] => {
  const find = 'Name, date of birth, address and worker: enough to know whether and where a child is known.'
  const summary =
    'A summary on one side: risks, legal status, who has parental responsibility, plan, last contact, carers’ telephone, medical consent, flags.'
  const record = 'The whole record: chronology, assessments, plans, visits, placements, health and education.'
  const all = [find, summary, record]
  if (level === null) return []
  return level === 'find' ? all.slice(0, 1) : level === 'summary' ? all.slice(0, 2) : all
}

/** What the service itself enforces, whatever anybody clicks. */
export const safeguardsOf = (terms: Terms): string[] => {
  const always = [
    'Every page asks the clauses of this agreement at the moment it is opened; the database asks again underneath, row by row. What no clause includes answers “not found”.',
    'Each child’s record stays with the child’s own council. Nothing is copied to the others.',
    'Every opening, every saving and every refusal is written to the child’s council’s audit with who, why and under which agreement; the audit is chained, so that a line taken out or altered is found.',
    'A restricted record opens only to the people named on it.',
    'It closes on the next request when it ends, when a council leaves or when a post ends, also for people who are working in it.',
    'No one council can widen it: any change is signed again by every party, through different people.',
  ]
  if (!opensRecords(terms)) return always.slice(1)
  return [
    ...always,
    ...(terms.hours === null
      ? []
      : [
          `It opens ${hoursInWords(terms.hours)}, by the clock in England and each council’s own working days, and at no other time.`,
        ]),
    ...(terms.roles === null && !terms.onRota ? [] : [`It opens to ${postsInWords(terms)}.`]),
    ...(terms.level === 'summary'
      ? [
          'More than the summary needs breaking the glass: a ground, a reason in words, an end by itself after some hours, and a review by somebody else in the child’s council.',
        ]
      : []),
    ...(terms.kind === 'peer support'
      ? ['Only the children of the agreed sample are opened, each until its own end date.']
      : []),
  ]
}

export type Gap = { what: string; by: string }

/** What has still to be written down, and by whom. */
export const gapsOf = (terms: Terms, owner: string | null, host: string): Gap[] => {
  const lead = `the information governance lead of ${host}`
  const gaps: Gap[] = []
  const add = (missing: boolean, what: string, by: string) => {
    if (missing) gaps.push({ what, by })
  }
  add(owner === null, 'Who answers for the arrangement', `a manager of ${host}`)
  add(terms.lawfulBasis === '', 'The lawful basis under UK GDPR Articles 6 and 9', lead)
  add(terms.datasets.length === 0, 'Each set of data with its controller and processor', lead)
  add(terms.dpiaReference === null, 'The reference of the impact assessment', lead)
  add(terms.reviewOn === null, 'The day of the next review', `a manager of ${host}`)
  return gaps
}

export type Risk = { risk: string; reduced: string[]; left: string }

/** The risks that an arrangement of this reach brings to children and families, and what in it reduces each. */
export const risksOf = (terms: Terms): Risk[] => {
  if (!opensRecords(terms))
    return [
      {
        risk: 'Staff who serve several councils are thought to see the children of all of them.',
        reduced: ['It opens no child’s record of any council; being employed by several opens nothing by itself.'],
        left: 'Whether staff know this',
      },
    ]
  return [
    {
      risk: 'Somebody looks at a child who is no concern of theirs.',
      reduced: [
        terms.roles === null
          ? 'Only posts with a children’s function under it reach anything.'
          : `Only ${postsInWords(terms)}.`,
        terms.hours === null ? 'No hours narrow it.' : `Only ${hoursInWords(terms.hours)}.`,
        'The child’s own council sees who opened what, and why.',
      ],
      left:
        terms.hours === null && terms.roles === null
          ? 'Whether hours or posts could be narrower'
          : 'How openings are looked through, and how often',
    },
    {
      risk: 'More is seen than the task needs.',
      reduced: [
        terms.level === 'find' || terms.level === 'summary'
          ? 'The level stops short of the whole record.'
          : 'Clauses name the functions it is for; all others stay closed.',
        'Restricted records, and people restricted with them, stay hidden.',
      ],
      left:
        terms.level === 'write' || terms.level === 'record'
          ? 'Whether a summary would do'
          : 'Whether the summary holds what is needed and no more',
    },
    {
      risk: 'A family’s whereabouts reach somebody who must not know them.',
      reduced: [
        'A confidential address is marked wherever the child is shown.',
        'Relatives of staff and other named grounds restrict a record to named people.',
      ],
      left: 'How each council marks confidential addresses',
    },
    {
      risk: 'Access goes on after it is no longer needed.',
      reduced: [
        terms.endsOn === null
          ? 'It has no last day: it is reviewed and ended by hand.'
          : 'It has a last day, and closes by itself.',
        'A post that ends, a council that leaves and an agreement that ends close it on the next request.',
        'A month before, those who answer for it are told what will stop.',
      ],
      left: terms.endsOn === null ? 'Whether a last day should be set' : 'Who takes over what stops',
    },
    {
      risk: 'Children and families do not know that another council’s staff may see their record.',
      reduced: [],
      left: 'What the councils’ privacy notices say',
    },
  ]
}
