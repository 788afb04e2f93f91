import { dayNumber } from '../../../../lib/day-number.ts'
import type { Example, Examples } from '../testing.ts'

const own = 'E09000032'
const other = 'E09000022'
const urn = 'SC000001'
const place = (PLACE: string, URN: string | null): Example['passes'] => ({
  Episodes: [{ PLACE, URN, LS: 'C2', PL_LA: own }],
})
const closed = [{ urn, closedOn: dayNumber(2026, 9, 1) }]

export const providerRegisterExamples: Examples = {
  '218@2024': { passes: place('H5', null), fails: place('K2', null) },
  '218@2025': { passes: place('Z1', null), fails: place('H5', null) },
  // A short break must have no number (214), so none is missing; nor in Scotland, nor when it ended before the year.
  '218': {
    passes: {
      Episodes: [
        { PLACE: 'Z11', LS: 'C2', PL_LA: own },
        { PLACE: 'K2', LS: 'C2', PL_LA: 'SCO' },
        { PLACE: 'U6', LS: 'V3', PL_LA: null },
        { PLACE: 'U6', LS: 'C2', PL_LA: own, DEC: '31/03/2026' },
      ],
    },
    fails: place('U6', null),
  },
  '230': {
    passes: { Episodes: [{ PLACE: 'H5', DEC: '28/10/2023', URN: null, PL_LA: own }] },
    fails: { Episodes: [{ PLACE: 'H5', DEC: '29/10/2023', URN: 'XXXXXXX', PL_LA: own }] },
    at: ['Episodes 0 PLACE', 'Episodes 0 DEC', 'Episodes 0 URN'],
  },
  '222@2023': { passes: place('P2', 'XXXXXXX'), fails: place('H5', urn) },
  '222@2024': { passes: place('H5', urn), fails: place('P2', urn) },
  '222@2025': { passes: place('P2', urn), fails: place('Z1', urn) },
  '222': { passes: place('K3', urn), fails: place('Z11', urn) },
  '242': { passes: place('A3', 'XXXXXXX'), fails: place('K3', 'XXXXXXX') },
  '243': {
    passes: {
      Episodes: [
        { PL_LA: 'WAL', URN: null },
        { PL_LA: own, URN: urn },
      ],
    },
    fails: { Episodes: [{ PL_LA: 'NIR', URN: 'XXXXXXX' }] },
  },
  '1008': {
    providers: [{ urn }, { urn: '2500001' }],
    passes: { Episodes: [{ URN: urn }, { URN: '2500001' }, { URN: 'XXXXXXX' }, { URN: null }] },
    fails: { Episodes: [{ URN: '000001' }] },
  },
  // Of a number that is not on the list, 1008 alone tells.
  '219': {
    providers: [{ urn, places: ['K2', 'K3'] }],
    passes: {
      Episodes: [
        { URN: urn, PLACE: 'K3' },
        { URN: 'SC999999', PLACE: 'K2' },
      ],
    },
    fails: { Episodes: [{ URN: urn, PLACE: 'U6' }] },
    at: ['Episodes 0 URN', 'Episodes 0 PLACE'],
  },
  '221@2023': {
    providers: [{ urn, postcode: 'SW111AA' }],
    passes: { Episodes: [{ URN: urn, LS: 'C2', PLACE: 'H5', PL_POST: 'N1 1AA' }] },
    fails: { Episodes: [{ URN: urn, LS: 'C2', PLACE: 'K2', PL_POST: 'N1 1AA' }] },
  },
  '221@2024': {
    providers: [{ urn, postcode: 'SW111AA' }],
    passes: { Episodes: [{ URN: urn, LS: 'C2', PLACE: 'H5', PL_POST: 'SW11 1AA' }] },
    fails: { Episodes: [{ URN: urn, LS: 'C2', PLACE: 'H5', PL_POST: 'N1 1AA' }] },
  },
  // A home with two entries on the list is at either postcode.
  '221': {
    providers: [
      { urn, postcode: 'SW111AA' },
      { urn, postcode: 'SW12 9AA' },
    ],
    passes: {
      Episodes: [
        { URN: urn, LS: 'C2', PLACE: 'K2', PL_POST: 'SW12 9AA' },
        { URN: urn, LS: 'C2', PLACE: 'U6', PL_POST: 'N1 1AA' },
      ],
    },
    fails: { Episodes: [{ URN: urn, LS: 'C2', PLACE: 'K2', PL_POST: 'N1 1AA' }] },
  },
  '224': {
    providers: [{ urn, providers: ['PR1', 'PR2'] }],
    passes: { Episodes: [{ URN: urn, PLACE_PROVIDER: 'PR2' }] },
    fails: { Episodes: [{ URN: urn, PLACE_PROVIDER: 'PR4' }] },
  },
  '227': {
    providers: closed,
    passes: { Episodes: [{ URN: urn, DECOM: '31/08/2026' }] },
    fails: { Episodes: [{ URN: urn, DECOM: '01/09/2026' }] },
    at: ['Episodes 0 URN', 'Episodes 0 DECOM'],
  },
  '228': {
    providers: closed,
    passes: { Episodes: [{ URN: urn, DEC: '01/09/2026' }] },
    fails: {
      Episodes: [
        { URN: urn, DEC: '02/09/2026' },
        { URN: urn, DEC: null },
      ],
    },
    at: ['Episodes 0 DEC', 'Episodes 0 URN', 'Episodes 1 DEC', 'Episodes 1 URN'],
  },
  '229@2025': {
    providers: [{ urn, authority: other }],
    passes: { Episodes: [{ URN: urn, PLACE: 'K3', PLACE_PROVIDER: 'PR2' }] },
    fails: { Episodes: [{ URN: urn, PLACE: 'K3', PLACE_PROVIDER: 'PR1' }] },
  },
  '229': {
    providers: [{ urn, authority: own }],
    passes: {
      Episodes: [
        { URN: urn, PLACE: 'K2', PLACE_PROVIDER: 'PR1' },
        { URN: urn, PLACE: 'K3', PLACE_PROVIDER: 'PR2' },
      ],
    },
    fails: { Episodes: [{ URN: urn, PLACE: 'K2', PLACE_PROVIDER: 'PR2' }] },
    at: ['Episodes 0 URN', 'Episodes 0 PLACE_PROVIDER'],
  },
  // The provider's authorities count, not the council's own: supported accommodation out of the area is no fault.
  '241': {
    providers: [
      { urn, authority: other },
      { urn, authority: 'E09000028' },
    ],
    passes: { Episodes: [{ URN: urn, PLACE: 'K3', PL_LA: 'E09000028' }] },
    fails: { Episodes: [{ URN: urn, PLACE: 'K3', PL_LA: own }] },
  },
}
