import { z } from 'zod'
import { newId } from '../../../lib/ids.ts'
import { oneOf, optionalWords } from '../../../web/form.ts'
import { type Ask, conflict, invalid, notFound, page, redirect, task } from '../../../web/task.ts'
import { displayName } from '../../children/index.ts'
import { returnTitles, ruleWords } from '../record/rule-words.ts'
import {
  answerKindOf,
  answerPath,
  needsPath,
  openFor,
  placeKey,
  placeWords,
  rulePath,
  saysOf,
  shortestReason,
} from './finding.ts'
import { type AnswerRow, answersOf, findingsOf, giveAnswer, withdrawAnswers } from './queries.ts'
import { isReturnName, shortTitles, yearWords } from './readiness.ts'
import { mayChangeHousehold, recordPath } from './shown-finding.ts'

/** The finding of an address, with all that was said of it; null where there is none. */
const findingAt = async (ask: Ask, lock = false) => {
  const { db, councilId, childId, params, viewer } = ask
  const { returnName, returnYear = '', rule = '', finding: asked } = params
  if (!isReturnName(returnName) || !/^20\d\d$/.test(returnYear)) return null
  const of = { councilId, childId, returnName, returnYear: Number(returnYear), rule }
  const finding = (await findingsOf(db, of, lock)).find(({ place }) => placeKey(place) === asked)
  if (!finding) return null
  const key = { ...of, place: finding.place }
  const answers = await answersOf(db, key, viewer.scopes.directory)
  return { key, finding, answers, standing: answers.find(({ withdrawnAt }) => withdrawnAt === null) ?? null }
}

/** Changes whenever something is said or taken back. */
const versionOf = (answers: readonly AnswerRow[]): number =>
  1 + answers.length + answers.filter(({ withdrawnAt }) => withdrawnAt !== null).length

/** Answers a query, or asks the department to let an error through; and takes that back. Nothing that was said is lost. */
export const answerFinding = task({
  may: 'answer a finding',
  form: () =>
    z.object({
      choice: oneOf(['give', 'take back'], 'Select what to do'),
      words: optionalWords({ limit: 2000, what: 'What you typed' }),
    }),
  async show(ask) {
    const at = await findingAt(ask)
    if (!at) return notFound
    const { councilId, childId, subject, form, today, viewer } = ask
    const { key, finding, answers, standing } = at
    const kind = answerKindOf(finding.severity)
    return page('returns/readiness/answer-finding', {
      form,
      name: displayName(subject),
      says: saysOf(key.returnName, key.returnYear, key.rule),
      words: ruleWords(key.returnName, key.returnYear, key.rule),
      severity: finding.severity,
      kind,
      of: `${returnTitles[key.returnName]}, ${yearWords(key.returnYear)}`,
      code: `${shortTitles[key.returnName]} ${key.rule}`,
      where: placeWords(finding.table, finding.columns),
      record: recordPath(councilId, childId, finding, mayChangeHousehold(viewer.scopes, councilId)),
      firstSeenOn: finding.firstSeenOn,
      clearedOn: finding.clearedOn,
      openFor: openFor(finding.firstSeenOn, finding.clearedOn ?? today),
      standing,
      answers,
      version: versionOf(answers),
      shortestReason,
      needs: needsPath(councilId, childId),
      rule: rulePath(key),
    })
  },
  async submit(sent) {
    const at = await findingAt(sent, true)
    if (!at) return notFound
    const { db, answers: said, version, viewer, now, subject } = sent
    const { key, finding, answers, standing } = at
    const kind = answerKindOf(finding.severity)
    if (finding.clearedOn !== null)
      return invalid({ words: 'This is put right meanwhile: there is nothing left to answer' })
    if (version !== null && version !== versionOf(answers)) {
      const last = answers[0]
      return conflict(
        standing?.words ?? 'What had been said was taken back.',
        standing?.givenBy ?? last?.withdrawnBy ?? last?.givenBy ?? 'Somebody',
        versionOf(answers),
      )
    }
    const back = answerPath(key)
    if (said.choice === 'take back') {
      const taken = await withdrawAnswers(db, key, viewer.workerId, now)
      return redirect(
        back,
        taken > 0 ? 'It was taken back. What was said stays in the history.' : 'Nothing stood here.',
        [{ detail: { rule: key.rule, takenBack: taken } }],
      )
    }
    if (kind === 'answer' && said.words === '') return invalid({ words: 'Enter the answer to the query' })
    if (kind === 'bypass' && said.words.length < shortestReason)
      return invalid({ words: `Give the reason in ${shortestReason} characters or more` })
    if (standing) await withdrawAnswers(db, key, viewer.workerId, now)
    await giveAnswer(db, key, {
      answerId: newId(),
      restricted: subject.restricted,
      kind,
      words: said.words,
      givenBy: viewer.workerId,
      givenAt: now,
    })
    return redirect(
      back,
      kind === 'answer'
        ? 'The answer was recorded. The query no longer counts as work to do.'
        : 'The request was recorded. The error no longer counts as work to do.',
      [{ detail: { rule: key.rule, kind } }],
    )
  },
})
