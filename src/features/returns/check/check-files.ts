// The checks of either return, asked of files. Only those of the return that is meant are loaded.
import type { ReturnName } from '../said.ts'
import type { Report } from './report.ts'
import type { Ssda903Source } from './ssda903.ts'

/** Of the census, `from` is its XML file and there is nothing else. */
export type ReturnSource = Ssda903Source & { of: ReturnName }

/** Throws UnreadableFile for a file that cannot be read to its end. */
export const checkFiles = async (source: ReturnSource): Promise<Report> => {
  if (source.of === 'cin') {
    const { checkCin } = await import('./cin.ts')
    return checkCin(source)
  }
  const { checkSsda903 } = await import('./ssda903.ts')
  return checkSsda903(source)
}
