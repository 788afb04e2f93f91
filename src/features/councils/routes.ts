import { type Route, route } from '../../web/task.ts'
import { changeCaseload } from './change-caseload.ts'
import { changePopulation } from './change-population.ts'
import { changeTimescale } from './change-timescale.ts'
import { listCouncils } from './list-councils.ts'
import { seeCouncil } from './see-council.ts'

export const routes: Route[] = [
  route('/councils', listCouncils),
  route('/:councilId/council', seeCouncil),
  route('/:councilId/council/population', changePopulation),
  route('/:councilId/council/caseload', changeCaseload),
  route('/:councilId/council/timescales/:timescale', changeTimescale),
]
