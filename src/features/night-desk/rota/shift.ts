import { phoneWords } from '../../children/index.ts'

/** The parts somebody can have on a rota, in the order pages show them. */
export const parts = ['on duty', 'on-call manager', 'duty manager'] as const
export type RotaPart = (typeof parts)[number]

export const partWords: Readonly<Record<RotaPart, string>> = {
  'on duty': 'On duty',
  'on-call manager': 'On-call manager',
  'duty manager': 'Duty manager',
}

/** Somebody's turn on the rota of a team, with how to reach them. */
export type Shift = {
  councilId: number
  shiftId: string
  teamId: string
  team: string
  workerId: string
  name: string
  phone: string | null
  part: RotaPart
  from: Temporal.Instant
  to: Temporal.Instant
}

/** A number to ring, as it is read aloud and as a telephone takes it. */
export const phoneLink = (phone: string | null): { text: string; dial: string | null } | null =>
  phone === null || phone.trim() === ''
    ? null
    : {
        text: phoneWords(phone),
        dial: /^\+?[\d\s()-]{5,20}$/.test(phone) ? phone.replaceAll(/[\s()-]/g, '') : null,
      }

/**
 * Whom to ring for a council's children out of hours: the on-call manager of that council's own rota, of one of these teams,
 * and where neither rota names one, whoever manages duty there. Null when nobody is on.
 */
export const onCallFor = (shifts: readonly Shift[], councilId: number, teamIds: readonly string[]): Shift | null => {
  const of = (part: RotaPart, fits: (shift: Shift) => boolean) =>
    shifts.find((shift) => shift.part === part && fits(shift))
  const here = (shift: Shift) => shift.councilId === councilId
  const ours = (shift: Shift) => teamIds.includes(shift.teamId)
  return (
    of('on-call manager', here) ??
    of('on-call manager', ours) ??
    of('duty manager', here) ??
    of('duty manager', ours) ??
    null
  )
}
