import { isAfter } from '../../lib/day.ts'
import { readDate } from '../../web/form.ts'
import { longDay } from '../../web/render.ts'
import { notFound, page, task } from '../../web/task.ts'
import { momentsOf, readClock } from './moment.ts'
import { agreementWhole, type PostGroup, peopleUnder, postsOfWorkerUnder, postsUnder, shiftsAround } from './queries.ts'
import { answersFor, answersForKind } from './reach.ts'

const mostPeople = 60
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** Kinds of post under an agreement: one for each employer, role and set of functions, with every council it reaches. */
export const kindsOfPost = (
  groups: readonly PostGroup[],
): { key: string; role: string; employerId: number; groups: PostGroup[] }[] =>
  [...Map.groupBy(groups, (one) => `${one.employerId} ${one.role} ${one.functions.join()}`).values()].map(
    (same, at) => ({
      key: `post-${at + 1}`,
      role: same[0]!.role,
      employerId: same[0]!.employerId,
      groups: same,
    }),
  )

/** What somebody would see at a day and an hour because of one agreement, answered by the function that opens records. */
export const tryAgreement = task({
  may: 'see the agreements',
  async show(ask) {
    const { db, councilId, params, query, look, now, today } = ask
    const agreement = await agreementWhole(db, councilId, params.arrangementId ?? '')
    if (!agreement) return notFound
    const employers = [...new Set(agreement.parties.map((party) => party.partyId))]
    const kinds = kindsOfPost(await postsUnder(db, employers, agreement.arrangementId, now))
    const people = await peopleUnder(db, employers, agreement.arrangementId, now, mostPeople)
    const who = query.who ?? ''
    const kind = kinds.find((one) => one.key === who)
    const person = people.find((one) => one.workerId === who)

    const errors: Record<string, string> = {}
    const asked = query.who !== undefined
    const on = readDate({ day: query['on-day'], month: query['on-month'], year: query['on-year'] }, 'The day')
    const clock = readClock(query.at ?? '')
    if (asked && !kind && !person) errors.who = 'Choose somebody, or a kind of post'
    if (asked && 'problem' in on) errors.on = on.problem
    if (asked && clock === null) errors.at = 'Enter the hour as four figures, such as 02:00'

    const moments = asked && 'day' in on && clock !== null ? momentsOf(on.day, clock) : []
    const held = person ? await postsOfWorkerUnder(db, employers, agreement.arrangementId, person.workerId) : []
    const shifts =
      person && moments[0] && agreement.onRota
        ? await shiftsAround(db, [...new Set([...employers, agreement.hostId])], person.workerId, moments[0].at)
        : []
    const answers = moments.map((one) => ({
      ...one,
      councils: (person
        ? answersFor(agreement, held, shifts, one.at, ask)
        : kind
          ? answersForKind(agreement, kind.groups, one.at, ask)
          : []
      ).map((answer) => ({ ...answer, look: look(answer.councilId) })),
    }))
    const same = answers.length === 2 && JSON.stringify(answers[0]!.councils) === JSON.stringify(answers[1]!.councils)
    const name = person ? person.name : kind ? `${capital(kind.role)} of ${look(kind.employerId).name}` : ''
    return page('sharing/try-agreement', {
      agreement,
      shown: {
        values: {
          who,
          on: { day: query['on-day'], month: query['on-month'], year: query['on-year'] },
          at: query.at ?? '',
        },
        errors,
        draftSavedAt: null,
        conflict: null,
      },
      people: people.map((one) => ({ value: one.workerId, text: `${one.name}, ${one.title}` })),
      kinds: kinds.map((one) => ({
        value: one.key,
        text: `${capital(one.role)}, ${look(one.employerId).name}`,
      })),
      name,
      asKind: kind !== undefined && agreement.onRota,
      when:
        'day' in on && clock !== null
          ? `${clock.toString({ smallestUnit: 'minute' })} on ${weekday(on.day)} ${longDay(on.day)}`
          : '',
      answers: Object.keys(errors).length === 0 ? (same ? answers.slice(0, 1) : answers) : [],
      twice: answers.length === 2,
      same,
      skipped: answers[0]?.which === 'after the gap',
      past: 'day' in on && isAfter(today, on.day),
    })
  },
})

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const
const weekday = (on: Temporal.PlainDate): string => weekdays[on.dayOfWeek - 1]!

/** The night of the coming Sunday, which the box on the agreement's page begins with. */
export const nextSunday = (today: Temporal.PlainDate): Temporal.PlainDate =>
  today.add({ days: 7 - (today.dayOfWeek % 7) })
