import { type Route, route } from '../../../web/task.ts'
import { answerFinding } from './answer-finding.ts'
import { changeJointFiling } from './change-joint-filing.ts'
import { chooseReturns } from './choose-returns.ts'
import { fetchFindings } from './fetch-findings.ts'
import { listFindings } from './list-findings.ts'
import { seeJointFiling } from './see-joint-filing.ts'
import { seeReturns } from './see-returns.ts'
import { seeRule } from './see-rule.ts'

/** How ready a council's returns are, what they still need, and what was said of it. */
export const readinessRoutes: readonly Route[] = [
  route('/returns', chooseReturns),
  route('/:councilId/returns', seeReturns),
  route('/:councilId/returns/findings', listFindings),
  route('/:councilId/returns/findings-list', fetchFindings),
  route('/:councilId/returns/findings/:returnName/:returnYear/:rule', seeRule),
  route('/:councilId/returns/joint-filing', seeJointFiling),
  route('/:councilId/returns/joint-filing/change', changeJointFiling),
  route('/:councilId/children/:childId/returns/:returnName/:returnYear/:rule/:finding', answerFinding),
]
