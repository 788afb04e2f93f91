/** What an audit entry says beyond its columns, from the canonical text it was hashed as. */
export type Look = { councilId: number | null; arrangementId: string | null }

/** Text that is not as the audit writes it says nothing more; it is never an error on a page. */
export const lookOf = (canonical: string): Look => {
  try {
    const said = JSON.parse(canonical) as unknown
    if (!Array.isArray(said)) return { councilId: null, arrangementId: null }
    return {
      councilId: typeof said[2] === 'number' ? said[2] : null,
      arrangementId: typeof said[8] === 'string' ? said[8] : null,
    }
  } catch {
    return { councilId: null, arrangementId: null }
  }
}

/** What somebody did, in words: "Opened", "Changed", "Was refused". */
export const outcomeWords: Readonly<Record<string, string>> = {
  opened: 'Opened',
  saved: 'Changed',
  refused: 'Was refused',
  'not found': 'Was turned away',
  listed: 'Saw in a list',
}

export const outcomeFilters = {
  opened: { text: 'Opened or changed', outcomes: ['opened', 'saved'] },
  changed: { text: 'Changed', outcomes: ['saved'] },
  refused: { text: 'Refused or turned away', outcomes: ['refused', 'not found'] },
} as const
export type OutcomeFilter = keyof typeof outcomeFilters

/** Why it was allowed or refused, as a clause: "as allocated social worker", "as Night worker, under ...". */
export const becauseWords = (outcome: string, reason: string): string => {
  if (reason === '') return ''
  if (outcome === 'refused' || outcome === 'not found')
    return reason === 'no such record' ? '(not theirs to find)' : `(${reason})`
  return `as ${reason.replace(/^allocated /, 'the allocated ')}`
}
