import type { Answer, Department, DepartmentAccess } from './department.ts'

/** How long one call may take, and how much of an answer is read. */
const longestCall = 60_000
const longestAnswer = 1_000_000
/** A token is not used in its last seconds. */
const spare = 30

const readSome = async (reply: Response): Promise<string> => {
  const decoder = new TextDecoder()
  let text = ''
  for await (const piece of reply.body ?? []) {
    text += decoder.decode(piece as Uint8Array, { stream: true })
    if (text.length > longestAnswer) return text.slice(0, longestAnswer)
  }
  return text
}

const whyOf = (error: unknown): string => {
  const { name } = error as Error
  if (name === 'TimeoutError' || name === 'AbortError') return 'no answer came in time'
  return 'the line was cut or never opened'
}

const secondsOf = (header: string | null): number | null =>
  header !== null && /^\d{1,6}$/.test(header.trim()) ? Number(header) : null

/**
 * The department's API over HTTP: OAuth 2 client credentials, then one POST for each batch with the council's own token
 * and supplier key. Follows no redirect: a record goes to the address that was configured and nowhere else.
 */
export const overHttp = (
  access: DepartmentAccess,
  options: { timeout?: number; now?: () => number } = {},
): Department => {
  const timeout = options.timeout ?? longestCall
  const now = options.now ?? Date.now
  const address = `${access.endpoint.replace(/\/+$/, '')}/children_social_care_data/${access.councilId}/children`
  let token: { value: string; until: number } | null = null

  const signIn = async (): Promise<Extract<Answer, { kind: 'not signed in' }> | null> => {
    const failed = (why: string, final = false) => ({ kind: 'not signed in' as const, why, final })
    try {
      const reply = await fetch(access.tokenEndpoint, {
        method: 'POST',
        redirect: 'manual',
        signal: AbortSignal.timeout(timeout),
        headers: { accept: 'application/json' },
        body: new URLSearchParams({
          client_id: access.clientId,
          client_secret: access.clientSecret,
          scope: access.scope,
          grant_type: 'client_credentials',
        }),
      })
      const body = await readSome(reply)
      if (reply.status === 429 || reply.status >= 500)
        return failed(`the sign-in service is not working (${reply.status})`)
      if (reply.status !== 200)
        return failed(`the sign-in service refused the council’s client id or secret (${reply.status})`, true)
      const said = JSON.parse(body) as { access_token?: unknown; expires_in?: unknown }
      if (typeof said.access_token !== 'string' || said.access_token === '')
        return failed('the sign-in service gave no token')
      const lasts = Number(said.expires_in ?? 300)
      token = { value: said.access_token, until: now() + (Number.isFinite(lasts) ? lasts - spare : 0) * 1000 }
      return null
    } catch (error) {
      if (error instanceof SyntaxError) return failed('the sign-in service gave no token')
      return failed(`the sign-in service could not be reached: ${whyOf(error)}`)
    }
  }

  return {
    forgetToken: () => {
      token = null
    },
    send: async (children) => {
      if (token === null || now() >= token.until) {
        const failed = await signIn()
        if (failed) return failed
      }
      try {
        const reply = await fetch(address, {
          method: 'POST',
          redirect: 'manual',
          signal: AbortSignal.timeout(timeout),
          headers: {
            authorization: `Bearer ${token?.value ?? ''}`,
            supplierkey: access.supplierKey,
            'content-type': 'application/json',
            accept: 'application/json',
            'user-agent': 'joined-up',
          },
          body: JSON.stringify(children),
        })
        return {
          kind: 'answered',
          status: reply.status,
          body: await readSome(reply),
          retryAfter: secondsOf(reply.headers.get('retry-after')),
        }
      } catch (error) {
        return { kind: 'unanswered', why: whyOf(error) }
      }
    },
  }
}
