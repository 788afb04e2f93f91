import { type Route, route } from '../../web/task.ts'
import { checkData, fetchList } from './import/check-data.ts'
import { chooseCouncil } from './import/choose-council.ts'
import { sendFiles } from './import/send-files.ts'

export const routes: Route[] = [
  route('/bring-data', chooseCouncil),
  route('/:councilId/bring-data', sendFiles),
  route('/:councilId/bring-data/:importId', checkData),
  route('/:councilId/bring-data/:importId/list', fetchList),
]
