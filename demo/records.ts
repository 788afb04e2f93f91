// The children of a world as the records that returns are made from, without a database in between.
import type { ChildFacts, FactEvent, FactSpell } from '../src/features/returns/record/facts.ts'
import type { Day } from '../src/lib/day.ts'
import { type Sheets, type Table, tables } from './sheets.ts'

type Cells = Readonly<Record<string, string | null>>

const escaped = /\\(.)/g
const marks: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' }
const textOf = (cell: string): string => cell.replace(escaped, (_, mark: string) => marks[mark] ?? mark)

const readLine = (table: Table, line: string): Cells => {
  const cells = line.slice(0, -1).split('\t')
  return Object.fromEntries(
    tables[table].map((column, at) => [column, cells[at] === '\\N' ? null : textOf(cells[at] as string)]),
  )
}

const days = new Map<string, Day>()
const dayOf = (text: string): Day => {
  const known = days.get(text)
  if (known) return known
  const day = Temporal.PlainDate.from(text)
  days.set(text, day)
  return day
}
const maybeDay = (text: string | null | undefined): Day | null => (text == null ? null : dayOf(text))

/** The children in some sheets, as `factsOf` reads them from a database; by council. */
export const recordsIn = (sheets: Sheets): Map<number, ChildFacts[]> => {
  const read = (table: Table) => sheets[table].map((line) => readLine(table, line))
  const by = (rows: readonly Cells[], column: string) => Map.groupBy(rows, (row) => row[column] as string)
  const identifiers = by(read('person_identifier'), 'person_id')
  const addresses = by(read('person_address'), 'person_id')
  const spells = by(read('spell'), 'child_id')
  const events = by(read('event'), 'child_id')
  const councils = new Map<number, ChildFacts[]>()
  for (const person of read('person')) {
    if (person.is_child !== 't') continue
    const id = person.person_id as string
    const facts: ChildFacts = {
      childId: id,
      restricted: person.restricted === 't',
      localId: person.local_id ?? null,
      bornOn: maybeDay(person.born_on),
      expectedOn: maybeDay(person.expected_on),
      diedOn: maybeDay(person.died_on),
      sex: person.sex ?? null,
      ethnicity: person.ethnicity ?? null,
      disabilities: (person.disabilities ?? '{}').slice(1, -1).split(',').filter(Boolean),
      identifiers: (identifiers.get(id) ?? []).map((row) => ({
        scheme: row.scheme as string,
        value: row.value as string,
        from: maybeDay(row.valid_from),
        to: maybeDay(row.valid_to),
      })),
      addresses: (addresses.get(id) ?? [])
        .filter((row) => row.kind === 'home')
        .map((row) => ({
          id: row.address_id as string,
          kind: row.kind as string,
          postcode: row.postcode ?? null,
          from: maybeDay(row.lives_from),
          to: maybeDay(row.lives_to),
        })),
      spells: (spells.get(id) ?? []).map(
        (row): FactSpell => ({
          id: row.spell_id as string,
          kind: row.kind as string,
          startsOn: dayOf(row.starts_on as string),
          endsOn: maybeDay(row.ends_on),
          code: row.code ?? null,
          endCode: row.end_code ?? null,
          withinId: row.within_id ?? null,
          workerId: row.worker_id ?? null,
          teamId: row.team_id ?? null,
          detail: JSON.parse(row.detail as string),
        }),
      ),
      events: (events.get(id) ?? []).map(
        (row): FactEvent => ({
          id: row.event_id as string,
          kind: row.kind as string,
          on: dayOf(row.happened_on as string),
          spellId: row.spell_id ?? null,
          code: row.code ?? null,
          detail: JSON.parse(row.detail as string),
        }),
      ),
    }
    const council = Number(person.council_id)
    const children = councils.get(council)
    if (children) children.push(facts)
    else councils.set(council, [facts])
  }
  return councils
}
