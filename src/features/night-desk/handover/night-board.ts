import { page, task } from '../../../web/task.ts'
import { comingMorning, nightGrants, turnBegan } from '../night.ts'
import { askedNight } from './day-board.ts'
import { listed, shownByCouncil } from './listed.ts'
import { handoversMade, handoversNow } from './queries.ts'

/** Everything the night hands over, over all councils the team answers for at this moment. */
export const seeNightBoard = task({
  may: 'hand over the night',
  async show(ask) {
    const councils = [...new Set(nightGrants(ask.viewer.scopes).map((grant) => grant.councilId))]
    const past = askedNight(ask, ask.viewer.councilId)
    const rows = past
      ? await handoversMade(ask.db, councils, past.from, past.to)
      : await handoversNow(ask.db, councils, turnBegan(ask.now).subtract({ hours: 16 }))
    return page(
      'night-desk/handover/night-board',
      {
        councils: await listed(ask, rows),
        mine: rows.filter((row) => row.sentAt === null).length,
        past: past?.on ?? null,
        earlier: `/night/handover?night=${(past?.on.subtract({ days: 1 }) ?? ask.today).toString()}`,
        nine: comingMorning(ask.now, ask.calendar(ask.viewer.councilId)).nine,
      },
      { audit: rows.length === 0 ? [{ detail: { handovers: 0 } }] : shownByCouncil(rows) },
    )
  },
})
