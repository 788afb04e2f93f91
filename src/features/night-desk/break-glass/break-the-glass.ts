import { z } from 'zod'
import { oneOf, words } from '../../../web/form.ts'
import { type Ask, invalid, page, redirect, task } from '../../../web/task.ts'
import { displayName } from '../../children/index.ts'
import { agreedHours } from '../desk/queries.ts'
import { closesNext, nightGrants, nightTeams, onlyByNight } from '../night.ts'
import { shiftsAt } from '../rota/queries.ts'
import { onCallFor, phoneLink } from '../rota/shift.ts'
import { breakGroundNames, breakGrounds, reviewDays, shortestReason, shutsAt } from './break-glass.ts'
import { addBreak, closeBreaks } from './queries.ts'
import { tellReviewers } from './tell.ts'

const childPath = ({ councilId, childId }: Ask): string => `/${councilId}/children/${childId}`

const alreadyOpen = ({ viewer, childId }: Ask) => viewer.scopes.broken.find((one) => one.childId === childId)

/** Until when the agreement's hours last; null where they have no end. */
const shuts = async (ask: Ask): Promise<Temporal.Instant> => {
  const grant = nightGrants(ask.viewer.scopes).find((one) => one.councilId === ask.councilId)
  const id = grant?.arrangement?.id
  const hours = id ? ((await agreedHours(ask.db, ask.viewer.scopes.directory, [id])).get(id) ?? null) : null
  return shutsAt(ask.now, closesNext(hours, ask.now, ask.calendar(ask.councilId)))
}

/** Opens the whole record for a while: ground, reason, an end by itself, and a review by the council whose child it is. */
export const breakTheGlass = task({
  may: 'break the glass',
  form: () =>
    z.object({
      ground: oneOf(breakGroundNames, 'Select why the summary is not enough'),
      reason: words('Say what is happening and what you need to know', { limit: 2000, what: 'The reason' }),
    }),
  async show(ask) {
    const { db, viewer, councilId, subject, now } = ask
    // Whoever reads the whole record has nothing to break; a restricted one is not opened so by anybody.
    if (!onlyByNight(viewer.scopes, councilId) || subject.restricted || alreadyOpen(ask))
      return redirect(childPath(ask), null, [])
    const [until, shifts] = await Promise.all([shuts(ask), shiftsAt(db, viewer.scopes.directory, now)])
    const manager = onCallFor(shifts, councilId, nightTeams(viewer.scopes))
    return page(
      'night-desk/break-glass/break-the-glass',
      {
        name: displayName(subject),
        path: childPath(ask),
        council: ask.look(councilId).name,
        until,
        grounds: breakGroundNames.map((value) => ({ value, text: breakGrounds[value] })),
        shortest: shortestReason,
        manager: manager ? { name: manager.name, phone: phoneLink(manager.phone) } : null,
      },
      { audit: [{ outcome: 'listed' }] },
    )
  },
  async submit(sent) {
    const { db, viewer, councilId, childId, subject, answers, now } = sent
    if (!onlyByNight(viewer.scopes, councilId) || subject.restricted || alreadyOpen(sent))
      return redirect(childPath(sent), null, [])
    if ([...answers.reason].length < shortestReason)
      return invalid({
        reason: `Say a little more: ${shortestReason} characters or more, so that ${sent.look(councilId).name} understands it in the morning`,
      })
    const grant = nightGrants(viewer.scopes).find((one) => one.councilId === councilId)
    const expiresAt = await shuts(sent)
    const { dueOn, escalateOn } = reviewDays(now, sent.calendar(councilId))
    const breakId = await addBreak(db, {
      councilId,
      childId,
      workerId: viewer.workerId,
      arrangementId: grant?.arrangement?.id ?? null,
      ground: answers.ground,
      reason: answers.reason,
      at: now,
      expiresAt,
      reviewDueOn: dueOn,
      escalateOn,
    })
    await tellReviewers(db, viewer.scopes.directory, { councilId, breakId, workerId: viewer.workerId }, now)
    return redirect(childPath(sent), null, [
      { reason: `break-glass: ${answers.ground}`, detail: { breakGlass: breakId } },
    ])
  },
})

/** Shuts the record again before its time. */
export const closeBrokenGlass = task({
  may: 'break the glass',
  show: async (ask) => redirect(childPath(ask), null, []),
  async submit(sent) {
    const { db, viewer, councilId, childId, now } = sent
    const closed = await closeBreaks(db, { councilId, childId, workerId: viewer.workerId, at: now })
    return redirect(
      `${childPath(sent)}/night`,
      closed.length > 0 ? 'The record is shut again. The night summary stays open.' : 'The record was shut already.',
      [{ reason: 'break-glass closed before its time', detail: { breakGlass: closed } }],
    )
  },
})
