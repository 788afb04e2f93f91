// What an answer of the department means for the children of one call: pure. The specification and the pilot's client.
import type { Answer } from '../../../outside/dfe-api/department.ts'

export type Meaning =
  /** taken: one receipt for each child */
  | { means: 'accepted'; receipts: string[] }
  /** not taken, because of one of the children or more; `named`: places of those it named, as a hint */
  | { means: 'refused'; named: number[] }
  /** not taken: too many at once */
  | { means: 'too many' }
  /** nobody knows whether it was taken; `again`: worth asking again at once */
  | { means: 'unknown'; words: string; again: boolean; silent: boolean }
  /** not taken, for a reason that is not the children's: worth another try after a wait */
  | { means: 'not now'; words: string; wait: number | null; signIn: boolean }
  /** not taken, and asking again helps nothing */
  | { means: 'stop'; words: string }

/**
 * The receipts of a body: a list with one for each child, or one for the whole call as the specification has it. Null
 * when there is not exactly one for each: then nobody knows what was taken.
 */
export const receiptsIn = (body: string, children: number): string[] | null => {
  let said: unknown
  try {
    said = JSON.parse(body)
  } catch {
    said = body.trim()
  }
  if (typeof said === 'string')
    return said === '' || said.length > 200 ? null : Array.from({ length: children }, () => said)
  if (!Array.isArray(said) || said.length !== children) return null
  const receipts = said.filter((one): one is string => typeof one === 'string' && one !== '' && one.length <= 200)
  return new Set(receipts).size === children ? receipts : null
}

/** Places of the children that a refusal names: "[3]" that does not belong to a list inside a child. */
export const namedIn = (body: string, children: number): number[] => {
  const found = [...body.matchAll(/(?<![\w\]])\[(\d{1,4})\]/g)].map(([, at]) => Number(at))
  return [...new Set(found)].filter((at) => at < children).sort((a, b) => a - b)
}

/** The department's words about a single child, short enough to keep. */
export const wordsIn = (body: string): string => {
  let text = body
  try {
    const said = JSON.parse(body) as unknown
    if (typeof said === 'string') text = said
    else if (said !== null && typeof said === 'object') {
      const texts = Object.values(said).filter((one) => typeof one === 'string')
      if (texts.length > 0) text = texts.join('; ')
    }
  } catch {
    // as it came
  }
  const plain = text
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .replaceAll(/(?<![\w\]])\[0\]\.?/g, '')
    .trim()
  return plain === '' ? 'It gave no reason.' : plain.slice(0, 500)
}

export const meaningOf = (answer: Answer, children: number): Meaning => {
  if (answer.kind === 'unanswered') return { means: 'unknown', words: answer.why, again: true, silent: true }
  if (answer.kind === 'not signed in') {
    if (answer.final) return { means: 'stop', words: `The department did not let us in: ${answer.why}.` }
    return { means: 'not now', words: `The department did not let us in: ${answer.why}.`, wait: null, signIn: true }
  }
  const { status, body, retryAfter } = answer
  if (status === 200) {
    const receipts = receiptsIn(body, children)
    if (receipts) return { means: 'accepted', receipts }
    return { means: 'unknown', words: 'the receipts are not one for each child', again: true, silent: false }
  }
  if (status === 400) return { means: 'refused', named: namedIn(body, children) }
  if (status === 413) return { means: 'too many' }
  if (status === 401 || status === 403) {
    const words = `The department refused the council’s authorisation (${status}).`
    return { means: 'not now', words, wait: retryAfter, signIn: true }
  }
  if (status === 429)
    return {
      means: 'not now',
      words: 'The department takes no more calls for now (429).',
      wait: retryAfter,
      signIn: false,
    }
  if (status === 204)
    return { means: 'unknown', words: 'it answered without content (204)', again: false, silent: false }
  if (status === 408 || status >= 500)
    return { means: 'unknown', words: `it is not working (${status})`, again: true, silent: false }
  return { means: 'stop', words: `The department answered ${status}: is the address right?` }
}
