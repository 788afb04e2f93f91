import assert from 'node:assert/strict'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { writeSsda903 } from '../../../../bench/ssda903.ts'
import type { Database } from '../../../database/open.ts'
import { openEmbeddedForTest } from '../../../database/testing.ts'
import { readSpreadsheet } from '../../../lib/spreadsheet.ts'
import { signedIn } from '../../../web/testing.ts'
import { openService, problemsOf } from '../../children/testing.ts'
import { keepFiles } from '../import/kept-files.ts'
import {
  asXml,
  censusFile,
  type File,
  filesIn,
  formFields,
  newFolder,
  recordOf,
  removeFolders,
  runImport,
  sendFiles,
  ssda903Folder,
} from '../import/testing.ts'
import { routes } from '../routes.ts'
import { findingsOnPage } from './checked.ts'
import { pageLinks, pageNumber, shownFinding } from './words.ts'

after(removeFolders)

const header = { CHILD: 'A1', SEX: 'F', DOB: '14/05/2012', ETHNIC: 'BAFR', UPN: 'UN4' }
const page = '/212/check-return'
const chosen = { format: 'ssda903', year: '2026' }
/** Why files could not be checked, on a page of its own. */
const reasonOn = (html: string): string =>
  /These files could not be checked<\/h1>\s*<p class="govuk-body">([^<]*)<\/p>/.exec(html)?.[1] ?? ''
const here = (location: string, ...more: string[]): string =>
  join(tmpdir(), `joined-up-brought-${process.getuid?.() ?? 'files'}`, location.split('/').at(-1)!, ...more)

// On one engine: these pages read and write files and ask no statement of their own. Who is let in is walked on a server
// (src/routes.test.ts), and what the checks lead on to, bringing data in, on both (import/pages.test.ts).
describe('check a return', () => {
  let database: Database
  let service: Awaited<ReturnType<typeof openService>>
  let officer: Awaited<ReturnType<typeof service.signIn>>
  before(async () => {
    database = await openEmbeddedForTest()
    // Two councils with a data officer each.
    for (const council of ['212', '318']) {
      const args = ['ssda903', ssda903Folder({ Header: [header] }), '--council', council, '--year', '2025']
      await runImport(database, args)
    }
    service = await openService(database, routes)
    officer = await service.signIn({ subject: 'evaluation-212-data-officer' })
  })
  after(async () => {
    await service.close()
    await database.close()
  })

  const send = (fields: Readonly<Record<string, string>>, files: readonly File[], url = page, who = officer) =>
    sendFiles(service.app, url, who.token, fields, files)
  /** The page once the checks are done, however busy the machine. */
  const found = async (location: string) => {
    for (;;) {
      const seen = await officer.get(location)
      if (!/still running/.test(seen.text)) return seen
      await setTimeout(20)
    }
  }
  /** What is told beside each field; on a machine so busy that the page goes on first, what the next page tells. */
  const said = async (
    fields: Readonly<Record<string, string>>,
    files: readonly File[],
  ): Promise<Readonly<Record<string, string>>> => {
    const { status, body, location } = await send(fields, files)
    if (status === 400) return problemsOf(body)
    const why = reasonOn((await found(location)).body)
    return { files: why, last: why, providers: why, postcodes: why }
  }

  test('is for the data officer of that council, and bringing data leads there', async () => {
    assert.match((await officer.get(page)).text, /Check a return of/)
    assert.match((await officer.get('/212/bring-data')).body, /href="\/212\/check-return"/)
    const manager = await service.signIn({ subject: 'evaluation-212-team-manager' })
    assert.equal((await manager.get(page)).status, 403)
    assert.equal((await officer.get('/318/check-return')).status, 404)
  })

  test('what is missing or wrong is told beside its field', async () => {
    assert.deepEqual(await said({}, []), { format: 'Select which return it is', year: 'Select the year' })
    assert.deepEqual(await said(chosen, []), { files: 'Choose the files of the return' })
    assert.deepEqual(await said({ ...chosen, year: '2022' }, filesIn(ssda903Folder({ Header: [header] }))), {
      year: 'Select the year',
    })
    const files = filesIn(ssda903Folder({ Header: [header] }))
    const with_ = (field: string, name: string, content: string) => said(chosen, [...files, { field, name, content }])
    assert.match((await with_('providers', 'homes.pdf', '%PDF'))!.providers!, /neither a CSV nor an .xlsx file/)
    assert.match((await with_('postcodes', 'list.xlsx', 'PK'))!.postcodes!, /is not a CSV file/)
    assert.match((await with_('last', 'a.xlsx', 'PK\u0003\u0004'))!.last!, /spreadsheet or a ZIP file/)
    // What only reading tells.
    assert.match(
      (await with_('providers', 'homes.csv', 'a,b\n1,2\n'))!.providers!,
      /^homes.csv is not a list of Ofsted/,
    )
    assert.match(
      (await with_('postcodes', 'list.csv', 'a,b\n1,2\n'))!.postcodes!,
      /^list.csv: Line 1: This is not a list/,
    )
    assert.match(
      (await with_('last', 'old.csv', 'CHILD,SEX,DOB,ETHNIC\nA1,"F'))!.last!,
      /^Last year: old.csv: Line 2, column 2/,
    )
    const cut = { field: 'files', name: 'episodes.csv', content: 'CHILD,DECOM,RNE,LS\nA1,"01/' }
    assert.match((await said(chosen, [...files, cut])).files!, /^episodes.csv: Line 2, column 2: The quotation mark/)
    const census = { field: 'files', name: 'census.xml', content: '<Message>\n<Children><Child>' }
    assert.match((await said({ format: 'cin', year: '2026' }, [census])).files!, /^census.xml: Line 2, column \d+/)
    const last = { field: 'providers', name: 'homes.csv', content: 'URN,Places\n' }
    assert.match((await said({ format: 'cin', year: '2026' }, [census, last])).providers!, /need no such list/)
  })

  test('files whose checks were never begun, or are too many at once, are checked when they are asked for', async () => {
    const [{ worker_id: workerId }] = (await database.asOwner!((connection) =>
      connection.script("select worker_id from worker where sign_in_subject = 'evaluation-212-data-officer'"),
    )) as [{ worker_id: string }]
    const files = [
      'CHILD,SEX,DOB,ETHNIC\nA1,"F',
      ...Array.from({ length: 4 }, (_, n) => `CHILD,SEX,DOB,ETHNIC\nA${n},F,,ZZZZ\n`),
    ]
    const seen = await Promise.all(
      files.map(async (content) => {
        const path = join(newFolder(), 'sent')
        writeFileSync(path, content)
        const upload = { field: 'files', name: 'header.csv', path }
        const about = { councilId: 212, workerId, format: 'ssda903', year: 2026 } as const
        const { id } = await keepFiles(about, [upload], service.clock.now)
        return found(`${page}/${id}`)
      }),
    )
    assert.match(reasonOn(seen[0]!.body), /^header.csv: Line 2, column 2: The quotation mark/)
    for (const [n, { text }] of seen.slice(1).entries()) assert.match(text, new RegExp(`A${n} header.csv 2 ETHNIC`))
  })

  test('shows what is wrong, where, what to do and who can; the record is as it was, and nobody else may see it', async () => {
    const folder = ssda903Folder({
      Header: [
        { ...header, ETHNIC: 'ZZZZ' },
        { ...header, CHILD: '<b>B2</b>', ETHNIC: 'ZZZZ', SEX: '7' },
      ],
    })
    const before = await recordOf(database)
    const sent = await send(chosen, filesIn(folder))
    assert.equal(sent.status, 303)
    assert.match(sent.location, /^\/212\/check-return\/[0-9a-f-]{36}$/)
    const seen = await found(sent.location)
    assert.equal(seen.status, 200)
    assert.match(seen.text, /\d+ errors? and \d+ quer(y|ies) of \d+ rules, on 2 children/)
    assert.match(seen.text, /2 children in 2 rows of the files\. \d+ rules ran, \d+ were not applicable, 0 failed/)
    assert.match(
      seen.text,
      /103 Error The ethnic group is blank or is not one of the codes of the return \S.+\. [A-Z][a-z ]+\. 2 times, on 2/,
    )
    assert.match(seen.text, /2 times, on 2 children\. Child File Line Columns A1 header.csv 2 ETHNIC/)
    assert.match(seen.text, /Not applicable, no Episodes/)
    assert.doesNotMatch(seen.body, /<b>B2/)
    assert.ok(seen.text.indexOf('103 Error') < seen.text.indexOf('1 time, on 1 child'), 'the commonest first')

    const errors = await officer.get(`${sent.location}?show=errors`)
    assert.match(errors.text, /103 Error/)
    assert.doesNotMatch(errors.text.slice(errors.text.indexOf('Queries (')), / Query /)
    const queries = await officer.get(`${sent.location}?show=queries`)
    assert.doesNotMatch(queries.text, /103 Error/)

    for (const who of ['evaluation-212-team-manager', 'evaluation-318-data-officer']) {
      const other = await service.signIn({ subject: who })
      for (const path of ['', '/rules/103', '/findings?as=csv']) {
        assert.ok([403, 404].includes((await other.get(`${sent.location}${path}`)).status))
        assert.equal((await other.get(`${sent.location.replace('212', '318')}${path}`)).status, 404)
      }
    }
    assert.deepEqual(await recordOf(database), before)

    const thrown = await officer.post(sent.location, { ...formFields(seen.body), choice: 'throw away' })
    assert.equal(thrown.said, 'The files and what was found in them are gone.')
    assert.equal((await officer.get(sent.location)).status, 404)
    assert.equal(existsSync(here(sent.location)), false)
  })

  test('all that was found can be fetched for a spreadsheet and for a program', async () => {
    const files = filesIn(ssda903Folder({ Header: [{ ...header, CHILD: '=1+1', ETHNIC: 'ZZZZ' }] }))
    const { location } = await send(chosen, files)
    await found(location)
    const fetch = async (as: string) => {
      for (;;) {
        const reply = await service.app.inject({
          url: `${location}/findings?as=${as}`,
          headers: signedIn(officer.token),
        })
        if (reply.statusCode !== 303) return reply
        assert.equal(reply.headers.location, location)
        await setTimeout(20)
      }
    }
    const csv = await fetch('csv')
    assert.match(String(csv.headers['content-disposition']), /findings-ssda903-212-2026\.csv/)
    assert.match(csv.body, /103,error,'=1\+1,/)
    const json = JSON.parse((await fetch('json')).body)
    assert.equal(json.findings.length, csv.body.trim().split('\r\n').length - 1)
    const book = join(newFolder(), 'findings.xlsx')
    writeFileSync(book, (await fetch('xlsx')).rawPayload)
    assert.equal((await readSpreadsheet(book)).sheets[0]?.rows.length, json.findings.length + 1)
    assert.equal((await fetch('pdf')).statusCode, 404)
  })

  test('last year’s files and the two lists make more checks run; XML is checked as CSV is', async () => {
    const [now, last] = [newFolder(), newFolder()]
    writeSsda903(last, 8, 2025)
    writeSsda903(now, 8, 2026)
    const ran = async (files: readonly File[]): Promise<{ ran: number; text: string }> => {
      const seen = await found((await send(chosen, files)).location)
      return { ran: Number(/(\d+) rules ran/.exec(seen.text)?.[1]), text: seen.text }
    }
    const alone = await ran(filesIn(now))
    const all = await ran([
      ...filesIn(now),
      ...filesIn(last, 'last'),
      { field: 'providers', name: 'homes.csv', content: 'URN,Placement code,Sector\nSC012345,K2,Private\n' },
      {
        field: 'postcodes',
        name: 'list.csv',
        content: 'pcds,oseast1m,osnrth1m,oslaua\nAB1 2CD,527000,175000,E09000032\n',
      },
    ])
    assert.ok(all.ran > alone.ran, `${all.ran} of ${alone.ran}`)
    const xml = { field: 'files', name: 'return.xml', content: readFileSync(asXml(now)) }
    const asOne = await ran([xml, { field: 'last', name: 'last.xml', content: readFileSync(asXml(last)) }])
    assert.match(asOne.text, /return\.xml \d+ /)
    assert.ok(asOne.ran > alone.ran)
  })

  test('a census is checked too, and a file of another council is told', async () => {
    const child = '<Child><ChildIdentifiers><LAchildID>C1</LAchildID></ChildIdentifiers></Child>'
    const content = readFileSync(censusFile(child, '<LEA>318</LEA>'))
    const { location } = await send({ format: 'cin', year: '2026' }, [{ field: 'files', name: 'census.xml', content }])
    const seen = await found(location)
    assert.match(seen.text, /census\.xml: It says it is of council 318; it was checked as that of 212/)
    assert.match(seen.text, /on 1 child\./)
    assert.match(seen.text, /C1 census\.xml 3 /)
  })

  test('of a large return a small page is shown, and the rest page by page', async () => {
    const children = Array.from({ length: 120 }, (_, n) => ({ ...header, CHILD: `C${n}`, ETHNIC: 'ZZZZ' }))
    const { location } = await send(chosen, filesIn(ssda903Folder({ Header: children })))
    const seen = await found(location)
    assert.match(seen.body, new RegExp(`href="${location}/rules/103"`))
    assert.match(seen.text, /All 120 places of rule 103/)
    const first = await officer.get(`${location}/rules/103`)
    assert.match(first.text, new RegExp(`1 to ${findingsOnPage} of 120`))
    assert.match(first.text, /C0 header\.csv 2 ETHNIC/)
    const last = await officer.get(`${location}/rules/103?page=3`)
    assert.match(last.text, /101 to 120 of 120.*C119 header\.csv 121 ETHNIC/)
    assert.equal((await officer.get(`${location}/rules/nothing`)).status, 404)

    const folder = newFolder()
    writeSsda903(folder, 400, 2026)
    const large = await found((await send(chosen, filesIn(folder))).location)
    assert.ok(large.body.length < 100_000, `${large.body.length} bytes`)
  })

  test('what was checked can go on to be brought in, and is gone after an hour', async () => {
    const { location } = await send(chosen, filesIn(ssda903Folder({ Header: [{ ...header, CHILD: 'N1' }] })))
    await found(location)
    const looked = await officer.get(location.replace('check-return', 'bring-data'))
    assert.match(looked.text, /Look before you bring it in.*Child 1 0 0/)
    service.clock.now = service.clock.now.add({ minutes: 61 })
    const late = await service.signIn({ subject: 'evaluation-212-data-officer' })
    assert.equal((await late.get(location)).status, 404)
    service.clock.now = service.clock.now.subtract({ minutes: 61 })
    assert.equal(existsSync(here(location)), false)
  })
})

test('a rule that broke is told loudly, before what was found', async () => {
  const { makeRenderer } = await import('../../../web/render.ts')
  const render = makeRenderer()
  const checked = {
    totals: { errors: 1, queries: 0, children: 1, rules: 1 },
    ran: ['101'],
    notApplicable: { count: 0, reasons: [] },
    failed: [{ rule: '102', children: 3, message: 'x is undefined' }],
    notes: [],
    moreNotes: 0,
    rules: [],
    children: 3,
    rows: 3,
  }
  const html = render('returns/check-return/see-findings', {
    council: { name: 'Northfield' },
    checked,
    format: 'SSDA903',
    year: 2026,
    goneAt: Temporal.Instant.from('2026-11-23T10:00:00Z'),
    filters: [],
    rules: [],
    downloads: [],
    links: null,
    back: '/',
    bring: '/',
    site: { navigation: [], path: '/', csrf: '', formKey: '', look: null, viewer: null },
  })
  const text = html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')
  assert.match(text, /1 rule FAILED: what is found is not complete\. Rule 102, for 3 children: x is undefined/)
  assert.match(text, /The other checks found nothing/)
  assert.doesNotMatch(text, /Nothing is wrong/)
})

test('pages are numbered from 1, never more than seven in a row, and a strange number is the first or the last', () => {
  const numbers = (open: number, pages: number) =>
    pageLinks(open, pages, String)?.items.map((item) => ('ellipsis' in item ? '…' : item.number))
  assert.equal(pageLinks(1, 1, String), null)
  assert.deepEqual(numbers(1, 3), [1, 2, 3])
  assert.deepEqual(numbers(5, 9), [1, '…', 4, 5, 6, '…', 9])
  assert.deepEqual([pageLinks(1, 3, String)?.previous, pageLinks(3, 3, String)?.next], [null, null])
  assert.deepEqual(
    [undefined, '2', '0', '99', '-1', 'x'].map((said) => pageNumber(said, 3)),
    [1, 2, 1, 3, 1, 1],
  )
})

test('a finding about the return as a whole, or about rows of no file, has words for its place', () => {
  assert.equal(shownFinding({ places: [], more: 0 }).places[0]?.file, 'The return as a whole')
  const [row] = shownFinding({
    places: [{ file: '', table: 'Episodes', line: 0, row: 3, columns: ['DECOM', 'DEC'], child: null }],
    more: 2,
  }).places
  assert.deepEqual(row, { child: 'None given', file: 'Episodes', line: 'row 3', at: 'row 3', columns: 'DECOM, DEC' })
})
