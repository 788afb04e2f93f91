import { z } from 'zod'
import { invalid, page, redirect, task } from '../../../web/task.ts'
import { agreementsOf } from '../queries.ts'
import { creditRefusal } from './ledger.ts'
import { agreementChoices, fallsOnChoices, kindChoices, lineFields, lineOf } from './line-form.ts'
import { addLine, ledgerLines, priceRows, pricesOf } from './queries.ts'

/** Enters a line of the ledger: what one council is credited with, or what its agreement saved for all. */
export const enterLine = task({
  may: 'write in the savings ledger',
  form: () => z.object(lineFields),
  async show({ db, viewer, councilId, look }) {
    const agreements = await agreementsOf(db, viewer.scopes.directory)
    return page('sharing/savings/enter-line', {
      council: look(councilId),
      agreements: agreementChoices(agreements, councilId),
      kinds: kindChoices,
      falls: fallsOnChoices,
    })
  },
  async submit({ db, viewer, councilId, answers, now }) {
    const directory = viewer.scopes.directory
    const read = lineOf(answers, councilId, await agreementsOf(db, directory), null, viewer.workerId)
    if ('errors' in read) return invalid(read.errors)
    const others = await ledgerLines(db, directory)
    const why = creditRefusal(read.line, others, pricesOf(await priceRows(db, directory)))
    if (why !== null) return invalid({ [read.line.joint ? 'actual' : 'arrangement']: why })
    await addLine(db, read.line, now)
    return redirect(`/${councilId}/savings#lines`, 'The line was entered.')
  },
})
