import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { childFields, childNeeds, type Fields, mostInOneCall, type Rule, schemaFaults } from './schema.ts'

const published = new URL('../../../../shared/domain/csc-api.json', import.meta.url)
const absent = existsSync(published)
  ? false
  : 'The published fields of the daily API (../shared/domain/csc-api.json) are not on this machine.'

type Published = { path: string; type: string; constraints: string; required: boolean }

/** A field of ours in the words of the published list. */
const typeOf = (rule: Rule): string =>
  ({
    text: 'string',
    day: 'string',
    'yes or no': 'boolean',
    'whole number': 'integer',
    texts: 'array of string',
    object: 'object',
    list: 'array of object',
  })[rule.type]
const constraintsOf = (rule: Rule): string => {
  if (rule.type === 'day') return 'date'
  if (rule.type === 'texts') return `item max ${rule.each}, max items ${rule.most}, unique`
  if (rule.type !== 'text') return ''
  return [
    rule.least === undefined ? null : `min ${rule.least}`,
    rule.most === undefined ? null : `max ${rule.most}`,
    rule.pattern ? `pattern ${rule.pattern.source}` : null,
  ]
    .filter((part) => part !== null)
    .join(', ')
}
const listed = (fields: Fields, needs: readonly string[], before: string): Published[] =>
  Object.entries(fields).flatMap(([name, rule]) => {
    const path = `${before}${name}`
    const own = { path, type: typeOf(rule), constraints: constraintsOf(rule), required: needs.includes(name) }
    return 'fields' in rule ? [own, ...listed(rule.fields, rule.needs ?? [], `${path}.`)] : [own]
  })

describe('the schema of the daily API', () => {
  test('has every field, type, limit and requirement of the published specification, and no other', {
    skip: absent,
  }, () => {
    const { fields, maxChildrenPerCall } = JSON.parse(readFileSync(published, 'utf8'))
    const theirs = (fields as Published[]).map(({ path, type, constraints, required }) => ({
      path,
      type,
      constraints,
      required,
    }))
    const byPath = (a: Published, b: Published) => (a.path < b.path ? -1 : 1)
    assert.deepEqual(listed(childFields, childNeeds, '').sort(byPath), theirs.sort(byPath))
    assert.equal(mostInOneCall, maxChildrenPerCall)
  })

  const child = { la_child_id: 'A1' }
  const refused: [words: string, payload: unknown, path: string, rule: RegExp][] = [
    ['a child without a number', {}, 'la_child_id', /missing/],
    ['a number with a hyphen', { la_child_id: 'A-1' }, 'la_child_id', /not allowed/],
    ['a number that is too long', { la_child_id: 'A'.repeat(21) }, 'la_child_id', /longer than 20/],
    ['something that nobody asked for', { ...child, nhs_number: '1' }, 'nhs_number', /not known/],
    [
      'the same deeper down',
      { ...child, child_details: { middle_name: 'x' } },
      'child_details.middle_name',
      /not known/,
    ],
    ['a name from every object', { ...child, child_details: { toString: 'x' } }, 'child_details.toString', /not known/],
    [
      'a pupil number of twelve',
      { ...child, child_details: { unique_pupil_number: 'A12345678901' } },
      'child_details.unique_pupil_number',
      /shorter than 13/,
    ],
    [
      'a day that is none',
      { ...child, child_details: { date_of_birth: '2026-02-30' } },
      'child_details.date_of_birth',
      /date/,
    ],
    [
      'a day with a time',
      { ...child, child_details: { date_of_birth: '2026-02-03T00:00:00' } },
      'child_details.date_of_birth',
      /date/,
    ],
    ['nothing where something must be', { ...child, child_details: { sex: null } }, 'child_details.sex', /text/],
    [
      'the same disability twice',
      { ...child, child_details: { disabilities: ['AUT', 'AUT'] } },
      'child_details.disabilities',
      /twice/,
    ],
    [
      'a score that is not whole',
      { ...child, health_and_wellbeing: { sdq_assessments: [{ score: 1.5 }] } },
      'health_and_wellbeing.sdq_assessments[0].score',
      /whole/,
    ],
    [
      'an episode without an id',
      { ...child, social_care_episodes: [{ referral_date: '2026-01-01' }] },
      'social_care_episodes[0].social_care_episode_id',
      /missing/,
    ],
    ['a list that is none', { ...child, social_care_episodes: {} }, 'social_care_episodes', /list/],
    ['no object at all', [], '', /object/],
  ]
  for (const [words, payload, path, rule] of refused) {
    test(`refuses ${words}`, () => {
      const faults = schemaFaults(payload)
      assert.equal(faults.length, 1, JSON.stringify(faults))
      assert.equal(faults[0]?.path, path)
      assert.match(faults[0]?.rule ?? '', rule)
    })
  }
  test('takes a child with a number and nothing else', () => {
    assert.deepEqual(schemaFaults(child), [])
  })
})
