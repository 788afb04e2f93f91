export { addCouncil, type NewCouncil, recordsBegin } from './bring-in.ts'
export { type CaseloadWeights, defaultWeights, weightsOf, weightsSetting } from './caseload-weights.ts'
export { settingsOn } from './queries.ts'
