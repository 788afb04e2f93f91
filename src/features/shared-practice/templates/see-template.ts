import { notFound, page, task } from '../../../web/task.ts'
import { namesOf } from '../people.ts'
import { differencesOf, usesOf, versionsOf } from './queries.ts'
import { sectionsToShow, spoken, toReview } from './shown.ts'
import { isTemplateKind, templateKinds } from './standards.ts'
import { merge, placeOf } from './template.ts'

/** A template as one council uses it: the words with its differences in them, and what differs where. */
export const seeTemplate = task({
  may: 'see shared practice',
  async show({ db, viewer, councilId, params, look, today }) {
    const { directory, manage, livePosts } = viewer.scopes
    const templateId = params.templateId ?? ''
    const uses = directory.includes(councilId) ? await usesOf(db, directory, templateId) : []
    const use = uses.find((one) => one.councilId === councilId)
    if (!use) return notFound
    const differences = await differencesOf(db, directory, templateId)
    const [newest] = directory.includes(use.sourceId) ? await versionsOf(db, use.sourceId, templateId, 1) : []
    const names = await namesOf(db, directory, [use.adoptedBy, ...differences.map((one) => one.madeBy)])
    const nameOf = (id: string): string => names.get(id) ?? 'a colleague'
    const mine = differences.filter((one) => one.councilId === councilId)
    const merged = merge(use.content, mine)
    const now = new Map(merged.stood.map((one) => [one.difference.differenceId, one.now]))
    const manages = manage.includes(councilId)
    // Only its own people see whom a council works with.
    const mineToo = livePosts.some((post) => post.employerId === councilId)
    return page('shared-practice/templates/see-template', {
      use,
      look: look(councilId),
      source: look(use.sourceId),
      own: use.sourceId === councilId,
      kind: isTemplateKind(use.kind) ? templateKinds[use.kind] : use.kind,
      adoptedBy: nameOf(use.adoptedBy),
      newest: newest && newest.version > use.version ? newest : null,
      cutOff: mineToo && !directory.includes(use.sourceId),
      path: `/${councilId}/practice/templates/${templateId}`,
      sections: spoken(sectionsToShow(merged.sections, mine, (id) => now.get(id) ?? null, nameOf)),
      leftOut: merged.leftOut.map(({ item, by }) => ({
        prompt: spoken(item.prompt),
        by,
        why: mine.find((one) => one.differenceId === by)?.why ?? '',
      })),
      reviews: toReview(merged, today).map((one) => ({
        ...spoken(one),
        label: spoken(
          placeOf(use.content, one.difference.effect, one.difference.place)?.label ?? one.difference.original,
        ),
        by: nameOf(one.difference.madeBy),
      })),
      elsewhere: uses
        .map((one) => ({
          look: look(one.councilId),
          here: one.councilId === councilId,
          source: one.councilId === one.sourceId,
          version: one.version,
          follows: one.follows,
          adoptedOn: one.adoptedOn,
          path: `/${one.councilId}/practice/templates/${templateId}`,
          differences: differences
            .filter((each) => each.councilId === one.councilId)
            .map((each) => ({
              ...spoken(each),
              label: spoken(placeOf(one.content, each.effect, each.place)?.label ?? each.original),
              by: nameOf(each.madeBy),
            })),
        }))
        .sort((a, b) => Number(b.source) - Number(a.source) || a.look.name.localeCompare(b.look.name)),
      manages,
      managesSource: manage.includes(use.sourceId),
      mayAdopt: manage.filter((id) => !uses.some((one) => one.councilId === id)).map(look),
    })
  },
})
