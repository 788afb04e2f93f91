import { z } from 'zod'
import { startingWith, yesNo } from '../../../web/form.ts'
import { invalid, notFound, page, redirect, refused, task } from '../../../web/task.ts'
import { isOpenStage } from '../terms.ts'
import { dayInWords, papersOf, unready } from './papers.ts'
import { proposalWhole, signProposalNow } from './queries.ts'

const notYours = 'You hold no post that signs for one of its councils'

/** Signs exactly what is shown, for one council. The last signature puts it in force. */
export const signProposal = task({
  may: 'sign a proposal',
  form: () =>
    z.object({
      signingFor: z.string().optional(),
      sure: yesNo('Select yes if you sign these words').refine((value) => value, {
        message: 'Select yes, or leave this page: nothing has been signed',
      }),
    }),
  async show(ask) {
    const { db, viewer, councilId, params, look, form } = ask
    const proposal = await proposalWhole(db, viewer.scopes, councilId, params.proposalId ?? '')
    if (!proposal || !isOpenStage(proposal.stage)) return notFound
    const papers = await papersOf(proposal, ask)
    const mine = papers.signers.filter((one) => viewer.scopes.manage.includes(one.councilId))
    if (mine.length === 0) return refused(notYours)
    const signsFor = mine.filter((one) => one.by === null)
    return page('sharing/proposals/sign-proposal', {
      proposal,
      host: look(councilId),
      back: `/${councilId}/proposals/${proposal.proposalId}`,
      parts: papers.parts,
      opens: papers.opens,
      closed: papers.closed,
      differs: papers.differs,
      missing: unready(proposal, papers),
      warnings: papers.problems.filter((one) => one.weight === 'warning').map((one) => one.words),
      signers: papers.signers,
      last: papers.signers.filter((one) => one.by === null).length === 1,
      signsFor: signsFor.map((one) => ({ value: String(one.councilId), text: one.name })),
      shown: startingWith(form, { signingFor: String(signsFor[0]?.councilId ?? '') }),
    })
  },
  async submit(sent) {
    const { db, viewer, councilId, params, answers, version, now, today } = sent
    const proposalId = params.proposalId ?? ''
    const proposal = await proposalWhole(db, viewer.scopes, councilId, proposalId)
    if (!proposal || !isOpenStage(proposal.stage)) return notFound
    const papers = await papersOf(proposal, sent)
    const mine = papers.signers.filter((one) => viewer.scopes.manage.includes(one.councilId))
    const signing = mine.length === 1 ? mine[0] : mine.find((one) => String(one.councilId) === answers.signingFor)
    if (mine.length === 0) return refused(notYours)
    if (!signing) return invalid({ signingFor: 'Select the council you sign for' })
    const wrong = unready(proposal, papers)
    if (wrong.length > 0) return invalid({ sure: `It cannot be signed yet. ${wrong[0]}` })
    const said = await signProposalNow(db, {
      hostId: councilId,
      proposalId,
      councilId: signing.councilId,
      version: version ?? -1,
      at: now,
    })
    if (said === 'signed') {
      const left = papers.signers.filter((one) => one.by === null && one !== signing).map((one) => one.name)
      return redirect(
        `/${councilId}/proposals/${proposalId}`,
        `Signed for ${signing.name}. Still to sign: ${left.join(', ')}.`,
      )
    }
    if (said !== 'in force') return invalid({ sure: said })
    const { startsOn } = proposal.terms
    const begun = startsOn !== null && startsOn <= today.toString()
    const words = begun
      ? 'Every council has signed. It is in force from now on.'
      : `Every council has signed. It is in force from ${startsOn === null ? 'its first day' : dayInWords(startsOn)}.`
    // Before its first day it makes nobody a colleague: the page of an arrangement of strangers is not theirs to see yet.
    const sees = begun || viewer.scopes.directory.includes(councilId)
    return redirect(sees ? `/${councilId}/agreements/${proposal.arrangementId}` : '/agreements', words)
  },
})
