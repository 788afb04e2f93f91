// What is wrong on purpose in the records of the demonstration, so that the pages of the returns have something to show.
// Everything else the department's checks find nothing in: simulate.test.ts holds both to it, README.md lists them.
import { idFrom } from '../src/lib/ids.ts'
import { ageAt, endOfMarch, yearOf } from './days.ts'
import type { PersonDraft } from './simulate.ts'
import type { SpellDraft, Story } from './story.ts'

/**
 * A finding to be expected: `ssda903 442` in the return whose year ends on 31 March of `year`. Some checks are only asked
 * beside a list of postcodes.
 */
export type Planted = { childId: string; rule: string; year: number; needsPostcodes: boolean }

/** The return year that ended last and the one that runs; days are whole days since 1970. */
type Years = { last: { from: number; to: number; year: number }; running: { from: number; to: number; year: number } }
const yearsOn = (now: number): Years => {
  const year = now > endOfMarch(yearOf(now)) ? yearOf(now) + 1 : yearOf(now)
  const of = (each: number) => ({ from: endOfMarch(each - 1) + 1, to: endOfMarch(each), year: each })
  return { last: of(year - 1), running: of(year) }
}

type Child = { person: PersonDraft; story: Story }
type Stretch = { from: number; to: number | null }
const isIn = ({ from, to }: { from: number; to: number }, on: number | null): boolean =>
  on !== null && on >= from && on <= to
const goesOnIn = (year: { from: number; to: number }, { from, to }: Stretch): boolean =>
  from <= year.to && (to === null || to >= year.from)

const spellsOf = ({ story }: Child, kind: SpellDraft['kind']): SpellDraft[] =>
  story.spells.filter((spell) => spell.kind === kind)
const forget = (spell: SpellDraft, key: string): void => {
  const { [key]: _, ...rest } = spell.detail ?? {}
  spell.detail = rest
}
const withoutPupilNumber = ({ person }: Child): void => {
  person.identifiers = person.identifiers.filter(({ scheme }) => !scheme.startsWith('upn'))
}

type Plant = {
  /** for README.md */
  wrong: string
  /** spoils the record, and says which checks of which years find it; null when the child is not one for it */
  spoil: (child: Child, years: Years) => { rule: string; years: readonly number[]; needsPostcodes?: true }[] | null
}

/** Years in which both returns speak of a stretch. */
const yearsOf = (years: Years, stretch: Stretch): number[] =>
  [years.last, years.running].filter((year) => goesOnIn(year, stretch)).map(({ year }) => year)
const careOf = (child: Child): SpellDraft | undefined => spellsOf(child, 'looked_after').at(-1)
const referralOf = (child: Child): SpellDraft | undefined => spellsOf(child, 'referral').at(-1)

/** By the slug of a story child. */
const inStories: Readonly<Record<string, Plant>> = {
  'siblings-elder': {
    wrong: 'The assessment was finished without a factor',
    spoil: (child, years) => {
      const done = spellsOf(child, 'assessment').at(-1)
      if (!done?.to) return null
      forget(done, 'factors')
      return [
        {
          rule: 'cin 8897Q',
          years: [years.last, years.running].filter((year) => isIn(year, done.to)).map((each) => each.year),
        },
      ]
    },
  },
  'confidential-address': {
    wrong: 'A child of school age without pupil number, since she changed schools, and no reason for it',
    spoil: (child, years) => {
      withoutPupilNumber(child)
      return [{ rule: 'cin 8770Q', years: yearsOf(years, referralOf(child) as SpellDraft) }]
    },
  },
  'far-away': {
    wrong: 'Neither a pupil number nor a reason for having none; no number came with him from his last school',
    spoil: (child, years) => {
      withoutPupilNumber(child)
      return [
        { rule: 'ssda903 442', years: yearsOf(years, careOf(child) as SpellDraft) },
        { rule: 'cin 8770Q', years: yearsOf(years, referralOf(child) as SpellDraft) },
      ]
    },
  },
  'police-protection': {
    wrong: 'Came last evening: whether she is a mother, and whether she once had a permanent home, is still to be said',
    spoil: (child, years) => {
      const care = yearsOf(years, careOf(child) as SpellDraft)
      return ['ssda903 165', 'ssda903 393', 'ssda903 630'].map((rule) => ({ rule, years: care }))
    },
  },
  adoption: {
    wrong: 'The placement with the couple does not say who provides it',
    spoil: (child, years) => {
      const home = spellsOf(child, 'placement').at(-1) as SpellDraft
      forget(home, 'provider')
      return [{ rule: 'ssda903 526', years: yearsOf(years, home) }]
    },
  },
  'apart-wandsworth': {
    wrong: 'The first review has the code of a child under four (PN0), though he is thirteen',
    spoil: (child, years) => {
      const first = child.story.events.find(({ kind }) => kind === 'looked_after_review')
      if (!first) return null
      first.code = 'PN0'
      return [
        {
          rule: 'ssda903 440',
          years: [years.last, years.running].filter((year) => isIn(year, first.on)).map((each) => each.year),
        },
      ]
    },
  },
  'apart-richmond': {
    wrong: 'The referral went further without her main need',
    spoil: (child, years) => {
      const referral = referralOf(child) as SpellDraft
      forget(referral, 'primaryNeed')
      return [{ rule: 'cin 8610', years: yearsOf(years, referral) }]
    },
  },
  alone: {
    wrong: 'Why the worker changed is not one of the codes',
    spoil: (child, years) => {
      const held = spellsOf(child, 'allocation').find(({ code }) => code === 'social worker')
      if (!held) return null
      forget(held, 'reason')
      return [{ rule: 'ssda903 SW13STG1', years: yearsOf(years, held) }]
    },
  },
  'two-scripts': {
    wrong: 'It is not said whether she has a disability, not even that she has none',
    spoil: (child, years) => {
      child.person.disabilities = []
      return [{ rule: 'cin 8540', years: yearsOf(years, referralOf(child) as SpellDraft) }]
    },
  },
  'missing-tonight': {
    wrong: 'One of the nights does not say whether she was missing or away',
    spoil: (child, years) => {
      const night = spellsOf(child, 'missing')[1]
      if (!night) return null
      night.code = null
      return ['ssda903 565', 'ssda903 566'].map((rule) => ({ rule, years: yearsOf(years, night) }))
    },
  },
  'placed-with-partner': {
    wrong: 'The postcode of the foster home was left out',
    spoil: (child, years) => {
      const home = spellsOf(child, 'placement').at(-1) as SpellDraft
      forget(home, 'postcode')
      const of = yearsOf(years, home)
      const beside = ['169', '179', '392a'].map((code) => ({
        rule: `ssda903 ${code}`,
        years: of,
        needsPostcodes: true as const,
      }))
      return [{ rule: 'ssda903 392b', years: of }, ...beside]
    },
  },
  'moved-croydon': {
    wrong: 'Closed without a reason that the census knows',
    spoil: (child, years) => {
      const referral = referralOf(child) as SpellDraft
      referral.endCode = null
      return [
        {
          rule: 'cin 8805',
          years: [years.last, years.running].filter((year) => isIn(year, referral.to)).map((each) => each.year),
        },
      ]
    },
  },
}

/** Once in every borough: the first child of whom it can be said. */
const inBoroughs: readonly Plant[] = [
  {
    wrong: 'An assessment was finished last year without a factor',
    spoil: (child, { last }) => {
      const [done, another] = spellsOf(child, 'assessment')
      const referral = referralOf(child)
      if (!done || another || !isIn(last, done.to) || !isIn(last, referral?.to ?? null)) return null
      forget(done, 'factors')
      return [{ rule: 'cin 8897Q', years: [last.year] }]
    },
  },
  {
    wrong: 'A case was closed last year without a reason',
    spoil: (child, { last }) => {
      const [referral, another] = spellsOf(child, 'referral')
      if (!referral?.endCode?.startsWith('RC') || another || !isIn(last, referral.to)) return null
      if (referral.endCode === 'RC8' || referral.endCode === 'RC9') return null
      referral.endCode = null
      return [{ rule: 'cin 8805', years: [last.year] }]
    },
  },
  {
    wrong: 'Of a child of last year no disability is recorded, not even that there is none',
    spoil: (child, { last }) => {
      const [referral, another] = spellsOf(child, 'referral')
      if (!referral?.endCode?.startsWith('RC') || another || !isIn(last, referral.to)) return null
      if (child.story.bornOn === null || child.person.disabilities[0] !== 'NONE') return null
      child.person.disabilities = []
      return [{ rule: 'cin 8540', years: [last.year] }]
    },
  },
  {
    wrong: 'A child in care at school without pupil number',
    spoil: (child, years) => {
      const care = careOf(child)
      const bornOn = child.story.bornOn
      if (!care || care.to !== null || bornOn === null || care.from > years.last.to) return null
      if (ageAt(bornOn, years.last.from) < 7 || ageAt(bornOn, years.running.to) >= 16) return null
      if (!child.person.identifiers.some(({ scheme }) => scheme === 'upn')) return null
      withoutPupilNumber(child)
      const both = [years.last.year, years.running.year]
      return [
        { rule: 'ssda903 442', years: both },
        { rule: 'cin 8770Q', years: both },
      ]
    },
  },
  {
    wrong: 'A review last year has the code of a child under four',
    spoil: (child, { last }) => {
      const review = child.story.events.find(({ kind, on }) => kind === 'looked_after_review' && isIn(last, on))
      if (!review || child.story.bornOn === null || ageAt(child.story.bornOn, review.on) < 5) return null
      review.code = 'PN0'
      return [{ rule: 'ssda903 440', years: [last.year] }]
    },
  },
  {
    wrong: 'A child in care all last year without the health answers of 31 March',
    spoil: ({ story }, { last }) => {
      const asked = story.events.find(({ kind, on }) => kind === 'yearly_outcomes' && on === last.to)
      if (!asked) return null
      story.events = story.events.filter((event) => event !== asked)
      return [{ rule: 'ssda903 191', years: [last.year] }]
    },
  },
  {
    wrong: 'An absence of last year is written down twice, and not alike',
    spoil: (child, { last }) => {
      const once = spellsOf(child, 'missing').find(({ from, to }) => isIn(last, from) && isIn(last, to))
      if (!once) return null
      const to = (once.to as number) + 1
      // in one placement and before the next absence, so that nothing else is wrong
      const alone = !spellsOf(child, 'missing').some((other) => other.from > once.from && other.from <= to)
      const within = spellsOf(child, 'placement').some(
        (home) => home.from < once.from && (home.to === null || home.to > to),
      )
      if (!alone || !within || to > last.to) return null
      const again = idFrom(`${once.id}/again`, once.recordedAt)
      child.story.spells.push({ ...once, id: again, from: once.from, to, detail: null, endCode: 'other' })
      child.story.spells.sort((a, b) => a.from - b.from || (a.id < b.id ? -1 : 1))
      return [{ rule: 'ssda903 574', years: [last.year] }]
    },
  },
  {
    wrong: 'Why a social worker took over last year was left out',
    spoil: (child, { last }) => {
      const care = careOf(child)
      const held = spellsOf(child, 'allocation').find(
        ({ code, from, to }) => code === 'social worker' && isIn(last, from) && isIn(last, to),
      )
      if (!held || !care || !goesOnIn(last, care)) return null
      forget(held, 'reason')
      return [{ rule: 'ssda903 SW13STG1', years: [last.year] }]
    },
  },
  {
    wrong: 'Police protection last year is written down as longer than the law allows',
    spoil: (child, { last }) => {
      const [police, court] = spellsOf(child, 'legal_status')
      if (police?.code !== 'L1' || court?.code !== 'C1') return null
      if (!isIn(last, police.from) || !isIn(last, police.from + 6)) return null
      if (court.to !== null && court.to < court.from + 30) return null
      police.to = police.from + 6
      court.from = police.to
      return [{ rule: 'ssda903 361', years: [last.year] }]
    },
  },
  {
    wrong: 'The main need of a child referred this year is missing',
    spoil: (child, { running }) => {
      const referral = referralOf(child)
      if (
        !referral ||
        referral.to !== null ||
        referral.from < running.from ||
        referral.detail?.noFurtherAction !== false
      )
        return null
      forget(referral, 'primaryNeed')
      return [{ rule: 'cin 8610', years: [running.year] }]
    },
  },
  {
    wrong: 'A girl who came into care this year: whether she is a mother is still to be said',
    spoil: (child, { running }) => {
      const care = careOf(child)
      if (!care || care.from < running.from || care.to !== null || care.detail?.mother === undefined) return null
      forget(care, 'mother')
      forget(care, 'firstChildBornOn')
      return ['ssda903 165', 'ssda903 393'].map((rule) => ({ rule, years: [running.year] }))
    },
  },
  {
    wrong: 'A child who came into care this year: whether there was an earlier permanent home is still to be said',
    spoil: (child, { running }) => {
      const care = careOf(child)
      if (!care || care.from < running.from || care.to !== null) return null
      child.story.events = child.story.events.filter(({ kind }) => kind !== 'previous_permanence')
      return [{ rule: 'ssda903 630', years: [running.year] }]
    },
  },
]

/** What is planted in the children of one council, one after the other. */
export type Planting = {
  inStory: (slug: string, child: Child) => Planted[]
  /** the first child that fits each; no child gets two */
  inFamily: (child: Child) => Planted[]
}

export const plantingOn = (now: number): Planting => {
  const years = yearsOn(now)
  const left = new Set(inBoroughs)
  const plant = (child: Child, one: Plant): Planted[] | null =>
    one
      .spoil(child, years)
      ?.flatMap(({ rule, years: of, needsPostcodes = false }) =>
        of.map((year) => ({ childId: child.person.personId, rule, year, needsPostcodes })),
      ) ?? null
  return {
    inStory: (slug, child) => {
      const one = inStories[slug]
      return (one && plant(child, one)) ?? []
    },
    inFamily: (child) => {
      for (const one of left) {
        const planted = plant(child, one)
        if (!planted) continue
        left.delete(one)
        return planted
      }
      return []
    },
  }
}

/** What is wrong in which story child, and in every borough, for README.md. */
export const plantedInWords = {
  stories: Object.entries(inStories).map(([slug, { wrong }]) => ({ slug, wrong })),
  boroughs: inBoroughs.map(({ wrong }) => wrong),
}
