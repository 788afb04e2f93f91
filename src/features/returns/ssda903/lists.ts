// The two lists that checks of placements read beside the return: Ofsted's register of homes and agencies, and where
// each postcode lies.
import type { DayNumber } from '../../../lib/day-number.ts'

/** One entry of Ofsted's register. Null is what the register does not say. */
export type Provider = {
  urn: string
  postcode: string | null
  /** ONS code of the authority in which the premises are; a provider with several has an entry for each. */
  authority: string | null
  /** Placement codes it may be used for, such as K2. */
  places: readonly string[] | null
  /** Provider codes that fit who runs it, such as PR4. */
  providers: readonly string[] | null
  registeredOn: DayNumber | null
  closedOn: DayNumber | null
}

/** By URN, in capitals; one URN can stand in the register more than once. */
export type Providers = ReadonlyMap<string, readonly Provider[]>

/** A place: metres east and north on the national grid, and the ONS code of the upper-tier authority, or WAL, SCO, NIR. */
export type Place = { easting: number; northing: number; authority: string }

/** Where a postcode lies, written with or without its space; null when it is in no list. */
export type Postcodes = (postcode: string) => Place | null
