import { z } from 'zod'
import { isBefore } from '../../../lib/day.ts'
import { dateBoxes, startingWith } from '../../../web/form.ts'
import {
  type Outcome as Answer,
  type Ask,
  invalid,
  notFound,
  page,
  redirect,
  refused,
  task,
} from '../../../web/task.ts'
import { authorOf, childPath, settle } from '../authors.ts'
import { decide } from '../journey/decide.ts'
import type { History } from '../journey/history.ts'
import {
  changeSpell,
  historyAndSpells,
  lockChild,
  recordEvent,
  recordSpell,
  type SpellRow,
} from '../journey/queries.ts'
import { managersOf } from '../lateness/queries.ts'
import { displayName } from '../people/person.ts'
import { spokenDay } from '../spoken-day.ts'
import { dueOfChild } from '../visits/queries.ts'
import { stepById, steps } from './all-steps.ts'
import { actOf, answersFor, choicesOf, readAnswers, type StepAnswers } from './answers.ts'
import { chosenDeciders } from './queries.ts'
import { saveDecision } from './save-decision.ts'
import { type Group, groups, knownOf, postsFor, type Step } from './step.ts'

type Read = { history: History; spells: SpellRow[] }

const readHistory = (ask: Ask): Promise<Read | null> => historyAndSpells(ask.db, ask.councilId, ask.childId)

/** Whether one of the viewer's posts in this council may record the step. */
const mayRecord = (ask: Ask, step: Step, chosen: Readonly<Record<string, string>>): boolean => {
  const posts = postsFor(step, chosen)
  return (
    posts === null ||
    ask.viewer.scopes.grants.some((grant) => grant.councilId === ask.councilId && posts.includes(grant.role))
  )
}

const asksManager = (step: Step): boolean => step.fields.some((field) => field.sort === 'manager')

/** The step that answers what is due, when it can be taken now; otherwise any step that does. */
const stepFor = (timescale: string, history: History, ask: Ask): Step | undefined => {
  const answering = steps.filter((step) => step.answers?.includes(timescale))
  return answering.find((step) => step.possible(knownOf(history, ask.today))) ?? answering[0]
}

/** The steps that make sense for this child now, what is due first. */
export const chooseStep = task({
  may: 'record a step',
  async show(ask) {
    const asked = stepById(ask.query.step)
    if (asked) return redirect(`${childPath(ask)}/steps/${asked.id}`)
    const read = await readHistory(ask)
    if (!read) return notFound
    if (ask.query.due === 'iro-appoint') return redirect(`${childPath(ask)}/allocation?role=reviewing+officer`)
    const answering = ask.query.due ? stepFor(ask.query.due, read.history, ask) : undefined
    if (answering) return redirect(`${childPath(ask)}/steps/${answering.id}`)
    const [due, chosen] = await Promise.all([
      dueOfChild(ask.db, ask.councilId, ask.childId),
      chosenDeciders(ask.db, ask.councilId, ask.today),
    ])
    const known = knownOf(read.history, ask.today)
    const possible = steps.filter((step) => step.possible(known))
    const mine = possible.filter((step) => mayRecord(ask, step, chosen))
    const link = (step: Step) => ({ href: `${childPath(ask)}/steps/${step.id}`, text: step.title })
    const soon = ask.today.add({ weeks: 4 })
    const wanted = due.flatMap(({ timescale, dueOn }) => {
      if (dueOn !== null && isBefore(soon, dueOn)) return []
      const step = mine.find((one) => one.answers?.includes(timescale))
      return step ? [{ ...link(step), dueOn, late: dueOn !== null && isBefore(dueOn, ask.today) }] : []
    })
    return page('children/steps/choose-step', {
      name: displayName(ask.subject),
      back: childPath(ask),
      due: wanted.filter((one, at) => wanted.findIndex((other) => other.href === one.href) === at),
      groups: (Object.keys(groups) as Group[])
        .map((group) => ({ title: groups[group], steps: mine.filter((step) => step.group === group).map(link) }))
        .filter((group) => group.steps.length > 0),
      forManagers: possible.filter((step) => !mine.includes(step)).map((step) => step.title),
      died: read.history.diedOn ? spokenDay(read.history.diedOn) : null,
    })
  },
})

/** A refusal beside the field that can put it right; beside the date where the form has no such field. */
const besideField = (step: Step, field: string, reason: string): Answer => {
  const name =
    step.fields.find((one) => one.name === field)?.name ??
    step.fields.find((one) => one.as === field && one.goes === 'act')?.name ??
    'on'
  return invalid({ [name]: reason })
}

const save = async (ask: Ask, step: Step, read: Read, answers: StepAnswers): Promise<Answer | null> => {
  const { subject, councilId, childId } = ask
  const whose = { councilId, childId, restricted: subject.restricted }
  const author = authorOf(ask)
  const { outcome } = step
  const { bornOn, diedOn } = read.history
  if ('act' in outcome) {
    const decision = decide(read.history, actOf(step, outcome.act, answers, ask.viewer.workerId), ask.today)
    if (!decision.accepted) return besideField(step, decision.field, decision.reason)
    await saveDecision(ask.db, author, whose, read.spells, decision, {
      words: answers.words,
      significant: answers.significant,
      reason: step.title,
    })
    return null
  }
  if (diedOn && isBefore(diedOn, answers.on)) return invalid({ on: `The child died on ${spokenDay(diedOn)}` })
  const held =
    'within' in outcome && outcome.within ? (knownOf(read.history, ask.today).open(outcome.within)?.id ?? null) : null
  if ('event' in outcome) {
    if (bornOn && isBefore(answers.on, bornOn) && step.group !== 'protection' && step.group !== 'court') {
      return invalid({ on: `The child was born on ${spokenDay(bornOn)}. The date must not be before that` })
    }
    const code = outcome.codeFrom ? answers.fields[outcome.codeFrom] : outcome.code
    await recordEvent(ask.db, author, {
      ...whose,
      kind: outcome.event,
      on: answers.on,
      at: answers.at,
      spellId: held,
      code: typeof code === 'string' ? code : null,
      words: answers.words === '' ? null : answers.words,
      detail: answersFor(step, answers, 'detail', [outcome.codeFrom]),
      significant: answers.significant,
    })
    return null
  }
  if ('opens' in outcome) {
    if (outcome.within && !held) return invalid({ on: 'The record holds nothing open that this could belong to' })
    const before = outcome.following
      ? read.spells.find((row) => row.kind === outcome.opens && row.ends_on === null && row.within_id === held)
      : undefined
    if (before && isBefore(answers.on, before.starts_on)) {
      return invalid({ on: `The one before began on ${spokenDay(before.starts_on)}. The date must not be before that` })
    }
    if (before)
      await changeSpell(ask.db, author, councilId, before.spell_id, before.version, { endsOn: answers.on }, step.title)
    await recordSpell(ask.db, author, {
      ...whose,
      kind: outcome.opens,
      startsOn: answers.on,
      code: String(answers.fields[outcome.codeFrom]),
      withinId: held,
      workerId: author.workerId,
      detail: {
        ...answersFor(step, answers, 'detail', [outcome.codeFrom]),
        ...(answers.words === '' ? {} : { words: answers.words }),
      },
    })
    return null
  }
  const row = read.spells.find((one) => one.spell_id === answers.fields[outcome.spellFrom])
  if (!row) return notFound
  if (isBefore(answers.on, row.starts_on))
    return invalid({ on: `It began on ${spokenDay(row.starts_on)}. The date must not be before that` })
  await changeSpell(
    ask.db,
    author,
    councilId,
    row.spell_id,
    row.version,
    { endsOn: answers.on, detail: { ...row.detail, ...(answers.words === '' ? {} : { endWords: answers.words }) } },
    step.title,
  )
  return null
}

/** Records one step of the journey: any of them, by its name in the address. */
export const recordStep = task({
  may: 'record a step',
  form: () => z.looseObject({}),
  async show(ask) {
    const step = stepById(ask.params.step)
    const [read, chosen] = await Promise.all([readHistory(ask), chosenDeciders(ask.db, ask.councilId, ask.today)])
    if (!step || !read) return notFound
    if (!mayRecord(ask, step, chosen)) return refused('This step is for a manager. Ask yours to record it')
    const managers = asksManager(step)
      ? await managersOf(ask.db, ask.councilId, ask.viewer.scopes.directory, ask.today)
      : []
    return page('children/steps/record-step', {
      form: startingWith(ask.form, { on: dateBoxes(ask.today), ...(step.significant ? { significant: 'yes' } : {}) }),
      name: displayName(ask.subject),
      back: childPath(ask),
      step: {
        title: step.title,
        law: step.law ?? null,
        dateLabel: step.dateLabel,
        hour: step.hour ?? false,
        wordsLabel: step.wordsLabel ?? 'Anything else to write down (optional)',
        asksSignificant: 'event' in step.outcome || 'act' in step.outcome,
      },
      fields: step.fields.map((field) => {
        const held = [ask.form.values[field.name] ?? []].flat()
        const choices =
          field.sort === 'choice' || field.sort === 'several'
            ? choicesOf(field, read.history).map((one) => ({ ...one, checked: held.includes(one.value) }))
            : field.sort === 'manager'
              ? managers
                  .filter((one) => !step.signed || one.workerId !== ask.viewer.workerId)
                  .map((one) => ({ value: one.workerId, text: `${one.name}, ${one.title}` }))
              : []
        return {
          name: field.name,
          label: field.label,
          hint: field.hint ?? null,
          sort: field.sort,
          long: 'long' in field && field.long === true,
          choices,
        }
      }),
      dates: ['on', ...step.fields.filter((field) => field.sort === 'date').map((field) => field.name)],
      possible: step.possible(knownOf(read.history, ask.today)),
    })
  },
  async submit(sent) {
    const step = stepById(sent.params.step)
    await lockChild(sent.db, sent.councilId, sent.childId)
    const [read, chosen] = await Promise.all([readHistory(sent), chosenDeciders(sent.db, sent.councilId, sent.today)])
    if (!step || !read) return notFound
    if (!mayRecord(sent, step, chosen)) {
      return refused('This step is for a manager. Ask yours to record it')
    }
    const understood = readAnswers(step, sent.answers, read.history, sent.today, sent.now)
    if ('problems' in understood) return invalid(understood.problems)
    const { answers } = understood
    if (asksManager(step)) {
      const managers = await managersOf(sent.db, sent.councilId, sent.viewer.scopes.directory, sent.today)
      const named = step.fields.filter((field) => field.sort === 'manager').map((field) => answers.fields[field.name])
      if (named.some((id) => !managers.some((one) => one.workerId === id))) return notFound
    }
    const stopped = await save(sent, step, read, answers)
    if (stopped) return stopped
    await settle(sent)
    return redirect(childPath(sent), step.done)
  },
})
