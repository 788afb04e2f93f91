import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { quick, tries } from '../../scripts/volume.ts'
import { checkName, joinedWords, longestName, nameTokens, nameWords, normaliseName } from './names.ts'
import { anyCharacters } from './testing.ts'

test('a name is the same name with any apostrophe or none', () => {
  for (const text of [
    "O'Brien",
    'O’Brien',
    'O‘Brien',
    'OʼBrien',
    'O`Brien',
    'O´Brien',
    'OBrien',
    'OBRIEN',
    ' obrien ',
  ]) {
    assert.equal(normaliseName(text), 'obrien', text)
  }
})

test('a double name is found by either half and by both as one word', () => {
  assert.deepEqual(nameTokens('Smith-Jones'), ['smith', 'jones', 'smithjones'])
  assert.deepEqual(nameTokens('Smith‐Jones'), nameTokens('Smith Jones'))
  assert.deepEqual(nameWords('Smith–Jones'), ['smith', 'jones'])
  assert.deepEqual(joinedWords(['de', 'la', 'cruz']), ['dela', 'lacruz', 'delacruz'])
  assert.deepEqual(nameTokens('Anna'), ['anna'])
  assert.deepEqual(nameTokens(' '), [])
})

test('accents go, and so do the letters that Unicode does not take apart', () => {
  const folded: Record<string, string> = {
    Łukasz: 'lukasz',
    Søren: 'soren',
    Đặng: 'dang',
    Strauß: 'strauss',
    Ægir: 'aegir',
    Œdipe: 'oedipe',
    Þórður: 'thordur',
    Yıldız: 'yildiz',
    İbrahim: 'ibrahim',
    Ŋala: 'ngala',
    Ħamrun: 'hamrun',
    Ŧávvet: 'tavvet',
    Ɔkɔnkwɔ: 'okonkwo',
    Ɛsi: 'esi',
    Ɓala: 'bala',
    Ɗanladi: 'danladi',
    Siobhán: 'siobhan',
    Şeyma: 'seyma',
    Nguyễn: 'nguyen',
    Ｓｍｉｔｈ: 'smith',
    'J. P.': 'j p',
    Gal·la: 'gal la',
  }
  for (const [text, plain] of Object.entries(folded)) assert.equal(normaliseName(text), plain, text)
})

test('names in other scripts keep their own letters and are never blank', () => {
  for (const text of [
    'محمد',
    '王小明',
    'মোহাম্মদ',
    'አበበ',
    'Олександр',
    'Γιώργος',
    '김민준',
    'שרה',
    'தமிழ்',
    'ગીતા',
    'ਗੁਰਪ੍ਰੀਤ',
    'がく',
    'အောင်',
    'ปรีชา',
  ]) {
    const plain = normaliseName(text)
    assert.ok(plain.length > 0, text)
    assert.equal(normaliseName(text.normalize('NFD')), normaliseName(text.normalize('NFC')), text)
  }
  assert.notEqual(normaliseName('মোহন'), normaliseName('মহন'))
  assert.notEqual(normaliseName('が'), normaliseName('か'))
})

test('Arabic names are equal with and without vowel points, whichever shape of a letter is used', () => {
  assert.equal(normaliseName('مُحَمَّد'), normaliseName('محمد'))
  assert.equal(normaliseName('أحمد'), normaliseName('احمد'))
  assert.equal(normaliseName('فاطمة'), normaliseName('فاطمه'))
  assert.equal(normaliseName('علی'), normaliseName('علي'))
  assert.equal(normaliseName('محـــمد'), normaliseName('محمد'))
})

test('composed and decomposed text are one name, and a folded name folds to itself', () => {
  const anyText = fc.oneof(fc.string({ unit: 'grapheme' }), anyCharacters(), fc.string())
  fc.assert(
    fc.property(anyText, (text) => {
      const plain = normaliseName(text)
      assert.equal(normaliseName(text.normalize('NFD')), normaliseName(text.normalize('NFC')))
      assert.equal(normaliseName(plain), plain)
      assert.equal(normaliseName(` ${text}  `), plain)
      assert.doesNotMatch(plain, /^ | $| {2}|[\p{Cc}\p{Cf}'’-]/u)
      for (const token of nameTokens(text)) assert.match(token, /^\S+$/)
    }),
    { numRuns: tries(3000) },
  )
})

/** Five letters of six: whatever is done to names is done to all of these alike, so a quick run takes one of sixteen. */
const alike = /^[\p{Unified_Ideograph}\p{Script=Hangul}]$/u

test('every letter there is folds to something that folds to itself', () => {
  const unstable: string[] = []
  for (let point = 0x41; point <= 0x10ffff; point++) {
    const letter = String.fromCodePoint(point)
    if (!/^\p{L}$/u.test(letter) || (quick && point % 16 !== 0 && alike.test(letter))) continue
    const plain = normaliseName(letter)
    const steady = normaliseName(plain) === plain && normaliseName(letter.normalize('NFD')) === plain
    const capital = !/\p{Script=Latin}/u.test(letter) || normaliseName(letter.toUpperCase()) === plain
    if (!steady || !capital) unstable.push(letter)
  }
  assert.deepEqual(unstable, [])
})

test('the names of London are welcome as they are written', () => {
  for (const text of [
    "O'Brien",
    'O’Brien',
    'Smith-Jones',
    'Mary Ann',
    'St. John',
    'Baby 2',
    'Nguyễn',
    'Łukasz',
    'محمد',
    'مُحَمَّد',
    '王小明',
    'মোহাম্মদ',
    'अक्\u200Dषय',
    'አበበ',
    'ʻAlika',
    'Gal·la',
    'X',
    'a'.repeat(longestName),
  ]) {
    assert.equal(checkName(text), null, text)
    assert.equal(checkName(text.normalize('NFD')), null, text)
  }
})

test('a name that cannot be kept is refused in plain words', () => {
  assert.equal(checkName(''), 'Enter the name')
  assert.equal(checkName(' \u00A0 ', 'First name'), 'Enter the first name')
  const hidden = 'Name contains a hidden character that cannot be kept. Delete it and type the name again'
  for (const text of [
    'An\u0000na',
    'An\u0007na',
    'An\tna',
    'An\nna',
    'An\u202Ena',
    'An\u200Bna',
    'An\uFEFFna',
    'An\uD800na',
    '\u0000',
  ]) {
    assert.equal(checkName(text), hidden, JSON.stringify(text))
  }
  const instead = 'Use letters, numbers, spaces, hyphens, apostrophes and full stops'
  assert.equal(checkName('Anna 🙂', 'Family name'), `Family name cannot include “🙂”. ${instead}`)
  assert.equal(checkName('Anna <b>'), `Name cannot include “<”. ${instead}`)
  assert.equal(checkName('Anna, Smith'), `Name cannot include “,”. ${instead}`)
  assert.equal(checkName('a'.repeat(longestName + 1)), 'Name must be 100 characters or fewer')
  assert.equal(checkName('--'), 'Name must include at least one letter')
  assert.equal(checkName('123'), 'Name must include at least one letter')
  assert.equal(checkName('ʹ ʿ'), 'Name must include at least one letter')
})

test('a name that is welcome always leaves something to find it by', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'grapheme' }), anyCharacters()), (text) => {
      if (checkName(text) === null) assert.ok(nameTokens(text).length > 0, JSON.stringify(text))
    }),
    { numRuns: tries(3000) },
  )
})
