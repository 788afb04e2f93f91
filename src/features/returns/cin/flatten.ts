// The census XML straight to the tables the checks read. Every element is a row, whatever is wrong with it: nothing is
// turned away here, and a row knows the line it began on.
import { basename } from 'node:path'
import { readPlainXml } from '../../../lib/plain-xml.ts'
import { UnreadableFile } from '../../../lib/text-file.ts'
import type { XmlElement } from '../../../lib/xml.ts'
import { columnsOf, type Header, type RawCin, type TableName, tableNames } from './child.ts'

/** The tables of a census file, all of them, and its header; `header` is null when there is none. */
export type CinTables = { tables: Required<RawCin>; header: Header | null }

type Cells = (string | null)[]
/** Children, and rows of all tables, beyond which a file is taken for something else than the census of a council. */
const mostChildren = 100_000
const mostRows = 2_000_000

type Filling = { rows: Cells[]; lines: number[]; children: number[]; places: Map<string, number>; width: number }

/**
 * Reads a census file. Rows are numbered in the order of their elements in the file; dates stay as they are written.
 * CINdetailsID, AssessmentID and CPPID count those elements through the whole file, from 1. A CPPreviewDate is a row of
 * Reviews, and so is a Reviews element without one. Throws UnreadableFile as `readXml` does, and for a file of another
 * collection.
 */
export const readCinTables = async (path: string): Promise<CinTables> => {
  const filling = Object.fromEntries(
    tableNames.map((table): [TableName, Filling] => {
      const names = columnsOf(table)
      const places = new Map(names.map((name, i) => [name, i]))
      // Names match whatever their capitals, as everywhere in these files.
      for (const [i, name] of names.entries()) if (!places.has(name.toLowerCase())) places.set(name.toLowerCase(), i)
      return [table, { rows: [], lines: [], children: [], places, width: names.length }]
    }),
  ) as Record<TableName, Filling>
  const counts = { row: 0, child: 0, details: 0, assessment: 0, plan: 0 }

  const add = (table: TableName, element: XmlElement | null, line: number, ids: readonly (string | null)[]): Cells => {
    const { rows, lines, children, places, width } = filling[table]
    if (counts.child > mostChildren || ++counts.row > mostRows) {
      throw new UnreadableFile('This file is longer than the census of any council can be.', line, 1)
    }
    const cells: Cells = new Array(width).fill(null)
    for (let i = 0; i < ids.length; i++) cells[i] = ids[i]!
    if (element) fill(cells, element, places, ids.length)
    rows.push(cells)
    lines.push(line)
    children.push(counts.child)
    return cells
  }

  const readDetails = (element: XmlElement, child: string | null): void => {
    const id = String(++counts.details)
    add('CINdetails', element, element.line, [child, id])
    for (const inner of element.elements) {
      switch (inner.name.toLowerCase()) {
        case 'assessments':
          readAssessment(inner, child, id)
          break
        case 'cinplandates':
          add('CINplanDates', inner, inner.line, [child, id])
          break
        case 'section47':
          add('Section47', inner, inner.line, [child, id])
          break
        case 'childprotectionplans':
          readProtectionPlan(inner, child, id)
          break
        case 'preproceedingsandfgdm':
          add('PreProceedings', inner, inner.line, [child, id])
          break
      }
    }
  }

  const readAssessment = (element: XmlElement, child: string | null, details: string): void => {
    const id = String(++counts.assessment)
    const cells = add('Assessments', element, element.line, [child, details, id])
    const factors: string[] = []
    for (const holder of element.elements) {
      if (!is(holder, 'FactorsIdentifiedAtAssessment')) continue
      for (const factor of holder.elements) {
        if (!is(factor, 'AssessmentFactors')) continue
        const code = textOf(factor)
        add('AssessmentFactorsList', null, factor.line, [child, details, id, code])
        if (code !== null) factors.push(code)
      }
    }
    cells[cells.length - 1] = factors.length === 0 ? null : factors.join(',')
  }

  const readProtectionPlan = (element: XmlElement, child: string | null, details: string): void => {
    const id = String(++counts.plan)
    add('ChildProtectionPlans', element, element.line, [child, details, id])
    for (const holder of element.elements) {
      if (!is(holder, 'Reviews')) continue
      const dates = holder.elements.filter((inner) => is(inner, 'CPPreviewDate'))
      for (const date of dates) add('Reviews', null, date.line, [child, details, id, textOf(date)])
      if (dates.length === 0) add('Reviews', null, holder.line, [child, details, id, null])
    }
  }

  const readChild = (element: XmlElement): void => {
    counts.child++
    const identities = element.elements.filter((inner) => is(inner, 'ChildIdentifiers'))
    const idElement = identities[0]?.elements.find((inner) => is(inner, 'LAchildID'))
    const id = idElement ? textOf(idElement) : null
    // Every child has a row of its identity and of its characteristics: with nothing in it when the elements are missing.
    for (const identity of identities) add('ChildIdentifiers', identity, identity.line, [])
    if (identities.length === 0) add('ChildIdentifiers', null, element.line, [])
    let characterised = false
    for (const inner of element.elements) {
      if (is(inner, 'CINdetails')) readDetails(inner, id)
      if (!is(inner, 'ChildCharacteristics')) continue
      characterised = true
      add('ChildCharacteristics', inner, inner.line, [id])
      for (const holder of inner.elements) {
        if (!is(holder, 'Disabilities')) continue
        for (const disability of holder.elements) {
          if (is(disability, 'Disability')) add('Disabilities', null, disability.line, [id, textOf(disability)])
        }
      }
    }
    if (!characterised) add('ChildCharacteristics', null, element.line, [id])
  }

  for await (const element of readPlainXml(path, 'Message/Header', 'Message/Children/Child')) {
    if (is(element, 'Child')) {
      readChild(element)
      continue
    }
    const { places } = filling.Header
    const cells = add('Header', element, element.line, [])
    for (const inner of element.elements) fill(cells, inner, places, 0)
  }
  const header = headerOf(filling.Header.rows[0])
  const collection = header?.Collection ?? 'CIN'
  if (collection.toUpperCase() !== 'CIN' && counts.child === 0) {
    throw new UnreadableFile(`This file is for the collection ${collection.slice(0, 40)}, not the census (CIN).`)
  }
  const file = basename(path)
  const tables = Object.fromEntries(
    tableNames.map((table) => {
      const { rows, lines, children } = filling[table]
      return [table, { file, columns: columnsOf(table), rows, lines, ...(table === 'Header' ? {} : { children }) }]
    }),
  ) as unknown as Required<RawCin>
  return { tables, header }
}

const is = ({ name }: XmlElement, wanted: string): boolean =>
  name === wanted || (name.length === wanted.length && name.toLowerCase() === wanted.toLowerCase())

const textOf = ({ text }: XmlElement): string | null => {
  const trimmed = text.trim()
  return trimmed === '' ? null : trimmed
}

/** Of an element that is there twice the first one that says something counts. Columns before `from` are not elements. */
const fill = (cells: Cells, element: XmlElement, places: Map<string, number>, from: number): void => {
  for (const inner of element.elements) {
    const place = places.get(inner.name) ?? places.get(inner.name.toLowerCase())
    if (place !== undefined && place >= from && cells[place] === null) cells[place] = textOf(inner)
  }
}

const headerOf = (cells: Cells | undefined): Header | null =>
  cells ? (Object.fromEntries(columnsOf('Header').map((name, i) => [name, cells[i]!])) as Header) : null
