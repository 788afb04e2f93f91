import { z } from 'zod'
import { newId } from '../../../lib/ids.ts'
import { oneOf, optionalWords, startingWith, words } from '../../../web/form.ts'
import { invalid, notFound, page, redirect, task } from '../../../web/task.ts'
import { displayName, managersOf } from '../../children/index.ts'
import { comingMorning } from '../night.ts'
import { expiryOf, mostNights } from './alert.ts'
import { alertsOfChild, leaveAlert, withdrawAlert } from './queries.ts'

const alertForm = () =>
  z.object({
    risk: words('Write what the risk is tonight', { limit: 1000, what: 'The risk' }),
    whatToDo: words('Write what the night team is to do, and when', { limit: 2000, what: 'What to do' }),
    authorisedBy: words('Select the manager who authorised this', { limit: 36 }),
    until: oneOf(['morning', 'nights'] as const, 'Select how long it holds'),
    nights: optionalWords({ limit: 3, what: 'Nights' }),
  })

/** A day worker tells the night team what may happen with a child, and what to do then. */
export const leaveAnAlert = task({
  may: 'leave an alert for tonight',
  form: alertForm,
  async show({ db, councilId, childId, subject, viewer, today, now, calendar, form }) {
    const managers = await managersOf(db, councilId, viewer.scopes.directory, today)
    return page('night-desk/alerts/leave-alert', {
      form: startingWith(form, { until: 'morning' }),
      name: displayName(subject),
      back: `/${councilId}/children/${childId}/alerts`,
      managers: managers.map((one) => ({ value: one.workerId, text: `${one.name}, ${one.title}` })),
      nine: comingMorning(now, calendar(councilId)).nine,
    })
  },
  async submit({ db, councilId, childId, subject, viewer, today, now, calendar, answers }) {
    const nights = answers.until === 'morning' ? null : Number(answers.nights)
    if (nights !== null && !(Number.isInteger(nights) && nights >= 1 && nights <= mostNights))
      return invalid({ nights: `Enter a number of nights from 1 to ${mostNights}` })
    const managers = await managersOf(db, councilId, viewer.scopes.directory, today)
    if (!managers.some((one) => one.workerId === answers.authorisedBy))
      return invalid({ authorisedBy: 'Select one of this council’s managers' })
    await leaveAlert(db, {
      councilId,
      childId,
      restricted: subject.restricted,
      alertId: newId(),
      risk: answers.risk,
      whatToDo: answers.whatToDo,
      authorisedBy: answers.authorisedBy,
      leftBy: viewer.workerId,
      leftAt: now,
      expiresAt: expiryOf(nights, now, calendar(councilId)),
    })
    return redirect(`/${councilId}/children/${childId}/alerts`, 'The alert is left for the night team.')
  },
})

/** Takes an alert back before it runs out. */
export const withdrawAnAlert = task({
  may: 'leave an alert for tonight',
  async show({ db, councilId, childId, params }) {
    const known = (await alertsOfChild(db, councilId, childId)).some((one) => one.alertId === params.alertId)
    return known ? redirect(`/${councilId}/children/${childId}/alerts`, null, []) : notFound
  },
  async submit({ db, councilId, childId, params, viewer, now }) {
    const withdrawn = await withdrawAlert(db, { councilId, childId, alertId: params.alertId! }, viewer.workerId, now)
    return withdrawn ? redirect(`/${councilId}/children/${childId}/alerts`, 'The alert is withdrawn.') : notFound
  },
})
