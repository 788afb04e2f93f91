import { z } from 'zod'
import { dateField, startingWith, words, yesNo } from '../../web/form.ts'
import { invalid, notFound, page, redirect, refused, task } from '../../web/task.ts'
import { partiesOn, stateOn } from './agreement.ts'
import { whatStops } from './endings.ts'
import { agreementWhole, leaveAgreementNow, postsUnder } from './queries.ts'

const notYours = 'Your post does not speak for a council that could leave this agreement'

/** Takes a council out by its own word alone, from a day on. It closes what was open and opens nothing. */
export const leaveAgreement = task({
  may: 'leave an agreement',
  form: (today) =>
    z.object({
      councilId: z.string().optional(),
      lastDay: dateField({ what: 'The last day', empty: 'Enter the last day', today, future: true }),
      why: words('Enter why your council leaves', { limit: 1000, what: 'The reason' }),
      sure: yesNo('Select yes if your council leaves').refine((value) => value, {
        message: 'Select yes, or leave this page: nothing has been changed',
      }),
    }),
  async show({ db, viewer, councilId, params, today, now, look, form }) {
    const agreement = await agreementWhole(db, councilId, params.arrangementId ?? '')
    if (!agreement || stateOn(agreement, today) === 'ended') return notFound
    const leaving = partiesOn(agreement, today).filter(
      (id) => id !== agreement.hostId && viewer.scopes.manage.includes(id),
    )
    if (leaving.length === 0) return refused(notYours)
    const employers = [...new Set(agreement.parties.map((party) => party.partyId))]
    const posts = await postsUnder(db, employers, agreement.arrangementId, now)
    return page('sharing/leave-agreement', {
      agreement,
      leaving: leaving.map((id) => ({
        value: String(id),
        text: look(id).name,
        stops: whatStops(
          { arrangementId: agreement.arrangementId, what: 'leaves', councilId: id },
          posts,
          (one) => look(one).name,
        ),
      })),
      shown: startingWith(form, { councilId: String(leaving[0]) }),
    })
  },
  async submit({ db, viewer, councilId, params, answers, today, now, look }) {
    const arrangementId = params.arrangementId ?? ''
    const agreement = await agreementWhole(db, councilId, arrangementId)
    if (!agreement) return notFound
    const leaving = agreement.parties
      .map((party) => party.partyId)
      .filter((id) => id !== agreement.hostId && viewer.scopes.manage.includes(id))
    const chosen = leaving.length === 1 ? leaving[0] : leaving.find((id) => String(id) === answers.councilId)
    if (leaving.length === 0) return refused(notYours)
    if (chosen === undefined) return invalid({ councilId: 'Select the council that leaves' })
    const said = await leaveAgreementNow(db, {
      hostId: councilId,
      arrangementId,
      councilId: chosen,
      lastDay: answers.lastDay,
      why: answers.why,
      at: now,
    })
    if (said !== 'left') return invalid({ lastDay: said })
    const gone = Temporal.PlainDate.compare(answers.lastDay, today) < 0
    // Whoever has left may share nothing with the others any more, and then their register is not theirs to read.
    return redirect('/agreements', `${look(chosen).name} ${gone ? 'has left' : 'leaves'} ${agreement.title}.`)
  },
})
