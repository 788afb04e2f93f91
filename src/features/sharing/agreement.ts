import type { Day } from '../../lib/day.ts'
import { isAfter, isBefore } from '../../lib/day.ts'

// What councils have signed with one another, in the words of the page "who may see what because of this".
// Kinds and their law: Local Government Act 1972 sections 101, 102, 112 and 113; Local Government Act 2000 section 9EA.

export const kinds = {
  'joint employment': 'Joint employment',
  'section 113': 'Staff lent or shared (section 113)',
  delegation: 'One council acts for another (section 101)',
  'joint committee': 'Joint committee',
  company: 'A company of the councils',
  'shared system': 'Shared system',
  'peer support': 'Peer support',
} as const
export type Kind = keyof typeof kinds

/** Kinds in which staff of one council serve another: what is counted as a shared service. */
export const serviceKinds: readonly Kind[] = ['joint employment', 'section 113', 'delegation', 'company']

export type Party = { partyId: number; joinedOn: Day; leftOn: Day | null; opensRecords: boolean }

export type Agreement = {
  hostId: number
  arrangementId: string
  title: string
  kind: Kind
  service: string
  startsOn: Day
  endsOn: Day | null
  endedOn: Day | null
  parties: readonly Party[]
}

export type State = 'in force' | 'agreed, not begun' | 'ended'

export const stateOn = (agreement: Pick<Agreement, 'startsOn' | 'endsOn' | 'endedOn'>, on: Day): State => {
  if (agreement.endedOn !== null && !isAfter(agreement.endedOn, on)) return 'ended'
  if (agreement.endsOn !== null && isBefore(agreement.endsOn, on)) return 'ended'
  return isAfter(agreement.startsOn, on) ? 'agreed, not begun' : 'in force'
}

/** What the register calls it: signed and yet to begin is being implemented, and on its first day it is live. */
export const stageOf: Record<State, 'live' | 'implementing' | 'ended'> = {
  'in force': 'live',
  'agreed, not begun': 'implementing',
  ended: 'ended',
}

/** Councils that are a party on a day, the host first. */
export const partiesOn = (agreement: Pick<Agreement, 'hostId' | 'parties'>, on: Day): number[] => {
  const present = agreement.parties.filter(
    (party) => !isAfter(party.joinedOn, on) && (party.leftOn === null || !isBefore(party.leftOn, on)),
  )
  return [...new Set(present.map((party) => party.partyId))].sort(
    (a, b) => Number(b === agreement.hostId) - Number(a === agreement.hostId) || a - b,
  )
}

/** The services a council shares with others on a day; with a second council, those the two share with each other. */
export const sharedServices = <A extends Agreement>(agreements: readonly A[], on: Day, ...councilIds: number[]): A[] =>
  agreements.filter((agreement) => {
    const parties = partiesOn(agreement, on)
    return (
      serviceKinds.includes(agreement.kind) &&
      stateOn(agreement, on) === 'in force' &&
      parties.length > 1 &&
      councilIds.every((id) => parties.includes(id))
    )
  })

/** How many services each pair of councils shares on a day; a council with itself: all it shares with anybody. */
export const countsByPair = (
  agreements: readonly Agreement[],
  on: Day,
  councilIds: readonly number[],
): Map<string, number> => {
  const counts = new Map<string, number>()
  for (const agreement of sharedServices(agreements, on)) {
    const parties = partiesOn(agreement, on).filter((id) => councilIds.includes(id))
    for (const a of parties)
      for (const b of parties.filter((id) => id >= a)) counts.set(pairKey(a, b), (counts.get(pairKey(a, b)) ?? 0) + 1)
  }
  return counts
}
export const pairKey = (a: number, b: number): string => `${Math.min(a, b)}-${Math.max(a, b)}`

export type ServiceLine = { service: string; councils: number[]; agreements: Agreement[] }

/** Each service in force once, with every council that is in it: partners belong to a service, not to a pair of councils. */
export const byService = (agreements: readonly Agreement[], on: Day): ServiceLine[] => {
  const lines = new Map<string, ServiceLine>()
  for (const agreement of agreements.filter((one) => stateOn(one, on) === 'in force')) {
    const line = lines.get(agreement.service) ?? { service: agreement.service, councils: [], agreements: [] }
    line.agreements.push(agreement)
    for (const id of partiesOn(agreement, on)) if (!line.councils.includes(id)) line.councils.push(id)
    lines.set(agreement.service, line)
  }
  return [...lines.values()].sort((a, b) => a.service.localeCompare(b.service))
}

// Sentences ---------------------------------------------------------------------------------------------------------

export type Level = 'find' | 'summary' | 'record' | 'write'
/** What a level lets somebody do with a child of these councils: "see the summary of a child of Alder". */
export const levelInWords = (level: Level, councils: readonly string[]): string => {
  const whose = `a child of ${listInWords(councils)}`
  if (level === 'find') return `find whether ${whose} is known`
  if (level === 'summary') return `see the summary of ${whose}`
  if (level === 'record') return `read the record of ${whose}`
  return `read and write in the record of ${whose}`
}

export type Hours = { from: string; to: string; nonWorkingDays: boolean }
export const hoursInWords = (hours: Hours | null): string =>
  hours === null
    ? 'at any hour'
    : `from ${hours.from} to ${hours.to}${hours.nonWorkingDays ? ', and all day on days that are not working days' : ''}`

/** "Alder", "Alder and Birch", "Alder, Birch and Cedar". */
export const listInWords = (names: readonly string[]): string =>
  names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`

/** "Alder", "Alder or Birch", "Alder, Birch or Cedar". */
export const anyOfInWords = (names: readonly string[]): string =>
  names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`

export type ClauseWords = {
  clause: string
  effect: 'includes' | 'excludes'
  functionName: string
  partyId: number | null
  words: string
}

export type ClauseGroup = {
  clauses: string[]
  effect: 'includes' | 'excludes'
  functions: string[]
  partyId: number | null
  words: string
}

/** Clauses that say the same words of several functions, told once: 4, 4(a) and 4(b) of social care, early help and care. */
export const clausesTogether = (clauses: readonly ClauseWords[]): ClauseGroup[] => {
  const groups: ClauseGroup[] = []
  for (const clause of clauses) {
    const same = groups.find(
      (one) => one.effect === clause.effect && one.partyId === clause.partyId && one.words === clause.words,
    )
    if (same) {
      same.clauses.push(clause.clause)
      same.functions.push(clause.functionName)
    } else {
      groups.push({
        clauses: [clause.clause],
        effect: clause.effect,
        functions: [clause.functionName],
        partyId: clause.partyId,
        words: clause.words,
      })
    }
  }
  return groups
}

/** "Clause 4", "Clauses 4, 4(a) and 4(b)". */
export const clauseNumbers = (numbers: readonly string[]): string =>
  `${numbers.length === 1 ? 'Clause' : 'Clauses'} ${listInWords(numbers)}`

export type Facts = {
  kind: Kind
  title: string
  level: Level | null
  hours: Hours | null
  /** posts of these roles only; null or left out: of any */
  roles?: readonly string[] | null
  onRota?: boolean
  state: State
  /** parties today, each with whether its children's records may be opened at all */
  parties: readonly { name: string; opensRecords: boolean }[]
  clauses: readonly ClauseWords[]
  /** functions whose work is a child's record */
  childrensFunctions: readonly string[]
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** What the agreement opens, in sentences; the first says it all in short. */
export const opensInWords = (facts: Facts): string[] => {
  if (facts.state === 'ended') return ['It opens nothing any more: it has ended.']
  const opens = facts.parties.filter((party) => party.opensRecords).map((party) => party.name)
  const included = facts.clauses
    .filter((clause) => clause.effect === 'includes' && facts.childrensFunctions.includes(clause.functionName))
    .map((clause) => `${clause.functionName} (clause ${clause.clause})`)
  const nothing = cannotOpen(facts)
  if (nothing) return [nothing]
  if (opens.length === 0 || included.length === 0 || facts.level === null)
    return ['It opens no child’s record of any council.']
  const begins = facts.state === 'agreed, not begun' ? 'Once it begins, staff' : 'Staff'
  const posts = facts.roles ? ` of ${anyOfInWords(facts.roles)}` : ''
  return [
    `${begins} with a post${posts} under it may ${levelInWords(facts.level, opens)}, ${hoursInWords(facts.hours)}, for ${listInWords(included)}${facts.onRota ? ', and only while they are on the rota of their team' : ''}.`,
    ...(facts.kind === 'peer support'
      ? ['Only children in the agreed sample are opened, each until its own end date, and no other child.']
      : []),
    'A post opens no more than its own role does, and a restricted record opens only to the people named on it.',
  ]
}

/** The kinds that open no child's record whatever their clauses say; null for the others. */
const cannotOpen = (facts: Facts): string | null => {
  if (facts.kind === 'shared system')
    return 'It opens no child’s record: a shared system keeps each council’s data its own.'
  if (facts.kind === 'joint committee')
    return 'It opens no child’s record: a joint committee decides, and reads nobody’s file.'
  return null
}

/** What it does not open and by which clause. */
export const closedInWords = (
  facts: Facts,
  councilName: (councilId: number) => string,
): { words: string; clause: string | null }[] => {
  const excluded = clausesTogether(facts.clauses.filter((clause) => clause.effect === 'excludes')).map((group) => ({
    words: `${capital(listInWords(group.functions))}${group.partyId === null ? '' : ` of ${councilName(group.partyId)}`}. ${group.words}`,
    clause: clauseNumbers(group.clauses),
  }))
  const closed = facts.parties.filter((party) => !party.opensRecords).map((party) => party.name)
  const named = new Set(facts.clauses.map((clause) => clause.functionName))
  const silent = facts.childrensFunctions.filter((name) => !named.has(name))
  return [
    ...excluded,
    ...(closed.length > 0 && cannotOpen(facts) === null
      ? [{ words: `No child’s record of ${listInWords(closed)} is opened to anybody by it.`, clause: null }]
      : []),
    ...(facts.kind === 'joint employment'
      ? [{ words: 'Being employed by both councils opens nothing by itself.', clause: null }]
      : []),
    ...(silent.length > 0 && cannotOpen(facts) === null
      ? [{ words: `No clause names ${listInWords(silent)}: what no clause includes stays closed.`, clause: null }]
      : []),
  ]
}
