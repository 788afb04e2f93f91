// For tests and measurements over real HTTP: somebody signed in, without a browser and without the sign-in pages.
import type { Database } from '../database/open.ts'
import { inTransaction, literal } from '../database/transaction.ts'
import { cookieName } from './server.ts'
import { formToken, longestSession, newToken, tokenHash } from './session.ts'

/** Begins a session for the worker with this sign-in subject, as the sign-in itself does; its token is the cookie. */
export const plantSession = async (
  database: Database,
  subject: string,
  at: Temporal.Instant = Temporal.Now.instant(),
): Promise<string> => {
  const token = newToken()
  const started = await inTransaction(database, async (_held, [row]) => ({ result: (row as { started: object | null }).started }), {
    opening: `select start_session(${literal(subject)}, ${literal(tokenHash(token))}, ${literal(at.toString())}::timestamptz, ${literal(at.add(longestSession).toString())}::timestamptz) as started;`,
  })
  if (!started) throw new Error(`nobody here signs in as ${subject}`)
  return token
}

/** The request headers that make somebody the one who signed in. */
export const signedIn = (token: string): { cookie: string } => ({ cookie: `${cookieName}=${token}` })

export type Fields = Readonly<Record<string, string | readonly string[]>>

/** A form as a browser sends it, with its form token. */
export const formBody = (token: string, fields: Fields): string => {
  const pairs = new URLSearchParams({ _csrf: formToken(token) })
  for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) pairs.append(name, one as string)
  return pairs.toString()
}

export type Answer = { status: number; body: string; location: string | null }

/** A person at an address of a running service (`http://127.0.0.1:3000`), keeping cookies, following nothing. */
export const visitor = (address: () => string, token: string) => {
  const cookies = new Map([[cookieName, token]])
  const ask = async (path: string, more: RequestInit): Promise<Answer> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const reply = await fetch(`${address()}${path}`, { ...more, redirect: 'manual', headers: { ...more.headers, cookie } })
    for (const set of reply.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(set) ?? []
      if (name && value) cookies.set(name, value)
      else if (name) cookies.delete(name)
    }
    return { status: reply.status, body: await reply.text(), location: reply.headers.get('location') }
  }
  return {
    get: (path: string): Promise<Answer> => ask(path, {}),
    post: (path: string, fields: Fields): Promise<Answer> =>
      ask(path, {
        method: 'POST',
        body: formBody(token, fields),
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      }),
  }
}
export type Visitor = ReturnType<typeof visitor>
