import { page, task } from '../../../web/task.ts'
import { returnTitles, ruleWords } from '../record/rule-words.ts'
import { yearsThatMatter } from '../record/years.ts'
import { ageBands, saysOf } from './finding.ts'
import { type Change, type FindingFilter, filterOf, pageOf, queryOf, states } from './finding-filter.ts'
import { findingRows, findingsByAge, findingsByRule, findingsByTeam, teamsWithFindings } from './queries.ts'
import { returnNames, shortTitles, yearWords } from './readiness.ts'
import { mayAnswerHere, mayChangeHousehold, shownFinding } from './shown-finding.ts'

const perPage = 40

const ways = { rule: 'By rule', team: 'By team', age: 'By age', child: 'One by one' } as const
type Way = keyof typeof ways

/** What the filter says, in a sentence: it stands over the printed list. */
const filterWords = (filter: FindingFilter, teamName: string | null): string =>
  [
    filter.returnName === null ? 'Both returns' : returnTitles[filter.returnName],
    yearWords(filter.year),
    states[filter.state].toLowerCase(),
    filter.severity === null ? null : filter.severity === 'error' ? 'errors' : 'queries',
    filter.team === null ? null : filter.team === 'none' ? 'held by no team' : (teamName ?? 'one team'),
    filter.age === null ? null : ageBands.find(({ id }) => id === filter.age)!.words.toLowerCase(),
  ]
    .filter((part) => part !== null)
    .join(', ')

/** The findings of a council: by rule, by team, by age, or one by one; narrowed to what somebody looks for. */
export const listFindings = task({
  may: "read a council's findings",
  async show({ db, viewer, councilId, look, query, today }) {
    const { directory } = viewer.scopes
    const years = yearsThatMatter(today)
    const filter = filterOf(query, years)
    const by: Way = Object.hasOwn(ways, query.by ?? '') ? (query.by as Way) : 'rule'
    const slice = { page: pageOf(query.page), size: perPage }
    const [teams, rules, teamRows, ages, rows] = await Promise.all([
      teamsWithFindings(db, councilId, filter.year, directory),
      by === 'rule' ? findingsByRule(db, councilId, filter, today, slice) : [],
      by === 'team' ? findingsByTeam(db, councilId, filter, today, directory) : [],
      by === 'age' ? findingsByAge(db, councilId, filter, today) : [],
      by === 'child' ? findingRows(db, councilId, filter, today, directory, slice) : [],
    ])
    const here = `/${councilId}/returns/findings`
    const link = (change: Change): string => `${here}?${queryOf(filter, change)}`
    const total = rules[0]?.total ?? rows[0]?.total ?? 0
    const teamName = teams.find(({ teamId }) => teamId === filter.team)?.name ?? null
    return page(
      'returns/readiness/list-findings',
      {
        council: look(councilId),
        by,
        ways: Object.entries(ways).map(([way, text]) => ({ text, href: link({ by: way }), active: way === by })),
        says: filterWords(filter, teamName),
        filter: { rule: filter.rule, age: filter.age },
        choices: {
          returns: returnNames.map((value) => ({
            value,
            text: returnTitles[value],
            chosen: value === filter.returnName,
          })),
          years: years.map((year) => ({ value: String(year), text: yearWords(year), chosen: year === filter.year })),
          severities: [
            { value: 'error', text: 'Errors', chosen: filter.severity === 'error' },
            { value: 'query', text: 'Queries', chosen: filter.severity === 'query' },
          ],
          teams: [
            ...teams.map((team) => ({ value: team.teamId, text: team.name, chosen: team.teamId === filter.team })),
            { value: 'none', text: 'No team', chosen: filter.team === 'none' },
          ],
          states: Object.entries(states).map(([value, text]) => ({ value, text, chosen: value === filter.state })),
        },
        rules: rules.map((row) => {
          const words = ruleWords(row.returnName, filter.year, row.rule)
          return {
            ...row,
            returnTitle: shortTitles[row.returnName],
            says: saysOf(row.returnName, filter.year, row.rule),
            fix: words?.fix ?? '',
            who: words?.who ?? '',
            href: `${here}/${row.returnName}/${filter.year}/${row.rule}?${queryOf(filter, { returnName: null, year: null, rule: null, severity: null })}`,
          }
        }),
        teams: teamRows.map((row) => ({
          ...row,
          name: row.teamName ?? (row.teamId === null ? 'No team' : 'A team of another council'),
          href: link({ team: row.teamId ?? 'none', by: 'rule' }),
        })),
        ages: ageBands.map((band) => {
          const row = ages.find((one) => one.band === band.id)
          return {
            words: band.words,
            errors: row?.errors ?? 0,
            queries: row?.queries ?? 0,
            children: row?.children ?? 0,
            href: link({ age: band.id, by: 'child' }),
          }
        }),
        rows: rows.map((row) => shownFinding(councilId, row, today, mayChangeHousehold(viewer.scopes, councilId))),
        mayAnswer: mayAnswerHere(viewer.scopes, councilId),
        total,
        at: slice.page,
        pages: Math.max(1, Math.ceil(total / perPage)),
        base: link({ by }),
        download: `/${councilId}/returns/findings-list?${queryOf(filter)}`,
      },
      by === 'child'
        ? { audit: [{ councilId, detail: { shown: [...new Set(rows.map(({ childId }) => childId))] } }] }
        : {},
    )
  },
})
