import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { compareAll } from './compare.ts'

const directory = join(import.meta.dirname, '..', '..', '..', '..', '..', 'shared', 'conformance')

if (existsSync(directory)) {
  test('our checks agree with an independent validator, or a recorded dispute says why not', async () => {
    const sections = await compareAll(directory)
    assert.ok(sections.length >= 7, sections.map(({ of }) => of).join(', '))
    assert.deepEqual(
      sections.flatMap(({ unexplained }) => unexplained),
      [],
    )
  })
} else {
  test('there is no ../shared/conformance here: nothing was compared with the independent validator', () => {})
}
