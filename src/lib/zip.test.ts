import assert from 'node:assert/strict'
import { Buffer } from 'node:buffer'
import { describe, test } from 'node:test'
import { UnreadableFile } from './text-file.ts'
import { openZip, packZip } from './zip.ts'

const packed = (...files: [string, string][]): Buffer =>
  packZip(files.map(([name, text]) => ({ name, bytes: Buffer.from(text) })))
const refused = (read: () => unknown, words: RegExp): void => {
  assert.throws(read, (error) => error instanceof UnreadableFile && words.test(error.reason))
}

describe('an archive', () => {
  test('gives back what was packed, under names with accents too, and nothing for a name it does not have', () => {
    const zip = openZip(packed(['one.txt', 'first'], ['folder/deux-é.txt', 'second '.repeat(1000)], ['empty', '']))
    assert.deepEqual(zip.names, ['one.txt', 'folder/deux-é.txt', 'empty'])
    assert.equal(zip.read('one.txt')?.toString(), 'first')
    assert.equal(zip.read('folder/deux-é.txt')?.toString(), 'second '.repeat(1000))
    assert.equal(zip.read('empty')?.toString(), '')
    assert.equal(zip.read('other'), null)
  })
  test('has the same bytes when the same is packed again', () => {
    assert.deepEqual(packed(['a', 'text']), packed(['a', 'text']))
  })
  test('is opened although a comment stands after it', () => {
    const bytes = packed(['a', 'text'])
    const commented = Buffer.concat([bytes, Buffer.from('remark')])
    commented.writeUInt16LE(6, bytes.length - 2)
    assert.equal(openZip(commented).read('a')?.toString(), 'text')
  })
  test('that unpacks to more than the limit is refused, by what it says of its size and by what comes out', () => {
    const bomb = packed(['a', '0'.repeat(100_000)])
    refused(() => openZip(bomb, 99_999).read('a'), /too large/)
    // The same with a directory that declares ten bytes.
    const lying = Buffer.from(bomb)
    lying.writeUInt32LE(10, lying.indexOf(Buffer.from([0x50, 0x4b, 1, 2])) + 24)
    refused(() => openZip(lying, 99_999).read('a'), /too large/)
    refused(() => openZip(lying).read('a'), /damaged/)
  })
  test('may not come to more than the limit by being read again and again', () => {
    const zip = openZip(packed(['a', '0'.repeat(600)]), 1000)
    zip.read('a')
    refused(() => zip.read('a'), /too large/)
  })
  test('that is cut off, changed or no archive is refused', () => {
    const bytes = packed(['a', 'some text that is long enough'])
    refused(() => openZip(bytes.subarray(0, bytes.length - 30)), /damaged/)
    refused(() => openZip(Buffer.from('no archive')), /damaged/)
    const changed = Buffer.from(bytes)
    changed[40] = changed[40]! ^ 0xff
    refused(() => openZip(changed).read('a'), /damaged/)
  })
  test('with a password is refused', () => {
    const bytes = packed(['a', 'text'])
    const at = bytes.indexOf(Buffer.from([0x50, 0x4b, 1, 2]))
    bytes.writeUInt16LE(1, at + 8)
    refused(() => openZip(bytes), /password/)
  })
})
