// Whether a post may be granted under an agreement: decided by the same reading of its clauses that opens records.

export type GrantClause = { clause: string; functionName: string; words: string }
export type GrantAgreement<Clause extends GrantClause> = {
  title: string
  kind: string
  level: string | null
  /** posts of these roles only; null: of any */
  roles: readonly string[] | null
  partyIds: readonly number[]
  parties: readonly { councilId: number; opensRecords: boolean }[]
  clauses: readonly Clause[]
}

export type Wanted<Clause extends GrantClause> = {
  employerId: number
  role: string
  functions: readonly string[]
  opensRecords: boolean
  /** councils with a share of the post, the employer among them or not */
  serves: readonly number[]
  agreement: GrantAgreement<Clause> | null
  /** access/scopes.ts `covered` */
  covered: (
    agreement: { clauses: readonly Clause[]; title: string },
    functions: readonly string[],
    councilId: number,
  ) => { functions: string[]; refusedBy: Clause | null }
  name: (councilId: number) => string
}

export type Refusal = {
  field: 'role' | 'functions' | 'arrangement' | 'opensRecords'
  words: string
  clause: string | null
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
const listed = (names: readonly string[]): string =>
  names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`

/** Why the post cannot be granted, with the clause and its words where a clause says so; null when it can. */
export const grantRefusal = <Clause extends GrantClause>(wanted: Wanted<Clause>): Refusal | null => {
  const { agreement, employerId, functions, name } = wanted
  const others = wanted.serves.filter((id) => id !== employerId)
  if (others.length > 0 && agreement === null) {
    return {
      field: 'arrangement',
      clause: null,
      words: `Select the agreement that lets the post serve ${listed(others.map(name))}: without one it serves ${name(employerId)} only`,
    }
  }
  if (agreement !== null) {
    const outside = others.filter((id) => !agreement.partyIds.includes(id))
    if (outside.length > 0)
      return {
        field: 'arrangement',
        clause: null,
        words: `${listed(outside.map(name))} is no party to ${agreement.title}`,
      }
    if (others.length > 0 && agreement.roles !== null && !agreement.roles.includes(wanted.role))
      return {
        field: 'role',
        clause: null,
        words: `${capital(agreement.title)} is for posts of ${listed(agreement.roles)} only`,
      }
    // Under a joint employment the employing council's own share stands under the agreement as well.
    const judged = agreement.kind === 'joint employment' ? [...new Set([employerId, ...others])] : others
    for (const councilId of judged) {
      const cover = wanted.covered(agreement, functions, councilId)
      if (cover.refusedBy) {
        return {
          field: 'functions',
          clause: cover.refusedBy.clause,
          words: `${capital(cover.refusedBy.functionName)} is outside ${agreement.title}. Clause ${cover.refusedBy.clause} says: “${cover.refusedBy.words}”`,
        }
      }
      const left = functions.filter((one) => !cover.functions.includes(one))
      if (left.length > 0)
        return {
          field: 'functions',
          clause: null,
          words: `No clause of ${agreement.title} includes ${listed(left)}, so the post cannot serve ${name(councilId)} for it`,
        }
    }
    if (wanted.opensRecords && others.length > 0) {
      const closed = others.filter(
        (id) => !agreement.parties.some((party) => party.councilId === id && party.opensRecords),
      )
      if (agreement.level === null || closed.length > 0) {
        return {
          field: 'opensRecords',
          clause: null,
          words: `${capital(agreement.title)} opens no child’s record of ${listed((closed.length > 0 ? closed : others).map(name))}. Select no, or another agreement`,
        }
      }
    }
  }
  return null
}
