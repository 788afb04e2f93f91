import { notFound, page, task } from '../../web/task.ts'
import {
  type Agreement,
  byService,
  countsByPair,
  kinds,
  pairKey,
  partiesOn,
  sharedServices,
  stageOf,
  stateOn,
} from './agreement.ts'
import { endingSoon, whatStops } from './endings.ts'
import { openProposals, type Proposal } from './proposals/queries.ts'
import { agreementsOf, postsUnder } from './queries.ts'
import { endingInWords } from './tell-of-endings.ts'
import { milestoneLate, openStages } from './terms.ts'

/** Councils of an agreement that has not begun or has ended, the host first. */
const hostFirst = (one: Agreement): number[] => [
  ...new Set([
    ...one.parties.filter((party) => party.partyId === one.hostId).map((party) => party.partyId),
    ...one.parties.map((party) => party.partyId),
  ]),
]

/** In the order of the register: what is at work, what is coming, and what was. */
const registerStages = ['live', 'implementing', 'approved', 'business case', 'idea', 'ended'] as const

type Line = {
  href: string
  service: string
  title: string
  kindWords: string
  names: { name: string; host: boolean }[]
  from: Temporal.PlainDate | null
  to: Temporal.PlainDate | null
  signed: boolean
  late: boolean
}

/** Earliest first; what has no day yet comes last. */
const byDate = (a: Line, b: Line): number =>
  a.from === null || b.from === null
    ? Number(a.from === null) - Number(b.from === null)
    : Temporal.PlainDate.compare(a.from, b.from)

const views = ['list', 'pipeline', 'services', 'pairs'] as const

const lineOf = (one: Proposal, name: (councilId: number) => string, today: Temporal.PlainDate): Line => ({
  href: `/${one.hostId}/proposals/${one.proposalId}`,
  service: one.service,
  title: one.title,
  kindWords: kinds[one.terms.kind],
  names: [one.hostId, ...one.partyIds.filter((id) => id !== one.hostId)].map((id) => ({
    name: name(id),
    host: id === one.hostId,
  })),
  from: one.plannedFor,
  to: null,
  signed: false,
  late: milestoneLate(one, today),
})

/** The register of agreements: of one council, of a pair, by service, and how many services each pair shares. */
export const listAgreements = task({
  may: 'see the agreements',
  async show({ db, viewer, query, look, today, now }) {
    const councilIds = viewer.scopes.directory
    const agreements = await agreementsOf(db, councilIds)
    const chosen = (text: string | undefined): number | null | undefined => {
      if (text === undefined || text === '') return null
      const id = Number(text)
      return councilIds.includes(id) ? id : undefined
    }
    const council = chosen(query.council ?? String(viewer.councilId))
    const other = chosen(query.with)
    if (council === undefined || other === undefined) return notFound
    const pair = [council, other].filter((id): id is number => id !== null)
    const view = views.find((one) => one === query.view) ?? 'list'
    const name = (id: number): string => look(id).name
    const papers = view === 'list' || view === 'pipeline' ? await openProposals(db, viewer.scopes) : []
    const proposals = papers.filter((one) => pair.every((id) => one.partyIds.includes(id)))
    const endings = view === 'list' ? endingSoon(agreements, today) : []
    const endingIds = [...new Set(endings.map((one) => one.arrangementId))]
    const posts = await postsUnder(db, councilIds, endingIds, now)

    const within = agreements.filter((one) => pair.every((id) => one.parties.some((party) => party.partyId === id)))
    const known = [...new Set([...councilIds, ...agreements.flatMap((one) => partiesOn(one, today))])]
    const choices = councilIds
      .map((id) => ({ value: String(id), text: look(id).name }))
      .sort((a, b) => a.text.localeCompare(b.text))
    const counts = countsByPair(agreements, today, known)
    const shown =
      view === 'pairs'
        ? known
            .filter((id) => counts.has(pairKey(id, id)))
            .map(look)
            .sort((a, b) => a.name.localeCompare(b.name))
        : []
    return page('sharing/list-agreements', {
      view,
      council: council === null ? null : look(council),
      other: other === null ? null : look(other),
      choices,
      shared: sharedServices(agreements, today, ...pair).length,
      groups:
        view === 'list'
          ? registerStages.map((stage) => ({
              stage,
              lines: [
                ...within
                  .filter((one) => stageOf[stateOn(one, today)] === stage)
                  .map((one): Line => {
                    const present = partiesOn(one, today)
                    const parties = present.length > 0 ? present : hostFirst(one)
                    return {
                      href: `/${one.hostId}/agreements/${one.arrangementId}`,
                      service: one.service,
                      title: one.title,
                      kindWords: kinds[one.kind],
                      names: parties.map((id) => ({ name: name(id), host: id === one.hostId })),
                      from: one.startsOn,
                      to: one.endedOn ?? one.endsOn,
                      signed: true,
                      late: false,
                    }
                  }),
                ...proposals
                  .filter((one) => one.stage === stage && !one.changes)
                  .map((one) => lineOf(one, name, today)),
              ].sort(byDate),
            }))
          : [],
      board:
        view === 'pipeline'
          ? openStages.map((stage) => ({
              stage,
              cards: [
                ...proposals
                  .filter((one) => one.stage === stage && !one.changes)
                  .map((one) => ({
                    ...lineOf(one, name, today),
                    saving: one.businessCase.savingAYear,
                    milestoneOn: one.milestoneOn,
                    signatures: one.signatures.filter((each) => each.counts).length,
                  })),
                ...within
                  .filter((one) => stage === 'implementing' && stateOn(one, today) === 'agreed, not begun')
                  .map((one) => ({
                    href: `/${one.hostId}/agreements/${one.arrangementId}`,
                    service: one.service,
                    title: one.title,
                    kindWords: kinds[one.kind],
                    names: hostFirst(one).map((id) => ({ name: name(id), host: id === one.hostId })),
                    from: one.startsOn,
                    to: one.endsOn,
                    signed: true,
                    late: false,
                    saving: null,
                    milestoneOn: null,
                    signatures: 0,
                  })),
              ].sort(byDate),
            }))
          : [],
      waiting: proposals
        .filter((one) => one.changes)
        .map((one) => ({ href: `/${one.hostId}/proposals/${one.proposalId}`, title: one.title, madeAt: one.madeAt })),
      endings: endings.map((ending) => ({
        href: `/${ending.hostId}/agreements/${ending.arrangementId}`,
        words: endingInWords(ending, today, name),
        stops: whatStops(ending, posts, name),
      })),
      mayPropose: viewer.scopes.manage.map((id) => ({ councilId: id, name: name(id) })),
      services:
        view === 'services'
          ? byService(within, today).map((line) => ({ ...line, names: line.councils.map((id) => look(id).name) }))
          : [],
      matrix: shown.map((row) => ({
        look: row,
        total: counts.get(pairKey(row.councilId, row.councilId)) ?? 0,
        cells: shown.map((column) => ({
          councilId: column.councilId,
          name: column.name,
          own: column.councilId === row.councilId,
          count: counts.get(pairKey(row.councilId, column.councilId)) ?? 0,
        })),
      })),
    })
  },
})
