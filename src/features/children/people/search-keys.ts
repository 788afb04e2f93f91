import { sql } from 'kysely'
import type { Db } from '../../../database/connection.ts'
import type { Day } from '../../../lib/day.ts'
import { normaliseName } from '../../../lib/names.ts'
import { type Findable, type IdentifierKind, personKeys } from '../../../lib/search-keys.ts'

/** What a person is found by, as it stands in the tables about people. */
export type PersonOnRecord = {
  givenName: string
  familyName: string
  knownAs: string | null
  bornOn: Day | null
  localId: string | null
  names: readonly { givenName: string; familyName: string }[]
  identifiers: readonly { scheme: string; value: string }[]
  addresses: readonly { lines: string; postcode: string | null; confidential: boolean }[]
  contacts: readonly { kind: string; value: string }[]
}

const identifierKinds: Readonly<Record<string, IdentifierKind>> = {
  nhs: 'nhs',
  upn: 'upn',
  'former upn': 'upn',
  council: 'local',
  'former council': 'local',
  'home office': 'local',
  national: 'local',
}

/** What search may know of a person: everything but confidential addresses and a reason for having no number. */
export const findableOf = (person: PersonOnRecord): Findable => ({
  names: [
    { given: person.givenName, family: person.familyName },
    ...(person.knownAs ? [{ given: person.knownAs, family: person.familyName }] : []),
    ...person.names.map((name) => ({ given: name.givenName, family: name.familyName })),
  ],
  bornOn: person.bornOn,
  postcode: null,
  phones: person.contacts.filter((contact) => contact.kind !== 'email').map((contact) => contact.value),
  identifiers: [
    ...person.identifiers.flatMap(({ scheme, value }) => {
      const kind = identifierKinds[scheme]
      return kind ? [{ kind, value }] : []
    }),
    ...(person.localId ? [{ kind: 'local' as const, value: person.localId }] : []),
  ],
  addresses: person.addresses.filter((address) => !address.confidential),
})

/** The keys as the table takes them: from three characters to two hundred. */
export const storedKeys = (person: PersonOnRecord): string[] =>
  personKeys(findableOf(person)).filter((key) => key.length >= 3 && key.length <= 200)

/** The name a list is ordered and prefix-searched by. */
export const storedName = (person: { givenName: string; familyName: string }): string =>
  normaliseName(`${person.givenName} ${person.familyName}`)

type Held = Omit<PersonOnRecord, 'bornOn'> & { restricted: boolean; bornOn: string | null }

/**
 * Writes a person's search keys again from what the record says now: after any change of name, birth date, number,
 * address or telephone. Three statements; nothing happens for a person who is not there.
 */
export const rewriteSearchKeys = async (db: Db, councilId: number, personId: string): Promise<void> => {
  const same = sql`council_id = p.council_id and person_id = p.person_id`
  const held = await sql<{ person: Held }>`
    select jsonb_build_object(
      'givenName', p.given_name, 'familyName', p.family_name, 'knownAs', p.known_as, 'bornOn', p.born_on,
      'localId', p.local_id, 'restricted', p.restricted,
      'names', (select coalesce(jsonb_agg(jsonb_build_object('givenName', given_name, 'familyName', family_name)), '[]')
        from person_name where ${same}),
      'identifiers', (select coalesce(jsonb_agg(jsonb_build_object('scheme', scheme, 'value', value)), '[]')
        from person_identifier where ${same}),
      'addresses', (select coalesce(jsonb_agg(jsonb_build_object('lines', lines, 'postcode', postcode, 'confidential', confidential)), '[]')
        from person_address where ${same}),
      'contacts', (select coalesce(jsonb_agg(jsonb_build_object('kind', kind, 'value', value)), '[]')
        from person_contact where ${same})) as person
    from person p where p.council_id = ${councilId} and p.person_id = ${personId}`.execute(db)
  const person = held.rows[0]?.person
  if (!person) return
  const bornOn = person.bornOn === null ? null : Temporal.PlainDate.from(person.bornOn)
  const keys = storedKeys({ ...person, bornOn })
  await db.deleteFrom('search_key').where('council_id', '=', councilId).where('person_id', '=', personId).execute()
  if (keys.length === 0) return
  await db
    .insertInto('search_key')
    .values(keys.map((key) => ({ council_id: councilId, key, person_id: personId, restricted: person.restricted })))
    .execute()
}
