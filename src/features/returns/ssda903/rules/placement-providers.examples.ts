import type { Example, Examples } from '../testing.ts'

const place = (PLACE: string | null, PLACE_PROVIDER: string | null): Example['passes'] => ({
  Episodes: [{ PLACE, PLACE_PROVIDER }],
})
const own = 'E09000032'
const other = 'E09000022'

export const placementProviderExamples: Examples = {
  '178@2025': { passes: place('U6', 'PR1'), fails: place('Z1', 'PR1') },
  '178': {
    passes: { Episodes: [{ PLACE: 'U6', PLACE_PROVIDER: 'PR1' }, { PLACE: 'Z12' }] },
    fails: {
      Episodes: [
        { PLACE: 'U6', PLACE_PROVIDER: 'PR7' },
        { PLACE: 'Z12', PLACE_PROVIDER: 'PR4' },
      ],
    },
    at: ['Episodes 0 PLACE_PROVIDER', 'Episodes 1 PLACE_PROVIDER'],
  },
  '213@2025': { passes: place('Z1', 'PR4'), fails: place('T3', 'PR1') },
  '213': { passes: place('Z13', null), fails: place('Z13', 'PR4') },
  '526@2025': { passes: place('Z1', null), fails: place('U6', null) },
  // Without a placement type nobody can say that a provider is missing.
  '526': {
    passes: { Episodes: [{ PLACE: 'Z14' }, { PLACE: 'T1' }, { PLACE: null }] },
    fails: place('K3', null),
  },
  '527': { passes: place('K2', 'PR1'), fails: place('R2', 'PR1') },
  '528': { passes: place('K2', 'PR2'), fails: place('P1', 'PR2') },
  '529': { passes: place('R2', 'PR3'), fails: place('U6', 'PR3') },
  '530': { passes: place('K2', 'PR4'), fails: place('P1', 'PR4') },
  '531': { passes: place('K2', 'PR5'), fails: place('P1', 'PR5') },
  '550': { passes: place('P1', 'PR0'), fails: place('U1', 'PR0') },
  '1015@2025': {
    passes: { Episodes: [{ PLACE: 'U6', LS: 'C2', PLACE_PROVIDER: 'PR1', PL_LA: other }] },
    fails: { Episodes: [{ PLACE: 'K3', LS: 'C2', PLACE_PROVIDER: 'PR1', PL_LA: other }] },
  },
  // A home that two councils share is PR2 for the one that does not run it.
  '1015': {
    passes: {
      Episodes: [
        { PLACE: 'K2', LS: 'C2', PLACE_PROVIDER: 'PR1', PL_LA: own },
        { PLACE: 'K2', LS: 'C2', PLACE_PROVIDER: 'PR2', PL_LA: other },
        { PLACE: 'K3', LS: 'C2', PLACE_PROVIDER: 'PR1', PL_LA: other },
        { PLACE: 'K2', LS: 'C2', PLACE_PROVIDER: 'PR1', PL_LA: null },
      ],
    },
    fails: { Episodes: [{ PLACE: 'K2', LS: 'C2', PLACE_PROVIDER: 'PR1', PL_LA: other }] },
  },
}
