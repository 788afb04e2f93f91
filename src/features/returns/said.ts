// What is said on a command line about a return, checked in one place and answered in plain words.
import { type ParseArgsConfig, parseArgs } from 'node:util'
import { type OfficialCouncil, officialCouncil } from './import/councils.ts'

/** Said to whoever typed it, with exit code 2. */
export class CannotRun extends Error {}

/** What the command line gives a command: see src/commands.ts. */
export type CommandContext = {
  say: (words: string) => void
  print: (line: string) => void
  database: () => Promise<import('../../database/open.ts').Database>
  now: Temporal.Instant
  production: boolean
}

/** What was typed, taken apart; what no command knows is told in one sentence. */
export const argumentsOf = <Options extends NonNullable<ParseArgsConfig['options']>>(
  args: string[],
  options: Options,
) => {
  try {
    return parseArgs({ args, options, allowPositionals: true })
  } catch (error) {
    throw new CannotRun(`${(error as Error).message.split('. ')[0]}.`)
  }
}

export type ReturnName = 'ssda903' | 'cin'

export const returnNamed = (said: string | undefined, task: string): ReturnName => {
  if (said === 'ssda903' || said === 'cin') return said
  throw new CannotRun(
    said === undefined
      ? 'Say which return it is: ssda903 or cin.'
      : `"${said}" is not a return that can be ${task}. Say ssda903 or cin.`,
  )
}

export const councilNamed = (said: string | undefined): OfficialCouncil => {
  if (said === undefined)
    throw new CannotRun('Say whose children they are: --council with the three-digit code or the ONS code.')
  const council = officialCouncil(said)
  if (council === null) throw new CannotRun(`There is no council with the code "${said}" in the official list.`)
  return council
}

/** The calendar year in which the return year ends. */
export const yearNamed = (said: string | undefined, now: Temporal.Instant): number => {
  if (said === undefined) throw new CannotRun('Say which year it is: --year 2027 is the year ending 31 March 2027.')
  const latest = now.toZonedDateTimeISO('Europe/London').year + 1
  const year = /^\d{4}$/.test(said) ? Number(said) : 0
  if (year < 2010 || year > latest) {
    throw new CannotRun(`--year "${said}" is not a return year: give the year it ends in, from 2010 to ${latest}.`)
  }
  return year
}
