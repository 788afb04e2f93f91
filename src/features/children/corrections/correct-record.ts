import { z } from 'zod'
import { type Day, isAfter, zone } from '../../../lib/day.ts'
import { dateBoxes, optionalWords, readDate, someOf, startingWith, words } from '../../../web/form.ts'
import { type Ask, conflict, type FormState, invalid, notFound, page, redirect, task } from '../../../web/task.ts'
import { authorOf, childPath, settle, workerNames } from '../authors.ts'
import { endMeaning, eventTitle, factsOf, spellTitle } from '../chronology/in-words.ts'
import { correct } from '../journey/correct.ts'
import type { JourneyEvent, Spell } from '../journey/history.ts'
import {
  changeEvent,
  changeSpell,
  type EventRow,
  eventOf,
  historyOf,
  lockChild,
  type SpellRow,
  spellOf,
} from '../journey/queries.ts'
import { earlierVersions, eventOfChild } from '../notes/queries.ts'
import { displayName } from '../people/person.ts'
import { spokenDay } from '../spoken-day.ts'
import { detailChoicesOf } from '../steps/choices.ts'
import { readTime } from '../visits/visit.ts'
import { spellOfChild } from './queries.ts'
import {
  type CorrectionField,
  codeField,
  correctableKeys,
  detailFields,
  endField,
  fieldOf,
  newlyBroken,
  offeredKeys,
  withRecord,
} from './record.ts'

type Held = { sort: 'event'; row: EventRow; record: JourneyEvent } | { sort: 'spell'; row: SpellRow; record: Spell }

const heldOf = async (ask: Ask): Promise<Held | null> => {
  const { councilId, childId, params } = ask
  if (params.spellId) {
    const row = await spellOfChild(ask.db, councilId, childId, params.spellId)
    return row ? { sort: 'spell', row, record: spellOf(row) } : null
  }
  const row = await eventOfChild(ask.db, councilId, childId, params.eventId!)
  return row ? { sort: 'event', row, record: eventOf(row) } : null
}

const titleOf = (held: Held): string => (held.sort === 'event' ? eventTitle(held.record) : spellTitle(held.record))

/** The answers with the words of their choices in place of codes. */
const inChoiceWords = (detail: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(detail).map(([key, value]) => [
      key,
      detailChoicesOf[key]?.find((choice) => choice.value === value)?.text ?? value,
    ]),
  )

/** The record as text, for whoever was second. */
const asText = (held: Held): string => {
  const { record } = held
  const days =
    'on' in record
      ? [spokenDay(record.on)]
      : [
          `From ${spokenDay(record.startsOn)}`,
          record.endsOn ? `Until ${spokenDay(record.endsOn)}` : null,
          endMeaning(record),
        ]
  const facts = factsOf(inChoiceWords(record.detail)).map((fact) => `${fact.label}: ${fact.text}`)
  return [titleOf(held), ...days, ...facts, held.sort === 'event' ? held.row.words : null].filter(Boolean).join('\n')
}

const dateField = (name: string, label: string, hint?: string): CorrectionField => ({
  name,
  label,
  sort: 'date',
  ...(hint ? { hint } : {}),
})

const fieldsOf = (held: Held): CorrectionField[] => {
  if (held.sort === 'spell') {
    const { record } = held
    return [
      dateField('startsOn', 'When did it begin?'),
      dateField(
        'endsOn',
        'When did it end?',
        record.endsOn ? 'Empty these boxes if it has not ended.' : 'Leave this empty while it goes on.',
      ),
      ...codeField(record),
      ...endField(record),
      ...detailFields(record.kind, record.detail),
    ]
  }
  const { record, row } = held
  return [
    dateField('on', 'When was it?'),
    ...(record.at ? [{ name: 'time', label: 'At what time?', sort: 'text' as const, hint: 'For example, 16:15' }] : []),
    ...codeField(record),
    ...detailFields(record.kind, record.detail),
    ...(row.words === null ? [] : [{ name: 'said', label: 'The text', sort: 'words' as const }]),
  ]
}

const valuesOf = (held: Held): FormState['values'] => {
  const { record, row } = held
  const detail = Object.fromEntries(
    correctableKeys(record.detail).map((key) => {
      const value = record.detail[key]
      if (typeof value === 'boolean') return [fieldOf(key), value ? 'yes' : 'no']
      const field = detailFields(record.kind, record.detail).find((one) => one.name === fieldOf(key))
      return [fieldOf(key), field?.sort === 'date' ? dateBoxes(Temporal.PlainDate.from(String(value))) : String(value)]
    }),
  )
  return {
    ...detail,
    code: record.code ?? '',
    ...('on' in record
      ? {
          on: dateBoxes(record.on),
          time: record.at ? record.at.toZonedDateTimeISO(zone).toPlainTime().toString({ smallestUnit: 'minute' }) : '',
          said: held.sort === 'event' ? (row as EventRow).words : '',
        }
      : { startsOn: dateBoxes(record.startsOn), endsOn: dateBoxes(record.endsOn), endCode: record.endCode ?? '' }),
    ...(held.sort === 'event' && held.row.significant ? { significant: 'yes' } : {}),
  }
}

type Boxes = { day?: string; month?: string; year?: string }
const isEmpty = (boxes: unknown): boolean =>
  typeof boxes !== 'object' ||
  boxes === null ||
  Object.values(boxes as Boxes).every((text) => String(text ?? '').trim() === '')

/** Reads the fields of this record from what was sent; problems by field. */
const readFields = (held: Held, answers: Readonly<Record<string, unknown>>) => {
  const problems: Record<string, string> = {}
  const day = (name: string, what: string, needed: boolean): Day | null => {
    const sent = answers[name]
    if (isEmpty(sent)) {
      if (needed) problems[name] = `Enter the ${what.toLowerCase()}`
      return null
    }
    const read = readDate(sent as Boxes, what)
    if ('problem' in read) problems[name] = read.problem
    return 'day' in read ? read.day : null
  }
  const text = (name: string, limit: number): string => {
    const read = optionalWords({ limit, what: 'This' }).safeParse(answers[name])
    if (!read.success) problems[name] = read.error.issues[0]!.message
    return read.success ? read.data : ''
  }
  const detail: Record<string, unknown> = { ...held.record.detail }
  for (const field of detailFields(held.record.kind, held.record.detail)) {
    const key = offeredKeys(held.record.kind, held.record.detail).find((one) => fieldOf(one) === field.name)!
    if (field.sort === 'yes or no') {
      const said = answers[field.name]
      if (said === 'yes' || said === 'no') detail[key] = said === 'yes'
      else problems[field.name] = 'Select yes or no'
    } else if (field.sort === 'date') {
      const on = day(field.name, 'Date', false)
      if (on) detail[key] = on.toString()
      else delete detail[key]
    } else {
      const said = text(field.name, 5000)
      if (field.sort === 'number' && said !== '' && !/^-?\d{1,9}(\.\d{1,4})?$/.test(said))
        problems[field.name] = 'Enter a number'
      else if (field.sort === 'choice' && said !== '' && !field.choices.some((choice) => choice.value === said))
        problems[field.name] = 'Select one of these'
      else if (said === '') delete detail[key]
      else detail[key] = field.sort === 'number' ? Number(said) : said
    }
  }
  const chosen = (name: string, now: string | null): string | null => {
    const field = fieldsOf(held).find((one) => one.name === name)
    if (field?.sort !== 'choice') return now
    const said = String(answers[name] ?? '')
    if (said !== '' && !field.choices.some((choice) => choice.value === said)) problems[name] = 'Select one of these'
    return said === '' ? null : said
  }
  return { problems, day, text, detail, chosen }
}

/** Corrects an event or a state. What it said before is kept, with who and why, and what is due is counted again. */
export const correctRecord = task({
  may: 'correct a record',
  form: () =>
    z
      .object({
        why: words('Say why you are correcting this', { limit: 1000, what: 'Why' }),
        significant: someOf(['yes']),
      })
      .loose(),
  async show(ask) {
    const held = await heldOf(ask)
    if (!held) return notFound
    if (held.sort === 'event' && held.row.kind === 'case_note')
      return redirect(`${childPath(ask)}/notes/${held.row.event_id}/edit`)
    const earlier = await earlierVersions(ask.db, ask.councilId, ask.childId, held.record.id)
    const names = await workerNames(ask.db, ask.viewer.scopes.directory, [
      held.row.recorded_by,
      ...earlier.map((one) => one.replacedBy),
    ])
    const fields = fieldsOf(held)
    return page('children/corrections/correct-record', {
      form: startingWith(ask.form, valuesOf(held)),
      name: displayName(ask.subject),
      back: childPath(ask),
      title: titleOf(held),
      says: asText(held),
      fields,
      dates: fields.filter((field) => field.sort === 'date').map((field) => field.name),
      isEvent: held.sort === 'event',
      version: held.row.version,
      recordedBy:
        names.get(held.row.recorded_by ?? '') ?? (held.row.source === 'imported' ? 'imported data' : 'a colleague'),
      recordedAt: held.row.recorded_at,
      earlier: earlier.map((one) => ({
        by: names.get(one.replacedBy ?? '') ?? 'a colleague',
        at: one.replacedAt,
        reason: one.reason,
      })),
    })
  },
  async submit(sent) {
    const { answers, councilId, childId, today } = sent
    await lockChild(sent.db, councilId, childId)
    const [held, history] = await Promise.all([heldOf(sent), historyOf(sent.db, councilId, childId)])
    if (!held || !history) return notFound
    const author = authorOf(sent)
    if (held.row.version !== sent.version) {
      const names = await workerNames(sent.db, sent.viewer.scopes.directory, [held.row.recorded_by])
      return conflict(asText(held), names.get(held.row.recorded_by ?? '') ?? 'A colleague', held.row.version)
    }
    const read = readFields(held, answers)
    const { problems } = read
    const code = read.chosen('code', held.record.code)
    let corrected: Spell | JourneyEvent
    let said: string | null = null
    if (held.sort === 'spell') {
      const startsOn = read.day('startsOn', 'Start date', true)
      const endsOn = read.day('endsOn', 'End date', false)
      const endCode = endsOn === null ? null : read.chosen('endCode', held.record.endCode)
      if (endsOn && isAfter(endsOn, today)) problems.endsOn ??= 'The end date must be today or in the past'
      corrected = {
        ...held.record,
        startsOn: startsOn ?? held.record.startsOn,
        endsOn,
        code,
        endCode,
        detail: read.detail,
      }
    } else {
      const on = read.day('on', 'Date', true) ?? held.record.on
      const time = held.record.at ? readTime(String(answers.time ?? '')) : null
      if (held.record.at && !time) problems.time = 'Enter the time like 09:30 or 16:15'
      const at = time ? on.toZonedDateTime({ timeZone: zone, plainTime: time }).toInstant() : held.record.at
      said = held.row.words === null ? null : read.text('said', 100_000)
      corrected = { ...held.record, on, at, code, detail: read.detail }
    }
    if (Object.keys(problems).length > 0) return invalid(problems)
    const significant = answers.significant.length > 0
    const wordsChange = held.sort === 'event' && (said !== held.row.words || significant !== held.row.significant)
    const now = { ...held.record, version: held.row.version }
    const checked = correct<Spell | JourneyEvent>(now, corrected, sent.viewer.workerId, answers.why, sent.now)
    if (!checked.accepted && !(checked.field === 'change' && wordsChange)) {
      return invalid({
        [checked.field === 'reason' || checked.field === 'change' ? 'why' : checked.field]: checked.reason,
      })
    }
    const broken = newlyBroken(history, withRecord(history, corrected))
    if (broken) return invalid({ [held.sort === 'spell' ? 'startsOn' : 'on']: broken })

    const stale =
      held.sort === 'spell'
        ? await changeSpell(
            sent.db,
            author,
            councilId,
            held.record.id,
            held.row.version,
            corrected as Spell,
            answers.why,
          )
        : await changeEvent(
            sent.db,
            author,
            councilId,
            held.record.id,
            held.row.version,
            { ...(corrected as JourneyEvent), ...(said === null ? {} : { words: said }), significant },
            answers.why,
          )
    if (stale) return notFound
    await settle(sent)
    return redirect(childPath(sent), 'The correction is kept, and what it said before.')
  },
})
