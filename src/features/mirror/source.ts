// What is read of the Standard Safeguarding Dataset: of each table the column that says whose row it is, the key by which
// a row is known again, and what no row can do without. Columns beside these may be missing and are then not known.
import type { SsdTable } from '../returns/index.ts'

export type SourceTable = {
  table: SsdTable
  /** the column with the person's own key; of a table without one, through which other row the person is found */
  person: string | null
  through?: { column: string; table: 'ssd_cin_assessments' | 'ssd_cla_episodes' | 'ssd_cin_episodes' }
  /** two rows with one key are a broken extract; null where the standard gives rows none */
  key: string | null
  /** columns that must be there; a table of which not even these are there is no such table */
  required: readonly string[]
  dates: readonly string[]
  numbers?: readonly string[]
  json?: readonly string[]
}

/** In the order in which they are read: a row that finds its person through another comes after it. */
export const sourceTables: readonly SourceTable[] = [
  {
    table: 'ssd_person',
    person: 'pers_person_id',
    key: 'pers_person_id',
    required: ['pers_person_id', 'pers_forename', 'pers_surname', 'pers_sex', 'pers_dob'],
    dates: ['pers_dob', 'pers_expected_dob', 'pers_death_date'],
  },
  {
    table: 'ssd_cin_episodes',
    person: 'cine_person_id',
    key: 'cine_referral_id',
    required: ['cine_referral_id', 'cine_person_id', 'cine_referral_date', 'cine_close_date'],
    dates: ['cine_referral_date', 'cine_close_date'],
    json: ['cine_referral_outcome_json'],
  },
  {
    table: 'ssd_cin_assessments',
    person: 'cina_person_id',
    key: 'cina_assessment_id',
    required: ['cina_assessment_id', 'cina_person_id', 'cina_assessment_start_date', 'cina_assessment_auth_date'],
    dates: ['cina_assessment_start_date', 'cina_assessment_auth_date'],
    json: ['cina_assessment_outcome_json'],
  },
  {
    table: 'ssd_cla_episodes',
    person: 'clae_person_id',
    key: 'clae_cla_episode_id',
    required: [
      'clae_cla_episode_id',
      'clae_person_id',
      'clae_cla_episode_start_date',
      'clae_cla_episode_ceased_date',
      'clae_cla_id',
    ],
    dates: [
      'clae_cla_episode_start_date',
      'clae_cla_episode_ceased_date',
      'clae_entered_care_date',
      'clae_cla_last_iro_contact_date',
    ],
  },
  {
    table: 'ssd_family',
    person: 'fami_person_id',
    key: null,
    required: ['fami_family_id', 'fami_person_id'],
    dates: [],
  },
  {
    table: 'ssd_address',
    person: 'addr_person_id',
    key: 'addr_table_id',
    required: ['addr_table_id', 'addr_person_id', 'addr_address_postcode'],
    dates: ['addr_address_start_date', 'addr_address_end_date'],
    json: ['addr_address_json'],
  },
  {
    table: 'ssd_disability',
    person: 'disa_person_id',
    key: 'disa_table_id',
    required: ['disa_person_id', 'disa_disability_code'],
    dates: [],
  },
  {
    table: 'ssd_immigration_status',
    person: 'immi_person_id',
    key: 'immi_immigration_status_id',
    required: ['immi_immigration_status_id', 'immi_person_id', 'immi_immigration_status'],
    dates: ['immi_immigration_status_start_date', 'immi_immigration_status_end_date'],
  },
  {
    table: 'ssd_mother',
    person: 'moth_childs_person_id',
    key: null,
    required: ['moth_person_id', 'moth_childs_person_id'],
    dates: ['moth_childs_dob'],
  },
  {
    table: 'ssd_legal_status',
    person: 'lega_person_id',
    key: 'lega_legal_status_id',
    required: [
      'lega_legal_status_id',
      'lega_person_id',
      'lega_legal_status',
      'lega_legal_status_start_date',
      'lega_legal_status_end_date',
    ],
    dates: ['lega_legal_status_start_date', 'lega_legal_status_end_date'],
  },
  {
    table: 'ssd_contacts',
    person: 'cont_person_id',
    key: 'cont_contact_id',
    required: ['cont_contact_id', 'cont_person_id', 'cont_contact_date'],
    dates: ['cont_contact_date'],
    json: ['cont_contact_outcome_json'],
  },
  {
    table: 'ssd_early_help_episodes',
    person: 'earl_person_id',
    key: 'earl_episode_id',
    required: ['earl_episode_id', 'earl_person_id', 'earl_episode_start_date', 'earl_episode_end_date'],
    dates: ['earl_episode_start_date', 'earl_episode_end_date'],
  },
  {
    table: 'ssd_assessment_factors',
    person: null,
    through: { column: 'cinf_assessment_id', table: 'ssd_cin_assessments' },
    key: 'cinf_table_id',
    required: ['cinf_table_id', 'cinf_assessment_id', 'cinf_assessment_factors_json'],
    dates: [],
    json: ['cinf_assessment_factors_json'],
  },
  {
    table: 'ssd_cin_plans',
    person: 'cinp_person_id',
    key: 'cinp_cin_plan_id',
    required: ['cinp_cin_plan_id', 'cinp_person_id', 'cinp_cin_plan_start_date', 'cinp_cin_plan_end_date'],
    dates: ['cinp_cin_plan_start_date', 'cinp_cin_plan_end_date'],
  },
  {
    table: 'ssd_cin_visits',
    person: 'cinv_person_id',
    key: 'cinv_cin_visit_id',
    required: ['cinv_cin_visit_id', 'cinv_person_id', 'cinv_cin_visit_date'],
    dates: ['cinv_cin_visit_date'],
  },
  {
    table: 'ssd_s47_enquiry',
    person: 's47e_person_id',
    key: 's47e_s47_enquiry_id',
    required: ['s47e_s47_enquiry_id', 's47e_person_id', 's47e_s47_start_date', 's47e_s47_end_date'],
    dates: ['s47e_s47_start_date', 's47e_s47_end_date'],
    json: ['s47e_s47_outcome_json'],
  },
  {
    table: 'ssd_initial_cp_conference',
    person: 'icpc_person_id',
    key: 'icpc_icpc_id',
    required: ['icpc_icpc_id', 'icpc_person_id', 'icpc_icpc_date'],
    dates: ['icpc_icpc_target_date', 'icpc_icpc_date'],
    json: ['icpc_icpc_outcome_json'],
  },
  {
    table: 'ssd_cp_plans',
    person: 'cppl_person_id',
    key: 'cppl_cp_plan_id',
    required: ['cppl_cp_plan_id', 'cppl_person_id', 'cppl_cp_plan_start_date', 'cppl_cp_plan_end_date'],
    dates: ['cppl_cp_plan_start_date', 'cppl_cp_plan_end_date'],
  },
  {
    table: 'ssd_cp_visits',
    person: 'cppv_person_id',
    key: 'cppv_cp_visit_id',
    required: ['cppv_cp_visit_id', 'cppv_person_id', 'cppv_cp_visit_date'],
    dates: ['cppv_cp_visit_date'],
  },
  {
    table: 'ssd_cp_reviews',
    person: 'cppr_person_id',
    key: 'cppr_cp_review_id',
    required: ['cppr_cp_review_id', 'cppr_person_id', 'cppr_cp_review_date'],
    dates: ['cppr_cp_review_due', 'cppr_cp_review_date'],
  },
  {
    table: 'ssd_cla_convictions',
    person: 'clac_person_id',
    key: 'clac_cla_conviction_id',
    required: ['clac_cla_conviction_id', 'clac_person_id'],
    dates: ['clac_cla_conviction_date'],
  },
  {
    table: 'ssd_cla_health',
    person: 'clah_person_id',
    key: 'clah_health_check_id',
    required: ['clah_health_check_id', 'clah_person_id', 'clah_health_check_type', 'clah_health_check_date'],
    dates: ['clah_health_check_date'],
  },
  {
    table: 'ssd_cla_immunisations',
    person: 'clai_person_id',
    key: null,
    required: ['clai_person_id', 'clai_immunisations_status'],
    dates: ['clai_immunisations_status_date'],
  },
  {
    table: 'ssd_cla_substance_misuse',
    person: 'clas_person_id',
    key: 'clas_substance_misuse_id',
    required: ['clas_substance_misuse_id', 'clas_person_id'],
    dates: ['clas_substance_misuse_date'],
  },
  {
    table: 'ssd_cla_placement',
    person: 'clap_person_id',
    through: { column: 'clap_cla_id', table: 'ssd_cla_episodes' },
    key: 'clap_cla_placement_id',
    required: [
      'clap_cla_placement_id',
      'clap_cla_id',
      'clap_cla_placement_start_date',
      'clap_cla_placement_end_date',
      'clap_cla_placement_type',
    ],
    dates: ['clap_cla_placement_start_date', 'clap_cla_placement_end_date'],
    numbers: ['clap_cla_placement_distance'],
  },
  {
    table: 'ssd_cla_reviews',
    person: null,
    through: { column: 'clar_cla_id', table: 'ssd_cla_episodes' },
    key: 'clar_cla_review_id',
    required: ['clar_cla_review_id', 'clar_cla_id', 'clar_cla_review_date'],
    dates: ['clar_cla_review_due_date', 'clar_cla_review_date'],
  },
  {
    table: 'ssd_cla_visits',
    person: 'clav_person_id',
    key: 'clav_cla_visit_id',
    required: ['clav_cla_visit_id', 'clav_person_id', 'clav_cla_visit_date'],
    dates: ['clav_cla_visit_date'],
  },
  {
    table: 'ssd_cla_previous_permanence',
    person: 'lapp_person_id',
    key: 'lapp_table_id',
    required: ['lapp_table_id', 'lapp_person_id'],
    dates: [],
  },
  {
    table: 'ssd_cla_care_plan',
    person: 'lacp_person_id',
    key: 'lacp_table_id',
    required: ['lacp_table_id', 'lacp_person_id', 'lacp_cla_care_plan_start_date'],
    dates: ['lacp_cla_care_plan_start_date', 'lacp_cla_care_plan_end_date'],
    json: ['lacp_cla_care_plan_json'],
  },
  {
    table: 'ssd_sdq_scores',
    person: 'csdq_person_id',
    key: 'csdq_table_id',
    required: ['csdq_table_id', 'csdq_person_id', 'csdq_sdq_completed_date'],
    dates: ['csdq_sdq_completed_date'],
  },
  {
    table: 'ssd_missing',
    person: 'miss_person_id',
    key: 'miss_table_id',
    required: ['miss_table_id', 'miss_person_id', 'miss_missing_episode_start_date', 'miss_missing_episode_end_date'],
    dates: ['miss_missing_episode_start_date', 'miss_missing_episode_end_date'],
  },
  {
    table: 'ssd_care_leavers',
    person: 'clea_person_id',
    key: 'clea_table_id',
    required: ['clea_table_id', 'clea_person_id', 'clea_care_leaver_eligibility'],
    dates: ['clea_care_leaver_latest_contact', 'clea_pathway_plan_review_date'],
  },
  {
    table: 'ssd_permanence',
    person: 'perm_person_id',
    key: 'perm_table_id',
    required: ['perm_table_id', 'perm_person_id', 'perm_permanence_order_date'],
    dates: [
      'perm_adm_decision_date',
      'perm_placement_order_date',
      'perm_placed_for_adoption_date',
      'perm_matched_date',
      'perm_placed_ffa_cp_date',
      'perm_decision_reversed_date',
      'perm_permanence_order_date',
    ],
  },
  {
    table: 'ssd_involvements',
    person: 'invo_person_id',
    through: { column: 'invo_referral_id', table: 'ssd_cin_episodes' },
    key: 'invo_involvements_id',
    required: [
      'invo_involvements_id',
      'invo_professional_id',
      'invo_involvement_start_date',
      'invo_involvement_end_date',
    ],
    dates: ['invo_involvement_start_date', 'invo_involvement_end_date'],
  },
  {
    table: 'ssd_linked_identifiers',
    person: 'link_person_id',
    key: 'link_table_id',
    required: ['link_table_id', 'link_person_id', 'link_identifier_type', 'link_identifier_value'],
    dates: ['link_valid_from_date', 'link_valid_to_date'],
  },
  {
    table: 'ssd_pre_proceedings',
    person: 'prep_person_id',
    key: 'prep_table_id',
    required: ['prep_table_id', 'prep_person_id', 'prep_pre_pro_decision_date'],
    dates: [
      'prep_pre_pro_decision_date',
      'prep_initial_pre_pro_meeting_date',
      'prep_agree_stepdown_issue_date',
      'prep_pre_pro_letter_date',
      'prep_care_pro_letter_date',
    ],
    numbers: ['prep_pre_pro_meetings_num'],
  },
]

/** The tables of who works there: no person's rows, read whole. */
export const staffTables: readonly SourceTable[] = [
  {
    table: 'ssd_professionals',
    person: null,
    key: 'prof_professional_id',
    required: ['prof_professional_id', 'prof_professional_name'],
    dates: [],
  },
  {
    table: 'ssd_department',
    person: null,
    key: 'dept_team_id',
    required: ['dept_team_id', 'dept_team_name'],
    dates: [],
  },
]

/** Tables of the standard that the record has no place for yet; they may be there or not. */
export const notRead: readonly SsdTable[] = [
  'ssd_send',
  'ssd_ehcp_requests',
  'ssd_ehcp_assessment',
  'ssd_ehcp_named_plan',
  'ssd_ehcp_active_plans',
  'ssd_sen_need',
  'ssd_voice_of_child',
  'ssd_s251_finance',
  'ssd_version_log',
  'ssd_api_data_staging',
]
