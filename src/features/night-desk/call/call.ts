// A call somebody is on. What is opened meanwhile is opened for the call, so a call nobody ended must not go on for ever.

export type Call = { councilId: number; callId: string; startedAt: Temporal.Instant }

/** After so long a call was forgotten, not gone on with: nothing more is opened for it. */
export const longestCall = Temporal.Duration.from({ hours: 6 })

export const isForgotten = (call: Pick<Call, 'startedAt'>, now: Temporal.Instant): boolean =>
  Temporal.Instant.compare(call.startedAt.add(longestCall), now) < 0
