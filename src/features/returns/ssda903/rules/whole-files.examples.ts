import type { Example, Examples, Written } from '../testing.ts'

type Name = keyof Written

const notInHeader = (table: Name): Example => ({
  passes: { Header: [{ CHILD: 'A1' }], [table]: [{ CHILD: 'A1' }, { CHILD: 'a1' }] },
  fails: { Header: [{ CHILD: 'A1' }], [table]: [{ CHILD: 'A1' }, { CHILD: 'A2' }, { CHILD: null }] },
  at: [`${table} 1 CHILD`, `${table} 2 CHILD`],
})

const otherDateOfBirth = (table: Name): Example => ({
  passes: {
    Header: [
      { CHILD: 'A1', DOB: '14/08/2012' },
      { CHILD: 'A2', DOB: '31/02/2012' },
    ],
    [table]: [
      { CHILD: 'A1', DOB: '14/08/2012' },
      { CHILD: 'A1', DOB: null },
      { CHILD: 'A2', DOB: '28/02/2012' },
    ],
  },
  fails: { Header: [{ DOB: '14/08/2012' }], [table]: [{ DOB: '14/08/2012' }, { DOB: '15/08/2012' }] },
  at: [`${table} 1 DOB`],
})

const moreThanOnce = (table: Name): Example => ({
  passes: { [table]: [{ CHILD: 'A1' }, { CHILD: 'A2' }, { CHILD: null }, { CHILD: null }] },
  fails: { [table]: [{ CHILD: 'A1' }, { CHILD: 'A2' }, { CHILD: 'A1' }] },
  at: [`${table} 0 CHILD`, `${table} 2 CHILD`],
})

export const wholeFilesExamples: Examples = {
  EPI: {
    passes: {
      Header: [{ CHILD: 'A1' }, { CHILD: 'A2' }],
      Episodes: [{ CHILD: 'A1', DECOM: '01/05/2026' }],
      OC3: [{ CHILD: 'A2', IN_TOUCH: 'YES' }],
    },
    fails: { Header: [{ CHILD: 'A1' }, { CHILD: 'A2' }], Episodes: [{ CHILD: 'A1', DECOM: '01/05/2026' }] },
    at: ['Header 1 CHILD'],
  },
  INT01: notInHeader('AD1'),
  INT02: notInHeader('PlacedAdoption'),
  INT03: notInHeader('Episodes'),
  INT04: notInHeader('Missing'),
  INT05: notInHeader('OC2'),
  INT06: notInHeader('OC3'),
  INT07: notInHeader('PrevPerm'),
  INT08: notInHeader('Reviews'),
  INT09: notInHeader('UASC'),
  INT11: otherDateOfBirth('AD1'),
  INT12: otherDateOfBirth('PlacedAdoption'),
  INT13: otherDateOfBirth('Missing'),
  INT14: otherDateOfBirth('OC2'),
  INT15: otherDateOfBirth('OC3'),
  INT16: otherDateOfBirth('PrevPerm'),
  INT17: otherDateOfBirth('Reviews'),
  INT18: otherDateOfBirth('UASC'),
  INT21: {
    passes: { Header: [{ SEX: 'F' }], UASC: [{ SEX: 'F' }, { SEX: null }] },
    fails: { Header: [{ SEX: 'F' }], UASC: [{ SEX: 'M' }] },
    at: ['UASC 0 SEX'],
  },
  INT31: moreThanOnce('AD1'),
  INT32: moreThanOnce('Header'),
  INT33: moreThanOnce('OC2'),
  INT34: moreThanOnce('OC3'),
  INT35: moreThanOnce('PrevPerm'),
  INT36: moreThanOnce('UASC'),
}
