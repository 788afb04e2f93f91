// What a night team opened of a council's children, put together from what the team wrote down and from the audit, which
// nobody writes by hand: what stands in the audit without a written reason is said.

type Act = { childId: string; workerId: string | null }
export type Opened = Act & {
  openedAt: Temporal.Instant
  ground: string
  words: string
  wrongPerson: boolean
}
export type Broken = Act & { openedAt: Temporal.Instant; until: Temporal.Instant; ground: string; reason: string }
export type Contact = Act & { takenAt: Temporal.Instant; caller: string; decision: string }
export type Audited = Act & { at: Temporal.Instant; task: string; outcome: string }

const notAfter = (a: Temporal.Instant, b: Temporal.Instant): boolean => Temporal.Instant.compare(a, b) <= 0
const same = (a: Act, b: Act): boolean => a.childId === b.childId && a.workerId === b.workerId

/**
 * Acts of the audit that nothing written explains: no opening of the summary before them by the same worker, no broken
 * glass around them, no contact about the child. Ways to the summary itself and to a refusal are no opening.
 */
export const unexplained = (
  acts: readonly Audited[],
  known: { opened: readonly Opened[]; broken: readonly Broken[]; contacts: readonly Contact[] },
): Audited[] =>
  acts.filter(
    (act) =>
      !known.opened.some((one) => same(one, act) && notAfter(one.openedAt, act.at)) &&
      !known.broken.some((one) => same(one, act) && notAfter(one.openedAt, act.at) && notAfter(act.at, one.until)) &&
      !known.contacts.some((one) => same(one, act)),
  )

export type Line = {
  at: Temporal.Instant
  childId: string
  workerId: string | null
  kind: 'opened' | 'broken' | 'contact' | 'audit'
  what: string
  words: string
  wrongPerson: boolean
}

/** Everything of a night in the order it happened. Several acts of one kind without a reason make one line. */
export const linesOf = (
  known: { opened: readonly Opened[]; broken: readonly Broken[]; contacts: readonly Contact[] },
  acts: readonly Audited[],
  words: { ground: (ground: string) => string; breakGround: (ground: string) => string },
): Line[] => {
  const bare = Map.groupBy(unexplained(acts, known), (act) => `${act.childId} ${act.workerId} ${act.task}`)
  return [
    ...known.opened.map(
      (one): Line => ({
        at: one.openedAt,
        childId: one.childId,
        workerId: one.workerId,
        kind: 'opened',
        what: `Opened the night summary: ${lowered(words.ground(one.ground))}`,
        words: one.words,
        wrongPerson: one.wrongPerson,
      }),
    ),
    ...known.broken.map(
      (one): Line => ({
        at: one.openedAt,
        childId: one.childId,
        workerId: one.workerId,
        kind: 'broken',
        what: `Opened the whole record: ${lowered(words.breakGround(one.ground))}`,
        words: one.reason,
        wrongPerson: false,
      }),
    ),
    ...known.contacts.map(
      (one): Line => ({
        at: one.takenAt,
        childId: one.childId,
        workerId: one.workerId,
        kind: 'contact',
        what: `Recorded a contact (caller: ${one.caller})`,
        words: one.decision,
        wrongPerson: false,
      }),
    ),
    ...[...bare.values()].map((same): Line => {
      const first = same[0] as Audited
      return {
        at: first.at,
        childId: first.childId,
        workerId: first.workerId,
        kind: 'audit',
        what: `By the audit alone: ${first.task}${same.length > 1 ? `, ${same.length} times` : ''}. No reason was written down`,
        words: '',
        wrongPerson: false,
      }
    }),
  ].sort((a, b) => Temporal.Instant.compare(a.at, b.at))
}

const lowered = (text: string): string => `${text.charAt(0).toLowerCase()}${text.slice(1)}`
