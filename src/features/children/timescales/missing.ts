import { detailInstant } from './known.ts'
import { firstOf, hoursAfter, timescale } from './shapes.ts'

/**
 * Counted in hours where the hour of return is recorded (detail.returnedAt); without it, to the end of the third day.
 * The duty is to offer; an interview held shows that it was offered. Closed for another reason than a return (the child
 * left care while missing), an episode asks for none.
 */
export const returnInterview = timescale(
  {
    id: 'return-home-interview',
    stage: 'missing',
    duty: 'Offer return home interview',
    from: 'child returned',
    within: 72,
    unit: 'hour',
    repeats: null,
    owner: 'someone independent of the placement',
    source: 'Children and Young People Now legal update on 2014 guidance; council procedures',
    status: 'reported',
  },
  function* (known, due) {
    const episodes = known.spells('missing')
    for (const [i, episode] of episodes.entries()) {
      if (episode.to === Number.POSITIVE_INFINITY) continue
      if (episode.spell.endCode !== null && episode.spell.endCode !== 'returned') continue
      const next = (episodes[i + 1]?.from ?? Number.POSITIVE_INFINITY) - 1
      const offers = [...known.events('return_interview_offer'), ...known.events('return_interview')]
        .filter(({ event }) => event.spellId === null || event.spellId === episode.id)
        .sort((a, b) => a.on - b.on || (a.event.at?.epochMilliseconds ?? 0) - (b.event.at?.epochMilliseconds ?? 0))
      const offer = firstOf(
        offers,
        episode.to,
        undefined,
        ({ on, event }) => event.spellId === episode.id || on <= next,
      )
      const returned = detailInstant(episode.spell, 'returnedAt')
      const hours = returned === null ? null : hoursAfter(returned, 72)
      yield {
        id: episode.id,
        from: episode.to,
        to: Number.POSITIVE_INFINITY,
        due: hours?.due ?? due(episode.to),
        dueAt: hours?.dueAt ?? null,
        done: offer?.on ?? null,
        doneAt: offer?.event.at?.epochMilliseconds ?? null,
      }
    }
  },
)
