import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { describe, test } from 'node:test'

// The plan of the house as rules: who may lean on whom, who writes which table, and no council's name in the code.
// Every rule answers with sentences; the tests below say there are none, and that each rule finds what it is for.

type File = { path: string; text: string }

const src = import.meta.dirname
const everything = globSync('**/*.{ts,njk,scss,css,json,js}', { cwd: src })
  .filter((path) => path !== 'cli.ts')
  .sort()
  .map((path): File => ({ path, text: readFileSync(join(src, path), 'utf8') }))

/** Written for tests; nothing that serves people may lean on it. */
const isForTests = (path: string): boolean =>
  /(\.test|\.examples|(^|\/)testing|(^|\/)walk-routes)\.ts$/.test(path) || path.startsWith('access/worlds/')

const layers = ['lib', 'database', 'access', 'outside', 'web', 'features', 'app', 'top'] as const
type Layer = (typeof layers)[number]
/** What each may lean on beside itself. Arrows point only down. */
const below: Record<Layer, readonly Layer[]> = {
  lib: [],
  database: ['lib'],
  access: ['database', 'lib'],
  outside: ['lib'],
  web: ['access', 'database', 'outside', 'lib'],
  features: ['web', 'access', 'outside', 'database', 'lib'],
  app: ['features', 'web', 'lib'],
  top: ['app', 'features', 'web', 'access', 'outside', 'database', 'lib'],
}
const layerOf = (path: string): Layer => {
  if (path === 'app.ts') return 'app'
  const first = path.split('/')[0]!
  return first.endsWith('.ts') ? 'top' : (first as Layer)
}
const featureOf = (path: string): string | null => /^features\/([^/]+)\//.exec(path)?.[1] ?? null

/** Features that may use all others, and those that may use none. */
const mayUseAll = ['insight', 'improvement', 'returns']
const mayUseNone = ['councils', 'sharing']

/** Packages that belong to one place: nothing else in the house knows which framework or driver is in use. */
const owners: Record<string, string> = {
  fastify: 'web/',
  '@fastify/cookie': 'web/',
  '@fastify/formbody': 'web/',
  '@fastify/multipart': 'web/',
  '@fastify/static': 'web/',
  nunjucks: 'web/',
  pg: 'database/',
  'pg-copy-streams': 'database/',
  '@electric-sql/pglite': 'database/',
  'oidc-provider': 'outside/',
  nodemailer: 'outside/',
}
/** Who may know another's package all the same, and why. */
const strangers: Record<string, { knows: string; why: string }> = {
  'outside/identity/development-provider.ts': {
    knows: 'fastify',
    why: 'its type alone: this sign-in hangs its own pages into the server it is given',
  },
}

const withoutComments = (text: string): string =>
  text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(^|\s)\/\/.*$/gm, '$1')
const importsOf = ({ text }: File): string[] =>
  [
    ...withoutComments(text).matchAll(
      /\b(?:import|export)\b[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]|\bimport\s*\(?\s*['"]([^'"]+)['"]/g,
    ),
  ].map(([, from, alone]) => (from ?? alone)!)

const importFaults = (all: readonly File[]): string[] => {
  const faults: string[] = []
  const uses = new Map<string, Set<string>>()
  for (const file of all) {
    if (isForTests(file.path)) continue
    const layer = layerOf(file.path)
    const feature = featureOf(file.path)
    if (!layers.includes(layer)) faults.push(`${file.path} lies outside the plan of the house`)
    for (const from of importsOf(file)) {
      const say = (why: string) => faults.push(`${file.path} imports ${from}: ${why}`)
      if (!from.startsWith('.')) {
        const owner =
          owners[
            from
              .split('/')
              .slice(0, from.startsWith('@') ? 2 : 1)
              .join('/')
          ]
        if (owner && !file.path.startsWith(owner) && strangers[file.path]?.knows !== from) say(`only ${owner} knows it`)
        continue
      }
      const target = join(dirname(file.path), from)
      if (target.startsWith('..')) {
        if (layer !== 'top') say('nothing but the start of the service reaches outside src')
        continue
      }
      if (isForTests(target)) say('that is for tests')
      const theirs = layerOf(target)
      if (theirs !== layer && !below[layer]?.includes(theirs)) say(`${layer} may not lean on ${theirs}`)
      // So that the checks can be used alone, in a browser too.
      const part = /^features\/returns\/(ssda903|cin|codes|engine)\//
      const own = part.exec(file.path)?.[1]
      const theirPart = part.exec(target)?.[1]
      const near = theirPart !== undefined && [own, 'codes', 'engine'].includes(theirPart)
      if (own && theirs !== 'lib' && !near) say('the engine of a return imports lib, codes and itself only')
      const other = featureOf(target)
      if (!other || other === feature) continue
      if (layer === 'app' && basename(target) === 'routes.ts' && target === `features/${other}/routes.ts`) continue
      if (target !== `features/${other}/index.ts`) say(`a feature is used through its index.ts`)
      if (feature === null) continue
      if (mayUseNone.includes(feature)) say(`${feature} uses no other feature`)
      if (!mayUseAll.includes(feature)) uses.set(feature, (uses.get(feature) ?? new Set()).add(other))
    }
  }
  const walk = (feature: string, way: readonly string[]): void => {
    if (way.includes(feature)) {
      const circle = [...way.slice(way.indexOf(feature)), feature].join(' -> ')
      if (!faults.some((fault) => fault.startsWith('features form a circle')))
        faults.push(`features form a circle: ${circle}`)
      return
    }
    for (const other of uses.get(feature) ?? []) walk(other, [...way, feature])
  }
  for (const feature of uses.keys()) walk(feature, [])
  return faults
}

/** Who writes each table. Anybody may read any. `null`: written only by a function of the database. */
const writers: Record<string, string | null> = {
  migration: 'database',
  council: 'councils',
  council_population: 'councils',
  council_closure: 'councils',
  council_setting: 'councils',
  inspection: 'councils',
  arrangement: 'sharing',
  arrangement_party: 'sharing',
  arrangement_clause: 'sharing',
  proposal: 'sharing',
  signature: null,
  earlier_arrangement: null,
  arrangement_cost: 'sharing',
  arrangement_cost_party: 'sharing',
  saving_line: 'sharing',
  price_index: 'sharing',
  benefit_line: 'sharing',
  quality_measure: 'sharing',
  quality_reading: 'sharing',
  council_figure: 'sharing',
  money_change: 'sharing',
  worker: 'workforce',
  team: 'workforce',
  post: 'workforce',
  post_reach: 'workforce',
  caseload_plan: 'workforce',
  person: 'children',
  person_name: 'children',
  person_identifier: 'children',
  person_address: 'children',
  person_contact: 'children',
  relationship: 'children',
  search_key: 'children',
  restriction: 'children',
  restriction_reader: 'children',
  sample_child: 'children',
  spell: 'children',
  event: 'children',
  earlier_version: 'children',
  due: 'children',
  breach_reason: 'children',
  finding: 'returns',
  finding_answer: 'returns',
  dfe_api_send: 'returns',
  dfe_api_batch: 'returns',
  dfe_api_child: 'returns',
  dfe_api_sent: 'returns',
  import_run: 'returns',
  template: 'shared-practice',
  template_version: 'shared-practice',
  template_use: 'shared-practice',
  local_difference: 'shared-practice',
  exchange: 'shared-practice',
  exchange_action: 'shared-practice',
  idea: 'shared-practice',
  worker_skill: 'shared-practice',
  consultation: 'shared-practice',
  consultation_answer: 'shared-practice',
  values_line: 'shared-practice',
  night_alert: 'night-desk',
  night_contact: 'night-desk',
  handover: 'night-desk',
  lone_visit: 'night-desk',
  notice: 'notices',
  mirror_run: 'mirror',
  mirror_person: 'mirror',
  rota_shift: 'night-desk',
  night_call: 'night-desk',
  night_opening: 'night-desk',
  break_glass: 'night-desk',
  session: null,
  submission: 'web',
  draft: 'web',
  audit_event: null,
  audit_head: null,
}

const writesOf = (text: string): string[] => {
  const plain = withoutComments(text)
  const built = [
    ...plain.matchAll(/\b(?:insertInto|updateTable|deleteFrom|mergeInto|replaceInto)\(\s*(?:(['"`])(\w+)|(\w+))/g),
  ].map(([, quoted, name]) => (quoted ? name! : '?'))
  const raw = [
    ...plain.matchAll(
      /\b(?:insert\s+into|delete\s+from|merge\s+into|truncate(?:\s+table)?|copy)\s+(?:"?(\w+)"?(?=[\s(;`'"])|(\$\{))/gi,
    ),
    ...plain.matchAll(/\bupdate\s+(?:"?(\w+)"?|(\$\{[^}]*\}))(?:\s+(?:as\s+)?\w+)?\s+set\b/gi),
  ].map(([, name, variable]) => (variable ? '?' : name!.toLowerCase()))
  const written = new Set([...built, ...raw])
  if (written.delete('?')) {
    // The table is given by a variable: every table that the file names without reading from it counts as written.
    const reading = plain.replaceAll(/\b(?:selectFrom|\w*[jJ]oin)\(\s*['"`]\w+/g, '')
    for (const [, name] of reading.matchAll(/['"`](\w+)['"`]/g)) if (Object.hasOwn(writers, name!)) written.add(name!)
  }
  return [...written].filter((name) => Object.hasOwn(writers, name) || built.includes(name))
}

const writerFaults = (all: readonly File[]): string[] =>
  all
    .filter(({ path }) => path.endsWith('.ts') && !isForTests(path) && path !== 'database/bulk-load.ts')
    .flatMap(({ path, text }) =>
      writesOf(text)
        .map((table) => ({ table, mine: featureOf(path) ?? layerOf(path) }))
        .filter(({ table, mine }) => writers[table] !== mine)
        .map(({ table, mine }) => {
          const owner = writers[table]
          if (owner === undefined) return `${path} writes ${table}: say in this test which feature does`
          return `${path} writes ${table}: ${owner ? `that belongs to ${owner}, not ${mine}` : 'only a function of the database does'}`
        }),
    )

/** The Department for Education's list of authorities: it reads and writes returns, and a return names its council. */
const listOfNames = 'features/returns/codes/local-authority-names.json'
const demonstration = join(src, '..', 'demo')

/** Every council's name as that list and the demonstration give it, long and short. "Reading" is also a word. */
const councilNames = (): string[] => {
  const listed: string[] = Object.values(JSON.parse(readFileSync(join(src, listOfNames), 'utf8')))
  const shown = existsSync(demonstration)
    ? [...readFileSync(join(demonstration, 'boroughs.ts'), 'utf8').matchAll(/\b(?:name|shortName): '([^']+)'/g)].map(
        ([, name]) => name!,
      )
    : []
  return [...new Set([...listed, ...shown])].filter((name) => name !== 'Reading')
}
const nameFaults = (all: readonly File[], names: readonly string[]): string[] => {
  const any = new RegExp(`\\b(${names.map((name) => name.replaceAll(/[^\w ]/g, '\\$&')).join('|')})\\b`, 'i')
  return all
    .filter(({ path }) => path !== listOfNames && path !== 'borders.test.ts')
    .flatMap(({ path, text }) => {
      const found = any.exec(text.replaceAll(/[-_]/g, ' '))
      return found ? [`${path} names a council: ${found[0]}`] : []
    })
}

describe('the house', () => {
  test('arrows point only down, and a feature is used through its index', () => {
    assert.deepEqual(importFaults(everything.filter(({ path }) => path.endsWith('.ts'))), [])
  })
  test('each table is written by one feature', () => {
    assert.deepEqual(writerFaults(everything), [])
  })
  test('the list of writers holds the tables there are', () => {
    const schema = everything.find(({ path }) => path === 'database/schema.ts')!.text
    const tables = [...schema.matchAll(/^ {2}(\w+): \{$/gm)].map(([, name]) => name!)
    assert.ok(tables.length > 20)
    assert.deepEqual([...tables, 'migration'].sort(), Object.keys(writers).sort())
  })
  test('no council is named in the code, the views or the styles', () => {
    const names = councilNames()
    assert.ok(names.length >= 150)
    assert.deepEqual(nameFaults(everything, names), [])
  })
})

describe('the rules themselves', () => {
  const ok = { path: 'features/children/index.ts', text: '' }
  const imports = (path: string, from: string): string[] =>
    importFaults([{ path, text: `import { x } from '${from}'` }, ok])
  const forbidden: [path: string, from: string, why: string][] = [
    ['lib/day.ts', '../database/open.ts', 'lib may not lean on database'],
    ['database/open.ts', '../access/may.ts', 'database may not lean on access'],
    ['access/may.ts', '../web/server.ts', 'access may not lean on web'],
    ['outside/mail.ts', '../database/open.ts', 'outside may not lean on database'],
    ['web/server.ts', '../features/children/index.ts', 'web may not lean on features'],
    ['features/children/routes.ts', '../../app.ts', 'features may not lean on app'],
    ['app.ts', './main.ts', 'app may not lean on top'],
    ['app.ts', './features/children/visits/visit.ts', 'a feature is used through its index.ts'],
    ['features/workforce/board.ts', '../children/queries.ts', 'a feature is used through its index.ts'],
    ['features/workforce/board.ts', '../children/routes.ts', 'a feature is used through its index.ts'],
    ['features/councils/rates.ts', '../children/index.ts', 'councils uses no other feature'],
    ['features/sharing/agreement.ts', '../workforce/index.ts', 'sharing uses no other feature'],
    [
      'features/returns/ssda903/read.ts',
      '../../../database/open.ts',
      'the engine of a return imports lib, codes and itself only',
    ],
    [
      'features/returns/cin/read.ts',
      '../import/read-files.ts',
      'the engine of a return imports lib, codes and itself only',
    ],
    [
      'features/returns/codes/code-lists.ts',
      '../cin/read.ts',
      'the engine of a return imports lib, codes and itself only',
    ],
    ['features/children/queries.ts', 'pg', 'only database/ knows it'],
    ['access/audit.ts', '@electric-sql/pglite', 'only database/ knows it'],
    ['features/children/routes.ts', 'fastify', 'only web/ knows it'],
    ['features/children/routes.ts', 'nunjucks', 'only web/ knows it'],
    [
      'features/children/queries.ts',
      '../../../demo/load.ts',
      'nothing but the start of the service reaches outside src',
    ],
    ['features/children/queries.ts', '../../database/testing.ts', 'that is for tests'],
    ['helpers/text.ts', 'node:fs', 'lies outside the plan of the house'],
  ]
  for (const [path, from, why] of forbidden) {
    test(`${path} may not import ${from}`, () => {
      const found = imports(path, from)
      assert.ok(found.length === 1 && found[0]!.endsWith(why), JSON.stringify(found))
    })
  }
  test('what is allowed is allowed', () => {
    for (const [path, from] of [
      ['app.ts', './features/children/routes.ts'],
      ['features/workforce/board.ts', '../children/index.ts'],
      ['features/children/visits/record-visit.ts', '../../../web/task.ts'],
      ['features/children/visits/queries.ts', '../../../database/connection.ts'],
      ['features/returns/ssda903/read.ts', '../../../lib/csv.ts'],
      ['features/returns/ssda903/read.ts', '../codes/code-lists.ts'],
      ['access/audit.ts', '../database/transaction.ts'],
      ['main.ts', '../demo/load.ts'],
      ['database/open.ts', 'pg'],
    ] as const) {
      assert.deepEqual(imports(path, from), [], `${path} ${from}`)
    }
  })
  test('imports are found however they are written', () => {
    for (const text of [
      "import '../web/server.ts'",
      "import type { X } from '../web/server.ts'",
      "export * from '../web/server.ts'",
      "export {\n  a,\n  b,\n} from '../web/server.ts'",
      "const x = await import('../web/server.ts')",
      "type X = import('../web/server.ts').X",
    ]) {
      assert.equal(importFaults([{ path: 'access/may.ts', text }]).length, 1, text)
    }
    assert.deepEqual(
      importFaults([{ path: 'access/may.ts', text: "// import '../web/server.ts'\n/* from '../web/server.ts' */" }]),
      [],
    )
  })
  test('a circle of features is found and told once', () => {
    const step = (from: string, to: string): File => ({
      path: `features/${from}/a.ts`,
      text: `import { x } from '../${to}/index.ts'`,
    })
    assert.deepEqual(
      importFaults([step('children', 'workforce'), step('workforce', 'voice'), step('voice', 'children')]),
      ['features form a circle: children -> workforce -> voice -> children'],
    )
    assert.deepEqual(
      importFaults([step('children', 'workforce'), step('returns', 'children'), step('returns', 'workforce')]),
      [],
    )
  })
  test('writing is found however it is written', () => {
    const variable = '$' + '{table}'
    const writes = (text: string) => writerFaults([{ path: 'features/workforce/queries.ts', text }]).length
    for (const text of [
      "db.insertInto('spell').values({})",
      "db\n  .updateTable('spell as s')",
      "db.deleteFrom('spell')",
      'sql`insert into spell (a) values (1)`',
      'sql`INSERT INTO\n  "spell" (a)`',
      'sql`update spell s\n set a = 1`',
      'sql`delete from spell where a = 1`',
      `const table = "spell"; sql\`insert into ${variable} (a)\``,
      `sql\`update ${variable.replace('table', "sql.table('spell')")} o set a = 1\``,
      "db.insertInto('session').values({})",
      "db.insertInto('unheard_of').values({})",
    ]) {
      assert.equal(writes(text), 1, text)
    }
    for (const text of [
      "db.selectFrom('spell')",
      "db.insertInto('worker')",
      'sql`select * from spell for update`',
      '// insert into spell (a)',
      `db.selectFrom('spell'); sql\`insert into ${variable} (a)\`; put('worker')`,
    ]) {
      assert.equal(writes(text), 0, text)
    }
  })
  test('a council’s name is found in code, comments, ids and views, but not inside another word', () => {
    const found = (text: string) => nameFaults([{ path: 'web/a.njk', text }], ['Northtown', 'Little Hamlets']).length
    for (const text of ['the Northtown office', '// northtown', 'northtown-child', "'little_hamlets'"])
      assert.equal(found(text), 1, text)
    for (const text of ['northtowner', 'little', '']) assert.equal(found(text), 0, text)
  })
})
