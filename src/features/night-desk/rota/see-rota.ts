import { dayOf, isSame } from '../../../lib/day.ts'
import { page, task } from '../../../web/task.ts'
import { shiftsIn, teamsWithRota } from './queries.ts'
import { parts, partWords, phoneLink, type Shift } from './shift.ts'

/** A turn as pages show it. */
export const shownShift = (shift: Shift) => ({
  name: shift.name,
  part: partWords[shift.part],
  team: shift.team,
  phone: phoneLink(shift.phone),
  from: shift.from,
  to: shift.to,
  nextDay: !isSame(dayOf(shift.from), dayOf(shift.to)),
})

export const byPart = (a: Shift, b: Shift): number =>
  parts.indexOf(a.part) - parts.indexOf(b.part) || Temporal.Instant.compare(a.from, b.from)

/** Who covers now and who comes next, team by team: every worker sees it. */
export const seeRota = task({
  may: 'see the rota',
  async show({ db, viewer, look, now }) {
    const { directory } = viewer.scopes
    const ahead = now.add({ hours: 48 })
    const [teams, shifts] = await Promise.all([
      teamsWithRota(db, directory, now, ahead),
      shiftsIn(db, directory, now, ahead),
    ])
    const begun = (shift: Shift) => Temporal.Instant.compare(shift.from, now) <= 0
    return page('night-desk/rota/see-rota', {
      // Those who cover now before those who come later.
      teams: teams
        .map((team) => {
          const ours = shifts.filter((shift) => shift.teamId === team.teamId && shift.councilId === team.councilId)
          return {
            name: team.name,
            look: look(team.councilId),
            path: `/${team.councilId}/teams/${team.teamId}/rota`,
            now: ours.filter(begun).sort(byPart).map(shownShift),
            next: ours
              .filter((shift) => !begun(shift))
              .slice(0, 6)
              .map(shownShift),
          }
        })
        .sort((a, b) => Number(b.now.length > 0) - Number(a.now.length > 0)),
    })
  },
})
