import assert from 'node:assert/strict'
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import pg from 'pg'
import { writeSsda903 } from '../../../bench/ssda903.ts'
import { quick } from '../../../scripts/volume.ts'
import { type Database, openDatabase } from '../../database/open.ts'
import { emptyEmbeddedFolder, newServerDatabase, openForThisTest } from '../../database/testing.ts'
import { readSpreadsheet } from '../../lib/spreadsheet.ts'
import { officialCouncil } from './import/councils.ts'
import { problemsFile } from './import/problems.ts'
import {
  asXml,
  cellsOf,
  censusFile,
  newFolder,
  recordOf,
  removeFolders,
  rowsIn,
  runImport,
  ssda903Folder,
} from './import/testing.ts'

after(removeFolders)

const header = { CHILD: 'A1', SEX: 'F', DOB: '14/05/2012', ETHNIC: 'BAFR', UPN: 'UN4' }

test('a council is known by its three digits or its ONS code, and by its official name', () => {
  assert.equal(officialCouncil('212')?.onsCode, 'E09000032')
  assert.equal(officialCouncil(' e09000032 ')?.councilId, 212)
  assert.ok((officialCouncil('212')?.name ?? '').length > 0)
  for (const unknown of ['999', '000', '21', 'E09', '', 'Wands']) assert.equal(officialCouncil(unknown), null, unknown)
})

const published = new URL('../../../../shared/domain/codes/local-authorities.json', import.meta.url)
const absent = existsSync(published)
  ? false
  : 'The published list of councils (../shared/domain/codes) is not on this machine.'

test('every council of the official list has the name that is published', { skip: absent }, () => {
  for (const { code, description, onsCode } of JSON.parse(readFileSync(published, 'utf8'))) {
    assert.equal(officialCouncil(code)?.name, description)
    assert.equal(officialCouncil(onsCode)?.councilId, Number(code))
  }
})

test('what is said wrongly is answered in plain words, and the database is not even opened', async () => {
  const folder = ssda903Folder({ Header: [header] })
  const council = ['--council', '212', '--year', '2027']
  const wrong: [string[], RegExp][] = [
    [[], /Say which return it is: ssda903 or cin/],
    [['annex', folder, ...council], /"annex" is not a return/],
    [['ssda903', ...council], /Name the folder/],
    [['cin', ...council], /Name the XML file/],
    [['ssda903', folder, folder, ...council], /one too many/],
    [['ssda903', folder, '--year', '2027'], /--council with the three-digit code/],
    [['ssda903', folder, '--council', '999', '--year', '2027'], /no council with the code "999"/],
    [['ssda903', folder, '--council', '212'], /--year 2027 is the year ending/],
    [['ssda903', folder, '--council', '212', '--year', '27'], /not a return year/],
    [['ssda903', folder, '--council', '212', '--year', '2029'], /from 2010 to 2027/],
    [['ssda903', folder, ...council, '--colour'], /Unknown option '--colour'/],
    [['cin', censusFile(''), '--last', folder, ...council], /--last is for ssda903/],
    [['ssda903', join(folder, 'nothing'), ...council], /no folder with this name/],
    [['ssda903', folder, '--last', join(folder, 'nothing'), ...council], /no folder with this name/],
    [['ssda903', folder, ...council, '--findings', 'list.pdf'], /a name that ends in \.csv or \.xlsx/],
    [['ssda903', folder, ...council, '--findings', join(folder, 'no', 'list.csv')], /cannot be written/],
    [['ssda903', folder, ...council, '--rejected', join(folder, 'no', 'such', 'list.csv')], /cannot be written/],
  ]
  for (const [args, words] of wrong) {
    const { code, said, json } = await runImport(null, args)
    assert.equal(code, 2, args.join(' '))
    assert.match(said, words)
    assert.match(said, /Nothing was written/)
    assert.equal(json, null)
  }
})

test('files that hold no return, are empty or are broken are refused in plain words, and nothing is written', async (t) => {
  const database = await openForThisTest(t)
  const before = await recordOf(database)
  const folder = (files: Record<string, string>): string => {
    const made = newFolder()
    for (const [name, text] of Object.entries(files)) writeFileSync(join(made, name), text)
    return made
  }
  const head = 'CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB'
  const file = (text: string): string => {
    const path = join(newFolder(), 'census.xml')
    writeFileSync(path, text)
    return path
  }
  const refused: [string[], RegExp][] = [
    [['ssda903', folder({})], /no SSDA903 table/],
    [['ssda903', folder({ 'postcodes.csv': 'pcd,la\nSW1,1\n' })], /no SSDA903 table/],
    [['ssda903', folder({ 'header.csv': '' })], /header.csv: The file is empty/],
    [['ssda903', folder({ 'header.csv': `${head}\n` })], /headings and no rows/],
    [
      [
        'ssda903',
        folder({
          'header.csv': `${head}\nA1,M,01/01/2012,WBRI,UN1,,`,
          'episodes.csv': 'CHILD,RNE,LS,CIN,PLACE\nA1,S,C2,N1,U6\n',
        }),
      ],
      /looks like Episodes but has no DECOM/,
    ],
    [
      ['ssda903', folder({ 'header.csv': `${head}\nA1,M,01/01/2012,WBRI,UN1,,\nA2,M,"01/01/2012,WBRI\n` })],
      /header.csv, line 3: The quotation mark/,
    ],
    [['ssda903', folder({ 'header.csv': `${head}\nA1,M,01/01/2012,WBRI,UN1,\0,\n` })], /NUL/],
    [['cin', file('')], /empty/],
    [['cin', file('not xml')], /census.xml: /],
    [['cin', file('<Message><Children><Child><ChildIdentifiers>')], /census.xml: /],
    [['cin', censusFile('')], /no child in this file/],
    [['cin', join(newFolder(), 'none.xml')], /no file with this name/],
  ]
  for (const [args, words] of refused) {
    const { code, said } = await runImport(database, [...args, '--council', '212', '--year', '2027', '--json'])
    assert.equal(code, 2, said)
    assert.match(said, words)
  }
  assert.deepEqual(await recordOf(database), before)
})

test('a preview tells the same counts as the import that follows, and writes nothing', async (t) => {
  const database = await openForThisTest(t)
  const folder = newFolder()
  const count = quick ? 10 : 40
  writeSsda903(folder, count, 2026)
  const args = ['ssda903', folder, '--council', '212', '--year', '2026', '--json']
  const before = await recordOf(database)
  const looked = await runImport(database, [...args, '--preview'])
  assert.equal(looked.code, 0)
  assert.match(looked.said, /Nothing was written/)
  assert.deepEqual(await recordOf(database), before)
  assert.deepEqual(await rowsIn(database, 'select from audit_event'), [])
  const brought = await runImport(database, args)
  assert.deepEqual(brought.json, looked.json)
  assert.equal(brought.json?.created.child, count)
  assert.equal(brought.json?.rejected, 0)
  const again = await runImport(database, [...args, '--preview'])
  assert.deepEqual(again.json?.created, {})
})

test('the list to send back names file, line, column, value and reason, and holds nothing a spreadsheet would run', async (t) => {
  const database = await openForThisTest(t)
  const folder = ssda903Folder({
    Header: [header, { ...header, CHILD: 'B2', DOB: '31/02/2012' }, { ...header, CHILD: '' }],
    Reviews: [
      { CHILD: 'A1', DOB: '14/05/2012', REVIEW: '01/06/2026', REVIEW_CODE: 'PN1' },
      { CHILD: 'A1', DOB: '14/05/2012', REVIEW: '=1+1', REVIEW_CODE: 'PN1' },
    ],
    OC2: [{ CHILD: 'A1', DOB: '14/05/2012', SDQ_SCORE: 'twelve' }],
  })
  const { json, list, code } = await runImport(database, [
    'ssda903',
    folder,
    '--council',
    '212',
    '--year',
    '2027',
    '--json',
  ])
  assert.equal(code, 0)
  assert.deepEqual(
    [json?.rejected, json?.created.child, json?.created.review, json?.created['health and wellbeing']],
    [3, 1, 1, 1],
  )
  assert.deepEqual(
    list.map(([file, line, column, value, , , done]) => [file, line, column, value, done]),
    [
      ['header.csv', '3', 'DOB', '31/02/2012', 'Left out'],
      ['header.csv', '4', 'CHILD', '', 'Left out'],
      ['oc2.csv', '2', 'SDQ_SCORE', 'twelve', 'This value left out, the rest brought in'],
      ['reviews.csv', '3', 'REVIEW', "'=1+1", 'Left out'],
    ],
  )
  for (const [, , , , , reason] of list) assert.ok((reason ?? '').length > 10)
  assert.ok(problemsFile([]).startsWith('\ufefffile,line,column,value,child,reason,'))
})

test('a census of another council or year is told before anything is brought in', async (t) => {
  const database = await openForThisTest(t)
  const child =
    '<Child><ChildIdentifiers><LAchildID>C1</LAchildID></ChildIdentifiers><CINdetails><CINreferralDate>2025-04-02</CINreferralDate></CINdetails></Child>'
  const { said } = await runImport(database, [
    'cin',
    censusFile(child, '<LEA>318</LEA>'),
    '--council',
    '212',
    '--year',
    '2025',
    '--preview',
  ])
  assert.match(said, /from another council, 318, not 212/)
  assert.match(said, /census of 2026, not 2025/)
})

test('an XML return brings in the record that its CSV files bring in, and either may be last year’s', async (t) => {
  const [csv, xml] = [await openForThisTest(t), await openForThisTest(t)]
  const [now, last] = [newFolder(), newFolder()]
  const count = quick ? 10 : 30
  writeSsda903(last, count - 5, 2025)
  writeSsda903(now, count, 2026)
  const args = ['--council', '212', '--year', '2026', '--json']
  const first = await runImport(csv, ['ssda903', now, '--last', last, ...args])
  const second = await runImport(xml, ['ssda903', asXml(now), '--last', asXml(last), ...args])
  assert.equal(second.code, 0, second.said)
  assert.ok((first.json?.created.placement ?? 0) > count)
  assert.deepEqual(second.json, first.json)
  assert.deepEqual(await recordOf(xml), await recordOf(csv))
  for (const [from, before] of [
    [asXml(now), last],
    [now, asXml(last)],
  ] as const) {
    const again = await runImport(csv, ['ssda903', from, '--last', before, ...args])
    assert.deepEqual([again.json?.created, again.json?.matched.changed, again.json?.rejected], [{}, undefined, 0])
  }
})

test('what cannot be read of an XML return is listed with its line; one that is cut off is refused whole', async (t) => {
  const database = await openForThisTest(t)
  const file = (text: string): string => {
    const path = join(newFolder(), 'return.xml')
    writeFileSync(path, text)
    return path
  }
  const child = (id: string, born: string, more = ''): string =>
    `<CHILD><HEADER><CHILDID>${id}</CHILDID><SEX>F</SEX><DOB>${born}</DOB>${more}</HEADER></CHILD>`
  const review = '<AREVIEW><REVIEW>31/02/2026</REVIEW><REVIEW_CODE>PN1</REVIEW_CODE></AREVIEW>'
  const one = `<EXPSSDA903>${child('A1', '14/05/2012', `${review}<SHOE_SIZE>38</SHOE_SIZE>`)}${child('B2', '31/02/2012')}\n${child('', '01/01/2012')}</EXPSSDA903>`
  const args = ['--council', '212', '--year', '2026', '--json']
  const { json, list, said } = await runImport(database, ['ssda903', file(one), ...args])
  assert.deepEqual([json?.created.child, json?.rejected], [1, 3])
  assert.deepEqual(
    list.map(([name, line, column, value]) => [name, line, column, value]),
    [
      ['return.xml', '1', 'DOB', '31/02/2012'],
      ['return.xml', '1', 'REVIEW', '31/02/2026'],
      ['return.xml', '2', 'CHILD', ''],
    ],
  )
  assert.match(said, /return\.xml line 1: HEADER has no element SHOE_SIZE in the return: passed over/)

  const before = await recordOf(database)
  for (const [text, words] of [
    [`<EXPSSDA903>\n${child('C3', '01/01/2012')}\n<CHILD><HEADER>`, /return\.xml: Line 3, column \d+: .*cut off/],
    ['<Message><Children/></Message>', /return\.xml: Line 1, column \d+: The first element is <Message>/],
    ['<!DOCTYPE EXPSSDA903><EXPSSDA903/>', /return\.xml: Line 1, column \d+: This file has a DOCTYPE/],
    ['<EXPSSDA903></EXPSSDA903>', /There is no child in this file/],
  ] as const) {
    const refused = await runImport(database, ['ssda903', file(text), ...args])
    assert.equal(refused.code, 2, refused.said)
    assert.match(refused.said, words)
  }
  assert.deepEqual(await recordOf(database), before)
})

test('what the checks find is told, by rule when it is looked at first, and keeps no row out', async (t) => {
  const database = await openForThisTest(t)
  const folder = ssda903Folder({
    Header: ['A1', 'B2', 'C3', 'D4', 'E5'].map((CHILD, at) => ({
      ...header,
      CHILD,
      ETHNIC: 'ZZZZ',
      SEX: at === 0 ? '7' : 'F',
    })),
    Reviews: [{ CHILD: 'A1', DOB: '14/05/2012', REVIEW: '01/06/2030', REVIEW_CODE: 'PN1' }],
  })
  const args = ['ssda903', folder, '--council', '212', '--year', '2026', '--json']
  const [csv, book] = ['findings.csv', 'findings.xlsx'].map((name) => join(newFolder(), name))
  const looked = await runImport(database, [...args, '--preview', '--findings', csv!])
  assert.match(looked.said, /The checks find \d+ errors and 0 queries of \d+ rules, on 5 children/)
  const told = looked.said.split('\n')
  const times = told.flatMap((line) => /^ {2}\w+ (?:error|query), (\d+) times?: /.exec(line)?.[1] ?? [])
  assert.ok(times.length >= 2)
  assert.deepEqual(
    times.map(Number),
    times.map(Number).toSorted((a, b) => b - a),
    'the commonest first',
  )
  assert.match(
    looked.said,
    / {2}103 error, 5 times: The ethnic group [^\n]*\n {6}header\.csv line 2, ETHNIC, child A1\n(.*\n){2} {6}and 2 more/,
  )
  const saved = readFileSync(csv!, 'utf8').trim().split('\r\n')
  assert.match(saved[0] ?? '', /Rule,Severity,Child,What is wrong,What to do,Who can,File,Line/)
  assert.ok(saved.slice(1).some((line) => cellsOf(line)[2] === 'E5'))
  assert.deepEqual(await rowsIn(database, 'select from person'), [])

  const brought = await runImport(database, [...args, '--findings', book!])
  assert.match(brought.said, /The checks find \d+ errors and 0 queries of \d+ rules, on 5 children\. All of it came in/)
  assert.equal((await readSpreadsheet(book!)).sheets[0]?.rows.length, saved.length)
  assert.deepEqual(brought.json, looked.json)
  assert.deepEqual(Object.keys(brought.json ?? {}), ['created', 'matched', 'rejected'])
  assert.deepEqual([brought.json?.created.child, brought.json?.created.review, brought.json?.rejected], [5, 1, 0])

  const census = await runImport(database, [
    'cin',
    censusFile('<Child><ChildIdentifiers><LAchildID>Z9</LAchildID></ChildIdentifiers></Child>'),
    '--council',
    '212',
    '--year',
    '2026',
  ])
  assert.match(census.said, /The checks find \d+ errors? and \d+ quer(y|ies) of \d+ rules?, on 1 child/)
})

// A process of its own, and one that is killed --------------------------------------------------------------------------

type Started = { process: ChildProcess; heard: () => string; printed: () => string }

/** `halted`: the words at which it says no more and does no more, whatever it was doing. */
const start = (settings: Record<string, string>, folder: string, halted?: string): Started => {
  const { DATABASE_URL: _, MIGRATION_DATABASE_URL: __, ...environment } = process.env
  const halting = `import { writeSync } from 'node:fs'
    process.stderr.write = (words) => {
      writeSync(2, words)
      if (words.startsWith('${halted}')) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
      return true
    }`
  const started = spawn(
    process.execPath,
    [
      ...(halted === undefined ? [] : ['--import', `data:text/javascript,${encodeURIComponent(halting)}`]),
      join(import.meta.dirname, '..', '..', 'commands.ts'),
      'import',
      ...ofReturn,
    ],
    { cwd: folder, env: { ...environment, ...settings }, stdio: ['ignore', 'pipe', 'pipe'] },
  )
  let [said, printed] = ['', '']
  started.stderr.on('data', (piece) => {
    said += piece
  })
  started.stdout.on('data', (piece) => {
    printed += piece
  })
  return { process: started, heard: () => said, printed: () => printed }
}
const ended = async ({ process: started }: Started): Promise<void> => {
  if (started.exitCode === null && started.signalCode === null) await once(started, 'close')
}
/** Kills it as soon as it says these words. */
const killedAt = async (started: Started, words: string): Promise<void> => {
  started.process.stderr!.on('data', () => {
    if (started.heard().includes(words)) started.process.kill('SIGKILL')
  })
  await ended(started)
  assert.equal(started.process.signalCode, 'SIGKILL', started.heard())
}

const ofReturn = ['ssda903', 'return', '--council', '212', '--year', '2026', '--json']
const children = quick ? 30 : 150
const folderWithReturn = (): string => {
  const folder = newFolder()
  writeSsda903(join(folder, 'return'), children, 2026)
  return folder
}

const nothingIn = async (database: Database): Promise<void> => {
  for (const [table, said] of Object.entries(await recordOf(database))) assert.equal(said, '0 ', table)
  assert.deepEqual(await rowsIn(database, 'select from import_run'), [])
}

test('killed halfway on a server, it leaves nothing, and the next run brings everything', async () => {
  const { url, drop } = await newServerDatabase()
  const folder = folderWithReturn()
  // Somebody holds a table that is written late, so that the kill comes in the middle for certain.
  const holder = new pg.Client({ connectionString: url })
  await holder.connect()
  await holder.query('begin; lock table event in access exclusive mode')
  await killedAt(start({ DATABASE_URL: url }, folder), 'Writing the journey')
  await holder.query('rollback')
  await holder.end()

  const database = await openDatabase({ url })
  await nothingIn(database)
  const next = start({ DATABASE_URL: url }, folder)
  await ended(next)
  assert.equal(next.process.exitCode, 0, next.heard())
  assert.equal(next.printed().split('\n').filter(Boolean).length, 1)
  assert.equal(JSON.parse(next.printed()).created.child, children)
  assert.equal((await rowsIn(database, 'select from person')).length, children)
  await database.close()
  await drop()
})

test('killed halfway on the embedded database, it leaves nothing, and the next run brings everything', async (t) => {
  const folder = folderWithReturn()
  const data = join(folder, 'data')
  mkdirSync(join(data, 'postgres'), { recursive: true })
  const empty = Buffer.from(await (await emptyEmbeddedFolder()).arrayBuffer())
  execFileSync('tar', ['-x', '-f', '-', '-C', join(data, 'postgres')], { input: empty, stdio: 'pipe' })
  // It has written nearly everything, and stands still there, so that the kill comes in the middle for certain.
  await killedAt(start({ DATA_DIR: data }, folder, 'Making children findable'), 'Making children findable')

  const database = await openDatabase({ folder: data })
  t.after(() => database.close())
  await nothingIn(database)
  // A process that is not killed ends as the one above on the server does.
  const next = await runImport(database, ['ssda903', join(folder, 'return'), ...ofReturn.slice(2)])
  assert.equal(next.code, 0, next.said)
  assert.equal(next.json?.created.child, children)
  assert.equal((await rowsIn(database, 'select from person')).length, children)
})
