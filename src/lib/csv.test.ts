import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { tries } from '../../scripts/volume.ts'
import { type CsvRow, csvLine, mostCells, readCsv, writeCsv } from './csv.ts'
import { UnreadableFile } from './text-file.ts'

let folder: string
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'csv-'))
})
after(() => rm(folder, { recursive: true }))

const rowsOf = async (content: string | Uint8Array): Promise<CsvRow[]> => {
  const path = join(folder, 'file.csv')
  await writeFile(path, content)
  return Array.fromAsync(readCsv(path))
}
const cellsOf = async (content: string | Uint8Array): Promise<string[][]> =>
  (await rowsOf(content)).map(({ cells }) => cells)

const faultOf = async (content: string | Uint8Array): Promise<UnreadableFile> => {
  const fault = await rowsOf(content).then(
    () => assert.fail('The file was read to its end.'),
    (error) => error,
  )
  assert.ok(fault instanceof UnreadableFile, String(fault))
  return fault
}

const utf16be = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16()

test('a row knows the line of the file it begins on, whatever ends the lines', async () => {
  const lines = ['CHILD,NAME', '1,"two', 'lines, and ""quotes"""', '', '2,three', '3,four']
  for (const end of ['\n', '\r\n', '\r']) {
    assert.deepEqual(await rowsOf(lines.join(end)), [
      { line: 1, cells: ['CHILD', 'NAME'], ended: true },
      { line: 2, cells: ['1', `two${end}lines, and "quotes"`], ended: true },
      { line: 5, cells: ['2', 'three'], ended: true },
      { line: 6, cells: ['3', 'four'], ended: false },
    ])
  }
})

test('a line end may be written in several ways in one file', async () => {
  const rows = await rowsOf('a\r\nb\rc\n\r\r\nd\n')
  assert.deepEqual(
    rows.map(({ line, cells }) => [line, ...cells]),
    [
      [1, 'a'],
      [2, 'b'],
      [3, 'c'],
      [6, 'd'],
    ],
  )
})

test('a line end of each kind inside quotes counts as one line', async () => {
  const rows = await rowsOf('"a\rb\nc\r\nd\n\re"\nlast')
  assert.deepEqual(
    rows.map(({ line }) => line),
    [1, 7],
  )
})

test('blank cells are kept and blank lines passed over', async () => {
  assert.deepEqual(await cellsOf('a,,c,\n\n,,\n""\n,'), [['a', '', 'c', ''], ['', '', ''], [''], ['', '']])
  assert.deepEqual(await cellsOf(''), [])
  assert.deepEqual(await cellsOf('\ufeff'), [])
  assert.deepEqual(await cellsOf('\r\n\r\n'), [])
})

test('a quotation mark inside an unquoted cell, or letters after a closing one, are read as they stand', async () => {
  assert.deepEqual(await cellsOf('5" pipe,"Nick" Smith,""x"\n'), [['5" pipe', 'Nick Smith', 'x"']])
})

test('the same file reads alike in every encoding that councils use', async () => {
  const text = 'CHILD,NAME\r\nA1,Zoë O’Brien €5\r\n'
  const windows = Buffer.from([...text].map((c) => ({ '’': 0x92, '€': 0x80 })[c] ?? (c.codePointAt(0) as number)))
  const same = [
    ['CHILD', 'NAME'],
    ['A1', 'Zoë O’Brien €5'],
  ]
  const written: Record<string, Uint8Array> = {
    'UTF-8': Buffer.from(text),
    'UTF-8 with its mark': Buffer.from(`\ufeff${text}`),
    'UTF-16 little-endian with its mark': Buffer.from(`\ufeff${text}`, 'utf16le'),
    'UTF-16 little-endian': Buffer.from(text, 'utf16le'),
    'UTF-16 big-endian with its mark': utf16be(`\ufeff${text}`),
    'UTF-16 big-endian': utf16be(text),
    'Windows-1252': windows,
  }
  for (const [encoding, bytes] of Object.entries(written)) assert.deepEqual(await cellsOf(bytes), same, encoding)
})

test('one Windows letter at the end of a long file decides how all of it is read', async () => {
  const long = `${'x'.repeat(98)},y\n`.repeat(8000)
  const rows = await cellsOf(Buffer.concat([Buffer.from(long), Buffer.from([0x5a, 0x6f, 0xeb])]))
  assert.deepEqual(rows.at(-1), ['Zoë'])
  const utf8 = await cellsOf(`${long}Zoë`)
  assert.deepEqual(utf8.at(-1), ['Zoë'])
})

test('a letter of several bytes that falls across two pieces of the file is read whole', async () => {
  for (let shift = 0; shift < 4; shift++) {
    const text = `${'a'.repeat(256 * 1024 - 4 + shift)},👧é€`
    assert.deepEqual(await cellsOf(text), [['a'.repeat(256 * 1024 - 4 + shift), '👧é€']])
  }
})

test('a NUL ends in an error that names its line and cell', async () => {
  const fault = await faultOf('CHILD,DOB\n1,01/01/2020\n2,01/0\0/2020\n')
  assert.deepEqual([fault.line, fault.column], [3, 2])
  assert.match(fault.message, /^Line 3, column 2: There is a NUL character here/)
  assert.equal((await faultOf('a,"b\n\0"')).line, 2)
})

test('the rows before a fault are given before it', async () => {
  const path = join(folder, 'fault.csv')
  await writeFile(path, 'a,b\n1,2\n3,\0\n5,6\n')
  const rows: string[][] = []
  await assert.rejects(async () => {
    for await (const { cells } of readCsv(path)) rows.push(cells)
  }, /^UnreadableFile: Line 3, column 2/)
  assert.deepEqual(rows, [
    ['a', 'b'],
    ['1', '2'],
  ])
})

test('a quotation mark that is never closed names the line and cell where it opens', async () => {
  const fault = await faultOf('CHILD,DOB,NOTE\n1,"one\ntwo","three\n4,5,6\n')
  assert.deepEqual([fault.line, fault.column], [3, 3])
  assert.match(fault.reason, /never closed/)
})

test('a cell of ten million characters is refused with its line and cell, and one of a million is not', async () => {
  const fault = await faultOf(`CHILD,DOB\n1,${'x'.repeat(10_000_000)}\n`)
  assert.deepEqual([fault.line, fault.column], [2, 2])
  assert.match(fault.reason, /more than a million characters/)
  const open = await faultOf(`CHILD,DOB\n1,"${'x,\n'.repeat(3_000_000)}`)
  assert.deepEqual([open.line, open.column], [2, 2])
  const most = 'x'.repeat(1_000_000)
  assert.deepEqual(await cellsOf(`a,${most}\n`), [['a', most]])
})

test('a line of endless commas is refused', async () => {
  assert.equal((await faultOf(`a\n${','.repeat(5_000_000)}\n`)).line, 2)
  assert.equal((await cellsOf(','.repeat(mostCells - 1)))[0]?.length, mostCells)
})

test('a file that is not there, or is a folder, is named in plain words', async () => {
  await assert.rejects(Array.fromAsync(readCsv(join(folder, 'none.csv'))), /There is no file with this name/)
  await assert.rejects(Array.fromAsync(readCsv(folder)), /This is a folder, not a file/)
})

test('a long file with everything in it reads back as it was written, whatever pieces it is read in', async () => {
  const kinds = ['plain', '', 'a,b', 'say "so"', 'two\r\nlines', 'two\nlines', 'Zoë 👧', ' spaced ', '\rx', '=1+1']
  const rows = Array.from({ length: 30_000 }, (_, i) =>
    Array.from({ length: 1 + (i % 7) }, (_, j) => `${kinds[(i * 31 + j * 7) % kinds.length]}`),
  )
  const path = join(folder, 'long.csv')
  await writeCsv(path, rows)
  const read = await Array.fromAsync(readCsv(path))
  assert.deepEqual(
    read.map(({ cells }) => cells),
    rows,
  )
  let line = 1
  for (const { line: found, cells } of read) {
    if (found !== line) assert.equal(found, line)
    line += 1 + cells.join('').split(/\r\n|\r|\n/).length - 1
  }
})

const cell = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.string({ unit: fc.constantFrom('"', ',', '\r', '\n', '\t', ' ', 'a', '\ufeff', 'é'), maxLength: 8 }),
)
const anyRows = fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { maxLength: 8 })
const hasNul = (rows: string[][]): boolean => rows.some((row) => row.some((text) => text.includes('\0')))

test('whatever is written is read back cell for cell', async () => {
  await fc.assert(
    fc.asyncProperty(anyRows, async (rows) => {
      fc.pre(!hasNul(rows))
      const path = join(folder, 'property.csv')
      await writeCsv(path, rows)
      assert.deepEqual(
        (await Array.fromAsync(readCsv(path))).map(({ cells }) => cells),
        rows,
      )
    }),
    { numRuns: tries(300) },
  )
})

test('no cell written for a spreadsheet begins a formula, and the rest is unchanged', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(fc.oneof(cell, fc.constantFrom('=1+1', '+44', '-2', '@a', '\tx', '\rx')), { minLength: 1 })),
      async (rows) => {
        fc.pre(!hasNul(rows))
        const path = join(folder, 'formula.csv')
        await writeCsv(path, rows, { forSpreadsheet: true })
        const read = (await Array.fromAsync(readCsv(path))).map(({ cells }) => cells)
        const expected = rows.map((row) =>
          row.map((text) => (['=', '+', '-', '@', '\t', '\r', '\n'].includes(text[0] ?? '') ? `'${text}` : text)),
        )
        assert.deepEqual(read, expected)
      },
    ),
    { numRuns: tries(200) },
  )
  assert.equal(csvLine(['=HYPERLINK("x")', '-1', 'ok'], { forSpreadsheet: true }), `"'=HYPERLINK(""x"")",'-1,ok`)
  assert.equal(csvLine(['=1', '-1']), '=1,-1')
})

test('no bytes whatever do anything but give rows or a plain error', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 60 }), async (bytes) => {
      try {
        for (const { line, cells } of await rowsOf(bytes)) assert.ok(line >= 1 && cells.length >= 1)
      } catch (error) {
        assert.ok(error instanceof UnreadableFile && error.line !== null, String(error))
      }
    }),
    { numRuns: tries(300) },
  )
})
