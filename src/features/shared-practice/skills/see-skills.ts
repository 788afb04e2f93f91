import { isBefore } from '../../../lib/day.ts'
import { page, task } from '../../../web/task.ts'
import { namesOf } from '../people.ts'
import { partsOfPractice } from '../sections.ts'
import { consultationsOf, skillRows, staffAgreements } from './queries.ts'
import { countIn, isHeldOn, levels, partnershipsOf, soonOn, warningsOn, widestOf } from './skill.ts'

/** Who can do what few can: a search by skill, counts by council and partnership, and where only one is left. */
export const seeSkills = task({
  may: 'see shared practice',
  async show({ db, viewer, query, look, today, now }) {
    const { directory, livePosts, manage } = viewer.scopes
    const skills = await skillRows(db, directory, now)
    const partnerships = partnershipsOf(await staffAgreements(db, directory, now))
    const consultations = await consultationsOf(db, directory, viewer.workerId)
    const names = await namesOf(
      db,
      directory,
      consultations.flatMap((one) => [one.askedBy, one.holderId]),
    )
    const employers = new Set(livePosts.map((post) => post.employerId))
    // A warning is told to each council of the partnership; somebody of another council reads it under that one.
    const mine = partnerships.filter((one) => one.councilIds.some((id) => employers.has(id)))
    const shortNames = (ids: readonly number[]): string[] => ids.map((id) => look(id).shortName).sort()
    const known = [...new Set(skills.map((one) => one.skill))].sort((a, b) => a.localeCompare(b))
    const wanted = (query.skill ?? '').trim().slice(0, 100)
    const alike = (skill: string) => skill.toLowerCase().includes(wanted.toLowerCase())
    const councils = directory
      .filter((id) => skills.some((one) => one.councilId === id))
      .map(look)
      .sort((a, b) => a.name.localeCompare(b.name))
    const nameOf = new Map(skills.map((one) => [one.workerId, one.name]))
    const warnings = widestOf(warningsOn(skills, mine, today))
      .map((one) => ({
        ...one,
        councils: shortNames(one.partnership.councilIds),
        last: one.lastId === null ? null : (nameOf.get(one.lastId) ?? 'a colleague'),
        lastCouncil: one.lastCouncilId === null ? null : look(one.lastCouncilId).shortName,
      }))
      .sort((a, b) => a.left - b.left || a.skill.localeCompare(b.skill))
    return page('shared-practice/skills/see-skills', {
      parts: partsOfPractice('/practice/skills'),
      known,
      wanted,
      found:
        wanted === ''
          ? null
          : skills
              .filter((one) => alike(one.skill) && (isHeldOn(one, today) || one.level === 'learning') && !one.endedOn)
              .map((one) => ({
                ...one,
                levelWords: levels[one.level],
                look: look(one.councilId),
                mayAsk: one.workerId !== viewer.workerId && isHeldOn(one, today),
              })),
      // What is new comes first; that there never was a second is for whoever plans.
      warnings: warnings.filter((one) => one.left === 0 || one.since !== null),
      sole: warnings.filter((one) => one.left === 1 && one.since === null),
      soon: soonOn(skills, mine, today).map((one) => ({ ...one, councils: shortNames(one.partnership.councilIds) })),
      councils,
      partnerships: mine.map((one) => ({ councils: shortNames(one.councilIds), titles: one.titles })),
      rows: known.map((skill) => ({
        skill,
        byCouncil: councils.map((one) => countIn(skills, skill, [one.councilId], today)),
        together: mine.map((one) => countIn(skills, skill, one.councilIds, today)),
      })),
      consultations: consultations.map((one) => ({
        ...one,
        mine: one.askedBy === viewer.workerId,
        by: names.get(one.askedBy) ?? 'a colleague',
        holder: names.get(one.holderId) ?? 'a colleague',
        late: one.answer === null && isBefore(one.wantedBy, today),
      })),
      manages: manage.map(look),
    })
  },
})
