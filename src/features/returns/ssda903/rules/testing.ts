// For tests: of every rule a return it passes and one it fails.
import type { Examples } from '../testing.ts'
import { adopterExamples } from './adopters.examples.ts'
import { adoptionExamples } from './adoption.examples.ts'
import { againstLastYearExamples } from './against-last-year.examples.ts'
import { careLeaverExamples } from './care-leavers.examples.ts'
import { carriedOverExamples } from './carried-over.examples.ts'
import { deprivationOfLibertyExamples } from './deprivation-of-liberty.examples.ts'
import { episodeCodeExamples } from './episode-codes.examples.ts'
import { episodeDateExamples } from './episode-dates.examples.ts'
import { headerExamples } from './header.examples.ts'
import { healthOutcomeExamples } from './health-outcomes.examples.ts'
import { leavingCareExamples } from './leaving-care.examples.ts'
import { legalStatusExamples } from './legal-status.examples.ts'
import { missingExamples } from './missing.examples.ts'
import { mothersExamples } from './mothers.examples.ts'
import { newEpisodeReasonExamples } from './new-episode-reason.examples.ts'
import { placedForAdoptionExamples } from './placed-for-adoption.examples.ts'
import { placementAgeExamples } from './placement-ages.examples.ts'
import { placementProviderExamples } from './placement-providers.examples.ts'
import { placementExamples } from './placements.examples.ts'
import { postcodesAndDistanceExamples } from './postcodes-and-distance.examples.ts'
import { previousPermanenceExamples } from './previous-permanence.examples.ts'
import { providerRegisterExamples } from './provider-register.examples.ts'
import { reviewsExamples } from './reviews.examples.ts'
import { socialWorkerExamples } from './social-workers.examples.ts'
import { strengthsAndDifficultiesExamples } from './strengths-and-difficulties.examples.ts'
import { temporaryPlacementExamples } from './temporary-placements.examples.ts'
import { unaccompaniedExamples } from './unaccompanied.examples.ts'
import { wholeFilesExamples } from './whole-files.examples.ts'

export const ssda903Examples: Examples = {
  ...headerExamples,
  ...againstLastYearExamples,
  ...unaccompaniedExamples,
  ...mothersExamples,
  ...episodeDateExamples,
  ...episodeCodeExamples,
  ...newEpisodeReasonExamples,
  ...legalStatusExamples,
  ...leavingCareExamples,
  ...carriedOverExamples,
  ...postcodesAndDistanceExamples,
  ...placementExamples,
  ...placementAgeExamples,
  ...temporaryPlacementExamples,
  ...placementProviderExamples,
  ...providerRegisterExamples,
  ...deprivationOfLibertyExamples,
  ...adoptionExamples,
  ...adopterExamples,
  ...placedForAdoptionExamples,
  ...previousPermanenceExamples,
  ...missingExamples,
  ...socialWorkerExamples,
  ...reviewsExamples,
  ...healthOutcomeExamples,
  ...strengthsAndDifficultiesExamples,
  ...careLeaverExamples,
  ...wholeFilesExamples,
}
