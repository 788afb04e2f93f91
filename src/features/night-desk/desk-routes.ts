import { type Route, route } from '../../web/task.ts'
import { breakTheGlass, closeBrokenGlass } from './break-glass/break-the-glass.ts'
import { listBrokenGlass } from './break-glass/list-broken-glass.ts'
import { reviewBrokenGlass } from './break-glass/review-broken-glass.ts'
import { keepCall } from './call/keep-call.ts'
import { seeNightFound, workTheDesk } from './desk/work-the-desk.ts'
import { seeNightOpened } from './morning/see-night-opened.ts'
import { changeRota, withdrawTurn } from './rota/change-rota.ts'
import { seeRota } from './rota/see-rota.ts'
import { closeWrongPerson } from './summary/close-wrong-person.ts'
import { seeNightSummary } from './summary/see-night-summary.ts'

const child = '/:councilId/children/:childId'
const rota = '/:councilId/teams/:teamId/rota'

/** The desk itself: who is on, the search, the summary, what goes beyond it, and the morning after. */
export const firstRoutes: readonly Route[] = [
  route('/rota', seeRota),
  route(rota, changeRota),
  route(`${rota}/:shiftId/withdraw`, withdrawTurn),
  route('/night', workTheDesk),
  route('/night/search/:searchId', seeNightFound),
  route('/night/call', keepCall),
  route(`${child}/night`, seeNightSummary),
  route(`${child}/night/wrong-person`, closeWrongPerson),
  route(`${child}/break-glass`, breakTheGlass),
  route(`${child}/break-glass/close`, closeBrokenGlass),
  route('/:councilId/break-glass', listBrokenGlass),
  route('/:councilId/break-glass/:breakId', reviewBrokenGlass),
  route('/:councilId/night-opened', seeNightOpened),
]
