import { may } from '../../../access/may.ts'
import { yearInWords } from '../../../lib/financial-year.ts'
import { notFound, page, task } from '../../../web/task.ts'
import { type Agreement, sharedServices } from '../agreement.ts'
import { guardsOf } from '../benefits/money-lines.ts'
import { measuresOf } from '../benefits/queries.ts'
import { agreementsOf } from '../queries.ts'
import {
  byWhereItFalls,
  creditsOf,
  fallsOnWords,
  kindWords,
  type LedgerLine,
  type PricesByCouncil,
  paidBackIn,
  positions,
  provenOf,
  realisedByYear,
  stageWords,
  whyNoSaving,
} from './ledger.ts'
import { statedLine, titles } from './ledger-words.ts'
import { figuresOf, ledgerLines, priceRows, pricesOf, workerNames } from './queries.ts'
import { figuresChart, savingsChart, seriesWords } from './savings-chart.ts'
import { worksInFinance } from './validate-line.ts'

/** What one council saved by sharing: what a baseline proves, stage by stage; what was only said; what nobody knows. */
export const seeSavings = task({
  may: 'see the agreements',
  async show({ db, viewer, councilId, look, today }) {
    const directory = viewer.scopes.directory
    if (!directory.includes(councilId)) return notFound
    const agreements = await agreementsOf(db, directory)
    const everyLine = await ledgerLines(db, directory)
    const prices = await priceRows(db, directory)
    const figures = await figuresOf(db, councilId)
    const measures = await measuresOf(db, directory)
    const index = pricesOf(prices)
    const lines = everyLine.filter((line) => line.councilId === councilId)
    const own = lines.filter(({ joint }) => !joint)
    const names = await workerNames(
      db,
      directory,
      lines.flatMap(({ validatedBy }) => validatedBy ?? []),
    )
    const titleOf = titles(agreements)
    const guard = guardsOf(everyLine, measures, index, (id) => look(id).name)
    const years = realisedByYear(own, index)
    const mayWrite = 'allowed' in may(viewer.scopes, 'write in the savings ledger', { councilId })
    const finance = mayWrite && worksInFinance(viewer, councilId)
    const said = own
      .filter((line) => line.stated !== null && line.arrangementId === null && line.stage === 'realised')
      .map((line) => statedLine(line, titleOf, look(councilId).name))
    const concerned = new Set(own.flatMap(({ arrangementId }) => arrangementId ?? []))
    return page('sharing/savings/see-savings', {
      council: look(councilId),
      mayWrite,
      services: sharedServices(agreements, today, councilId).length,
      // What was said of all shared services together, as having happened: told at once, with what it does not say.
      headline: said.length === 1 ? said[0] : null,
      stated: lines
        .filter(({ stated }) => stated !== null)
        .map((line) => statedLine(line, titleOf, look(councilId).name)),
      // A joint figure of a host stands on the page of each council it is for.
      statedElsewhere: everyLine
        .filter((line) => line.joint && line.stated !== null && line.councilId !== councilId)
        .filter((line) => partyTo(agreements, line.arrangementId, councilId))
        .map((line) => statedLine(line, titleOf, look(line.councilId).name)),
      positions: positions(lines, index).map((one) => ({
        ...one,
        words: stageWords[one.stage],
        latest: one.latestYear === null ? null : yearInWords(one.latestYear),
      })),
      falls: byWhereItFalls(lines, index).map((one) => ({ ...one, words: fallsOnWords[one.fallsOn] })),
      years: years.map((one) => ({ ...one, words: yearInWords(one.year) })),
      chart: savingsChart(years, `What ${look(councilId).name} saved by sharing, year by year`),
      spentOnce: own.some((line) => line.oneOff > 0 && line.baseline !== null),
      paidBack: years.length === 0 ? null : paidBackIn(years),
      paidBackWords: yearInWords(paidBackIn(years) ?? 0),
      byAgreement: byAgreement(
        own.filter(({ arrangementId }) => arrangementId !== null),
        index,
        titleOf,
      ).map((one) => ({
        ...one,
        href: hrefOf(agreements, one.arrangementId ?? ''),
        guard: guard(one.arrangementId ?? ''),
      })),
      credits: creditsOf(everyLine, index)
        .filter((one) => concerned.has(one.arrangementId) && (one.joint !== null || one.credited.length > 1))
        .map((one) => ({
          ...one,
          title: titleOf(one.arrangementId),
          words: yearInWords(one.year),
          councils: one.credited.map((credit) => ({ ...credit, name: look(credit.councilId).shortName })),
        })),
      lines: lines.map((line) => ({
        ...line,
        title: titleOf(line.arrangementId),
        words: line.year === null ? 'No year stated' : yearInWords(line.year),
        kindWords: kindWords[line.kind],
        stageWords: stageWords[line.stage],
        fallsWords: fallsOnWords[line.fallsOn],
        baselineWords: line.baselineYear === null ? null : yearInWords(line.baselineYear),
        net: provenOf(line, index),
        why: whyNoSaving(line, index),
        validator: line.validatedBy === null ? null : (names.get(line.validatedBy) ?? 'somebody of finance'),
        mayValidate:
          finance && line.stage === 'realised' && line.baseline !== null && !line.authors.includes(viewer.workerId),
      })),
      prices: prices
        .filter((one) => one.councilId === councilId)
        .map((one) => ({ ...one, words: yearInWords(one.year), percent: Number(((one.factor - 1) * 100).toFixed(2)) })),
      figures: figureRows(figures),
      figureSources: [...new Set(figures.map(({ source }) => source))],
      figuresChart: figuresChart(figures, `Budget, demand and staff of ${look(councilId).name}, year by year`),
    })
  },
})

const hrefOf = (agreements: readonly Agreement[], id: string): string | null => {
  const found = agreements.find((one) => one.arrangementId === id)
  return found ? `/${found.hostId}/agreements/${id}/benefits` : null
}
const partyTo = (agreements: readonly Agreement[], id: string | null, councilId: number): boolean =>
  agreements.some((one) => one.arrangementId === id && one.parties.some(({ partyId }) => partyId === councilId))

const byAgreement = (own: readonly LedgerLine[], index: PricesByCouncil, titleOf: (id: string | null) => string) =>
  [...Map.groupBy(own, ({ arrangementId }) => arrangementId)]
    .map(([arrangementId, lines]) => {
      const years = realisedByYear(lines, index)
      const stands = positions(lines, index)
      const at = (stage: 'realised' | 'validated') => stands.find((one) => one.stage === stage)!
      const oneOff = lines
        .filter(({ stage }) => stage === 'realised' || stage === 'validated')
        .reduce((sum, line) => sum + (provenOf(line, index) === null ? 0 : line.oneOff), 0)
      const back = paidBackIn(years)
      return {
        arrangementId,
        title: titleOf(arrangementId),
        realised: at('realised').cumulative + at('validated').cumulative,
        oneOff,
        proven: years.length > 0,
        paidBack: back === null ? null : yearInWords(back),
      }
    })
    .sort((a, b) => b.realised - a.realised || a.title.localeCompare(b.title))

const figureRows = (figures: Awaited<ReturnType<typeof figuresOf>>) =>
  [...Map.groupBy(figures, ({ year }) => year)]
    .sort(([a], [b]) => b - a)
    .map(([year, own]) => ({
      words: yearInWords(year),
      cells: (['budget', 'demand', 'staff'] as const).map((series) => {
        const found = own.find((one) => one.series === series)
        return found ? seriesWords[series].write(found.value) : null
      }),
    }))
