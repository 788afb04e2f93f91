import { onlyByNight } from '../../../access/night.ts'
import { dayOf, isAfter, isBefore, zone } from '../../../lib/day.ts'
import { notFound, page, redirect, task } from '../../../web/task.ts'
import { entriesOf, eventKindsOf, filtered, opening, spellKindsOf, topicOf, topics } from '../chronology/entries.ts'
import { dayIn, riskKinds, textOf, yesIn } from '../chronology/in-words.ts'
import { type AllocationRole, allocationRoles } from '../journey/kinds.ts'
import { type EventRow, eventOf, eventRows } from '../journey/queries.ts'
import { dueName } from '../my-day/due-kinds.ts'
import { groupFamily } from '../people/family.ts'
import { contactLine, displayName, isUnborn } from '../people/person.ts'
import { addressesAt, heldAt, nameOf, shownPerson } from './around.ts'
import { openedSentence } from './because.ts'
import { headFrom, openRecord } from './child-head.ts'
import { dueTask, isVisit } from './due-tasks.ts'
import { dueOrder, dueWords } from './due-words.ts'
import { asAtOf, dueAsAt, endOf, historyFrom, partsOf, spellsAsAt } from './earlier-day.ts'
import { livesWith, planSentence } from './now.ts'
import {
  alsoKnownTo,
  colleagues,
  dueOfChild,
  eventsForPage,
  openedSince,
  type PartOfPage,
  type PersonAround,
  peopleAround,
} from './queries.ts'
import { findableCouncils, readerOf } from './reader.ts'
import { holding } from './tags.ts'

const newestFirst = (rows: readonly EventRow[]): EventRow[] =>
  rows.toSorted(
    (a, b) => Temporal.PlainDate.compare(b.happened_on, a.happened_on) || (a.event_id < b.event_id ? 1 : -1),
  )

const actions = [
  { may: 'record a visit', path: '/visits/new', text: 'Record a visit' },
  { may: 'write a case note', path: '/notes/new', text: 'Write a case note' },
  { may: 'record a step', path: '/steps/new', text: 'Record a step' },
  { may: 'change the household', path: '/household', text: 'Change family and addresses' },
  { may: 'allocate a worker', path: '/allocation', text: 'Allocate a worker' },
  { may: 'restrict a record', path: '/restriction', text: 'Restrict this record' },
] as const

/** The child's page: who the child is, what they said last, what holds, what is due, and who is around them. */
export const openChild = task({
  may: 'open a child',
  async show(ask) {
    const { db, councilId, childId, today, query } = ask
    const reader = readerOf(ask)
    if (!reader.summary) {
      const { subject } = ask
      return page('children/overview/child-found', {
        name: displayName(subject),
        bornOn: subject.bornOn,
        council: ask.look(councilId).name,
        because: reader.because,
      })
    }
    // The night desk has a page of its own, which asks why and keeps the answer.
    if (!reader.record && onlyByNight(ask.viewer.scopes, councilId))
      return redirect(`/${councilId}/children/${childId}/night`, null, [])
    const { on, past, problem } = asAtOf(query, today)
    const topic = topicOf(query.type)
    const kinds = eventKindsOf(topic)
    const monthBegan = dayOf(ask.now).with({ day: 1 }).toZonedDateTime(zone).toInstant()
    // None of these waits for another: they go to the database together.
    const [record, whole, found, dueToday, everybody, known, opened] = await Promise.all([
      openRecord(ask, '', on),
      past ? eventRows(db, councilId, childId) : null,
      past ? [] : eventsForPage(db, councilId, childId, on, kinds),
      past ? [] : dueOfChild(db, councilId, childId),
      peopleAround(db, councilId, childId),
      past ? [] : alsoKnownTo(db, councilId, childId, findableCouncils(ask)),
      reader.looks ? openedSince(db, councilId, childId, monthBegan) : null,
    ])
    if (!record) return notFound
    const { row } = record
    const parts = whole === null ? null : partsOf(whole, on, kinds)
    const part = (name: PartOfPage): EventRow[] =>
      parts?.[name] ?? newestFirst(found.filter((one) => one.part === name))

    const history = whole === null ? null : historyFrom(row, record.spells, whole)
    const spells = history === null ? record.spells : spellsAsAt(history, on)
    const head = history === null ? record.head : headFrom(ask, reader, row, spells, on, '')
    // A summary shows too little of the past to say what was due then.
    const due = history === null ? dueToday : reader.record ? await dueAsAt(ask, history, on) : []
    const people = everybody.filter((person) => heldAt(person, on))

    const knownSpells = spells
      .filter((spell) => !isAfter(spell.startsOn, on))
      .map((spell) => (spell.endsOn !== null && isAfter(spell.endsOn, on) ? { ...spell, endsOn: null } : spell))
    const allocations = holding(spells, on, 'allocation')
    const risks = holding(spells, on, 'risk')
    const seen = part('visit').find((visit) => yesIn(visit.detail, 'seen') !== false)
    const lastVisit = part('visit')[0]
    const supervision = part('supervision')[0]
    const said = part('words').filter((event) => yesIn(event.detail, 'mayShow') !== false)[0]
    const wantedSpells = spellKindsOf(topic)
    const timeline = filtered(
      entriesOf(
        knownSpells.filter((spell) => wantedSpells.includes(spell.kind) && spell.kind !== 'allocation'),
        part('timeline').map((event) => ({ ...eventOf(event), words: event.words, significant: true })),
      ),
      { topic, from: null, to: on, everything: false },
    ).slice(0, 10)

    const workers = await colleagues(db, ask.viewer.scopes.directory, [
      ...allocations.map((spell) => spell.workerId),
      ...risks.map((spell) => spell.workerId),
      ...people.map((person) => person.worker_id),
      ...timeline.map((entry) => entry.workerId),
      seen?.worker_id ?? null,
      lastVisit?.worker_id ?? null,
      supervision?.worker_id ?? null,
      said?.worker_id ?? null,
      row.why_involved_by,
    ])
    const worker = (id: string | null | undefined): string | null =>
      id ? (workers.get(id)?.name ?? 'a colleague of another council') : null

    const phoneOf = (id: string | null) => {
      const phone = id === null ? null : (workers.get(id)?.phone ?? null)
      return phone === null ? [] : [contactLine({ kind: 'work phone', value: phone, note: null })]
    }

    const family = groupFamily(
      people.map((person) => ({
        ...person,
        id: person.person_id,
        councilId: person.council_id,
        name: nameOf(person),
        parentalResponsibility: person.parental_responsibility,
        livesWith: person.lives_with,
        born: person.born_on?.toString() ?? null,
      })),
    )
    const shown = (list: readonly PersonAround[]) => list.map((person) => shownPerson(person, { on, past, workers }))
    const clock = { today, now: ask.now, calendar: ask.calendar(councilId) }
    const permanence =
      part('plan')
        .map((event) => textOf(event.detail, 'permanencePlan'))
        .find((text) => text !== null) ?? null
    const plan = planSentence(spells, on, permanence, ask.look(councilId).wording)
    const asked = (risk: (typeof risks)[number]) => ({
      title: riskKinds[risk.code ?? ''] ?? risk.code ?? 'Risk',
      words: textOf(risk.detail, 'words', 'summary', 'what', 'detail'),
      since: risk.startsOn,
      by: worker(risk.workerId),
      reviewOn: dayIn(risk.detail, 'reviewOn', 'reviewBy'),
      reviewLate: isBefore(dayIn(risk.detail, 'reviewOn', 'reviewBy') ?? on, on),
      strong: risk.code === 'risk to staff',
    })
    const below = (ending: string) => `${head.path}${ending}`

    const dueItems = dueOrder(
      due.map((one) => ({ ...one, dueOn: one.due_on, dueAt: one.due_at })),
      on,
    ).map((one) => {
      const start = dueTask(one.timescale)
      const words = dueWords(one, past ? { ...clock, today: on, now: endOf(on) } : clock)
      return {
        title: dueName(one.timescale).words,
        on: one.dueOn,
        at: one.dueAt,
        ...words,
        href: !past && reader.may(start.may) ? below(start.path) : null,
        reason:
          !past && words.late && reader.may('give a reason for lateness')
            ? below(`/lateness/${one.timescale}/${one.trigger_id}`)
            : null,
      }
    })
    // Everything late or soon is always in sight; what has weeks to go may wait behind a line.
    const dueShown = Math.max(4, dueItems.filter((one) => one.late || one.soon).length)

    const nextVisit =
      due
        .filter((one) => isVisit(one.timescale))
        .map((one) => one.due_on)
        .filter((day) => day !== null)
        .toSorted(Temporal.PlainDate.compare)[0] ?? null

    return page('children/overview/open-child', {
      head,
      on,
      past,
      problem,
      risks: risks.map(asked),
      alsoKnown: known.map((one) => ({
        council: ask.look(one.councilId).name,
        href: `/${one.councilId}/children/${one.childId}`,
      })),
      said: said ? { words: opening(said.words, 240), on: said.happened_on, to: worker(said.worker_id) } : null,
      why:
        row.why_involved && (row.why_involved_on === null || !isAfter(row.why_involved_on, on))
          ? { words: row.why_involved, by: worker(row.why_involved_by), on: row.why_involved_on }
          : null,
      plan,
      home: livesWith(
        spells,
        family.household.map((person) => ({ name: person.name, kind: person.kind, livesWith: true })),
        on,
      ),
      addresses: addressesAt(row, on),
      due: dueItems.slice(0, dueShown),
      dueLater: dueItems.slice(dueShown),
      dueKnown: history === null || reader.record,
      visits: reader.record,
      seen: seen
        ? {
            on: seen.happened_on,
            alone: yesIn(seen.detail, 'seenAlone'),
            by: worker(seen.worker_id),
            href: below(`/chronology/${seen.event_id}`),
          }
        : null,
      notSeenSince: lastVisit && seen?.event_id !== lastVisit.event_id ? lastVisit.happened_on : null,
      nextVisit,
      visitLate: nextVisit !== null && isBefore(nextVisit, on),
      unborn: isUnborn(
        { bornOn: row.born_on, birthEstimated: row.birth_estimated, expectedOn: row.expected_on, diedOn: row.died_on },
        on,
      ),
      planned: lastVisit ? dayIn(lastVisit.detail, 'nextPlannedOn') : null,
      supervision: supervision
        ? {
            on: supervision.happened_on,
            by: worker(supervision.worker_id),
            actions: textOf(supervision.detail, 'actions', 'agreed') ?? opening(supervision.words, 200),
            href: below(`/chronology/${supervision.event_id}`),
          }
        : null,
      workers: allocations.map((spell) => ({
        role: allocationRoles[spell.code as AllocationRole] ?? 'Worker',
        name: worker(spell.workerId) ?? 'Nobody yet',
        contacts: phoneOf(spell.workerId),
        since: spell.startsOn,
      })),
      parents: shown(family.parents),
      siblings: shown(family.siblings),
      carers: shown(family.carers),
      atHome: shown([...family.grandparents, ...family.others].filter((person) => person.lives_with)),
      network: shown(family.network),
      timeline: timeline.map((entry) => ({
        ...entry,
        by: worker(entry.workerId),
        href: reader.record ? below(`/chronology/${entry.recordId}`) : null,
      })),
      topics: [{ href: below(past ? `?on=${on}` : ''), text: 'Everything', active: topic === null }].concat(
        Object.entries(topics).map(([name, text]) => ({
          href: below(`?type=${name}${past ? `&on=${on}` : ''}`),
          text,
          active: topic === name,
        })),
      ),
      topic: topic === null ? null : topics[topic],
      actions: actions.map((action) => ({
        text: action.text,
        href: below(action.path),
        shown: !past && reader.may(action.may),
        marker: action.may.replaceAll(' ', '-'),
      })),
      acts: !past && actions.some((action) => reader.may(action.may)),
      chronology: reader.record ? below('/chronology') : null,
      peoplePage: below('/people'),
      wordsPage: below('/words'),
      // A council that keeps its own system makes its returns there.
      needs:
        !past && reader.record && ask.look(councilId).recordKept === 'here'
          ? { count: Number(row.needs ?? 0), href: below('/returns') }
          : null,
      because: reader.because,
      limit: reader.limit,
      openedBy: opened === null ? null : openedSentence(new Set([...opened.reader, ask.viewer.workerId]).size),
      lookedPage: below('/who-looked'),
    })
  },
})
