// The few things of shared practice that other features may use.

export { type Asked, fieldWords, type Prompts, promptsFor, remindersOf, withName } from './templates/prompts.ts'
export type { MergedItem, MergedSection } from './templates/template.ts'
export { valuesOf } from './values/queries.ts'
