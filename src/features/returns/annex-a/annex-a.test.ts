import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { day } from '../../../lib/day.ts'
import type { RecordChild } from '../ssd/facts.ts'
import { allocation, child, event, spell } from '../ssd/testing.ts'
import { type AnnexA, type AnnexContext, addChild, cellsOf, headingsOf, lacking, noLists } from './annex-a.ts'
import { csvOf } from './files.ts'
import { type ListNumber, listNumbers } from './lists.ts'

const today = '2026-11-22'
const worker = '33333333-0000-7000-8000-000000000001'
const adviser = '33333333-0000-7000-8000-000000000002'
const team = '44444444-0000-7000-8000-000000000001'

const context: AnnexContext = {
  on: day(today),
  council: { name: 'Northfield', onsCode: 'E09000911' },
  workerName: (id) => ({ [worker]: 'Bethany Thornmere', [adviser]: 'Danielle Camberwray' })[id] ?? null,
  teamName: (id) => (id === team ? 'Family team' : null),
  authorityName: (code) => (code === 'E09000027' ? 'Southmere' : null),
}

const listsOf = (...children: RecordChild[]): AnnexA => {
  const lists = noLists()
  for (const one of children) addChild(lists, one, context)
  return lists
}
/** The rows of a list as they stand in its file, by heading. */
const rows = (list: ListNumber, ...children: RecordChild[]): Record<string, string>[] => {
  const lists = listsOf(...children)
  return (lists[list] as AnnexA[typeof list]).map((row) => {
    const cells = cellsOf(list, row as never)
    return Object.fromEntries(headingsOf(list).map((name, at) => [name, cells[at] as string]))
  })
}
const row = (list: ListNumber, one: RecordChild): Record<string, string> => {
  const found = rows(list, one)
  assert.equal(found.length, 1, `one row on list ${list}`)
  return found[0] as Record<string, string>
}

describe('what all lists say of a child', () => {
  test('the number of the returns, the groups, the age, and nothing of the name', () => {
    const contact = spell('contact', '2026-10-01', '2026-10-01', { code: '6' })
    const said = row(1, child(today, [contact]))
    assert.deepEqual(said, {
      'Child Unique ID': 'A100',
      Gender: 'b) Female',
      Ethnicity: 'd) Black or Black British',
      'Date of Birth': '02/04/2016',
      'Age of Child (Years)': '10',
      'Date of Contact': '01/10/2026',
      'Contact Source': 'g) Police',
    })
    assert.ok(!csvOf(listsOf(child(today, [contact])), 1).includes('Amina'))
  })

  test('a child not yet born has no date of birth and is minus one', () => {
    const said = row(
      1,
      child(today, [spell('contact', '2026-10-01')], { bornOn: null, expectedOn: day('2027-01-10'), sex: 'U' }),
    )
    assert.equal(said['Date of Birth'], '')
    assert.equal(said['Age of Child (Years)'], '-1')
    assert.equal(said.Gender, 'c) Not stated or recorded')
  })

  test('a child with nothing in the periods is on no list', () => {
    const past = child(today, [
      spell('contact', '2026-05-21', '2026-05-21'),
      spell('referral', '2024-01-01', '2024-06-01'),
      spell('looked_after', '2020-01-01', '2026-05-21', { endCode: 'E4A' }),
      spell('adoption', '2020-01-01', '2025-11-21', { endCode: 'RD1' }),
      spell('care_leaver', '2020-01-01', '2026-11-21', { code: 'former-relevant' }),
    ])
    const lists = listsOf(past)
    for (const list of listNumbers) assert.equal(lists[list].length, 0, `list ${list}`)
  })

  test('the first day of the six months is inside', () => {
    assert.equal(rows(1, child(today, [spell('contact', '2026-05-22', '2026-05-22')])).length, 1)
  })
})

describe('the front door', () => {
  test('early help that goes on is listed, however long ago it began, under its team', () => {
    const help = spell('early_help', '2024-01-01')
    const said = row(2, child(today, [help, allocation(worker, team, '2024-01-01')]))
    assert.equal(said['Organisation completing assessment'], 'Family team')
    assert.equal(said['Assessment completion date'], '')
    assert.equal(row(2, child(today, [help]))['Organisation completing assessment'], 'Northfield')
  })

  test('each referral of the six months has a row, and counts those of the year', () => {
    const first = spell('referral', '2026-01-10', '2026-02-01', { code: '2A', endCode: 'RC8' })
    const second = spell('referral', '2026-07-10', '2026-07-11', { code: '2A', detail: { noFurtherAction: true } })
    const third = spell('referral', '2026-10-10', null, { code: '3A' })
    const found = rows(3, child(today, [first, second, third, allocation(worker, team, '2026-10-11')]))
    assert.deepEqual(
      found.map((said) => [
        said['Date of referral'],
        said['Referral NFA?'],
        said['Number of Referrals in Last 12 Months'],
        said['Allocated Worker'],
      ]),
      [
        ['10/07/2026', 'Yes', '3', 'Not allocated'],
        ['10/10/2026', 'No', '3', 'Bethany Thornmere'],
      ],
    )
  })

  test('an assessment authorised in the six months is listed although it began before', () => {
    const referral = spell('referral', '2026-03-01')
    const done = spell('assessment', '2026-03-02', '2026-06-01', { withinId: referral.id, detail: { childSeen: true } })
    const plan = spell('child_in_need_plan', '2026-06-01', null, { withinId: referral.id })
    const said = row(4, child(today, [referral, done, plan]))
    assert.equal(said['Child Seen During Continuous Assessment'], 'Yes')
    assert.equal(said["Was the child assessed as requiring LA children's social care support?"], 'Yes')
    const nothing = spell('assessment', '2026-09-02', '2026-10-01', { endCode: 'no further action' })
    assert.equal(
      row(4, child(today, [nothing]))["Was the child assessed as requiring LA children's social care support?"],
      'No',
    )
    const open = row(4, child(today, [spell('assessment', '2026-11-02')]))
    assert.equal(open["Was the child assessed as requiring LA children's social care support?"], '')
    assert.equal(open['Child Seen During Continuous Assessment'], 'Unknown')
  })
})

describe('protection', () => {
  test('an enquiry says whether a conference was needed, when it was, and what it made', () => {
    const enquiry = spell('section_47', '2026-09-01', '2026-09-14', { endCode: 'conference' })
    const conference = event('initial_conference', '2026-09-18', { spellId: enquiry.id })
    const plan = spell('child_protection_plan', '2026-09-18', null, { code: 'PHY' })
    const discussed = event('strategy_discussion', '2026-08-31', { spellId: enquiry.id })
    const said = row(5, child(today, [discussed, enquiry, conference, plan]))
    assert.equal(said['Strategy discussion initiating Section 47 Enquiry Start Date'], '31/08/2026')
    assert.equal(said['Was an Initial Child Protection Conference deemed unnecessary?'], 'No')
    assert.equal(said['Date of Initial Child Protection Conference'], '18/09/2026')
    assert.equal(said['Did the Initial Child Protection Conference Result in a Child Protection Plan'], 'Yes')
    assert.equal(said['Number of ICPCs in the last 12 months'], '1')
    const open = row(5, child(today, [spell('section_47', '2026-11-20')]))
    assert.equal(open['Was an Initial Child Protection Conference deemed unnecessary?'], '')
    assert.equal(open['Number of Section 47 Enquiries in the last 12 months'], '1')
  })

  test('a plan has its categories, its last visit that was made, its reviews and the plans before it', () => {
    const before = spell('child_protection_plan', '2022-01-10', '2022-08-01', { code: 'NEG' })
    const plan = spell('child_protection_plan', '2026-03-02', null, { code: 'EMO', detail: { initialCategory: 'NEG' } })
    const said = row(
      7,
      child(today, [
        before,
        plan,
        event('review_conference', '2026-05-28', { spellId: plan.id, code: 'EMO' }),
        event('visit', '2026-11-10', { code: 'child_protection', detail: { seen: true, seenAlone: false } }),
        event('visit', '2026-11-18', { code: 'child_protection', detail: { seen: false } }),
        spell('emergency_protection', '2026-06-01', '2026-06-03', { code: 'L1' }),
      ]),
    )
    assert.equal(said['Initial Category of Abuse'], 'a) Neglect')
    assert.equal(said['Latest Category of Abuse'], 'd) Emotional')
    assert.equal(said['Date of the Last Statutory Visit'], '10/11/2026')
    assert.equal(said['Was the Child Seen Alone?'], 'No')
    assert.equal(said['Date of latest review conference'], '28/05/2026')
    assert.equal(said['Number of Previous Child Protection Plans'], '1')
    assert.equal(
      said['Subject to Emergency Protection Order or Protected Under Police Powers in Last Six Months (Y/N)'],
      'Yes',
    )
  })
})

describe('children in need', () => {
  const referral = spell('referral', '2026-01-10', null, { detail: { primaryNeed: 'N5' } })

  test('the highest status of the day wins', () => {
    const plan = spell('child_in_need_plan', '2026-02-10', '2026-06-10', { withinId: referral.id })
    const protection = spell('child_protection_plan', '2026-06-10', null, { withinId: referral.id, code: 'NEG' })
    const care = spell('looked_after', '2026-10-10', null, { withinId: referral.id })
    const status = (...records: Parameters<typeof child>[1][number][]) => row(6, child(today, records))['Case Status']
    assert.equal(status(referral, plan, protection, care), 'a) Looked after')
    assert.equal(status(referral, plan, protection), 'b) CP plan')
    assert.equal(status(referral, plan), 'e) Closed episode')
    assert.equal(
      status(referral, spell('child_in_need_plan', '2026-02-10', null, { withinId: referral.id })),
      'c) CIN plan',
    )
    assert.equal(
      status(referral, spell('assessment', '2026-11-10', null, { withinId: referral.id })),
      'd) Open assessment',
    )
  })

  test('a referral alone is not on the list, nor is a care leaver', () => {
    assert.equal(rows(6, child(today, [referral])).length, 0)
    const care = spell('looked_after', '2020-01-01', '2026-10-01', { withinId: referral.id, endCode: 'E5' })
    const leaver = spell('care_leaver', '2026-10-01', null, { code: 'former-relevant' })
    assert.equal(rows(6, child(today, [referral, care, leaver], { bornOn: day('2008-10-01') })).length, 0)
    const eligible = spell('care_leaver', '2026-10-01', null, { code: 'eligible' })
    const still = spell('looked_after', '2020-01-01', null, { withinId: referral.id })
    assert.equal(rows(6, child(today, [referral, still, eligible], { bornOn: day('2010-10-01') })).length, 1)
  })

  test('a closed case has its day and its reason, and who held the child at the end', () => {
    const closed = spell('referral', '2026-01-10', '2026-09-01', { endCode: 'RC7', detail: { primaryNeed: 'N5' } })
    const plan = spell('child_in_need_plan', '2026-02-10', '2026-09-01', { withinId: closed.id })
    const said = row(6, child(today, [closed, plan, allocation(worker, team, '2026-01-11', '2026-09-01')]))
    assert.equal(said['CIN Closure Date'], '01/09/2026')
    assert.equal(said['Reason for Closure'], 'g) Other incl. no longer in need')
    assert.equal(said['Primary Need Code'], 'e) Family dysfunction')
    assert.equal(said['Allocated Worker'], 'Bethany Thornmere')
  })
})

describe('children in care', () => {
  const care = spell('looked_after', '2025-05-01', null, { detail: { categoryOfNeed: 'N1' } })
  const status = spell('legal_status', '2025-10-10', null, { withinId: care.id, code: 'C2' })
  const home = spell('placement', '2026-02-01', null, {
    withinId: care.id,
    code: 'U4',
    detail: { provider: 'PR4', postcode: 'KT1 2AB', urn: 'SC123456', localAuthority: 'E09000027', location: 'OUT' },
  })
  const before = spell('placement', '2025-05-01', '2026-02-01', { withinId: care.id, code: 'U6' })
  const hospital = spell('placement', '2026-03-01', '2026-03-05', { withinId: care.id, code: 'T1' })

  test('the home, the order, the plan, and how often the child moved', () => {
    const said = row(
      8,
      child(today, [
        care,
        status,
        before,
        home,
        hospital,
        event('looked_after_review', '2026-09-01', {
          spellId: care.id,
          code: 'PN1',
          detail: { permanencePlan: 'kinship' },
        }),
        event('health_assessment', '2026-06-01'),
        event('dental_check', '2026-07-01'),
        event('visit', '2026-11-01', { code: 'looked_after', detail: { seen: true } }),
        allocation(worker, team, '2025-05-01'),
      ]),
    )
    assert.equal(said["Child's Legal Status"], 'b) Full care')
    assert.equal(said['Start date of current legal status'], '10/10/2025')
    assert.equal(said['Placement Type'], 'a) Foster')
    assert.equal(said['Start Date of Most Recent Placement'], '01/02/2026')
    assert.equal(said['Placement Provider'], 'b) Private')
    assert.equal(said['Placement Location'], 'b) Out')
    assert.equal(said['LA of Placement'], 'Southmere')
    assert.equal(said['Number of Placements in the Last 12 months'], '2')
    assert.equal(said['What is the permanence plan for this child?'], 'f) Long-term fostering')
    assert.equal(said['Date of Last IRO Visit / Contact to the Child'], '01/09/2026')
    assert.equal(said['Date of Last Social Work Visit'], '01/11/2026')
    assert.equal(said['Date of Last Health Assessment'], '01/06/2026')
    assert.equal(said['Allocated Team'], 'Family team')
  })

  test('nights missing and nights away are counted apart, with the talk after the last time missing', () => {
    const away = spell('missing', '2026-08-01', '2026-08-02', { code: 'A' })
    const missing = spell('missing', '2026-04-01', '2026-04-02', { code: 'M' })
    const said = row(
      8,
      child(today, [
        care,
        status,
        home,
        missing,
        away,
        event('return_interview_offer', '2026-04-03', { spellId: missing.id, code: 'accepted' }),
      ]),
    )
    assert.equal(
      said["Number of Episodes the Child has been 'Missing' from their Placement in the last 12 months"],
      '1',
    )
    assert.equal(said["Number of Episodes the Child has been 'Absent' from their Placement in the last 12 months"], '1')
    assert.equal(said['Was the child offered a Return Interview after their last missing episode (Y/N)?'], 'Yes')
    assert.equal(said['Did the child accept a Return Interview after their last missing episode (Y/N)?'], 'Yes')
  })

  test('who left care in the six months is listed with why, and a child who came back has two rows', () => {
    const first = spell('looked_after', '2025-12-01', '2026-07-01', { endCode: 'E4A' })
    const again = spell('looked_after', '2026-09-01')
    const found = rows(8, child(today, [first, again]))
    assert.deepEqual(
      found.map((said) => [
        said['Date Ceased to be Looked After'],
        said['Reason Ceased to be Looked After'],
        said['Is this a second or subsequent period of being a Looked After Child within the last 12 months (Y/N)'],
      ]),
      [
        ['01/07/2026', 'd) Home with parents or relatives', 'No'],
        ['', '', 'Yes'],
      ],
    )
  })

  test('what must be filled in and is not is counted', () => {
    const lists = listsOf(child(today, [care, status]))
    assert.deepEqual(
      lacking(8, lists[8]).map(({ column, rows: count }) => [column, count]),
      [
        ['Start Date of Most Recent Placement', 1],
        ['Placement Type', 1],
        ['Placement Provider', 1],
        ['Placement postcode', 1],
        ['Placement Location', 1],
        ['LA of Placement', 1],
      ],
    )
  })
})

describe('leaving care and adoption', () => {
  test('a care leaver is in touch, somewhere, doing something; and has an adviser', () => {
    const leaver = spell('care_leaver', '2024-06-01', null, { code: 'former-relevant-education' })
    const said = row(
      9,
      child(
        today,
        [
          leaver,
          spell('unaccompanied', '2021-01-01', '2024-06-01'),
          allocation(adviser, team, '2024-06-01', null, 'personal adviser'),
          event('pathway_plan', '2024-08-01'),
          event('pathway_review', '2026-07-01'),
          event('care_leaver_contact', '2026-09-01', { code: 'YES', detail: { accommodation: 'W2', activity: 'F1' } }),
          event('care_leaver_contact', '2026-10-01', { code: 'NO', detail: { accommodation: '0', activity: '0' } }),
        ],
        { bornOn: day('2006-06-01') },
      ),
    )
    assert.equal(said['Eligibility Category'], 'b) Former relevant')
    assert.equal(said['Allocated Personal Advisor'], 'Danielle Camberwray')
    assert.equal(said['Unaccompanied Asylum Seeking Child (UASC), or formerly UASC if 18 or over (Y/N)'], 'Yes')
    assert.equal(said['LA in Touch'], 'b) Not in touch')
    assert.equal(said['Latest Date of Contact'], '01/09/2026')
    assert.equal(said['Type of Accommodation'], '')
    assert.equal(said['Suitability of Accommodation'], 'c) Not in touch or not recorded')
    assert.equal(said['Latest Pathway Plan Review Date'], '01/07/2026')
  })

  test('adopted in the year, still to be placed, or reversed in the year', () => {
    const care = spell('looked_after', '2024-05-01')
    const decision = spell('adoption', '2024-12-01', null, { withinId: care.id })
    assert.equal(row(10, child(today, [care, decision]))['Date the Child Entered Care'], '01/05/2024')
    const reversed = spell('adoption', '2024-12-01', '2026-03-01', { withinId: care.id, endCode: 'RD3' })
    const said = row(10, child(today, [care, reversed]))
    assert.equal(said['Date of Decision that Child Should No Longer be Placed for Adoption'], '01/03/2026')
    assert.equal(said['Reason Why Child No Longer Placed for Adoption'], 'c) No adopters')
    const adopted = spell('adoption', '2024-12-01', '2026-03-01', { withinId: care.id, endCode: 'E12' })
    const done = row(10, child(today, [care, adopted]))
    assert.equal(done['Date of Adoption Order'], '01/03/2026')
    assert.equal(done['Reason Why Child No Longer Placed for Adoption'], '')
  })

  test('adopters are listed once, with how many children they have', () => {
    const other = (id: string, sex: string) => ({
      kind: 'adopter',
      other: { id, isChild: false, localId: null, sex, ethnicity: 'WBRI', disabilities: [], bornOn: null },
    })
    const relations = [other('b-one', 'F'), other('a-two', 'M')]
    const sibling = (localId: string) => {
      const care = spell('looked_after', '2025-05-01')
      return child(
        today,
        [
          care,
          spell('adoption', '2025-12-01', null, { withinId: care.id }),
          spell('placement', '2026-06-01', null, { withinId: care.id, code: 'A6' }),
          event('match', '2026-05-01'),
        ],
        { localId, relations },
      )
    }
    const found = rows(11, sibling('A1'), sibling('A2'))
    assert.deepEqual(
      found.map((said) => [said['Individual adopter identifier'], said['Family identifier'], said.Gender]),
      [
        ['b-one', 'a-two', 'b) Female'],
        ['a-two', 'a-two', 'a) Male'],
      ],
    )
    assert.equal(found[0]?.['No. of children placed'], '2')
    assert.equal(found[0]?.['Date adopter matched with child(ren)'], '01/05/2026')
  })
})

test('nothing in a file runs as a formula', () => {
  const contact = spell('contact', '2026-10-01')
  const csv = csvOf(listsOf(child(today, [contact], { localId: '=1+1' })), 1)
  assert.ok(csv.startsWith('\ufeffChild Unique ID,Gender,'))
  assert.match(csv, /\r\n'=1\+1,/)
  // A child not yet born is minus one, which is no formula either.
  const unborn = csvOf(listsOf(child(today, [contact], { bornOn: null, expectedOn: day('2027-01-01') })), 1)
  assert.match(unborn, /,-1,01\/10\/2026/)
})
