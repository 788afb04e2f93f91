import { type Day, isAfter, isBefore } from '../../../lib/day.ts'
import { relationLabel, workOf } from '../people/family.ts'
import { ageSentence, contactLine, displayName } from '../people/person.ts'
import type { ChildRow, Colleague, PersonAround } from './queries.ts'

// The people and the home around a child, as the first page shows them on a day.

/** Whether a relation held on a day; one whose dates nobody knows always does. */
export const heldAt = (person: Pick<PersonAround, 'starts_on' | 'ends_on'>, on: Day): boolean =>
  (person.starts_on === null || !isAfter(person.starts_on, on)) &&
  (person.ends_on === null || !isBefore(person.ends_on, on))

export const nameOf = (person: PersonAround): string =>
  displayName({ givenName: person.given_name, familyName: person.family_name, knownAs: person.known_as })

/** What the page knows besides the person: today's workers are not those of an earlier day. */
export type Beside = {
  on: Day
  past: boolean
  workers: ReadonlyMap<string, Colleague>
}

export const shownPerson = (person: PersonAround, { on, past, workers }: Beside) => ({
  name: nameOf(person),
  relation: relationLabel(person.kind),
  parentalResponsibility: person.parental_responsibility,
  livesWith: person.lives_with,
  age:
    person.born_on !== null || person.expected_on !== null
      ? ageSentence(
          {
            bornOn: person.born_on,
            birthEstimated: person.birth_estimated,
            expectedOn: person.expected_on,
            diedOn: person.died_on,
          },
          on,
        )
      : null,
  died: person.died_on !== null && !isAfter(person.died_on, on),
  work: workOf(person),
  interpreter: person.interpreter_for,
  contacts: person.contacts.map(contactLine),
  // who works with a brother or sister is known for today only
  worker:
    person.worker_id === null || past
      ? null
      : (workers.get(person.worker_id)?.name ?? 'a colleague of another council'),
  href: person.is_child ? `/${person.council_id}/children/${person.person_id}` : null,
})

/** Where the child lives at a day; a confidential address is not written on this page, only that there is one. */
export const addressesAt = (row: ChildRow, on: Day) =>
  row.addresses
    .filter((one) => ['home', 'placement', 'temporary'].includes(one.kind))
    .filter(
      (one) =>
        (one.lives_from === null || String(one.lives_from) <= on.toString()) &&
        (one.lives_to === null || String(one.lives_to) > on.toString()),
    )
    .slice(0, 2)
    .map((one) => ({
      lines: one.confidential
        ? null
        : [one.lines.replaceAll(/\s*\n\s*/g, ', '), one.postcode].filter(Boolean).join(', '),
      secret: one.confidential,
    }))
