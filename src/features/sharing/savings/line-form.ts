import { z } from 'zod'
import { newId } from '../../../lib/ids.ts'
import { plainPounds } from '../../../lib/money.ts'
import { oneOf, optionalWords, words, yesNo } from '../../../web/form.ts'
import { optionalNumberField } from '../../../web/number-field.ts'
import { optionalPoundsField } from '../../../web/pounds-field.ts'
import type { FieldErrors } from '../../../web/task.ts'
import type { Agreement } from '../agreement.ts'
import { kinds as savingKinds } from '../savings.ts'
import { fallsOnWords, kindWords, type LedgerLine } from './ledger.ts'

// A line of the ledger as its form holds it.

/** A line is not entered as validated: that is finance's to say. */
const enteredStages = ['forecast', 'agreed', 'realised'] as const
const year = { least: 1974, most: 2100 }

export const lineFields = {
  arrangement: z.string().optional(),
  whose: oneOf(['council', 'joint'] as const, 'Select whose saving it is'),
  what: words('Enter what was saved', { limit: 200, what: 'What was saved' }),
  year: optionalNumberField({ what: 'The year', ...year }),
  kind: oneOf(savingKinds, 'Select what kind of saving it is'),
  recurring: yesNo('Select whether it comes again every year'),
  stage: oneOf(enteredStages, 'Select how far it has come'),
  fallsOn: oneOf(Object.keys(fallsOnWords) as (keyof typeof fallsOnWords)[], 'Select where it falls'),
  baseline: optionalPoundsField('What it would have cost'),
  baselineYear: optionalNumberField({ what: 'The year of the prices', ...year }),
  actual: optionalPoundsField('What it cost'),
  displaced: optionalPoundsField('Cost that moved elsewhere'),
  oneOff: optionalPoundsField('What was spent once'),
  stated: optionalPoundsField('The figure that was given'),
  basis: optionalWords({ limit: 200, what: 'The basis' }),
  evidence: words('Enter where the figures come from', { limit: 1000, what: 'Evidence' }),
}
const shape = z.object(lineFields)
export type LineAnswers = z.output<typeof shape>

/** Agreements a council is or was a party to: those a line of it may be about. */
export const agreementChoices = (
  agreements: readonly Agreement[],
  councilId: number,
): { value: string; text: string }[] =>
  agreements
    .filter((one) => one.parties.some(({ partyId }) => partyId === councilId))
    .map((one) => ({ value: one.arrangementId, text: one.title.charAt(0).toUpperCase() + one.title.slice(1) }))
    .sort((a, b) => a.text.localeCompare(b.text))

export const kindChoices = savingKinds.map((value) => ({ value, text: kindWords[value] }))
export const fallsOnChoices = Object.entries(fallsOnWords).map(([value, text]) => ({ value, text }))

/** The line these answers make, or what is wrong with them, by field. */
export const lineOf = (
  answers: LineAnswers,
  councilId: number,
  agreements: readonly Agreement[],
  before: LedgerLine | null,
  author: string,
): { line: LedgerLine } | { errors: FieldErrors } => {
  const errors: Record<string, string> = {}
  const chosen = answers.arrangement
    ? (agreements.find(
        (one) => one.arrangementId === answers.arrangement && one.parties.some(({ partyId }) => partyId === councilId),
      ) ?? null)
    : null
  if (answers.arrangement && !chosen) errors.arrangement = 'Select an agreement this council is a party to'
  const joint = answers.whose === 'joint'
  if (joint && !chosen) errors.arrangement ??= 'Select which agreement saved it for all its councils'
  if (joint && chosen && chosen.hostId !== councilId)
    errors.whose = 'Only the council that hosts the agreement records what it saved in all'
  const { baseline, baselineYear, actual, stated, kind } = answers
  if (kind === 'non-cash') {
    if (baseline !== null) errors.baseline = 'A benefit that is no money has no amount. Leave this empty'
    if (stated !== null) errors.stated = 'A benefit that is no money has no amount. Leave this empty'
  } else if (baseline === null) {
    // What it cost alone may stand: the page then says that nothing is known to be saved.
    if (stated === null && actual === null) {
      errors.baseline =
        'Enter what it would have cost without sharing. When nobody knows, nothing is known to be saved: enter what it cost, or what was said, and the page says so'
    } else if (stated !== null && answers.basis === '')
      errors.basis = 'Enter what the figure covers: a year, to date, or “not stated”'
  } else {
    if (stated !== null) errors.stated = 'With a baseline the saving follows from it. Leave this empty'
    if (baselineYear === null) errors.baselineYear = 'Enter the year whose prices the baseline is in'
    if (actual === null) errors.actual = 'Enter what it cost, 0 if nothing'
    if (baselineYear !== null && answers.year !== null && baselineYear > answers.year)
      errors.baselineYear = 'The baseline cannot be of a later year than the saving'
  }
  if (answers.year === null && stated === null) errors.year = 'Enter the year in which the saving fell'
  if (Object.keys(errors).length > 0) return { errors }
  return {
    line: {
      councilId,
      lineId: before?.lineId ?? newId(),
      joint,
      hostId: chosen?.hostId ?? null,
      arrangementId: chosen?.arrangementId ?? null,
      year: answers.year,
      what: answers.what,
      kind,
      recurring: answers.recurring,
      stage: answers.stage,
      baseline,
      baselineYear: baseline === null ? null : baselineYear,
      actual,
      displaced: answers.displaced ?? 0,
      oneOff: answers.oneOff ?? 0,
      stated,
      basis: answers.basis,
      fallsOn: answers.fallsOn,
      evidence: answers.evidence,
      authors: [...new Set([...(before?.authors ?? []), author])],
      validatedAt: null,
      validatedBy: null,
      validation: '',
      version: (before?.version ?? 0) + 1,
    },
  }
}

/** The boxes of a line that stands. A validated one goes back to realised when it is corrected. */
export const lineBoxes = (line: LedgerLine): Record<string, string> => ({
  arrangement: line.arrangementId ?? '',
  whose: line.joint ? 'joint' : 'council',
  what: line.what,
  year: line.year === null ? '' : String(line.year),
  kind: line.kind,
  recurring: line.recurring ? 'yes' : 'no',
  stage: line.stage === 'validated' ? 'realised' : line.stage,
  fallsOn: line.fallsOn,
  baseline: plainPounds(line.baseline),
  baselineYear: line.baselineYear === null ? '' : String(line.baselineYear),
  actual: plainPounds(line.actual),
  displaced: line.displaced === 0 ? '' : plainPounds(line.displaced),
  oneOff: line.oneOff === 0 ? '' : plainPounds(line.oneOff),
  stated: plainPounds(line.stated),
  basis: line.basis,
  evidence: line.evidence,
})
