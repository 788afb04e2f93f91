import { longDay } from '../../../web/render.ts'
import { notFound, page, task } from '../../../web/task.ts'
import { eventTitle, openRecord, spellTitle } from '../../children/index.ts'
import { answerPath } from '../readiness/finding.ts'
import type { ReturnName } from './found.ts'
import { openFindings } from './queries.ts'
import { returnTitles, ruleWords } from './rule-words.ts'

type Finding = Awaited<ReturnType<typeof openFindings>>[number]

/** What a child's record still needs before the returns to the department are ready, each thing with its own record. */
export const seeNeeds = task({
  may: 'read a record',
  async show(ask) {
    const { db, councilId, childId } = ask
    const [record, findings] = await Promise.all([openRecord(ask, '/returns'), openFindings(db, councilId, childId)])
    if (!record) return notFound
    const { head, spells, reader } = record

    /** The record where it is put right: what it is called, and where it opens. */
    const recordOf = (finding: Finding): { title: string; href: string } => {
      const { record: of, record_id: id } = finding
      const spell = of === 'spell' ? spells.find((one) => one.id === id) : undefined
      if (spell) {
        const until = spell.endsOn === null ? '' : ` to ${longDay(spell.endsOn)}`
        return {
          title: `${spellTitle(spell)}, from ${longDay(spell.startsOn)}${until}`,
          href: reader.may('correct a record')
            ? `${head.path}/corrections/spells/${id}`
            : `${head.path}/chronology/${id}`,
        }
      }
      if (of === 'event' && finding.event_kind !== null) {
        const event = { kind: finding.event_kind as 'visit', code: finding.event_code, detail: finding.event_detail }
        return {
          title: `${eventTitle(event)}${finding.happened_on === null ? '' : `, ${longDay(finding.happened_on)}`}`,
          href: reader.may('correct a record') ? `${head.path}/corrections/${id}` : `${head.path}/chronology/${id}`,
        }
      }
      const household = reader.may('change the household')
      const home = finding.columns.includes('HOME_POST')
      if (of === 'address' || home)
        return {
          title: 'Home address',
          href: household
            ? `${head.path}/household/people/${childId}/addresses/${of === 'address' ? id : 'new'}`
            : `${head.path}/people`,
        }
      return {
        title: `Who ${head.firstName} is`,
        href: household ? `${head.path}/household/people/${childId}/name` : `${head.path}/people`,
      }
    }
    const shown = (finding: Finding) => {
      const words = ruleWords(finding.return_name as ReturnName, finding.return_year, finding.rule)
      return {
        says: words?.says ?? `Check ${finding.rule} is not met`,
        fix: words?.fix ?? null,
        who: words?.who ?? null,
        error: finding.severity === 'error',
        answer: finding.answer,
        answerPath: reader.may('answer a finding')
          ? answerPath({
              councilId,
              childId,
              returnName: finding.return_name as ReturnName,
              returnYear: finding.return_year,
              rule: finding.rule,
              place: finding.place,
            })
          : null,
        since: finding.first_seen_on,
        rule: finding.rule,
        table: finding.table_name,
        columns: finding.columns.join(', '),
      }
    }
    const returns = [...Map.groupBy(findings, (one) => `${one.return_name} ${one.return_year}`).values()].map(
      (list) => {
        const { return_name, return_year } = list[0] as Finding
        const records = [...Map.groupBy(list, (one) => recordOf(one).href).values()].map((some) => ({
          ...recordOf(some[0] as Finding),
          findings: some.map(shown),
        }))
        return {
          id: `${return_name}-${return_year}`,
          title: returnTitles[return_name as ReturnName],
          year: `1 April ${return_year - 1} to 31 March ${return_year}`,
          // What must be put right comes before what only has to be looked at.
          records: records.toSorted(
            (a, b) => Number(b.findings.some(({ error }) => error)) - Number(a.findings.some(({ error }) => error)),
          ),
        }
      },
    )
    return page('returns/record/see-needs', {
      head,
      returns,
      count: findings.length,
      errors: findings.filter(({ severity, answer }) => severity === 'error' && answer === null).length,
      queries: findings.filter(({ severity, answer }) => severity === 'query' && answer === null).length,
      said: findings.filter(({ answer }) => answer !== null).length,
      corrects: reader.may('correct a record'),
    })
  },
})
