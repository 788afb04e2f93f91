import { type Route, route } from '../../web/task.ts'
import { addExchangeAction } from './exchanges/add-action.ts'
import { followAction } from './exchanges/follow-action.ts'
import { listExchanges } from './exchanges/list-exchanges.ts'
import { recordNewExchange } from './exchanges/record-exchange.ts'
import { seeExchange } from './exchanges/see-exchange.ts'
import { listIdeas } from './ideas/list-ideas.ts'
import { seeIdea } from './ideas/see-idea.ts'
import { shareIdea } from './ideas/share-idea.ts'
import { seeSimilar } from './similar/see-similar.ts'
import { askAboutSkill } from './skills/ask-holder.ts'
import { endWorkerSkill } from './skills/end-skill.ts'
import { recordWorkerSkill } from './skills/record-skill.ts'
import { seeConsultation } from './skills/see-consultation.ts'
import { seeSkills } from './skills/see-skills.ts'
import { seeWorkerSkills } from './skills/see-worker-skills.ts'
import { addLocalDifference } from './templates/add-difference.ts'
import { adoptTemplate } from './templates/adopt-template.ts'
import { beginTemplateOf } from './templates/begin-template.ts'
import { changeTemplate } from './templates/change-template.ts'
import { changeTemplateUse } from './templates/change-use.ts'
import { listTemplates } from './templates/list-templates.ts'
import { reviewDifference } from './templates/review-difference.ts'
import { seeHistory } from './templates/see-history.ts'
import { seeTemplate } from './templates/see-template.ts'
import { listValues } from './values/list-values.ts'
import { seeValues } from './values/see-values.ts'
import { addValue, changeValue } from './values/write-value.ts'

const practice = '/:councilId/practice'
const template = `${practice}/templates/:templateId`

export const routes: Route[] = [
  // templates and policies
  route('/practice', listTemplates),
  route(`${practice}/templates/new`, beginTemplateOf),
  route(template, seeTemplate),
  route(`${template}/history`, seeHistory),
  route(`${template}/change`, changeTemplate),
  route(`${template}/adopt`, adoptTemplate),
  route(`${template}/use`, changeTemplateUse),
  route(`${template}/differences/new`, addLocalDifference),
  route(`${template}/differences/:differenceId`, reviewDifference),
  // what was learned, and what became of it
  route('/practice/learning', listExchanges),
  route(`${practice}/learning/new`, recordNewExchange),
  route(`${practice}/learning/:exchangeId`, seeExchange),
  route(`${practice}/learning/:exchangeId/actions/new`, addExchangeAction),
  route(`${practice}/actions/:actionId`, followAction),
  route('/practice/similar', seeSimilar),
  // ideas
  route('/practice/ideas', listIdeas),
  route(`${practice}/ideas/new`, shareIdea),
  route(`${practice}/ideas/:ideaId`, seeIdea),
  // skills
  route('/practice/skills', seeSkills),
  route('/:councilId/workers/:workerId/skills', seeWorkerSkills),
  route('/:councilId/workers/:workerId/skills/new', recordWorkerSkill),
  route(`${practice}/skills/:skillId/end`, endWorkerSkill),
  route(`${practice}/skills/:skillId/ask`, askAboutSkill),
  route(`${practice}/consultations/:consultationId`, seeConsultation),
  // values
  route('/practice/values', listValues),
  route(`${practice}/values`, seeValues),
  route(`${practice}/values/new`, addValue),
  route(`${practice}/values/:valueId`, changeValue),
]
