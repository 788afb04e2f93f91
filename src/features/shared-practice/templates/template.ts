// A form, plan or policy that several councils use, and what each of them says differently. The shared words and the
// differences are kept apart and put together on reading, so that neither can be lost in the other.

export type Limit = { number: number; unit: string }
export type Item = {
  /** unique in the whole template: an item may move to another section and keep its differences */
  key: string
  prompt: string
  help: string
  /** the text of a policy's paragraph; '' for a question */
  words: string
  limit: Limit | null
  /** the law that sets this item: no council may say it differently or leave it out; null where it is free */
  law: string | null
  /** a form cannot do without it: it may be said differently and not left out */
  needed: boolean
}
export type Section = { key: string; title: string; items: readonly Item[] }
export type Content = { sections: readonly Section[] }

/** Content as it was kept: what an item does not say is empty, free and not needed. */
export const contentOf = (kept: { sections?: readonly (Partial<Section> & { key: string })[] } | null): Content => ({
  sections: (kept?.sections ?? []).map(({ key, title = '', items = [] }) => ({
    key,
    title,
    items: items.map((item) => ({ ...blank, ...item })),
  })),
})
const blank = { prompt: '', help: '', words: '', limit: null, law: null, needed: false }

export const parts = ['prompt', 'help', 'words', 'limit'] as const
export type Part = (typeof parts)[number]

export type Effect = 'says' | 'adds' | 'leaves out'
export type Difference = {
  differenceId: string
  effect: Effect
  /** says: "item.part" or a section's key (its title); leaves out: an item's key; adds: a section's key */
  place: string
  /** the shared words when the difference was written; '' for something added */
  original: string
  says: string
}

/**
 * What became of a difference: it holds; it holds although the shared words have changed since; the shared words now say
 * the same; its place is gone; its place has become law; another difference speaks of the place; it cannot be read.
 */
export type Standing =
  | 'holds'
  | 'original changed'
  | 'same words'
  | 'place gone'
  | 'now law'
  | 'spoken for'
  | 'not readable'
export const standings: Record<Standing, string> = {
  holds: 'Holds',
  'original changed': 'Holds. The shared words have changed since it was written',
  'same words': 'The shared words now say the same',
  'place gone': 'Its place is no longer in the template',
  'now law': 'Its place may no longer differ, so the shared words hold',
  'spoken for': 'Another difference already speaks of this place',
  'not readable': 'It is not a number, so the shared limit holds',
}
export const needsReview = (standing: Standing): boolean => standing !== 'holds'

export type MergedItem = Item & {
  /** which parts this council says differently, with the difference's id */
  differs: Readonly<Partial<Record<Part, string>>>
  /** the difference that added the whole item; null for a shared one */
  addedBy: string | null
}
export type MergedSection = { key: string; title: string; titleBy: string | null; items: readonly MergedItem[] }
export type Stood<D extends Difference> = {
  difference: D
  standing: Standing /** the shared words now */
  now: string | null
}
export type Merged<D extends Difference> = {
  sections: readonly MergedSection[]
  /** items this council leaves out, with the difference */
  leftOut: readonly { item: Item; by: string }[]
  /** every difference that was given, once, in a fixed order */
  stood: readonly Stood<D>[]
}

const textOf = (item: Item, part: Part): string | null => {
  if (part !== 'limit') return item[part]
  return item.limit === null ? null : String(item.limit.number)
}

export type Place = { label: string; now: string; law: string | null; needed: boolean }

/** A question as the beginning of a label. */
const named = (prompt: string): string => prompt.replace(/[.?:!]$/, '')

/** What stands at a place of the shared template; null when there is no such place. */
export const placeOf = (content: Content, effect: Effect, place: string): Place | null => {
  const section = content.sections.find((one) => one.key === place)
  if (effect === 'adds') return section ? { label: section.title, now: '', law: null, needed: false } : null
  if (effect === 'says' && section)
    return { label: `${section.title}: its heading`, now: section.title, law: null, needed: false }
  const [key, part] = place.split('.') as [string, string | undefined]
  const item = content.sections.flatMap((one) => one.items).find((one) => one.key === key)
  if (!item) return null
  const { law, needed } = item
  if (effect === 'leaves out') return part === undefined ? { label: item.prompt, now: item.prompt, law, needed } : null
  if (!parts.includes(part as Part)) return null
  const now = textOf(item, part as Part)
  return now === null ? null : { label: `${named(item.prompt)}: ${partNames[part as Part]}`, now, law, needed }
}

export const partNames: Record<Part, string> = {
  prompt: 'the question or heading',
  help: 'the help beside it',
  words: 'the text',
  limit: 'the number',
}

/** Every place where a council may say something of its own. */
export const openPlaces = (content: Content): { effect: Effect; place: string; label: string; now: string }[] =>
  content.sections.flatMap((section) => {
    const at = (effect: Effect, place: string) => {
      const found = placeOf(content, effect, place)
      return found && found.law === null ? [{ effect, place, label: found.label, now: found.now }] : []
    }
    return [
      ...at('says', section.key),
      ...section.items.flatMap((item) => parts.flatMap((part) => at('says', `${item.key}.${part}`))),
    ]
  })

/** "5 working days", "1 working day". */
export const limitInWords = (limit: Limit): string =>
  `${limit.number} ${limit.number === 1 ? limit.unit.replace(/s$/, '') : limit.unit}`

/** A number as somebody types a limit; null when it is none. */
export const limitNumber = (text: string): number | null => {
  const plain = text.replaceAll(/[\s,]/g, '')
  return /^\d{1,6}(\.\d{1,2})?$/.test(plain) ? Number(plain) : null
}

const byId = <D extends Difference>(a: D, b: D): number =>
  a.differenceId < b.differenceId ? -1 : a.differenceId > b.differenceId ? 1 : 0

/** The template as one council uses it. The same whatever the order in which the differences come; none is dropped. */
export const merge = <D extends Difference>(content: Content, differences: readonly D[]): Merged<D> => {
  const stood: Stood<D>[] = []
  const speaks = new Map<string, { id: string; says: string }>()
  const out = new Map<string, string>()
  const added = new Map<string, MergedItem[]>()
  const inOrder = differences.toSorted(byId)
  // What is left out is known first: a difference inside it has nothing to say.
  for (const effect of ['leaves out', 'says', 'adds'] as const) {
    for (const difference of inOrder.filter((one) => one.effect === effect)) {
      const { differenceId: id, place, says, original } = difference
      const found = placeOf(content, effect, place)
      const standing = ((): Standing => {
        if (!found) return 'place gone'
        if (found.law !== null || (effect === 'leaves out' && found.needed)) return 'now law'
        if (effect === 'adds') {
          const item = addedItem(id, says)
          added.set(place, [...(added.get(place) ?? []), item])
          return 'holds'
        }
        if (speaks.has(place) || out.has(place.split('.')[0]!)) return 'spoken for'
        if (effect === 'leaves out') out.set(place, id)
        else if (place.endsWith('.limit') && limitNumber(says) === null) return 'not readable'
        else speaks.set(place, { id, says })
        if (effect === 'says' && says === found.now) return 'same words'
        return original === found.now ? 'holds' : 'original changed'
      })()
      stood.push({ difference, standing, now: found?.now ?? null })
    }
  }
  const leftOut: { item: Item; by: string }[] = []
  const sections = content.sections.map((section): MergedSection => {
    const items = section.items.flatMap((item): MergedItem[] => {
      const by = out.get(item.key)
      if (by !== undefined) {
        leftOut.push({ item, by })
        return []
      }
      const here = (part: Part) => speaks.get(`${item.key}.${part}`)
      const limit = here('limit')
      return [
        {
          ...item,
          prompt: here('prompt')?.says ?? item.prompt,
          help: here('help')?.says ?? item.help,
          words: here('words')?.says ?? item.words,
          limit: limit && item.limit ? { ...item.limit, number: limitNumber(limit.says)! } : item.limit,
          differs: Object.fromEntries(parts.flatMap((part) => (here(part) ? [[part, here(part)!.id]] : []))),
          addedBy: null,
        },
      ]
    })
    const title = speaks.get(section.key)
    return {
      key: section.key,
      title: title?.says ?? section.title,
      titleBy: title?.id ?? null,
      items: [...items, ...(added.get(section.key) ?? [])],
    }
  })
  return { sections, leftOut, stood: stood.toSorted((a, b) => byId(a.difference, b.difference)) }
}

/** What a council adds: the first line asks, the rest helps. */
const addedItem = (id: string, says: string): MergedItem => {
  const [prompt = '', ...help] = says.split('\n')
  return {
    key: `local-${id}`,
    prompt,
    help: help.join('\n').trim(),
    words: '',
    limit: null,
    law: null,
    needed: false,
    differs: {},
    addedBy: id,
  }
}

export type Change = { label: string; before: string; after: string }

/** What a new version changes, place by place: nothing before is new, nothing after is gone. */
export const changesBetween = (before: Content, after: Content): Change[] => {
  const places = (content: Content): Map<string, { label: string; now: string }> =>
    new Map(
      content.sections.flatMap((section) => [
        [section.key, { label: `${section.title}: its heading`, now: section.title }] as const,
        ...section.items.flatMap((item) => [
          ...parts.flatMap((part) => {
            const now = textOf(item, part)
            if (now === null || now === '') return []
            const unit = part === 'limit' ? ` ${item.limit?.unit}` : ''
            return [
              [
                `${item.key}.${part}`,
                { label: `${named(item.prompt)}: ${partNames[part]}`, now: `${now}${unit}` },
              ] as const,
            ]
          }),
          ...(item.law === null
            ? []
            : [[`${item.key}.law`, { label: `${named(item.prompt)}: set by law`, now: item.law }] as const]),
        ]),
      ]),
    )
  const [was, is] = [places(before), places(after)]
  return [...new Set([...is.keys(), ...was.keys()])].flatMap((key) => {
    const [old, now] = [was.get(key), is.get(key)]
    return old?.now === now?.now ? [] : [{ label: (now ?? old)!.label, before: old?.now ?? '', after: now?.now ?? '' }]
  })
}

/** Keys of a template's places stay the same for ever, so that differences find them: made once from the first words. */
export const keyFor = (words: string, taken: ReadonlySet<string>): string => {
  const plain =
    words
      .normalize('NFD')
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .slice(0, 40)
      .replaceAll(/^-|-$/g, '') || 'item'
  let key = plain
  for (let nth = 2; taken.has(key) || key.startsWith('local-'); nth++)
    key = `${plain}-${nth}`.replace(/^local-/, 'item-')
  return key
}

/** True for content that can be shown and merged: keys are there once, and every item asks something. */
export const isSound = (content: Content): boolean => {
  const keys = content.sections.flatMap((section) => [section.key, ...section.items.map((item) => item.key)])
  return (
    new Set(keys).size === keys.length &&
    keys.every((key) => /^[A-Za-z0-9][A-Za-z0-9-]*$/.test(key)) &&
    content.sections.every((section) => section.title !== '' && section.items.every((item) => item.prompt !== ''))
  )
}
