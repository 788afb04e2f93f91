import { visitKindOf } from '../visits/visit.ts'

// What a due date is called on a page, and which form starts what is due. The catalogue's own words (timescales/) say the
// duty as the law does; a list of things to do wants the thing.

const titles: Readonly<Record<string, string>> = {
  'referral-decision': 'Decide the referral and tell who referred',
  assessment: 'Finish the assessment',
  'assessment-checkpoint': 'Assessment checkpoint',
  'cin-plan-review': 'Child in need review',
  'cin-visit': 'Child in need visit',
  'strategy-discussion': 'Strategy discussion',
  icpc: 'Initial child protection conference',
  'icpc-transfer-in': 'Transfer-in conference',
  'core-group-first': 'First core group',
  'core-group-next': 'Core group',
  'rcpc-first': 'First review conference',
  'rcpc-next': 'Review conference',
  'prebirth-review': 'Review after the birth',
  'cp-visit': 'Child protection visit',
  'police-protection': 'Police protection ends',
  epo: 'Emergency protection order ends',
  'child-assessment-order': 'Child assessment order ends',
  pace: 'Stay after arrest ends',
  'fgdm-offer': 'Offer a family group meeting',
  'pre-proceedings-review': 'Review the pre-proceedings plan',
  'care-proceedings': 'Care proceedings to conclude',
  'care-plan': 'Care plan',
  'placement-plan': 'Placement plan',
  'iro-appoint': 'Name the reviewing officer',
  'cla-review-1': 'First review of the care plan',
  'cla-review-2': 'Second review of the care plan',
  'cla-review-n': 'Review of the care plan',
  'care-plan-change': 'Review before the care plan changes',
  'cla-visit-first': 'First visit to the new home',
  'cla-visit-year1': 'Visit',
  'cla-visit-later': 'Visit',
  'cla-visit-permanent': 'Visit',
  'cla-visit-parent-pending': 'Visit at the parent’s home',
  'cla-visit-temporary-carer': 'Visit with the temporary carer',
  'cla-visit-care-order-home': 'Visit at the parent’s home',
  'cla-visit-asked': 'Visit that was asked for',
  'short-break-single': 'Short break to end',
  'short-break-total': 'Short breaks of the year used up',
  'hospital-placement': 'Hospital stay to end',
  'holiday-placement': 'Stay with another carer to end',
  'respite-placement': 'Short stay to end',
  'distant-placement': 'Director to approve a distant home',
  'placement-notify': 'Tell health and the other council of the move',
  'health-initial': 'Initial health assessment',
  'health-under5': 'Health assessment',
  'health-5plus': 'Health assessment',
  dental: 'Dental check',
  sdq: 'Strengths and difficulties questionnaire',
  immunisation: 'Immunisations up to date',
  'pep-initiate': 'Start the personal education plan',
  'pep-initial': 'Personal education plan, first version',
  'pep-review': 'Personal education plan review',
  'adoption-panel': 'Adoption panel',
  'panel-papers': 'Papers to the adoption panel',
  'adm-decision': 'Adoption decision',
  'adm-tell-oral': 'Tell the family the decision',
  'adm-tell-written': 'Write to the family with the decision',
  match: 'Match with new parents',
  'adoption-review-before-1': 'Review before adoption placement',
  'adoption-visit': 'Adoption visit',
  'adoption-review-after-1': 'First review after adoption placement',
  'adoption-review-after-2': 'Review after adoption placement',
  'disruption-review': 'Review of why the placement ended',
  'life-story-book': 'Life-story book',
  'return-home-interview': 'Offer a return home interview',
  'pf-notify': 'Notice of private fostering',
  'pf-visit-first': 'First private fostering visit',
  'pf-visit-year1': 'Private fostering visit',
  'pf-visit-later': 'Private fostering visit',
  'eligible-assessment': 'Needs assessment for leaving care',
  'relevant-assessment': 'Needs assessment for leaving care',
  'pathway-plan-ready': 'Pathway plan',
  'pathway-review': 'Pathway plan review',
  'pathway-review-accom': 'Pathway plan review after the move',
  'pa-visit-first': 'Personal adviser’s first visit',
  'pa-visit-next': 'Personal adviser’s visit',
  'pa-upper-age': 'Personal adviser’s offer ends',
  'keep-in-touch': 'Get in touch',
  'uasc-status-end': 'Unaccompanied status ends',
}

/** What is to be done, as a person says it; the identifier itself where a timescale is new. */
export const dueTitle = (timescale: string): string => titles[timescale] ?? `${timescale.charAt(0).toUpperCase()}${timescale.slice(1).replaceAll('-', ' ')}`

export type DueTask = { path: string; may: 'record a visit' | 'record a step' }

/** Where the thing is started, below the child's own address. */
export const dueTask = (timescale: string): DueTask => {
  const visit = timescale === 'cla-visit-asked' ? 'looked_after' : visitKindOf(timescale)
  return visit === null ? { path: `/steps/new?due=${encodeURIComponent(timescale)}`, may: 'record a step' } : { path: `/visits/new?kind=${visit}`, may: 'record a visit' }
}

/** Whether a timescale asks for the child to be seen. */
export const isVisit = (timescale: string): boolean => visitKindOf(timescale) !== null || timescale === 'cla-visit-asked'
