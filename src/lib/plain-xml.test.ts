import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { tries } from '../../scripts/volume.ts'
import { readPlainXml } from './plain-xml.ts'
import { UnreadableFile } from './text-file.ts'
import { readXml, type XmlElement } from './xml.ts'

const folder = mkdtempSync(join(tmpdir(), 'plain-xml-'))
after(() => rmSync(folder, { recursive: true }))

/** What a reader gave before its end or its fault, and the fault. */
const outcome = async (elements: AsyncIterable<XmlElement>): Promise<{ given: XmlElement[]; fault: string | null }> => {
  const given: XmlElement[] = []
  try {
    for await (const element of elements) given.push(element)
  } catch (error) {
    assert.ok(error instanceof UnreadableFile, String(error))
    return { given, fault: error.message }
  }
  return { given, fault: null }
}
const bothSayTheSame = async (content: string | Uint8Array): Promise<void> => {
  const path = join(folder, 'file.xml')
  writeFileSync(path, content)
  const wanted = ['Message/Header', 'message/Children/child'] as const
  assert.deepEqual(await outcome(readPlainXml(path, ...wanted)), await outcome(readXml(path, ...wanted)))
}

const text = fc.oneof(
  { weight: 40, arbitrary: fc.constantFrom('', 'x', ' 2026-05-06 ', '\n  ', '\r\n', 'Zoë 漢😀', 'a > b', '\r') },
  { weight: 1, arbitrary: fc.constantFrom('&amp;', '&#10;', '<!-- c -->', '<![CDATA[<A>]]>', '<A b="1"/>') },
)
const name = fc.constantFrom('Child', 'child', 'A', 'B1', 'x-y', 'ChildIdentifiers')
const tagged = (inner: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .tuple(name, text, fc.array(fc.tuple(inner, text), { maxLength: 2 }))
    .map(([tag, before, all]) =>
      before === '' && all.length === 0 ? `<${tag}/>` : `<${tag}>${before}${all.flat().join('')}</${tag}>`,
    )
const tree = tagged(tagged(tagged(fc.constant('<B />'))))
const prologue = fc.constantFrom(
  '',
  '\uFEFF',
  '<?xml version="1.0"?>',
  `<?xml version='1.0' encoding='UTF-8'?>\n`,
  '<?xml version="1.0" encoding="windows-1252"?>',
  '<?xml version="1.1"?>',
  '\n<!-- made up -->\n',
)
const rootTag = fc.constantFrom(
  'Message',
  'Message xmlns="urn:x"',
  `Message xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"\n a='1'`,
  'Message a="1" a="2"',
  'Message a="<"',
  'message',
  'Other',
)
const file = fc
  .tuple(prologue, rootTag, fc.array(fc.tuple(tree, text), { maxLength: 4 }), fc.constantFrom('', '\n', 'x', '<Two/>'))
  .map(([start, root, children, end]) => {
    const rootName = root.split(/\s/)[0]
    return `${start}<${root}><Header><Year>2027</Year></Header><Children>${children.flat().join('')}</Children></${rootName}>${end}`
  })

test('plain and other files give the same elements, lines and faults as the full reader', async () => {
  await fc.assert(fc.asyncProperty(file, bothSayTheSame), { numRuns: tries(100) })
})

test('so do files that are broken anywhere', async () => {
  const odd = fc.constantFrom(
    '<',
    '>',
    '&',
    '/',
    ']]>',
    '<!--',
    '-->',
    '<![CDATA[',
    '<?',
    '\u0000',
    '\uFFFE',
    '"',
    ' ',
    '</A>',
  )
  await fc.assert(
    fc.asyncProperty(file, fc.nat(), fc.nat(3), odd, (xml, at, gone, put) => {
      const place = at % (xml.length + 1)
      return bothSayTheSame(`${xml.slice(0, place)}${put}${xml.slice(place + gone)}`)
    }),
    { numRuns: tries(200) },
  )
})

test('so do files that are cut off, also in the middle of a character', async () => {
  await fc.assert(
    fc.asyncProperty(file, fc.nat(), (xml, at) => {
      const bytes = Buffer.from(xml)
      return bothSayTheSame(bytes.subarray(0, at % (bytes.length + 1)))
    }),
    { numRuns: tries(100) },
  )
})

test('so do files longer than what is read at a time, wherever the pieces end', async () => {
  const one = '<Child>\r\n<A>Zoë 漢😀</A>\r\n<B/></Child>\r\n'
  // The first piece ends some way into the many.
  const many = `<Child><A>${'x'.repeat(250_000)}</A></Child>${one.repeat(500)}`
  for (let shift = 0; shift < one.length; shift += 7) {
    await bothSayTheSame(`<Message>${' '.repeat(shift)}<Children>${many}</Children></Message>`)
  }
  await bothSayTheSame(`<Message><Children>${many}<Child><A>&lt;</A></Child>${one}</Children></Message>`)
  await bothSayTheSame(`<Message><Children>${many}<Child><A></Child>${one}</Children></Message>`)
})
