import { may } from '../../../access/may.ts'
import type { Permission } from '../../../access/permissions.ts'
import type { Ask } from '../../../web/task.ts'
import { becauseSentence } from './because.ts'

/** What the person who reads this page may do with this child, and why it opened for them. */
export type Reader = {
  may: (permission: Permission) => boolean
  /** a summary for tonight, or more */
  summary: boolean
  /** the whole record */
  record: boolean
  /** who looked: the audit of a council is for those who read its records, not for readers of a few by name */
  looks: boolean
  because: string
  /** why the rest is not open, in words; '' when all of it is */
  limit: string
}

export const readerOf = (ask: Ask): Reader => {
  const { viewer, subject } = ask
  const target = {
    councilId: subject.councilId,
    childId: subject.childId,
    restricted: subject.restricted,
    allocated: subject.allocated,
  }
  const decide = (permission: Permission) => may(viewer.scopes, permission, target)
  const allows = (permission: Permission): boolean => 'allowed' in decide(permission)
  const opened = decide('open a child')
  const whole = decide('read a record')
  return {
    may: allows,
    summary: allows('see a summary'),
    record: 'allowed' in whole,
    looks: allows('see who looked') && viewer.scopes.record.includes(subject.councilId),
    because: becauseSentence('allowed' in opened ? opened.allowed : 'this page'),
    limit: 'refused' in whole ? whole.refused : '',
  }
}

/** The councils whose children the reader may find: where brothers and sisters may be looked for. */
export const findableCouncils = (ask: Ask): readonly number[] => ask.viewer.scopes.find
