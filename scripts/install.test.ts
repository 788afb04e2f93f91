import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type TestContext, test } from 'node:test'
import { missingPackages, nodePackage, pinnedNode, pinnedVersion, root } from './install.mjs'

type Packages = Record<string, { version: string; integrity?: string; dev?: boolean; optional?: boolean }>

const folderWith = (t: TestContext, wanted: Packages, installed: Packages | null): string => {
  const folder = mkdtempSync(path.join(tmpdir(), 'joined-up-install-'))
  t.after(() => rmSync(folder, { recursive: true }))
  mkdirSync(path.join(folder, 'node_modules'))
  writeFileSync(path.join(folder, 'package-lock.json'), JSON.stringify({ packages: { '': {}, ...wanted } }))
  if (installed) {
    const record = path.join(folder, 'node_modules', '.package-lock.json')
    writeFileSync(record, JSON.stringify({ packages: installed }))
  }
  return folder
}

const zod = { 'node_modules/zod': { version: '4.0.0', integrity: 'sha512-a' } }
const linter = { 'node_modules/linter': { version: '1.0.0', integrity: 'sha512-b', dev: true } }
const forMac = { 'node_modules/mac-only': { version: '1.0.0', integrity: 'sha512-c', optional: true } }

test('after npm ci nothing is missing', (t) => {
  assert.deepEqual(
    missingPackages(folderWith(t, { ...zod, ...linter }, { ...zod, ...linter }), { withTests: true }),
    [],
  )
})

test('on a fresh clone everything is missing', (t) => {
  assert.deepEqual(missingPackages(folderWith(t, zod, null)), ['node_modules/zod'])
})

test('a package whose version or contents changed in the lockfile is missing', (t) => {
  const older = { 'node_modules/zod': { version: '3.0.0', integrity: 'sha512-a' } }
  const other = { 'node_modules/zod': { version: '4.0.0', integrity: 'sha512-z' } }
  assert.deepEqual(missingPackages(folderWith(t, zod, older)), ['node_modules/zod'])
  assert.deepEqual(missingPackages(folderWith(t, zod, other)), ['node_modules/zod'])
})

test('the service runs without the packages that only tests need, the tests do not', (t) => {
  const folder = folderWith(t, { ...zod, ...linter }, zod)
  assert.deepEqual(missingPackages(folder), [])
  assert.deepEqual(missingPackages(folder, { withTests: true }), ['node_modules/linter'])
})

test('a package for another kind of machine is not missed', (t) => {
  assert.deepEqual(missingPackages(folderWith(t, { ...zod, ...forMac }, zod), { withTests: true }), [])
})

test('every kind of machine gets the same Node, and the lockfile knows its contents', () => {
  const { optionalDependencies } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'))
  const { packages } = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8'))
  const machines = [
    ['linux', 'x64'],
    ['linux', 'arm64'],
    ['darwin', 'x64'],
    ['darwin', 'arm64'],
    ['win32', 'x64'],
  ] as const
  assert.deepEqual(Object.keys(optionalDependencies).sort(), machines.map((machine) => nodePackage(...machine)).sort())
  for (const name of Object.keys(optionalDependencies)) {
    assert.equal(optionalDependencies[name], pinnedVersion(), name)
    assert.equal(packages[`node_modules/${name}`].version, pinnedVersion(), name)
    assert.match(packages[`node_modules/${name}`].integrity, /^sha512-/, name)
  }
})

test('the pinned Node is the one that runs the tests', () => {
  const node = pinnedNode()
  assert.ok(node)
  assert.equal(spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout.trim(), `v${pinnedVersion()}`)
  assert.equal(process.versions.node, pinnedVersion())
})

test('a Node of another version in node_modules is not taken for the pinned one', (t) => {
  const name = nodePackage()
  const folder = folderWith(t, { [`node_modules/${name}`]: { version: '26.10.0', optional: true } }, {})
  const home = path.join(folder, 'node_modules', name)
  mkdirSync(path.join(home, 'bin'), { recursive: true })
  writeFileSync(path.join(home, 'bin', path.basename(pinnedNode() ?? '')), '')
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ optionalDependencies: { [name]: '26.10.0' } }))
  writeFileSync(path.join(home, 'package.json'), JSON.stringify({ version: '26.9.0' }))
  assert.equal(pinnedNode(folder), null)
  writeFileSync(path.join(home, 'package.json'), JSON.stringify({ version: '26.10.0' }))
  assert.ok(pinnedNode(folder)?.startsWith(home))
})

test('the command line passes on its arguments, its exit code and nothing of its own', () => {
  const run = (file: string) => spawnSync(process.execPath, [file, 'no-such-command'], { cwd: root, encoding: 'utf8' })
  for (const file of ['src/cli.ts', 'bin/joined-up.cjs']) {
    const { status, stdout, stderr } = run(file)
    assert.equal(stdout, '', file)
    assert.match(stderr, /no-such-command/, file)
    assert.notEqual(status, 0, file)
  }
})
