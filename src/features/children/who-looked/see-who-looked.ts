import { isId } from '../../../lib/ids.ts'
import { notFound, page, refused, task } from '../../../web/task.ts'
import { openRecord } from '../overview/child-head.ts'
import { colleagues } from '../overview/queries.ts'
import { becauseWords, lookOf, type OutcomeFilter, outcomeFilters, outcomeWords } from './look.ts'
import { agreementTitles, lookers, looksAt } from './queries.ts'

const looksOnPage = 50

/** Who opened this record in the last twelve months: when, as what, and why they were let in or turned away. */
export const seeWhoLooked = task({
  may: 'see who looked',
  async show(ask) {
    const { db, councilId, childId, query } = ask
    const record = await openRecord(ask, '/who-looked')
    if (!record) return notFound
    const { head, reader } = record
    if (!reader.looks)
      return refused('Who looked is shown to those who read this council’s records, not to readers of a few by name')
    const since = ask.now.toZonedDateTimeISO('Europe/London').subtract({ months: 12 }).toInstant()
    const chosen =
      query.what !== undefined && Object.hasOwn(outcomeFilters, query.what) ? (query.what as OutcomeFilter) : null
    const person = isId(query.who) ? query.who : null
    const number = Math.max(1, Number(/^\d{1,4}$/.exec(query.page ?? '')?.[0] ?? 1))
    const rows = await looksAt(
      db,
      councilId,
      childId,
      since,
      { outcomes: chosen === null ? null : outcomeFilters[chosen].outcomes, workerId: person },
      { limit: looksOnPage, offset: (number - 1) * looksOnPage },
    )
    const people = await lookers(db, councilId, childId, since)
    const shown = rows.slice(0, looksOnPage).map((row) => ({ ...row, ...lookOf(row.canonical) }))
    const workers = await colleagues(
      db,
      ask.viewer.scopes.directory,
      people.map((one) => one.worker_id),
    )
    const agreements = await agreementTitles(db, ask.viewer.scopes.directory, [
      ...new Set(shown.map((row) => row.arrangementId).filter((id) => id !== null)),
    ])
    const elsewhere = (council: number | null): string =>
      council === null || council === councilId
        ? 'Somebody who is not in your directory'
        : `Somebody of ${ask.look(council).name}`
    const name = (id: string | null, council: number | null): string =>
      id === null ? 'The service itself' : (workers.get(id)?.name ?? elsewhere(council))
    const link = (more: Record<string, string>): string => {
      const parameters = new URLSearchParams()
      if (chosen !== null) parameters.set('what', chosen)
      if (person !== null) parameters.set('who', person)
      for (const [key, value] of Object.entries(more)) parameters.set(key, value)
      return `${head.path}/who-looked?${parameters}`
    }
    return page('children/who-looked/see-who-looked', {
      head,
      looks: shown.map((row) => ({
        at: row.happened_at,
        who: name(row.worker_id, row.councilId),
        what: outcomeWords[row.outcome] ?? row.outcome,
        task: row.task,
        why: becauseWords(row.outcome, row.reason),
        agreement: row.arrangementId === null ? null : (agreements.get(row.arrangementId) ?? null),
        turnedAway: row.outcome === 'refused' || row.outcome === 'not found',
      })),
      people: people
        .flatMap((one) =>
          one.worker_id === null ? [] : [{ value: one.worker_id, text: `${name(one.worker_id, null)} (${one.times})` }],
        )
        .toSorted((a, b) => a.text.localeCompare(b.text)),
      kinds: Object.entries(outcomeFilters).map(([value, one]) => ({ value, text: one.text })),
      what: chosen,
      who: person,
      narrowed: chosen !== null || person !== null,
      number,
      previous: number > 1 ? link({ page: String(number - 1) }) : null,
      next: rows.length > looksOnPage ? link({ page: String(number + 1) }) : null,
    })
  },
})
