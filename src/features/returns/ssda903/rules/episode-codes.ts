// Codes of an episode: that they are in the lists of the year, and that need stays the same through a period of care.
import { type CodeListName, isAccepted } from '../../codes/code-lists.ts'
import { differ } from '../../engine/rows.ts'
import { type Rule, rules } from '../child.ts'

// A blank cell is no code at all, and not what these four ask about.
const notInList = (code: string, column: 'RNE' | 'LS' | 'REC', list: CodeListName, says: string): Rule => ({
  code,
  since: 2023,
  says,
  fix: `Choose a code of the list for ${column} that is in use this year`,
  who: 'data officer',
  severity: 'error',
  stage: 1,
  blames: { Episodes: [column] },
  each: 'Episodes',
  wrong: (episode, run) => episode[column] !== null && !isAccepted(list, episode[column], run.year),
})

export const episodeCodes = rules([
  notInList(
    '143',
    'RNE',
    'ssda903-reason-new-episode',
    'The reason for the new episode (RNE) is not one of the codes S, L, P, T, B and U',
  ),
  notInList('144', 'LS', 'ssda903-legal-status', 'The legal status (LS) is not a code of the list'),
  {
    code: '145',
    since: 2023,
    says: 'The category of need (CIN) is not one of the codes N1 to N8',
    fix: 'Choose the main reason for which the child came into care; N9 and N0 are for children in need only',
    who: 'social worker',
    severity: 'error',
    stage: 1,
    blames: { Episodes: ['CIN'] },
    each: 'Episodes',
    wrong: ({ CIN }) => CIN !== null && !/^N[1-8]$/.test(CIN),
  },
  notInList(
    '149',
    'REC',
    'ssda903-reason-episode-ceased',
    'The reason for which the episode ended (REC) is not a code of the list',
  ),
  {
    code: '504',
    since: 2023,
    says: 'The category of need (CIN) is another than in the episode before, within one period of care',
    fix: 'Give every episode of the period the category of need with which the child came into care',
    who: 'social worker',
    severity: 'error',
    stage: 2,
    blames: { Episodes: ['CIN'] },
    check: (child, blame) => {
      for (const { next, REC, DEC, CIN } of child.episodes) {
        if (next && REC === 'X1' && DEC === next.DECOM && differ(CIN, next.CIN)) blame(next)
      }
    },
  },
])
