import { alsoOnMyDay, alsoSettle } from './features/children/index.ts'
import { routes as children } from './features/children/routes.ts'
import { routes as councils } from './features/councils/routes.ts'
import { routes as mirror } from './features/mirror/routes.ts'
import { nightOnMyDay } from './features/night-desk/index.ts'
import { routes as nightDesk } from './features/night-desk/routes.ts'
import { routes as notices } from './features/notices/routes.ts'
import { recheckChildren } from './features/returns/index.ts'
import { routes as returns } from './features/returns/routes.ts'
import { routes as sharedPractice } from './features/shared-practice/routes.ts'
import { routes as sharing } from './features/sharing/routes.ts'
import { routes as workforce } from './features/workforce/routes.ts'
import type { Route } from './web/task.ts'

/** The contents page of the service: one line for each feature. */
export const routes: readonly Route[] = [
  ...children, // the record: a worker's day, search, the child's page, visits, notes, allocation
  ...nightDesk, // out of hours: who is on, one search over all boroughs covered, the night summary, break-glass
  ...workforce, // teams and their boards, posts
  ...sharing, // agreements between councils: who may see what because of them
  ...sharedPractice, // templates and policies of several councils, learning, ideas, skills, values
  ...councils, // each council: profile, look, settings
  ...mirror, // councils that keep their own case system: how their mirror stands
  ...returns, // statutory files in and out
  ...notices, // what a worker is told to look at
]

// What follows a save beyond the record's own feature: the checks of the returns.
alsoSettle(recheckChildren)

// What stands on a worker's day besides their children: who is on, what waits to be looked into.
alsoOnMyDay(nightOnMyDay)
