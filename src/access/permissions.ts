import type { Level, Role } from './roles.ts'

const practitioners: Role[] = [
  'social worker',
  'senior social worker',
  'newly qualified social worker',
  'team manager',
  'service manager',
  'independent reviewing officer',
  'conference chair',
  'personal adviser',
  'emergency duty worker',
  'front door worker',
]

/**
 * Everything a person can come to do, and what it takes. `level`: on the child's council. `open`: anybody signed in.
 * `public`: before signing in. `roles`: only posts of these roles in that council; none named means any role.
 * `manage`: the council whose directory they run. `night`: a post of a night desk, in its hours, wherever it works.
 */
export const permissions = {
  'sign in': { public: true },
  'see own day': { open: true },
  'see own team': { open: true },
  'keep a draft': { open: true },
  'find a child': { open: true },
  'open a child': { level: 'find' },
  'read a record': { level: 'record' },
  'see a summary': { level: 'summary' },
  'record a visit': { level: 'write', roles: practitioners },
  'write a case note': { level: 'write', roles: practitioners },
  'correct a record': { level: 'write', roles: practitioners },
  'record a step': { level: 'write', roles: practitioners },
  'change the household': { level: 'write', roles: [...practitioners, 'data officer'] },
  'allocate a worker': { level: 'write', roles: ['team manager', 'service manager'] },
  'give a reason for lateness': { level: 'write', roles: practitioners },
  'restrict a record': { level: 'write', roles: ['team manager', 'service manager'] },
  'see who looked': { level: 'record' },
  'see a team': { level: 'record', roles: ['team manager', 'service manager', 'director', 'data officer'] },
  'plan a caseload': { level: 'write', roles: ['team manager', 'service manager'] },
  'choose where to bring data': { open: true },
  "bring a council's data": { level: 'write', roles: ['data officer'] },
  'see the daily feed': { level: 'write', roles: ['data officer'] },
  'see the mirror': { level: 'record', roles: ['service manager', 'director', 'data officer'] },
  'choose whose returns to see': { open: true },
  "read a council's findings": {
    level: 'record',
    roles: ['team manager', 'service manager', 'director', 'data officer'],
  },
  'answer a finding': { level: 'write', roles: ['team manager', 'service manager', 'data officer'] },
  'set joint filing': { level: 'record', roles: ['director', 'data officer'] },
  'prepare an inspection': { level: 'record', roles: ['service manager', 'director', 'data officer'] },
  'see the agreements': { open: true },
  'see the rota': { open: true },
  'change a rota': { open: true },
  'work the night desk': { open: true },
  'see a night summary': { level: 'summary' },
  'break the glass': { level: 'summary' },
  'review broken glass': { level: 'record', roles: ['service manager', 'information governance lead', 'director'] },
  'see what the night opened': {
    level: 'record',
    roles: ['team manager', 'service manager', 'director', 'information governance lead', 'data officer'],
  },
  'see a council': { open: true },
  'see the workforce': { open: true },
  'read own notices': { open: true },
  'leave an alert for tonight': { level: 'record', roles: practitioners },
  "see tonight's alerts": { level: 'summary' },
  'read the alerts of the night': { night: true },
  'record a night contact': { night: true },
  'read a night contact': { level: 'summary' },
  'hand over the night': { night: true },
  'see what the night handed over': { level: 'record' },
  'take on what the night handed over': { level: 'record', roles: practitioners },
  "save the night's contacts": { level: 'record', roles: [...practitioners, 'data officer'] },
  'say who a night contact was about': { level: 'write', roles: practitioners },
  'visit alone at night': { open: true },
  'end an agreement': { manage: true },
  'propose an agreement': { manage: true },
  // a proposal names councils that may not work together yet: the database knows who reads it and who signs for whom
  'see a proposal': { open: true },
  'sign a proposal': { open: true },
  'leave an agreement': { open: true },
  'change what sharing costs': { manage: true },
  'write in the savings ledger': { manage: true },
  'validate a saving': { manage: true },
  'grant a post': { manage: true },
  'end a post': { manage: true },
  'change a council': { manage: true },
  'see shared practice': { open: true },
  'run shared practice': { manage: true },
  'share an idea': { open: true },
  'consult a colleague': { open: true },
} as const satisfies Record<string, PermissionRule>

export type PermissionRule = {
  public?: true
  open?: true
  manage?: true
  night?: true
  level?: Level
  roles?: readonly Role[]
}
export type Permission = keyof typeof permissions
