import { csvLine } from '../../../lib/csv.ts'
import { moment } from '../../../web/render.ts'
import { file, task } from '../../../web/task.ts'
import { ruleWords } from '../record/rule-words.ts'
import { yearsThatMatter } from '../record/years.ts'
import { placeWords, saysOf, severityWords } from './finding.ts'
import { filterOf } from './finding-filter.ts'
import { findingRows } from './queries.ts'
import { shortTitles, yearWords } from './readiness.ts'

const headings = [
  'Return',
  'Year',
  'Child (council number)',
  'Kind',
  'Rule',
  'What is found',
  'What to do',
  'Who can',
  'Where',
  'First seen',
  'Cleared',
  'Cleared by',
  'Held by',
  'Team',
  'Answer',
  'Answered by',
  'Answered at',
]

/** The list of findings for a spreadsheet: the same filter, the whole length, and the council's number in place of a name. */
export const fetchFindings = task({
  may: "read a council's findings",
  async show({ db, viewer, councilId, query, today }) {
    const filter = filterOf(query, yearsThatMatter(today))
    const rows = await findingRows(db, councilId, filter, today, viewer.scopes.directory, null)
    const lines = rows.map((row) => {
      const words = ruleWords(row.returnName, row.returnYear, row.rule)
      return [
        shortTitles[row.returnName],
        yearWords(row.returnYear),
        row.localId ?? row.childId,
        severityWords[row.severity],
        row.rule,
        saysOf(row.returnName, row.returnYear, row.rule),
        words?.fix ?? '',
        words?.who ?? '',
        placeWords(row.table, row.columns),
        row.firstSeenOn.toString(),
        row.clearedOn?.toString() ?? '',
        row.clearedBy ?? '',
        row.workerName ?? '',
        row.teamName ?? '',
        row.answer?.words ?? '',
        row.answer?.by ?? '',
        row.answer ? moment(row.answer.at) : '',
      ]
    })
    const content = [headings, ...lines].map((cells) => `${csvLine(cells, { forSpreadsheet: true })}\r\n`).join('')
    return file(`findings-${councilId}-${today.toString()}.csv`, 'text/csv; charset=utf-8', `\ufeff${content}`, [
      { councilId, detail: { fetched: rows.length, shown: [...new Set(rows.map(({ childId }) => childId))] } },
    ])
  },
})
