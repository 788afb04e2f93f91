// The few things of the night desk that other parts may use.

export { type NightAlert, tonightsAlerts } from './alerts/queries.ts'
export { reviewsWaiting } from './break-glass/queries.ts'
export { nightOnMyDay } from './my-day.ts'
export { shiftsAt } from './rota/queries.ts'
export { onCallFor, type Shift } from './rota/shift.ts'
export { nightJobs, tellOfOverdueVisits, tellOfRedHandovers } from './watch.ts'
