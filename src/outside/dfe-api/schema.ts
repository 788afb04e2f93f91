// What the department's children's social care data API takes: version 1.0.1 of its specification (May 2026), as data.
// Nothing that is not named here is accepted, at any level.

export type TextRule = { type: 'text'; most?: number; least?: number; pattern?: RegExp }
export type Rule =
  | TextRule
  | { type: 'day' }
  | { type: 'yes or no' }
  | { type: 'whole number' }
  | { type: 'texts'; most: number; each: number }
  | { type: 'object'; fields: Fields; needs?: readonly string[] }
  | { type: 'list'; fields: Fields; needs?: readonly string[] }
export type Fields = Readonly<Record<string, Rule>>

const text = (most?: number, more: Omit<TextRule, 'type' | 'most'> = {}): TextRule => ({
  type: 'text',
  ...(most === undefined ? {} : { most }),
  ...more,
})
const id: TextRule = text(36, { pattern: /^[A-Za-z0-9_-]*$/ })
const upn: TextRule = text(13, { least: 13 })
const day: Rule = { type: 'day' }
const yesOrNo: Rule = { type: 'yes or no' }
const object = (fields: Fields): Rule => ({ type: 'object', fields: { ...fields, purge: yesOrNo } })
const members = (name: string, fields: Fields): Rule => ({
  type: 'list',
  fields: { [name]: id, ...fields, purge: yesOrNo },
  needs: [name],
})

/** At most so many children in one call; more are answered with 413. */
export const mostInOneCall = 100

const episode: Fields = {
  referral_date: day,
  referral_source: text(2),
  referral_no_further_action_flag: yesOrNo,
  closure_date: day,
  closure_reason: text(3),
  care_worker_details: {
    type: 'list',
    fields: { worker_id: text(12, { pattern: /^[A-Za-z0-9_-]*$/ }), start_date: day, end_date: day },
  },
  child_and_family_assessments: members('child_and_family_assessment_id', {
    start_date: day,
    authorisation_date: day,
    factors: { type: 'texts', most: 41, each: 3 },
  }),
  child_in_need_plans: members('child_in_need_plan_id', { start_date: day, end_date: day }),
  section_47_assessments: members('section_47_assessment_id', {
    start_date: day,
    icpc_required_flag: yesOrNo,
    icpc_date: day,
    end_date: day,
  }),
  child_protection_plans: members('child_protection_plan_id', { start_date: day, end_date: day }),
  child_looked_after_placements: members('child_looked_after_placement_id', {
    start_date: day,
    start_reason: text(1),
    placement_type: text(3),
    postcode: text(8),
    end_date: day,
    end_reason: text(3),
    change_reason: text(6),
  }),
  adoption: object({ initial_decision_date: day, matched_date: day, placed_date: day }),
  care_leavers: object({ contact_date: day, activity: text(2), accommodation: text(1) }),
}

export const childFields: Fields = {
  la_child_id: text(20, { pattern: /^[A-Za-z0-9]+$/ }),
  mis_child_id: id,
  purge: yesOrNo,
  child_details: object({
    unique_pupil_number: upn,
    former_unique_pupil_number: upn,
    unique_pupil_number_unknown_reason: text(4),
    first_name: text(),
    surname: text(),
    date_of_birth: day,
    expected_date_of_birth: day,
    sex: text(1),
    ethnicity: text(4),
    disabilities: { type: 'texts', most: 12, each: 4 },
    postcode: text(8),
    uasc_flag: yesOrNo,
    uasc_end_date: day,
  }),
  health_and_wellbeing: object({
    sdq_assessments: { type: 'list', fields: { date: day, score: { type: 'whole number' } } },
  }),
  social_care_episodes: members('social_care_episode_id', episode),
}
export const childNeeds: readonly string[] = ['la_child_id']

/** One thing that the schema does not take; `path` as in `social_care_episodes[2].closure_reason`. */
export type SchemaFault = { path: string; rule: string }

const isDay = (value: string): boolean => {
  if (!/^\d{4}-\d\d-\d\d$/.test(value)) return false
  try {
    Temporal.PlainDate.from(value)
    return true
  } catch {
    return false
  }
}

const ruleFaults = (rule: Rule, value: unknown, path: string): SchemaFault[] => {
  const fault = (words: string): SchemaFault[] => [{ path, rule: words }]
  switch (rule.type) {
    case 'text':
      if (typeof value !== 'string') return fault('must be text')
      if (rule.most !== undefined && value.length > rule.most) return fault(`is longer than ${rule.most} characters`)
      if (rule.least !== undefined && value.length < rule.least)
        return fault(`is shorter than ${rule.least} characters`)
      return rule.pattern && !rule.pattern.test(value) ? fault('has characters that are not allowed') : []
    case 'day':
      return typeof value === 'string' && isDay(value) ? [] : fault('must be a date, YYYY-MM-DD')
    case 'yes or no':
      return typeof value === 'boolean' ? [] : fault('must be true or false')
    case 'whole number':
      return Number.isInteger(value) ? [] : fault('must be a whole number')
    case 'texts':
      if (!Array.isArray(value)) return fault('must be a list')
      if (value.length > rule.most) return fault(`has more than ${rule.most} values`)
      if (new Set(value).size !== value.length) return fault('has the same value twice')
      return value.flatMap((one, at) => ruleFaults(text(rule.each), one, `${path}[${at}]`))
    case 'object':
      return fieldFaults(rule.fields, rule.needs ?? [], value, path)
    case 'list':
      if (!Array.isArray(value)) return fault('must be a list')
      return value.flatMap((one, at) => fieldFaults(rule.fields, rule.needs ?? [], one, `${path}[${at}]`))
  }
}

const fieldFaults = (fields: Fields, needs: readonly string[], value: unknown, path: string): SchemaFault[] => {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return [{ path, rule: 'must be an object' }]
  const at = (name: string): string => (path === '' ? name : `${path}.${name}`)
  const missing = needs
    .filter((name) => !Object.hasOwn(value, name))
    .map((name) => ({ path: at(name), rule: 'is missing' }))
  const given = Object.entries(value).flatMap(([name, one]) => {
    const rule = Object.hasOwn(fields, name) ? fields[name] : undefined
    return rule ? ruleFaults(rule, one, at(name)) : [{ path: at(name), rule: 'is not known' }]
  })
  return [...missing, ...given]
}

/** Everything in one child's payload that the schema does not take; none when it may be sent. */
export const schemaFaults = (child: unknown): SchemaFault[] => fieldFaults(childFields, childNeeds, child, '')
