import type { Reached } from '../access/scopes.ts'
import type { Connection } from '../database/connection.ts'
import type { Database } from '../database/open.ts'
import { bankHolidays } from '../lib/bank-holidays.ts'
import { type Calendar, calendarOf } from '../lib/working-days.ts'

/** How a council looks and speaks on screen. Never colour alone: the name always stands beside it. */
export type Look = {
  councilId: number
  name: string
  shortName: string
  colour: string
  /** the council's own words for ours: { "looked after": "in our care", ... } */
  wording: Readonly<Record<string, string>>
  /** where the council keeps its record: here, or in a case system of its own of which this is a mirror */
  recordKept: 'here' | 'mirrored'
  /** the moment a mirrored record is true of (ISO text); null before the first extract was taken */
  mirrorTrueOf: string | null
  /** from so many hours on a mirror is called stale */
  mirrorStaleHours: number
}

/** Whether a council keeps its record in a system of its own: read here, changed there. */
export const isMirrored = (look: Pick<Look, 'recordKept'>): boolean => look.recordKept === 'mirrored'

/** What decides with a post's clauses how much it opens of a council's records. */
export const asReached = (
  councilId: number,
  { calendar, look }: { calendar: (councilId: number) => Calendar; look: (councilId: number) => Look },
): Reached => ({ calendar: calendar(councilId), mirrored: isMirrored(look(councilId)) })

export type MirrorState = { state: 'fresh' | 'stale'; trueOf: Temporal.Instant } | { state: 'empty'; trueOf: null }

/** How a mirrored council's record stands at a moment; null for a council that keeps its record here. */
export const mirrorState = (
  look: Pick<Look, 'recordKept' | 'mirrorTrueOf' | 'mirrorStaleHours'>,
  now: Temporal.Instant,
): MirrorState | null => {
  if (!isMirrored(look)) return null
  if (look.mirrorTrueOf === null) return { state: 'empty', trueOf: null }
  const trueOf = Temporal.Instant.from(look.mirrorTrueOf)
  const hours = trueOf.until(now).total('hours')
  return { state: hours > look.mirrorStaleHours ? 'stale' : 'fresh', trueOf }
}

const unknown = (councilId: number): Look => ({
  councilId,
  name: `Council ${councilId}`,
  shortName: String(councilId),
  colour: '#505a5f',
  wording: {},
  recordKept: 'here',
  mirrorTrueOf: null,
  mirrorStaleHours: 36,
})

/** As the database gives it: the look, and the days the council's offices are closed. */
export type CouncilLook = Look & { closed: readonly string[] }

/** Names, colours and calendars of all councils; read again every minute, so that a change shows without a restart. */
export const keepLooks = (read: () => Promise<CouncilLook[]>) => {
  let held = new Map<number, Look>()
  let calendars = new Map<number, Calendar>()
  let readAt = 0
  const plain = calendarOf(bankHolidays)
  return {
    refresh: async (nowMs: number): Promise<void> => {
      if (nowMs - readAt < 60_000 && held.size > 0) return
      const rows = await read()
      held = new Map(rows.map(({ closed: _closed, ...look }) => [look.councilId, look]))
      calendars = new Map(
        rows.map(({ councilId, closed }) => [
          councilId,
          closed.length === 0 ? plain : calendarOf(bankHolidays, closed),
        ]),
      )
      readAt = nowMs
    },
    look: (councilId: number): Look => held.get(councilId) ?? unknown(councilId),
    calendar: (councilId: number): Calendar => calendars.get(councilId) ?? plain,
    /** whether a council's record is a mirror of its own system's: what compiles scopes asks */
    mirrored: (councilId: number): boolean => held.get(councilId)?.recordKept === 'mirrored',
    ids: (): number[] => [...held.keys()],
    knows: (councilId: number): boolean => held.has(councilId),
  }
}
export type Looks = ReturnType<typeof keepLooks>

/** As they stand now, for work that no request brought. */
export const looksNow = async (database: Database): Promise<Looks> => {
  const looks = keepLooks(() => database.lease((connection) => readLooks(connection)))
  await looks.refresh(0)
  return looks
}

export const readLooks = async (connection: Connection): Promise<CouncilLook[]> => {
  const [row] = (await connection.script('select council_looks() as looks')) as { looks: CouncilLook[] | null }[]
  return row?.looks ?? []
}
