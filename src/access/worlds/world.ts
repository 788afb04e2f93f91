// Random worlds for the proof that exactly the right people reach a child's record: a few councils, what they signed,
// who works in which post, whose children they know, and one moment. The same seed always makes the same world.

import { day, dayOf, zone } from '../../lib/day.ts'
import { idFrom } from '../../lib/ids.ts'
import { type Random, seededRandom } from '../../lib/random.ts'
import { roles } from '../roles.ts'
import type { Arrangement, ArrangementKind, Broken, Hours, Partner, Post, Shift } from '../scopes.ts'

/** A child, or an adult of the child's family. */
export type Person = {
  councilId: number
  personId: string
  isChild: boolean
  restricted: boolean
  /** true when somebody restricted this very record, and not only with a child's */
  ownRestriction: boolean
  /** whoever restricted it said that the night desk may know of it */
  nightMayKnow: boolean
  /** whom this child's record names as family */
  family: readonly string[]
}

export type Worker = {
  councilId: number
  workerId: string
  posts: readonly Post[]
  shifts: readonly Shift[]
  broken: readonly Broken[]
}
export type Reader = { councilId: number; personId: string; workerId: string; from: string; to: string | null }
/** An agreed sample as it was agreed: restricting a child's record afterwards does not change the list. */
export type Sample = { arrangementId: string; councilId: number; personId: string; from: string; to: string }

export type World = {
  seed: string
  now: Temporal.Instant
  councils: readonly number[]
  /** those that keep their records in a system of their own */
  mirrored: readonly number[]
  closures: readonly { councilId: number; on: string }[]
  arrangements: readonly Omit<Arrangement, 'sample'>[]
  teams: readonly { teamCouncilId: number; teamId: string }[]
  workers: readonly Worker[]
  people: readonly Person[]
  readers: readonly Reader[]
  samples: readonly Sample[]
}

const kinds: readonly ArrangementKind[] = [
  'joint employment',
  'section 113',
  'delegation',
  'joint committee',
  'company',
  'shared system',
  'peer support',
]
const opensNothing: readonly ArrangementKind[] = ['joint committee', 'shared system']
const functionNames = ["children's social care", 'emergency duty', 'front door', 'legal', 'internal audit']
const usualRoles = ['social worker', 'team manager', 'emergency duty worker', 'director', 'peer']
const days = [
  ...['2026-03-28', '2026-03-29', '2026-03-30', '2026-10-24', '2026-10-25', '2026-10-26', '2027-03-28', '2027-10-31'],
  ...['2026-12-24', '2026-12-25', '2026-12-28', '2026-12-31', '2027-01-01', '2026-08-31', '2026-02-28', '2028-02-29'],
]
const times = [
  ...['00:00:00', '00:30:00', '01:00:00', '01:30:00', '01:59:59', '02:00:00', '05:59:59', '06:00:00', '08:59:59'],
  ...['09:00:00', '09:00:01', '12:00:00', '16:59:59', '17:00:00', '17:00:01', '21:59:59', '22:00:00', '23:59:59'],
]
const windows: readonly Hours[] = [
  { from: '17:00', to: '09:00', nonWorkingDays: true },
  { from: '17:00', to: '09:00', nonWorkingDays: false },
  { from: '09:00', to: '17:00', nonWorkingDays: false },
  { from: '22:00', to: '06:00', nonWorkingDays: true },
  { from: '00:00', to: '12:00', nonWorkingDays: false },
]

const moment = (random: Random): Temporal.Instant => {
  const date = random.chance(0.6) ? day(random.pick(days)) : day('2026-01-01').add({ days: random.integer(0, 800) })
  const time = Temporal.PlainTime.from(
    random.chance(0.7) ? random.pick(times) : { hour: random.integer(0, 23), minute: random.integer(0, 59) },
  )
  const local = date.toPlainDateTime(time)
  return local.toZonedDateTime(zone, { disambiguation: random.pick(['earlier', 'later'] as const) }).toInstant()
}

/** A stretch of days which more often than not covers today, and likes to begin or end on it or the day beside. */
const stretch = (random: Random, today: Temporal.PlainDate, open: number): { from: string; to: string | null } => {
  const from = today.add({ days: random.pick([-400, -400, -400, -30, -30, -1, -1, 0, 0, 1]) })
  const to = today.add({ days: random.pick([365, 365, 365, 30, 30, 1, 0, 0, -1, -20]) })
  const ends = random.chance(open) || Temporal.PlainDate.compare(from, to) > 0 ? null : to
  return { from: from.toString(), to: ends?.toString() ?? null }
}
const always = { from: '2020-01-01', to: null }

const maybeEnded = (random: Random, now: Temporal.Instant): string | null =>
  random.chance(0.75) ? null : now.add({ seconds: random.pick([-2_000_000, -1, 0, 1, 2_000_000]) }).toString()

/** `councils` are the codes to use. Ids come from the seed, so worlds can lie side by side in one database. */
export const makeWorld = (seed: string, councils: readonly number[]): World => {
  const random = seededRandom(seed)
  const now = moment(random)
  const today = dayOf(now)
  let made = 0
  const id = (): string => idFrom(`${seed} ${made++}`, now.epochMilliseconds)
  const some = <T>(items: readonly T[], least: number, most: number): T[] =>
    random.shuffle(items).slice(0, random.integer(least, Math.min(most, items.length)))
  // Most agreements and posts are sound but for one thing or none: so each rule decides alone in some world.
  const soundBut = (flaws: number): ((nth: number) => boolean) => {
    const sound = random.chance(0.85)
    const flaw = random.integer(0, flaws)
    return (nth) => sound && flaw !== nth
  }

  const closures = councils.flatMap((councilId) => (random.chance(0.3) ? [{ councilId, on: today.toString() }] : []))

  const makeAgreement = (): Omit<Arrangement, 'sample'> => {
    const sound = soundBut(11)
    const lasts = sound(0) ? always : stretch(random, today, 0.3)
    const parties = (sound(1) ? councils : some(councils, 2, 3)).map((councilId) => {
      const party = sound(2) ? always : stretch(random, today, 0.3)
      return { councilId, joinedOn: party.from, leftOn: party.to, opensRecords: sound(3) || random.chance(0.6) }
    })
    const useful = kinds.filter((kind) => !opensNothing.includes(kind))
    const kind = random.pick(sound(4) ? [...useful, 'peer support' as const] : random.pick([opensNothing, kinds]))
    const clauses = Array.from({ length: random.integer(1, 4) }, (_, index) => ({
      clause: `${index + 1}`,
      effect: sound(5) || random.chance(0.5) ? ('includes' as const) : ('excludes' as const),
      functionName: random.chance(0.5) ? functionNames[0]! : random.pick(functionNames),
      partyId: random.chance(0.6) ? null : random.pick(councils),
      words: `Clause ${index + 1}.`,
    }))
    const first = { clause: '0', functionName: functionNames[0]!, partyId: null, words: 'Clause 0.' }
    return {
      hostId: random.pick(councils),
      arrangementId: id(),
      title: `Agreement ${made}`,
      kind,
      level: sound(6) ? random.pick(['write', 'record']) : random.pick(['write', 'record', 'summary', 'find', null]),
      hours: random.chance(sound(7) ? 0.7 : 0.1) ? null : random.pick(windows),
      roles: sound(9) || random.chance(0.4) ? null : some(usualRoles, 1, 2),
      onRota: sound(10) ? random.chance(0.1) : random.chance(0.7),
      startsOn: lasts.from,
      endsOn: lasts.to,
      endedAt: sound(8) ? null : maybeEnded(random, now),
      parties,
      clauses: random.chance(0.8) ? [{ ...first, effect: 'includes' as const }, ...clauses] : clauses,
    }
  }
  const arrangements = Array.from({ length: random.integer(1, 4) }, makeAgreement)

  const teams = councils.map((teamCouncilId) => ({ teamCouncilId, teamId: id() }))
  const makePost = (): Post => {
    const sound = soundBut(5)
    const employerId = random.pick(councils)
    const lasts = sound(0) ? always : stretch(random, today, 0.4)
    const served = [...new Set([employerId, ...some(councils, 1, 3)])].filter(() => random.chance(0.9))
    const share = served.length === 0 ? 0 : Math.floor(10_000 / served.length) / 100
    const reach = served.map((councilId) => {
      const together = arrangements.filter((one) =>
        [employerId, councilId].every((each) => one.parties.some((party) => party.councilId === each)),
      )
      const under = random.chance(0.95) && together.length > 0 ? together : arrangements
      const alone = random.chance(councilId === employerId ? 0.7 : 0.05)
      const arrangementId = alone ? null : random.pick(under).arrangementId
      return { councilId, share, opensRecords: sound(1) || random.chance(0.6), arrangementId }
    })
    const last = reach.at(-1)
    if (last) last.share = Math.round((100 - share * (reach.length - 1)) * 100) / 100
    return {
      employerId,
      postId: id(),
      title: `Post ${made}`,
      role: random.pick(sound(2) ? usualRoles : [...Object.keys(roles), 'caretaker']),
      functions: [
        ...(sound(3) ? functionNames.slice(0, 1) : some(functionNames, 0, 2)),
        ...(random.chance(0.3) ? some(functionNames.slice(1), 1, 2) : []),
      ],
      fte: random.pick([0.2, 0.5, 0.6, 1]),
      ...random.pick(teams),
      startsOn: lasts.from,
      endsOn: lasts.to,
      endedAt: sound(4) ? null : maybeEnded(random, now),
      reach,
    }
  }
  const workers = Array.from({ length: random.integer(1, 3) }, (): Worker => {
    const posts = Array.from({ length: random.pick([0, 1, 1, 1, 1, 2, 2, 2, 3]) }, makePost)
    return { councilId: posts[0]?.employerId ?? random.pick(councils), workerId: id(), posts, shifts: [], broken: [] }
  })

  // A restricted child's family is often hidden with it, and a brother may be hidden on a ground of his own.
  const people = councils.flatMap((councilId): Person[] => {
    const children = Array.from({ length: random.integer(1, 2) }, (): Person => {
      const restricted = random.chance(0.35)
      return {
        councilId,
        personId: id(),
        isChild: true,
        restricted,
        ownRestriction: restricted,
        nightMayKnow: restricted && random.chance(0.6),
        family: [],
      }
    })
    const hidden = children.some((child) => child.restricted) && random.chance(0.7)
    const adult = {
      councilId,
      personId: id(),
      isChild: false,
      restricted: hidden,
      ownRestriction: false,
      nightMayKnow: false,
      family: [],
    }
    const everybody = [...children, ...(random.chance(0.6) ? [adult] : [])]
    const familyOf = (person: Person) => everybody.filter((other) => other !== person && random.chance(0.8))
    return everybody.map((person) => ({
      ...person,
      family: person.isChild ? familyOf(person).map((other) => other.personId) : [],
    }))
  })

  const readers = people.flatMap((person) =>
    workers.flatMap(({ workerId }): Reader[] => {
      if (!random.chance(person.restricted ? 0.5 : 0.1)) return []
      return [{ councilId: person.councilId, personId: person.personId, workerId, ...stretch(random, today, 0.4) }]
    }),
  )

  const samples = arrangements.flatMap(({ arrangementId, kind }) =>
    people.flatMap(({ isChild, councilId, personId }): Sample[] => {
      if (!isChild || !random.chance(kind === 'peer support' ? 0.8 : 0.15)) return []
      const { from, to } = stretch(random, today, 0)
      return [{ arrangementId, councilId, personId, from, to: to ?? day(from).add({ days: 14 }).toString() }]
    }),
  )

  // Turns on the rota that like to begin and end at this very moment, on the worker's own team and on others.
  const shiftsOf = (worker: Worker): Shift[] =>
    Array.from({ length: random.pick([0, 1, 1, 2]) }, () => {
      const team = random.chance(0.8) ? (worker.posts[0]?.teamId ?? null) : null
      const from = now.subtract({ seconds: 3600 * random.pick([0, 1, 4, 8]) + random.pick([-1, 0, 1]) })
      return {
        teamId: team ?? random.pick(teams).teamId,
        from: from.toString(),
        to: now.add({ seconds: 3600 * random.pick([0, 1, 4, 8]) + random.pick([0, 1, 60]) }).toString(),
      }
    }).filter((shift) => Temporal.Instant.compare(shift.from, shift.to) < 0)
  // Glass broken for some child or other, now over or not yet.
  const brokenOf = (): Broken[] =>
    people.flatMap(({ isChild, councilId, personId }) =>
      isChild && random.chance(0.15)
        ? [
            {
              councilId,
              childId: personId,
              breakId: id(),
              until: now.add({ seconds: random.pick([-60, 0, 1, 3000]) }).toString(),
            },
          ]
        : [],
    )
  return {
    seed,
    now,
    councils,
    mirrored: councils.filter(() => random.chance(0.2)),
    closures,
    arrangements,
    teams,
    workers: workers.map((worker) => ({ ...worker, shifts: shiftsOf(worker), broken: brokenOf() })),
    people,
    readers,
    samples,
  }
}

/** What the door says of these arrangements to somebody employed by these councils: see session_facts. */
export const partnersOf = (
  arrangements: readonly Omit<Arrangement, 'sample'>[],
  employers: readonly number[],
): Partner[] => {
  const partners = new Map<string, Partner>()
  for (const { hostId, startsOn, endsOn, endedAt, parties } of arrangements) {
    const host = { councilId: hostId, joinedOn: startsOn, leftOn: endsOn }
    for (const mine of parties.filter((party) => employers.includes(party.councilId))) {
      for (const theirs of [...parties, host]) {
        if (theirs.councilId === mine.councilId) continue
        const from = [startsOn, mine.joinedOn, theirs.joinedOn].sort().at(-1)!
        const to = [endsOn, mine.leftOn, theirs.leftOn].filter((day) => day !== null).sort()[0] ?? null
        const key = `${mine.councilId} ${theirs.councilId} ${to} ${endedAt}`
        const held = partners.get(key)
        if (held && held.from <= from) continue
        partners.set(key, { employerId: mine.councilId, councilId: theirs.councilId, from, to, endedAt })
      }
    }
  }
  return [...partners.values()]
}
