import { sql } from 'kysely'
import type { Db } from '../../../database/connection.ts'
import { standardContent, type TemplateKind } from './standards.ts'
import {
  type Content,
  contentOf,
  type Difference,
  type Limit,
  limitInWords,
  type MergedItem,
  type MergedSection,
  merge,
} from './template.ts'

/** The words of one form in one council: the shared template with the council's differences already in it. */
export type Prompts = {
  kind: TemplateKind
  /** what it comes from; null where the council uses no template of this kind and reads the product's own words */
  template: { templateId: string; sourceId: number; name: string; version: number } | null
  /** in the order of the form, with what the council adds; what it leaves out is not there */
  sections: readonly MergedSection[]
}

type UseRow = {
  templateId: string
  sourceId: number
  name: string
  version: number
  content: Content
  differences: Difference[]
}

/** The words a form of this kind has in a council now: one reading. Standard words where the council has no template. */
export const promptsFor = async (
  db: Db,
  councilId: number,
  kind: Exclude<TemplateKind, 'policy'>,
): Promise<Prompts> => {
  const { rows } =
    await sql<UseRow>`select u.template_id as "templateId", u.source_id as "sourceId", u.name, u.version, u.content,
      (select coalesce(jsonb_agg(jsonb_build_object('differenceId', d.difference_id, 'effect', d.effect, 'place', d.place,
          'original', d.original, 'says', d.says)), '[]')
        from local_difference d where d.council_id = u.council_id and d.template_id = u.template_id and d.withdrawn_on is null) as differences
    from template_use u where u.council_id = ${councilId} and u.kind = ${kind} and u.left_on is null`.execute(db)
  const [row] = rows
  if (!row) return { kind, template: null, sections: merge(standardContent[kind], []).sections }
  const { content, differences, ...template } = row
  return { kind, template, sections: merge(contentOf(content), differences).sections }
}

/** One question as a form asks it. `said`: its limit in words, '' where it has none. */
export type Asked = { prompt: string; help: string; limit: Limit | null; said: string }

/** {child} in a template stands for what the child is called. */
export const withName = (text: string, called: string): string => text.replaceAll('{child}', called)

const asked = ({ prompt, help, limit }: MergedItem, called: string): Asked => ({
  prompt: withName(prompt, called),
  help: withName(help, called),
  limit,
  said: limit === null ? '' : limitInWords(limit),
})

/**
 * The words of a form's own fields by key, with the child's name in them. A field the form cannot do without is always
 * there, in standard words where the template has lost it; any other that is not there is left out by this council.
 */
export const fieldWords = (prompts: Prompts, called: string): Record<string, Asked> => {
  const standard = standardContent[prompts.kind].sections.flatMap((section) => section.items)
  const here = new Map(prompts.sections.flatMap((section) => section.items.map((item) => [item.key, item] as const)))
  return Object.fromEntries(
    standard.flatMap((item) => {
      const found = here.get(item.key) ?? (item.needed ? { ...item, differs: {}, addedBy: null } : undefined)
      return found ? [[item.key, asked(found, called)]] : []
    }),
  )
}

/** What the template says beside the form's own fields: shown before it, to be borne in mind. */
export const remindersOf = (prompts: Prompts, called: string): Asked[] => {
  const fields = new Set(
    standardContent[prompts.kind].sections
      .filter((section) => section.key !== 'remember')
      .flatMap((section) => section.items.map((item) => item.key)),
  )
  return prompts.sections.flatMap((section) =>
    section.items.filter((item) => !fields.has(item.key)).map((item) => asked(item, called)),
  )
}
