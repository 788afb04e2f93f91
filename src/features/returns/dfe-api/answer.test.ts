import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Answer } from '../../../outside/dfe-api/department.ts'
import { meaningOf, namedIn, receiptsIn, wordsIn } from './answer.ts'
import { planFor } from './plan.ts'
import { unfitBecause } from './validate.ts'

const answered = (status: number, body = ''): Answer => ({ kind: 'answered', status, body, retryAfter: null })

describe('what an answer of the department means', () => {
  test('receipts are one for each child, or one for the call as the specification has it', () => {
    assert.deepEqual(receiptsIn('["a","b"]', 2), ['a', 'b'])
    assert.deepEqual(receiptsIn('"one"', 2), ['one', 'one'])
    assert.deepEqual(receiptsIn('bare-words', 1), ['bare-words'])
    for (const body of ['', '["a"]', '["a","b","c"]', '["a","a"]', '["a",null]', '["a",""]', '{"a":1}', '[]', '7'])
      assert.equal(receiptsIn(body, 2), null, body)
  })

  const meanings: [status: number, means: string][] = [
    [204, 'unknown'],
    [301, 'stop'],
    [400, 'refused'],
    [401, 'not now'],
    [403, 'not now'],
    [404, 'stop'],
    [408, 'unknown'],
    [413, 'too many'],
    [415, 'stop'],
    [429, 'not now'],
    [500, 'unknown'],
    [503, 'unknown'],
  ]
  for (const [status, means] of meanings) {
    test(`${status}: ${means}`, () => assert.equal(meaningOf(answered(status), 2).means, means))
  }
  test('nothing is taken for granted of a call that was not answered', () => {
    assert.deepEqual(meaningOf({ kind: 'unanswered', why: 'cut' }, 1), {
      means: 'unknown',
      words: 'cut',
      again: true,
      silent: true,
    })
  })

  test('the children that a refusal names are told from lists inside a child', () => {
    assert.deepEqual(namedIn('[3].social_care_episodes[1].closure_reason is too long; $[0] no; [99]', 5), [0, 3])
    assert.deepEqual(namedIn('Payload was malformed', 5), [])
  })
  test('its words are kept short, and as a person would read them', () => {
    assert.equal(
      wordsIn('{"detail":"[0].child_details.postcode is longer\\n than 8"}'),
      'child_details.postcode is longer than 8',
    )
    assert.equal(wordsIn(''), 'It gave no reason.')
    assert.equal(wordsIn('x'.repeat(900)).length, 500)
    assert.equal(wordsIn('"just words"'), 'just words')
  })
})

describe('a child that cannot be sent', () => {
  test('is told in words somebody can act on, without what the record says', () => {
    assert.deepEqual(unfitBecause({ la_child_id: 'A-1', child_details: { postcode: 'much too long' } }), [
      'The council’s own number of the child may have only letters and digits.',
      'The postcode of the home is longer than 8 characters.',
    ])
    assert.deepEqual(
      unfitBecause({
        la_child_id: 'A1',
        social_care_episodes: [
          {
            social_care_episode_id: 'e',
            child_looked_after_placements: [
              { child_looked_after_placement_id: 'p', postcode: '123456789' },
              { child_looked_after_placement_id: 'q', postcode: '123456789' },
            ],
          },
        ],
      }),
      ['The postcode of a placement is longer than 8 characters.'],
    )
    assert.deepEqual(unfitBecause({ la_child_id: 'A1' }), [])
  })
  test('is set aside, and what was refused is not tried again before it says something else', () => {
    assert.equal(planFor(undefined, { la_child_id: 'A-1' }).todo, 'unfit')
    const first = planFor(undefined, { la_child_id: 'A1' })
    assert.equal(first.todo, 'send')
    const standing = {
      childId: 'c',
      status: 'refused' as const,
      held: null,
      doubt: null,
      doubtKind: null,
      words: 'no',
      refusedHash: first.todo === 'send' ? first.hash : null,
    }
    assert.equal(planFor(standing, { la_child_id: 'A1' }).todo, 'set aside')
    assert.equal(planFor(standing, { la_child_id: 'A1' }, true).todo, 'send')
    assert.equal(planFor(standing, { la_child_id: 'A1', child_details: { first_name: 'B' } }).todo, 'send')
    assert.equal(planFor({ ...standing, status: 'in doubt', doubt: { la_child_id: 'A1' } }, null).todo, 'in doubt')
  })
})
