import type { Examples } from '../testing.ts'

const guardianship = { PREV_PERM: 'P2', LA_PERM: '352', DATE_PERM: 'ZZ/05/2020' }
const none = { PREV_PERM: 'Z1', LA_PERM: null, DATE_PERM: null }

export const previousPermanenceExamples: Examples = {
  '630': {
    passes: {
      Episodes: [
        { DECOM: '08/06/2026', RNE: 'S' },
        { CHILD: 'A2', DECOM: '08/06/2026', RNE: 'S' },
        { CHILD: 'A3', DECOM: '31/03/2026', RNE: 'S' },
      ],
      PrevPerm: [
        { PREV_PERM: 'P4', LA_PERM: '999', DATE_PERM: 'ZZ/ZZ/ZZZZ' },
        { CHILD: 'A2', ...none },
      ],
    },
    fails: {
      Episodes: [
        { DECOM: '08/06/2026', RNE: 'S' },
        { CHILD: 'A2', DECOM: '08/06/2026', RNE: 'S' },
      ],
      PrevPerm: [{ ...guardianship, LA_PERM: null }],
    },
    at: ['Episodes 0 RNE', 'Episodes 1 RNE'],
  },
  '631': {
    passes: { PrevPerm: [guardianship, none, { PREV_PERM: null }] },
    fails: { PrevPerm: [{ PREV_PERM: 'P0' }] },
  },
  '632': {
    passes: {
      Episodes: [{ DECOM: '08/06/2026', RNE: 'S' }],
      PrevPerm: [
        guardianship,
        { ...guardianship, DATE_PERM: 'ZZ/ZZ/ZZZZ' },
        { ...guardianship, DATE_PERM: 'ZZ/06/2026' },
        { ...guardianship, DATE_PERM: '07/06/2026' },
      ],
    },
    fails: {
      Episodes: [{ DECOM: '08/06/2026', RNE: 'S' }],
      PrevPerm: [
        { ...guardianship, DATE_PERM: '08/06/2026' },
        { ...guardianship, DATE_PERM: 'ZZ/ZZ/2027' },
        { CHILD: 'A2', ...guardianship, DATE_PERM: 'MAY 2020' },
      ],
    },
    at: ['PrevPerm 0 DATE_PERM', 'PrevPerm 1 DATE_PERM', 'PrevPerm 2 DATE_PERM', 'Episodes 0 DECOM'],
  },
  '633': {
    // 940 is an authority since 2021, 928 was one until then.
    passes: { PrevPerm: [guardianship, none, { LA_PERM: 'SCO' }, { LA_PERM: '940' }, { LA_PERM: '928' }] },
    fails: { PrevPerm: [{ LA_PERM: '458' }, { LA_PERM: 'CON' }] },
    at: ['PrevPerm 0 LA_PERM', 'PrevPerm 1 LA_PERM'],
  },
  '634': {
    passes: {
      Episodes: [{ DECOM: '01/04/2016' }, { CHILD: 'A2', DECOM: '31/03/2016' }],
      PrevPerm: [guardianship, { CHILD: 'A2', PREV_PERM: null }],
    },
    fails: { Episodes: [{ DECOM: '31/03/2016' }, { DECOM: '02/07/2015' }], PrevPerm: [none] },
    at: ['PrevPerm 0 LA_PERM', 'PrevPerm 0 PREV_PERM', 'PrevPerm 0 DATE_PERM', 'Episodes 0 DECOM', 'Episodes 1 DECOM'],
  },
  '635': {
    passes: { PrevPerm: [guardianship, none, { PREV_PERM: null }] },
    // The department's words are about Z1; a blank PREV_PERM says no more.
    fails: {
      PrevPerm: [
        { ...guardianship, PREV_PERM: 'Z1' },
        { ...guardianship, PREV_PERM: null, DATE_PERM: null },
      ],
    },
    at: [
      'PrevPerm 0 LA_PERM',
      'PrevPerm 0 DATE_PERM',
      'PrevPerm 0 PREV_PERM',
      'PrevPerm 1 LA_PERM',
      'PrevPerm 1 DATE_PERM',
      'PrevPerm 1 PREV_PERM',
    ],
  },
}
