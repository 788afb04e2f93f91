import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { contentFrom, valuesOf } from './edited.ts'
import { standardContent } from './standards.ts'
import {
  type Content,
  changesBetween,
  contentOf,
  type Difference,
  type Effect,
  type Item,
  isSound,
  keyFor,
  merge,
  needsReview,
  openPlaces,
  placeOf,
} from './template.ts'

const item = (key: string, more: Partial<Item> = {}): Item => ({
  key,
  prompt: `Ask ${key}`,
  help: '',
  words: '',
  limit: null,
  law: null,
  needed: false,
  ...more,
})
const visit: Content = {
  sections: [
    {
      key: 'before',
      title: 'Before you go',
      items: [item('read', { prompt: 'Read the plan' }), item('ring', { limit: { number: 2, unit: 'days' } })],
    },
    {
      key: 'there',
      title: 'While there',
      items: [
        item('happened', { prompt: 'What happened?', help: 'What you saw and heard', needed: true }),
        item('alone', { prompt: 'Seen alone?', law: 'Care Planning Regulations 2010, regulation 29' }),
      ],
    },
  ],
}
let made = 0
const difference = (place: string, says: string, original: string, effect: Effect = 'says'): Difference => ({
  differenceId: `d${String(++made).padStart(3, '0')}`,
  effect,
  place,
  original,
  says,
})
const itemsOf = (content: Content): Item[] => content.sections.flatMap((section) => [...section.items])
const said = (content: Content, differences: readonly Difference[], key: string) =>
  merge(content, differences)
    .sections.flatMap((section) => section.items)
    .find((one) => one.key === key)

describe('one council’s differences', () => {
  test('show in its own form and nowhere else', () => {
    const help = difference('happened.help', 'Say how it felt', 'What you saw and heard')
    assert.equal(said(visit, [help], 'happened')?.help, 'Say how it felt')
    assert.equal(said(visit, [], 'happened')?.help, 'What you saw and heard')
    assert.deepEqual(said(visit, [help], 'happened')?.differs, { help: help.differenceId })
  })
  test('may add a question of their own, change a number and a heading, and leave a question out', () => {
    const merged = merge(visit, [
      difference('there', 'What went well?\nStrengths come first', '', 'adds'),
      difference('ring.limit', '5', '2'),
      difference('before', 'Getting ready', 'Before you go'),
      difference('read', '', 'Read the plan', 'leaves out'),
    ])
    assert.deepEqual(
      merged.sections.map((section) => [section.title, ...section.items.map((one) => one.prompt)]),
      [
        ['Getting ready', 'Ask ring'],
        ['While there', 'What happened?', 'Seen alone?', 'What went well?'],
      ],
    )
    assert.deepEqual(merged.sections[0]?.items[0]?.limit, { number: 5, unit: 'days' })
    assert.equal(merged.sections[1]?.items[2]?.help, 'Strengths come first')
    assert.deepEqual(
      merged.stood.map((one) => one.standing),
      ['holds', 'holds', 'holds', 'holds'],
    )
  })
  test('never change what the law sets, nor leave out what a form cannot do without', () => {
    const merged = merge(visit, [
      difference('alone.prompt', 'Seen?', 'Seen alone?'),
      difference('happened', '', 'What happened?', 'leaves out'),
    ])
    assert.deepEqual(
      merged.stood.map((one) => one.standing),
      ['now law', 'now law'],
    )
    assert.ok(openPlaces(visit).every((one) => !one.place.startsWith('alone')))
  })
  test('whose shared words changed, went or now say the same are shown for review, and still stand where they can', () => {
    const newer: Content = {
      sections: [
        { key: 'before', title: 'Preparing', items: [] },
        { key: 'there', title: 'There', items: [item('happened', { help: 'Write it the same day' })] },
      ],
    }
    const merged = merge(newer, [
      difference('happened.help', 'Say how it felt', 'What you saw and heard'),
      difference('read.prompt', 'Read it twice', 'Read the plan'),
      difference('before', 'Preparing', 'Before you go'),
    ])
    assert.deepEqual(
      merged.stood.map((one) => [one.standing, one.now]),
      [
        ['original changed', 'Write it the same day'],
        ['place gone', null],
        ['same words', 'Preparing'],
      ],
    )
    assert.ok(merged.stood.every((one) => needsReview(one.standing)))
    assert.equal(merged.sections[1]?.items[0]?.help, 'Say how it felt')
  })
})

test('What a kept item does not say is empty, free and not needed', () => {
  assert.deepEqual(contentOf({ sections: [{ key: 's', title: 'Part', items: [item('a')] }] }).sections[0]?.items, [
    item('a'),
  ])
  const bare = { sections: [{ key: 's', items: [{ key: 'a', prompt: 'Ask a' }] }] } as never
  assert.deepEqual(contentOf(bare).sections[0]?.items, [item('a')])
  assert.deepEqual(contentOf(null), { sections: [] })
})

test('A new version is told place by place', () => {
  const newer: Content = {
    sections: [
      { ...visit.sections[0]!, items: [item('ring', { limit: { number: 3, unit: 'days' } })] },
      visit.sections[1]!,
    ],
  }
  assert.deepEqual(changesBetween(visit, newer), [
    { label: 'Ask ring: the number', before: '2 days', after: '3 days' },
    { label: 'Read the plan: the question or heading', before: 'Read the plan', after: '' },
  ])
})

test('A key is made from the words and never twice', () => {
  assert.equal(keyFor('Who was there?', new Set()), 'who-was-there')
  assert.equal(keyFor('Who was there?', new Set(['who-was-there'])), 'who-was-there-2')
  assert.equal(keyFor('???', new Set()), 'item')
  assert.equal(keyFor('Local plan', new Set()), 'item-plan-2')
})

test('The words the product comes with are sound, and survive the form they are changed in', () => {
  for (const content of Object.values(standardContent)) {
    assert.ok(isSound(content))
    assert.deepEqual(contentFrom(content, valuesOf(content)), { content, errors: {} })
  }
})

test('In the form a question is taken out by emptying it, but not one that is needed or set by law', () => {
  const values = { ...valuesOf(visit), i0prompt: '', n1prompt: 'Who was there?', n1help: 'Names', newTitle: 'After' }
  const { content, errors } = contentFrom(visit, values)
  assert.deepEqual(errors, {})
  assert.deepEqual(
    content.sections.map((section) => [section.key, ...section.items.map((one) => one.key)]),
    [['before', 'ring'], ['there', 'happened', 'alone', 'who-was-there'], ['after']],
  )
  assert.deepEqual(contentFrom(visit, { ...values, i1limit: 'two', i2prompt: '', i3prompt: '' }).errors, {
    i1limit: 'Enter a number, such as 5',
    i2prompt: 'The form cannot do without this question',
    i3prompt: 'This is set by law. Take the law off first, in a version of its own',
  })
})

// --- whatever the template, whatever the differences

const words = fc.constantFrom('A', 'B', 'C', 'D', 'E')
const plain = { noNullPrototype: true }
const items = fc.uniqueArray(
  fc.record(
    {
      key: fc.integer({ min: 0, max: 8 }).map((n) => `i${n}`),
      prompt: words,
      help: fc.constantFrom('', 'X', 'Y'),
      words: fc.constantFrom('', 'P', 'Q'),
      limit: fc.option(fc.record({ number: fc.integer({ min: 1, max: 9 }), unit: fc.constant('days') }, plain), {
        nil: null,
      }),
      law: fc.option(fc.constant('an Act'), { nil: null, freq: 3 }),
      needed: fc.boolean(),
    },
    plain,
  ),
  { selector: (one) => one.key, maxLength: 9 },
)
const contents: fc.Arbitrary<Content> = fc.record({ items, cut: fc.nat(9) }).map(({ items: all, cut }) => ({
  sections: [
    { key: 's1', title: 'One', items: all.slice(0, cut) },
    { key: 's2', title: 'Two', items: all.slice(cut) },
  ],
}))
const differences: fc.Arbitrary<Difference[]> = fc.uniqueArray(
  fc.record({
    differenceId: fc.integer({ min: 100, max: 999 }).map(String),
    effect: fc.constantFrom<Effect>('says', 'says', 'adds', 'leaves out'),
    place: fc.constantFrom(
      's1',
      's2',
      's9',
      ...[0, 1, 2, 3, 4, 5, 6, 7, 8].flatMap((n) => [`i${n}`, `i${n}.prompt`, `i${n}.help`, `i${n}.limit`]),
    ),
    original: words,
    says: fc.constantFrom('local', '7', 'A'),
  }),
  { selector: (one) => one.differenceId, maxLength: 8 },
)
const runs = { numRuns: 300 }

test('Putting a template and differences together gives the same in whatever order they come', () => {
  fc.assert(
    fc.property(contents, differences, fc.infiniteStream(fc.nat(1000)), (content, all, stream) => {
      const shuffled = all
        .map((one) => ({ one, at: stream.next().value as number }))
        .sort((a, b) => a.at - b.at)
        .map(({ one }) => one)
      assert.deepEqual(merge(content, shuffled), merge(content, all))
    }),
    runs,
  )
})

test('Every difference is told of exactly once, whatever became of its place', () => {
  fc.assert(
    fc.property(contents, differences, (content, all) => {
      const { stood } = merge(content, all)
      assert.deepEqual(
        stood.map((one) => one.difference.differenceId),
        all.map((one) => one.differenceId).sort(),
      )
    }),
    runs,
  )
})

test('What the law sets reads the same in every council', () => {
  fc.assert(
    fc.property(contents, differences, (content, all) => {
      const merged = merge(content, all).sections.flatMap((section) => section.items)
      for (const one of itemsOf(content).filter((each) => each.law !== null)) {
        assert.deepEqual(
          merged.find((each) => each.key === one.key),
          { ...one, differs: {}, addedBy: null },
        )
      }
    }),
    runs,
  )
})

test('A difference survives any change of the template elsewhere', () => {
  fc.assert(
    fc.property(contents, contents, fc.nat(100), (before, other, pick) => {
      const open = openPlaces(before).filter((one) => one.place.includes('.') && !one.place.endsWith('.limit'))
      if (open.length === 0) return
      const chosen = open[pick % open.length]!
      const [key, part] = chosen.place.split('.') as [string, 'prompt' | 'help' | 'words']
      const kept = itemsOf(before).find((one) => one.key === key)!
      // Anything else changes, goes, comes or moves; the item itself even to another section, its other parts with it.
      const elsewhere = itemsOf(other).filter((one) => one.key !== key)
      const moved: Item = { ...(itemsOf(other).find((one) => one.key === key) ?? kept), [part]: kept[part], law: null }
      const after: Content = {
        sections: [
          { key: 's1', title: 'Else', items: elsewhere },
          { key: 's7', title: 'New', items: [moved] },
        ],
      }
      const mine = difference(chosen.place, 'what we say here', chosen.now)
      const { stood } = merge(after, [mine])
      assert.equal(stood[0]?.standing, 'holds')
      assert.equal(said(after, [mine], key)?.[part], 'what we say here')
    }),
    runs,
  )
})

test('Without differences everybody reads the shared words', () => {
  fc.assert(
    fc.property(contents, (content) => {
      assert.deepEqual(
        merge(content, []).sections.map((section) => section.items.map(({ differs: _d, addedBy: _a, ...one }) => one)),
        content.sections.map((section) => section.items),
      )
      assert.ok(isSound(content))
      assert.ok(openPlaces(content).every((one) => placeOf(content, one.effect, one.place)?.law === null))
    }),
    runs,
  )
})
