import { type Route, route } from '../../web/task.ts'
import { benefitRoutes } from './benefits/benefit-routes.ts'
import { costRoutes } from './costs/cost-routes.ts'
import { endAgreement } from './end-agreement.ts'
import { leaveAgreement } from './leave-agreement.ts'
import { listAgreements } from './list-agreements.ts'
import { proposalRoutes } from './proposals/proposal-routes.ts'
import { savingRoutes } from './savings/saving-routes.ts'
import { seeAgreement } from './see-agreement.ts'
import { seeImpact, seeRecord } from './see-record.ts'
import { tryAgreement } from './try-agreement.ts'

export const routes: Route[] = [
  route('/agreements', listAgreements),
  route('/:councilId/agreements/:arrangementId', seeAgreement),
  route('/:councilId/agreements/:arrangementId/end', endAgreement),
  route('/:councilId/agreements/:arrangementId/leave', leaveAgreement),
  route('/:councilId/agreements/:arrangementId/try', tryAgreement),
  route('/:councilId/agreements/:arrangementId/record', seeRecord),
  route('/:councilId/agreements/:arrangementId/dpia', seeImpact),
  ...proposalRoutes, // what councils mean to sign
  ...costRoutes, // what it costs and who pays
  ...savingRoutes, // what it saves
  ...benefitRoutes, // what it is good for, and how good it is
]
