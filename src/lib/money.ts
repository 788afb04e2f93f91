// Money is whole pence. How it is read from what people type, and how it is written.

const written = new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'GBP', minimumFractionDigits: 2 })
const whole = new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'GBP', maximumFractionDigits: 0 })

/** "£8,000,000", "£155,273.25", "-£300": pence are written where there are any. */
export const pounds = (pence: number): string => (pence % 100 === 0 ? whole : written).format(pence / 100)

/** As it stands in a form or a file: "155273.25", "8000000". Null is nothing. */
export const plainPounds = (pence: number | null): string => {
  if (pence === null) return ''
  return pence % 100 === 0 ? String(pence / 100) : (pence / 100).toFixed(2)
}

/** Short, for plots: "£8m", "£1.25m", "£580k", "£950". */
export const shortPounds = (pence: number): string => {
  const size = Math.abs(pence) / 100
  const sign = pence < 0 ? '-' : ''
  const short = (n: number): string => String(Number(n.toFixed(2)))
  if (size >= 1_000_000) return `${sign}£${short(size / 1_000_000)}m`
  if (size >= 1_000) return `${sign}£${short(size / 1_000)}k`
  return `${sign}£${short(size)}`
}

/** A million million pounds: more than any council has, and far below what a number can hold to the penny. */
const most = 100_000_000_000_000

/** Reads pounds as people type them ("£1,250.50", " 600000 "); or the words of what is wrong. `what` begins a sentence. */
export const readPounds = (text: string, what: string): { pence: number } | { problem: string } => {
  const plain = text.replace(/[\s,£]/gu, '')
  if (/^-\d+(\.\d*)?$/.test(plain)) return { problem: `${what} must be £0 or more` }
  const found = /^(\d{1,13})(?:\.(\d*))?$/.exec(plain)
  if (!found) return { problem: `${what} must be an amount of money, like 1,250 or 1,250.50` }
  const part = found[2] ?? ''
  if (part.length > 2) return { problem: `${what} must be whole pence: two figures after the point, or none` }
  const pence = Number(found[1]) * 100 + Number(part.padEnd(2, '0'))
  return pence > most ? { problem: `${what} must be less than a million million pounds` } : { pence }
}
