// Everything an independent validator has to compare ourselves with, and what of it is agreed, disputed or unexplained.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { cinRules } from '../cin/rules/index.ts'
import { readPostcodeList } from '../ssda903/postcode-list.ts'
import { ssda903Rules } from '../ssda903/rules/index.ts'
import { type Compared, compareSsda903Cases } from './cases.ts'
import { compareCinCases, compareCinOracle } from './cin.ts'
import { disputes } from './disputes.ts'
import { compareSsda903Return } from './generated.ts'

/** One source of comparisons: `unexplained` are sentences, empty when there is nothing to explain. */
export type Section = { of: string; agree: number; disputed: number; unexplained: string[] }

/** `directory` holds the files that shared/conformance/README.md tells of; what is not there is left out. */
export const compareAll = async (directory: string, only?: readonly string[]): Promise<Section[]> => {
  const at = (...parts: string[]): string => join(directory, ...parts)
  const postcodes = existsSync(at('peer-files', 'postcodes-for-cases.csv'))
    ? await readPostcodeList(at('peer-files', 'postcodes-for-cases.csv'))
    : null
  const chosen = only ? { only } : {}
  const sections: Section[] = []
  const add = (of: string, all: readonly Compared[]): number => sections.push(sectionOf(of, all))
  for (const name of ['903-cases', '903-cases-older']) {
    const file = at(`${name}.jsonl`)
    if (existsSync(file)) add(name, compareSsda903Cases(ssda903Rules, file, { postcodes, ...chosen }))
  }
  for (const name of ['903-seed1', '903-clean']) {
    if (existsSync(at('oracle', name))) add(name, await compareSsda903Return(ssda903Rules, at('oracle', name), only))
  }
  for (const name of ['cin-cases', 'cin-cases-older']) {
    const file = at(`${name}.jsonl`)
    if (existsSync(file)) add(name, compareCinCases(cinRules, file, chosen))
  }
  if (existsSync(at('oracle', 'cin-seed1.xml'))) {
    add('cin-seed1', await compareCinOracle(cinRules, at('oracle')))
  }
  return sections
}

const sectionOf = (of: string, all: readonly Compared[]): Section => {
  const section: Section = { of, agree: 0, disputed: 0, unexplained: [] }
  for (const [rule, ofRule] of Map.groupBy(all, (one) => one.rule)) {
    const differing = ofRule.flatMap(({ difference }) => (difference ? [difference] : []))
    section.agree += ofRule.length - differing.length
    const dispute = disputes.find((one) => one.of === of && one.rule === rule)
    const missing = differing.reduce((sum, one) => sum + one.missing.length, 0)
    const extra = differing.reduce((sum, one) => sum + one.extra.length, 0)
    if (
      dispute &&
      dispute.missing === missing &&
      dispute.extra === extra &&
      !differing.some(({ note }) => note.startsWith('broke'))
    ) {
      section.disputed += Math.max(1, differing.length)
      continue
    }
    if (dispute) {
      section.unexplained.push(
        `${of} ${rule}: recorded as ${dispute.missing} only theirs and ${dispute.extra} only ours, but it is ${missing} and ${extra}`,
      )
    }
    for (const one of differing) {
      const [theirs, ours] = [one.missing, one.extra]
      const parts = [
        one.note,
        theirs.length > 0 && `${theirs.length} only theirs: ${some(theirs)}`,
        ours.length > 0 && `${ours.length} only ours: ${some(ours)}`,
      ].filter(Boolean)
      section.unexplained.push(`${of} ${one.name}: ${parts.join('. ')}`)
    }
  }
  for (const dispute of disputes) {
    if (dispute.of === of && all.length > 5 && !all.some(({ rule }) => rule === dispute.rule)) {
      section.unexplained.push(`${of} ${dispute.rule}: recorded as disputed, but there is nothing to compare`)
    }
  }
  return section
}

const some = (places: readonly string[]): string =>
  `${places.slice(0, 12).join(', ')}${places.length > 12 ? ` and ${places.length - 12} more` : ''}`
