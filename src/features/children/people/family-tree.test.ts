import assert from 'node:assert/strict'
import { test } from 'node:test'
import { familyTree, type TreeBox, type TreePerson, wrapped } from './family-tree.ts'

const child = { id: 'child', name: 'Mina Yusuf', facts: ['9 years'], born: '2017-03-01' }
const person = (id: string, kind: string, born: string | null = null, facts: string[] = []): TreePerson => ({
  id,
  name: `${id} Yusuf`,
  kind,
  facts,
  born,
})

const twelve = [
  person('Rukhsana', 'maternal grandmother'),
  person('Idris', 'maternal grandfather'),
  person('Beatrix', 'paternal grandmother'),
  person('Gran', 'grandmother'),
  person('Sara', 'mother', null, ['Parental responsibility', 'Lives with Mina']),
  person('Tobias', 'father', null, ['Parental responsibility']),
  person('Ned', 'stepfather'),
  person('Fay', 'maternal aunt'),
  person('Omar', 'brother', '2012-01-09'),
  person('Lila', 'half-sister', '2021-06-30'),
  person('Cass', 'cousin', '2016-02-02'),
  person('Poppy', 'daughter', '2034-02-02'),
]

const overlap = (a: TreeBox, b: TreeBox): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

const inside = (box: TreeBox, [x1, y1]: [number, number], [x2, y2]: [number, number]): boolean =>
  Math.max(x1, x2) > box.x &&
  Math.min(x1, x2) < box.x + box.width &&
  Math.max(y1, y2) > box.y &&
  Math.min(y1, y2) < box.y + box.height

test('a family of twelve stands side by side with nobody drawn over anybody', () => {
  const tree = familyTree(child, twelve)
  assert.equal(tree.boxes.length, 13)
  for (const [at, box] of tree.boxes.entries()) {
    for (const other of tree.boxes.slice(at + 1)) assert.ok(!overlap(box, other), `${box.id} lies over ${other.id}`)
    assert.ok(
      box.x >= 0 && box.y >= 0 && box.x + box.width <= tree.width && box.y + box.height <= tree.height,
      `${box.id} is cut off`,
    )
  }
})

test('every relative is joined to the family by one line and no line runs through somebody', () => {
  for (const relatives of [twelve, twelve.slice(0, 4), twelve.slice(4, 6), twelve.slice(8), twelve.slice(3, 9)]) {
    const tree = familyTree(child, relatives)
    assert.deepEqual(tree.links.map((link) => link.from).sort(), relatives.map((one) => one.id).sort())
    assert.equal(new Set(tree.links.map((link) => link.path)).size, relatives.length, 'two relations share a line')
    for (const link of tree.links) {
      for (const [at, point] of link.points.slice(1).entries()) {
        const before = link.points[at] as [number, number]
        for (const box of tree.boxes)
          assert.ok(!inside(box, before, point), `the line of ${link.from} runs through ${box.id}`)
        assert.ok(
          Math.min(point[0], before[0]) >= 0 &&
            Math.max(point[0], before[0]) <= tree.width &&
            Math.max(point[1], before[1]) <= tree.height,
        )
        assert.ok(point[0] === before[0] || point[1] === before[1], 'lines run straight across or straight down')
      }
    }
  }
})

test('grandparents stand above parents, parents above children, and each grandparent leads to their own son or daughter', () => {
  const tree = familyTree(child, twelve)
  const y = (id: string) => tree.boxes.find((box) => box.id === id)?.y ?? Number.NaN
  assert.ok(y('Rukhsana') < y('Sara') && y('Sara') < y('child') && y('child') === y('Omar') && y('child') < y('Poppy'))
  const to = new Map(tree.links.map((link) => [link.from, link.to]))
  assert.equal(to.get('Rukhsana'), 'Sara')
  assert.equal(to.get('Beatrix'), 'Tobias')
  assert.equal(to.get('Gran'), 'child', 'a grandmother whose side nobody recorded is joined to the child')
})

test('brothers and sisters stand oldest first, and half-sisters are joined by a broken line', () => {
  const tree = familyTree(child, twelve)
  const x = (id: string) => tree.boxes.find((box) => box.id === id)?.x ?? Number.NaN
  assert.ok(x('Omar') < x('child') && x('child') < x('Lila'))
  const dashed = new Map(tree.links.map((link) => [link.from, link.dashed]))
  assert.deepEqual(
    [dashed.get('Omar'), dashed.get('Lila'), dashed.get('Sara'), dashed.get('Ned')],
    [false, true, false, true],
  )
})

test('the description says every relation in words', () => {
  const { title, description } = familyTree(child, twelve)
  assert.equal(title, 'Family tree of Mina Yusuf')
  assert.ok(description.includes('Mother: Sara Yusuf, Parental responsibility, Lives with Mina.'))
  for (const one of twelve) assert.ok(description.includes(one.name))
})

test('a child of whom no family is known is a tree of one', () => {
  const tree = familyTree(child, [])
  assert.deepEqual([tree.boxes.length, tree.links.length], [1, 0])
  assert.ok(tree.description.includes('recorded yet'))
})

test('a long name is cut to two lines and never leaves its box', () => {
  assert.deepEqual(wrapped('Mina Yusuf', 17, 2), ['Mina Yusuf'])
  assert.deepEqual(wrapped('Maximiliana Featherstonehaugh-Cholmondeley', 17, 2), ['Maximiliana', 'Featherstonehaug…'])
  assert.deepEqual(wrapped('', 17, 2), [])
  const tree = familyTree(child, [
    person('Maximiliana-Wilhelmina-Featherstonehaugh', 'mother', null, [
      'Parental responsibility',
      'Lives with Mina',
      'Died 2024',
    ]),
  ])
  for (const box of tree.boxes) for (const line of box.lines) assert.ok(line.y < box.height && line.text.length <= 19)
})
