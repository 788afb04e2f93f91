// For tests: a child's record in a few words. Ids are numbered in the order things are made.
import { day } from '../../../lib/day.ts'
import { childAsAt, type Known } from './as-at.ts'
import type { ReadChild, RecordChild, RecordEvent, RecordPerson, RecordSpell, Version } from './facts.ts'

let made = 0
const nextId = (): string => `00000000-0000-7000-8000-${String(++made).padStart(12, '0')}`

export type More<T> = Partial<Omit<T, 'id' | 'kind' | 'startsOn' | 'endsOn' | 'on'>> & { id?: string }

export const spell = (
  kind: string,
  from: string,
  to: string | null = null,
  more: More<RecordSpell> = {},
): RecordSpell => ({
  id: nextId(),
  kind,
  startsOn: day(from),
  endsOn: to === null ? null : day(to),
  code: null,
  endCode: null,
  withinId: null,
  workerId: null,
  teamId: null,
  detail: {},
  ...more,
})

export const event = (kind: string, on: string, more: More<RecordEvent> = {}): RecordEvent => ({
  id: nextId(),
  kind,
  on: day(on),
  at: null,
  spellId: null,
  workerId: null,
  code: null,
  detail: {},
  ...more,
})

export const allocation = (
  worker: string,
  team: string,
  from: string,
  to: string | null = null,
  role = 'social worker',
) => spell('allocation', from, to, { code: role, workerId: worker, teamId: team })

export type Written<T> = { said: T; at?: string; version?: number; imported?: boolean }

/** When a record was written down: at noon of a day; long before anything without one. */
export const written = <T>({ said, at = '2000-01-01', version = 1, imported = false }: Written<T>): Version<T> => ({
  version,
  recordedAt: Temporal.Instant.from(`${at}T12:00:00Z`),
  imported,
  said,
})

export const somebody: RecordPerson = {
  givenName: 'Amina',
  familyName: 'Testwood',
  localId: 'A100',
  bornOn: day('2016-04-02'),
  expectedOn: null,
  diedOn: null,
  sex: 'F',
  ethnicity: 'BCRB',
  disabilities: [],
}

export type PersonSaid = Partial<RecordPerson> & Partial<Pick<RecordChild, 'identifiers' | 'addresses' | 'relations'>>

/** What was read of a child, each record with when it was written. */
export const read = (
  spells: readonly Version<RecordSpell>[],
  events: readonly Version<RecordEvent>[] = [],
  earlier: Partial<ReadChild['earlier']> = {},
  person: Version<RecordPerson> = written({ said: somebody }),
): ReadChild => ({
  childId: '11111111-0000-7000-8000-000000000001',
  identifiers: [],
  addresses: [],
  relations: [],
  person,
  spells,
  events,
  earlier: { person: null, spells: new Map(), events: new Map(), ...earlier },
})

/** A child as at a day, of spells and events written down in time. */
export const child = (
  on: string,
  records: readonly (RecordSpell | RecordEvent)[],
  { identifiers = [], addresses = [], relations = [], ...person }: PersonSaid = {},
  known: Known = 'then',
): RecordChild => {
  const asAt = childAsAt(
    {
      ...read(
        records.flatMap((one) => ('startsOn' in one ? [written({ said: one })] : [])),
        records.flatMap((one) => ('on' in one ? [written({ said: one })] : [])),
        {},
        written({ said: { ...somebody, ...person } }),
      ),
      identifiers,
      addresses,
      relations,
    },
    { on: day(on), known },
  )
  if (asAt === null) throw new Error('the record had not begun')
  return asAt
}
