export { addCouncil, type NewCouncil } from './bring-in.ts'
export { type CaseloadWeights, defaultWeights, weightsOf, weightsSetting } from './caseload-weights.ts'
export { recordSetting, settingRows, settingsOn } from './queries.ts'
export { settingHistory } from './settings.ts'
