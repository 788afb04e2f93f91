import { type Day, daysBetween, isAfter, isBefore, latest } from '../../../lib/day.ts'

// What few people can do, who can do it today, and where only one is left. A skill counts while it is not ended, not past
// its last day, and its holder has a post; somebody who is still learning does not count yet.

export const levels = {
  learning: 'Learning',
  qualified: 'Qualified',
  'can teach': 'Qualified, and can teach it',
} as const
export type Level = keyof typeof levels
export const levelNames = Object.keys(levels) as Level[]

/** Skills that services ask for by name; a council may record any other. */
export const usualSkills: readonly string[] = [
  'Achieving Best Evidence interviews',
  'Adoption assessment',
  'Age assessment',
  'Approved Mental Health Professional',
  'Best interests assessor',
  'Child exploitation and county lines',
  'Connected persons assessment',
  'Court work: expert witness',
  'Deaf children and families',
  'Domestic abuse: work with those who harm',
  'Family group conference coordination',
  'Fostering assessment',
  'Harmful sexual behaviour assessment',
  'Life story work',
  'Parenting assessment: learning disability',
  'Practice education',
  'Radicalisation',
  'Systemic practice',
  'Therapeutic work with trauma',
  'Unaccompanied children',
  ...[
    'Albanian',
    'Arabic',
    'Bengali',
    'British Sign Language',
    'Dari',
    'Farsi',
    'French',
    'Gujarati',
    'Hindi',
    'Korean',
    'Kurdish',
    'Pashto',
    'Polish',
    'Portuguese',
    'Punjabi',
    'Romanian',
    'Somali',
    'Spanish',
    'Tamil',
    'Tigrinya',
    'Turkish',
    'Ukrainian',
    'Urdu',
    'Vietnamese',
  ].map((language) => `Language: ${language}`),
]

export type HeldSkill = {
  councilId: number
  skillId: string
  workerId: string
  skill: string
  level: Level
  since: Day
  /** the last day it is valid; null: no end */
  until: Day | null
  /** the day it was taken off the register */
  endedOn: Day | null
  /** the last day of the holder's last post; null: never had one that is known here */
  servesUntil: Day | null
}

export const isHeldOn = (held: HeldSkill, on: Day): boolean =>
  held.level !== 'learning' &&
  !isAfter(held.since, on) &&
  (held.until === null || !isBefore(held.until, on)) &&
  (held.endedOn === null || isAfter(held.endedOn, on)) &&
  held.servesUntil !== null &&
  !isBefore(held.servesUntil, on)

/** The day from which it no longer counts; null while no end is known. */
const overFrom = (held: HeldSkill): Day | null => {
  const ends = [held.until?.add({ days: 1 }), held.endedOn, held.servesUntil?.add({ days: 1 })].filter(
    (day): day is Day => day !== undefined && day !== null && day.year < 9000,
  )
  return ends.reduce<Day | null>((first, day) => (first === null || isBefore(day, first) ? day : first), null)
}

/** Councils that share staff, with the agreements that say so; the same councils under several agreements once. */
export type Partnership = { councilIds: readonly number[]; titles: readonly string[] }

export const partnershipsOf = (
  agreements: readonly { title: string; councilIds: readonly number[] }[],
): Partnership[] => {
  const groups = Map.groupBy(
    agreements.filter((one) => new Set(one.councilIds).size > 1),
    (one) => [...new Set(one.councilIds)].sort((a, b) => a - b).join(),
  )
  return [...groups].map(([key, same]) => ({
    councilIds: key.split(',').map(Number),
    titles: same.map((one) => one.title).sort((a, b) => a.localeCompare(b)),
  }))
}

export type Warning = {
  skill: string
  partnership: Partnership
  /** how many can do it today: nobody or one */
  left: 0 | 1
  /** who that is */
  lastId: string | null
  lastCouncilId: number | null
  /** since when there are so few; null where there never were more */
  since: Day | null
}
export type SoonOne = { skill: string; partnership: Partnership; on: Day; left: number }

const peopleIn = (skills: readonly HeldSkill[], councilIds: readonly number[], on: Day): HeldSkill[] => [
  ...new Map(
    skills
      .filter((held) => councilIds.includes(held.councilId) && isHeldOn(held, on))
      .map((held) => [held.workerId, held]),
  ).values(),
]

/** How many people can do it in these councils on a day; somebody recorded twice counts once. */
export const countIn = (skills: readonly HeldSkill[], skill: string, councilIds: readonly number[], on: Day): number =>
  peopleIn(
    skills.filter((held) => held.skill === skill),
    councilIds,
    on,
  ).length

/** Skills of which one holder or none is left among councils that share staff: told to each of those councils. */
export const warningsOn = (skills: readonly HeldSkill[], partnerships: readonly Partnership[], today: Day): Warning[] =>
  partnerships.flatMap((partnership) =>
    [...Map.groupBy(skills, (held) => held.skill)].flatMap(([skill, all]): Warning[] => {
      const people = peopleIn(all, partnership.councilIds, today)
      const once = all.filter((held) => partnership.councilIds.includes(held.councilId) && held.level !== 'learning')
      if (people.length > 1 || once.length === 0) return []
      const over = once
        .filter((held) => !people.some((one) => one.workerId === held.workerId))
        .flatMap((held) => overFrom(held) ?? [])
        .filter((day) => !isAfter(day, today))
      const [last] = people
      return [
        {
          skill,
          partnership,
          left: last ? 1 : 0,
          lastId: last?.workerId ?? null,
          lastCouncilId: last?.councilId ?? null,
          since: latest(...over),
        },
      ]
    }),
  )

/** Where councils of a wider partnership are told the same, the narrower one among them is not told again. */
export const widestOf = (warnings: readonly Warning[]): Warning[] =>
  warnings.filter(
    (one) =>
      !warnings.some(
        (other) =>
          other.skill === one.skill &&
          other.left === one.left &&
          other.partnership.councilIds.length > one.partnership.councilIds.length &&
          one.partnership.councilIds.every((id) => other.partnership.councilIds.includes(id)),
      ),
  )

/** Skills that fall to one holder or none within so many days, because somebody's last day is known. */
export const soonOn = (
  skills: readonly HeldSkill[],
  partnerships: readonly Partnership[],
  today: Day,
  days = 90,
): SoonOne[] =>
  partnerships.flatMap((partnership) =>
    [...Map.groupBy(skills, (held) => held.skill)].flatMap(([skill, all]): SoonOne[] => {
      const now = peopleIn(all, partnership.councilIds, today)
      if (now.length < 2) return []
      const ends = now.flatMap((held) => overFrom(held) ?? []).filter((day) => daysBetween(today, day) <= days)
      const first = ends
        .toSorted(Temporal.PlainDate.compare)
        .find((day) => peopleIn(all, partnership.councilIds, day).length < 2)
      return first ? [{ skill, partnership, on: first, left: peopleIn(all, partnership.councilIds, first).length }] : []
    }),
  )
