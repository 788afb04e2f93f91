import { notFound, page, task } from '../../../web/task.ts'
import { namesOf } from '../people.ts'
import { everyDifference, useOf, usesOf, versionsOf } from './queries.ts'
import { spoken } from './shown.ts'
import { changesBetween, type Effect, placeOf } from './template.ts'

/** Every version with what it changed, and every difference of one council there ever was. */
export const seeHistory = task({
  may: 'see shared practice',
  async show({ db, viewer, councilId, params, look }) {
    const { directory } = viewer.scopes
    const templateId = params.templateId ?? ''
    const use = await useOf(db, councilId, templateId)
    if (!use) return notFound
    const versions = directory.includes(use.sourceId) ? await versionsOf(db, use.sourceId, templateId) : []
    const differences = await everyDifference(db, [councilId], templateId)
    const uses = await usesOf(db, directory, templateId)
    const names = await namesOf(db, directory, [
      ...versions.map((one) => one.publishedBy),
      ...differences.flatMap((one) => [one.madeBy, one.withdrawnBy]),
      ...uses.map((one) => one.adoptedBy),
    ])
    const nameOf = (id: string | null): string => names.get(id ?? '') ?? 'a colleague'
    const label = (effect: Effect, place: string, original: string): string =>
      [use.content, ...versions.map((one) => one.content)]
        .map((content) => placeOf(content, effect, place)?.label)
        .find((found) => found !== undefined) ?? original
    return page('shared-practice/templates/see-history', {
      use,
      look: look(councilId),
      source: look(use.sourceId),
      back: `/${councilId}/practice/templates/${templateId}`,
      versions: versions.map((one, at) => {
        const before = versions[at + 1]
        return {
          ...one,
          by: nameOf(one.publishedBy),
          changes: before ? spoken(changesBetween(before.content, one.content)) : null,
          here: one.version === use.version,
        }
      }),
      differences: differences
        .map((one) => ({
          ...spoken(one),
          label: spoken(label(one.effect, one.place, one.original)),
          by: nameOf(one.madeBy),
          ended: one.withdrawnBy === null ? null : nameOf(one.withdrawnBy),
        }))
        .reverse(),
      adoptions: uses
        .filter((one) => one.councilId !== one.sourceId)
        .map((one) => ({ look: look(one.councilId), on: one.adoptedOn, by: nameOf(one.adoptedBy) }))
        .sort((a, b) => Temporal.PlainDate.compare(a.on, b.on)),
    })
  },
})
