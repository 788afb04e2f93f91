import { z } from 'zod'
import { newId } from '../../../lib/ids.ts'
import { oneOf, optionalWords, pastDate, words, yesNo } from '../../../web/form.ts'
import { numberField, optionalNumberField } from '../../../web/number-field.ts'
import { invalid, notFound, page, redirect, task } from '../../../web/task.ts'
import { agreementsOf } from '../queries.ts'
import { amount } from './guard.ts'
import { addMeasure, measuresOf, recordReadingOf } from './queries.ts'

const most = { least: 0, most: 1e9, decimals: 4 }

/** Adds a measure of a shared service in one council, with what it was before sharing. */
export const addQualityMeasure = task({
  may: 'write in the savings ledger',
  form: () =>
    z.object({
      arrangement: z.string().optional(),
      kind: oneOf(['satisfaction', 'quality'] as const, 'Select what it measures'),
      name: words('Enter what is measured', { limit: 120, what: 'What is measured' }),
      unit: words('Enter what it is counted in', { limit: 30, what: 'What it is counted in' }),
      higherIsBetter: yesNo('Select whether higher is better'),
      baseline: optionalNumberField({ what: 'What it was before', ...most }),
      baselinePeriod: optionalWords({ limit: 100, what: 'The time before' }),
      tolerance: optionalNumberField({ what: 'How far it may fall behind', ...most }),
    }),
  async show({ db, viewer, councilId, query, look, form }) {
    const agreements = await agreementsOf(db, viewer.scopes.directory)
    const choices = agreements
      .filter((one) => one.parties.some(({ partyId }) => partyId === councilId))
      .map((one) => ({ value: one.arrangementId, text: one.title.charAt(0).toUpperCase() + one.title.slice(1) }))
      .sort((a, b) => a.text.localeCompare(b.text))
    const known = choices.some(({ value }) => value === query.arrangement)
    return page('sharing/benefits/add-measure', {
      form:
        Object.keys(form.values).length === 0 && known ? { ...form, values: { arrangement: query.arrangement } } : form,
      council: look(councilId),
      agreements: choices,
    })
  },
  async submit({ db, viewer, councilId, answers, now }) {
    const agreements = await agreementsOf(db, viewer.scopes.directory)
    const chosen = agreements.find(
      (one) => one.arrangementId === answers.arrangement && one.parties.some(({ partyId }) => partyId === councilId),
    )
    if (!chosen) return invalid({ arrangement: 'Select an agreement this council is a party to' })
    if (answers.baseline !== null && answers.baselinePeriod === '')
      return invalid({ baselinePeriod: 'Enter when it was measured, before sharing' })
    if (answers.baseline === null && answers.baselinePeriod !== '')
      return invalid({ baseline: 'Enter what it was then, or leave the time empty' })
    await addMeasure(
      db,
      { councilId, by: viewer.workerId, at: now },
      {
        measureId: newId(),
        hostId: chosen.hostId,
        arrangementId: chosen.arrangementId,
        kind: answers.kind,
        name: answers.name,
        unit: answers.unit,
        higherIsBetter: answers.higherIsBetter,
        baseline: answers.baseline,
        baselinePeriod: answers.baselinePeriod,
        tolerance: answers.tolerance ?? 0,
      },
    )
    return redirect(
      `/${chosen.hostId}/agreements/${chosen.arrangementId}/benefits#quality`,
      'The measure was added. Record its first reading.',
    )
  },
})

/** Records what a measure was on a day. */
export const recordReading = task({
  may: 'write in the savings ledger',
  form: (today) =>
    z.object({
      readOn: pastDate(today, 'Enter when it was measured', 'Date it was measured'),
      value: numberField({ what: 'The reading', empty: 'Enter the reading', ...most }),
      source: words('Enter where the reading comes from', { limit: 300, what: 'Source' }),
    }),
  async show({ db, councilId, params, look }) {
    const measure = (await measuresOf(db, [councilId])).find(({ measureId }) => measureId === params.measureId)
    if (!measure) return notFound
    return page('sharing/benefits/record-reading', {
      council: look(councilId),
      measure,
      before: measure.baseline === null ? null : amount(measure.baseline, measure.unit),
      rows: measure.readings.map((one) => ({ ...one, words: amount(one.value, measure.unit) })).reverse(),
    })
  },
  async submit({ db, viewer, councilId, params, answers, now }) {
    const measure = (await measuresOf(db, [councilId])).find(({ measureId }) => measureId === params.measureId)
    if (!measure) return notFound
    if (measure.unit === '%' && answers.value > 100) return invalid({ value: 'A percentage is at most 100' })
    const reading = { on: answers.readOn, value: answers.value, source: answers.source }
    await recordReadingOf(db, { councilId, by: viewer.workerId, at: now }, measure, reading)
    return redirect(
      `/${measure.hostId}/agreements/${measure.arrangementId}/benefits#quality`,
      'The reading was recorded.',
    )
  },
})
