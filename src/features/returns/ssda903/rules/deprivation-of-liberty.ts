// Orders that allow a child to be deprived of liberty (DoLo), returned since 2026-27.
import { isReadable, isUnreadable } from '../../engine/rows.ts'
import { type Child, type Episode, type Row, rules } from '../child.ts'

type Order = Row<'DoLo'>

/**
 * Orders that begin while an earlier one goes on. Of two that cross, the one that ends later is blamed; after one with no
 * end, the one that begins later.
 */
const crossing = (orders: readonly Order[]): Order[] => {
  const blamed = new Set<Order>()
  orders.forEach((later, at) => {
    for (const earlier of orders.slice(0, at)) {
      if (earlier.DOLO_END === null) blamed.add(later)
      else if (later.DOLO_START! < earlier.DOLO_END) {
        const isInside = later.DOLO_END !== null && later.DOLO_END < earlier.DOLO_END
        blamed.add(isInside ? earlier : later)
      }
    }
  })
  return [...blamed]
}

/** A stretch in care, of episodes that follow one another without a gap; `to` is null while it goes on. */
type Care = { from: number; to: number | null }

const caresOf = (child: Child): Care[] => {
  const cares: Care[] = []
  for (const { DECOM, DEC, previous } of child.episodes) {
    const isNew = !previous || (previous.DEC !== null && (DECOM as number) > previous.DEC)
    if (isNew) cares.push({ from: DECOM as number, to: DEC })
    else cares[cares.length - 1]!.to = DEC
  }
  return cares
}

/** True when the order ends outside this stretch in care, or has no end although the care has. */
const isOutside = ({ DOLO_START, DOLO_END }: Order, { from, to }: Care): boolean =>
  DOLO_END === null
    ? isReadable(to) || (DOLO_START as number) < from
    : (to !== null && DOLO_END > to) || DOLO_END < from

/** Orders with start and end, each with the episodes it was in force in; days that only touch are not counted. */
const inForce = function* (child: Child): Generator<[Order, Episode]> {
  for (const order of child.DoLo) {
    const { DOLO_START, DOLO_END } = order
    if (!isReadable(DOLO_START) || !isReadable(DOLO_END)) continue
    for (const episode of child.Episodes) {
      const { DECOM, DEC } = episode
      if (DECOM !== null && DOLO_END > DECOM && (DEC === null || DOLO_START < DEC)) yield [order, episode]
    }
  }
}

export const deprivationOfLiberty = rules([
  {
    code: '700',
    since: 2027,
    says: 'The start of the deprivation of liberty order (DOLO_START) is missing or is not a date',
    fix: 'Record the day the order began',
    who: 'social worker',
    severity: 'error',
    stage: 1,
    blames: { DoLo: ['DOLO_START'] },
    each: 'DoLo',
    wrong: ({ DOLO_START }) => DOLO_START === null || isUnreadable(DOLO_START),
  },
  {
    code: '701',
    since: 2027,
    says: 'The end of the deprivation of liberty order (DOLO_END) is not a date',
    fix: 'Correct the day the order ended, or leave it blank while the order is in force',
    who: 'social worker',
    severity: 'error',
    stage: 1,
    blames: { DoLo: ['DOLO_END'] },
    each: 'DoLo',
    wrong: ({ DOLO_END }) => isUnreadable(DOLO_END),
  },
  {
    code: '702',
    since: 2027,
    says: 'The deprivation of liberty order ends on or before the day it begins',
    fix: 'Correct DOLO_START or DOLO_END',
    who: 'social worker',
    severity: 'error',
    stage: 1,
    blames: { DoLo: ['DOLO_START', 'DOLO_END'] },
    each: 'DoLo',
    wrong: ({ DOLO_START, DOLO_END }) => DOLO_START !== null && DOLO_END !== null && DOLO_END <= DOLO_START,
  },
  {
    code: '703',
    since: 2027,
    says: 'The deprivation of liberty order begins after the end of the return year',
    fix: "Correct DOLO_START, or leave the order for next year's return",
    who: 'data officer',
    severity: 'error',
    stage: 1,
    blames: { DoLo: ['DOLO_START'] },
    each: 'DoLo',
    wrong: ({ DOLO_START }, { end }) => DOLO_START !== null && DOLO_START > end,
  },
  {
    code: '704',
    since: 2027,
    says: 'The deprivation of liberty order ended before the return year began or after it ended',
    fix: 'Correct DOLO_END, or take out an order that was not in force this year',
    who: 'data officer',
    severity: 'error',
    stage: 1,
    blames: { DoLo: ['DOLO_END'] },
    each: 'DoLo',
    wrong: ({ DOLO_END }, { start, end }) => DOLO_END !== null && (DOLO_END < start || DOLO_END > end),
  },
  {
    code: '705',
    since: 2027,
    says: 'A deprivation of liberty order begins while an earlier one is still in force',
    fix: 'Give the earlier order its end, or correct the dates so that they do not overlap',
    who: 'social worker',
    severity: 'error',
    stage: 2,
    blames: { DoLo: ['DOLO_START', 'DOLO_END'] },
    check: (child, blame) => {
      for (const order of crossing(child.inOrder.DoLo)) blame(order)
    },
  },
  {
    code: '706',
    since: 2027,
    says: "A deprivation of liberty order that was in force at the end of last year's return is not in this year's",
    fix: 'Add the order with the same DOLO_START, and its DOLO_END if it has ended since',
    who: 'data officer',
    severity: 'error',
    stage: 2,
    blames: { DoLo_last: ['DOLO_START'] },
    reads: ['DoLo'],
    check: (child, blame) => {
      for (const order of child.DoLo_last) {
        if (order.DOLO_END !== null || !isReadable(order.DOLO_START)) continue
        if (!child.DoLo.some(({ DOLO_START }) => DOLO_START === order.DOLO_START)) blame(order)
      }
    },
  },
  {
    code: '707',
    since: 2027,
    says: 'The child has left care but the deprivation of liberty order has no end, or ends at another time than in care',
    fix: 'Give the order the day it ended, at the latest the day the child left care',
    who: 'social worker',
    severity: 'error',
    stage: 2,
    blames: { DoLo: ['DOLO_END'] },
    reads: ['Episodes'],
    check: (child, blame) => {
      const cares = caresOf(child)
      if (cares.length === 0) return
      for (const order of child.inOrder.DoLo) if (cares.every((care) => isOutside(order, care))) blame(order)
    },
  },
  {
    code: '708',
    since: 2027,
    says: 'The deprivation of liberty order begins on or before the day the child was born',
    fix: 'Correct DOLO_START or the date of birth',
    who: 'social worker',
    severity: 'error',
    stage: 1,
    blames: { DoLo: ['DOLO_START'] },
    each: 'DoLo',
    wrong: ({ DOLO_START, DOB }) => DOLO_START !== null && DOB !== null && DOLO_START <= DOB,
  },
  {
    code: '709',
    since: 2027,
    says: 'The child was deprived of liberty in a placement where that is not expected (not K2, Z12 or Z13)',
    fix: 'Check the dates of the order and the placement; if both are right, say why',
    who: 'social worker',
    severity: 'query',
    stage: 2,
    blames: { DoLo: ['DOLO_START'], Episodes: ['PLACE'] },
    check: (child, blame) => {
      for (const [order, episode] of inForce(child)) {
        const { PLACE } = episode
        if (PLACE !== null && PLACE !== 'K2' && PLACE !== 'Z12' && PLACE !== 'Z13') blame(order, episode)
      }
    },
  },
  {
    code: '710',
    since: 2027,
    says: 'The child was deprived of liberty while in a secure home, with parents, in custody or in supported accommodation',
    fix: 'Correct the order or the placement: it cannot be K1, P1, R5 or K3 while the order is in force',
    who: 'social worker',
    severity: 'error',
    stage: 2,
    blames: { DoLo: ['DOLO_START'], Episodes: ['PLACE'] },
    check: (child, blame) => {
      for (const [order, episode] of inForce(child)) {
        const { PLACE } = episode
        if (PLACE === 'K1' || PLACE === 'P1' || PLACE === 'R5' || PLACE === 'K3') blame(order, episode)
      }
    },
  },
])
