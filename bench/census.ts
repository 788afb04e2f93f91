// Makes a children in need census of any size: every child fictional, the same seed the same file.
import { closeSync, openSync, writeSync } from 'node:fs'
import { testUpn } from '../src/lib/identifiers.ts'
import { type Random, seededRandom } from '../src/lib/random.ts'

const dayLength = 86_400_000
const dayAt = (year: number, month: number, day: number): number => Date.UTC(year, month - 1, day) / dayLength
const iso = (day: number): string => new Date(day * dayLength).toISOString().slice(0, 10)
const element = (name: string, value: string | number | null): string =>
  value === null ? '' : `<${name}>${value}</${name}>`

const child = (random: Random, n: number, year: number): string => {
  const [begins, ends] = [dayAt(year - 1, 4, 1), dayAt(year, 3, 31)]
  const born = begins - random.integer(1, 17 * 365)
  const referred = random.integer(begins - 200, ends - 60)
  const assessed = referred + random.integer(0, 3)
  const finished = assessed + random.integer(20, 55)
  const open = finished > ends
  const closed = !open && random.chance(0.45) && finished + 5 <= ends ? Math.max(finished + 5, begins + 1) : null
  const plan = !open && closed === null && random.chance(0.6) ? finished : null
  const enquiry = random.chance(0.2) ? assessed + 2 : null
  const conference =
    enquiry !== null && enquiry >= begins && enquiry + 14 <= ends && plan === null ? enquiry + 14 : null
  const onPlan = conference !== null && closed === null
  const factor = random.pick(['2B', '3A', '4A', '14A', '16A'])
  return [
    '<Child><ChildIdentifiers>',
    element('LAchildID', `C${1_000_000 + n}`),
    element('UPN', testUpn(212, n)),
    element('PersonBirthDate', iso(born)),
    element('Sex', random.pick(['M', 'F'])),
    '</ChildIdentifiers><ChildCharacteristics>',
    element('Ethnicity', random.pick(['WBRI', 'WOTH', 'BCRB', 'BAFR', 'MWBC', 'AOTH'])),
    `<Disabilities>${element('Disability', random.chance(0.1) ? 'LD' : 'NONE')}</Disabilities>`,
    '</ChildCharacteristics><CINdetails>',
    element('CINreferralDate', iso(referred)),
    element('ReferralSource', random.pick(['1A', '2B', '3A', '5B', '6'])),
    element('PrimaryNeedCode', random.pick(['N1', 'N2', 'N4', 'N5'])),
    closed === null
      ? ''
      : element('CINclosureDate', iso(closed)) + element('ReasonForClosure', enquiry === null ? 'RC8' : 'RC7'),
    '<Assessments>',
    element('AssessmentActualStartDate', iso(assessed)),
    open ? '' : element('AssessmentAuthorisationDate', iso(finished)),
    open
      ? ''
      : `<FactorsIdentifiedAtAssessment>${element('AssessmentFactors', factor)}</FactorsIdentifiedAtAssessment>`,
    '</Assessments>',
    plan === null ? '' : `<CINPlanDates>${element('CINPlanStartDate', iso(plan))}</CINPlanDates>`,
    enquiry === null
      ? ''
      : `<Section47>${element('S47ActualStartDate', iso(enquiry))}${conference === null ? '' : element('DateOfInitialCPC', iso(conference))}${element('ICPCnotRequired', conference === null ? 1 : 0)}</Section47>`,
    element('ReferralNFA', 0),
    onPlan
      ? `<ChildProtectionPlans>${element('CPPstartDate', iso(conference))}${element('InitialCategoryOfAbuse', 'NEG')}${element('LatestCategoryOfAbuse', 'NEG')}${element('NumberOfPreviousCPP', 0)}</ChildProtectionPlans>`
      : '',
    '</CINdetails></Child>\n',
  ].join('')
}

/** Writes the census of `children` children of the year that ends on 31 March `year`. */
export const writeCensus = (file: string, children: number, year: number): void => {
  const random = seededRandom('census')
  const out = openSync(file, 'w')
  writeSync(
    out,
    `<?xml version="1.0" encoding="utf-8"?>\n<Message><Header><CollectionDetails><Collection>CIN</Collection><Year>${year}</Year><ReferenceDate>${year}-03-31</ReferenceDate></CollectionDetails><Source><SourceLevel>L</SourceLevel><LEA>212</LEA><SoftwareCode>made</SoftwareCode><Release>1</Release><SerialNo>001</SerialNo><DateTime>${year}-05-01T09:00:00</DateTime></Source></Header><Children>\n`,
  )
  for (let n = 1; n <= children; n++) writeSync(out, child(random, n, year))
  writeSync(out, '</Children></Message>\n')
  closeSync(out)
}
