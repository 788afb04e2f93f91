// Why episodes and care end: whether another episode follows, and whether the child is of an age for it.
import { isReadable } from '../../engine/rows.ts'
import { ageOn, type Episode, type Rule, rules } from '../child.ts'

const isAdopted = ({ REC }: Pick<Episode, 'REC'>): boolean => REC === 'E11' || REC === 'E12'

const wrongAge = (
  code: string,
  reasons: readonly string[],
  isWrong: (years: number) => boolean,
  about: Pick<Rule, 'says' | 'fix' | 'who'>,
  columns: readonly ('DEC' | 'REC')[] = ['REC'],
): Rule => ({
  ...about,
  code,
  since: 2023,
  severity: 'error',
  stage: 2,
  blames: { Episodes: columns },
  reads: ['Header'],
  each: 'Episodes',
  wrong: ({ REC, DEC, child }) =>
    REC !== null && reasons.includes(REC) && isWrong(ageOn(child.header?.DOB ?? null, DEC)),
})

const guardianship = new Set(['E45', 'E46', 'E47', 'E48'])

export const leavingCare = rules([
  {
    code: '388',
    since: 2023,
    says: 'The reason for ending (REC) does not fit what follows: X1 means that another episode begins that same day',
    fix: 'If the child stayed in care, give X1 and begin the next episode on that day; if not, say why care ended',
    who: 'social worker',
    severity: 'error',
    stage: 2,
    blames: { Episodes: ['REC'] },
    check: (child, blame) => {
      for (const episode of child.episodes) {
        const { REC, DEC, next } = episode
        if (REC === null || !isReadable(DEC)) continue
        const goesOn = next?.DECOM === DEC
        if ((REC === 'X1') !== goesOn) blame(episode)
      }
    },
  },
  {
    code: '437',
    since: 2023,
    says: 'The child has died (E2) or was found to be an adult (E15), but there are later episodes',
    fix: 'Correct REC, or take out the episodes that come after it',
    who: 'social worker',
    severity: 'error',
    stage: 2,
    blames: { Episodes: ['REC'] },
    check: (child, blame) => {
      for (const episode of child.episodes) {
        if (episode.next && (episode.REC === 'E2' || episode.REC === 'E15')) blame(episode)
      }
    },
  },
  {
    code: '199',
    since: 2023,
    says: 'The child has already left care by adoption (E11, E12) under this identifier, and this episode is later',
    fix: 'Give the child a new identifier if it came back into care; nothing may link it to the one before adoption',
    who: 'adoption team',
    severity: 'error',
    stage: 2,
    blames: { Episodes: ['CHILD'] },
    optional: ['Episodes_last'],
    check: (child, blame) => {
      // Sent again this year, the same episode of last year's return begins on the same day and is not later.
      let adopted = Number.POSITIVE_INFINITY
      for (const episodes of [child.lastEpisodes, child.episodes]) {
        for (const episode of episodes) if (isAdopted(episode)) adopted = Math.min(adopted, episode.DECOM as number)
      }
      for (const episode of child.episodes) if ((episode.DECOM as number) > adopted) blame(episode)
    },
  },
  {
    code: '390',
    since: 2023,
    says: 'The child was adopted (E11, E12) but not from a placement for adoption (A3 to A6)',
    fix: 'Correct REC or PLACE, or put in the episode in which the child was placed for adoption',
    who: 'adoption team',
    severity: 'error',
    stage: 1,
    blames: { Episodes: ['PLACE', 'REC'] },
    each: 'Episodes',
    wrong: (episode) => isAdopted(episode) && !/^A[3-6]$/.test(episode.PLACE ?? ''),
  },
  wrongAge('386', ['E11', 'E12'], (years) => years >= 18, {
    says: 'Care ended by adoption (E11, E12), but the young person was already 18',
    fix: 'Correct REC, DEC or the date of birth in the Header',
    who: 'adoption team',
  }),
  {
    code: '407',
    since: 2023,
    says: 'Care ended by a special guardianship order (E45 to E48), but the young person was already 18',
    fix: 'Correct REC, DEC or the date of birth in the Header',
    who: 'social worker',
    severity: 'error',
    stage: 2,
    blames: { Episodes: ['DEC', 'REC'], Header: ['DOB'] },
    check: (child, blame) => {
      for (const episode of child.Episodes) {
        if (episode.REC === null || !guardianship.has(episode.REC)) continue
        const tooOld = child.Header.filter(({ DOB }) => ageOn(DOB, episode.DEC) >= 18)
        if (tooOld.length > 0) blame(episode, ...tooOld)
      }
    },
  },
  wrongAge('387', ['E5', 'E6'], (years) => years < 14, {
    says: 'The child left care for independent living (E5, E6) under the age of 14',
    fix: 'Correct REC, DEC or the date of birth in the Header',
    who: 'leaving care team',
  }),
  wrongAge('389', ['E7'], (years) => years < 16, {
    says: 'The child left for residential care paid by adult social care (E7) under the age of 16',
    fix: 'Correct REC, DEC or the date of birth in the Header',
    who: 'leaving care team',
  }),
  wrongAge(
    '460',
    ['E17'],
    (years) => years < 18,
    {
      says: 'The young person stayed with the carer on turning 18 (E17), but was under 18 when the episode ended',
      fix: 'Correct DEC to the 18th birthday or later, or REC, or the date of birth in the Header',
      who: 'leaving care team',
    },
    ['DEC', 'REC'],
  ),
])
