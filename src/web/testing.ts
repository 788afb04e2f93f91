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
  const started = await inTransaction(
    database,
    async (_held, [row]) => ({ result: (row as { started: object | null }).started }),
    {
      opening: `select start_session(${literal(subject)}, ${literal(tokenHash(token))}, ${literal(at.toString())}::timestamptz, ${literal(at.add(longestSession).toString())}::timestamptz) as started;`,
    },
  )
  if (!started) throw new Error(`nobody here signs in as ${subject}`)
  return token
}

/** The request headers that make somebody the one who signed in. */
export const signedIn = (token: string): { cookie: string } => ({ cookie: `${cookieName}=${token}` })

export type Fields = Readonly<Record<string, string | readonly string[]>>

/** A form as a browser sends it, with its form token. */
export const formBody = (token: string, fields: Fields): string => {
  const pairs = new URLSearchParams({ _csrf: formToken(token) })
  for (const [name, value] of Object.entries(fields))
    for (const one of [value].flat()) pairs.append(name, one as string)
  return pairs.toString()
}

export type Answer = { status: number; body: string; location: string | null }

/** A person at an address of a running service (`http://127.0.0.1:3000`), keeping cookies, following nothing. */
export const visitor = (address: () => string, token: string) => {
  const cookies = new Map([[cookieName, token]])
  const ask = async (path: string, more: RequestInit): Promise<Answer> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const reply = await fetch(`${address()}${path}`, {
      ...more,
      redirect: 'manual',
      headers: { ...more.headers, cookie },
    })
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

const unescaped = (html: string): string =>
  html
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')

const attributesOf = (tag: string): Record<string, string> =>
  Object.fromEntries(
    [...tag.matchAll(/([\w-]+)(?:="([^"]*)")?/g)].slice(1).map(([, name, value]) => [name!, unescaped(value ?? '')]),
  )

export type FormField = { name: string; kind: string; value: string; choices: string[] }

/** The fields of a page's main form as they stand, every choice of a list with them; none where there is no form. */
export const formFields = (html: string): FormField[] => {
  const forms = [...html.matchAll(/<form\b[^>]*method="post"[^>]*>[\s\S]*?<\/form>/g)].map(([form]) => form)
  const form =
    forms.find((one) => /^<form[^>]*data-autosave/.test(one)) ??
    forms.find((one) => !/^<form[^>]*(\/sign-out"|class="kept")/.test(one)) ??
    ''
  const fields = new Map<string, FormField>()
  const add = (name: string | undefined, kind: string, value: string): FormField => {
    const field = fields.get(name ?? '') ?? { name: name ?? '', kind, value, choices: [] }
    if (name) fields.set(name, field)
    return field
  }
  for (const [tag] of form.matchAll(/<input\b[^>]*>/g)) {
    const { name, type = 'text', value = '', checked } = attributesOf(tag)
    if (type !== 'radio' && type !== 'checkbox') {
      add(name, type, value)
      continue
    }
    const field = add(name, type, '')
    field.choices.push(value)
    if (checked !== undefined) field.value ||= value
  }
  for (const [, attributes, words] of form.matchAll(/<textarea\b([^>]*)>([\s\S]*?)<\/textarea>/g)) {
    add(attributesOf(`textarea ${attributes}`).name, 'textarea', unescaped(words!))
  }
  for (const [, attributes, options] of form.matchAll(/<select\b([^>]*)>([\s\S]*?)<\/select>/g)) {
    const field = add(attributesOf(`select ${attributes}`).name, 'select', '')
    for (const [option] of options!.matchAll(/<option\b[^>]*>/g)) {
      const { value = '', selected } = attributesOf(option)
      field.choices.push(value)
      if (selected !== undefined) field.value = value
    }
  }
  return [...fields.values()]
}

/** The same form filled in with something for every field: the first choice, a day of last March, made-up words. */
export const filledIn = (html: string): Record<string, string> =>
  Object.fromEntries(
    formFields(html).map(({ name, kind, value, choices }) => {
      const parts: Record<string, string> = { day: '2', month: '3', year: '2026' }
      const part = parts[/-(day|month|year)$/.exec(name)?.[1] ?? '']
      return [
        name,
        value || part || choices.find((choice) => choice !== '') || (kind === 'hidden' ? '' : 'Made-up words'),
      ]
    }),
  )
