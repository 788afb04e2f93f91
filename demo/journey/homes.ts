// Where a child in care lives.
import { ageAt, birthday, isoOf } from '../days.ts'
import { farDistricts, type Home, homeIn, nearDistricts } from '../places.ts'
import { type Area, fosteringAgencies, fosteringOf, homesOfArea, type Provider, secureAreas } from '../providers.ts'
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

type Where = 'near' | 'far' | 'partner' | 'inside'
type Place = { area: Area; home: Home; onsCode: string; miles: number }

const areaFor = ({ ground, random, partners }: Making, where: Where): { area: Area; miles: number } => {
  if (where === 'partner' && partners.length > 0)
    return { area: oneOf(random, partners), miles: between(random, 3, 11) }
  if (where === 'far') {
    const far = oneOf(random, farDistricts)
    return { area: far, miles: far.miles }
  }
  if (where === 'near' || where === 'partner') {
    const near = oneOf(random, nearDistricts)
    return { area: near, miles: near.miles }
  }
  return { area: ground, miles: between(random, 0, 4) }
}

/** Somebody's own home, never at the postcode the child comes from. */
export const homeFor = (making: Making, where: Where): Place => {
  const { area, miles } = areaFor(making, where)
  let home = homeIn(making.random, area.districts, area.town)
  for (let tries = 0; tries < 5 && home.postcode === making.home.postcode; tries++)
    home = homeIn(making.random, area.districts, area.town)
  return { area, home, onsCode: area.onsCode, miles }
}

const moveReasons = ['CARPL', 'CARPL', 'CARPL', 'CREQB', 'CREQO', 'CHILD', 'LAREQ', 'STAND', 'OTHER']

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
  // nobody is moved just before leaving care for good
  const last = Math.min(until - 12, birthday(story.bornOn as number, 18) - 120)
  for (let n = 0; n < moves; n++) {
    const day = entry + (n === 0 ? between(random, 9, 140) : Math.floor((until - entry) * random.next()))
    if (day > entry + 6 && day < last) days.push(day)
  }
  days.sort((a, b) => a - b)
  return days.filter((day, index) => index === 0 || day - (days[index - 1] as number) > 20)
}

/** Own provision is PR1 to the council it is of and PR2 to every other. */
const providerCode = ({ sector, onsCode }: Provider, own: string): string =>
  sector === 'Private' ? 'PR4' : sector === 'Voluntary' ? 'PR5' : onsCode === own ? 'PR1' : 'PR2'

/** The home or agency behind a placement; none where a parent has the child. */
const providerFor = ({ ground, random, story }: Making, plan: CarePlan, code: string, area: Area): Provider | null => {
  if (code === 'P1') return null
  if (code.startsWith('K')) {
    // who moves, moves to another home
    const left = story.spells.findLast((spell) => spell.kind === 'placement')?.detail?.urn
    return oneOf(
      random,
      homesOfArea(area).filter(({ places, urn }) => places.includes(code) && (urn !== left || code === 'K1')),
    )
  }
  // relatives are the council's own foster carers
  if (plan === 'kin' || random.next() < 0.4) return fosteringOf(ground)
  return oneOf(random, fosteringAgencies)
}

const placeFor = (making: Making, code: string, where: Where): Place => {
  // secure homes are few and far
  if (code === 'K1') {
    const town = oneOf(making.random, secureAreas)
    const { miles } = farDistricts.find(({ districts }) => districts === town.districts) as { miles: number }
    return { area: town, home: making.home, onsCode: town.onsCode, miles }
  }
  return homeFor(making, where)
}

const detailOf = (making: Making, code: string, place: Place, provider: Provider | null): Detail => ({
  provider: provider === null ? 'PR0' : providerCode(provider, making.ground.onsCode),
  postcode: place.home.postcode,
  localAuthority: place.onsCode,
  location: place.onsCode === making.ground.onsCode ? 'IN' : 'OUT',
  distance: place.miles,
  ...(provider === null ? {} : { urn: provider.urn }),
  ...(place.miles > 20 ? { distant: true } : {}),
  ...(code === 'U1' || code === 'U4' ? { permanent: true } : {}),
})

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
      code === 'P1'
        ? { area: ground, home: making.home, onsCode: ground.onsCode, miles: 0 }
        : placeFor(making, code, where)
    const provider = providerFor(making, plan, code, place.area)
    if (provider !== null && code.startsWith('K')) place.home = provider.home
    const detail = detailOf(making, code, place, provider)
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
