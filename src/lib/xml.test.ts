import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { tries } from '../../scripts/volume.ts'
import { UnreadableFile } from './text-file.ts'
import { deepestNesting, mostElements, readXml, type XmlElement } from './xml.ts'

let folder: string
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'xml-'))
})
after(() => rm(folder, { recursive: true }))

const elementsOf = async (content: string | Uint8Array, ...paths: [string, ...string[]]): Promise<XmlElement[]> => {
  const path = join(folder, 'file.xml')
  await writeFile(path, content)
  return Array.fromAsync(readXml(path, ...paths))
}
const faultOf = async (content: string | Uint8Array): Promise<UnreadableFile> => {
  const fault = await elementsOf(content, 'Message/Child').then(
    () => assert.fail('The file was read to its end.'),
    (error) => error,
  )
  assert.ok(fault instanceof UnreadableFile, String(fault))
  return fault
}

test('only the elements asked for are given, whole, with the line each begins on', async () => {
  const xml = `<?xml version="1.0"?>
<!-- a comment --><Message xmlns="urn:x">
  <Header><Year>2026</Year></Header>
  <Other><Child>not this one</Child></Other>
  <Child
    id="1"><Name>Zo&#235; &amp; <![CDATA[<co>]]></Name>
    <Empty/>
  </Child><x:Child xmlns:x="urn:y"><x:Name>two</x:Name></x:Child>
</Message>`
  const [header, one, two, ...more] = await elementsOf(xml, 'Message/Header', 'message/child')
  assert.deepEqual(header, {
    name: 'Header',
    line: 3,
    text: '',
    elements: [{ name: 'Year', line: 3, text: '2026', elements: [] }],
  })
  assert.equal(one?.line, 5)
  assert.deepEqual(one?.elements, [
    { name: 'Name', line: 6, text: 'Zoë & <co>', elements: [] },
    { name: 'Empty', line: 7, text: '', elements: [] },
  ])
  assert.equal(two?.line, 8)
  assert.equal(two?.elements[0]?.text, 'two')
  assert.deepEqual(more, [])
})

test('UTF-16, a byte order mark and a declared Windows encoding are all read', async () => {
  const text = '<Message><Child>Zoë</Child></Message>'
  const written: Uint8Array[] = [
    Buffer.from(text),
    Buffer.from(`\ufeff${text}`),
    Buffer.from(`\ufeff${text}`, 'utf16le'),
    Buffer.from(text, 'utf16le'),
    Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
    Buffer.from(`<?xml version="1.0" encoding="utf-16"?>${text}`, 'utf16le'),
    Buffer.from(`<?xml version="1.0" encoding="utf-16"?>${text}`),
    Buffer.from(`<?xml version="1.0" encoding="ISO-8859-1"?>${text}`, 'latin1'),
    Buffer.from(`<?xml version='1.0' encoding='windows-1252'?>${text}`, 'latin1'),
  ]
  for (const bytes of written) assert.equal((await elementsOf(bytes, 'Message/Child'))[0]?.text, 'Zoë')
})

test('a DOCTYPE is refused before any entity could be made of it', async () => {
  const bomb = '<!DOCTYPE Message [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><Message><Child>&b;</Child></Message>'
  const fault = await faultOf(`<?xml version="1.0"?>\n${bomb}`)
  assert.match(fault.reason, /DOCTYPE/)
  assert.equal(fault.line, 2)
  assert.match((await faultOf('<Message><Child>&nosuch;</Child></Message>')).reason, /not well-formed/)
})

test('a file that is cut off names the line and column where it ends', async () => {
  const whole = '<Message>\n<Child>\n<Name>one</Name>\n</Child>\n</Message>\n'
  for (let end = 1; end < whole.length - 2; end++) {
    const fault = await faultOf(whole.slice(0, end))
    const lines = whole.slice(0, end).split('\n')
    assert.equal(fault.line, lines.length, whole.slice(0, end))
    assert.equal(fault.column, (lines.at(-1)?.length ?? 0) + 1)
    assert.match(fault.reason, /cut off/)
  }
  assert.match((await faultOf('')).reason, /cut off/)
})

test('what was whole before a fault is given before it', async () => {
  const path = join(folder, 'fault.xml')
  for (const fault of ['<Child', '</Other>', '<Child>&none;', Buffer.from([0xeb, 0x3c])]) {
    await writeFile(
      path,
      Buffer.concat([Buffer.from('<Message><Child>one</Child><Child>two</Child>'), Buffer.from(fault)]),
    )
    const texts: string[] = []
    await assert.rejects(async () => {
      for await (const { text } of readXml(path, 'Message/Child')) texts.push(text)
    }, UnreadableFile)
    assert.deepEqual(texts, ['one', 'two'])
  }
})

test('a tag closed by another is named with its line and column', async () => {
  const fault = await faultOf('<Message>\n  <Child>\n  </Chid>\n</Message>')
  assert.deepEqual([fault.line, fault.column], [3, 10])
  assert.match(fault.message, /^Line 3, column 10: This is not well-formed XML/)
})

test('bytes that do not fit the encoding name their line', async () => {
  const fault = await faultOf(Buffer.concat([Buffer.from('<Message>\n<Child>Zo'), Buffer.from([0xeb, 0x3c])]))
  assert.deepEqual([fault.line, fault.column], [2, 10])
  assert.match(fault.reason, /not UTF-8/)
  assert.match((await faultOf('<?xml version="1.0" encoding="klingon"?><Message/>')).reason, /klingon/)
})

test('another root than the one asked for is refused at once', async () => {
  const fault = await faultOf('<EXPSSDA903><CHILD/></EXPSSDA903>')
  assert.match(fault.reason, /first element is <EXPSSDA903>, not <Message>/)
})

test('nesting over a hundred deep is refused, and a hundred is not', async () => {
  const nested = (depth: number): string => `<Message>${'<a>'.repeat(depth - 1)}${'</a>'.repeat(depth - 1)}</Message>`
  assert.deepEqual(await elementsOf(nested(deepestNesting), 'Message/Child'), [])
  assert.match((await faultOf(nested(deepestNesting + 1))).reason, /nested more than 100 deep/)
})

test('over a million characters are refused wherever they stand, while they are still being read', async () => {
  const long = 'x'.repeat(1_500_000)
  const places = [
    `<Message><Child><Name>${long}</Name></Child></Message>`,
    `<Message><Child><Name>${`${'x'.repeat(999)}<!-- -->`.repeat(1002)}</Name></Child></Message>`,
    `<Message><Child Name="${long}"/></Message>`,
    `<Message><!--${long}--></Message>`,
    `<Message>${long}</Message>`,
    `<Message><${long}/></Message>`,
    `<!DOCTYPE ${long}><Message/>`,
    `<Message><Child><Name>${long}`,
  ]
  for (const xml of places)
    assert.match((await faultOf(xml)).reason, /more than a million characters/, xml.slice(0, 30))
  const most = 'x'.repeat(1_000_000)
  assert.equal((await elementsOf(`<Message><Child>${most}</Child></Message>`, 'Message/Child'))[0]?.text, most)
})

test('one element that holds more than the memory should is refused', async () => {
  assert.match((await faultOf(`<Message><Child>${'<a/>'.repeat(mostElements + 1)}</Child></Message>`)).reason, /100000/)
  // What the first child holds is not counted against the second, whose twelfth line is the one too many.
  const large = `<a>${'x'.repeat(900_000)}</a>\n`
  const fault = await faultOf(`<Message><Child>${large}</Child><Child>\n${large.repeat(12)}</Child></Message>`)
  assert.match(fault.reason, /ten million characters/)
  assert.equal(fault.line, 14)
  const both = `<Child><a/></Child><Child>${'<a/>'.repeat(mostElements - 1)}</Child>`
  const [, many] = await elementsOf(`<Message>${both}</Message>`, 'Message/Child')
  assert.equal(many?.elements.length, mostElements - 1)
})

test('text survives being written and read, whatever it is', async () => {
  const escaped = (text: string): string => text.replace(/[&<>\r]/g, (c) => `&#${c.codePointAt(0)};`)
  const text = fc.string({ unit: 'grapheme', maxLength: 30 })
  await fc.assert(
    fc.asyncProperty(fc.array(text, { maxLength: 6 }), async (texts) => {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: XML allows no control characters
      fc.pre(texts.every((t) => !/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\u0085\u2028]/.test(t)))
      const xml = `<Message>${texts.map((t) => `<Child>${escaped(t)}</Child>`).join('\n')}</Message>`
      const read = await elementsOf(xml, 'Message/Child')
      assert.deepEqual(
        read.map((element) => element.text),
        texts,
      )
      assert.deepEqual(
        read.map((element) => element.line),
        texts.map((_, i) => 1 + i + texts.slice(0, i).join('').split('\n').length - 1),
      )
    }),
    { numRuns: tries(200) },
  )
})

test('no bytes whatever do anything but give elements or a plain error', async () => {
  const piece = fc.constantFrom(
    '<Message>',
    '</Message>',
    '<Child>',
    '</Child>',
    '<',
    '>',
    '&',
    'x',
    '<!--',
    '-->',
    '"',
  )
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.uint8Array({ maxLength: 40 }),
        fc.array(piece).map((p) => Buffer.from(p.join(''))),
      ),
      async (bytes) => {
        try {
          await elementsOf(bytes, 'Message/Child')
        } catch (error) {
          assert.ok(error instanceof UnreadableFile && error.line !== null, String(error))
        }
      },
    ),
    { numRuns: tries(300) },
  )
})
