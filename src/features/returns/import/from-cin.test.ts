import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { bankHolidays } from '../../../lib/bank-holidays.ts'
import { calendarOf } from '../../../lib/working-days.ts'
import { readCin } from '../cin/read.ts'
import type { Brought, BroughtChild } from './brought.ts'
import { fromCin } from './from-cin.ts'
import { censusFile, removeFolders } from './testing.ts'

after(removeFolders)

const who = (
  more = '<PersonBirthDate>2015-03-02</PersonBirthDate>',
  characteristics = '<Ethnicity>AIND</Ethnicity>',
): string =>
  `<ChildIdentifiers><LAchildID>C1</LAchildID>${more}<Sex>M</Sex></ChildIdentifiers><ChildCharacteristics>${characteristics}</ChildCharacteristics>`
const needed = (inside: string): string =>
  `<CINdetails><CINreferralDate>2025-06-02</CINreferralDate><ReferralSource>1A</ReferralSource><PrimaryNeedCode>N1</PrimaryNeedCode>${inside}</CINdetails>`

const broughtOf = async (...children: string[]): Promise<Brought> => {
  const read = await readCin(censusFile(children.map((child) => `<Child>${child}</Child>`).join('\n')))
  return fromCin(read.children, 2026, calendarOf(bankHolidays))
}
const childIn = async (details: string, identity = who()): Promise<BroughtChild> =>
  (await broughtOf(`${identity}${details}`)).children[0] as BroughtChild
const spellsOf = ({ spells }: BroughtChild) =>
  spells.map(({ kind, startsOn, endsOn, code, endCode }) => [
    kind,
    String(startsOn),
    endsOn === null ? null : String(endsOn),
    code,
    endCode,
  ])
const eventsOf = ({ events }: BroughtChild) => events.map(({ kind, on }) => [kind, String(on)])

test('an unborn child has an expected date, a known one a birth date and disabilities', async () => {
  const unborn = await childIn('', who('<ExpectedPersonBirthDate>2026-05-20</ExpectedPersonBirthDate>'))
  assert.deepEqual([unborn.bornOn, unborn.expectedOn?.toString()], [null, '2026-05-20'])
  const child = await childIn(
    '',
    who(
      '<UPN>D210003401532</UPN><PersonBirthDate>2015-03-02</PersonBirthDate>',
      '<Ethnicity>AIND</Ethnicity><Disabilities><Disability>LD</Disability><Disability>AUT</Disability><Disability>LD</Disability></Disabilities>',
    ),
  )
  assert.deepEqual(child.disabilities, ['LD', 'AUT'])
  assert.deepEqual(child.identifiers, [
    { scheme: 'council', value: 'C1' },
    { scheme: 'upn', value: 'D210003401532' },
  ])
})

test('a referral keeps its source, need and how it was closed', async () => {
  const child = await childIn(
    needed(
      '<CINclosureDate>2025-12-01</CINclosureDate><ReasonForClosure>RC8</ReasonForClosure><ReferralNFA>0</ReferralNFA>',
    ),
  )
  assert.deepEqual(spellsOf(child), [['referral', '2025-06-02', '2025-12-01', '1A', 'RC8']])
  assert.deepEqual(child.spells[0]?.detail, { primaryNeed: 'N1', noFurtherAction: false })
})

test('a referral that needed nothing more is over on its own day, and the record says that the day is not the return’s', async () => {
  const child = await childIn(needed('<ReferralNFA>1</ReferralNFA>'))
  assert.deepEqual(spellsOf(child), [['referral', '2025-06-02', '2025-06-02', '1A', 'no further action']])
  assert.deepEqual(child.spells[0]?.detail, { primaryNeed: 'N1', noFurtherAction: true, endNotInReturn: true })
})

test('an assessment keeps its factors and ends when it was authorised', async () => {
  const child = await childIn(
    needed(
      '<Assessments><AssessmentActualStartDate>2025-06-03</AssessmentActualStartDate><AssessmentInternalReviewDate>2025-06-20</AssessmentInternalReviewDate><AssessmentAuthorisationDate>2025-07-10</AssessmentAuthorisationDate><FactorsIdentifiedAtAssessment><AssessmentFactors>3B</AssessmentFactors><AssessmentFactors>16A</AssessmentFactors></FactorsIdentifiedAtAssessment></Assessments>',
    ),
  )
  assert.deepEqual(spellsOf(child)[1], ['assessment', '2025-06-03', '2025-07-10', null, null])
  assert.deepEqual(child.spells[1]?.detail, {
    factors: ['3B', '16A'],
    internalReviewOn: '2025-06-20',
    authorised: true,
  })
  assert.equal(child.spells[1]?.withinKey, child.spells[0]?.sourceKey)
})

const enquiry = (more: string): string =>
  `<Section47><S47ActualStartDate>2025-06-04</S47ActualStartDate>${more}</Section47>`

test('an enquiry under section 47 ends with its conference, or by the day one would have been held', async () => {
  const held = await childIn(
    needed(
      enquiry(
        '<InitialCPCtarget>2025-06-25</InitialCPCtarget><DateOfInitialCPC>2025-06-23</DateOfInitialCPC><ICPCnotRequired>0</ICPCnotRequired>',
      ),
    ),
  )
  assert.deepEqual(spellsOf(held)[1], ['section_47', '2025-06-04', '2025-06-23', null, 'conference'])
  assert.deepEqual(held.spells[1]?.detail, { conferenceRequired: true, conferenceTarget: '2025-06-25' })
  assert.deepEqual(eventsOf(held), [
    ['strategy_discussion', '2025-06-04'],
    ['initial_conference', '2025-06-23'],
  ])
  const none = await childIn(needed(enquiry('<ICPCnotRequired>1</ICPCnotRequired>')))
  assert.deepEqual(spellsOf(none)[1], ['section_47', '2025-06-04', '2025-06-25', null, 'no conference'])
  assert.deepEqual(none.spells[1]?.detail, { conferenceRequired: false, endNotInReturn: true })
  const pending = await childIn(needed(enquiry('<ICPCnotRequired>0</ICPCnotRequired>')))
  assert.deepEqual(spellsOf(pending)[1], ['section_47', '2025-06-04', null, null, null])
  const closed = await childIn(
    needed(`<CINclosureDate>2025-06-10</CINclosureDate>${enquiry('<ICPCnotRequired>1</ICPCnotRequired>')}`),
  )
  assert.equal(spellsOf(closed)[1]?.[2], '2025-06-10')
})

test('plans keep their categories and reviews; the need of the referral is the need of the plan', async () => {
  const child = await childIn(
    needed(
      '<CINPlanDates><CINPlanStartDate>2025-07-01</CINPlanStartDate><CINPlanEndDate>2025-09-01</CINPlanEndDate></CINPlanDates><ChildProtectionPlans><CPPstartDate>2025-09-01</CPPstartDate><InitialCategoryOfAbuse>NEG</InitialCategoryOfAbuse><LatestCategoryOfAbuse>EMO</LatestCategoryOfAbuse><NumberOfPreviousCPP>1</NumberOfPreviousCPP><Reviews><CPPreviewDate>2025-11-20</CPPreviewDate></Reviews></ChildProtectionPlans>',
    ),
  )
  assert.deepEqual(spellsOf(child).slice(1), [
    ['child_in_need_plan', '2025-07-01', '2025-09-01', 'N1', null],
    ['child_protection_plan', '2025-09-01', null, 'EMO', null],
  ])
  assert.deepEqual(child.spells[2]?.detail, { initialCategory: 'NEG', numberOfPreviousPlans: 1 })
  assert.deepEqual(eventsOf(child), [['review_conference', '2025-11-20']])
  assert.equal(child.events[0]?.spellKey, child.spells[2]?.sourceKey)
})

test('a conference outside section 47 is that of a child who moved here on a plan: the referral was the notice', async () => {
  const moved = await childIn(needed('<DateOfInitialCPC>2025-06-18</DateOfInitialCPC>'))
  assert.deepEqual(eventsOf(moved), [
    ['initial_conference', '2025-06-18'],
    ['transfer_notice', '2025-06-02'],
  ])
  assert.deepEqual(moved.events[0]?.detail, { transferIn: true })
  const twice = await childIn(
    needed(
      `<DateOfInitialCPC>2025-06-23</DateOfInitialCPC>${enquiry('<DateOfInitialCPC>2025-06-23</DateOfInitialCPC><ICPCnotRequired>0</ICPCnotRequired>')}`,
    ),
  )
  assert.deepEqual(
    eventsOf(twice).filter(([kind]) => kind === 'initial_conference'),
    [['initial_conference', '2025-06-23']],
  )
})

test('pre-proceedings keep the letter, the offer of a family meeting, the first meeting and the application', async () => {
  const child = await childIn(
    needed(
      '<PreProceedingsandFGDM><PPStartDate>2025-08-01</PPStartDate><LBPSentDate>2025-08-08</LBPSentDate><FGDMMeetingOffer>1</FGDMMeetingOffer><FGDMMeetingFac>0</FGDMMeetingFac><InitialPPMeetingDate>2025-08-20</InitialPPMeetingDate><ReviewMeetingsCount>2</ReviewMeetingsCount><StepDecisionDate>2025-11-01</StepDecisionDate><PPOutcome>B</PPOutcome><CourtAppDate>2025-11-05</CourtAppDate><LetterInitCPDate>2025-11-06</LetterInitCPDate></PreProceedingsandFGDM>',
    ),
  )
  assert.deepEqual(spellsOf(child)[1], ['pre_proceedings', '2025-08-01', '2025-11-01', null, 'B'])
  assert.deepEqual(child.spells[1]?.detail, {
    familyGroupMeetingOffered: true,
    familyGroupMeetingHeld: false,
    reviewMeetings: 2,
    letterOfIssueOn: '2025-11-06',
  })
  assert.deepEqual(eventsOf(child), [
    ['letter_before_proceedings', '2025-08-08'],
    ['pre_proceedings_meeting', '2025-08-20'],
    ['care_application', '2025-11-05'],
    ['family_group_offer', '2025-08-08'],
  ])
  const { problems } = await broughtOf(
    `${who()}${needed('<PreProceedingsandFGDM><PPOutcome>B</PPOutcome></PreProceedingsandFGDM>')}`,
  )
  assert.deepEqual(
    problems.map(({ column, child, outcome }) => [column, child, outcome]),
    [['PPStartDate', 'C1', 'row']],
  )
})

test('a child in the file twice is one child with the episodes of both', async () => {
  const again = needed('').replace('2025-06-02', '2025-10-01')
  const { children, problems } = await broughtOf(
    `${who()}${needed('')}`,
    `${who('<PersonBirthDate>2015-03-03</PersonBirthDate>')}${again}`,
  )
  assert.equal(children.length, 1)
  assert.deepEqual(
    children[0]?.spells.map(({ startsOn }) => String(startsOn)),
    ['2025-06-02', '2025-10-01'],
  )
  assert.equal(children[0]?.bornOn?.toString(), '2015-03-02')
  assert.deepEqual(
    problems.map(({ column, value, outcome }) => [column, value, outcome]),
    [['PersonBirthDate', '2015-03-03', 'value']],
  )
})
