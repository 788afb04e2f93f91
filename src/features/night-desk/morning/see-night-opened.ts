import { type Day, isAfter } from '../../../lib/day.ts'
import { addWorkingDays } from '../../../lib/working-days.ts'
import { page, task } from '../../../web/task.ts'
import { displayName } from '../../children/index.ts'
import { breakGrounds } from '../break-glass/break-glass.ts'
import { brokenBetween } from '../break-glass/queries.ts'
import { nightBefore } from '../night.ts'
import { groundWords } from '../summary/night-summary.ts'
import { namesOf } from '../summary/queries.ts'
import { type Line, linesOf } from './night-opened.ts'
import { childrenNamed, contactsBetween, nightAudit, openingsBetween } from './queries.ts'

const dayIn = (text: string | undefined, today: Day): Day => {
  if (text === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return today
  try {
    const on = Temporal.PlainDate.from(text)
    return isAfter(on, today) ? today : on
  } catch {
    return today
  }
}

/** What the night team opened of this council's children last night, and why: by child or by worker, for any night. */
export const seeNightOpened = task({
  may: 'see what the night opened',
  async show({ db, viewer, councilId, query, today, look, calendar }) {
    const working = calendar(councilId)
    const morning = addWorkingDays(dayIn(query.on, today).add({ days: 1 }), -1, working)
    const night = nightBefore(morning, working)
    const between = { councilId, ...night }
    const { directory } = viewer.scopes
    const [opened, broken, contacts, audited] = await Promise.all([
      openingsBetween(db, between),
      brokenBetween(db, councilId, directory, night.from, night.to),
      contactsBetween(db, between),
      nightAudit(db, between, directory),
    ])
    const lines = linesOf(
      {
        opened,
        broken: broken.map((one) => ({ ...one, until: one.closedAt ?? one.expiresAt })),
        contacts,
      },
      audited,
      { ground: groundWords, breakGround: (ground) => breakGrounds[ground as keyof typeof breakGrounds] ?? ground },
    )
    const ids = [...new Set(lines.map((line) => line.childId))]
    const [children, workers] = await Promise.all([
      childrenNamed(db, councilId, ids),
      namesOf(
        db,
        directory,
        lines.map((line) => line.workerId),
        [],
      ),
    ])
    const childNames = new Map(children.map((child) => [child.childId, displayName(child)]))
    const worker = (id: string | null): string => (id && workers.get(id)?.name) || 'A worker of another council'
    // What the reader may not know of is in no line.
    const known = lines.filter((line) => childNames.has(line.childId))
    const byWorker = query.by === 'worker'
    const groups = Map.groupBy(known, (line) => (byWorker ? (line.workerId ?? '') : line.childId))
    const shown = (line: Line) => ({
      ...line,
      name: byWorker ? (childNames.get(line.childId) as string) : worker(line.workerId),
      href: byWorker ? `/${councilId}/children/${line.childId}` : null,
    })
    const path = `/${councilId}/night-opened`
    const by = byWorker ? '&by=worker' : ''
    return page(
      'night-desk/morning/see-night-opened',
      {
        council: look(councilId).name,
        night,
        byWorker,
        groups: [...groups]
          .map(([id, list]) => ({
            title: byWorker ? worker(id || null) : (childNames.get(id) as string),
            href: byWorker ? null : `/${councilId}/children/${id}`,
            lines: list.map(shown),
          }))
          .sort((a, b) => a.title.localeCompare(b.title)),
        counts: {
          children: new Set(known.map((line) => line.childId)).size,
          wrong: known.filter((line) => line.wrongPerson).length,
          broken: known.filter((line) => line.kind === 'broken').length,
          bare: known.filter((line) => line.kind === 'audit').length,
        },
        earlier: `${path}?on=${addWorkingDays(morning, -1, working)}${by}`,
        later: isAfter(today, morning) ? `${path}?on=${addWorkingDays(morning, 1, working)}${by}` : null,
        other: `${path}?on=${morning}${byWorker ? '' : '&by=worker'}`,
        reviews: `/${councilId}/break-glass`,
      },
      { audit: [{ detail: { shown: [...childNames.keys()] } }] },
    )
  },
})
