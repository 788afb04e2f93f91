/** Why something was late: a short list, so that a council can see what stands in the way most often. */
export const latenessReasons = {
  'family not in': 'The family was not in or away',
  'child declined': 'The child or family did not want it',
  illness: 'Illness of the child or family',
  'worker absent': 'The worker was ill or away',
  'no worker': 'Nobody was allocated',
  'caseload too high': 'There was no time: too many children',
  'another agency': 'Waiting for another agency',
  court: 'The court’s timetable',
  'child’s interest': 'A later day was better for the child',
  'recorded late': 'It was done in time and written down late',
  other: 'Another reason',
} as const
export type LatenessReason = keyof typeof latenessReasons
export const latenessReasonNames = Object.keys(latenessReasons) as LatenessReason[]
