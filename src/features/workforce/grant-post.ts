import { z } from 'zod'
import { childrensFunctions, type Level, type Role, roles } from '../../access/roles.ts'
import { covered } from '../../access/scopes.ts'
import { type Day, dayOf } from '../../lib/day.ts'
import { newId } from '../../lib/ids.ts'
import { dateField, oneOf, optionalDateField, startingWith, words, yesNo } from '../../web/form.ts'
import { numberField, readNumber } from '../../web/number-field.ts'
import { type Ask, invalid, notFound, page, redirect, task } from '../../web/task.ts'
import { grantRefusal } from './grant.ts'
import { fullTimeProblem, overlapProblem, type Share, sharesProblem } from './post.ts'
import {
  type AgreementRow,
  agreementRows,
  lockWorker,
  postsOfWorker,
  recordPost,
  teamRows,
  type WholePost,
  workerOf,
} from './queries.ts'

const roleNames = Object.keys(roles) as Role[]

const inForce = (agreement: AgreementRow, on: Day, now: Temporal.Instant): boolean =>
  (agreement.endedAt === null || Temporal.Instant.compare(Temporal.Instant.from(agreement.endedAt), now) > 0) &&
  agreement.startsOn <= on.toString() &&
  (agreement.endsOn === null || agreement.endsOn >= on.toString())

const partiesOn = (agreement: AgreementRow, on: Day): number[] =>
  agreement.parties
    .filter((party) => party.joinedOn <= on.toString() && (party.leftOn === null || party.leftOn >= on.toString()))
    .map((party) => party.councilId)

/** What the form needs to know, for showing it and for judging what was sent. */
const facts = async ({ db, viewer, params, councilId, today, now }: Ask) => {
  const directory = viewer.scopes.directory
  const worker = await workerOf(db, directory, params.workerId ?? '')
  if (!worker) return null
  const posts = await postsOfWorker(db, directory, worker.workerId)
  const agreements = (await agreementRows(db, directory, { partyId: councilId })).filter(
    (agreement) => inForce(agreement, today, now) && partiesOn(agreement, today).includes(councilId),
  )
  const partners = [...new Set(agreements.flatMap((agreement) => partiesOn(agreement, today)))].filter(
    (id) => id !== councilId,
  )
  const functions = [
    ...new Set([
      ...childrensFunctions,
      ...agreements.flatMap((agreement) => agreement.clauses.map((clause) => clause.functionName)),
      ...posts.flatMap((post) => post.functions),
    ]),
  ]
  return { worker, posts, agreements, partners, functions }
}

const postedList = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((value) => (value === undefined ? [] : [value].flat()))

/** A post as it stands in the calendar: one that was ended today leaves today free for the next. */
const spanOf = (post: WholePost) => ({
  ...post,
  endsOn: post.endedAt === null ? post.endsOn : dayOf(post.endedAt).subtract({ days: 1 }),
})

/** Gives somebody a post with the council of the address: what it is for, whose children it reaches, under which agreement. */
export const grantPost = task({
  may: 'grant a post',
  form: (today) =>
    z.looseObject({
      title: words('Enter the title of the post', { limit: 120, what: 'The title' }),
      role: oneOf(roleNames, 'Select what the post is'),
      functions: postedList,
      team: z.string().optional(),
      fte: numberField({
        what: 'Share of full time',
        empty: 'Enter how much of full time the post is',
        least: 0.01,
        most: 1,
        decimals: 3,
      }),
      startsOn: dateField({ what: 'First day', empty: 'Enter the first day of the post', today, future: true }),
      endsOn: optionalDateField({ what: 'Last day', today, future: true }),
      arrangement: z.string().optional(),
      opensRecords: yesNo('Select yes if the post reaches children’s records'),
    }),
  async show(ask) {
    const known = await facts(ask)
    if (!known) return notFound
    const { councilId, db, viewer, look } = ask
    const teams = await teamRows(db, [councilId], viewer.scopes.directory)
    return page('workforce/grant-post', {
      worker: known.worker,
      back: `/${known.worker.councilId}/workers/${known.worker.workerId}`,
      employer: look(councilId),
      shown: startingWith(ask.form, { [`share${councilId}`]: '100', fte: '1' }),
      roles: roleNames.map((value) => ({ value, text: value.charAt(0).toUpperCase() + value.slice(1) })),
      functions: known.functions.map((value) => ({ value, text: value.charAt(0).toUpperCase() + value.slice(1) })),
      teams: teams.map((team) => ({ value: team.teamId, text: team.name })),
      agreements: known.agreements.map((agreement) => ({ value: agreement.arrangementId, text: agreement.title })),
      councils: [councilId, ...known.partners].map((id) => ({
        name: `share${id}`,
        text: look(id).name,
        own: id === councilId,
      })),
    })
  },
  async submit(sent) {
    const { answers, councilId, look, today, db } = sent
    const known = await facts(sent)
    if (!known) return notFound
    const name = (id: number): string => look(id).name
    const errors: Record<string, string> = {}

    const functions = answers.functions.filter((one) => known.functions.includes(one))
    if (functions.length === 0) errors.functions = 'Select at least one function'
    const reach: Share[] = []
    for (const id of [councilId, ...known.partners]) {
      const typed = String(answers[`share${id}`] ?? '').trim()
      if (typed === '') continue
      const read = readNumber(typed, { what: `Share for ${name(id)}`, empty: '', least: 0, most: 100, decimals: 2 })
      if ('problem' in read) errors[`share${id}`] = read.problem
      else if (read.number > 0) reach.push({ councilId: id, share: read.number })
    }
    const sharesWrong = sharesProblem(reach)
    if (sharesWrong && !Object.keys(errors).some((field) => field.startsWith('share')))
      errors[`share${councilId}`] = sharesWrong
    if (answers.endsOn && Temporal.PlainDate.compare(answers.endsOn, answers.startsOn) < 0)
      errors.endsOn = 'The last day must be on or after the first'

    const agreement = known.agreements.find((one) => one.arrangementId === answers.arrangement) ?? null
    if (answers.arrangement && !agreement) errors.arrangement = 'Select an agreement from the list'
    const refusal = grantRefusal({
      employerId: councilId,
      role: answers.role,
      functions,
      opensRecords: answers.opensRecords,
      serves: reach.map((one) => one.councilId),
      agreement: agreement && {
        ...agreement,
        level: agreement.level as Level | null,
        partyIds: partiesOn(agreement, today),
      },
      covered,
      name,
    })
    if (refusal && !errors[refusal.field]) errors[refusal.field] = refusal.words

    const teams = answers.team ? await teamRows(db, [councilId], sent.viewer.scopes.directory, answers.team) : []
    if (answers.team && teams.length === 0) errors.team = 'Select a team from the list'

    await lockWorker(db, known.worker.workerId)
    const held = (await postsOfWorker(db, sent.viewer.scopes.directory, known.worker.workerId))
      .map(spanOf)
      .filter((post) => post.endsOn === null || Temporal.PlainDate.compare(post.endsOn, post.startsOn) >= 0)
    const wanted = {
      employerId: councilId,
      title: answers.title,
      role: answers.role,
      fte: answers.fte,
      startsOn: answers.startsOn,
      endsOn: answers.endsOn,
    }
    const twice = overlapProblem(wanted, held)
    if (twice) errors.startsOn = twice
    const tooMuch = fullTimeProblem(wanted, held)
    if (tooMuch) errors.fte = tooMuch
    if (Object.keys(errors).length > 0) return invalid(errors)

    await recordPost(db, {
      ...wanted,
      postId: newId(),
      workerId: known.worker.workerId,
      functions,
      teamId: answers.team || null,
      // The council's own children need no agreement; those of others are reached under it and end with it.
      reach: reach.map((one) => {
        const under = one.councilId === councilId ? null : agreement
        return {
          ...one,
          opensRecords: answers.opensRecords,
          arrangementCouncilId: under?.hostId ?? null,
          arrangementId: under?.arrangementId ?? null,
        }
      }),
    })
    return redirect(
      `/${known.worker.councilId}/workers/${known.worker.workerId}`,
      'The post was granted. What it opens is open from its first day.',
    )
  },
})
