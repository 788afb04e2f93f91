import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { createWriteStream, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { after, describe, test } from 'node:test'
import { quick } from '../../../scripts/volume.ts'
import { readSpreadsheet } from '../../lib/spreadsheet.ts'
import { packZip } from '../../lib/zip.ts'
import { checkCommand } from './check-command.ts'
import { censusFile, newFolder, removeFolders, ssda903Folder } from './import/testing.ts'

after(removeFolders)

const header = { CHILD: 'A1', SEX: 'F', DOB: '14/05/2012', ETHNIC: 'BAFR', UPN: 'UN4' }
const episode = {
  CHILD: 'A1',
  DECOM: '01/05/2025',
  RNE: 'S',
  LS: 'C2',
  CIN: 'N1',
  PLACE: 'U4',
  PLACE_PROVIDER: 'PR1',
  HOME_POST: 'AB1 2CD',
  PL_POST: 'AB1 3CD',
  URN: 'SC012345',
}

/** What a run of the command says; the findings are in `printed`, by way of a file. */
const check = async (
  args: readonly string[],
  out: string | null = join(newFolder(), 'findings'),
): Promise<{ code: number; said: string; printed: string }> => {
  const said: string[] = []
  const code = await checkCommand(out === null ? [...args] : [...args, '--out', out], {
    say: (words) => void said.push(words),
    print: () => assert.fail('findings are not printed line by line'),
    database: async () => assert.fail('a check needs no database'),
    now: Temporal.Instant.from('2026-11-23T10:00:00Z'),
    production: true,
  })
  return {
    code,
    said: said.join('\n'),
    printed: out !== null && existsSync(out) ? readFileSync(out, 'latin1') : '',
  }
}
const here = ['--council', '212', '--year', '2026']
type Line = { rule: string; table: string; row: number; column: string; child: string; severity: string }
const linesOf = (printed: string): Line[] =>
  Buffer.from(printed, 'latin1')
    .toString('utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
const findings = async (path: string, ...more: string[]): Promise<Line[]> =>
  linesOf((await check(['ssda903', path, ...here, '--format', 'jsonl', ...more])).printed)

/** A process of its own, and the most memory it held at any time, in MiB. */
const run = async (
  args: readonly string[],
): Promise<{ code: number | null; said: string; printed: string; peak: number }> => {
  // What Node calls the peak begins with the size of the process that started this one; the system's own figure does not.
  const told = `process.on('exit', () => {
    const { existsSync, readFileSync } = process.getBuiltinModule('node:fs')
    const own = '/proc/self/status'
    const peak = existsSync(own) ? /VmHWM:[^0-9]*([0-9]+)/.exec(readFileSync(own, 'utf8'))[1] : process.resourceUsage().maxRSS
    process.stderr.write(String.fromCharCode(10) + 'peak ' + peak)
  })`
  const started = spawn(
    process.execPath,
    [
      '--import',
      `data:text/javascript,${encodeURIComponent(told)}`,
      join(import.meta.dirname, '..', '..', 'commands.ts'),
      'check',
      ...args,
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  )
  let [said, printed] = ['', '']
  started.stderr.on('data', (piece) => {
    said += piece
  })
  started.stdout.on('data', (piece) => {
    printed += piece
  })
  const code = await new Promise<number | null>((ended) => started.on('close', ended))
  const [, peak] = /\npeak (\d+)$/.exec(said) ?? []
  assert.ok(peak, said)
  return { code, said: said.slice(0, said.lastIndexOf('\npeak ')), printed, peak: Number(peak) / 1024 }
}

test('what is said wrongly is answered in plain words', async () => {
  const folder = ssda903Folder({ Header: [header] })
  const wrong: [string[], RegExp][] = [
    [[], /Say which return it is: ssda903 or cin/],
    [['annex', folder, ...here], /"annex" is not a return that can be checked/],
    [['ssda903', ...here], /Name the folder of CSV files, or the XML file/],
    [['cin', ...here], /Name the XML file of the census/],
    [['ssda903', folder, folder, ...here], /one too many/],
    [['ssda903', folder, '--year', '2026'], /--council with the three-digit code/],
    [['ssda903', folder, '--council', '999', '--year', '2026'], /no council with the code "999"/],
    [['ssda903', folder, '--council', '212'], /--year 2027 is the year ending/],
    [['ssda903', folder, '--council', '212', '--year', '26'], /not a return year/],
    [['ssda903', folder, ...here, '--colour'], /Unknown option '--colour'/],
    [['ssda903', folder, ...here, '--format', 'pdf'], /--format "pdf" is not one of text, json, jsonl, csv, xlsx/],
    [['ssda903', join(folder, 'none'), ...here], /There is no .*none/],
    [['ssda903', folder, '--last', join(folder, 'none'), ...here], /There is no .*none for --last/],
    [['ssda903', folder, '--providers', join(folder, 'none'), ...here], /There is no .*none for --providers/],
    [['cin', join(folder, 'none.xml'), ...here], /none.xml: There is no file with this name/],
    [['cin', censusFile(''), '--last', folder, ...here], /--last is for ssda903/],
    [['ssda903', newFolder(), ...here], /There is no CSV file in this folder/],
  ]
  for (const [args, words] of wrong) {
    const { code, said } = await check(args)
    assert.equal(code, 2, args.join(' '))
    assert.match(said, words)
    assert.match(said, /Nothing was checked/)
  }
  const { code, said } = await check(['ssda903', folder, ...here, '--format', 'xlsx'], null)
  assert.deepEqual([code, /Say where the spreadsheet goes/.test(said)], [2, true])
})

test('the exit code tells clean from found, and what ran is told beside the findings and not among them', async () => {
  const faulty = ssda903Folder({ Header: [{ ...header, ETHNIC: 'ZZZZ' }], Episodes: [episode] })
  const { code, said, printed } = await run(['ssda903', faulty, ...here, '--format', 'jsonl'])
  assert.equal(code, 1)
  assert.match(said, /Rules: \d+ ran, \d+ not applicable, 0 failed\./)
  const lines = linesOf(printed)
  assert.ok(lines.length > 0)
  for (const line of lines)
    assert.deepEqual(Object.keys(line), ['rule', 'table', 'row', 'column', 'child', 'severity', 'message'])
  assert.ok(
    lines.some(({ table, row, column, child }) => `${table} ${row} ${column} ${child}` === 'Header 0 ETHNIC A1'),
  )

  // Before its rules begin a return has nothing that could be wrong.
  const clean = await check(['ssda903', faulty, '--council', '212', '--year', '2015', '--format', 'jsonl'])
  assert.deepEqual([clean.code, clean.printed], [0, ''])
  assert.match(clean.said, /Rules: 0 ran/)
})

test('a person, a spreadsheet and a program are told the same findings', async () => {
  const folder = ssda903Folder({
    Header: [{ ...header, CHILD: '=A1', ETHNIC: 'ZZZZ' }],
    Episodes: [{ ...episode, CHILD: '=A1' }],
  })
  const lines = await findings(folder)
  const text = await check(['ssda903', folder, ...here])
  assert.match(text.printed, /header\.csv line 2, ETHNIC, child =A1/)
  const json = JSON.parse((await check(['ssda903', folder, ...here, '--format', 'json'])).printed)
  assert.equal(json.findings.length, lines.length)
  assert.deepEqual([json.return, json.year, json.council, json.children], ['ssda903', 2026, 212, 1])
  const { printed: csv } = await check(['ssda903', folder, ...here, '--format', 'csv'])
  assert.equal(csv.trim().split('\r\n').length, lines.length + 1)
  assert.ok(csv.includes(",'=A1,"), 'a spreadsheet does not run what a child is called')
  const book = join(newFolder(), 'findings.xlsx')
  assert.equal((await check(['ssda903', folder, ...here, '--format', 'xlsx'], book)).code, 1)
  const [sheet, rules] = (await readSpreadsheet(book)).sheets
  assert.equal(sheet?.rows.length, lines.length + 1)
  assert.equal(rules?.name, 'Rules')
})

test('what is found depends on whose return it is', async () => {
  // A home of one's own lies in one's own area, unless it is said to be elsewhere.
  const postcodes = join(newFolder(), 'postcodes.csv')
  writeFileSync(
    postcodes,
    'pcds,oseast1m,osnrth1m,oslaua\nAB1 2CD,527000,175000,E09000032\nAB1 3CD,527500,175500,E09000032\n',
  )
  const folder = ssda903Folder({ Header: [header], Episodes: [{ ...episode, PLACE: 'K2', PLACE_PROVIDER: 'PR1' }] })
  const of = async (council: string): Promise<string[]> => {
    const args = [
      'ssda903',
      folder,
      '--council',
      council,
      '--year',
      '2026',
      '--postcodes',
      postcodes,
      '--format',
      'jsonl',
    ]
    return linesOf((await check(args)).printed).map(({ rule }) => rule)
  }
  const own = await of('212')
  assert.deepEqual(await of('E09000032'), own)
  for (const other of ['318', '317', '936']) {
    const theirs = await of(other)
    assert.ok(
      theirs.some((rule) => !own.includes(rule)),
      `${other}: ${theirs.join(' ')}`,
    )
  }
  const census = censusFile('<Child><ChildIdentifiers><LAchildID>C1</LAchildID></ChildIdentifiers></Child>')
  assert.match(
    (await check(['cin', census, '--council', '318', '--year', '2026'])).said,
    /It says it is of council 212/,
  )
  assert.doesNotMatch((await check(['cin', census, ...here])).said, /It says it is of council/)
})

describe('files as councils’ systems write them read the same', () => {
  const rows = [
    'CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB',
    'É1,F,14/05/2012,ZZZZ,UN4,,',
    '"B""2",M,31/02/2012,WBRI,UN4,,',
  ]
  const written = (name: string, content: Buffer | string): string => {
    const folder = newFolder()
    writeFileSync(join(folder, name), content)
    return folder
  }
  const lines = (end: string): string => `${rows.join(end)}${end}`
  const utf16 = (text: string, big: boolean): Buffer => {
    const bytes = Buffer.from(text, 'utf16le')
    return big ? bytes.swap16() : bytes
  }
  const plain = findings(written('header.csv', lines('\n')))
  for (const [name, content] of [
    ['with CRLF', lines('\r\n')],
    ['with the line ends of old Macintoshes', lines('\r')],
    ['with a byte order mark', `\ufeff${lines('\r\n')}`],
    ['in Windows-1252', Buffer.from(lines('\r\n'), 'latin1')],
    ['in UTF-16, the low byte first', utf16(`\ufeff${lines('\r\n')}`, false)],
    ['in UTF-16, the high byte first', utf16(`\ufeff${lines('\r\n')}`, true)],
    ['in UTF-16 without a mark', utf16(lines('\r\n'), false)],
    [
      'with every cell in quotation marks',
      lines('\r\n').replace(/^.*ZZZZ.*$/m, (row) => row.replaceAll(/[^,\r\n]+/g, '"$&"')),
    ],
    [
      'with its columns in another order',
      [
        'UPN,DOB,CHILD,SEX,ETHNIC,MC_DOB,MOTHER',
        'UN4,14/05/2012,É1,F,ZZZZ,,',
        'UN4,31/02/2012,"B""2",M,WBRI,,',
        '',
      ].join('\n'),
    ],
    ['without the end of the last line', lines('\n').trimEnd()],
  ] as const) {
    test(name, async () => {
      const expected = await plain
      assert.deepEqual(new Set(expected.map(({ child }) => child)), new Set(['É1', 'B"2']))
      assert.deepEqual(await findings(written('header.csv', content)), expected)
    })
  }

  const xml =
    '<EXPSSDA903><CHILD><HEADER><CHILDID>É1</CHILDID><SEX>F</SEX><DOB>14/05/2012</DOB><ETHNIC>ZZZZ</ETHNIC></HEADER></CHILD></EXPSSDA903>'
  const xmlFile = (content: Buffer | string): string => join(written('return.xml', content), 'return.xml')
  const plainXml = findings(xmlFile(xml))
  for (const [name, content] of [
    ['XML with CRLF and a byte order mark', `\ufeff<?xml version="1.0"?>\r\n${xml}\r\n`],
    ['XML in Windows-1252', Buffer.from(`<?xml version="1.0" encoding="windows-1252"?>${xml}`, 'latin1')],
    ['XML in UTF-16', utf16(`\ufeff<?xml version="1.0" encoding="utf-16"?>${xml}`, true)],
  ] as const) {
    test(name, async () => {
      const expected = await plainXml
      assert.ok(expected.some(({ child, column }) => child === 'É1' && column === 'ETHNIC'))
      assert.deepEqual(await findings(xmlFile(content)), expected)
    })
  }
})

// Hostile and broken files: each in a process of its own, with what it held in memory --------------------------------------

/** The promise is 300 MiB; what Node itself takes differs a little between machines. */
const mostMemory = 300
const columns = 'CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN'

const refuses = async (args: readonly string[], words: RegExp): Promise<void> => {
  const { code, said, printed, peak } = await run([...args, ...here])
  assert.equal(code, 2, said)
  assert.match(said, words)
  assert.equal(printed, '')
  assert.doesNotMatch(said, /\n {4}at |node:/, 'no stack of the program')
  assert.ok(peak < mostMemory, `${Math.round(peak)} MiB`)
}
const file = (name: string, content: string | Buffer): string => {
  const path = join(newFolder(), name)
  writeFileSync(path, content)
  return path
}
const folderOf = (content: string | Buffer): string => join(file('episodes.csv', content), '..')
/**
 * A file of a little over 64 MB, written piece by piece; in a quick run of 4 MB, and the tests fill it with rows that say
 * hardly more than that they are there: as many as reach the same limit.
 */
const longBytes = quick ? 4_000_000 : 64_000_000
const long = async (name: string, start: string, piece: (n: number) => string, end: string): Promise<string> => {
  const path = join(newFolder(), name)
  const text = function* () {
    yield start
    for (let [bytes, n] = [0, 0]; bytes < longBytes; ) {
      let some = ''
      while (some.length < 256 * 1024) some += piece(n++)
      bytes += some.length
      yield some
    }
    yield end
  }
  await pipeline(Readable.from(text()), createWriteStream(path))
  return path
}

/** A spreadsheet of some 200 KB whose one sheet unpacks to 200 MiB of blanks; in a quick run to 104, of 100 that are too many. */
const zipBomb = (): { bytes: Buffer; declaring: (size: number) => Buffer } => {
  const relation = (type: string, target: string): string =>
    `<Relationships><Relationship Id="r1" Type="x/${type}" Target="${target}"/></Relationships>`
  const sheet = 'xl/worksheets/sheet1.xml'
  const bytes = packZip([
    { name: '_rels/.rels', bytes: Buffer.from(relation('officeDocument', 'xl/workbook.xml')) },
    { name: 'xl/_rels/workbook.xml.rels', bytes: Buffer.from(relation('worksheet', 'worksheets/sheet1.xml')) },
    {
      name: 'xl/workbook.xml',
      bytes: Buffer.from('<workbook><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>'),
    },
    { name: sheet, bytes: Buffer.alloc((quick ? 104 : 200) * 1024 * 1024, ' ') },
  ])
  return {
    bytes,
    declaring: (size) => {
      const liar = Buffer.from(bytes)
      // The directory stands last; the size unpacked is 22 bytes before the name.
      liar.writeUInt32LE(size, liar.lastIndexOf(sheet) - 22)
      return liar
    },
  }
}

describe('a hostile or broken file ends in a clear error, within the memory that was promised', () => {
  const row = (n: number): string =>
    `C${n},01/05/2025,S,C2,N1,U6,PR1,31/12/2025,E8,CARPL,AB1 2CD,AB${n % 90} 3CD,SC${100_000 + n}\n`

  test('a CSV file longer than any return', async () => {
    const path = await long('episodes.csv', `${columns}\n`, quick ? (n) => `C${n}\n` : row, '')
    await refuses(
      ['ssda903', join(path, '..')],
      /^episodes\.csv: Line \d{6}, column 1: This file is longer than the return/m,
    )
  })
  test('an XML file longer than any return', async () => {
    const child = (n: number): string =>
      quick
        ? '<CHILD/>\n'
        : `<CHILD><HEADER><CHILDID>C${n}</CHILDID><SEX>F</SEX><DOB>01/01/2012</DOB></HEADER><EPISODE><DECOM>01/05/2025</DECOM></EPISODE></CHILD>\n`
    const path = await long('return.xml', '<EXPSSDA903>\n', child, '</EXPSSDA903>')
    await refuses(['ssda903', path], /^return\.xml: Line \d{6}, column 1: This file is longer than the return/m)
  })
  test('a census longer than any council’s', async () => {
    const child = (n: number): string =>
      quick
        ? '<Child><ChildIdentifiers/></Child>\n'
        : `<Child><ChildIdentifiers><LAchildID>C${n}</LAchildID></ChildIdentifiers><CINdetails><CINreferralDate>2025-05-01</CINreferralDate></CINdetails></Child>\n`
    const path = await long('census.xml', '<Message><Children>\n', child, '</Children></Message>')
    await refuses(['cin', path], /^census\.xml: Line \d{6}, column 1: This file is longer than the census/m)
  })
  for (const [what, doctype] of [
    [
      'a billion laughs',
      '<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">',
    ],
    ['an entity from elsewhere', '<!ENTITY c SYSTEM "file:///etc/passwd">'],
  ] as const) {
    test(`${what}, in both returns`, async () => {
      const of = (root: string, inside: string): string =>
        `<?xml version="1.0"?>\n<!DOCTYPE ${root} [${doctype}]>\n<${root}>${inside}</${root}>`
      const first = of('EXPSSDA903', '<CHILD><HEADER><CHILDID>&c;</CHILDID></HEADER></CHILD>')
      const second = of(
        'Message',
        '<Children><Child><ChildIdentifiers><LAchildID>&c;</LAchildID></ChildIdentifiers></Child></Children>',
      )
      await Promise.all([
        refuses(['ssda903', file('return.xml', first)], /^return\.xml: Line 2, column \d+: This file has a DOCTYPE/m),
        refuses(['cin', file('census.xml', second)], /^census\.xml: Line 2, column \d+: This file has a DOCTYPE/m),
      ])
    })
  }
  test('elements 200,000 deep, in both returns', async () => {
    const deep = '<A>'.repeat(200_000) + '</A>'.repeat(200_000)
    const first = file('return.xml', `<EXPSSDA903>\n<CHILD>${deep}</CHILD></EXPSSDA903>`)
    const second = file('census.xml', `<Message>\n<Children><Child>${deep}</Child></Children></Message>`)
    const tooDeep = (name: string) =>
      new RegExp(`^${name}\\.xml: Line 2, column \\d+: Elements are nested more than 100 deep`, 'm')
    await Promise.all([refuses(['ssda903', first], tooDeep('return')), refuses(['cin', second], tooDeep('census'))])
  })
  test('a list of providers that unpacks without end, whatever it says of itself', async () => {
    const folder = folderOf(`${columns}\n${row(1)}`)
    const bomb = zipBomb()
    const words = /^providers\.xlsx: This file would be too large once unpacked/m
    const lists = [bomb.bytes, bomb.declaring(1000)].map((content) => file('providers.xlsx', content))
    await Promise.all(lists.map((list) => refuses(['ssda903', folder, '--providers', list], words)))
  })
  test('a cell of megabytes, in CSV and in XML', async () => {
    const cell = 'N'.repeat((quick ? 2 : 10) * 1024 * 1024)
    const tooLong = /^episodes\.csv: Line 3, column 5: This cell holds more than a million characters/m
    const whole = folderOf(`${columns}\n${row(1)}C2,01/05/2025,S,C2,${cell},U6\n`)
    const open = folderOf(`${columns}\n${row(1)}C2,01/05/2025,S,C2,"${cell}`)
    await Promise.all([whole, open].map((folder) => refuses(['ssda903', folder], tooLong)))
    const xml = `<Message><Children><Child>\n<ChildIdentifiers><LAchildID>${cell}</LAchildID></ChildIdentifiers></Child></Children></Message>`
    await refuses(
      ['cin', file('census.xml', xml)],
      /^census\.xml: Line 2, column \d+: There are more than a million characters in <LAchildID>/m,
    )
  })
  test('a file that is cut off', async () => {
    const cut: [string[], RegExp][] = [
      [
        ['ssda903', folderOf(`${columns}\n${row(1)}${row(2).slice(0, 20)}`)],
        /^episodes\.csv: Line 3, column \d+: The file ends in the middle of this row/m,
      ],
      [
        ['ssda903', folderOf(`${columns}\n${row(1)}C2,"01/05/20`)],
        /^episodes\.csv: Line 3, column 2: The quotation mark .* never closed/m,
      ],
      [
        ['ssda903', folderOf(Buffer.from(`${columns}\n${row(1)}C2,\0\0`))],
        /^episodes\.csv: Line 3, column 2: There is a NUL/m,
      ],
      [
        ['ssda903', file('return.xml', '<EXPSSDA903>\n<CHILD><HEADER><CHILDID>A1</CHILDID>')],
        /^return\.xml: Line 2, column \d+: The file ends inside <HEADER>. It looks cut off/m,
      ],
      [
        ['cin', file('census.xml', '<Message><Children>\n<Child><ChildIdentifiers>')],
        /^census\.xml: Line 2, column \d+: The file ends inside <ChildIdentifiers>. It looks cut off/m,
      ],
    ]
    for (const [args, words] of cut) {
      const { code, said } = await check([...args, ...here])
      assert.equal(code, 2, said)
      assert.match(said, words)
    }
    // Of last year's files it is said that they are last year's.
    const args = ['ssda903', folderOf(`${columns}\n${row(1)}`), '--last', folderOf(`${columns}\nC2,"01`), ...here]
    assert.match((await check(args)).said, /^Last year: episodes\.csv: Line 2, column 2/m)
  })
})
