import { type Route, route } from '../../web/task.ts'
import { markSignificant } from './chronology/mark-significant.ts'
import { readChronology } from './chronology/read-chronology.ts'
import { readEntry } from './chronology/read-entry.ts'
import { seeHealthAndEducation } from './health-and-education/see-health-and-education.ts'
import { myDayRoutes } from './my-day/routes.ts'
import { openChild } from './overview/open-child.ts'
import { seePeople } from './people/see-people.ts'
import { seeAssessments } from './plans/see-assessments.ts'
import { seePlan } from './plans/see-plan.ts'
import { seeVisits } from './plans/see-visits.ts'
import { recordingRoutes } from './recording-routes.ts'
import { searchRoutes } from './search/routes.ts'
import { seeWords } from './voice-words/see-words.ts'
import { seeWhoLooked } from './who-looked/see-who-looked.ts'

const child = '/:councilId/children/:childId'

/** Where a child's record is read. */
export const readingRoutes: readonly Route[] = [
  route(child, openChild),
  route(`${child}/chronology`, readChronology),
  route(`${child}/chronology/:recordId`, readEntry),
  route(`${child}/chronology/:recordId/significant`, markSignificant),
  route(`${child}/people`, seePeople),
  route(`${child}/plan`, seePlan),
  route(`${child}/assessments`, seeAssessments),
  route(`${child}/visits`, seeVisits),
  route(`${child}/health`, seeHealthAndEducation),
  route(`${child}/words`, seeWords),
  route(`${child}/who-looked`, seeWhoLooked),
]

/** Everything the record of a child offers: a worker's day and search lead here, reading and recording follow. */
export const routes: readonly Route[] = [...myDayRoutes, ...searchRoutes, ...readingRoutes, ...recordingRoutes]
