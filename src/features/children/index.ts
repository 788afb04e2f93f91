// The few things of a child's record that other features may use.

export { eventTitle, spellTitle } from './chronology/in-words.ts'
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
export { holderOf, rebuildCouncilDue } from './journey/queries.ts'
export { alsoSettle, type Settler, type Settling } from './journey/settle.ts'
export { type DueKind, dueKinds, dueName } from './my-day/due-kinds.ts'
export { type DueItem, dueFor } from './my-day/queries.ts'
export { openRecord } from './overview/child-head.ts'
export { type DueWords, dueWords } from './overview/due-words.ts'
export { type Tag, tagsOn } from './overview/tags.ts'
export { placeOf } from './people/family.ts'
export { ageSentence, displayName } from './people/person.ts'
export { storedName } from './people/search-keys.ts'
