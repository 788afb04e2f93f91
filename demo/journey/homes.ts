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

const homeFor = (
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
