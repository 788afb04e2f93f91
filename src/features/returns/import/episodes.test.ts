import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type PeriodOfCare, periodsOfCare, unexpectedReason } from './episodes.ts'
import { type Cells, removeFolders, ssda903 } from './testing.ts'

after(removeFolders)

/** An episode in few words: begins, reason, legal status, placement, ends, why it ended; more by column. */
const episode = (words: string, more: Cells = {}): Cells => {
  const [DECOM, RNE, LS, PLACE, DEC = '', REC = ''] = words.split(' ')
  return {
    CHILD: 'A1',
    DECOM,
    RNE,
    LS,
    CIN: 'N1',
    PLACE,
    PLACE_PROVIDER: 'PR1',
    PL_POST: 'SW1 1AA',
    DEC,
    REC,
    ...more,
  } as Cells
}
const periods = async (...episodes: Cells[]): Promise<PeriodOfCare[]> =>
  periodsOfCare((await ssda903({ Episodes: episodes })).tables.Episodes)

const shown = ({ episodes, begunBefore }: PeriodOfCare['statuses'][number], code: 'LS' | 'PLACE'): string =>
  `${episodes[0][code]} ${episodes[0].DECOM} to ${episodes.at(-1)?.DEC ?? 'now'}${begunBefore ? ', begun before' : ''}`

test('episodes of one stay in care are one period, from the start to the reason that ended it', async () => {
  const [period, ...others] = await periods(
    episode('01/05/2026 S V2 U6 01/07/2026 X1'),
    episode('01/07/2026 L C1 U6 01/09/2026 X1'),
    episode('01/09/2026 P C1 U4 01/12/2026 E4A', { PL_POST: 'SW2 2BB' }),
  )
  assert.equal(others.length, 0)
  assert.equal(period?.episodes[0].DECOM.toString(), '2026-05-01')
  assert.equal(period?.endsOn?.toString(), '2026-12-01')
  assert.equal(period?.endCode, 'E4A')
  assert.equal(period?.begunBefore, false)
  assert.deepEqual(
    period?.statuses.map((each) => shown(each, 'LS')),
    ['V2 2026-05-01 to 2026-07-01', 'C1 2026-07-01 to 2026-12-01'],
  )
  assert.deepEqual(
    period?.placements.map((each) => shown(each, 'PLACE')),
    ['U6 2026-05-01 to 2026-09-01', 'U4 2026-09-01 to 2026-12-01'],
  )
})

test('a child who comes back into care has a second period', async () => {
  const found = await periods(
    episode('01/05/2026 S V2 U6 01/07/2026 E4A'),
    episode('01/09/2026 S V2 U6'),
    episode('01/02/2026 S V2 U6 01/03/2026 E4B'),
  )
  assert.deepEqual(
    found.map(({ episodes, endsOn }) => `${episodes[0].DECOM} ${endsOn ?? 'now'}`),
    ['2026-02-01 2026-03-01', '2026-05-01 2026-07-01', '2026-09-01 now'],
  )
})

test('an episode that ended because another follows, which never came, leaves the child in care', async () => {
  const [promised] = await periods(episode('01/05/2026 S C2 U6 01/07/2026 X1'))
  assert.equal(promised?.endsOn, null)
  assert.equal(promised?.placements[0]?.episodes[0].DEC?.toString(), '2026-07-01')
  const [before, later] = await periods(episode('01/05/2026 S C2 U6 01/07/2026 X1'), episode('01/08/2026 S C2 U6'))
  assert.equal(before?.endsOn?.toString(), '2026-07-01')
  assert.equal(later?.endsOn, null)
})

test('what the first episode only goes on with had begun before the files', async () => {
  const about = async (reason: string) => {
    const [period] = await periods(episode(`01/05/2026 ${reason} C2 U6`))
    return [period?.begunBefore, period?.statuses[0]?.begunBefore, period?.placements[0]?.begunBefore]
  }
  assert.deepEqual(await about('S'), [false, false, false])
  assert.deepEqual(await about('P'), [true, true, false])
  assert.deepEqual(await about('L'), [true, false, true])
  assert.deepEqual(await about('B'), [true, false, false])
})

test('a move to the same kind of home is a move when the return says so', async () => {
  const [period] = await periods(episode('01/05/2026 S C2 U6 01/07/2026 X1'), episode('01/07/2026 P C2 U6'))
  assert.equal(period?.placements.length, 2)
  assert.equal(period?.statuses.length, 1)
})

test('no row vanishes: an episode in which nothing changed stands as a legal status of its own', async () => {
  const [period] = await periods(episode('01/05/2026 S C2 U6 01/07/2026 X1'), episode('01/07/2026 Q9 C2 U6'))
  assert.deepEqual([period?.statuses.length, period?.placements.length], [2, 1])
})

test('a gap or an overlap between two episodes is kept', async () => {
  const [gap] = await periods(episode('01/05/2026 S C2 U6 01/07/2026 X1'), episode('03/07/2026 P C2 U4'))
  assert.equal(gap?.statuses.length, 2)
  const [overlap] = await periods(episode('01/05/2026 S C2 U6 01/07/2026 X1'), episode('01/06/2026 P C2 U4'))
  assert.deepEqual([overlap?.statuses.length, overlap?.placements.length], [2, 2])
})

test('the order of the lines does not matter', async () => {
  const rows = [
    episode('01/05/2026 S V2 U6 01/07/2026 X1'),
    episode('01/07/2026 L C1 U6 01/09/2026 X1'),
    episode('01/09/2026 P C1 U4', { PL_POST: 'SW2 2BB' }),
  ]
  const told = (found: PeriodOfCare[]) =>
    found.map((period) => [
      period.statuses.map((each) => shown(each, 'LS')),
      period.placements.map((each) => shown(each, 'PLACE')),
    ])
  assert.deepEqual(told(await periods(...rows)), told(await periods(...rows.toReversed())))
})

test('a reason for a new episode is kept only where it cannot be told from what changed', async () => {
  const [period] = await periods(
    episode('01/05/2026 S V2 U6 01/07/2026 X1'),
    episode('01/07/2026 L C1 U6 01/09/2026 X1'),
    episode('01/09/2026 L C1 U4', { PL_POST: 'SW2 2BB' }),
  )
  const [first, second, third] = period!.episodes
  assert.equal(unexpectedReason(null, first!), null)
  assert.equal(unexpectedReason(first!, second!), null)
  assert.equal(unexpectedReason(second!, third!), 'L')
})

test('a last episode said to end before it began does not take the child out of care before the others', async () => {
  const [period] = await periods(
    episode('01/05/2026 S C2 U6 01/07/2026 X1'),
    episode('01/07/2026 P C2 U4 01/07/2016 E4A'),
  )
  assert.equal(period?.endsOn?.toString(), '2026-07-01')
  assert.equal(period?.endCode, 'E4A')
})
