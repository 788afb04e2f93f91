import { type Day, isAfter, isBefore } from '../../lib/day.ts'
import { addMonths } from '../../lib/working-days.ts'
import { type Agreement, listInWords, partiesOn, stateOn } from './agreement.ts'

// What comes to an end within a month, and what stops working then: those who answer for it are told in time.

type Watched = Pick<Agreement, 'hostId' | 'arrangementId' | 'title' | 'startsOn' | 'endsOn' | 'endedOn' | 'parties'> & {
  reviewOn: Day | null
  ownerId: string | null
}

export type Ending = {
  hostId: number
  arrangementId: string
  title: string
  what: 'ends' | 'leaves' | 'review'
  /** the last day it works, the last day of the council that leaves, or the day by which it is reviewed */
  on: Day
  /** the council that leaves */
  councilId: number | null
  /** whoever answers for it; null: nobody is named */
  ownerId: string | null
  /** the councils that are parties today: their managers are told */
  partyIds: number[]
}

/** Everything that ends, is left or falls due for review within a month of today, and reviews that are overdue; soonest first. */
export const endingSoon = (agreements: readonly Watched[], today: Day): Ending[] => {
  const until = addMonths(today, 1)
  const soon = (on: Day | null): on is Day => on !== null && !isBefore(on, today) && !isAfter(on, until)
  return agreements
    .filter((one) => stateOn(one, today) !== 'ended')
    .flatMap((one): Ending[] => {
      const about = {
        hostId: one.hostId,
        arrangementId: one.arrangementId,
        title: one.title,
        ownerId: one.ownerId,
        partyIds: partiesOn(one, today),
      }
      const endings: Ending[] = []
      if (soon(one.endsOn)) endings.push({ ...about, what: 'ends', on: one.endsOn, councilId: null })
      for (const party of one.parties) {
        const back = one.parties.some(
          (other) => other.partyId === party.partyId && isAfter(other.joinedOn, party.joinedOn),
        )
        if (soon(party.leftOn) && !back && !soon(one.endsOn))
          endings.push({ ...about, what: 'leaves', on: party.leftOn, councilId: party.partyId })
      }
      if (one.reviewOn !== null && !isAfter(one.reviewOn, until))
        endings.push({ ...about, what: 'review', on: one.reviewOn, councilId: null })
      return endings
    })
    .sort((a, b) => Temporal.PlainDate.compare(a.on, b.on) || a.title.localeCompare(b.title))
}

/** Posts alike, counted: one row for each council they reach. */
export type Counted = {
  arrangementId: string
  employerId: number
  role: string
  reachesId: number
  reachesRecords: boolean
  people: number
}

/** What stops working, in sentences: whose posts no longer serve whom. A review stops nothing. */
export const whatStops = (
  ending: Pick<Ending, 'arrangementId' | 'what' | 'councilId'>,
  posts: readonly Counted[],
  name: (councilId: number) => string,
): string[] => {
  if (ending.what === 'review') return ['Nothing stops by itself: it goes on until somebody ends it.']
  const lost = posts.filter(
    (post) =>
      post.arrangementId === ending.arrangementId &&
      (ending.what === 'ends' || post.reachesId === ending.councilId || post.employerId === ending.councilId),
  )
  if (lost.length === 0) return ['Nobody holds a post under it today, so nothing stops.']
  const alike = Map.groupBy(lost, (post) => `${post.employerId} ${post.role} ${post.reachesRecords}`)
  return [...alike.values()].map((same) => {
    const first = same[0] as Counted
    const byCouncil = Map.groupBy(same, (post) => post.reachesId)
    const people = Math.max(
      ...[...byCouncil.values()].map((list) => list.reduce((sum, one) => sum + Number(one.people), 0)),
    )
    const councils = listInWords([...byCouncil.keys()].map(name))
    return `${people} ${people === 1 ? 'person' : 'people'} of ${name(first.employerId)} with a post of ${first.role} no longer ${people === 1 ? 'serves' : 'serve'} ${councils}${first.reachesRecords ? ', and what the agreement opens there closes' : ''}.`
  })
}
