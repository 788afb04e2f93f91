import { notFound, page, task } from '../../../web/task.ts'
import { opening } from '../chronology/entries.ts'
import { eventTitle, factsOf, riskKinds, textOf } from '../chronology/in-words.ts'
import type { EventKind } from '../journey/kinds.ts'
import type { EventRow } from '../journey/queries.ts'
import { dueName } from '../my-day/due-kinds.ts'
import { openRecord } from '../overview/child-head.ts'
import { dueTask } from '../overview/due-tasks.ts'
import { dueOrder, dueWords } from '../overview/due-words.ts'
import { colleagues, dueOfChild } from '../overview/queries.ts'
import { holding } from '../overview/tags.ts'
import { disabilityWords, nhsNumberWords } from '../people/person.ts'
import { identifiersOf } from '../people/queries.ts'
import { eventsOfKinds } from '../plans/queries.ts'

const healthKinds: readonly EventKind[] = [
  'health_assessment',
  'dental_check',
  'strengths_difficulties',
  'immunisation_check',
  'yearly_outcomes',
]
const educationKinds: readonly EventKind[] = ['education_plan']
/** How many of each are in sight; the rest wait behind a line. */
const newest = 6
const ofHealth = /^(health|dental|sdq|immunisation)/
const ofEducation = /^pep/

/** Checks, assessments and plans of a child's health and schooling, the last of each first, and what is due of them. */
export const seeHealthAndEducation = task({
  may: 'read a record',
  async show(ask) {
    const { db, councilId, childId, today } = ask
    const record = await openRecord(ask, '/health')
    if (!record) return notFound
    const { head, row, spells, reader } = record
    const events = await eventsOfKinds(db, councilId, childId, [...healthKinds, ...educationKinds], { limit: 100 })
    const due = await dueOfChild(db, councilId, childId)
    const identifiers = await identifiersOf(db, councilId, childId)
    const workers = await colleagues(
      db,
      ask.viewer.scopes.directory,
      events.map((event) => event.worker_id),
    )
    const clock = { today, now: ask.now, calendar: ask.calendar(councilId) }
    const shown = (event: EventRow) => ({
      on: event.happened_on,
      title: eventTitle({ kind: event.kind as EventKind, code: event.code, detail: event.detail }),
      words: opening(event.words, 300),
      facts: factsOf(event.detail),
      by: event.worker_id === null ? null : (workers.get(event.worker_id)?.name ?? 'a colleague of another council'),
      href: `${head.path}/chronology/${event.event_id}`,
    })
    const dueOf = (wanted: RegExp) =>
      dueOrder(
        due
          .filter((one) => wanted.test(one.timescale))
          .map((one) => ({ ...one, dueOn: one.due_on, dueAt: one.due_at })),
        today,
      ).map((one) => {
        const start = dueTask(one.timescale)
        return {
          title: dueName(one.timescale).words,
          on: one.dueOn,
          ...dueWords(one, clock),
          href: reader.may(start.may) ? `${head.path}${start.path}` : null,
        }
      })
    const number = (...wanted: string[]) =>
      identifiers
        .filter((one) => wanted.includes(one.scheme) && one.valid_to === null)
        .map((one) => one.value)
        .join(', ')
    const health = events.filter((event) => healthKinds.includes(event.kind as EventKind)).map(shown)
    const education = events.filter((event) => educationKinds.includes(event.kind as EventKind)).map(shown)
    return page('children/health-and-education/see-health-and-education', {
      head,
      needs: holding(spells, today, 'risk')
        .filter((risk) => ['allergy', 'health need'].includes(risk.code ?? ''))
        .map((risk) => ({
          title: riskKinds[risk.code ?? ''] ?? 'Health need',
          words: textOf(risk.detail, 'words', 'summary', 'what', 'detail'),
        })),
      about: [
        { label: 'NHS number', text: nhsNumberWords(number('nhs')) },
        { label: 'Disability', text: disabilityWords(row.disabilities) },
      ].filter((one) => one.text !== ''),
      healthDue: dueOf(ofHealth),
      health: health.slice(0, newest),
      healthBefore: health.slice(newest),
      schooling: [
        { label: 'Unique pupil number (UPN)', text: number('upn') },
        { label: 'Why there is no pupil number', text: number('upn unknown') },
      ].filter((one) => one.text !== ''),
      educationDue: dueOf(ofEducation),
      education: education.slice(0, newest),
      educationBefore: education.slice(newest),
    })
  },
})
