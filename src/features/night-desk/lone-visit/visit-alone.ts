import { z } from 'zod'
import { newId } from '../../../lib/ids.ts'
import { oneOf, optionalWords, startingWith, words } from '../../../web/form.ts'
import { type Ask, invalid, notFound, page, redirect, refused, task } from '../../../web/task.ts'
import { hostOf } from '../call/keep-call.ts'
import { clockOf } from '../clock.ts'
import { nightPosts, nightTeams } from '../night.ts'
import { shiftsAt } from '../rota/queries.ts'
import { onCallFor } from '../rota/shift.ts'
import { expectedBack, halfAnHourMore } from './lone-visit.ts'
import { changeVisit, startVisit, visitOut, visitsShown } from './queries.ts'

const onCallNow = async (ask: Ask, councilId: number) => {
  const shifts = await shiftsAt(ask.db, ask.viewer.scopes.directory, ask.now)
  return onCallFor(shifts, councilId, nightTeams(ask.viewer.scopes))
}

/** Where somebody goes at night may tell of a child: it is for the night's team and whoever is on the rota now. */
const isOfTheNight = async ({ db, viewer, now }: Pick<Ask, 'db' | 'viewer' | 'now'>): Promise<boolean> =>
  nightPosts(viewer.scopes).length > 0 ||
  (await shiftsAt(db, viewer.scopes.directory, now)).some((shift) => shift.workerId === viewer.workerId)

/** Who is out alone and when they are back; going out alone. The page needs no script: it is right whenever it is opened. */
export const visitAlone = task({
  may: 'visit alone at night',
  form: () =>
    z.object({
      goingTo: words('Enter where you are going', { limit: 300, what: 'Where' }),
      about: optionalWords({ limit: 500, what: 'What it is about' }),
      backAt: words('Enter when you expect to be back', { limit: 10, what: 'Time' }),
      ringWhom: words('Enter whom to ring if you are not back', { limit: 200, what: 'Whom to ring' }),
      ringNumber: words('Enter the number to ring', { limit: 60, what: 'Number' }).refine(
        (text) => text === '' || (text.match(/\d/g) ?? []).length >= 5,
        { message: 'Enter a number that can be rung' },
      ),
    }),
  async show(ask) {
    const { db, viewer, now, form } = ask
    const host = hostOf(viewer)
    const team = await isOfTheNight(ask)
    const visits = (await visitsShown(db, viewer, now)).filter((visit) => team || visit.mine)
    if (host === null && visits.length === 0)
      return refused('The timer for visits alone belongs to the night desk, and is there in its hours')
    const manager = host === null ? null : await onCallNow(ask, host)
    return page(
      'night-desk/lone-visit/visit-alone',
      {
        form: startingWith(form, {
          backAt: clockOf(now.add({ minutes: 90 })).time,
          ...(manager && manager.workerId !== viewer.workerId
            ? { ringWhom: manager.name, ringNumber: manager.phone ?? '' }
            : {}),
        }),
        mine: visits.filter((visit) => visit.mine),
        others: visits.filter((visit) => !visit.mine),
        open: host !== null,
      },
      { audit: [] },
    )
  },
  async submit(sent) {
    const { db, viewer, now, answers } = sent
    const host = hostOf(viewer)
    if (host === null) return refused('The night desk is closed')
    const back = expectedBack(answers.backAt, now)
    if ('problem' in back) return invalid({ backAt: back.problem })
    if ((await visitsShown(db, viewer, now)).some((visit) => visit.mine))
      return invalid({ goingTo: 'You are still out on a visit. Say that you are back from it first' })
    await startVisit(db, {
      councilId: host,
      visitId: newId(),
      workerId: viewer.workerId,
      goingTo: answers.goingTo,
      about: answers.about,
      startedAt: now,
      expectedBackAt: back.at,
      escalateTo: answers.ringWhom,
      escalatePhone: answers.ringNumber,
    })
    return redirect('/night/visit', `The timer runs. You are expected back at ${clockOf(back.at).time}.`)
  },
})

/** The worker is back or needs longer; a colleague or the on-call manager has rung. */
export const keepVisit = task({
  may: 'visit alone at night',
  form: () => z.object({ now: oneOf(['back', 'more', 'rang'] as const, 'Say whether you are back') }),
  async show(ask) {
    const visit = await visitOut(ask.db, ask.params.loneVisitId ?? '')
    if (!visit || (visit.workerId !== ask.viewer.workerId && !(await isOfTheNight(ask)))) return notFound
    return redirect('/night/visit', null, [])
  },
  async submit({ db, viewer, params, answers, now }) {
    const visit = await visitOut(db, params.loneVisitId!)
    if (!visit || (visit.workerId !== viewer.workerId && !(await isOfTheNight({ db, viewer, now })))) return notFound
    const mine = visit.workerId === viewer.workerId
    if (answers.now === 'rang') {
      if (mine) return redirect('/night/visit', 'This is your own visit. Say that you are back, or need longer.', [])
      await changeVisit(db, visit, { escalated_at: now, escalated_by: viewer.workerId })
      return redirect('/night/visit', `It is noted that you rang ${visit.escalateTo}.`)
    }
    if (!mine && answers.now === 'more') return notFound
    if (answers.now === 'back') {
      await changeVisit(db, visit, { back_at: now })
      return redirect(
        '/night/visit',
        mine ? 'You are back. The timer is stopped.' : 'They are back. The timer is stopped.',
      )
    }
    const until = halfAnHourMore(visit.expectedBackAt, now)
    await changeVisit(db, visit, { expected_back_at: until })
    return redirect('/night/visit', `Half an hour more: you are expected back at ${clockOf(until).time}.`)
  },
})
