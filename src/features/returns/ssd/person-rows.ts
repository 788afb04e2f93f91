// Who a child is: the dataset's tables of people, homes, disabilities, statuses and identifiers.
import { type Day, isAfter } from '../../../lib/day.ts'
import { childNumber } from '../record/to-ssda903.ts'
import { type RecordChild, spellsOf, textIn, yesIn } from './facts.ts'
import { coded, flag, object, type SsdRows } from './rows.ts'

/** The key of a person in every table: the number the statutory returns use too. */
export const personKey = (child: { childId: string; localId: string | null }): string => childNumber(child)

const identifier = (child: RecordChild, scheme: string, on: Day): string | null =>
  child.identifiers.findLast((one) => one.scheme === scheme && (one.to === null || isAfter(one.to, on)))?.value ?? null

const isMother = (child: RecordChild): boolean | null => {
  if (child.relations.some(({ kind }) => kind === 'son' || kind === 'daughter') && child.sex === 'F') return true
  const said = spellsOf(child, 'looked_after').findLast(({ detail }) => detail.mother !== undefined)
  return said ? yesIn(said.detail, 'mother') : null
}

/** "12 High Street, Anytown" as the parts an address has, as far as its lines tell them apart. */
const addressParts = (lines: string) => {
  const parts = lines
    .split(/[\n,]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
  const flat = /^(flat|room|apartment|unit)\b/i.test(parts[0] ?? '') ? (parts.shift() ?? null) : null
  const [, house, street] = /^(\d+\w?)\s+(.+)$/.exec(parts[0] ?? '') ?? []
  return {
    FLAT: flat,
    HOUSE: house ?? null,
    STREET: street ?? parts[0] ?? null,
    TOWN: parts.length > 1 ? (parts.at(-1) ?? null) : null,
  }
}

export const personRows = (child: RecordChild, on: Day, rows: SsdRows): void => {
  const key = personKey(child)
  const upn = identifier(child, 'upn', on)
  const nhs = identifier(child, 'nhs', on)
  rows.ssd_person.push({
    pers_person_id: key,
    pers_forename: child.givenName,
    pers_surname: child.familyName,
    pers_sex: coded('sex', child.sex),
    pers_ethnicity: coded('ethnicity', child.ethnicity),
    pers_dob: child.bornOn,
    pers_common_child_id: nhs,
    pers_legacy_id: child.childId,
    pers_upn_unknown: upn === null ? coded('upn-unknown-reason', identifier(child, 'upn unknown', on)) : null,
    pers_expected_dob: child.bornOn === null ? child.expectedOn : null,
    pers_death_date: child.diedOn,
    pers_is_mother: flag(isMother(child)),
    pers_upn: upn,
    pers_single_unique_id: nhs,
  })
  const parent =
    child.relations.find(({ kind }) => kind === 'mother') ?? child.relations.find(({ kind }) => kind === 'father')
  if (parent) {
    rows.ssd_family.push({ fami_table_id: child.childId, fami_family_id: parent.other.id, fami_person_id: key })
  }
  for (const address of child.addresses) {
    // A reader of the table could not tell that somebody may not be told: where the child lives stays in the record.
    const shown = !address.confidential
    rows.ssd_address.push({
      addr_table_id: address.id,
      addr_address_json: object('addr_address_json', shown ? addressParts(address.lines) : {}),
      addr_person_id: key,
      addr_address_type: address.kind,
      addr_address_start_date: address.from,
      addr_address_end_date: address.to,
      addr_address_postcode: shown ? address.postcode : null,
    })
  }
  for (const disability of new Set(child.disabilities)) {
    const code = coded('disability', disability)
    if (code === null) continue
    rows.ssd_disability.push({
      disa_person_id: key,
      disa_table_id: `${child.childId}-${code}`,
      disa_disability_code: code,
    })
  }
  for (const spell of spellsOf(child, 'unaccompanied')) {
    rows.ssd_immigration_status.push({
      immi_person_id: key,
      immi_immigration_status_id: spell.id,
      immi_immigration_status: 'UASC',
      immi_immigration_status_start_date: spell.startsOn,
      immi_immigration_status_end_date: spell.endsOn,
    })
  }
  for (const { kind, other } of child.relations) {
    if (!other.isChild) continue
    const otherKey = personKey({ childId: other.id, localId: other.localId })
    if (kind === 'mother') {
      rows.ssd_mother.push({
        moth_table_id: `${child.childId}-m`,
        moth_person_id: otherKey,
        moth_childs_person_id: key,
        moth_childs_dob: child.bornOn,
      })
    } else if ((kind === 'son' || kind === 'daughter') && child.sex === 'F') {
      rows.ssd_mother.push({
        moth_table_id: `${other.id}-m`,
        moth_person_id: key,
        moth_childs_person_id: otherKey,
        moth_childs_dob: other.bornOn,
      })
    }
  }
  for (const spell of spellsOf(child, 'legal_status', 'short_breaks', 'emergency_protection')) {
    // Police protection and an emergency order stand among the legal statuses already; an assessment order does not.
    if (spell.kind === 'emergency_protection' && spell.code !== 'L3') continue
    const code = coded('ssda903-legal-status', spell.code)
    if (code === null) continue
    rows.ssd_legal_status.push({
      lega_legal_status_id: spell.id,
      lega_person_id: key,
      lega_legal_status: code,
      lega_legal_status_start_date: spell.startsOn,
      lega_legal_status_end_date: spell.endsOn,
    })
  }
  const others = child.identifiers.filter(({ scheme }) => !['nhs', 'upn', 'upn unknown'].includes(scheme))
  for (const [at, { scheme, value, from, to }] of others.entries()) {
    rows.ssd_linked_identifiers.push({
      link_table_id: `${child.childId}-${at + 1}`,
      link_person_id: key,
      link_identifier_type: scheme,
      link_identifier_value: value,
      link_valid_from_date: from,
      link_valid_to_date: to,
    })
  }
  for (const spell of spellsOf(child, 'allocation')) {
    rows.ssd_involvements.push({
      invo_involvements_id: spell.id,
      invo_professional_id: spell.workerId,
      invo_professional_role_id: spell.code,
      invo_professional_team: spell.teamId,
      invo_involvement_start_date: spell.startsOn,
      invo_involvement_end_date: spell.endsOn,
      invo_worker_change_reason: coded(
        'social-worker-change-reason',
        textIn(spell.detail, 'changeReason') ?? textIn(spell.detail, 'reason'),
      ),
      invo_person_id: key,
      invo_referral_id:
        spellsOf(child, 'referral').findLast(({ startsOn }) => !isAfter(startsOn, spell.startsOn))?.id ?? null,
    })
  }
}
