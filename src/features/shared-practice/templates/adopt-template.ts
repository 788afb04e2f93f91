import { z } from 'zod'
import { oneOf } from '../../../web/form.ts'
import { invalid, notFound, page, redirect, task } from '../../../web/task.ts'
import { staffOf } from '../similar/queries.ts'
import { type Use, usesOf, useTemplate } from './queries.ts'
import { isTemplateKind, templateKinds } from './standards.ts'

const ways = ['follow', 'keep'] as const

/** Whose words are taken: the owner's, or where one does not work with the owner, the newest a partner has of them. */
const giverOf = (uses: readonly Use[]): Use | undefined =>
  uses.find((one) => one.councilId === one.sourceId) ?? uses.toSorted((a, b) => b.version - a.version)[0]

/** A council takes up another council's template or policy. Whose it is, which version and the day are recorded. */
export const adoptTemplate = task({
  may: 'run shared practice',
  form: () => z.object({ way: oneOf(ways, 'Select what happens when a newer version is published') }),
  async show({ db, viewer, councilId, params, look, now }) {
    const uses = await usesOf(db, viewer.scopes.directory)
    const path = `/${councilId}/practice/templates/${params.templateId}`
    const all = uses.filter((one) => one.templateId === params.templateId)
    const source = giverOf(all)
    if (all.some((one) => one.councilId === councilId)) return redirect(path)
    if (!source) return notFound
    const before = uses.find((one) => one.councilId === councilId && one.kind === source.kind && one.kind !== 'policy')
    // What works with more people may not with fewer: both numbers stand on the page.
    const staff = await staffOf(db, viewer.scopes.directory, now)
    const fte = (id: number): string | null => staff.get(id)?.toFixed(1) ?? null
    return page('shared-practice/templates/adopt-template', {
      source,
      kind: isTemplateKind(source.kind) ? templateKinds[source.kind] : source.kind,
      owner: look(source.sourceId),
      look: look(councilId),
      others: all.filter((one) => one.councilId !== one.sourceId).map((one) => look(one.councilId).name),
      staff: { theirs: fte(source.sourceId), ours: fte(councilId) },
      before: before ?? null,
      back: `/${source.councilId}/practice/templates/${source.templateId}`,
      ways: [
        {
          value: 'follow',
          text: 'Take every new version at once',
          hint: 'Our own differences are kept and shown for review where the words changed',
        },
        {
          value: 'keep',
          text: 'Keep this version until somebody takes a newer one',
          hint: 'The page says when there is one, and what it would change',
        },
      ],
    })
  },
  async submit({ db, viewer, councilId, params, answers, today, now }) {
    const uses = await usesOf(db, viewer.scopes.directory, params.templateId ?? '')
    const source = giverOf(uses)
    if (!source) return notFound
    if (uses.some((one) => one.councilId === councilId)) return invalid({ way: 'This council uses it already' })
    const { templateId, sourceId, kind, name, version, content } = source
    const follows = answers.way === 'follow'
    await useTemplate(db, {
      councilId,
      templateId,
      sourceId,
      kind,
      name,
      version,
      content,
      follows,
      on: today,
      by: viewer.workerId,
      at: now,
    })
    return redirect(
      `/${councilId}/practice/templates/${templateId}`,
      'It is adopted. What this council says differently can now be listed.',
    )
  },
})
