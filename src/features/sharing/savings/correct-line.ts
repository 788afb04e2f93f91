import { z } from 'zod'
import { startingWith, words, yesNo } from '../../../web/form.ts'
import { conflict, invalid, notFound, page, redirect, task } from '../../../web/task.ts'
import { corrections } from '../costs/queries.ts'
import { agreementsOf } from '../queries.ts'
import { creditRefusal, stageWords } from './ledger.ts'
import { agreementChoices, fallsOnChoices, kindChoices, lineBoxes, lineFields, lineOf } from './line-form.ts'
import { correctLine, ledgerLines, priceRows, pricesOf } from './queries.ts'

/** Puts a line right, or takes it out of the ledger. What it said is kept; finance has to look again. */
export const correctSaving = task({
  may: 'write in the savings ledger',
  form: () =>
    z.object({
      ...lineFields,
      reason: words('Say why it is corrected', { limit: 1000, what: 'The reason' }),
      withdraw: yesNo('Select whether the line is taken out of the ledger'),
    }),
  async show({ db, viewer, councilId, params, look, form }) {
    const line = (await ledgerLines(db, [councilId])).find(({ lineId }) => lineId === params.lineId)
    if (!line) return notFound
    const agreements = await agreementsOf(db, viewer.scopes.directory)
    return page('sharing/savings/correct-line', {
      form: startingWith(form, { ...lineBoxes(line), withdraw: 'no' }),
      council: look(councilId),
      line,
      stage: stageWords[line.stage],
      agreements: agreementChoices(agreements, councilId),
      kinds: kindChoices,
      falls: fallsOnChoices,
      changes: await corrections(db, councilId, 'saving', line.lineId),
    })
  },
  async submit({ db, viewer, councilId, params, answers, version, now }) {
    const directory = viewer.scopes.directory
    const all = await ledgerLines(db, directory)
    const before = all.find(({ lineId, councilId: at }) => lineId === params.lineId && at === councilId)
    if (!before) return notFound
    if (version !== before.version) return conflict(before.what, 'Somebody else', before.version)
    const read = lineOf(answers, councilId, await agreementsOf(db, directory), before, viewer.workerId)
    if ('errors' in read) return invalid(read.errors)
    if (!answers.withdraw) {
      const why = creditRefusal(read.line, all, pricesOf(await priceRows(db, directory)))
      if (why !== null) return invalid({ [read.line.joint ? 'actual' : 'arrangement']: why })
    }
    const change = { by: viewer.workerId, at: now, reason: answers.reason, withdraw: answers.withdraw }
    if (!(await correctLine(db, read.line, before, change)))
      return conflict(before.what, 'Somebody else', before.version + 1)
    return redirect(
      `/${councilId}/savings#lines`,
      answers.withdraw ? 'The line was taken out of the ledger.' : 'The line was corrected.',
    )
  },
})
