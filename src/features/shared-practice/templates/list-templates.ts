import { isAfter } from '../../../lib/day.ts'
import { page, task } from '../../../web/task.ts'
import { partsOfPractice } from '../sections.ts'
import { differencesOf, usesToList } from './queries.ts'
import { templateKindNames, templateKinds } from './standards.ts'
import { contentOf, merge, needsReview } from './template.ts'

/** Every template and policy that councils of the viewer's use: whose it is, who uses it, and where it differs. */
export const listTemplates = task({
  may: 'see shared practice',
  async show({ db, viewer, look, today }) {
    const { directory, manage } = viewer.scopes
    const uses = directory.length === 0 ? [] : await usesToList(db, directory)
    const differences = directory.length === 0 ? [] : await differencesOf(db, directory)
    const lineOf = (same: readonly (typeof uses)[number][]) => {
      const first = same[0]!
      const councils = same.map((use) => {
        const local = differences.filter((one) => one.councilId === use.councilId && one.templateId === use.templateId)
        const toReview = (use.content ? merge(contentOf(use.content), local).stood : []).filter(
          ({ standing, difference }) => needsReview(standing) || !isAfter(difference.reviewOn, today),
        ).length
        return {
          look: look(use.councilId),
          own: use.councilId === use.sourceId,
          version: use.version,
          differences: local.length,
          toReview,
          path: `/${use.councilId}/practice/templates/${use.templateId}`,
        }
      })
      return {
        name: first.name,
        source: look(first.sourceId),
        newest: Math.max(...same.map((use) => use.version)),
        councils: councils.sort((a, b) => Number(b.own) - Number(a.own) || a.look.name.localeCompare(b.look.name)),
      }
    }
    const groups = templateKindNames.map((kind) => ({
      title: templateKinds[kind],
      templates: [
        ...Map.groupBy(
          uses.filter((use) => use.kind === kind),
          (use) => use.templateId,
        ).values(),
      ]
        .map(lineOf)
        .sort((a, b) => b.councils.length - a.councils.length || a.name.localeCompare(b.name)),
    }))
    return page('shared-practice/templates/list-templates', {
      parts: partsOfPractice('/practice'),
      groups,
      mayBegin: manage.map(look),
    })
  },
})
