import type { SpellKind } from './kinds.ts'

// How a child moves from one state to another, and who may decide it: domain/journey.md section 3 as data. What an act
// changes in a record is decide.ts; this is who decides, what is written down, and who signs with them.

/** Where a transition begins: a state, or a place the law knows which is none of a child's states. */
export type From = SpellKind | 'nothing' | 'any state' | 'any open case' | 'strategy_discussion' | 'urgent' | 'court'

/**
 * Who decides. `inLaw` false: common practice that no source we read asks for, so each council names the role
 * (setting `decider:<transition>:<part>`); true: the role stands.
 */
export type Decider = { role: string; part: 'decides' | 'authorises' | 'chairs' | 'agrees' | 'runs'; inLaw: boolean }

export type Transition = {
  id: string
  from: From
  event: string
  to: readonly string[]
  deciders: readonly Decider[]
  recorded: readonly string[]
  /** who signs after the writer (section 4); null: one signature is enough */
  secondSignature: string | null
}

const inLaw = (part: Decider['part'], role: string): Decider => ({ role, part, inLaw: true })
const asUsual = (part: Decider['part'], role: string): Decider => ({ role, part, inLaw: false })

export const transitions: readonly Transition[] = [
  {
    id: 'contact-received',
    from: 'nothing',
    event: 'Contact received',
    to: ['contact'],
    deciders: [asUsual('decides', 'front-door worker')],
    recorded: ['date', 'time', 'source', 'who told', 'concerns', 'consent'],
    secondSignature: null,
  },
  {
    id: 'contact-screened',
    from: 'contact',
    event: 'Contact screened',
    to: ['referral', 'early help', 'advice', 'other agency'],
    // Where services are reformed, the Family Help team takes the last decision on a Family Help response.
    deciders: [asUsual('decides', 'front-door manager')],
    recorded: ['outcome', 'reason', 'feedback to the person who told us'],
    secondSignature: null,
  },
  {
    id: 'referral-decided',
    from: 'referral',
    event: 'Referral decided, within one working day',
    to: ['assessment', 'section 47', 'no further action', 'early help'],
    deciders: [inLaw('decides', 'social worker'), asUsual('authorises', 'manager')],
    recorded: ['response', 'priority', 'acknowledgement sent'],
    secondSignature: 'manager',
  },
  {
    id: 'assessment-finished',
    from: 'referral',
    event: 'Assessment finished',
    to: ['child in need plan', 'section 47', 'looked after', 'early help', 'no further action'],
    deciders: [inLaw('authorises', 'manager')],
    recorded: ['needs', 'factors at the end of the assessment', 'whether the child was seen', 'views'],
    secondSignature: 'manager',
  },
  {
    id: 'harm-feared',
    from: 'any open case',
    event: 'Concern of significant harm',
    to: ['strategy discussion'],
    deciders: [asUsual('decides', 'manager'), asUsual('agrees', 'police and health')],
    recorded: ['agencies present', 'decision: section 47 by one agency, jointly, or none'],
    secondSignature: 'the agencies present',
  },
  {
    id: 'section-47-started',
    from: 'strategy_discussion',
    event: 'Section 47 enquiry started',
    to: ['section 47'],
    // In reformed areas the lead child protection practitioner.
    deciders: [asUsual('decides', 'team manager')],
    recorded: ['start date', 'reason'],
    secondSignature: null,
  },
  {
    id: 'section-47-ended',
    from: 'section_47',
    event: 'Section 47 enquiry ended',
    to: ['conference', 'child in need', 'support elsewhere', 'no further action'],
    deciders: [asUsual('authorises', 'manager')],
    recorded: ['whether concerns were substantiated', 'whether a conference is required'],
    secondSignature: 'manager',
  },
  {
    id: 'initial-conference-held',
    from: 'section_47',
    event: 'Initial child protection conference held',
    to: ['child protection plan', 'child in need plan', 'none'],
    deciders: [inLaw('decides', 'conference'), asUsual('chairs', 'conference chair independent of the case')],
    recorded: ['category of abuse', 'decision', 'people present', 'dissent'],
    secondSignature: 'conference chair',
  },
  {
    id: 'core-group-met',
    from: 'child_protection_plan',
    event: 'Core group met',
    to: ['plan updated'],
    deciders: [inLaw('decides', 'lead practitioner')],
    recorded: ['people present', 'actions'],
    secondSignature: null,
  },
  {
    id: 'review-conference-held',
    from: 'child_protection_plan',
    event: 'Review child protection conference held',
    to: ['continue', 'change category', 'end'],
    deciders: [inLaw('decides', 'conference')],
    recorded: ['reason', 'latest category', 'next review'],
    secondSignature: 'conference chair',
  },
  {
    id: 'no-progress',
    from: 'child_protection_plan',
    event: 'No progress on the plan',
    to: ['pre-proceedings'],
    deciders: [asUsual('decides', 'legal planning meeting'), asUsual('authorises', 'head of service')],
    recorded: ['threshold', 'evidence', 'letter'],
    secondSignature: 'head of service',
  },
  {
    id: 'plan-transferred-out',
    from: 'child_protection_plan',
    event: 'Plan transferred to another council',
    to: ['ended here', 'started there'],
    deciders: [inLaw('decides', "the receiving council's conference")],
    recorded: ['date of transfer'],
    secondSignature: null,
  },
  {
    id: 'family-group-meeting-offered',
    from: 'pre_proceedings',
    event: 'Family group decision-making offered in the letter',
    to: ['accepted', 'held', 'declined', 'not in best interests'],
    deciders: [inLaw('decides', 'local authority'), inLaw('runs', 'independent coordinator')],
    recorded: ['date of the offer', 'response', 'date held', 'reason if not'],
    secondSignature: 'lead practitioner',
  },
  {
    id: 'pre-proceedings-reviewed',
    from: 'pre_proceedings',
    event: 'Pre-proceedings reviewed',
    to: ['continue', 'stop', 'apply to court'],
    deciders: [asUsual('decides', 'legal planning meeting')],
    recorded: ['decision', 'dates'],
    secondSignature: 'head of service',
  },
  {
    id: 'protected-urgently',
    from: 'urgent',
    event: 'Police protection or an emergency protection order',
    to: ['looked after (L1)', 'looked after (L2)'],
    deciders: [inLaw('decides', 'police'), inLaw('decides', 'court')],
    recorded: ['hours', 'dates'],
    secondSignature: null,
  },
  {
    id: 'accommodation-asked-for',
    from: 'any state',
    event: 'Request to accommodate under section 20',
    to: ['looked after'],
    deciders: [asUsual('decides', 'head of service or nominated officer'), inLaw('agrees', 'parent')],
    recorded: ['consent signed', 'capacity', 'date (V2)'],
    secondSignature: 'manager',
  },
  {
    id: 'care-ordered',
    from: 'court',
    event: 'Interim or full care order made',
    to: ['looked after (C1)', 'looked after (C2)'],
    deciders: [inLaw('decides', 'court')],
    recorded: ['order', 'date'],
    secondSignature: null,
  },
  {
    id: 'placement-ordered',
    from: 'court',
    event: 'Placement order made',
    to: ['adoption plan'],
    deciders: [inLaw('decides', 'court')],
    recorded: ['date of the order (E1)'],
    secondSignature: null,
  },
  {
    id: 'other-order-made',
    from: 'court',
    event: 'Supervision, special guardianship or child arrangements order made',
    to: ['at home', 'with family'],
    deciders: [inLaw('decides', 'court')],
    recorded: ['order', 'date'],
    secondSignature: null,
  },
  {
    id: 'placement-found',
    from: 'looked_after',
    event: 'Placement found',
    to: ['placement'],
    deciders: [
      inLaw('decides', 'manager'),
      inLaw('authorises', "Director of Children's Services, for a distant placement"),
      asUsual('authorises', 'nominated officer, for a placement with a parent or a temporary carer'),
    ],
    recorded: ['matching', 'distance', 'Ofsted registration number', 'cost'],
    secondSignature: 'manager',
  },
  {
    id: 'care-plan-reviewed',
    from: 'looked_after',
    event: 'Care plan reviewed',
    to: ['care plan confirmed', 'care plan changed'],
    deciders: [inLaw('chairs', 'independent reviewing officer'), inLaw('decides', 'local authority')],
    recorded: ['views', 'how the child took part', 'decisions'],
    secondSignature: 'independent reviewing officer',
  },
  {
    id: 'permanence-decided',
    from: 'looked_after',
    event: 'Permanence decided',
    to: ['long-term foster care', 'return home', 'special guardianship', 'adoption', 'independence'],
    deciders: [inLaw('decides', 'second review'), inLaw('decides', 'agency decision-maker, for adoption')],
    recorded: ['plan', 'date'],
    secondSignature: 'agency decision-maker, for adoption',
  },
  {
    id: 'care-left',
    from: 'looked_after',
    event: 'Child leaves care',
    to: ['relevant', 'home', 'adopted', 'special guardianship', 'child arrangements', '18'],
    deciders: [
      asUsual('decides', 'nominated officer or Director, for ending the care of a child of 16 or 17 early'),
      inLaw('decides', 'court'),
      inLaw('decides', 'age'),
    ],
    recorded: ['reason', 'where the child goes'],
    secondSignature: null,
  },
  {
    id: 'pathway-plan-reviewed',
    from: 'care_leaver',
    event: 'Pathway plan reviewed',
    to: ['continue', 'change', 'close'],
    deciders: [inLaw('decides', 'personal adviser with the young person')],
    recorded: ['in touch', 'suitable accommodation', 'activity'],
    secondSignature: 'manager',
  },
  {
    id: 'went-missing',
    from: 'looked_after',
    event: 'Child went missing',
    to: ['risk decision'],
    deciders: [asUsual('decides', 'manager and police')],
    recorded: ['from', 'to', 'kind', 'return interview'],
    secondSignature: 'manager',
  },
]

const byId = new Map(transitions.map((each) => [each.id, each]))

/** A transition by its id; undefined for an id that is none. */
export const transitionById = (id: string): Transition | undefined => byId.get(id)

/** What may happen from a state; what may happen from any state is possible from each. */
export const transitionsFrom = (from: From): Transition[] =>
  transitions.filter((each) => each.from === from || each.from === 'any state')

/**
 * Who decides in one council: its own roles where the law leaves it open, by `<transition id>:<part>`. A role the law
 * names is never replaced.
 */
export const decidersOf = (transition: Transition, chosen: Readonly<Record<string, string>> = {}): Decider[] =>
  transition.deciders.map((decider) => {
    const own = chosen[`${transition.id}:${decider.part}`]
    return decider.inLaw || own === undefined ? decider : { ...decider, role: own }
  })
