// The quick way through XML that machines wrote to hold data: tags without attributes, text, nothing else. Most returns
// are such files, and large.
import { bytesOf, textStart } from './text-file.ts'
import { deepestNesting, longestText, mostCharacters, mostElements, readXml, type XmlElement } from './xml.ts'

/**
 * The same elements and the same faults as `readXml`, several times as fast where the file is plain: UTF-8, attributes on
 * the root at most, no comments, CDATA, references or instructions. At the first thing that is not plain, or not well
 * formed, `readXml` takes over from the start and what was given already is passed over.
 */
export async function* readPlainXml(path: string, ...wanted: [string, ...string[]]): AsyncGenerator<XmlElement> {
  let given = 0
  const reader = plainReader(wanted)
  if (await startsPlain(path)) {
    const decoder = new TextDecoder('utf-8', { fatal: true })
    let plain = true
    for await (const bytes of bytesOf(path, 0)) {
      const text = decoded(decoder, bytes)
      plain = text !== null && reader.read(text)
      for (const element of reader.found()) {
        given++
        yield element
      }
      if (!plain) break
    }
    if (plain && decoded(decoder) === '' && reader.isWhole()) return
  }
  for await (const element of readXml(path, ...wanted)) if (given-- <= 0) yield element
}

const startsPlain = async (path: string): Promise<boolean> => {
  const { encoding, sample } = await textStart(path)
  if (encoding !== null && encoding !== 'utf-8') return false
  const declared = /^[^<]*<\?xml[^>]*?encoding\s*=\s*["']([^"']+)["']/i.exec(sample.toString('latin1'))?.[1]
  return declared === undefined || declared.toLowerCase() === 'utf-8'
}

const decoded = (decoder: TextDecoder, bytes?: Uint8Array): string | null => {
  try {
    return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode()
  } catch {
    return null
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: XML has no place for them
const notPlain = /[&\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\]\]>|<[!?]/
const declaration =
  /^<\?xml version=(?:"1\.0"|'1\.0')(?: encoding=(?:"[\w-]+"|'[\w-]+'))?(?: standalone=(?:"(?:yes|no)"|'(?:yes|no)'))? ?\?>/
const plainName = /^[A-Za-z_][A-Za-z0-9_.-]*$/
const rootTag = /^([A-Za-z_][A-Za-z0-9_.-]*)((?:\s+[A-Za-z_][\w.:-]*\s*=\s*(?:"[^"<&]*"|'[^'<&]*'))*)\s*$/
const blank = /^[ \t\n]*$/

const plainReader = (wanted: readonly string[]) => {
  const paths = new Set(wanted.map((path) => path.toLowerCase()))
  const root = (wanted[0] as string).split('/')[0]!.toLowerCase()
  const known = new Set<string>()
  const names: string[] = []
  const open: XmlElement[] = []
  let current: XmlElement | undefined
  let found: XmlElement[] = []
  let rest = ''
  let line = 1
  let begun = false
  let rooted = false
  let elements = 0
  let characters = 0

  const isName = (name: string): boolean => {
    if (known.has(name)) return true
    if (!plainName.test(name)) return false
    if (known.size < 1000) known.add(name)
    return true
  }

  const addText = (text: string): boolean => {
    if (!current) return names.length > 0 || blank.test(text)
    if (current.text.length + text.length > longestText) return false
    characters += text.length
    current.text += text
    return characters <= mostCharacters
  }

  const openTag = (name: string): boolean => {
    if (names.length >= deepestNesting) return false
    names.push(name)
    if (!current && !paths.has(names.join('/').toLowerCase())) return true
    elements = current ? elements + 1 : 1
    if (!current) characters = 0
    if (elements > mostElements) return false
    const element: XmlElement = { name, line, text: '', elements: [] }
    current?.elements.push(element)
    open.push(element)
    current = element
    return true
  }

  const closeTag = (name: string): boolean => {
    if (names.pop() !== name) return false
    if (current) {
      const element = open.pop()!
      current = open.at(-1)
      if (!current) found.push(element)
    }
    return true
  }

  /** The root alone may have attributes, each once. */
  const openRoot = (inside: string): boolean => {
    const closed = inside.endsWith('/')
    const [, name, attributes] = rootTag.exec(closed ? inside.slice(0, -1) : inside) ?? []
    if (name === undefined || name.toLowerCase() !== root) return false
    const attributeNames = [...attributes!.matchAll(/([\w.:-]+)\s*=\s*(?:"[^"]*"|'[^']*')/g)].map(([, each]) => each)
    if (new Set(attributeNames).size < attributeNames.length) return false
    rooted = true
    return openTag(name) && (!closed || closeTag(name))
  }

  const tag = (inside: string): boolean => {
    if (!rooted) return openRoot(inside)
    if (names.length === 0) return false
    if (inside.charCodeAt(0) === 47) return closeTag(inside.slice(1))
    if (inside.charCodeAt(inside.length - 1) !== 47) return isName(inside) && openTag(inside)
    const name = inside.slice(0, inside.charCodeAt(inside.length - 2) === 32 ? -2 : -1)
    return isName(name) && openTag(name) && closeTag(name)
  }

  return {
    /** True while everything is plain; false once, and then `readXml` has to do it. */
    read(piece: string): boolean {
      let text = rest + piece
      // XML knows one line end only; half of one may be at the end of a piece.
      const half = text.endsWith('\r') ? '\r' : ''
      if (half) text = text.slice(0, -1)
      if (text.includes('\r')) text = text.replaceAll(/\r\n?/g, '\n')
      let at = 0
      if (!begun) {
        begun = true
        at = declaration.exec(text)?.[0].length ?? 0
      }
      if (notPlain.test(at === 0 ? text : text.slice(at))) return false
      let newline = text.indexOf('\n')
      for (;;) {
        const tagStart = text.indexOf('<', at)
        if (tagStart === -1) break
        const tagEnd = text.indexOf('>', tagStart)
        if (tagEnd === -1) break
        if (tagStart > at && !addText(text.slice(at, tagStart))) return false
        while (newline !== -1 && newline < tagStart) {
          line++
          newline = text.indexOf('\n', newline + 1)
        }
        if (!tag(text.slice(tagStart + 1, tagEnd))) return false
        at = tagEnd + 1
      }
      while (newline !== -1 && newline < at) {
        line++
        newline = text.indexOf('\n', newline + 1)
      }
      rest = text.slice(at) + half
      return rest.length <= longestText
    },
    found(): XmlElement[] {
      const ready = found
      found = []
      return ready
    },
    isWhole: (): boolean => rooted && names.length === 0 && blank.test(rest.replaceAll('\r', '\n')),
  }
}
