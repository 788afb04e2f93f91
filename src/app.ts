import { alsoSettle } from './features/children/index.ts'
import { routes as children } from './features/children/routes.ts'
import { routes as councils } from './features/councils/routes.ts'
import { recheckChildren } from './features/returns/index.ts'
import { routes as returns } from './features/returns/routes.ts'
import { routes as sharing } from './features/sharing/routes.ts'
import { routes as workforce } from './features/workforce/routes.ts'
import type { Route } from './web/task.ts'

/** The contents page of the service: one line for each feature. */
export const routes: readonly Route[] = [
  ...children, // the record: a worker's day, search, the child's page, visits, notes, allocation
  ...workforce, // teams and their boards, posts
  ...sharing, // agreements between councils: who may see what because of them
  ...councils, // each council: profile, look, settings
  ...returns, // statutory files in and out
]

// What follows a save beyond the record's own feature: the checks of the returns.
alsoSettle(recheckChildren)
