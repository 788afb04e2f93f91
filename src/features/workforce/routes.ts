import { type Route, route } from '../../web/task.ts'
import { endPost } from './end-post.ts'
import { grantPost } from './grant-post.ts'
import { listWorkforce } from './list-workforce.ts'
import { planCaseload } from './plan-caseload.ts'
import { seeOwnTeam, seeTeam } from './see-team.ts'
import { seeTimescales } from './see-timescales.ts'
import { seeWorker } from './see-worker.ts'

export const routes: Route[] = [
  route('/team', seeOwnTeam),
  route('/:councilId/teams/:teamId', seeTeam),
  route('/:councilId/teams/:teamId/timescales', seeTimescales),
  route('/workforce', listWorkforce),
  route('/:councilId/workers/:workerId', seeWorker),
  route('/:councilId/workers/:workerId/posts/new', grantPost),
  route('/:councilId/workers/:workerId/caseload-plan', planCaseload),
  route('/:councilId/posts/:postId/end', endPost),
]
