import { z } from 'zod'
import type { Day } from '../../../lib/day.ts'
import { dateBoxes, optionalDateField, optionalWords, startingWith } from '../../../web/form.ts'
import { conflict, invalid, notFound, page, redirect, type Sent, task } from '../../../web/task.ts'
import { clockOf, readMoment } from '../clock.ts'
import { nightGrants } from '../night.ts'
import { tellSent } from './day-managers.ts'
import { deadlinesOf } from './handover.ts'
import { changeHandover, type Handover, handoverById } from './queries.ts'

const finishForm = (today: Day) =>
  z.object({
    // the one button of the board: it is sent as it stands
    as: z.string().optional(),
    needed: optionalWords({ limit: 5000, what: 'What is needed' }),
    neededOn: optionalDateField({ what: 'Day', today, future: true }),
    neededTime: optionalWords({ limit: 10, what: 'Time' }),
    sendNow: z.string().optional(),
  })

const nightCouncils = (sent: Pick<Sent<unknown>, 'viewer'>): number[] => [
  ...new Set(nightGrants(sent.viewer.scopes).map((grant) => grant.councilId)),
]

/** Finishes what is needed of one handover while it is still the night team's, and sends it. */
export const finishHandover = task({
  may: 'hand over the night',
  form: finishForm,
  async show(ask) {
    const one = await handoverById(ask.db, nightCouncils(ask), ask.params.handoverId!)
    if (!one) return notFound
    const needed = clockOf(one.neededBy)
    return page(
      'night-desk/handover/finish-handover',
      {
        form: startingWith(ask.form, {
          needed: one.needed,
          neededOn: dateBoxes(needed.day),
          neededTime: needed.time,
          sendNow: 'yes',
        }),
        who: one.childName ?? 'A child nobody here knows yet',
        council: ask.look(one.councilId).name,
        sent: one.sentAt,
        version: one.version,
      },
      { audit: [{ councilId: one.councilId, childId: one.childId, detail: { handover: one.handoverId } }] },
    )
  },
  async submit(sent) {
    const { db, answers, now, params } = sent
    const one = await handoverById(db, nightCouncils(sent), params.handoverId!)
    if (!one) return notFound
    if (one.sentAt !== null) return redirect('/night/handover', 'It was sent already. The day team has it.')
    const asked = readChange(answers, now)
    if ('problems' in asked) return invalid(asked.problems)
    const changed = await changeHandover(
      db,
      { councilId: one.councilId, handoverId: one.handoverId, version: sent.version ?? one.version },
      asked,
    )
    if (!changed) return conflict(one.needed, 'A colleague', one.version)
    if (asked.sentAt !== null) await tell(sent, one)
    return redirect(
      '/night/handover',
      asked.sentAt === null ? 'Kept. It is not sent yet.' : 'It is sent to the day team.',
      [{ councilId: one.councilId, childId: one.childId, detail: { handover: one.handoverId } }],
    )
  },
})

const readChange = (
  answers: z.output<ReturnType<typeof finishForm>>,
  now: Temporal.Instant,
):
  | { needed?: string; neededBy?: Temporal.Instant; sentAt: Temporal.Instant | null }
  | { problems: Record<string, string> } => {
  if (answers.as === 'it stands') return { sentAt: now }
  const problems: Record<string, string> = {}
  if (answers.needed === '') problems.needed = 'Write what the day team is to do'
  if (answers.sendNow !== 'yes' && answers.sendNow !== 'no') problems.sendNow = 'Select yes to send it now'
  const read = answers.neededOn === null ? null : readMoment(answers.neededOn, answers.neededTime)
  if (read === null) problems.neededOn = 'Enter the day it is needed by'
  else if ('problem' in read) problems.neededTime = read.problem
  else if (Temporal.Instant.compare(read.at, now) <= 0) problems.neededTime = 'It must be needed by a time to come'
  if (Object.keys(problems).length > 0 || read === null || 'problem' in read) return { problems }
  return { needed: answers.needed, neededBy: read.at, sentAt: answers.sendNow === 'yes' ? now : null }
}

const tell = (sent: Pick<Sent<unknown>, 'db' | 'viewer' | 'now' | 'calendar'>, one: Handover): Promise<void> =>
  tellSent(
    sent.db,
    sent.viewer.scopes.directory,
    one,
    deadlinesOf(one.madeAt, sent.calendar(one.councilId)).acceptedBy,
    sent.now,
  )
