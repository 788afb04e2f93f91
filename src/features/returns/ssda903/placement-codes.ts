// Groups of placement codes, and where a placement lies, as several checks ask about them.

/** The first and last return year in which a version of a check stands. */
export type Years = { since: number; until?: number }

/** Foster placements: U1 to U6. */
export const isFoster = (place: string | null): boolean => place !== null && /^U[1-6]$/.test(place)
/** Placed for adoption: A3 to A6. */
export const isPlacedForAdoption = (place: string | null): boolean => place !== null && /^A[3-6]$/.test(place)

/** Z1 until the return of 2025, Z11 to Z14 since. */
export const isOtherPlacement = (place: string | null, year: number): boolean =>
  place !== null && (year < 2026 ? place === 'Z1' : /^Z1[1-4]$/.test(place))

const neverRegistered = new Set(['P1', 'P3', 'R1', 'R2', 'R5', 'T0', 'T1', 'T2', 'T3', 'T4'])
/** Placements of which Ofsted registers nobody in any year of the checks, besides those of `isOtherPlacement`. */
export const isNeverRegistered = (place: string): boolean => neverRegistered.has(place)

/**
 * PL_LA of a placement that is not, or not known to be, in England: WAL, SCO, NIR, NUK (outside the United Kingdom), CON
 * (confidential), or an ONS code of Wales, Scotland or Northern Ireland.
 */
export const isOutsideEngland = (authority: string | null): boolean =>
  authority !== null && /^(WAL|SCO|NIR|NUK|CON|[WSN]\d+)$/.test(authority)

/** A postcode as it is compared: without spaces. */
export const bare = (postcode: string | null): string | null => postcode?.replaceAll(' ', '') ?? null
