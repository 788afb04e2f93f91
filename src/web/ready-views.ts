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
  // Components trim nearly everything; the filter that comes with nunjucks looks at every space inside a text as well.
  environment.addFilter('trim', (text: string) => copySafeness(text, text.toString().trim()))
  const find = inside.getTemplate.bind(inside)
  const known = new Map<string, Template>()
  inside.getTemplate = (name, eager, from, optional, answer) => {
    if (typeof name !== 'string' || typeof answer !== 'function') return find(name, eager, from, optional, answer)
    const key = name.startsWith('.') ? `${from} ${name}` : name
    const held = known.get(key)
    if (held) return answer(null, held)
    return find(name, eager, from, optional, (error, template) => {
      if (!error && template) known.set(key, keepMacros(template))
      answer(error, template)
    })
  }
}

const frames = (nunjucks.runtime as unknown as { Frame: { prototype: Frame } }).Frame.prototype
const takenApart = new Map<string, string[]>()
/** The same as it was, but a name ("loop.index") is taken apart once and not each time it is set. */
frames.set = function set(this: Frame, name, value, resolveUp) {
  const parts = takenApart.get(name) ?? name.split('.')
  takenApart.set(name, parts)
  const [first] = parts as [string]
  const holder = (resolveUp && this.resolve(first, true)) || this
  if (parts.length === 1) {
    holder.variables[name] = value
    return
  }
  let inner = holder.variables
  for (const part of parts.slice(0, -1)) {
    inner[part] ||= {}
    inner = inner[part] as Record<string, unknown>
  }
  inner[parts.at(-1)!] = value
}
