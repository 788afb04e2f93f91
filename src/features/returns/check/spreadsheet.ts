// The findings as a spreadsheet: one sheet of findings, one of the rules that ran and did not.
import { writeSpreadsheet } from '../../../lib/spreadsheet.ts'
import { spreadsheetHeadings, spreadsheetRow } from './formats.ts'
import { linesOf, type Report } from './report.ts'

export const writeFindings = async (report: Report, path: string): Promise<void> => {
  const { outcome } = report
  await writeSpreadsheet(path, [
    { name: 'Findings', rows: [[...spreadsheetHeadings], ...linesOf(report).map(spreadsheetRow)] },
    {
      name: 'Rules',
      rows: [
        ['Rule', 'What became of it', 'Findings'],
        ...outcome.ran.map(({ rule, findings }) => [rule, 'ran', findings]),
        ...outcome.failed.map(({ rule, message }) => [rule, `FAILED: ${message}`, '']),
        ...outcome.notApplicable.map(({ rule, reason }) => [rule, `not applicable: ${reason}`, '']),
      ],
    },
  ])
}
