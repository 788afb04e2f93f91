import { createHash } from 'node:crypto'
import type { Selectable } from 'kysely'
import type { Db } from '../database/connection.ts'
import type { Schema } from '../database/schema.ts'
import { literal } from '../database/transaction.ts'

export type Outcome = 'opened' | 'saved' | 'refused' | 'not found' | 'listed' | 'signed in' | 'signed out'

/** One line of who did what. `reason` is why it was allowed or refused; never a name, never anything anybody typed. */
export type AuditEntry = {
  at: Temporal.Instant
  councilId: number
  workerId: string | null
  childId: string | null
  task: string
  outcome: Outcome
  reason: string
  arrangementId: string | null
  /** ids and counts only */
  detail: Readonly<Record<string, number | string | string[]>>
}

/** The exact text that is hashed: a JSON array in a fixed order, object keys sorted. */
export const canonical = (entry: AuditEntry): string =>
  JSON.stringify([
    1,
    entry.at.toString(),
    entry.councilId,
    entry.workerId,
    entry.childId,
    entry.task,
    entry.outcome,
    entry.reason,
    entry.arrangementId,
    Object.fromEntries(Object.entries(entry.detail).sort(([a], [b]) => (a < b ? -1 : 1))),
  ])

/** The statement that writes these entries in the same transaction; goes out together with commit. */
export const appendStatement = (entries: readonly AuditEntry[]): string =>
  entries.length === 0
    ? ''
    : `select append_audit(${literal(JSON.stringify(entries.map((entry) => [entry.councilId, canonical(entry)])))}::jsonb);`

export type Head = { councilId: number; lane: number; seq: number; hash: string }
export type Fault = { councilId: number; lane: number; seq: number; fault: string }

const next = (previous: Uint8Array, councilId: number, lane: number, seq: number, text: string): Buffer =>
  createHash('sha256').update(previous).update(`${councilId}:${lane}:${seq}:${text}`, 'utf8').digest()

/**
 * Walks every chain of a council from its first link and reports each edit, gap, reorder, and any tail cut off since
 * `witnessed` (heads exported earlier and kept by a partner). Reads in pages; needs a scope on that council's records.
 */
export const verifyAudit = async (
  db: Db,
  councilId: number,
  witnessed: readonly Head[] = [],
): Promise<{ entries: number; faults: Fault[]; heads: Head[] }> => {
  const faults: Fault[] = []
  const heads: Head[] = []
  let entries = 0
  const stored = await db
    .selectFrom('audit_head')
    .selectAll()
    .where('council_id', '=', councilId)
    .orderBy('lane')
    .execute()
  // A lane whose head was taken away still has its entries.
  const written = await db
    .selectFrom('audit_event')
    .select('lane')
    .distinct()
    .where('council_id', '=', councilId)
    .execute()
  const lanes = new Set([
    ...[...stored, ...written].map((head) => head.lane),
    ...witnessed.filter((head) => head.councilId === councilId).map((head) => head.lane),
  ])
  for (const lane of [...lanes].sort((a, b) => a - b)) {
    const fault = (seq: number, text: string) => faults.push({ councilId, lane, seq, fault: text })
    const marks = new Map(
      witnessed
        .filter((head) => head.councilId === councilId && head.lane === lane)
        .map((head) => [head.seq, head.hash]),
    )
    let seq = 0
    let hash: Uint8Array = Buffer.alloc(0)
    for (;;) {
      const rows = await db
        .selectFrom('audit_event')
        .selectAll()
        .where('council_id', '=', councilId)
        .where('lane', '=', lane)
        .where('seq', '>', seq)
        .orderBy('seq')
        .limit(2000)
        .execute()
      if (rows.length === 0) break
      for (const row of rows) {
        entries += 1
        if (row.seq !== seq + 1) fault(seq + 1, `${row.seq - seq - 1} entries are missing before entry ${row.seq}`)
        if (Buffer.compare(row.previous_hash, hash) !== 0 && row.seq === seq + 1)
          fault(row.seq, 'does not follow from the entry before')
        const expected = next(row.previous_hash, councilId, lane, row.seq, row.canonical)
        if (Buffer.compare(row.hash, expected) !== 0) fault(row.seq, 'was changed after it was written')
        if (!agrees(row)) fault(row.seq, 'its columns no longer say what was hashed')
        const mark = marks.get(row.seq)
        if (mark && mark !== Buffer.from(row.hash).toString('hex'))
          fault(row.seq, 'differs from the head that was witnessed')
        seq = row.seq
        hash = row.hash
      }
    }
    const head = stored.find((one) => one.lane === lane)
    if ((head?.seq ?? 0) !== seq) fault(seq, `the chain ends at ${seq} and its head says ${head?.seq ?? 0}`)
    else if (head && Buffer.compare(head.hash, hash) !== 0)
      fault(seq, 'the last entry is not the one its head was made from')
    const longest = Math.max(0, ...marks.keys())
    if (longest > seq) fault(seq, `entries up to ${longest} were witnessed and only ${seq} are left`)
    heads.push({ councilId, lane, seq, hash: Buffer.from(hash).toString('hex') })
  }
  return { entries, faults, heads }
}

/** Whether the columns beside the hashed text say the same. The database rounds to microseconds; the text does not. */
const agrees = (row: Selectable<Schema['audit_event']>): boolean => {
  try {
    const said = JSON.parse(row.canonical) as unknown[]
    const beside = [row.worker_id, row.child_id, row.task, row.outcome, row.reason]
    const apart = row.happened_at.epochNanoseconds - Temporal.Instant.from(String(said[1])).epochNanoseconds
    return (
      apart > -1000n && apart < 1000n && beside.every((value, at) => value === (said[at + 3] ?? (at === 4 ? '' : null)))
    )
  } catch {
    return false
  }
}
