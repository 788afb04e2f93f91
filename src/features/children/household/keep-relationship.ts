import { z } from 'zod'
import { type Day, isBefore } from '../../../lib/day.ts'
import { isId, newId } from '../../../lib/ids.ts'
import { dateBoxes, optionalDateField, optionalWords, startingWith, words, yesNo } from '../../../web/form.ts'
import { type Ask, conflict, invalid, notFound, page, redirect, task } from '../../../web/task.ts'
import { authorOf, childPath, settle, workerNames } from '../authors.ts'
import { lockChild } from '../journey/queries.ts'
import { relationLabel } from '../people/family.ts'
import { displayName } from '../people/person.ts'
import { rewriteSearchKeys } from '../people/search-keys.ts'
import { relationBack, relationNames, relations } from './household.ts'
import { optionalName } from './keep-name.ts'
import {
  addAdult,
  addRelation,
  anyPerson,
  changeRelation,
  lastChange,
  likelyRelatives,
  type Relation,
  relationsOf,
  versionOf,
} from './queries.ts'

const relationshipForm = (today: Day) =>
  z.object({
    other: z.string().optional(),
    givenName: optionalName('First name'),
    familyName: optionalName('Family name'),
    bornOn: optionalDateField({ what: 'Date of birth', today }),
    profession: optionalWords({ limit: 100, what: 'Profession' }),
    organisation: optionalWords({ limit: 150, what: 'Organisation' }),
    kind: words('Select who they are to the child', { limit: 60, what: 'Who they are' }),
    parentalResponsibility: yesNo('Select yes if they hold parental responsibility'),
    livesWith: yesNo('Select yes if they live with the child'),
    note: optionalWords({ limit: 1000, what: 'Note' }),
    startsOn: optionalDateField({ what: 'Date from', today }),
    endsOn: optionalDateField({ what: 'Date until', today }),
    why: optionalWords({ limit: 1000, what: 'Why it is changed' }),
  })

const nameOf = (person: { given_name: string; family_name: string; known_as: string | null }): string =>
  displayName({ givenName: person.given_name, familyName: person.family_name, knownAs: person.known_as })

const relationNamed = async (ask: Ask): Promise<Relation | null | undefined> => {
  if (!ask.params.relationshipId) return null
  return (await relationsOf(ask.db, ask.councilId, ask.childId)).find(
    (row) => row.relationship_id === ask.params.relationshipId,
  )
}

const asText = (row: Relation): string =>
  [
    `${nameOf(row.other)}: ${relationLabel(row.kind)}`,
    row.parental_responsibility ? 'Holds parental responsibility' : 'No parental responsibility',
    row.lives_with ? 'Lives with the child' : 'Does not live with the child',
    row.note,
  ]
    .filter(Boolean)
    .join('\n')

/** Adds a person to a child's life, or corrects who they are to the child and whether they hold parental responsibility. */
export const keepRelationship = task({
  may: 'change the household',
  form: relationshipForm,
  async show(ask) {
    const row = await relationNamed(ask)
    if (row === undefined) return notFound
    const offered = row ? [] : await likelyRelatives(ask.db, ask.councilId, ask.childId)
    const asked = !row && isId(ask.query.other) ? await anyPerson(ask.db, ask.councilId, ask.query.other) : undefined
    const known = [...offered, ...(asked && !offered.some((one) => one.person_id === asked.person_id) ? [asked] : [])]
    return page('children/household/keep-relationship', {
      form: startingWith(
        ask.form,
        row
          ? {
              kind: row.kind,
              parentalResponsibility: row.parental_responsibility ? 'yes' : 'no',
              livesWith: row.lives_with ? 'yes' : 'no',
              note: row.note ?? '',
              startsOn: dateBoxes(row.starts_on),
              endsOn: dateBoxes(row.ends_on),
            }
          : { other: asked?.person_id ?? '' },
      ),
      name: displayName(ask.subject),
      other: row ? nameOf(row.other) : null,
      back: `${childPath(ask)}/household`,
      known: known.map((one) => ({ value: one.person_id, text: nameOf(one) })),
      // A word that came with imported data stays among the choices.
      groups: [
        { label: 'Family and friends', kinds: relations.family },
        { label: 'Carers', kinds: relations.carers },
        { label: 'Professionals', kinds: relations.professionals },
        ...(row && !relationNames.includes(row.kind) ? [{ label: 'As recorded', kinds: [row.kind] }] : []),
      ].map((group) => ({
        label: group.label,
        choices: group.kinds.map((value) => ({ value, text: relationLabel(value) })),
      })),
      version: row ? await versionOf(ask.db, ask.councilId, row.relationship_id) : null,
    })
  },
  async submit(sent) {
    const { answers, councilId, childId, subject } = sent
    await lockChild(sent.db, councilId, childId)
    const row = await relationNamed(sent)
    if (row === undefined) return notFound
    if (answers.startsOn && answers.endsOn && isBefore(answers.endsOn, answers.startsOn)) {
      return invalid({ endsOn: 'The last day must not be before the first' })
    }
    if (!relationNames.includes(answers.kind) && answers.kind !== row?.kind)
      return invalid({ kind: 'Select who they are to the child' })
    const author = authorOf(sent)
    const details = {
      kind: answers.kind,
      parentalResponsibility: answers.parentalResponsibility,
      livesWith: answers.livesWith,
      note: answers.note === '' ? null : answers.note,
      startsOn: answers.startsOn,
      endsOn: answers.endsOn,
    }
    if (row) {
      if (answers.why === '') return invalid({ why: 'Say what you changed and why' })
      const version = await versionOf(sent.db, councilId, row.relationship_id)
      if (version !== sent.version) {
        const last = await lastChange(sent.db, councilId, row.relationship_id)
        const names = await workerNames(sent.db, sent.viewer.scopes.directory, [last?.by ?? null])
        return conflict(asText(row), names.get(last?.by ?? '') ?? 'A colleague', version)
      }
      const { other: _other, ...kept } = row
      await changeRelation(sent.db, author, kept, version, details, answers.why)
    } else {
      const of = { councilId, childId, restricted: subject.restricted }
      if (answers.other) {
        const other = isId(answers.other) ? await anyPerson(sent.db, councilId, answers.other) : undefined
        if (!other || other.person_id === childId) return notFound
        if (
          (await relationsOf(sent.db, councilId, childId)).some(
            (one) => one.other_id === other.person_id && one.ends_on === null,
          )
        ) {
          return invalid({ other: `${nameOf(other)} is already recorded. Change how they are related instead` })
        }
        await addRelation(sent.db, of, { personId: other.person_id, restricted: other.restricted }, details)
        const back = other.is_child
          ? relationBack(answers.kind, (await anyPerson(sent.db, councilId, childId))?.sex ?? null)
          : null
        const there = back ? await relationsOf(sent.db, councilId, other.person_id) : []
        if (back && !there.some((one) => one.other_id === childId)) {
          const mirrored = { ...details, kind: back, parentalResponsibility: false, note: null }
          await addRelation(
            sent.db,
            { councilId, childId: other.person_id, restricted: other.restricted },
            { personId: childId, restricted: subject.restricted },
            mirrored,
          )
        }
      } else {
        if (answers.givenName === '' && answers.familyName === '') {
          return invalid({ givenName: 'Enter the person’s first name or family name' })
        }
        const otherId = newId()
        // Somebody known only through a restricted child is hidden with the child.
        if (subject.restricted)
          await sent.setWalls({ ...sent.viewer.scopes, children: [...sent.viewer.scopes.children, otherId] })
        await addAdult(sent.db, author, councilId, subject.restricted, otherId, {
          givenName: answers.givenName,
          familyName: answers.familyName,
          bornOn: answers.bornOn,
          profession: answers.profession === '' ? null : answers.profession,
          organisation: answers.organisation === '' ? null : answers.organisation,
        })
        await addRelation(sent.db, of, { personId: otherId, restricted: subject.restricted }, details)
        await rewriteSearchKeys(sent.db, councilId, otherId)
      }
    }
    await settle(sent)
    return redirect(`${childPath(sent)}/household`, 'The relation is kept.')
  },
})
