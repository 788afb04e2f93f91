import { yearInWords } from '../../../lib/financial-year.ts'
import { page, task } from '../../../web/task.ts'
import { sharedServices } from '../agreement.ts'
import { agreementsOf } from '../queries.ts'
import { creditsOf, positions } from './ledger.ts'
import { statedLine, titles } from './ledger-words.ts'
import { ledgerLines, priceRows, pricesOf } from './queries.ts'

/** What sharing saves, council by council and agreement by agreement: both from the one ledger. */
export const listSavings = task({
  may: 'see the agreements',
  async show({ db, viewer, look, today }) {
    const directory = viewer.scopes.directory
    const agreements = await agreementsOf(db, directory)
    const lines = await ledgerLines(db, directory)
    const prices = pricesOf(await priceRows(db, directory))
    const titleOf = titles(agreements)
    const hosts = new Map(agreements.map((one) => [one.arrangementId, one.hostId]))
    return page('sharing/savings/list-savings', {
      councils: directory
        .map(look)
        .sort((a, b) => a.name.localeCompare(b.name))
        .map((council) => {
          const own = lines.filter((line) => line.councilId === council.councilId)
          const at = new Map(positions(own, prices).map((one) => [one.stage, one]))
          return {
            look: council,
            services: sharedServices(agreements, today, council.councilId).length,
            forecast: at.get('forecast')!.cumulative,
            agreed: at.get('agreed')!.cumulative,
            realised: at.get('realised')!.cumulative,
            validated: at.get('validated')!.cumulative,
            runRate: at.get('realised')!.runRate,
            lines: own.length,
            stated: own
              .filter((line) => line.stated !== null && !line.joint)
              .map((line) => statedLine(line, titleOf, council.name)),
          }
        }),
      joint: lines
        .filter((line) => line.joint && line.stated !== null)
        .map((line) => ({
          ...statedLine(line, titleOf, look(line.councilId).name),
          href: `/${line.hostId}/agreements/${line.arrangementId}`,
        })),
      credits: creditsOf(lines, prices).map((one) => ({
        ...one,
        title: titleOf(one.arrangementId),
        href: hosts.has(one.arrangementId) ? `/${one.hostId}/agreements/${one.arrangementId}/benefits` : null,
        words: yearInWords(one.year),
        councils: one.credited.map((credit) => ({ ...credit, name: look(credit.councilId).shortName })),
      })),
    })
  },
})
