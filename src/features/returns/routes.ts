import { type Route, route } from '../../web/task.ts'
import { annexARoutes } from './annex-a/routes.ts'
import { fetchFindings, seeFindings } from './check-return/see-findings.ts'
import { seeRule } from './check-return/see-rule.ts'
import { sendReturn } from './check-return/send-return.ts'
import { routes as dailyFeedRoutes } from './dfe-api/routes.ts'
import { checkData, fetchList } from './import/check-data.ts'
import { chooseCouncil } from './import/choose-council.ts'
import { sendFiles } from './import/send-files.ts'
import { readinessRoutes } from './readiness/routes.ts'
import { seeNeeds } from './record/see-needs.ts'

export const routes: Route[] = [
  route('/bring-data', chooseCouncil),
  route('/:councilId/bring-data', sendFiles),
  route('/:councilId/bring-data/:importId', checkData),
  route('/:councilId/bring-data/:importId/list', fetchList),
  route('/:councilId/check-return', sendReturn),
  route('/:councilId/check-return/:checkId', seeFindings),
  route('/:councilId/check-return/:checkId/rules/:rule', seeRule),
  route('/:councilId/check-return/:checkId/findings', fetchFindings),
  route('/:councilId/children/:childId/returns', seeNeeds),
  ...readinessRoutes,
  ...annexARoutes,
  ...dailyFeedRoutes,
]
