import { type Route, route } from '../../../web/task.ts'
import { fetchAnnexA, seeAnnexA, seeAnnexAList } from './see-annex-a.ts'

export const annexARoutes: Route[] = [
  route('/:councilId/returns/annex-a', seeAnnexA),
  route('/:councilId/returns/annex-a/list', seeAnnexAList),
  route('/:councilId/returns/annex-a/file', fetchAnnexA),
]
