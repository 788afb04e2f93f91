// Where the independent validator and our checks differ and ours are right, with the reason. `missing` is how many rows
// only theirs has and `extra` how many only ours has, so that a dispute covers that difference and no other.

export type Dispute = {
  /** `903-cases`, `903-cases-older`, `cin-cases`, or the name of a generated return. */
  of: string
  rule: string
  missing: number
  extra: number
  why: string
}

const blank = 'An empty cell is blank, not a wrong code; in a file the two cannot be told apart.'
const upnTooNew =
  'UN4 is wrong for a child looked after for more than a week at 31 March. Theirs blames whoever has an episode that began in the last week, and passes a child in care since January.'

export const disputes: readonly Dispute[] = [
  { of: '903-cases', rule: '143', missing: 1, extra: 0, why: blank },
  { of: '903-cases', rule: '144', missing: 1, extra: 0, why: blank },
  { of: '903-cases', rule: '145', missing: 1, extra: 0, why: blank },
  { of: '903-cases', rule: '149', missing: 1, extra: 0, why: blank },
  { of: '903-cases', rule: '196', missing: 1, extra: 0, why: blank },
  { of: '903-cases', rule: '210', missing: 2, extra: 4, why: upnTooNew },
]
