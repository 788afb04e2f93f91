// The property: for every viewer, person and level, what the compiled scopes decide, what the database gives and takes
// behind its walls, and what the oracle says are one and the same answer.
import type { Connection } from '../../database/connection.ts'
import { applicationRole, type Database } from '../../database/open.ts'
import { councilRow, plant } from '../../database/testing.ts'
import { literal, wallStatements } from '../../database/transaction.ts'
import { bankHolidays } from '../../lib/bank-holidays.ts'
import { newId } from '../../lib/ids.ts'
import { type Calendar, calendarOf } from '../../lib/working-days.ts'
import { may } from '../may.ts'
import type { Permission } from '../permissions.ts'
import { levels } from '../roles.ts'
import { compileScopes, type Facts, type Scopes } from '../scopes.ts'
import { oracle, oracleFacts } from './oracle.ts'
import { makeWorld, type Person, partnersOf, type Worker, type World } from './world.ts'

export type Findings = {
  worlds: number
  /** answers compared three ways: one for each viewer, person and level */
  answers: number
  /** how many of them were yes, for each level */
  reached: Record<(typeof levels)[number], number>
  /** yes to a restricted record, and yes by an agreed sample alone */
  restricted: number
  sampled: number
  /** hidden records whose being there the night desk was told of */
  told: number
  disagreements: string[]
}

export type Check = {
  seed: string
  worlds: number
  /** the number of the first world, to look at one again */
  from?: number
  /** worlds lying side by side in the database at a time */
  together?: number
  onProgress?: (worlds: number) => void
}

type Compile = typeof compileScopes
/** A mistake to find: in how scopes are compiled, or in the walls as SQL of their owner. */
export type Mistake = { compile?: Compile; sql?: string }

const permissionsOf: Record<(typeof levels)[number], readonly Permission[]> = {
  find: ['open a child'],
  summary: ['see a summary'],
  record: ['read a record'],
  write: ['record a visit', "bring a council's data"],
}

export const checkWorlds = async (database: Database, check: Check): Promise<Findings> => {
  const found = nothingYet()
  await inWorlds(database, check, async (look, viewers) => {
    for (const viewer of viewers) compare(found, viewer, await look(viewer, scopesOf(viewer)))
    found.worlds += new Set(viewers.map(({ world }) => world)).size
    check.onProgress?.(found.worlds)
    return true
  })
  return found
}

/** For each mistake the first disagreement that comes of it, in as few of the worlds as will do; null for none in all. */
export const findMistakes = async (
  database: Database,
  check: Check,
  mistakes: readonly Mistake[],
): Promise<(string | null)[]> => {
  const told: (string | null)[] = mistakes.map(() => null)
  await inWorlds(database, check, async (look, viewers, connection) => {
    for (const [nth, { compile, sql }] of mistakes.entries()) {
      if (told[nth] !== null) continue
      if (sql) await connection.script(`savepoint sound; reset role; ${sql}; ${asApplication}`)
      for (const viewer of viewers) {
        const scopes = scopesOf(viewer, compile)
        // Where a mistaken compilation comes to the same there is nothing to see.
        if (compile && JSON.stringify(scopes) === JSON.stringify(scopesOf(viewer))) continue
        const found = nothingYet()
        compare(found, viewer, await look(viewer, scopes))
        told[nth] = found.disagreements[0] ?? null
        if (told[nth] !== null) break
      }
      if (sql) await connection.script('rollback to sound')
    }
    return told.includes(null)
  })
  return told
}

const nothingYet = (): Findings => ({
  worlds: 0,
  answers: 0,
  reached: { find: 0, summary: 0, record: 0, write: 0 },
  restricted: 0,
  sampled: 0,
  told: 0,
  disagreements: [],
})

/** One worker of a world: what the door says of them, and how far the oracle lets them reach each person. */
type Viewer = {
  world: World
  worker: Worker
  facts: Facts
  ranks: ReadonlyMap<string, number>
  calendars: (councilId: number) => Calendar
}
type Look = (viewer: Viewer, scopes: Scopes) => Promise<Seen>

const asApplication = `set local role ${applicationRole}`

/**
 * Plants worlds side by side, asks the oracle and the door, and has the application's role look around in them, until
 * `work` answers false. It is all one transaction for each lot of worlds, and none of it is ever committed.
 */
const inWorlds = (
  database: Database,
  { seed, worlds: wanted, from = 0, together = 20 }: Check,
  work: (look: Look, viewers: readonly Viewer[], connection: Connection) => Promise<boolean>,
): Promise<void> =>
  database.asOwner!(async (connection) => {
    const look: Look = async ({ world }, scopes) => {
      const people = JSON.stringify(world.people.map(rowOf))
      const [row] = (await connection.script(
        `${wallStatements(scopes)} select look_around(${literal(people)}::jsonb) as seen`,
      )) as [{ seen: Looked }]
      return seenOf(row.seen, scopes)
    }
    // The function is the same for all, so that what the engine has learned of it once holds for all.
    await connection.script(lookAround)
    for (let done = 0, more = true; more && done < wanted; done += together) {
      const worlds = Array.from({ length: Math.min(together, wanted - done) }, (_, at) =>
        makeWorld(
          `${seed}/${from + done + at}`,
          [0, 1, 2].map((nth) => 200 + at * 3 + nth),
        ),
      )
      try {
        await connection.script(`begin; lock table ${tables} in share update exclusive mode`)
        await plantWorlds(connection, worlds)
        // Housekeeping finds nothing but rows that were never committed; plans made for empty tables take for ever.
        const [said] = (await connection.script(takenForEmpty)) as [{ wrong: boolean }]
        if (said.wrong) await connection.script(`analyze ${tables}`)
        const ranks = await askOracle(connection, worlds)
        await connection.script(asApplication)
        more = await work(look, await atTheDoor(connection, worlds, ranks), connection)
      } finally {
        await connection.script('rollback')
      }
      // What was never committed still takes up room.
      if ((done / together) % 3 === 2) await connection.script(`vacuum ${tables}`)
    }
    await connection.script('drop function look_around(jsonb)')
  })

const atTheDoor = async (
  connection: Connection,
  worlds: readonly World[],
  ranks: ReadonlyMap<string, ReadonlyMap<string, number>>,
): Promise<Viewer[]> => {
  const ids = worlds.flatMap((world) => world.workers.map((worker) => worker.workerId))
  const { rows } = await connection.query(
    'select nth, session_facts(hash) as facts from jsonb_array_elements_text($1::text::jsonb) with ordinality as asked (hash, nth)',
    [JSON.stringify(ids)],
  )
  const facts = new Map((rows as { nth: number; facts: Facts }[]).map((row) => [ids[row.nth - 1], row.facts]))
  return worlds.flatMap((world) => {
    const calendars = calendarsOf(world)
    return world.workers.map((worker) => ({
      world,
      worker,
      facts: facts.get(worker.workerId)!,
      ranks: ranks.get(worker.workerId) ?? new Map<string, number>(),
      calendars,
    }))
  })
}

const scopesOf = ({ world, facts, calendars }: Viewer, compile: Compile = compileScopes): Scopes =>
  compile(facts, world.now, calendars, (councilId) => world.mirrored.includes(councilId))

const withoutClosures = calendarOf(bankHolidays)
const calendarsOf = (world: World): ((councilId: number) => Calendar) => {
  const closed = Map.groupBy(world.closures, (closure) => closure.councilId)
  const made = new Map(
    [...closed].map(([councilId, all]) => [
      councilId,
      calendarOf(
        bankHolidays,
        all.map((closure) => closure.on),
      ),
    ]),
  )
  return (councilId) => made.get(councilId) ?? withoutClosures
}

const compare = (found: Findings, { world, worker, facts, ranks }: Viewer, seen: Seen): void => {
  const say = (text: string) =>
    found.disagreements.push(`world ${world.seed} at ${world.now}, worker ${worker.workerId}: ${text}`)
  for (const [name, expected] of Object.entries(factsOf(world, worker))) {
    const [held, given] = [expected, facts[name as keyof Facts]].map((value) => JSON.stringify(inOrder(value)))
    if (held !== given) say(`${name} in the world ${held}\n  and at the door ${given}`)
  }

  const reaches = (person: Person, level: (typeof levels)[number]): boolean =>
    (ranks.get(person.personId) ?? -1) >= levels.indexOf(level)
  const known = new Set<string>()
  for (const person of world.people) {
    known.add(person.personId)
    const { councilId, restricted, personId } = person
    const who = `${restricted ? 'restricted ' : ''}person ${personId} of council ${councilId}`
    for (const level of levels) {
      const should = reaches(person, level)
      const decides = permissionsOf[level].some(
        (permission) => 'allowed' in may(seen.scopes, permission, { councilId, childId: personId, restricted }),
      )
      found.answers += 1
      if (should) {
        found.reached[level] += 1
        if (restricted) found.restricted += 1
        if (!seen.scopes.find.includes(councilId)) found.sampled += 1
      }
      if (decides !== should) say(`${level} of ${who}: may says ${decides}, the oracle ${should}`)
    }
    // The night desk is told that a hidden record exists only where it was allowed, in a council it may search.
    const finds = seen.scopes.find.includes(councilId)
    const tells = person.ownRestriction && person.nightMayKnow && finds && !reaches(person, 'find')
    if (tells) found.told += 1
    if (seen.told.has(personId) !== tells)
      say(`the night desk and ${who}: told ${seen.told.has(personId)}, should be ${tells}`)
    for (const other of person.family) {
      const hides = world.people.find((one) => one.personId === other)!
      const should = reaches(person, 'summary') && (!hides.restricted || reaches(hides, 'find'))
      const gives = seen.relations.has(`${personId} ${other}`)
      if (gives !== should)
        say(
          `relation of ${who} to ${hides.restricted ? 'restricted ' : ''}${other}: the database gives ${gives}, the oracle ${should}`,
        )
    }
    for (const [table, level] of Object.entries(levelOfTable)) {
      const gives = seen.rows.get(table)?.has(personId) ?? false
      const should = reaches(person, level)
      if (gives !== should) say(`${table} of ${who}: the database gives ${gives}, the oracle ${should}`)
    }
  }
  for (const [table, ids] of seen.rows) {
    for (const id of ids) if (!known.has(id)) say(`${table} gave a row of ${id}, who is in another world`)
  }
  for (const [at, accepted] of seen.writes.entries()) {
    const person = world.people[at]!
    const next = nextOf(world, at)
    for (const [nth, [words, write]] of Object.entries(writes).entries()) {
      const related = person.councilId === next.councilId && (!next.restricted || reaches(next, 'find'))
      const should = reaches(person, 'write') && (!write.moves || reaches(next, 'write')) && (!write.relates || related)
      const named = `${person.restricted ? 'restricted ' : ''}${person.personId}${write.moves || write.relates ? ` to ${next.personId}` : ''}`
      if (accepted[nth] !== should) say(`${words} ${named}: the database takes ${accepted[nth]}, the oracle ${should}`)
    }
  }
}

// --- what the database gives and takes, as the application's role behind the walls of these scopes

type Seen = {
  scopes: Scopes
  rows: Map<string, Set<string>>
  /** relations, each as the child's id and the other's */
  relations: Set<string>
  /** people whose being known the night desk is told of */
  told: Set<string>
  /** for each person of the world, whether each of `writes` was taken */
  writes: boolean[][]
}

const levelOfTable = {
  person: 'find',
  person_address: 'summary',
  'spell for a summary': 'summary',
  spell: 'record',
  event: 'record',
} as const

const readEverything = `
  select 'person' as tab, person_id as id from person
  union all select 'person_address', person_id from person_address
  union all select case when for_summary then 'spell for a summary' else 'spell' end, child_id from spell
  union all select 'event', child_id from event`

/**
 * Ways to change a person's record. "one" is the person; "moves": it becomes part of the record of "next"; "relates": it
 * names "next", who is of the same council.
 */
const writes: Record<string, { moves?: true; relates?: true; sql: string }> = {
  'add an event for': {
    sql: `insert into event (council_id, child_id, restricted, event_id, kind, happened_on, recorded_at)
      values (one.council_id, one.person_id, one.restricted, one.new_id, 'visit', '2026-01-05', '2026-01-05T12:00:00Z')`,
  },
  'add an address for': {
    sql: `insert into person_address (council_id, person_id, restricted, address_id, lines)
      values (one.council_id, one.person_id, one.restricted, one.new_id, '1 High Street')`,
  },
  'change the name of': {
    sql: `update person p set given_name = 'New', version = version + 1
      where p.council_id = one.council_id and p.person_id = one.person_id`,
  },
  'record as a relation of': {
    relates: true,
    sql: `insert into relationship (council_id, child_id, restricted, relationship_id, other_id, other_restricted, kind)
      select one.council_id, one.person_id, one.restricted, one.new_id, next.person_id, next.restricted, 'family'
      where one.council_id = next.council_id`,
  },
  'end a spell of': {
    sql: `update spell s set ends_on = '2026-01-06'
      where s.council_id = one.council_id and s.child_id = one.person_id and kind = 'assessment'`,
  },
  'move a spell from': {
    moves: true,
    sql: `update spell s set council_id = next.council_id, child_id = next.person_id, restricted = next.restricted
      where s.council_id = one.council_id and s.child_id = one.person_id and kind = 'assessment'`,
  },
}
const kinds = Object.keys(writes).length
const rowOf = ({ councilId, personId, restricted }: Person): object => ({
  council_id: councilId,
  person_id: personId,
  restricted,
})
const nextOf = (world: World, at: number): Person => world.people[(at + 1) % world.people.length]!

// In plpgsql, which keeps its plans as a service does. Each attempt alone: what a policy refuses, or hides so that no row
// is changed, is not taken; all is undone at once.
const lookAround = `
  create function look_around(people jsonb) returns json language plpgsql as $$
  declare
    one record;
    next record;
    changed int;
    taken boolean[] := '{}';
    many constant int := jsonb_array_length(people);
  begin
    for at in 0 .. many - 1 loop
      select gen_random_uuid() as new_id, * into one
        from jsonb_to_record(people -> at) as r (council_id int, person_id uuid, restricted boolean);
      select * into next
        from jsonb_to_record(people -> ((at + 1) % many)) as r (council_id int, person_id uuid, restricted boolean);
      ${Object.values(writes)
        .map(
          ({ sql }) => `begin
            ${sql};
            get diagnostics changed = row_count;
            if changed > 0 then raise exception using errcode = 'UNDO1'; end if;
          exception
            when sqlstate 'UNDO1' then null;
            when insufficient_privilege then changed := 0;
          end;
          taken := taken || (changed = 1);`,
        )
        .join('\n')}
    end loop;
    return json_build_object(
      'taken', to_json(taken),
      'rows', (select json_agg(json_build_array(tab, id)) from (${readEverything}) as visible),
      'relations', (select json_agg(child_id || ' ' || other_id) from relationship),
      'told', (select json_agg(person ->> 'person_id') from jsonb_array_elements(people) as person where exists (
        select from hidden_from_night((select array_agg(council_id) from council),
          jsonb_build_array(jsonb_build_array('a person: ' || (person ->> 'person_id')))))));
  end $$;`

type Looked = {
  taken: boolean[]
  rows: [tab: string, id: string][] | null
  relations: string[] | null
  told: string[] | null
}

const seenOf = ({ taken, rows, relations, told }: Looked, scopes: Scopes): Seen => ({
  scopes,
  rows: new Map(
    [...Map.groupBy(rows ?? [], ([tab]) => tab)].map(([tab, all]) => [tab, new Set(all.map(([, id]) => id))]),
  ),
  relations: new Set(relations),
  told: new Set(told),
  writes: Array.from({ length: taken.length / kinds }, (_, at) => taken.slice(at * kinds, (at + 1) * kinds)),
})

// --- the world as rows, and as the facts that the door should give

const tables = [
  ...['council', 'council_closure', 'arrangement', 'arrangement_party', 'arrangement_clause', 'worker', 'session'],
  ...['team', 'rota_shift', 'post', 'post_reach', 'person', 'person_address', 'spell', 'event', 'search_key'],
  ...['relationship', 'restriction', 'restriction_reader', 'break_glass', 'sample_child'],
].join(', ')
const takenForEmpty = `select bool_or(relpages > 0 and reltuples = 0) as wrong from pg_class where oid = any('{${tables}}'::regclass[])`

const plantWorlds = async (connection: Connection, worlds: readonly World[]): Promise<void> => {
  const all = <T>(of: (world: World) => readonly T[]): T[] => worlds.flatMap(of)
  const put = (table: string, rows: readonly object[]) => plant(connection, table, rows)
  await put(
    'council',
    all((world) =>
      world.councils.map((councilId) => ({
        ...councilRow(councilId),
        record_kept: world.mirrored.includes(councilId) ? 'mirrored' : 'here',
      })),
    ),
  )
  await put(
    'council_closure',
    all((world) => world.closures).map((one) => ({ council_id: one.councilId, closed_on: one.on, reason: 'closed' })),
  )
  await put(
    'arrangement',
    all((world) => world.arrangements).map((one) => ({
      council_id: one.hostId,
      arrangement_id: one.arrangementId,
      title: one.title,
      kind: one.kind,
      service: 'a service',
      legal_basis: 'a section',
      purpose: 'a purpose',
      level: one.level,
      hours: one.hours,
      roles: one.roles,
      on_rota: one.onRota,
      starts_on: one.startsOn,
      ends_on: one.endsOn,
      ended_at: one.endedAt,
    })),
  )
  const inAgreements = <T extends object>(of: (one: World['arrangements'][number]) => readonly T[]) =>
    all((world) => world.arrangements).flatMap((one) =>
      of(one).map((part) => ({ council_id: one.hostId, arrangement_id: one.arrangementId, ...part })),
    )
  await put(
    'arrangement_party',
    inAgreements((one) =>
      one.parties.map((party) => ({
        party_id: party.councilId,
        joined_on: party.joinedOn,
        left_on: party.leftOn,
        opens_records: party.opensRecords,
      })),
    ),
  )
  await put(
    'arrangement_clause',
    inAgreements((one) =>
      one.clauses.map((clause) => ({
        clause: clause.clause,
        effect: clause.effect,
        function_name: clause.functionName,
        party_id: clause.partyId,
        words: clause.words,
      })),
    ),
  )
  const workers = all((world) => world.workers)
  await put(
    'worker',
    workers.map((one) => ({
      council_id: one.councilId,
      worker_id: one.workerId,
      given_name: 'A',
      family_name: 'Worker',
      display_name: 'A Worker',
      normal_name: 'a worker',
    })),
  )
  await put(
    'session',
    worlds.flatMap((world) =>
      world.workers.map((one) => ({
        council_id: one.councilId,
        token_hash: one.workerId,
        worker_id: one.workerId,
        started_at: world.now.toString(),
        seen_at: world.now.toString(),
        expires_at: world.now.add({ hours: 12 }).toString(),
      })),
    ),
  )
  const teams = new Map(all((world) => world.teams).map((team) => [team.teamId, team.teamCouncilId]))
  await put(
    'team',
    [...teams].map(([team_id, council_id]) => ({ council_id, team_id, name: 'A team' })),
  )
  await put(
    'rota_shift',
    workers.flatMap((worker) =>
      worker.shifts.map((shift) => ({
        council_id: teams.get(shift.teamId),
        shift_id: newId(),
        team_id: shift.teamId,
        worker_id: worker.workerId,
        part: 'on duty',
        starts_at: shift.from,
        ends_at: shift.to,
        set_by: worker.workerId,
        set_at: '2026-01-05T09:00:00Z',
      })),
    ),
  )
  const posts = workers.flatMap((worker) => worker.posts.map((post) => ({ worker, post })))
  await put(
    'post',
    posts.map(({ worker, post }) => ({
      council_id: post.employerId,
      post_id: post.postId,
      worker_id: worker.workerId,
      title: post.title,
      role: post.role,
      functions: post.functions,
      fte: post.fte,
      team_council_id: post.teamCouncilId,
      team_id: post.teamId,
      starts_on: post.startsOn,
      ends_on: post.endsOn,
      ended_at: post.endedAt,
    })),
  )
  const hosts = new Map(all((world) => world.arrangements).map((one) => [one.arrangementId, one.hostId]))
  await put(
    'post_reach',
    posts.flatMap(({ post }) =>
      post.reach.map((reach) => ({
        council_id: post.employerId,
        post_id: post.postId,
        reaches_id: reach.councilId,
        share: reach.share,
        reaches_records: reach.opensRecords,
        arrangement_council_id: reach.arrangementId === null ? null : hosts.get(reach.arrangementId),
        arrangement_id: reach.arrangementId,
      })),
    ),
  )
  const people = all((world) => world.people)
  const ofPeople = (name: string, row: (person: Person) => object) =>
    people.map((one) => ({ council_id: one.councilId, [name]: one.personId, restricted: one.restricted, ...row(one) }))
  const recordedAt = '2026-01-05T12:00:00Z'
  await put(
    'person',
    ofPeople('person_id', (one) => ({
      is_child: one.isChild,
      given_name: 'A',
      family_name: 'Person',
      normal_name: 'a person',
      recorded_at: recordedAt,
    })),
  )
  await put(
    'person_address',
    ofPeople('person_id', () => ({ address_id: newId(), lines: '1 High Street' })),
  )
  for (const kind of ['missing', 'assessment']) {
    await put(
      'spell',
      ofPeople('child_id', () => ({ spell_id: newId(), kind, starts_on: '2026-01-05', recorded_at: recordedAt })),
    )
  }
  await put(
    'event',
    ofPeople('child_id', () => ({
      event_id: newId(),
      kind: 'case_note',
      happened_on: '2026-01-05',
      recorded_at: recordedAt,
    })),
  )
  await put(
    'search_key',
    ofPeople('person_id', (one) => ({ key: `a person: ${one.personId}` })),
  )
  const hidden = new Set(people.filter((one) => one.restricted).map((one) => one.personId))
  await put(
    'relationship',
    people.flatMap((one) =>
      one.family.map((other) => ({
        council_id: one.councilId,
        child_id: one.personId,
        restricted: one.restricted,
        relationship_id: newId(),
        other_id: other,
        other_restricted: hidden.has(other),
        kind: 'family',
      })),
    ),
  )
  const ground = { ground: 'media interest', starts_on: '2026-01-05', review_on: '2026-04-05', set_by: newId() }
  await put(
    'restriction',
    people
      .filter((one) => one.ownRestriction)
      .map((one) => ({
        council_id: one.councilId,
        child_id: one.personId,
        restriction_id: newId(),
        night_desk_may_know: one.nightMayKnow,
        ...ground,
      })),
  )
  await put(
    'restriction_reader',
    all((world) => world.readers).map((one) => ({
      council_id: one.councilId,
      child_id: one.personId,
      worker_id: one.workerId,
      reads_from: one.from,
      reads_to: one.to,
      added_by: one.workerId,
    })),
  )
  await put(
    'break_glass',
    workers.flatMap((worker) =>
      worker.broken.map((one) => ({
        council_id: one.councilId,
        break_id: one.breakId,
        child_id: one.childId,
        restricted: people.find((person) => person.personId === one.childId)!.restricted,
        worker_id: worker.workerId,
        ground: 'other',
        reason: 'a reason that is long enough',
        opened_at: Temporal.Instant.from(one.until).subtract({ hours: 1 }).toString(),
        expires_at: one.until,
        review_due_on: '2026-01-05',
        escalate_on: '2026-01-08',
      })),
    ),
  )
  await put(
    'sample_child',
    all((world) => world.samples).map((one) => ({
      council_id: one.councilId,
      arrangement_council_id: hosts.get(one.arrangementId),
      arrangement_id: one.arrangementId,
      child_id: one.personId,
      reads_from: one.from,
      reads_to: one.to,
    })),
  )
}

const factsOf = (world: World, worker: Worker): object => {
  const person = (id: string) => world.people.find((one) => one.personId === id)!
  const employers = new Set(worker.posts.map((post) => post.employerId))
  const under = new Set(worker.posts.flatMap((post) => post.reach.map((reach) => reach.arrangementId)))
  return {
    worker: { councilId: worker.councilId, workerId: worker.workerId, displayName: 'A Worker' },
    posts: worker.posts,
    arrangements: world.arrangements
      .filter((one) => under.has(one.arrangementId) && one.parties.some((party) => employers.has(party.councilId)))
      .map((one) => ({
        ...one,
        sample: world.samples
          .filter((sample) => sample.arrangementId === one.arrangementId && !person(sample.personId).restricted)
          .map(({ councilId, personId, from, to }) => ({ councilId, childId: personId, from, to })),
      })),
    partners: partnersOf(world.arrangements, [...employers]),
    opened: world.readers
      .filter((reader) => reader.workerId === worker.workerId && person(reader.personId).restricted)
      .map(({ councilId, personId, from, to }) => ({
        councilId,
        personId,
        from,
        to,
        relatives: person(personId).family.filter((id) => person(id).restricted && !person(id).ownRestriction),
      })),
    proposed: [],
    shifts: worker.posts.some((post) => post.reach.some((reach) => reach.arrangementId !== null)) ? worker.shifts : [],
    broken: worker.broken.filter((one) => !person(one.childId).restricted),
  } satisfies Record<keyof Facts, unknown>
}

/** The same for the same facts in whatever order a list or an object names them, and however an instant is spelled. */
const inOrder = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(inOrder).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
  if (typeof value === 'string') return /T.*(Z|\+00:00)$/.test(value) ? Temporal.Instant.from(value).toString() : value
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, one]) => [name, inOrder(one)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  )
}

const askOracle = async (
  connection: Connection,
  worlds: readonly World[],
): Promise<Map<string, Map<string, number>>> => {
  const viewers = worlds.flatMap((world) =>
    world.workers.map((worker) => ({ worker_id: worker.workerId, now: world.now.toString() })),
  )
  const { rows } = await connection.query(oracle, [JSON.stringify(viewers), ...oracleFacts])
  const answers = new Map<string, Map<string, number>>()
  for (const { worker_id, person_id, rank } of rows as { worker_id: string; person_id: string; rank: number }[]) {
    const mine = answers.get(worker_id) ?? new Map<string, number>()
    answers.set(worker_id, mine.set(person_id, Math.max(rank, mine.get(person_id) ?? -1)))
  }
  return answers
}
