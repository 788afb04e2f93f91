// One council of the eight keeps its own case system: its record here is a mirror, true of two in the morning of the day.
// It holds more than an extract could carry, so that its families are as whole as the others'.
import type { Cell } from '../src/database/bulk-load.ts'
import { idFrom } from '../src/lib/ids.ts'
import type { World } from './load.ts'

const sutton = 319

/** Tables that are written here beside those of the record. */
export const mirrorTables = ['mirror_run'] as const

const isShown = (world: World): boolean =>
  world.size.councils === 8 && world.plans.some(({ borough }) => borough.councilId === sutton)

const rowsOf = (list: string): string => `(select count(*) from ${list} and x.council_id = ${sutton})`
const spellsOf = (kind: string): string => rowsOf(`spell x where kind = '${kind}'`)

/** The last nights: one delivery was half there and was refused, and the next put it right. */
const nights = (world: World) => {
  const clock = (daysAgo: number, time: string): Temporal.Instant =>
    world.today.subtract({ days: daysAgo }).toZonedDateTime({ timeZone: 'Europe/London', plainTime: time }).toInstant()
  return [
    { daysAgo: 4, outcome: 'taken', added: 2, changed: 41, gone: 0, problems: [] as object[] },
    { daysAgo: 3, outcome: 'taken', added: 0, changed: 37, gone: 1, problems: [] },
    {
      daysAgo: 2,
      outcome: 'refused',
      added: 0,
      changed: 0,
      gone: 0,
      problems: [
        {
          file: 'ssd_cla_visits.csv',
          line: null,
          column: null,
          words: 'The last line of this file is not ended, as the others are: it looks cut off.',
        },
        { file: 'ssd_missing.csv', line: null, column: null, words: 'This table is missing from the delivery.' },
      ],
    },
    { daysAgo: 1, outcome: 'taken', added: 1, changed: 78, gone: 0, problems: [] },
    { daysAgo: 0, outcome: 'taken', added: 3, changed: 44, gone: 0, problems: [] },
  ].map((night) => ({
    ...night,
    id: idFrom(`demonstration/mirror/${night.daysAgo}`, clock(night.daysAgo, '02:00').epochMilliseconds),
    trueOf: clock(night.daysAgo, '02:00'),
    startedAt: clock(night.daysAgo, '02:10'),
    finishedAt: clock(night.daysAgo, '02:10').add({ seconds: night.outcome === 'refused' ? 1 : 3 }),
  }))
}

export const mirrorRows = (world: World): { table: string; columns: readonly string[]; rows: Cell[][] }[] =>
  isShown(world)
    ? [
        {
          table: 'mirror_run',
          columns: [
            'council_id',
            'run_id',
            'delivery',
            'true_of',
            'started_at',
            'finished_at',
            'outcome',
            'counts',
            'problems',
          ],
          rows: nights(world).map((night) => [
            sutton,
            night.id,
            `demonstration ${night.trueOf}`,
            night.trueOf,
            night.startedAt,
            night.finishedAt,
            night.outcome,
            night.outcome === 'refused' ? {} : { added: night.added, changed: night.changed, gone: night.gone },
            { list: night.problems, more: 0 },
          ]),
        },
      ]
    : []

/** Said when everybody is there: whose record it is, and how much the last extract held. */
export const mirrorStatements = (world: World): string[] =>
  isShown(world)
    ? [
        `update council set record_kept = 'mirrored' where council_id = ${sutton}`,
        ...['person', 'spell', 'event'].map(
          (table) => `update ${table} set source = 'mirrored' where council_id = ${sutton}`,
        ),
        `update mirror_run set counts = counts || jsonb_build_object('people', ${rowsOf('person x where is_child')},
          'tables', jsonb_build_object('ssd_person', ${rowsOf('person x where is_child')}, 'ssd_contacts', ${spellsOf('contact')},
            'ssd_cin_episodes', ${spellsOf('referral')}, 'ssd_cin_assessments', ${spellsOf('assessment')},
            'ssd_cin_plans', ${spellsOf('child_in_need_plan')}, 'ssd_s47_enquiry', ${spellsOf('section_47')},
            'ssd_cp_plans', ${spellsOf('child_protection_plan')}, 'ssd_cla_placement', ${spellsOf('placement')},
            'ssd_legal_status', ${spellsOf('legal_status')}, 'ssd_missing', ${spellsOf('missing')},
            'ssd_care_leavers', ${spellsOf('care_leaver')}, 'ssd_involvements', ${spellsOf('allocation')}))
          where council_id = ${sutton} and outcome = 'taken'`,
      ]
    : []
