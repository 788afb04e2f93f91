// What a night worker needs of a child before acting, and no more. Pure: what is opened for which reason, what comes first.

/** Why a summary is opened while no call goes on. During a call the call is the reason. */
export const openingGrounds = {
  'follow-up': 'Following up a call or visit of tonight',
  'alert left': 'An alert the day team left',
  'asked by police or hospital': 'Police or a hospital asked about this child',
  'going missing': 'The child is missing, or may be',
  'planned visit': 'A visit or check planned for tonight',
  'manager asked': 'A manager asked me to',
  other: 'Another reason, in my words',
} as const
export type OpeningGround = keyof typeof openingGrounds
export const openingGroundNames = Object.keys(openingGrounds) as OpeningGround[]

/** How an opening's ground reads on a page; "call" is a call that went on. */
export const groundWords = (ground: string): string =>
  ground === 'call' ? 'During a call' : (openingGrounds[ground as OpeningGround] ?? ground)

type Risk = { code: string | null }

/** Risk to staff before everything else, then what may happen to the child tonight, then what to know. */
const riskOrder = [
  'risk to staff',
  'exploitation',
  'going missing',
  'self-harm',
  'domestic abuse',
  'health need',
  'allergy',
]
export const byDanger = <One extends Risk>(risks: readonly One[]): One[] => {
  const place = (risk: Risk) => {
    const at = riskOrder.indexOf(risk.code ?? '')
    return at < 0 ? riskOrder.length : at
  }
  return risks.toSorted((a, b) => place(a) - place(b))
}

/**
 * Whether the council itself holds parental responsibility by the orders in force, in a sentence with the law; null when
 * it holds none. Codes are those of legal status in the SSDA903 return.
 */
export const councilResponsibility = (codes: readonly (string | null)[]): string | null => {
  if (codes.includes('E1'))
    return 'The council holds parental responsibility with the parents, whose use of it it may limit (placement order: Adoption and Children Act 2002, section 25)'
  if (codes.includes('C2') || codes.includes('C1'))
    return 'The council holds parental responsibility with the parents and may limit their use of it (care order: Children Act 1989, section 33)'
  if (codes.includes('L2'))
    return 'The council holds parental responsibility as far as the child’s safety needs it (emergency protection order: Children Act 1989, section 44)'
  if (codes.includes('L1'))
    return 'Nobody gained parental responsibility: police protection only lets the police keep the child safe (Children Act 1989, section 46)'
  return null
}

export type Opening = {
  openingId: string
  callId: string | null
  openedAt: Temporal.Instant
  closedAt: Temporal.Instant | null
  wrongPerson: boolean
}

/**
 * What opening the summary now asks for: nothing where it is open already (in this call, or in this turn without one), the
 * call where one goes on, and otherwise a ground.
 */
export const openingNeeded = (
  openings: readonly Opening[],
  callId: string | null,
): { open: Opening } | { byCall: string } | 'ask' => {
  const live = openings.filter((one) => !one.wrongPerson && one.closedAt === null)
  if (callId !== null) {
    const inCall = live.find((one) => one.callId === callId)
    return inCall ? { open: inCall } : { byCall: callId }
  }
  const newest = live.toSorted((a, b) => Temporal.Instant.compare(b.openedAt, a.openedAt))[0]
  return newest ? { open: newest } : 'ask'
}
