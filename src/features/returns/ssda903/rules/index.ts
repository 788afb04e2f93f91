// Every check of the SSDA903 return, topic by topic.
import type { Rule } from '../child.ts'
import { adopters } from './adopters.ts'
import { adoption } from './adoption.ts'
import { againstLastYear } from './against-last-year.ts'
import { careLeavers } from './care-leavers.ts'
import { carriedOverEpisodes } from './carried-over.ts'
import { deprivationOfLiberty } from './deprivation-of-liberty.ts'
import { episodeCodes } from './episode-codes.ts'
import { episodeDates } from './episode-dates.ts'
import { header } from './header.ts'
import { healthOutcomes } from './health-outcomes.ts'
import { leavingCare } from './leaving-care.ts'
import { legalStatus } from './legal-status.ts'
import { missing } from './missing.ts'
import { mothers } from './mothers.ts'
import { newEpisodeReason } from './new-episode-reason.ts'
import { placedForAdoption } from './placed-for-adoption.ts'
import { placementAges } from './placement-ages.ts'
import { placementProviders } from './placement-providers.ts'
import { placements } from './placements.ts'
import { postcodesAndDistance } from './postcodes-and-distance.ts'
import { previousPermanence } from './previous-permanence.ts'
import { providerRegister } from './provider-register.ts'
import { reviews } from './reviews.ts'
import { socialWorkers } from './social-workers.ts'
import { strengthsAndDifficulties } from './strengths-and-difficulties.ts'
import { temporaryPlacements } from './temporary-placements.ts'
import { unaccompanied } from './unaccompanied.ts'
import { wholeFiles } from './whole-files.ts'

export const ssda903Rules: readonly Rule[] = [
  ...header,
  ...againstLastYear,
  ...unaccompanied,
  ...mothers,
  ...episodeDates,
  ...episodeCodes,
  ...newEpisodeReason,
  ...legalStatus,
  ...leavingCare,
  ...carriedOverEpisodes,
  ...postcodesAndDistance,
  ...placements,
  ...placementAges,
  ...temporaryPlacements,
  ...placementProviders,
  ...providerRegister,
  ...deprivationOfLiberty,
  ...adoption,
  ...adopters,
  ...placedForAdoption,
  ...previousPermanence,
  ...missing,
  ...socialWorkers,
  ...reviews,
  ...healthOutcomes,
  ...strengthsAndDifficulties,
  ...careLeavers,
  ...wholeFiles,
]
