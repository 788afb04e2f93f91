// Makes nunjucks quick for pages built of many small components. As it comes, each use of a component resolves file
// paths, and each import runs the imported file again to collect its macros, on every page. Templates here never
// change while the service runs, so both are done once. The pages are the same to the byte (ready-views.test.ts).
import nunjucks from 'nunjucks'

type Answer<T> = (error: Error | null, found?: T) => void
type Template = {
  getExported: (contextOrAnswer: object | Answer<object>, frame?: object, answer?: Answer<object>) => void
}
type Environment = {
  getTemplate: (name: string, eager: boolean, from: string | null, optional: boolean, answer: Answer<Template>) => void
}
type Frame = {
  variables: Record<string, unknown>
  resolve: (name: string, forWrite: boolean) => Frame | undefined
  set: (name: string, value: unknown, resolveUp?: boolean) => void
}

/** Collects the macros of a file that is imported without context once: they depend on nothing but the file. */
const keepMacros = (template: Template): Template => {
  const collect = template.getExported.bind(template)
  let kept: object | undefined
  template.getExported = (context, frame, answer) => {
    if (typeof context !== 'function') return collect(context, frame, answer)
    if (kept) return (context as Answer<object>)(null, kept)
    return collect((error: Error | null, macros?: object) => {
      if (!error) kept = macros
      ;(context as Answer<object>)(error, macros)
    })
  }
  return template
}

/** Remembers for each file which template a name in it means. Templates must not change from now on. */
export const keepTemplates = (environment: nunjucks.Environment): void => {
  const inside = environment as unknown as Environment
  const { copySafeness } = nunjucks.runtime as unknown as { copySafeness: (from: unknown, text: string) => string }
  // Components trim and indent nearly everything; the filters that come with nunjucks look at every space inside a text,
  // and take it apart into lines.
  environment.addFilter('trim', (text: string) => copySafeness(text, text.toString().trim()))
  environment.addFilter('indent', (text: string | null | undefined | false, width?: number, first?: boolean) => {
    if (text === null || text === undefined || text === false || text === '') return ''
    const space = ' '.repeat(width || 4)
    return copySafeness(text, `${first ? space : ''}${text.toString().replaceAll('\n', `\n${space}`)}`)
  })
  const find = inside.getTemplate.bind(inside)
  const everywhere = new Map<string, Template>()
  const beside = new Map<string | null, Map<string, Template>>()
  inside.getTemplate = (name, eager, from, optional, answer) => {
    if (typeof name !== 'string' || typeof answer !== 'function') return find(name, eager, from, optional, answer)
    const known = name.startsWith('.') ? (beside.get(from) ?? new Map<string, Template>()) : everywhere
    const held = known.get(name)
    if (held) return answer(null, held)
    return find(name, eager, from, optional, (error, template) => {
      if (!error && template) known.set(name, keepMacros(template))
      if (known !== everywhere) beside.set(from, known)
      answer(error, template)
    })
  }
}

const frames = (nunjucks.runtime as unknown as { Frame: { prototype: Frame } }).Frame.prototype
const takenApart = new Map<string, string[]>()
const apart = (name: string): string[] => {
  const parts = name.split('.')
  takenApart.set(name, parts)
  return parts
}
/** The same as it was, but a name ("loop.index") is taken apart once and not each time it is set. */
frames.set = function set(this: Frame, name, value, resolveUp) {
  const parts = takenApart.get(name) ?? apart(name)
  const holder = (resolveUp && this.resolve(parts[0]!, true)) || this
  if (parts.length === 1) {
    holder.variables[name] = value
    return
  }
  let inner = holder.variables
  const last = parts.length - 1
  for (let at = 0; at < last; at += 1) {
    const part = parts[at]!
    inner[part] ||= {}
    inner = inner[part] as Record<string, unknown>
  }
  inner[parts[last]!] = value
}
