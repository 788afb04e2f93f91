import { z } from 'zod'
import { isAfter } from '../../../lib/day.ts'
import { dateBoxes, dateField, oneOf, optionalWords, startingWith, words } from '../../../web/form.ts'
import { type FieldErrors, invalid, notFound, page, redirect, task } from '../../../web/task.ts'
import { addDifference, differencesOf, useOf } from './queries.ts'
import { spoken } from './shown.ts'
import { type Content, type Effect, limitNumber, openPlaces, placeOf } from './template.ts'

export const effects = ['says', 'adds', 'leaves out'] as const satisfies Effect[]

/** What is wrong with saying this at this place; nothing when it can be kept. */
export const faultsOf = (
  content: Content,
  one: { effect: Effect; place: string; says: string },
  taken: readonly { place: string; effect: Effect }[],
): FieldErrors => {
  const [key = ''] = one.place.split('.')
  const section = content.sections.find((each) => each.key === key || each.items.some((item) => item.key === key))
  const found = placeOf(content, one.effect, placeFor(content, one))
  if (!section || !found) return { place: 'Select what is said differently' }
  if (found.law !== null) return { place: `This is set by law and the same in every council: ${found.law}` }
  if (one.effect === 'leaves out' && found.needed)
    return { effect: 'The form cannot do without this. Its words can be different' }
  if (one.effect !== 'leaves out' && one.says === '') return { says: 'Enter what it says here' }
  if (one.effect === 'says' && one.says === found.now) return { says: 'The shared words say exactly this' }
  if (one.effect === 'says' && one.place.endsWith('.limit') && limitNumber(one.says) === null)
    return { says: 'Enter a number, such as 5' }
  const place = placeFor(content, one)
  const clash = taken.some(
    (each) =>
      each.effect !== 'adds' &&
      one.effect !== 'adds' &&
      (each.place === place || each.place === key || (one.effect === 'leaves out' && each.place.split('.')[0] === key)),
  )
  return clash ? { place: 'This council already says something of its own here. Review that difference instead' } : {}
}

/** The place a difference is kept at: the part for words, the whole item when left out, the section when added to. */
export const placeFor = (content: Content, one: { effect: Effect; place: string }): string => {
  if (one.effect === 'says') return one.place
  const [key = ''] = one.place.split('.')
  if (one.effect === 'leaves out') return key
  return content.sections.find((each) => each.key === key || each.items.some((item) => item.key === key))?.key ?? key
}

const clip = (text: string): string => (text.length > 60 ? `${text.slice(0, 57)}…` : text)

/** Adds one local difference of a council to a template it uses. */
export const addLocalDifference = task({
  may: 'run shared practice',
  form: (today) =>
    z.object({
      place: words('Select what is said differently', { limit: 200, what: 'The place' }),
      effect: oneOf(effects, 'Select whether the words are different, something is added or the whole is left out'),
      says: optionalWords({ limit: 20_000, what: 'What it says here' }),
      why: words('Enter why it is different here', { limit: 1000, what: 'Why' }),
      reviewOn: dateField({ what: 'Day of review', empty: 'Enter the day it is to be reviewed', today, future: true }),
    }),
  async show({ db, councilId, params, query, look, today, form }) {
    const use = await useOf(db, councilId, params.templateId ?? '')
    if (!use) return notFound
    const places = openPlaces(use.content)
    const asked = places.find((one) => one.place === query.place)
    return page('shared-practice/templates/add-difference', {
      form: startingWith(form, {
        place: asked?.place ?? '',
        effect: 'says',
        says: asked?.now ?? '',
        reviewOn: dateBoxes(today.add({ years: 1 })),
      }),
      use,
      look: look(councilId),
      back: `/${councilId}/practice/templates/${use.templateId}`,
      places: places.map((one) => ({ value: one.place, text: clip(spoken(one.label)) })),
      effects: [
        { value: 'says', text: 'It says something else here' },
        {
          value: 'adds',
          text: 'We add a question or paragraph in this part',
          hint: 'The first line is the question, the rest its help',
        },
        { value: 'leaves out', text: 'We leave it out', hint: 'Not possible for what a form cannot do without' },
      ],
    })
  },
  async submit({ db, viewer, councilId, params, answers, today }) {
    const use = await useOf(db, councilId, params.templateId ?? '')
    if (!use) return notFound
    const taken = await differencesOf(db, [councilId], use.templateId)
    const faults = faultsOf(use.content, answers, taken)
    if (Object.keys(faults).length > 0) return invalid(faults)
    if (!isAfter(answers.reviewOn, today)) return invalid({ reviewOn: 'Day of review must be after today' })
    const place = placeFor(use.content, answers)
    const added = await addDifference(db, {
      councilId,
      templateId: use.templateId,
      effect: answers.effect,
      place,
      original: placeOf(use.content, answers.effect, place)?.now ?? '',
      says: answers.effect === 'leaves out' ? '' : answers.says,
      why: answers.why,
      madeBy: viewer.workerId,
      madeOn: today,
      reviewOn: answers.reviewOn,
      replaces: null,
    })
    if (!added) return invalid({ place: 'A colleague has just listed a difference here. Review that one instead' })
    return redirect(
      `/${councilId}/practice/templates/${use.templateId}`,
      'The difference is listed, and the form says it from now on.',
    )
  },
})
