import { type Route, route } from '../../web/task.ts'
import { leaveAnAlert, withdrawAnAlert } from './alerts/leave-alert.ts'
import { seeAlertsOfChild, seeTonightsAlerts } from './alerts/see-alerts.ts'
import { beginTheirRecord, sayWhoItWas } from './contact/name-child.ts'
import { beginContact, recordContact } from './contact/record-contact.ts'
import { seeContact } from './contact/see-contact.ts'
import { takeOnHandover } from './handover/accept-handover.ts'
import { seeDayBoard } from './handover/day-board.ts'
import { finishHandover } from './handover/finish-handover.ts'
import { seeNightBoard } from './handover/night-board.ts'
import { saveContacts } from './handover/save-contacts.ts'
import { keepVisit, visitAlone } from './lone-visit/visit-alone.ts'

const child = '/:councilId/children/:childId'

/** What day teams leave for the night, what comes in, and what the day takes on of it. */
export const handoverRoutes: readonly Route[] = [
  route(`${child}/alerts`, seeAlertsOfChild),
  route(`${child}/alerts/new`, leaveAnAlert),
  route(`${child}/alerts/:alertId/withdraw`, withdrawAnAlert),
  route('/night/alerts', seeTonightsAlerts),
  route('/night/contact/new', beginContact),
  route('/night/contact/:callId', recordContact),
  route('/night/visit', visitAlone),
  route('/night/visit/:loneVisitId', keepVisit),
  route('/night/handover', seeNightBoard),
  route('/night/handover/:handoverId', finishHandover),
  route('/:councilId/night-contacts/:nightContactId', seeContact),
  route('/:councilId/night-contacts/:nightContactId/who', sayWhoItWas),
  route('/:councilId/night-contacts/:nightContactId/new', beginTheirRecord),
  route('/:councilId/handover', seeDayBoard),
  route('/:councilId/handover/file', saveContacts),
  route('/:councilId/handover/:handoverId/accept', takeOnHandover),
]
