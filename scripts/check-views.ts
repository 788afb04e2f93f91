// Two checks of every view: official components are given only options they know, and a view is given exactly the
// names it uses. Runs in `npm run check`.
import { existsSync, globSync, readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { join, relative } from 'node:path'
import { parse, type Node as SyntaxNode } from 'acorn'
import nunjucks from 'nunjucks'
import { viewFolders } from '../src/web/render.ts'

const root = join(import.meta.dirname, '..')
// The library ships its parser without types.
// biome-ignore lint/suspicious/noExplicitAny: every kind of node has fields of its own
type ViewNode = { typename: string; lineno: number; [name: string]: any }
const { parser } = nunjucks as unknown as { parser: { parse(text: string): ViewNode } }

const given = new Set(['site', 'form'])
const builtIn = new Set([
  'loop',
  'caller',
  'super',
  'range',
  'cycler',
  'joiner',
  'dayOf',
  'true',
  'false',
  'none',
  'null',
])

const pathOf = (view: string): string | undefined =>
  viewFolders.map((folder) => join(folder, view)).find((path) => existsSync(path))
const nameOf = (path: string): string => relative(root, path)

type Option = { name: string; type: string; params?: Option[] }
const optionsOf = new Map<string, Option[] | null>()

/** What a component's macro may be given; null where the library publishes no list and the template decides. */
const knownOptions = (template: string): Option[] | null => {
  if (!optionsOf.has(template)) {
    const folder = join(pathOf(template) ?? '', '..')
    const listed = join(folder, 'macro-options.json')
    if (existsSync(listed)) optionsOf.set(template, JSON.parse(readFileSync(listed, 'utf8')))
    else {
      const text = readFileSync(join(folder, 'template.njk'), 'utf8')
      const names = new Set([...text.matchAll(/params\.([A-Za-z]+)/g)].map((match) => match[1]!))
      optionsOf.set(
        template,
        [...names].map((name) => ({ name, type: 'any' })),
      )
    }
  }
  return optionsOf.get(template) ?? null
}

const componentOf = (template: string): Option[] => {
  const component = /components\/([^/]+)\/macro\.njk$/.exec(template)?.[1]
  const path = component && pathOf(template.replace('macro.njk', 'macro-options.json'))
  return path ? JSON.parse(readFileSync(path, 'utf8')) : []
}

/** Options that stand for another component (`label`, `hint`) take that component's options. */
const insideOf = (option: Option): Option[] | null => {
  if (option.params) return option.params
  const nested = componentOf(`govuk/components/${option.name.replace(/([A-Z])/g, '-$1').toLowerCase()}/macro.njk`)
  return nested.length > 0 ? nested : null
}

export const checkView = (text: string, name: string): { problems: string[]; uses: Set<string> } => {
  const problems: string[] = []
  const uses = new Set<string>()
  const macros = new Map<string, string>()

  const checkOptions = (node: ViewNode, options: Option[], where: string): void => {
    if (node.typename === 'InlineIf') {
      checkOptions(node.body, options, where)
      return
    }
    if (node.typename === 'Array') {
      for (const child of node.children) checkOptions(child, options, where)
      return
    }
    if (node.typename !== 'Dict') return
    for (const pair of node.children) {
      const key = String(pair.key.value)
      const option = options.find((one) => one.name === key)
      if (!option) problems.push(`${name}:${node.lineno + 1} ${where} has no option "${key}"`)
      else {
        const inner = insideOf(option)
        if (inner) checkOptions(pair.value, inner, `${where} ${key}`)
      }
    }
  }

  // biome-ignore lint/suspicious/noExplicitAny: walks whatever the parser made
  const walk = (node: any, names: Set<string>): void => {
    if (node === null || typeof node !== 'object') return
    if (Array.isArray(node)) {
      for (const child of node) walk(child, names)
      return
    }
    switch (node.typename) {
      case 'Symbol':
        if (!names.has(node.value) && !builtIn.has(node.value)) uses.add(node.value)
        return
      case 'FromImport': {
        for (const one of node.names.children) {
          const local = one.typename === 'Pair' ? one.value.value : one.value
          macros.set(local, node.template.value)
          names.add(local)
        }
        return
      }
      case 'Block':
        walk(node.body, names)
        return
      case 'Import':
        names.add(node.target.value)
        return
      case 'Extends':
      case 'Include':
      case 'TemplateRef': {
        const template = node.template?.value
        if (node.typename === 'Include' && template) {
          const path = pathOf(template)
          if (!path) problems.push(`${name}:${node.lineno + 1} includes ${template}, which does not exist`)
          else {
            const inner = checkView(readFileSync(path, 'utf8'), nameOf(path))
            problems.push(...inner.problems)
            for (const used of inner.uses) if (!names.has(used)) uses.add(used)
          }
        }
        return
      }
      case 'Set':
        walk(node.value, names)
        walk(node.body, names)
        for (const target of node.targets) names.add(target.value)
        return
      case 'For': {
        walk(node.arr, names)
        const inside = new Set(names)
        for (const one of node.name.typename === 'Array' ? node.name.children : [node.name]) inside.add(one.value)
        walk(node.body, inside)
        walk(node.else_, names)
        return
      }
      case 'Macro':
      case 'Caller': {
        const inside = new Set(names)
        for (const one of node.args.children) {
          if (one.typename === 'Symbol') inside.add(one.value)
          else for (const pair of one.children ?? []) inside.add(pair.key.value)
        }
        if (node.typename === 'Macro') names.add(node.name.value)
        walk(node.body, inside)
        return
      }
      case 'FunCall':
      case 'Filter': {
        if (node.typename === 'FunCall') {
          walk(node.name, names)
          const template = macros.get(node.name.value)
          const options = template && /^(govuk|moj)\/components\//.test(template) ? knownOptions(template) : null
          if (options && node.args.children[0]) checkOptions(node.args.children[0], options, node.name.value)
        }
        walk(node.args, names)
        return
      }
      case 'Dict':
        for (const pair of node.children) walk(pair.value, names)
        return
      case 'Pair':
        walk(node.value, names)
        return
      default:
        for (const [field, child] of Object.entries(node)) if (field !== 'parent') walk(child, names)
    }
  }
  walk(parser.parse(text), new Set())
  for (const one of given) uses.delete(one)
  return { problems, uses }
}

type Property = { type: string; computed: boolean; key: { name?: string; value?: unknown } }
export type PageCall = { view: string; keys: string[] | null; place: string }

/** Every `page('view', { ... })` of a source file, with the names it hands over; null where the model is no literal. */
export const pageCalls = (source: string, name: string): PageCall[] => {
  const calls: PageCall[] = []
  if (!source.includes('page(')) return calls
  const tree = parse(stripTypeScriptTypes(source), { ecmaVersion: 'latest', sourceType: 'module', locations: true })
  // biome-ignore lint/suspicious/noExplicitAny: walks whatever the parser made
  const walk = (node: any): void => {
    if (node === null || typeof node !== 'object') return
    if (Array.isArray(node)) {
      for (const child of node) walk(child)
      return
    }
    if (
      node.type === 'CallExpression' &&
      node.callee.type === 'Identifier' &&
      node.callee.name === 'page' &&
      node.arguments[0]?.type === 'Literal'
    ) {
      const model = node.arguments[1] as (SyntaxNode & { properties?: Property[] }) | undefined
      const literal =
        model?.type === 'ObjectExpression' && model.properties!.every((one) => one.type === 'Property' && !one.computed)
      calls.push({
        view: node.arguments[0].value,
        keys: literal ? model.properties!.map((one) => String(one.key.name ?? one.key.value)) : null,
        place: `${name}:${node.loc.start.line}`,
      })
    }
    for (const child of Object.values(node)) if (typeof child === 'object') walk(child)
  }
  walk(tree)
  return calls
}

export const checkAll = (): string[] => {
  const problems: string[] = []
  const views = new Map(
    globSync('src/**/*.njk', { cwd: root }).map((path) => [
      path,
      checkView(readFileSync(join(root, path), 'utf8'), path),
    ]),
  )
  for (const { problems: found } of views.values()) problems.push(...found)
  const calls = globSync('src/**/*.ts', { cwd: root, exclude: (path) => String(path).endsWith('.test.ts') }).flatMap(
    (path) => pageCalls(readFileSync(join(root, path), 'utf8'), path),
  )
  for (const call of calls) {
    const path = pathOf(`${call.view}.njk`)
    const view = path && views.get(nameOf(path))
    if (!view) problems.push(`${call.place} shows ${call.view}, which does not exist`)
    else if (!call.keys) problems.push(`${call.place} hands ${call.view} something other than a literal list of names`)
    else {
      for (const used of view.uses)
        if (!call.keys.includes(used)) problems.push(`${call.place} does not give ${call.view} the name "${used}"`)
      // A page may hand over the form it starts with in place of an empty one.
      for (const key of call.keys)
        if (!view.uses.has(key) && !given.has(key))
          problems.push(`${call.place} gives ${call.view} the name "${key}", which it does not use`)
    }
  }
  return [...new Set(problems)]
}

if (import.meta.main) {
  const problems = checkAll()
  for (const problem of problems) process.stderr.write(`${problem}\n`)
  process.exitCode = problems.length === 0 ? 0 : 1
}
