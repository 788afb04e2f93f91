import { notFound, page, task } from '../../web/task.ts'
import {
  type Agreement,
  byService,
  countsByPair,
  kinds,
  pairKey,
  partiesOn,
  sharedServices,
  stateOn,
} from './agreement.ts'
import { agreementsOf } from './queries.ts'

/** Councils of an agreement that has not begun or has ended, the host first. */
const hostFirst = (one: Agreement): number[] => [
  ...new Set([
    ...one.parties.filter((party) => party.partyId === one.hostId).map((party) => party.partyId),
    ...one.parties.map((party) => party.partyId),
  ]),
]

const states = ['in force', 'agreed, not begun', 'ended'] as const

/** The register of agreements: of one council, of a pair, by service, and how many services each pair shares. */
export const listAgreements = task({
  may: 'see the agreements',
  async show({ db, viewer, query, look, today }) {
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
    const view = query.view === 'services' || query.view === 'pairs' ? query.view : 'list'

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
          ? states.map((state) => ({
              state,
              agreements: within
                .filter((one) => stateOn(one, today) === state)
                .map((one) => {
                  const present = partiesOn(one, today)
                  const parties = present.length > 0 ? present : hostFirst(one)
                  return {
                    ...one,
                    kindWords: kinds[one.kind],
                    names: parties.map((id) => ({ name: look(id).name, host: id === one.hostId })),
                  }
                }),
            }))
          : [],
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
