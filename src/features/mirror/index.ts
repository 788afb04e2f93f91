// What others may use of the mirror. Commands are loaded when they run.
import type { CommandContext } from '../returns/index.ts'

export const mirrorCommand = async (args: string[], context: CommandContext): Promise<number> =>
  (await import('./mirror-command.ts')).mirrorCommand(args, context)
