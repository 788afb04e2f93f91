// What others may use of the returns. Commands are loaded when they run: a check of files needs nothing of the database.
import type { rebuildFindings as rebuild, recheckChildren as recheck } from './record/recheck.ts'
import type { CommandContext } from './said.ts'

export type { CommandContext } from './said.ts'

type Command = (args: string[], context: CommandContext) => Promise<number>

export const importCommand: Command = async (args, context) =>
  (await import('./import-command.ts')).importCommand(args, context)
export const checkCommand: Command = async (args, context) =>
  (await import('./check-command.ts')).checkCommand(args, context)
export const exportCommand: Command = async (args, context) => {
  if (args[0] === 'ssd') return (await import('./ssd/export-ssd.ts')).exportSsd(args, context)
  if (args[0] === 'annex-a') return (await import('./annex-a/export-annex-a.ts')).exportAnnexA(args, context)
  return (await import('./export-command.ts')).exportCommand(args, context)
}
export const sendCommand: Command = async (args, context) =>
  (await import('./dfe-api/send-command.ts')).sendCommand(args, context)

/** Told to the children's feature by whoever starts the program, so that every save is followed by the checks. */
export const recheckChildren: typeof recheck = async (...said) =>
  (await import('./record/recheck.ts')).recheckChildren(...said)
export const rebuildFindings: typeof rebuild = async (...said) =>
  (await import('./record/recheck.ts')).rebuildFindings(...said)

// The dataset's tables and the code lists, for what reads an extract of another council's system.
export { type Code, codeLists, findCode } from './codes/code-lists.ts'
export { argumentsOf, CannotRun, councilNamed } from './said.ts'
export { type SsdTable, ssdTableNames } from './ssd/tables.ts'
