import { type Route, route } from '../../../web/task.ts'
import { seeFeed, seeFeedNow } from './see-feed.ts'

export const routes: Route[] = [
  route('/:councilId/returns/dfe-api', seeFeed),
  route('/:councilId/returns/dfe-api/now', seeFeedNow),
]
