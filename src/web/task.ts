import type { z } from 'zod'
import type { AuditEntry } from '../access/audit.ts'
import type { Permission } from '../access/permissions.ts'
import type { Scopes } from '../access/scopes.ts'
import type { Subject } from '../access/subject.ts'
import type { Db } from '../database/connection.ts'
import type { Walls } from '../database/transaction.ts'
import type { Day } from '../lib/day.ts'
import type { Calendar } from '../lib/working-days.ts'
import type { Look } from './looks.ts'

/** Who is signed in, and what their posts and arrangements open at this moment. */
export type Viewer = {
  workerId: string
  councilId: number
  displayName: string
  scopes: Scopes
  /** notices not read yet */
  unread: number
}

export type FieldErrors = Readonly<Record<string, string>>

/** What a form page is shown with: what was typed (or kept as a draft), and what is wrong with it. */
export type FormState = {
  // biome-ignore lint/suspicious/noExplicitAny: as posted, before the form has read it; views show it as it is
  values: Readonly<Record<string, any>>
  errors: FieldErrors
  /** when the values come from a draft: when it was kept */
  draftSavedAt: Temporal.Instant | null
  /** somebody else saved first: their version, beside what was typed */
  conflict: { theirs: string; by: string; version: number } | null
}

export type Upload = { field: string; name: string; path: string }

/** Everything a task may know. It never sees the web framework. */
export type Ask = {
  db: Db
  viewer: Viewer
  /** ids from the address; councilId and childId were checked before the task runs */
  params: Readonly<Record<string, string>>
  query: Readonly<Record<string, string>>
  councilId: number
  childId: string
  /** the child of the address, already opened; only where the address names one */
  subject: Subject
  today: Day
  now: Temporal.Instant
  look: (councilId: number) => Look
  calendar: (councilId: number) => Calendar
  form: FormState
  /** opens or closes named records within this request (a restriction set now) */
  setWalls: (walls: Walls) => Promise<void>
}
export type Sent<Answers> = Ask & { answers: Answers; version: number | null; uploads: readonly Upload[] }

export type PageModel = Readonly<Record<string, unknown>>
export type AuditNote = Partial<Pick<AuditEntry, 'councilId' | 'childId' | 'outcome' | 'reason' | 'detail'>>
export type Outcome =
  | { kind: 'page'; view: string; model: PageModel; status: number; audit: AuditNote[] | null }
  | { kind: 'redirect'; to: string; message: string | null; audit: AuditNote[] | null; carries?: boolean }
  | { kind: 'not found' }
  | { kind: 'refused'; reason: string }
  | { kind: 'invalid'; errors: FieldErrors }
  | { kind: 'conflict'; theirs: string; by: string; version: number }
  | { kind: 'file'; name: string; type: string; content: string | Uint8Array; audit: AuditNote[] | null }

/** Shows a view. `audit` replaces the usual single line, for pages that list children of several councils. */
export const page = (
  view: string,
  model: PageModel,
  options: { status?: number; audit?: AuditNote[] } = {},
): Outcome => ({
  kind: 'page',
  view,
  model,
  status: options.status ?? 200,
  audit: options.audit ?? null,
})
export const redirect = (to: string, message: string | null = null, audit: AuditNote[] | null = null): Outcome => ({
  kind: 'redirect',
  to,
  message,
  audit,
})
export const notFound: Outcome = { kind: 'not found' }
export const refused = (reason: string): Outcome => ({ kind: 'refused', reason })
/** Goes to a page of the same worker's that opens with what was typed: nothing anybody typed stands in an address. */
export const goWithAnswers = (to: string): Outcome => ({
  kind: 'redirect',
  to,
  message: null,
  audit: [],
  carries: true,
})
/** Sends the form back with a sentence beside each named field. Everything done in the request is undone. */
export const invalid = (errors: FieldErrors): Outcome => ({ kind: 'invalid', errors })
/** Somebody saved first: sends the form back with their text beside what was typed. */
export const conflict = (theirs: string, by: string, version: number): Outcome => ({
  kind: 'conflict',
  theirs,
  by,
  version,
})
export const file = (
  name: string,
  type: string,
  content: string | Uint8Array,
  audit: AuditNote[] | null = null,
): Outcome => ({ kind: 'file', name, type, content, audit })

// biome-ignore lint/suspicious/noExplicitAny: each task's own form; submit gets its output type
type AnyForm = z.ZodType<any>

export type Task<Form extends AnyForm = AnyForm> = {
  /** the permission; a route without one stops the server at start */
  may: Permission
  /** made anew for each request, because "in the past" depends on today */
  form?: (today: Day) => Form
  /** takes files: they are kept in a folder of this request and gone after it */
  files?: boolean
  /** a search or a choice: sending it again is asking again, and it needs no key */
  changesNothing?: boolean
  show: (ask: Ask) => Promise<Outcome>
  submit?: (sent: Sent<z.output<Form>>) => Promise<Outcome>
}

export const task = <Form extends AnyForm>(definition: Task<Form>): Task<Form> => definition

export type Route = { path: string; task: Task }
export const route = <Form extends AnyForm>(path: string, one: Task<Form>): Route => ({
  path,
  task: one as unknown as Task,
})
