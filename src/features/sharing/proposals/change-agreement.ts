import { z } from 'zod'
import { startingWith, yesNo } from '../../../web/form.ts'
import { invalid, notFound, page, redirect, task } from '../../../web/task.ts'
import { stateOn } from '../agreement.ts'
import { agreementWhole, termsOfAgreement } from '../queries.ts'
import { isOpenStage, signersOf } from '../terms.ts'
import { writeProposal } from './queries.ts'

/** Begins a change of an arrangement in force from what it says now. What is in force goes on until every party has signed. */
export const changeAgreement = task({
  may: 'propose an agreement',
  form: () =>
    z.object({
      sure: yesNo('Select yes if you want to write a change').refine((value) => value, {
        message: 'Select yes, or leave this page: nothing has been written',
      }),
    }),
  async show({ db, councilId, params, today, form }) {
    const agreement = await agreementWhole(db, councilId, params.arrangementId ?? '')
    if (!agreement || stateOn(agreement, today) === 'ended') return notFound
    return page('sharing/proposals/change-agreement', {
      agreement,
      open: agreement.papers.filter((one) => isOpenStage(one.stage)),
      shown: startingWith(form, {}),
    })
  },
  async submit({ db, viewer, councilId, params, today, now }) {
    const agreement = await agreementWhole(db, councilId, params.arrangementId ?? '')
    if (!agreement) return notFound
    if (stateOn(agreement, today) === 'ended') return invalid({ sure: 'It has ended. Propose a new one' })
    const terms = termsOfAgreement(agreement)
    const proposalId = await writeProposal(db, {
      title: agreement.title,
      service: agreement.service,
      terms,
      partyIds: signersOf(terms, today.toString()),
      hostId: councilId,
      changing: agreement.arrangementId,
      by: viewer.workerId,
      at: now,
    })
    return redirect(
      `/${councilId}/proposals/${proposalId}/terms`,
      'This is what it says now. Change what is to change, and save.',
    )
  },
})
