import { z } from 'zod'
import type { Day } from '../../../lib/day.ts'
import { newId } from '../../../lib/ids.ts'
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
import { type Ask, invalid, page, redirect, type Sent, task } from '../../../web/task.ts'
import { referralSourceChoices, settingNow, takeContact } from '../../children/index.ts'
import { fieldWords, promptsFor, remindersOf } from '../../shared-practice/index.ts'
import { hostOf } from '../call/keep-call.ts'
import { openCallOf } from '../call/queries.ts'
import { clockOf, readMoment } from '../clock.ts'
import { tellSent } from '../handover/day-managers.ts'
import { deadlinesOf, neededByChoices, neededByOf, neededByWords } from '../handover/handover.ts'
import { handOver, teamsOf } from '../handover/queries.ts'
import { nightGrants, nightTeams } from '../night.ts'
import { shiftsAt } from '../rota/queries.ts'
import { onCallFor } from '../rota/shift.ts'
import {
  answered,
  aroundFields,
  chosenKey,
  contactDay,
  protectionEnds,
  protectionFields,
  readChosen,
  recordWords,
  services,
} from './contact.ts'
import {
  type ChosenChild,
  childrenChosen,
  openedForCall,
  recordContacts,
  teamsHolding,
  unfinishedContacts,
} from './queries.ts'

/** Begins a contact: with the call somebody is on, or without one. The form has an address of its own for each. */
export const beginContact = task({
  may: 'record a night contact',
  async show({ db, viewer, now, query }) {
    const call = await openCallOf(db, viewer.workerId, now)
    const child = readChosen(query.child ?? '')
    const about = child ? `?child=${chosenKey(child)}` : ''
    // Without a call, whoever left the form to find a child comes back to what they had written.
    const [left] = call ? [] : await unfinishedContacts(db, viewer.workerId, now.subtract({ hours: 2 }))
    const form = call ? `/night/contact/${call.callId}` : (left?.path ?? `/night/contact/${newId()}`)
    return redirect(`${form}${about}`, null, [])
  },
})

const sources = referralSourceChoices.map((choice) => choice.value)

const contactForm = (today: Day) =>
  z.object({
    takenOn: pastDate(today, 'Enter the day of the call', 'Day of the call'),
    takenTime: words('Enter the time of the call, like 02:10', { limit: 10, what: 'Time' }),
    caller: words('Enter who rang', { limit: 300, what: 'Who rang' }),
    source: oneOf(sources, 'Select who they speak for'),
    phone: optionalWords({ limit: 60, what: 'Number' }),
    children: z
      .union([z.string(), z.array(z.string())])
      .optional()
      .transform((value) => (value === undefined ? [] : [value].flat()).flatMap((one) => readChosen(one) ?? [])),
    unknown: optionalWords({ limit: 2000, what: 'The child as told' }),
    unknownCouncil: optionalWords({ limit: 3, what: 'Council' }),
    said: words('Write what was said', { what: 'What was said' }),
    whoIsWith: optionalWords({ limit: 2000, what: 'Who is with the child' }),
    whereNow: optionalWords({ limit: 2000, what: 'Where the child is' }),
    otherChildren: optionalWords({ limit: 2000, what: 'Other children' }),
    canWait: yesNo('Select yes if it can wait until the morning'),
    called: someOf(services),
    protection: someOf(['yes']),
    beganOn: optionalDateField({ what: 'Day the police took the child into protection', today }),
    beganTime: optionalWords({ limit: 10, what: 'Time' }),
    designatedOfficer: optionalWords({ limit: 1000, what: 'Designated officer' }),
    childTold: optionalWords({ limit: 2000 }),
    childWishes: optionalWords({ limit: 2000 }),
    parentsTold: optionalWords({ limit: 2000 }),
    contactTonight: optionalWords({ limit: 2000 }),
    accommodation: optionalWords({ limit: 2000 }),
    enquiries: optionalWords({ limit: 2000 }),
    orderNeeded: optionalWords({ limit: 2000 }),
    decision: words('Write what you decided', { limit: 2000, what: 'The decision' }),
    decisionWhy: words('Write why', { limit: 5000, what: 'Why' }),
    manager: optionalWords({ limit: 36 }),
    managerWords: optionalWords({ limit: 2000, what: 'What the manager said' }),
    actions: optionalWords({ limit: 5000, what: 'What you did' }),
    needed: words('Write what the day team is to do', { limit: 5000, what: 'What is needed' }),
    neededBy: oneOf(neededByChoices, 'Select by when it is needed'),
    neededOn: optionalDateField({ what: 'Day it is needed by', today, future: true }),
    neededTime: optionalWords({ limit: 10, what: 'Time' }),
    sendNow: yesNo('Select yes to hand it over now'),
  })
type Answers = z.output<ReturnType<typeof contactForm>>

const nightCouncils = (ask: Pick<Ask, 'viewer'>): number[] => [
  ...new Set(nightGrants(ask.viewer.scopes).map((grant) => grant.councilId)),
]

/** The manager on call for each council, each person once. */
const managersOnCall = async (ask: Ask, councils: readonly number[]) => {
  const shifts = await shiftsAt(ask.db, ask.viewer.scopes.directory, ask.now)
  const teams = nightTeams(ask.viewer.scopes)
  const found = councils.flatMap((councilId) => onCallFor(shifts, councilId, teams) ?? [])
  return [...new Map(found.map((shift) => [shift.workerId, shift])).values()].filter(
    (shift) => shift.workerId !== ask.viewer.workerId,
  )
}

/** One contact about one or several children, known or not, of any of the councils the night team answers for. */
export const recordContact = task({
  may: 'record a night contact',
  form: contactForm,
  async show(ask) {
    const { db, form, look, now, query, viewer } = ask
    const councils = nightCouncils(ask)
    const asked = readChosen(query.child ?? '')
    const typed = [form.values.children ?? []].flat().flatMap((one) => readChosen(String(one)) ?? [])
    const opened = await openedForCall(db, councils, ask.params.callId!)
    const listed = [...(asked ? [asked] : []), ...typed, ...opened]
    const children = await childrenChosen(
      db,
      councils,
      listed.map((child) => child.childId),
    )
    const ticked = new Set([...typed, ...(asked ? [asked] : [])].map(chosenKey))
    const councilOfWords = asked?.councilId ?? children[0]?.councilId ?? hostOf(viewer) ?? viewer.councilId
    const prompts = await promptsFor(db, councilOfWords, 'night contact')
    const managers = await managersOnCall(ask, councils)
    const unfinished = await unfinishedContacts(db, viewer.workerId, now.subtract({ hours: 16 }))
    return page(
      'night-desk/contact/record-contact',
      {
        form: startingWith(form, {
          takenOn: dateBoxes(clockOf(now).day),
          takenTime: clockOf(now).time,
          neededBy: 'opening',
          sendNow: 'yes',
        }),
        asks: fieldWords(prompts, 'the child'),
        reminders: remindersOf(prompts, 'the child'),
        children: children.map((child) => ({
          value: chosenKey(child),
          text: child.name,
          hint: {
            text: `${look(child.councilId).name}${child.bornOn ? `, born ${child.bornOn.toLocaleString('en-GB', { dateStyle: 'long' })}` : ''}`,
          },
          checked: ticked.has(chosenKey(child)),
        })),
        councils: councils
          .map((id) => ({ value: String(id), text: look(id).name }))
          .sort((a, b) => a.text.localeCompare(b.text)),
        sources: referralSourceChoices,
        services: services.map((value) => ({ value, text: value.charAt(0).toUpperCase() + value.slice(1) })),
        managers: managers.map((shift) => ({ value: shift.workerId, text: `${shift.name}, ${shift.part}` })),
        unfinished: unfinished.filter((one) => one.path !== `/night/contact/${ask.params.callId}`),
        neededChoices: neededByChoices.map((value) => ({ value, text: neededByWords[value] })),
      },
      { audit: [{ detail: { shown: children.map((child) => child.childId) } }] },
    )
  },
  async submit(sent) {
    const read = await readAnswers(sent)
    if ('problems' in read) return invalid(read.problems)
    return save(sent, read)
  },
})

type Read = {
  children: ChosenChild[]
  takenAt: Temporal.Instant
  neededAt: Temporal.Instant | null
  protection: Record<string, string> | null
  unknownCouncil: number | null
}

/** What the fields mean together: times as instants, children as the viewer may find them. Problems stand beside fields. */
const readAnswers = async (sent: Sent<Answers>): Promise<Read | { problems: Record<string, string> }> => {
  const { answers, db, now } = sent
  const councils = nightCouncils(sent)
  const problems: Record<string, string> = {}
  const taken = readMoment(answers.takenOn, answers.takenTime, now)
  if ('problem' in taken) problems.takenTime = taken.problem
  else if (Temporal.Instant.compare(taken.at, now) > 0) problems.takenTime = 'The time of the call must be in the past'

  const children = await childrenChosen(
    db,
    [...new Set(answers.children.map((child) => child.councilId))].filter((id) => councils.includes(id)),
    answers.children.map((child) => child.childId),
  )
  const wanted = new Set(answers.children.map(chosenKey))
  const found = children.filter((child) => wanted.has(chosenKey(child)))
  if (found.length < wanted.size)
    problems.children = 'One of these children is no longer open to you. Take the tick away and write the child as told'
  const hidden = found.find((child) => child.restricted)
  if (hidden)
    problems.children = `The record of ${hidden.name} is restricted. Ring the on-call manager, and write the child as told`
  if (wanted.size === 0 && answers.unknown === '')
    problems.children = 'Tick the children it is about, or write below what you were told of a child you could not find'
  const unknownCouncil = answers.unknown === '' ? null : Number(answers.unknownCouncil)
  if (unknownCouncil !== null && !councils.includes(unknownCouncil))
    problems.unknownCouncil = 'Select the council where the child lives, as far as you know'

  let neededAt: Temporal.Instant | null = null
  if (answers.neededBy === 'other') {
    if (answers.neededOn === null) problems.neededOn = 'Enter the day it is needed by'
    else {
      const needed = readMoment(answers.neededOn, answers.neededTime)
      if ('problem' in needed) problems.neededTime = needed.problem
      else if (Temporal.Instant.compare(needed.at, now) <= 0)
        problems.neededTime = 'It must be needed by a time to come'
      else neededAt = needed.at
    }
  }

  let protection: Record<string, string> | null = null
  if (answers.protection.length > 0) {
    const began = answers.beganOn === null ? null : readMoment(answers.beganOn, answers.beganTime, now)
    if (began === null) problems.beganOn = 'Enter the day the police took the child into protection'
    else if ('problem' in began) problems.beganTime = began.problem
    else if (Temporal.Instant.compare(began.at, now) > 0) problems.beganTime = 'It must have begun by now'
    else
      protection = {
        beganAt: began.at.toString(),
        endsAt: protectionEnds(began.at).toString(),
        ...answered(protectionFields, answers as unknown as Record<string, string>),
      }
    if (answers.whoIsWith === '') problems.whoIsWith = 'Say who is with the child'
    if (answers.whereNow === '') problems.whereNow = 'Say where the child is'
  }
  if (answers.manager !== '') {
    const managers = await managersOnCall(sent, councils)
    if (!managers.some((shift) => shift.workerId === answers.manager))
      problems.manager = 'This manager is no longer on call. Select again whom you rang'
  } else if (answers.managerWords !== '') problems.manager = 'Select which manager said this'
  if (Object.keys(problems).length > 0 || 'problem' in taken) return { problems }
  return { children: found, takenAt: taken.at, neededAt, protection, unknownCouncil }
}

/**
 * Opens the contact in the record of the child's own council, where that record is kept here. A night worker reads no more
 * than a summary there, and yet their call is the council's contact from the moment it came (journey: "passes them on with
 * the clock already running"). So for this one write, and for nothing the worker chooses, the walls stand open in that one
 * council; they close again before anything else happens.
 */
const openInRecord = async (
  sent: Sent<Answers>,
  child: ChosenChild,
  takenAt: Temporal.Instant,
): Promise<string | null> => {
  const { answers, viewer, now } = sent
  const { scopes } = viewer
  await sent.setWalls({
    ...scopes,
    record: [...new Set([...scopes.record, child.councilId])],
    write: [...new Set([...scopes.write, child.councilId])],
  })
  const kept = await takeContact(
    sent.db,
    { workerId: viewer.workerId, at: now },
    { councilId: child.councilId, childId: child.childId, restricted: child.restricted },
    {
      on: contactDay(takenAt),
      source: answers.source,
      told: [answers.caller, answers.phone].filter((text) => text !== '').join(', '),
      words: recordWords({ ...answers, takenAt }),
    },
    await settingNow(sent.db, child.councilId, now),
  )
  await sent.setWalls(scopes)
  return 'spellId' in kept ? kept.spellId : null
}

const save = async (sent: Sent<Answers>, read: Read) => {
  const { answers, db, viewer, now, params } = sent
  const grants = nightGrants(viewer.scopes)
  const about = [
    ...read.children.map((child) => ({ councilId: child.councilId, child })),
    ...(read.unknownCouncil === null ? [] : [{ councilId: read.unknownCouncil, child: null }]),
  ]
  const councils = [...new Set(about.map((one) => one.councilId))]
  const teams = await teamsOf(db, councils)
  const holding = await teamsHolding(
    db,
    councils,
    read.children.map((child) => child.childId),
  )
  const rows = []
  for (const { councilId, child } of about) {
    const grant = grants.find((one) => one.councilId === councilId)!
    const spellId = child && !grant.mirrored ? await openInRecord(sent, child, read.takenAt) : null
    const teamOf = (kept: string | undefined) =>
      teams.find((team) => team.councilId === councilId && team.teamId === kept)?.teamId ??
      teams.find((team) => team.councilId === councilId && team.kind === 'front door')?.teamId ??
      null
    const acceptedBy = deadlinesOf(now, sent.calendar(councilId)).acceptedBy
    const neededBy = read.neededAt ?? neededByOf(answers.neededBy, now, sent.calendar(councilId)) ?? acceptedBy
    const contactId = newId()
    rows.push({
      contact: {
        councilId,
        contactId,
        callId: params.callId!,
        childId: child?.childId ?? null,
        childAsTold: child ? null : answers.unknown,
        workerId: viewer.workerId,
        arrangementId: grant.arrangement?.id ?? null,
        takenAt: read.takenAt,
        caller: answers.caller,
        agency: referralSourceChoices.find((choice) => choice.value === answers.source)?.text ?? '',
        callerPhone: answers.phone,
        said: answers.said,
        canWait: answers.canWait,
        servicesCalled: answers.called,
        decision: answers.decision,
        decisionWhy: answers.decisionWhy,
        managerId: answers.manager === '' ? null : answers.manager,
        managerWords: answers.managerWords,
        actions: answers.actions,
        around: answered(aroundFields, answers as unknown as Record<string, string>),
        policeProtection: read.protection,
        spellId,
        recordedAt: now,
      },
      handover: {
        councilId,
        handoverId: newId(),
        contactId,
        childId: child?.childId ?? null,
        teamId: teamOf(child ? holding.get(child.childId) : undefined),
        needed: answers.needed,
        neededBy,
        madeBy: viewer.workerId,
        madeAt: now,
        sentAt: answers.sendNow ? now : null,
      },
      acceptedBy,
    })
  }
  await recordContacts(
    db,
    rows.map((row) => row.contact),
  )
  await handOver(
    db,
    rows.map((row) => row.handover),
  )
  if (answers.sendNow)
    for (const { handover, acceptedBy } of rows) await tellSent(db, viewer.scopes.directory, handover, acceptedBy, now)
  const what = rows.length === 1 ? 'The contact is recorded' : `The contact is recorded for ${rows.length} children`
  return redirect(
    '/night/handover',
    answers.sendNow
      ? `${what} and handed over to the day team.`
      : `${what}. It is not handed over yet: finish it and send it by nine.`,
    rows.map(({ contact }) => ({
      councilId: contact.councilId,
      childId: contact.childId,
      detail: { contact: contact.contactId, call: contact.callId },
    })),
  )
}
