// Whether one child may be sent: the department's schema, asked before it is, and told in words somebody can act on.
import { mostInOneCall, type SchemaFault, schemaFaults } from '../../../outside/dfe-api/schema.ts'

export { mostInOneCall }

/** What a field of the payload is called in the record. */
const fieldNames: Readonly<Record<string, string>> = {
  la_child_id: 'The council’s own number of the child',
  mis_child_id: 'The id of the record',
  unique_pupil_number: 'The unique pupil number',
  former_unique_pupil_number: 'The former unique pupil number',
  unique_pupil_number_unknown_reason: 'The reason for having no unique pupil number',
  first_name: 'The first name',
  surname: 'The family name',
  date_of_birth: 'The date of birth',
  expected_date_of_birth: 'The expected date of birth',
  sex: 'The sex',
  ethnicity: 'The ethnic group',
  disabilities: 'The list of disabilities',
  uasc_flag: 'Whether the child is unaccompanied',
  uasc_end_date: 'The end of the status of unaccompanied child',
  sdq_assessments: 'A strengths and difficulties questionnaire',
  referral_date: 'The date of a referral',
  referral_source: 'The source of a referral',
  closure_date: 'The day a case was closed',
  closure_reason: 'The reason a case was closed',
  worker_id: 'The number of a social worker',
  authorisation_date: 'The day an assessment was authorised',
  factors: 'The factors of an assessment',
  icpc_date: 'The date of an initial conference',
  start_reason: 'The reason an episode of care began',
  placement_type: 'The kind of a placement',
  end_reason: 'The reason an episode of care ended',
  change_reason: 'The reason a placement changed',
  contact_date: 'The date of a contact with a care leaver',
  activity: 'What a care leaver does',
  accommodation: 'Where a care leaver lives',
}

const nameOf = (path: string): string => {
  const plain = path.replaceAll(/\[\d+\]/g, '')
  const parts = plain.split('.')
  const last = parts.at(-1) ?? ''
  if (last === 'postcode') return parts.length > 2 ? 'The postcode of a placement' : 'The postcode of the home'
  return fieldNames[last] ?? `“${plain}”`
}

/** One sentence for each thing the department's schema does not take; none when the child may be sent. Holds no values. */
export const unfitBecause = (payload: unknown): string[] => [
  ...new Set(
    schemaFaults(payload).map(({ path, rule }: SchemaFault) =>
      path === 'la_child_id' && rule.startsWith('has characters')
        ? 'The council’s own number of the child may have only letters and digits.'
        : `${nameOf(path)} ${rule}.`,
    ),
  ),
]
