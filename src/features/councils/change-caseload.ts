import { z } from 'zod'
import { dateField, startingWith } from '../../web/form.ts'
import { numberField } from '../../web/number-field.ts'
import { page, redirect, task } from '../../web/task.ts'
import { type CaseloadWeights, weightNames, weightsOf, weightsSetting } from './caseload-weights.ts'
import { recordSetting, settingsOn } from './queries.ts'
import { weightLabels } from './weight-labels.ts'

const limits: Partial<Record<keyof CaseloadWeights, { least: number; most: number; decimals: number }>> = {
  sibling: { least: 0, most: 1, decimals: 2 },
  fullTime: { least: 1, most: 1000, decimals: 0 },
  firstYear: { least: 1, most: 1000, decimals: 0 },
  firstYearChildren: { least: 1, most: 100, decimals: 0 },
  nearlyFull: { least: 1, most: 100, decimals: 0 },
}

const weightField = (name: keyof CaseloadWeights) =>
  numberField({
    what: weightLabels[name].label,
    empty: `Enter a number for “${weightLabels[name].label}”`,
    ...(limits[name] ?? { least: 0, most: 100, decimals: 1 }),
  })

/** Chooses how much work each kind of child is in this council, from a day on. */
export const changeCaseload = task({
  may: 'change a council',
  form: (today) =>
    z.object({
      ...(Object.fromEntries(weightNames.map((name) => [name, weightField(name)])) as Record<
        keyof CaseloadWeights,
        ReturnType<typeof weightField>
      >),
      holdsFrom: dateField({
        what: 'Date they hold from',
        empty: 'Enter the date they hold from',
        today,
        future: true,
      }),
    }),
  async show({ db, councilId, look, today, form }) {
    const held = weightsOf((await settingsOn(db, [councilId], weightsSetting, today)).get(councilId))
    return page('councils/change-caseload', {
      council: look(councilId),
      fields: weightNames.map((name) => ({ name, ...weightLabels[name] })),
      shown: startingWith(form, held),
    })
  },
  async submit({ db, viewer, councilId, answers }) {
    const { holdsFrom, ...weights } = answers
    await recordSetting(db, { councilId, name: weightsSetting, holdsFrom, value: weights, setBy: viewer.workerId })
    return redirect(
      `/${councilId}/council#caseload`,
      'The weights were saved. Every team’s board counts by them from that day.',
    )
  },
})
