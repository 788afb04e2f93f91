import { type Route, route } from '../../../web/task.ts'
import { addQualityMeasure, recordReading } from './add-measure.ts'
import { recordBenefit, takeOffBenefit } from './record-benefit.ts'
import { seeBenefits } from './see-benefits.ts'

export const benefitRoutes: Route[] = [
  route('/:councilId/agreements/:arrangementId/benefits', seeBenefits),
  route('/:councilId/agreements/:arrangementId/benefits/new', recordBenefit),
  route('/:councilId/agreements/:arrangementId/benefits/:benefitId', takeOffBenefit),
  route('/:councilId/quality/new', addQualityMeasure),
  route('/:councilId/quality/:measureId', recordReading),
]
