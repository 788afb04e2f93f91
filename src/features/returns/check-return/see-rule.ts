import { notFound, page, task } from '../../../web/task.ts'
import { foundFolder } from '../import/kept-files.ts'
import { formatNames } from '../import/words.ts'
import { findingsOnPage, placesOnPage } from './checked.ts'
import { outcomeOf } from './run-check.ts'
import { keptOf, pathOf } from './see-findings.ts'
import { pageLinks, pageNumber, shownFinding } from './words.ts'

/** Every place in which one rule found something. */
export const seeRule = task({
  may: "bring a council's data",
  async show(ask) {
    const kept = await keptOf(ask)
    const outcome = kept && (await outcomeOf(kept, 0))
    if (!kept || !outcome || 'refused' in outcome) return notFound
    const rule = outcome.checked.rules.find((one) => one.rule === ask.params.rule)
    if (!rule) return notFound
    const path = pathOf(kept)
    const open = pageNumber(ask.query.page, rule.pages.length)
    const places = await placesOnPage(foundFolder(kept), rule, open - 1)
    if (places === null) return notFound
    const first = (open - 1) * findingsOnPage
    return page('returns/check-return/see-rule', {
      council: ask.look(ask.councilId),
      back: path,
      format: formatNames[kept.format],
      year: kept.year,
      rule,
      findings: places.map(shownFinding),
      from: first + 1,
      to: first + places.length,
      links: pageLinks(open, rule.pages.length, (to) => `${path}/rules/${encodeURIComponent(rule.rule)}?page=${to}`),
    })
  },
})
