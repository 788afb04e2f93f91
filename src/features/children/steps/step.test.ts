import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { day } from '../../../lib/day.ts'
import { newId } from '../../../lib/ids.ts'
import { actKinds, carriedOut, decide, withIds } from '../journey/decide.ts'
import type { History } from '../journey/history.ts'
import { transitionById } from '../journey/transitions.ts'
import { timescales } from '../timescales/all.ts'
import { visitKindOf } from '../visits/visit.ts'
import { stepById, steps } from './all-steps.ts'
import { actOf, readAnswers } from './answers.ts'
import { knownOf, postsFor } from './step.ts'

const [worker, manager] = [newId(), newId()]
const child = (bornOn: string | null): History => ({
  bornOn: bornOn ? day(bornOn) : null,
  expectedOn: null,
  diedOn: null,
  spells: [],
  events: [],
})

type Sent = Readonly<Record<string, unknown>>

/** Takes a step as its form does; what stops it is the answer. */
const tried = (
  history: History,
  id: string,
  on: string,
  sent: Sent = {},
): { history: History } | { problems: Record<string, string> } => {
  const step = stepById(id)!
  const date = day(on)
  const boxes = { day: String(date.day), month: String(date.month), year: String(date.year) }
  const needed = {
    ...(step.wordsNeeded ? { words: 'Because.' } : {}),
    ...(step.signed ? { authorisedBy: manager } : {}),
  }
  const read = readAnswers(
    step,
    { on: boxes, ...needed, ...sent },
    history,
    day('2030-01-01'),
    Temporal.Instant.from('2030-01-01T00:00:00Z'),
  )
  if ('problems' in read) return { problems: read.problems }
  const { answers } = read
  const { outcome } = step
  if ('act' in outcome) {
    const decided = decide(history, actOf(step, outcome.act, answers, worker), day('2030-01-01'))
    return decided.accepted
      ? { history: carriedOut(history, withIds(decided, newId)) }
      : { problems: { [decided.field]: decided.reason } }
  }
  if ('event' in outcome) {
    const code = outcome.codeFrom ? String(answers.fields[outcome.codeFrom]) : (outcome.code ?? null)
    const event = {
      id: newId(),
      kind: outcome.event,
      on: date,
      at: null,
      spellId: null,
      workerId: worker,
      code,
      detail: {},
    }
    return { history: { ...history, events: [...history.events, event] } }
  }
  return { history }
}

const taken = new Set<string>()

/** Takes steps one after the other; each must be offered on its page and accepted. */
const lived = (start: History, ...story: [id: string, on: string, sent?: Sent][]): History =>
  story.reduce((history, [id, on, sent]) => {
    assert.equal(stepById(id)?.possible(knownOf(history, day(on))), true, `${id} is offered on ${on}`)
    const next = tried(history, id, on, sent)
    assert.ok('history' in next, `${id} on ${on}: ${JSON.stringify('problems' in next ? next.problems : {})}`)
    taken.add(id)
    return next.history
  }, start)

const home = { placement: 'U6', provider: 'PR1', agreedBy: manager }
const referred = (bornOn = '2016-03-01', on = '2026-01-05'): History =>
  lived(child(bornOn), ['start-referral', on, { source: '2A', primaryNeed: 'N1' }])
const lookedAfter = (bornOn = '2016-03-01', on = '2026-01-12', legalStatus = 'V2'): History =>
  lived(referred(bornOn, day(on).subtract({ days: 7 }).toString()), ['start-care', on, { legalStatus, ...home }])

describe('the steps of a journey', () => {
  test('from a contact to help as a child in need, and closed', () => {
    const history = lived(
      child('2016-03-01'),
      ['record-contact', '2026-01-05', { source: '2A' }],
      ['screen-contact', '2026-01-05', { outcome: 'referral' }],
      ['decide-referral', '2026-01-06', { outcome: 'assessment', acknowledgementSent: 'yes' }],
      ['start-assessment', '2026-01-06', { openCase: 'no' }],
      ['check-assessment', '2026-01-20'],
      [
        'end-assessment',
        '2026-02-20',
        { outcome: 'child in need plan', factors: ['4B', '16A'], childSeen: 'yes', shared: 'yes' },
      ],
      ['start-child-in-need-plan', '2026-02-23'],
      ['review-child-in-need-plan', '2026-04-02'],
      ['end-child-in-need-plan', '2026-06-01', { reason: 'plan completed' }],
      ['close-case', '2026-06-02', { reason: 'RC7' }],
    )
    assert.equal(
      history.spells.every((spell) => spell.endsOn !== null),
      true,
    )
    const again = lived(
      history,
      ['start-early-help', '2026-06-03'],
      ['end-early-help', '2026-09-01', { reason: 'plan completed' }],
    )
    assert.equal(again.spells.at(-1)?.kind, 'early_help')
  })

  test('from a concern of harm to a protection plan, pre-proceedings and court', () => {
    const plan = lived(
      referred(),
      ['decide-referral', '2026-01-06', { outcome: 'section 47', acknowledgementSent: 'yes' }],
      ['record-harm-concern', '2026-01-06', { strategyNeeded: 'yes' }],
      ['hold-strategy-discussion', '2026-01-07', { outcome: 'section 47', agencies: ['police', 'health'] }],
      ['end-section-47', '2026-01-20', { outcome: 'conference', substantiated: 'yes' }],
      [
        'hold-initial-conference',
        '2026-01-26',
        { outcome: 'child protection plan', category: 'NEG', transferIn: 'no' },
      ],
      ['hold-core-group', '2026-02-04'],
      ['hold-review-conference', '2026-04-20', { outcome: 'change category', category: 'EMO' }],
      ['hold-legal-planning-meeting', '2026-05-05'],
      ['start-pre-proceedings', '2026-05-11'],
      ['send-letter-before-proceedings', '2026-05-11'],
      ['offer-family-group-meeting', '2026-05-12', { response: 'accepted' }],
      ['hold-family-group-meeting', '2026-05-28'],
      ['hold-pre-proceedings-meeting', '2026-06-01'],
    )
    lived(
      plan,
      ['end-pre-proceedings', '2026-07-01', { outcome: 'stopped' }],
      ['hold-review-conference', '2026-10-12', { outcome: 'end' }],
    )
    lived(
      plan,
      ['start-proceedings', '2026-07-01'],
      ['start-care', '2026-07-02', { legalStatus: 'C1', ...home }],
      ['record-court-order', '2026-07-03', { order: 'Contact twice a week' }],
      ['change-legal-status', '2026-11-02', { legalStatus: 'C2' }],
      ['end-proceedings', '2026-11-02', { order: 'care order' }],
      ['transfer-plan-out', '2026-11-03', { council: 'Another council' }],
    )
    lived(referred(), ['start-section-47', '2026-01-07', { agencies: ['police'] }])
    lived(
      child('2016-03-01'),
      ['receive-transfer-notice', '2026-01-05', { council: 'Another council' }],
      [
        'hold-initial-conference',
        '2026-01-20',
        { outcome: 'child protection plan', category: 'PHY', transferIn: 'yes' },
      ],
    )
  })

  test('police protection with its hour, a child assessment order, and a remand', () => {
    const protectedChild = lived(referred(), [
      'start-emergency-protection',
      '2026-01-06',
      { code: 'L1', time: '22:40', ...home },
    ])
    assert.equal(
      protectedChild.spells.find((spell) => spell.kind === 'emergency_protection')?.detail.startedAt,
      '2026-01-06T22:40:00Z',
    )
    lived(protectedChild, ['change-legal-status', '2026-01-08', { legalStatus: 'V2' }])
    lived(
      referred(),
      ['start-emergency-protection', '2026-01-06', { code: 'L3' }],
      ['end-emergency-protection', '2026-01-10'],
    )
    lived(referred('2010-03-01'), ['remand', '2026-01-06', { code: 'J1', ...home }])
  })

  test('the life of a child who is looked after', () => {
    const history = lived(
      lookedAfter('2010-05-01'),
      ['make-care-plan', '2026-01-16'],
      ['agree-placement-plan', '2026-01-16'],
      ['notify-placement', '2026-01-16', { told: 'Health and the school' }],
      ['approve-placement', '2026-01-16', { approvedBy: 'nominated officer' }],
      ['record-health-assessment', '2026-01-30', { which: 'initial', planReady: 'yes' }],
      ['record-education-plan', '2026-01-30', { which: 'initial' }],
      ['record-dental-check', '2026-02-03'],
      ['record-strengths-and-difficulties', '2026-02-03', { score: '14' }],
      ['record-immunisations', '2026-02-03', { upToDate: 'yes' }],
      ['review-care-plan', '2026-02-06', { participation: 'PN1', permanencePlan: 'long-term fostering' }],
      ['propose-care-plan-change', '2026-02-20', { notPracticable: 'no' }],
      ['ask-for-visit', '2026-02-21', { askedBy: 'child' }],
      ['move-placement', '2026-03-02', { ...home, placement: 'U4', reason: 'CARPL', permanent: 'yes' }],
      ['find-unaccompanied', '2026-03-02'],
      ['end-unaccompanied', '2026-03-05', { reason: 'other' }],
      ['authorise-deprivation-of-liberty', '2026-03-06'],
      ['end-deprivation-of-liberty', '2026-03-20', { reason: 'no longer needed' }],
      ['report-missing', '2026-04-01', { code: 'M', policeTold: 'yes', time: '21:00' }],
      ['return-from-missing', '2026-04-02', { time: '07:30' }],
      ['offer-return-interview', '2026-04-02', { answer: 'accepted' }],
      ['hold-return-interview', '2026-04-03', { interviewer: 'An independent visitor' }],
      ['become-care-leaver', '2026-05-04', { status: 'eligible' }],
      ['assess-needs', '2026-06-01'],
      ['make-pathway-plan', '2026-06-20', { heldBy: 'young person' }],
      ['review-pathway-plan', '2026-12-01'],
      ['end-care', '2027-02-01', { reason: 'E5' }],
      ['provide-home', '2027-02-01', { home: 'P2', providedByCouncil: 'yes', registered: 'no' }],
      ['keep-in-touch', '2027-03-01', { contact: 'YES', accommodation: 'U1', activity: 'F2' }],
      ['end-care-leaver', '2027-06-01', { reason: 'other' }],
    )
    assert.equal(history.spells.find((spell) => spell.kind === 'missing')?.detail.returnedAt, '2026-04-02T06:30:00Z')
  })

  test('adoption, from the report to the life-story book, and an adoption that is given up', () => {
    const decided = lived(
      lookedAfter('2025-03-01', '2025-04-14', 'C1'),
      ['complete-permanence-report', '2025-06-02'],
      ['hold-adoption-panel', '2025-06-20', { recommended: 'should be placed' }],
      ['receive-panel-minutes', '2025-06-24'],
      ['decide-adoption', '2025-06-27', { relinquished: 'no' }],
      ['tell-family', '2025-06-28'],
      ['tell-family-in-writing', '2025-07-01'],
    )
    const placed = lived(
      decided,
      ['change-legal-status', '2025-08-01', { legalStatus: 'E1' }],
      ['receive-authority-to-place', '2025-08-01', { by: 'placement order' }],
      ['approve-match', '2025-09-01'],
      ['move-placement', '2025-09-15', { placement: 'A6', reason: 'CARPL', agreedBy: manager }],
    )
    lived(
      placed,
      ['end-care', '2026-03-02', { reason: 'E11' }],
      ['hold-adoption-ceremony', '2026-03-20'],
      ['give-life-story-book', '2026-03-27', { laterLifeLetter: 'yes' }],
    )
    lived(placed, ['record-disruption', '2025-12-01'], ['hold-disruption-review', '2026-01-05'])
    lived(decided, ['reverse-adoption', '2025-09-01', { reason: 'RD3' }])
    lived(
      child('2016-03-01'),
      ['make-permanence-order', '2026-01-05', { code: 'SGO' }],
      ['end-permanence-order', '2026-06-01', { reason: 'court ended it' }],
    )
  })

  test('private fostering, short breaks, a risk, oversight, and a death', () => {
    lived(
      child('2016-03-01'),
      ['start-private-fostering', '2026-01-05'],
      ['receive-private-fostering-notice', '2026-01-05', { from: 'carer' }],
      ['end-private-fostering', '2026-03-01', { reason: 'went home' }],
    )
    lived(
      child('2016-03-01'),
      ['agree-short-breaks', '2026-01-05', { code: 'V4' }],
      ['end-short-breaks', '2026-06-01', { reason: 'no longer needed' }],
    )
    lived(
      child('2016-03-01'),
      ['note-risk', '2026-01-05', { risk: 'see alone' }],
      ['record-supervision', '2026-01-06'],
      ['record-management-decision', '2026-01-06'],
    )
    const history = lived(referred(), ['record-death', '2026-02-01'])
    assert.equal(history.diedOn?.toString(), '2026-02-01')
  })

  test('every step was taken above, but ending a risk, which only a page can', () => {
    assert.deepEqual(
      steps.map((step) => step.id).filter((id) => !taken.has(id)),
      ['end-risk'],
    )
  })

  test('every act of the journey has a step, and each step is there once', () => {
    const acts = steps.flatMap(({ outcome }) => ('act' in outcome ? [outcome.act] : []))
    // A remand ends with the legal status that follows it, or with care.
    assert.deepEqual(
      actKinds.filter((kind) => !acts.includes(kind)),
      ['end remand'],
    )
    assert.equal(new Set(steps.map((step) => step.id)).size, steps.length)
  })

  test('whatever is due to a child is answered by a step, a visit, or an allocation', () => {
    const windowsAndAdopters = /^(re-referral-window|eligible-window|adopter-)/
    const unanswered = timescales
      .map((timescale) => timescale.id)
      .filter(
        (id) =>
          !windowsAndAdopters.test(id) && visitKindOf(id) === null && id !== 'iro-appoint' && id !== 'cla-visit-asked',
      )
      .filter((id) => !steps.some((step) => step.answers?.includes(id)))
    assert.deepEqual(unanswered, [])
    const known = new Set(timescales.map((timescale) => timescale.id))
    assert.deepEqual(
      steps.flatMap((step) => step.answers ?? []).filter((id) => !known.has(id)),
      [],
    )
  })

  test('a manager decides where practice says so, unless the council chose another role; where the law names one, it stands', () => {
    for (const step of steps)
      assert.equal(step.transition === undefined || transitionById(step.transition) !== undefined, true, step.id)
    assert.deepEqual(postsFor(stepById('hold-strategy-discussion')!), ['team manager', 'service manager'])
    assert.equal(postsFor(stepById('hold-strategy-discussion')!, { 'harm-feared:decides': 'social worker' }), null)
    assert.equal(postsFor(stepById('decide-referral')!, { 'referral-decided:decides': 'manager' }), null)
    assert.equal(postsFor(stepById('report-missing')!), null)
  })

  test('what is missing is said for every field at once, and a refusal names the field that can put it right', () => {
    const empty = tried(referred(), 'decide-referral', '2026-01-06', { words: '', authorisedBy: '' })
    assert.deepEqual('problems' in empty && Object.keys(empty.problems).sort(), [
      'acknowledgementSent',
      'authorisedBy',
      'outcome',
      'words',
    ])
    const noCategory = tried(
      lived(referred(), ['start-section-47', '2026-01-07', { agencies: ['police'] }]),
      'hold-initial-conference',
      '2026-01-20',
      { outcome: 'child protection plan', transferIn: 'no' },
    )
    assert.deepEqual('problems' in noCategory && noCategory.problems, {
      category: 'Select the category of abuse the conference decided on',
    })
    const noScore = tried(lookedAfter(), 'record-strengths-and-difficulties', '2026-02-03')
    assert.deepEqual('problems' in noScore && noScore.problems, {
      score: 'Enter the score, or select why there is none',
    })
    const highScore = tried(lookedAfter(), 'record-strengths-and-difficulties', '2026-02-03', { score: '41' })
    assert.deepEqual('problems' in highScore && highScore.problems, { score: 'Enter a whole number from 0 to 40' })
  })
})
