// The department's daily API as the rest of the house knows it: something that takes children and answers.

/** One child as it is sent: an object of src/outside/dfe-api/schema.ts. */
export type SentChild = Readonly<Record<string, unknown>>

export type Answer =
  /** the service answered the call; `retryAfter` in seconds where it named a time */
  | { kind: 'answered'; status: number; body: string; retryAfter: number | null }
  /** nobody knows whether it was taken: the line was cut, or no answer came in time */
  | { kind: 'unanswered'; why: string }
  /** it was never asked: the sign-in service refused the council's key (`final`), or did not answer */
  | { kind: 'not signed in'; why: string; final: boolean }

export type Department = {
  /** Sends these children in one call. Never throws for what happens on the line. */
  send: (children: readonly SentChild[]) => Promise<Answer>
  /** The next call signs in anew: the token was refused. */
  forgetToken: () => void
}

/** One council's own set of six, as the department's portal gives them. Never shared, never written to a log. */
export type DepartmentAccess = {
  councilId: number
  /** the base address; the path of the council's children is added */
  endpoint: string
  tokenEndpoint: string
  clientId: string
  clientSecret: string
  scope: string
  supplierKey: string
}

const names = {
  endpoint: 'ENDPOINT',
  tokenEndpoint: 'TOKEN_ENDPOINT',
  clientId: 'CLIENT_ID',
  clientSecret: 'CLIENT_SECRET',
  scope: 'SCOPE',
  supplierKey: 'SUPPLIER_KEY',
} as const satisfies Record<Exclude<keyof DepartmentAccess, 'councilId'>, string>

/** The name of an environment variable of one council: DFE_API_212_ENDPOINT. */
export const settingOf = (councilId: number, name: string): string => `DFE_API_${councilId}_${name}`

const loopback = new Set(['localhost', '127.0.0.1', '[::1]'])

/** Why an address may not be used; null when it may. Children's records travel encrypted, or not at all. */
export const addressFault = (address: string): string | null => {
  let url: URL
  try {
    url = new URL(address)
  } catch {
    return 'is not an address'
  }
  if (url.username !== '' || url.password !== '') return 'must not hold a user name or a password'
  if (url.protocol === 'https:' || (url.protocol === 'http:' && loopback.has(url.hostname))) return null
  return 'must begin with https://'
}

/**
 * A council's access from the environment (DFE_API_212_CLIENT_ID and so on), with another endpoint where one is named.
 * Answers what is missing or wrong by the names of the variables, never by what they hold.
 */
export const accessOf = (
  councilId: number,
  environment: Readonly<Record<string, string | undefined>>,
  endpoint: string | null = null,
): { access: DepartmentAccess } | { faults: string[] } => {
  const faults: string[] = []
  const access: Record<string, string> = {}
  for (const [field, name] of Object.entries(names)) {
    const variable = settingOf(councilId, name)
    const given = field === 'endpoint' && endpoint !== null
    const value = given ? endpoint : (environment[variable] ?? '').trim()
    if (value === '') faults.push(`${variable} is not set.`)
    else if (field === 'endpoint' || field === 'tokenEndpoint') {
      const fault = addressFault(value)
      if (fault) faults.push(`${given ? '--endpoint' : variable} ${fault}.`)
    }
    access[field] = value
  }
  return faults.length > 0 ? { faults } : { access: { councilId, ...access } as unknown as DepartmentAccess }
}

/** How a service is named where it is written down: host and path. */
export const serviceName = (endpoint: string): string => {
  const { host, pathname } = new URL(endpoint)
  return `${host}${pathname.replace(/\/+$/, '')}`
}
