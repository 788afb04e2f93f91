import { z } from 'zod'
import { onlyByNight } from '../../../access/night.ts'
import { newId } from '../../../lib/ids.ts'
import { longestQuery, type Match, matchOf, type Query, queryKeys, rank } from '../../../lib/search-keys.ts'
import { optionalWords } from '../../../web/form.ts'
import { type Ask, goWithAnswers, notFound, type Outcome, page, redirect, task } from '../../../web/task.ts'
import { tagsOn } from '../overview/tags.ts'
import { isProfessional, relationLabel } from '../people/family.ts'
import { ageSentence, displayName, fullNameIfDifferent } from '../people/person.ts'
import { candidates, foundChildren, mostAdults, statesOf } from './queries.ts'
import { becauseWords, mostShown, type Plan, planOf, searchedFor, streetOf, waysToWiden } from './search.ts'

type Hit = { councilId: number; personId: string; rank: number; because: string[]; through: string | null }

/**
 * One box for everything somebody may say of a child, inside what the viewer may find and nowhere else. What was typed
 * is kept with the worker and never stands in an address: names in addresses end up in logs and histories.
 */
export const findAChild = task({
  may: 'find a child',
  changesNothing: true,
  form: () => z.object({ q: optionalWords({ limit: 1000 }) }),
  show: (ask) => showSearch(ask),
  submit: async ({ answers }) => (answers.q === '' ? redirect('/search') : goWithAnswers(`/search/${newId()}`)),
})

/** What a search found, under the id of what was typed; another worker's search is not found. */
export const seeFound = task({
  may: 'find a child',
  form: () => z.object({ q: optionalWords() }),
  show: async (ask) => (ask.form.draftSavedAt === null ? notFound : showSearch(ask)),
})

const showSearch = async (ask: Ask): Promise<Outcome> => {
  const { viewer, look, today, form } = ask
  const { scopes } = viewer
  const typed = form.errors.q ? '' : String(form.values.q ?? '').trim()
  const asked = queryKeys(typed, today)
  const plan = typed === '' ? null : planOf(asked)
  const councils = scopes.find.map(look).sort((a, b) => a.name.localeCompare(b.name))
  const state = typed === '' ? 'empty' : councils.length === 0 ? 'nowhere' : plan === null ? 'too little' : 'searched'
  const results =
    state === 'searched' && plan !== null
      ? await found(ask, asked, plan)
      : { shown: [], more: false, manyAdults: false, heard: true, byCouncil: new Map() }
  const audit =
    results.byCouncil.size === 0
      ? [{ councilId: viewer.councilId, detail: { shown: [] } }]
      : [...results.byCouncil].map(([councilId, ids]) => ({ councilId, detail: { shown: ids } }))
  return page(
    'children/search/find-a-child',
    {
      typed: [...typed].slice(0, longestQuery).join(''),
      councils,
      state,
      searched: searchedFor(asked),
      widen: waysToWiden(asked),
      notes: results.manyAdults
        ? [...asked.notes, 'Many parents and carers answer too. Add something to see the children of all of them']
        : asked.notes,
      results: results.shown,
      more: results.more,
      heard: results.heard,
    },
    { audit },
  )
}

/**
 * The children of these councils who answer, best first, with the ids of those shown for the audit of each council. Who has
 * only the night desk's summary of a council is led to that.
 */
export const found = async (
  { db, viewer, look, today, query }: Pick<Ask, 'db' | 'viewer' | 'look' | 'today' | 'query'>,
  asked: Query,
  plan: Plan,
  councils: readonly number[] = viewer.scopes.find,
) => {
  const { scopes } = viewer
  const { people, heard } = await candidates(db, councils, plan, asked.parts, query.sounds === 'yes')
  const judged = people.flatMap((person) => {
    const match: Match | null = matchOf(asked, person.keys)
    return match === null ? [] : [{ person, match, rank: rank(match) }]
  })
  const hits = new Map<string, Hit>()
  const keep = (hit: Hit) => {
    const key = `${hit.councilId} ${hit.personId}`
    const held = hits.get(key)
    if (!held || held.rank < hit.rank) hits.set(key, hit)
  }
  for (const { person, match, rank: best } of judged) {
    if (person.isChild)
      keep({
        councilId: person.councilId,
        personId: person.personId,
        rank: best,
        because: becauseWords(match),
        through: null,
      })
  }
  // A parent who answers brings their children, a little below a child who answers as well.
  const adults = judged.filter(({ person }) => !person.isChild)
  for (const { person, match, rank: best } of adults) {
    for (const tie of person.ties) {
      // A teacher or a doctor knows many children: their name finds none of them.
      if (!isProfessional(tie))
        keep({
          councilId: person.councilId,
          personId: tie.childId,
          rank: best - 5,
          because: becauseWords(match),
          through: `${relationLabel(tie.kind)}, ${tie.name}`,
        })
    }
  }
  const best = [...hits.values()].sort((a, b) => b.rank - a.rank)
  const shown = best.slice(0, mostShown)
  const [children, spells] = await Promise.all([foundChildren(db, shown, today), statesOf(db, shown)])
  const results = shown
    .flatMap((hit) => {
      const key = `${hit.councilId} ${hit.personId}`
      const child = children.get(key)
      if (!child) return []
      const name = displayName(child)
      const full = fullNameIfDifferent(child)
      const whole = scopes.record.includes(hit.councilId)
      const tags = tagsOn({
        spells: spells.get(key) ?? [],
        on: today,
        restricted: child.restricted,
        confidentialAddress: child.home?.confidential ?? false,
        diedOn: child.diedOn,
        wording: look(hit.councilId).wording,
        whole,
      })
      return [
        {
          name,
          aliases: [...(full ? [full] : []), ...child.aliases].filter(
            (alias, at, all) => alias !== name && all.indexOf(alias) === at,
          ),
          age: ageSentence(child, today),
          bornOn: child.bornOn,
          path: `/${hit.councilId}/children/${hit.personId}${onlyByNight(scopes, hit.councilId) ? '/night' : ''}`,
          look: look(hit.councilId),
          street: child.home?.lines ? streetOf(child.home.lines) : null,
          confidential: child.home?.confidential ?? false,
          tags: tags.length > 0 || !whole ? tags : [{ text: 'No open work', colour: 'grey' }],
          because: hit.because,
          through: hit.through,
          rank: hit.rank,
          councilId: hit.councilId,
          childId: hit.personId,
        },
      ]
    })
    .sort((a, b) => b.rank - a.rank || a.name.localeCompare(b.name))
  const byCouncil = new Map<number, string[]>()
  for (const { councilId, childId } of results) byCouncil.set(councilId, [...(byCouncil.get(councilId) ?? []), childId])
  return { shown: results, more: best.length > mostShown, manyAdults: adults.length >= mostAdults, heard, byCouncil }
}
