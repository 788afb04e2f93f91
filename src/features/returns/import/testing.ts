// For tests of bringing data in: returns written into temporary folders, and the command run against a database.
import { globSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { Database } from '../../../database/open.ts'
import { formToken } from '../../../web/session.ts'
import { signedIn } from '../../../web/testing.ts'
import { hiddenFields, type openService } from '../../children/testing.ts'
import { importCommand } from '../import-command.ts'
import type { RawReturn } from '../ssda903/child.ts'
import { readSsda903, type Ssda903Return } from '../ssda903/read.ts'
import { recogniseTable, type TableName, tables } from '../ssda903/tables.ts'
import { writeSsda903Xml } from '../ssda903/xml.ts'

export type Cells = Readonly<Record<string, string>>

/** Folders made here; a test file removes them at its end. */
const made: string[] = []
export const removeFolders = (): void => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true })
}
export const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'joined-up-test-'))
  made.push(folder)
  return folder
}

/** An SSDA903 folder with these rows; columns that a row does not name are blank. */
export const ssda903Folder = (rows: Partial<Record<TableName, readonly Cells[]>>): string => {
  const folder = newFolder()
  for (const [table, list] of Object.entries(rows) as [TableName, readonly Cells[]][]) {
    const columns = Object.keys(tables[table].columns).filter((name) => name !== 'UASC')
    const lines = [columns.join(','), ...list.map((row) => columns.map((name) => row[name] ?? '').join(','))]
    writeFileSync(join(folder, `${tables[table].fileNames[0]}.csv`), `${lines.join('\r\n')}\r\n`)
  }
  return folder
}

export const ssda903 = (rows: Partial<Record<TableName, readonly Cells[]>>): Promise<Ssda903Return> =>
  readSsda903(ssda903Folder(rows))

/** A census file with these children, given as the XML inside `Children`. */
export const censusFile = (children: string, header = '<LEA>212</LEA>'): string => {
  const path = join(newFolder(), 'census.xml')
  writeFileSync(
    path,
    `<?xml version="1.0"?>\n<Message><Header><CollectionDetails><Collection>CIN</Collection><Year>2026</Year></CollectionDetails><Source>${header}</Source></Header>\n<Children>${children}</Children></Message>`,
  )
  return path
}

export type Ran = {
  code: number
  said: string
  json: { created: Record<string, number>; matched: Record<string, number>; rejected: number } | null
  list: string[][]
}

/** `joined-up import ...` on an open database; `list` is the file of what was left out, without its headings. */
export const runImport = async (
  database: Database | null,
  args: readonly string[],
  options: { now?: string; production?: boolean } = {},
): Promise<Ran> => {
  const said: string[] = []
  const printed: string[] = []
  const listPath = join(newFolder(), 'list.csv')
  const code = await importCommand([...args, ...(args.includes('--rejected') ? [] : ['--rejected', listPath])], {
    say: (words) => void said.push(words),
    print: (line) => void printed.push(line),
    database: async () => {
      if (database === null) throw new Error('the database should not have been opened')
      return database
    },
    now: Temporal.Instant.from(options.now ?? '2026-11-23T10:00:00Z'),
    production: options.production ?? false,
  })
  return {
    code,
    said: said.join('\n'),
    json: printed[0] === undefined ? null : JSON.parse(printed[0]),
    list: readdirSync(join(listPath, '..')).includes('list.csv')
      ? readFileSync(listPath, 'utf8')
          .replace(/^\ufeff/, '')
          .split('\r\n')
          .filter(Boolean)
          .slice(1)
          .map(cellsOf)
      : [],
  }
}

/** The cells of a line of CSV, quotes and all. */
export const cellsOf = (line: string): string[] =>
  [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)].map(([, quoted, plain]) =>
    quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'),
  )

/** Everything an import may write, as one text for each table: the same text, the same rows to the last byte. */
export const recordOf = async (database: Database): Promise<Record<string, string>> => {
  const written = [
    'council',
    'council_setting',
    'worker',
    'team',
    'post',
    'post_reach',
    'person',
    'person_name',
    'person_identifier',
    'person_address',
    'search_key',
    'spell',
    'event',
    'earlier_version',
    'due',
  ]
  const each = written.map(
    (table) =>
      `select '${table}' as name, count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as said from ${table} t`,
  )
  const rows = await rowsIn<{ name: string; said: string }>(database, each.join(' union all '))
  return Object.fromEntries(rows.map(({ name, said }) => [name, said]))
}

/** Rows as they stand, whatever the walls say. */
export const rowsIn = <Row = Record<string, unknown>>(database: Database, query: string): Promise<Row[]> =>
  database.asOwner!((connection) => connection.script(query) as Promise<Row[]>)

export type File = { field: string; name: string; content: string | Buffer }

// Files as a browser sends them ------------------------------------------------------------------------------------------

export const filesIn = (folder: string, field = 'files'): File[] =>
  globSync(join(folder, '*'))
    .sort()
    .map((path) => ({ field, name: basename(path), content: readFileSync(path) }))

const multipart = (
  fields: Readonly<Record<string, string>>,
  files: readonly File[],
): { payload: Buffer; type: string } => {
  const boundary = '----joined-up-test'
  const parts = [
    ...Object.entries(fields).map(
      ([name, value]) => [`content-disposition: form-data; name="${name}"`, value] as const,
    ),
    ...files.map(
      ({ field, name, content }) =>
        [
          `content-disposition: form-data; name="${field}"; filename="${name}"\r\ncontent-type: application/octet-stream`,
          content,
        ] as const,
    ),
  ]
  return {
    payload: Buffer.concat([
      ...parts.flatMap(([head, content]) => [
        Buffer.from(`--${boundary}\r\n${head}\r\n\r\n`),
        Buffer.from(content),
        Buffer.from('\r\n'),
      ]),
      Buffer.from(`--${boundary}--\r\n`),
    ]),
    type: `multipart/form-data; boundary=${boundary}`,
  }
}

/** Sends a form with files, with its token. */
export const sendFiles = async (
  app: Awaited<ReturnType<typeof openService>>['app'],
  url: string,
  token: string,
  fields: Readonly<Record<string, string>>,
  files: readonly File[],
): Promise<{ status: number; body: string; location: string }> => {
  const { payload, type } = multipart({ _csrf: formToken(token), ...fields }, files)
  const reply = await app.inject({
    method: 'POST',
    url,
    headers: { ...signedIn(token), 'content-type': type },
    payload,
  })
  return { status: reply.statusCode, body: reply.body, location: String(reply.headers.location ?? '') }
}

/** Hidden fields of the last form of a page: these pages keep no drafts. */
export const formFields = (html: string): Record<string, string> => ({
  ...hiddenFields(html),
  ...Object.fromEntries(
    [...(html.split('<form').at(-1) ?? '').matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(
      ([, name, value]) => [name!, value!],
    ),
  ),
})

/** The return of a folder of CSV files, as one XML file beside it. */
export const asXml = (folder: string): string => {
  const given: RawReturn = {}
  for (const path of globSync(join(folder, '*.csv'))) {
    const [columns = [], ...rows] = readFileSync(path, 'utf8').split(/\r?\n/).filter(Boolean).map(cellsOf)
    const found = recogniseTable(columns, basename(path))
    if (found.table !== null) given[found.table] = { file: basename(path), columns, rows }
  }
  const path = join(newFolder(), 'return.xml')
  writeFileSync(path, [...writeSsda903Xml(given, { council: 212, year: 2026 })].join(''))
  return path
}
