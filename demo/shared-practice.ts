// What the councils of the demonstration share beside staff: forms with local differences, policies taken up from one
// another, what was learned at meetings, ideas, skills of few, and values. All of it is made up.
import type { Cell } from '../src/database/bulk-load.ts'
import { standardContent } from '../src/features/shared-practice/templates/standards.ts'
import {
  type Content,
  type Effect,
  type Item,
  isSound,
  placeOf,
} from '../src/features/shared-practice/templates/template.ts'
import { idFrom } from '../src/lib/ids.ts'
import { seededRandom } from '../src/lib/random.ts'
import { epochDay } from '../src/lib/working-days.ts'
import type { World } from './load.ts'

type Rows = { table: string; columns: readonly string[]; rows: Cell[][] }

export const sharedPracticeTables = [
  'template',
  'template_version',
  'template_use',
  'local_difference',
  'exchange',
  'exchange_action',
  'idea',
  'worker_skill',
  'consultation',
  'consultation_answer',
  'values_line',
] as const

const wandsworth = 212
const richmond = 318
const southwark = 210
const sutton = 319
const kingston = 314
const croydon = 306
const camden = 202
const merton = 315

// --- words --------------------------------------------------------------------------------------------------------

const item = (key: string, prompt: string, help = '', more: Partial<Item> = {}): Item => ({
  key,
  prompt,
  help,
  words: '',
  limit: null,
  law: null,
  needed: false,
  ...more,
})

/** Items put at the end of the section with this key. */
const withItems = (content: Content, key: string, ...items: Item[]): Content => ({
  sections: content.sections.map((one) => (one.key === key ? { ...one, items: [...one.items, ...items] } : one)),
})
/** One item with other words. */
const with_ = (content: Content, key: string, change: Partial<Item>): Content => ({
  sections: content.sections.map((one) => ({
    ...one,
    items: one.items.map((each) => (each.key === key ? { ...each, ...change } : each)),
  })),
})

const visitFirst = withItems(
  standardContent.visit,
  'remember',
  item('write-within', 'Write the visit up within', 'Sooner is kinder to your memory and to {child}.', {
    limit: { number: 2, unit: 'working days' },
  }),
)
const visitSecond = withItems(
  visitFirst,
  'remember',
  item(
    'plan-with-you',
    'Have the plan with you, and go through it together.',
    'Scale with {child} how things are, from 0 to 10.',
  ),
)
const visitThird = with_(visitSecond, 'happened', {
  help: 'What you saw and heard, what you think it means for {child}, what has gone well since last time, and what was agreed.',
})

const noteFirst = withItems(
  standardContent['case note'],
  'remember',
  item('fact-opinion', 'Keep what you know apart from what you think.'),
)

const nightFirst = withItems(
  standardContent['night contact'],
  'remember',
  item(
    'ring-manager',
    'Ring the on-call manager when a child is younger than',
    'And whenever a child cannot stay where they are.',
    {
      limit: { number: 2, unit: 'years' },
    },
  ),
)
const nightSecond = with_(nightFirst, 'needed-next', {
  prompt: 'What is needed next, by whom, and by when?',
})

const paragraphs = (
  title: string,
  ...said: readonly [key: string, heading: string, words: string, law?: string][]
): Content => ({
  sections: [
    {
      key: 'policy',
      title,
      items: said.map(([key, prompt, words, law]) => item(key, prompt, '', { words, law: law ?? null })),
    },
  ],
})
const fathersFirst = paragraphs(
  'Working with fathers',
  ['why', 'Why', 'A child has two families. A father who is left out of the work is still in the child’s life.'],
  [
    'first-contact',
    'At the first contact',
    'Ask for the father’s name, address and number, and whether he has parental responsibility.',
  ],
  ['visits', 'Visits', 'See him on his own at least once in every assessment, at a time when he does not work.'],
)
const fathersSecond = with_(
  withItems(
    fathersFirst,
    'policy',
    item('risk', 'Where he may be a risk', '', {
      words: 'Leaving him out does not make a child safer. Plan with your manager how he is spoken to, and by whom.',
    }),
  ),
  'visits',
  { words: 'See him on his own at least twice in every assessment, at a time and place that suit his work.' },
)
const missing = paragraphs(
  'When a child is missing',
  [
    'first-hour',
    'The first hour',
    'Ring whoever the child lives with, the police and the last person who saw them. Write down what the child is wearing.',
  ],
  [
    'return-interview',
    'When the child comes back',
    'Somebody the child trusts, and who does not look after them, talks with them about why they went.',
    'Statutory guidance on children who run away or go missing (2014): within 72 hours of coming back',
  ],
  ['pattern', 'The third time in ninety days', 'A strategy discussion, with the school and the police.'],
)

type Planned = {
  slug: string
  kind: string
  name: string
  owner: number
  /** the oldest first: words, why, days before today */
  versions: readonly [content: Content, why: string, daysAgo: number][]
  users: readonly { councilId: number; daysAgo: number; follows?: boolean; version?: number }[]
  differences: readonly {
    councilId: number
    effect?: Effect
    place: string
    says: string
    why: string
    daysAgo: number
    /** the version it was written against; the one in use when left out */
    against?: number
    reviewIn?: number
    withdrawn?: { daysAgo: number; why: string }
  }[]
}

const planned: readonly Planned[] = [
  {
    slug: 'visit',
    kind: 'visit',
    name: 'Visiting children',
    owner: wandsworth,
    versions: [
      [visitFirst, 'First version', 900],
      [visitSecond, 'Take the plan along: asked for by children at the participation day', 420],
      [visitThird, 'Say what has gone well: agreed by both practice boards', 60],
    ],
    users: [{ councilId: richmond, daysAgo: 880 }],
    differences: [
      {
        councilId: richmond,
        place: 'write-within.limit',
        says: '1',
        why: 'The practice standards here say the next working day.',
        daysAgo: 860,
        against: 1,
        reviewIn: 240,
      },
      {
        councilId: richmond,
        place: 'happened.help',
        says: 'What you saw and heard, what you are worried about, what is working well, and what needs to happen for {child}.',
        why: 'Three questions that families here know from every meeting.',
        daysAgo: 410,
        against: 2,
        reviewIn: 120,
      },
      {
        councilId: richmond,
        effect: 'adds',
        place: 'remember',
        says: 'Ask {child} who else should be in the room next time.\nWrite their answer in their own words.',
        why: 'From the Children in Care Council.',
        daysAgo: 200,
        reviewIn: 165,
      },
      {
        councilId: wandsworth,
        place: 'present.help',
        says: 'Names, who they are to {child}, and who in the family network was told of the visit',
        why: 'The family network comes first here.',
        daysAgo: 300,
        reviewIn: -3,
      },
      {
        councilId: richmond,
        place: 'place.help',
        says: 'Say which room, when it was at home',
        why: 'Asked for after an audit.',
        daysAgo: 700,
        against: 1,
        withdrawn: { daysAgo: 330, why: 'The audit a year later found it every time without asking.' },
      },
    ],
  },
  {
    slug: 'note',
    kind: 'case note',
    name: 'Case notes',
    owner: wandsworth,
    versions: [[noteFirst, 'First version', 890]],
    users: [{ councilId: richmond, daysAgo: 880 }],
    differences: [
      {
        councilId: richmond,
        place: 'reader.prompt',
        says: 'Write to {child}: “you”, not “the child”.',
        why: 'Notes here are written to the young person who will read them.',
        daysAgo: 500,
        reviewIn: 60,
      },
    ],
  },
  {
    slug: 'night',
    kind: 'night contact',
    name: 'Contact at night',
    owner: sutton,
    versions: [
      [nightFirst, 'First version', 600],
      [nightSecond, 'Day teams asked who is to do what', 45],
    ],
    users: [kingston, richmond, merton, wandsworth].map((councilId) => ({ councilId, daysAgo: 590 })),
    differences: [
      {
        councilId: merton,
        place: 'ring-manager.limit',
        says: '5',
        why: 'The safeguarding partnership here asks for a manager’s view of every child under five.',
        daysAgo: 400,
        reviewIn: 90,
      },
      {
        councilId: wandsworth,
        place: 'needed-next.prompt',
        says: 'What does the front door need to do first, and by when?',
        why: 'One front door takes everything on in the morning here.',
        daysAgo: 380,
        against: 1,
        reviewIn: 100,
      },
      {
        councilId: kingston,
        effect: 'adds',
        place: 'contact',
        says: 'Is the child placed by another council?\nThe company is told the same night when it is.',
        why: 'Many children of other councils live here.',
        daysAgo: 250,
        reviewIn: 115,
      },
    ],
  },
  {
    slug: 'fathers',
    kind: 'policy',
    name: 'Working with fathers',
    owner: camden,
    versions: [
      [fathersFirst, 'First version', 500],
      [fathersSecond, 'After the audit of fathers’ voices: seen twice, and what to do about risk', 30],
    ],
    users: [
      { councilId: southwark, daysAgo: 320, follows: false, version: 1 },
      { councilId: croydon, daysAgo: 140 },
    ],
    differences: [
      {
        councilId: southwark,
        place: 'visits.words',
        says: 'The clinician of the team sees him once in every assessment, with the social worker.',
        why: 'Every team here has a clinician.',
        daysAgo: 310,
        against: 1,
        reviewIn: 55,
      },
    ],
  },
  {
    slug: 'missing',
    kind: 'policy',
    name: 'When a child is missing',
    owner: merton,
    versions: [[missing, 'First version', 260]],
    users: [{ councilId: wandsworth, daysAgo: 120 }],
    differences: [
      {
        councilId: wandsworth,
        place: 'pattern.prompt',
        says: 'The second time in ninety days',
        why: 'The daily missing meeting here looks at every second episode.',
        daysAgo: 118,
        reviewIn: 247,
      },
    ],
  },
]

const learned: readonly {
  slug: string
  title: string
  host: number
  with_: readonly number[]
  daysAgo: number
  learned: string
  actions: readonly {
    councilId: number
    adopts: boolean
    words: string
    dueIn: number
    doneAgo?: number
    effect?: readonly [words: string, daysAgo: number]
  }[]
}[] = [
  {
    slug: 'first-visit',
    title: 'First visits after a referral',
    host: camden,
    with_: [croydon, southwark],
    daysAgo: 410,
    learned:
      'One council sees nine in ten children within five working days, because the worker who takes the call books the visit at once. Nothing else in the process was changed.',
    actions: [
      {
        councilId: croydon,
        adopts: true,
        words: 'Whoever takes the call books the first visit before the case is passed on',
        dueIn: -300,
        doneAgo: 310,
        effect: ['Seen within five working days: 61% before, 78% in the half-year after', 90],
      },
      {
        councilId: southwark,
        adopts: true,
        words: 'Try the same in the two teams of the north for three months',
        dueIn: -25,
      },
    ],
  },
  {
    slug: 'night-handover',
    title: 'What day teams do with a handover from the night',
    host: sutton,
    with_: [kingston, richmond, merton, wandsworth],
    daysAgo: 150,
    learned:
      'Where a named person takes each handover on by half past nine, nothing is asked twice. Where a mailbox does, one in six is asked for again by the family.',
    actions: [
      {
        councilId: merton,
        adopts: true,
        words: 'The duty manager takes each handover on by name',
        dueIn: -60,
        doneAgo: 75,
        effect: ['Handovers asked for again by families: 14 in the quarter before, 3 in the quarter after', 20],
      },
      { councilId: kingston, adopts: true, words: 'Name who takes on handovers on each day of the week', dueIn: 20 },
      {
        councilId: sutton,
        adopts: false,
        words: 'Put what is needed first on the form of the night contact',
        dueIn: -50,
        doneAgo: 45,
      },
    ],
  },
  {
    slug: 'directors',
    title: 'Directors of two boroughs: what each keeps its own',
    host: wandsworth,
    with_: [richmond],
    daysAgo: 40,
    learned:
      'Families know their own borough’s words. Shared forms work when each place may say a few things its own way, and everybody can see which and why.',
    actions: [
      {
        councilId: richmond,
        adopts: false,
        words: 'Review every local difference of the visit form with the practice board',
        dueIn: 30,
      },
    ],
  },
]

const said: readonly {
  slug: string
  councilId: number
  title: string
  words: string
  daysAgo: number
  answer?: readonly [kind: string, words: string, daysAgo: number]
}[] = [
  {
    slug: 'quiet-room',
    councilId: wandsworth,
    title: 'A room in each borough where children can wait',
    words: 'Children wait in the corridor at both offices. One small room with books would do.',
    daysAgo: 40,
  },
  {
    slug: 'parking',
    councilId: richmond,
    title: 'One parking permit for all boroughs',
    words: 'Whoever visits in three boroughs pays at three meters, and loses half an hour a week over it.',
    daysAgo: 70,
    answer: [
      'trying it',
      'We try it for the teams that work across the river until the summer, and count the hours.',
      50,
    ],
  },
  {
    slug: 'shadow',
    councilId: kingston,
    title: 'Shadow a night worker before you take on a handover',
    words: 'One night a year for each duty manager. It would end most misunderstandings.',
    daysAgo: 12,
  },
  {
    slug: 'letters',
    councilId: croydon,
    title: 'Letters that a ten-year-old can read',
    words: 'Ask the young inspectors to rewrite our ten most sent letters.',
    daysAgo: 160,
    answer: ['yes', 'The young inspectors have done the first four. They are in use.', 120],
  },
  {
    slug: 'rotation',
    councilId: camden,
    title: 'Swap teams for a month',
    words:
      'Two social workers of different councils take each other’s places for a month and tell both teams what they saw.',
    daysAgo: 90,
    answer: ['not now', 'Both teams are short of people until the spring. We look at it again in May.', 70],
  },
]

const skillsHere: readonly (readonly [skill: string, councils: readonly number[]])[] = [
  [
    'Achieving Best Evidence interviews',
    [wandsworth, wandsworth, richmond, sutton, kingston, merton, camden, camden, southwark, croydon, croydon],
  ],
  ['Adoption assessment', [wandsworth, richmond, southwark, southwark, camden, croydon, merton]],
  ['Age assessment', [croydon, croydon, croydon, camden, southwark, kingston]],
  ['Parenting assessment: learning disability', [sutton, merton, camden, wandsworth]],
  [
    'Practice education',
    [wandsworth, wandsworth, richmond, sutton, camden, camden, croydon, southwark, merton, kingston],
  ],
  ['Systemic practice', [camden, camden, southwark, southwark, merton]],
  ['Language: Polish', [sutton, merton, wandsworth]],
  ['Language: Tamil', [merton, sutton, kingston]],
  ['Language: Korean', [kingston]],
  ['Language: Portuguese', [wandsworth, southwark, southwark]],
  ['Language: Somali', [camden, southwark, wandsworth]],
  ['Language: Bengali', [camden, camden]],
  ['Language: Tigrinya', [croydon, croydon, camden]],
  ['Language: British Sign Language', [richmond, croydon]],
]

const values: readonly (readonly [words: string, shownBy: string])[] = [
  [
    'We tell children the truth, in words they know',
    'Tells of a time they had to say something hard to a child, and how',
  ],
  ['We stay when it gets difficult', 'Tells of a family that pushed them away, and what they did next'],
  ['We learn in the open', 'Names something they got wrong, and who they told'],
  ['We know the place and its people', 'Knows what families here are proud of, and who helps beside us'],
  ['We ask what works, and look', 'Tells how they knew that something they did had helped'],
]

// --- rows ---------------------------------------------------------------------------------------------------------

/** Rows of shared practice for the councils that are there: the same for the same seed and day. */
export const sharedPracticeRows = (world: World): Rows[] => {
  const { today, workforce, seed } = world
  const known = new Set(world.plans.map(({ borough }) => borough.councilId))
  const now = epochDay(today)
  const on = (daysAgo: number): string => today.subtract({ days: daysAgo }).toString()
  const at = (daysAgo: number, hour = 10): string => `${on(daysAgo)}T${String(hour).padStart(2, '0')}:15:00Z`
  const id = (what: string, daysAgo: number): string =>
    idFrom(`demonstration/shared practice/${what}`, Date.parse(at(daysAgo)))

  const running = workforce.posts.filter((post) => post.startsOn <= now && (post.endsOn === null || post.endsOn >= now))
  const holders = (councilId: number, roles: readonly string[]): string[] => [
    ...new Set(
      running.filter((post) => post.councilId === councilId && roles.includes(post.role)).map((post) => post.workerId),
    ),
  ]
  const leader = (councilId: number): string => {
    const [found] = [...holders(councilId, ['service manager', 'director']), ...holders(councilId, ['team manager'])]
    if (!found) throw new Error(`nobody leads a service of ${councilId} in this world`)
    return found
  }
  const manager = (councilId: number): string => holders(councilId, ['team manager'])[0] ?? leader(councilId)

  const rows: Record<(typeof sharedPracticeTables)[number], Cell[][]> = {
    template: [],
    template_version: [],
    template_use: [],
    local_difference: [],
    exchange: [],
    exchange_action: [],
    idea: [],
    worker_skill: [],
    consultation: [],
    consultation_answer: [],
    values_line: [],
  }

  for (const one of planned) {
    if (!known.has(one.owner)) continue
    const begun = one.versions[0]![2]
    const templateId = id(`template/${one.slug}`, begun)
    rows.template.push([one.owner, templateId, one.kind, one.name, one.versions.length, leader(one.owner), at(begun)])
    for (const [n, [content, why, daysAgo]] of one.versions.entries()) {
      if (!isSound(content)) throw new Error(`${one.name} cannot be used as it is`)
      rows.template_version.push([one.owner, templateId, n + 1, content, why, leader(one.owner), at(daysAgo)])
    }
    const users: Planned['users'] = [{ councilId: one.owner, daysAgo: begun }, ...one.users]
    for (const { councilId, daysAgo, follows = true, version = one.versions.length } of users) {
      if (!known.has(councilId)) continue
      const [content, , published] = one.versions[version - 1]!
      rows.template_use.push([
        councilId,
        templateId,
        one.owner,
        one.kind,
        one.name,
        version,
        content,
        follows,
        on(daysAgo),
        leader(councilId),
        at(Math.min(daysAgo, published)),
      ])
    }
    for (const each of one.differences) {
      if (!known.has(each.councilId)) continue
      const effect = each.effect ?? 'says'
      const [content] = one.versions[(each.against ?? one.versions.length) - 1]!
      const found = placeOf(content, effect, each.place)
      if (!found) throw new Error(`${one.name} has no ${each.place}`)
      rows.local_difference.push([
        each.councilId,
        id(`difference/${one.slug}/${each.councilId}/${each.place}`, each.daysAgo),
        templateId,
        effect,
        each.place,
        found.now,
        each.says,
        each.why,
        leader(each.councilId),
        on(each.daysAgo),
        on(-(each.reviewIn ?? 180)),
        each.withdrawn ? on(each.withdrawn.daysAgo) : null,
        each.withdrawn ? leader(each.councilId) : null,
        each.withdrawn?.why ?? null,
      ])
    }
  }

  for (const one of learned) {
    if (!known.has(one.host)) continue
    const exchangeId = id(`exchange/${one.slug}`, one.daysAgo)
    rows.exchange.push([
      one.host,
      exchangeId,
      one.title,
      on(one.daysAgo),
      `{${one.with_.filter((each) => known.has(each)).join(',')}}`,
      one.learned,
      leader(one.host),
      at(one.daysAgo, 16),
    ])
    for (const [n, each] of one.actions.entries()) {
      if (!known.has(each.councilId)) continue
      rows.exchange_action.push([
        each.councilId,
        id(`action/${one.slug}/${n}`, one.daysAgo),
        one.host,
        exchangeId,
        each.adopts ? 'adopts' : 'does',
        each.words,
        manager(each.councilId),
        on(-each.dueIn),
        each.doneAgo === undefined ? null : on(each.doneAgo),
        each.effect?.[0] ?? null,
        each.effect ? on(each.effect[1]) : null,
        leader(each.councilId),
        at(one.daysAgo, 16),
      ])
    }
  }

  const practitioners = ['social worker', 'senior social worker', 'personal adviser', 'independent reviewing officer']
  const random = seededRandom(`${seed}/shared practice`)
  for (const one of said) {
    if (!known.has(one.councilId)) continue
    const thinker = holders(one.councilId, practitioners)[3] ?? manager(one.councilId)
    rows.idea.push([
      one.councilId,
      id(`idea/${one.slug}`, one.daysAgo),
      thinker,
      one.title,
      one.words,
      on(one.daysAgo),
      manager(one.councilId),
      on(one.daysAgo - 28),
      one.answer?.[0] ?? null,
      one.answer?.[1] ?? null,
      one.answer ? on(one.answer[2]) : null,
      one.answer ? leader(one.councilId) : null,
    ])
  }

  const skill = (
    councilId: number,
    workerId: string,
    name: string,
    more: { level?: string; since: number; until?: number; ended?: readonly [daysAgo: number, why: string] },
  ): string => {
    const skillId = id(`skill/${councilId}/${workerId}/${name}`, more.since)
    rows.worker_skill.push([
      councilId,
      skillId,
      workerId,
      name,
      more.level ?? 'qualified',
      on(more.since),
      more.until === undefined ? null : on(-more.until),
      more.ended ? on(more.ended[0]) : null,
      more.ended?.[1] ?? null,
      leader(councilId),
      at(more.since),
    ])
    return skillId
  }
  for (const [name, councils] of skillsHere) {
    for (const [n, councilId] of councils.entries()) {
      if (!known.has(councilId)) continue
      const people = holders(councilId, practitioners)
      const draw = random.fork(`${name}/${n}`)
      const taken = new Set(
        rows.worker_skill.filter((row) => row[0] === councilId && row[3] === name).map((row) => row[2]),
      )
      const free = people.filter((each) => !taken.has(each))
      if (free.length === 0) continue
      skill(councilId, draw.pick(free), name, {
        since: draw.integer(200, 2400),
        level: draw.weighted([
          ['qualified', 7],
          ['can teach', 2],
          ['learning', 1],
        ]),
      })
    }
  }
  // The second of two approved mental health professionals of the company left the register a month ago: one is left.
  const approved = 'Approved Mental Health Professional'
  const shared = [kingston, richmond].filter((each) => known.has(each))
  for (const [n, councilId] of shared.entries()) {
    const [someone] = holders(councilId, practitioners)
    if (someone)
      skill(councilId, someone, approved, {
        since: 1500,
        ...(n === 0 ? { until: 400 } : { ended: [31, 'The approval was not renewed: moved to another kind of work'] }),
      })
  }
  // Two in the joint workforce can assess whether somebody may be deprived of their liberty; one approval ends in seven weeks.
  for (const [n, councilId] of [wandsworth, richmond].entries()) {
    const someone = holders(councilId, practitioners)[1]
    if (known.has(councilId) && someone)
      skill(councilId, someone, 'Best interests assessor', { since: 700, ...(n === 0 ? { until: 49 } : {}) })
  }
  // A question across the border, answered, and one that waits.
  const polish = rows.worker_skill.find((row) => row[3] === 'Language: Polish' && row[4] !== 'learning')
  const [asker] = known.has(kingston) ? holders(kingston, practitioners).slice(2) : []
  if (polish && asker) {
    for (const [n, [question, answer]] of (
      [
        [
          'How do I explain a protection plan to a grandmother who grew up in another system? Is there a word for “plan” that is not a sentence of a court?',
          'There is. Say “plan wsparcia”, a plan of support, and explain who comes and when. I can join by phone on Thursday.',
        ],
        ['Could you look over a letter of half a page before it goes out?', null],
      ] as const
    ).entries()) {
      const daysAgo = 20 - n * 16
      const consultationId = id(`consultation/${n}`, daysAgo)
      rows.consultation.push([
        kingston,
        consultationId,
        asker,
        polish[0] as number,
        polish[2] as string,
        polish[3] as string,
        question,
        at(daysAgo),
        on(daysAgo - 7),
      ])
      if (answer)
        rows.consultation_answer.push([
          polish[0] as number,
          consultationId,
          polish[2] as string,
          answer,
          at(daysAgo - 2, 14),
        ])
    }
  }

  for (const { borough } of world.plans.slice(0, 8)) {
    const draw = random.fork(`values/${borough.councilId}`)
    for (const [n, [words, shownBy]] of draw.shuffle(values).slice(0, 3).entries()) {
      rows.values_line.push([
        borough.councilId,
        id(`values/${borough.councilId}/${n}`, 700),
        n + 1,
        words,
        shownBy,
        on(700),
        leader(borough.councilId),
      ])
    }
  }

  const columns: Record<(typeof sharedPracticeTables)[number], string> = {
    template: 'council_id template_id kind name version begun_by begun_at',
    template_version: 'council_id template_id version content why published_by published_at',
    template_use: 'council_id template_id source_id kind name version content follows adopted_on adopted_by reached_at',
    local_difference:
      'council_id difference_id template_id effect place original says why made_by made_on review_on withdrawn_on withdrawn_by withdrawn_why',
    exchange: 'council_id exchange_id title held_on with_ids learned recorded_by recorded_at',
    exchange_action:
      'council_id action_id exchange_council_id exchange_id kind words owner_id due_on done_on effect effect_on recorded_by recorded_at',
    idea: 'council_id idea_id worker_id title words said_on owner_id answer_due_on answer_kind answer answered_on answered_by',
    worker_skill: 'council_id skill_id worker_id skill level since until ended_on ended_why recorded_by recorded_at',
    consultation: 'council_id consultation_id worker_id holder_council_id holder_id skill question asked_at wanted_by',
    consultation_answer: 'council_id consultation_id worker_id words answered_at',
    values_line: 'council_id line_id place words shown_by holds_from set_by',
  }
  return sharedPracticeTables.map((table) => ({ table, columns: columns[table].split(' '), rows: rows[table] }))
}
