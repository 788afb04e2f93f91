import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { tries } from '../../scripts/volume.ts'
import { ageOn, day } from './day.ts'
import { nameAlternates } from './name-alternates.ts'
import { metaphones, soundex } from './name-sounds.ts'
import {
  alternatesFrom,
  builtInAlternates,
  type Findable,
  howMatched,
  longestQuery,
  matchOf,
  personKeys,
  prefixRange,
  prefixTexts,
  queryKeys,
  rank,
} from './search-keys.ts'
import { anyCharacters } from './testing.ts'

const today = day('2026-08-03')

const person = (given: string, family = '', more: Partial<Findable> = {}): Findable => ({
  names: [{ given, family }],
  bornOn: null,
  postcode: null,
  phones: [],
  identifiers: [],
  ...more,
})

const found = (typed: string, someone: Findable) => matchOf(queryKeys(typed, today), personKeys(someone))
const how = (typed: string, someone: Findable) => {
  const match = found(typed, someone)
  return match === null ? null : howMatched(match)
}

/** One name as two people spell it: the first typed, the second on the record, and the other way round. */
const samePairs: [string, string][] = [
  ['Siobhan', 'Shevaun'],
  ['Niamh', 'Neve'],
  ['Caoimhe', 'Keeva'],
  ['Aoife', 'Eefa'],
  ['Saoirse', 'Seersha'],
  ['Oisin', 'Osheen'],
  ['Tadhg', 'Tige'],
  ['Eoghan', 'Owen'],
  ['Sean', 'Shaun'],
  ['Seán', 'Shawn'],
  ['Grainne', 'Granya'],
  ['Ciara', 'Keira'],
  ['Ruairí', 'Rory'],
  ['Mohammed', 'Muhammad'],
  ['Mohamed', 'Mohammod'],
  ['Hussain', 'Hossein'],
  ['Ahmed', 'Ahmet'],
  ['Yusuf', 'Yousef'],
  ['Aisha', 'Ayesha'],
  ['Aysha', 'Aïcha'],
  ['Fatima', 'Fatema'],
  ['Fathima', 'Fatimah'],
  ['Zainab', 'Zeinab'],
  ['Khadija', 'Hadija'],
  ['Abdul Rahman', 'Abdirahman'],
  ['Abdur-Rahman', 'Abdulrahman'],
  ['Osman', 'Uthman'],
  ['Choudhury', 'Chaudhry'],
  ['Sheikh', 'Shaikh'],
  ['Begum', 'Begom'],
  ['Nguyen', 'Nguyễn'],
  ['Nguyen', 'Wen'],
  ['Łukasz', 'Lukas'],
  ['Wojciech', 'Voytek'],
  ['Małgorzata', 'Malgorzata'],
  ['Şeyma', 'Sheyma'],
  ['Çiğdem', 'Chigdem'],
  ['Xanthe', 'Zanthe'],
  ['Chantelle', 'Shantel'],
  ['Jayden', 'Jaidon'],
  ['Catherine', 'Kathryn'],
  ['Katherine', 'Kate'],
  ['Philip', 'Phillip'],
  ['Stephen', 'Steven'],
  ['William', 'Bill'],
  ['Alex', 'Alexandra'],
  ['Jon', 'John'],
  ['Geoffrey', 'Jeffrey'],
  ["O'Keefe", 'O’Keeffe'],
  ["O'Brien", 'OBrien'],
  ['O Brien', "O'Brien"],
  ['Smith-Jones', 'Smith Jones'],
  ['Smithjones', 'Smith-Jones'],
  ['McDonald', 'MacDonald'],
  ['Mc Donald', 'McDonald'],
  ['De Souza', 'Desouza'],
  ['Smyth', 'Smith'],
  ['Thompson', 'Thomson'],
  ['Müller', 'Mueller'],
  ['Olu', 'Olú'],
  ['Jalloh', 'Diallo'],
  ['Shivawn', 'Siobhan'],
  ['Mohemmed', 'Muhammad'],
  ['Okonkwo', 'Okonkwor'],
]

test('people are found under every usual spelling of their name, whichever was typed and whichever is recorded', () => {
  assert.ok(samePairs.length >= 40)
  const missed = samePairs.flatMap(([one, other]) =>
    [
      [one, other],
      [other, one],
    ].filter(([typed, recorded]) => found(typed as string, person(recorded as string)) === null),
  )
  assert.deepEqual(missed, [])
})

/** Names that belong to different people, however alike. */
const differentPairs: [string, string][] = [
  ['Amir', 'Amira'],
  ['Karim', 'Karima'],
  ['Mohammed', 'Mahmoud'],
  ['Hassan', 'Hussain'],
  ['Ali', 'Alia'],
  ['Omar', 'Amara'],
  ['Zara', 'Sarah'],
  ['Maya', 'Mia'],
  ['Leila', 'Lola'],
  ['Hannah', 'Anna'],
  ['Joan', 'John'],
  ['Jane', 'Jean'],
  ['Dan', 'Dean'],
  ['Mark', 'Marek'],
  ['Carl', 'Carol'],
  ['Paul', 'Paula'],
  ['Simon', 'Simone'],
  ['Robin', 'Robyna'],
  ['Erin', 'Aaron'],
  ['Kieran', 'Karen'],
  ['Declan', 'Dylan'],
  ['Ronan', 'Rowan'],
  ['Callum', 'Colm'],
  ['Liam', 'Lee'],
  ['Tara', 'Terry'],
  ['Rose', 'Russ'],
  ['Pat', 'Betty'],
  ['Kit', 'Kate'],
  ['Martin', 'Martina'],
  ['Stephen', 'Stephanie'],
  ['Smith', 'Smart'],
  ['Brown', 'Bruno'],
  ['Patel', 'Batool'],
  ['Khan', 'Kane'],
  ['Ahmed', 'Amid'],
  ['Singh', 'Sang'],
  ['Kaur', 'Kerr'],
  ['Begum', 'Bacon'],
  ['Okafor', 'Okoro'],
  ['Adeyemi', 'Adamu'],
  ['Nowak', 'Novik'],
  ['Chen', 'Chang'],
  ['Wang', 'Wing'],
  ['Murphy', 'Morpeth'],
  ['Walsh', 'Wallace'],
  ['Harris', 'Horace'],
  ['Tariq', 'Tarak'],
  ['Yasin', 'Yasmin'],
]

test('a different name that only sounds alike never stands beside the name that was typed', () => {
  assert.ok(differentPairs.length >= 40)
  const wrong = differentPairs.flatMap(([one, other]) =>
    [
      [one, other],
      [other, one],
    ].filter(([typed, recorded]) => {
      const right = found(typed as string, person(typed as string))
      const alike = found(typed as string, person(recorded as string))
      assert.ok(right)
      assert.deepEqual(howMatched(right), ['exact'])
      if (alike === null) return false
      return rank(alike) >= rank(right) || !['sounds like', 'begins the same'].includes(howMatched(alike)[0] as string)
    }),
  )
  assert.deepEqual(wrong, [])
})

test('a name in every script is found, composed or decomposed, and never by another name of that script', () => {
  const names = [
    'محمد',
    'فاطمة',
    '王小明',
    '李',
    'মোহাম্মদ',
    'রহিমা',
    'አበበ',
    'ሰላም',
    'Олександр',
    'Ольга',
    'Γιώργος',
    '민준',
    'שרה',
  ]
  for (const typed of names) {
    for (const recorded of names) {
      const met = found(typed.normalize('NFD'), person(recorded.normalize('NFC')))
      assert.equal(met !== null, typed === recorded, `${typed} ${recorded}`)
    }
  }
})

test('a Chinese or Korean name is found written with or without the space between its parts', () => {
  const someone = person('小明', '王')
  for (const typed of ['王小明', '王 小明', '小明 王']) assert.deepEqual(how(typed, someone), ['exact'], typed)
})

const blankKey = /^[a-z]:(?:|nhs:|upn:|local:|\s.*|.*\s)$/

test('no key is ever made of nothing, so that two people without a value are never found as alike', () => {
  const nothing: Findable = {
    names: [
      { given: '', family: null },
      { given: ' - ', family: '🙂' },
    ],
    bornOn: day('1900-01-01'),
    postcode: '',
    phones: ['', 'none', '00000000000'],
    identifiers: [
      { kind: 'nhs', value: '' },
      { kind: 'nhs', value: '0000000000' },
      { kind: 'upn', value: 'UN1' },
      { kind: 'local', value: ' ' },
      { kind: 'local', value: 'Not known' },
      { kind: 'local', value: 'n/a' },
      { kind: 'local', value: '000' },
    ],
    addresses: [
      { lines: '', postcode: 'ZZ99 3VZ' },
      { lines: ' , Flat 2, London', postcode: null },
    ],
  }
  assert.deepEqual(personKeys(nothing), [])
  for (const script of ['محمد', '王', 'أ', '1', 'x']) {
    assert.equal(soundex(script), '')
    assert.deepEqual(metaphones(script), [])
  }
  // Words that double metaphone has no sound for.
  for (const silent of ['hw', 'hh', 'ww']) {
    assert.deepEqual(metaphones(silent), [])
    assert.equal(
      personKeys(person(silent)).some((key) => key.startsWith('p:')),
      false,
    )
  }
  const anyText = fc.oneof(fc.string(), anyCharacters(), fc.string({ unit: 'grapheme' }))
  fc.assert(
    fc.property(anyText, anyText, anyText, (given, family, other) => {
      const keys = personKeys(
        person(given, family, {
          postcode: other,
          phones: [other],
          identifiers: [
            { kind: 'nhs', value: other },
            { kind: 'upn', value: other },
            { kind: 'local', value: other },
          ],
          addresses: [{ lines: other, postcode: given }],
        }),
      )
      for (const key of keys) assert.doesNotMatch(key, blankKey)
      assert.equal(new Set(keys).size, keys.length)
    }),
    { numRuns: tries(1000) },
  )
})

test('whatever is typed is read without failing, and every part of it can be met by something', () => {
  const bits = fc.constantFrom(
    'siobhan',
    'about',
    '7',
    '14',
    'road',
    'acacia',
    'lane',
    ',',
    '02/03/2015',
    '2',
    'Mar',
    '2015',
    'may',
    'SW11',
    '1AA',
    '07700',
    '900123',
    '943',
    '476',
    '5919',
    'N801200001234',
    'dob',
    'aged',
    '~7',
    '7-8',
    'flat',
    'st',
    'o',
    'al',
    'mr',
    '31/02/2015',
    '99/99/99',
    '(',
    '+44',
    '\u0000',
    '🙂',
    '王小明',
    '999',
    '123456789012345',
    'mum',
    'years',
    'old',
    "o'",
    '-',
  )
  const typed = fc.oneof(
    fc.array(bits, { maxLength: 30 }).map((words) => words.join(' ')),
    anyCharacters({ maxLength: 300 }),
    fc.string({ unit: 'grapheme', maxLength: 300 }),
  )
  fc.assert(
    fc.property(typed, (text) => {
      const query = queryKeys(text, today)
      for (const { alternatives, between } of query.parts) {
        assert.ok(alternatives.length > 0)
        assert.equal(new Set(alternatives.map(({ key }) => key)).size, alternatives.length)
        for (const { key, weight } of alternatives) {
          assert.doesNotMatch(key, blankKey)
          assert.ok(weight > 0)
        }
        assert.deepEqual(
          alternatives.map(({ weight }) => weight),
          alternatives.map(({ weight }) => weight).sort((a, b) => b - a),
        )
        if (between !== null) assert.ok(Temporal.PlainDate.compare(between.from, between.to) <= 0)
      }
      if (query.parts.length > 0) assert.ok(query.parts.some(({ required }) => required))
    }),
    { numRuns: tries(3000) },
  )
})

test('an empty box finds nobody', () => {
  for (const typed of ['', '   ', '🙂', '-', '\u0000', ',']) {
    const query = queryKeys(typed, today)
    assert.deepEqual(query.parts, [])
    assert.equal(query.prefix, null)
    assert.equal(matchOf(query, personKeys(person('Siobhan'))), null)
  }
})

test('anyone is found by all of their own facts, however they are put together', () => {
  const text = fc.constantFrom(
    'Siobhan',
    "O'Keefe",
    'Smith-Jones',
    'Mohammed',
    'Nguyễn',
    'Łukasz',
    'De Souza',
    'Çiğdem',
    'Adebayo',
  )
  const born = fc.integer({ min: 0, max: 12000 }).map((days) => day('1990-01-01').add({ days }))
  fc.assert(
    fc.property(text, text, born, fc.boolean(), (given, family, bornOn, familyFirst) => {
      const someone = person(given, family, { bornOn, postcode: 'SW11 1AA', phones: ['07700 900123'] })
      const names = familyFirst ? `${family}, ${given}` : `${given} ${family}`
      const born = `${bornOn.day}/${bornOn.month}/${bornOn.year}`
      for (const typed of [
        names,
        `${names} ${born}`,
        `${born} ${names}`,
        `${names} about ${ageOn(bornOn, today)}`,
        `${names} SW11`,
        `${names} sw11 1aa ${born}`,
        `+44 7700 900123 ${given}`,
      ]) {
        assert.ok(found(typed, someone), typed)
      }
    }),
  )
})

test('a date of birth is read day first, in figures or in words', () => {
  for (const typed of [
    '02/03/2015',
    '2/3/2015',
    '2/3/15',
    '02.03.2015',
    '02-03-2015',
    '2015-03-02',
    '2 Mar 2015',
    '2nd March 2015',
    '2nd of March 2015',
    'March 2 2015',
    '2Mar2015',
    '2-Mar-15',
    '02 03 2015',
    'dob 02/03/2015',
    'D.O.B. 02/03/2015',
    'born: 2 march 2015',
  ]) {
    assert.equal(String(queryKeys(typed, today).bornOn), '2015-03-02', typed)
  }
  const someone = person('Siobhan', '', { bornOn: day('2015-03-02') })
  assert.deepEqual(how('02032015', someone), ['same date of birth'])
  assert.deepEqual(how('03/02/2015', someone), ['day and month swapped'])
  assert.deepEqual(how('siobhan 15/06/2015', someone), ['same year of birth', 'exact'])
  assert.equal(how('15/06/2015', someone), null)
})

test('two figures of a year mean the last hundred years', () => {
  assert.equal(String(queryKeys('1/2/26', today).bornOn), '2026-02-01')
  assert.equal(String(queryKeys('1/2/84', today).bornOn), '1984-02-01')
})

test('a date that does not exist or cannot be a birth is said in plain words', () => {
  assert.deepEqual(queryKeys('31/02/2015', today).notes, ['‘31/02/2015’ is not a date of birth'])
  assert.deepEqual(queryKeys('siobhan 1/1/1850', today).notes, ['‘1/1/1850’ is not a date of birth'])
  assert.deepEqual(queryKeys('siobhan 2 March', today).notes, ['‘2 March’ needs a year'])
  assert.deepEqual(queryKeys('aged 150', today).notes, ['‘aged 150’ is not an age'])
  assert.deepEqual(queryKeys('943 476 5918', today).notes, ['‘9434765918’ is not an NHS number: check its digits'])
})

test('an age finds exactly the people of that age on the day', () => {
  const days = fc.integer({ min: 0, max: 40_000 }).map((n) => day('1990-01-01').add({ days: n }))
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 90 }), days, fc.integer({ min: -500, max: 500 }), (age, on, near) => {
      const { from, to } = queryKeys(`aged ${age}`, on).bornBetween ?? assert.fail()
      assert.equal(ageOn(from, on), age)
      assert.equal(ageOn(to, on), age)
      assert.equal(ageOn(from.subtract({ days: 1 }), on), age + 1)
      assert.equal(ageOn(to.add({ days: 1 }), on), age - 1)
      const bornOn = to.add({ days: near })
      const matched = matchOf(queryKeys(`aged ${age}`, on), personKeys(person('A', 'B', { bornOn }))) !== null
      if (bornOn.year > 1900) assert.equal(matched, ageOn(bornOn, on) === age)
    }),
    { numRuns: tries(1000) },
  )
})

test('"about 7" takes in six and eight; a bare number after a name is an age about', () => {
  for (const typed of ['siobhan about 7', 'siobhan 7', 'siobhan approx 7 yrs old', 'siobhan circa 7', 'siobhan ~7']) {
    const { from, to } = queryKeys(typed, today).bornBetween ?? assert.fail(typed)
    assert.deepEqual([ageOn(from, today), ageOn(to, today)], [8, 6], typed)
  }
  for (const typed of ['7 years', '7yo', '7 year old', '7-year-old', 'aged 7', 'age 7', '7 y/o', '7y/o']) {
    const { from, to } = queryKeys(typed, today).bornBetween ?? assert.fail(typed)
    assert.deepEqual([ageOn(from, today), ageOn(to, today)], [7, 7], typed)
  }
  assert.equal(String(queryKeys('18 months', today).bornBetween?.to), '2025-02-03')
  assert.equal(String(queryKeys('6 weeks old', today).bornBetween?.to), '2026-06-22')
  assert.equal(String(queryKeys('7-8 years', today).bornBetween?.from), '2017-08-04')
})

test('a month of a year is that month; a month that is also a name is that year and perhaps the name', () => {
  const march = queryKeys('March 2015', today).bornBetween ?? assert.fail()
  assert.deepEqual([String(march.from), String(march.to)], ['2015-03-01', '2015-03-31'])
  const may = person('May', 'Smith', { bornOn: day('2015-11-20') })
  const other = person('Joe', 'Smith', { bornOn: day('2015-05-20') })
  const query = queryKeys('May 2015', today)
  const one = matchOf(query, personKeys(may)) ?? assert.fail()
  const two = matchOf(query, personKeys(other)) ?? assert.fail()
  assert.ok(rank(one) > rank(two))
})

test('a postcode, a telephone number and the known numbers are each read as what they are', () => {
  assert.equal(queryKeys('sw11 1aa', today).postcode, 'SW111AA')
  assert.equal(queryKeys('SW111AA', today).postcode, 'SW111AA')
  assert.equal(queryKeys('sw11', today).outward, 'SW11')
  assert.equal(queryKeys('07700 900123', today).phone, '07700900123')
  assert.equal(queryKeys('+44 (0)20 7946 0000', today).phone, '02079460000')
  assert.equal(queryKeys('943 476 5919', today).nhsNumber, '9434765919')
  assert.equal(queryKeys('NHS: 943-476-5919', today).nhsNumber, '9434765919')
  assert.equal(queryKeys('n801200001234', today).upn, 'N801200001234')
  assert.equal(queryKeys('C2120000051', today).localId, 'C2120000051')
  assert.equal(queryKeys('ref 12345', today).localId, '12345')
})

test('a number is found as it was recorded, whatever its spaces', () => {
  const someone = person('Siobhan', "O'Keefe", {
    phones: ['+44 7700 900123'],
    postcode: 'sw111aa',
    identifiers: [
      { kind: 'nhs', value: '943 476 5919' },
      { kind: 'upn', value: 'N801200001234' },
      { kind: 'local', value: 'ab/12345' },
      { kind: 'local', value: '20150302' },
    ],
  })
  assert.deepEqual(how('07700 900 123', someone), ['same phone number'])
  assert.deepEqual(how('SW11 1AA', someone), ['same postcode'])
  assert.deepEqual(how('siobhan SW11 9ZZ', someone), ['same area', 'exact'])
  assert.equal(how('SW11 9ZZ', someone), null)
  for (const typed of ['9434765919', 'N801200001234', 'AB12345', 'ab/12345', '20150302']) {
    assert.deepEqual(how(typed, someone), ['same number'], typed)
  }
})

test('an address finds the house before the street, however it was written', () => {
  const lines = 'Flat 2, 14 Acacia Road, Battersea'
  const there = person('Siobhan', "O'Keefe", { addresses: [{ lines, postcode: 'SW11 1AA' }] })
  const nextDoor = person('Sean', 'Ward', { addresses: [{ lines: '16 Acacia Rd', postcode: null }] })
  for (const typed of [
    '14 Acacia Road',
    '14 acacia rd',
    'flat 2, 14 Acacia Road',
    '14, Acacia Road, SW11 1AA',
    '14 acacia',
    'okeefe 14 acacia',
  ]) {
    assert.ok(how(typed, there)?.includes('same address'), typed)
  }
  assert.deepEqual(how('Acacia Road', there), ['same street'])
  assert.deepEqual(how('14 Acacia Road', nextDoor), ['same street'])
  assert.equal(how('14 Battersea Road', there), null)
  assert.deepEqual(
    how(
      "siobhan 14 St Mary's Road",
      person('Siobhan', '', { addresses: [{ lines: '14 St. Marys Rd', postcode: null }] }),
    ),
    ['exact', 'same address'],
  )
  const avenue = person('A', 'B', { addresses: [{ lines: '3 The Avenue', postcode: null }] })
  assert.deepEqual(how('3 the avenue', avenue), ['same address'])
})

test('a surname that could end a street is a surname, and the street is found too', () => {
  assert.deepEqual(how('lois lane', person('Lois', 'Lane')), ['exact'])
  assert.deepEqual(how('mill lane', person('A', 'B', { addresses: [{ lines: '9 Mill Lane', postcode: null }] })), [
    'same street',
  ])
})

test('the people who fit best stand first', () => {
  const people: Record<string, Findable> = {
    itself: person('Siobhan', "O'Keefe", { bornOn: day('2015-03-02') }),
    reversed: person('O’Keeffe', 'Siobhán', { bornOn: day('2015-03-02') }),
    spelling: person('Shevaun', 'OKeefe', { bornOn: day('2015-03-02') }),
    swapped: person('Siobhan', "O'Keefe", { bornOn: day('2015-02-03') }),
    sound: person('Siobhan', 'Okafe', { bornOn: day('2015-03-02') }),
    sameYear: person('Siobhan', "O'Keefe", { bornOn: day('2015-12-25') }),
    otherYear: person('Siobhan', "O'Keefe", { bornOn: day('2011-03-02') }),
    otherName: person('Niamh', "O'Keefe", { bornOn: day('2015-03-02') }),
  }
  const query = queryKeys('siobhan okeefe 02/03/2015', today)
  const order = Object.entries(people)
    .flatMap(([name, someone]) => {
      const match = matchOf(query, personKeys(someone))
      return match === null ? [] : [{ name, rank: rank(match) }]
    })
    .sort((a, b) => b.rank - a.rank)
    .map(({ name }) => name)
  assert.deepEqual(order, ['itself', 'reversed', 'spelling', 'swapped', 'sound', 'sameYear'])
})

test('words that are often left out of a name need not be met, but count when they are', () => {
  const query = queryKeys('al rashid', today)
  const plain = matchOf(query, personKeys(person('Rashid'))) ?? assert.fail()
  const full = matchOf(query, personKeys(person('Al-Rashid'))) ?? assert.fail()
  assert.ok(rank(full) > rank(plain))
  assert.deepEqual(how('Mrs Okeefe', person('Siobhan', "O'Keefe")), ['exact'])
  assert.deepEqual(how('s okeefe', person('Siobhan', "O'Keefe")), ['same initial', 'exact'])
  assert.deepEqual(how('mum of siobhan', person('Siobhan')), ['exact'])
})

test('a name that was only begun is found by how it begins', () => {
  const range = prefixRange('Siobhan O’K') ?? assert.fail()
  const texts = prefixTexts([{ given: 'Siobhan', family: "O'Keefe" }])
  assert.deepEqual(texts, ['siobhan okeefe', 'okeefe siobhan'])
  assert.ok(texts.some((text) => text >= range.from && text < range.to))
  assert.deepEqual(how('siob okee', person('Siobhan', "O'Keefe")), ['begins the same'])
})

test('the range of a beginning holds just the texts that begin so, in the order of their bytes', () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: fc.constantFrom('a', 'b', 'ÿ', '\uD7FF', '王', '𝒳', '\u{10FFFF}') }),
  )
  const bytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b))
  fc.assert(
    fc.property(text, text, (typed, stored) => {
      const range = prefixRange(typed)
      if (range === null) return
      const inside = bytes(stored, range.from) >= 0 && bytes(stored, range.to) < 0
      assert.equal(inside, stored.startsWith(range.from))
      assert.ok(bytes(`${range.from}${stored}`, range.to) < 0)
    }),
    { numRuns: tries(2000) },
  )
  assert.equal(prefixRange(''), null)
  assert.equal(prefixRange('🙂'), null)
})

test('what is typed beyond the longest text is not read, and the page says so', () => {
  const query = queryKeys(`${'a'.repeat(longestQuery)} siobhan`, today)
  assert.deepEqual(query.nameTokens, ['a'.repeat(longestQuery)])
  assert.equal(query.notes.length, 1)
})

test('the spellings that come with the product are many, each one word, and can be added to', () => {
  assert.ok(nameAlternates.length >= 150)
  assert.ok(builtInAlternates.groupsOf('muhammad').includes('mohammed'))
  const more = alternatesFrom([...nameAlternates, ['ziggy', 'zygmunt']])
  const keys = personKeys(person('Zygmunt'), more)
  assert.ok(matchOf(queryKeys('ziggy', today, more), keys))
  assert.equal(matchOf(queryKeys('ziggy', today), personKeys(person('Zygmunt'))), null)
  assert.throws(
    () =>
      alternatesFrom([
        ['anna', 'ana'],
        ['Anna', 'annie'],
      ]),
    RangeError,
  )
  assert.throws(() => alternatesFrom([['anna']]), RangeError)
  assert.throws(() => alternatesFrom([['mary ann', 'marianne']]), RangeError)
  assert.throws(() => alternatesFrom([['anna', '']]), RangeError)
})

test('soundex follows the published rules', () => {
  const published = {
    robert: 'R163',
    rupert: 'R163',
    rubin: 'R150',
    ashcraft: 'A261',
    ashcroft: 'A261',
    tymczak: 'T522',
    pfister: 'P236',
    honeyman: 'H555',
    lee: 'L000',
  }
  for (const [word, code] of Object.entries(published)) assert.equal(soundex(word), code, word)
})
