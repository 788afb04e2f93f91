import { dayOf, zone } from '../../../lib/day.ts'
import { type ChangeReason, changeReasons } from '../allocation/allocation.ts'

// What stands in a record besides its date and code, in words: by the name of the detail, because a code means something
// only together with its name. Codes are those of the SSDA903 return and the children in need census.

type Words = Readonly<Record<string, string>>

export const needs: Words = {
  N1: 'abuse, neglect or exploitation',
  N2: "the child's disability or illness",
  N3: "a parent's disability or illness",
  N4: 'family in acute stress',
  N5: 'difficulties in the family',
  N6: "the child's behaviour",
  N7: 'low income',
  N8: 'absent parenting',
  N9: 'support after adoption',
  N0: 'not stated',
}

const concerns: Words = {
  1: 'alcohol misuse',
  2: 'drug misuse',
  3: 'domestic abuse',
  4: 'mental health',
  5: 'learning disability',
  6: 'physical disability or illness',
}
const concernOf: Words = { A: 'of the child', B: 'of a parent or carer', C: 'of somebody else at home' }

const otherFactors: Words = {
  '7A': 'young carer',
  '8B': 'privately fostered, from abroad for a time',
  '8C': 'privately fostered, from abroad to stay',
  '8D': 'privately fostered to go to school here',
  '8E': 'privately fostered by family arrangement',
  '8F': 'privately fostered',
  '9A': 'unaccompanied and seeking asylum',
  '10A': 'going missing',
  '11A': 'sexual exploitation',
  '12A': 'trafficking',
  '13A': 'gangs',
  '14A': "the child's behaviour",
  '15A': 'self-harm',
  '16A': 'neglect',
  '17A': 'emotional abuse',
  '18A': 'physical abuse',
  '18B': 'physical abuse by another child',
  '18C': 'physical abuse by an adult',
  '19A': 'sexual abuse',
  '19B': 'sexual abuse by another child',
  '19C': 'sexual abuse by an adult',
  '20': 'something else',
  '21': 'nothing found',
  '22A': 'female genital mutilation',
  '23A': 'abuse linked to faith or belief',
  '24A': 'criminal exploitation',
}

/** What an assessment found, by the factor's code. */
export const factorWords = (code: string): string | null => {
  const graded = /^([1-6])([ABC])$/.exec(code)
  if (graded) return `${concerns[graded[1] as string]} ${concernOf[graded[2] as string]}`
  return otherFactors[code] ?? null
}

const activities: Words = {
  F1: 'higher education',
  P1: 'higher education, part-time',
  F2: 'education',
  P2: 'education, part-time',
  F3: 'training or work',
  P3: 'training or work, part-time',
  F4: 'apprenticeship',
  P4: 'apprenticeship, part-time',
  F5: 'training or work',
  P5: 'training or work, part-time',
  G4: 'not in work or study: illness or disability',
  G5: 'not in work or study',
  G6: 'not in work or study: expecting or looking after a child',
  '0': 'not known',
}

const homes: Words = {
  '0': 'not known',
  B: 'with parents or relatives',
  C: 'residential care',
  D: 'semi-independent home with support',
  E: 'supported lodgings',
  G: 'gone abroad',
  H: 'deported',
  K: 'lodgings',
  R: 'not known where',
  S: 'no home',
  T: 'foyer',
  U: 'own tenancy or student home',
  V: 'emergency accommodation',
  W: 'bed and breakfast',
  X: 'in custody',
  Y: 'other',
  Z: 'with the former foster carer',
}

const providers: Words = {
  PR0: 'a parent',
  PR1: 'this council',
  PR2: 'another council',
  PR3: 'another public body',
  PR4: 'a private provider',
  PR5: 'a voluntary organisation',
}

const questionnaireReasons: Words = {
  SDQ1: 'the child was under four, or over sixteen',
  SDQ2: 'the carer did not want to',
  SDQ3: "the child's disability made it impossible",
  SDQ4: 'another reason',
  SDQ5: 'the child did not want to',
}

const adopters: Words = { M1: 'one man', F1: 'one woman', MM: 'two men', FF: 'two women', MF: 'a man and a woman' }
const adoptersBonds: Words = {
  L0: 'single',
  L11: 'married',
  L12: 'married',
  L2: 'civil partners',
  L3: 'not married',
  L4: 'not married',
}

const whatChanged: Words = {
  S: 'care began',
  L: 'the legal status changed',
  P: 'the home and the carer changed',
  T: 'the home changed, with the same carer',
  B: 'the legal status, the home and the carer changed',
  U: 'the legal status and the home changed, with the same carer',
}

const elsewhere: Words = {
  WAL: 'a council in Wales',
  SCO: 'a council in Scotland',
  NIR: 'Northern Ireland',
  NUK: 'outside the United Kingdom',
  999: 'not known',
}

const harms: Words = {
  NEG: 'neglect',
  PHY: 'physical abuse',
  SAB: 'sexual abuse',
  EMO: 'emotional abuse',
  MUL: 'more than one kind of harm',
}

const workerChange = (code: string): string | null =>
  Object.hasOwn(changeReasons, code) ? changeReasons[code as ChangeReason] : null

const byName: Readonly<Record<string, (value: string) => string | null>> = {
  primaryNeed: (code) => needs[code] ?? null,
  categoryOfNeed: (code) => needs[code] ?? null,
  factors: factorWords,
  activity: (code) => activities[code] ?? null,
  accommodation: (code) => homes[code.charAt(0)] ?? null,
  provider: (code) => providers[code] ?? null,
  // An allocation keeps why it was made under either name; elsewhere a reason is written in words and stands as it is.
  changeReason: workerChange,
  reason: workerChange,
  sdqReason: (code) => questionnaireReasons[code] ?? null,
  sexOfAdopters: (code) => adopters[code] ?? null,
  legalStatusOfAdopters: (code) => adoptersBonds[code] ?? null,
  newEpisodeReason: (code) => whatChanged[code] ?? null,
  authority: (code) => elsewhere[code] ?? (/^E\d{8}$/.test(code) ? `a council in England (${code})` : null),
  sexInReturn: (code) => ({ M: 'male', F: 'female', U: 'not known', 1: 'male', 2: 'female' })[code] ?? null,
  initialCategory: (code) => harms[code] ?? null,
  category: (code) => harms[code] ?? null,
  location: (code) => ({ IN: "inside the council's area", OUT: "outside the council's area" })[code] ?? null,
  distance: (miles) => (/^\d+(\.\d+)?$/.test(miles) ? `${miles} ${miles === '1' ? 'mile' : 'miles'} from home` : null),
}

/** Details that are for a return or another record, and say nothing to somebody who reads. */
export const forReturnsOnly: readonly string[] = ['localAuthority', 'sourceKey', 'wordsId', 'mayShow', 'visitKind']

/** A label where the detail's own name would not read well. */
export const labels: Words = {
  urn: 'Ofsted number',
  factors: 'What was found',
  changeReason: 'Why the worker changed',
  provider: 'Provided by',
  postcode: 'Postcode',
  location: 'Where',
  distance: 'How far',
  suitable: 'Home is suitable',
  childSeen: 'Child seen',
  notAloneBecause: 'Why not alone',
  notSeenBecause: 'Why not seen',
  nextPlannedOn: 'Next visit planned for',
  numberOfPreviousPlans: 'Plans before this one',
  heldBy: 'Held by',
  initialCategory: 'Category at first',
  sdqScore: 'Strengths and difficulties score',
  sdqReason: 'Why there is no strengths and difficulties score',
  sexOfAdopters: 'Adopters',
  legalStatusOfAdopters: 'The adopters are',
  newEpisodeReason: 'What changed, as the return had it',
  authority: 'Council of the order',
  dateAsKnown: 'Date as far as it is known',
  contingency: 'If it goes wrong',
  medicalConsent: 'Medical consent',
}

const instant = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** A moment as "14 Oct 2026 at 22:20", English time; a code by its name as words; anything else as it stands. */
export const wordsFor = (name: string, value: string): string => {
  const known = byName[name]?.(value)
  if (known) return known
  if (!instant.test(value)) return value
  const at = Temporal.Instant.from(value)
  const on = dayOf(at)
  return `${on.day} ${months[on.month - 1]} ${on.year} at ${at.toZonedDateTimeISO(zone).toPlainTime().toString({ smallestUnit: 'minute' })}`
}
