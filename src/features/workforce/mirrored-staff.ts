import { sql } from 'kysely'
import type { Db } from '../../database/connection.ts'
import { idFrom, isId } from '../../lib/ids.ts'
import { normaliseName } from '../../lib/names.ts'

// Workers and teams of a council that keeps its own system, as its extract names them. They have no post and no sign-in
// here: whoever is to work here is given a post by hand.

export type MirroredWorker = { key: string; name: string | null; registration: string | null }
export type MirroredTeam = { key: string; name: string | null }

/** By the extract's own key: who that is here. */
export type StaffHere = { workers: Map<string, string>; teams: Map<string, string>; added: number; changed: number }

const workerKey = (key: string): string => `ssd|${key}`

/** Adds and renames; nobody is taken away, because what they did stays. Somebody here already, by number or id, is the same. */
export const keepMirroredStaff = async (
  db: Db,
  councilId: number,
  workers: readonly MirroredWorker[],
  teams: readonly MirroredTeam[],
): Promise<StaffHere> => {
  const here: StaffHere = { workers: new Map(), teams: new Map(), added: 0, changed: 0 }
  const held = await db
    .selectFrom('worker')
    .select(['worker_id', 'swe_number', 'source_key', 'display_name'])
    .where('council_id', '=', councilId)
    .execute()
  const byKey = new Map(held.flatMap((one) => (one.source_key === null ? [] : [[one.source_key, one]])))
  const byNumber = new Map(held.flatMap((one) => (one.swe_number === null ? [] : [[one.swe_number, one]])))
  const byId = new Map(held.map((one) => [one.worker_id, one]))
  const added: object[] = []
  const renamed: { worker_id: string; name: string }[] = []
  for (const { key, name, registration } of workers) {
    const known = byKey.get(workerKey(key)) ?? byId.get(key) ?? byNumber.get(registration ?? '')
    if (known) {
      here.workers.set(key, known.worker_id)
      if (known.source_key === workerKey(key) && name !== null && name !== known.display_name)
        renamed.push({ worker_id: known.worker_id, name })
      continue
    }
    // Somebody of another council, whom the extract knows by the id this database gave.
    if (name === null && isId(key)) {
      here.workers.set(key, key)
      continue
    }
    const workerId = idFrom(`${councilId} ssd worker ${key}`, 0)
    const shown = name ?? `Worker ${key}`
    const [given, family] = partsOf(shown)
    here.workers.set(key, workerId)
    added.push({
      council_id: councilId,
      worker_id: workerId,
      given_name: given,
      family_name: family,
      display_name: shown,
      normal_name: normaliseName(shown),
      swe_number: registration,
      source_key: workerKey(key),
      version: 1,
    })
  }
  for (let at = 0; at < added.length; at += 1000) {
    await sql`insert into worker (council_id, worker_id, given_name, family_name, display_name, normal_name, swe_number, source_key, version)
      select council_id, worker_id, given_name, family_name, display_name, normal_name, swe_number, source_key, version
      from json_populate_recordset(null::worker, ${JSON.stringify(added.slice(at, at + 1000))}::text::json)`.execute(db)
  }
  for (const { worker_id, name } of renamed) {
    const [given, family] = partsOf(name)
    await db
      .updateTable('worker')
      .set({ display_name: name, given_name: given, family_name: family, normal_name: normaliseName(name) })
      .where('council_id', '=', councilId)
      .where('worker_id', '=', worker_id)
      .execute()
  }
  const teamsHeld = new Map(
    (await db.selectFrom('team').select(['team_id', 'name']).where('council_id', '=', councilId).execute()).map(
      (one) => [one.team_id, one.name],
    ),
  )
  for (const { key, name } of teams) {
    const derived = idFrom(`${councilId} ssd team ${key}`, 0)
    if (teamsHeld.has(key) || (name === null && isId(key))) {
      here.teams.set(key, key)
      continue
    }
    here.teams.set(key, derived)
    const shown = name ?? `Team ${key}`
    if (!teamsHeld.has(derived)) {
      await db.insertInto('team').values({ council_id: councilId, team_id: derived, name: shown }).execute()
      here.added++
    } else if (teamsHeld.get(derived) !== shown) {
      await db
        .updateTable('team')
        .set({ name: shown })
        .where('council_id', '=', councilId)
        .where('team_id', '=', derived)
        .execute()
      here.changed++
    }
  }
  here.added += added.length
  here.changed += renamed.length
  return here
}

/** "Ana Field" and "Field, Ana" as given and family name. */
const partsOf = (name: string): [string, string] => {
  const comma = name.indexOf(',')
  if (comma > 0) return [name.slice(comma + 1).trim(), name.slice(0, comma).trim()]
  const space = name.lastIndexOf(' ')
  return space < 0 ? ['', name] : [name.slice(0, space), name.slice(space + 1)]
}
