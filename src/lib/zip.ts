// ZIP archives, as far as spreadsheets need them: packed whole into memory and read from it, plain or deflated.
import { Buffer } from 'node:buffer'
import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib'
import { UnreadableFile } from './text-file.ts'

/** Bytes that everything taken out of one archive may come to; a few kilobytes can be packed to unpack to terabytes. */
export const mostUnpackedBytes = 200 * 1024 * 1024
const mostEntries = 10_000

/** What is in an archive: the names, and the bytes of one of them, null when there is none of that name. */
export type Zip = { names: readonly string[]; read: (name: string) => Buffer | null }

type Entry = { name: string; method: number; crc: number; packed: number; size: number; at: number }

const localHeader = 0x04034b50
const directoryHeader = 0x02014b50
const directoryEnd = 0x06054b50
const stored = 0
const deflated = 8
const isUtf8Name = 0x800
const isEncrypted = 1

const damaged = (): UnreadableFile => new UnreadableFile('This file is damaged or was cut off.')
const tooLarge = (): UnreadableFile => new UnreadableFile('This file would be too large once unpacked.')

/**
 * Opens an archive. Throws UnreadableFile for what is no archive, is damaged, has a password, or unpacks to more than
 * `limit` bytes, whatever sizes it declares. Not for archives over 4 GiB.
 */
export const openZip = (bytes: Buffer, limit = mostUnpackedBytes): Zip => {
  const entries = new Map(entriesOf(bytes).map((entry) => [entry.name, entry]))
  let left = limit
  return {
    names: [...entries.keys()],
    read: (name) => {
      const entry = entries.get(name)
      if (!entry) return null
      if (entry.size > left) throw tooLarge()
      const unpacked = unpack(bytes, entry, left)
      left -= unpacked.length
      return unpacked
    },
  }
}

const entriesOf = (bytes: Buffer): Entry[] => {
  const end = endOfDirectory(bytes)
  const count = bytes.readUInt16LE(end + 10)
  let at = bytes.readUInt32LE(end + 16)
  if (count > mostEntries || at === 0xffffffff) throw tooLarge()
  const entries: Entry[] = []
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== directoryHeader) throw damaged()
    const flags = bytes.readUInt16LE(at + 8)
    if (flags & isEncrypted) throw new UnreadableFile('This file has a password. Save it without one.')
    const nameLength = bytes.readUInt16LE(at + 28)
    entries.push({
      name: bytes.toString(flags & isUtf8Name ? 'utf8' : 'latin1', at + 46, at + 46 + nameLength),
      method: bytes.readUInt16LE(at + 10),
      crc: bytes.readUInt32LE(at + 16),
      packed: bytes.readUInt32LE(at + 20),
      size: bytes.readUInt32LE(at + 24),
      at: bytes.readUInt32LE(at + 42),
    })
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return entries
}

// The end of the directory stands last, before a comment of up to 65,535 bytes.
const endOfDirectory = (bytes: Buffer): number => {
  for (let at = bytes.length - 22; at >= 0 && at >= bytes.length - 22 - 0xffff; at--) {
    if (bytes.readUInt32LE(at) === directoryEnd) return at
  }
  throw damaged()
}

const unpack = (bytes: Buffer, { method, crc, packed, size, at }: Entry, limit: number): Buffer => {
  if (at + 30 > bytes.length || bytes.readUInt32LE(at) !== localHeader) throw damaged()
  const from = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28)
  if (from + packed > bytes.length) throw damaged()
  const body = bytes.subarray(from, from + packed)
  if (method !== stored && method !== deflated) throw new UnreadableFile('This file is packed in a way not known here.')
  const unpacked = method === stored ? body : inflate(body, limit)
  if (unpacked.length !== size || crc32(unpacked) !== crc) throw damaged()
  return unpacked
}

const inflate = (body: Buffer, limit: number): Buffer => {
  try {
    return inflateRawSync(body, { maxOutputLength: Math.max(1, limit) })
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? tooLarge() : damaged()
  }
}

// 1 January 1980, the first day the format knows: the same content gives the same bytes.
const firstDay = 0x21

/** An archive of these files, in this order. Names are UTF-8 with forward slashes. */
export const packZip = (files: readonly { name: string; bytes: Buffer }[]): Buffer => {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const { name, bytes } of files) {
    const nameBytes = Buffer.from(name)
    const body = deflateRawSync(bytes)
    // Version, flags, method, time, day, checksum, sizes, name, nothing extra: the same in both places.
    const facts = Buffer.alloc(26)
    facts.writeUInt16LE(20, 0)
    facts.writeUInt16LE(isUtf8Name, 2)
    facts.writeUInt16LE(deflated, 4)
    facts.writeUInt16LE(firstDay, 8)
    facts.writeUInt32LE(crc32(bytes), 10)
    facts.writeUInt32LE(body.length, 14)
    facts.writeUInt32LE(bytes.length, 18)
    facts.writeUInt16LE(nameBytes.length, 22)
    const local = Buffer.concat([uint32(localHeader), facts, nameBytes, body])
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(at, 10)
    directory.push(Buffer.concat([uint32(directoryHeader), Buffer.from([20, 0]), facts, rest, nameBytes]))
    parts.push(local)
    at += local.length
  }
  const list = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(files.length, 4)
  end.writeUInt16LE(files.length, 6)
  end.writeUInt32LE(list.length, 8)
  end.writeUInt32LE(at, 12)
  return Buffer.concat([...parts, list, uint32(directoryEnd), end])
}

const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}
