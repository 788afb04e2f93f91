import { z } from 'zod'
import { isId } from '../../../lib/ids.ts'
import { oneOf, optionalWords, startingWith } from '../../../web/form.ts'
import { type Ask, invalid, notFound, page, redirect, task } from '../../../web/task.ts'
import { childPath, settingFor, workerNames } from '../authors.ts'
import { historyOf } from '../journey/queries.ts'
import { displayName } from '../people/person.ts'
import { timescaleById } from '../timescales/all.ts'
import type { Obligation } from '../timescales/timescale.ts'
import { latenessReasonNames, latenessReasons } from './lateness.ts'
import { breachReason, giveReason, managersOf } from './queries.ts'

const latenessForm = () =>
  z.object({
    reason: oneOf(latenessReasonNames, 'Select why it was late'),
    explanation: optionalWords({ limit: 2000, what: 'What happened' }),
    allowedBy: z
      .string()
      .optional()
      .transform((value) => (isId(value) ? value : null)),
  })

/** The breach an address names: the timescale, and the occasion of it that is or was late. Null when there is none. */
const breachOf = async (ask: Ask): Promise<{ duty: string; obligation: Obligation } | null> => {
  const timescale = timescaleById.get(ask.params.timescale ?? '')
  if (!timescale) return null
  const history = await historyOf(ask.db, ask.councilId, ask.childId)
  if (!history) return null
  const found = timescale
    .obligations(history, await settingFor(ask))
    .filter((one) => one.triggerId === ask.params.triggerId && one.daysLate > 0)
    .at(-1)
  return found ? { duty: timescale.duty, obligation: found } : null
}

/** Where `?timescale=` stands in the address instead of in its path: the form's own address holds both. */
export const findLateness = task({
  may: 'give a reason for lateness',
  async show(ask) {
    const timescale = timescaleById.get(ask.query.timescale ?? '')
    return timescale ? redirect(`${childPath(ask)}/lateness/${timescale.id}/${ask.params.triggerId}`) : notFound
  },
})

/** Says why something was late. The breach stays; the reason stands beside it, through every rebuild of what is due. */
export const explainLateness = task({
  may: 'give a reason for lateness',
  form: latenessForm,
  async show(ask) {
    const breach = await breachOf(ask)
    if (!breach) return notFound
    const { obligation } = breach
    const given = await breachReason(ask.db, ask.councilId, ask.childId, obligation.timescale, obligation.triggerId)
    const managers = await managersOf(ask.db, ask.councilId, ask.viewer.scopes.directory, ask.today)
    const names = await workerNames(ask.db, ask.viewer.scopes.directory, [given?.givenBy ?? null])
    return page('children/lateness/explain-lateness', {
      form: startingWith(
        ask.form,
        given ? { reason: given.reason, explanation: given.words, allowedBy: given.allowedBy ?? '' } : {},
      ),
      name: displayName(ask.subject),
      back: childPath(ask),
      duty: breach.duty,
      dueOn: obligation.dueOn,
      doneOn: obligation.doneOn,
      daysLate: obligation.daysLate,
      reasons: latenessReasonNames.map((value) => ({ value, text: latenessReasons[value] })),
      managers: managers.map((one) => ({ value: one.workerId, text: `${one.name}, ${one.title}` })),
      givenBy: given ? (names.get(given.givenBy) ?? 'a colleague') : null,
      givenAt: given?.givenAt ?? null,
    })
  },
  async submit(sent) {
    const { answers } = sent
    const breach = await breachOf(sent)
    if (!breach) return notFound
    if (answers.reason === 'other' && answers.explanation === '')
      return invalid({ explanation: 'Say what the reason was' })
    if (answers.allowedBy) {
      const managers = await managersOf(sent.db, sent.councilId, sent.viewer.scopes.directory, sent.today)
      if (!managers.some((one) => one.workerId === answers.allowedBy)) return notFound
    }
    await giveReason(
      sent.db,
      {
        councilId: sent.councilId,
        childId: sent.childId,
        restricted: sent.subject.restricted,
        timescale: breach.obligation.timescale,
        triggerId: breach.obligation.triggerId,
      },
      {
        reason: answers.reason,
        words: answers.explanation,
        allowedBy: answers.allowedBy,
        givenBy: sent.viewer.workerId,
        givenAt: sent.now,
      },
    )
    return redirect(childPath(sent), 'The reason is kept.')
  },
})
