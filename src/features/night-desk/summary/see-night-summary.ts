import { z } from 'zod'
import { isAfter, isBefore } from '../../../lib/day.ts'
import { oneOf, optionalWords } from '../../../web/form.ts'
import { type Ask, invalid, notFound, type Outcome, page, redirect, task } from '../../../web/task.ts'
import {
  contactLine,
  displayName,
  holding,
  openRecord,
  type PersonAround,
  peopleAround,
  placeOf,
  planSentence,
  relationLabel,
  riskKinds,
  spellTitle,
  textOf,
} from '../../children/index.ts'
import { nightGrants, nightTeams, turnBegan } from '../night.ts'
import { onCallFor, phoneLink } from '../rota/shift.ts'
import { byDanger, councilResponsibility, openingGroundNames, openingGrounds, openingNeeded } from './night-summary.ts'
import { addOpening, namesOf, type SummaryState, summaryState } from './queries.ts'

const stateOf = ({ db, viewer, councilId, childId, now }: Ask): Promise<SummaryState> =>
  summaryState(db, {
    councilId,
    childId,
    workerId: viewer.workerId,
    directory: viewer.scopes.directory,
    turnBegan: turnBegan(now),
    now,
  })

const open = (ask: Ask, more: { callId: string | null; ground: string; words: string }): Promise<string> => {
  const grant = nightGrants(ask.viewer.scopes).find((one) => one.councilId === ask.councilId)
  return addOpening(ask.db, {
    councilId: ask.councilId,
    childId: ask.childId,
    workerId: ask.viewer.workerId,
    arrangementId: grant?.arrangement?.id ?? null,
    at: ask.now,
    ...more,
  })
}

const isOfTheNight = ({ viewer, councilId }: Ask): boolean =>
  nightGrants(viewer.scopes).some((grant) => grant.councilId === councilId)

/**
 * The night summary: one side of paper with what somebody needs before they act tonight. It opens for the call that goes
 * on, or asks why; either is written down for the child's council to read in the morning.
 */
export const seeNightSummary = task({
  may: 'see a night summary',
  form: () =>
    z.object({
      ground: oneOf(openingGroundNames, 'Select why you open this summary'),
      words: optionalWords({ limit: 500, what: 'In a few words' }),
    }),
  async show(ask) {
    const { subject } = ask
    // Whoever reads these records by day has the whole record, and needs no page of the night desk.
    if (!isOfTheNight(ask) || subject.restricted) return redirect(`/${ask.councilId}/children/${ask.childId}`, null, [])
    const state = await stateOf(ask)
    const needed = openingNeeded(state.openings, state.call?.callId ?? null)
    if (needed === 'ask') {
      return page(
        'night-desk/summary/ask-why',
        {
          name: displayName(subject),
          bornOn: subject.bornOn,
          council: ask.look(ask.councilId).name,
          grounds: openingGroundNames.map((value) => ({ value, text: openingGrounds[value] })),
          child: `${ask.councilId}.${ask.childId}`,
        },
        // Nothing of the record was shown yet.
        { audit: [{ outcome: 'listed' }] },
      )
    }
    const openingId =
      'open' in needed ? needed.open.openingId : await open(ask, { callId: needed.byCall, ground: 'call', words: '' })
    return showSummary(ask, state, openingId)
  },
  async submit(sent) {
    const { answers } = sent
    if (!isOfTheNight(sent) || sent.subject.restricted) return notFound
    if (answers.ground === 'other' && answers.words === '') return invalid({ words: 'Say why, in a few words' })
    const opening = await open(sent, { callId: null, ground: answers.ground, words: answers.words })
    return redirect(`/${sent.councilId}/children/${sent.childId}/night`, null, [
      { outcome: 'opened', detail: { opening } },
    ])
  },
})

const carries = /home manager|key worker/i

const showSummary = async (ask: Ask, state: SummaryState, openingId: string): Promise<Outcome> => {
  const { db, viewer, councilId, childId, today } = ask
  const { scopes } = viewer
  const [record, everybody] = await Promise.all([openRecord(ask, '/night'), peopleAround(db, councilId, childId)])
  if (!record) return notFound
  const { head, row, spells } = record
  const look = ask.look(councilId)
  const people = everybody.filter(
    (person) =>
      (person.starts_on === null || !isAfter(person.starts_on, today)) &&
      (person.ends_on === null || isAfter(person.ends_on, today)),
  )
  const allocations = holding(spells, today, 'allocation')
  const names = await namesOf(
    db,
    scopes.directory,
    [
      ...allocations.map((spell) => spell.workerId),
      state.lastVisit?.workerId ?? null,
      state.lastContact?.workerId ?? null,
      ...state.alerts.map((alert) => alert.authorisedBy),
    ],
    allocations.map((spell) => spell.teamId),
  )
  const nameOf = (id: string | null) => (id === null ? null : (names.get(id)?.name ?? 'a colleague of another council'))
  const shown = (person: PersonAround) => ({
    name: displayName({ givenName: person.given_name, familyName: person.family_name, knownAs: person.known_as }),
    relation: relationLabel(person.kind),
    livesWith: person.lives_with,
    interpreter: person.interpreter_for,
    contacts: person.contacts.filter((contact) => contact.kind !== 'email').map(contactLine),
  })
  const living = people.filter((person) => person.died_on === null)
  const responsible = living.filter((person) => person.parental_responsibility)
  const atHome = living.filter((person) => person.lives_with && !responsible.includes(person))
  const placement = holding(spells, today, 'placement')[0] ?? null
  const carers = placement
    ? living.filter((person) => placeOf(person.kind).circle === 'carer' || carries.test(person.kind))
    : []
  const statuses = holding(spells, today, 'emergency_protection', 'legal_status', 'remand', 'deprivation_of_liberty')
  const plans = holding(spells, today, 'looked_after', 'child_protection_plan', 'child_in_need_plan', 'care_leaver')
  const risks = byDanger(holding(spells, today, 'risk'))
  const missing = holding(spells, today, 'missing')[0] ?? null
  const addresses = row.addresses.filter(
    (one) =>
      ['home', 'placement', 'temporary'].includes(one.kind) &&
      (one.lives_from === null || String(one.lives_from) <= today.toString()) &&
      (one.lives_to === null || String(one.lives_to) > today.toString()),
  )
  const firstOf = (name: string): string | null =>
    [placement, ...plans].map((spell) => (spell ? textOf(spell.detail, name) : null)).find((text) => text !== null) ??
    null
  const teams = nightTeams(scopes)
  const manager = onCallFor(state.shifts, councilId, teams)
  const broken = scopes.broken.find((one) => one.childId === childId && one.councilId === councilId)
  return page(
    'night-desk/summary/see-night-summary',
    {
      head,
      call: state.call,
      aliases: [head.fullName, row.spoken_as === null ? null : `say “${row.spoken_as}”`].filter(
        (text) => text !== null,
      ),
      alerts: state.alerts.map((alert) => ({
        risk: alert.risk,
        whatToDo: alert.whatToDo,
        by: nameOf(alert.authorisedBy),
        until: alert.expiresAt,
      })),
      risks: risks.map((risk) => ({
        title: riskKinds[risk.code ?? ''] ?? risk.code ?? 'Risk',
        words: textOf(risk.detail, 'words', 'summary', 'what', 'detail'),
        since: risk.startsOn,
        strong: risk.code === 'risk to staff',
      })),
      missing: missing ? { title: spellTitle(missing), since: missing.startsOn } : null,
      flags: ['going missing', 'exploitation'].map((code) => ({
        title: riskKinds[code] ?? code,
        said: risks.some((risk) => risk.code === code),
      })),
      statuses: statuses.map((spell) => ({ title: spellTitle(spell), since: spell.startsOn })),
      responsible: responsible.map(shown),
      councilHolds: councilResponsibility(statuses.map((spell) => spell.code)),
      addresses: addresses.map((one) => ({
        lines: [one.lines.replaceAll(/\s*\n\s*/g, ', '), one.postcode].filter(Boolean).join(', '),
        secret: one.confidential,
        notTo: one.not_to_be_told,
      })),
      plan: planSentence(spells, today, null, look.wording),
      contingency: firstOf('contingency'),
      placement: placement
        ? {
            title: spellTitle(placement),
            since: placement.startsOn,
            carer: textOf(placement.detail, 'carerName', 'carers', 'homeName', 'name'),
          }
        : null,
      carers: carers.map(shown),
      consent: firstOf('medicalConsent'),
      atHome: atHome.filter((person) => !carers.includes(person)).map(shown),
      lastVisit: state.lastVisit ? { ...state.lastVisit, by: nameOf(state.lastVisit.workerId) } : null,
      lastContact: state.lastContact ? { ...state.lastContact, by: nameOf(state.lastContact.workerId) } : null,
      workers: allocations.map((spell) => ({
        role: spell.code ?? 'worker',
        name: nameOf(spell.workerId) ?? 'Nobody yet',
        phone: phoneLink(spell.workerId === null ? null : (names.get(spell.workerId)?.phone ?? null)),
        team: spell.teamId === null ? null : (names.get(spell.teamId)?.name ?? null),
      })),
      manager: manager ? { name: manager.name, phone: phoneLink(manager.phone) } : null,
      diedOn: row.died_on !== null && !isBefore(today, row.died_on) ? row.died_on : null,
      paths: {
        contact: `/night/contact/new?child=${councilId}.${childId}`,
        wrong: `${head.path}/night/wrong-person`,
        more: `${head.path}/break-glass`,
      },
      broken: broken ? Temporal.Instant.from(broken.until) : null,
    },
    { audit: [{ detail: { opening: openingId, ...(state.call ? { call: state.call.callId } : {}) } }] },
  )
}
