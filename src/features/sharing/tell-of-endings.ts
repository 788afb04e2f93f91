import { managingRoles } from '../../access/roles.ts'
import type { Db } from '../../database/connection.ts'
import { type Day, zone } from '../../lib/day.ts'
import { idFrom } from '../../lib/ids.ts'
import { longDay } from '../../web/render.ts'
import { type Ending, endingSoon, whatStops } from './endings.ts'
import { agreementsOf, managersOf, postsUnder } from './queries.ts'

/** How somebody is told; the nightly job gives the way (features/notices `tell`). */
export type Tell = (
  db: Db,
  telling: {
    councilId: readonly number[]
    workerIds: readonly string[]
    kind: string
    words: string
    path: string
    aboutId: string
    now: Temporal.Instant
  },
) => Promise<void>

/** "The night team of Alder and Birch ends on 31 March 2027." */
export const endingInWords = (ending: Ending, today: Day, name: (councilId: number) => string): string => {
  const title = ending.title.charAt(0).toUpperCase() + ending.title.slice(1)
  if (ending.what === 'ends') return `${title}: its last day is ${longDay(ending.on)}.`
  if (ending.what === 'leaves')
    return `${title}: the last day of ${name(ending.councilId as number)} is ${longDay(ending.on)}.`
  const overdue = Temporal.PlainDate.compare(ending.on, today) < 0
  return `${title}: its review ${overdue ? 'was' : 'is'} due by ${longDay(ending.on)}.`
}

/**
 * Tells whoever answers for an arrangement, and the managers of its parties, a month before it ends, a party leaves or its
 * review is due, with what will stop working. Nobody is told twice of the same. Needs a transaction whose walls hold
 * `councilIds` as directory. Answers how many endings were told of.
 */
export const tellOfEndings = async (
  db: Db,
  councilIds: readonly number[],
  today: Day,
  tell: Tell,
  name: (councilId: number) => string,
): Promise<number> => {
  const now = today.toZonedDateTime({ timeZone: zone, plainTime: '06:00' }).toInstant()
  const endings = endingSoon(await agreementsOf(db, councilIds), today)
  if (endings.length === 0) return 0
  const posts = await postsUnder(db, councilIds, [...new Set(endings.map((one) => one.arrangementId))], now)
  const managers = await managersOf(db, [...new Set(endings.flatMap((one) => one.partyIds))], managingRoles, now)
  for (const ending of endings) {
    const told = managers.filter((one) => ending.partyIds.includes(one.councilId)).map((one) => one.workerId)
    await tell(db, {
      councilId: councilIds,
      workerIds: [...told, ...(ending.ownerId === null ? [] : [ending.ownerId])],
      kind: 'an arrangement ends',
      words: [endingInWords(ending, today, name), ...whatStops(ending, posts, name)].join(' '),
      path: `/${ending.hostId}/agreements/${ending.arrangementId}`,
      aboutId: idFrom(`${ending.arrangementId} ${ending.what} ${ending.councilId ?? ''} ${ending.on}`, 0),
      now,
    })
  }
  return endings.length
}
