import { readFileSync } from 'node:fs'
import { localAuthorityCodes } from '../codes/local-authorities.ts'

// The official list: code, code of the Office for National Statistics, name. Names are data and stand in their own file.

export type OfficialCouncil = { councilId: number; onsCode: string; name: string }

let names: Readonly<Record<string, string>> | null = null
const nameOf = (code: number): string => {
  names ??= JSON.parse(readFileSync(new URL('../codes/local-authority-names.json', import.meta.url), 'utf8')) as Record<
    string,
    string
  >
  return names[code] ?? `Council ${code}`
}

/** The council with a three-digit code (212) or an ONS code (E09000032); null when there is none in the official list. */
export const officialCouncil = (text: string): OfficialCouncil | null => {
  const wanted = text.trim().toUpperCase()
  const found = localAuthorityCodes.filter(({ code, onsCode }) => String(code) === wanted || onsCode === wanted)
  const one = found.find(({ until }) => until === undefined) ?? found[0]
  if (one === undefined) return null
  // An authority keeps its three-digit code when its ONS code changes; the record has the one in force.
  const inForce = localAuthorityCodes.find(({ code, until }) => code === one.code && until === undefined) ?? one
  return { councilId: one.code, onsCode: inForce.onsCode, name: nameOf(one.code) }
}
