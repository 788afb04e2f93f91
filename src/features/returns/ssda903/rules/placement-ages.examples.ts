import type { Example, Examples } from '../testing.ts'

/** On the birthday, and on the day before it, of a child born on 15 May. */
const onBirthday = (place: string, born: number, turns: number): Example => ({
  passes: { Header: [{ DOB: `15/05/${born}` }], Episodes: [{ PLACE: place, DECOM: `15/05/${turns}` }] },
  // The placement goes on: the age at its start is wrong all the same.
  fails: { Header: [{ DOB: `15/05/${born}` }], Episodes: [{ PLACE: place, DECOM: `14/05/${turns}`, DEC: null }] },
  at: ['Episodes 0 DECOM', 'Episodes 0 PLACE'],
})

export const placementAgeExamples: Examples = {
  '370@2023': onBirthday('P2', 2007, 2022),
  '370': onBirthday('P2', 2007, 2023),
  '371@2023': onBirthday('H5', 2008, 2022),
  '371@2024': onBirthday('H5', 2007, 2023),
  '371': onBirthday('K3', 2010, 2026),
  '372': onBirthday('R5', 2016, 2026),
  '373': onBirthday('S1', 2022, 2026),
  '374': onBirthday('P3', 2012, 2026),
}
