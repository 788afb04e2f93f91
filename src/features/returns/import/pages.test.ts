import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { writeSsda903 } from '../../../../bench/ssda903.ts'
import type { Database } from '../../../database/open.ts'
import { openEmbeddedForTest } from '../../../database/testing.ts'
import { formToken } from '../../../web/session.ts'
import { routes as children } from '../../children/routes.ts'
import { openService, problemsOf } from '../../children/testing.ts'
import { routes as workforce } from '../../workforce/routes.ts'
import { routes } from '../routes.ts'
import { plainName } from './kept-files.ts'
import { yearChoices } from './send-files.ts'
import {
  asXml,
  censusFile,
  type File,
  filesIn,
  formFields,
  newFolder,
  recordOf,
  removeFolders,
  rowsIn,
  runImport,
  sendFiles,
  ssda903Folder,
} from './testing.ts'

after(removeFolders)

const header = { CHILD: 'A1', SEX: 'F', DOB: '14/05/2012', ETHNIC: 'BAFR', UPN: 'UN4' }
const page = '/212/bring-data'

describe('bring your council’s data', () => {
  let database: Database
  let service: Awaited<ReturnType<typeof openService>>
  let officer: Awaited<ReturnType<typeof service.signIn>>
  before(async () => {
    database = await openEmbeddedForTest()
    // Two councils with a data officer each.
    for (const council of ['212', '318'])
      await runImport(database, [
        'ssda903',
        ssda903Folder({ Header: [header] }),
        '--council',
        council,
        '--year',
        '2025',
      ])
    service = await openService(database, [...children, ...workforce, ...routes])
    officer = await service.signIn({ subject: 'evaluation-212-data-officer' })
  })
  after(async () => {
    await service.close()
    await database.close()
  })

  const send = (who: { token: string }, fields: Readonly<Record<string, string>>, files: readonly File[]) =>
    sendFiles(service.app, page, who.token, fields, files)
  const said = (fields: Readonly<Record<string, string>>, files: readonly File[]) =>
    send(officer, fields, files).then(({ status, body }) => {
      assert.equal(status, 400)
      return problemsOf(body)
    })

  test('the way there goes straight to the one council somebody is data officer of', async () => {
    assert.equal((await officer.get('/bring-data')).location, page)
    const manager = await service.signIn({ subject: 'evaluation-212-team-manager' })
    assert.match((await manager.get('/bring-data')).text, /None of your posts is that of a data officer/)
    assert.equal((await manager.get(page)).status, 403)
    assert.equal((await officer.get('/318/bring-data')).status, 404)
  })

  test('what is missing or wrong is told beside its field', async () => {
    const chosen = { format: 'ssda903', year: '2026' }
    assert.deepEqual(await said({}, []), { format: 'Select which return it is', year: 'Select the year' })
    assert.deepEqual(await said(chosen, []), { files: 'Choose the files of the return' })
    assert.deepEqual(await said({ format: 'cin', year: '2026' }, []), { files: 'Choose the XML file of the census' })
    assert.deepEqual(await said({ ...chosen, year: '2009' }, []), {
      files: 'Choose the files of the return',
      year: 'Select the year',
    })
    assert.deepEqual(await said(chosen, [{ field: 'files', name: 'header.csv', content: '' }]), {
      files: '“header.csv” is empty',
    })
    assert.match(
      (await said(chosen, [{ field: 'files', name: 'all.xlsx', content: 'PK\u0003\u0004' }])).files!,
      /“all.xlsx” is a spreadsheet or a ZIP file/,
    )
    assert.match(
      (await said(chosen, [{ field: 'files', name: 'header.txt', content: 'CHILD' }])).files!,
      /is not a CSV or XML file/,
    )
    assert.match(
      (await said({ format: 'cin', year: '2026' }, [{ field: 'files', name: 'a.xml', content: 'CHILD,DOB' }])).files!,
      /is not an XML file/,
    )
    assert.match(
      (await said(chosen, [{ field: 'files', name: 'header.csv', content: 'a,b\n1,2\n' }])).files!,
      /no SSDA903 table in what you sent/,
    )
    const census = readFileSync(
      censusFile('<Child><ChildIdentifiers><LAchildID>C1</LAchildID></ChildIdentifiers></Child>'),
    )
    const two = [
      { field: 'files', name: 'a.xml', content: census },
      { field: 'files', name: 'b.xml', content: census },
    ]
    assert.match((await said({ format: 'cin', year: '2026' }, two)).files!, /Choose one file/)
    assert.match(
      (await said(chosen, [two[0]!, { field: 'files', name: 'header.csv', content: 'CHILD' }])).files!,
      /either the CSV files or one XML file/,
    )
    assert.match(
      (await said(chosen, [{ field: 'files', name: 'a.xml', content: 'CHILD,DOB' }])).files!,
      /“a.xml” is not an XML file/,
    )
    assert.match(
      (await said(chosen, [{ field: 'files', name: 'a.xml', content: '<EXPSSDA903>\n<CHILD>' }])).files!,
      /a.xml: Line 2, column 8: The file ends inside <CHILD>/,
    )
    const last = { field: 'last', name: 'header.csv', content: 'CHILD' }
    assert.match((await said({ format: 'cin', year: '2026' }, [two[0]!, last])).last!, /The census stands alone/)
  })

  test('a form without its token is refused', async () => {
    const { status } = await send(
      officer,
      { _csrf: 'forged', format: 'ssda903', year: '2026' },
      filesIn(ssda903Folder({ Header: [header] })),
    )
    assert.equal(status, 403)
  })

  test('files are looked at first, then brought in, and then they are gone', async () => {
    const folder = newFolder()
    writeSsda903(folder, 12, 2026)
    const faulty: File = {
      field: 'files',
      name: 'more reviews.csv',
      content: 'CHILD,DOB,REVIEW,REVIEW_CODE\n100001,,31/02/2026,PN1\n',
    }
    const before = await recordOf(database)
    const sent = await send(officer, { format: 'ssda903', year: '2026' }, [...filesIn(folder), faulty])
    assert.equal(sent.status, 303)
    assert.match(sent.location, /^\/212\/bring-data\/[0-9a-f-]{36}$/)

    const looked = await officer.get(sent.location)
    assert.equal(looked.status, 200)
    assert.match(looked.text, /Nothing has been written/)
    assert.match(looked.text, /Child 12 0 0/)
    assert.match(looked.text, /more reviews.csv, line 2, REVIEW says “31\/02\/2026”/)
    assert.deepEqual(await recordOf(database), before)
    const list = await officer.get(`${sent.location}/list`)
    assert.match(String(list.headers['content-disposition']), /rejected-ssda903-212-2026.csv/)
    assert.match(list.body, /more reviews.csv,2,REVIEW,31\/02\/2026,/)

    // Nobody else's, whoever asks and wherever.
    const colleague = await service.signIn({ subject: 'evaluation-212-team-manager' })
    assert.equal((await colleague.get(sent.location)).status, 403)
    const other = await service.signIn({ subject: 'evaluation-318-data-officer' })
    assert.equal((await other.get(sent.location)).status, 404)
    assert.equal((await other.get(sent.location.replace('/212/', '/318/'))).status, 404)
    assert.equal((await other.get(`${sent.location.replace('/212/', '/318/')}/list`)).status, 404)

    const brought = await officer.post(sent.location, { ...formFields(looked.body), choice: 'bring in' })
    assert.equal(brought.location, sent.location)
    const result = await officer.get(sent.location)
    assert.match(result.text, /What was brought in/)
    assert.match(result.text, /Child 12 0/)
    assert.match(result.text, /1 row or group was left out/)
    assert.match((await officer.get(`${sent.location}/list`)).body, /more reviews.csv,2,REVIEW/)
    assert.equal(
      existsSync(
        join(tmpdir(), `joined-up-brought-${process.getuid?.() ?? 'files'}`, sent.location.split('/').at(-1)!, 'now'),
      ),
      false,
    )
    const [entry] = await rowsIn<{ canonical: string }>(
      database,
      `select canonical from audit_event where canonical like '%${sent.location.split('/').at(-1)}%'`,
    )
    assert.match(entry?.canonical ?? '', /"children":12/)
    assert.equal((await rowsIn(database, 'select from person where council_id = 212')).length, 13)

    // The same once more: sent twice, or after it is done, it is brought in once.
    const whole = await recordOf(database)
    const again = await officer.post(sent.location, {
      ...formFields(looked.body),
      _key: '0190c0de-0000-7000-8000-000000000001',
      choice: 'bring in',
    })
    assert.equal(again.said, 'That was already brought in.')
    assert.deepEqual(await recordOf(database), whole)

    const child = /href="(\/212\/children\/[0-9a-f-]+)"/.exec(result.body)?.[1]
    assert.equal((await officer.get(child!)).status, 200)
    const manager = await service.signIn({ subject: 'evaluation-212-team-manager' })
    const board = await manager.get(/href="(\/212\/teams\/[0-9a-f-]+)"/.exec(result.body)![1]!)
    assert.equal(board.status, 200)
    assert.match((await officer.get(page)).text, /Children looked after \(SSDA903\) 31 March 2026/)
  })

  test('files that were thrown away, or whose hour is over, are gone', async () => {
    const files = filesIn(ssda903Folder({ Header: [header] }))
    const one = await send(officer, { format: 'ssda903', year: '2026' }, files)
    const looked = await officer.get(one.location)
    const thrown = await officer.post(one.location, { ...formFields(looked.body), choice: 'throw away' })
    assert.equal(thrown.said, 'The files are gone and nothing was written.')
    assert.equal((await officer.get(one.location)).status, 404)

    const two = await send(officer, { format: 'ssda903', year: '2026' }, files)
    service.clock.now = service.clock.now.add({ minutes: 61 })
    const late = await service.signIn({ subject: 'evaluation-212-data-officer' })
    assert.equal((await late.get(two.location)).status, 404)
    const sent = await late.post(two.location, {
      ...formFields(looked.body),
      _csrf: formToken(late.token),
      _key: '0190c0de-0000-7000-8000-000000000002',
      choice: 'bring in',
    })
    assert.match(sent.said ?? '', /kept for an hour and are gone now/)
    service.clock.now = service.clock.now.subtract({ minutes: 61 })
  })

  test('an XML file is a return too, and so may last year’s be', async () => {
    const [now, last] = [2026, 2025].map((year) => {
      const folder = newFolder()
      writeSsda903(folder, 5, year)
      return { name: `return ${year}.xml`, content: readFileSync(asXml(folder)) }
    })
    const sent = await send(officer, { format: 'ssda903', year: '2026' }, [
      { field: 'files', ...now! },
      { field: 'last', ...last! },
    ])
    const looked = await officer.get(sent.location)
    assert.match(looked.text, /Every row can be brought in/)
    assert.match(looked.text, /return 2026.xml: Episodes, \d+ rows/)
    assert.match(looked.text, /last year: return 2025.xml: Episodes, \d+ rows/)
  })

  test('what the checks find is seen before anything is written, and keeps nothing out', async () => {
    const files = filesIn(
      ssda903Folder({
        Header: [{ ...header, CHILD: 'Q1', ETHNIC: 'ZZZZ', SEX: '7' }],
        Reviews: [{ CHILD: 'Q1', DOB: '14/05/2012', REVIEW: '01/06/2030', REVIEW_CODE: 'PN1' }],
      }),
    )
    const sent = await send(officer, { format: 'ssda903', year: '2026' }, files)
    let looked = await officer.get(sent.location)
    for (let again = 0; again < 30 && /still running/.test(looked.text); again++)
      looked = await officer.get(sent.location)
    assert.match(looked.text, /Nothing has been written/)
    const [, errors, rules] = /(\d+) errors? and 0 queries of (\d+) rules, on 1 child\./.exec(looked.text) ?? []
    assert.ok(Number(errors) >= 2 && Number(rules) >= 2, looked.text)
    assert.match(looked.text, /103 Error 1 time: The ethnic group [^.]*header.csv, line 2, ETHNIC, child Q1/)
    const csv = await officer.get(/href="([^"]*findings\?as=csv)"/.exec(looked.body)![1]!)
    assert.match(csv.body, /error,Q1,/)
    assert.equal((await rowsIn(database, "select from person where local_id = 'Q1'")).length, 0)

    await officer.post(sent.location, { ...formFields(looked.body), choice: 'bring in' })
    const [one] = await rowsIn<{ ethnicity: string }>(database, "select ethnicity from person where local_id = 'Q1'")
    assert.equal(one?.ethnicity, 'ZZZZ')
    const result = await officer.get(sent.location)
    assert.match(
      result.text,
      new RegExp(`The checks of the return found ${errors} errors and 0 queries of ${rules} rules`),
    )
    assert.equal((await officer.get(`/212/check-return/${sent.location.split('/').at(-1)}`)).status, 200)
  })

  test('a preview of hundreds of children is a small page', async () => {
    const folder = newFolder()
    writeSsda903(folder, 300, 2026)
    const sent = await send(officer, { format: 'ssda903', year: '2026' }, filesIn(folder))
    const looked = await officer.get(sent.location)
    assert.equal(looked.status, 200)
    assert.ok(looked.body.length < 100_000, `${looked.body.length} bytes`)
  })
})

test('a name of a file never becomes a path', () => {
  assert.equal(plainName('../../etc/passwd'), '_.._etc_passwd')
  assert.equal(plainName('.htaccess'), 'htaccess')
  assert.equal(plainName('Épisodes 2026 (final).csv'), 'Épisodes 2026 (final).csv')
  assert.equal(plainName('\u0000\u0001'), '__')
  assert.equal(plainName('...'), 'file')
})

test('return years run to the one that ends next', () => {
  assert.deepEqual(yearChoices(2026).slice(0, 2), [
    { value: '2027', text: '1 April 2026 to 31 March 2027' },
    { value: '2026', text: '1 April 2025 to 31 March 2026' },
  ])
})
