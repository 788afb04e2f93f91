import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { decidersOf, transitionById, transitions, transitionsFrom } from './transitions.ts'

describe('The transitions of the journey', () => {
  const reference = new URL('../../../../../shared/domain/journey.md', import.meta.url)

  it('are those of the domain reference, each row once and in its order', (t) => {
    if (!existsSync(reference)) return t.diagnostic('not compared: ../shared/domain/journey.md is not here')
    const text = readFileSync(reference, 'utf8')
    const table = text.slice(text.indexOf('## 3. Flow and decisions'), text.indexOf('## 4. Forms'))
    const rows = table
      .split('\n')
      .filter((line) => line.startsWith('| '))
      .slice(1)
      .map((line) => line.split('|').map((cell) => cell.trim()))
    assert.equal(transitions.length, rows.length)
    for (const [i, transition] of transitions.entries()) {
      const [, from = '', , , by = ''] = rows[i] ?? []
      const begins: Record<string, string> = {
        nothing: '(none)',
        contact: 'Contact',
        referral: 'Referral',
        'any open case': 'Any open',
        strategy_discussion: 'Strategy discussion',
        section_47: 'Section 47',
        child_protection_plan: 'CP plan',
        pre_proceedings: 'Pre-proceedings',
        urgent: 'Urgent',
        'any state': 'Any',
        court: 'Court',
        looked_after: 'Looked after',
        care_leaver: 'Care leaver',
      }
      assert.equal(begins[transition.from], from, transition.id)
      // A dagger in the reference is a role each council sets.
      assert.equal(
        transition.deciders.some(({ inLaw }) => !inLaw),
        by.includes('†'),
        `${transition.id}: ${by}`,
      )
    }
  })

  it('each have an id of their own, someone who decides, and something written down', () => {
    assert.equal(new Set(transitions.map(({ id }) => id)).size, transitions.length)
    for (const { id, deciders, recorded, to } of transitions) {
      assert.ok(deciders.length > 0 && recorded.length > 0 && to.length > 0, id)
      assert.equal(transitionById(id)?.id, id)
    }
    assert.equal(transitionById('no such thing'), undefined)
  })

  it('from a state include what may happen in any state', () => {
    assert.deepEqual(
      transitionsFrom('section_47').map(({ id }) => id),
      ['section-47-ended', 'initial-conference-held', 'accommodation-asked-for'],
    )
  })

  it("take a council's own role where the law leaves it open, and only there", () => {
    const decided = transitionById('referral-decided')
    assert.ok(decided)
    const chosen = { 'referral-decided:authorises': 'practice lead', 'referral-decided:decides': 'somebody else' }
    assert.deepEqual(
      decidersOf(decided, chosen).map(({ role }) => role),
      ['social worker', 'practice lead'],
    )
    assert.deepEqual(
      decidersOf(decided).map(({ role }) => role),
      ['social worker', 'manager'],
    )
  })
})
