// The youngest at which a child can be in a kind of placement.
import { type Rule, rules, turns } from '../child.ts'
import type { Years } from '../placement-codes.ts'

const atLeast = (
  code: string,
  years: Years,
  place: string,
  age: number,
  words: Pick<Rule, 'says' | 'fix' | 'who'>,
): Rule => ({
  code,
  ...years,
  ...words,
  severity: 'error',
  stage: 2,
  blames: { Episodes: ['DECOM', 'PLACE'] },
  reads: ['Header'],
  each: 'Episodes',
  wrong: ({ PLACE, DECOM, child }) =>
    PLACE === place && DECOM !== null && DECOM < turns(child.header?.DOB ?? null, age),
})

const checkBoth = 'Correct the placement code, its start (DECOM) or the date of birth'

export const placementAges = rules([
  atLeast('370', { since: 2023, until: 2023 }, 'P2', 15, {
    says: 'A child in independent living (P2) was under 15 when the placement began',
    fix: checkBoth,
    who: 'placements team',
  }),
  atLeast('370', { since: 2024, until: 2024 }, 'P2', 16, {
    says: 'A child in independent living (P2) was under 16 when the placement began',
    fix: checkBoth,
    who: 'placements team',
  }),
  atLeast('371', { since: 2023, until: 2023 }, 'H5', 14, {
    says: 'A child in semi-independent living (H5) was under 14 when the placement began',
    fix: checkBoth,
    who: 'placements team',
  }),
  atLeast('371', { since: 2024, until: 2024 }, 'H5', 16, {
    says: 'A child in semi-independent living (H5) was under 16 when the placement began',
    fix: checkBoth,
    who: 'placements team',
  }),
  atLeast('371', { since: 2025 }, 'K3', 16, {
    says: 'A child in supported accommodation (K3) was under 16 when the placement began',
    fix: `${checkBoth}: supported accommodation is for those aged 16 and over`,
    who: 'placements team',
  }),
  atLeast('372', { since: 2023 }, 'R5', 10, {
    says: 'A child in youth custody or prison (R5) was under 10 when the placement began',
    fix: checkBoth,
    who: 'placements team',
  }),
  atLeast('373', { since: 2023 }, 'S1', 4, {
    says: 'A child placed in a residential school (S1) was under 4 when the placement began',
    fix: checkBoth,
    who: 'placements team',
  }),
  atLeast('374', { since: 2023 }, 'P3', 14, {
    says: 'A child in residential employment (P3) was under 14 when the placement began',
    fix: checkBoth,
    who: 'placements team',
  }),
])
