import type { FastifyInstance } from 'fastify'
import * as oidc from 'openid-client'
import { appendStatement } from '../access/audit.ts'
import type { Database } from '../database/open.ts'
import { inTransaction, literal } from '../database/transaction.ts'
import { cookieName } from './server.ts'
import { longestSession, newToken, tokenHash } from './session.ts'

export type Identity = { issuer: string; clientId: string; clientSecret?: string | undefined; insecure: boolean }

const pending = 'joined-up-signing-in'

/** Sign-in with any OpenID provider: authorization code with PKCE, state and nonce. The subject names the worker. */
export const addSignIn = (
  app: FastifyInstance,
  options: {
    database: Database
    identity: Identity
    origin: string
    now?: () => Temporal.Instant
    render: (view: string, model: object) => string
  },
): void => {
  const { database, identity, origin } = options
  const now = options.now ?? (() => Temporal.Now.instant())
  const secure = origin.startsWith('https:')
  let found: Promise<oidc.Configuration> | null = null
  const provider = () => {
    found ??= oidc.discovery(
      new URL(identity.issuer),
      identity.clientId,
      identity.clientSecret,
      identity.clientSecret ? undefined : oidc.None(),
      identity.insecure ? { execute: [oidc.allowInsecureRequests] } : {},
    )
    found.catch(() => {
      found = null
    })
    return found
  }
  const local = (path: unknown): string => (/^\/(?![/\\])[\w/-]*$/.test(String(path ?? '')) ? String(path) : '/')

  app.get('/sign-in', async (request, reply) => {
    // Cookies belong to one name: somebody who typed 127.0.0.1 goes on under the address the provider knows.
    if (request.headers.host && request.headers.host !== new URL(origin).host)
      return reply.code(303).header('location', `${origin}${request.url}`).send()
    const verifier = oidc.randomPKCECodeVerifier()
    const state = oidc.randomState()
    const nonce = oidc.randomNonce()
    const url = oidc.buildAuthorizationUrl(await provider(), {
      redirect_uri: `${origin}/sign-in/return`,
      scope: 'openid',
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      nonce,
    })
    const kept = JSON.stringify({ verifier, state, nonce, back: local((request.query as { back?: string }).back) })
    return reply
      .setCookie(pending, Buffer.from(kept).toString('base64url'), {
        path: '/sign-in',
        httpOnly: true,
        sameSite: 'lax',
        secure,
        maxAge: 600,
      })
      .code(303)
      .header('location', url.href)
      .send()
  })

  app.get('/sign-in/return', async (request, reply) => {
    const failed = (reason: string, status = 400) =>
      reply
        .code(status)
        .type('text/html; charset=utf-8')
        .header('cache-control', 'no-store')
        .send(options.render('web/sign-in-failed', { reason }))
    const kept = request.cookies[pending]
    reply.clearCookie(pending, { path: '/sign-in' })
    if (!kept) return failed('The sign-in took too long or was started in another window.')
    let subject: string
    let back: string
    try {
      const held = JSON.parse(Buffer.from(kept, 'base64url').toString('utf8')) as {
        verifier: string
        state: string
        nonce: string
        back: string
      }
      const tokens = await oidc.authorizationCodeGrant(await provider(), new URL(request.url, origin), {
        pkceCodeVerifier: held.verifier,
        expectedState: held.state,
        expectedNonce: held.nonce,
      })
      subject = tokens.claims()?.sub ?? ''
      back = local(held.back)
    } catch {
      return failed('The sign-in could not be checked. Nothing was opened.')
    }
    const at = now()
    const token = newToken()
    const worker = await inTransaction(
      database,
      async (_held, [row]) => {
        const started =
          (row as { started: { councilId: number; workerId: string } | null } | undefined)?.started ?? null
        const finish = started
          ? appendStatement([
              {
                at,
                councilId: started.councilId,
                workerId: started.workerId,
                childId: null,
                task: 'sign in',
                outcome: 'signed in',
                reason: '',
                arrangementId: null,
                detail: {},
              },
            ])
          : ''
        return { result: started, finish }
      },
      {
        opening: `select start_session(${literal(subject)}, ${literal(tokenHash(token))}, ${literal(at.toString())}::timestamptz, ${literal(at.add(longestSession).toString())}::timestamptz) as started;`,
      },
    )
    if (!worker)
      return failed('Your sign-in is right, but no council has a post for you here yet. Ask your manager.', 403)
    return reply
      .setCookie(cookieName, token, { path: '/', httpOnly: true, sameSite: 'lax', secure, maxAge: 12 * 60 * 60 })
      .code(303)
      .header('location', back)
      .send()
  })

  app.post('/sign-out', async (request, reply) => {
    const token = request.cookies[cookieName]
    if (token) {
      await inTransaction(database, async () => ({ result: null }), {
        opening: `select end_session(${literal(tokenHash(token))});`,
      })
    }
    return reply.clearCookie(cookieName, { path: '/' }).code(303).header('location', '/signed-out').send()
  })

  app.get('/signed-out', async (_request, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(options.render('web/signed-out', {})),
  )
}
