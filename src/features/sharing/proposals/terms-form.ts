import { childrensFunctions, type Level, levels, type Role, roles } from '../../../access/roles.ts'
import { dateBoxes, optionalWords, readDate } from '../../../web/form.ts'
import { type Kind, kinds, levelInWords } from '../agreement.ts'
import { otherFunctions, type Problem, type Terms, termsProblems } from '../terms.ts'

// The terms as a form: everything is one page with rows for councils, clauses and sets of data. Rows are numbered; an empty
// row is left out. What somebody typed goes back as it was typed when anything in it contradicts itself.

type Values = Readonly<Record<string, unknown>>
export type Council = { councilId: number; name: string }
export type Rows = { party: number[]; clause: number[]; data: number[] }

const mostRows = 60
export const rowKinds = ['party', 'clause', 'data'] as const
export type RowKind = (typeof rowKinds)[number]
const least: Record<RowKind, number> = { party: 2, clause: 1, data: 1 }

/** The numbers of the rows to show: all that were sent, one more of the kind that was asked for. */
export const rowsOf = (values: Values): Rows => {
  const count = (kind: RowKind): number[] => {
    const sent = Object.keys(values).flatMap((name) => {
      const found = new RegExp(`^${kind}(\\d{1,3})$`).exec(name)
      return found ? [Number(found[1])] : []
    })
    const length = Math.min(mostRows, Math.max(least[kind], ...sent) + (values.more === kind ? 1 : 0))
    return Array.from({ length }, (_, at) => at + 1)
  }
  return { party: count('party'), clause: count('clause'), data: count('data') }
}

/** Functions a clause can name: those of children's services, those beside them, and any the terms name already. */
export const functionChoices = (terms: Terms | null): string[] => [
  ...new Set([
    ...childrensFunctions,
    ...otherFunctions,
    ...(terms?.clauses.map((clause) => clause.functionName) ?? []),
  ]),
]
export const kindChoices = Object.entries(kinds).map(([value, text]) => ({ value, text }))
export const levelChoices = [
  { value: 'none', text: 'No child’s record' },
  ...levels.map((value) => ({ value, text: `Staff may ${levelInWords(value, ['the councils named below'])}` })),
]
export const roleChoices = (Object.keys(roles) as Role[]).map((value) => ({
  value,
  text: value.charAt(0).toUpperCase() + value.slice(1),
}))

/** Terms as the fields of the form hold them. */
export const valuesOf = (
  held: { title: string; service: string; terms: Terms },
  name: (councilId: number) => string,
): Record<string, unknown> => {
  const { terms } = held
  const boxes = (iso: string | null) => dateBoxes(iso === null ? null : Temporal.PlainDate.from(iso))
  const values: Record<string, unknown> = {
    title: held.title,
    service: held.service,
    kind: terms.kind,
    legalBasis: terms.legalBasis,
    purpose: terms.purpose,
    startsOn: boxes(terms.startsOn),
    endsOn: boxes(terms.endsOn),
    reviewOn: boxes(terms.reviewOn),
    level: terms.level ?? 'none',
    hoursFrom: terms.hours?.from ?? '',
    hoursTo: terms.hours?.to ?? '',
    nonWorkingDays: terms.hours?.nonWorkingDays ? 'yes' : '',
    roles: terms.roles ?? [],
    onRota: terms.onRota ? 'yes' : '',
    lawfulBasis: terms.lawfulBasis,
    dpiaReference: terms.dpiaReference ?? '',
  }
  for (const [at, party] of terms.parties.entries()) {
    values[`party${at + 1}`] = name(party.partyId)
    values[`joined${at + 1}`] = boxes(party.joinedOn === terms.startsOn ? null : party.joinedOn)
    values[`left${at + 1}`] = boxes(party.leftOn)
    values[`opens${at + 1}`] = party.opensRecords ? 'yes' : ''
  }
  for (const [at, clause] of terms.clauses.entries()) {
    values[`clause${at + 1}`] = clause.clause
    values[`effect${at + 1}`] = clause.effect
    values[`function${at + 1}`] = clause.functionName
    values[`clauseParty${at + 1}`] = clause.partyId === null ? '' : name(clause.partyId)
    values[`words${at + 1}`] = clause.words
  }
  for (const [at, set] of terms.datasets.entries()) {
    values[`data${at + 1}`] = set.data
    values[`controller${at + 1}`] = set.controller
    values[`processor${at + 1}`] = set.processor
  }
  return values
}

export type ReadTerms = {
  title: string
  service: string
  terms: Terms
  errors: Record<string, string>
  problems: Problem[]
  /** which row of the form each row of the terms came from */
  rows: Record<RowKind, number[]>
}

/**
 * Reads what was sent. `errors` is what cannot be kept, by field: what nobody can read and what contradicts itself.
 * `problems` is all that was found, what is missing and what somebody should look at with it.
 */
export const readTerms = (
  values: Values,
  known: {
    hostId: number
    today: Temporal.PlainDate
    councils: readonly Council[]
    /** functions the terms may name beside the listed ones */
    before: Terms | null
    changesVersion: number | null
  },
): ReadTerms => {
  const errors: Record<string, string> = {}
  const name = (id: number): string => known.councils.find((one) => one.councilId === id)?.name ?? `Council ${id}`
  const text = (field: string, what: string, limit = 2_000): string => {
    const given = values[field]
    const read = optionalWords({ limit, what }).safeParse(typeof given === 'string' ? given : '')
    if (read.success) return read.data
    errors[field] ??= read.error.issues[0]?.message ?? 'Enter it again'
    return ''
  }
  const iso = (field: string, what: string): string | null => {
    const given = values[field]
    const boxes = given !== null && typeof given === 'object' ? (given as Record<string, string>) : {}
    if (Object.values(boxes).every((one) => String(one ?? '').trim() === '')) return null
    const read = readDate(boxes, what)
    if ('problem' in read) {
      errors[field] ??= read.problem
      return null
    }
    if (read.day.year < 1950 || read.day.year > known.today.year + 50) {
      errors[field] ??= `${what} must be in a year that makes sense`
      return null
    }
    return read.day.toString()
  }
  const chosen = <T extends string>(field: string, choices: readonly T[], words: string): T | null => {
    const found = choices.find((one) => one === values[field])
    if (found === undefined) errors[field] ??= words
    return found ?? null
  }
  const council = (field: string): number | null => {
    const typed = text(field, 'The council').toLowerCase()
    if (typed === '') return null
    const found = known.councils.find((one) => one.name.toLowerCase() === typed)
    if (!found)
      errors[field] ??= 'No council of this name is known here. Choose one from the list that opens as you type'
    return found?.councilId ?? null
  }

  const title = text('title', 'The title', 200)
  if (title === '') errors.title ??= 'Enter what the arrangement is called'
  const service = text('service', 'The service', 200)
  if (service === '') errors.service ??= 'Enter the service that is shared'
  const kind = chosen('kind', Object.keys(kinds) as Kind[], 'Select the kind of arrangement') ?? 'section 113'
  const startsOn = iso('startsOn', 'The first day')
  const level = chosen<Level | 'none'>('level', ['none', ...levels], 'Select how far it opens records')
  const [from, to] = [text('hoursFrom', 'The hour', 20), text('hoursTo', 'The hour', 20)]
  if ((from === '') !== (to === ''))
    errors[from === '' ? 'hoursFrom' : 'hoursTo'] ??= 'Enter both hours, or neither: then it opens at any hour'
  const listed = (field: string): string[] =>
    [values[field] ?? []].flat().filter((one): one is string => typeof one === 'string')
  const functions = functionChoices(known.before)

  const rows = rowsOf(values)
  // Which row of the form each row of the terms came from, so that a sentence stands beside what was typed.
  const from1: Record<RowKind, number[]> = { party: [], clause: [], data: [] }
  const parties: Terms['parties'] = rows.party.flatMap((n) => {
    const partyId = council(`party${n}`)
    const [joinedOn, leftOn] = [iso(`joined${n}`, 'The day it joins'), iso(`left${n}`, 'The last day')]
    if (partyId === null) return []
    from1.party.push(n)
    return [{ partyId, joinedOn: joinedOn ?? startsOn, leftOn, opensRecords: values[`opens${n}`] === 'yes' }]
  })
  const clauses: Terms['clauses'] = rows.clause.flatMap((n) => {
    const [number, words] = [text(`clause${n}`, 'The number', 20), text(`words${n}`, 'The words')]
    const functionName = functions.find((one) => one === values[`function${n}`])
    if (number === '' && words === '' && functionName === undefined) return []
    if (functionName === undefined) errors[`function${n}`] ??= 'Select the function'
    const effect = chosen(`effect${n}`, ['includes', 'excludes'] as const, 'Select whether it includes or leaves out')
    from1.clause.push(n)
    return [
      {
        clause: number,
        effect: effect ?? 'excludes',
        functionName: functionName ?? '',
        partyId: council(`clauseParty${n}`),
        words,
      },
    ]
  })
  const datasets: Terms['datasets'] = rows.data.flatMap((n) => {
    const set = {
      data: text(`data${n}`, 'The data', 200),
      controller: text(`controller${n}`, 'The controller', 200),
      processor: text(`processor${n}`, 'The processor', 200),
    }
    if (set.data === '' && set.controller === '' && set.processor === '') return []
    if (set.data === '') errors[`data${n}`] ??= 'Enter which data it is'
    from1.data.push(n)
    return [set]
  })
  const chosenRoles = listed('roles').filter((role) => Object.hasOwn(roles, role))
  const terms: Terms = {
    kind,
    legalBasis: text('legalBasis', 'The law'),
    purpose: text('purpose', 'The purpose'),
    level: level === 'none' ? null : level,
    hours: from === '' || to === '' ? null : { from, to, nonWorkingDays: values.nonWorkingDays === 'yes' },
    startsOn,
    endsOn: iso('endsOn', 'The last day'),
    reviewOn: iso('reviewOn', 'The review'),
    roles: chosenRoles.length === 0 ? null : chosenRoles,
    onRota: values.onRota === 'yes',
    lawfulBasis: text('lawfulBasis', 'The lawful basis'),
    datasets,
    dpiaReference: text('dpiaReference', 'The reference', 200) || null,
    parties,
    clauses,
    changesVersion: known.changesVersion,
  }
  const problems = termsProblems(terms, { hostId: known.hostId, today: known.today.toString(), name }).map((one) => ({
    ...one,
    field: fieldOf(one.field, from1),
  }))
  for (const one of problems) if (one.weight === 'wrong') errors[one.field] ??= one.words
  return { title, service, terms, errors, problems, rows: from1 }
}

const kindOf: Readonly<Record<string, RowKind>> = {
  party: 'party',
  joined: 'party',
  left: 'party',
  clause: 'clause',
  clauseParty: 'clause',
  words: 'clause',
  data: 'data',
  controller: 'data',
  processor: 'data',
}
/** The field of the form for a field of the terms: row 2 of the terms may be row 3 of the form. */
export const fieldOf = (field: string, rows: Record<RowKind, number[]>): string => {
  const found = /^([A-Za-z]+?)(\d+)$/.exec(field)
  const kind = found && kindOf[found[1]!]
  return found && kind ? `${found[1]}${rows[kind][Number(found[2]) - 1] ?? found[2]}` : field
}

/** The names of the date fields of the form, for the links of its list of problems. */
export const dateNames = (rows: Rows): string[] => [
  'startsOn',
  'endsOn',
  'reviewOn',
  ...rows.party.flatMap((n) => [`joined${n}`, `left${n}`]),
]
