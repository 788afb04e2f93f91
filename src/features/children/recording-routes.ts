import { type Route, route } from '../../web/task.ts'
import { allocateWorker } from './allocation/allocate-worker.ts'
import { correctRecord } from './corrections/correct-record.ts'
import { changePersonDetails } from './household/change-person.ts'
import { keepAddress } from './household/keep-address.ts'
import { keepContact } from './household/keep-contact.ts'
import { keepName } from './household/keep-name.ts'
import { keepRelationship } from './household/keep-relationship.ts'
import { seeHousehold } from './household/see-household.ts'
import { explainLateness, findLateness } from './lateness/explain-lateness.ts'
import { editNote } from './notes/edit-note.ts'
import { writeNote } from './notes/write-note.ts'
import { restrictRecord } from './restriction/restrict-record.ts'
import { chooseStep, recordStep } from './steps/record-step.ts'
import { recordVisit } from './visits/record-visit.ts'

const child = '/:councilId/children/:childId'
const person = `${child}/household/people/:personId`

/** Where staff write in a child's record. */
export const recordingRoutes: readonly Route[] = [
  route(`${child}/visits/new`, recordVisit),
  route(`${child}/notes/new`, writeNote),
  route(`${child}/notes/:eventId/edit`, editNote),
  route(`${child}/allocation`, allocateWorker),
  route(`${child}/steps/new`, chooseStep),
  route(`${child}/steps/:step`, recordStep),
  route(`${child}/corrections/:eventId`, correctRecord),
  route(`${child}/corrections/spells/:spellId`, correctRecord),
  route(`${child}/lateness/:triggerId`, findLateness),
  route(`${child}/lateness/:timescale/:triggerId`, explainLateness),
  route(`${child}/restriction`, restrictRecord),
  route(`${child}/household`, seeHousehold),
  route(`${child}/household/relationships/new`, keepRelationship),
  route(`${child}/household/relationships/:relationshipId`, keepRelationship),
  route(`${person}/name`, changePersonDetails),
  route(`${person}/names/new`, keepName),
  route(`${person}/names/:nameId`, keepName),
  route(`${person}/addresses/new`, keepAddress),
  route(`${person}/addresses/:addressId`, keepAddress),
  route(`${person}/contacts/new`, keepContact),
  route(`${person}/contacts/:contactId`, keepContact),
]
