import type { Selectable } from 'kysely'
import type { Db } from '../../../database/connection.ts'
import type { Schema } from '../../../database/schema.ts'
import type { Day } from '../../../lib/day.ts'
import { newId } from '../../../lib/ids.ts'
import type { Author } from '../journey/queries.ts'
import { rewriteSearchKeys, storedName } from '../people/search-keys.ts'

export type PersonRow = Selectable<Schema['person']>
export type AddressRow = Selectable<Schema['person_address']>
export type ContactRow = Selectable<Schema['person_contact']>
export type NameRow = Selectable<Schema['person_name']>
export type RelationshipRow = Selectable<Schema['relationship']>

/** A relation of the child with the person it leads to. Relations to people the viewer may not find are left out. */
export type Relation = RelationshipRow & {
  other: Pick<
    PersonRow,
    'person_id' | 'given_name' | 'family_name' | 'known_as' | 'is_child' | 'born_on' | 'profession' | 'organisation'
  >
}

export const relationsOf = async (db: Db, councilId: number, childId: string): Promise<Relation[]> => {
  const rows = await db
    .selectFrom('relationship')
    .innerJoin('person', (join) =>
      join
        .onRef('person.council_id', '=', 'relationship.council_id')
        .onRef('person.person_id', '=', 'relationship.other_id'),
    )
    .selectAll('relationship')
    .select([
      'person.person_id',
      'person.given_name',
      'person.family_name',
      'person.known_as',
      'person.is_child',
      'person.born_on',
      'person.profession',
      'person.organisation',
    ])
    .where('relationship.council_id', '=', councilId)
    .where('relationship.child_id', '=', childId)
    .orderBy('relationship.relationship_id')
    .execute()
  return rows.map(
    ({ person_id, given_name, family_name, known_as, is_child, born_on, profession, organisation, ...relation }) => ({
      ...relation,
      other: { person_id, given_name, family_name, known_as, is_child, born_on, profession, organisation },
    }),
  )
}

export const addressesOf = (db: Db, councilId: number, people: readonly string[]): Promise<AddressRow[]> =>
  db
    .selectFrom('person_address')
    .selectAll()
    .where('council_id', '=', councilId)
    .where('person_id', 'in', [...people])
    .orderBy('lives_from', 'desc')
    .orderBy('address_id')
    .execute()

export const contactsOf = (db: Db, councilId: number, people: readonly string[]): Promise<ContactRow[]> =>
  db
    .selectFrom('person_contact')
    .selectAll()
    .where('council_id', '=', councilId)
    .where('person_id', 'in', [...people])
    .orderBy('contact_id')
    .execute()

export const namesOf = (db: Db, councilId: number, people: readonly string[]): Promise<NameRow[]> =>
  db
    .selectFrom('person_name')
    .selectAll()
    .where('council_id', '=', councilId)
    .where('person_id', 'in', [...people])
    .orderBy('name_id')
    .execute()

/**
 * The child of the address or an adult related to them, ready to be changed; undefined for anybody else, another child
 * included: a brother's record is changed on his own pages.
 */
export const personOfChild = (
  db: Db,
  councilId: number,
  childId: string,
  personId: string,
): Promise<PersonRow | undefined> =>
  db
    .selectFrom('person')
    .selectAll()
    .where('council_id', '=', councilId)
    .where('person_id', '=', personId)
    .where((is) =>
      is.or([
        is('person_id', '=', childId),
        is.and([
          is('is_child', '=', false),
          is.exists(
            is
              .selectFrom('relationship')
              .select('relationship_id')
              .where('relationship.council_id', '=', councilId)
              .where('relationship.child_id', '=', childId)
              .where('relationship.other_id', '=', personId),
          ),
        ]),
      ]),
    )
    .executeTakeFirst()

/** Anybody of the council the viewer may find. */
export const anyPerson = (db: Db, councilId: number, personId: string): Promise<PersonRow | undefined> =>
  db
    .selectFrom('person')
    .selectAll()
    .where('council_id', '=', councilId)
    .where('person_id', '=', personId)
    .executeTakeFirst()

/** People who are related to this child's brothers and sisters and not yet to the child: likely to be theirs as well. */
export const likelyRelatives = async (
  db: Db,
  councilId: number,
  childId: string,
): Promise<Pick<PersonRow, 'person_id' | 'given_name' | 'family_name' | 'known_as'>[]> =>
  db
    .selectFrom('relationship as mine')
    .innerJoin('relationship as theirs', (join) =>
      join.onRef('theirs.council_id', '=', 'mine.council_id').onRef('theirs.child_id', '=', 'mine.other_id'),
    )
    .innerJoin('person', (join) =>
      join.onRef('person.council_id', '=', 'theirs.council_id').onRef('person.person_id', '=', 'theirs.other_id'),
    )
    .select(['person.person_id', 'person.given_name', 'person.family_name', 'person.known_as'])
    .distinct()
    .where('mine.council_id', '=', councilId)
    .where('mine.child_id', '=', childId)
    .where('person.person_id', '<>', childId)
    .where((is) =>
      is.not(
        is.exists(
          is
            .selectFrom('relationship as known')
            .select('known.relationship_id')
            .where('known.council_id', '=', councilId)
            .where('known.child_id', '=', childId)
            .whereRef('known.other_id', '=', 'person.person_id'),
        ),
      ),
    )
    .execute()

/** How often a record has been changed, and one: what a form holds as its version. */
export const versionOf = async (db: Db, councilId: number, recordId: string): Promise<number> => {
  const row = await db
    .selectFrom('earlier_version')
    .select((count) => count.fn.max('version').as('latest'))
    .where('council_id', '=', councilId)
    .where('record_id', '=', recordId)
    .executeTakeFirst()
  return Number(row?.latest ?? 0) + 1
}

type RecordKind = 'person' | 'relationship' | 'person_address'

/** Keeps a row as it was. Names and telephones are kept as versions of what belongs to a person. */
const keepEarlier = async (
  db: Db,
  author: Author,
  kept: {
    councilId: number
    childId: string
    restricted: boolean
    recordId: string
    version: number
    record: RecordKind
    /** the person on the other side of a relationship: its earlier versions are hidden with them */
    other?: { personId: string; restricted: boolean }
    content: object
    reason: string
  },
): Promise<void> => {
  await db
    .insertInto('earlier_version')
    .values({
      council_id: kept.councilId,
      child_id: kept.childId,
      restricted: kept.restricted,
      record_id: kept.recordId,
      version: kept.version,
      record: kept.record,
      other_id: kept.other?.personId ?? null,
      other_restricted: kept.other?.restricted ?? false,
      content: JSON.stringify(kept.content),
      replaced_at: author.at,
      replaced_by: author.workerId,
      reason: kept.reason,
    })
    .execute()
}

/** Who changed a record last, and when; null while it is as it was first written. */
export const lastChange = (
  db: Db,
  councilId: number,
  recordId: string,
): Promise<{ by: string | null; at: Temporal.Instant } | undefined> =>
  db
    .selectFrom('earlier_version')
    .select(['replaced_by as by', 'replaced_at as at'])
    .where('council_id', '=', councilId)
    .where('record_id', '=', recordId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()

export type PersonDetails = {
  givenName: string
  familyName: string
  knownAs: string | null
  spokenAs: string | null
  pronouns: string | null
  bornOn: Day | null
  birthEstimated: boolean
  expectedOn: Day | null
}

/** Changes who a person is on record. Only the version that was on the page: false when somebody else was first. */
export const changePerson = async (
  db: Db,
  author: Author,
  row: PersonRow,
  version: number,
  details: PersonDetails,
  reason: string,
): Promise<boolean> => {
  const result = await db
    .updateTable('person')
    .set({
      given_name: details.givenName,
      family_name: details.familyName,
      known_as: details.knownAs,
      spoken_as: details.spokenAs,
      pronouns: details.pronouns,
      normal_name: storedName(details),
      born_on: details.bornOn,
      birth_estimated: details.birthEstimated,
      expected_on: details.expectedOn,
      version: version + 1,
      recorded_at: author.at,
      recorded_by: author.workerId,
    })
    .where('council_id', '=', row.council_id)
    .where('person_id', '=', row.person_id)
    .where('version', '=', version)
    .executeTakeFirst()
  if (result.numUpdatedRows !== 1n) return false
  await keepEarlier(db, author, {
    councilId: row.council_id,
    childId: row.person_id,
    restricted: row.restricted,
    recordId: row.person_id,
    version,
    record: 'person',
    content: row,
    reason,
  })
  return true
}

export type AddressDetails = {
  lines: string
  postcode: string | null
  kind: string
  confidential: boolean
  notToBeTold: string | null
  livesFrom: Day | null
  livesTo: Day | null
}

const addressColumns = (details: AddressDetails) => ({
  lines: details.lines,
  postcode: details.postcode,
  kind: details.kind,
  confidential: details.confidential,
  not_to_be_told: details.notToBeTold,
  lives_from: details.livesFrom,
  lives_to: details.livesTo,
})

export const addAddress = async (db: Db, person: PersonRow, details: AddressDetails): Promise<void> => {
  await db
    .insertInto('person_address')
    .values({
      council_id: person.council_id,
      person_id: person.person_id,
      restricted: person.restricted,
      address_id: newId(),
      ...addressColumns(details),
    })
    .execute()
}

export const changeAddress = async (
  db: Db,
  author: Author,
  row: AddressRow,
  version: number,
  details: AddressDetails,
  reason: string,
): Promise<void> => {
  await keepEarlier(db, author, {
    councilId: row.council_id,
    childId: row.person_id,
    restricted: row.restricted,
    recordId: row.address_id,
    version,
    record: 'person_address',
    content: row,
    reason,
  })
  await db
    .updateTable('person_address')
    .set(addressColumns(details))
    .where('council_id', '=', row.council_id)
    .where('person_id', '=', row.person_id)
    .where('address_id', '=', row.address_id)
    .execute()
}

/** Adds, changes or, with null, takes away a telephone number or e-mail address; what it said before is kept. */
export const setContact = async (
  db: Db,
  author: Author,
  person: PersonRow,
  row: ContactRow | null,
  details: { kind: string; value: string; note: string | null } | null,
  version: number,
  reason: string,
): Promise<void> => {
  if (row) {
    await keepEarlier(db, author, {
      councilId: person.council_id,
      childId: person.person_id,
      restricted: person.restricted,
      recordId: row.contact_id,
      version,
      record: 'person',
      content: { contact: row },
      reason,
    })
    const same = db
      .deleteFrom('person_contact')
      .where('council_id', '=', person.council_id)
      .where('person_id', '=', person.person_id)
    await same.where('contact_id', '=', row.contact_id).execute()
  }
  if (!details) return
  await db
    .insertInto('person_contact')
    .values({
      council_id: person.council_id,
      person_id: person.person_id,
      restricted: person.restricted,
      contact_id: row?.contact_id ?? newId(),
      ...details,
    })
    .execute()
}

/** Adds, changes or, with null, takes away a further name; what it said before is kept. */
export const setName = async (
  db: Db,
  author: Author,
  person: PersonRow,
  row: NameRow | null,
  details: { kind: string; given_name: string; family_name: string; used_from: Day | null; used_to: Day | null } | null,
  version: number,
  reason: string,
): Promise<void> => {
  if (row) {
    await keepEarlier(db, author, {
      councilId: person.council_id,
      childId: person.person_id,
      restricted: person.restricted,
      recordId: row.name_id,
      version,
      record: 'person',
      content: { name: row },
      reason,
    })
    const same = db
      .deleteFrom('person_name')
      .where('council_id', '=', person.council_id)
      .where('person_id', '=', person.person_id)
    await same.where('name_id', '=', row.name_id).execute()
  }
  if (!details) return
  await db
    .insertInto('person_name')
    .values({
      council_id: person.council_id,
      person_id: person.person_id,
      restricted: person.restricted,
      name_id: row?.name_id ?? newId(),
      ...details,
    })
    .execute()
}

export type NewPerson = {
  givenName: string
  familyName: string
  bornOn: Day | null
  profession: string | null
  organisation: string | null
}

/** Puts an adult of a child's network on record. */
export const addAdult = async (
  db: Db,
  author: Author,
  councilId: number,
  restricted: boolean,
  personId: string,
  person: NewPerson,
): Promise<void> => {
  await db
    .insertInto('person')
    .values({
      council_id: councilId,
      person_id: personId,
      restricted,
      is_child: false,
      given_name: person.givenName,
      family_name: person.familyName,
      normal_name: storedName(person),
      born_on: person.bornOn,
      profession: person.profession,
      organisation: person.organisation,
      recorded_at: author.at,
      recorded_by: author.workerId,
    })
    .execute()
}

/** A child as far as somebody knows: the date of birth may be an estimate. */
export type NewChild = { givenName: string; familyName: string; bornOn: Day; estimated: boolean; sex: 'M' | 'F' | 'U' }

/** Begins a child's record in one council and makes the child findable. Answers the child's id. */
export const beginRecord = async (db: Db, author: Author, councilId: number, child: NewChild): Promise<string> => {
  const childId = newId()
  await db
    .insertInto('person')
    .values({
      council_id: councilId,
      person_id: childId,
      is_child: true,
      given_name: child.givenName,
      family_name: child.familyName,
      normal_name: storedName(child),
      born_on: child.bornOn,
      birth_estimated: child.estimated,
      sex: child.sex,
      recorded_at: author.at,
      recorded_by: author.workerId,
    })
    .execute()
  await rewriteSearchKeys(db, councilId, childId)
  return childId
}

export type RelationDetails = {
  kind: string
  parentalResponsibility: boolean
  livesWith: boolean
  note: string | null
  startsOn: Day | null
  endsOn: Day | null
}

const relationColumns = (details: RelationDetails) => ({
  kind: details.kind,
  parental_responsibility: details.parentalResponsibility,
  lives_with: details.livesWith,
  note: details.note,
  starts_on: details.startsOn,
  ends_on: details.endsOn,
})

/** Both sides say whether they are restricted: the row is hidden with either. */
export const addRelation = async (
  db: Db,
  of: { councilId: number; childId: string; restricted: boolean },
  other: { personId: string; restricted: boolean },
  details: RelationDetails,
): Promise<void> => {
  await db
    .insertInto('relationship')
    .values({
      council_id: of.councilId,
      child_id: of.childId,
      restricted: of.restricted,
      relationship_id: newId(),
      other_id: other.personId,
      other_restricted: other.restricted,
      ...relationColumns(details),
    })
    .execute()
}

export const changeRelation = async (
  db: Db,
  author: Author,
  row: RelationshipRow,
  version: number,
  details: RelationDetails,
  reason: string,
): Promise<void> => {
  await keepEarlier(db, author, {
    councilId: row.council_id,
    childId: row.child_id,
    restricted: row.restricted,
    recordId: row.relationship_id,
    version,
    record: 'relationship',
    other: { personId: row.other_id, restricted: row.other_restricted },
    content: row,
    reason,
  })
  await db
    .updateTable('relationship')
    .set(relationColumns(details))
    .where('council_id', '=', row.council_id)
    .where('child_id', '=', row.child_id)
    .where('relationship_id', '=', row.relationship_id)
    .execute()
}
