import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { barriers, overhang, type Running, signedIn, startAll, type Visitor } from './service.ts'

// A call at ten past two in the night of a Tuesday, from the search to a handover that the day has accepted, on a small phone
// without JavaScript. The child is of one council, the night worker of another, the morning's manager of the first again.

const clock = { now: Temporal.Instant.from('2026-11-24T02:10:00Z') }
let running: Running
before(async () => {
  running = await startAll(0.02, clock)
})
after(() => running.close())

const main = ({ page }: Visitor): Promise<string> => page.locator('main').innerText()
const press = ({ page }: Visitor, text: string): Promise<void> =>
  page.locator('main button', { hasText: text }).first().click()
const said = ({ page }: Visitor): Promise<string> => page.locator('.govuk-notification-banner').innerText()

describe('A call at two in the morning, without JavaScript on a small phone', () => {
  test('goes from the search to a recorded contact, and in the morning to a named day worker', async () => {
    const night = await signedIn(running, 'sutton.night-worker', { javaScript: false, width: 320 })
    const { page } = night
    await page.goto('/night')
    await press(night, 'Take a call')
    await page.locator('input[name="q"]').fill('Wincombe Beatrice')
    await page.locator('input[name="q"]').press('Enter')
    assert.ok(!page.url().toLowerCase().includes('wincombe'), 'what was typed does not stand in the address')
    await page.locator('main a', { hasText: 'Bea Wyncombe' }).first().click()
    assert.match(await main(night), /Bea Wyncombe/)
    assert.equal(await overhang(page), 0)
    await page.locator('main a', { hasText: 'Record a contact' }).first().click()
    assert.doesNotMatch(page.url(), /wyncombe/i)
    const form = new URL(page.url()).pathname
    assert.ok(await page.locator('input[name="children"]').isChecked())
    assert.equal(await page.locator('[name="takenTime"]').inputValue(), '02:10')

    await page.locator('[name="caller"]').fill('Her mother')
    await page.locator('[name="source"]').selectOption({ index: 1 })
    await page.locator('[name="said"]').fill('Somebody stands across the road and looks up.')
    await page.locator('[name="decision"]').fill('Police drive past every hour.')
    await page.locator('[name="decisionWhy"]').fill('He was never told the address.')
    await page.locator('[name="needed"]').fill('See them this morning.')
    // Sent with something missing: the problem stands at its field, and every word is still there.
    await press(night, 'Record the contact')
    assert.match(await page.locator('.govuk-error-summary').innerText(), /Select yes if it can wait until the morning/)
    assert.equal(await page.locator('[name="said"]').inputValue(), 'Somebody stands across the road and looks up.')
    await page.locator('[name="canWait"][value="yes"]').check()
    assert.equal(await overhang(page), 0)

    // The agreement ends while the form is open: the next request refuses, and keeps what was typed.
    const ended = (at: string) =>
      running.ask(`update arrangement set ended_at = ${at} where service = 'Emergency Duty Team'`)
    await ended(`'2026-11-24T02:00:00Z'`)
    await press(night, 'Record the contact')
    assert.match(await page.locator('h1').innerText(), /You cannot do this/)
    assert.match(await main(night), /not in force today[\s\S]*kept it as a draft/)
    assert.deepEqual(await running.ask(`select 1 from night_contact where said like 'Somebody stands%'`), [])
    await ended('null')

    await page.goto(form)
    assert.match(await main(night), /We kept what you typed/)
    assert.equal(await page.locator('[name="said"]').inputValue(), 'Somebody stands across the road and looks up.')
    assert.ok(await page.locator('input[name="children"]').isChecked())
    await press(night, 'Record the contact')
    assert.match(await said(night), /The contact is recorded and handed over to the day team/)
    assert.match(await main(night), /Bea Wyncombe[\s\S]*to be accepted by 09:30/i)
    assert.equal(await overhang(page), 0)
    await night.context.close()

    const [kept] = await running.ask<{ council_id: number; kind: string; due_on: unknown }>(
      `select c.council_id, s.kind, d.due_on from night_contact c join spell s on s.council_id = c.council_id and s.spell_id = c.spell_id
       join due d on d.council_id = s.council_id and d.trigger_id = s.spell_id where c.said like 'Somebody stands%'`,
    )
    assert.deepEqual([kept?.council_id, kept?.kind, String(kept?.due_on)], [212, 'contact', '2026-11-25'])

    clock.now = Temporal.Instant.from('2026-11-24T09:04:00Z')
    const day = await signedIn(running, 'wandsworth.team-manager', { javaScript: false, width: 320 })
    await day.page.goto('/212/handover')
    await day.page
      .locator('.handover', { hasText: 'Bea Wyncombe' })
      .first()
      .locator('button', { hasText: 'Accept' })
      .click()
    assert.match(await said(day), /You have accepted it for Bea Wyncombe/)
    assert.match(
      await day.page.locator('.handover', { hasText: 'See them this morning.' }).innerText(),
      /Accepted[\s\S]*24 Nov 2026 at 09:04/,
    )
    assert.equal(await overhang(day.page), 0)
    await day.context.close()
  })

  test('by day the desk is shut to the same person, and says when it opens', async () => {
    clock.now = Temporal.Instant.from('2026-11-24T10:00:00Z')
    const night = await signedIn(running, 'sutton.night-worker', { javaScript: false })
    const answer = await night.page.goto('/night/handover')
    assert.equal(answer?.status(), 403)
    assert.match(await main(night), /only from 17:00 to 09:00/)
    await night.context.close()
  })
})

test('The forms and boards of the night have no barriers that axe finds', async () => {
  clock.now = Temporal.Instant.from('2026-11-25T02:00:00Z')
  const night = await signedIn(running, 'sutton.night-worker')
  for (const path of ['/night/contact/new', '/night/handover', '/night/visit', '/night/alerts']) {
    await night.page.goto(path)
    assert.deepEqual(await barriers(night.page), [], path)
  }
  await night.context.close()
  clock.now = Temporal.Instant.from('2026-11-25T09:45:00Z')
  const day = await signedIn(running, 'wandsworth.team-manager')
  for (const path of ['/212/handover', '/notices']) {
    await day.page.goto(path)
    assert.deepEqual(await barriers(day.page), [], path)
  }
  assert.deepEqual([...night.troubles, ...day.troubles], [])
  await day.context.close()
})
