import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { tries } from '../../scripts/volume.ts'
import {
  formatNhsNumber,
  formatPhone,
  formatPostcode,
  isNhsNumber,
  isPhone,
  isPostcode,
  isUpn,
  normaliseNhsNumber,
  normalisePhone,
  normalisePostcode,
  normaliseUpn,
  outwardCode,
  testLandline,
  testMobile,
  testNhsNumber,
  testNhsNumbers,
  testUpn,
  upnCheckLetter,
} from './identifiers.ts'
import { anyCharacters } from './testing.ts'

test('an NHS number is read however it is spaced and shown in three groups', () => {
  for (const text of [
    '9434765919',
    '943 476 5919',
    ' 943-476-5919 ',
    '943\u00A0476\u00A05919',
    '９４３４７６５９１９',
  ]) {
    assert.equal(normaliseNhsNumber(text), '9434765919')
  }
  assert.equal(formatNhsNumber('9434765919'), '943 476 5919')
})

test('an NHS number with any one digit wrong is refused', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: testNhsNumbers - 1 }),
      fc.integer({ min: 0, max: 9 }),
      fc.integer({ min: 1, max: 9 }),
      (n, at, more) => {
        const right = testNhsNumber(n)
        const digit = (Number(right[at]) + more) % 10
        assert.equal(isNhsNumber(right), true)
        assert.equal(isNhsNumber(right.slice(0, at) + digit + right.slice(at + 1)), false)
      },
    ),
  )
})

test('what people type when they do not know the NHS number is not taken for one', () => {
  for (const text of [
    '',
    '0000000000',
    '1111111111',
    '9999999999',
    '943476591',
    '94347659190',
    'unknown',
    '943476591O',
  ]) {
    assert.equal(normaliseNhsNumber(text), null, text)
  }
})

test('test NHS numbers begin 999, are valid and are all different', () => {
  const some = [0, 1, 8, 9, 10, 4321, 899_981, 899_990].map(testNhsNumber)
  for (const number of some) assert.match(number, /^999\d{7}$/)
  const thousand = new Set(Array.from({ length: 1000 }, (_, n) => testNhsNumber(n)))
  assert.equal(thousand.size, 1000)
  const lastThousand = Array.from({ length: 1000 }, (_, n) => testNhsNumber(testNhsNumbers - 1 - n))
  assert.equal(new Set(lastThousand).size, 1000)
  assert.ok(lastThousand.every(isNhsNumber))
  assert.throws(() => testNhsNumber(testNhsNumbers), RangeError)
  assert.throws(() => testNhsNumber(-1), RangeError)
  assert.throws(() => testNhsNumber(1.5), RangeError)
})

test('a UPN has the check letter its other twelve characters call for', () => {
  // 2*8+3*0+4*1+5*2+6*0+7*0+8*0+9*0+10*1+11*2+12*3+13*4 = 150; 150 mod 23 = 12, and the letter of value 12 is N.
  assert.equal(upnCheckLetter('801200001234'), 'N')
  assert.equal(normaliseUpn('n801 2000 01234'), 'N801200001234')
  assert.equal(isUpn('M801200001234'), false)
})

test('a temporary UPN ends in a letter that counts in the check', () => {
  // 2*8+3*0+4*1+5*2+10*1+11*2+12*3 = 98; A counts 0 so 98 mod 23 = 6 is G; Z counts 22 so 98+286 = 384 mod 23 = 16 is T.
  assert.equal(upnCheckLetter('80120000123A'), 'G')
  assert.equal(upnCheckLetter('80120000123Z'), 'T')
  assert.equal(isUpn('G80120000123A'), true)
})

test('a UPN with a letter that is never used, of the wrong length, or a reason for having none is refused', () => {
  for (const text of ['I801200001234', 'N80120000123I', 'N80120000123', 'N8012000012345', 'UN1', '', 'N80120000I234']) {
    assert.equal(normaliseUpn(text), null, text)
  }
})

test('two neighbouring digits of a UPN typed the wrong way round are noticed', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 999_999_999 }), fc.integer({ min: 1, max: 11 }), (n, at) => {
      const upn = testUpn(212, n)
      assert.equal(isUpn(upn), true)
      const swapped = upn.slice(0, at) + upn.charAt(at + 1) + upn.charAt(at) + upn.slice(at + 2)
      assert.equal(isUpn(swapped), swapped === upn)
    }),
  )
})

test('a postcode is kept without its space and shown with it', () => {
  assert.equal(normalisePostcode(' sw11  1aa '), 'SW111AA')
  assert.equal(formatPostcode('sw111aa'), 'SW11 1AA')
  assert.equal(formatPostcode('e8 1dy'), 'E8 1DY')
  assert.equal(formatPostcode('W1A 0AX'), 'W1A 0AX')
  assert.equal(formatPostcode('EC1A 1BB'), 'EC1A 1BB')
  assert.equal(formatPostcode('gir 0aa'), 'GIR 0AA')
  assert.equal(formatPostcode('SW11 OAA'), 'SW11 0AA')
})

test('what is not a postcode is refused, the codes for no fixed abode among it', () => {
  for (const text of [
    '',
    ' ',
    'SW11',
    'SW1 11A',
    'SW11 1CA',
    'S11',
    'ZZ99 3VZ',
    'ZZ99 3WZ',
    'SW111AAA',
    '12345',
    'unknown',
  ]) {
    assert.equal(isPostcode(text), false, text)
  }
})

test('the first half of a postcode is found in a whole one or alone', () => {
  assert.equal(outwardCode('sw11 1aa'), 'SW11')
  assert.equal(outwardCode('sw11'), 'SW11')
  assert.equal(outwardCode('N1'), 'N1')
  assert.equal(outwardCode('hello'), null)
})

test('every way of writing one telephone number comes out the same', () => {
  for (const text of [
    '020 7946 0000',
    '+44 20 7946 0000',
    '+44 (0)20 7946 0000',
    '+44 (0) 20 7946 0000',
    '(+44) 20 7946 0000',
    '0044 20 7946 0000',
    '44 20 7946 0000',
    '(020) 7946-0000',
    '(0)20 7946 0000',
    '020.7946.0000',
    'Tel: 020 7946 0000',
    '020 7946 0000 ext 12',
    '2079460000',
    '\u202A+442079460000\u202C',
    '020‑7946‑0000',
  ]) {
    assert.equal(normalisePhone(text), '02079460000', text)
  }
  assert.equal(normalisePhone('7700900123'), '07700900123')
  assert.equal(normalisePhone('0800 1111'), '08001111')
  assert.equal(normalisePhone('00353 85 123 4567'), '+353851234567')
  assert.equal(normalisePhone('+353 85 123 4567'), '+353851234567')
})

test('what is not a telephone number is refused', () => {
  for (const text of [
    '',
    '0',
    '999',
    '00000000000',
    '0000',
    '07700 90012',
    '020 7946 00000',
    'none',
    '07700 9OO123',
    '+',
    '+44',
    '+0123456789',
    '0000000000000000',
  ]) {
    assert.equal(isPhone(text), false, text)
  }
})

test('telephone numbers are shown in the groups people read them out in', () => {
  assert.equal(formatPhone('02079460000'), '020 7946 0000')
  assert.equal(formatPhone('07700900123'), '07700 900123')
  assert.equal(formatPhone('01614960000'), '0161 496 0000')
  assert.equal(formatPhone('01632960000'), '01632 960000')
  assert.equal(formatPhone('08081570000'), '0808 157 0000')
  assert.equal(formatPhone('08001111'), '0800 1111')
  assert.equal(formatPhone('+353851234567'), '+353851234567')
  assert.equal(formatPhone('none'), null)
})

test('a kept value is its own kept form', () => {
  const forms = [normaliseNhsNumber, normaliseUpn, normalisePostcode, normalisePhone]
  const digits = fc.string({ unit: fc.constantFrom(...'0123456789+()- .AaSWxO4'), maxLength: 20 })
  fc.assert(
    fc.property(fc.oneof(fc.string(), anyCharacters(), digits), (text) => {
      for (const form of forms) {
        const kept = form(text)
        if (kept !== null) assert.equal(form(kept), kept)
      }
    }),
    { numRuns: tries(2000) },
  )
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2000 }), (n) => {
      for (const phone of [testLandline(n), testMobile(n)]) assert.equal(normalisePhone(phone), phone)
      assert.match(testLandline(n), /^020794600?\d{3}$/)
      assert.match(testMobile(n), /^07700900\d{3}$/)
    }),
  )
})

const samples = new URL('../../../shared/conformance/oracle/', import.meta.url)
const withoutSamples = existsSync(samples) ? false : 'the sample files are not beside this repository'

test('in a sample census exactly the pupil numbers spoilt on purpose are refused', (context) => {
  if (withoutSamples) return context.diagnostic(`Not compared: ${withoutSamples}`)
  const spoilt = readFileSync(new URL('cin-seed1.faults.jsonl', samples), 'utf8')
    .split('\n')
    .filter((line) => /"upn_(?:short|text|letter)"/.test(line))
    .map((line) => JSON.parse(line).child as string)
  const children = readFileSync(new URL('cin-seed1.xml', samples), 'utf8').split('<Child>').slice(1)
  const refused = children
    .filter((child) => /<UPN>/.test(child) && !isUpn(/<UPN>([^<]*)/.exec(child)?.[1] as string))
    .map((child) => /<LAchildID>([^<]*)/.exec(child)?.[1])
  assert.ok(children.length > 100 && spoilt.length > 0)
  assert.deepEqual(refused.sort(), spoilt.sort())
})

test('every postcode in a sample list is read', (context) => {
  if (withoutSamples) return context.diagnostic(`Not compared: ${withoutSamples}`)
  const list = readFileSync(new URL('903-clean/postcodes.csv', samples), 'utf8').trim().split('\n').slice(1)
  assert.ok(list.length > 500)
  assert.deepEqual(
    list.map((line) => line.split(',')[0]?.replaceAll('"', '') as string).filter((postcode) => !isPostcode(postcode)),
    [],
  )
})
