import { z } from 'zod'
import { optionalWords, someOf, startingWith, words } from '../../../web/form.ts'
import { conflict, invalid, notFound, page, redirect, task } from '../../../web/task.ts'
import { namesOf } from '../people.ts'
import { contentFrom, valuesOf } from './edited.ts'
import { effectOn } from './effect.ts'
import { differencesOf, publishVersion, useOf, usesOf, versionsOf } from './queries.ts'
import { spoken } from './shown.ts'
import { isTemplateKind, templateKinds } from './standards.ts'
import { changesBetween, isSound } from './template.ts'

/** Writes the next version of a template, shows what it does in each council, and publishes it to all at once. */
export const changeTemplate = task({
  may: 'run shared practice',
  form: () =>
    z.looseObject({
      why: words('Enter what this version changes, and why', { limit: 1000, what: 'What changes' }),
      // the version whose fields these are: numbered anew with each
      base: optionalWords({ limit: 10 }),
      sure: someOf(['yes']),
    }),
  async show({ db, viewer, councilId, params, look, form }) {
    const templateId = params.templateId ?? ''
    const own = await useOf(db, councilId, templateId)
    const [newest] = own?.sourceId === councilId ? await versionsOf(db, councilId, templateId, 1) : []
    if (!own || !newest) return notFound
    const uses = await usesOf(db, viewer.scopes.directory, templateId)
    const differences = await differencesOf(db, viewer.scopes.directory, templateId)
    const typed = Object.keys(form.values).length > 0
    // What was typed over an earlier version is not put into the fields of this one: it stands beside them, to be told apart.
    const base = Number(form.values.base)
    const stale = typed && base !== newest.version
    const older = stale ? (await versionsOf(db, councilId, templateId)).find((one) => one.version === base) : undefined
    const next = typed && !stale ? contentFrom(newest.content, form.values).content : newest.content
    const shared = changesBetween(newest.content, next)
    let at = 0
    return page('shared-practice/templates/change-template', {
      form: stale
        ? { ...form, values: { ...valuesOf(newest.content), why: form.values.why ?? '' } }
        : startingWith(form, valuesOf(newest.content)),
      older: older
        ? { version: base, changes: changesBetween(older.content, contentFrom(older.content, form.values).content) }
        : null,
      use: own,
      kind: isTemplateKind(own.kind) ? templateKinds[own.kind] : own.kind,
      version: newest.version,
      back: `/${councilId}/practice/templates/${templateId}`,
      sections: newest.content.sections.map((section, nth) => ({
        title: section.title,
        name: `s${nth}`,
        added: `n${nth}`,
        items: section.items.map((item) => {
          const name = `i${at++}`
          const wrong = Object.keys(form.errors).some((field) => new RegExp(`^${name}[a-z]`).test(field))
          return { ...item, name, open: wrong }
        }),
      })),
      policy: own.kind === 'policy',
      effects:
        shared.length === 0
          ? []
          : uses.map((use) => ({
              look: look(use.councilId),
              name: `in ${look(use.councilId).name}`,
              takes: use.follows || use.councilId === councilId,
              effect: spoken(
                effectOn(
                  use.content,
                  next,
                  differences.filter((one) => one.councilId === use.councilId),
                ),
              ),
            })),
    })
  },
  async submit({ db, viewer, councilId, params, answers, look, now }) {
    const templateId = params.templateId ?? ''
    const own = await useOf(db, councilId, templateId)
    const [newest] = own?.sourceId === councilId ? await versionsOf(db, councilId, templateId, 1) : []
    if (!own || !newest) return notFound
    if (Number(answers.base) !== newest.version) {
      const names = await namesOf(db, viewer.scopes.directory, [newest.publishedBy])
      return conflict(newest.why, names.get(newest.publishedBy) ?? 'A colleague', newest.version)
    }
    const { content, errors } = contentFrom(newest.content, answers)
    if (Object.keys(errors).length > 0) return invalid(errors)
    if (!isSound(content) || content.sections.length === 0)
      return invalid({ why: 'A template needs at least one part with a heading' })
    if (changesBetween(newest.content, content).length === 0) return invalid({ why: 'Nothing has been changed yet' })
    if (answers.sure.length === 0)
      return invalid({ sure: 'Read below what changes in each council, tick that it is right, and publish' })
    const reached = await publishVersion(db, {
      councilId,
      templateId,
      version: newest.version + 1,
      content,
      why: answers.why,
      by: viewer.workerId,
      at: now,
    })
    if (reached === null) return conflict('A newer version was published.', 'A colleague', newest.version + 1)
    const uses = await usesOf(db, viewer.scopes.directory, templateId)
    const councils = uses.filter((use) => use.version === newest.version + 1).map((use) => look(use.councilId).name)
    return redirect(
      `/${councilId}/practice/templates/${templateId}`,
      `Version ${newest.version + 1} is published. It is used now in ${councils.join(', ')}. Every difference is kept.`,
      uses.filter((use) => use.version === newest.version + 1).map((use) => ({ councilId: use.councilId })),
    )
  },
})
