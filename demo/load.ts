// Loads a world: councils, what they share, who works there, and every child's journey, in one transaction.
import { Worker } from 'node:worker_threads'
import { type BulkTarget, type Cell, loadWhole } from '../src/database/bulk-load.ts'
import type { Setting } from '../src/features/children/timescales/timescale.ts'
import { bankHolidays } from '../src/lib/bank-holidays.ts'
import { idFrom } from '../src/lib/ids.ts'
import { normaliseName } from '../src/lib/names.ts'
import { calendarOf, epochDay } from '../src/lib/working-days.ts'
import { arrangementsOn, type DemoArrangement } from './arrangements.ts'
import { type Borough, boroughs, commonWording } from './boroughs.ts'
import { type CouncilPlan, plansFor, type WorldSize } from './calibration.ts'
import { isoOf, temporalOf, workingOf } from './days.ts'
import { writeFindings } from './findings.ts'
import { mirrorRows, mirrorStatements, mirrorTables } from './mirror.ts'
import { moneyRows, moneyTables } from './money.ts'
import { nightRows, nightTables } from './night.ts'
import { nightWork, nightWorkTables } from './night-work.ts'
import { ownersOf, proposalRows, proposalTables, signatureHashes } from './proposals.ts'
import { sharedPracticeRows, sharedPracticeTables } from './shared-practice.ts'
import { countOf, type Sheets, type Table, tableNames, tables } from './sheets.ts'
import { type CouncilWorld, simulateCouncil } from './simulate.ts'
import type { Ground } from './story.ts'
import { prepareStories, type StoryChild } from './story-children.ts'
import type { Trajectory } from './trajectories.ts'
import { makeWorkforce, type Workforce } from './workforce.ts'

export type DemonstrationOptions = {
  /** any text or number: the same seed, day and size make the same world to the byte */
  seed?: string | number
  today: Temporal.PlainDate
  /** 1 is real life; 0.1 is a tenth of every number */
  scale?: number
  councils?: WorldSize['councils']
  onProgress?: (progress: Progress) => void
  /** threads that make children while the database takes them in; 0 makes them here */
  threads?: number
}
export type Progress = { step: string /** from 0 to 1 */; share: number; rows: number; children: number }

export type World = {
  seed: string
  today: Temporal.PlainDate
  size: WorldSize
  plans: CouncilPlan[]
  arrangements: DemoArrangement[]
  workforce: Workforce
  councils: CouncilWorld[]
}

/** School terms end on a Friday near these days. Easter moves; a term that ends a week off changes nothing here. */
const termEndsBetween = (from: number, to: number): number[] => {
  const ends: number[] = []
  for (let year = from; year <= to; year++) {
    for (const [month, day] of [
      [4, 1],
      [7, 22],
      [12, 19],
    ] as const) {
      const n = epochDay(new Temporal.PlainDate(year, month, day))
      // the Friday on or before: 1 January 1970 was a Thursday
      ends.push(n - ((((n + 3) % 7) + 7 - 4) % 7))
    }
  }
  return ends
}
export const termEnds = termEndsBetween(2008, 2032)

const closuresOf = (borough: Borough): { on: string; reason: string }[] => {
  const days: { on: string; reason: string }[] = []
  for (let year = 2016; year <= 2032; year++) {
    for (const { month, day, reason } of borough.closures)
      days.push({ on: new Temporal.PlainDate(year, month, day).toString(), reason })
  }
  return days
}

/** Everything about a world but its children. */
export const prepareWorld = ({ seed = 'joined up', today, scale = 1, councils = 8 }: DemonstrationOptions): World => {
  const size: WorldSize = { scale, councils }
  const plans = plansFor(size)
  const arrangements = arrangementsOn(today)
  const text = String(seed)
  const workforce = makeWorkforce({ seed: text, today, scale, plans, arrangements })
  const now = epochDay(today)
  const detailed = councils === 8 && scale <= 2
  const partners = boroughs.map((borough) => ({
    districts: borough.districts,
    onsCode: borough.onsCode,
    name: borough.name,
  }))
  const worlds = plans.map((plan, index): CouncilWorld => {
    const { borough } = plan
    const calendar = calendarOf(
      bankHolidays,
      closuresOf(borough).map(({ on }) => on),
    )
    const working = workingOf(calendar)
    const ground: Ground = {
      councilId: borough.councilId,
      now,
      working,
      late: borough.rates.late,
      local: borough.timescales,
      districts: borough.districts,
      onsCode: borough.onsCode,
      placedOutside: borough.rates.placedOutside,
      staffing: workforce.staffing.get(borough.councilId) as Ground['staffing'],
      workerStay: 680 - borough.rates.late * 2_600,
      termEnds,
      detailed,
    }
    const setting: Setting = {
      today,
      now: today.toZonedDateTime('UTC').toInstant(),
      calendar,
      local: borough.timescales,
      termEnds: termEnds.map(temporalOf),
    }
    return {
      seed: text,
      plan,
      ground,
      setting,
      index,
      partners: partners.filter((partner) => partner.onsCode !== borough.onsCode),
      everyLanguage: borough.councilId === 210,
    }
  })
  return { seed: text, today, size, plans, arrangements, workforce, councils: worlds }
}

type Plain = { table: string; columns: readonly string[]; rows: Cell[][] }

/** Rows about councils, agreements and staff. */
export const settledRows = (world: World): Plain[] => {
  const { plans, arrangements, workforce } = world
  const ownerOf = ownersOf(world)
  const council: Cell[][] = []
  const population: Cell[][] = []
  const closure: Cell[][] = []
  const setting: Cell[][] = []
  const inspection: Cell[][] = []
  for (const { borough } of plans) {
    const id = borough.councilId
    council.push([
      id,
      borough.onsCode,
      borough.name,
      borough.shortName,
      borough.colour,
      { ...commonWording, ...borough.wording },
      borough.place,
      JSON.stringify(borough.facts),
      borough.practiceModel,
      JSON.stringify(borough.principles),
      borough.childrenReturnFiledBy,
    ])
    for (const each of borough.populations)
      population.push([id, each.measuredOn, each.aged0To17, each.everyone, each.source])
    for (const each of closuresOf(borough)) closure.push([id, each.on, each.reason])
    for (const [name, value] of Object.entries(borough.timescales))
      setting.push([id, `timescale:${name}`, '2014-04-01', value])
    setting.push([id, 'term ends', '2014-04-01', JSON.stringify(termEnds.map(isoOf))])
    for (const each of borough.inspections) {
      inspection.push([
        id,
        idFrom(`demonstration/inspection/${id}/${each.startedOn}`, Date.parse(each.startedOn)),
        each.framework,
        each.startedOn,
        each.endedOn,
        each.publishedOn,
        each.overall,
        each.leaders,
        each.helpAndProtection,
        each.inCare,
        each.careLeavers,
      ])
    }
  }
  const arrangement: Cell[][] = []
  const party: Cell[][] = []
  const clause: Cell[][] = []
  const known = new Set(plans.map(({ borough }) => borough.councilId))
  for (const each of arrangements) {
    if (!known.has(each.hostId)) continue
    arrangement.push([
      each.hostId,
      each.arrangementId,
      each.title,
      each.kind,
      each.service,
      each.legalBasis,
      each.purpose,
      each.level,
      each.hours,
      each.startsOn,
      each.endsOn,
      each.endedAt,
      each.endReason,
      each.reviewOn,
      each.roles,
      each.onRota,
      each.lawfulBasis,
      JSON.stringify(each.datasets),
      each.dpiaReference,
      ownerOf(each),
    ])
    for (const one of each.parties)
      party.push([each.hostId, each.arrangementId, one.partyId, one.joinedOn, one.leftOn, one.opensRecords])
    for (const one of each.clauses)
      clause.push([each.hostId, each.arrangementId, one.clause, one.effect, one.functionName, one.partyId, one.words])
  }
  return [
    {
      table: 'council',
      columns: [
        'council_id',
        'ons_code',
        'name',
        'short_name',
        'colour',
        'wording',
        'place',
        'facts',
        'practice_model',
        'principles',
        'children_return_filed_by',
      ],
      rows: council,
    },
    {
      table: 'council_population',
      columns: ['council_id', 'measured_on', 'aged_0_to_17', 'everyone', 'source'],
      rows: population,
    },
    { table: 'council_closure', columns: ['council_id', 'closed_on', 'reason'], rows: closure },
    { table: 'council_setting', columns: ['council_id', 'name', 'holds_from', 'value'], rows: setting },
    {
      table: 'inspection',
      columns: [
        'council_id',
        'inspection_id',
        'framework',
        'started_on',
        'ended_on',
        'published_on',
        'overall',
        'leaders',
        'help_and_protection',
        'in_care',
        'care_leavers',
      ],
      rows: inspection,
    },
    {
      table: 'arrangement',
      columns: [
        'council_id',
        'arrangement_id',
        'title',
        'kind',
        'service',
        'legal_basis',
        'purpose',
        'level',
        'hours',
        'starts_on',
        'ends_on',
        'ended_at',
        'end_reason',
        'review_on',
        'roles',
        'on_rota',
        'lawful_basis',
        'datasets',
        'dpia_reference',
        'owner_id',
      ],
      rows: arrangement,
    },
    {
      table: 'arrangement_party',
      columns: ['council_id', 'arrangement_id', 'party_id', 'joined_on', 'left_on', 'opens_records'],
      rows: party,
    },
    {
      table: 'arrangement_clause',
      columns: ['council_id', 'arrangement_id', 'clause', 'effect', 'function_name', 'party_id', 'words'],
      rows: clause,
    },
    {
      table: 'worker',
      columns: [
        'council_id',
        'worker_id',
        'given_name',
        'family_name',
        'display_name',
        'normal_name',
        'work_email',
        'work_phone',
        'swe_number',
        'sign_in_subject',
        'newly_qualified_until',
      ],
      rows: workforce.workers.map((worker) => [
        worker.councilId,
        worker.workerId,
        worker.given,
        worker.family,
        `${worker.given} ${worker.family}`,
        normaliseName(`${worker.given} ${worker.family}`),
        worker.email,
        worker.phone,
        worker.sweNumber,
        worker.subject,
        worker.newlyQualifiedUntil === null ? null : isoOf(worker.newlyQualifiedUntil),
      ]),
    },
    {
      table: 'team',
      columns: ['council_id', 'team_id', 'name', 'manager_id', 'kind'],
      rows: workforce.teams.map((team) => [team.councilId, team.teamId, team.name, team.managerId, team.kind]),
    },
    {
      table: 'post',
      columns: [
        'council_id',
        'post_id',
        'worker_id',
        'title',
        'role',
        'functions',
        'team_council_id',
        'team_id',
        'fte',
        'starts_on',
        'ends_on',
      ],
      rows: workforce.posts.map((post) => [
        post.councilId,
        post.postId,
        post.workerId,
        post.title,
        post.role,
        post.functions,
        post.team?.councilId ?? null,
        post.team?.teamId ?? null,
        post.fte,
        isoOf(post.startsOn),
        post.endsOn === null ? null : isoOf(post.endsOn),
      ]),
    },
    {
      table: 'post_reach',
      columns: [
        'council_id',
        'post_id',
        'reaches_id',
        'share',
        'reaches_records',
        'arrangement_council_id',
        'arrangement_id',
      ],
      rows: workforce.posts.flatMap((post) =>
        post.reach.map((reach) => [
          post.councilId,
          post.postId,
          reach.councilId,
          reach.share,
          reach.opensRecords,
          reach.arrangement?.hostId ?? null,
          reach.arrangement?.arrangementId ?? null,
        ]),
      ),
    },
  ]
}

export const settledTables = [
  'council',
  'council_population',
  'council_closure',
  'council_setting',
  'inspection',
  'arrangement',
  'arrangement_party',
  'arrangement_clause',
  'worker',
  'team',
  'post',
  'post_reach',
] as const

export type Loaded = { rows: number; children: number; stories: readonly StoryChild[]; milliseconds: number }

export type ChildrenBatch = {
  sheets: Sheets
  children: number
  rows: number
  council: string
  councilId: number
  share: number
}

/** Children of Croydon whom Camden's peers may read until the support ends: the agreed sample. */
const sampled: readonly Trajectory[] = ['protection', 'need', 'care']
const sampleOfEach = 4

/**
 * All batches of a world's children, council by council. `part` of `parts` makes every so manieth council only, so that
 * several threads can share the work: no child depends on another council's.
 */
export function* childrenOfWorld(world: World, part = 0, parts = 1): Generator<ChildrenBatch> {
  const stories = prepareStories(world)
  const numbers = new Map(
    world.workforce.workers.flatMap(({ workerId, sweNumber }) => (sweNumber === null ? [] : [[workerId, sweNumber]])),
  )
  const peers = world.arrangements.find((arrangement) => arrangement.slug === 'peer-support')
  for (const [index, council] of world.councils.entries()) {
    if (index % parts !== part) continue
    const { councilId, onsCode, shortName } = council.plan.borough
    const taken = new Map<Trajectory, number>()
    const sample = (sheets: Sheets, childId: string): void => {
      sheets.sample_child.push(
        `${councilId}\t${peers?.hostId}\t${peers?.arrangementId}\t${childId}\t${peers?.startsOn}\t${peers?.endsOn}\n`,
      )
    }
    const wanted = council.plan.closed + Object.values(council.plan.open).reduce((a, b) => a + b, 0)
    let made = 0
    for (const batch of simulateCouncil(council, {
      taken: stories.takenIn(councilId),
      before: (sheets, numbers, network, planting) => {
        if (councilId === 306 && peers)
          for (const child of stories.list) if (child.slug === 'alone') sample(sheets, child.childId)
        return stories.writeInto(council, sheets, numbers, network, planting)
      },
      onChild: ({ person }, trajectory, sheets) => {
        if (councilId !== 306 || !peers || !sampled.includes(trajectory)) return
        const count = taken.get(trajectory) ?? 0
        taken.set(trajectory, count + 1)
        // every fortieth, so that the sample is no one team's
        if (count % 40 === 0 && count < 40 * sampleOfEach) sample(sheets, person.personId)
      },
    })) {
      made += batch.children
      writeFindings(batch.sheets, { code: councilId, onsCode }, world.today, numbers)
      yield {
        ...batch,
        rows: countOf(batch.sheets),
        council: shortName,
        councilId,
        share: Math.min(1, made / Math.max(1, wanted)),
      }
    }
  }
}

/** One batch as bytes, by table in the order of filling. */
type Parcel = {
  lines: { table: Table; bytes: Uint8Array }[]
  rows: number
  children: number
  council: string
  councilId: number
  share: number
}

const encoder = new TextEncoder()
export const parcelOf = (batch: ChildrenBatch): Parcel => ({
  lines: tableNames.flatMap((table) =>
    batch.sheets[table].length === 0 ? [] : [{ table, bytes: encoder.encode(batch.sheets[table].join('')) }],
  ),
  rows: countOf(batch.sheets),
  children: batch.children,
  council: batch.council,
  councilId: batch.councilId,
  share: batch.share,
})

/** Batches one thread may be ahead of the database. */
export const ahead = 24

const rowsAtOnce = 30_000

/** Parcels from other threads, which make the next children while the database takes these in. */
async function* parcelsFrom(options: DemonstrationOptions, threads: number): AsyncGenerator<Parcel> {
  const waiting: { parcel: Parcel; from: Worker }[] = []
  let wake: () => void = () => undefined
  let failed: unknown = null
  let running = threads
  const { today, seed, scale, councils } = options
  const workers = Array.from({ length: threads }, (_, part) => {
    const worker = new Worker(new URL('./make-children.ts', import.meta.url), {
      workerData: { today: today.toString(), seed, scale, councils, part, parts: threads },
      // most of what is made is dropped at once: a roomy nursery spares the collector half its work
      resourceLimits: { maxYoungGenerationSizeMb: 192, maxOldGenerationSizeMb: 1_500 },
    })
    worker.on('message', (parcel: Parcel) => {
      waiting.push({ parcel, from: worker })
      wake()
    })
    worker.on('error', (error) => {
      failed = error
      wake()
    })
    worker.on('exit', (code) => {
      running--
      if (code !== 0) failed ??= new Error(`making the children stopped with code ${code}`)
      wake()
    })
    return worker
  })
  try {
    for (;;) {
      const next = waiting.shift()
      if (next) {
        next.from.postMessage('more')
        yield next.parcel
        continue
      }
      if (failed !== null) throw failed
      if (running === 0) return
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()))
  }
}

async function* parcelsHere(world: World): AsyncGenerator<Parcel> {
  for (const batch of childrenOfWorld(world)) yield parcelOf(batch)
}

/**
 * Loads a world into empty tables as their owner, in one transaction: stopped half-way, it leaves nothing. Error when
 * the database already holds a council.
 */
export const loadDemonstration = async (target: BulkTarget, options: DemonstrationOptions): Promise<Loaded> => {
  const started = performance.now()
  const say = options.onProgress ?? (() => undefined)
  const world = prepareWorld(options)
  const threads = options.threads ?? 1
  const sizes = new Map(
    world.plans.map((plan) => [
      plan.borough.councilId,
      plan.closed + Object.values(plan.open).reduce((a, b) => a + b, 0),
    ]),
  )
  const total = [...sizes.values()].reduce((a, b) => a + b, 0)
  const shares = new Map<number, number>()
  let rows = 0
  let children = 0
  await loadWhole(
    target,
    {
      tables: [
        ...settledTables,
        ...proposalTables,
        ...moneyTables,
        ...sharedPracticeTables,
        ...nightTables,
        ...nightWorkTables,
        ...mirrorTables,
        ...tableNames,
      ],
      rebuild: tableNames,
      onStep: (step) => say({ step, share: 0.85, rows, children }),
    },
    async () => {
      const [held] = await target.rows('select count(*)::int as count from council')
      if (Number(held?.count) > 0)
        throw new Error('this database already holds councils: the demonstration is loaded into an empty one')
      for (const { table, columns, rows: cells } of [
        ...settledRows(world),
        ...proposalRows(world),
        ...moneyRows(world),
        ...sharedPracticeRows(world),
        ...mirrorRows(world),
      ])
        rows += await target.copy(table, columns, cells)
      await target.run(signatureHashes)
      // Small batches are cheap to make, large ones to take in: so several are copied together.
      let gathered = new Map<Table, Uint8Array[]>()
      let waiting = 0
      const copy = async (): Promise<void> => {
        for (const table of tableNames) {
          const pieces = gathered.get(table)
          if (pieces) await target.copyText(table, tables[table], pieces)
        }
        gathered = new Map()
        rows += waiting
        waiting = 0
      }
      for await (const parcel of threads > 0 ? parcelsFrom(options, threads) : parcelsHere(world)) {
        for (const { table, bytes } of parcel.lines) {
          const pieces = gathered.get(table)
          if (pieces) pieces.push(bytes)
          else gathered.set(table, [bytes])
        }
        waiting += parcel.rows
        children += parcel.children
        shares.set(parcel.councilId, parcel.share)
        if (waiting < rowsAtOnce) continue
        await copy()
        const done =
          [...shares].reduce((sum, [id, share]) => sum + share * (sizes.get(id) ?? 0), 0) / Math.max(1, total)
        say({ step: parcel.council, share: done * 0.85, rows, children })
      }
      await copy()
      // What the night did about children comes after them.
      const night = nightWork(world)
      for (const { table, columns, rows: cells } of [...nightRows(world), ...night.rows])
        rows += await target.copy(table, columns, cells)
      for (const statement of [...night.statements, ...mirrorStatements(world)]) await target.run(statement)
    },
  )
  say({ step: 'done', share: 1, rows, children })
  return { rows, children, stories: prepareStories(world).list, milliseconds: Math.round(performance.now() - started) }
}
