// Where a relative stands in a child's life, read from the word a relationship is recorded with ("maternal grandmother").

export type Circle =
  | 'parent'
  | 'carer'
  | 'grandparent'
  | 'sibling'
  | 'own child'
  | 'partner'
  | 'relative'
  | 'friend'
  | 'network'

/** Generation counted from the child: 2 grandparents, 1 parents, 0 brothers and sisters, -1 the child's own children. */
export type Place = { circle: Circle; generation: -1 | 0 | 1 | 2; side: 'mother' | 'father' | null; full: boolean }

const plain = (kind: string): string => kind.toLowerCase().replaceAll(/[-_]+/g, ' ').replaceAll(/\s+/g, ' ').trim()

const place = (circle: Circle, generation: Place['generation'], more: Partial<Place> = {}): Place => ({
  circle,
  generation,
  side: null,
  full: true,
  ...more,
})

const placed = new Map<string, Place>()

/** Kinds of relationship are open words, so this looks for the word inside them; anything it does not know is network. */
export const placeOf = (recordedAs: string): Place => {
  let found = placed.get(recordedAs)
  if (!found) {
    found = lookForPlace(recordedAs)
    // A page asks for the same few words again and again; there is no telling how many there are.
    if (placed.size > 1000) placed.clear()
    placed.set(recordedAs, found)
  }
  return found
}

const lookForPlace = (recordedAs: string): Place => {
  const kind = plain(recordedAs)
  const has = (...words: string[]): boolean => words.some((word) => new RegExp(`\\b${word}\\b`).test(kind))
  const side = has('maternal', "mother's") ? 'mother' : has('paternal', "father's") ? 'father' : null
  const full = !has('half', 'step', 'foster', 'stepbrother', 'stepsister', 'stepmother', 'stepfather')
  if (
    has(
      'foster carer',
      'carer',
      'guardian',
      'special guardian',
      'foster mother',
      'foster father',
      'adopter',
      'keeper',
      'host',
    )
  ) {
    return place('carer', 1, { full: false })
  }
  if (has('grandmother', 'grandfather', 'grandparent', 'nan', 'nanny', 'grandad', 'gran'))
    return place('grandparent', 2, { side, full })
  if (has('great aunt', 'great uncle')) return place('relative', 2, { side, full: false })
  if (has('aunt', 'uncle', 'godmother', 'godfather', 'godparent')) return place('relative', 1, { side, full: false })
  if (has('mother', 'mum', 'stepmother')) return place('parent', 1, { side: full ? 'mother' : null, full })
  if (has('father', 'dad', 'stepfather')) return place('parent', 1, { side: full ? 'father' : null, full })
  if (has('parent', 'step parent')) return place('parent', 1, { full })
  if (has('brother', 'sister', 'sibling', 'twin', 'stepbrother', 'stepsister')) return place('sibling', 0, { full })
  if (has('son', 'daughter', 'own child', 'child')) return place('own child', -1)
  if (has('partner', 'husband', 'wife', 'girlfriend', 'boyfriend', 'spouse'))
    return place('partner', 0, { full: false })
  if (has('cousin', 'niece', 'nephew', 'relative')) return place('relative', 0, { side, full: false })
  if (has('friend')) return place('friend', 0, { full: false })
  return place('network', 1, { full: false })
}

/** Whether a person belongs to the professionals around the child rather than to the family. */
export const isProfessional = (person: { kind: string; profession: string | null }): boolean => {
  const { circle } = placeOf(person.kind)
  return circle === 'network' || (person.profession !== null && circle !== 'carer' && !isFamily(circle))
}

const isFamily = (circle: Circle): boolean =>
  ['parent', 'grandparent', 'sibling', 'own child', 'partner', 'relative'].includes(circle)

/** The word as a label: "Maternal grandmother". */
export const relationLabel = (kind: string): string => {
  const words = kind.replaceAll('_', ' ').trim()
  return words === '' ? 'Relation not recorded' : `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}

export type Relative = {
  id: string
  councilId: number
  name: string
  kind: string
  parentalResponsibility: boolean
  livesWith: boolean
  profession: string | null
  /** ISO date, to put brothers and sisters in order; null where it is not known */
  born: string | null
}

export type FamilyGroups<Person extends Relative> = {
  /** everybody the child lives with, parents first, brothers and sisters last */
  household: Person[]
  parents: Person[]
  siblings: Person[]
  carers: Person[]
  grandparents: Person[]
  others: Person[]
  network: Person[]
}

const oldestFirst = (a: Relative, b: Relative): number => (a.born ?? '9999').localeCompare(b.born ?? '9999')

/** Sorts the people around a child into the parts a page shows; somebody of the household stands there and in their own part. */
export const groupFamily = <Person extends Relative>(people: readonly Person[]): FamilyGroups<Person> => {
  const network = people.filter(isProfessional)
  const family = people.filter((person) => !network.includes(person))
  const of = (...circles: Circle[]): Person[] =>
    family.filter((person) => circles.includes(placeOf(person.kind).circle))
  const parents = of('parent')
  const siblings = of('sibling').toSorted(oldestFirst)
  const carers = of('carer')
  const grandparents = of('grandparent')
  const others = of('own child', 'partner', 'relative', 'friend')
  return {
    household: [parents, carers, grandparents, others, siblings].flat().filter((person) => person.livesWith),
    parents,
    siblings,
    carers,
    grandparents,
    others,
    network,
  }
}

/** What somebody does and where, unless the relation says it already: a teacher who is a teacher of a school. */
export const workOf = (person: { kind: string; profession: string | null; organisation: string | null }): string => {
  const profession =
    person.profession !== null && plain(person.profession) !== plain(person.kind) ? person.profession : null
  return [profession, person.organisation].filter(Boolean).join(', ')
}
