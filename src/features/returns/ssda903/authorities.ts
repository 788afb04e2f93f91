// The authority that runs children's services in a district, by the codes of the Office for National Statistics.
// Contains public sector information licensed under the Open Government Licence v3.0.

/** Last three digits of the districts (E07000...) of each county; codes are given in the order they were made. */
const districts: Readonly<Record<string, string>> = {
  E10000003: '8-12',
  E10000007: '32-39',
  E10000008: '40-47',
  E10000011: '61-65',
  E10000012: '66-77',
  E10000013: '78-83',
  E10000014: '84-94',
  E10000015: '95-96 98-99 102-103 240-243',
  E10000016: '105-116',
  E10000017: '117-128',
  E10000018: '129-135',
  E10000019: '136-142',
  E10000020: '143-149',
  E10000024: '170-176',
  E10000025: '177-181',
  E10000028: '192-199',
  E10000029: '200 202-203 244-245',
  E10000030: '207-217',
  E10000031: '218-222',
  E10000032: '223-229',
  E10000034: '234-239',
  // Districts that became unitary in 2023: lists of postcodes made before then still name them.
  E06000063: '26 28-29',
  E06000064: '27 30-31',
  E06000065: '163-169',
  E06000066: '187-189 246',
  // The same in 2020 and 2021.
  E06000060: '4-7',
  E06000061: '150 152-153 156',
  E06000062: '151 154-155',
}

const upper = new Map<string, string>()
for (const [county, ranges] of Object.entries(districts)) {
  for (const range of ranges.split(' ')) {
    const [first, last] = range.split('-').map(Number) as [number, number?]
    for (let n = first; n <= (last ?? first); n++) upper.set(`E07${String(n).padStart(6, '0')}`, county)
  }
}
// Two authorities were given new codes in April 2025 when the line between them moved; the list of authorities has the old.
upper.set('E08000038', 'E08000016')
upper.set('E08000039', 'E08000019')

/** WAL, SCO, NIR; NUK for the Channel Islands and the Isle of Man. */
const nations: Readonly<Record<string, string>> = { W: 'WAL', S: 'SCO', N: 'NIR', L: 'NUK', M: 'NUK' }

/**
 * The ONS code of the upper-tier authority of a lower-tier one, or WAL, SCO, NIR or NUK. `county`, where a list gives it,
 * answers for districts not known here.
 */
export const upperTierOf = (authority: string, county = ''): string =>
  nations[authority[0] ?? ''] ?? upper.get(authority) ?? (/^E10\d{6}$/.test(county) ? county : authority)
