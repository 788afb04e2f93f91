import { z } from 'zod'
import { optionalWords, startingWith } from '../../../web/form.ts'
import { type Ask, invalid, notFound, page, redirect, task } from '../../../web/task.ts'
import { workerNames } from '../../children/index.ts'
import { boardOf } from './day-managers.ts'
import { spokenMoment } from './handover.ts'
import { acceptHandover, type Handover, handoverById, teamsOf } from './queries.ts'

/** Who has it and since when, for whoever comes second. */
const heldBy = async (ask: Ask, one: Handover): Promise<string> => {
  const names = await workerNames(ask.db, ask.viewer.scopes.directory, [one.acceptedBy])
  const name =
    one.acceptedBy === ask.viewer.workerId ? 'You have' : `${names.get(one.acceptedBy ?? '') ?? 'A colleague'} has`
  return `${name} accepted it already, ${one.acceptedAt ? spokenMoment(one.acceptedAt, ask.today) : ''}`.trim()
}

/** A day worker takes on one handover, by name: with one press, or with words and another team. */
export const takeOnHandover = task({
  may: 'take on what the night handed over',
  form: () => z.object({ words: optionalWords({ limit: 2000 }), teamId: optionalWords({ limit: 36 }) }),
  async show(ask) {
    const { db, councilId, params, form, look } = ask
    const one = await handoverById(db, [councilId], params.handoverId!)
    if (!one) return notFound
    const teams = await teamsOf(db, [councilId])
    return page(
      'night-desk/handover/accept-handover',
      {
        form: startingWith(form, { teamId: one.teamId ?? '' }),
        one,
        who: one.childName ?? 'A child nobody here knows yet',
        council: look(councilId).name,
        board: boardOf(councilId),
        held: one.acceptedBy === null ? null : await heldBy(ask, one),
        teams: teams.map((team) => ({ value: team.teamId, text: team.name })),
      },
      { audit: [{ childId: one.childId, detail: { handover: one.handoverId } }] },
    )
  },
  async submit(sent) {
    const { db, councilId, params, answers, viewer, now } = sent
    const one = await handoverById(db, [councilId], params.handoverId!)
    if (!one) return notFound
    if (answers.teamId !== '' && !(await teamsOf(db, [councilId])).some((team) => team.teamId === answers.teamId))
      return invalid({ teamId: 'Select one of the teams of this council' })
    const accepted = await acceptHandover(
      db,
      { councilId, handoverId: one.handoverId },
      { by: viewer.workerId, at: now, words: answers.words, teamId: answers.teamId === '' ? null : answers.teamId },
    )
    if (!accepted) {
      // Read again: whoever was first has committed by now.
      const held = await heldBy(sent, (await handoverById(db, [councilId], one.handoverId)) ?? one)
      if (answers.words !== '') return invalid({ words: `${held}. Your words are still here: pass them on` })
      return redirect(boardOf(councilId), `${held}. Nothing was changed.`, [])
    }
    return redirect(boardOf(councilId), `You have accepted it${one.childName ? ` for ${one.childName}` : ''}.`, [
      { childId: one.childId, detail: { handover: one.handoverId } },
    ])
  },
})
