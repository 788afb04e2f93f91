import { z } from 'zod'
import { type Day, isBefore, zone } from '../../../lib/day.ts'
import {
  dateBoxes,
  oneOf,
  optionalDateField,
  optionalWords,
  pastDate,
  someOf,
  startingWith,
  words,
  yesNo,
} from '../../../web/form.ts'
import { invalid, notFound, page, redirect, task } from '../../../web/task.ts'
import { fieldWords, promptsFor, remindersOf } from '../../shared-practice/index.ts'
import { authorOf, childPath, nextVisitDue, settle } from '../authors.ts'
import { type VisitKind, visitKinds } from '../journey/kinds.ts'
import { recordEvent } from '../journey/queries.ts'
import { displayName, firstName } from '../people/person.ts'
import { nearDay } from '../spoken-day.ts'
import { dueOfChild, visitedChild } from './queries.ts'
import {
  impossibleVisit,
  likelyVisitKind,
  questionsAboutVisit,
  readTime,
  type VisitPlace,
  visitPlaces,
} from './visit.ts'

const kinds = Object.keys(visitKinds) as VisitKind[]
const places = Object.keys(visitPlaces) as VisitPlace[]

const always = (): boolean => true

const visitForm = (today: Day) =>
  z
    .object({
      kind: oneOf(kinds, 'Select the kind of visit'),
      visitedOn: pastDate(today, 'Enter the date of the visit', 'Date of the visit'),
      time: optionalWords({ limit: 10, what: 'Time' }).refine((text) => text === '' || readTime(text) !== null, {
        message: 'Enter the time like 09:30 or 16:15, or leave it empty',
      }),
      place: oneOf(places, 'Select where the visit was'),
      seen: yesNo('Select yes if you saw the child'),
      seenAlone: z.string().optional(),
      notAloneBecause: optionalWords({ limit: 1000, what: 'Why the child was not seen alone' }),
      notSeenBecause: optionalWords({ limit: 1000, what: 'Why the child was not seen' }),
      present: optionalWords({ limit: 1000, what: 'Who was there' }),
      happened: words('Write what happened', { what: 'What happened' }),
      ownWords: optionalWords({ limit: 5000, what: 'The child’s words' }),
      mayShow: z.string().optional(),
      nextOn: optionalDateField({ what: 'Date of the next visit', today, future: true }),
      significant: someOf(['yes']),
      sure: someOf(['yes']),
    })
    // Asked only where it makes sense, and together with what else is missing: alone when seen, why when not, consent
    // when there are words to show.
    .refine(({ seen, seenAlone }) => seen !== true || seenAlone === 'yes' || seenAlone === 'no', {
      path: ['seenAlone'],
      message:
        'Select yes if you saw the child alone. A child should have the chance to speak without a parent or carer in the room',
      when: always,
    })
    .refine(({ seen, notSeenBecause }) => seen !== false || notSeenBecause !== '', {
      path: ['notSeenBecause'],
      message: 'Say why you could not see the child',
      when: always,
    })
    .refine(({ ownWords, mayShow }) => !ownWords || mayShow === 'yes' || mayShow === 'no', {
      path: ['mayShow'],
      message: 'Select yes if the child agreed that their words may be shown on their page',
      when: always,
    })

/** Records a visit, the child's own words with it, and settles what is due next. */
export const recordVisit = task({
  may: 'record a visit',
  form: visitForm,
  async show(ask) {
    const { subject, councilId, childId, today } = ask
    const [history, due, prompts] = await Promise.all([
      visitedChild(ask.db, councilId, childId),
      dueOfChild(ask.db, councilId, childId),
      promptsFor(ask.db, councilId, 'visit'),
    ])
    if (!history) return notFound
    const asked = ask.query.kind
    const likely = kinds.find((kind) => kind === asked) ?? likelyVisitKind(history, today, due)
    const called = firstName(subject)
    return page('children/visits/record-visit', {
      form: startingWith(ask.form, { kind: likely, visitedOn: dateBoxes(today) }),
      name: displayName(subject),
      asks: fieldWords(prompts, called),
      reminders: remindersOf(prompts, called),
      back: childPath(ask),
      kinds: kinds.map((value) => ({ value, text: visitKinds[value] })),
      places: places.map((value) => ({ value, text: visitPlaces[value] })),
      visitDue: due.find((one) => one.dueOn !== null && /(^|-)visit(-|$)/.test(one.timescale))?.dueOn ?? null,
    })
  },
  async submit(sent) {
    const { answers, subject, councilId, childId } = sent
    const history = await visitedChild(sent.db, councilId, childId)
    if (!history) return notFound
    const called = firstName(subject)
    const visit = { on: answers.visitedOn, kind: answers.kind, seen: answers.seen, nextOn: answers.nextOn }
    const impossible = impossibleVisit(visit, history, called)
    if (Object.keys(impossible).length > 0) return invalid(impossible)
    const questions = questionsAboutVisit(visit, history, sent.today, called)
    if (questions.length > 0 && answers.sure.length === 0) {
      return invalid({ sure: `${questions.join(' ')} If that is right, tick “Yes, this is right” and save again.` })
    }
    const author = authorOf(sent)
    const time = answers.time === '' ? null : readTime(answers.time)
    const at = time === null ? null : answers.visitedOn.toZonedDateTime({ timeZone: zone, plainTime: time }).toInstant()
    if (at !== null && Temporal.Instant.compare(at, sent.now) > 0)
      return invalid({ time: 'The visit must be in the past' })
    const visitId = await recordEvent(sent.db, author, {
      councilId,
      childId,
      restricted: subject.restricted,
      kind: 'visit',
      on: answers.visitedOn,
      at,
      code: answers.kind,
      words: answers.happened,
      significant: answers.significant.length > 0,
      detail: {
        seen: answers.seen,
        ...(answers.seen ? { seenAlone: answers.seenAlone === 'yes' } : { notSeenBecause: answers.notSeenBecause }),
        ...(answers.seen && answers.seenAlone === 'no' && answers.notAloneBecause !== ''
          ? { notAloneBecause: answers.notAloneBecause }
          : {}),
        place: answers.place,
        ...(answers.present === '' ? {} : { present: answers.present }),
        ...(answers.nextOn === null ? {} : { nextPlannedOn: answers.nextOn.toString() }),
      },
    })
    if (answers.ownWords !== '') {
      await recordEvent(sent.db, author, {
        councilId,
        childId,
        restricted: subject.restricted,
        kind: 'child_words',
        on: answers.visitedOn,
        words: answers.ownWords,
        detail: { mayShow: answers.mayShow === 'yes', toldDuring: visitId },
      })
    }
    await settle(sent)
    const next = await nextVisitDue(sent.db, councilId, childId)
    const when =
      next === null
        ? 'No further visit is due.'
        : isBefore(next, sent.today)
          ? `A visit has been due since ${nearDay(next, sent.today)}.`
          : `Next visit due by ${nearDay(next, sent.today)}.`
    return redirect(childPath(sent), `The visit is recorded. ${when}`)
  },
})
