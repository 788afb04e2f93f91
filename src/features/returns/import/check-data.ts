import { z } from 'zod'
import { oneOf } from '../../../web/form.ts'
import { type Ask, file, invalid, notFound, type Outcome, page, redirect, task } from '../../../web/task.ts'
import { teamOfReturn } from '../../workforce/index.ts'
import { beginCheck, outcomeOf, stopCheck } from '../check-return/run-check.ts'
import { shownFinding } from '../check-return/words.ts'
import { bringIn, type Moment, planImport, wallsOf } from './bring-in.ts'
import { outcomes, type Problem } from './brought.ts'
import { officialCouncil } from './councils.ts'
import { dropFiles, dropReturn, type Kept, keepList, keptFiles, keptList } from './kept-files.ts'
import { problemsFile, worstFirst } from './problems.ts'
import { childrenOfRun, type Run, runOf } from './queries.ts'
import { readKept } from './send-files.ts'
import { type Counts, rowsOf } from './tally.ts'
import { formatNames, workerName } from './words.ts'

const problemsShown = 20
const childrenShown = 30
const rulesShown = 8
const findingsShown = 3
const warningsShown = 10
/** How long the page waits for the checks; they began when the files were sent. */
const waitMs = 3000

/** Nothing is in earnest while anybody may choose whom to be: then the social workers of a return can be chosen too. */
const momentOf = ({ now }: Ask): Moment => ({
  now,
  evaluation:
    process.env.NODE_ENV !== 'production' && process.env.JOINED_UP_PRODUCTION !== '1' && !process.env.OIDC_ISSUER,
})

/** Does work behind the walls of this one council alone, whatever else the viewer's posts open. */
const withinCouncil = async <T>({ councilId, viewer, setWalls }: Ask, work: () => Promise<T>): Promise<T> => {
  await setWalls(wallsOf(councilId, { workerId: viewer.workerId, children: viewer.scopes.children }))
  const result = await work()
  await setWalls(viewer.scopes)
  return result
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

const countRows = (counts: Counts) => rowsOf(counts).map((row) => ({ ...row, kind: capital(row.kind) }))

const problemRows = (problems: readonly Problem[]) =>
  worstFirst(problems)
    .slice(0, problemsShown)
    .map((each) => ({ ...each, done: outcomes[each.outcome] }))

/** What the checks find in the files, in short: null while they are at work. */
const foundIn = async (kept: Kept) => {
  const outcome = await outcomeOf(kept, waitMs)
  if (outcome === null) return null
  if ('refused' in outcome) return { refused: outcome.refused }
  const { totals, failed, ran, rules } = outcome.checked
  return {
    totals,
    failed,
    ran: ran.length,
    rules: rules.slice(0, rulesShown).map(({ rule, severity, says, count, first }) => ({
      rule,
      severity,
      says,
      count,
      findings: first.slice(0, findingsShown).map(shownFinding),
    })),
    moreRules: Math.max(0, rules.length - rulesShown),
  }
}

const gone = 'The files were kept for an hour and are gone now. Send them again.'

const preview = async (ask: Ask, kept: Kept): Promise<Outcome> => {
  const { councilId, look } = ask
  const back = `/${councilId}/bring-data`
  const council = officialCouncil(String(councilId))
  const read = await readKept(kept)
  if ('refused' in read || council === null) return redirect(back, gone, [])
  const plan = await withinCouncil(ask, () => planImport(ask.db, council, read, momentOf(ask)))
  await keepList(kept, problemsFile(plan.problems))
  await beginCheck(kept)
  const found = await foundIn(kept)
  const findings = `/${councilId}/check-return/${kept.id}`
  return page('returns/import/check-data', {
    form: ask.form,
    council: look(councilId),
    back,
    format: formatNames[kept.format],
    year: kept.year,
    files: read.files,
    warnings: read.warnings.slice(0, warningsShown),
    moreWarnings: Math.max(0, read.warnings.length - warningsShown),
    found,
    findings,
    downloads: [
      { text: 'All findings as CSV', href: `${findings}/findings?as=csv` },
      { text: 'All findings as a spreadsheet (.xlsx)', href: `${findings}/findings?as=xlsx` },
    ],
    odd: read.odd,
    counts: countRows(plan.counts),
    problems: problemRows(plan.problems),
    moreProblems: Math.max(0, plan.problems.length - problemsShown),
    rejected: plan.rejected,
    list: `${back}/${kept.id}/list`,
  })
}

const result = async (ask: Ask, run: Run, kept: Kept | null): Promise<Outcome> => {
  const { councilId, look, db } = ask
  if (kept) await dropReturn(kept)
  const names = await workerName(db, councilId, [run.workerId])
  const { children, more } = await childrenOfRun(db, councilId, run.finishedAt, childrenShown)
  const list = kept === null ? null : await keptList(kept)
  const found = kept === null ? null : await outcomeOf(kept, 0)
  const { changed = 0, ...matched } = run.counts.matched as Counts['matched'] & { changed?: number }
  return page('returns/import/see-import', {
    council: look(councilId),
    back: `/${councilId}/bring-data`,
    format: formatNames[run.format],
    year: run.year,
    finishedAt: run.finishedAt,
    by: names.get(run.workerId ?? '') ?? (run.workerId === null ? 'At the command line' : 'Somebody'),
    counts: countRows({ created: run.counts.created, matched, changed: {} }),
    changed,
    rejected: run.rejected,
    list: list === null ? null : `/${councilId}/bring-data/${run.importId}/list`,
    findings: found === null ? null : `/${councilId}/check-return/${run.importId}`,
    totals: found !== null && 'checked' in found ? found.checked.totals : null,
    children: children.map(({ childId, localId, bornOn }) => ({
      href: `/${councilId}/children/${childId}`,
      localId,
      bornOn,
    })),
    more,
    team: `/${councilId}/teams/${teamOfReturn(councilId)}`,
  })
}

/** What the files would do, before anything is written; and, once they are brought in, what they did. */
export const checkData = task({
  may: "bring a council's data",
  form: () => z.object({ choice: oneOf(['bring in', 'throw away'], 'Select whether to bring it in') }),
  async show(ask) {
    const { councilId, params, viewer, now, db } = ask
    const importId = params.importId as string
    const kept = await keptFiles(importId, councilId, viewer.workerId, now)
    const run = await runOf(db, councilId, importId)
    if (run) return result(ask, run, kept)
    return kept ? preview(ask, kept) : notFound
  },
  async submit(sent) {
    const { councilId, params, viewer, now, db, answers } = sent
    const importId = params.importId as string
    const back = `/${councilId}/bring-data`
    const kept = await keptFiles(importId, councilId, viewer.workerId, now)
    const run = await runOf(db, councilId, importId)
    if (run) return redirect(`${back}/${importId}`, 'That was already brought in.', [])
    if (kept === null) return redirect(back, gone, [])
    if (answers.choice === 'throw away') {
      await stopCheck(kept)
      await dropFiles(kept.id)
      return redirect(back, 'The files are gone and nothing was written.', [])
    }
    const council = officialCouncil(String(councilId))
    const read = await readKept(kept)
    if (council === null) return notFound
    if ('refused' in read) return invalid({ choice: read.refused.join(' ') })
    const done = await withinCouncil(sent, () =>
      bringIn(db, council, read, momentOf(sent), { importId, workerId: viewer.workerId }),
    )
    await keepList(kept, problemsFile(done.problems))
    const detail = { importId, format: kept.format, year: kept.year, children: done.children, rejected: done.rejected }
    return redirect(`${back}/${importId}`, 'It is all there now.', [{ detail }])
  },
})

/** The list of what could not be brought in, as a file to send back. */
export const fetchList = task({
  may: "bring a council's data",
  async show({ councilId, params, viewer, now }) {
    const kept = await keptFiles(params.importId as string, councilId, viewer.workerId, now)
    const list = kept && (await keptList(kept))
    if (!kept || list === null) return notFound
    return file(`rejected-${kept.format}-${councilId}-${kept.year}.csv`, 'text/csv; charset=utf-8', list)
  },
})
