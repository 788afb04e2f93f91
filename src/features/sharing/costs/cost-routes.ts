import { type Route, route } from '../../../web/task.ts'
import { changeCost } from './change-cost.ts'
import { fetchCosts } from './fetch-costs.ts'
import { seeCosts } from './see-costs.ts'
import { settleYearOfCost } from './settle-cost.ts'

export const costRoutes: Route[] = [
  route('/:councilId/agreements/:arrangementId/costs', seeCosts),
  route('/:councilId/agreements/:arrangementId/costs/table', fetchCosts),
  route('/:councilId/agreements/:arrangementId/costs/:year/change', changeCost),
  route('/:councilId/agreements/:arrangementId/costs/:year/settle', settleYearOfCost),
]
