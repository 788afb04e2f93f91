// How many children stand where on an ordinary day, in each council of a world, and how many closed records lie behind.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { seededRandom } from '../src/lib/random.ts'
import { type Borough, boroughs, childrenOf, commonWording, type Rates } from './boroughs.ts'

export type WorldSize = {
  /** multiplies every number of children and of staff; 1 is real life */
  scale: number
  /** the eight of the demonstration, all of London, or all of England */
  councils: 8 | 33 | 153
}

export type OpenCases = {
  contacts: number
  referrals: number
  assessments: number
  section47: number
  needPlans: number
  protectionPlans: number
  inCare: number
  unaccompanied: number
  shortBreaks: number
  privateFostering: number
  careLeavers: number
  earlyHelp: number
}

export type CouncilPlan = {
  borough: Borough
  children: number
  rates: Rates
  open: OpenCases
  /** children known once and not open today */
  closed: number
  /** how far back closed records go */
  historyYears: number
}

type OtherCouncil = {
  councilId: number
  onsCode: string
  name: string
  region: string
  children: number
  districts: string[]
}

const otherCouncils = (): OtherCouncil[] =>
  JSON.parse(readFileSync(join(import.meta.dirname, 'other-councils.json'), 'utf8')) as OtherCouncil[]

/** A calm colour of a council's own, dark enough for white text (4.5:1 and more). */
const colourFor = (councilId: number): string => {
  const hue = (councilId * 47) % 360
  const part = (n: number): string => {
    const k = (n + hue / 30) % 12
    const value = 0.27 - 0.27 * 0.5 * Math.max(-1, Math.min(k - 3, 9 - k, 1))
    return Math.round(value * 255)
      .toString(16)
      .padStart(2, '0')
  }
  return `#${part(0)}${part(8)}${part(4)}`
}

const otherBorough = (council: OtherCouncil): Borough => {
  const random = seededRandom(`council ${council.councilId}`)
  const london = council.region.endsWith('London')
  const per = (rate: number): number => Math.max(1, Math.round((council.children * rate) / 10_000))
  const inCare = per(london ? 42 + 22 * random.next() : 55 + 45 * random.next())
  return {
    councilId: council.councilId,
    onsCode: council.onsCode,
    name: council.name,
    shortName: council.name.replace(/,.*$/, ''),
    colour: colourFor(council.councilId),
    wording: commonWording,
    place: '',
    facts: [
      {
        label: 'Children under 18',
        value: `about ${council.children.toLocaleString('en-GB')}`,
        asAt: '2025',
        source: 'an estimate for this demonstration',
      },
    ],
    practiceModel: '',
    principles: [],
    childrenReturnFiledBy: null,
    populations: [
      {
        measuredOn: '2025-06-30',
        aged0To17: council.children,
        everyone: null,
        source: 'an estimate for this demonstration',
      },
    ],
    inspections: [],
    closures: [],
    timescales: {
      'cp-visit': { within: 10, unit: 'working_day' },
      'cin-visit': { within: 6, unit: 'week' },
      'cin-plan-review': { within: 12, unit: 'week', first: 6 },
      'core-group-next': { within: 6, unit: 'week' },
      'strategy-discussion': { within: 1, unit: 'working_day' },
    },
    districts: council.districts,
    cultures: london
      ? {
          english: 38,
          southAsian: 16,
          westAfrican: 12,
          caribbean: 8,
          european: 12,
          arabic: 5,
          hornOfAfrica: 4,
          eastAsian: 3,
          latin: 2,
        }
      : { english: 78, southAsian: 10, european: 7, westAfrican: 2, caribbean: 1, arabic: 1, eastAsian: 1 },
    rates: {
      inCare,
      protectionPlans: per(london ? 32 + 14 * random.next() : 36 + 20 * random.next()),
      needPlans: per(london ? 80 + 30 * random.next() : 90 + 40 * random.next()),
      careLeavers: Math.round(inCare * 0.85),
      unaccompanied: Math.round(inCare * (london ? 0.05 + 0.06 * random.next() : 0.04)),
      privatelyFostered: per(0.3 + random.next()),
      placedOutside: london ? 0.55 + 0.2 * random.next() : 0.3 + 0.2 * random.next(),
      caseload: 13 + 3 * random.next(),
      late: 0.05 + 0.06 * random.next(),
    },
  }
}

/** Closed records behind each 10,000 children: a few years' worth in the demonstration, ten years in a large world. */
const history = {
  8: { per10000: 150, years: 4 },
  33: { per10000: 9_750, years: 10 },
  153: { per10000: 9_750, years: 10 },
}

/** The councils of a world with the number of children in each state; the eight of the demonstration come first. */
export const plansFor = ({ scale, councils }: WorldSize): CouncilPlan[] => {
  if (!(scale > 0)) throw new RangeError('the scale of a world is a number above nought')
  const others =
    councils === 8 ? [] : otherCouncils().filter((council) => councils === 153 || council.region.endsWith('London'))
  const wanted = [...boroughs, ...others.map(otherBorough)]
  if (wanted.length !== councils) throw new Error(`${wanted.length} councils are known, ${councils} were asked for`)
  return wanted.map((borough) => {
    const children = childrenOf(borough)
    const { rates } = borough
    const times = (count: number): number => Math.round(count * scale)
    const per = (rate: number): number => times((children * rate) / 10_000)
    return {
      borough,
      children,
      rates,
      open: {
        contacts: per(4),
        referrals: per(2),
        assessments: per(32),
        section47: per(7),
        needPlans: times(rates.needPlans),
        protectionPlans: times(rates.protectionPlans),
        inCare: times(rates.inCare),
        unaccompanied: times(rates.unaccompanied),
        shortBreaks: per(4),
        privateFostering: times(rates.privatelyFostered),
        careLeavers: times(rates.careLeavers),
        earlyHelp: per(24),
      },
      closed: per(history[councils].per10000),
      historyYears: history[councils].years,
    }
  })
}
