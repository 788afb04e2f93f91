import { line } from 'd3-shape'
import { type Circle, placeOf, relationLabel } from './family.ts'

// A family drawn as rows of generations, oldest on top. Pure: people in, boxes and lines out, in pixels. Every box has its own
// place and every relation one line; lines run in the space between rows, so none crosses a box.

export type TreePerson = {
  id: string
  name: string
  /** as recorded: "maternal grandmother" */
  kind: string
  /** further facts for the box, most important first: "Parental responsibility", "Lives with Mina" */
  facts: readonly string[]
  /** orders brothers and sisters, oldest first; null stands last */
  born: string | null
}
export type TreeChild = { id: string; name: string; facts: readonly string[]; born: string | null }

export type TreeLine = { text: string; strong: boolean; y: number }
export type TreeBox = {
  id: string
  x: number
  y: number
  width: number
  height: number
  lines: TreeLine[]
  isChild: boolean
  label: string
}
export type TreeLink = {
  from: string
  to: string
  circle: Circle
  dashed: boolean
  points: [number, number][]
  path: string
}
export type FamilyTree = {
  width: number
  height: number
  boxes: TreeBox[]
  links: TreeLink[]
  title: string
  description: string
}

const boxWidth = 176
const boxHeight = 100
const gapAcross = 16
const gapDown = 68
const margin = 12
const lane = 28
const lineHeight = 18
/** How many letters of the size drawn fit on one line of a box. */
const lettersInName = 16
const lettersInFact = 19

/** Cuts text into at most `most` lines of `letters`, at spaces where there are any; what does not fit ends in an ellipsis. */
export const wrapped = (text: string, letters: number, most: number): string[] => {
  const lines: string[] = []
  let rest = [...text.trim()]
  while (rest.length > 0 && lines.length < most) {
    if (rest.length <= letters) {
      lines.push(rest.join(''))
      rest = []
      break
    }
    if (lines.length === most - 1) {
      lines.push(
        `${rest
          .slice(0, letters - 1)
          .join('')
          .trimEnd()}…`,
      )
      break
    }
    const space = rest.slice(0, letters + 1).lastIndexOf(' ')
    const cut = space > 0 ? space : letters
    lines.push(rest.slice(0, cut).join(''))
    rest = [...rest.slice(cut).join('').trimStart()]
  }
  return lines
}

const boxLines = (name: string, facts: readonly string[]): TreeLine[] => {
  const names = wrapped(name, lettersInName, 2)
  const room = 5 - names.length
  const below: string[] = []
  for (const fact of facts) below.push(...wrapped(fact, lettersInFact, Math.max(1, Math.min(2, room - below.length))))
  return [
    ...names.map((text) => ({ text, strong: true })),
    ...below.slice(0, room).map((text) => ({ text, strong: false })),
  ].map((one, at) => ({ ...one, y: 20 + at * lineHeight }))
}

const pathOf = (points: [number, number][]): string => line()(points) ?? ''

const byBirth = (a: { born: string | null; name: string }, b: { born: string | null; name: string }): number =>
  (a.born ?? '9999').localeCompare(b.born ?? '9999') || a.name.localeCompare(b.name)

/** Where in its row a person of an older generation stands: the mother's side left, the father's right. */
const side = (person: TreePerson): number => {
  const place = placeOf(person.kind)
  const inner = place.circle === 'parent' || place.circle === 'grandparent'
  if (place.side === 'mother') return inner ? 1 : 0
  if (place.side === 'father') return inner ? 3 : 4
  return place.circle === 'parent' ? 2 : 5
}

/** Lays out a child and the relatives of the family; professionals and friends of the network do not belong in a tree. */
export const familyTree = (child: TreeChild, relatives: readonly TreePerson[]): FamilyTree => {
  const places = new Map(relatives.map((person) => [person.id, placeOf(person.kind)]))
  const placeBy = (person: TreePerson) => places.get(person.id) as ReturnType<typeof placeOf>
  const generation = (wanted: number) => relatives.filter((person) => placeBy(person).generation === wanted)

  const older = [2, 1].map((wanted) =>
    generation(wanted).toSorted((a, b) => side(a) - side(b) || a.name.localeCompare(b.name)),
  )
  const siblings = generation(0).filter((person) => placeBy(person).circle === 'sibling')
  const beside = generation(0)
    .filter((person) => placeBy(person).circle !== 'sibling')
    .toSorted(byBirth)
  const sameAge = [...siblings, { ...child, kind: '' }].toSorted(byBirth)
  const rows: { generation: number; people: (TreePerson | (TreeChild & { kind: string }))[] }[] = [
    { generation: 2, people: older[0] ?? [] },
    { generation: 1, people: older[1] ?? [] },
    { generation: 0, people: [...sameAge, ...beside] },
    { generation: -1, people: generation(-1).toSorted(byBirth) },
  ].filter((row) => row.people.length > 0)

  // A grandparent whose side is not known, or whose son or daughter is not here, reaches the child round the parents' row.
  const parentOfSide = (wanted: 'mother' | 'father') =>
    relatives.find(
      (person) =>
        placeBy(person).circle === 'parent' && placeBy(person).side === wanted && placeBy(person).generation === 1,
    )
  const goesRound = (person: TreePerson): boolean => {
    const place = placeBy(person)
    return place.generation === 2 && (place.side === null || !parentOfSide(place.side))
  }
  const needsLane = relatives.some(goesRound) && rows.some((row) => row.generation === 1)

  const widest = Math.max(...rows.map((row) => row.people.length))
  const inner = widest * boxWidth + (widest - 1) * gapAcross
  const width = inner + 2 * margin + (needsLane ? lane : 0)
  const rowTop = new Map(rows.map((row, at) => [row.generation, margin + at * (boxHeight + gapDown)]))
  // Room under the last row for the bracket that joins brothers and sisters.
  const height =
    margin * 2 +
    rows.length * boxHeight +
    (rows.length - 1) * gapDown +
    (rows.at(-1)?.generation === 0 && generation(0).length > 0 ? 40 : 0)

  const boxes = rows.flatMap((row) => {
    const rowWidth = row.people.length * boxWidth + (row.people.length - 1) * gapAcross
    const left = margin + (inner - rowWidth) / 2
    return row.people.map((person, at): TreeBox => {
      const isChild = person.id === child.id
      const facts = isChild ? person.facts : [relationLabel(person.kind), ...person.facts]
      return {
        id: person.id,
        x: left + at * (boxWidth + gapAcross),
        y: rowTop.get(row.generation) as number,
        width: boxWidth,
        height: boxHeight,
        lines: boxLines(person.name, facts),
        isChild,
        label: [person.name, ...facts].join(', '),
      }
    })
  })
  const boxOf = new Map(boxes.map((box) => [box.id, box]))
  const middle = (box: TreeBox): number => box.x + box.width / 2
  const bottom = (box: TreeBox): number => box.y + box.height
  const here = boxOf.get(child.id) as TreeBox
  const laneX = width - margin - lane / 3

  const links = relatives.map((person): TreeLink => {
    const place = placeBy(person)
    const box = boxOf.get(person.id) as TreeBox
    const x = middle(box)
    const at = middle(here)
    const blood = place.full && ['parent', 'grandparent', 'sibling', 'own child'].includes(place.circle)
    const link = (to: string, points: [number, number][]): TreeLink => ({
      from: person.id,
      to,
      circle: place.circle,
      dashed: !blood,
      points,
      path: pathOf(points),
    })
    const down = (target: TreeBox, offset: number, landing: number): [number, number][] => [
      [x, bottom(box)],
      [x, bottom(box) + offset],
      [landing, bottom(box) + offset],
      [landing, target.y],
    ]
    if (place.generation === 2 && place.side && !goesRound(person)) {
      const parent = boxOf.get((parentOfSide(place.side) as TreePerson).id) as TreeBox
      const aunt = place.circle !== 'grandparent'
      return link(
        (parentOfSide(place.side) as TreePerson).id,
        down(parent, place.side === 'mother' ? 16 : 30, middle(parent) + (aunt ? 12 : 0)),
      )
    }
    if (place.generation === 2 && needsLane) {
      const above = here.y - 10
      return link(child.id, [
        [x, bottom(box)],
        [x, bottom(box) + 46],
        [laneX, bottom(box) + 46],
        [laneX, above],
        [at - 24, above],
        [at - 24, here.y],
      ])
    }
    if (place.generation >= 1) return link(child.id, blood ? down(here, 18, at) : down(here, 36, at + 24))
    if (place.generation === 0) {
      const below = bottom(here) + (blood ? 14 : 28)
      const from = blood ? at : at + 24
      return link(child.id, [
        [x, bottom(box)],
        [x, below],
        [from, below],
        [from, bottom(here)],
      ])
    }
    return link(child.id, [
      [x, box.y],
      [x, box.y - 18],
      [at - 24, box.y - 18],
      [at - 24, bottom(here)],
    ])
  })

  const said = relatives.map((person) => `${relationLabel(person.kind)}: ${[person.name, ...person.facts].join(', ')}.`)
  return {
    width,
    height,
    boxes,
    links,
    title: `Family tree of ${child.name}`,
    description: said.length === 0 ? `Nobody of the family of ${child.name} is recorded yet.` : said.join(' '),
  }
}
