import { isAfter } from '../../../lib/day.ts'
import { notFound, page, task } from '../../../web/task.ts'
import { opening } from '../chronology/entries.ts'
import { endMeaning, eventTitle, factsOf, spellTitle, textOf } from '../chronology/in-words.ts'
import type { EventKind } from '../journey/kinds.ts'
import { openRecord } from '../overview/child-head.ts'
import { planSentence } from '../overview/now.ts'
import { colleagues } from '../overview/queries.ts'
import { holdsAt } from '../overview/tags.ts'
import { journeyChart, lanes } from './journey-chart.ts'
import { eventsOfKinds } from './queries.ts'

const planEvents: readonly EventKind[] = [
  'initial_conference',
  'review_conference',
  'core_group',
  'child_in_need_review',
  'family_group_meeting',
  'legal_planning_meeting',
  'care_plan',
  'care_plan_change',
  'placement_plan',
  'looked_after_review',
  'pathway_plan',
  'pathway_review',
  'needs_assessment',
]
const planKinds = [
  'early_help',
  'child_in_need_plan',
  'child_protection_plan',
  'pre_proceedings',
  'proceedings',
  'looked_after',
  'legal_status',
  'placement',
  'adoption',
  'permanence_order',
  'private_fostering',
  'short_breaks',
  'care_leaver',
]

/** The plan that holds now, the journey from birth towards 25 as one line, and every spell of it in a table. */
export const seePlan = task({
  may: 'read a record',
  async show(ask) {
    const { db, councilId, childId, today } = ask
    const record = await openRecord(ask, '/plan')
    if (!record) return notFound
    const { head, row, spells } = record
    const events = await eventsOfKinds(db, councilId, childId, planEvents, { limit: 200 })
    const workers = await colleagues(db, ask.viewer.scopes.directory, [
      ...spells.map((spell) => spell.workerId),
      ...events.map((event) => event.worker_id),
    ])
    const name = (id: string | null): string | null =>
      id === null ? null : (workers.get(id)?.name ?? 'a colleague of another council')
    const permanence =
      events.map((event) => textOf(event.detail, 'permanencePlan')).find((text) => text !== null) ?? null
    return page('children/plans/see-plan', {
      head,
      plan: planSentence(spells, today, permanence, ask.look(councilId).wording),
      open: spells
        .filter((spell) => planKinds.includes(spell.kind) && holdsAt(spell, today))
        .map((spell) => ({
          title: spellTitle(spell),
          from: spell.startsOn,
          by: name(spell.workerId),
          facts: factsOf(spell.detail),
          href: `${head.path}/chronology/${spell.id}`,
        })),
      chart: journeyChart(spells, row.born_on, today, head.firstName),
      journey: lanes
        .map((lane) => ({
          title: lane.title,
          spells: spells
            .filter((spell) => lane.kinds.includes(spell.kind) && !isAfter(spell.startsOn, today))
            .toReversed()
            .map((spell) => ({
              title: spellTitle(spell),
              from: spell.startsOn,
              to: spell.endsOn,
              ended: endMeaning(spell),
              href: `${head.path}/chronology/${spell.id}`,
            })),
        }))
        .filter((lane) => lane.spells.length > 0),
      chronology: `${head.path}/chronology?everything=yes`,
      meetings: events.slice(0, 12).map((event) => ({
        on: event.happened_on,
        title: eventTitle({ kind: event.kind as EventKind, code: event.code, detail: event.detail }),
        words: opening(event.words, 300),
        by: name(event.worker_id),
        href: `${head.path}/chronology/${event.event_id}`,
      })),
    })
  },
})
