// Reading a text file that somebody else's system wrote: which encoding it is in, and its text a piece at a time.
import { Buffer, isAscii, isUtf8 } from 'node:buffer'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'

export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'

/**
 * A file cannot be read any further, in plain words for the person who sent it. `line` is the 1-based line of the file
 * and `column` the 1-based place in it (the cell of a CSV row, the character of an XML line); null when there is none.
 */
export class UnreadableFile extends Error {
  readonly reason: string
  readonly line: number | null
  readonly column: number | null

  constructor(reason: string, line: number | null = null, column: number | null = null) {
    super(line === null ? reason : `Line ${line}${column === null ? '' : `, column ${column}`}: ${reason}`)
    this.name = 'UnreadableFile'
    this.reason = reason
    this.line = line
    this.column = column
  }
}

const pieceBytes = 256 * 1024

/** How a file starts: its encoding when the first bytes tell, the bytes of mark to pass over, a sample of 4 KiB. */
export const textStart = async (
  path: string,
): Promise<{ encoding: TextEncoding | null; markBytes: number; sample: Buffer }> => {
  const file = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    throw plainWords(error)
  })
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4096), 0, 4096, 0).catch((error) => {
      throw plainWords(error)
    })
    const sample = buffer.subarray(0, bytesRead)
    const [a, b, c] = sample
    if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: 'utf-8', markBytes: 3, sample }
    if (a === 0xff && b === 0xfe) return { encoding: 'utf-16le', markBytes: 2, sample }
    if (a === 0xfe && b === 0xff) return { encoding: 'utf-16be', markBytes: 2, sample }
    return { encoding: unmarkedUtf16(sample), markBytes: 0, sample }
  } finally {
    await file.close()
  }
}

// English text in UTF-16 has a zero in every other byte; text in any of the other encodings has none at all.
const unmarkedUtf16 = (sample: Buffer): TextEncoding | null => {
  const pairs = Math.floor(sample.length / 2)
  if (pairs < 2) return null
  let even = 0
  let odd = 0
  for (let i = 0; i < pairs * 2; i += 2) {
    if (sample[i] === 0) even++
    if (sample[i + 1] === 0) odd++
  }
  if (odd > pairs * 0.4 && even < pairs * 0.1) return 'utf-16le'
  if (even > pairs * 0.4 && odd < pairs * 0.1) return 'utf-16be'
  return null
}

/** True when every byte of the file fits UTF-8: the whole file is read once, because one byte at its end can decide. */
export const isUtf8File = async (path: string): Promise<boolean> => {
  let carry: Buffer = Buffer.alloc(0)
  let ascii = true
  for await (const piece of bytesOf(path, 0)) {
    const bytes: Buffer = carry.length === 0 ? piece : Buffer.concat([carry, piece])
    const end = wholeCharacters(bytes)
    const whole = bytes.subarray(0, end)
    if (!isUtf8(whole)) return false
    ascii &&= isAscii(whole)
    carry = bytes.subarray(end)
  }
  // A file cut off in the middle of a character is still UTF-8 if it had other such characters before.
  return carry.length === 0 || !ascii
}

const wholeCharacters = (bytes: Buffer): number => {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] as number
    if ((byte & 0xc0) === 0x80) continue
    const needs = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1
    return needs > back ? bytes.length - back : bytes.length
  }
  return bytes.length
}

/** The bytes of a file in pieces of at most 256 KiB. */
export async function* bytesOf(path: string, start: number): AsyncGenerator<Buffer> {
  try {
    for await (const piece of createReadStream(path, { start, highWaterMark: pieceBytes })) yield piece as Buffer
  } catch (error) {
    throw plainWords(error)
  }
}

/** The text of a file in pieces, in a known encoding; bytes that do not fit it become U+FFFD. */
export async function* textOf(path: string, encoding: string, markBytes: number): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { ignoreBOM: true })
  for await (const bytes of bytesOf(path, markBytes)) yield decoder.decode(bytes, { stream: true })
  yield decoder.decode()
}

const plainWords = (error: unknown): unknown => {
  const code = (error as NodeJS.ErrnoException).code
  if (code === 'ENOENT') return new UnreadableFile('There is no file with this name.')
  if (code === 'EISDIR') return new UnreadableFile('This is a folder, not a file.')
  if (code === 'EACCES' || code === 'EPERM') return new UnreadableFile('This file may not be opened.')
  return error
}
