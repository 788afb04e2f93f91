import type { Route } from '../../web/task.ts'
import { firstRoutes } from './desk-routes.ts'
import { handoverRoutes } from './handover-routes.ts'

/** Everything the night desk offers: finding a child and what was opened; what came in and who takes it on. */
export const routes: readonly Route[] = [...firstRoutes, ...handoverRoutes]
