import { careSteps } from './care-steps.ts'
import { frontDoorSteps } from './front-door-steps.ts'
import { adoptionSteps, fosteringSteps, leavingCareSteps, oversightSteps } from './later-steps.ts'
import { protectionSteps } from './protection-steps.ts'
import type { Step } from './step.ts'

/** Every step of the journey, in the order it is lived. */
export const steps: readonly Step[] = [
  ...frontDoorSteps,
  ...protectionSteps,
  ...careSteps,
  ...adoptionSteps,
  ...fosteringSteps,
  ...leavingCareSteps,
  ...oversightSteps,
]

const byId = new Map(steps.map((step) => [step.id, step]))
export const stepById = (id: string | undefined): Step | undefined => (id === undefined ? undefined : byId.get(id))
