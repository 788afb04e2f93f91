import { z } from 'zod'
import { startingWith } from '../../../web/form.ts'
import { type Ask, goWithAnswers, invalid, page, redirect, task } from '../../../web/task.ts'
import { councilNames } from '../queries.ts'
import { noTerms, signersOf } from '../terms.ts'
import { writeProposal } from './queries.ts'
import {
  dateNames,
  functionChoices,
  kindChoices,
  levelChoices,
  readTerms,
  roleChoices,
  rowKinds,
  rowsOf,
  valuesOf,
} from './terms-form.ts'

/** What was asked for by a button that adds a row. */
export const wantsRow = (values: Readonly<Record<string, unknown>>): boolean =>
  rowKinds.some((kind) => kind === values.more)

const emptyTerms = (hostId: number) => ({ ...noTerms(hostId), kind: 'section 113' as const })

/** Writes down an idea: which councils would share what. It opens nothing. */
export const proposeAgreement = task({
  may: 'propose an agreement',
  form: () => z.looseObject({}),
  async show(ask) {
    const councils = await councilNames(ask.db)
    const terms = emptyTerms(ask.councilId)
    const shown = startingWith(ask.form, valuesOf({ title: '', service: '', terms }, nameIn(ask)))
    const rows = rowsOf(shown.values)
    return page('sharing/proposals/write-terms', {
      heading: 'Propose an arrangement',
      back: '/agreements?view=pipeline',
      backText: 'The pipeline',
      shown,
      rows,
      dates: dateNames(rows),
      councils: councils.map((one) => one.name),
      kinds: kindChoices,
      levels: levelChoices,
      roles: roleChoices,
      functions: functionChoices(null),
      version: null,
      readVersion: null,
      signed: 0,
      changes: false,
      save: 'Write it down as an idea',
    })
  },
  async submit({ db, councilId, answers, today, now, viewer }) {
    const path = `/${councilId}/proposals/new`
    if (wantsRow(answers)) return goWithAnswers(path)
    const councils = await councilNames(db)
    const read = readTerms(answers, { hostId: councilId, today, councils, before: null, changesVersion: null })
    if (Object.keys(read.errors).length > 0) return invalid(read.errors)
    const proposalId = await writeProposal(db, {
      ...read,
      partyIds: signersOf(read.terms, today.toString()),
      hostId: councilId,
      changing: null,
      by: viewer.workerId,
      at: now,
    })
    return redirect(`/${councilId}/proposals/${proposalId}`, 'The idea is written down. It opens nothing.')
  },
})

export const nameIn =
  ({ look }: Pick<Ask, 'look'>) =>
  (councilId: number): string =>
    look(councilId).name
