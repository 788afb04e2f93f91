// What the checks of adoption, earlier permanence, missing children and social workers ask of a cell.
import { type CodeListName, findCode } from '../../codes/code-lists.ts'
import { isUnreadable } from '../../engine/rows.ts'
import type { Child } from '../child.ts'

/** The first day comes after the second; false when either is blank or cannot be read. */
export const isLater = (a: number | null, b: number | null): boolean => a !== null && b !== null && a > b
/** Something stands in the cell that is not in the list. */
export const isNoCode = (list: CodeListName, cell: string | null): boolean =>
  cell !== null && findCode(list, cell) === undefined

/** False when an episode has a start that nobody can read: it may be the first, the last, or the one that is sought. */
export const areStartsReadable = (child: Child): boolean => !child.Episodes.some(({ DECOM }) => isUnreadable(DECOM))
