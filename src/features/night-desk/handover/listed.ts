import type { Ask } from '../../../web/task.ts'
import { workerNames } from '../../children/index.ts'
import { byPressure, stateAt, stateWords } from './handover.ts'
import type { Handover } from './queries.ts'

/** Handovers as a board shows them: by council, and within it by team, what is most pressing first. */
export const listed = async (
  ask: Pick<Ask, 'db' | 'viewer' | 'now' | 'today' | 'calendar' | 'look'>,
  rows: readonly Handover[],
) => {
  const names = await workerNames(
    ask.db,
    ask.viewer.scopes.directory,
    rows.flatMap((row) => [row.acceptedBy, row.madeBy]),
  )
  const items = rows
    .map((row) => {
      const standing = stateAt(row, ask.now, ask.calendar(row.councilId))
      return {
        ...row,
        standing,
        words: stateWords(standing, ask.today),
        by: row.acceptedBy === null ? null : (names.get(row.acceptedBy) ?? 'A colleague of another council'),
        from: names.get(row.madeBy) ?? 'the night team',
        who: row.childName ?? 'A child nobody here knows yet',
        contactPath: `/${row.councilId}/night-contacts/${row.contactId}`,
      }
    })
    .sort(byPressure)
  const councils = [...Map.groupBy(items, (item) => item.councilId)].map(([councilId, ofCouncil]) => ({
    look: ask.look(councilId),
    red: ofCouncil.filter((item) => item.standing.red).length,
    waiting: ofCouncil.filter((item) => item.standing.state === 'sent' && !item.standing.red).length,
    unsent: ofCouncil.filter((item) => item.standing.state === 'unsent' && !item.standing.red).length,
    accepted: ofCouncil.filter((item) => item.standing.state === 'accepted').length,
    teams: [...Map.groupBy(ofCouncil, (item) => item.team ?? 'No team chosen')].map(([name, ofTeam]) => ({
      name,
      items: ofTeam,
    })),
  }))
  return councils.sort((a, b) => b.red - a.red || a.look.name.localeCompare(b.look.name))
}

/** Whose records a board shows, for the audit of each council. */
export const shownByCouncil = (rows: readonly Handover[]) =>
  [...Map.groupBy(rows, (row) => row.councilId)].map(([councilId, of]) => ({
    councilId,
    detail: { shown: of.flatMap((row) => row.childId ?? []), handovers: of.length },
  }))
