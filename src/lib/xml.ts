// XML read as a stream: the few elements a caller asks for, each as a small tree, with the line each part begins on.
import { SaxesParser } from 'saxes'
import { bytesOf, textStart, UnreadableFile } from './text-file.ts'

/** `name` has no namespace prefix; `line` is where its start tag is; `text` is its own text, not its elements'. */
export type XmlElement = { name: string; line: number; text: string; elements: XmlElement[] }

/** Limits that no return a council sends comes near, so that a broken or hostile file cannot fill the memory. */
export const deepestNesting = 100
export const longestText = 1_000_000
export const mostElements = 100_000
export const mostCharacters = 10_000_000

/**
 * The elements at the given paths (such as `Message/Header`), whole and in file order; everything else is passed over.
 * The file is read in pieces and only one such element is held at a time. Names match whatever their capitals.
 * Throws UnreadableFile, after what was whole before the fault, with line and column, for XML that is not well formed,
 * a file cut off, a DOCTYPE (which could define entities), nesting over 100, a million characters in one element,
 * 100,000 elements or ten million characters in one asked for, or a root other than the one the paths begin with.
 */
export async function* readXml(path: string, ...wanted: [string, ...string[]]): AsyncGenerator<XmlElement> {
  const { encoding, markBytes, sample } = await textStart(path)
  const label = encoding ?? declaredEncoding(sample)
  const reader = xmlReader(wanted)
  const decoder = new TextDecoder(label, { fatal: true, ignoreBOM: true })
  for await (const bytes of bytesOf(path, markBytes)) {
    const { text, whole } = decoded(decoder, bytes)
    for (const element of reader.elements(text)) yield element
    if (!whole) reader.fail(`This is not ${label.toUpperCase()} text, although the file says so.`)
  }
  if (!decoded(decoder).whole) reader.fail('The file ends in the middle of a character. It looks cut off.')
  reader.end()
}

// The text of some bytes, as far as they fit the encoding.
const decoded = (decoder: TextDecoder, bytes?: Uint8Array): { text: string; whole: boolean } => {
  try {
    return { text: bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode(), whole: true }
  } catch {
    const text = new TextDecoder(decoder.encoding).decode(bytes).replace(/^\ufffd+/, '')
    return { text: text.slice(0, text.indexOf('\ufffd')), whole: false }
  }
}

const declaredEncoding = (sample: Buffer): string => {
  const declared = /^\s*<\?xml[^>]*?encoding\s*=\s*["']([^"']+)["']/i.exec(sample.toString('latin1'))?.[1]
  if (declared === undefined) return 'utf-8'
  try {
    const { encoding } = new TextDecoder(declared)
    // Real UTF-16 shows in its bytes; some systems declare it and then write UTF-8.
    return encoding.startsWith('utf-16') ? 'utf-8' : encoding
  } catch {
    throw new UnreadableFile(`The encoding ${declared.slice(0, 40)} is not known.`, 1)
  }
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1)

const xmlReader = (wanted: readonly string[]) => {
  const paths = new Set(wanted.map((path) => path.toLowerCase()))
  const root = (wanted[0] as string).split('/')[0] as string
  const parser = new SaxesParser({ position: true })
  const names: string[] = []
  const open: XmlElement[] = []
  let found: XmlElement[] = []
  let elements = 0
  let characters = 0
  let movedOnAt = 0

  const fail = (reason: string): never => {
    throw new UnreadableFile(reason, parser.line, parser.column + 1)
  }
  const movedOn = (): void => {
    movedOnAt = parser.position
  }

  parser.on('error', (error) => {
    const detail = error.message.replace(/^(\d+:\d+: |undefined:\d+:\d+: )/, '').replace(/\.$/, '')
    const unclosed = /^unclosed tag: (.*)$/.exec(detail)
    if (unclosed) fail(`The file ends inside <${unclosed[1]}>. It looks cut off.`)
    if (detail === 'unexpected end' || detail === 'document must contain a root element') {
      fail('The file ends too early. It looks cut off.')
    }
    fail(`This is not well-formed XML: ${detail}.`)
  })
  parser.on('doctype', () => {
    fail('This file has a DOCTYPE. Returns do not need one, and it can hide harmful content, so it is not read.')
  })
  parser.on('opentagstart', (tag) => {
    movedOn()
    const name = localName(tag.name)
    if (names.length === 0 && name.toLowerCase() !== root.toLowerCase()) {
      fail(`The first element is <${name.slice(0, 60)}>, not <${root}>.`)
    }
    if (names.length >= deepestNesting) fail(`Elements are nested more than ${deepestNesting} deep.`)
    names.push(name)
    const parent = open.at(-1)
    if (parent || paths.has(names.join('/').toLowerCase())) {
      elements = parent ? elements + 1 : 1
      if (!parent) characters = 0
      if (elements > mostElements) fail(`One <${open[0]?.name}> holds more than ${mostElements} elements.`)
      // When the tag's name is followed by a line end the parser already stands on the next line.
      const line = parser.columnIndex === 0 ? parser.line - 1 : parser.line
      const element: XmlElement = { name, line, text: '', elements: [] }
      parent?.elements.push(element)
      open.push(element)
    }
  })
  parser.on('closetag', () => {
    movedOn()
    names.pop()
    const element = open.pop()
    if (element && open.length === 0) found.push(element)
  })
  const addText = (text: string): void => {
    movedOn()
    const element = open.at(-1)
    if (!element) return
    if (element.text.length + text.length > longestText) fail(tooLong(element.name))
    characters += text.length
    if (characters > mostCharacters) fail(`One <${open[0]?.name}> holds more than ten million characters.`)
    element.text += text
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('comment', movedOn)
  parser.on('processinginstruction', movedOn)

  return {
    fail,
    *elements(text: string): Generator<XmlElement> {
      let fault: unknown = null
      try {
        parser.write(text)
        // A text, comment, DOCTYPE or attribute is reported only when it ends: look while it is still growing.
        if (parser.position - movedOnAt > longestText + text.length) fail(tooLong(names.at(-1) ?? 'the file'))
      } catch (error) {
        fault = error
      }
      // What was whole before a fault is given first.
      const ready = found
      found = []
      yield* ready
      if (fault) throw fault
    },
    end(): void {
      parser.close()
    },
  }
}

const tooLong = (name: string): string => `There are more than a million characters in <${name.slice(0, 60)}>.`
