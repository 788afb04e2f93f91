import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { tries } from '../../../../scripts/volume.ts'
import { readCsv } from '../../../lib/csv.ts'
import { anyCharacters } from '../../../lib/testing.ts'
import type { RawReturn } from './child.ts'
import { writeSsda903Csv } from './csv.ts'
import { recogniseTable, tableNames, tables } from './tables.ts'

let folder: string
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ssda903-csv-'))
})
after(() => rm(folder, { recursive: true }))

test('files and columns stand in the order of the department, whatever order they came in', () => {
  const files = writeSsda903Csv({
    Missing: { file: 'x', columns: ['MIS_START', 'CHILD', 'NOTE'], rows: [['24/04/2026', 'A101', 'private']] },
    Header: {
      file: 'x',
      columns: ['UASC', 'UPN', 'CHILD', 'DOB'],
      rows: [['1', 'UN1', 'A101', '05/06/2009']],
    },
    DoLo: { file: 'x', columns: [], rows: [] },
  })
  assert.deepEqual(files, [
    { name: 'header.csv', text: 'CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\r\nA101,,05/06/2009,,UN1,,\r\n' },
    { name: 'missing.csv', text: 'CHILD,DOB,MISSING,MIS_START,MIS_END\r\nA101,,,24/04/2026,\r\n' },
    { name: 'dolo.csv', text: 'CHILD,DOB,DOLO_START,DOLO_END\r\n' },
  ])
})

test('a cell that a spreadsheet would take for a formula stands as it is, and quotation marks only where needed', () => {
  const [file] = writeSsda903Csv({
    UASC: { file: 'x', columns: ['CHILD', 'SEX', 'DOB', 'DUC'], rows: [['=A1+1', '-', 'a,"b"', "O'Neil"]] },
  })
  assert.equal(file?.text, `CHILD,SEX,DOB,DUC\r\n=A1+1,-,"a,""b""",O'Neil\r\n`)
})

// A NUL is refused in every file that is read.
const anyCell = fc.oneof(
  fc.constant(null),
  anyCharacters({ maxLength: 10 }).map((text) => text.replaceAll('\0', '')),
  fc.string({ unit: fc.constantFrom(',', '"', '\r', '\n', ' ', '=', 'a', '\ufeff'), maxLength: 8 }),
)

test('whatever the cells hold, each file is known for its table and read back as the same rows', async () => {
  const anyReturn = fc.constantFrom(...tableNames).chain((table) => {
    const columns = Object.keys(tables[table].columns).filter((column) => table !== 'Header' || column !== 'UASC')
    const rows = fc.array(fc.tuple(...columns.map(() => anyCell)), { maxLength: 5 })
    return rows.map((made) => ({ table, columns, rows: made }))
  })
  await fc.assert(
    fc.asyncProperty(anyReturn, async ({ table, columns, rows }) => {
      const given: RawReturn = { [table]: { file: 'x', columns, rows } }
      const [file, ...more] = writeSsda903Csv(given)
      assert.ok(file)
      assert.deepEqual(more, [])
      assert.deepEqual(recogniseTable(columns, file.name), { table })
      const path = join(folder, file.name)
      await writeFile(path, file.text)
      const cells = (await Array.fromAsync(readCsv(path))).map((row) => row.cells)
      assert.deepEqual(cells, [columns, ...rows.map((row) => row.map((cell) => cell ?? ''))])
    }),
    { numRuns: tries(300) },
  )
})
