// The census file from its tables: elements in the order of the department's schema, the pre-proceedings module last in
// an episode of need, as the sample file of 2026-27 has it.
import { type Header, type RawCin, type TableName, tableNames } from './child.ts'

type Cells = readonly (string | null)[]
type Written = { cells: Cells; at: (column: string) => string | null }
type ChildRows = { readonly [T in TableName]: Written[] }

/** Elements of a group in the order of the schema. In CINdetails groups stand between these and ReferralNFA. */
const order = {
  ChildIdentifiers: [
    'LAchildID',
    'UPN',
    'FormerUPN',
    'UPNunknown',
    'PersonBirthDate',
    'ExpectedPersonBirthDate',
    'Sex',
    'GenderCurrent',
    'PersonDeathDate',
  ],
  CINdetails: [
    'CINreferralDate',
    'ReferralSource',
    'PrimaryNeedCode',
    'CINclosureDate',
    'ReasonForClosure',
    'DateOfInitialCPC',
  ],
  Assessments: ['AssessmentActualStartDate', 'AssessmentInternalReviewDate', 'AssessmentAuthorisationDate'],
  CINplanDates: ['CINPlanStartDate', 'CINPlanEndDate'],
  Section47: ['S47ActualStartDate', 'InitialCPCtarget', 'DateOfInitialCPC', 'ICPCnotRequired'],
  ChildProtectionPlans: [
    'CPPstartDate',
    'CPPendDate',
    'InitialCategoryOfAbuse',
    'LatestCategoryOfAbuse',
    'NumberOfPreviousCPP',
  ],
  PreProceedings: [
    'PPStartDate',
    'LBPSentDate',
    'FGDMMeetingOffer',
    'FGDMMeetingFac',
    'InitialPPMeetingDate',
    'ReviewMeetingsCount',
    'StepDecisionDate',
    'PPOutcome',
    'CourtAppDate',
    'LetterInitCPDate',
  ],
} as const

/**
 * The census as one XML text. Every row of ChildIdentifiers is a Child; the other rows stand in the child they name, by
 * `children` where the tables have it and by LAchildID where not. Blank cells are left out. RangeError for a row that
 * belongs to no child, episode of need, assessment or plan of the tables.
 */
export const writeCin = (tables: RawCin, header: Header): string => {
  const out: string[] = ['<?xml version="1.0" encoding="utf-8"?>\n<Message>\n']
  const headed = (name: keyof Header): string => element(name, header[name])
  out.push(
    `<Header><CollectionDetails>${headed('Collection')}${headed('Year')}${headed('ReferenceDate')}</CollectionDetails>`,
    `<Source>${headed('SourceLevel')}${headed('LEA')}${headed('SoftwareCode')}${headed('Release')}${headed('SerialNo')}`,
    `${headed('DateTime')}</Source></Header>\n<Children>\n`,
  )
  for (const rows of byChild(tables)) {
    out.push(childElement(rows), '\n')
  }
  out.push('</Children>\n</Message>\n')
  return out.join('')
}

const byChild = (tables: RawCin): ChildRows[] => {
  const all: ChildRows[] = []
  const byElement = new Map<number, ChildRows>()
  const byId = new Map<string | null, ChildRows>()
  for (const table of tableNames) {
    const raw = tables[table]
    if (!raw || table === 'Header') continue
    const places = new Map(raw.columns.map((name, i) => [name, i]))
    for (const [i, cells] of raw.rows.entries()) {
      const row: Written = { cells, at: (column) => cellOf(cells, places.get(column)) }
      const element = raw.children?.[i]
      const id = row.at('LAchildID')
      let child = element === undefined ? byId.get(id) : byElement.get(element)
      if (table === 'ChildIdentifiers') {
        child = Object.fromEntries(tableNames.map((name) => [name, [] as Written[]])) as unknown as ChildRows
        all.push(child)
        if (element !== undefined) byElement.set(element, child)
        if (!byId.has(id)) byId.set(id, child)
      }
      if (!child) throw new RangeError(`Row ${i} of ${table} belongs to no child of ChildIdentifiers`)
      child[table].push(row)
    }
  }
  return all
}

const cellOf = (cells: Cells, place: number | undefined): string | null => {
  const text = place === undefined ? null : (cells[place] ?? null)
  return text === null || text.trim() === '' ? null : text
}

const childElement = (rows: ChildRows): string => {
  const used = new Set<Written>()
  const inside = (table: TableName, ...ids: [column: string, id: string | null][]): Written[] => {
    const found = rows[table].filter((row) => !used.has(row) && ids.every(([column, id]) => row.at(column) === id))
    for (const row of found) used.add(row)
    return found
  }
  const text = group(
    'Child',
    rows.ChildIdentifiers.map((row) => groupOf('ChildIdentifiers', row, order.ChildIdentifiers)).join(''),
    group(
      'ChildCharacteristics',
      element('Ethnicity', rows.ChildCharacteristics[0]?.at('Ethnicity') ?? null),
      list('Disabilities', 'Disability', inside('Disabilities'), 'Disability'),
    ),
    ...rows.CINdetails.map((row) => detailsElement(row, inside)),
  )
  for (const table of tableNames) {
    if (['ChildIdentifiers', 'ChildCharacteristics', 'CINdetails'].includes(table)) continue
    const left = rows[table].find((row) => !used.has(row))
    if (left) throw new RangeError(`A row of ${table} belongs to nothing of its child: ${left.at('CINdetailsID')}`)
  }
  return text
}

type Inside = (table: TableName, ...ids: [column: string, id: string | null][]) => Written[]

const detailsElement = (row: Written, inside: Inside): string => {
  const details: [string, string | null] = ['CINdetailsID', row.at('CINdetailsID')]
  return group(
    'CINdetails',
    elements(row, order.CINdetails),
    ...inside('Assessments', details).map((assessment) => {
      const factors = inside('AssessmentFactorsList', details, ['AssessmentID', assessment.at('AssessmentID')])
      return group(
        'Assessments',
        elements(assessment, order.Assessments),
        list('FactorsIdentifiedAtAssessment', 'AssessmentFactors', factors, 'AssessmentFactor'),
      )
    }),
    ...inside('CINplanDates', details).map((plan) => groupOf('CINPlanDates', plan, order.CINplanDates)),
    ...inside('Section47', details).map((enquiry) => groupOf('Section47', enquiry, order.Section47)),
    element('ReferralNFA', row.at('ReferralNFA')),
    ...inside('ChildProtectionPlans', details).map((plan) =>
      group(
        'ChildProtectionPlans',
        elements(plan, order.ChildProtectionPlans),
        list('Reviews', 'CPPreviewDate', inside('Reviews', details, ['CPPID', plan.at('CPPID')]), 'CPPreviewDate'),
      ),
    ),
    ...inside('PreProceedings', details).map((steps) => groupOf('PreProceedingsandFGDM', steps, order.PreProceedings)),
  )
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#13;' }
// Control characters have no place in XML, not even escaped.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const outside = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g
const escaped = (text: string): string =>
  text.replace(outside, '').replace(/[&<>\r]/g, (character) => escapes[character]!)

const element = (name: string, text: string | null): string =>
  text === null ? '' : `<${name}>${escaped(text)}</${name}>`
const group = (name: string, ...inner: string[]): string => `<${name}>${inner.join('')}</${name}>`
const elements = (row: Written, names: readonly string[]): string =>
  names.map((name) => element(name, row.at(name))).join('')
const groupOf = (name: string, row: Written, names: readonly string[]): string => group(name, elements(row, names))
/** A list of one code or date to an element, in a holder of its own; a blank one keeps its empty element. */
const list = (holder: string, item: string, rows: readonly Written[], column: string): string =>
  rows.length === 0 ? '' : group(holder, ...rows.map((row) => `<${item}>${escaped(row.at(column) ?? '')}</${item}>`))
