import type { Permission } from '../../../access/permissions.ts'
import type { Day } from '../../../lib/day.ts'
import { longDay } from '../../../web/render.ts'
import type { Ask } from '../../../web/task.ts'
import type { Spell } from '../journey/history.ts'
import { spellOf, spellRows } from '../journey/queries.ts'
import { ageSentence, displayName, firstName, fullNameIfDifferent, isUnborn } from '../people/person.ts'
import { type ChildRow, childRow } from './queries.ts'
import { type Reader, readerOf } from './reader.ts'
import { type Tag, tagsOn } from './tags.ts'

export type SubPage = { href: string; text: string; active: boolean }

/** What stands at the top of every page of a child's record. */
export type ChildHead = {
  path: string
  name: string
  firstName: string
  fullName: string | null
  spokenAs: string | null
  pronouns: string | null
  age: string
  birth: string
  council: string
  recordNumber: string | null
  languages: string | null
  interpreter: string | null
  tags: Tag[]
  pages: SubPage[]
}

const pages: readonly { ending: string; text: string; may: Permission }[] = [
  { ending: '', text: 'Overview', may: 'open a child' },
  { ending: '/chronology', text: 'Chronology', may: 'read a record' },
  { ending: '/people', text: 'People', may: 'see a summary' },
  { ending: '/plan', text: 'Plan', may: 'read a record' },
  { ending: '/assessments', text: 'Assessments', may: 'read a record' },
  { ending: '/visits', text: 'Visits', may: 'read a record' },
  { ending: '/health', text: 'Health and education', may: 'read a record' },
  { ending: '/words', text: 'Own words', may: 'see a summary' },
  { ending: '/who-looked', text: 'Who looked', may: 'see who looked' },
]

/** "Born 2 April 2017", "Born about April 2017 (estimated)", "Due 3 May 2027". */
export const birthWords = (
  row: Pick<ChildRow, 'born_on' | 'birth_estimated' | 'expected_on' | 'died_on'>,
  on: Day,
): string => {
  const birth = {
    bornOn: row.born_on,
    birthEstimated: row.birth_estimated,
    expectedOn: row.expected_on,
    diedOn: row.died_on,
  }
  if (isUnborn(birth, on)) return row.expected_on ? `Due to be born ${longDay(row.expected_on)}` : 'Not yet born'
  if (row.born_on === null) return 'Date of birth not known'
  const died = row.died_on === null ? '' : `, died ${longDay(row.died_on)}`
  return `${row.birth_estimated ? 'Date of birth estimated as' : 'Born'} ${longDay(row.born_on)}${died}`
}

/** Everything the top of a page says of a child at a day; `page` is the ending of the page's own address. */
export const headFrom = (
  ask: Ask,
  reader: Reader,
  row: ChildRow,
  spells: readonly Spell[],
  on: Day,
  page: string,
): ChildHead => {
  const parts = { givenName: row.given_name, familyName: row.family_name, knownAs: row.known_as }
  const look = ask.look(ask.councilId)
  const path = `/${ask.councilId}/children/${ask.childId}`
  return {
    path,
    name: displayName(parts),
    firstName: firstName(parts),
    fullName: fullNameIfDifferent(parts),
    spokenAs: row.spoken_as,
    pronouns: row.pronouns,
    age: ageSentence(
      { bornOn: row.born_on, birthEstimated: row.birth_estimated, expectedOn: row.expected_on, diedOn: row.died_on },
      on,
    ),
    birth: birthWords(row, on),
    council: look.name,
    recordNumber: row.local_id,
    languages: row.first_language,
    interpreter: row.interpreter_for,
    tags: tagsOn({
      spells,
      on,
      restricted: row.restricted,
      confidentialAddress: row.addresses.some((one) => one.confidential && one.lives_to === null),
      diedOn: row.died_on,
      wording: look.wording,
      whole: reader.record,
    }),
    pages: pages
      .filter((one) => (one.may === 'see who looked' ? reader.looks : reader.may(one.may)))
      .map((one) => ({ href: `${path}${one.ending}`, text: one.text, active: one.ending === page })),
  }
}

export type OpenedRecord = { head: ChildHead; row: ChildRow; spells: Spell[]; reader: Reader }

/**
 * The child of the address with its spells and its head: two readings, the first thing every page of a record does.
 * `page` is the ending of the page's own address. Null when the child is not there for the reader.
 */
export const openRecord = async (ask: Ask, page: string, on: Day = ask.today): Promise<OpenedRecord | null> => {
  const [row, rows] = await Promise.all([
    childRow(ask.db, ask.councilId, ask.childId),
    spellRows(ask.db, ask.councilId, ask.childId),
  ])
  if (!row) return null
  const spells = rows.map(spellOf)
  const reader = readerOf(ask)
  return { head: headFrom(ask, reader, row, spells, on, page), row, spells, reader }
}
