import { type Route, route } from '../../../web/task.ts'
import { changeAgreement } from './change-agreement.ts'
import { moveStage } from './move-proposal.ts'
import { proposeAgreement } from './propose-agreement.ts'
import { seeProposal } from './see-proposal.ts'
import { signProposal } from './sign-proposal.ts'
import { writeBusinessCase } from './write-business-case.ts'
import { writeTerms } from './write-terms.ts'

export const proposalRoutes: Route[] = [
  route('/:councilId/agreements/:arrangementId/change', changeAgreement),
  route('/:councilId/proposals/new', proposeAgreement),
  route('/:councilId/proposals/:proposalId', seeProposal),
  route('/:councilId/proposals/:proposalId/terms', writeTerms),
  route('/:councilId/proposals/:proposalId/business-case', writeBusinessCase),
  route('/:councilId/proposals/:proposalId/stage', moveStage),
  route('/:councilId/proposals/:proposalId/sign', signProposal),
]
