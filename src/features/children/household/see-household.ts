import { notFound, page, task } from '../../../web/task.ts'
import { childPath } from '../authors.ts'
import { relationLabel } from '../people/family.ts'
import { displayName } from '../people/person.ts'
import {
  type AddressKind,
  addressKinds,
  type ContactKind,
  contactKinds,
  type NameKind,
  nameKinds,
} from './household.ts'
import { addressesOf, anyPerson, contactsOf, namesOf, relationsOf } from './queries.ts'

/** Everybody around a child with their names, addresses and telephones, each with a way to correct it. */
export const seeHousehold = task({
  may: 'change the household',
  async show(ask) {
    const { councilId, childId, subject } = ask
    const child = await anyPerson(ask.db, councilId, childId)
    if (!child) return notFound
    const relations = await relationsOf(ask.db, councilId, childId)
    const adults = relations.filter((relation) => !relation.other.is_child)
    const ids = [...new Set([childId, ...adults.map((relation) => relation.other.person_id)])]
    const addresses = Map.groupBy(await addressesOf(ask.db, councilId, ids), (row) => row.person_id)
    const contacts = Map.groupBy(await contactsOf(ask.db, councilId, ids), (row) => row.person_id)
    const names = Map.groupBy(await namesOf(ask.db, councilId, ids), (row) => row.person_id)
    const base = `${childPath(ask)}/household`
    const detailsOf = (id: string) => ({
      path: `${base}/people/${id}`,
      addresses: (addresses.get(id) ?? []).map((row) => ({
        text: [row.lines.replaceAll('\n', ', '), row.postcode].filter(Boolean).join(', '),
        kind: addressKinds[row.kind as AddressKind] ?? row.kind,
        confidential: row.confidential,
        notToBeTold: row.not_to_be_told,
        from: row.lives_from,
        to: row.lives_to,
        href: `${base}/people/${id}/addresses/${row.address_id}`,
      })),
      contacts: (contacts.get(id) ?? []).map((row) => ({
        kind: contactKinds[row.kind as ContactKind] ?? row.kind,
        value: row.value,
        note: row.note,
        href: `${base}/people/${id}/contacts/${row.contact_id}`,
      })),
      names: (names.get(id) ?? []).map((row) => ({
        kind: nameKinds[row.kind as NameKind] ?? row.kind,
        text: [row.given_name, row.family_name].filter(Boolean).join(' '),
        href: `${base}/people/${id}/names/${row.name_id}`,
      })),
    })
    return page('children/household/see-household', {
      name: displayName(subject),
      back: childPath(ask),
      base,
      child: detailsOf(childId),
      people: relations.map((relation) => ({
        name: displayName({
          givenName: relation.other.given_name,
          familyName: relation.other.family_name,
          knownAs: relation.other.known_as,
        }),
        relation: relationLabel(relation.kind),
        work: [
          relation.other.profession?.toLowerCase() === relation.kind ? null : relation.other.profession,
          relation.other.organisation,
        ]
          .filter(Boolean)
          .join(', '),
        parentalResponsibility: relation.parental_responsibility,
        livesWith: relation.lives_with,
        endsOn: relation.ends_on,
        note: relation.note,
        change: `${base}/relationships/${relation.relationship_id}`,
        ownPage: relation.other.is_child ? `/${councilId}/children/${relation.other.person_id}/household` : null,
        details: relation.other.is_child ? null : detailsOf(relation.other.person_id),
      })),
    })
  },
})
