import type { Day } from '../../../lib/day.ts'
import { workingDaysBetween } from '../../../lib/working-days.ts'
import { notFound, page, task } from '../../../web/task.ts'
import { opening } from '../chronology/entries.ts'
import { endMeaning, eventTitle, factsOf, spellTitle, textOf, yesIn } from '../chronology/in-words.ts'
import type { Spell } from '../journey/history.ts'
import type { EventKind } from '../journey/kinds.ts'
import { openRecord } from '../overview/child-head.ts'
import { colleagues } from '../overview/queries.ts'
import { eventsOfKinds } from './queries.ts'

const assessmentKinds = ['contact', 'referral', 'assessment', 'section_47'] as const
const decisions: readonly EventKind[] = ['referral_decision', 'harm_concern', 'strategy_discussion', 'needs_assessment']

/** Every time somebody asked for help and what was found: contacts, referrals, assessments and section 47 enquiries. */
export const seeAssessments = task({
  may: 'read a record',
  async show(ask) {
    const { db, councilId, childId, today } = ask
    const record = await openRecord(ask, '/assessments')
    if (!record) return notFound
    const { head, spells } = record
    const events = await eventsOfKinds(db, councilId, childId, decisions)
    const wanted = spells.filter((spell) => (assessmentKinds as readonly string[]).includes(spell.kind))
    const workers = await colleagues(db, ask.viewer.scopes.directory, [
      ...wanted.map((spell) => spell.workerId),
      ...events.map((event) => event.worker_id),
    ])
    const name = (id: string | null): string | null =>
      id === null ? null : (workers.get(id)?.name ?? 'a colleague of another council')
    const calendar = ask.calendar(councilId)
    const taken = (spell: Spell): { days: number; open: boolean } => {
      const until: Day = spell.endsOn ?? today
      return { days: workingDaysBetween(spell.startsOn, until, calendar), open: spell.endsOn === null }
    }
    const of = (kind: (typeof assessmentKinds)[number]) =>
      wanted
        .filter((spell) => spell.kind === kind)
        .toReversed()
        .map((spell) => ({
          title: spellTitle(spell),
          from: spell.startsOn,
          to: spell.endsOn,
          ...(kind === 'assessment' || kind === 'section_47'
            ? taken(spell)
            : { days: null, open: spell.endsOn === null }),
          by: name(spell.workerId),
          ended: endMeaning(spell) ?? textOf(spell.detail, 'outcome'),
          seen: yesIn(spell.detail, 'childSeen', 'seen'),
          facts: factsOf(spell.detail, [
            'childSeen',
            'seen',
            'outcome',
            ...(spell.detail.noFurtherAction === false ? ['noFurtherAction'] : []),
          ]),
          href: `${head.path}/chronology/${spell.id}`,
        }))
    return page('children/plans/see-assessments', {
      head,
      parts: [
        { title: 'Assessments', empty: 'No assessment is recorded.', items: of('assessment') },
        { title: 'Section 47 enquiries', empty: 'No section 47 enquiry is recorded.', items: of('section_47') },
        { title: 'Referrals', empty: 'No referral is recorded.', items: of('referral') },
        { title: 'Contacts', empty: 'No contact is recorded.', items: of('contact') },
      ],
      decisions: events.map((event) => ({
        on: event.happened_on,
        title: eventTitle({ kind: event.kind as EventKind, code: event.code, detail: event.detail }),
        words: opening(event.words, 300),
        by: name(event.worker_id),
        href: `${head.path}/chronology/${event.event_id}`,
      })),
    })
  },
})
