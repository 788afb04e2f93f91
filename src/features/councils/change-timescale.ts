import { z } from 'zod'
import { dateField, oneOf, startingWith } from '../../web/form.ts'
import { numberField, optionalNumberField } from '../../web/number-field.ts'
import { invalid, notFound, page, redirect, task } from '../../web/task.ts'
import { recordSetting, settingRows } from './queries.ts'
import {
  type LocalUnit,
  limitInWords,
  limitOf,
  localTimescales,
  localUnits,
  settingHistory,
  settingName,
} from './settings.ts'

const units = Object.keys(localUnits) as LocalUnit[]
const found = (id: string | undefined) => localTimescales.find((one) => one.id === id)

/** Sets one limit that the law leaves to the council, from a day on. */
export const changeTimescale = task({
  may: 'change a council',
  form: (today) =>
    z.object({
      within: numberField({ what: 'Limit', empty: 'Enter how many', least: 1, most: 365 }),
      unit: oneOf(units, 'Select working days, days, weeks or months'),
      first: optionalNumberField({ what: 'Limit for the first', least: 1, most: 365 }),
      holdsFrom: dateField({ what: 'Date it holds from', empty: 'Enter the date it holds from', today, future: true }),
    }),
  async show({ db, councilId, params, look, today, form }) {
    const timescale = found(params.timescale)
    if (!timescale) return notFound
    const history = settingHistory(await settingRows(db, councilId), settingName(timescale.id), today)
    const limit = history.holds ? limitOf(history.holds.value) : null
    return page('councils/change-timescale', {
      timescale,
      council: look(councilId),
      now: limitInWords(limit),
      shown: startingWith(form, { within: limit?.within ?? '', unit: limit?.unit ?? '', first: limit?.first ?? '' }),
      units: units.map((unit) => ({ value: unit, text: localUnits[unit] })),
    })
  },
  async submit({ db, viewer, councilId, params, answers }) {
    const timescale = found(params.timescale)
    if (!timescale) return notFound
    if (answers.first !== null && !timescale.first)
      return invalid({ first: 'This limit has no first occasion of its own' })
    await recordSetting(db, {
      councilId,
      name: settingName(timescale.id),
      holdsFrom: answers.holdsFrom,
      value: {
        within: answers.within,
        unit: answers.unit,
        ...(answers.first === null ? {} : { first: answers.first }),
      },
      setBy: viewer.workerId,
    })
    return redirect(
      `/${councilId}/council#choices`,
      'The limit was changed. What is due is counted by it from the next save of each child’s record.',
    )
  },
})
