import type { Examples } from '../testing.ts'

const couple = {
  DATE_INT: '12/01/2026',
  DATE_MATCH: '20/04/2026',
  FOSTER_CARE: '0',
  NB_ADOPTR: '2',
  SEX_ADOPTR: 'MF',
  LS_ADOPTR: 'L11',
}

export const adopterExamples: Examples = {
  '112': {
    passes: { AD1: [couple, { DATE_INT: null }] },
    fails: { AD1: [couple, { ...couple, DATE_INT: '31/02/2026' }] },
    at: ['AD1 1 DATE_INT'],
  },
  '113': {
    passes: { AD1: [couple, { DATE_MATCH: null }] },
    fails: { AD1: [couple, { ...couple, DATE_MATCH: '20/04/26' }] },
    at: ['AD1 1 DATE_MATCH'],
  },
  '114': {
    passes: { AD1: [{ FOSTER_CARE: '0' }, { FOSTER_CARE: '1' }, { FOSTER_CARE: null }] },
    fails: { AD1: [{ FOSTER_CARE: 'YES' }] },
  },
  '175': {
    passes: { AD1: [{ NB_ADOPTR: '1' }, { NB_ADOPTR: '2' }, { NB_ADOPTR: null }] },
    fails: { AD1: [{ NB_ADOPTR: '0' }] },
  },
  '176': {
    passes: { AD1: [{ SEX_ADOPTR: 'MF' }, { SEX_ADOPTR: null }] },
    fails: { AD1: [{ SEX_ADOPTR: 'F' }] },
  },
  '177': {
    passes: { AD1: [{ LS_ADOPTR: 'L11' }, { LS_ADOPTR: null }] },
    fails: { AD1: [{ LS_ADOPTR: 'L1' }] },
  },
  '151': {
    passes: { AD1: [couple, { CHILD: 'A2', DATE_INT: null }] },
    fails: { AD1: [{ ...couple, LS_ADOPTR: null }] },
  },
  '333': {
    passes: { AD1: [couple, { ...couple, DATE_INT: couple.DATE_MATCH }, { DATE_INT: '12/01/2026' }] },
    fails: {
      AD1: [
        { DATE_INT: '21/04/2026', DATE_MATCH: '20/04/2026' },
        { CHILD: 'A2', DATE_INT: null, DATE_MATCH: '20/04/2026' },
      ],
    },
    at: ['AD1 0 DATE_INT', 'AD1 1 DATE_INT'],
  },
  '511': {
    passes: { AD1: [couple, { NB_ADOPTR: '1', SEX_ADOPTR: 'F1' }] },
    fails: { AD1: [{ ...couple, SEX_ADOPTR: 'F1' }] },
  },
  '514': {
    passes: { AD1: [couple, { LS_ADOPTR: 'L0', SEX_ADOPTR: 'M1' }] },
    fails: { AD1: [{ LS_ADOPTR: 'L0', SEX_ADOPTR: 'MF' }] },
  },
  '520': {
    passes: { AD1: [couple] },
    fails: { AD1: [{ ...couple, SEX_ADOPTR: 'FF' }] },
  },
  '524': {
    passes: { AD1: [couple, { LS_ADOPTR: 'L12', SEX_ADOPTR: 'MM' }] },
    fails: { AD1: [{ LS_ADOPTR: 'L12', SEX_ADOPTR: 'MF' }] },
  },
  '519': {
    passes: { AD1: [{ LS_ADOPTR: 'L2', SEX_ADOPTR: 'FF' }] },
    fails: { AD1: [{ LS_ADOPTR: 'L2', SEX_ADOPTR: 'F1' }] },
  },
  '517': {
    passes: { AD1: [{ LS_ADOPTR: 'L3', SEX_ADOPTR: 'MF' }] },
    fails: { AD1: [{ LS_ADOPTR: 'L3', SEX_ADOPTR: 'MM' }] },
  },
  '518': {
    passes: { AD1: [{ LS_ADOPTR: 'L4', SEX_ADOPTR: 'FF' }] },
    fails: { AD1: [{ LS_ADOPTR: 'L4', SEX_ADOPTR: 'MF' }] },
  },
}
