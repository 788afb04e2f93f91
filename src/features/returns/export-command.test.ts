import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import type { Database } from '../../database/open.ts'
import { openForThisTest } from '../../database/testing.ts'
import { readCinTables } from './cin/flatten.ts'
import { exportCommand } from './export-command.ts'
import { cellsOf, newFolder, removeFolders, rowsIn, runImport, ssda903Folder } from './import/testing.ts'
import type { RawReturn } from './ssda903/child.ts'
import { readSsda903Xml } from './ssda903/xml.ts'

after(removeFolders)

const shared = join(import.meta.dirname, '..', '..', '..', '..', 'shared', 'conformance', 'oracle')
const absent = existsSync(shared) ? false : 'The files to try on (../shared/conformance) are not on this machine.'

const run = async (database: Database | null, args: readonly string[]): Promise<{ code: number; said: string }> => {
  const said: string[] = []
  const code = await exportCommand([...args], {
    say: (words) => void said.push(words),
    print: (line) => void said.push(line),
    database: async () => {
      if (database === null) throw new Error('the database should not have been opened')
      return database
    },
    now: Temporal.Instant.from('2026-11-23T10:00:00Z'),
    production: false,
  })
  return { code, said: said.join('\n') }
}

/** Lines that stand in one list and not in the other, as often as they do. */
const beyond = (lines: readonly string[], others: readonly string[]): string[] => {
  const left = new Map<string, number>()
  for (const line of others) left.set(line, (left.get(line) ?? 0) + 1)
  return lines.filter((line) => {
    const times = left.get(line) ?? 0
    left.set(line, times - 1)
    return times <= 0
  })
}

const linesOf = (path: string): string[] =>
  readFileSync(path, 'utf8')
    .replace(/^\ufeff/, '')
    .split('\r\n')
    .filter(Boolean)

describe('a return that was brought in', { skip: absent }, () => {
  test('is given back row for row: all twelve files of SSDA903, with their headings in the order they came in', async (t) => {
    const database = await openForThisTest(t)
    const [now, last] = ['this_year', 'last_year'].map((year) => join(shared, '903-clean', year)) as [string, string]
    assert.equal(
      (await runImport(database, ['ssda903', now, '--last', last, '--council', '212', '--year', '2027'])).code,
      0,
    )
    const out = join(newFolder(), 'return')
    const { code, said } = await run(database, ['ssda903', '--council', '212', '--year', '2027', '--out', out, '--xml'])
    assert.equal(code, 0, said)
    assert.match(said, /136 children\. Written to/)
    const files = readdirSync(now).sort()
    assert.equal(files.length, 12)
    assert.deepEqual(readdirSync(out).sort(), [...files, 'ssda903-212-2027.xml'].sort())
    let rows = 0
    for (const file of files) {
      const [givenHead, ...given] = readFileSync(join(now, file), 'utf8')
        .replace(/^\ufeff/, '')
        .split(/\r?\n/)
        .filter(Boolean)
      const [madeHead, ...made] = linesOf(join(out, file))
      assert.deepEqual(cellsOf(madeHead!), cellsOf(givenHead!), file)
      assert.deepEqual(beyond(given, made), [], `${file} lost rows`)
      assert.deepEqual(beyond(made, given), [], `${file} has rows that were not given`)
      rows += made.length
    }
    assert.equal(rows, 1000)
    const { tables } = await readSsda903Xml(join(out, 'ssda903-212-2027.xml'))
    const inXml = Object.values(tables as RawReturn).reduce((sum, table) => sum + (table?.rows.length ?? 0), 0)
    assert.equal(inXml, rows, 'the XML holds the same rows')
  })

  test('is given back row for row: the census, but for what README.md lists', async (t) => {
    const database = await openForThisTest(t)
    const from = join(shared, 'cin-seed1.xml')
    assert.equal((await runImport(database, ['cin', from, '--council', '212', '--year', '2026'])).code, 0)
    const out = newFolder()
    assert.equal((await run(database, ['cin', '--council', '212', '--year', '2026', '--out', out])).code, 0)
    const given = (await readCinTables(from)).tables
    const made = (await readCinTables(join(out, 'cin-212-2026.xml'))).tables
    const ids = ['CINdetailsID', 'AssessmentID', 'CPPID']
    const flags: Record<string, string> = { true: '1', false: '0' }
    const found: string[] = []
    for (const [name, table] of Object.entries(given)) {
      if (name === 'Header') continue
      const columns = table.columns.filter((column) => !ids.includes(column))
      const lines = ({ columns: all, rows }: typeof table): string[] =>
        rows.map((row) =>
          columns
            .map((column) => row[all.indexOf(column)] ?? '')
            .map((text) => flags[text] ?? text)
            .join('|'),
        )
      const theirs = lines(table)
      const ours = lines(made[name as keyof typeof made])
      found.push(...beyond(theirs, ours).map((line) => `- ${name} ${line}`))
      found.push(...beyond(ours, theirs).map((line) => `+ ${name} ${line}`))
    }
    /** What differs, by the reason given in README.md; each child's lines begin with its number. */
    const explained: Readonly<Record<string, readonly RegExp[]>> = {
      'a child without an episode of need': [/C2120000(078|117|210|211)\b/],
      'an episode of need without a referral date': [/C2120000148\b/],
      'a referral after 31 March, or closed before the year': [/C2120000(101|194|234)\b/],
      'a child twice in the file': [/ (ChildIdentifiers|ChildCharacteristics|Disabilities) C2120000001\b/],
      'a disability twice': [/- Disabilities C2120000(025|087|131)\|LD$/],
      'an expected date of birth of a child who is born': [/ChildIdentifiers C2120000(029|187)\b/],
      'what happened after 31 March': [
        / CINplanDates C2120000(043|112|206)\b/,
        / ChildProtectionPlans C2120000138\b/,
        / CINdetails C2120000050\b/,
      ],
      'a plan that ended before the year': [/- CINplanDates C2120000200\|2024-06-26\|2024-06-26$/],
      'no answer to ReferralNFA': [/ CINdetails C2120000(002|091|116)\|.*\|0?$/],
      'the module that begins with 2026-27': [/^- PreProceedings /],
    }
    const reasons = Object.entries(explained)
    const unexplained = found.filter((line) => !reasons.some(([, patterns]) => patterns.some((one) => one.test(line))))
    assert.deepEqual(unexplained, [])
    for (const [reason, patterns] of reasons)
      for (const one of patterns)
        assert.ok(
          found.some((line) => one.test(line)),
          `${reason}: ${one} explains nothing`,
        )
  })
})

describe('joined-up export', () => {
  const header = { CHILD: 'A1', SEX: 'M', DOB: '14/05/2012', ETHNIC: 'BAFR', UPN: 'UN4' }
  const episode = {
    CHILD: 'A1',
    DECOM: '01/06/2026',
    RNE: 'S',
    LS: 'C2',
    CIN: 'N1',
    PLACE: 'U1',
    PLACE_PROVIDER: 'PR1',
  }
  const council = ['--council', '212', '--year', '2027']

  test('answers in plain words what was said wrongly, and does not even open the database', async () => {
    const out = newFolder()
    const wrong: [string[], RegExp][] = [
      [[], /Say which return it is: ssda903 or cin/],
      [['annex', ...council, '--out', out], /"annex" is not a return that can be made/],
      [['ssda903', 'cin', ...council, '--out', out], /one too many/],
      [['ssda903', '--year', '2027', '--out', out], /--council with the three-digit code/],
      [['ssda903', '--council', '212', '--out', out], /--year 2027 is the year ending/],
      [['ssda903', ...council], /Say where the files go/],
      [['cin', ...council, '--out', out, '--xml'], /the census is always XML/],
      [['ssda903', ...council, '--out', out, '--colour'], /Unknown option '--colour'/],
    ]
    for (const [args, words] of wrong) {
      const { code, said } = await run(null, args)
      assert.equal(code, 2, args.join(' '))
      assert.match(said, words)
      assert.match(said, /Nothing was written/)
    }
    assert.deepEqual(readdirSync(out), [])
  })

  test('writes over nothing unless told to, and writes all files or none', async (t) => {
    const database = await openForThisTest(t)
    const folder = ssda903Folder({ Header: [header], Episodes: [episode] })
    await runImport(database, ['ssda903', folder, ...council])
    const out = newFolder()
    writeFileSync(join(out, 'oc3.csv'), 'mine')
    const refused = await run(database, ['ssda903', ...council, '--out', out])
    assert.equal(refused.code, 2)
    assert.match(refused.said, /oc3\.csv is there already: --force writes over/)
    assert.deepEqual(readdirSync(out), ['oc3.csv'])
    mkdirSync(join(out, 'dolo.csv'))
    for (const [where, words] of [
      [join(out, 'oc3.csv'), /oc3\.csv is no folder/],
      [join(out, 'oc3.csv', 'below'), /is no folder/],
      [out, /dolo\.csv in .* is no file/],
    ] as const) {
      const blocked = await run(database, ['ssda903', ...council, '--out', where, '--force'])
      assert.equal(blocked.code, 2)
      assert.match(blocked.said, words)
      assert.deepEqual(readdirSync(out).sort(), ['dolo.csv', 'oc3.csv'])
      assert.equal(readFileSync(join(out, 'oc3.csv'), 'utf8'), 'mine')
    }
    const forced = await run(database, ['ssda903', ...council, '--out', join(out, 'closed'), '--force'])
    assert.equal(forced.code, 0, forced.said)
    assert.equal(readdirSync(join(out, 'closed')).length, 12)
    assert.deepEqual(linesOf(join(out, 'closed', 'header.csv')), [
      'CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB',
      'A1,M,14/05/2012,BAFR,UN4,,',
    ])
    const before = readdirSync(join(out, 'closed')).map((name) => readFileSync(join(out, 'closed', name), 'utf8'))
    assert.equal((await run(database, ['ssda903', ...council, '--out', join(out, 'closed'), '--force'])).code, 0)
    const again = readdirSync(join(out, 'closed')).map((name) => readFileSync(join(out, 'closed', name), 'utf8'))
    assert.deepEqual(again, before, 'the same records give the same bytes')
  })

  test('leaves out restricted records unless somebody has named them, says which council is not there, and leaves its line in the audit', async (t) => {
    const database = await openForThisTest(t)
    const folder = ssda903Folder({
      Header: [header, { ...header, CHILD: 'B2' }],
      Episodes: [episode, { ...episode, CHILD: 'B2' }],
    })
    await runImport(database, ['ssda903', folder, ...council])
    await rowsIn(database, `update person set restricted = true where local_id = 'B2'`)
    const out = newFolder()
    assert.match((await run(database, ['ssda903', ...council, '--out', out])).said, /1 child\./)
    assert.equal(linesOf(join(out, 'episodes.csv')).length, 2)
    const [line] = await rowsIn<{ reason: string }>(
      database,
      `select reason from audit_event where task = 'export a return'`,
    )
    assert.equal(line?.reason, 'ssda903 2027')
    const [hidden] = await rowsIn<{ id: string }>(database, `select person_id as id from person where local_id = 'B2'`)
    const named = join(newFolder(), 'named.txt')
    writeFileSync(named, `${hidden?.id}\n`)
    const whole = await run(database, ['ssda903', ...council, '--out', out, '--force', '--restricted', named])
    assert.match(whole.said, /2 children\./)
    assert.equal(linesOf(join(out, 'episodes.csv')).length, 3)
    const told = await rowsIn<{ child_id: string }>(
      database,
      `select child_id from audit_event where task = 'export a return' and outcome = 'opened'`,
    )
    assert.deepEqual(told, [{ child_id: hidden?.id }])
    const [open] = await rowsIn<{ id: string }>(database, `select person_id as id from person where local_id <> 'B2'`)
    for (const [words, refusal] of [
      [open?.id, /no restricted record of this council/],
      ['B2', /no id of a record/],
    ] as const) {
      writeFileSync(named, `${words}`)
      const refused = await run(database, ['ssda903', ...council, '--out', out, '--force', '--restricted', named])
      assert.equal(refused.code, 2)
      assert.match(refused.said, refusal)
    }
    const elsewhere = await run(database, ['ssda903', '--council', '213', '--year', '2027', '--out', out, '--force'])
    assert.equal(elsewhere.code, 2)
    assert.match(elsewhere.said, /holds no council 213/)
  })
})
