// Every check of the children in need census, topic by topic.
import type { Rule } from '../child.ts'
import { assessments } from './assessments.ts'
import { characteristics } from './characteristics.ts'
import { enquiries } from './enquiries.ts'
import { identity } from './identity.ts'
import { needPlans } from './need-plans.ts'
import { preProceedings } from './pre-proceedings.ts'
import { protectionPlans } from './protection-plans.ts'
import { pupilNumbers } from './pupil-numbers.ts'
import { referrals } from './referrals.ts'
import { wholeReturn } from './whole-return.ts'

export const cinRules: readonly Rule[] = [
  ...wholeReturn,
  ...identity,
  ...pupilNumbers,
  ...characteristics,
  ...referrals,
  ...assessments,
  ...enquiries,
  ...needPlans,
  ...protectionPlans,
  ...preProceedings,
]
