import { z } from 'zod'
import type { Day } from '../../../lib/day.ts'
import { isId } from '../../../lib/ids.ts'
import { dateBoxes, dateField, oneOf, someOf, startingWith, words, yesNo } from '../../../web/form.ts'
import { asReached } from '../../../web/looks.ts'
import { type Ask, conflict, invalid, notFound, page, redirect, task } from '../../../web/task.ts'
import { candidates } from '../allocation/queries.ts'
import { authorOf, childPath, workerNames } from '../authors.ts'
import { lockChild, spellRows } from '../journey/queries.ts'
import { displayName } from '../people/person.ts'
import { spokenDay } from '../spoken-day.ts'
import {
  addRestriction,
  adultsOfThisChildOnly,
  endRestriction,
  hiddenAdultsOf,
  readersOf,
  restrictionOf,
  setReaders,
  setRestricted,
  teamManagersOf,
} from './queries.ts'
import { restrictionGroundNames, restrictionGrounds, reviewProblem, usualReview } from './restriction.ts'

const ids = () =>
  z
    .union([z.string(), z.array(z.string())])
    .optional()
    .transform((value) => [...new Set([value ?? []].flat().filter((one) => one !== ''))])

const restrictionForm = (today: Day) =>
  z.object({
    action: oneOf(['keep', 'lift'] as const, 'Select whether the restriction stays'),
    ground: oneOf(restrictionGroundNames, 'Select why the record is restricted'),
    why: words('Say why, in a sentence or two', { limit: 2000, what: 'Why' }),
    named: ids(),
    others: ids(),
    reviewOn: dateField({ what: 'Review date', empty: 'Enter the day this is looked at again', today, future: true }),
    nightDeskMayKnow: yesNo('Select yes if the night desk may know that a record exists'),
    understood: someOf(['yes']),
  })

/** Everybody who could be named: their post must open this council's records at all. */
const nameable = async (ask: Ask) =>
  (await candidates(ask.db, ask.councilId, ask.viewer.scopes, ask.now, asReached(ask.councilId, ask))).filter(
    (one) => one.level === 'record' || one.level === 'write',
  )

/**
 * Opens a record to named people only; for everybody else it is as if the child were not there. Renews that at review,
 * or lifts it. The child, their search keys, events, and the adults known through this child alone are hidden together.
 */
export const restrictRecord = task({
  may: 'restrict a record',
  form: restrictionForm,
  async show(ask) {
    const { councilId, childId, subject, today } = ask
    const held = subject.restricted ? await restrictionOf(ask.db, councilId, childId) : undefined
    const people = await nameable(ask)
    const spells = await spellRows(ask.db, councilId, childId)
    const allocated = spells.flatMap((spell) =>
      spell.kind === 'allocation' && spell.ends_on === null ? (spell.worker_id ?? []) : [],
    )
    const readers = subject.restricted ? await readersOf(ask.db, councilId, childId, today) : []
    const managers = subject.restricted
      ? []
      : await teamManagersOf(ask.db, councilId, childId, ask.viewer.scopes.directory)
    const chosen = subject.restricted ? readers : [...new Set([...allocated, ...managers])]
    const likely = [...new Set([...readers, ...allocated, ...managers])].filter((id) => id !== ask.viewer.workerId)
    const names = await workerNames(ask.db, ask.viewer.scopes.directory, [...likely, held?.setBy ?? null])
    const posts = new Map(people.map((one) => [one.workerId, one.postTitle]))
    const form = startingWith(ask.form, {
      action: 'keep',
      ground: held?.ground ?? '',
      why: held?.words ?? '',
      named: chosen,
      reviewOn: dateBoxes(held ? held.reviewOn : usualReview(today)),
      nightDeskMayKnow: held ? (held.nightDeskMayKnow ? 'yes' : 'no') : 'no',
    })
    const ticked = new Set([form.values.named ?? []].flat())
    return page('children/restriction/restrict-record', {
      form,
      name: displayName(subject),
      back: childPath(ask),
      restricted: subject.restricted,
      version: held?.version ?? null,
      since: held?.startsOn ?? null,
      reviewOn: held?.reviewOn ?? null,
      setBy: held ? (names.get(held.setBy) ?? 'a colleague') : null,
      grounds: restrictionGroundNames.map((value) => ({ value, text: restrictionGrounds[value] })),
      likely: likely.map((id) => ({
        value: id,
        text: [names.get(id) ?? 'A worker of another council', posts.get(id)].filter(Boolean).join(', '),
        checked: ticked.has(id),
      })),
      others: people
        .filter((one) => !likely.includes(one.workerId) && one.workerId !== ask.viewer.workerId)
        .map((one) => ({
          value: one.workerId,
          text: [one.name, one.postTitle, one.teamName].filter(Boolean).join(', '),
        })),
      other: [form.values.others ?? []].flat()[0] ?? '',
    })
  },
  async submit(sent) {
    const { answers, councilId, childId, subject, today } = sent
    const author = authorOf(sent)
    await lockChild(sent.db, councilId, childId)
    const held = await restrictionOf(sent.db, councilId, childId)
    const name = displayName(subject)

    if (answers.action === 'lift') {
      if (!held) return invalid({ action: 'This record is not restricted' })
      if (held.version !== sent.version) return conflict(held.words, await nameOf(sent, held.setBy), held.version)
      await endRestriction(sent.db, councilId, childId, held.restrictionId, today)
      const adults = await hiddenAdultsOf(sent.db, councilId, childId)
      await setReaders(
        sent.db,
        author,
        councilId,
        childId,
        today,
        await readersOf(sent.db, councilId, childId, today),
        [],
      )
      await setRestricted(sent.db, councilId, [childId, ...adults], false)
      return redirect(
        childPath(sent),
        `The restriction is lifted. Everybody whose post reaches this council can find ${name} again.`,
      )
    }

    const problem = reviewProblem(answers.reviewOn, today)
    if (problem) return invalid({ reviewOn: problem })
    const people = await nameable(sent)
    const asked = [...new Set([...answers.named, ...answers.others])]
    // Somebody named before may have changed posts since: they may stay named, and open nothing while out of post.
    const readers = held ? await readersOf(sent.db, councilId, childId, today) : []
    if (asked.some((id) => !isId(id) || (!readers.includes(id) && !people.some((one) => one.workerId === id))))
      return notFound
    const wanted = [...new Set([sent.viewer.workerId, ...asked])]
    if (wanted.length < 2)
      return invalid({ named: 'Name at least one other person, so that the record can be opened when you are away' })
    const terms = {
      ground: answers.ground,
      words: answers.why,
      nightDeskMayKnow: answers.nightDeskMayKnow,
      reviewOn: answers.reviewOn,
    }
    const named = `${wanted.length} people are named. It is looked at again on ${spokenDay(answers.reviewOn)}.`

    if (held) {
      if (held.version !== sent.version) return conflict(held.words, await nameOf(sent, held.setBy), held.version)
      await endRestriction(sent.db, councilId, childId, held.restrictionId, today)
      await addRestriction(sent.db, author, councilId, childId, today, terms, held.version + 1)
      await setReaders(sent.db, author, councilId, childId, today, readers, wanted)
      return redirect(childPath(sent), `The restriction is renewed. ${named}`)
    }
    if (answers.understood.length === 0) {
      return invalid({ understood: 'Tick to say that you understand who will no longer find this record' })
    }
    const adults = await adultsOfThisChildOnly(sent.db, councilId, childId)
    await sent.setWalls({
      ...sent.viewer.scopes,
      children: [...new Set([...sent.viewer.scopes.children, childId, ...adults])],
    })
    await addRestriction(sent.db, author, councilId, childId, today, terms)
    await setReaders(sent.db, author, councilId, childId, today, [], wanted)
    await setRestricted(sent.db, councilId, [childId, ...adults], true)
    return redirect(childPath(sent), `The record is restricted. ${named}`)
  },
})

const nameOf = async (ask: Ask, workerId: string): Promise<string> =>
  (await workerNames(ask.db, ask.viewer.scopes.directory, [workerId])).get(workerId) ?? 'A colleague'
