export { addCouncil, type NewCouncil } from './bring-in.ts'
export { type CaseloadWeights, defaultWeights, weightsOf, weightsSetting } from './caseload-weights.ts'
export { settingsOn } from './queries.ts'
