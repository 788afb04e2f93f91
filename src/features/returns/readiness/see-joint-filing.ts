import { may } from '../../../access/may.ts'
import type { Day } from '../../../lib/day.ts'
import { page, task } from '../../../web/task.ts'
import { displayName } from '../../children/index.ts'
import { settingHistory, settingRows, settingsOn } from '../../councils/index.ts'
import { yearsThatMatter } from '../record/years.ts'
import { agree, jointFilingOf, jointFilingSetting, meaningOf, pairsOf, sharedWords } from './joint-filing.ts'
import { returnsOf, sharedNumbers } from './queries.ts'
import { inSentence } from './readiness.ts'

const mostMatches = 300

/** Whether this council files with another, and which children would then be counted twice. */
export const seeJointFiling = task({
  may: "read a council's findings",
  async show({ db, viewer, councilId, look, today }) {
    const rows = await settingRows(db, councilId)
    const history = settingHistory(rows, jointFilingSetting, today)
    const inWords = (value: unknown): string => {
      const held = jointFilingOf(value)
      if (!held) return 'Files its own returns'
      const returns = inSentence(held.returns)
      return held.filedBy === councilId
        ? `Files the ${returns} for ${look(held.withCouncil).name} too`
        : `${look(held.filedBy).name} files the ${returns} for it`
    }
    const told = (row: { holdsFrom: Day; value: unknown }) => ({ from: row.holdsFrom, words: inWords(row.value) })
    // A filing that is about to begin is looked at before it does.
    const current = jointFilingOf(history.holds?.value)
    const joint = current ?? history.coming.map(({ value }) => jointFilingOf(value)).find((one) => one !== null) ?? null
    const other = joint?.withCouncil ?? null
    const open = other !== null && viewer.scopes.summary.includes(other)
    const matches = open ? await sharedNumbers(db, councilId, other, mostMatches) : []
    const pairs = pairsOf(matches)
    const [theirs, inReturns] = await Promise.all([
      other === null ? null : settingsOn(db, [other], jointFilingSetting, today),
      other === null || pairs.length === 0
        ? null
        : returnsOf(
            db,
            [councilId, other],
            yearsThatMatter(today)[0] as number,
            today,
            pairs.flatMap(({ own, theirs: child }) => [own.childId, child.childId]),
          ),
    ])
    const shownChild = (id: number, child: (typeof pairs)[number]['own']) => ({
      name: displayName(child),
      bornOn: child.bornOn,
      path: `/${id}/children/${child.childId}`,
      returns: (inReturns?.get(`${id} ${child.childId}`) ?? []).map((name) => inSentence([name])),
    })
    return page(
      'returns/readiness/see-joint-filing',
      {
        council: look(councilId),
        now: inWords(history.holds?.value),
        since: history.holds?.holdsFrom ?? null,
        coming: history.coming.map(told),
        earlier: history.earlier.map(told),
        other: other === null ? null : look(other),
        disagrees: current !== null && !agree(councilId, current, jointFilingOf(theirs?.get(current.withCouncil))),
        open,
        pairs: pairs.map(({ own, theirs: child, shared }) => ({
          own: shownChild(councilId, own),
          theirs: shownChild(other as number, child),
          shared: shared.map((one) => sharedWords[one]),
          meaning: meaningOf(shared),
          twice: (inReturns?.get(`${councilId} ${own.childId}`) ?? []).some((name) =>
            (inReturns?.get(`${other} ${child.childId}`) ?? []).includes(name),
          ),
        })),
        more: matches.length === mostMatches,
        maySet: 'allowed' in may(viewer.scopes, 'set joint filing', { councilId }),
      },
      {
        audit: [
          { councilId, detail: { shown: pairs.map(({ own }) => own.childId) } },
          ...(pairs.length > 0 && other !== null
            ? [{ councilId: other, detail: { shown: pairs.map(({ theirs: child }) => child.childId) } }]
            : []),
        ],
      },
    )
  },
})
