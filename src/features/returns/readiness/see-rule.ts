import { notFound, page, task } from '../../../web/task.ts'
import { returnTitles, ruleWords } from '../record/rule-words.ts'
import { yearsThatMatter } from '../record/years.ts'
import { filterOf, pageOf, queryOf, states } from './finding-filter.ts'
import { findingRows } from './queries.ts'
import { isReturnName, shortTitles, yearWords } from './readiness.ts'
import { mayAnswerHere, mayChangeHousehold, shownFinding } from './shown-finding.ts'

const perPage = 40

/** One rule in plain words, and the children whose records it has something to say of. */
export const seeRule = task({
  may: "read a council's findings",
  async show({ db, viewer, councilId, params, look, query, today }) {
    const { returnName, rule = '' } = params
    const years = yearsThatMatter(today)
    const year = years.find((one) => String(one) === params.returnYear)
    if (!isReturnName(returnName) || year === undefined) return notFound
    const words = ruleWords(returnName, year, rule)
    if (!words) return notFound
    const filter = { ...filterOf(query, years), returnName, year, rule, severity: null }
    const slice = { page: pageOf(query.page), size: perPage }
    const rows = await findingRows(db, councilId, filter, today, viewer.scopes.directory, slice)
    const total = rows[0]?.total ?? 0
    const path = `/${councilId}/returns/findings/${returnName}/${year}/${rule}`
    const own = { returnName: null, year: null, rule: null }
    const mayChange = mayChangeHousehold(viewer.scopes, councilId)
    return page(
      'returns/readiness/see-rule',
      {
        council: look(councilId),
        code: `${shortTitles[returnName]} ${rule}`,
        of: `${returnTitles[returnName]}, ${yearWords(year)}`,
        words,
        back: `/${councilId}/returns/findings?return=${returnName}&year=${year}`,
        states: Object.entries(states).map(([state, text]) => ({
          text,
          active: state === filter.state,
          href: `${path}?${queryOf(filter, { ...own, state })}`,
        })),
        rows: rows.map((row) => shownFinding(councilId, row, today, mayChange)),
        mayAnswer: mayAnswerHere(viewer.scopes, councilId),
        total,
        at: slice.page,
        pages: Math.max(1, Math.ceil(total / perPage)),
        base: `${path}?${queryOf(filter, own)}`,
        narrowed: filter.team !== null || filter.age !== null,
        path,
        download: `/${councilId}/returns/findings-list?${queryOf(filter)}`,
      },
      { audit: [{ councilId, detail: { shown: [...new Set(rows.map(({ childId }) => childId))] } }] },
    )
  },
})
