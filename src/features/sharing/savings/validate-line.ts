import { z } from 'zod'
import { yearInWords } from '../../../lib/financial-year.ts'
import { words } from '../../../web/form.ts'
import { conflict, invalid, notFound, page, redirect, task, type Viewer } from '../../../web/task.ts'
import { agreementsOf } from '../queries.ts'
import { fallsOnWords, kindWords, type LedgerLine, provenOf, stageWords } from './ledger.ts'
import { titles } from './ledger-words.ts'
import { ledgerLines, priceRows, pricesOf, validateLine } from './queries.ts'

/** Somebody of finance: a live post of this council whose functions name it. */
export const worksInFinance = (viewer: Viewer, councilId: number): boolean =>
  viewer.scopes.livePosts.some((post) => post.employerId === councilId && post.functions.includes('finance'))

/** Why this viewer may not validate the line, in words; null when they may. */
export const whyNotValidate = (line: LedgerLine, viewer: Viewer): string | null => {
  if (line.stage === 'validated') return 'This line has been validated already'
  if (line.stage !== 'realised') return 'Only what was realised can be validated'
  if (line.baseline === null) return 'Without a baseline there is nothing to validate: nobody knows what it cost before'
  if (line.authors.includes(viewer.workerId))
    return 'You wrote this line, or corrected it. Somebody else of finance has to look at it'
  return worksInFinance(viewer, line.councilId) ? null : 'A line is validated by somebody whose post is in finance'
}

/** Finance looks at a line somebody else wrote, and says what it was held against. */
export const validateSaving = task({
  may: 'validate a saving',
  form: () =>
    z.object({ against: words('Say what you held it against', { limit: 1000, what: 'What you held it against' }) }),
  async show({ db, viewer, councilId, params, look }) {
    const lines = await ledgerLines(db, [councilId])
    const line = lines.find(({ lineId }) => lineId === params.lineId)
    if (!line) return notFound
    const agreements = await agreementsOf(db, viewer.scopes.directory)
    const prices = pricesOf(await priceRows(db, viewer.scopes.directory))
    return page('sharing/savings/validate-line', {
      council: look(councilId),
      line,
      title: titles(agreements)(line.arrangementId),
      year: line.year === null ? 'No year stated' : yearInWords(line.year),
      baselineYear: line.baselineYear === null ? null : yearInWords(line.baselineYear),
      kind: kindWords[line.kind],
      stage: stageWords[line.stage],
      fallsOn: fallsOnWords[line.fallsOn],
      net: provenOf(line, prices),
      why: whyNotValidate(line, viewer),
    })
  },
  async submit({ db, viewer, councilId, params, answers, version, now }) {
    const line = (await ledgerLines(db, [councilId])).find(({ lineId }) => lineId === params.lineId)
    if (!line) return notFound
    const why = whyNotValidate(line, viewer)
    if (why !== null) return invalid({ against: why })
    if (version !== line.version) return conflict(line.what, 'Somebody else', line.version)
    if (!(await validateLine(db, line, viewer.workerId, now, answers.against)))
      return conflict(line.what, 'Somebody else', line.version + 1)
    return redirect(`/${councilId}/savings#lines`, 'The saving is validated.')
  },
})
