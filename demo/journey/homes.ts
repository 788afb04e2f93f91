// Where a child in care lives.
import { ageAt, isoOf } from '../days.ts'
import { farDistricts, type Home, homeIn, nearDistricts } from '../places.ts'
import { addEvent, addSpell, type Detail, type SpellDraft } from '../story.ts'
import { between, type Making, oneOf, open, within } from './making.ts'

export type CarePlan = 'foster' | 'kin' | 'parent' | 'residential' | 'supported' | 'adoption'
export type Care = {
  entry: number
  exit: number | null
  /** reason the last episode ceased (SSDA903): E4A, E45, E12, E5 */
  exitCode: string | null
  route: 'agreement' | 'court' | 'police'
  plan: CarePlan
  unaccompanied: boolean
  under: SpellDraft | null
  /** a home the story insists on */
  outside?: 'near' | 'far' | 'partner' | 'inside'
}

const providers = ['PR1', 'PR1', 'PR4', 'PR4', 'PR4', 'PR5']

export const homeFor = (
  making: Making,
  where: 'near' | 'far' | 'partner' | 'inside',
): { home: Home; onsCode: string; miles: number } => {
  const { ground, random } = making
  if (where === 'partner' && making.partners.length > 0) {
    const partner = oneOf(random, making.partners)
    return { home: homeIn(random, partner.districts), onsCode: partner.onsCode, miles: between(random, 3, 11) }
  }
  if (where === 'far') {
    const far = oneOf(random, farDistricts)
    return { home: homeIn(random, far.districts, far.town), onsCode: far.onsCode, miles: far.miles }
  }
  if (where === 'near' || where === 'partner') {
    const near = oneOf(random, nearDistricts)
    return { home: homeIn(random, near.districts), onsCode: near.onsCode, miles: near.miles }
  }
  return { home: homeIn(random, ground.districts), onsCode: ground.onsCode, miles: between(random, 0, 4) }
}

const moveReasons = ['CARPL', 'CARPL', 'CARPL', 'CREQB', 'CREQO', 'CHILD', 'LAREQ', 'STAND', 'OTHER']

type Place = { home: Home; onsCode: string; miles: number }

const chooseWhere = ({ ground, random }: Making): 'near' | 'far' | 'partner' | 'inside' => {
  if (random.next() >= ground.placedOutside) return 'inside'
  const chance = random.next()
  return chance < 0.2 && ground.detailed ? 'partner' : chance < 0.86 ? 'near' : 'far'
}

/** The kind of home (SSDA903 placement type) that fits the plan and the child's age. */
const codeFor = (making: Making, plan: CarePlan, on: number, first: boolean, last: boolean): string => {
  const { random, story } = making
  const age = ageAt(story.bornOn as number, on)
  if (plan === 'parent' && last) return 'P1'
  if (plan === 'kin') return first && !last ? 'U3' : random.next() < 0.5 ? 'U1' : 'U3'
  if (plan === 'supported' && age >= 16 && (last || random.next() < 0.5)) return 'K3'
  if (plan === 'residential' && age >= 8 && (last || random.next() < 0.6)) return random.next() < 0.04 ? 'K1' : 'K2'
  if (first && !last) return 'U6'
  return random.next() < 0.55 ? 'U4' : 'U6'
}

/** The days a child moves: the first move soon, the others any time, never days apart. */
const movesOf = (making: Making, wanted: Care, until: number): number[] => {
  const { random, story } = making
  const { entry } = wanted
  const older = ageAt(story.bornOn as number, entry) > 11
  const moves =
    wanted.plan === 'adoption' ? 1 : Math.min(4, random.poisson((until - entry) / 620 + (older ? 0.5 : 0.2)))
  const days: number[] = []
  for (let n = 0; n < moves; n++) {
    const day = entry + (n === 0 ? between(random, 9, 140) : Math.floor((until - entry) * random.next()))
    if (day > entry + 6 && day < until - 12) days.push(day)
  }
  days.sort((a, b) => a - b)
  return days.filter((day, index) => index === 0 || day - (days[index - 1] as number) > 20)
}

const urnFor = ({ random }: Making, code: string): string | null => {
  if (code.startsWith('K')) return String(2_500_000 + between(random, 0, 99_999))
  if (code.startsWith('U')) return `SC${String(between(random, 30_000, 499_999)).padStart(6, '0')}`
  return null
}

const detailOf = (making: Making, plan: CarePlan, code: string, place: Place): Detail => {
  const { ground, random } = making
  const provider = code === 'P1' ? 'PR0' : code.startsWith('U') && plan === 'kin' ? 'PR1' : oneOf(random, providers)
  const urn = urnFor(making, code)
  return {
    provider,
    postcode: place.home.postcode,
    localAuthority: place.onsCode,
    location: place.onsCode === ground.onsCode ? 'IN' : 'OUT',
    distance: place.miles,
    ...(urn === null ? {} : { urn }),
    ...(place.miles > 20 ? { distant: true } : {}),
    ...(code === 'U1' || code === 'U4' ? { permanent: true } : {}),
  }
}

const carers: Readonly<Record<string, 'parent' | 'relative' | 'home' | 'foster carer'>> = {
  P1: 'parent',
  U1: 'relative',
  U3: 'relative',
  K1: 'home',
  K2: 'home',
  K3: 'home',
}

/** Every home of a period of care, with its plan, its notice and, far away, the director's approval. */
export const homesOf = (making: Making, wanted: Care, held: SpellDraft): SpellDraft[] => {
  const { story, ground, random } = making
  const { entry, exit, exitCode, plan } = wanted
  const { working } = ground
  const until = open(exit, ground)
  const moves = movesOf(making, wanted, until)
  const placements: SpellDraft[] = []
  let from = entry
  for (let index = 0; index <= moves.length; index++) {
    const to = moves[index] ?? null
    const last = to === null
    const code = codeFor(making, plan, from, index === 0, last)
    const where = last && wanted.outside ? wanted.outside : chooseWhere(making)
    const place: Place =
      code === 'P1' ? { home: making.home, onsCode: ground.onsCode, miles: 0 } : homeFor(making, where)
    const detail = detailOf(making, plan, code, place)
    const emergency = index === 0 && wanted.route !== 'agreement'
    if (!emergency) detail.emergency = false
    if (code === 'U3' && index === 0) {
      detail.temporaryApproval = true
      const approved = from + between(random, 70, 125)
      if (approved <= until) detail.approvedOn = isoOf(approved)
    }
    const reason = last ? exitCode : oneOf(random, moveReasons)
    const spell = addSpell(story, 'placement', from, to ?? exit, code, held, detail, reason)
    placements.push(spell)
    making.stays.push({
      from,
      to: to ?? exit,
      home: place.home,
      code,
      onsCode: place.onsCode,
      outside: place.onsCode !== ground.onsCode,
      carer: carers[code] ?? 'foster carer',
    })
    const stayUntil = to ?? until
    const planned = within(making, from, working.plus(from, 5), 0.3)
    if (planned <= stayUntil) addEvent(story, 'placement_plan', planned, null, spell, null)
    const notice = emergency
      ? within(making, from, working.plus(from, 5), 0.2)
      : random.next() < 0.9
        ? working.onOrBefore(from - 1)
        : working.plus(from, 2)
    const told = random.next() < 0.97 || !last
    if (notice <= stayUntil && told) addEvent(story, 'placement_notice', notice, null, spell, null)
    if (detail.distant === true && random.next() < 0.985) {
      addEvent(story, 'placement_approval', working.onOrBefore(from), 'director', spell, null)
    }
    from = stayUntil
  }
  return placements
}
