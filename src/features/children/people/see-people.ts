import { isAfter, isBefore } from '../../../lib/day.ts'
import { notFound, page, task } from '../../../web/task.ts'
import { openRecord } from '../overview/child-head.ts'
import { colleagues, type PersonAround, peopleAround } from '../overview/queries.ts'
import { firstTheNightSummary } from '../overview/tonight.ts'
import { groupFamily, isProfessional, placeOf, relationLabel, workOf } from './family.ts'
import { familyTree, type TreePerson } from './family-tree.ts'
import {
  ageSentence,
  contactLine,
  disabilityWords,
  displayName,
  ethnicityWords,
  nhsNumberWords,
  sexWords,
} from './person.ts'
import { addressesOf, identifiersOf, namesOf } from './queries.ts'

const schemes: Readonly<Record<string, string>> = {
  nhs: 'NHS number',
  upn: 'Unique pupil number (UPN)',
  'former upn': 'Earlier pupil number',
  'upn unknown': 'Why there is no pupil number',
  council: 'Record number',
  'home office': 'Home Office number',
  'former council': 'Number in another council',
  national: 'National identifier',
}

const nameKinds: Readonly<Record<string, string>> = {
  legal: 'Legal name',
  'known as': 'Known as',
  alias: 'Also called',
  previous: 'Earlier name',
  spelling: 'Also spelt',
  'own script': 'In their own script',
}

const addressKinds: Readonly<Record<string, string>> = {
  home: 'Home',
  placement: 'Home in care',
  temporary: 'Temporary',
  correspondence: 'Letters go to',
  work: 'Work',
}

const oneEach = (people: readonly PersonAround[]): { person: PersonAround; kinds: string[] }[] => {
  const byId = Map.groupBy(people, (person) => person.person_id)
  return [...byId.values()].flatMap((all) => {
    const person = all[0]
    return person ? [{ person, kinds: [...new Set(all.map((one) => one.kind))] }] : []
  })
}

/** The people around a child: family tree and the same facts as a list, addresses and who must not be told, numbers, names. */
export const seePeople = task({
  may: 'see a summary',
  async show(ask) {
    const { db, councilId, childId, today } = ask
    const first = await firstTheNightSummary(ask)
    if (first) return first
    const record = await openRecord(ask, '/people')
    if (!record) return notFound
    const { head, row, reader } = record
    const around = await peopleAround(db, councilId, childId)
    const addresses = await addressesOf(db, councilId, [childId, ...around.map((person) => person.person_id)])
    const identifiers = await identifiersOf(db, councilId, childId)
    const names = await namesOf(db, councilId, childId)
    const workers = await colleagues(
      db,
      ask.viewer.scopes.directory,
      around.map((person) => person.worker_id),
    )

    const current = around.filter((person) => person.ends_on === null || isAfter(person.ends_on, today))
    const earlier = around.filter((person) => person.ends_on !== null && !isAfter(person.ends_on, today))
    const nameOf = (person: PersonAround): string =>
      displayName({ givenName: person.given_name, familyName: person.family_name, knownAs: person.known_as })
    const birth = (person: PersonAround) => ({
      bornOn: person.born_on,
      birthEstimated: person.birth_estimated,
      expectedOn: person.expected_on,
      diedOn: person.died_on,
    })
    const ageOf = (person: PersonAround): string | null =>
      person.born_on === null && person.expected_on === null ? null : ageSentence(birth(person), today)

    const treePeople = oneEach(
      current.filter((person) => !isProfessional(person) && placeOf(person.kind).circle !== 'friend'),
    ).map(
      ({ person, kinds }): TreePerson => ({
        id: person.person_id,
        name: nameOf(person),
        kind: kinds.join(' and '),
        born: person.born_on?.toString() ?? null,
        facts: [
          ...(person.parental_responsibility ? ['Parental responsibility'] : []),
          ...(person.lives_with ? [`Lives with ${head.firstName}`] : []),
          ...(person.is_child || person.died_on ? [ageOf(person)].filter((text) => text !== null) : []),
        ],
      }),
    )
    const tree = familyTree(
      { id: childId, name: head.name, facts: [head.age], born: row.born_on?.toString() ?? null },
      treePeople,
    )

    const shown = (person: PersonAround) => ({
      name: nameOf(person),
      relation: relationLabel(person.kind),
      age: ageOf(person),
      parentalResponsibility: person.parental_responsibility,
      livesWith: person.lives_with,
      work: workOf(person),
      interpreter: person.interpreter_for,
      note: person.note,
      from: person.starts_on,
      to: person.ends_on,
      contacts: person.contacts.map(contactLine),
      worker:
        person.worker_id === null ? null : (workers.get(person.worker_id)?.name ?? 'a colleague of another council'),
      href: person.is_child ? `/${person.council_id}/children/${person.person_id}` : null,
      addresses: addresses
        .filter((one) => one.person_id === person.person_id && (one.lives_to === null || isAfter(one.lives_to, today)))
        .map((one) => ({
          text: [one.lines.replaceAll(/\s*\n\s*/g, ', '), one.postcode].filter(Boolean).join(', '),
          secret: one.confidential,
          notToBeTold: one.not_to_be_told,
        })),
    })
    const family = groupFamily(
      current.map((person) => ({
        ...person,
        id: person.person_id,
        councilId: person.council_id,
        name: nameOf(person),
        parentalResponsibility: person.parental_responsibility,
        livesWith: person.lives_with,
        born: person.born_on?.toString() ?? null,
      })),
    )
    const groups = [
      { title: 'Parents', people: family.parents },
      { title: 'Carers', people: family.carers },
      { title: 'Brothers and sisters', people: family.siblings },
      { title: 'Grandparents', people: family.grandparents },
      { title: 'Others of the family and friends', people: family.others },
    ]
      .filter((group) => group.people.length > 0)
      .map((group) => ({ title: group.title, people: group.people.map(shown) }))

    const own = addresses
      .filter((one) => one.person_id === childId)
      .map((one) => ({
        lines: one.lines.split(/\s*\n\s*/),
        postcode: one.postcode,
        kind: addressKinds[one.kind] ?? one.kind,
        secret: one.confidential,
        notToBeTold: one.not_to_be_told,
        from: one.lives_from,
        to: one.lives_to,
        ended: one.lives_to !== null && !isBefore(today, one.lives_to),
      }))

    return page('children/people/see-people', {
      head,
      change: reader.may('change the household') ? `${head.path}/household` : null,
      tree,
      groups,
      network: family.network.map(shown),
      earlier: earlier.map(shown),
      addresses: own.filter((one) => !one.ended),
      addressesBefore: own.filter((one) => one.ended),
      identifiers: [
        ...(row.local_id === null ? [] : [{ scheme: 'Record number', value: row.local_id, from: null, to: null }]),
        ...identifiers
          .filter((one) => !(one.scheme === 'council' && one.value === row.local_id))
          .map((one) => ({
            scheme: schemes[one.scheme] ?? one.scheme,
            value: one.scheme === 'nhs' ? nhsNumberWords(one.value) : one.value,
            from: one.valid_from,
            to: one.valid_to,
          })),
      ],
      names: [
        { kind: 'Name as written', text: [row.given_name, row.family_name].join(' ').trim(), from: null, to: null },
        ...(row.known_as ? [{ kind: 'Known as', text: row.known_as, from: null, to: null }] : []),
        ...(row.spoken_as ? [{ kind: 'Said as', text: row.spoken_as, from: null, to: null }] : []),
        ...names.map((one) => ({
          kind: nameKinds[one.kind] ?? one.kind,
          text: [one.given_name, one.family_name].filter(Boolean).join(' '),
          from: one.used_from,
          to: one.used_to,
        })),
      ],
      about: [
        { label: 'Sex', text: sexWords(row.sex) },
        { label: 'Pronouns', text: row.pronouns },
        { label: 'Ethnicity', text: ethnicityWords(row.ethnicity) },
        { label: 'First language', text: row.first_language },
        { label: 'Interpreter', text: row.interpreter_for },
        { label: 'Religion', text: row.religion },
        { label: 'Disability', text: disabilityWords(row.disabilities) },
        { label: 'Asylum', text: row.asylum },
      ].filter((one) => one.text),
    })
  },
})
