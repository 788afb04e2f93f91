import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { isRole } from '../src/access/roles.ts'
import { compileScopes, type Facts } from '../src/access/scopes.ts'
import { termsFrom, termsProblems } from '../src/features/sharing/terms.ts'
import { bankHolidays } from '../src/lib/bank-holidays.ts'
import { calendarOf } from '../src/lib/working-days.ts'
import { arrangementsOn, functionNames, sharedServicesOf } from './arrangements.ts'
import { boroughOf, boroughs, childrenOf } from './boroughs.ts'
import { plansFor } from './calibration.ts'
import { isoOf } from './days.ts'
import { isInvented } from './fictional-names.ts'
import { prepareWorld } from './load.ts'
import { demonstrationPeople, demoPeople } from './people.ts'
import { proposalRows } from './proposals.ts'
import { storyChildren } from './story-children.ts'

const today = Temporal.PlainDate.from('2026-11-19')
const world = prepareWorld({ seed: 'test', today })
const { workforce, arrangements } = world
const on = today.toString()

const shared = join(import.meta.dirname, '..', '..', 'shared', 'domain')

test('white text can be read on every council’s colour', () => {
  const light = (hex: string): number => {
    const parts = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    const [r, g, b] = parts.map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)) as [
      number,
      number,
      number,
    ]
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const all = plansFor({ scale: 1, councils: 153 }).map(({ borough }) => borough)
  for (const borough of all) {
    const contrast = 1.05 / (light(borough.colour) + 0.05)
    assert.ok(contrast >= 4.5, `${borough.name} ${borough.colour}: ${contrast.toFixed(2)}`)
  }
  assert.equal(new Set(boroughs.map(({ colour }) => colour)).size, 8, 'no two of the eight look alike')
})

test('the eight boroughs carry the codes and inspections that are published', (t) => {
  const codes = join(shared, 'codes', 'local-authorities.json')
  const inspections = join(shared, 'ofsted-ilacs.csv')
  if (!existsSync(codes) || !existsSync(inspections)) {
    t.diagnostic('the published lists are not beside this repository: codes and inspections were only counted')
    assert.equal(boroughs.flatMap((borough) => borough.inspections).length, 25)
    return
  }
  const listed = JSON.parse(readFileSync(codes, 'utf8')) as {
    code: string
    onsCode: string
    description: string
    to: string | null
  }[]
  for (const { borough } of plansFor({ scale: 1, councils: 153 })) {
    const found = listed.find(({ code, to }) => Number(code) === borough.councilId && to === null)
    assert.deepEqual([found?.onsCode, found?.description], [borough.onsCode, borough.name])
  }
  const rows = readFileSync(inspections, 'utf8').trim().split('\n').slice(1)
  for (const borough of boroughs) {
    const published = rows
      .map((row) => row.split(','))
      .filter((cells) => Number(cells[1]) === borough.councilId)
      .map((cells) => [cells[7], cells[8], cells[9], cells[10], cells[11], cells[12], cells[13]])
    const ours = borough.inspections.map((each) => [
      each.startedOn,
      each.endedOn,
      each.publishedOn,
      each.overall,
      each.leaders,
      each.helpAndProtection,
      each.inCare,
    ])
    const words = (list: unknown[][]): string[] =>
      list.map((each) => each.join(' ').replaceAll('requires_improvement', 'requires improvement')).sort()
    assert.deepEqual(words(ours), words(published), borough.name)
  }
})

test('Wandsworth counts its rates on 60,000 children of 324,000 people', () => {
  const wandsworth = boroughOf(212)
  assert.equal(childrenOf(wandsworth), 60_000)
  assert.equal(wandsworth.populations.at(-1)?.everyone, 324_000)
})

test('councils differ in the timescales the law leaves to them', () => {
  for (const id of ['cp-visit', 'cin-visit', 'cin-plan-review', 'core-group-next', 'assessment-checkpoint']) {
    const choices = new Set(boroughs.map((borough) => JSON.stringify(borough.timescales[id])))
    assert.ok(choices.size > 1, id)
  }
})

test('Southwark has its eight principles in order', () => {
  assert.deepEqual(
    boroughOf(210).principles.map((each) => each.toLowerCase()),
    [
      'child centred',
      'family minded',
      'relationship based',
      'outcome focused',
      'strength based',
      'evidence informed',
      'fair',
      'reflective',
    ],
  )
})

test('Sutton shares fifteen services, five of them with Kingston', () => {
  assert.equal(sharedServicesOf(arrangements, on, 319).length, 15)
  assert.deepEqual(
    sharedServicesOf(arrangements, on, 319, 314)
      .map(({ service }) => service)
      .sort(),
    ['Emergency Duty Team', 'Highways', 'ICT', 'Legal service', 'Regulation and Enforcement'],
  )
  assert.ok(
    arrangements.some(
      ({ kind, parties }) => kind === 'shared system' && parties.some(({ partyId }) => partyId === 319),
    ),
  )
})

test('the night team serves five boroughs from five in the afternoon to nine, at summary level', () => {
  const team = arrangements.find(({ slug }) => slug === 'night-team')
  assert.equal(team?.parties.length, 5)
  assert.deepEqual(team?.hours, { from: '17:00', to: '09:00', nonWorkingDays: true })
  assert.equal(team?.level, 'summary')
})

test('clauses use the agreed names of functions, and none of a number twice', () => {
  for (const { title, clauses } of arrangementsOn(today)) {
    assert.equal(new Set(clauses.map(({ clause }) => clause)).size, clauses.length, title)
    for (const { functionName } of clauses) assert.ok(functionNames.includes(functionName), functionName)
  }
})

test('some arrangements have ended, some are agreed and not begun', () => {
  assert.ok(arrangements.some(({ endsOn }) => endsOn !== null && endsOn < on))
  assert.ok(arrangements.some(({ endedAt }) => endedAt !== null && endedAt < on))
  assert.deepEqual(
    arrangements.filter(({ startsOn }) => startsOn > on).map(({ slug }) => slug),
    ['hr-in-spring'],
  )
})

test('the shared HR service moves from the pipeline to live on its date, and is the sixth of Sutton and Kingston then', () => {
  const begins = arrangements.find(({ slug }) => slug === 'hr-in-spring')?.startsOn as string
  const before = Temporal.PlainDate.from(begins).subtract({ days: 1 }).toString()
  assert.equal(sharedServicesOf(arrangements, before, 319, 314).length, 5)
  assert.equal(sharedServicesOf(arrangements, begins, 319, 314).length, 6)
})

test('four services of Sutton and Kingston are in the pipeline without a saving yet, and one system is late', () => {
  const [proposals] = proposalRows(world)
  const { columns, rows } = proposals!
  const cell = (row: (typeof rows)[number], name: string) => row[columns.indexOf(name)]
  const open = rows.filter((row) => cell(row, 'stage') !== 'signed')
  assert.equal(open.length, 5)
  for (const row of open) assert.equal('savingAYear' in (cell(row, 'business_case') as object), false)
  const late = open.filter((row) => cell(row, 'milestone_on') !== null && String(cell(row, 'milestone_on')) < on)
  assert.deepEqual(
    late.map((row) => cell(row, 'stage')),
    ['implementing'],
  )
})

test('everything in force was signed for each of its councils by somebody else, who worked there by then', () => {
  const [proposals, signatures] = proposalRows(world)
  const inForce = arrangements.filter(({ endsOn, endedAt }) => endedAt === null && (endsOn === null || endsOn >= on))
  const signed = proposals!.rows.filter((row) => row[4] === 'signed')
  assert.equal(signed.length, inForce.length)
  for (const [, proposalId, arrangementId] of signed) {
    const of = signatures!.rows.filter((row) => row[1] === proposalId)
    const parties = inForce.find((one) => one.arrangementId === arrangementId)!.parties
    assert.deepEqual(of.map((row) => row[2]).sort(), parties.map(({ partyId }) => partyId).sort())
    assert.equal(new Set(of.map((row) => row[4])).size, of.length)
    for (const row of of) {
      const post = workforce.posts.find(({ workerId, councilId }) => workerId === row[4] && councilId === row[2])
      assert.ok(post && isoOf(post.startsOn) < String(row[5]))
    }
  }
})

test('what opens records says on which lawful basis, and who decides about each set of data', () => {
  const setting = { hostId: 0, today: on, name: String }
  for (const one of arrangements.filter(
    ({ level, endsOn, endedAt }) => level !== null && endedAt === null && (endsOn ?? on) >= on,
  )) {
    const terms = termsFrom({ ...one, changesVersion: null })
    assert.deepEqual(termsProblems(terms, { ...setting, hostId: one.hostId }), [], one.title)
  }
})

test('every worker’s name is invented', () => {
  for (const { given, family } of workforce.workers) assert.ok(isInvented(given, family), `${given} ${family}`)
})

test('the shares of every post come to a hundred, and every role and function is a known one', () => {
  for (const { title, reach, role, functions } of workforce.posts) {
    assert.equal(
      reach.reduce((sum, { share }) => sum + share, 0),
      100,
      title,
    )
    assert.ok(isRole(role), role)
    for (const name of functions) assert.ok(functionNames.includes(name), name)
  }
})

test('Wandsworth has 450 people in its children’s services', () => {
  const live = workforce.posts.filter(
    ({ councilId, endsOn, team }) => councilId === 212 && endsOn === null && team?.kind === 'children',
  )
  assert.equal(live.length, 450)
})

test('a large world has a directory of 3,500 in the two councils that share staff', () => {
  const large = prepareWorld({ seed: 'test', today, scale: 2 }).workforce
  const listed = large.posts.filter(
    (post) => post.endsOn === null && post.reach.some(({ councilId }) => councilId === 212 || councilId === 318),
  )
  assert.ok(listed.length >= 3_500, `${listed.length}`)
})

test('small teams are small where the council promises it', () => {
  for (const councilId of [210, 306]) {
    for (const team of workforce.teams.filter(
      (each) => each.councilId === councilId && ['family', 'care', 'assessment', 'unaccompanied'].includes(each.of),
    )) {
      const members = workforce.posts.filter(
        (post) => post.team === team && post.endsOn === null && post.role !== 'team manager',
      )
      assert.ok(members.length <= 7, `${team.name}: ${members.length}`)
    }
  }
})

test('everybody a visitor can sign in as works here, once, and every role of the product is among them or in the directory', () => {
  assert.equal(new Set(demonstrationPeople.map(({ subject }) => subject)).size, demonstrationPeople.length)
  for (const { subject, name } of demonstrationPeople) {
    const found = workforce.workers.filter((worker) => worker.subject === subject)
    assert.deepEqual(
      found.map((worker) => `${worker.given} ${worker.family}`),
      [name],
    )
  }
  const roles = new Set(workforce.posts.map(({ role }) => role))
  for (const { role } of demoPeople) assert.ok(roles.has(role))
  assert.ok(demonstrationPeople.length >= 20 && demonstrationPeople.length <= 35)
})

// What signing in opens, by the product's own rules -----------------------------------------------------------------------

const factsOf = (subject: string): Facts => {
  const worker = workforce.workers.find((each) => each.subject === subject)
  if (!worker) throw new Error(`nobody signs in as ${subject}`)
  return {
    worker: { councilId: worker.councilId, workerId: worker.workerId, displayName: `${worker.given} ${worker.family}` },
    proposed: [],
    shifts: [],
    broken: [],
    posts: workforce.posts
      .filter((post) => post.workerId === worker.workerId)
      .map((post) => ({
        employerId: post.councilId,
        postId: post.postId,
        title: post.title,
        role: post.role,
        functions: post.functions,
        fte: post.fte,
        teamCouncilId: post.team?.councilId ?? null,
        teamId: post.team?.teamId ?? null,
        startsOn: isoOf(post.startsOn),
        endsOn: post.endsOn === null ? null : isoOf(post.endsOn),
        endedAt: null,
        reach: post.reach.map((reach) => ({
          councilId: reach.councilId,
          share: reach.share,
          opensRecords: reach.opensRecords,
          arrangementId: reach.arrangement?.arrangementId ?? null,
        })),
      })),
    arrangements: arrangements.map((each) => ({
      ...each,
      parties: each.parties.map((party) => ({
        councilId: party.partyId,
        joinedOn: party.joinedOn,
        leftOn: party.leftOn,
        opensRecords: party.opensRecords,
      })),
      sample:
        each.slug === 'peer-support'
          ? [
              {
                councilId: 306,
                childId: '019237ae-0000-7000-8000-000000000001',
                from: each.startsOn,
                to: each.endsOn as string,
              },
            ]
          : [],
    })),
    partners: [],
    opened: [],
  }
}

const calendar = calendarOf(bankHolidays)
const scopesAt = (subject: string, at: string) =>
  compileScopes(
    factsOf(subject),
    Temporal.Instant.from(at),
    () => calendar,
    () => false,
  )
const noon = '2026-11-19T12:00:00Z'
const night = '2026-11-19T23:30:00Z'

test('the director of Wandsworth’s children reaches Wandsworth’s children only', () => {
  const scopes = scopesAt('wandsworth.director', noon)
  assert.deepEqual([scopes.find, scopes.record, scopes.write], [[212], [212], []])
})

test('joint employment by Richmond and Wandsworth opens no child’s record of either', () => {
  for (const subject of ['wandsworth.corporate-director', 'wandsworth.human-resources']) {
    const scopes = scopesAt(subject, noon)
    assert.deepEqual(scopes.find, [])
    assert.ok(scopes.directory.includes(212) && scopes.directory.includes(318))
  }
})

test('the night worker sees nothing by day and a summary of five boroughs by night', () => {
  assert.deepEqual(scopesAt('sutton.night-worker', noon).find, [])
  const scopes = scopesAt('sutton.night-worker', night)
  assert.deepEqual([scopes.summary, scopes.record], [[212, 314, 315, 318, 319], []])
})

test('the company’s workers write in Kingston and in Richmond', () => {
  assert.deepEqual(scopesAt('company.social-worker', noon).write, [314, 318])
})

test('Camden’s peer reads the agreed sample of Croydon and no other child there', () => {
  const scopes = scopesAt('camden.peer', noon)
  assert.equal(scopes.find.includes(306), false)
  assert.equal(scopes.children.length, 1)
})

test('a loan that has ended and a post that has ended reach nothing', () => {
  const loan = scopesAt('camden.loan-ended', noon)
  assert.equal(loan.find.includes(210), false)
  assert.match(loan.refusals[0]?.reason ?? '', /is not in force today/)
  assert.deepEqual(scopesAt('camden.left', noon).livePosts, [])
})

test('the assessor on loan writes at home and reads in Wandsworth', () => {
  const scopes = scopesAt('merton.fostering-assessor', noon)
  assert.deepEqual([scopes.record, scopes.write], [[212, 315], [315]])
})

test('auditors, members and shared services managers open no child’s record', () => {
  for (const subject of ['richmond.auditor', 'wandsworth.elected-member', 'sutton.service-manager'])
    assert.deepEqual(scopesAt(subject, noon).find, [], subject)
})

test('what one sign-in reaches does not change with the seed', () => {
  const other = prepareWorld({ seed: 'another', today }).workforce
  const subjects = (from: typeof workforce): string[] =>
    from.workers
      .flatMap(({ subject, given, family }) => (subject === null ? [] : [`${subject} ${given} ${family}`]))
      .sort()
  assert.deepEqual(subjects(other), subjects(workforce))
})

test('the README names every sign-in and every story child with the sign-in that shows it', () => {
  const lines = readFileSync(join(import.meta.dirname, 'README.md'), 'utf8').split('\n')
  for (const { subject, name, shows } of demonstrationPeople) {
    assert.ok(
      lines.some((line) => line.startsWith(`| \`${subject}\` | ${name}, `) && line.includes(shows)),
      subject,
    )
  }
  for (const { name, shows, signIn } of storyChildren) {
    assert.ok(
      lines.some((line) => line.startsWith(`| ${name} |`) && line.includes(shows) && line.endsWith(`\`${signIn}\` |`)),
      name,
    )
  }
})
