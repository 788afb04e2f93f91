import { mirrorState } from '../../web/looks.ts'
import { page, task } from '../../web/task.ts'
import { recordKeptBy } from '../councils/index.ts'
import { place } from './problem.ts'
import { type Run, runsOf } from './queries.ts'

const runsShown = 20
const problemsShown = 50

const outcomes: Readonly<Record<Run['outcome'], string>> = {
  taken: 'Taken',
  'nothing new': 'Nothing new',
  refused: 'Refused',
}

const problemsOf = ({ problems }: Run) => ({
  list: problems.list.slice(0, problemsShown).map((one) => ({ place: place(one), words: one.words })),
  more: Math.max(0, problems.list.length - problemsShown) + problems.more,
})

/** What nobody reads by the name of its file. */
const tableNames: Readonly<Record<string, string>> = {
  ssd_person: 'People',
  ssd_contacts: 'Contacts',
  ssd_cin_episodes: 'Referrals',
  ssd_cin_assessments: 'Assessments',
  ssd_cin_plans: 'Child in need plans',
  ssd_s47_enquiry: 'Section 47 enquiries',
  ssd_cp_plans: 'Child protection plans',
  ssd_cla_episodes: 'Episodes of care',
  ssd_cla_placement: 'Placements',
  ssd_legal_status: 'Legal statuses',
  ssd_missing: 'Missing episodes',
  ssd_care_leavers: 'Care leavers',
  ssd_involvements: 'Workers of children',
}

/** How a council's mirror stands: what it is true of, what the last deliveries brought, and what was wrong with them. */
export const seeMirror = task({
  may: 'see the mirror',
  async show({ db, councilId, look, now }) {
    const council = look(councilId)
    const runs = await runsOf(db, councilId, runsShown)
    const kept = await recordKeptBy(db, councilId)
    const good = runs.find(({ outcome }) => outcome !== 'refused') ?? null
    // What was refused since the last good one still waits for somebody.
    const [newest] = runs
    const refused = newest?.outcome === 'refused' ? newest : null
    return page('mirror/see-mirror', {
      council,
      state: mirrorState(council, now)?.state ?? 'here',
      trueOf: mirrorState(council, now)?.trueOf ?? null,
      staleHours: council.mirrorStaleHours,
      fallPercent: kept?.fallPercent ?? 20,
      good: good && {
        finishedAt: good.finishedAt,
        people: good.counts.people ?? 0,
        closed: good.counts.closed ?? 0,
        tables: Object.entries(tableNames).map(([table, name]) => ({ name, rows: good.counts.tables?.[table] ?? 0 })),
      },
      refused: refused && { at: refused.finishedAt, ...problemsOf(refused) },
      runs: runs.map((run) => ({
        at: run.finishedAt,
        seconds: Math.max(1, Math.round(run.startedAt.until(run.finishedAt).total('seconds'))),
        trueOf: run.trueOf,
        outcome: outcomes[run.outcome],
        isRefused: run.outcome === 'refused',
        added: run.counts.added ?? 0,
        changed: run.counts.changed ?? 0,
        gone: run.counts.gone ?? 0,
        problems: run.problems.list.length + run.problems.more,
      })),
    })
  },
})
