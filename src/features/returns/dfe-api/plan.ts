// What is to be done about one child: pure.
import { canonicalText, deletionOf, hashOf, type Kind, nextStep, type Payload } from './delta.ts'
import type { Standing } from './queries.ts'
import { unfitBecause } from './validate.ts'

export type Planned =
  /** the department holds what the record says */
  | { todo: 'nothing' }
  /** not one of the children the feed is about, and the department holds nothing */
  | { todo: 'outside' }
  /** `doubtful`: the department may hold more than we know, and knows more after this */
  | { todo: 'send'; kind: Kind; payload: Payload; hash: string; doubtful: boolean }
  /** the schema does not take it as it stands */
  | { todo: 'unfit'; hash: string; words: string }
  /** refused before, and the record says nothing else since */
  | { todo: 'set aside' }
  /** what was sent last must be settled first */
  | { todo: 'in doubt' }

/** The same content in the same order of names, every time it is sent. */
const inOrder = (payload: Payload): Payload => JSON.parse(canonicalText(payload)) as Payload

/** `again`: what was refused is tried once more although nothing has changed. */
export const planFor = (standing: Standing | undefined, wanted: Payload | null, again = false): Planned => {
  const held = standing?.held ?? null
  if (standing?.doubt) {
    if (standing.status === 'in doubt') return { todo: 'in doubt' }
    return afterARefusedDoubt(standing, standing.doubt, wanted, again)
  }
  const step = nextStep(held, wanted)
  if (step === null) return { todo: held === null ? 'outside' : 'nothing' }
  if (wanted !== null) {
    const words = unfitBecause(wanted)
    if (words.length > 0) return { todo: 'unfit', hash: hashOf(wanted), words: words.join(' ') }
  }
  const payload = inOrder(step.payload)
  const hash = hashOf(payload)
  if (standing?.status === 'refused' && standing.refusedHash === hash && !again) return { todo: 'set aside' }
  return { todo: 'send', kind: step.kind, payload, hash, doubtful: false }
}

/**
 * It went out, was not answered, and was refused when it went out again: the department may hold it or not. As long as
 * the record says the same it is set aside; then the child is deleted there, and goes whole.
 */
const afterARefusedDoubt = (standing: Standing, doubt: Payload, wanted: Payload | null, again: boolean): Planned => {
  const step = nextStep(standing.held, wanted)
  const same = step !== null && hashOf(step.payload) === hashOf(doubt)
  const payload = inOrder(same ? step.payload : deletionOf(doubt))
  const hash = hashOf(payload)
  if (standing.refusedHash === hash && !again) return { todo: 'set aside' }
  return { todo: 'send', kind: same ? step.kind : 'gone', payload, hash, doubtful: true }
}
