import { may } from '../../../access/may.ts'
import { dayOf } from '../../../lib/day.ts'
import { page, task } from '../../../web/task.ts'
import { settingsOn } from '../../councils/index.ts'
import { returnTitles } from '../record/rule-words.ts'
import { yearsThatMatter } from '../record/years.ts'
import { type JointFiling, jointFilingOf, jointFilingSetting } from './joint-filing.ts'
import { enteredChildren, type Tally, talliesOf, workOf } from './queries.ts'
import {
  countdownOf,
  inSentence,
  leastForRate,
  percentOf,
  perHundred,
  type ReturnName,
  readinessOver,
  returnNames,
  yearWords,
} from './readiness.ts'
import { readinessChart } from './readiness-chart.ts'

const nothingOpen = {
  errors: 0,
  queries: 0,
  childrenWithErrors: 0,
  childrenWithQueries: 0,
  childrenWithAny: 0,
  answered: 0,
}

/** A council's returns: how many children are in each, how many are ready, how long is left, and how that went so far. */
export const seeReturns = task({
  may: "read a council's findings",
  async show({ db, viewer, councilId, look, today }) {
    const years = yearsThatMatter(today)
    const running = years[0] as number
    // Numbers of another council: only where the viewer's post reads its records, for then nothing is hidden from the count.
    const partners = viewer.scopes.record.filter((id) => id !== councilId)
    const councils = [councilId, ...partners]
    const [entered, tallies, work, settings] = await Promise.all([
      enteredChildren(db, councils, years, today),
      talliesOf(db, councils, years),
      workOf(db, councilId, years, dayOf),
      settingsOn(db, [councilId], jointFilingSetting, today),
    ])
    const countOf = (id: number, name: ReturnName, year: number) => {
      const own = entered.filter((row) => row.councilId === id && row.returnName === name && row.returnYear === year)
      const tally: Omit<Tally, 'councilId' | 'returnName' | 'returnYear'> =
        tallies.find((row) => row.councilId === id && row.returnName === name && row.returnYear === year) ?? nothingOpen
      const children = own.reduce((sum, row) => sum + row.children, 0)
      const ready = Math.max(0, children - tally.childrenWithAny)
      return { ...tally, own, children, ready, percent: percentOf(ready, children) }
    }
    const returns = years.flatMap((year) =>
      returnNames.map((name) => {
        const { own, ...counts } = countOf(councilId, name, year)
        const points = readinessOver(
          year,
          today,
          own,
          work.filter((row) => row.returnName === name && row.returnYear === year),
        )
        const title = `${returnTitles[name]}, ${yearWords(year)}`
        return {
          ...counts,
          id: `${name}-${year}`,
          title,
          countdown: countdownOf(name, year, today),
          points,
          chart: readinessChart(points, year, `Children who are ready: ${title}`),
          findings: `/${councilId}/returns/findings?return=${name}&year=${year}`,
        }
      }),
    )
    const joint: JointFiling | null = jointFilingOf(settings.get(councilId))
    return page('returns/readiness/see-returns', {
      council: look(councilId),
      returns,
      // Of the running year: everybody has had the same months of it.
      compared:
        partners.length === 0
          ? []
          : returnNames.map((name) => ({
              title: `${returnTitles[name]}, ${yearWords(running)}`,
              rows: councils
                .map((id) => ({ id, look: look(id), ...countOf(id, name, running) }))
                .sort((a, b) => (a.look.name < b.look.name ? -1 : 1))
                .map(({ id, look: of, children, errors, queries, childrenWithAny }) => ({
                  look: of,
                  here: id === councilId,
                  children,
                  errors: perHundred(errors, children),
                  queries: perHundred(queries, children),
                  unready: perHundred(childrenWithAny, children),
                })),
            })),
      leastForRate,
      joint: joint && {
        by: look(joint.filedBy).name,
        with: look(joint.withCouncil).name,
        returns: inSentence(joint.returns),
      },
      brings: 'allowed' in may(viewer.scopes, "bring a council's data", { councilId }),
      maySet: 'allowed' in may(viewer.scopes, 'set joint filing', { councilId }),
    })
  },
})
