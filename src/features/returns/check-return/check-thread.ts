// Checks a return in a thread of its own, so that the pages of others do not wait for it. Started by run-check.ts.
import { workerData } from 'node:worker_threads'
import { UnreadableFile } from '../../../lib/text-file.ts'
import { checkFiles, type ReturnSource } from '../check/check-files.ts'
import { keepOutcome, keepReport } from './checked.ts'

const { source, folder } = workerData as { source: ReturnSource; folder: string }

const report = await checkFiles(source).catch((error: unknown) => {
  if (error instanceof UnreadableFile) return error
  throw error
})
if (report instanceof UnreadableFile) await keepOutcome(folder, { refused: report.message })
else await keepReport(folder, report)
