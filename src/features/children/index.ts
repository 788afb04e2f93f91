// The few things of a child's record that other features may use.

export { workerNames } from './authors.ts'
export {
  eventTitle,
  harmCategories,
  legalStatuses,
  placementTypes,
  riskKinds,
  spellTitle,
  textOf,
} from './chronology/in-words.ts'
export { beginRecord, type NewChild } from './household/queries.ts'
export {
  type AddressToAdd,
  addAddresses,
  addChildren,
  addEvents,
  addIdentifiers,
  addSpells,
  type BroughtPerson,
  correct,
  type EventToAdd,
  endIdentifiers,
  type IdentifierToAdd,
  lockChildren,
  rewriteSearchKeysOf,
  type SpellToAdd,
  settingNow,
  settleChildren,
} from './journey/bring-in.ts'
export { heldHistories } from './journey/held.ts'
export {
  addMirrored,
  addSearchKeys,
  endSearchAndDue,
  giveUpRecord,
  keySources,
  type MirroredTable,
  takeAway,
} from './journey/keep-mirror.ts'
export { holderOf, rebuildCouncilDue } from './journey/queries.ts'
export { alsoSettle, type Settler, type Settling } from './journey/settle.ts'
export { type ContactTaken, takeContact } from './journey/take-contact.ts'
export { managersOf } from './lateness/queries.ts'
export { alsoOnMyDay, type DayPart } from './my-day/also.ts'
export { type DueKind, dueKinds, dueName } from './my-day/due-kinds.ts'
export { type DueItem, dueFor } from './my-day/queries.ts'
export { type OpenedRecord, openRecord } from './overview/child-head.ts'
export { type DueWords, dueWords } from './overview/due-words.ts'
export { planSentence } from './overview/now.ts'
export { type PersonAround, peopleAround } from './overview/queries.ts'
export { holding, type Tag, tagsOn } from './overview/tags.ts'
export { isProfessional, placeOf, relationLabel } from './people/family.ts'
export { ageSentence, type ContactLine, contactLine, displayName, nhsNumberWords, phoneWords } from './people/person.ts'
export { storedName } from './people/search-keys.ts'
export { found as findChildren } from './search/find-a-child.ts'
export { mostShown, type Plan, planOf, searchedFor, waysToWiden } from './search/search.ts'
export { spokenDay } from './spoken-day.ts'
export { referralSourceChoices } from './steps/choices.ts'
