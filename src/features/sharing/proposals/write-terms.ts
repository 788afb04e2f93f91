import { z } from 'zod'
import { startingWith } from '../../../web/form.ts'
import { longDay } from '../../../web/render.ts'
import { conflict, goWithAnswers, invalid, notFound, page, redirect, task } from '../../../web/task.ts'
import { agreementWhole, councilNames, termsOfAgreement } from '../queries.ts'
import { changeProblems, isOpenStage, signersOf, termsInWords } from '../terms.ts'
import { nameIn, wantsRow } from './propose-agreement.ts'
import { proposalWhole, rewriteTerms } from './queries.ts'
import {
  dateNames,
  fieldOf,
  functionChoices,
  kindChoices,
  levelChoices,
  readTerms,
  roleChoices,
  rowsOf,
  valuesOf,
} from './terms-form.ts'

/** Changes what would be signed. Signatures under other words count for nothing from then on. */
export const writeTerms = task({
  may: 'propose an agreement',
  form: () => z.looseObject({ readVersion: z.string().optional() }),
  async show(ask) {
    const { db, councilId, params, viewer } = ask
    const proposal = await proposalWhole(db, viewer.scopes, councilId, params.proposalId ?? '')
    if (!proposal || !isOpenStage(proposal.stage)) return notFound
    const councils = await councilNames(db)
    const shown = startingWith(ask.form, valuesOf(proposal, nameIn(ask)))
    const rows = rowsOf(shown.values)
    // What was typed before a row was added was typed over the version that was read then.
    const readVersion = ask.form.conflict?.version ?? Number(shown.values.readVersion || proposal.version)
    return page('sharing/proposals/write-terms', {
      heading: proposal.changes ? 'Change what it says' : 'What would be signed',
      back: `/${councilId}/proposals/${proposal.proposalId}`,
      backText: 'The proposal',
      shown,
      rows,
      dates: dateNames(rows),
      councils: councils.map((one) => one.name),
      kinds: kindChoices,
      levels: levelChoices,
      roles: roleChoices,
      functions: functionChoices(proposal.terms),
      version: proposal.version,
      readVersion,
      signed: proposal.signatures.filter((one) => one.counts).length,
      changes: proposal.changes,
      save: 'Save what would be signed',
    })
  },
  async submit(sent) {
    const { db, councilId, params, answers, today, viewer } = sent
    const proposalId = params.proposalId ?? ''
    const path = `/${councilId}/proposals/${proposalId}`
    if (wantsRow(answers)) return goWithAnswers(`${path}/terms`)
    const proposal = await proposalWhole(db, viewer.scopes, councilId, proposalId)
    if (!proposal || !isOpenStage(proposal.stage)) return notFound
    const agreement = proposal.changes ? await agreementWhole(db, councilId, proposal.arrangementId) : null
    const name = nameIn(sent)
    const read = readTerms(answers, {
      hostId: councilId,
      today,
      councils: await councilNames(db),
      before: proposal.terms,
      changesVersion: agreement?.version ?? null,
    })
    if (agreement) {
      const setting = { hostId: councilId, today: today.toString(), name }
      for (const one of changeProblems(termsOfAgreement(agreement), read.terms, setting))
        read.errors[fieldOf(one.field, read.rows)] ??= one.words
    }
    if (Object.keys(read.errors).length > 0) return invalid(read.errors)
    const version = Number(answers.readVersion) || (sent.version ?? proposal.version)
    const partyIds = signersOf(read.terms, today.toString())
    if (!(await rewriteTerms(db, { hostId: councilId, proposalId, version }, { ...read, partyIds }))) {
      const theirs = termsInWords(proposal.terms, { name, day: (iso) => longDay(Temporal.PlainDate.from(iso)) })
      return conflict(
        [proposal.title, proposal.service, ...theirs.map((part) => `${part.what}: ${part.words.join(' ')}`)].join('\n'),
        'Somebody else',
        proposal.version,
      )
    }
    const void_ = proposal.signatures.filter((one) => one.counts).length
    return redirect(
      path,
      void_ > 0
        ? `Saved. ${void_ === 1 ? 'The signature' : 'All signatures'} under the former words ${void_ === 1 ? 'is' : 'are'} void: every council signs again.`
        : 'Saved. Nothing is in force before every council has signed these words.',
    )
  },
})
