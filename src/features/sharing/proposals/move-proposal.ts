import { z } from 'zod'
import { oneOf, startingWith } from '../../../web/form.ts'
import { conflict, invalid, notFound, page, redirect, task } from '../../../web/task.ts'
import { isOpenStage, openStages, stageRefusal } from '../terms.ts'
import { moveProposal, proposalWhole } from './queries.ts'

const hints: Record<(typeof openStages)[number], string> = {
  idea: 'Somebody thinks it is worth looking at',
  'business case': 'What it costs now, what it would cost and save is being written down',
  approved: 'Every council wants it; it can be signed',
  implementing: 'It is being put in place; it can be signed',
}

/** Moves a proposal along, back a step, or withdraws it. Nothing that happens here opens anything. */
export const moveStage = task({
  may: 'propose an agreement',
  form: () => z.object({ stage: oneOf([...openStages, 'withdrawn'], 'Select where it goes') }),
  async show({ db, viewer, councilId, params, form }) {
    const proposal = await proposalWhole(db, viewer.scopes, councilId, params.proposalId ?? '')
    if (!proposal || !isOpenStage(proposal.stage)) return notFound
    return page('sharing/proposals/move-proposal', {
      proposal,
      back: `/${councilId}/proposals/${proposal.proposalId}`,
      shown: startingWith(form, {}),
      choices: [
        ...openStages
          .filter((stage) => stage !== proposal.stage)
          .map((stage) => ({ value: stage, text: stage.charAt(0).toUpperCase() + stage.slice(1), hint: hints[stage] })),
        { value: 'withdrawn', text: 'Withdraw it', hint: 'It is closed for good, and stays to be read' },
      ],
    })
  },
  async submit({ db, viewer, councilId, params, answers, version, now }) {
    const proposalId = params.proposalId ?? ''
    const proposal = await proposalWhole(db, viewer.scopes, councilId, proposalId)
    if (!proposal || !isOpenStage(proposal.stage)) return notFound
    const { stage } = answers
    const refusal = stage === 'withdrawn' ? null : stageRefusal(stage, proposal)
    if (refusal) return invalid({ stage: refusal })
    const at = { hostId: councilId, proposalId, version: version ?? proposal.version }
    if (!(await moveProposal(db, at, stage, now)))
      return conflict('The proposal was changed meanwhile.', 'Somebody else', proposal.version)
    return stage === 'withdrawn'
      ? redirect('/agreements?view=pipeline', `“${proposal.title}” is withdrawn.`)
      : redirect(`/${councilId}/proposals/${proposalId}`, `It is at the stage “${stage}” now.`)
  },
})
