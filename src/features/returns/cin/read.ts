// Reads the XML file that every council makes for the children in need census. Nothing is judged here: what can be read
// is kept as it stands, what cannot is listed with its line, element and reason, to send back.
import { basename } from 'node:path'
import type { Day } from '../../../lib/day.ts'
import { keyOf, numberEqualKeys } from '../../../lib/stable-key.ts'
import { UnreadableFile } from '../../../lib/text-file.ts'
import { readXml, type XmlElement } from '../../../lib/xml.ts'
import { type CodeListName, findCode } from '../codes/code-lists.ts'
import {
  type CinAssessment,
  type CinChild,
  type CinDetails,
  type CinHeader,
  type CinPlan,
  type CinPreProceedings,
  type CinProtectionPlan,
  type CinReview,
  type CinSection47,
  type Field,
  type Group,
  type GroupName,
  groups,
  type Values,
} from './elements.ts'

/**
 * An element that cannot be read. `lost` says what is not in the return because of it: this value alone, the group it
 * stands in (such as one assessment), or the whole child. `column` is the element's name; `child` is null when the
 * child has no identifier.
 */
export type Rejection = {
  file: string
  line: number
  column: string
  value: string
  reason: string
  lost: 'value' | 'group' | 'child'
  child: string | null
}

/** Something kept, or passed over, although it is odd: `line` is the first of `count` places. */
export type Note = { file: string; line: number; column: string; value: string; note: string; count: number }

/** One Child element as read: `child` is null when it was rejected whole. */
export type CinChildRead = { child: CinChild | null; line: number; rejections: Rejection[]; notes: Note[] }

export type CinHeaderRead = { header: CinHeader | null; rejections: Rejection[]; notes: Note[] }

export type CinReturn = {
  file: string
  header: CinHeader | null
  children: CinChild[]
  rejections: Rejection[]
  notes: Note[]
}

/** The whole census file, children in file order. Throws UnreadableFile as `cinChildren` does. */
export const readCin = async (path: string): Promise<CinReturn> => {
  const result: CinReturn = { file: basename(path), header: null, children: [], rejections: [], notes: [] }
  const notes = new Map<string, Note>()
  for await (const part of parts(path)) {
    if ('header' in part) result.header ??= part.header
    else if (part.child) result.children.push(part.child)
    result.rejections.push(...part.rejections)
    for (const note of part.notes) merge(notes, note)
  }
  result.notes.push(...notes.values())
  return result
}

/**
 * The children of a census file one at a time, for a file of any size. Throws UnreadableFile, after the children that
 * come before the fault, for a file that is not well formed, is cut off, is not a census, or passes the limits of
 * `readXml`.
 */
export async function* cinChildren(path: string): AsyncGenerator<CinChildRead> {
  for await (const part of parts(path)) if ('child' in part) yield part
}

/** The header alone, which stands before the children; `header` is null when there is none. */
export const readCinHeader = async (path: string): Promise<CinHeaderRead> => {
  for await (const part of parts(path)) {
    if ('header' in part) return part
    break
  }
  return { header: null, rejections: [], notes: [] }
}

async function* parts(path: string): AsyncGenerator<CinHeaderRead | CinChildRead> {
  const file = basename(path)
  const timesSeen = new Map<string, number>()
  let collection: string | null = null
  for await (const element of readXml(path, 'Message/Header', 'Message/Children/Child')) {
    if (is(element, 'Header')) {
      const read = readHeader(element, file)
      collection = read.header?.Collection ?? null
      yield read
    } else {
      yield readChild(element, file, timesSeen)
    }
  }
  if (collection !== null && collection !== 'CIN' && timesSeen.size === 0) {
    throw new UnreadableFile(`This file is for the collection ${collection.slice(0, 40)}, not the census (CIN).`)
  }
}

const is = ({ name }: XmlElement, wanted: string): boolean =>
  name === wanted || (name.length === wanted.length && name.toLowerCase() === wanted.toLowerCase())

const longestValue = 200
const longestChildIdentifier = 100

// What is found while one child, or the header, is read.
type Findings = { file: string; child: string | null; rejections: Rejection[]; notes: Map<string, Note> }

const merge = (notes: Map<string, Note>, note: Note): void => {
  const key = keyOf(note.column, note.value, note.note)
  const known = notes.get(key)
  if (known) known.count += note.count
  else notes.set(key, { ...note })
}

const noteThat = (findings: Findings, element: XmlElement, value: string, note: string, column = element.name): void =>
  merge(findings.notes, { file: findings.file, line: element.line, column, value: shown(value), note, count: 1 })

const reject = (
  findings: Findings,
  line: number,
  column: string,
  value: string,
  reason: string,
  lost: Rejection['lost'],
): void => {
  const { file, child } = findings
  findings.rejections.push({ file, line, column, value: shown(value), reason, lost, child })
}

const shown = (text: string): string => (text.length > longestValue ? `${text.slice(0, longestValue)}…` : text)

const readHeader = (element: XmlElement, file: string): CinHeaderRead => {
  const findings: Findings = { file, child: null, rejections: [], notes: new Map() }
  noteStrangers(element, ['CollectionDetails', 'Source'], findings)
  const header: CinHeader = {
    ...(readValues('CollectionDetails', first(element, 'CollectionDetails'), findings) as Values<'CollectionDetails'>),
    ...(readValues('Source', first(element, 'Source'), findings) as Values<'Source'>),
    line: element.line,
  }
  return { header, rejections: findings.rejections, notes: [...findings.notes.values()] }
}

const all = (element: XmlElement | undefined, name: string): XmlElement[] =>
  element?.elements.filter((inner) => is(inner, name)) ?? []

const first = (element: XmlElement | undefined, name: string): XmlElement | undefined => all(element, name)[0]

const readChild = (element: XmlElement, file: string, timesSeen: Map<string, number>): CinChildRead => {
  const findings: Findings = { file, child: null, rejections: [], notes: new Map() }
  const done = (child: CinChild | null): CinChildRead => ({
    child,
    line: element.line,
    rejections: findings.rejections.sort((a, b) => a.line - b.line),
    notes: [...findings.notes.values()],
  })
  const identifiers = first(element, 'ChildIdentifiers')
  const identifierElement = first(identifiers, 'LAchildID')
  const identifier = inCapitals(identifierElement)
  if (identifier === '' || identifier.length > longestChildIdentifier) {
    const reason =
      identifier === ''
        ? 'This child has no LAchildID, so nothing about the child can be kept.'
        : `This identifier is longer than ${longestChildIdentifier} characters.`
    reject(findings, identifierElement?.line ?? element.line, 'LAchildID', identifier, reason, 'child')
    return done(null)
  }
  findings.child = identifier
  if (!/^[A-Z0-9]{1,20}$/.test(identifier)) {
    const note = 'An identifier should be up to 20 letters and digits. It is kept as it stands.'
    noteThat(findings, identifierElement as XmlElement, identifier, note)
  }
  const times = (timesSeen.get(identifier) ?? 0) + 1
  timesSeen.set(identifier, times)
  if (times > 1) noteThat(findings, element, identifier, 'This child is in the file more than once.', 'LAchildID')

  noteStrangers(element, ['ChildIdentifiers', 'ChildCharacteristics', 'CINdetails'], findings)
  const {
    GenderCurrent,
    LAchildID: _,
    Sex,
    ...identity
  } = readValues('ChildIdentifiers', identifiers, findings) as Values<'ChildIdentifiers'>
  const characteristics = first(element, 'ChildCharacteristics')
  const child: CinChild = {
    file,
    line: element.line,
    sourceKey: '',
    LAchildID: identifier,
    ...identity,
    Sex: Sex ?? GenderCurrent,
    ...(readValues('ChildCharacteristics', characteristics, findings) as Values<'ChildCharacteristics'>),
    Disabilities: readCodes(characteristics, 'Disabilities', 'Disability', 'disability', findings),
    CINdetails: keptOf(all(element, 'CINdetails'), (details) => readDetails(details, findings)),
  }
  setSourceKeys(child, times)
  return done(child)
}

const keptOf = <Thing>(elements: XmlElement[], read: (element: XmlElement) => Thing | null): Thing[] =>
  elements.map(read).filter((thing) => thing !== null)

const readDetails = (element: XmlElement, findings: Findings): CinDetails | null => {
  const values = readGroup('CINdetails', element, findings)
  if (!values) return null
  return {
    ...values,
    Assessments: keptOf(all(element, 'Assessments'), (assessment): CinAssessment | null => {
      const read = readGroup('Assessments', assessment, findings)
      const factors = 'FactorsIdentifiedAtAssessment'
      const list = 'cin-assessment-factors'
      return read && { ...read, AssessmentFactors: readCodes(assessment, factors, 'AssessmentFactors', list, findings) }
    }),
    CINPlanDates: keptOf(all(element, 'CINPlanDates'), (plan): CinPlan | null =>
      readGroup('CINPlanDates', plan, findings),
    ),
    Section47: keptOf(all(element, 'Section47'), (enquiry): CinSection47 | null =>
      readGroup('Section47', enquiry, findings),
    ),
    ChildProtectionPlans: keptOf(all(element, 'ChildProtectionPlans'), (plan): CinProtectionPlan | null => {
      const read = readGroup('ChildProtectionPlans', plan, findings)
      return read && { ...read, Reviews: readReviews(plan, findings) }
    }),
    PreProceedingsandFGDM: keptOf(all(element, 'PreProceedingsandFGDM'), (steps): CinPreProceedings | null =>
      readGroup('PreProceedingsandFGDM', steps, findings),
    ),
  }
}

const readReviews = (plan: XmlElement, findings: Findings): CinReview[] =>
  all(plan, 'Reviews').flatMap((reviews) => {
    noteStrangers(reviews, groups.Reviews.holds, findings)
    return keptOf(all(reviews, 'CPPreviewDate'), (element): CinReview | null => {
      const text = inCapitals(element)
      if (text === '') return null
      const read = readDay(text)
      if (typeof read !== 'string') return { CPPreviewDate: read, line: element.line, sourceKey: '' }
      reject(findings, element.line, element.name, written(element), `${read} This review is not read.`, 'value')
      return null
    })
  })

// A list of codes: <Disabilities><Disability>HAND</Disability>...</Disabilities>.
const readCodes = (
  element: XmlElement | undefined,
  container: string,
  item: string,
  list: CodeListName,
  findings: Findings,
): string[] =>
  all(element, container).flatMap((holder) => {
    noteStrangers(holder, [item], findings)
    return all(holder, item).flatMap((each) => {
      const text = inCapitals(each)
      if (text === '') return []
      const read = readText(text, { kind: 'code', list })
      if ('reason' in read) {
        reject(findings, each.line, each.name, written(each), read.reason, 'value')
        return []
      }
      if (read.note) noteThat(findings, each, text, read.note)
      return [read.value as string]
    })
  })

// A dated group: one that lacks its date or holds an unreadable one is left out whole, because what is left would say
// something that nobody wrote (a plan without its end date is a plan still open).
const readGroup = <G extends GroupName>(
  name: G,
  element: XmlElement,
  findings: Findings,
): (Values<G> & { line: number; sourceKey: string }) | null => {
  if (element.elements.length === 0 && element.text.trim() === '') return null
  const before = findings.rejections.length
  const values = readValues(name, element, findings)
  const { needed } = groups[name] as Group
  const unreadable = findings.rejections.slice(before)
  if (needed !== undefined && values[needed] === null && !unreadable.some((each) => each.column === needed)) {
    const reason = 'This date is missing, and the rest means nothing without it.'
    reject(findings, element.line, needed, '', reason, 'group')
  }
  const found = findings.rejections.slice(before)
  if (found.some((each) => each.lost === 'group')) {
    const inside = groupsInside(element)
    const withIt = inside === 0 ? '' : `, nor the ${inside === 1 ? 'group' : `${inside} groups`} inside it`
    for (const each of found) {
      each.lost = 'group'
      each.reason += ` This ${name} group is not read${withIt}.`
    }
    return null
  }
  return { ...(values as Values<G>), line: element.line, sourceKey: '' }
}

const dated = Object.entries<Group>(groups)
  .filter(([, group]) => group.needed !== undefined)
  .map(([name]) => name)
const groupsInside = (element: XmlElement): number =>
  element.elements.filter((inner) => [...dated, 'PreProceedingsandFGDM'].some((name) => is(inner, name))).length

/** Every value of a group, null where there is none or where it cannot be read (and then it is rejected). */
const readValues = (
  name: GroupName,
  element: XmlElement | undefined,
  findings: Findings,
): Record<string, Day | string | number | boolean | null> => {
  const { fields, holds = [], needed } = groups[name] as Group
  if (element) noteStrangers(element, [...Object.keys(fields), ...holds], findings)
  const datedGroup = needed !== undefined || name === 'PreProceedingsandFGDM'
  const values: Record<string, Day | string | number | boolean | null> = {}
  for (const [field, kind] of Object.entries(fields)) {
    values[field] = null
    const [found, again] = all(element, field)
    if (!found) continue
    if (again) noteThat(findings, again, '', 'This element is there twice; the first one is read.')
    const text = inCapitals(found)
    if (text === '') continue
    const read = readText(text, kind)
    if ('reason' in read) {
      const lost = datedGroup && kind.kind === 'day' ? 'group' : 'value'
      reject(findings, found.line, field, written(found), read.reason, lost)
    } else {
      values[field] = read.value
      if (read.note) noteThat(findings, found, text, read.note)
    }
  }
  return values
}

// Elements that do not belong, and text between elements, are passed over but not in silence.
const noteStrangers = (element: XmlElement, known: readonly string[], findings: Findings): void => {
  for (const inner of element.elements) {
    if (!known.some((name) => is(inner, name))) {
      const note = 'This element is not known here and is passed over.'
      noteThat(findings, inner, '', note, `${element.name}/${inner.name}`)
    }
  }
  const text = element.text.trim()
  if (text !== '') noteThat(findings, element, text, 'This text stands between elements and is passed over.')
}

const written = (element: XmlElement | undefined): string => element?.text.trim() ?? ''
const inCapitals = (element: XmlElement | undefined): string => written(element).toUpperCase()

type TextRead = { value: Day | string | number | boolean; note?: string } | { reason: string }

const unlisted = 'This code is not in the list. It is kept as it stands.'

// GenderCurrent was 0, 1, 2 or 9 up to 2023-24; some files of later years put the same into Sex.
const currentSex: Record<string, string> = { '0': 'U', '1': 'M', '2': 'F', '9': 'U' }
const flags: Record<string, boolean> = { '0': false, FALSE: false, '1': true, TRUE: true }

const readText = (text: string, field: Field): TextRead => {
  if (text.length > longestValue) return { reason: `This is longer than ${longestValue} characters.` }
  switch (field.kind) {
    case 'day': {
      const read = readDay(text)
      return typeof read === 'string' ? { reason: read } : { value: read }
    }
    case 'flag': {
      const value = flags[text]
      return value === undefined ? { reason: 'This is not true, false, 1 or 0.' } : { value }
    }
    case 'whole number':
      return /^\d{1,9}$/.test(text) ? { value: Number(text) } : { reason: 'This is not a whole number.' }
    case 'sex': {
      const value = currentSex[text] ?? text
      return findCode('sex', value) ? { value } : { value, note: unlisted }
    }
    case 'code':
      return findCode(field.list as CodeListName, text) ? { value: text } : { value: text, note: unlisted }
    case 'text':
      return { value: text.replaceAll(/\s+/g, ' ') }
  }
}

// A date of XML Schema, which may carry a zone; some systems write a dateTime. The day is the one written.
const readDay = (text: string): Day | string => {
  const zoned = /^(\d{4})-(\d{2})-(\d{2})(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?(?:Z|[+-]\d{2}:\d{2})?$/
  const [, year, month, dayOfMonth] = zoned.exec(text) ?? []
  if (year === undefined) return 'This is not a date. Write it as YYYY-MM-DD.'
  if (year === '0000') return 'There is no such day in the calendar.'
  try {
    return Temporal.PlainDate.from(
      { year: Number(year), month: Number(month), day: Number(dayOfMonth) },
      { overflow: 'reject' },
    )
  } catch {
    return 'There is no such day in the calendar.'
  }
}

// A child who is in the file twice keeps keys apart by the number of the time, after the identifier.
const setSourceKeys = (child: CinChild, times: number): void => {
  const owner = times === 1 ? keyOf(child.LAchildID) : `${keyOf(child.LAchildID)}#${times}`
  child.sourceKey = `${owner}|Child`
  const details = child.CINdetails
  const plans = details.flatMap((each) => each.ChildProtectionPlans)
  setKeys(owner, 'CINdetails', details, (each) => each.CINreferralDate)
  setKeys(
    owner,
    'Assessments',
    details.flatMap((each) => each.Assessments),
    (each) => each.AssessmentActualStartDate,
  )
  setKeys(
    owner,
    'CINPlanDates',
    details.flatMap((each) => each.CINPlanDates),
    (each) => each.CINPlanStartDate,
  )
  setKeys(
    owner,
    'Section47',
    details.flatMap((each) => each.Section47),
    (each) => each.S47ActualStartDate,
  )
  setKeys(owner, 'ChildProtectionPlans', plans, (each) => each.CPPstartDate)
  setKeys(
    owner,
    'Reviews',
    plans.flatMap((each) => each.Reviews),
    (each) => each.CPPreviewDate,
  )
  setKeys(
    owner,
    'PreProceedingsandFGDM',
    details.flatMap((each) => each.PreProceedingsandFGDM),
    (each) => each.PPStartDate ?? each.LBPSentDate,
  )
}

const setKeys = <Thing extends { line: number; sourceKey: string }>(
  owner: string,
  kind: string,
  things: Thing[],
  startOf: (thing: Thing) => Day | null,
): void =>
  numberEqualKeys(
    things,
    (thing) => `${owner}|${kind}|${startOf(thing)?.toString() ?? ''}`,
    (thing) => JSON.stringify(thing, (name, value) => (name === 'line' || name === 'sourceKey' ? undefined : value)),
    (thing, key) => {
      thing.sourceKey = key
    },
  )
