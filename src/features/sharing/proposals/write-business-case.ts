import { z } from 'zod'
import { plainPounds } from '../../../lib/money.ts'
import { dateBoxes, optionalDateField, optionalWords, startingWith } from '../../../web/form.ts'
import { optionalPoundsField } from '../../../web/pounds-field.ts'
import { conflict, invalid, notFound, page, redirect, task } from '../../../web/task.ts'
import { isOpenStage } from '../terms.ts'
import { proposalWhole, rewriteBusinessCase } from './queries.ts'

/** What the service costs now, what the change costs once, what it would save, and what it does for resilience. */
export const writeBusinessCase = task({
  may: 'propose an agreement',
  form: (today) =>
    z.object({
      baseline: optionalPoundsField('What the service costs now'),
      noBaseline: optionalWords({ limit: 2_000, what: 'The reason' }),
      oneOffCost: optionalPoundsField('The cost of bringing it about'),
      savingAYear: optionalPoundsField('The saving'),
      resilience: optionalWords({ limit: 4_000, what: 'What you typed' }),
      milestoneOn: optionalDateField({ what: 'The next milestone', today, future: true }),
    }),
  async show({ db, viewer, councilId, params, form }) {
    const proposal = await proposalWhole(db, viewer.scopes, councilId, params.proposalId ?? '')
    if (!proposal || !isOpenStage(proposal.stage)) return notFound
    const { baseline, noBaseline, oneOffCost, savingAYear, resilience } = proposal.businessCase
    return page('sharing/proposals/write-business-case', {
      proposal,
      back: `/${councilId}/proposals/${proposal.proposalId}`,
      shown: startingWith(form, {
        baseline: plainPounds(baseline),
        noBaseline,
        oneOffCost: plainPounds(oneOffCost),
        savingAYear: plainPounds(savingAYear),
        resilience,
        milestoneOn: dateBoxes(proposal.milestoneOn),
      }),
    })
  },
  async submit({ db, viewer, councilId, params, answers, version }) {
    const proposalId = params.proposalId ?? ''
    const proposal = await proposalWhole(db, viewer.scopes, councilId, proposalId)
    if (!proposal || !isOpenStage(proposal.stage)) return notFound
    const { milestoneOn, ...businessCase } = answers
    if (businessCase.baseline !== null && businessCase.noBaseline !== '')
      return invalid({ noBaseline: 'There is a baseline: say why there is none only where there is none' })
    const at = { hostId: councilId, proposalId, version: version ?? proposal.version }
    if (!(await rewriteBusinessCase(db, at, businessCase, milestoneOn)))
      return conflict('The proposal was changed meanwhile.', 'Somebody else', proposal.version)
    return redirect(`/${councilId}/proposals/${proposalId}`, 'The business case is saved.')
  },
})
