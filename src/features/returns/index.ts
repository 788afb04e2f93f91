// What others may use of the returns.
export { type CommandContext, importCommand, importUsage } from './import-command.ts'
