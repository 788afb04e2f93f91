// The Standard Safeguarding Dataset: its 48 tables as they are deployed, with every field of its specification (head of
// 14 July 2026). A field is its type as the standard writes it, then what else is fixed of it: `pk`, `-> table.field`,
// `codes <list>`. Fields that no council's system fills yet stand in here as well: a table is always written whole.

export const ssdTables = {
  // One row per child or young person
  ssd_person: {
    pers_person_id: 'nvarchar(48) pk',
    pers_forename: 'nvarchar(255)',
    pers_surname: 'nvarchar(255)',
    pers_sex: 'nvarchar(20) codes sex',
    pers_gender: 'nvarchar(10)',
    pers_ethnicity: 'nvarchar(48) codes ethnicity',
    pers_dob: 'datetime',
    pers_common_child_id: 'nvarchar(48)',
    pers_legacy_id: 'nvarchar(48)',
    pers_upn_unknown: 'nvarchar(6) codes upn-unknown-reason',
    pers_send_flag: 'nchar(1)',
    pers_expected_dob: 'datetime',
    pers_death_date: 'datetime',
    pers_is_mother: 'nchar(1)',
    pers_nationality: 'nvarchar(48)',
    pers_upn: 'nvarchar',
    pers_single_unique_id: 'nvarchar',
  },
  // Groups people (adoptive family, early help family)
  ssd_family: {
    fami_table_id: 'nvarchar(48)',
    fami_family_id: 'nvarchar(48) pk',
    fami_person_id: 'nvarchar(48) -> ssd_person.pers_person_id',
  },
  // Address history
  ssd_address: {
    addr_table_id: 'nvarchar(48) pk',
    addr_address_json: 'nvarchar(1000)',
    addr_person_id: 'nvarchar(48) -> ssd_person.pers_person_id',
    addr_address_type: 'nvarchar(48)',
    addr_address_start_date: 'datetime',
    addr_address_end_date: 'datetime',
    addr_address_postcode: 'nvarchar(15)',
  },
  // One row per disability code
  ssd_disability: {
    disa_person_id: 'nvarchar(48) -> ssd_person.pers_person_id',
    disa_table_id: 'nvarchar(48) pk',
    disa_disability_code: 'nvarchar(48) codes disability',
  },
  // Status spells, incl. UASC
  ssd_immigration_status: {
    immi_person_id: 'nvarchar(48) -> ssd_person.pers_person_id',
    immi_immigration_status_id: 'nvarchar(48) pk',
    immi_immigration_status: 'nvarchar(48)',
    immi_immigration_status_start_date: 'datetime',
    immi_immigration_status_end_date: 'datetime',
  },
  // Mother-child links
  ssd_mother: {
    moth_table_id: 'nvarchar(48) pk',
    moth_person_id: 'nvarchar(48) -> ssd_person.pers_person_id',
    moth_childs_person_id: 'nvarchar(48) pk -> ssd_person.pers_person_id',
    moth_childs_dob: 'datetime',
  },
  // All legal statuses, not only the looked-after ones
  ssd_legal_status: {
    lega_legal_status_id: 'nvarchar(48) pk',
    lega_person_id: 'nvarchar(48) -> ssd_person.pers_person_id',
    lega_legal_status: 'nvarchar(100) codes ssda903-legal-status',
    lega_legal_status_start_date: 'datetime',
    lega_legal_status_end_date: 'datetime',
  },
  // Contacts at the front door
  ssd_contacts: {
    cont_contact_id: 'nvarchar(48) pk',
    cont_person_id: 'nvarchar(48) -> ssd_person.pers_person_id',
    cont_contact_date: 'datetime',
    cont_contact_source_code: 'nvarchar(48) codes cin-referral-source',
    cont_contact_source_desc: 'nvarchar(255)',
    cont_contact_outcome_json: 'nvarchar(4000)',
  },
  // Early help / targeted support spells
  ssd_early_help_episodes: {
    earl_episode_id: 'nvarchar(48) pk',
    earl_person_id: 'nvarchar(48) -> ssd_person.pers_person_id',
    earl_episode_start_date: 'datetime',
    earl_episode_end_date: 'datetime',
    earl_episode_reason: 'nvarchar(100)',
    earl_episode_end_reason: 'nvarchar(100)',
    earl_episode_organisation: 'nvarchar(100)',
    earl_episode_worker_id: 'nvarchar(100) -> ssd_professionals.prof_professional_id',
  },
  // Referral to closure
  ssd_cin_episodes: {
    cine_referral_id: 'nvarchar(48) pk',
    cine_person_id: 'nvarchar(48) -> ssd_person.pers_person_id',
    cine_referral_date: 'datetime',
    cine_cin_primary_need_code: 'nvarchar(3) codes category-of-need',
    cine_referral_source_code: 'nvarchar(48) codes cin-referral-source',
    cine_referral_source_desc: 'nvarchar(255)',
    cine_referral_outcome_json: 'nvarchar(4000)',
    cine_referral_nfa: 'nchar(1)',
    cine_close_reason: 'nvarchar(100) codes cin-closure-reason',
    cine_close_date: 'datetime',
    cine_referral_team: 'nvarchar(48) -> ssd_department.dept_team_id',
    cine_referral_worker_id: 'nvarchar(100) -> ssd_professionals.prof_professional_id',
  },
  // Child and family (single) assessments
  ssd_cin_assessments: {
    cina_assessment_id: 'nvarchar(48) pk',
    cina_person_id: 'nvarchar(48) -> ssd_person.pers_person_id',
    cina_referral_id: 'nvarchar(48) -> ssd_cin_episodes.cine_referral_id',
    cina_assessment_start_date: 'datetime',
    cina_assessment_child_seen: 'nchar(1)',
    cina_assessment_auth_date: 'datetime',
    cina_assessment_outcome_json: 'nvarchar(1000)',
    cina_assessment_outcome_nfa: 'nchar(1)',
    cina_assessment_team: 'nvarchar(48) -> ssd_department.dept_team_id',
    cina_assessment_worker_id: 'nvarchar(100) -> ssd_professionals.prof_professional_id',
  },
  // Factors per assessment
  ssd_assessment_factors: {
    cinf_table_id: 'nvarchar(48) pk',
    cinf_assessment_id: 'nvarchar(48) -> ssd_cin_assessments.cina_assessment_id',
    cinf_assessment_factors_json: 'nvarchar(1000) codes cin-assessment-factors',
  },
  // CIN plans
  ssd_cin_plans: {
    cinp_cin_plan_id: 'nvarchar(48) pk',
    cinp_referral_id: 'nvarchar(48) -> ssd_cin_episodes.cine_referral_id',
    cinp_person_id: 'nvarchar(48) -> ssd_person.pers_person_id',
    cinp_cin_plan_start_date: 'datetime',
    cinp_cin_plan_end_date: 'datetime',
    cinp_cin_plan_team: 'nvarchar(48) -> ssd_department.dept_team_id',
    cinp_cin_plan_worker_id: 'nvarchar(100) -> ssd_professionals.prof_professional_id',
  },
  // CIN visits
  ssd_cin_visits: {
    cinv_cin_visit_id: 'nvarchar(48) pk',
    cinv_person_id: 'nvarchar(48) -> ssd_cin_episodes.cine_person_id',
    cinv_cin_visit_date: 'datetime',
    cinv_cin_visit_seen: 'nchar(1)',
    cinv_cin_visit_seen_alone: 'nchar(1)',
    cinv_cin_visit_bedroom: 'nchar(1)',
  },
  // Section 47 enquiries
  ssd_s47_enquiry: {
    s47e_s47_enquiry_id: 'nvarchar(48) pk',
    s47e_referral_id: 'nvarchar(48) -> ssd_cin_episodes.cine_referral_id',
    s47e_person_id: 'nvarchar(48) -> ssd_person.pers_person_id',
    s47e_s47_start_date: 'datetime',
    s47e_s47_end_date: 'datetime',
    s47e_s47_nfa: 'nchar(1)',
    s47e_s47_outcome_json: 'nvarchar(1000)',
    s47e_s47_completed_by_worker_id: 'nvarchar(100) -> ssd_professionals.prof_professional_id',
    s47e_s47_completed_by_team: 'nvarchar(48) -> ssd_department.dept_team_id',
  },
  // Initial CP conferences
  ssd_initial_cp_conference: {
    icpc_icpc_id: 'nvarchar(48) pk',
    icpc_icpc_meeting_id: 'nvarchar(48)',
    icpc_s47_enquiry_id: 'nvarchar(48) -> ssd_s47_enquiry.s47e_s47_enquiry_id',
    icpc_person_id: 'nvarchar(48) -> ssd_person.pers_person_id',
    icpc_cp_plan_id: 'nvarchar(48)',
    icpc_referral_id: 'nvarchar(48) -> ssd_cin_episodes.cine_referral_id',
    icpc_icpc_transfer_in: 'nchar(1)',
    icpc_icpc_target_date: 'datetime',
    icpc_icpc_date: 'datetime',
    icpc_icpc_outcome_cp_flag: 'nchar(1)',
    icpc_icpc_outcome_json: 'nvarchar(500)',
    icpc_icpc_team: 'nvarchar(48) -> ssd_department.dept_team_id',
    icpc_icpc_worker_id: 'nvarchar(100) -> ssd_professionals.prof_professional_id',
  },
  // CP plans
  ssd_cp_plans: {
    cppl_cp_plan_id: 'nvarchar(48) pk',
    cppl_referral_id: 'nvarchar(48)',
    cppl_icpc_id: 'nvarchar(48) -> ssd_initial_cp_conference.icpc_icpc_id',
    cppl_person_id: 'nvarchar(48) -> ssd_person.pers_person_id',
    cppl_cp_plan_start_date: 'datetime',
    cppl_cp_plan_end_date: 'datetime',
    cppl_cp_plan_initial_category: 'nvarchar(100) codes cp-category-of-abuse',
    cppl_cp_plan_ola: 'nchar(1)',
    cppl_cp_plan_latest_category: 'nvarchar(100) codes cp-category-of-abuse',
  },
  // CP visits
  ssd_cp_visits: {
    cppv_cp_visit_id: 'nvarchar(48) pk',
    cppv_person_id: 'nvarchar(48) -> ssd_cp_plans.cppl_person_id',
    cppv_cp_plan_id: 'nvarchar(48)',
    cppv_cp_visit_date: 'datetime',
    cppv_cp_visit_seen: 'nchar(1)',
    cppv_cp_visit_seen_alone: 'nchar(1)',
    cppv_cp_visit_bedroom: 'nchar(1)',
  },
  // Review conferences
  ssd_cp_reviews: {
    cppr_cp_review_id: 'nvarchar(48) pk',
    cppr_person_id: 'nvarchar(48) -> ssd_cp_plans.cppl_person_id',
    cppr_cp_plan_id: 'nvarchar(48) -> ssd_cp_plans.cppl_cp_plan_id',
    cppr_cp_review_due: 'datetime',
    cppr_cp_review_date: 'datetime',
    cppr_cp_review_meeting_id: 'nvarchar(48)',
    cppr_cp_review_outcome_continue_cp: 'nchar(1)',
    cppr_cp_review_quorate: 'nchar(100)',
    cppr_cp_review_participation: 'nchar(100) codes review-participation',
  },
  // Looked-after episodes
  ssd_cla_episodes: {
    clae_cla_episode_id: 'nvarchar(48) pk',
    clae_person_id: 'nvarchar(48) -> ssd_person.pers_person_id',
    clae_cla_episode_start_date: 'datetime',
    clae_cla_episode_start_reason: 'nvarchar(100) codes ssda903-reason-new-episode',
    clae_cla_primary_need_code: 'nvarchar(3) codes category-of-need',
    clae_cla_episode_ceased_date: 'datetime',
    clae_cla_episode_ceased_reason: 'nvarchar(255) codes ssda903-reason-episode-ceased',
    clae_cla_id: 'nvarchar(48)',
    clae_referral_id: 'nvarchar(48)',
    clae_cla_placement_id: 'nvarchar(48) -> ssd_cla_placements.clap_placement_id',
    clae_entered_care_date: 'datetime',
    clae_cla_last_iro_contact_date: 'datetime',
  },
  // Convictions while looked after
  ssd_cla_convictions: {
    clac_cla_conviction_id: 'nvarchar(48) pk',
    clac_person_id: 'nvarchar(48) -> ssd_cla_episodes.clae_person_id',
    clac_cla_conviction_date: 'datetime',
    clac_cla_conviction_offence: 'nvarchar(1000)',
  },
  // Health and dental checks
  ssd_cla_health: {
    clah_health_check_id: 'nvarchar(48) pk',
    clah_person_id: 'nvarchar(48) -> ssd_cla_episodes.clae_person_id',
    clah_health_check_type: 'nvarchar(500)',
    clah_health_check_date: 'datetime',
    clah_health_check_status: 'nvarchar(48)',
  },
  // Immunisation state
  ssd_cla_immunisations: {
    clai_person_id: 'nvarchar(48) -> ssd_cla_episodes.clae_person_id',
    clai_immunisations_status: 'nchar(1)',
    clai_immunisations_status_date: 'datetime',
  },
  // Substance misuse and help
  ssd_cla_substance_misuse: {
    clas_substance_misuse_id: 'nvarchar(48) pk',
    clas_person_id: 'nvarchar(48) -> ssd_cla_episodes.clae_person_id',
    clas_substance_misuse_date: 'datetime',
    clas_substance_misused: 'nchar(100)',
    clas_intervention_received: 'nchar(1)',
  },
  // Placements
  ssd_cla_placement: {
    clap_cla_placement_id: 'nvarchar(48) pk',
    clap_cla_placement_start_date: 'datetime',
    clap_cla_placement_type: 'nvarchar(100) codes ssda903-placement-type',
    clap_cla_placement_urn: 'nvarchar(48)',
    clap_cla_placement_distance: 'float',
    clap_cla_id: 'nvarchar(48) -> ssd_cla_episodes.clae_cla_id',
    clap_cla_placement_provider: 'nvarchar(48) codes ssda903-placement-provider',
    clap_cla_placement_postcode: 'nvarchar(8)',
    clap_cla_placement_end_date: 'datetime',
    clap_cla_placement_change_reason: 'nvarchar(100) codes ssda903-reason-place-change',
    clap_person_id: 'nvarchar(48)',
  },
  // Looked-after reviews
  ssd_cla_reviews: {
    clar_cla_review_id: 'nvarchar(48) pk',
    clar_cla_id: 'nvarchar(48) -> ssd_cla_episodes.clae_cla_id',
    clar_cla_review_due_date: 'datetime',
    clar_cla_review_date: 'datetime',
    clar_cla_review_cancelled: 'nchar(1)',
    clar_cla_review_participation: 'nvarchar(100) codes review-participation',
  },
  // Statutory visits to looked-after children
  ssd_cla_visits: {
    clav_cla_visit_id: 'nvarchar(48) pk',
    clav_cla_id: 'nvarchar(48)',
    clav_person_id: 'nvarchar(48) -> ssd_cla_episodes.clae_person_id',
    clav_cla_visit_date: 'datetime',
    clav_cla_visit_seen: 'nchar(1)',
    clav_cla_visit_seen_alone: 'nchar(1)',
  },
  // Earlier permanence orders
  ssd_cla_previous_permanence: {
    lapp_table_id: 'nvarchar(48) pk',
    lapp_person_id: 'nvarchar(48) -> ssd_cla_episodes.clae_person_id',
    lapp_previous_permanence_order_date: 'nvarchar(100)',
    lapp_previous_permanence_option: 'nvarchar(200) codes ssda903-previous-permanence',
    lapp_previous_permanence_la: 'nvarchar(100)',
  },
  // Care and permanence plan
  ssd_cla_care_plan: {
    lacp_table_id: 'nvarchar(48) pk',
    lacp_person_id: 'nvarchar(48) -> ssd_cla_episodes.clae_person_id',
    lacp_cla_care_plan_start_date: 'datetime',
    lacp_cla_care_plan_end_date: 'datetime',
    lacp_cla_care_plan_json: 'nvarchar(1000) codes ssd-permanence-plan',
  },
  // SDQ results
  ssd_sdq_scores: {
    csdq_table_id: 'nvarchar(48) pk',
    csdq_person_id: 'nvarchar(48) -> ssd_cla_episodes.clae_person_id',
    csdq_sdq_completed_date: 'datetime',
    csdq_sdq_reason: 'nvarchar(100) codes ssda903-sdq-reason',
    csdq_sdq_score: 'nvarchar(100)',
  },
  // Missing / away periods and return interviews
  ssd_missing: {
    miss_table_id: 'nvarchar(48) pk',
    miss_person_id: 'nvarchar(48) -> ssd_person.pers_person_id',
    miss_missing_episode_start_date: 'datetime',
    miss_missing_episode_type: 'nvarchar(100) codes ssda903-missing-type',
    miss_missing_episode_end_date: 'datetime',
    miss_missing_rhi_offered: 'nvarchar(2)',
    miss_missing_rhi_accepted: 'nvarchar(2)',
  },
  // Care leaver status
  ssd_care_leavers: {
    clea_table_id: 'nvarchar(48) pk',
    clea_person_id: 'nvarchar(48) -> ssd_person.pers_person_id',
    clea_care_leaver_eligibility: 'nvarchar(100) codes care-leaver-eligibility',
    clea_care_leaver_in_touch: 'nvarchar(100) codes ssda903-in-touch',
    clea_care_leaver_latest_contact: 'datetime',
    clea_care_leaver_accommodation: 'nvarchar(100) codes ssda903-accommodation',
    clea_care_leaver_accom_suitable: 'nvarchar(100)',
    clea_care_leaver_activity: 'nvarchar(100) codes ssda903-activity',
    clea_pathway_plan_review_date: 'datetime',
    clea_care_leaver_personal_advisor: 'nvarchar(100)',
    clea_care_leaver_allocated_team: 'nvarchar(48) -> ssd_department.dept_team_id',
    clea_care_leaver_worker_id: 'nvarchar(100) -> ssd_professionals.prof_professional_id',
  },
  // Adoption, SGO, CAO
  ssd_permanence: {
    perm_table_id: 'nvarchar(48) pk',
    perm_person_id: 'nvarchar(48) -> ssd_cla_episodes.clae_cla_episode_id',
    perm_cla_id: 'nvarchar(48)',
    perm_adm_decision_date: 'datetime',
    perm_ffa_cp_decision_date: 'datetime',
    perm_placement_order_date: 'datetime',
    perm_placed_for_adoption_date: 'datetime',
    perm_matched_date: 'datetime',
    perm_adopted_by_carer_flag: 'nchar(1)',
    perm_placed_ffa_cp_date: 'datetime',
    perm_decision_reversed_date: 'datetime',
    perm_placed_foster_carer_date: 'datetime',
    perm_part_of_sibling_group: 'nchar(1)',
    perm_siblings_placed_together: 'int',
    perm_siblings_placed_apart: 'int',
    perm_placement_provider_urn: 'nvarchar(48)',
    perm_decision_reversed_reason: 'nvarchar(100) codes ssda903-reason-no-longer-placed',
    perm_permanence_order_date: 'datetime',
    perm_permanence_order_type: 'nvarchar(100)',
    perm_adoption_worker_id: 'nvarchar(100) -> ssd_professionals.prof_professional_id',
    perm_adopter_sex: 'nvarchar(48) codes ssda903-adopter-sex',
    perm_adopter_legal_status: 'nvarchar(100) codes ssda903-adopter-legal-status',
    perm_number_of_adopters: 'nvarchar(3)',
  },
  // Worker-child history
  ssd_involvements: {
    invo_involvements_id: 'nvarchar(48)',
    invo_professional_id: 'nvarchar(48) -> ssd_professionals.prof_professional_id',
    invo_professional_role_id: 'nvarchar(200)',
    invo_professional_team: 'nvarchar(48) -> ssd_department.dept_team_id',
    invo_involvement_start_date: 'datetime',
    invo_involvement_end_date: 'datetime',
    invo_worker_change_reason: 'nvarchar(200) codes social-worker-change-reason',
    invo_person_id: 'nvarchar(48)',
    invo_referral_id: 'nvarchar(48)',
  },
  // Workers
  ssd_professionals: {
    prof_professional_id: 'nvarchar(48) pk',
    prof_staff_id: 'nvarchar(48)',
    prof_professional_name: 'nvarchar(300)',
    prof_social_worker_registration_no: 'nvarchar(48)',
    prof_professional_job_title: 'nvarchar(500)',
    prof_professional_caseload: 'int',
    prof_professional_department: 'nvarchar(100)',
    prof_full_time_equivalency: 'float',
    prof_agency_worker_flag: 'nchar(1)',
  },
  // SEN identity (mostly not in social care systems)
  ssd_send: {
    send_table_id: 'nvarchar(48) pk',
    send_upn: 'nvarchar(48)',
    send_uln: 'nvarchar(48)',
    send_upn_unknown: 'nvarchar(6)',
    send_person_id: 'nvarchar(48) -> ssd_person.pers_person_id',
  },
  // EHC requests
  ssd_ehcp_requests: {
    ehcr_ehcp_request_id: 'nvarchar(48) pk',
    ehcr_send_table_id: 'nvarchar(48) -> ssd_send.send_table_id',
    ehcr_ehcp_req_date: 'datetime',
    ehcr_ehcp_req_outcome_date: 'datetime',
    ehcr_ehcp_req_outcome: 'nvarchar(100)',
  },
  // EHC assessments
  ssd_ehcp_assessment: {
    ehca_ehcp_assessment_id: 'nvarchar(48) pk',
    ehca_ehcp_request_id: 'nvarchar(48) -> ssd_ehcp_requests.ehcr_ehcp_request_id',
    ehca_ehcp_assessment_outcome_date: 'datetime',
    ehca_ehcp_assessment_outcome: 'nvarchar(100)',
    ehca_ehcp_assessment_exceptions: 'nvarchar(100)',
  },
  // EHC plans
  ssd_ehcp_named_plan: {
    ehcn_named_plan_id: 'nvarchar(48) pk',
    ehcn_ehcp_asmt_id: 'nvarchar(48) -> ssd_ehcp_assessment.ehca_ehcp_asmt_id',
    ehcn_named_plan_start_date: 'datetime',
    ehcn_named_plan_ceased_date: 'datetime',
    ehcn_named_plan_ceased_reason: 'nvarchar(100)',
  },
  // EHC plan reviews
  ssd_ehcp_active_plans: {
    ehcp_active_ehcp_id: 'nvarchar(48) pk',
    ehcp_ehcp_request_id: 'nvarchar(48) -> ssd_ehcp_requests.ehcr_ehcp_request_id',
    ehcp_active_ehcp_last_review_date: 'datetime',
  },
  // SEN types
  ssd_sen_need: {
    senn_table_id: 'nvarchar(48) pk',
    senn_active_ehcp_id: 'nvarchar(48) -> ssd_ehcp_active_plans.ehcp_active_ehcp_id',
    senn_active_ehcp_need_type: 'nvarchar(100) codes sen-type',
    senn_active_ehcp_need_rank: 'nchar(1)',
  },
  // PLO pre-proceedings and care proceedings
  ssd_pre_proceedings: {
    prep_table_id: 'nvarchar(48) pk',
    prep_person_id: 'nvarchar(48) -> ssd_person.pers_person_id',
    prep_plo_family_id: 'nvarchar(48) pk',
    prep_pre_pro_decision_date: 'datetime',
    prep_initial_pre_pro_meeting_date: 'datetime',
    prep_pre_pro_outcome: 'nvarchar(100)',
    prep_agree_stepdown_issue_date: 'datetime',
    prep_cp_plans_referral_period: 'int',
    prep_legal_gateway_outcome: 'nvarchar(100)',
    prep_prev_pre_proc_child: 'int',
    prep_prev_care_proc_child: 'int',
    prep_pre_pro_letter_date: 'datetime',
    prep_care_pro_letter_date: 'datetime',
    prep_pre_pro_meetings_num: 'int',
    prep_pre_pro_parents_legal_rep: 'nchar(1)',
    prep_parents_legal_rep_point_of_issue: 'nchar(2)',
    prep_court_reference: 'nvarchar(48)',
    prep_care_proc_court_hearings: 'int',
    prep_care_proc_short_notice: 'nchar(1)',
    prep_proc_short_notice_reason: 'nvarchar(100)',
    prep_la_inital_plan_approved: 'nchar(1)',
    prep_la_initial_care_plan: 'nvarchar(100)',
    prep_la_final_plan_approved: 'nchar(1)',
    prep_la_final_care_plan: 'nvarchar(100)',
  },
  // Voice questionnaire (draft)
  ssd_voice_of_child: {
    voch_table_id: 'nvarchar(48) pk',
    voch_person_id: 'nvarchar(48) -> ssd_person.pers_person_id',
    voch_explained_worries: 'nchar(1)',
    voch_story_help_understand: 'nchar(1)',
    voch_agree_worker: 'nchar(1)',
    voch_plan_safe: 'nchar(1)',
    voch_tablet_help_explain: 'nchar(1)',
  },
  // Other identifiers
  ssd_linked_identifiers: {
    link_table_id: 'nvarchar(48) pk',
    link_person_id: 'nvarchar(48) -> ssd_person.pers_person_id',
    link_identifier_type: 'nvarchar(100)',
    link_identifier_value: 'nvarchar(100)',
    link_valid_from_date: 'datetime',
    link_valid_to_date: 'datetime',
  },
  // Placement cost placeholder
  ssd_s251_finance: {
    s251_table_id: 'nvarchar(48) pk',
    s251_cla_placement_id: 'nvarchar(48) -> ssd_cla_placement.clap_cla_placement_id',
    s251_placeholder_1: 'nvarchar(48)',
    s251_placeholder_2: 'nvarchar(48)',
    s251_placeholder_3: 'nvarchar(48)',
    s251_placeholder_4: 'nvarchar(48)',
  },
  // Teams
  ssd_department: {
    dept_team_id: 'nvarchar(48)',
    dept_team_name: 'nvarchar(255)',
    dept_team_parent_id: 'nvarchar(48) -> ssd_department.dept_team_id',
    dept_team_parent_name: 'nvarchar(255)',
  },
  // Version table
  ssd_version_log: {
    version_number: 'nvarchar(10)',
    release_date: 'datetime',
    description: 'nvarchar(100)',
    is_current: 'bit',
    created_at: 'datetime',
    created_by: 'nvarchar(10)',
    impact_description: 'nvarchar(255)',
  },
  // Staging for the DfE API (see csc-api.md)
  ssd_api_data_staging: {
    id: 'nvarchar(48)',
    person_id: 'nvarchar(48)',
    json_payload: 'nvarchar(MAX)',
    current_hash: 'binary(32)',
    previous_hash: 'binary(32)',
    submission_status: 'nvarchar(50)',
    submission_timestamp: 'datetime',
    api_response: 'nvarchar(MAX)',
    row_state: 'nvarchar(10)',
    last_updated: 'datetime',
  },
} as const

export type SsdTable = keyof typeof ssdTables
export type SsdField<T extends SsdTable> = Extract<keyof (typeof ssdTables)[T], string>
export const ssdTableNames = Object.keys(ssdTables) as SsdTable[]
export const fieldsOf = (table: SsdTable): string[] => Object.keys(ssdTables[table])

/** Fields that hold an object: its keys, all of them there even when nothing is known. */
export const jsonKeys = {
  addr_address_json: ['ROOM', 'FLOOR', 'FLAT', 'BUILDING', 'HOUSE', 'STREET', 'TOWN', 'UPRN', 'EASTING', 'NORTHING'],
  cont_contact_outcome_json: [
    'NEW_REFERRAL_FLAG',
    'EXISTING_REFERRAL_FLAG',
    'CP_ENQUIRY_FLAG',
    'NFA_FLAG',
    'NON_AGENCY_ADOPTION_FLAG',
    'PRIVATE_FOSTERING_FLAG',
    'ADVICE_FLAG',
    'MISSING_FLAG',
    'OLA_CP_FLAG',
    'OTHER_OUTCOMES_EXIST_FLAG',
  ],
  cine_referral_outcome_json: [
    'SINGLE_ASSESSMENT_FLAG',
    'NFA_FLAG',
    'STRATEGY_DISCUSSION_FLAG',
    'CLA_REQUEST_FLAG',
    'NON_AGENCY_ADOPTION_FLAG',
    'PRIVATE_FOSTERING_FLAG',
    'CP_TRANSFER_IN_FLAG',
    'CP_CONFERENCE_FLAG',
    'CARE_LEAVER_FLAG',
    'OTHER_OUTCOMES_EXIST_FLAG',
  ],
  cina_assessment_outcome_json: [
    'NFA_FLAG',
    'NFA_S47_END_FLAG',
    'STRATEGY_DISCUSSION_FLAG',
    'CLA_REQUEST_FLAG',
    'PRIVATE_FOSTERING_FLAG',
    'LEGAL_ACTION_FLAG',
    'PROV_OF_SERVICES_FLAG',
    'PROV_OF_SB_CARE_FLAG',
    'SPECIALIST_ASSESSMENT_FLAG',
    'REFERRAL_TO_OTHER_AGENCY_FLAG',
    'OTHER_ACTIONS_FLAG',
    'OTHER_OUTCOMES_EXIST_FLAG',
    'TOTAL_NO_OF_OUTCOMES',
    'COMMENTS',
  ],
  s47e_s47_outcome_json: [
    'NFA_FLAG',
    'LEGAL_ACTION_FLAG',
    'PROV_OF_SERVICES_FLAG',
    'PROV_OF_SB_CARE_FLAG',
    'CP_CONFERENCE_FLAG',
    'NFA_CONTINUE_SINGLE_FLAG',
    'MONITOR_FLAG',
    'OTHER_OUTCOMES_EXIST_FLAG',
    'TOTAL_NO_OF_OUTCOMES',
    'OUTCOME_COMMENTS',
  ],
  icpc_icpc_outcome_json: [
    'NFA_FLAG',
    'REFERRAL_TO_OTHER_AGENCY_FLAG',
    'SINGLE_ASSESSMENT_FLAG',
    'PROV_OF_SERVICES_FLAG',
    'CP_FLAG',
    'OTHER_OUTCOMES_EXIST_FLAG',
    'TOTAL_NO_OF_OUTCOMES',
    'COMMENTS',
  ],
  lacp_cla_care_plan_json: [
    'REMAINSUP',
    'RETURN1M',
    'RETURN6M',
    'RETURNEV',
    'LTRELFR',
    'LTFOST18',
    'RESPLMT',
    'SUPPLIV',
    'ADOPTION',
    'OTHERPLN',
  ],
} as const
export type JsonField = keyof typeof jsonKeys

export type FieldKind = {
  type: string
  length: number | null
  codes: string | null
  key: boolean
  refersTo: string | null
}

/** What the standard fixes of a field. `length` is in characters; null: as long as it is. */
export const kindOf = (table: SsdTable, field: string): FieldKind => {
  const [type = '', ...more] = ((ssdTables[table] as Readonly<Record<string, string>>)[field] ?? '').split(' ')
  const length = /^n?v?a?r?char\((\d+)\)$/.exec(type)?.[1]
  const after = (word: string): string | null => (more.includes(word) ? (more[more.indexOf(word) + 1] ?? null) : null)
  return {
    type,
    length: length === undefined ? null : Number(length),
    codes: after('codes'),
    key: more.includes('pk'),
    refersTo: after('->'),
  }
}
