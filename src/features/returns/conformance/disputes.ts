// Where the independent validator and our checks differ and ours are right, with the reason. `missing` is how many rows
// only theirs has and `extra` how many only ours has, so that a dispute covers that difference and no other.

export type Dispute = {
  /** `903-cases`, `903-cases-older`, `cin-cases`, or the name of a generated return. */
  of: string
  rule: string
  missing: number
  extra: number
  why: string
}

const blank = 'An empty cell is blank, not a wrong code; in a file the two cannot be told apart.'
const zz = 'A date with ZZ for a part is no real date; their own version of 2025-26 finds these rows.'
const flagByPosition =
  'Theirs sets the flag UASC of the Header by position after a join: one doubled row shifts it for every child after.'
const coveredFromBefore =
  'Row 9: a worker allocated before the child came into care and still there covers the start; their own comment says it should pass.'
const rowByRow =
  'Theirs looks at each episode by itself and takes an open one, whose REC is blank, for the end of care.'
const leftCare = 'The child was no longer in care on 31 March, which the message is about.'
const succeeded = 'A successor began on the same day, or the child left care on it.'
const ownAuthority =
  'The rule compares PL_LA with the authorities the provider has premises in; theirs compares it with the council that files.'
const lastYearsRow =
  'The row that was not carried over is one of last year’s table; theirs gives its number as a row of this year’s.'
const shortBreak = 'V3 and V4 are exempt: rule 214 forbids the very number that 218 would ask for.'
const foyer = 'Theirs looks for the code T; the codes are T1 and T2.'

export const disputes: readonly Dispute[] = [
  ...['114', '120', '143', '144', '145', '149', '175', '176', '177', '196', '631', '1006', '146', '1009'].map(
    (rule) => ({
      of: '903-cases',
      rule,
      missing: 1,
      extra: 0,
      why: blank,
    }),
  ),
  { of: '903-cases', rule: '178', missing: 2, extra: 0, why: blank },
  { of: '903-cases-older', rule: '146', missing: 2, extra: 0, why: blank },
  { of: '903-cases-older', rule: '178', missing: 2, extra: 0, why: blank },
  { of: '903-cases', rule: '241', missing: 1, extra: 0, why: ownAuthority },
  {
    of: '903-cases',
    rule: '336',
    missing: 2,
    extra: 0,
    why: 'The rule is about A3 and A5, adoption by the current foster carer; theirs takes A3 and A4.',
  },
  {
    of: '903-cases',
    rule: '374',
    missing: 0,
    extra: 1,
    why: 'The age is that on DECOM; theirs leaves out open episodes, so a baby in residential employment today is not found.',
  },
  {
    of: '903-cases',
    rule: '705',
    missing: 1,
    extra: 0,
    why: 'An end that cannot be read is the finding of 701, and not an order still open.',
  },
  { of: '903-cases', rule: '706', missing: 1, extra: 1, why: lastYearsRow },
  {
    of: '903-cases',
    rule: '184',
    missing: 2,
    extra: 0,
    why: 'Read from a file, theirs takes the blank DOB of PlacedAdoption in place of the Header’s, and blames decisions made after birth.',
  },
  {
    of: '903-cases',
    rule: '210',
    missing: 2,
    extra: 4,
    why: 'UN4 is wrong for a child looked after for more than a week at 31 March. Theirs blames whoever has an episode that began in the last week, and passes a child in care since January.',
  },
  {
    of: '903-cases',
    rule: '558',
    missing: 0,
    extra: 2,
    why: 'DATE_PLACED_CEASED is blank when the child was adopted; theirs asks for two reversals before it finds one wrong.',
  },
  {
    of: '903-cases',
    rule: '635',
    missing: 0,
    extra: 1,
    why: 'The rule is about PREV_PERM Z1 with a place or a date; theirs only sees a blank PREV_PERM.',
  },
  { of: '903-cases', rule: 'SW04STG1', missing: 0, extra: 2, why: zz },
  { of: '903-cases', rule: 'SW05STG1', missing: 0, extra: 2, why: zz },
  { of: '903-cases', rule: 'SW12STG2', missing: 1, extra: 0, why: coveredFromBefore },
  {
    of: '903-cases-older',
    rule: 'SW01STG1',
    missing: 4,
    extra: 4,
    why: 'Theirs gives row numbers of Episodes as rows of SWEpisodes; its row 6 there is a child without an episode.',
  },
  { of: '903-cases-older', rule: 'SW12STG2', missing: 1, extra: 0, why: coveredFromBefore },

  {
    of: '903-seed1',
    rule: '165',
    missing: 0,
    extra: 8,
    why: 'Theirs still looks for SEX 1 and 2 in the return of 2027, where SEX is M, F or U.',
  },
  { of: '903-seed1', rule: '205A', missing: 11, extra: 0, why: flagByPosition },
  { of: '903-seed1', rule: '205B', missing: 0, extra: 4, why: flagByPosition },
  { of: '903-seed1', rule: '205C', missing: 4, extra: 0, why: flagByPosition },
  { of: '903-seed1', rule: '205D', missing: 9, extra: 0, why: flagByPosition },
  { of: '903-seed1', rule: '303', missing: 13, extra: 0, why: flagByPosition },
  { of: '903-seed1', rule: '392a', missing: 3, extra: 0, why: flagByPosition },
  { of: '903-seed1', rule: '392b', missing: 3, extra: 0, why: flagByPosition },
  { of: '903-seed1', rule: '406', missing: 18, extra: 0, why: flagByPosition },
  { of: '903-seed1', rule: '347', missing: 0, extra: 2, why: foyer },
  { of: '903-clean', rule: '347', missing: 0, extra: 1, why: foyer },
  {
    of: '903-seed1',
    rule: '583',
    missing: 0,
    extra: 1,
    why: 'Two rows say the same; ours blames both, so that the order of rows does not matter.',
  },
  {
    of: '903-seed1',
    rule: '625',
    missing: 2,
    extra: 0,
    why: 'Theirs takes an episode that ended with X1, the next one still open, for the end of care.',
  },
  {
    of: '903-seed1',
    rule: '635',
    missing: 0,
    extra: 1,
    why: 'The rule is about PREV_PERM Z1 with a place or a date; theirs only sees a blank PREV_PERM.',
  },
  {
    of: '903-seed1',
    rule: '1001',
    missing: 1,
    extra: 0,
    why: 'Theirs leaves everybody of 20 or over out of its count and then takes them to have had no day in care; by the Header’s date of birth there were 13 weeks since 14, and care after 16.',
  },
  {
    of: '903-seed1',
    rule: 'SW09STG2',
    missing: 0,
    extra: 7,
    why: 'From the return of 2026 an episode of under three days is asked about; theirs has that on a branch only.',
  },
  {
    of: '903-seed1',
    rule: 'SW11bSTG2',
    missing: 2,
    extra: 0,
    why: succeeded,
  },
  { of: '903-clean', rule: 'SW11bSTG2', missing: 2, extra: 0, why: succeeded },
  { of: '903-seed1', rule: '218', missing: 4, extra: 0, why: shortBreak },
  { of: '903-clean', rule: '218', missing: 6, extra: 0, why: shortBreak },
  {
    of: '903-seed1',
    rule: '224',
    missing: 1,
    extra: 0,
    why: 'The provider is blank, which 526 tells; it does not contradict the register.',
  },
  { of: '903-seed1', rule: '241', missing: 7, extra: 0, why: ownAuthority },
  { of: '903-clean', rule: '241', missing: 7, extra: 0, why: ownAuthority },
  { of: '903-seed1', rule: '706', missing: 1, extra: 1, why: lastYearsRow },
  { of: '903-seed1', rule: 'SW12STG2', missing: 73, extra: 0, why: rowByRow },
  { of: '903-seed1', rule: 'SW17STG2', missing: 25, extra: 0, why: leftCare },
  { of: '903-clean', rule: 'SW12STG2', missing: 74, extra: 0, why: rowByRow },
  { of: '903-clean', rule: 'SW17STG2', missing: 19, extra: 0, why: leftCare },

  {
    of: 'cin-cases',
    rule: '8670Q',
    missing: 2,
    extra: 0,
    why: 'The validator counts 31 March as the first of the 45 working days back; an assessment begun on 29 January 2023 was in its 45th working day then, not beyond it.',
  },
  {
    of: 'cin-cases',
    rule: '8935',
    missing: 0,
    extra: 1,
    why: 'The rule allows a child one open plan; the validator counts open plans by their number, so a second plan with a number of its own is not seen.',
  },
  {
    of: 'cin-cases',
    rule: '8945Q',
    missing: 0,
    extra: 2,
    why: 'Factor 18A is there; the validator compares one code with what is a list once it comes from a file, and finds nothing.',
  },
  {
    of: 'cin-cases',
    rule: '8950Q',
    missing: 0,
    extra: 2,
    why: 'Factor 19A is there; the validator compares one code with what is a list once it comes from a file, and finds nothing.',
  },
  {
    of: 'cin-seed1',
    rule: '1550',
    missing: 0,
    extra: 1,
    why: 'A UPN of eight characters has no 13th that could be a digit or letter; the validator looks at UPNs of 13 characters only, and no rule of it tells of a short one.',
  },
  {
    of: 'cin-seed1',
    rule: '8569Q',
    missing: 1,
    extra: 0,
    why: '31 March 2025, a Monday, is the one working day before the census year that the rule allows; the validator takes one working day too few off.',
  },
  {
    of: 'cin-seed1',
    rule: '1103',
    missing: 2,
    extra: 0,
    why: 'Two children share an LAchildID; the validator numbers episodes from 1 in each of them and compares the assessment of one with the referral of the other.',
  },
  {
    of: 'cin-seed1',
    rule: '4015',
    missing: 2,
    extra: 0,
    why: 'Two children share an LAchildID; the validator numbers episodes from 1 in each of them and compares the plan of one with the referral of the other.',
  },
  {
    of: 'cin-seed1',
    rule: '4001',
    missing: 2,
    extra: 0,
    why: 'Two children share an LAchildID; the validator numbers episodes from 1 in each of them, so that plans of two episodes seem to be in one.',
  },
  {
    of: 'cin-seed1',
    rule: '8740',
    missing: 0,
    extra: 6,
    why: 'ICPCnotRequired is written false; the validator knows 0 only here, and false as well in 8675Q.',
  },
  {
    of: 'cin-seed1',
    rule: '8832',
    missing: 1,
    extra: 2,
    why: 'The referral without further action and its own plan are to blame; the validator takes the row number of the referral for that of the plan, and names a plan of another child.',
  },
  {
    of: 'cin-seed1',
    rule: '8869',
    missing: 0,
    extra: 1,
    why: 'Factors 21 and 2A stand together; the validator compares one code with what is a list once it comes from a file, and finds nothing.',
  },
  {
    of: 'cin-seed1',
    rule: '8950Q',
    missing: 0,
    extra: 1,
    why: 'Factor 19A is there; the validator compares one code with what is a list once it comes from a file, and finds nothing.',
  },
]
