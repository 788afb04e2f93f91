import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import cookie from '@fastify/cookie'
import formbody from '@fastify/formbody'
import multipart from '@fastify/multipart'
import staticFiles from '@fastify/static'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { type AuditEntry, type Outcome as AuditOutcome, appendStatement } from '../access/audit.ts'
import { type Decision, may } from '../access/may.ts'
import { nightPosts } from '../access/night.ts'
import { type PermissionRule, permissions } from '../access/permissions.ts'
import { compileScopes } from '../access/scopes.ts'
import { type Subject, subjectOf } from '../access/subject.ts'
import type { Database } from '../database/open.ts'
import { inTransaction, literal, type Work } from '../database/transaction.ts'
import { dayOf } from '../lib/day.ts'
import { isId, newId } from '../lib/ids.ts'
import { fieldErrors, postedValues } from './form.ts'
import { keepLooks, type Looks, readLooks } from './looks.ts'
import { readyRenderer } from './render.ts'
import { type DoorAnswer, door, formToken, isFormToken, isOver, tokenHash } from './session.ts'
import type { Ask, FormState, Outcome, PageModel, Route, Task, Upload, Viewer } from './task.ts'

export type Log = { info(fields: object, words: string): void; error(fields: object, words: string): void }

export type ServerOptions = {
  database: Database
  routes: readonly Route[]
  log: Log
  /** the moment it is: the only clock of the service */
  now?: () => Temporal.Instant
  /** the address people type, for cookies and redirects: http://localhost:3000 */
  origin: string
  onQuery?: () => void
}

// The one inline script is the GOV.UK template's own, which says that scripts run; this is its published hash.
const firstScript = 'sha256-GUQ5ad8JK5KmEWmROf3LZd9ge94daqNvd8xy9YS1iDw='
const cookieName = 'joined-up-session'
const flashName = 'joined-up-said'
const assets = join(import.meta.dirname, 'assets')
const modules = join(import.meta.dirname, '..', '..', 'node_modules')

/** Thrown inside the transaction so that everything done for a form that comes back is undone. */
class SendBack extends Error {
  readonly outcome: Extract<Outcome, { kind: 'invalid' | 'conflict' }>
  constructor(outcome: Extract<Outcome, { kind: 'invalid' | 'conflict' }>) {
    super('the form goes back')
    this.outcome = outcome
  }
}

type Navigation = { href: string; text: string; active: boolean }

/** Every route answers with one of these; what is left is turning it into HTTP. */
type Handled = {
  outcome: Outcome
  viewer: Viewer | null
  councilId: number | null
  form: FormState
  decision: Decision | null
}

const emptyForm: FormState = { values: {}, errors: {}, draftSavedAt: null, conflict: null }

export const buildServer = async (options: ServerOptions): Promise<FastifyInstance> => {
  const { database, log } = options
  const now = options.now ?? (() => Temporal.Now.instant())
  const render = readyRenderer()
  const looks: Looks = keepLooks(() => database.lease((connection) => readLooks(connection)))
  const secure = options.origin.startsWith('https:')

  // Default deny: a route whose permission nobody declared never gets to serve.
  for (const one of options.routes) {
    if (!Object.hasOwn(permissions, one.task.may))
      throw new Error(`${one.path} has no declared permission: "${one.task.may}"`)
    const rule: PermissionRule = permissions[one.task.may]
    if ((rule.level || rule.manage) && !one.path.includes(':councilId')) {
      throw new Error(`${one.path} needs "${one.task.may}" on a council, and its address names none`)
    }
  }

  const app = fastify({
    bodyLimit: 2 * 1024 * 1024,
    trustProxy: secure,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 100 },
    genReqId: () => newId(),
  })
  await app.register(cookie)
  await app.register(formbody, { bodyLimit: 2 * 1024 * 1024 })
  await app.register(multipart, { limits: { fileSize: 1024 * 1024 * 1024, files: 60, fields: 20 } })
  await app.register(staticFiles, { root: assets, prefix: '/assets/', maxAge: '1h' })
  for (const [prefix, folder] of [
    ['/assets/govuk/', join(modules, 'govuk-frontend', 'dist', 'govuk')],
    ['/assets/moj/', join(modules, '@ministryofjustice', 'frontend', 'moj')],
  ] as const) {
    await app.register(staticFiles, {
      root: folder,
      prefix,
      decorateReply: false,
      maxAge: '1d',
      allowedPath: (path) => path.endsWith('.min.js'),
    })
  }
  app.get('/assets/council/:id.css', async (request, reply) => {
    const colour = looks.look(Number((request.params as { id: string }).id)).colour
    return reply
      .type('text/css')
      .header('cache-control', 'public, max-age=300')
      .send(`:root{--council-colour:${colour}}`)
  })
  app.get('/health', async (_request, reply) => {
    try {
      await database.lease((connection) => connection.script('select council_looks() is null as empty'))
      return reply.send({ ok: true })
    } catch {
      return reply.code(503).send({ ok: false })
    }
  })

  app.addHook('onRequest', async (_request, reply) => {
    reply.headers({
      'content-security-policy': `default-src 'none'; script-src 'self' '${firstScript}'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'x-frame-options': 'DENY',
      'cross-origin-opener-policy': 'same-origin',
      ...(secure ? { 'strict-transport-security': 'max-age=31536000' } : {}),
    })
  })

  const siteOf = (
    request: FastifyRequest,
    reply: FastifyReply,
    viewer: Viewer | null,
    councilId: number | null,
  ): object => {
    const look = looks.look(councilId ?? viewer?.councilId ?? 0)
    const path = pathOf(request)
    const token = request.cookies[cookieName]
    const said = request.cookies[flashName]
    if (said) reply.clearCookie(flashName, { path: '/' })
    return {
      look: viewer || councilId ? look : null,
      viewer,
      path,
      csrf: token ? formToken(token) : '',
      formKey: newId(),
      said: said ? Buffer.from(said, 'base64url').toString('utf8') : null,
      evaluation: database.kind === 'embedded',
      navigation: viewer ? navigation(viewer, path) : [],
      broken: viewer ? brokenOn(viewer, path, now()) : null,
      today: dayOf(now()),
      now: now(),
    }
  }

  const send = (request: FastifyRequest, reply: FastifyReply, handled: Handled): FastifyReply => {
    const { outcome, viewer, councilId, form } = handled
    const show = (view: string, model: PageModel, status: number) => {
      const html = render(view, { form, ...model, site: siteOf(request, reply, viewer, councilId) })
      return reply.code(status).type('text/html; charset=utf-8').header('cache-control', 'no-store').send(html)
    }
    switch (outcome.kind) {
      case 'page':
        return show(outcome.view, outcome.model, outcome.status)
      case 'redirect':
        if (outcome.message) {
          reply.setCookie(flashName, Buffer.from(outcome.message).toString('base64url'), {
            path: '/',
            httpOnly: true,
            sameSite: 'lax',
            secure,
            maxAge: 60,
          })
        }
        return reply.code(303).header('location', outcome.to).send()
      case 'file':
        return reply
          .type(outcome.type)
          .header('cache-control', 'no-store')
          .header('content-disposition', `attachment; filename="${outcome.name}"`)
          .send(outcome.content)
      case 'refused':
        return show('web/refused', { reason: outcome.reason }, 403)
      case 'not found':
        return show('web/not-found', {}, 404)
      case 'invalid':
      case 'conflict':
        throw new Error('a form that goes back was not shown again')
    }
  }

  /** Runs one request: the door, the scopes, the decision, the task, the audit, all in one transaction. */
  const handle = async (request: FastifyRequest, reply: FastifyReply, one: Route): Promise<FastifyReply> => {
    const at = now()
    const today = dayOf(at)
    const posted = request.method === 'POST'
    await looks.refresh(at.epochMilliseconds)
    const token = request.cookies[cookieName]
    if (!token) return toSignIn(request, reply)

    const folder = posted && request.isMultipart() ? await mkdtemp(join(tmpdir(), 'joined-up-')) : null
    try {
      const { body, uploads } = folder
        ? await readMultipart(request, folder)
        : { body: (request.body ?? {}) as Record<string, unknown>, uploads: [] }
      const params = request.params as Record<string, string>
      const query = Object.fromEntries(
        Object.entries(request.query as Record<string, unknown>).map(([name, value]) => [
          name,
          String([value].flat()[0]),
        ]),
      )

      const run = (again: { form: FormState } | null): Promise<Handled | 'signed out' | 'bad form'> =>
        inTransaction<Handled | 'signed out' | 'bad form'>(
          database,
          async (held, [row]) => {
            const answer = (row as { facts: DoorAnswer | null }).facts
            if (!answer || isOver(answer, at)) {
              if (answer && posted && isFormToken(token, body._csrf))
                await keepDraft(held, answer.worker, pathOf(request), body, at)
              return { result: 'signed out' as const }
            }
            const scopes = compileScopes(answer, at, looks.calendar, looks.mirrored)
            const viewer: Viewer = { ...answer.worker, scopes, unread: answer.unread }
            const councilId = /^\d{3}$/.test(params.councilId ?? '') ? Number(params.councilId) : null
            const childId = params.childId && isId(params.childId) ? params.childId : null
            const first =
              councilId !== null && childId !== null ? may(scopes, one.task.may, { councilId, childId }) : null
            const path = pathOf(request)
            // They go out together, the walls ahead: the child is looked for inside them, and what was begun on this page.
            const [, subject, begun] = await Promise.all([
              held.setWalls(scopes),
              first && !('refused' in first && first.hidden)
                ? subjectOf(held.db, councilId!, childId!, viewer.workerId)
                : null,
              one.task.form && !posted && !again ? draftOf(held, viewer, path) : null,
            ])
            const entry = (outcome: AuditOutcome, reason: string, more: Partial<AuditEntry> = {}): AuditEntry => ({
              at,
              councilId: councilId !== null && looks.knows(councilId) ? councilId : viewer.councilId,
              workerId: viewer.workerId,
              childId,
              task: one.task.may,
              outcome,
              reason,
              arrangementId: null,
              detail: {},
              ...more,
            })
            const touch =
              Temporal.Instant.from(answer.session.seenAt).until(at).total('minutes') > 1
                ? `select touch_session(${literal(tokenHash(token))}, ${literal(at.toString())}::timestamptz);`
                : ''
            const finished = (handled: Handled, entries: readonly AuditEntry[]) => ({
              result: handled,
              finish: `${touch} ${appendStatement(entries)}`,
            })
            const turnedAway = (decision: Decision | null) => {
              const reason = decision && 'refused' in decision ? decision.refused : 'no such record'
              const hidden = !decision || ('hidden' in decision && decision.hidden)
              const outcome: Outcome = hidden ? { kind: 'not found' } : { kind: 'refused', reason }
              // A refusal about another council's child is written in the viewer's own council; the owner's chain gets its copy in the database.
              const entries = [
                entry(hidden ? 'not found' : 'refused', reason, hidden ? { councilId: viewer.councilId } : {}),
              ]
              return finished(
                { outcome, viewer, councilId: hidden ? null : councilId, form: emptyForm, decision },
                entries,
              )
            }

            if (posted && !isFormToken(token, body._csrf)) return { result: 'bad form' as const }
            if (
              (params.councilId !== undefined && councilId === null) ||
              (params.childId !== undefined && childId === null)
            )
              return turnedAway(null)
            if (
              Object.entries(params).some(
                ([name, value]) => name.endsWith('Id') && name !== 'councilId' && !isId(value),
              )
            )
              return turnedAway(null)

            if (first && !subject) {
              // A post may have ended, or its hours be over, while somebody wrote: their words are kept all the same.
              if (posted && one.task.submit && 'refused' in first)
                await keepDraft(held, viewer, pathOf(request), body, at)
              return turnedAway('refused' in first ? first : null)
            }
            const decision = may(
              scopes,
              one.task.may,
              councilId === null
                ? undefined
                : {
                    councilId,
                    ...(subject
                      ? { childId: subject.childId, restricted: subject.restricted, allocated: subject.allocated }
                      : {}),
                  },
            )
            if ('refused' in decision) {
              if (posted && one.task.submit) await keepDraft(held, viewer, pathOf(request), body, at)
              return turnedAway(decision)
            }

            const form = again?.form ?? begun ?? emptyForm
            const ask: Ask = {
              db: held.db,
              viewer,
              params,
              query,
              councilId: councilId ?? viewer.councilId,
              childId: childId ?? '',
              subject: subject as Subject,
              today,
              now: at,
              look: looks.look,
              calendar: looks.calendar,
              form,
              setWalls: held.setWalls,
            }
            const ended = (outcome: Outcome, kind: AuditOutcome) => {
              if (outcome.kind === 'not found') return turnedAway(null)
              if (outcome.kind === 'refused')
                return turnedAway({ refused: outcome.reason, hidden: false, arrangementId: null })
              const usual = entry(childId === null && kind === 'opened' ? 'listed' : kind, decision.allowed, {
                arrangementId: decision.arrangementId,
              })
              const notes = 'audit' in outcome ? outcome.audit : null
              const entries = notes ? notes.map((note) => ({ ...usual, ...note })) : [usual]
              return finished({ outcome, viewer, councilId, form, decision }, entries)
            }

            if (!posted || again) return ended(await one.task.show(ask), 'opened')

            if (body._action === 'draft') {
              await keepDraft(held, viewer, pathOf(request), body, at)
              return finished(
                {
                  outcome: {
                    kind: 'redirect',
                    to: request.url,
                    message: 'We kept what you have typed so far.',
                    audit: [],
                  },
                  viewer,
                  councilId,
                  form,
                  decision,
                },
                [],
              )
            }
            if (body._action === 'discard') {
              await dropDraft(held, viewer, path)
              return finished(
                {
                  outcome: { kind: 'redirect', to: path, message: 'The draft is gone.', audit: [] },
                  viewer,
                  councilId,
                  form,
                  decision,
                },
                [],
              )
            }
            const formKey = isId(String(body._key ?? '')) ? String(body._key) : newId()
            const already = one.task.changesNothing ? null : await claimKey(held, viewer, formKey, at)
            if (already !== null) {
              return finished(
                {
                  outcome: { kind: 'redirect', to: already, message: 'That was already saved.', audit: [] },
                  viewer,
                  councilId,
                  form,
                  decision,
                },
                [],
              )
            }
            const parsed = one.task.form?.(today).safeParse(postedValues(body))
            if (parsed && !parsed.success) throw new SendBack({ kind: 'invalid', errors: fieldErrors(parsed.error) })
            if (!one.task.submit) return turnedAway(null)
            const version = /^\d{1,9}$/.test(String(body._version ?? '')) ? Number(body._version) : null
            const outcome = await one.task.submit({ ...ask, answers: parsed?.data ?? {}, version, uploads })
            if (outcome.kind === 'invalid' || outcome.kind === 'conflict') throw new SendBack(outcome)
            if (outcome.kind === 'redirect' && outcome.carries) {
              await keepDraft(held, viewer, outcome.to, body, at)
            } else if (outcome.kind === 'redirect') {
              await nameKey(held, viewer, formKey, outcome.to)
              await dropDraft(held, viewer, path)
            }
            return ended(outcome, 'saved')
          },
          { opening: door(token), ...(options.onQuery ? { onQuery: options.onQuery } : {}) },
        )

      const handled = await run(null).catch((error: unknown) => {
        if (!(error instanceof SendBack)) throw error
        const sent = error.outcome
        const form: FormState = {
          values: postedValues(body),
          errors: sent.kind === 'invalid' ? sent.errors : {},
          draftSavedAt: null,
          conflict: sent.kind === 'conflict' ? { theirs: sent.theirs, by: sent.by, version: sent.version } : null,
        }
        return run({ form }).then((shown) => {
          if (typeof shown === 'object' && shown.outcome.kind === 'page')
            shown.outcome = { ...shown.outcome, status: sent.kind === 'conflict' ? 409 : 400 }
          return shown
        })
      })
      if (handled === 'signed out') {
        reply.clearCookie(cookieName, { path: '/' })
        return toSignIn(request, reply)
      }
      if (handled === 'bad form') {
        return send(request, reply, {
          outcome: {
            kind: 'page',
            view: 'web/form-expired',
            model: { back: pathOf(request) },
            status: 403,
            audit: null,
          },
          viewer: null,
          councilId: null,
          form: emptyForm,
          decision: null,
        })
      }
      if (posted && body._action === 'draft' && request.headers.accept === 'application/json')
        return reply.code(204).send()
      return send(request, reply, handled)
    } finally {
      if (folder) await rm(folder, { recursive: true, force: true })
    }
  }

  for (const one of options.routes) {
    const run = (request: FastifyRequest, reply: FastifyReply) => handle(request, reply, one)
    app.get(one.path, run)
    if (one.task.submit) app.post(one.path, run)
  }

  app.setNotFoundHandler((request, reply) =>
    send(request, reply, {
      outcome: { kind: 'not found' },
      viewer: null,
      councilId: null,
      form: emptyForm,
      decision: null,
    }),
  )
  app.setErrorHandler((error: Error & { statusCode?: number; code?: string; severity?: string }, request, reply) => {
    const status =
      error.statusCode && error.statusCode >= 400 && error.statusCode < 500
        ? error.statusCode
        : databaseIsAway(error)
          ? 503
          : 500
    // The log names the place and the kind of fault; a message from the database may quote what somebody typed.
    const fields = {
      id: request.id,
      method: request.method,
      route: request.routeOptions.url ?? 'unknown',
      status,
      code: error.code ?? error.name,
      place: placeOf(error),
    }
    log.error(fields, status === 503 ? 'the database did not answer' : 'a request failed')
    return send(request, reply, {
      outcome: { kind: 'page', view: 'web/failed', model: { status, id: request.id }, status, audit: null },
      viewer: null,
      councilId: null,
      form: emptyForm,
      decision: null,
    })
  })
  return app
}

const databaseIsAway = (error: { code?: string; message?: string }): boolean =>
  [
    'ECONNREFUSED',
    'ECONNRESET',
    'ENOTFOUND',
    'EPIPE',
    '57P01',
    '57P02',
    '57P03',
    '08006',
    '08003',
    '08001',
    '53300',
  ].includes(error.code ?? '') ||
  /connection terminated|timeout exceeded when trying to connect|closed/i.test(error.message ?? '')

const placeOf = (error: Error): string =>
  (error.stack ?? '')
    .split('\n')
    .find((line) => line.includes('/src/'))
    ?.trim()
    .replace(/^at /, '')
    .replace(/\(?(file:\/\/)?\/.*\/src\//, 'src/')
    .replace(')', '') ?? ''

const pathOf = (request: FastifyRequest): string => request.url.split('?')[0]!

const toSignIn = (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  const back = pathOf(request)
  return reply
    .code(303)
    .header('location', back === '/' ? '/sign-in' : `/sign-in?back=${encodeURIComponent(back)}`)
    .send()
}

const navigation = (viewer: Viewer, path: string): Navigation[] => {
  const roles = new Set(viewer.scopes.grants.map((grant) => grant.role))
  const leads = (['team manager', 'service manager', 'director', 'data officer'] as const).some((role) =>
    roles.has(role),
  )
  const items: { href: string; text: string; and?: string[] }[] = [
    { href: '/', text: 'My day' },
    ...(nightPosts(viewer.scopes).length > 0 ? [{ href: '/night', text: 'Night desk' }] : []),
    ...(viewer.scopes.find.length + viewer.scopes.children.length > 0
      ? [{ href: '/search', text: 'Find a child' }]
      : []),
    ...(leads ? [{ href: '/team', text: 'Team' }] : []),
    { href: '/councils', text: 'Councils' },
    { href: '/agreements', text: 'Agreements', and: ['/savings'] },
    { href: '/practice', text: 'Shared practice' },
    ...(leads ? [{ href: '/returns', text: 'Returns' }] : []),
    ...(roles.has('data officer') ? [{ href: '/bring-data', text: 'Bring data' }] : []),
  ]
  // A page of one council stands under the same heading as the page of all: /212/practice beside /practice.
  const here = path.replace(/^\/\d{3}(?=\/)/, '')
  return items.map(({ and = [], ...item }) => ({
    ...item,
    active: item.href === '/' ? path === '/' : [item.href, ...and].some((start) => here.startsWith(start)),
  }))
}

/** On every page of a child whose record was opened beyond the agreement: until when, and how long that is. */
const brokenOn = (
  viewer: Viewer,
  path: string,
  at: Temporal.Instant,
): { path: string; until: Temporal.Instant; minutes: number } | null => {
  for (const one of viewer.scopes.broken) {
    const child = `/${one.councilId}/children/${one.childId}`
    if (path !== child && !path.startsWith(`${child}/`)) continue
    const until = Temporal.Instant.from(one.until)
    return { path: child, until, minutes: Math.ceil(at.until(until).total('minutes')) }
  }
  return null
}

const readMultipart = async (
  request: FastifyRequest,
  folder: string,
): Promise<{ body: Record<string, unknown>; uploads: Upload[] }> => {
  const body: Record<string, unknown> = {}
  const uploads: Upload[] = []
  for await (const part of request.parts()) {
    if (part.type === 'field') body[part.fieldname] = part.value
    else if (!part.filename) part.file.resume()
    else {
      // Never the sender's name on disk: only its last part is kept, for messages.
      const path = join(folder, `${uploads.length}`)
      await pipeline(part.file, createWriteStream(path))
      uploads.push({ field: part.fieldname, name: part.filename.split(/[\\/]/).at(-1)!.slice(0, 100), path })
    }
  }
  return { body, uploads }
}

type Self = { councilId: number; workerId: string }

const draftOf = async (held: Work, viewer: Self, path: string): Promise<FormState> => {
  const row = await held.db
    .selectFrom('draft')
    .select(['answers', 'saved_at'])
    .where('council_id', '=', viewer.councilId)
    .where('worker_id', '=', viewer.workerId)
    .where('path', '=', path)
    .executeTakeFirst()
  return row ? { ...emptyForm, values: row.answers, draftSavedAt: row.saved_at } : emptyForm
}

const keepDraft = async (
  held: Work,
  viewer: Self,
  path: string,
  body: Record<string, unknown>,
  at: Temporal.Instant,
): Promise<void> => {
  const answers = JSON.stringify(postedValues(body), (_name, value) =>
    typeof value === 'string' ? value.replaceAll('\0', '').toWellFormed() : value,
  )
  if (answers === '{}' || answers.length > 1_000_000) return
  await held.connection.script(`set local app.self = ${literal(`{${viewer.workerId}}`)}`)
  await held.db
    .insertInto('draft')
    .values({
      council_id: viewer.councilId,
      worker_id: viewer.workerId,
      path,
      answers,
      saved_at: at,
    })
    .onConflict((same) => same.columns(['council_id', 'worker_id', 'path']).doUpdateSet({ answers, saved_at: at }))
    .execute()
}

const dropDraft = async (held: Work, viewer: Self, path: string): Promise<void> => {
  await held.db
    .deleteFrom('draft')
    .where('council_id', '=', viewer.councilId)
    .where('worker_id', '=', viewer.workerId)
    .where('path', '=', path)
    .execute()
}

/** Null when this key is ours to use; where the first sending went, when it came twice. Two at once queue here. */
const claimKey = async (held: Work, viewer: Self, formKey: string, at: Temporal.Instant): Promise<string | null> => {
  const claimed = await held.db
    .insertInto('submission')
    .values({
      council_id: viewer.councilId,
      worker_id: viewer.workerId,
      form_key: formKey,
      location: '/',
      saved_at: at,
    })
    .onConflict((same) => same.columns(['council_id', 'worker_id', 'form_key']).doNothing())
    .returning('form_key')
    .executeTakeFirst()
  if (claimed) return null
  const first = await held.db
    .selectFrom('submission')
    .select('location')
    .where('council_id', '=', viewer.councilId)
    .where('worker_id', '=', viewer.workerId)
    .where('form_key', '=', formKey)
    .executeTakeFirst()
  return first?.location ?? '/'
}

const nameKey = async (held: Work, viewer: Self, formKey: string, location: string): Promise<void> => {
  await held.db
    .updateTable('submission')
    .set({ location })
    .where('council_id', '=', viewer.councilId)
    .where('worker_id', '=', viewer.workerId)
    .where('form_key', '=', formKey)
    .execute()
}

export type { Task }
export { cookieName, flashName }
