import { type Route, route } from '../../web/task.ts'
import { endAgreement } from './end-agreement.ts'
import { listAgreements } from './list-agreements.ts'
import { seeAgreement } from './see-agreement.ts'

export const routes: Route[] = [
  route('/agreements', listAgreements),
  route('/:councilId/agreements/:arrangementId', seeAgreement),
  route('/:councilId/agreements/:arrangementId/end', endAgreement),
]
