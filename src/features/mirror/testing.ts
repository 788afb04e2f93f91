// For tests: extracts in a few words, as folders with the files of a delivery.
import { mkdirSync, mkdtempSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { csvLine } from '../../lib/csv.ts'
import { fieldsOf, type SsdTable, ssdTableNames } from '../returns/ssd/tables.ts'

export type Rows = Partial<Record<SsdTable, Record<string, string>[]>>

export const council = { councilId: 318, onsCode: 'E09000027', name: 'Testmere' }
export const newFolder = (): string => mkdtempSync(join(tmpdir(), 'joined-up-mirror-'))

const flags = (...yes: string[]): string =>
  JSON.stringify(Object.fromEntries(['NFA_FLAG', 'CP_FLAG', ...yes].map((one) => [one, yes.includes(one) ? 'Y' : 'N'])))

/** A council with four people: a boy on a plan, a girl in care, their sister, and somebody who was only spoken of. */
export const council4 = (): Rows => ({
  ssd_person: [
    {
      pers_person_id: 'A1',
      pers_forename: 'Rowan',
      pers_surname: 'Testwood',
      pers_sex: 'M',
      pers_dob: '2016-03-02',
      pers_single_unique_id: '9990000018',
      pers_ethnicity: 'WBRI',
    },
    {
      pers_person_id: 'A2',
      pers_forename: 'Ivy',
      pers_surname: 'Testwood',
      pers_sex: 'F',
      pers_dob: '2012-07-09T00:00:00',
      pers_upn: 'H801200001001',
    },
    {
      pers_person_id: 'A3',
      pers_forename: 'Wren, the younger',
      pers_surname: 'Testwood',
      pers_sex: 'F',
      pers_dob: '09/11/2019',
    },
    { pers_person_id: 'A4', pers_forename: 'Zoë', pers_surname: 'Farley', pers_sex: 'F', pers_dob: '2009-01-30' },
  ],
  ssd_family: ['A1', 'A2', 'A3'].map((id) => ({ fami_table_id: id, fami_family_id: 'F1', fami_person_id: id })),
  ssd_mother: [{ moth_table_id: 'm', moth_person_id: 'A4', moth_childs_person_id: 'A3' }],
  ssd_address: [
    {
      addr_table_id: 'd1',
      addr_person_id: 'A1',
      addr_address_json: '{"FLAT":"Flat 2","HOUSE":"12","STREET":"High Street","TOWN":"Testmere"}',
      addr_address_postcode: 'TM1 2AB',
      addr_address_type: 'Home',
      addr_address_start_date: '2016-03-02',
    },
    { addr_table_id: 'd2', addr_person_id: 'A2', addr_address_json: '{}', addr_address_start_date: '2025-01-10' },
  ],
  ssd_contacts: [
    {
      cont_contact_id: 'c1',
      cont_person_id: 'A1',
      cont_contact_date: '2026-08-30',
      cont_contact_source_code: '6',
      cont_contact_outcome_json: flags('NEW_REFERRAL_FLAG'),
    },
    {
      cont_contact_id: 'c2',
      cont_person_id: 'A4',
      cont_contact_date: '2026-11-01',
      cont_contact_outcome_json: flags('NFA_FLAG'),
    },
  ],
  ssd_cin_episodes: [
    {
      cine_referral_id: 'r1',
      cine_person_id: 'A1',
      cine_referral_date: '2026-09-01',
      cine_cin_primary_need_code: 'N1',
      cine_referral_outcome_json: flags('SINGLE_ASSESSMENT_FLAG'),
      cine_referral_worker_id: 'w1',
      cine_referral_team: 't1',
    },
    { cine_referral_id: 'r2', cine_person_id: 'A2', cine_referral_date: '2024-12-20' },
  ],
  ssd_cin_assessments: [
    {
      cina_assessment_id: 'as1',
      cina_person_id: 'A1',
      cina_referral_id: 'r1',
      cina_assessment_start_date: '2026-09-02',
      cina_assessment_auth_date: '2026-10-01',
      cina_assessment_outcome_json: flags('STRATEGY_DISCUSSION_FLAG'),
      cina_assessment_child_seen: 'Y',
    },
  ],
  ssd_assessment_factors: [
    { cinf_table_id: 'fa1', cinf_assessment_id: 'as1', cinf_assessment_factors_json: '["2B","3B"]' },
  ],
  ssd_s47_enquiry: [
    {
      s47e_s47_enquiry_id: 's1',
      s47e_referral_id: 'r1',
      s47e_person_id: 'A1',
      s47e_s47_start_date: '2026-10-02',
      s47e_s47_end_date: '2026-10-16',
      s47e_s47_outcome_json: flags('CP_CONFERENCE_FLAG'),
    },
  ],
  ssd_initial_cp_conference: [
    {
      icpc_icpc_id: 'i1',
      icpc_s47_enquiry_id: 's1',
      icpc_person_id: 'A1',
      icpc_icpc_date: '2026-10-20',
      icpc_icpc_outcome_cp_flag: 'Y',
      icpc_icpc_worker_id: 'w2',
    },
  ],
  ssd_cp_plans: [
    {
      cppl_cp_plan_id: 'p1',
      cppl_referral_id: 'r1',
      cppl_person_id: 'A1',
      cppl_cp_plan_start_date: '2026-10-20',
      cppl_cp_plan_initial_category: 'Neglect',
      cppl_cp_plan_latest_category: 'Emotional abuse',
    },
  ],
  ssd_cp_visits: [
    {
      cppv_cp_visit_id: 'v1',
      cppv_person_id: 'A1',
      cppv_cp_plan_id: 'p1',
      cppv_cp_visit_date: '2026-11-03 15:30:00',
      cppv_cp_visit_seen: 'Y',
      cppv_cp_visit_seen_alone: 'Y',
    },
  ],
  ssd_cla_episodes: [
    {
      clae_cla_episode_id: 'e1',
      clae_person_id: 'A2',
      clae_cla_episode_start_date: '2025-01-10',
      clae_cla_episode_start_reason: 'S',
      clae_cla_episode_ceased_date: '2025-06-01',
      clae_cla_episode_ceased_reason: 'X1',
      clae_cla_id: 'k1',
      clae_referral_id: 'r2',
      clae_cla_placement_id: 'h1',
      clae_cla_primary_need_code: 'N1',
    },
    {
      clae_cla_episode_id: 'e2',
      clae_person_id: 'A2',
      clae_cla_episode_start_date: '2025-06-01',
      clae_cla_episode_start_reason: 'P',
      clae_cla_id: 'k1',
      clae_referral_id: 'r2',
      clae_cla_placement_id: 'h2',
      clae_cla_primary_need_code: 'N1',
    },
  ],
  ssd_cla_placement: [
    {
      clap_cla_placement_id: 'h1',
      clap_cla_id: 'k1',
      clap_cla_placement_start_date: '2025-01-10',
      clap_cla_placement_end_date: '2025-06-01',
      clap_cla_placement_type: 'U6',
      clap_person_id: 'A2',
      clap_cla_placement_postcode: 'TM4 4ZZ',
    },
    {
      clap_cla_placement_id: 'h2',
      clap_cla_id: 'k1',
      clap_cla_placement_start_date: '2025-06-01',
      clap_cla_placement_type: 'U6',
      clap_cla_placement_distance: '3.5',
    },
  ],
  ssd_legal_status: [
    {
      lega_legal_status_id: 'l1',
      lega_person_id: 'A2',
      lega_legal_status: 'Full care order (C2)',
      lega_legal_status_start_date: '2025-01-10',
    },
    {
      lega_legal_status_id: 'l2',
      lega_person_id: 'A3',
      lega_legal_status: 'L1',
      lega_legal_status_start_date: '2026-11-20',
      lega_legal_status_end_date: '2026-11-22',
    },
  ],
  ssd_cla_reviews: [
    {
      clar_cla_review_id: 'cr1',
      clar_cla_id: 'k1',
      clar_cla_review_date: '2026-09-14',
      clar_cla_review_participation: 'PN1',
    },
  ],
  ssd_cla_visits: [
    {
      clav_cla_visit_id: 'cv1',
      clav_person_id: 'A2',
      clav_cla_id: 'k1',
      clav_cla_visit_date: '2026-11-05',
      clav_cla_visit_seen: 'Y',
    },
  ],
  ssd_cla_health: [
    {
      clah_health_check_id: 'he1',
      clah_person_id: 'A2',
      clah_health_check_type: 'Health Assessment',
      clah_health_check_date: '2026-02-03',
      clah_health_check_status: 'Completed',
    },
    {
      clah_health_check_id: 'he2',
      clah_person_id: 'A2',
      clah_health_check_type: 'Dental Check',
      clah_health_check_date: '2026-03-03',
      clah_health_check_status: 'Refused',
    },
  ],
  ssd_missing: [
    {
      miss_table_id: 'x1',
      miss_person_id: 'A2',
      miss_missing_episode_start_date: '2026-11-10T21:15:00',
      miss_missing_episode_type: 'M',
      miss_missing_episode_end_date: '2026-11-11T07:05:00',
      miss_missing_rhi_offered: 'Y',
      miss_missing_rhi_accepted: 'N',
    },
  ],
  ssd_involvements: [
    {
      invo_involvements_id: 'n1',
      invo_professional_id: 'w1',
      invo_professional_role_id: 'Allocated worker',
      invo_professional_team: 't1',
      invo_involvement_start_date: '2026-09-01',
      invo_person_id: 'A1',
    },
    {
      invo_involvements_id: 'n2',
      invo_professional_id: 'w2',
      invo_professional_role_id: 'Independent Reviewing Officer',
      invo_involvement_start_date: '2025-01-12',
      invo_person_id: 'A2',
    },
  ],
  ssd_linked_identifiers: [
    {
      link_table_id: 'li1',
      link_person_id: 'A1',
      link_identifier_type: 'Former UPN',
      link_identifier_value: 'H801200001009',
    },
  ],
  ssd_professionals: [
    {
      prof_professional_id: 'w1',
      prof_professional_name: 'Ana Fieldtest',
      prof_social_worker_registration_no: 'SW900001',
    },
    { prof_professional_id: 'w2', prof_professional_name: 'Reed, Otis' },
  ],
  ssd_department: [{ dept_team_id: 't1', dept_team_name: 'Family support east' }],
})

export const linesOf = (table: SsdTable, rows: Rows): string[] => {
  const fields = fieldsOf(table)
  return [fields, ...(rows[table] ?? []).map((row) => fields.map((field) => row[field] ?? ''))].map((cells) =>
    csvLine(cells),
  )
}

/** Writes a delivery; `at` is the time on its files. Answers the folder. */
export const deliver = (rows: Rows, at = '2026-11-22T02:00:00Z', folder = newFolder()): string => {
  mkdirSync(folder, { recursive: true })
  const seconds = Temporal.Instant.from(at).epochMilliseconds / 1000
  for (const table of ssdTableNames) {
    const path = join(folder, `${table}.csv`)
    writeFileSync(path, `${linesOf(table, rows).join('\r\n')}\r\n`)
    utimesSync(path, seconds, seconds)
  }
  return folder
}

/** Many plain people, each with an address, a contact and a referral. */
export const many = (count: number): Rows => {
  const rows: Required<Pick<Rows, 'ssd_person' | 'ssd_address' | 'ssd_contacts' | 'ssd_cin_episodes'>> = {
    ssd_person: [],
    ssd_address: [],
    ssd_contacts: [],
    ssd_cin_episodes: [],
  }
  for (let n = 1; n <= count; n++) {
    const id = `M${n}`
    rows.ssd_person.push({
      pers_person_id: id,
      pers_forename: `Given${n}`,
      pers_surname: 'Many',
      pers_sex: 'F',
      pers_dob: '2014-05-06',
    })
    rows.ssd_address.push({
      addr_table_id: `${id}a`,
      addr_person_id: id,
      addr_address_json: `{"HOUSE":"${n}","STREET":"Long Lane"}`,
      addr_address_postcode: 'TM9 9ZZ',
    })
    rows.ssd_contacts.push({
      cont_contact_id: `${id}c`,
      cont_person_id: id,
      cont_contact_date: '2026-10-01',
      cont_contact_outcome_json: flags('NFA_FLAG'),
    })
    rows.ssd_cin_episodes.push({
      cine_referral_id: `${id}r`,
      cine_person_id: id,
      cine_referral_date: '2026-10-02',
      cine_close_date: '2026-10-09',
      cine_close_reason: 'RC7',
    })
  }
  return rows
}
