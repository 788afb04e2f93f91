import { z } from 'zod'
import { oneOf, optionalWords, startingWith, words } from '../../../web/form.ts'
import { numberField } from '../../../web/number-field.ts'
import { notFound, page, redirect, task } from '../../../web/task.ts'
import { addLine, endLine, valuesOf } from './queries.ts'

const fields = {
  words: words('Enter what is valued', { limit: 200, what: 'The line' }),
  shownBy: optionalWords({ limit: 1000, what: 'How it is shown' }),
  place: numberField({ what: 'Place in the list', empty: 'Enter its place in the list', least: 1, most: 50 }),
}

/** Adds a line to what a council says it values. */
export const addValue = task({
  may: 'run shared practice',
  form: () => z.object(fields),
  async show({ db, councilId, look, form }) {
    const lines = await valuesOf(db, [councilId])
    return page('shared-practice/values/write-value', {
      form: startingWith(form, { place: String(lines.length + 1) }),
      look: look(councilId),
      line: null,
      ways: [],
    })
  },
  async submit({ db, viewer, councilId, answers, today }) {
    await addLine(db, { councilId, ...answers, on: today, by: viewer.workerId, replaces: null })
    return redirect(`/${councilId}/practice/values`, 'The line is added.')
  },
})

const ways = ['change', 'end'] as const

/** Changes or ends a line; what it said stays in the history. */
export const changeValue = task({
  may: 'run shared practice',
  form: () =>
    z.object({
      ...fields,
      way: oneOf(ways, 'Select whether it says something else or ends'),
      why: words('Enter why', { limit: 500, what: 'Why' }),
    }),
  async show({ db, councilId, params, look, form }) {
    const line = (await valuesOf(db, [councilId])).find((one) => one.lineId === params.valueId)
    if (!line) return notFound
    return page('shared-practice/values/write-value', {
      form: startingWith(form, { words: line.words, shownBy: line.shownBy, place: String(line.place) }),
      look: look(councilId),
      line,
      ways: [
        { value: 'change', text: 'It says what stands above from today' },
        { value: 'end', text: 'It ends' },
      ],
    })
  },
  async submit({ db, viewer, councilId, params, answers, today }) {
    const line = (await valuesOf(db, [councilId])).find((one) => one.lineId === params.valueId)
    const ended = { on: today, by: viewer.workerId, why: answers.why }
    if (!line || !(await endLine(db, councilId, line.lineId, ended))) return notFound
    const { words: said, shownBy, place } = answers
    if (answers.way === 'change')
      await addLine(db, {
        councilId,
        words: said,
        shownBy,
        place,
        on: today,
        by: viewer.workerId,
        replaces: line.lineId,
      })
    return redirect(`/${councilId}/practice/values`, 'Kept. What it said before stays in the history.')
  },
})
