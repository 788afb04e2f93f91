// Workers, teams and posts. Numbers follow each borough's cases and its promise on caseloads; names are invented.

import { testLandline } from '../src/lib/identifiers.ts'
import { idFrom } from '../src/lib/ids.ts'
import { normaliseName } from '../src/lib/names.ts'
import { type Random, seededRandom } from '../src/lib/random.ts'
import { epochDay } from '../src/lib/working-days.ts'
import type { DemoArrangement, FunctionName } from './arrangements.ts'
import type { CouncilPlan } from './calibration.ts'
import { type Culture, familyNameFor, givenNameFor } from './fictional-names.ts'
import { auditReach, type DemoPerson, demoPeople, nightReach, type Reach, type Role, type TeamKind } from './people.ts'

export type Worker = {
  councilId: number
  workerId: string
  given: string
  family: string
  email: string
  phone: string
  sweNumber: string | null
  subject: string | null
  newlyQualifiedUntil: number | null
}
export type Team = {
  councilId: number
  teamId: string
  name: string
  managerId: string | null
  kind: 'children' | 'corporate'
  of: TeamKind
}
export type Post = {
  councilId: number
  postId: string
  workerId: string
  title: string
  role: Role
  functions: readonly FunctionName[]
  team: Team | null
  fte: number
  startsOn: number
  endsOn: number | null
  reach: readonly { councilId: number; share: number; opensRecords: boolean; arrangement: DemoArrangement | null }[]
}

/** Somebody children can be allocated to. Days are whole days since 1970. */
export type Holder = {
  workerId: string
  name: string
  team: Team
  role: Role
  from: number
  to: number | null
  /** children at once, before which others are asked first */
  capacity: number
  held: number
  subject: string | null
}

export type Staffing = {
  councilId: number
  /** who holds children of this council now, by kind of team */
  holders: Record<TeamKind, Holder[]>
  /** who held them before and has left */
  former: Record<TeamKind, Holder[]>
}

export type Workforce = { workers: Worker[]; teams: Team[]; posts: Post[]; staffing: Map<number, Staffing> }

const kinds: readonly TeamKind[] = [
  'front door',
  'assessment',
  'family',
  'care',
  'unaccompanied',
  'disabled',
  'leaving care',
  'early help',
  'reviewing',
  'conference',
  'fostering',
  'quality',
  'night',
  'leadership',
  'corporate',
]
const noHolders = (): Record<TeamKind, Holder[]> =>
  Object.fromEntries(kinds.map((kind) => [kind, []])) as unknown as Record<TeamKind, Holder[]>

const care: readonly FunctionName[] = ["children's social care"]

type TeamShape = {
  functions: readonly FunctionName[]
  title: string
  role: Role
  size: number
  names: readonly string[]
  managed: boolean
}

const shapes: Readonly<Record<TeamKind, TeamShape>> = {
  'front door': {
    functions: ['front door'],
    title: 'Front door worker',
    role: 'front door worker',
    size: 8,
    names: ['Front Door'],
    managed: true,
  },
  assessment: {
    functions: care,
    title: 'Social worker, assessment',
    role: 'social worker',
    size: 7,
    names: ['Assessment'],
    managed: true,
  },
  family: {
    functions: care,
    title: 'Social worker',
    role: 'social worker',
    size: 7,
    names: ['Family Safeguarding', 'Protecting Children', 'Family Support and Protection'],
    managed: true,
  },
  care: {
    functions: care,
    title: 'Social worker, children in care',
    role: 'social worker',
    size: 7,
    names: ['Children in Care'],
    managed: true,
  },
  unaccompanied: {
    functions: care,
    title: 'Social worker, unaccompanied children',
    role: 'social worker',
    size: 7,
    names: ['Unaccompanied Children'],
    managed: true,
  },
  disabled: {
    functions: care,
    title: 'Social worker, disabled children',
    role: 'social worker',
    size: 8,
    names: ['Disabled Children'],
    managed: true,
  },
  'leaving care': {
    functions: ['leaving care'],
    title: 'Personal adviser',
    role: 'personal adviser',
    size: 8,
    names: ['Leaving Care'],
    managed: true,
  },
  'early help': {
    functions: ['early help'],
    title: 'Family practitioner, early help',
    role: 'social worker',
    size: 9,
    names: ['Early Help'],
    managed: true,
  },
  reviewing: {
    functions: ["children's quality and audit", "children's social care"],
    title: 'Independent reviewing officer',
    role: 'independent reviewing officer',
    size: 12,
    names: ['Reviewing Officers'],
    managed: false,
  },
  conference: {
    functions: ["children's quality and audit", "children's social care"],
    title: 'Child protection conference chair',
    role: 'conference chair',
    size: 12,
    names: ['Conference Chairs'],
    managed: false,
  },
  fostering: {
    functions: ['fostering'],
    title: 'Supervising social worker, fostering',
    role: 'social worker',
    size: 9,
    names: ['Fostering'],
    managed: true,
  },
  quality: {
    functions: ["children's quality and audit"],
    title: 'Participation officer',
    role: 'participation officer',
    size: 12,
    names: ['Quality and Participation'],
    managed: false,
  },
  night: {
    functions: ['emergency duty'],
    title: 'Emergency duty social worker',
    role: 'emergency duty worker',
    size: 14,
    names: ['Emergency Duty Team'],
    managed: true,
  },
  leadership: {
    functions: care,
    title: 'Service manager',
    role: 'service manager',
    size: 40,
    names: ['Leadership'],
    managed: false,
  },
  corporate: {
    functions: ['all corporate services'],
    title: 'Corporate officer',
    role: 'team manager',
    size: 25,
    names: ['Corporate Services'],
    managed: false,
  },
}

/** What a council calls a team of a kind, where it has its own word. */
const ownNames: Readonly<Record<number, Partial<Record<TeamKind, readonly string[]>>>> = {
  212: {
    'leaving care': ['Future First'],
    'front door': ['Initial Point of Contact'],
    care: ['Children Living in Care'],
  },
  210: {
    'front door': ['Safeguarding Hub'],
    'leaving care': ['Care Leavers’ Service'],
    quality: ['Speaker Box and Quality'],
  },
  314: { 'front door': ['Single Point of Access'] },
  318: { 'front door': ['Single Point of Access'] },
  319: { 'front door': ['Children First Contact Service'] },
  306: { 'front door': ['Single Point of Contact'] },
  315: { 'front door': ['Children and Families Hub'], quality: ['Our Voice and Quality'] },
}

/** The last team of a kind that has a name of its own: Wandsworth's for gangs and exploitation, to age 25. */
const lastTeams: Readonly<Record<number, Partial<Record<TeamKind, string>>>> = { 212: { 'early help': 'Evolve' } }

/** Teams of six where the council promises small teams. */
const teamSizes: Readonly<Record<number, number>> = { 210: 6, 306: 6 }

/** Children's staff a council says it has; the rest of its teams are made up to the number. */
const promisedStaff: Readonly<Record<number, number>> = { 212: 450 }

const corporateTitles: readonly (readonly [string, FunctionName])[] = [
  ['Planning officer', 'planning'],
  ['Highways engineer', 'highways'],
  ['Solicitor', 'legal'],
  ['Finance officer', 'finance'],
  ['Benefits officer', 'revenues and benefits'],
  ['Customer adviser', 'customer contact'],
  ['Network engineer', 'ICT'],
  ['Trading standards officer', 'regulation and enforcement'],
  ['Parks officer', 'all corporate services'],
  ['Librarian', 'all corporate services'],
  ['Housing officer', 'all corporate services'],
]

export type WorkforceOptions = {
  seed: string
  today: Temporal.PlainDate
  scale: number
  plans: readonly CouncilPlan[]
  arrangements: readonly DemoArrangement[]
}

/** Everybody who works in a world. Deterministic: the same seed and day make the same people. */
export const makeWorkforce = ({ seed, today, scale, plans, arrangements }: WorkforceOptions): Workforce => {
  const now = epochDay(today)
  const workers: Worker[] = []
  const teams: Team[] = []
  const posts: Post[] = []
  const staffing = new Map<number, Staffing>(
    plans.map((plan) => [
      plan.borough.councilId,
      { councilId: plan.borough.councilId, holders: noHolders(), former: noHolders() },
    ]),
  )
  const bySlug = new Map(arrangements.map((arrangement) => [arrangement.slug, arrangement]))
  const arrangementOf = (slug: string): DemoArrangement => {
    const found = bySlug.get(slug)
    if (!found) throw new Error(`no arrangement is called ${slug}`)
    return found
  }
  const shareOf = (reach: readonly Reach[]) =>
    reach.map(({ councilId, share, opensRecords, under }) => ({
      councilId,
      share,
      opensRecords,
      arrangement: under === null ? null : arrangementOf(under),
    }))
  let phones = 0
  let registrations = 100_000
  const emails = new Map<string, number>()

  const hire = (
    councilId: number,
    random: Random,
    cultures: CultureChoice,
    startsOn: number,
    given?: string,
    family?: string,
    subject: string | null = null,
  ): Worker => {
    const culture = cultures(random)
    const sex = random.chance(0.72) ? 'F' : 'M'
    const givenName = given ?? givenNameFor(random, culture, sex)
    const familyName = family ?? familyNameFor(random, culture)
    const mailbox = `${normaliseName(givenName)}.${normaliseName(familyName)}`.replaceAll(' ', '-')
    const domain = domains.get(councilId) as string
    const times = emails.get(mailbox + domain) ?? 0
    emails.set(mailbox + domain, times + 1)
    registrations += 1 + random.integer(0, 6)
    const worker: Worker = {
      councilId,
      workerId: idFrom(`${seed}/worker/${councilId}/${workers.length}`, startsOn * 86_400_000),
      given: givenName,
      family: familyName,
      email: `${mailbox}${times === 0 ? '' : times + 1}@${domain}`,
      phone: testLandline(phones++),
      sweNumber: `SW${registrations}`,
      subject,
      newlyQualifiedUntil: null,
    }
    workers.push(worker)
    return worker
  }
  const domains = new Map(
    plans.map(({ borough }) => [borough.councilId, `${normaliseName(borough.shortName).replaceAll(' ', '-')}.example`]),
  )
  const engage = (worker: Worker, post: Omit<Post, 'postId' | 'workerId'>): Post => {
    const made: Post = {
      ...post,
      workerId: worker.workerId,
      postId: idFrom(`${seed}/post/${worker.workerId}/${posts.length}`, post.startsOn * 86_400_000),
    }
    posts.push(made)
    return made
  }
  const hold = (
    councilId: number,
    kind: TeamKind,
    worker: Worker,
    post: Post,
    team: Team,
    capacity: number,
    share = 1,
  ) => {
    const list = staffing.get(councilId)?.[post.endsOn === null ? 'holders' : 'former'][kind]
    list?.push({
      workerId: worker.workerId,
      name: `${worker.given} ${worker.family}`,
      team,
      role: post.role,
      from: post.startsOn,
      to: post.endsOn,
      capacity: capacity * share,
      held: 0,
      subject: worker.subject,
    })
  }

  for (const plan of plans) {
    const { borough } = plan
    const councilId = borough.councilId
    const random = seededRandom(`${seed}/workforce/${councilId}`)
    const cultures = cultureChoice(borough.cultures)
    const own: Post['reach'] = [{ councilId, share: 100, opensRecords: true, arrangement: null }]
    const isEight = domains.has(212) && demoPeople.some((person) => person.councilId === councilId)
    const demoHere = demoPeople.filter((person) => person.councilId === councilId)
    const taken = new Set<string>()
    const children = plan.open
    const ofCase = (count: number, caseload: number): number => (count <= 0 ? 0 : Math.ceil(count / caseload))
    const caseload = borough.rates.caseload
    const ownUnaccompanied = children.unaccompanied >= 60
    const needed: Record<TeamKind, number> = {
      'front door': Math.max(2, Math.round((plan.children / 10_000) * 2.2 * Math.min(1, scale))),
      assessment: Math.max(2, ofCase(children.assessments + children.section47 + children.referrals, caseload)),
      family: Math.max(4, ofCase(children.needPlans + children.protectionPlans + children.privateFostering, caseload)),
      care: Math.max(3, ofCase(children.inCare - (ownUnaccompanied ? children.unaccompanied : 0), caseload - 1)),
      unaccompanied: ownUnaccompanied ? ofCase(children.unaccompanied, caseload + 1) : 0,
      disabled: Math.max(1, ofCase(children.shortBreaks, caseload + 2)),
      'leaving care': Math.max(2, ofCase(children.careLeavers, 21)),
      'early help': Math.max(2, ofCase(children.earlyHelp, 13)),
      reviewing: Math.max(1, ofCase(children.inCare, 62)),
      conference: Math.max(1, ofCase(children.protectionPlans, 70)),
      fostering: Math.max(2, ofCase(children.inCare, 24)),
      quality: isEight ? 6 : 2,
      night: councilId === 319 ? 11 : isEight && [314, 318, 315, 212].includes(councilId) ? 0 : 5,
      leadership: Math.max(3, Math.round(plan.children / 9_000)),
      corporate: 0,
    }
    const counted = kinds.reduce((sum, kind) => sum + needed[kind] * 1.16, 0)
    const promised = Math.round((promisedStaff[councilId] ?? 0) * scale)
    if (promised > counted) {
      needed['early help'] += Math.round((promised - counted) * 0.4)
      needed.fostering += Math.round((promised - counted) * 0.2)
    }

    for (const kind of kinds) {
      const shape = shapes[kind]
      let left = needed[kind]
      const demoOfKind = demoHere.filter(
        (person) => person.team === kind && person.reach.some((reach) => reach.councilId === councilId),
      )
      if (left === 0 && demoOfKind.length === 0) continue
      const names = ownNames[councilId]?.[kind] ?? shape.names
      const size = teamSizes[councilId] && shape.managed ? (teamSizes[councilId] as number) : shape.size
      const howMany = Math.max(1, Math.ceil(left / size))
      for (let index = 0; index < howMany; index++) {
        const name = names[index % names.length] as string
        const number = Math.floor(index / names.length) + 1
        const lastName = index === howMany - 1 && howMany > 1 ? lastTeams[councilId]?.[kind] : undefined
        const same = Math.ceil((howMany - (index % names.length)) / names.length)
        const team: Team = {
          councilId,
          teamId: idFrom(`${seed}/team/${councilId}/${kind}/${index}`, Date.UTC(2020, 3, 1)),
          name: lastName ?? (same > 1 ? `${name} ${number}` : name),
          managerId: null,
          kind: kind === 'corporate' ? 'corporate' : 'children',
          of: kind,
        }
        teams.push(team)
        if (shape.managed) {
          const person = demoOfKind.find((each) => each.role === 'team manager' && !taken.has(each.subject))
          if (person) taken.add(person.subject)
          const startsOn = now - 200 - random.integer(0, 2000)
          const manager = hire(
            councilId,
            random,
            cultures,
            startsOn,
            person?.given,
            person?.family,
            person?.subject ?? null,
          )
          team.managerId = manager.workerId
          engage(manager, {
            councilId,
            title: person?.title ?? (kind === 'night' ? 'Team manager, nights' : 'Team manager'),
            role: 'team manager',
            functions: shape.functions,
            team,
            fte: 1,
            startsOn,
            endsOn: null,
            reach: kind === 'night' && councilId === 319 ? shareOf(nightReach) : own,
          })
        }
        const members = Math.ceil(left / (howMany - index))
        left -= members
        for (let member = 0; member < members; member++) {
          const person = demoOfKind.find(
            (each) => each.role !== 'team manager' && !taken.has(each.subject) && each.endedDaysAgo === undefined,
          )
          if (person) taken.add(person.subject)
          const grade = random.next()
          const practises = shape.role === 'social worker' && kind !== 'early help'
          const role: Role =
            person?.role ??
            (practises && grade < 0.22
              ? 'senior social worker'
              : practises && grade > 0.9
                ? 'newly qualified social worker'
                : shape.role)
          const first = role === 'newly qualified social worker'
          const startsOn = first ? now - random.integer(20, 300) : now - 30 - Math.floor(random.exponential(900))
          const worker = hire(
            councilId,
            random,
            cultures,
            startsOn,
            person?.given,
            person?.family,
            person?.subject ?? null,
          )
          if (first) worker.newlyQualifiedUntil = startsOn + 365
          if (kind === 'early help' || kind === 'leaving care' || kind === 'quality') worker.sweNumber = null
          const fte = person?.fte ?? (random.chance(0.14) ? (random.pick([0.5, 0.6, 0.8]) as number) : 1)
          const reach = person
            ? shareOf(person.reach)
            : kind === 'night' && councilId === 319
              ? shareOf(nightReach)
              : own
          const post = engage(worker, {
            councilId,
            title: person?.title ?? titleFor(shape.title, role),
            role,
            functions: person?.functions ?? shape.functions,
            team,
            fte,
            startsOn,
            endsOn: null,
            reach,
          })
          if (holdsChildren(kind, role)) {
            const usual =
              kind === 'leaving care'
                ? 21
                : kind === 'early help'
                  ? 13
                  : kind === 'reviewing'
                    ? 62
                    : kind === 'conference'
                      ? 70
                      : caseload
            const grown = usual * fte * (first ? 0.6 : role === 'senior social worker' ? 1 : 1.05)
            for (const each of post.reach) {
              if (each.opensRecords && staffing.has(each.councilId))
                hold(each.councilId, kind, worker, post, team, grown, each.share / 100)
            }
          }
        }
        // Those who left in the last two years: their names stand in older allocations.
        const left2 = Math.ceil(members * 0.3)
        for (let gone = 0; gone < left2; gone++) {
          const person = demoOfKind.find((each) => each.endedDaysAgo !== undefined && !taken.has(each.subject))
          if (person) taken.add(person.subject)
          const endsOn = person?.endedDaysAgo !== undefined ? now - person.endedDaysAgo : now - random.integer(20, 720)
          const startsOn = endsOn - 200 - Math.floor(random.exponential(700))
          const worker = hire(
            councilId,
            random,
            cultures,
            startsOn,
            person?.given,
            person?.family,
            person?.subject ?? null,
          )
          const post = engage(worker, {
            councilId,
            title: person?.title ?? shape.title,
            role: person?.role ?? shape.role,
            functions: shape.functions,
            team,
            fte: 1,
            startsOn,
            endsOn,
            reach: own,
          })
          if (holdsChildren(kind, post.role)) hold(councilId, kind, worker, post, team, 0)
        }
      }
    }

    const live = () =>
      posts.filter((post) => post.councilId === councilId && post.endsOn === null && post.team?.kind === 'children')
        .length
    const roomy = teams.filter(
      (each) => each.councilId === councilId && (each.of === 'early help' || each.of === 'fostering'),
    )
    for (
      let missing =
        promised - live() - demoHere.filter((each) => !taken.has(each.subject) && each.team !== 'corporate').length;
      missing > 0 && roomy.length > 0;
      missing--
    ) {
      const startsOn = now - 60 - random.integer(0, 1500)
      const worker = hire(councilId, random, cultures, startsOn)
      worker.sweNumber = null
      const practises = missing % 3 === 0
      engage(worker, {
        councilId,
        title: practises ? 'Children’s home practitioner' : 'Youth practitioner',
        role: 'social worker',
        functions: practises ? care : ['early help'],
        team: roomy[missing % roomy.length] as Team,
        fte: 1,
        startsOn,
        endsOn: null,
        reach: own,
      })
    }

    // Demonstration people whose post is not among a team's members of their own council.
    for (const person of demoHere) {
      if (taken.has(person.subject)) continue
      taken.add(person.subject)
      loner(person, random, cultures)
    }
  }

  function loner(person: DemoPerson, random: Random, cultures: CultureChoice): void {
    const councilId = person.councilId
    const named =
      person.team === 'corporate' ? 'Corporate Services' : person.team === 'leadership' ? 'Leadership' : null
    const team =
      teams.find((each) => each.councilId === councilId && each.of === person.team) ??
      (named === null ? null : addTeam(councilId, named, person.team))
    const startsOn = now - 400 - random.integer(0, 1500)
    const worker = hire(councilId, random, cultures, startsOn, person.given, person.family, person.subject)
    if (
      !["children's social care", 'fostering', 'emergency duty', 'front door'].includes(person.functions[0] as string)
    )
      worker.sweNumber = null
    const post = engage(worker, {
      councilId,
      title: person.title,
      role: person.role,
      functions: person.functions,
      team,
      fte: person.fte,
      startsOn,
      endsOn: person.endedDaysAgo === undefined ? null : now - person.endedDaysAgo,
      reach: shareOf(person.reach),
    })
    // a peer still belongs to the council that lends them
    if (person.role === 'peer') {
      engage(worker, {
        councilId,
        title: 'Service manager, practice',
        role: 'service manager',
        functions: ["children's quality and audit"],
        team,
        fte: 0.5,
        startsOn,
        endsOn: null,
        reach: [{ councilId, share: 100, opensRecords: true, arrangement: null }],
      })
    }
    if (post.endsOn === null && team && holdsChildren(person.team, person.role)) {
      for (const each of post.reach) {
        if (each.opensRecords && each.councilId !== councilId && staffing.has(each.councilId)) {
          hold(each.councilId, person.team, worker, post, team, 14, each.share / 100)
        }
      }
    }
  }
  function addTeam(councilId: number, name: string, of: TeamKind): Team {
    const team: Team = {
      councilId,
      teamId: idFrom(`${seed}/team/${councilId}/${name}`, Date.UTC(2020, 3, 1)),
      name,
      managerId: null,
      kind: of === 'corporate' ? 'corporate' : 'children',
      of,
    }
    teams.push(team)
    return team
  }

  // The workforce Richmond and Wandsworth employ together: half and half at the top, no children's data anywhere.
  if (domains.has(212) && domains.has(318)) {
    const random = seededRandom(`${seed}/workforce/shared`)
    const cultures = cultureChoice(plans[0]?.borough.cultures ?? {})
    const shared = arrangementOf('shared-staffing')
    const halves = (share: number): Post['reach'] => [
      { councilId: 212, share, opensRecords: false, arrangement: null },
      { councilId: 318, share: 100 - share, opensRecords: false, arrangement: shared },
    ]
    const team =
      teams.find((each) => each.councilId === 212 && each.of === 'corporate') ??
      addTeam(212, 'Corporate Services', 'corporate')
    const top = [
      'Chief executive',
      'Director of environment',
      'Director of housing',
      'Director of adult social services',
      'Director of law and governance',
      'Director of growth and place',
    ]
    const staff = Math.round(scale < 2 ? 150 * scale : 3_050)
    for (let n = 0; n < top.length + staff; n++) {
      const startsOn =
        n % 3 === 0 ? epochDay(Temporal.PlainDate.from('2016-10-01')) : now - 60 - random.integer(0, 3000)
      const worker = hire(212, random, cultures, startsOn)
      worker.sweNumber = null
      const [title, functionName] =
        n < top.length
          ? ([top[n], 'all corporate services'] as const)
          : (corporateTitles[n % corporateTitles.length] as readonly [string, FunctionName])
      engage(worker, {
        councilId: 212,
        title: `${title}, Richmond and Wandsworth`,
        role: n < top.length ? 'director' : 'team manager',
        functions:
          functionName === 'all corporate services'
            ? ['all corporate services']
            : [functionName, 'all corporate services'],
        team,
        fte: 1,
        startsOn,
        endsOn: null,
        reach: halves(n < top.length ? 50 : (random.pick([50, 60, 40, 70, 30]) as number)),
      })
    }
    // The rest of the four-borough audit team.
    const auditTeam =
      teams.find((each) => each.councilId === 318 && each.of === 'corporate') ??
      addTeam(318, 'Internal Audit', 'corporate')
    for (let n = 0; n < 5; n++) {
      const startsOn = now - 300 - random.integer(0, 2500)
      const worker = hire(318, random, cultures, startsOn)
      worker.sweNumber = null
      engage(worker, {
        councilId: 318,
        title: n === 0 ? 'Head of audit, four boroughs' : 'Auditor, four boroughs',
        role: 'auditor',
        functions: ['internal audit'],
        team: auditTeam,
        fte: 1,
        startsOn,
        endsOn: null,
        reach: shareOf(auditReach),
      })
    }
  }
  // The company's own shared posts, so that some workers hold children of both councils.
  if (domains.has(314) && domains.has(318)) {
    const random = seededRandom(`${seed}/workforce/company`)
    const cultures = cultureChoice(plans.find((plan) => plan.borough.councilId === 314)?.borough.cultures ?? {})
    const company = arrangementOf('company')
    for (const [kind, count] of [
      ['front door', 4],
      ['reviewing', 2],
      ['disabled', 3],
      ['care', 4],
      ['family', 4],
    ] as const) {
      const team = teams.find((each) => each.councilId === 314 && each.of === kind)
      if (!team) continue
      const shape = shapes[kind]
      for (let n = 0; n < Math.max(1, Math.round(count * Math.min(1, scale))); n++) {
        const startsOn = now - 90 - random.integer(0, 1800)
        const worker = hire(314, random, cultures, startsOn)
        const post = engage(worker, {
          councilId: 314,
          title: `${shape.title}, Kingston and Richmond`,
          role: shape.role,
          functions: shape.functions,
          team,
          fte: 1,
          startsOn,
          endsOn: null,
          reach: [
            { councilId: 314, share: 50, opensRecords: true, arrangement: null },
            { councilId: 318, share: 50, opensRecords: true, arrangement: company },
          ],
        })
        const usual = kind === 'reviewing' ? 62 : 14
        if (holdsChildren(kind, shape.role))
          for (const councilId of [314, 318]) hold(councilId, kind, worker, post, team, usual, 0.5)
      }
    }
  }
  return { workers, teams, posts, staffing }
}

const titleFor = (title: string, role: Role): string =>
  role === 'senior social worker'
    ? title.replace('Social worker', 'Senior social worker')
    : role === 'newly qualified social worker'
      ? `${title} (first year)`
      : title

const caseKinds: readonly TeamKind[] = [
  'front door',
  'assessment',
  'family',
  'care',
  'unaccompanied',
  'disabled',
  'leaving care',
  'early help',
  'reviewing',
  'conference',
]
const holdsChildren = (kind: TeamKind, role: Role): boolean =>
  caseKinds.includes(kind) && role !== 'clinician' && role !== 'team manager'

type CultureChoice = (random: Random) => Culture

/** Chooses a culture by weight, quickly. */
export const cultureChoice = (weights: Readonly<Record<string, number>>): CultureChoice => {
  const table: Culture[] = []
  for (const [culture, weight] of Object.entries(weights))
    for (let n = 0; n < weight; n++) table.push(culture as Culture)
  if (table.length === 0) table.push('english')
  return (random) => table[Math.floor(random.next() * table.length)] as Culture
}
