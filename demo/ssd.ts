// An extract of the Standard Safeguarding Dataset out of the demonstration: what a council that keeps its own case system
// would hand over every night. Straight from the simulated children; the rows are those of `joined-up export ssd`.
import { appendFileSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { goingOnSince } from '../src/features/returns/ssd/as-at.ts'
import { ssdWanted } from '../src/features/returns/ssd/export-ssd.ts'
import type { RecordChild, RecordRelation, Staff } from '../src/features/returns/ssd/facts.ts'
import { cellsOf, type SsdRow } from '../src/features/returns/ssd/rows.ts'
import {
  countIn,
  historyFrom,
  nothingCounted,
  ssdRowsOf,
  staffRows,
  versionRow,
} from '../src/features/returns/ssd/ssd.ts'
import { fieldsOf, type SsdTable, ssdTableNames } from '../src/features/returns/ssd/tables.ts'
import { csvLine } from '../src/lib/csv.ts'
import { idFrom } from '../src/lib/ids.ts'
import { seededRandom } from '../src/lib/random.ts'
import { temporalOf } from './days.ts'
import type { Told } from './findings.ts'
import { prepareWorld, type World } from './load.ts'
import { historyOf, simulateCouncil } from './simulate.ts'
import { prepareStories } from './story-children.ts'

export type ExtractWanted = {
  councilId: number
  /** null: the council as the demonstration has it */
  people: number | null
  seed: string
  today: Temporal.PlainDate
  /** per cent of the people of whom something is different from the extract of the same seed without a change */
  change: number
  /** another night: other people, other things */
  night: number
  /** with `people`: as many whole journeys as in the demonstration, and not mostly contacts that went no further */
  journeys?: boolean
}

const dayOrNull = (day: number | null): Temporal.PlainDate | null => (day === null ? null : temporalOf(day))

const childOf = ({ person, story }: Told, relations: readonly RecordRelation[]): RecordChild => {
  const { spells, events } = historyOf(story)
  return {
    childId: person.personId,
    givenName: person.given,
    familyName: person.family,
    localId: person.localId,
    bornOn: dayOrNull(person.bornOn),
    expectedOn: dayOrNull(person.expectedOn),
    diedOn: dayOrNull(person.diedOn),
    sex: person.sex,
    ethnicity: person.ethnicity,
    disabilities: person.disabilities,
    identifiers: person.identifiers.map(({ scheme, value, from }) => ({
      scheme,
      value,
      from: dayOrNull(from),
      to: null,
    })),
    addresses: person.addresses.map(({ home, kind, confidential, from, to }, n) => ({
      id: idFrom(`${person.personId}/a${n}`, person.recordedAt),
      lines: home.lines,
      postcode: home.postcode,
      kind,
      confidential,
      from: dayOrNull(from),
      to: dayOrNull(to),
    })),
    relations,
    spells: spells.filter(({ kind }) => ssdWanted.spells.includes(kind)),
    events: events.filter(({ kind }) => ssdWanted.events.includes(kind)),
  }
}

/** A world in which the council has about so many people. */
const worldFor = (wanted: ExtractWanted): { world: World; index: number } => {
  const { councilId, people, seed, today } = wanted
  const worldOf = (scale: number, councils: 8 | 33): World => prepareWorld({ seed, today, scale, councils })
  const indexIn = (world: World): number => world.plans.findIndex(({ borough }) => borough.councilId === councilId)
  const plain = worldOf(1, 8)
  const index = indexIn(plain)
  if (index < 0)
    throw new Error(
      `Council ${councilId} is none of the demonstration's: it has ${plain.plans.map(({ borough }) => borough.councilId).join(', ')}.`,
    )
  if (people === null) return { world: plain, index }
  const councils = wanted.journeys ? 8 : 33
  const whole = worldOf(1, councils)
  const plan = whole.plans[indexIn(whole)] as World['plans'][number]
  const size = plan.closed + Object.values(plan.open).reduce((a, b) => a + b, 0)
  const scaled = worldOf(people / size, councils)
  return { world: scaled, index: indexIn(scaled) }
}

const staffOf = (world: World, councilId: number): { staff: Staff; own: { workers: string[]; teams: string[] } } => {
  const teams = new Map(world.workforce.teams.map((team) => [team.teamId, team.name]))
  const posts = new Map(world.workforce.posts.map((post) => [post.workerId, post]))
  const workers = new Map(
    world.workforce.workers.map((worker) => {
      const post = posts.get(worker.workerId)
      return [
        worker.workerId,
        {
          workerId: worker.workerId,
          name: `${worker.given} ${worker.family}`,
          registration: worker.sweNumber,
          staffNumber: null,
          jobTitle: post?.title ?? null,
          team: post?.team ? (teams.get(post.team.teamId) ?? null) : null,
          fte: post?.fte ?? null,
        },
      ]
    }),
  )
  return {
    staff: { workers, teams },
    own: {
      workers: world.workforce.workers.filter((one) => one.councilId === councilId).map(({ workerId }) => workerId),
      teams: world.workforce.teams.filter((one) => one.councilId === councilId).map(({ teamId }) => teamId),
    },
  }
}

type Rows = { [T in SsdTable]: SsdRow<T>[] }

/** One thing that a night brings: a visit, a contact, another address, a name spelled otherwise. */
const changeOne = (rows: Rows, wanted: ExtractWanted, draw: number): void => {
  const [person] = rows.ssd_person
  if (!person) return
  const key = person.pers_person_id as string
  const on = wanted.today.subtract({ days: 1 })
  const id = idFrom(`${key} night ${wanted.night}`, 0)
  const plan = rows.ssd_cp_plans.find(({ cppl_cp_plan_end_date }) => !cppl_cp_plan_end_date)
  const period = rows.ssd_cla_episodes.find(({ clae_cla_episode_ceased_date }) => !clae_cla_episode_ceased_date)
  if (plan && draw < 0.7)
    rows.ssd_cp_visits.push({
      cppv_cp_visit_id: id,
      cppv_person_id: key,
      cppv_cp_plan_id: plan.cppl_cp_plan_id as string,
      cppv_cp_visit_date: on,
      cppv_cp_visit_seen: 'Y',
      cppv_cp_visit_seen_alone: 'Y',
    })
  else if (period && draw < 0.7)
    rows.ssd_cla_visits.push({
      clav_cla_visit_id: id,
      clav_cla_id: period.clae_cla_id as string,
      clav_person_id: key,
      clav_cla_visit_date: on,
      clav_cla_visit_seen: 'Y',
      clav_cla_visit_seen_alone: 'Y',
    })
  else if (draw < 0.85)
    rows.ssd_contacts.push({
      cont_contact_id: id,
      cont_person_id: key,
      cont_contact_date: on,
      cont_contact_source_code: '6',
      cont_contact_source_desc: 'Police',
    })
  else person.pers_forename = `${person.pers_forename}-Rae`
}

export type ExtractMade = { people: number; changed: number; rows: number }

/** Writes 48 files into a folder; the same seed, day and size make the same files to the byte. */
export const writeExtract = (folder: string, wanted: ExtractWanted): ExtractMade => {
  const { councilId, today } = wanted
  const { world, index } = worldFor(wanted)
  const council = world.councils[index]
  if (!council) throw new Error(`Council ${councilId} is not in this world.`)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const pathOf = (table: SsdTable): string => join(folder, `${table}.csv`)
  for (const table of ssdTableNames) writeFileSync(pathOf(table), `${csvLine(fieldsOf(table))}\r\n`, { mode: 0o600 })
  let rows = 0
  const write = <T extends SsdTable>(table: T, list: readonly SsdRow<T>[]): void => {
    rows += list.length
    if (list.length > 0)
      appendFileSync(pathOf(table), list.map((row) => `${csvLine(cellsOf(table, row))}\r\n`).join(''))
  }
  const random = seededRandom(`${wanted.seed}/night ${wanted.night}`)
  const context = { on: today, calendar: council.setting.calendar }
  const counted = nothingCounted()
  const from = historyFrom(today)
  const stories = prepareStories(world)
  let people = 0
  let changed = 0
  for (const batch of simulateCouncil(council, {
    taken: stories.takenIn(councilId),
    before: (sheets, numbers, network, planting) => stories.writeInto(council, sheets, numbers, network, planting),
  })) {
    const mothers = new Map<string, RecordRelation[]>()
    for (const text of batch.sheets.relationship)
      for (const line of text.split('\n')) {
        const [, child, , , other, , kind] = line.split('\t')
        if (child && other && (kind === 'mother' || kind === 'father'))
          mothers.set(child, [
            ...(mothers.get(child) ?? []),
            {
              kind,
              other: {
                id: other,
                isChild: false,
                localId: null,
                sex: null,
                ethnicity: null,
                disabilities: [],
                bornOn: null,
              },
            },
          ])
      }
    const gathered = new Map<SsdTable, SsdRow<SsdTable>[]>()
    for (const told of batch.sheets.told) {
      // Whoever is restricted is in no extract: nobody is named for it.
      if (told.person.restricted) continue
      const child = goingOnSince(childOf(told, mothers.get(told.person.personId) ?? []), from)
      if (child === null && wanted.people === null) continue
      const made = ssdRowsOf(child ?? childOf(told, []), context)
      people++
      if (random.next() * 100 < wanted.change) {
        changeOne(made, wanted, random.next())
        changed++
      }
      if (child !== null) countIn(counted, child, made, today)
      for (const table of ssdTableNames) {
        const list = gathered.get(table)
        if (list) list.push(...(made[table] as SsdRow<SsdTable>[]))
        else gathered.set(table, made[table] as SsdRow<SsdTable>[])
      }
    }
    for (const [table, list] of gathered) write(table, list)
  }
  const { staff, own } = staffOf(world, councilId)
  const { professionals, departments } = staffRows(counted, staff, own)
  write('ssd_professionals', professionals)
  write('ssd_department', departments)
  // Two in the morning of the day, as a nightly job would have it.
  const at = today.toZonedDateTime({ timeZone: 'Europe/London', plainTime: '02:00' }).toInstant()
  write('ssd_version_log', [versionRow(at)])
  const seconds = at.epochMilliseconds / 1000
  for (const table of ssdTableNames) utimesSync(pathOf(table), seconds, seconds)
  return { people, changed, rows }
}
