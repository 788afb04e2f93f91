import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { UnreadableFile } from '../../../lib/text-file.ts'
import { readPostcodeList } from './postcode-list.ts'

const folder = mkdtempSync(join(tmpdir(), 'postcodes-'))
after(() => rmSync(folder, { recursive: true }))
let made = 0
const list = (text: string): string => {
  const path = join(folder, `${made++}.csv`)
  writeFileSync(path, text)
  return path
}

describe('the postcode directory', () => {
  test('says where a postcode lies, written with its space or without, large or small', async () => {
    const postcodes = await readPostcodeList(
      list(
        'pcd,pcd2,pcds,dointr,oscty,oslaua,oseast1m,osnrth1m\n"SW111AA","SW11 1AA","SW11 1AA",198001,"E99999999","E09000032",527500,175800\n',
      ),
    )
    const place = { easting: 527500, northing: 175800, authority: 'E09000032' }
    for (const written of ['SW11 1AA', 'SW111AA', 'sw11 1aa', ' SW11  1AA '])
      assert.deepEqual(postcodes(written), place)
    for (const other of ['SW11 1AB', 'SW1 1AA', 'N1 1AA', 'SW11', '', 'NONSENSE']) assert.equal(postcodes(other), null)
  })
  test('may have its columns in any order and under the names of any year', async () => {
    for (const heading of [
      'laua,osnrth1m,oseast1m,pcds',
      'LAD25CD,north1m,east1m,pcd7',
      'ltla24cd,Northing,Easting,Postcode',
      '"lad23cd","osnrth1m","oseast1m","pcd8"',
    ]) {
      const postcodes = await readPostcodeList(list(`${heading}\nE09000032,175800,527500,SW11 1AA\n`))
      assert.deepEqual(postcodes('SW111AA'), { easting: 527500, northing: 175800, authority: 'E09000032' }, heading)
    }
  })
  test('names the county of a district, and Wales, Scotland and Northern Ireland as the return does', async () => {
    const postcodes = await readPostcodeList(
      list(
        [
          'pcds,oseast1m,osnrth1m,oslaua,oscty',
          'BN20 8JX,559000,98000,E07000061,E10000011',
          'CF10 1AA,318000,176000,W06000015,W99999999',
          'EH1 1AA,325000,673000,S12000036,S99999999',
          'BT1 1AA,333000,374000,N09000003,N99999999',
          'AA1 1AA,400000,300000,E07000999,E10000099',
          'LA9 1AA,351000,492000,E07000031,E10000006',
        ].join('\r\n'),
      ),
    )
    const authority = (postcode: string): string | undefined => postcodes(postcode)?.authority
    assert.equal(authority('BN20 8JX'), 'E10000011')
    assert.equal(authority('CF10 1AA'), 'WAL')
    assert.equal(authority('EH1 1AA'), 'SCO')
    assert.equal(authority('BT1 1AA'), 'NIR')
    assert.equal(authority('AA1 1AA'), 'E10000099', 'a district that is newer than this list of them')
    assert.equal(authority('LA9 1AA'), 'E06000064', 'a district that has become part of a new authority')
  })
  test('leaves out what has no grid reference, and of a postcode given twice keeps the first', async () => {
    const postcodes = await readPostcodeList(
      list(
        'pcds,oseast1m,osnrth1m,oslaua\nJE2 3AA,,,L99999999\nSW11 1AA,527500,175800,E09000032\nSW11 1AA,1,1,E09000001\n',
      ),
    )
    assert.equal(postcodes('JE2 3AA'), null)
    assert.equal(postcodes('SW11 1AA')?.easting, 527500)
  })
  test('may give a whole district, which answers for its postcodes that have no row', async () => {
    const postcodes = await readPostcodeList(
      list('pcds,oseast1m,osnrth1m,laua\nSW11,527500,175800,E09000032\nSW11 1AA,528000,176000,E09000022\n'),
    )
    assert.equal(postcodes('SW11 1AA')?.authority, 'E09000022')
    assert.equal(postcodes('SW11 9ZZ')?.authority, 'E09000032')
    assert.equal(postcodes('SW1 1AA'), null)
    assert.equal(postcodes('SW11'), null)
  })
  test('finds each of many postcodes, and none that is not among them', async () => {
    const letters = 'ABDEFGHJLN'
    const all: string[] = []
    for (let district = 1; district <= 30; district++) {
      for (let n = 0; n < 1000; n++) {
        all.push(`SW${district} ${n % 10}${letters[Math.floor(n / 10) % 10]}${letters[Math.floor(n / 100)]}`)
      }
    }
    const rows = all.map((postcode, i) => `${postcode},${500_000 + i},${170_000 + i},E0900000${1 + (i % 9)}`)
    const postcodes = await readPostcodeList(list(`pcds,oseast1m,osnrth1m,laua\n${rows.join('\n')}\n`))
    all.forEach((postcode, i) => {
      assert.deepEqual(postcodes(postcode), {
        easting: 500_000 + i,
        northing: 170_000 + i,
        authority: `E0900000${1 + (i % 9)}`,
      })
      assert.equal(postcodes(`${postcode.slice(0, -1)}Z`), null)
    })
  })
  test('that lacks a column is refused by its name', async () => {
    const refused = (text: string, words: RegExp): Promise<void> =>
      assert.rejects(
        readPostcodeList(list(text)),
        (error) => error instanceof UnreadableFile && words.test(error.reason),
      )
    await refused('pcds,oseast1m,osnrth1m\nSW11 1AA,1,1\n', /oslaua/)
    await refused('CHILD,DOB\n', /pcds.*oseast1m.*osnrth1m.*oslaua/)
    await refused('', /empty/)
  })
})
