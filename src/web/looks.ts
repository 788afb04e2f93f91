import type { Connection } from '../database/connection.ts'

/** How a council looks and speaks on screen. Never colour alone: the name always stands beside it. */
export type Look = {
  councilId: number
  name: string
  shortName: string
  colour: string
  /** the council's own words for ours: { "looked after": "in our care", ... } */
  wording: Readonly<Record<string, string>>
}

const unknown = (councilId: number): Look => ({ councilId, name: `Council ${councilId}`, shortName: String(councilId), colour: '#505a5f', wording: {} })

/** Names and colours of all councils; read again every minute, so that a change shows without a restart. */
export const keepLooks = (read: () => Promise<unknown[]>) => {
  let held = new Map<number, Look>()
  let readAt = 0
  return {
    refresh: async (nowMs: number): Promise<void> => {
      if (nowMs - readAt < 60_000 && held.size > 0) return
      held = new Map((await read()).map((row) => [(row as Look).councilId, row as Look]))
      readAt = nowMs
    },
    look: (councilId: number): Look => held.get(councilId) ?? unknown(councilId),
    all: (): Look[] => [...held.values()],
  }
}
export type Looks = ReturnType<typeof keepLooks>

export const readLooks = async (connection: Connection): Promise<Look[]> => {
  const [row] = (await connection.script('select council_looks() as looks')) as { looks: Look[] | null }[]
  return row?.looks ?? []
}
