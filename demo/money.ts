// What sharing costs and saves in the demonstration. Published figures are shown as they were published, with what they
// do not say; every other amount is made up, and its note, evidence or source says that it is an example.
import type { Cell } from '../src/database/bulk-load.ts'
import { financialYearOf } from '../src/lib/financial-year.ts'
import { idFrom } from '../src/lib/ids.ts'
import type { World } from './load.ts'

type Plain = { table: string; columns: readonly string[]; rows: Cell[][] }

export const moneyTables = [
  'arrangement_cost',
  'arrangement_cost_party',
  'saving_line',
  'price_index',
  'benefit_line',
  'quality_measure',
  'quality_reading',
  'council_figure',
] as const

const wandsworth = 212
const richmond = 318
const sutton = 319
const kingston = 314
const merton = 315

const pounds = (amount: number): number => Math.round(amount * 100)
const example = 'An example: these figures are made up.'

type Share = {
  weight?: number
  happened?: number
  former?: number
  override?: number
  paid?: number
}
type CostDraft = {
  slug: string
  /** years before the one that runs */
  back: number
  method: string
  terms?: Readonly<Record<string, unknown>>
  measured?: string
  budget: number | null
  actual: number | null
  units?: number
  unitName?: string
  note?: string
  overrideReason?: string
  redundancy?: number
  shares: Readonly<Record<number, Share>>
}

/** Children aged 0 to 17 as last published for each council. */
const populationOf = (world: World, councilId: number): number =>
  world.plans.find(({ borough }) => borough.councilId === councilId)?.borough.populations.at(-1)?.aged0To17 ?? 0

const costsOf = (world: World): CostDraft[] => {
  const five = [sutton, kingston, richmond, merton, wandsworth]
  const byPopulation = (paid: number): Record<number, Share> =>
    Object.fromEntries(five.map((id) => [id, { weight: populationOf(world, id), ...(paid ? { paid } : {}) }]))
  const calls: Record<number, [agreed: number, happened: number]> = {
    [sutton]: [310, 322],
    [kingston]: [180, 171],
    [richmond]: [265, 259],
    [merton]: [245, 262],
    [wandsworth]: [290, 301],
  }
  const children = 'children aged 0 to 17, as last published'
  return [
    {
      slug: 'night-team',
      back: 2,
      method: 'population',
      measured: children,
      budget: 600_000,
      actual: 600_000,
      note: example,
      shares: byPopulation(120_000),
    },
    {
      slug: 'night-team',
      back: 1,
      method: 'blended',
      terms: { equalPart: 40 },
      measured: 'contacts answered for each council',
      budget: 600_000,
      actual: 612_480.5,
      units: 1_315,
      unitName: 'contacts answered',
      note: example,
      shares: Object.fromEntries(
        five.map((id) => [id, { weight: calls[id]![0], happened: calls[id]![1], paid: 120_000 }]),
      ),
    },
    {
      slug: 'night-team',
      back: 0,
      method: 'blended',
      terms: { equalPart: 40 },
      measured: 'contacts answered for each council in the last year',
      budget: 630_000,
      actual: null,
      note: example,
      shares: Object.fromEntries(five.map((id) => [id, { weight: calls[id]![1], paid: 63_000 }])),
    },
    ...[1, 0].map(
      (back): CostDraft => ({
        slug: 'internal-audit',
        back,
        method: 'days',
        terms: { dayRate: pounds(385) },
        measured: '',
        budget: null,
        actual: null,
        note: `Each council buys days. ${example}`,
        shares: {
          [richmond]: { weight: 420, ...(back ? { happened: 412.5, paid: 160_000 } : { paid: 80_000 }) },
          [kingston]: { weight: 400, ...(back ? { happened: 408, paid: 155_000 } : { paid: 77_000 }) },
          [merton]: { weight: 510, ...(back ? { happened: 502, paid: 195_000 } : { paid: 98_000 }) },
          [sutton]: { weight: 450, ...(back ? { happened: 450, paid: 173_250 } : { paid: 86_000 }) },
        },
      }),
    ),
    {
      slug: 'ict',
      back: 1,
      method: 'equal',
      budget: 4_100_000,
      actual: 4_083_211.37,
      redundancy: 84_000,
      note: `A problem shared is halved: two councils, half each, to the penny. ${example}`,
      shares: { [sutton]: { paid: 2_050_000 }, [kingston]: { paid: 2_050_000 } },
    },
    {
      slug: 'legal',
      back: 1,
      method: 'time',
      measured: 'chargeable hours',
      budget: 3_200_000,
      actual: 3_187_450,
      units: 29_600,
      unitName: 'chargeable hours',
      note: example,
      shares: {
        [merton]: { weight: 7_400, happened: 7_150, paid: 800_000 },
        [sutton]: { weight: 6_900, happened: 7_020, paid: 746_000 },
        [kingston]: { weight: 5_300, happened: 5_240, paid: 573_000 },
        [richmond]: { weight: 5_200, happened: 5_330, paid: 562_000 },
        [wandsworth]: { weight: 4_800, happened: 4_860, paid: 519_000 },
      },
    },
    {
      slug: 'building-control',
      back: 0,
      method: 'posts',
      terms: {
        posts: [
          {
            title: 'Head of building control',
            pence: pounds(91_300),
            shares: [
              { councilId: merton, weight: 60 },
              { councilId: sutton, weight: 40 },
            ],
          },
          {
            title: 'Senior surveyor',
            pence: pounds(63_480.15),
            shares: [
              { councilId: merton, weight: 50 },
              { councilId: sutton, weight: 50 },
            ],
          },
        ],
      },
      budget: 154_780.15,
      actual: null,
      note: example,
      shares: { [merton]: {}, [sutton]: {} },
    },
    {
      slug: 'insurance',
      back: 0,
      method: 'damped',
      measured: 'claims handled',
      budget: 395_000,
      actual: null,
      note: `Neither council pays more than before it was shared. ${example}`,
      shares: { 306: { weight: 640, former: 240_000 }, [sutton]: { weight: 360, former: 170_000 } },
    },
  ]
}

type LineDraft = {
  councilId: number
  slug: string | null
  what: string
  /** the year in which the financial year begins; null: not stated */
  year: number | null
  stage: 'forecast' | 'agreed' | 'realised'
  recurring: boolean
  fallsOn: 'overhead' | 'frontline' | 'not stated'
  evidence: string
  joint?: boolean
  kind?: string
  baseline?: [amount: number, year: number]
  actual?: number
  displaced?: number
  oneOff?: number
  stated?: number
  basis?: string
  /** seen by finance */
  validated?: true
}

const linesOf = (now: number): LineDraft[] => {
  const published = { kind: 'cashable', fallsOn: 'not stated' as const }
  /** Two councils, half each: what is credited comes to what was saved in all. */
  const halves = (back: number, actual: number, oneOff: number): LineDraft[] => {
    const line = {
      slug: 'ict',
      what: 'One data centre and one service desk instead of two',
      year: now - back,
      stage: 'realised' as const,
      recurring: true,
      fallsOn: 'overhead' as const,
      evidence: example,
    }
    const base = 4_600_000
    return [
      { ...line, councilId: sutton, joint: true, baseline: [base, now - 4], actual, oneOff },
      ...[sutton, kingston].map((councilId) => ({
        ...line,
        councilId,
        baseline: [base / 2, now - 4] as [number, number],
        actual: actual / 2,
        oneOff: oneOff / 2,
      })),
    ]
  }
  return [
    // Published, and shown with what it does not say.
    {
      ...published,
      councilId: sutton,
      slug: null,
      what: 'Fifteen services shared with other councils',
      year: null,
      stage: 'realised',
      recurring: false,
      stated: 8_000_000,
      basis: 'not stated',
      evidence:
        'The council’s published profile says that sharing fifteen services saved £8 million. It says neither whether that is each year or to date, nor what the services cost before.',
    },
    {
      ...published,
      councilId: kingston,
      slug: 'highways',
      joint: true,
      what: 'Highways and regulation of two councils, 186 staff',
      year: null,
      stage: 'forecast',
      recurring: true,
      oneOff: 550_000,
      stated: 580_000,
      basis: 'a year, for both councils together',
      evidence:
        'A published business case: £580,000 a year; once £200,000, twice £50,000, and £250,000. How the councils share the saving is not published.',
    },
    {
      ...published,
      councilId: kingston,
      slug: 'company',
      joint: true,
      what: 'One children’s services company of two councils',
      year: null,
      stage: 'forecast',
      recurring: false,
      oneOff: 1_500_000,
      stated: 6_000_000,
      basis: 'over three years, for both councils together',
      evidence: 'Published at the start: £1.5 million spent to save £6 million over three years.',
    },
    ...[wandsworth, richmond].map(
      (councilId): LineDraft => ({
        ...published,
        councilId,
        slug: 'shared-staffing',
        what: 'One workforce for two councils: up to this much',
        year: null,
        stage: 'forecast',
        recurring: true,
        stated: 10_000_000,
        basis: 'a year at most, for each council',
        evidence: 'Published when the arrangement was agreed: up to £10 million a year for each council.',
      }),
    ),
    // Known to have happened; nobody published what it cost before.
    ...[kingston, sutton].map(
      (councilId): LineDraft => ({
        councilId,
        slug: 'hr-service',
        what: 'One human resources service for two councils',
        year: 2016,
        stage: 'realised',
        recurring: true,
        fallsOn: 'overhead',
        actual: 1_150_000,
        evidence: `No baseline was published. What it cost is ${example.toLowerCase()}`,
      }),
    ),
    ...halves(3, 4_350_000, 620_000),
    ...halves(2, 4_180_000, 80_000),
    ...halves(1, 4_083_211.36, 0),
    {
      councilId: sutton,
      slug: 'night-team',
      what: 'One night team instead of a borough’s own',
      year: now - 1,
      stage: 'realised',
      recurring: true,
      fallsOn: 'frontline',
      baseline: [231_000, now - 1],
      actual: 141_700,
      displaced: 12_000,
      evidence: example,
    },
    {
      councilId: sutton,
      slug: 'street-lights',
      what: 'One contract for street lighting',
      year: now + 1,
      stage: 'agreed',
      recurring: true,
      fallsOn: 'overhead',
      baseline: [890_000, now],
      actual: 815_000,
      oneOff: 20_000,
      evidence: example,
    },
    {
      councilId: sutton,
      slug: 'legal',
      what: 'Solicitors’ advice at hand that a small team could not keep',
      year: now - 1,
      stage: 'realised',
      recurring: true,
      kind: 'non-cash',
      fallsOn: 'frontline',
      evidence: example,
    },
    ...[wandsworth, richmond].map(
      (councilId): LineDraft => ({
        councilId,
        slug: 'shared-staffing',
        what: 'One team of directors instead of two',
        year: now - 1,
        stage: 'realised',
        recurring: true,
        fallsOn: 'overhead',
        baseline: [3_900_000, now - 1],
        actual: 2_350_000,
        evidence: example,
        ...(councilId === wandsworth ? { validated: true } : {}),
      }),
    ),
    {
      councilId: wandsworth,
      slug: 'shared-staffing',
      joint: true,
      what: 'One team of directors instead of two',
      year: now - 1,
      stage: 'realised',
      recurring: true,
      fallsOn: 'overhead',
      baseline: [7_800_000, now - 1],
      actual: 4_700_000,
      evidence: example,
    },
  ]
}

type MeasureDraft = {
  councilId: number
  slug: string
  kind: 'satisfaction' | 'quality'
  name: string
  unit: string
  rises: boolean
  baseline: [value: number, period: string] | null
  tolerance: number
  /** by year before the one that runs, read each October */
  readings: readonly [back: number, value: number][]
}
const measures: readonly MeasureDraft[] = [
  {
    councilId: sutton,
    slug: 'night-team',
    kind: 'quality',
    name: 'Matters handed over by nine in the morning',
    unit: '%',
    rises: true,
    baseline: [88, 'the borough’s own team, an example'],
    tolerance: 3,
    readings: [
      [3, 87],
      [2, 89],
      [1, 91],
    ],
  },
  {
    councilId: kingston,
    slug: 'night-team',
    kind: 'satisfaction',
    name: 'Callers content with the answer at night',
    unit: '%',
    rises: true,
    baseline: [79, 'the borough’s own team, an example'],
    tolerance: 3,
    readings: [
      [2, 80],
      [1, 78],
    ],
  },
  {
    councilId: sutton,
    slug: 'ict',
    kind: 'quality',
    name: 'Hours until a fault is mended',
    unit: 'hours',
    rises: false,
    baseline: [6.5, 'two service desks, an example'],
    tolerance: 1,
    readings: [
      [3, 6.2],
      [2, 7.1],
      [1, 8.4],
    ],
  },
  {
    councilId: sutton,
    slug: 'highways',
    kind: 'satisfaction',
    name: 'Residents content with roads and pavements',
    unit: '%',
    rises: true,
    baseline: [58, 'residents’ survey before sharing, an example'],
    tolerance: 3,
    readings: [
      [4, 57],
      [3, 56],
      [2, 55],
      [1, 53],
    ],
  },
  {
    councilId: merton,
    slug: 'legal',
    kind: 'quality',
    name: 'Advice given by the day it was needed',
    unit: '%',
    rises: true,
    baseline: null,
    tolerance: 0,
    readings: [[1, 94]],
  },
]

const benefits: readonly [slug: string, kind: string, words: string][] = [
  ['night-team', 'outcome', 'A child who goes missing across a borough boundary is one team’s matter, not two.'],
  ['night-team', 'staff', 'Nobody works a night alone, and holidays are covered by colleagues.'],
  ['internal-audit', 'outcome', 'Each council has specialists it could not employ by itself.'],
  ['internal-audit', 'staff', 'Auditors see four councils and have somewhere to be promoted to.'],
  ['ict', 'staff', 'Two small teams became one with room for specialists.'],
  ['legal', 'outcome', 'Care proceedings are advised by lawyers who do nothing else.'],
]

/** Rows about money, deterministic from the world: councils that are not in it are left out. */
export const moneyRows = (world: World): Plain[] => {
  const { arrangements, plans, today } = world
  const known = new Set(plans.map(({ borough }) => borough.councilId))
  const bySlug = new Map(arrangements.map((one) => [one.slug, one]))
  const of = (slug: string) => {
    const found = bySlug.get(slug)
    if (!found) throw new Error(`no arrangement is called ${slug}`)
    return known.has(found.hostId) ? found : null
  }
  const now = financialYearOf(today)
  const entered = `${today.subtract({ days: 30 }).toString()}T09:00:00Z`
  const id = (name: string): string => idFrom(`demonstration/money/${name}`, Date.parse(entered))

  const cost: Cell[][] = []
  const party: Cell[][] = []
  for (const draft of costsOf(world)) {
    const arrangement = of(draft.slug)
    if (!arrangement?.parties.every(({ partyId }) => known.has(partyId))) continue
    const key = [arrangement.hostId, arrangement.arrangementId, now - draft.back] as const
    const days = draft.method === 'days'
    const rate = (draft.terms as { dayRate?: number } | undefined)?.dayRate ?? 0
    const bought = (of: 'weight' | 'happened'): number =>
      Object.values(draft.shares).reduce((sum, share) => sum + (share[of] ?? 0), 0)
    cost.push([
      ...key,
      draft.method,
      draft.terms ?? {},
      draft.measured ?? '',
      days ? Math.round(rate * bought('weight')) : draft.budget === null ? null : pounds(draft.budget),
      days
        ? bought('happened') > 0
          ? Math.round(rate * bought('happened'))
          : null
        : draft.actual === null
          ? null
          : pounds(draft.actual),
      pounds(draft.redundancy ?? 0),
      draft.units ?? null,
      draft.unitName ?? '',
      draft.note ?? '',
      entered,
    ])
    for (const [councilId, share] of Object.entries(draft.shares)) {
      party.push([
        ...key,
        Number(councilId),
        share.weight ?? null,
        share.happened ?? null,
        share.former === undefined ? null : pounds(share.former),
        pounds(share.paid ?? 0),
      ])
    }
  }

  // Somebody of finance whose post runs the directory of the council, where there is one.
  const finance = (councilId: number): string | null =>
    world.workforce.posts.find(
      (post) =>
        post.councilId === councilId &&
        post.endsOn === null &&
        post.functions.includes('finance') &&
        post.role === 'director',
    )?.workerId ?? null
  const saving = linesOf(now).flatMap((draft, at): Cell[][] => {
    const arrangement = draft.slug === null ? null : of(draft.slug)
    if (!known.has(draft.councilId) || (draft.slug !== null && !arrangement)) return []
    const seenBy = draft.validated ? finance(draft.councilId) : null
    return [
      [
        draft.councilId,
        id(`line/${at}`),
        draft.joint ?? false,
        arrangement?.hostId ?? null,
        arrangement?.arrangementId ?? null,
        draft.year,
        draft.what,
        draft.kind ?? 'cashable',
        draft.recurring,
        seenBy ? 'validated' : draft.stage,
        draft.baseline ? pounds(draft.baseline[0]) : null,
        draft.baseline?.[1] ?? null,
        draft.actual === undefined ? null : pounds(draft.actual),
        pounds(draft.displaced ?? 0),
        pounds(draft.oneOff ?? 0),
        draft.stated === undefined ? null : pounds(draft.stated),
        draft.basis ?? '',
        draft.fallsOn,
        draft.evidence,
        entered,
        seenBy,
        seenBy ? entered : null,
        seenBy ? 'The outturn of the year. An example.' : '',
      ],
    ]
  })

  const measure: Cell[][] = []
  const reading: Cell[][] = []
  for (const draft of measures) {
    const arrangement = of(draft.slug)
    if (!arrangement || !known.has(draft.councilId)) continue
    const measureId = id(`measure/${draft.slug}/${draft.councilId}/${draft.name}`)
    measure.push([
      draft.councilId,
      measureId,
      arrangement.hostId,
      arrangement.arrangementId,
      draft.kind,
      draft.name,
      draft.unit,
      draft.rises,
      draft.baseline?.[0] ?? null,
      draft.baseline?.[1] ?? '',
      draft.tolerance,
      entered,
    ])
    for (const [back, value] of draft.readings)
      reading.push([draft.councilId, measureId, `${now - back}-10-12`, value, 'an example', entered])
  }

  const figure: Cell[][] = []
  for (let back = 12; back >= 0; back--) {
    const year = now - back
    const passed = 12 - back
    const add = (series: string, value: number) => {
      if (known.has(sutton)) figure.push([sutton, series, year, value, 'an example', entered])
    }
    add('budget', 152_000_000 - passed * 1_900_000 + (passed > 8 ? (passed - 8) * 2_600_000 : 0))
    add('demand', Math.round((100 + passed * 2.7 + (passed % 3)) * 10) / 10)
    add('staff', Math.round(1_640 - passed * 34 + (passed > 9 ? (passed - 9) * 15 : 0)))
  }

  return [
    {
      table: 'arrangement_cost',
      columns: [
        'council_id',
        'arrangement_id',
        'year',
        'method',
        'terms',
        'measured',
        'budget',
        'actual',
        'redundancy',
        'units',
        'unit_name',
        'note',
        'entered_at',
      ],
      rows: cost,
    },
    {
      table: 'arrangement_cost_party',
      columns: ['council_id', 'arrangement_id', 'year', 'party_id', 'weight', 'happened', 'former', 'on_account'],
      rows: party,
    },
    {
      table: 'saving_line',
      columns: [
        'council_id',
        'line_id',
        'joint',
        'arrangement_council_id',
        'arrangement_id',
        'year',
        'what',
        'kind',
        'recurring',
        'stage',
        'baseline',
        'baseline_year',
        'actual',
        'displaced',
        'one_off',
        'stated',
        'basis',
        'falls_on',
        'evidence',
        'entered_at',
        'validated_by',
        'validated_at',
        'validation',
      ],
      rows: saving,
    },
    {
      table: 'price_index',
      columns: ['council_id', 'year', 'factor', 'source', 'entered_at'],
      rows: known.has(sutton)
        ? [3, 2, 1, 0].map((back, at) => [
            sutton,
            now - back,
            [1.031, 1.024, 1.022, 1.02][at] as number,
            'an example',
            entered,
          ])
        : [],
    },
    {
      table: 'benefit_line',
      columns: ['council_id', 'benefit_id', 'arrangement_id', 'kind', 'words', 'evidence', 'seen_on', 'entered_at'],
      rows: benefits.flatMap(([slug, kind, words], at): Cell[][] => {
        const arrangement = of(slug)
        return arrangement
          ? [
              [
                arrangement.hostId,
                id(`benefit/${at}`),
                arrangement.arrangementId,
                kind,
                words,
                'An example.',
                `${now - 1}-11-03`,
                entered,
              ],
            ]
          : []
      }),
    },
    {
      table: 'quality_measure',
      columns: [
        'council_id',
        'measure_id',
        'arrangement_council_id',
        'arrangement_id',
        'kind',
        'name',
        'unit',
        'higher_is_better',
        'baseline',
        'baseline_period',
        'tolerance',
        'entered_at',
      ],
      rows: measure,
    },
    {
      table: 'quality_reading',
      columns: ['council_id', 'measure_id', 'read_on', 'value', 'source', 'entered_at'],
      rows: reading,
    },
    {
      table: 'council_figure',
      columns: ['council_id', 'series', 'year', 'value', 'source', 'entered_at'],
      rows: figure,
    },
  ]
}
