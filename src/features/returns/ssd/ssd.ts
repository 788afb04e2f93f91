// The Standard Safeguarding Dataset of one council (data-to-insight/ssd-data-model, as of 14 July 2026), made from the
// record: each child's rows, and the tables that are the council's. Pure.
import type { Day } from '../../../lib/day.ts'
import { careRows, holdersOn } from './care-rows.ts'
import type { RecordChild, Staff } from './facts.ts'
import { needRows } from './need-rows.ts'
import { personRows } from './person-rows.ts'
import { noRows, type SsdContext, type SsdRow, type SsdRows } from './rows.ts'

/** Six financial years, the one of the day among them. */
export const historyFrom = (on: Day): Day => {
  const year = on.month > 3 ? on.year : on.year - 1
  return new Temporal.PlainDate(year - 5, 4, 1)
}

/** The 30 September on or before a day: workers' caseloads are counted on it. */
export const caseloadDay = (on: Day): Day => {
  const here = new Temporal.PlainDate(on.year, 9, 30)
  return Temporal.PlainDate.compare(here, on) <= 0 ? here : here.subtract({ years: 1 })
}

/** Everything the dataset says of one child. `ssd_mother` may name a child whose own rows are elsewhere, or nowhere. */
export const ssdRowsOf = (child: RecordChild, context: SsdContext): SsdRows => {
  const rows = noRows()
  personRows(child, context.on, rows)
  needRows(child, context, rows)
  careRows(child, context, rows)
  return rows
}

const workerFields = [
  'earl_episode_worker_id',
  'cine_referral_worker_id',
  'cina_assessment_worker_id',
  'cinp_cin_plan_worker_id',
  's47e_s47_completed_by_worker_id',
  'icpc_icpc_worker_id',
  'clea_care_leaver_worker_id',
  'clea_care_leaver_personal_advisor',
  'perm_adoption_worker_id',
  'invo_professional_id',
]
const teamFields = [
  'cine_referral_team',
  'cina_assessment_team',
  'cinp_cin_plan_team',
  's47e_s47_completed_by_team',
  'icpc_icpc_team',
  'clea_care_leaver_allocated_team',
  'invo_professional_team',
]

export type Counted = {
  /** Children each worker held on the day caseloads are counted. */
  caseloads: Map<string, number>
  workers: Set<string>
  teams: Set<string>
}
export const nothingCounted = (): Counted => ({ caseloads: new Map(), workers: new Set(), teams: new Set() })

/** Notes whom and which teams a child's rows name, and who held the child when caseloads were counted. */
export const countIn = (counted: Counted, child: RecordChild, rows: SsdRows, on: Day): void => {
  for (const list of Object.values(rows)) {
    for (const row of list as Readonly<Record<string, unknown>>[]) {
      for (const field of workerFields) if (typeof row[field] === 'string') counted.workers.add(row[field])
      for (const field of teamFields) if (typeof row[field] === 'string') counted.teams.add(row[field])
    }
  }
  for (const workerId of holdersOn(child, caseloadDay(on)))
    counted.caseloads.set(workerId, (counted.caseloads.get(workerId) ?? 0) + 1)
}

/**
 * Workers and teams: those of the council, and whoever else a child's rows name. Of somebody the directory does not reach
 * there is the identifier alone.
 */
export const staffRows = (
  counted: Counted,
  staff: Staff,
  own: { workers: readonly string[]; teams: readonly string[] },
): { professionals: SsdRow<'ssd_professionals'>[]; departments: SsdRow<'ssd_department'>[] } => ({
  professionals: [...new Set([...own.workers, ...counted.workers])].sort().map((id) => {
    const worker = staff.workers.get(id)
    return {
      prof_professional_id: id,
      prof_staff_id: worker?.staffNumber ?? null,
      prof_professional_name: worker?.name ?? null,
      prof_social_worker_registration_no: worker?.registration ?? null,
      prof_professional_job_title: worker?.jobTitle ?? null,
      prof_professional_caseload: counted.caseloads.get(id) ?? 0,
      prof_professional_department: worker?.team ?? null,
      prof_full_time_equivalency: worker?.fte ?? null,
    }
  }),
  departments: [...new Set([...own.teams, ...counted.teams])]
    .sort()
    .map((id) => ({ dept_team_id: id, dept_team_name: staff.teams.get(id) ?? null })),
})

/** Which release of the dataset the files follow, and when they were written. */
export const versionRow = (at: Temporal.Instant): SsdRow<'ssd_version_log'> => ({
  version_number: '1.4',
  release_date: new Temporal.PlainDate(2026, 7, 14),
  description: 'Specification and deployed tables as of 14 July 2026',
  is_current: true,
  created_at: at,
  created_by: 'export',
  impact_description: 'The exact number of the release is not stated in the specification',
})
