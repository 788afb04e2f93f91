import { page, task } from '../../web/task.ts'
import { councilRows, inspectionRows, populationRows } from './queries.ts'
import { populationOn } from './rates.ts'

/** Every council the viewer works with, side by side: each with its own place, population and inspection. */
export const listCouncils = task({
  may: 'see a council',
  async show({ db, viewer, look, today }) {
    const ids = viewer.scopes.directory
    const councils = ids.length === 0 ? [] : await councilRows(db, ids)
    const populations = ids.length === 0 ? [] : await populationRows(db, ids)
    const inspections = ids.length === 0 ? [] : await inspectionRows(db, ids)
    const rows = councils.map((council) => ({
      council,
      look: look(council.councilId),
      own: council.councilId === viewer.councilId,
      population: populationOn(
        populations.filter((one) => one.councilId === council.councilId),
        today,
      ),
      inspection: inspections.find((one) => one.councilId === council.councilId) ?? null,
    }))
    return page('councils/list-councils', { rows })
  },
})
