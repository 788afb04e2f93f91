import type { AdopterEventKind } from '../journey/kinds.ts'
import type { Happened, Known } from './known.ts'
import { firstOf, onceAfterEvent, timescale } from './shapes.ts'

// The approval of adopters. Their happenings are given to the same functions as a history of their own: no child's
// record holds them, and the "history" is one of an adopter's application.

const next =
  (kind: AdopterEventKind) =>
  (known: Known, { on }: Happened): number | null =>
    firstOf(known.events(kind), on)?.on ?? null

const withCode =
  (kind: AdopterEventKind, accepted: (code: string | null) => boolean) =>
  (known: Known): Happened[] =>
    known.events(kind).filter(({ event }) => accepted(event.code))

export const informationSent = timescale(
  {
    id: 'adopter-info',
    stage: 'permanence',
    duty: 'Send information to enquirer',
    from: 'enquiry',
    within: 10,
    unit: 'working_day',
    repeats: null,
    owner: 'adoption agency',
    source: 'Adoption statutory guidance 2013',
    status: 'read',
  },
  onceAfterEvent((known) => known.events('adopter_enquiry'), next('adopter_information')),
)

export const registrationDecided = timescale(
  {
    id: 'adopter-registration',
    stage: 'permanence',
    duty: 'Accept or decline registration of interest',
    from: 'form received',
    within: 5,
    unit: 'working_day',
    repeats: null,
    owner: '',
    source: 'Adoption statutory guidance 2013 para 3.14',
    status: 'read',
  },
  onceAfterEvent((known) => known.events('adopter_registration'), next('adopter_registration_decision')),
)

/** Counted from a registration accepted (code 'accepted'). */
export const stage1 = timescale(
  {
    id: 'adopter-stage1',
    stage: 'permanence',
    duty: 'Adopter approval stage 1',
    from: 'registration of interest accepted',
    within: 2,
    unit: 'month',
    repeats: null,
    owner: '',
    source: 'Adoption statutory guidance 2013',
    status: 'read',
  },
  onceAfterEvent(
    withCode('adopter_registration_decision', (code) => code === 'accepted'),
    next('adopter_stage_1_end'),
  ),
)

/** Only where stage 1 ended well: one that ended 'withdrawn' or 'not suitable' is no break. */
export const breakBetweenStages = timescale(
  {
    id: 'adopter-break',
    stage: 'permanence',
    duty: 'Longest break between stages',
    from: 'stage 1 end',
    within: 6,
    unit: 'month',
    repeats: null,
    owner: '',
    source: 'Adoption statutory guidance 2013',
    status: 'read',
    kind: 'limit',
  },
  onceAfterEvent(
    withCode('adopter_stage_1_end', (code) => code !== 'withdrawn' && code !== 'not suitable'),
    next('adopter_notice_to_proceed'),
  ),
)

export const stage2 = timescale(
  {
    id: 'adopter-stage2',
    stage: 'permanence',
    duty: 'Adopter approval stage 2',
    from: 'notice to proceed',
    within: 4,
    unit: 'month',
    repeats: null,
    owner: '',
    source: 'Adoption statutory guidance 2013',
    status: 'read',
  },
  onceAfterEvent((known) => known.events('adopter_notice_to_proceed'), next('adopter_decision')),
)
