import { placementChoices, placementProviders } from './choices.ts'
import { perhaps, type StepField, text } from './step.ts'

/** What is asked of a home: its kind, who runs it, where it is, and what the law asks when a child moves there. */
export const placementFields = (options: { needed: boolean; hint?: string } = { needed: true }): StepField[] => [
  {
    name: 'placement',
    as: 'code',
    label: 'Where does the child live now?',
    sort: 'choice',
    choices: placementChoices,
    long: true,
    goes: 'placement',
    ...(options.hint ? { hint: options.hint } : {}),
    ...(options.needed ? { missing: 'Select the kind of home' } : {}),
  },
  perhaps('provider', 'Who runs it?', placementProviders, { goes: 'placement', long: true }),
  text('carerName', 'Name of the carer or home (optional)', { goes: 'placement', limit: 200 }),
  text('medicalConsent', 'Who may consent to medical treatment? (optional)', { goes: 'placement', limit: 300 }),
  text('contingency', 'What if it breaks down out of hours? (optional)', { goes: 'placement', limit: 500 }),
  text('urn', 'Ofsted number (optional)', { goes: 'placement', limit: 10 }),
  text('postcode', 'Postcode (optional)', { goes: 'placement', limit: 10 }),
  {
    name: 'emergency',
    label: 'Was it an emergency?',
    hint: 'Health and others are told before a planned move, and within five working days of an emergency.',
    sort: 'yes or no',
    goes: 'placement',
  },
  {
    name: 'distant',
    label: 'Is it outside the area, and not next to it?',
    hint: 'The director approves a distant home before the move.',
    sort: 'yes or no',
    goes: 'placement',
  },
  {
    name: 'temporaryApproval',
    label: 'With a relative or friend: is their approval temporary?',
    hint: 'Visits are then weekly until the first review.',
    sort: 'yes or no',
    goes: 'placement',
  },
  {
    name: 'parentAssessmentPending',
    label: 'With a parent: is the assessment still to be completed?',
    hint: 'Visits are then weekly until the first review.',
    sort: 'yes or no',
    goes: 'placement',
  },
  {
    name: 'permanent',
    label: 'Is it meant to last until 18?',
    hint: 'After a year, visits may then be three months apart.',
    sort: 'yes or no',
    goes: 'placement',
  },
]
