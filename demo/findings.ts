// What the checks of the returns find in the children of a world, as saving each of them would have kept it. The checks
// that see only a whole return are left out: `joined-up rebuild findings` asks them too.
import { checkRecords } from '../src/features/returns/record/check-records.ts'
import { type ChildFacts, eventKinds, spellKinds } from '../src/features/returns/record/facts.ts'
import { findingRows } from '../src/features/returns/record/found.ts'
import { yearsThatMatter } from '../src/features/returns/record/years.ts'
import { idFrom } from '../src/lib/ids.ts'
import { seededRandom } from '../src/lib/random.ts'
import { epochDay } from '../src/lib/working-days.ts'
import { temporalOf } from './days.ts'
import { flag, plain, type Sheets } from './sheets.ts'
import { historyOf, type PersonDraft } from './simulate.ts'
import type { Story } from './story.ts'

export type Told = { person: PersonDraft; story: Story }

const dayOrNull = (day: number | null): Temporal.PlainDate | null => (day === null ? null : temporalOf(day))
const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const byDay = (a: Temporal.PlainDate | null, b: Temporal.PlainDate | null): number =>
  a === null || b === null ? Number(a !== null) - Number(b !== null) : Temporal.PlainDate.compare(a, b)

const spoken = { spells: new Set<string>(spellKinds), events: new Set<string>(eventKinds) }

/** The record as the returns read it from the database, in the same order. */
export const factsOf = ({ person, story }: Told): ChildFacts => {
  const { spells, events } = historyOf(story)
  return {
    childId: person.personId,
    restricted: person.restricted,
    localId: person.localId,
    bornOn: dayOrNull(person.bornOn),
    expectedOn: dayOrNull(person.expectedOn),
    diedOn: dayOrNull(person.diedOn),
    sex: person.sex,
    ethnicity: person.ethnicity,
    disabilities: person.disabilities,
    identifiers: person.identifiers
      .map(({ scheme, value, from }) => ({ scheme, value, from: dayOrNull(from), to: null }))
      .sort((a, b) => byDay(a.from, b.from) || byText(a.value, b.value)),
    addresses: person.addresses
      .map(({ home, kind, from, to }, n) => ({
        id: idFrom(`${person.personId}/a${n}`, person.recordedAt),
        kind,
        postcode: home.postcode,
        from: dayOrNull(from),
        to: dayOrNull(to),
      }))
      .filter(({ kind }) => kind === 'home')
      .sort((a, b) => byText(a.id, b.id)),
    spells: spells
      .filter(({ kind }) => spoken.spells.has(kind))
      .sort((a, b) => byDay(a.startsOn, b.startsOn) || byText(a.id, b.id)),
    events: events
      .filter(({ kind }) => spoken.events.has(kind))
      .sort((a, b) => byDay(a.on, b.on) || byText(a.id, b.id)),
  }
}

/** Neither return of this year or the last speaks of the others. */
const isSpokenOf = ({ story }: Told, since: number): boolean =>
  story.spells.some(
    ({ kind, to }) => (kind === 'looked_after' || kind === 'referral') && (to === null || to >= since),
  ) || story.events.some(({ kind, on }) => kind === 'care_leaver_contact' && on >= since)

/** Some day of the running return year: people have been recording since April. */
const seenOn = (row: { child_id: string; place: string }, today: Temporal.PlainDate): Temporal.PlainDate => {
  const april = new Temporal.PlainDate(today.month < 4 ? today.year - 1 : today.year, 4, 1)
  return april.add({ days: seededRandom(`${row.child_id} ${row.place}`).integer(0, epochDay(today) - epochDay(april)) })
}

/** Adds the findings of the children of a batch to its sheets. */
export const writeFindings = (
  sheets: Sheets,
  council: { code: number; onsCode: string },
  today: Temporal.PlainDate,
  numbers: ReadonlyMap<string, string>,
): void => {
  const years = yearsThatMatter(today)
  const since = epochDay(new Temporal.PlainDate(Math.min(...years) - 2, 4, 1))
  const children = sheets.told.filter((told) => isSpokenOf(told, since)).map(factsOf)
  if (children.length === 0) return
  const { found, failed } = checkRecords(children, years, today, council, numbers, 'each child')
  if (failed[0]) throw new Error(`the check ${failed[0].rule} broke: ${failed[0].message}`)
  for (const row of findingRows(council.code, children, found)) {
    sheets.finding.push(
      `${row.council_id}\t${row.child_id}\t${flag(row.restricted)}\t${row.return_name}\t${row.return_year}\t${row.rule}\t${row.place}\t${row.severity}\t${row.table_name}\t{${row.columns.join(',')}}\t${row.record}\t${row.record_id}\t${seenOn(row, today)}\t${plain(row.worker_id)}\t${plain(row.team_id)}\n`,
    )
  }
}
