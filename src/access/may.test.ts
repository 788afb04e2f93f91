import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { noWalls } from '../database/transaction.ts'
import { may, type Target } from './may.ts'
import { type Permission, type PermissionRule, permissions } from './permissions.ts'
import { isRole, type Level, levels, type Role } from './roles.ts'
import type { Grant, Post, Scopes } from './scopes.ts'

const [A, B] = [901, 902]
const post = { postId: 'post', title: 'Social worker', functions: ["children's social care"] } as unknown as Post
const grant = (
  councilId: number,
  level: Level,
  role: Role = 'social worker',
  arrangement: Grant['arrangement'] = null,
): Grant => ({
  councilId,
  level,
  role,
  postId: 'post',
  postTitle: 'Social worker',
  teamId: null,
  employerId: A,
  functions: ["children's social care"],
  mirrored: false,
  arrangement,
})
const scopesWith = (grants: Grant[], other: Partial<Scopes> = {}): Scopes => ({
  ...noWalls,
  grants,
  refusals: [],
  samples: [],
  broken: [],
  livePosts: [post],
  ...other,
})
const allows = (scopes: Scopes, permission: Permission, target?: Target): boolean =>
  'allowed' in may(scopes, permission, target)

describe('a decision', () => {
  test('comes with the post and the agreement that allow it', () => {
    const lent = scopesWith([grant(B, 'write', 'social worker', { id: 'agreement', title: 'the night team' })])
    assert.deepEqual(may(lent, 'read a record', { councilId: B, childId: 'child' }), {
      allowed: 'Social worker, under the night team',
      arrangementId: 'agreement',
    })
    assert.deepEqual(may(scopesWith([grant(A, 'write')]), 'record a visit', { councilId: A, childId: 'child' }), {
      allowed: 'Social worker',
      arrangementId: null,
    })
  })
  test('says "allocated worker" when that is what one is', () => {
    const decision = may(scopesWith([grant(A, 'write')]), 'read a record', {
      councilId: A,
      childId: 'child',
      allocated: 'allocated worker',
    })
    assert.deepEqual(decision, { allowed: 'allocated worker', arrangementId: null })
  })
  test('needs each level it asks for, and every level holds those before', () => {
    const asks: [Level, Permission][] = [
      ['find', 'open a child'],
      ['summary', 'see a summary'],
      ['record', 'read a record'],
      ['write', 'record a visit'],
    ]
    for (const held of levels) {
      for (const [level, permission] of asks) {
        const enough = levels.indexOf(held) >= levels.indexOf(level)
        assert.equal(
          allows(scopesWith([grant(A, held)]), permission, { councilId: A, childId: 'child' }),
          enough,
          `${held}: ${permission}`,
        )
      }
    }
  })
  test('about a child one may find but not read is refused openly, with the level one has', () => {
    assert.deepEqual(may(scopesWith([grant(A, 'summary')]), 'read a record', { councilId: A, childId: 'child' }), {
      refused: 'Your post opens this council’s children at the level "summary" only',
      hidden: false,
      arrangementId: null,
    })
  })
  test("about another council's child is hidden, whether or not the child exists", () => {
    for (const permission of [
      'open a child',
      'see a summary',
      'read a record',
      'record a visit',
      'restrict a record',
    ] as const) {
      const decision = may(scopesWith([grant(A, 'write')]), permission, { councilId: B, childId: 'child' })
      assert.ok('refused' in decision && decision.hidden, permission)
    }
  })
  test('asks for the right post as well as the level', () => {
    const clerk = scopesWith([grant(A, 'write', 'data officer')])
    assert.ok(!allows(clerk, 'record a visit', { councilId: A, childId: 'child' }))
    assert.ok(allows(clerk, "bring a council's data", { councilId: A }))
    assert.ok(!allows(scopesWith([grant(A, 'write')]), 'allocate a worker', { councilId: A, childId: 'child' }))
    assert.ok(
      allows(scopesWith([grant(A, 'write', 'team manager')]), 'allocate a worker', { councilId: A, childId: 'child' }),
    )
  })
  test('takes whichever of several posts allows it, and only in that post’s council', () => {
    const two = scopesWith([
      grant(A, 'summary', 'participation officer'),
      grant(A, 'write', 'team manager'),
      grant(B, 'write'),
    ])
    assert.ok(allows(two, 'allocate a worker', { councilId: A, childId: 'child' }))
    assert.ok(!allows(two, 'allocate a worker', { councilId: B, childId: 'child' }))
  })
  test('is no for somebody who holds no post today, except what anybody may do', () => {
    const none = scopesWith([], { livePosts: [], manage: [A], children: ['child'] })
    for (const [permission, rule] of Object.entries(permissions) as [Permission, PermissionRule][]) {
      assert.equal(allows(none, permission, { councilId: A, childId: 'child' }), rule.public === true, permission)
    }
  })
  test('without a council is no for everything that needs one', () => {
    const all = scopesWith([grant(A, 'write', 'service manager')], { manage: [A] })
    for (const [permission, rule] of Object.entries(permissions) as [Permission, PermissionRule][]) {
      assert.equal(allows(all, permission), rule.public === true || rule.open === true, permission)
    }
  })
  test('of the night desk is for a post of emergency duty that is open at this moment, and otherwise says why it is shut', () => {
    const held = { ...grant(A, 'summary', 'emergency duty worker'), functions: ['emergency duty'] }
    assert.ok(allows(scopesWith([held]), 'record a night contact'))
    assert.ok(!allows(scopesWith([grant(A, 'write', 'team manager')]), 'record a night contact'))
    const shut = scopesWith([], {
      livePosts: [{ ...post, functions: ['emergency duty'] }],
      refusals: [
        { councilId: A, postId: post.postId, reason: 'the agreement is over', clause: null, arrangementId: 'agreed' },
      ],
    })
    assert.deepEqual(may(shut, 'record a night contact'), {
      refused: 'The night desk is not open to you: the agreement is over',
      hidden: false,
      arrangementId: 'agreed',
    })
  })
})

describe('a restricted record', () => {
  const child = { councilId: A, childId: 'child', restricted: true }
  test('does not exist for anybody who is not named, whatever their post', () => {
    for (const role of ['team manager', 'director', 'service manager', 'information governance lead'] as const) {
      const decision = may(scopesWith([grant(A, 'write', role)]), 'open a child', child)
      assert.deepEqual(decision, {
        refused: 'This record is restricted to named people',
        hidden: true,
        arrangementId: null,
      })
    }
  })
  test('is read, and written where the post writes, by those named, and the reason says so', () => {
    const named = scopesWith([grant(A, 'write')], { children: ['child'] })
    assert.deepEqual(may(named, 'read a record', child), {
      allowed: 'named for this restricted record',
      arrangementId: null,
    })
    assert.ok(allows(named, 'record a visit', child))
    assert.ok(!allows(scopesWith([grant(A, 'record')], { children: ['child'] }), 'record a visit', child))
  })
})

describe('an agreed sample', () => {
  const peer = scopesWith([], { children: ['child'], samples: [{ childId: 'child', arrangementId: 'support' }] })
  test('is read and never written, without any other right in that council', () => {
    assert.deepEqual(may(peer, 'read a record', { councilId: B, childId: 'child' }), {
      allowed: 'named for this record until an agreed end',
      arrangementId: 'support',
    })
    assert.ok(!allows(peer, 'record a visit', { councilId: B, childId: 'child' }))
    assert.ok(!allows(peer, 'open a child', { councilId: B, childId: 'another' }))
  })
  test('opens what a post there alone would not, and says that it was the sample', () => {
    const both = scopesWith([grant(B, 'find', 'team manager')], { children: ['child'], samples: peer.samples })
    const decision = may(both, 'read a record', { councilId: B, childId: 'child' })
    assert.deepEqual(decision, { allowed: 'named for this record until an agreed end', arrangementId: 'support' })
    assert.ok(!allows(both, 'see a team', { councilId: B, childId: 'child' }))
    assert.ok(!allows(both, 'record a visit', { councilId: B, childId: 'child' }))
  })
  test('gives no right that belongs to a post of that council', () => {
    assert.ok(!allows(peer, 'see a team', { councilId: B, childId: 'child' }))
    assert.ok(!allows(peer, 'see a team', { councilId: B }))
  })
})

describe("a council's directory", () => {
  test('is changed by those who run it; to others it is a plain no, or not found where they do not even know it', () => {
    const manager = scopesWith([], { manage: [A], directory: [A, B] })
    assert.ok(allows(manager, 'grant a post', { councilId: A }))
    const other = may(manager, 'grant a post', { councilId: B })
    assert.ok('refused' in other && !other.hidden)
    const unknown = may(manager, 'grant a post', { councilId: 903 })
    assert.ok('refused' in unknown && unknown.hidden)
  })
})

describe('the list of permissions', () => {
  test('asks exactly one kind of thing for each, and names only roles there are', () => {
    for (const [permission, rule] of Object.entries(permissions) as [Permission, PermissionRule][]) {
      const kinds = [rule.public, rule.open, rule.manage, rule.night, rule.level].filter((kind) => kind !== undefined)
      assert.equal(kinds.length, 1, permission)
      assert.ok((rule.roles ?? []).every(isRole), permission)
      assert.ok(!rule.roles || rule.level, `${permission} names roles without a level`)
    }
  })
  test('lets nobody write without a role being named', () => {
    for (const [permission, rule] of Object.entries(permissions) as [Permission, PermissionRule][]) {
      if (rule.level === 'write') assert.ok(rule.roles && rule.roles.length > 0, permission)
    }
  })
})
