import type { Db } from '../../../database/connection.ts'
import { officialCouncil } from '../import/councils.ts'
import type { AsAt } from '../ssd/as-at.ts'
import { childIdsServed, inBatches, staffOf, type Wanted } from '../ssd/queries.ts'
import { type AnnexA, addChild, inNeed, noLists } from './annex-a.ts'
import { type ListNumber, listNumbers } from './lists.ts'

/** What of the record the lists speak of. */
const wanted: Wanted = {
  spells: [
    'contact',
    'early_help',
    'referral',
    'assessment',
    'section_47',
    'child_in_need_plan',
    'child_protection_plan',
    'emergency_protection',
    'looked_after',
    'legal_status',
    'placement',
    'adoption',
    'permanence_order',
    'private_fostering',
    'unaccompanied',
    'short_breaks',
    'missing',
    'care_leaver',
    'allocation',
  ],
  events: [
    'referral_decision',
    'strategy_discussion',
    'initial_conference',
    'review_conference',
    'visit',
    'care_plan',
    'care_plan_change',
    'looked_after_review',
    'health_assessment',
    'dental_check',
    'match',
    'adoption_order',
    'return_interview_offer',
    'return_interview',
    'pathway_plan',
    'pathway_review',
    'care_leaver_contact',
  ],
  addresses: false,
  relations: true,
}

/** States that can bring a child onto a list. */
const listed: Readonly<Record<ListNumber, readonly string[]>> = {
  1: ['contact'],
  2: ['early_help'],
  3: ['referral'],
  4: ['assessment'],
  5: ['section_47'],
  6: inNeed,
  7: ['child_protection_plan'],
  8: ['looked_after'],
  9: ['care_leaver'],
  10: ['adoption'],
  11: ['adoption'],
}

/**
 * The lists of a council as at a day, as far as the viewer's walls let its children be read. `directory`: councils whose
 * workers may be named. `only`: the lists to make; the others stay empty. `tell` hears how many children were read.
 */
export const annexAOf = async (
  db: Db,
  councilId: number,
  asAt: AsAt,
  directory: readonly number[],
  { only = listNumbers, tell }: { only?: readonly ListNumber[]; tell?: (children: number) => void } = {},
): Promise<AnnexA> => {
  const council = officialCouncil(String(councilId)) ?? { name: `Council ${councilId}`, onsCode: '' }
  const { workers, teams } = await staffOf(db, directory, asAt.on)
  const context = {
    on: asAt.on,
    council,
    workerName: (id: string) => workers.get(id)?.name ?? null,
    teamName: (id: string) => teams.get(id) ?? null,
    authorityName: (code: string) => officialCouncil(code)?.name ?? code,
  }
  const lists = noLists()
  const kinds = [...new Set(only.flatMap((list) => listed[list]))]
  const ids = await childIdsServed(db, councilId, kinds, asAt.on.subtract({ months: 12 }), asAt)
  let read = 0
  for await (const batch of inBatches(db, councilId, ids, asAt, wanted)) {
    for (const child of batch) addChild(lists, child, context, only)
    read += batch.length
    tell?.(read)
  }
  return lists
}
