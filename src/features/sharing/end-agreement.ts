import { z } from 'zod'
import { words, yesNo } from '../../web/form.ts'
import { conflict, invalid, notFound, page, redirect, task } from '../../web/task.ts'
import { stateOn } from './agreement.ts'
import { agreementWhole, endAgreementNow, postsUnder } from './queries.ts'

/** Ends an agreement at once: what it opened is closed from the next request on, also for people who are signed in. */
export const endAgreement = task({
  may: 'end an agreement',
  form: () =>
    z.object({
      reason: words('Enter why the agreement ends', { limit: 1000, what: 'The reason' }),
      sure: yesNo('Select yes if the agreement is to end now').refine((value) => value, {
        message: 'Select yes, or leave this page: nothing has been changed',
      }),
    }),
  async show({ db, councilId, params, today, now, look }) {
    const agreement = await agreementWhole(db, councilId, params.arrangementId ?? '')
    if (!agreement) return notFound
    const employers = [...new Set(agreement.parties.map((party) => party.partyId))]
    const groups = await postsUnder(db, employers, agreement.arrangementId, now)
    return page('sharing/end-agreement', {
      agreement,
      state: stateOn(agreement, today),
      groups: groups.map((group) => ({
        ...group,
        employer: look(group.employerId).name,
        reaches: look(group.reachesId).name,
      })),
    })
  },
  async submit({ db, viewer, councilId, params, answers, version, now, today }) {
    const arrangementId = params.arrangementId ?? ''
    const agreement = await agreementWhole(db, councilId, arrangementId)
    if (!agreement) return notFound
    if (stateOn(agreement, today) === 'ended') return invalid({ reason: 'This agreement has already ended' })
    const stale = await endAgreementNow(db, {
      hostId: councilId,
      arrangementId,
      version: version ?? agreement.version,
      at: now,
      by: viewer.workerId,
      reason: answers.reason,
    })
    if (stale === 'gone') return notFound
    if (stale) return conflict(stale.endReason ?? 'The agreement was changed.', 'Somebody else', stale.version)
    return redirect(`/${councilId}/agreements/${arrangementId}`, 'The agreement has ended. What it opened is closed.')
  },
})
