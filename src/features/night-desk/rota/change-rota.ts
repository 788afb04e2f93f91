import { z } from 'zod'
import { type Day, dayOf } from '../../../lib/day.ts'
import { isId } from '../../../lib/ids.ts'
import { dateField, oneOf, optionalWords, words } from '../../../web/form.ts'
import { type Ask, invalid, notFound, page, redirect, refused, task } from '../../../web/task.ts'
import { clockAt, usualHours } from '../night.ts'
import {
  addShift,
  isTurnOf,
  lockRotaOf,
  peopleForRota,
  type RotaTeam,
  rotaTeam,
  shiftsIn,
  turnsOf,
  withdrawShift,
  withoutPost,
} from './queries.ts'
import { holeSentence, holesIn, momentWords, neededBetween, overlapOf, readShift } from './rota.ts'
import { byPart, shownShift } from './see-rota.ts'
import { parts, partWords } from './shift.ts'

/** Days shown, and looked through for holes. */
const daysAhead = 14

/** Whoever manages the team, or runs the directory of its council, keeps its rota. */
const keeps = ({ viewer }: Ask, team: RotaTeam): boolean =>
  team.managerId === viewer.workerId || viewer.scopes.manage.includes(team.councilId)

const teamOf = ({ db, viewer, councilId, params, today, now }: Ask): Promise<RotaTeam | null> =>
  viewer.scopes.directory.includes(councilId)
    ? rotaTeam(db, councilId, params.teamId ?? '', viewer.scopes.directory, { today, now })
    : Promise.resolve(null)

const turnForm = (today: Day) =>
  z.object({
    on: dateField({ what: 'Day', empty: 'Enter the day the turn begins', today, future: true }),
    from: words('Enter when the turn begins, such as 17:00', { limit: 10, what: 'The time' }),
    to: words('Enter when the turn ends, such as 09:00', { limit: 10, what: 'The time' }),
    workerId: words('Select who is on', { limit: 40 }),
    part: oneOf(parts, 'Select what they are on for'),
    phone: optionalWords({ limit: 20, what: 'The number' }).refine(
      (text) => text === '' || /^\+?[\d\s()-]{5,20}$/.test(text),
      {
        message: 'Enter a telephone number, such as 020 7946 0123, or leave it empty',
      },
    ),
  })

/** The rota of a team: two weeks, what nobody covers, and for whoever keeps it a form to add a turn or take one off. */
export const changeRota = task({
  may: 'change a rota',
  form: turnForm,
  async show(ask) {
    const { db, viewer, today, now, councilId } = ask
    const team = await teamOf(ask)
    if (!team) return notFound
    const { directory } = viewer.scopes
    const mayChange = keeps(ask, team)
    const until = clockAt(today.add({ days: daysAhead + 1 }), '00:00')
    const shifts = await shiftsIn(db, directory, now, until)
    const ours = shifts.filter((shift) => shift.teamId === team.teamId && shift.councilId === councilId)
    const gone = await withoutPost(
      db,
      directory,
      ours.map((shift) => shift.workerId),
      { today, now },
    )
    const people = mayChange ? await peopleForRota(db, team, directory, { today, now }) : []
    const hours = team.hours.length > 0 ? team.hours : team.ofTheNight ? [usualHours] : []
    const calendars = (team.reaches.length > 0 ? team.reaches : [councilId]).map(ask.calendar)
    const onDuty = ours.filter((shift) => shift.part === 'on duty' && !gone.has(shift.workerId))
    const holes = hours.flatMap((one) => holesIn(neededBetween(now, until, calendars, one), onDuty))
    const days = Map.groupBy(
      ours.toSorted((a, b) => Temporal.Instant.compare(a.from, b.from) || byPart(a, b)),
      (shift) => dayOf(shift.from).toString(),
    )
    return page('night-desk/rota/change-rota', {
      team: { name: team.name, path: `/${councilId}/teams/${team.teamId}/rota` },
      days: [...days].map(([on, list]) => ({
        on: Temporal.PlainDate.from(on),
        shifts: list.map((shift) => ({
          ...shownShift(shift),
          gone: gone.has(shift.workerId),
          withdraw: mayChange ? `/${councilId}/teams/${team.teamId}/rota/${shift.shiftId}/withdraw` : null,
        })),
      })),
      holes: holes.map(holeSentence),
      mayChange,
      people: people.map((one) => ({ value: one.workerId, text: `${one.name}, ${one.title.toLowerCase()}` })),
      parts: parts.map((value) => ({ value, text: partWords[value] })),
    })
  },
  async submit(sent) {
    const { db, viewer, answers, councilId, today, now } = sent
    const team = await teamOf(sent)
    if (!team) return notFound
    if (!keeps(sent, team)) return refused('The rota of a team is kept by whoever manages it')
    const read = readShift({ on: answers.on, from: answers.from, to: answers.to })
    if ('problem' in read) return invalid({ [read.field]: read.problem })
    if (Temporal.Instant.compare(read.to, now) <= 0)
      return invalid({ on: 'This turn is over already. Enter a turn that is to come' })
    const people = await peopleForRota(db, team, viewer.scopes.directory, { today, now })
    const person = isId(answers.workerId) ? people.find((one) => one.workerId === answers.workerId) : undefined
    if (!person) return invalid({ workerId: 'Select somebody from the list. Whoever left the team is no longer on it' })
    await lockRotaOf(db, person.workerId)
    const wanted = { workerId: person.workerId, from: read.from, to: read.to }
    const other = overlapOf(wanted, await turnsOf(db, viewer.scopes.directory, person.workerId, read.from, read.to))
    if (other)
      return invalid({
        workerId: `${person.name} is on already (${other.part}) from ${momentWords(other.from)} to ${momentWords(other.to)}`,
      })
    await addShift(db, {
      councilId,
      teamId: team.teamId,
      ...wanted,
      part: answers.part,
      phone: answers.phone === '' ? null : answers.phone,
      setBy: viewer.workerId,
      at: now,
    })
    const saved = `${person.name} is on from ${momentWords(read.from)} to ${momentWords(read.to)}.`
    return redirect(`/${councilId}/teams/${team.teamId}/rota`, [saved, ...read.notes].join(' '))
  },
})

/** Takes a turn off the rota. */
export const withdrawTurn = task({
  may: 'change a rota',
  async show(ask) {
    const { db, councilId, params } = ask
    const team = await teamOf(ask)
    if (!team || !(await isTurnOf(db, { councilId, teamId: team.teamId, shiftId: params.shiftId ?? '' })))
      return notFound
    return redirect(`/${councilId}/teams/${team.teamId}/rota`, null, [])
  },
  async submit(sent) {
    const { db, viewer, councilId, params, now } = sent
    const team = await teamOf(sent)
    if (!team) return notFound
    if (!keeps(sent, team)) return refused('The rota of a team is kept by whoever manages it')
    if (!(await isTurnOf(db, { councilId, teamId: team.teamId, shiftId: params.shiftId ?? '' }))) return notFound
    const changed = await withdrawShift(db, {
      councilId,
      teamId: team.teamId,
      shiftId: params.shiftId ?? '',
      by: viewer.workerId,
      at: now,
    })
    return redirect(
      `/${councilId}/teams/${team.teamId}/rota`,
      changed
        ? 'The turn is off the rota. See below whether somebody else is on then.'
        : 'That turn was off the rota already.',
    )
  },
})
