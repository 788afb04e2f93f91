import assert from 'node:assert/strict'
import { Buffer } from 'node:buffer'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { isoDay } from './day-number.ts'
import { readSpreadsheet, type SheetToWrite, sheetDay, spreadsheetOf, writeSpreadsheet } from './spreadsheet.ts'
import { UnreadableFile } from './text-file.ts'
import { openZip, packZip } from './zip.ts'

const folder = mkdtempSync(join(tmpdir(), 'spreadsheet-'))
after(() => rmSync(folder, { recursive: true }))

let made = 0
const file = (bytes: Buffer | string): string => {
  const path = join(folder, `${made++}.xlsx`)
  writeFileSync(path, bytes)
  return path
}
/** A workbook whose parts are written as other programs write them. */
const workbookWith = (parts: Record<string, string>): string => {
  const bytes = spreadsheetOf([{ name: 'One', rows: [] }])
  const zip = openZip(bytes)
  const all = new Map(zip.names.map((name) => [name, zip.read(name)!.toString()]))
  for (const [name, text] of Object.entries(parts)) all.set(name, text)
  return file(packZip([...all].map(([name, text]) => ({ name, bytes: Buffer.from(text) }))))
}
const sheetWith = (rows: string): string => `<worksheet><sheetData>${rows}</sheetData></worksheet>`
const cellsOf = async (path: string): Promise<string[][]> =>
  (await readSpreadsheet(path)).sheets[0]!.rows.map(({ cells }) => cells)
const refused = (path: string, words: RegExp, limit?: number): Promise<void> =>
  assert.rejects(readSpreadsheet(path, limit), (error) => error instanceof UnreadableFile && words.test(error.reason))

describe('a spreadsheet', () => {
  test('comes back as it was written, and is its owner’s alone', async () => {
    const path = join(folder, 'written.xlsx')
    const sheets: SheetToWrite[] = [
      {
        name: 'What was found: all',
        rows: [
          ['Rule', 'Child', 'Rows'],
          ['355', 'A & <B> "C"', 12],
          ['142', null, 0.5],
          ['=1+1', '  spaces é 😀  ', -3],
        ],
      },
      { name: 'Second', rows: [['one cell']] },
    ]
    await writeSpreadsheet(path, sheets)
    const { sheets: read } = await readSpreadsheet(path)
    assert.deepEqual(
      read.map(({ name }) => name),
      ['What was found  all', 'Second'],
    )
    assert.deepEqual(read[0]!.rows, [
      { line: 1, cells: ['Rule', 'Child', 'Rows'] },
      { line: 2, cells: ['355', 'A & <B> "C"', '12'] },
      { line: 3, cells: ['142', '', '0.5'] },
      { line: 4, cells: ['=1+1', '  spaces é 😀  ', '-3'] },
    ])
    assert.equal(statSync(path).mode & 0o777, 0o600)
    assert.deepEqual(spreadsheetOf(sheets), spreadsheetOf(sheets))
  })
  test('leaves out characters that XML cannot hold, rather than making a file nothing opens', async () => {
    const path = file(spreadsheetOf([{ name: 'One', rows: [['a\u0000b\u000bc', '\ud800d', 'e\udc00']] }]))
    assert.deepEqual(await cellsOf(path), [['abc', 'd', 'e']])
  })
  test('is read with every kind of cell, in its column, whatever is left out', async () => {
    const path = workbookWith({
      'xl/worksheets/sheet1.xml': sheetWith(
        `<row r="3"><c r="B3" t="s"><v>1</v></c><c r="D3"><v>45658</v></c></row>
         <row r="7"><c r="A7" t="str"><f>A1&amp;"x"</f><v>result</v></c><c t="b"><v>1</v></c><c t="e"><v>#REF!</v></c>
           <c r="E7"><v>1.234567E6</v></c></row><row r="8"><c r="A8"/></row>`,
      ),
      'xl/sharedStrings.xml': `<sst><si><t>first</t></si>
        <si><r><t>sec</t></r><r><t>ond</t></r><rPh sb="0" eb="1"><t>spoken</t></rPh></si></sst>`,
      'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="r1" Type="x/worksheet" Target="/xl/worksheets/sheet1.xml"/>
        <Relationship Id="r2" Type="x/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    })
    assert.deepEqual((await readSpreadsheet(path)).sheets[0]!.rows, [
      { line: 3, cells: ['', 'second', '', '45658'] },
      { line: 7, cells: ['result', 'TRUE', '', '', '1234567'] },
    ])
  })
  test('tells the day a number stands for, from 1900 and from 1904', () => {
    assert.equal(isoDay(sheetDay('45658')), '2025-01-01')
    assert.equal(isoDay(sheetDay('45658.75')), '2025-01-01')
    assert.equal(isoDay(sheetDay('44196', true)), '2025-01-01')
    for (const none of ['', '60', '-', '01/01/2025']) assert.ok(Number.isNaN(sheetDay(none)), none)
  })
  test('that unpacks to too much, or has too many cells, is refused before it fills the memory', async () => {
    const path = file(spreadsheetOf([{ name: 'One', rows: Array.from({ length: 1000 }, () => ['the same again']) }]))
    assert.ok(statSync(path).size < 10_000)
    await refused(path, /too large/, 50_000)
    const wide = '<row><c r="XFD1"><v>1</v></c></row>'.repeat(700)
    await refused(workbookWith({ 'xl/worksheets/sheet1.xml': sheetWith(wide) }), /ten million cells/)
  })
  test('that is no spreadsheet, an old one or a broken one is refused in plain words', async () => {
    await refused(file('URN,Placement code\n'), /not a spreadsheet/)
    await refused(file(Buffer.from('d0cf11e0a1b11ae1', 'hex')), /old form or has a password/)
    await refused(join(folder, 'absent.xlsx'), /no file/)
    await refused(file(packZip([{ name: 'a.txt', bytes: Buffer.from('x') }])), /not a spreadsheet/)
    await refused(workbookWith({ 'xl/worksheets/sheet1.xml': '<worksheet><sheetData>' }), /damaged/)
    const entity = '<!DOCTYPE a [<!ENTITY b "c">]><worksheet/>'
    await refused(workbookWith({ 'xl/worksheets/sheet1.xml': entity }), /DOCTYPE/)
  })
})
