import { yearInWords } from '../../../lib/financial-year.ts'
import { notFound, page, task } from '../../../web/task.ts'
import { arrangedAt, unitYears } from '../costs/queries.ts'
import { unitCostOf } from '../costs/unit-cost.ts'
import { amount, distance, stateOfMeasure } from './guard.ts'
import { measureChart } from './measure-chart.ts'
import { moneyLines } from './money-lines.ts'

export const kindTitles = { money: 'Money', outcome: 'For residents', staff: 'For staff' } as const

/** What an arrangement brings, and whether quality held while it saved. */
export const seeBenefits = task({
  may: 'see the agreements',
  async show({ db, viewer, councilId, params, look }) {
    const arranged = await arrangedAt(db, councilId, params.arrangementId ?? '')
    if (!arranged) return notFound
    const partyIds = [...new Set(arranged.parties.map((party) => party.councilId))]
    const lines = await moneyLines(db, { ...arranged, partyIds }, (id) => look(id).name)
    const years = await unitYears(db, councilId, arranged.arrangementId, 3)
    // What stands beside the cost of a unit is measured at the host, the newest reading first.
    const outcomes = lines.measures
      .filter((measure) => measure.councilId === councilId && measure.kind === 'quality')
      .flatMap((measure) => measure.readings.map((reading) => ({ ...measure, ...reading })))
      .reverse()
    const measured = new Set(
      lines.measures.filter(({ kind }) => kind === 'satisfaction').map(({ councilId: id }) => id),
    )
    return page('sharing/benefits/see-benefits', {
      arranged,
      guard: lines.guard,
      kinds: (['money', 'outcome', 'staff'] as const).map((kind) => ({
        title: kindTitles[kind],
        saved: kind === 'money' ? lines.saved : [],
        lines: lines[kind],
      })),
      measures: lines.measures.map((measure) => {
        const stands = stateOfMeasure(measure)
        return {
          ...measure,
          look: look(measure.councilId),
          stands: stands.state,
          latest: 'latest' in stands ? amount(stands.latest, measure.unit) : null,
          on: 'on' in stands ? stands.on : null,
          before: measure.baseline === null ? null : amount(measure.baseline, measure.unit),
          allowed: distance(measure.tolerance, measure.unit),
          chart: measureChart(measure, look(measure.councilId).name),
          rows: measure.readings.map((one) => ({ ...one, words: amount(one.value, measure.unit) })).reverse(),
          mayRead: viewer.scopes.manage.includes(measure.councilId),
        }
      }),
      // A council whose residents nobody asked is named, so that the gap is seen.
      unasked: partyIds.filter((id) => !measured.has(id)).map((id) => look(id).name),
      unit: years.map((cost) => ({ words: yearInWords(cost.year), ...unitCostOf(cost, outcomes) })),
      mayChange: viewer.scopes.manage.includes(councilId),
      mayMeasure: partyIds.filter((id) => viewer.scopes.manage.includes(id)).map(look),
    })
  },
})
