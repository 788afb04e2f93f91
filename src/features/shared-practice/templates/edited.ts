import { optionalWords } from '../../../web/form.ts'
import type { FieldErrors } from '../../../web/task.ts'
import { type Content, type Item, keyFor, type Limit, limitNumber, type Section } from './template.ts'

// A template as the fields of one long form, and back. Fields are numbered by the version the form was opened with.

type Values = Readonly<Record<string, unknown>>

/** The fields of a template as it stands. */
export const valuesOf = (content: Content): Record<string, string> => {
  let at = 0
  return Object.fromEntries(
    content.sections.flatMap((section, nth) => [
      [`s${nth}title`, section.title],
      ...section.items.flatMap((item) => {
        const name = `i${at++}`
        return [
          [`${name}prompt`, item.prompt],
          [`${name}help`, item.help],
          [`${name}words`, item.words],
          [`${name}limit`, item.limit === null ? '' : String(item.limit.number)],
          [`${name}unit`, item.limit?.unit ?? ''],
          [`${name}law`, item.law ?? ''],
        ]
      }),
    ]),
  )
}

const limits = { title: 120, prompt: 300, help: 2000, words: 20_000, law: 300, unit: 40, limit: 12 } as const
const names: Record<keyof typeof limits, string> = {
  title: 'The heading',
  prompt: 'The question',
  help: 'The help',
  words: 'The text',
  law: 'The law',
  unit: 'What is counted',
  limit: 'The number',
}

/** The template that was typed, and what is wrong with it by field. An emptied question is taken out. */
export const contentFrom = (base: Content, values: Values): { content: Content; errors: FieldErrors } => {
  const errors: Record<string, string> = {}
  const read = (name: string, field: keyof typeof limits): string => {
    const parsed = optionalWords({ limit: limits[field], what: names[field] }).safeParse(values[name])
    if (parsed.success) return parsed.data
    errors[name] = parsed.error.issues[0]?.message ?? 'We could not read this answer. Enter it again'
    return ''
  }
  const taken = new Set(base.sections.flatMap((section) => [section.key, ...section.items.map((item) => item.key)]))
  const newKey = (text: string): string => {
    const key = keyFor(text, taken)
    taken.add(key)
    return key
  }
  const limitOf = (name: string): Limit | null => {
    const [number, unit] = [read(`${name}limit`, 'limit'), read(`${name}unit`, 'unit')]
    if (number === '' && unit === '') return null
    const value = limitNumber(number)
    if (value === null) errors[`${name}limit`] ??= 'Enter a number, such as 5'
    if (unit === '') errors[`${name}unit`] ??= 'Enter what is counted, such as days'
    return { number: value ?? 0, unit }
  }
  const added = (name: string): Item[] => {
    const prompt = read(`${name}prompt`, 'prompt')
    const [help, words] = [read(`${name}help`, 'help'), read(`${name}words`, 'words')]
    if (prompt === '' && help === '' && words === '') return []
    if (prompt === '') errors[`${name}prompt`] ??= 'Enter the question or heading'
    return [{ key: newKey(prompt), prompt, help, words, limit: null, law: null, needed: false }]
  }
  let at = 0
  const sections = base.sections.flatMap((section, nth): Section[] => {
    const title = read(`s${nth}title`, 'title')
    const items = section.items.flatMap((item): Item[] => {
      const name = `i${at++}`
      const prompt = read(`${name}prompt`, 'prompt')
      const [help, words, law] = [read(`${name}help`, 'help'), read(`${name}words`, 'words'), read(`${name}law`, 'law')]
      const limit = limitOf(name)
      if (prompt === '' && law !== '')
        errors[`${name}prompt`] ??= 'This is set by law. Take the law off first, in a version of its own'
      if (prompt === '' && item.needed) errors[`${name}prompt`] ??= 'The form cannot do without this question'
      return prompt === '' && !errors[`${name}prompt`]
        ? []
        : [{ ...item, prompt, help, words, limit, law: law || null }]
    })
    const all = [...items, ...added(`n${nth}`)]
    if (title === '' && all.length > 0) errors[`s${nth}title`] ??= 'Enter the heading of this part'
    return title === '' && all.length === 0 ? [] : [{ ...section, title, items: all }]
  })
  const title = read('newTitle', 'title')
  const first = added('new')
  if (title === '' && first.length > 0) errors.newTitle ??= 'Enter the heading of the new part'
  const last: Section[] = title === '' ? [] : [{ key: newKey(title), title, items: first }]
  return { content: { sections: [...sections, ...last] }, errors }
}
