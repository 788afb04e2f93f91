import { csvLine } from '../../../lib/csv.ts'
import { outcomes, type Problem } from './brought.ts'

const order = (a: Problem, b: Problem): number =>
  a.file !== b.file
    ? a.file < b.file
      ? -1
      : 1
    : a.line - b.line || (a.column < b.column ? -1 : a.column > b.column ? 1 : 0)

/** In the order of the files, as the sender goes through them. */
export const inFileOrder = (problems: readonly Problem[]): Problem[] => problems.toSorted(order)

/** What could not be brought in comes first, for a short look: each part in the order of the files. */
export const worstFirst = (problems: readonly Problem[]): Problem[] => {
  const inOrder = inFileOrder(problems)
  const isLost = ({ outcome }: Problem): boolean => outcome === 'row' || outcome === 'value'
  return [...inOrder.filter(isLost), ...inOrder.filter((problem) => !isLost(problem))]
}

/**
 * The file to send back: a line for each thing to put right, for a spreadsheet (with a byte order mark, and nothing in it
 * that a spreadsheet would run).
 */
export const problemsFile = (problems: readonly Problem[]): string => {
  const line = (cells: readonly string[]): string => `${csvLine(cells, { forSpreadsheet: true })}\r\n`
  return [
    '\ufeff',
    line(['file', 'line', 'column', 'value', 'child', 'reason', 'what was done']),
    ...inFileOrder(problems).map((each) =>
      line([each.file, String(each.line), each.column, each.value, each.child, each.reason, outcomes[each.outcome]]),
    ),
  ].join('')
}
