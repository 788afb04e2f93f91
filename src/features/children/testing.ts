import type { Database } from '../../database/open.ts'
import { inTransaction, noWalls } from '../../database/transaction.ts'
import { day } from '../../lib/day.ts'
import { idFrom, newId } from '../../lib/ids.ts'
import { normaliseName } from '../../lib/names.ts'
import { buildServer, flashName } from '../../web/server.ts'
import type { Route } from '../../web/task.ts'
import { type Fields, plantSession, signedIn } from '../../web/testing.ts'
import { rewriteSearchKeys } from './people/search-keys.ts'

// A small world for tests of pages: two councils, a few workers with posts, a child or two, and a visitor without a
// browser who signs in, opens pages and sends forms. Everybody in it is made up.

/** Two councils that share nothing unless a test says so. */
export const northCouncil = 911
export const southCouncil = 912

export type TestWorker = {
  councilId: number
  workerId: string
  name: string
  subject: string
  postId: string
  teamId: string
}
export type TestChild = { councilId: number; childId: string; path: string }

type Row = Readonly<Record<string, unknown>>

const stored = (value: unknown): unknown =>
  value !== null &&
  typeof value === 'object' &&
  !Array.isArray(value) &&
  !(value instanceof Temporal.PlainDate) &&
  !(value instanceof Temporal.Instant)
    ? JSON.stringify(value)
    : value

export type WorkerOptions = {
  name: string
  councilId?: number
  role?: string
  title?: string
  team?: string
  sweNumber?: string | null
  /** councils whose children the post reaches, with the arrangement for those of others */
  reach?: readonly { councilId: number; share: number; opensRecords?: boolean; arrangementId?: string | null }[]
  startsOn?: string
}
export type ChildOptions = {
  councilId?: number
  given?: string
  family?: string
  knownAs?: string | null
  bornOn?: string | null
  expectedOn?: string | null
  birthEstimated?: boolean
}

/** Rows go in as the owner of the tables; only pages go through the walls. */
export const makeWorld = async (database: Database) => {
  if (!database.asOwner) throw new Error('a test world needs the owner of the tables')
  const asOwner = database.asOwner
  const plant = (table: string, row: Row): Promise<void> =>
    asOwner(async (connection) => {
      const names = Object.keys(row)
      await connection.query(
        `insert into ${table} (${names.join(', ')}) values (${names.map((_, at) => `$${at + 1}`).join(', ')})`,
        names.map((name) => stored(row[name])),
      )
    })
  /** Rows as they stand, whatever the walls say: for looking at what was saved. */
  // biome-ignore lint/suspicious/noExplicitAny: a test knows what it asked for
  const rows = <T = Record<string, any>>(query: string): Promise<T[]> =>
    asOwner((connection) => connection.script(query) as Promise<T[]>)

  const teams = new Map<string, string>()
  const teamOf = async (councilId: number, name: string): Promise<string> => {
    const key = `${councilId} ${name}`
    const known = teams.get(key)
    if (known) return known
    const teamId = idFrom(`team ${key}`, 0)
    teams.set(key, teamId)
    await plant('team', { council_id: councilId, team_id: teamId, name })
    return teamId
  }

  for (const [councilId, name, colour] of [
    [northCouncil, 'Northfield', '#00594f'],
    [southCouncil, 'Southmere', '#5a2a6b'],
  ] as const) {
    await plant('council', { council_id: councilId, ons_code: `E09000${councilId}`, name, short_name: name, colour })
  }

  const worker = async (options: WorkerOptions): Promise<TestWorker> => {
    const councilId = options.councilId ?? northCouncil
    const role = options.role ?? 'social worker'
    const [given = '', ...family] = options.name.split(' ')
    const [workerId, postId, subject] = [newId(), newId(), `test ${newId()}`]
    const teamId = await teamOf(councilId, options.team ?? 'Family team')
    await plant('worker', {
      council_id: councilId,
      worker_id: workerId,
      given_name: given,
      family_name: family.join(' '),
      display_name: options.name,
      normal_name: normaliseName(options.name),
      swe_number: options.sweNumber === undefined ? `SW${workerId.slice(-6)}` : options.sweNumber,
      sign_in_subject: subject,
    })
    await plant('post', {
      council_id: councilId,
      post_id: postId,
      worker_id: workerId,
      title: options.title ?? `${role.charAt(0).toUpperCase()}${role.slice(1)}`,
      role,
      functions: ["children's social care"],
      team_council_id: councilId,
      team_id: teamId,
      fte: 1,
      starts_on: options.startsOn ?? '2020-01-01',
    })
    for (const reach of options.reach ?? [{ councilId, share: 100 }]) {
      await plant('post_reach', {
        council_id: councilId,
        post_id: postId,
        reaches_id: reach.councilId,
        share: reach.share,
        reaches_records: reach.opensRecords ?? true,
        arrangement_council_id: reach.arrangementId ? councilId : null,
        arrangement_id: reach.arrangementId ?? null,
      })
    }
    return { councilId, workerId, name: options.name, subject, postId, teamId }
  }

  /** An agreement between the two councils, with clauses such as { includes: ['fostering'], excludes: [...] }. */
  const arrangement = async (options: {
    title: string
    kind?: string
    level?: string
    includes?: string[]
    excludes?: string[]
    hostId?: number
  }): Promise<string> => {
    const arrangementId = newId()
    const hostId = options.hostId ?? northCouncil
    await plant('arrangement', {
      council_id: hostId,
      arrangement_id: arrangementId,
      title: options.title,
      kind: options.kind ?? 'joint employment',
      service: "children's services",
      legal_basis: 'Local Government Act 1972, section 113',
      purpose: 'one workforce',
      level: options.level ?? 'write',
      starts_on: '2020-01-01',
    })
    for (const party of [northCouncil, southCouncil]) {
      await plant('arrangement_party', {
        council_id: hostId,
        arrangement_id: arrangementId,
        party_id: party,
        joined_on: '2020-01-01',
      })
    }
    const clauses = [
      ...(options.includes ?? []).map((name) => ['includes', name] as const),
      ...(options.excludes ?? []).map((name) => ['excludes', name] as const),
    ]
    for (const [at, [effect, name]] of clauses.entries()) {
      await plant('arrangement_clause', {
        council_id: hostId,
        arrangement_id: arrangementId,
        clause: String(at + 1),
        effect,
        function_name: name,
        words: name,
      })
    }
    return arrangementId
  }

  const person = async (
    options: ChildOptions & { isChild: boolean; profession?: string | null },
  ): Promise<TestChild> => {
    const councilId = options.councilId ?? northCouncil
    const childId = newId()
    const [given, family] = [options.given ?? 'Amina', options.family ?? 'Testwood']
    await plant('person', {
      council_id: councilId,
      person_id: childId,
      is_child: options.isChild,
      given_name: given,
      family_name: family,
      known_as: options.knownAs ?? null,
      normal_name: normaliseName(`${given} ${family}`),
      born_on: options.bornOn === undefined ? '2017-04-02' : options.bornOn,
      birth_estimated: options.birthEstimated ?? false,
      expected_on: options.expectedOn ?? null,
      profession: options.profession ?? null,
      recorded_at: '2024-01-01T09:00:00Z',
    })
    await inTransaction(
      database,
      async (held) => {
        await rewriteSearchKeys(held.db, councilId, childId)
        return { result: null }
      },
      { walls: { ...noWalls, find: [councilId], summary: [councilId], record: [councilId], write: [councilId] } },
    )
    return { councilId, childId, path: `/${councilId}/children/${childId}` }
  }
  const child = (options: ChildOptions = {}): Promise<TestChild> => person({ ...options, isChild: true })
  const adult = (options: ChildOptions & { profession?: string | null } = {}): Promise<TestChild> =>
    person({ bornOn: '1985-06-01', ...options, isChild: false })

  const spell = async (of: TestChild, kind: string, startsOn: string, more: Row = {}): Promise<string> => {
    const id = newId()
    await plant('spell', {
      council_id: of.councilId,
      spell_id: id,
      child_id: of.childId,
      kind,
      starts_on: day(startsOn),
      recorded_at: '2024-01-01T09:00:00Z',
      ...more,
    })
    return id
  }
  const event = async (of: TestChild, kind: string, on: string, more: Row = {}): Promise<string> => {
    const id = newId()
    await plant('event', {
      council_id: of.councilId,
      event_id: id,
      child_id: of.childId,
      kind,
      happened_on: day(on),
      recorded_at: '2024-01-01T09:00:00Z',
      ...more,
    })
    return id
  }
  const allocate = (of: TestChild, to: TestWorker, from: string, role = 'social worker'): Promise<string> =>
    spell(of, 'allocation', from, { code: role, worker_id: to.workerId, team_id: to.teamId })
  const relate = async (of: TestChild, to: TestChild, kind: string, more: Row = {}): Promise<string> => {
    const id = newId()
    const flags = await rows(
      `select person_id, restricted from person where person_id in ('${of.childId}', '${to.childId}')`,
    )
    const restricted = (one: TestChild) => flags.find((row) => row.person_id === one.childId)?.restricted
    await plant('relationship', {
      council_id: of.councilId,
      child_id: of.childId,
      restricted: restricted(of),
      relationship_id: id,
      other_id: to.childId,
      other_restricted: restricted(to),
      kind,
      ...more,
    })
    return id
  }

  return { database, plant, rows, worker, arrangement, child, adult, spell, event, allocate, relate }
}
export type TestWorld = Awaited<ReturnType<typeof makeWorld>>

export type Answer = {
  status: number
  body: string
  /** the body without marks: what somebody reads */
  text: string
  location: string | null
  /** the sentence shown on the next page after something was saved */
  said: string | null
  headers: Readonly<Record<string, unknown>>
}

const encode = (fields: Fields): string => {
  const pairs = new URLSearchParams()
  for (const [name, value] of Object.entries(fields))
    for (const one of [value].flat()) pairs.append(name, one as string)
  return pairs.toString()
}

const unescaped = (html: string): string =>
  html
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')

/** What a person reads of a page. */
export const textOf = (html: string): string =>
  unescaped(html.replaceAll(/<(script|style)[\s\S]*?<\/\1>/g, ' ').replaceAll(/<[^>]+>/g, ' '))
    .replaceAll(/\s+/g, ' ')
    .trim()

/** The hidden fields of a page's main form. */
export const hiddenFields = (html: string): Record<string, string> => {
  const form = /<form[^>]*(?:data-autosave|role="search")[\s\S]*?<\/form>/.exec(html)?.[0] ?? ''
  return Object.fromEntries(
    [...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [
      name!,
      unescaped(value!),
    ]),
  )
}

/** The page's error messages by field id, from the summary at its top. */
export const problemsOf = (html: string): Record<string, string> => {
  const summary = /govuk-error-summary__list[\s\S]*?<\/ul>/.exec(html)?.[0] ?? ''
  return Object.fromEntries(
    [...summary.matchAll(/<a href="#([^"]+)">([\s\S]*?)<\/a>/g)].map(([, id, text]) => [
      id!.replace(/-day$/, ''),
      unescaped(text!.trim()),
    ]),
  )
}

/** The three boxes of a date field. */
export const typedDate = (name: string, iso: string): Record<string, string> => {
  const on = day(iso)
  return { [`${name}-day`]: String(on.day), [`${name}-month`]: String(on.month), [`${name}-year`]: String(on.year) }
}

/** The service over one database at a moment that a test may move, without a network. */
export const openService = async (database: Database, routes: readonly Route[], at = '2026-11-23T10:00:00Z') => {
  const clock = { now: Temporal.Instant.from(at) }
  const log: string[] = []
  const write = (fields: object, words: string): void => void log.push(`${words} ${JSON.stringify(fields)}`)
  const app = await buildServer({
    database,
    routes,
    log: { info: write, error: write },
    origin: 'http://localhost:3000',
    now: () => clock.now,
  })
  await app.ready()

  const signIn = async (worker: { subject: string }) => {
    const token = await plantSession(database, worker.subject, clock.now)
    const { cookie } = signedIn(token)
    const answerOf = (reply: {
      statusCode: number
      body: string
      headers: Record<string, unknown>
      cookies: { name: string; value: string }[]
    }): Answer => {
      const flash = reply.cookies.find((one) => one.name === flashName && one.value !== '')
      return {
        status: reply.statusCode,
        body: reply.body,
        text: textOf(reply.body),
        location: reply.headers.location === undefined ? null : String(reply.headers.location),
        said: flash ? Buffer.from(flash.value, 'base64url').toString('utf8') : null,
        headers: reply.headers,
      }
    }
    const get = async (path: string): Promise<Answer> =>
      answerOf((await app.inject({ method: 'GET', url: path, headers: { cookie } })) as never)
    const post = async (path: string, fields: Fields): Promise<Answer> =>
      answerOf(
        (await app.inject({
          method: 'POST',
          url: path,
          headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' },
          payload: encode(fields),
        })) as never,
      )
    /** Opens the form, fills it in and sends it. Hidden fields of the page go along unless `fields` names them. */
    const fillIn = async (path: string, fields: Fields): Promise<Answer> => {
      const opened = await get(path)
      return post(path.split('?')[0]!, { ...hiddenFields(opened.body), ...fields })
    }
    /** Types something in the search box and goes where it leads. */
    const find = async (typed: string): Promise<Answer> => {
      const sent = await fillIn('/search', { q: typed })
      return sent.location === null ? sent : get(sent.location)
    }
    return { token, get, post, fillIn, find }
  }
  return { app, clock, log, signIn, close: () => app.close() }
}
export type { Fields }
export type Visitor = Awaited<ReturnType<Awaited<ReturnType<typeof openService>>['signIn']>>
