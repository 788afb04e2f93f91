// Makes an SSDA903 return of any size: every child fictional, the dates of one child in order, the same seed the same
// files. For measurements and for trying out large councils.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { testUpn } from '../src/lib/identifiers.ts'
import { type Random, seededRandom } from '../src/lib/random.ts'

type Made = { rows: number; tables: Readonly<Record<string, number>> }

const columns = {
  header: 'CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB',
  episodes: 'CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN',
  uasc: 'CHILD,SEX,DOB,DUC',
  reviews: 'CHILD,DOB,REVIEW,REVIEW_CODE',
  oc2: 'CHILD,DOB,SDQ_SCORE,SDQ_REASON,CONVICTED,HEALTH_CHECK,IMMUNISATIONS,TEETH_CHECK,HEALTH_ASSESSMENT,SUBSTANCE_MISUSE,INTERVENTION_RECEIVED,INTERVENTION_OFFERED',
  oc3: 'CHILD,DOB,IN_TOUCH,ACTIV,ACCOM',
  ad1: 'CHILD,DOB,DATE_INT,DATE_MATCH,FOSTER_CARE,NB_ADOPTR,SEX_ADOPTR,LS_ADOPTR',
  placed_for_adoption: 'CHILD,DOB,DATE_PLACED,DATE_PLACED_CEASED,REASON_PLACED_CEASED',
  previous_permanence: 'CHILD,DOB,PREV_PERM,LA_PERM,DATE_PERM',
  missing: 'CHILD,DOB,MISSING,MIS_START,MIS_END',
  sw_episodes: 'CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON',
  dolo: 'CHILD,DOB,DOLO_START,DOLO_END',
} as const
type Name = keyof typeof columns

const dayLength = 86_400_000
const dayAt = (year: number, month: number, day: number): number => Date.UTC(year, month - 1, day) / dayLength
const written = (day: number | null): string => {
  if (day === null) return ''
  const on = new Date(day * dayLength)
  return `${String(on.getUTCDate()).padStart(2, '0')}/${String(on.getUTCMonth() + 1).padStart(2, '0')}/${on.getUTCFullYear()}`
}

const ethnicities = ['WBRI', 'WOTH', 'BCRB', 'BAFR', 'MWBC', 'AOTH', 'APKN', 'OOTH'] as const
const postcode = (random: Random): string => {
  const letters = 'ABDEFGHJLNPQRSTUWXYZ'
  const one = (): string => letters[random.integer(0, letters.length - 1)] as string
  return `SW${random.integer(1, 20)} ${random.integer(1, 9)}${one()}${one()}`
}

/** One child's rows of the year that ends on 31 March `year`. */
const addChild = (random: Random, n: number, year: number, workers: number, rows: Record<Name, string[]>): void => {
  const begins = dayAt(year - 1, 4, 1)
  const ends = dayAt(year, 3, 31)
  const child = String(100_000 + n)
  const age = random.integer(0, 17)
  const bornOn = begins - age * 365 - random.integer(0, 360)
  const born = written(bornOn)
  const sex = random.pick(['M', 'F'])
  rows.header.push([child, sex, born, random.pick(ethnicities), testUpn(212, n), sex === 'F' ? '0' : '', ''].join(','))

  if (age === 17 && random.chance(0.35)) {
    rows.oc3.push(
      [
        child,
        born,
        random.weighted([
          ['YES', 9],
          ['NO', 1],
        ]),
        'F2',
        'U1',
      ].join(','),
    )
    return
  }
  // Care: a chain of episodes, each beginning on the day the one before ended.
  const started = Math.max(bornOn, begins + random.integer(-900, 330))
  const unaccompanied = age >= 14 && random.chance(0.25)
  const adopted = age < 3 && random.chance(0.15)
  const leavesOn = random.chance(0.3) ? Math.max(started, begins) + random.integer(20, 250) : null
  const until = leavesOn !== null && leavesOn < ends ? leavesOn : null
  const home = unaccompanied ? '' : postcode(random)
  let [from, status, placement] = [started, random.pick(['V2', 'C1', 'C2']), random.pick(['U6', 'U4', 'U3', 'K2'])]
  let address = postcode(random)
  let reason = 'S'
  for (let episodes = random.poisson(0.9); ; episodes--) {
    const room = (until ?? ends) - from
    const next = episodes > 0 && room > 20 ? from + random.integer(10, room - 5) : null
    const closes = next ?? until
    const moves = next !== null && random.chance(0.7)
    const ceased = next !== null ? 'X1' : until === null ? '' : adopted ? 'E11' : random.pick(['E4A', 'E45', 'E13'])
    if (closes === null || closes >= begins) {
      rows.episodes.push(
        [
          child,
          written(from),
          reason,
          status,
          unaccompanied ? 'N8' : 'N1',
          placement,
          'PR1',
          written(closes),
          ceased,
          moves ? 'CARPL' : '',
          home,
          address,
          'SC123456',
        ].join(','),
      )
    }
    if (next === null) break
    from = next
    if (moves) {
      placement = random.pick(['U6', 'U4', 'K2', 'K3'])
      address = postcode(random)
      reason = 'P'
    } else {
      status = status === 'C1' ? 'C2' : 'C1'
      reason = 'L'
    }
  }
  const seenUntil = until ?? ends
  for (let on = Math.max(started + 20, begins + 30); on < seenUntil; on += 150) {
    rows.reviews.push([child, born, written(on), age < 4 ? 'PN0' : 'PN1'].join(','))
  }
  if (started < begins && until === null) {
    rows.oc2.push(
      [
        child,
        born,
        age >= 4 ? String(random.integer(0, 30)) : '',
        '',
        age >= 10 ? '0' : '',
        age < 5 ? '1' : '',
        '1',
        '1',
        '1',
        '0',
        '',
        '',
      ].join(','),
    )
  }
  if (unaccompanied) rows.uasc.push([child, sex, born, ''].join(','))
  if (started >= begins) rows.previous_permanence.push([child, born, 'Z1', '', ''].join(','))
  if (adopted) {
    const decided = started + 15
    rows.placed_for_adoption.push([child, born, written(decided), '', ''].join(','))
    if (until !== null)
      rows.ad1.push([child, born, written(decided), written(decided + 60), '0', '2', 'MF', 'L11'].join(','))
  }
  for (let times = age > 11 ? random.poisson(0.4) : 0; times > 0; times--) {
    const gone = Math.max(started, begins) + random.integer(1, Math.max(2, seenUntil - Math.max(started, begins) - 3))
    rows.missing.push([child, born, 'M', written(gone), written(gone + 1)].join(','))
  }
  let held = Math.max(started, begins - 200)
  for (let changes = random.poisson(0.8); ; changes--) {
    const next = changes > 0 && seenUntil - held > 40 ? held + random.integer(20, seenUntil - held - 10) : null
    const number = `SW${String(1 + random.integer(0, workers - 1)).padStart(6, '0')}`
    rows.sw_episodes.push(
      [child, born, number, written(held), written(next ?? until), held === started ? 'FCONTA' : 'LEFTRL'].join(','),
    )
    if (next === null) break
    held = next
  }
  if (age > 13 && random.chance(0.01))
    rows.dolo.push([child, born, written(Math.max(started, begins) + 5), ''].join(','))
}

/** Writes the twelve files into a folder, which is made. One worker for about 18 children. */
export const writeSsda903 = (folder: string, children: number, year: number, seed = 'return'): Made => {
  const random = seededRandom(seed)
  const rows = Object.fromEntries(Object.keys(columns).map((name) => [name, []])) as unknown as Record<Name, string[]>
  const workers = Math.max(1, Math.round(children / 18))
  for (let n = 0; n < children; n++) addChild(random.fork(n), n, year, workers, rows)
  mkdirSync(folder, { recursive: true })
  for (const [name, heading] of Object.entries(columns)) {
    writeFileSync(join(folder, `${name}.csv`), `${[heading, ...rows[name as Name]].join('\r\n')}\r\n`)
  }
  const tables = Object.fromEntries(Object.entries(rows).map(([name, list]) => [name, list.length]))
  return { rows: Object.values(tables).reduce((sum, count) => sum + count, 0), tables }
}
