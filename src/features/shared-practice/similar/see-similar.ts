import { page, task } from '../../../web/task.ts'
import { type Figures, likeness } from '../exchanges/exchange.ts'
import { partsOfPractice } from '../sections.ts'
import { childrenNow, newestPopulations, staffOf } from './queries.ts'

export const figureNames: Record<string, string> = {
  children: 'Children aged 0 to 17',
  share: 'Children in every 100 people',
  lookedAfter: 'Looked after, for every 10,000 children',
  protection: 'On protection plans, for every 10,000 children',
  need: 'On child in need plans, for every 10,000 children',
  staff: 'Staff for children (FTE), for every 10,000 children',
}

/** Which places are alike, from figures the service holds, and how many people each has for the work. */
export const seeSimilar = task({
  may: 'see shared practice',
  async show({ db, viewer, query, look, now }) {
    const { directory, summary, livePosts } = viewer.scopes
    const populations = new Map((await newestPopulations(db, directory)).map((one) => [one.councilId, one]))
    const staff = await staffOf(db, directory, now)
    const counts = await childrenNow(
      db,
      directory.filter((id) => summary.includes(id)),
    )
    const figuresOf = (councilId: number): Figures => {
      const population = populations.get(councilId)
      if (!population) return {}
      const per = (count: number | null): number | null =>
        count === null ? null : (count / population.aged0To17) * 10_000
      const counted = (kind: string): number | null =>
        summary.includes(councilId)
          ? (counts.find((one) => one.councilId === councilId && one.kind === kind)?.children ?? 0)
          : null
      return {
        children: population.aged0To17,
        share: population.everyone === null ? null : (population.aged0To17 / population.everyone) * 100,
        lookedAfter: per(counted('looked_after')),
        protection: per(counted('child_protection_plan')),
        need: per(counted('child_in_need_plan')),
        staff: per(staff.get(councilId) ?? null),
      }
    }
    const known = directory.filter((id) => populations.has(id))
    const asked = Number(query.council)
    const own = known.includes(viewer.councilId) ? viewer.councilId : (livePosts[0]?.employerId ?? viewer.councilId)
    const chosen = known.includes(asked) ? asked : own
    const mine = figuresOf(chosen)
    const shown = (value: number | null | undefined): string | null =>
      value === null || value === undefined
        ? null
        : value >= 1000
          ? Math.round(value).toLocaleString('en-GB')
          : value.toFixed(1)
    return page('shared-practice/similar/see-similar', {
      parts: partsOfPractice('/practice/similar'),
      chosen: look(chosen),
      choices: known
        .map((id) => ({ id, text: look(id).name, chosen: id === chosen }))
        .sort((a, b) => a.text.localeCompare(b.text)),
      names: Object.entries(figureNames).map(([key, text]) => ({ key, text, mine: shown(mine[key]) })),
      fte: (staff.get(chosen) ?? 0).toFixed(1),
      others: known
        .filter((id) => id !== chosen)
        .map((id) => {
          const theirs = figuresOf(id)
          const alike = likeness(mine, theirs)
          return {
            look: look(id),
            score: alike.score === null ? null : Math.round(alike.score),
            order: alike.score ?? -1,
            made: alike.parts.length,
            fte: (staff.get(id) ?? 0).toFixed(1),
            figures: Object.keys(figureNames).map((key) => shown(theirs[key])),
          }
        })
        .sort((a, b) => b.order - a.order),
    })
  },
})
