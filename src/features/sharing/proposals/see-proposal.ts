import { notFound, page, task } from '../../../web/task.ts'
import { paybackMonths } from '../savings.ts'
import { isOpenStage, milestoneLate, nextStage, openStages } from '../terms.ts'
import { papersOf, unready } from './papers.ts'
import { proposalWhole } from './queries.ts'

/** "2 years and 6 months", "5 months"; null when nothing is saved or nothing is known. */
export const paybackInWords = (oneOff: number | null, aYear: number | null): string | null => {
  const months = oneOff === null || aYear === null ? null : paybackMonths(oneOff, aYear)
  if (months === null) return null
  const whole = Math.ceil(months)
  const years = Math.floor(whole / 12)
  const rest = whole % 12
  const of = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`
  if (whole === 0) return 'at once'
  return [years > 0 ? of(years, 'year') : '', rest > 0 ? of(rest, 'month') : '']
    .filter((part) => part !== '')
    .join(' and ')
}

/** One proposal: what would be signed, the business case, how far it is, and who has signed. */
export const seeProposal = task({
  may: 'see a proposal',
  async show(ask) {
    const { db, viewer, councilId, params, look, today } = ask
    const proposal = await proposalWhole(db, viewer.scopes, councilId, params.proposalId ?? '')
    if (!proposal) return notFound
    const papers = await papersOf(proposal, ask)
    const open = isOpenStage(proposal.stage)
    const mine = viewer.scopes.manage.includes(councilId)
    const signsFor = papers.signers.filter((one) => one.by === null && viewer.scopes.manage.includes(one.councilId))
    const { businessCase } = proposal
    return page('sharing/proposals/see-proposal', {
      proposal,
      host: look(councilId),
      open,
      stages: openStages.map((stage) => ({
        stage,
        here: stage === proposal.stage,
        past: open && openStages.indexOf(stage) < openStages.indexOf(proposal.stage as (typeof openStages)[number]),
      })),
      next: nextStage(proposal.stage),
      late: milestoneLate(proposal, today),
      parts: papers.parts,
      opens: papers.opens,
      closed: papers.closed,
      differs: papers.differs,
      missing: open ? unready(proposal, papers) : [],
      warnings: papers.problems.filter((one) => one.weight === 'warning').map((one) => one.words),
      signers: papers.signers,
      void: papers.signers.some((one) => one.void),
      businessCase,
      payback: paybackInWords(businessCase.oneOffCost, businessCase.savingAYear),
      mayWrite: open && mine,
      maySign: open && signsFor.length > 0 && unready(proposal, papers).length === 0,
    })
  },
})
