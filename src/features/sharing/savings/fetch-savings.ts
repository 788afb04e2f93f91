import { csvLine } from '../../../lib/csv.ts'
import { yearInShort } from '../../../lib/financial-year.ts'
import { plainPounds } from '../../../lib/money.ts'
import { file, notFound, task } from '../../../web/task.ts'
import { agreementsOf } from '../queries.ts'
import { fallsOnWords, kindWords, provenOf, stageWords } from './ledger.ts'
import { titles } from './ledger-words.ts'
import { ledgerLines, priceRows, pricesOf } from './queries.ts'

/** A council’s ledger as a file for a spreadsheet. */
export const fetchSavings = task({
  may: 'see the agreements',
  async show({ db, viewer, councilId, look, today }) {
    const directory = viewer.scopes.directory
    if (!directory.includes(councilId)) return notFound
    const titleOf = titles(await agreementsOf(db, directory))
    const prices = pricesOf(await priceRows(db, directory))
    const lines = await ledgerLines(db, [councilId])
    const head = [
      'Council',
      'Agreement',
      'Credited to',
      'What',
      'Year',
      'Stage',
      'Kind',
      'Every year',
      'Where it falls',
      'It would have cost (£)',
      'Prices of',
      'It cost (£)',
      'Moved elsewhere (£)',
      'Spent once (£)',
      'Saved (£)',
      'Stated without a baseline (£)',
      'Basis',
      'Evidence',
    ]
    const rows = lines.map((line) => [
      look(councilId).name,
      titleOf(line.arrangementId),
      line.joint ? 'All its councils together' : look(councilId).name,
      line.what,
      line.year === null ? '' : yearInShort(line.year),
      stageWords[line.stage],
      kindWords[line.kind],
      line.recurring ? 'yes' : 'no',
      fallsOnWords[line.fallsOn],
      plainPounds(line.baseline),
      line.baselineYear === null ? '' : yearInShort(line.baselineYear),
      plainPounds(line.actual),
      plainPounds(line.displaced),
      plainPounds(line.oneOff),
      plainPounds(provenOf(line, prices)),
      plainPounds(line.stated),
      line.basis,
      line.evidence,
    ])
    return file(
      `savings-${councilId}-${today.toString()}.csv`,
      'text/csv; charset=utf-8',
      `\ufeff${[head, ...rows].map((cells) => `${csvLine(cells, { forSpreadsheet: true })}\r\n`).join('')}`,
    )
  },
})
