import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import nunjucks from 'nunjucks'
import { keepTemplates } from './ready-views.ts'
import { viewFolders } from './render.ts'

const options = { autoescape: true, trimBlocks: true, lstripBlocks: true }
const ready = (loader: nunjucks.ILoader) => {
  const environment = new nunjucks.Environment(loader, options)
  keepTemplates(environment)
  return environment
}

/** Templates held in a table, counting how often each is read. */
const held = (files: Record<string, string>) => {
  const reads: string[] = []
  const getSource = (name: string) => {
    reads.push(name)
    const src = files[name]
    if (src === undefined) throw new Error(`template not found: ${name}`)
    return { src, path: name, noCache: true }
  }
  return { reads, loader: { async: false, getSource } as unknown as nunjucks.ILoader }
}

test('every official example of every component comes out as published, the first time and the second', () => {
  const environment = ready(new nunjucks.FileSystemLoader(viewFolders))
  const components = join(
    import.meta.dirname,
    '..',
    '..',
    'node_modules',
    'govuk-frontend',
    'dist',
    'govuk',
    'components',
  )
  let examples = 0
  for (const file of globSync('*/fixtures.json', { cwd: components })) {
    const { component, fixtures } = JSON.parse(readFileSync(join(components, file), 'utf8'))
    const macro = `govuk${component.replaceAll(/(^|-)([a-z])/g, (_: string, _dash: string, letter: string) => letter.toUpperCase())}`
    const source = `{% from "govuk/components/${component}/macro.njk" import ${macro} %}{{ ${macro}(params) }}`
    for (const round of [1, 2]) {
      for (const { name, options: params, html } of fixtures) {
        examples += 1
        assert.equal(
          environment.renderString(source, { params }).trim(),
          html.trim(),
          `${component}, ${name}, time ${round}`,
        )
      }
    }
  }
  assert.ok(examples > 1000)
})

test('a file of macros is read and run once, and remembers nothing of the page that used it', () => {
  const { reads, loader } = held({
    'macros.njk':
      '{% set ran = count() %}{% macro greet(name) %}{% set word = word or "Hello" %}{{ word }} {{ name }}{{ person }}{% endmacro %}',
    'page.njk': '{% from "macros.njk" import greet %}{% set word = "Good day" %}{{ greet(person) }}',
  })
  const environment = ready(loader)
  let ran = 0
  environment.addGlobal('count', () => {
    ran += 1
  })
  assert.equal(environment.render('page.njk', { person: 'Ada' }), 'Hello Ada')
  assert.equal(environment.render('page.njk', { person: '<Bo>' }), 'Hello &lt;Bo&gt;')
  assert.equal(ran, 1)
  assert.equal(reads.filter((name) => name === 'macros.njk').length, 1)
})

test('an import with context sees the page that asks, each time anew', () => {
  const { loader } = held({
    'macros.njk': '{% macro greet() %}{{ person }}{% endmacro %}',
    'page.njk': '{% from "macros.njk" import greet with context %}{{ greet() }}',
  })
  const environment = ready(loader)
  assert.deepEqual(
    ['Ada', 'Bo'].map((person) => environment.render('page.njk', { person })),
    ['Ada', 'Bo'],
  )
})

test('loops inside loops, names set inside them and names with dots are as they were', () => {
  const { loader } = held({
    'page.njk':
      '{% set seen = 0 %}{% for row in rows %}{{ loop.index }}{% for cell in row %}{{ loop.index }}{{ cell }}{% if loop.last %}.{% endif %}{% endfor %}{% set seen = loop.index %}{% endfor %}{{ seen }}',
  })
  assert.equal(ready(loader).render('page.njk', { rows: [['a', 'b'], ['c']] }), '11a2b.21c.2')
})

test('a template that is not there says so, every time', () => {
  const { loader } = held({ 'page.njk': '{% include "gone.njk" %}' })
  const environment = ready(loader)
  for (const _ of [1, 2]) assert.throws(() => environment.render('page.njk', {}), /gone\.njk/)
})

test('lines are trimmed and indented as they were, and safe text stays safe', () => {
  const { loader } = held({
    'page.njk':
      '{% for text in texts %}[{{ text | indent }}|{{ text | indent(2) }}|{{ text | indent(3, true) }}|{{ text | safe | indent(2) }}|{{ text | safe | trim }}]{% endfor %}{{ nothing | indent }}{{ false | indent }}',
  })
  const texts = ['', ' ', 'one', 'one\n\ntwo <b>', '\n  a\n']
  const plain = new nunjucks.Environment(held({}).loader, { autoescape: true })
  const source = loader.getSource('page.njk').src
  assert.equal(ready(loader).render('page.njk', { texts }), plain.renderString(source, { texts }))
})
