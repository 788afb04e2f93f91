import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { barriers, overhang, type Running, signedIn, startAll, type Visitor } from './service.ts'

let running: Running
before(async () => {
  running = await startAll()
})
after(() => running.close())

const today = Temporal.Now.plainDateISO('Europe/London')
const fill = async ({ page }: Visitor, fields: Record<string, string>): Promise<void> => {
  for (const [name, value] of Object.entries(fields)) await page.locator(`[name="${name}"]`).first().fill(value)
}
const typeDate = (visitor: Visitor, field: string, day: Temporal.PlainDate): Promise<void> =>
  fill(visitor, {
    [`${field}-day`]: String(day.day),
    [`${field}-month`]: String(day.month),
    [`${field}-year`]: String(day.year),
  })
const press = async ({ page }: Visitor, words: string): Promise<void> => {
  await page.locator('main button, main .govuk-button', { hasText: words }).last().click()
  await page.waitForLoadState()
}
const follow = async ({ page }: Visitor, words: string): Promise<void> => {
  await page.locator('main a', { hasText: words }).first().click()
  await page.waitForLoadState()
}
const main = ({ page }: Visitor): Promise<string> => page.locator('main').innerText()
const said = ({ page }: Visitor): Promise<string> => page.locator('.govuk-notification-banner').innerText()
const pathOf = ({ page }: Visitor): string => new URL(page.url()).pathname

describe('without JavaScript, on a small phone', () => {
  test('an arrangement goes from an idea to live to ended, signed for two councils by different people', async () => {
    const host = await signedIn(running, 'sutton.service-manager', { javaScript: false, width: 320 })
    const other = await signedIn(running, 'wandsworth.information-governance', { javaScript: false, width: 320 })

    // The idea, with a row that a button adds and what was typed still there.
    await host.page.goto('/agreements?view=pipeline')
    await follow(host, 'Propose an arrangement hosted by')
    await fill(host, { title: 'the loan of a court worker', service: 'Court work' })
    await press(host, 'Add another clause')
    assert.equal(await host.page.locator('[name="title"]').inputValue(), 'the loan of a court worker')
    assert.equal(await host.page.locator('[name="clause2"]').count(), 1)
    await host.page.locator('[name="kind"]').selectOption('section 113')
    await fill(host, {
      purpose: 'One worker writes court statements in both councils.',
      legalBasis: 'Local Government Act 1972, section 113',
      party1: 'Sutton',
      party2: 'Wandsworth',
      clause1: '1',
      words1: 'The worker reads the records of the children before the court.',
      clause2: '2',
      words2: 'No audit.',
    })
    await host.page.locator('[name="opens2"]').check()
    await host.page.locator('[name="level"][value="record"]').check()
    for (const [n, effect, name] of [
      [1, 'includes', "children's social care"],
      [2, 'excludes', "children's social care"],
    ] as const) {
      await host.page.locator(`[name="effect${n}"]`).selectOption(effect)
      await host.page.locator(`[name="function${n}"]`).selectOption(name)
    }
    await typeDate(host, 'startsOn', today)
    await typeDate(host, 'reviewOn', today.add({ months: 12 }))
    await press(host, 'Write it down as an idea')
    assert.match(await main(host), /leaves out children's social care, which clause 1 includes/)
    await host.page.locator('[name="function2"]').selectOption("children's quality and audit")
    await press(host, 'Write it down as an idea')
    assert.match(await said(host), /It opens nothing/)
    assert.match(await main(host), /The lawful basis/)
    assert.equal(await overhang(host.page), 0)
    const path = pathOf(host)

    // What was missing, the business case, and the stages.
    await follow(host, 'Write what would be signed')
    await fill(host, {
      lawfulBasis: 'UK GDPR Article 6(1)(e) and Article 9(2)(h); Children Act 1989 section 31',
      dpiaReference: 'DPIA 40',
      data1: 'Children’s records',
      controller1: 'Each council for its children',
      processor1: 'None',
    })
    await press(host, 'Save what would be signed')
    await follow(host, 'Move it to')
    await host.page.locator('[name="stage"][value="approved"]').check()
    await press(host, 'Move it')
    assert.match(await main(host), /nothing goes live without a baseline/)
    await host.page.goto(`${path}/business-case`)
    await fill(host, { baseline: '90,000', oneOffCost: '3000', savingAYear: '6000' })
    await press(host, 'Save the business case')
    await follow(host, 'Move it to')
    await host.page.locator('[name="stage"][value="approved"]').check()
    await press(host, 'Move it')
    assert.match(await main(host), /After 6 months/)

    // Signed for both.
    await follow(host, 'Read and sign')
    await host.page.locator('[name="sure"][value="yes"]').check()
    await press(host, 'Sign')
    assert.match(await said(host), /Still to sign: Wandsworth/)
    await other.page.goto(path)
    await follow(other, 'Read and sign')
    assert.match(await main(other), /may read the record of a child of Wandsworth/)
    assert.match(await main(other), /Yours is the last signature/)
    await other.page.locator('[name="sure"][value="yes"]').check()
    await press(other, 'Sign')
    assert.match(await said(other), /in force from now on/)
    assert.match(await main(other), /Live/)
    assert.match(await main(other), /Signed for Sutton by Agata Wiermulewicz/)
    assert.equal(await overhang(other.page), 0)
    const arrangement = pathOf(other)

    // Its other council leaves, and its host ends it.
    await follow(other, 'Leave this agreement')
    await typeDate(other, 'lastDay', today)
    await fill(other, { why: 'The court work is done.' })
    await other.page.locator('[name="sure"][value="yes"]').check()
    await press(other, 'Leave the agreement')
    assert.match(await said(other), /leaves the loan of a court worker/)
    await host.page.goto(arrangement)
    assert.match(await main(host), /The court work is done/)
    await follow(host, 'End this agreement')
    await fill(host, { reason: 'Nobody is left in it.' })
    await host.page.locator('[name="sure"][value="yes"]').check()
    await press(host, 'End the agreement')
    assert.match(await main(host), /It opens nothing any more: it has ended/)
    await host.context.close()
    await other.context.close()
  })
})

test('the pages of an arrangement and of a proposal hold nobody up', async () => {
  const visitor = await signedIn(running, 'sutton.service-manager')
  const [night] = await running.ask<{ council_id: number; arrangement_id: string; worker_id: string }>(
    `select a.council_id, a.arrangement_id, w.worker_id from arrangement a, worker w
     where a.service = 'Emergency Duty Team' and w.sign_in_subject = 'sutton.night-worker'`,
  )
  const [system] = await running.ask<{ council_id: number; proposal_id: string }>(
    "select council_id, proposal_id from proposal where stage = 'implementing'",
  )
  assert.ok(night && system)
  const here = `/${night.council_id}/agreements/${night.arrangement_id}`
  const paper = `/${system.council_id}/proposals/${system.proposal_id}`
  for (const path of [
    here,
    `${here}/try?who=${night.worker_id}&on-day=29&on-month=11&on-year=2026&at=02:00`,
    `${here}/record`,
    `${here}/dpia`,
    '/agreements?view=pipeline',
    paper,
    `${paper}/terms`,
    `${paper}/sign`,
  ]) {
    assert.equal((await visitor.page.goto(path))?.status(), 200, path)
    assert.deepEqual(await barriers(visitor.page), [], path)
    assert.equal(await overhang(visitor.page), 0, path)
  }
  assert.deepEqual(visitor.troubles, [])
  await visitor.context.close()
})
