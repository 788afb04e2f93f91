import assert from 'node:assert/strict'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { isoDay } from '../../../lib/day-number.ts'
import { spreadsheetOf } from '../../../lib/spreadsheet.ts'
import { UnreadableFile } from '../../../lib/text-file.ts'
import { localAuthorityCodes } from '../codes/local-authorities.ts'
import type { Provider } from './lists.ts'
import { authorityOf, readProviderList } from './provider-list.ts'

const folder = mkdtempSync(join(tmpdir(), 'providers-'))
after(() => rmSync(folder, { recursive: true }))

let made = 0
type Sheets = Record<string, readonly (readonly (string | number | null)[])[]>
const workbook = (sheets: Sheets, into = folder): string => {
  const path = join(into, `${made++}.xlsx`)
  writeFileSync(path, spreadsheetOf(Object.entries(sheets).map(([name, rows]) => ({ name, rows }))))
  return path
}
const csv = (text: string, into = folder): string => {
  const path = join(into, `${made++}.csv`)
  writeFileSync(path, text)
  return path
}
const only = async (path: string): Promise<Provider> => {
  const all = [...(await readProviderList(path)).values()].flat()
  assert.equal(all.length, 1)
  return all[0]!
}

const names: Record<string, string> = JSON.parse(
  readFileSync(new URL('../codes/local-authority-names.json', import.meta.url), 'utf8'),
)

describe("Ofsted's list", () => {
  test('in one workbook has homes and agencies on one sheet and supported accommodation on another', async () => {
    const providers = await readProviderList(
      workbook({
        Notes: [['As at 30 September 2026']],
        Providers: [
          ['Providers of children’s social care', null],
          [
            'Local authority',
            'URN',
            'Provider type',
            'Registration date',
            'Deregistration date',
            'Placement code',
            'Setting address postcode',
            'Placement provider code',
          ],
          [names[212]!, 'SC000001', "Children's Home", 44321, null, 'K2', 'sw11 1aa', 'PR1, PR2'],
          [names[208]!, 2500001, 'Independent Fostering Agency', '01/02/2020', 45292, 'U1,U2,U3,U4,U5,U6', '-', 'PR4'],
        ],
        'SA Providers': [
          [
            'Provider local authority',
            'Setting local authority',
            'URN',
            'Registration date',
            'Closed date',
            'Placement provider code',
            'Setting address postcode',
          ],
          [names[212]!, names[208]!, 2500002, null, 'na', 'PR4', 'SE24 9AA'],
          [names[212]!, names[210]!, 2500002, null, null, 'PR4', 'SE1 9AA'],
        ],
      }),
    )
    assert.deepEqual([...providers.keys()], ['SC000001', '2500001', '2500002'])
    const [home] = providers.get('SC000001')!
    assert.deepEqual(
      { ...home, registeredOn: isoDay(home!.registeredOn!) },
      {
        urn: 'SC000001',
        postcode: 'SW111AA',
        authority: 'E09000032',
        places: ['K2'],
        providers: ['PR1', 'PR2'],
        registeredOn: '2021-05-05',
        closedOn: null,
      },
    )
    const [agency] = providers.get('2500001')!
    assert.deepEqual([agency!.postcode, agency!.places?.length, agency!.providers], [null, 6, ['PR4']])
    assert.deepEqual([isoDay(agency!.registeredOn!), isoDay(agency!.closedOn!)], ['2020-02-01', '2024-01-01'])
    const supported = providers.get('2500002')!
    assert.deepEqual(
      supported.map(({ authority, places, closedOn }) => [authority, places, closedOn]),
      [
        ['E09000022', ['H5', 'K3'], null],
        ['E09000028', ['H5', 'K3'], null],
      ],
    )
  })
  test('of older years is two workbooks, with closed providers and postcodes on sheets of their own', async () => {
    const both = join(folder, 'both')
    mkdirSync(both)
    workbook(
      {
        'Settings and Inspection Info': [
          ['Local Authority', 'URN', 'Provider Code', 'Provider Placement Code', 'Closed Date'],
          [`London Borough of ${names[212]}`, 'SC000001', 'PR4', 'K2/K1', null],
        ],
        'Address Details': [
          ['URN', 'Setting Address Postcode'],
          ['sc000001', 'SW11 1AA'],
        ],
      },
      both,
    )
    workbook(
      {
        'Current providers': [
          ['URN', 'Setting postcode', 'Local authority', 'Placement code', 'Placement provider code'],
          ['SC000002', 'SW12 1AA', names[212]!, 'U1,U4', 'PR1'],
        ],
        'Providers closed in 2025-26': [
          [
            'URN',
            'Setting postcode',
            'Local authority',
            'Deregistration date',
            'Placement code',
            'Placement provider code',
          ],
          ['SC000003', 'SW12 1AA', names[212]!, 46023, 'A3 A4', 'PR5'],
        ],
      },
      both,
    )
    const providers = await readProviderList(both)
    assert.equal(providers.size, 3)
    assert.deepEqual(
      [providers.get('SC000001')![0]!.postcode, providers.get('SC000001')![0]!.places],
      ['SW111AA', ['K2', 'K1']],
    )
    assert.equal(isoDay(providers.get('SC000003')![0]!.closedOn!), '2026-01-01')
  })
  test('as CSV may have its columns in any order, and give the authority by its code', async () => {
    const provider = await only(
      csv(
        'Setting address postcode,Remarks,Placement Code,URN,Deregistration Date,Local Authority,Placement Provider Code\nSW11 1AA,,K2,sc000001,2026-09-01,E09000032,PR1\n',
      ),
    )
    assert.deepEqual(
      [provider.urn, provider.authority, isoDay(provider.closedOn!)],
      ['SC000001', 'E09000032', '2026-09-01'],
    )
  })
  test('without codes tells them by the kind of provider and the sector', async () => {
    const of = async (kind: string, sector: string): Promise<unknown[]> => {
      const { places, providers } = await only(csv(`URN,Provider type,Sector\nSC000001,${kind},${sector}\n`))
      return [places?.join(' '), providers?.join(' ')]
    }
    assert.deepEqual(await of("Children's Home", 'Private'), ['K2', 'PR4'])
    assert.deepEqual(await of('Children’s Home - secure unit', 'Local Authority'), ['K1', 'PR1 PR2'])
    assert.deepEqual(await of('Independent Fostering Agency', 'Voluntary'), ['U1 U2 U3 U4 U5 U6', 'PR5'])
    assert.deepEqual(await of('Voluntary Adoption Agency', 'Voluntary'), ['A3 A4 A5 A6', 'PR5'])
    assert.deepEqual(await of('Residential Family Centre', 'Health Authority'), ['R3', 'PR3'])
    assert.deepEqual(await of('Supported Accommodation', 'Private'), ['H5 K3', 'PR4'])
    assert.deepEqual(await of('Residential Holiday Scheme for Disabled Children', ''), [undefined, undefined])
  })
  test('that is none is refused in words that say what it needs', async () => {
    const refused = (path: string, words: RegExp): Promise<void> =>
      assert.rejects(readProviderList(path), (error) => error instanceof UnreadableFile && words.test(error.reason))
    await refused(csv('Child,DOB\nA1,01/01/2012\n'), /column URN/)
    await refused(csv('URN,Placement code\n'), /no provider/)
    await refused(join(folder, 'absent.csv'), /no file/)
    await refused(workbook({ One: [['URN', 'Conditions']] }), /placement code/)
  })
})

describe('an authority', () => {
  test('is known by each name of the official list, however it is dressed up', () => {
    for (const { code, onsCode, until } of localAuthorityCodes) {
      if (until !== undefined) continue
      const name = names[code]!
      const [first, kind] = / of$/.test(name) ? (name.split(', ') as [string, string]) : [name, '']
      const dressed = [
        name,
        name.toUpperCase(),
        name.replaceAll(' and ', ' & '),
        `${kind} ${first}`,
        `${first} Council`,
      ]
      dressed.push(`${first} County Council`, `${first} City Council`, `${first} Metropolitan Borough Council`)
      for (const one of [...dressed, String(code), onsCode.toLowerCase()]) assert.equal(authorityOf(one), onsCode, one)
      assert.equal(authorityOf(`London Borough of ${name}`), onsCode)
      assert.equal(authorityOf(`Royal Borough of ${name}`), onsCode)
    }
  })
  test('that is nowhere on the list is none', () => {
    for (const name of ['', 'Isle', 'Arnor borough council', '999', 'Borough Council'])
      assert.equal(authorityOf(name), null)
  })
})

const shared = new URL('../../../../../shared/conformance/', import.meta.url)
const absent = existsSync(shared) ? false : 'The published examples (../shared/conformance) are not on this machine.'

test('the examples of the forms Ofsted publishes are read', { skip: absent }, async () => {
  const sizes: Record<string, number> = {
    'peer-files/peer-903/ch_fake.xlsx': 1,
    'peer-files/peer-903/scp_fake.xlsx': 2,
    'peer-files/peer-903/combined_scp_ch_fake.xlsx': 4,
    'peer-files/peer-903/scp_ch_2025_fake.xlsx': 2,
    'peer-files/peer-903/scpch_assisted.xlsx': 6,
  }
  for (const [file, size] of Object.entries(sizes)) {
    assert.equal((await readProviderList(fileURLToPath(new URL(file, shared)))).size, size, file)
  }
})
test('the same list as spreadsheet and as CSV says the same', { skip: absent }, async () => {
  const [sheet, text] = await Promise.all(
    ['xlsx', 'csv'].map((kind) =>
      readProviderList(fileURLToPath(new URL(`oracle/903-seed1/providers.${kind}`, shared))),
    ),
  )
  assert.equal(sheet!.size, 145)
  assert.deepEqual(sheet, text)
})
