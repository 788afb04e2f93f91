// A row of findings as the lists show it.
import { may } from '../../../access/may.ts'
import type { Scopes } from '../../../access/scopes.ts'
import type { Day } from '../../../lib/day.ts'
import { displayName } from '../../children/index.ts'
import { answerPath, needsPath, openFor, placeWords, rulePath, saysOf } from './finding.ts'
import type { FindingRow } from './queries.ts'
import { shortTitles } from './readiness.ts'

/** The record of ours where a finding is put right: an entry of the chronology, or the child and its household. */
export const recordPath = (
  councilId: number,
  childId: string,
  { record, recordId, columns }: Pick<FindingRow, 'record' | 'recordId' | 'columns'>,
  mayChange: boolean,
): string => {
  const child = `/${councilId}/children/${childId}`
  if (record === 'spell' || record === 'event') return `${child}/chronology/${recordId}`
  if (!mayChange) return `${child}/people`
  if (record === 'address') return `${child}/household/people/${childId}/addresses/${recordId}`
  // A home that nobody wrote down is not in the child's own details.
  if (columns.includes('HOME_POST')) return `${child}/household/people/${childId}/addresses/new`
  return record === 'person' ? `${child}/household/people/${childId}/name` : `${child}/household`
}

/** Whether the viewer may change a child's own details, names and addresses here. */
export const mayChangeHousehold = (scopes: Scopes, councilId: number): boolean =>
  'allowed' in may(scopes, 'change the household', { councilId })
export const mayAnswerHere = (scopes: Scopes, councilId: number): boolean =>
  'allowed' in may(scopes, 'answer a finding', { councilId })

export const shownFinding = (councilId: number, row: FindingRow, today: Day, mayChange: boolean) => {
  const key = { councilId, ...row }
  return {
    name: displayName(row),
    localId: row.localId,
    needs: needsPath(councilId, row.childId),
    recordPath: recordPath(councilId, row.childId, row, mayChange),
    rulePath: rulePath(key),
    answerPath: answerPath(key),
    returnTitle: shortTitles[row.returnName],
    rule: row.rule,
    severity: row.severity,
    says: saysOf(row.returnName, row.returnYear, row.rule),
    where: placeWords(row.table, row.columns),
    firstSeenOn: row.firstSeenOn,
    clearedOn: row.clearedOn,
    clearedBy: row.clearedBy,
    teamName: row.teamName,
    workerName: row.workerName,
    answer: row.answer,
    openFor: openFor(row.firstSeenOn, today),
  }
}
