import { z } from 'zod'
import { oneOf } from '../../../web/form.ts'
import { type Ask, file, notFound, page, redirect, task } from '../../../web/task.ts'
import { dropFiles, foundFolder, type Kept, keptFiles } from '../import/kept-files.ts'
import { formatNames } from '../import/words.ts'
import { type Checked, type CheckedRule, type Download, downloadIn, downloads } from './checked.ts'
import { beginCheck, isChecking, outcomeOf, stopCheck } from './run-check.ts'
import { pageLinks, pageNumber, shownFinding } from './words.ts'

const rulesOnPage = 20
/** How long a page waits for checks that are under way. */
const waitMs = 2000

const downloadWords: Readonly<Record<Download, string>> = {
  csv: 'All findings for a spreadsheet (CSV)',
  xlsx: 'All findings as a spreadsheet (.xlsx)',
  json: 'All findings for another program (JSON)',
}
const shows = { all: 'All', errors: 'Errors', queries: 'Queries' } as const
type Show = keyof typeof shows

/** The files of an address: those this worker sent for this council within the hour. */
export const keptOf = ({ params, councilId, viewer, now }: Ask): Promise<Kept | null> =>
  keptFiles(params.checkId as string, councilId, viewer.workerId, now)

export const pathOf = (kept: Kept): string => `/${kept.councilId}/check-return/${kept.id}`

const isShown = ({ severity }: CheckedRule, show: Show): boolean =>
  show === 'all' || (show === 'errors') === (severity === 'error')

/** What the page shows of one rule. */
const shownRule = (path: string) => (rule: CheckedRule) => ({
  rule: rule.rule,
  severity: rule.severity,
  says: rule.says,
  fix: rule.fix,
  who: rule.who,
  count: rule.count,
  children: rule.children,
  findings: rule.first.map(shownFinding),
  more: rule.count > rule.first.length ? `${path}/rules/${encodeURIComponent(rule.rule)}` : null,
})

const findingsPage = ({ look, councilId, query }: Ask, kept: Kept, checked: Checked) => {
  const path = pathOf(kept)
  const show = (Object.hasOwn(shows, query.show ?? '') ? query.show : 'all') as Show
  const rules = checked.rules.filter((rule) => isShown(rule, show))
  const pages = Math.ceil(rules.length / rulesOnPage)
  const open = pageNumber(query.page, pages)
  return page('returns/check-return/see-findings', {
    council: look(councilId),
    back: `/${councilId}/check-return`,
    bring: `/${councilId}/bring-data/${kept.id}`,
    format: formatNames[kept.format],
    year: kept.year,
    goneAt: Temporal.Instant.from(kept.keptAt).add({ hours: 1 }),
    checked: {
      ...checked,
      notApplicable: {
        count: checked.notApplicable.reduce((sum, { rules: some }) => sum + some.length, 0),
        reasons: checked.notApplicable,
      },
    },
    filters: (Object.keys(shows) as Show[]).map((one) => ({
      text: `${shows[one]} (${checked.rules
        .filter((rule) => isShown(rule, one))
        .reduce((sum, { count }) => sum + count, 0)
        .toLocaleString('en-GB')})`,
      href: one === 'all' ? path : `${path}?show=${one}`,
      active: one === show,
    })),
    rules: rules.slice((open - 1) * rulesOnPage, open * rulesOnPage).map(shownRule(path)),
    links: pageLinks(open, pages, (to) => `${path}?show=${show}&page=${to}`),
    downloads: (Object.keys(downloads) as Download[]).map((kind) => ({
      text: downloadWords[kind],
      href: `${path}/findings?as=${kind}`,
    })),
  })
}

/** What the checks found in the files that were sent. */
export const seeFindings = task({
  may: "bring a council's data",
  form: () => z.object({ choice: oneOf(['throw away'], 'Select what to do') }),
  async show(ask) {
    const kept = await keptOf(ask)
    if (kept === null) return notFound
    await beginCheck(kept)
    const outcome = await outcomeOf(kept, waitMs)
    if (outcome !== null && 'checked' in outcome) return findingsPage(ask, kept, outcome.checked)
    return page('returns/check-return/wait-for-findings', {
      council: ask.look(ask.councilId),
      format: formatNames[kept.format],
      year: kept.year,
      back: `/${ask.councilId}/check-return`,
      again: pathOf(kept),
      why: outcome?.refused ?? null,
    })
  },
  async submit(sent) {
    const kept = await keptOf(sent)
    if (kept !== null) {
      await stopCheck(kept)
      await dropFiles(kept.id)
    }
    return redirect(`/${sent.councilId}/check-return`, 'The files and what was found in them are gone.', [])
  },
})

/** All that was found, as a file. */
export const fetchFindings = task({
  may: "bring a council's data",
  async show(ask) {
    const kept = await keptOf(ask)
    const kind = Object.keys(downloads).find((one) => one === ask.query.as) as Download | undefined
    if (kept === null || kind === undefined) return notFound
    const content = await downloadIn(foundFolder(kept), kind)
    if (content !== null) {
      return file(`findings-${kept.format}-${ask.councilId}-${kept.year}.${kind}`, downloads[kind], content)
    }
    const said = (await isChecking(kept))
      ? 'That file is still being made. Ask for it again in a moment.'
      : 'That file could not be made here. Check these files from the command line.'
    return redirect(pathOf(kept), said)
  },
})
