import { type Day, isBefore } from '../../../lib/day.ts'

/** Days within which an idea is answered, unless the council says another day: four weeks. */
export const daysToAnswer = 28

export type Progress = 'done' | 'overdue' | 'under way'
/** An action is overdue from the day after it was due. */
export const progressOf = (action: { dueOn: Day; doneOn: Day | null }, today: Day): Progress =>
  action.doneOn !== null ? 'done' : isBefore(action.dueOn, today) ? 'overdue' : 'under way'

export const answerKinds = {
  yes: 'Yes, we do it',
  'trying it': 'We try it',
  'not now': 'Not now',
  no: 'No',
} as const
export const answerKindNames = Object.keys(answerKinds) as (keyof typeof answerKinds)[]

/** An idea is overdue from the day after its answer was due. */
export const isUnanswered = (idea: { answer: string | null; answerDueOn: Day }, today: Day): boolean =>
  idea.answer === null && isBefore(idea.answerDueOn, today)

// How alike two places are ------------------------------------------------------------------------------------------

/** One figure of a place: what it is, and the number; null where it is not known or not open to the viewer. */
export type Figures = Readonly<Record<string, number | null>>
export type Alike = {
  /** 0 to 100: the average of the parts; null where no figure of both is known */
  score: number | null
  /** for each figure known of both: the smaller divided by the larger, in percent */
  parts: readonly { name: string; mine: number; theirs: number; alike: number }[]
}

/** How near the figures of two places are. The same from either side; a place is 100 like itself. */
export const likeness = (mine: Figures, theirs: Figures): Alike => {
  const parts = Object.keys(mine).flatMap((name) => {
    const [a, b] = [mine[name], theirs[name]]
    if (a === null || a === undefined || b === null || b === undefined) return []
    const larger = Math.max(a, b)
    return [{ name, mine: a, theirs: b, alike: larger === 0 ? 100 : (100 * Math.min(a, b)) / larger }]
  })
  const score = parts.length === 0 ? null : parts.reduce((sum, part) => sum + part.alike, 0) / parts.length
  return { score, parts }
}
