// For tests: of every rule a return it passes and one it fails.
import type { Examples } from '../testing.ts'
import { assessmentExamples } from './assessments.examples.ts'
import { characteristicExamples } from './characteristics.examples.ts'
import { enquiryExamples } from './enquiries.examples.ts'
import { identityExamples } from './identity.examples.ts'
import { needPlanExamples } from './need-plans.examples.ts'
import { preProceedingsExamples } from './pre-proceedings.examples.ts'
import { protectionPlanExamples } from './protection-plans.examples.ts'
import { pupilNumberExamples } from './pupil-numbers.examples.ts'
import { referralExamples } from './referrals.examples.ts'
import { wholeReturnExamples } from './whole-return.examples.ts'

export const cinExamples: Examples = {
  ...wholeReturnExamples,
  ...identityExamples,
  ...pupilNumberExamples,
  ...characteristicExamples,
  ...referralExamples,
  ...assessmentExamples,
  ...enquiryExamples,
  ...needPlanExamples,
  ...protectionPlanExamples,
  ...preProceedingsExamples,
}
