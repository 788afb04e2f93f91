import fc from 'fast-check'

const surrogates = 0x800

/**
 * Any characters there are, halves of pairs apart. As `fc.string({ unit: 'binary' })`, which makes a table of a million
 * characters in each process first; its texts that are dangerous to some programs are those of `fc.string()` too.
 */
export const anyCharacters = (length: { maxLength?: number } = {}): fc.Arbitrary<string> =>
  fc.string({
    ...length,
    unit: fc
      .integer({ min: 0, max: 0x10ffff - surrogates })
      .map((n) => String.fromCodePoint(n < 0xd800 ? n : n + surrogates)),
  })
