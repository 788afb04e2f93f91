import { type Route, route } from '../../../web/task.ts'
import { correctSaving } from './correct-line.ts'
import { enterLine } from './enter-line.ts'
import { fetchSavings } from './fetch-savings.ts'
import { listSavings } from './list-savings.ts'
import { recordCouncilFigure } from './record-figure.ts'
import { recordPrices } from './record-price.ts'
import { seeSavings } from './see-savings.ts'
import { validateSaving } from './validate-line.ts'

export const savingRoutes: Route[] = [
  route('/savings', listSavings),
  route('/:councilId/savings', seeSavings),
  route('/:councilId/savings/table', fetchSavings),
  route('/:councilId/savings/lines/new', enterLine),
  route('/:councilId/savings/lines/:lineId', correctSaving),
  route('/:councilId/savings/lines/:lineId/validate', validateSaving),
  route('/:councilId/savings/figures', recordCouncilFigure),
  route('/:councilId/savings/prices', recordPrices),
]
