import { may } from '../../access/may.ts'
import { type Day, day, isAfter, isSame } from '../../lib/day.ts'
import { notFound, page, task } from '../../web/task.ts'
import { weightNames, weightsOf, weightsSetting } from './caseload-weights.ts'
import {
  childrenIn,
  closureRows,
  councilRows,
  countedKinds,
  inspectionRows,
  populationRows,
  settingRows,
} from './queries.ts'
import { populationHistory, rateOn } from './rates.ts'
import { limitInWords, limitOf, localTimescales, settingHistory, settingName } from './settings.ts'
import { weightLabels } from './weight-labels.ts'

const dayAsked = (text: string | undefined, today: Day): Day => {
  try {
    const asked = day(text ?? '')
    return isAfter(asked, today) ? today : asked
  } catch {
    return today
  }
}

/** Today, the day asked for, and the ends of the last years, for which national figures are published. */
const daysToShow = (asAt: Day, today: Day): { value: string; on: Day; chosen: boolean }[] => {
  const yearEnds = Array.from({ length: 6 }, (_, back) => today.with({ year: today.year - back, month: 3, day: 31 }))
  const days = [today, asAt, ...yearEnds.filter((on) => !isAfter(on, today))]
  return [...new Map(days.map((on) => [on.toString(), on])).values()]
    .sort((a, b) => Temporal.PlainDate.compare(b, a))
    .map((on) => ({ value: on.toString(), on, chosen: isSame(on, asAt) }))
}

/** One council: who it is, how many children it helps for its size, how it was judged, and what it has chosen for itself. */
export const seeCouncil = task({
  may: 'see a council',
  async show({ db, viewer, councilId, look, query, today }) {
    const [council] = await councilRows(db, [councilId])
    if (!council) return notFound
    const populations = await populationRows(db, [councilId])
    const inspections = await inspectionRows(db, [councilId])
    const closures = await closureRows(db, councilId, today)
    const settings = await settingRows(db, councilId)
    const asAt = dayAsked(query.on, today)
    // Whoever sees no child of this council is not told how many there are: they would read nought.
    const counts = viewer.scopes.summary.includes(councilId) ? await childrenIn(db, councilId, asAt, today) : null
    const wording = look(councilId).wording
    const words = {
      looked_after: wording.childrenInCare ?? 'Children looked after',
      child_protection_plan: 'Children on child protection plans',
      child_in_need_plan: 'Children on child in need plans',
    }
    const rates =
      counts &&
      countedKinds.map((kind) => ({
        words: words[kind],
        children: counts.get(kind) ?? 0,
        rate: rateOn(counts.get(kind) ?? 0, populations, asAt),
      }))
    const timescales = localTimescales.map((one) => {
      const history = settingHistory(settings, settingName(one.id), today)
      return {
        ...one,
        now: limitInWords(history.holds ? limitOf(history.holds.value) : null),
        holdsFrom: history.holds?.holdsFrom ?? null,
        coming: history.coming.map((row) => ({ words: limitInWords(limitOf(row.value)), from: row.holdsFrom })),
        earlier: history.earlier.map((row) => ({ words: limitInWords(limitOf(row.value)), from: row.holdsFrom })),
      }
    })
    const caseload = settingHistory(settings, weightsSetting, today)
    const held = weightsOf(caseload.holds?.value)
    return page('councils/see-council', {
      council,
      look: look(councilId),
      filedBy: council.childrenReturnFiledBy === null ? null : look(council.childrenReturnFiledBy).name,
      asAt,
      days: daysToShow(asAt, today),
      rates,
      populations: populationHistory(populations, today),
      inspections,
      closures,
      timescales,
      weights: weightNames.map((name) => ({ words: weightLabels[name].label, value: held[name] })),
      weightsFrom: caseload.holds?.holdsFrom ?? null,
      weightsComing: caseload.coming,
      manages: viewer.scopes.manage.includes(councilId),
      readsFindings: 'allowed' in may(viewer.scopes, "read a council's findings", { councilId }),
    })
  },
})
