import { z } from 'zod'
import { readYear, yearInWords } from '../../../lib/financial-year.ts'
import { pounds } from '../../../lib/money.ts'
import { optionalWords, startingWith } from '../../../web/form.ts'
import { type Ask, conflict, goWithAnswers, invalid, notFound, page, redirect, task } from '../../../web/task.ts'
import { boxesOf, postRows, readCost } from './cost-form.ts'
import { methodNames, methods, partiesWithin, periodOf } from './cost-year.ts'
import { type Arranged, arrangedAt, costYears, type StoredCost, saveCost } from './queries.ts'
import { splitOrProblem } from './see-costs.ts'

type Found = { arranged: Arranged; year: number; ids: number[]; before: StoredCost | null }

/** The arrangement and year of an address; null where the arrangement does not stand in that year. */
export const costOfAddress = async ({ db, councilId, params }: Ask): Promise<Found | null> => {
  const year = readYear(params.year)
  const arranged = year === null ? null : await arrangedAt(db, councilId, params.arrangementId ?? '')
  if (!arranged || year === null) return null
  const period = periodOf(year, arranged)
  if (period === null) return null
  const [before = null] = await costYears(db, councilId, arranged.arrangementId, year)
  return { arranged, year, ids: partiesWithin(arranged.parties, period), before }
}

/** A year in one sentence, for whoever saved at the same time. */
export const costInWords = (cost: Pick<StoredCost, 'method' | 'budget' | 'actual'>): string =>
  `${methods[cost.method]}. Budget ${cost.budget === null ? 'not known' : pounds(cost.budget)}, cost ${cost.actual === null ? 'not known' : pounds(cost.actual)}.`

/** Enters or changes a year’s cost. What another split would do can be seen before anything is saved. */
export const changeCost = task({
  may: 'change what sharing costs',
  // Every other box ends in the code of a council, so which there are is known only with the arrangement.
  form: () =>
    z
      .object({ reason: optionalWords({ limit: 1000, what: 'The reason' }), look: z.string().optional() })
      .catchall(z.unknown()),
  async show(ask) {
    const found = await costOfAddress(ask)
    if (!found) return notFound
    const { arranged, year, ids, before } = found
    const { look, form } = ask
    const values = startingWith(form, boxesOf(before)).values
    // A draft that can be read shows what it would do, beside what stands.
    const read = form.draftSavedAt === null ? null : readCost(values, year, ids, arranged.parties, arranged)
    const has = (start: string): boolean =>
      [...Object.keys(form.errors), ...Object.entries(values).flatMap(([name, value]) => (value ? name : []))].some(
        (name) => name.startsWith(start),
      )
    const stood = before ? splitOrProblem(before, arranged).split : null
    const proposed = read && 'split' in read ? read.split : null
    return page('sharing/costs/change-cost', {
      form: { ...form, values },
      arranged,
      year,
      words: yearInWords(year),
      version: before?.version ?? null,
      settledOn: before?.settledOn ?? null,
      councils: ids.map(look),
      methods: methodNames.map((value) => ({ value, text: methods[value] })),
      postRows: Array.from({ length: postRows(values) }, (_, at) => at + 1),
      // What this year does not need stays folded up, unless something in it is filled in or wrong.
      open: {
        posts: values.method === 'posts' || has('post'),
        redundancy: Boolean(values.redundancy || form.errors.redundancy),
        override: has('override'),
      },
      whatIf: proposed?.councils.map((one) => {
        const is = stood?.councils.find(({ councilId: id }) => id === one.councilId)
        const would = one.actual ?? one.budget ?? 0
        const stands = is ? (is.actual ?? is.budget) : null
        return {
          look: look(one.councilId),
          stands,
          would,
          percent: one.percent,
          change: stands === null ? null : would - stands,
        }
      }),
      whatIfTotal: proposed ? (proposed.actual ?? proposed.budget) : null,
    })
  },
  async submit(sent) {
    const found = await costOfAddress(sent)
    if (!found) return notFound
    const { arranged, year, ids, before } = found
    const { db, viewer, councilId, answers, version, now } = sent
    const read = readCost(answers, year, ids, arranged.parties, arranged)
    if ('errors' in read) return invalid(read.errors)
    const here = `/${councilId}/agreements/${arranged.arrangementId}/costs`
    if (answers.look === 'yes') return goWithAnswers(`${here}/${year}/change`)
    if (before?.settledOn && answers.reason === '')
      return invalid({ reason: 'The year was settled. Say why it is changed: it has to be settled again afterwards' })
    const saved = await saveCost(
      db,
      { hostId: councilId, arrangementId: arranged.arrangementId, by: viewer.workerId, at: now },
      read.cost,
      before,
      version,
      answers.reason === '' ? 'Brought up to date' : answers.reason,
    )
    if (saved !== 'saved') {
      const [theirs] = await costYears(db, councilId, arranged.arrangementId, year)
      return conflict(theirs ? costInWords(theirs) : '', 'Somebody else', theirs?.version ?? saved.version)
    }
    return redirect(`${here}?year=${year}#year`, `The cost of ${yearInWords(year)} was saved.`)
  },
})
