import { changeReasons } from '../allocation/allocation.ts'
import {
  endings,
  harmCategories,
  leavingCareGroups,
  legalStatuses,
  missingKinds,
  needs,
  placementTypes,
  referralSources,
  riskKinds,
} from '../chronology/in-words.ts'
import type { EventKind, SpellKind } from '../journey/kinds.ts'
import { visitKinds } from '../journey/kinds.ts'
import { noteKinds } from '../notes/note.ts'
import { visitPlaces } from '../visits/visit.ts'

// The lists people choose a code from, in the words a page shows. Codes are those of the SSDA903 return and the children
// in need census; which of them a step offers is steps/step.ts.

export type Choice = { value: string; text: string; hint?: string }
export type Choices = readonly Choice[]

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`

/** Choices from words by code: all of them, or those named, in that order. */
export const choicesFrom = (words: Readonly<Record<string, string>>, ...codes: string[]): Choices =>
  (codes.length > 0 ? codes : Object.keys(words)).map((value) => ({ value, text: capital(words[value] ?? value) }))

export const referralSourceChoices = choicesFrom(
  referralSources,
  '1A',
  '1B',
  '1C',
  '1D',
  '2A',
  '2B',
  '3A',
  '3B',
  '3C',
  '3D',
  '3E',
  '3F',
  '4',
  '5A',
  '5B',
  '5C',
  '5D',
  '6',
  '7',
  '8',
  '9',
  '10',
)
export const harmChoices = choicesFrom(harmCategories)
export const needChoices = choicesFrom(needs)
export const legalStatusChoices = choicesFrom(
  legalStatuses,
  'V2',
  'C1',
  'C2',
  'E1',
  'V3',
  'V4',
  'L1',
  'L2',
  'L3',
  'J1',
  'J2',
  'J3',
)
export const placementChoices = choicesFrom(
  placementTypes,
  'U6',
  'U4',
  'U3',
  'U1',
  'U5',
  'U2',
  'K2',
  'K3',
  'K1',
  'P1',
  'R1',
  'R2',
  'R3',
  'R5',
  'S1',
  'P3',
  'A3',
  'A4',
  'A5',
  'A6',
  'T1',
  'T2',
  'T3',
  'T4',
)
export const leaverHomes = choicesFrom(placementTypes, 'P2', 'K3', 'U4', 'U1', 'P1')
export const missingChoices = choicesFrom(missingKinds, 'M', 'A')
export const leavingCareChoices = choicesFrom(leavingCareGroups)

export const placementProviders: Choices = [
  { value: 'PR1', text: 'This council’s own' },
  { value: 'PR2', text: 'Another council' },
  { value: 'PR4', text: 'A private company' },
  { value: 'PR5', text: 'A charity or voluntary organisation' },
  { value: 'PR3', text: 'Another public body, such as the NHS' },
  { value: 'PR0', text: 'A parent or somebody with parental responsibility' },
]

export const participation: Choices = [
  { value: 'PN0', text: 'Under four at the time' },
  { value: 'PN1', text: 'Came and spoke for themselves' },
  { value: 'PN2', text: 'Came, and an advocate spoke for them' },
  { value: 'PN3', text: 'Came and gave views without words' },
  { value: 'PN4', text: 'Came and gave no views' },
  { value: 'PN5', text: 'Did not come, and asked somebody to speak for them' },
  { value: 'PN6', text: 'Did not come, and sent views another way' },
  { value: 'PN7', text: 'Did not come, and gave no views' },
]

export const placementChangeReasons = choicesFrom(
  endings,
  'CARPL',
  'CHILD',
  'CREQB',
  'CREQO',
  'CLOSE',
  'STAND',
  'ALLEG',
  'APPRR',
  'LAREQ',
  'PLACE',
  'CUSTOD',
  'OTHER',
)

export const careEndings = choicesFrom(
  endings,
  'E4A',
  'E4B',
  'E13',
  'E41',
  'E45',
  'E46',
  'E47',
  'E48',
  'E11',
  'E12',
  'E17',
  'E5',
  'E6',
  'E7',
  'E3',
  'E14',
  'E9',
  'E15',
  'E16',
  'E8',
)

export const closureReasons = choicesFrom(endings, 'RC7', 'RC8', 'RC9', 'RC5', 'RC6', 'RC3', 'RC4', 'RC1')

export const assessmentFactors: Choices = [
  { value: '1A', text: 'Alcohol: the child' },
  { value: '1B', text: 'Alcohol: a parent or carer' },
  { value: '1C', text: 'Alcohol: somebody else at home' },
  { value: '2A', text: 'Drugs: the child' },
  { value: '2B', text: 'Drugs: a parent or carer' },
  { value: '2C', text: 'Drugs: somebody else at home' },
  { value: '3A', text: 'Domestic abuse: the child as victim' },
  { value: '3B', text: 'Domestic abuse: a parent or carer' },
  { value: '3C', text: 'Domestic abuse: somebody else at home' },
  { value: '4A', text: 'Mental health: the child' },
  { value: '4B', text: 'Mental health: a parent or carer' },
  { value: '4C', text: 'Mental health: somebody else at home' },
  { value: '5A', text: 'Learning disability: the child' },
  { value: '5B', text: 'Learning disability: a parent or carer' },
  { value: '5C', text: 'Learning disability: somebody else at home' },
  { value: '6A', text: 'Physical disability or illness: the child' },
  { value: '6B', text: 'Physical disability or illness: a parent or carer' },
  { value: '6C', text: 'Physical disability or illness: somebody else at home' },
  { value: '7A', text: 'Young carer' },
  { value: '8B', text: 'Privately fostered: from overseas, means to return' },
  { value: '8C', text: 'Privately fostered: from overseas, means to stay' },
  { value: '8D', text: 'Privately fostered: at school here' },
  { value: '8E', text: 'Privately fostered: a family arrangement' },
  { value: '8F', text: 'Privately fostered: another reason' },
  { value: '9A', text: 'Unaccompanied and seeking asylum' },
  { value: '10A', text: 'Going or being missing' },
  { value: '11A', text: 'Sexual exploitation' },
  { value: '12A', text: 'Trafficking' },
  { value: '13A', text: 'Gangs' },
  { value: '14A', text: 'Behaviour that others find unacceptable' },
  { value: '15A', text: 'Self-harm' },
  { value: '16A', text: 'Neglect' },
  { value: '17A', text: 'Emotional abuse' },
  { value: '18B', text: 'Physical abuse by another child' },
  { value: '18C', text: 'Physical abuse by an adult' },
  { value: '19B', text: 'Sexual abuse by another child' },
  { value: '19C', text: 'Sexual abuse by an adult' },
  { value: '22A', text: 'Female genital mutilation' },
  { value: '23A', text: 'Abuse linked to faith or belief' },
  { value: '24A', text: 'Criminal exploitation' },
  { value: '20', text: 'Something else' },
  { value: '21', text: 'Nothing found: only ever alone' },
]

const suitability = (code: string, words: string): Choices => [
  { value: `${code}1`, text: `${words}, suitable` },
  { value: `${code}2`, text: `${words}, not suitable` },
]

export const accommodation: Choices = [
  ...suitability('B', 'With parents or relatives'),
  ...suitability('Z', 'Still with the foster carer'),
  ...suitability('U', 'Own tenancy or student home'),
  ...suitability('D', 'Semi-independent, or with somebody looking in'),
  ...suitability('E', 'Supported lodgings'),
  ...suitability('T', 'Foyer'),
  ...suitability('C', 'Residential care'),
  ...suitability('K', 'Ordinary lodgings'),
  ...suitability('W', 'Bed and breakfast'),
  ...suitability('V', 'Emergency accommodation'),
  { value: 'S2', text: 'No home, or moving from one to the next' },
  { value: 'X2', text: 'In custody' },
  ...suitability('G', 'Gone abroad'),
  ...suitability('H', 'Deported'),
  ...suitability('R', 'Not known where'),
  ...suitability('Y', 'Another home'),
  { value: '0', text: 'Not known: we are not in touch' },
]

export const inTouch: Choices = [
  { value: 'YES', text: 'In touch' },
  { value: 'NO', text: 'Not in touch' },
  { value: 'REFU', text: 'Does not want contact' },
  { value: 'NREQ', text: 'No longer needs the service' },
  { value: 'RHOM', text: 'Back with a parent for six months or more' },
]

export const activities: Choices = [
  { value: 'F1', text: 'University, full time' },
  { value: 'P1', text: 'University, part time' },
  { value: 'F2', text: 'School or college, full time' },
  { value: 'P2', text: 'School or college, part time' },
  { value: 'F4', text: 'Apprenticeship, full time' },
  { value: 'P4', text: 'Apprenticeship, part time' },
  { value: 'F5', text: 'Work or training, full time' },
  { value: 'P5', text: 'Work or training, part time' },
  { value: 'G4', text: 'Not in work or education: illness or disability' },
  { value: 'G6', text: 'Not in work or education: pregnant or a parent' },
  { value: 'G5', text: 'Not in work or education: another reason' },
  { value: '0', text: 'Not known: we are not in touch' },
]

export const noScoreReasons: Choices = [
  { value: 'SDQ1', text: 'Under four or over sixteen' },
  { value: 'SDQ2', text: 'The carer declined' },
  { value: 'SDQ5', text: 'The child declined' },
  { value: 'SDQ3', text: 'Not possible because of a severe disability' },
  { value: 'SDQ4', text: 'Another reason' },
]

/** The choices of a record's own code, by the kind of record; none where the code is not chosen from a list. */
export const codeChoicesOf: Readonly<Partial<Record<SpellKind | EventKind, Choices>>> = {
  visit: choicesFrom(visitKinds),
  case_note: choicesFrom(noteKinds),
  referral: referralSourceChoices,
  contact: referralSourceChoices,
  child_protection_plan: harmChoices,
  legal_status: legalStatusChoices,
  placement: placementChoices,
  missing: missingChoices,
  care_leaver: leavingCareChoices,
  looked_after_review: participation,
  risk: choicesFrom(riskKinds),
}

/** The choices of why a state ended. */
export const endChoicesOf: Readonly<Partial<Record<SpellKind, Choices>>> = {
  looked_after: careEndings,
  referral: closureReasons,
  placement: [...placementChangeReasons, ...careEndings],
  legal_status: [{ value: 'X1', text: 'Another legal status followed' }, ...careEndings],
}

/** The choices of a further answer kept by name. */
export const detailChoicesOf: Readonly<Record<string, Choices>> = {
  place: choicesFrom(visitPlaces),
  provider: placementProviders,
  accommodation,
  inTouch,
  activity: activities,
  changeReason: choicesFrom(changeReasons),
}
