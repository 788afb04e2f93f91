// Homes and agencies of the demonstration with the numbers Ofsted would give them, all made up: what providers.csv lists,
// and whom the simulation places children with. `node demo/providers.ts` writes the list again.
import { hash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { seededRandom } from '../src/lib/random.ts'
import { type Borough, boroughs } from './boroughs.ts'
import { farDistricts, type Home, homeIn, nearDistricts } from './places.ts'

export type Sector = 'Local Authority' | 'Private' | 'Voluntary'
export type Provider = {
  urn: string
  name: string
  kind: "Children's home" | "Secure children's home" | 'Supported accommodation' | 'Fostering service'
  /** placement codes it may be used for */
  places: readonly string[]
  sector: Sector
  /** ONS code of the authority it lies in */
  onsCode: string
  home: Home
}

/** A part of the country in which children are placed: a borough, a neighbour, a town far away. */
export type Area = { districts: readonly string[]; onsCode: string; town?: string }

const names = ['Kestrel', 'Larkmoor', 'Juniper', 'Saltram', 'Orchid', 'Harebell', 'Osier', 'Plover', 'Tansy', 'Wren']
const foster = ['U1', 'U2', 'U3', 'U4', 'U5', 'U6']

/** A number that rests on a text alone, so that a provider keeps it in every world. */
const numberOf = (label: string, below: number): number =>
  Number.parseInt(hash('sha256', `demonstration/provider/${label}`, 'hex').slice(0, 10), 16) % below

const provider = (
  area: Area,
  n: number,
  kind: Provider['kind'],
  places: readonly string[],
  sector: Sector,
): Provider => {
  const label = `${area.onsCode}/${area.districts[0]}/${kind}/${n}`
  const home = homeIn(seededRandom(label), area.districts, area.town)
  const part = numberOf(label, 400)
  const letters = 'ABDEFGHJLNPQRSTUWXYZ'
  return {
    urn:
      kind === 'Fostering service'
        ? `SC${String(400_000 + numberOf(label, 99_999))}`
        : String(2_500_000 + numberOf(label, 250_000)),
    name: `${names[(numberOf(label, 1_000) + n) % names.length]} ${kind === 'Fostering service' ? 'Fostering' : kind === 'Supported accommodation' ? 'Living' : 'House'}`,
    kind,
    places,
    sector,
    onsCode: area.onsCode,
    // no family of the demonstration has a postcode with a nine
    home: { ...home, postcode: `${home.district} 9${letters[part % 20]}${letters[Math.floor(part / 20)]}` },
  }
}

const secureTowns: ReadonlySet<string | undefined> = new Set(['Northampton', 'Preston', 'Birmingham'])

const known = new Map<string, readonly Provider[]>()
/** The homes of an area: the same whoever asks. */
export const homesOfArea = (area: Area): readonly Provider[] => {
  const key = `${area.onsCode}/${area.districts[0]}`
  const before = known.get(key)
  if (before) return before
  const homes = [
    provider(area, 0, "Children's home", ['K2'], 'Private'),
    provider(area, 1, "Children's home", ['K2'], 'Voluntary'),
    provider(area, 2, "Children's home", ['K2'], 'Private'),
    provider(area, 3, "Children's home", ['K2'], 'Local Authority'),
    provider(area, 0, 'Supported accommodation', ['K3'], 'Private'),
    provider(area, 1, 'Supported accommodation', ['K3'], 'Voluntary'),
    provider(area, 2, 'Supported accommodation', ['K3'], 'Private'),
    ...(secureTowns.has(area.town)
      ? [provider(area, 0, "Secure children's home", ['K1'], 'Local Authority' as const)]
      : []),
  ]
  known.set(key, homes)
  return homes
}

const services = new Map<string, Provider>()
/** A council's own fostering service. */
export const fosteringOf = (area: Area): Provider => {
  const before = services.get(area.onsCode)
  if (before) return before
  const made = provider(area, 0, 'Fostering service', foster, 'Local Authority')
  services.set(area.onsCode, made)
  return made
}

/** Agencies whose foster carers live anywhere. */
export const fosteringAgencies: readonly Provider[] = nearDistricts.flatMap((area, n) => [
  provider(area, 1, 'Fostering service', foster, n % 3 === 0 ? 'Voluntary' : 'Private'),
])

export const secureAreas: readonly Area[] = farDistricts.filter(({ town }) => secureTowns.has(town))

const areas: readonly (Area | Borough)[] = [...boroughs, ...nearDistricts, ...farDistricts]
/** Everybody in the list. */
export const providers = (): Provider[] => [
  ...areas.flatMap((area) => homesOfArea(area)),
  ...boroughs.map((area) => fosteringOf(area)),
  ...fosteringAgencies,
]

const columns = [
  'URN',
  'Setting name',
  'Provider type',
  'Sector',
  'Placement code',
  'Local authority',
  'Setting address postcode',
  'Registration date',
  'Deregistration date',
]

/** The list as Ofsted's columns have it. */
export const providerList = (): string =>
  [
    columns.join(','),
    ...providers().map(({ urn, name, kind, sector, places, onsCode, home }) =>
      [urn, name, kind, sector, places.join(' '), onsCode, home.postcode, '01/09/2009', ''].join(','),
    ),
    '',
  ].join('\n')

if (import.meta.main) writeFileSync(new URL('./providers.csv', import.meta.url), providerList())
