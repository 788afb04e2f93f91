import { detailDay } from './known.ts'
import { mustEnd, timescale } from './shapes.ts'

/** A court that extends the proceedings names the day (detail.extendedTo). */
export const careProceedings = timescale(
  {
    id: 'care-proceedings',
    stage: 'court',
    duty: 'Conclude care or supervision proceedings',
    from: 'application issued',
    within: 26,
    unit: 'week',
    repeats: null,
    owner: 'family court',
    source: 'Children and Families Act 2014 as reported by Timms Solicitors',
    status: 'reported',
    kind: 'limit',
  },
  mustEnd(
    (known) => known.spells('proceedings'),
    (_, held, usual) => {
      const due = usual(held.from)
      const extended = detailDay(held.spell, 'extendedTo')
      return due === null || extended === null ? due : Math.max(due, extended)
    },
  ),
)
