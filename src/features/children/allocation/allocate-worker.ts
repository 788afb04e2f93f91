import { z } from 'zod'
import { type Day, isAfter } from '../../../lib/day.ts'
import { isId } from '../../../lib/ids.ts'
import { dateBoxes, oneOf, optionalWords, pastDate, startingWith } from '../../../web/form.ts'
import { asReached } from '../../../web/looks.ts'
import { type Ask, invalid, notFound, page, redirect, task } from '../../../web/task.ts'
import { authorOf, childPath, settle, workerNames } from '../authors.ts'
import { type AllocationRole, allocationRoles } from '../journey/kinds.ts'
import { changeSpell, historyOf, lockChild, recordEvent, recordSpell, spellRows } from '../journey/queries.ts'
import { displayName } from '../people/person.ts'
import { spokenDay } from '../spoken-day.ts'
import {
  type ChangeReason,
  cannotHold,
  changeReasons,
  endedBy,
  firstDayPossible,
  openAllocations,
  readSuggestion,
  suggestionReasons,
  wantedRole,
} from './allocation.ts'
import { candidates } from './queries.ts'

const roleNames = Object.keys(allocationRoles) as AllocationRole[]
const reasonNames = Object.keys(changeReasons) as ChangeReason[]

const allocationForm = (today: Day) =>
  z.object({
    worker: z
      .string()
      .optional()
      .refine((value) => isId(value), { message: 'Select a worker' })
      .transform(String),
    role: oneOf(roleNames, 'Select the part the worker takes'),
    from: pastDate(today, 'Enter the day it begins', 'Day it begins'),
    reason: oneOf(reasonNames, 'Select why'),
    reasonWords: optionalWords({ limit: 1000, what: 'Why, in your words' }),
    suggested: optionalWords({ limit: 100, what: 'The suggestion' }),
  })

const childrenHeld = (count: number): string => `${count} ${count === 1 ? 'child' : 'children'}`

const whoMayHold = (ask: Ask) =>
  candidates(ask.db, ask.councilId, ask.viewer.scopes, ask.now, asReached(ask.councilId, ask))

/** Gives a child a worker, and ends the part of whoever had it before. */
export const allocateWorker = task({
  may: 'allocate a worker',
  form: allocationForm,
  async show(ask) {
    const history = await historyOf(ask.db, ask.councilId, ask.childId)
    if (!history) return notFound
    const everybody = await whoMayHold(ask)
    const open = openAllocations(history)
    const names = await workerNames(
      ask.db,
      ask.viewer.scopes.directory,
      open.map((spell) => spell.workerId),
    )
    const suggested = readSuggestion(ask.query.because ?? ask.form.values.suggested)
    const asked = everybody.find((one) => one.workerId === ask.query.worker)
    const form = startingWith(ask.form, {
      worker: ask.query.worker ?? '',
      role:
        roleNames.find((role) => role === ask.query.role) ?? wantedRole(history, ask.today, asked?.postRole ?? null),
      from: dateBoxes(ask.today),
      suggested: suggested.join(),
    })
    const chosen = everybody.find((one) => one.workerId === form.values.worker)
    return page('children/allocation/allocate-worker', {
      form,
      name: displayName(ask.subject),
      back: childPath(ask),
      current: open.map((spell) => ({
        role: allocationRoles[spell.code as AllocationRole] ?? spell.code ?? 'Worker',
        name: names.get(spell.workerId ?? '') ?? 'A worker of another council',
        since: spell.startsOn,
      })),
      workers: everybody
        .filter((one) => one.refusal === null)
        .map((one) => ({
          value: one.workerId,
          text: [one.name, one.postTitle, one.teamName, childrenHeld(one.children)].filter(Boolean).join(', '),
        })),
      roles: roleNames.map((value) => ({ value, text: allocationRoles[value] })),
      reasons: reasonNames.map((value) => ({ value, text: changeReasons[value] })),
      suggestion:
        chosen && suggested.length > 0
          ? `${chosen.name} was suggested: ${suggested.map((one) => suggestionReasons[one]).join(', ')}.`
          : null,
      refusal: chosen?.refusal ? `${chosen.name} cannot hold this child: ${chosen.refusal}.` : null,
    })
  },
  async submit(sent) {
    const { answers, subject, councilId, childId } = sent
    await lockChild(sent.db, councilId, childId)
    const history = await historyOf(sent.db, councilId, childId)
    if (!history) return notFound
    const chosen = (await whoMayHold(sent)).find((one) => one.workerId === answers.worker)
    // Somebody the viewer's directory does not hold is answered as somebody who does not exist.
    if (!chosen) return notFound
    const refusal = cannotHold(chosen, answers.role, history, answers.from)
    if (refusal) return invalid({ worker: refusal })
    const first = firstDayPossible(history)
    if (first && isAfter(first, answers.from)) {
      return invalid({
        from: `${displayName(subject)} was born on ${spokenDay(first)}. The day must not be before that`,
      })
    }
    const ending = endedBy(history, answers.role, chosen.workerId, answers.from)
    if ('problem' in ending) return invalid({ [ending.field]: ending.problem })

    const author = authorOf(sent)
    const rows = await spellRows(sent.db, councilId, childId)
    for (const spell of ending.ends) {
      const version = rows.find((row) => row.spell_id === spell.id)?.version ?? 0
      const stale = await changeSpell(
        sent.db,
        author,
        councilId,
        spell.id,
        version,
        { endsOn: answers.from },
        `${chosen.name} took over`,
      )
      if (stale)
        return invalid({
          worker: 'Somebody else changed this allocation just now. Look at who holds the child and send it again',
        })
    }
    await recordSpell(sent.db, author, {
      councilId,
      childId,
      restricted: subject.restricted,
      kind: 'allocation',
      startsOn: answers.from,
      code: answers.role,
      workerId: chosen.workerId,
      teamId: chosen.teamId,
      detail: {
        reason: answers.reason,
        ...(answers.reasonWords === '' ? {} : { reasonWords: answers.reasonWords }),
        ...(answers.suggested === '' ? {} : { suggestedBecause: readSuggestion(answers.suggested) }),
      },
    })
    if (answers.role === 'reviewing officer') {
      await recordEvent(sent.db, author, {
        councilId,
        childId,
        restricted: subject.restricted,
        kind: 'reviewing_officer_named',
        on: answers.from,
        workerId: chosen.workerId,
      })
    }
    await settle(sent)
    return redirect(childPath(sent), `${chosen.name} is now the ${allocationRoles[answers.role].toLowerCase()}.`)
  },
})
