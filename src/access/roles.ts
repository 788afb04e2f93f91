/** How much of a child's record: that it exists, a summary for tonight, all of it, changing it. Each holds those before. */
export const levels = ['find', 'summary', 'record', 'write'] as const
export type Level = (typeof levels)[number]

export const lower = (a: Level | null, b: Level | null): Level | null =>
  a === null || b === null ? null : levels[Math.min(levels.indexOf(a), levels.indexOf(b))]!

/** What a post can be for, and the most it opens of a child's record where it works. null: never a child's record. */
export const roles = {
  'social worker': 'write',
  'senior social worker': 'write',
  'newly qualified social worker': 'write',
  'team manager': 'write',
  'service manager': 'write',
  'independent reviewing officer': 'write',
  'conference chair': 'write',
  'personal adviser': 'write',
  'emergency duty worker': 'write',
  'front door worker': 'write',
  'data officer': 'write',
  clinician: 'record',
  director: 'record',
  peer: 'record',
  'information governance lead': 'record',
  'participation officer': 'summary',
  'elected member': null,
  auditor: null,
  'human resources officer': null,
} as const satisfies Record<string, Level | null>
export type Role = keyof typeof roles

export const isRole = (text: string): text is Role => Object.hasOwn(roles, text)

/** Functions whose work is a child's record; all others (legal, ICT, audit, corporate services) open none. */
export const childrensFunctions = [
  "children's social care",
  'early help',
  'front door',
  'emergency duty',
  'adoption',
  'fostering',
  'leaving care',
  "children's quality and audit",
] as const

/** Posts that may change the directory (posts, agreements, settings) of the council that employs them. */
export const managingRoles: readonly Role[] = [
  'service manager',
  'director',
  'human resources officer',
  'information governance lead',
  'data officer',
]
