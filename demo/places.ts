// Where people of the demonstration live: real postcode districts, streets that do not exist.
import type { Random } from '../src/lib/random.ts'

const beginnings =
  `Larkmoor Quennel Haverstock Tarrant Bellweather Osier Cinderford Marrow Pippin Saltram Thistle Wren Harebell Gilder
  Lanternby Morrow Orchid Pargeter Quince Rookery Sorrel Tansy Umber Vesper Woodruff Yarrow Amberley Bracken Copperfield Dovecot
  Elderberry Fallow Gosling Hopfield Inkwell Juniper Kestrel Lavender Meadowsweet Nutkin Oxlip Plover Quarrel Ramsons Skylark
  Teasel Underhill Viola Whimbrel Tolliver Caddick Penrose Merrow Hollis Farrier Cobble Brindle Ashlark Wexley Dunmarrow`
    .trim()
    .split(/\s+/)
const kinds = [
  'Road',
  'Street',
  'Gardens',
  'Close',
  'Avenue',
  'Lane',
  'Walk',
  'Terrace',
  'Mews',
  'Court',
  'Rise',
  'Crescent',
]
const streets = beginnings.flatMap((beginning) => kinds.map((kind) => `${beginning} ${kind}`))

const inwardLetters = 'ABDEFGHJLNPQRSTUWXYZ'

/** A postcode of a real district whose second half is made up. */
export const postcodeIn = (random: Random, district: string): string => {
  const n = Math.floor(random.next() * 3_600)
  return `${district} ${n % 9}${inwardLetters[Math.floor(n / 9) % 20]}${inwardLetters[Math.floor(n / 180) % 20]}`
}

export type Home = { lines: string; postcode: string; district: string }

/** One address, its lines parted by line breaks: house and street, then the town where it is not London. */
export const homeIn = (random: Random, districts: readonly string[], town = 'London'): Home => {
  const district = districts[Math.floor(random.next() * districts.length)] as string
  const street = streets[Math.floor(random.next() * streets.length)] as string
  const number = 1 + Math.floor(random.next() * 180)
  const flat = random.next() < 0.35 ? `Flat ${1 + Math.floor(random.next() * 40)}, ` : ''
  return { lines: `${flat}${number} ${street}\n${town}`, postcode: postcodeIn(random, district), district }
}

/** Districts far from London where children are placed, with the town and the council that lies around them. */
export const farDistricts: readonly { town: string; districts: readonly string[]; onsCode: string; miles: number }[] = [
  { town: 'Margate', districts: ['CT9'], onsCode: 'E10000016', miles: 66 },
  { town: 'Maidstone', districts: ['ME14', 'ME15'], onsCode: 'E10000016', miles: 35 },
  { town: 'Chelmsford', districts: ['CM1', 'CM2'], onsCode: 'E10000012', miles: 34 },
  { town: 'Brighton', districts: ['BN1', 'BN2'], onsCode: 'E06000043', miles: 48 },
  { town: 'Luton', districts: ['LU2', 'LU3'], onsCode: 'E06000032', miles: 32 },
  { town: 'Milton Keynes', districts: ['MK6', 'MK10'], onsCode: 'E06000042', miles: 47 },
  { town: 'Northampton', districts: ['NN1', 'NN3'], onsCode: 'E06000062', miles: 62 },
  { town: 'Birmingham', districts: ['B13', 'B29'], onsCode: 'E08000025', miles: 105 },
  { town: 'Preston', districts: ['PR1', 'PR2'], onsCode: 'E10000017', miles: 192 },
  { town: 'Norwich', districts: ['NR2', 'NR5'], onsCode: 'E10000020', miles: 102 },
]

/** Districts in and around London that lie in no borough of the demonstration's eight, each with its council. */
export const nearDistricts: readonly { districts: readonly string[]; onsCode: string; miles: number }[] = [
  { districts: ['BR1', 'BR2', 'BR6'], onsCode: 'E09000006', miles: 9 },
  { districts: ['SE6', 'SE13'], onsCode: 'E09000023', miles: 7 },
  { districts: ['SW2', 'SW9'], onsCode: 'E09000022', miles: 5 },
  { districts: ['EN1', 'N9'], onsCode: 'E09000010', miles: 14 },
  { districts: ['IG1', 'IG5'], onsCode: 'E09000026', miles: 13 },
  { districts: ['KT16', 'GU1'], onsCode: 'E10000030', miles: 16 },
  { districts: ['TW7', 'TW4'], onsCode: 'E09000018', miles: 10 },
  { districts: ['DA7', 'DA14'], onsCode: 'E09000004', miles: 13 },
]
