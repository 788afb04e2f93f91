import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { open, overhang, type Running, signedIn, signIn, startAll, type Visitor } from './service.ts'

let running: Running
before(async () => {
  running = await startAll()
})
after(() => running.close())

const yesterday = Temporal.Now.plainDateISO('Europe/London').subtract({ days: 1 })

/** The page of a child this worker holds, in this council. */
const childOf = async (subject: string, councilId: number): Promise<string> => {
  const [row] = await running.ask<{ council_id: number; child_id: string }>(
    `select s.council_id, s.child_id from spell s join worker w on w.worker_id = s.worker_id
     where w.sign_in_subject = '${subject}' and s.council_id = ${councilId} and s.kind = 'allocation' and s.ends_on is null order by s.child_id limit 1`,
  )
  assert.ok(row, `${subject} holds a child in ${councilId}`)
  return `/${row.council_id}/children/${row.child_id}`
}

const typeDate = async ({ page }: Visitor, field: string, day: Temporal.PlainDate): Promise<void> => {
  await page.locator(`[name="${field}-day"]`).fill(String(day.day))
  await page.locator(`[name="${field}-month"]`).fill(String(day.month))
  await page.locator(`[name="${field}-year"]`).fill(String(day.year))
}

const heading = ({ page }: Visitor): Promise<string> => page.locator('h1').innerText()

describe('without JavaScript, on a small phone', () => {
  test('a social worker finds a child by name, records a visit and sees what is due next', async () => {
    const visitor = await signedIn(running, 'wandsworth.social-worker', { javaScript: false, width: 320 })
    const { page } = visitor
    const name = (await page.locator('main a[href*="/children/"]').first().innerText()).trim()
    await page.locator('a', { hasText: 'Find a child' }).click()
    await page.locator('input[name="q"]').fill(name)
    await page.locator('input[name="q"]').press('Enter')
    await page.locator('main a', { hasText: name }).first().click()
    assert.ok((await heading(visitor)).includes(name))
    await page.locator('a', { hasText: 'Record a visit' }).first().click()

    // Sent empty: every problem beside its field, what was typed still there.
    await page.locator('[name="happened"]').fill('We built a den with the sofa cushions.')
    await page.locator('button', { hasText: 'Record the visit' }).click()
    assert.equal(await page.locator('.govuk-error-summary').count(), 1)
    assert.equal(await page.locator('[name="happened"]').inputValue(), 'We built a den with the sofa cushions.')

    await page.locator('select[name="kind"]').selectOption({ index: 1 })
    await typeDate(visitor, 'visitedOn', yesterday)
    await page.locator('select[name="place"]').selectOption({ index: 1 })
    await page.locator('[name="seen"][value="yes"]').check()
    await page.locator('[name="seenAlone"][value="yes"]').check()
    await page.locator('button', { hasText: 'Record the visit' }).click()
    assert.match(await page.locator('.govuk-notification-banner').innerText(), /visit is recorded/i)
    assert.equal(await overhang(page), 0)
    await page.goto(`${new URL(page.url()).pathname}/visits`)
    assert.ok((await page.locator('main').innerText()).includes('den with the sofa cushions'))
    await visitor.context.close()
  })

  test('what was typed survives signing out: the draft is there on return', async () => {
    const path = `${await childOf('wandsworth.social-worker', 212)}/notes/new`
    const visitor = await signedIn(running, 'wandsworth.social-worker', { javaScript: false })
    await visitor.page.goto(path)
    await visitor.page.locator('[name="note"]').fill('Half a note, before the phone rang.')
    await visitor.page.locator('button', { hasText: 'Keep a draft' }).click()
    await visitor.page.locator('button', { hasText: 'Sign out' }).click()
    assert.match(await heading(visitor), /signed out/i)
    await visitor.context.close()
    const again = await open(running, { javaScript: false })
    await signIn(again, 'wandsworth.social-worker', path)
    assert.equal(await again.page.locator('[name="note"]').inputValue(), 'Half a note, before the phone rang.')
    await again.context.close()
  })
})

describe('what the agreements say', () => {
  test('a director of one council is told "not found" for a child of the other, as for an id that does not exist', async () => {
    const visitor = await signedIn(running, 'wandsworth.director')
    const theirs = await visitor.page.goto(await childOf('richmond.social-worker', 318))
    const theirText = await visitor.page.locator('main').innerText()
    const nobody = await visitor.page.goto('/318/children/018f0000-0000-7000-8000-000000000000')
    assert.equal(theirs?.status(), 404)
    assert.equal(nobody?.status(), 404)
    assert.equal(await visitor.page.locator('main').innerText(), theirText)
    await visitor.context.close()
  })

  test('a person jointly employed by both councils opens no child of either', async () => {
    const visitor = await signedIn(running, 'wandsworth.corporate-director')
    for (const path of [await childOf('richmond.social-worker', 318), await childOf('wandsworth.social-worker', 212)]) {
      assert.equal((await visitor.page.goto(path))?.status(), 404)
    }
    await visitor.context.close()
  })

  test('a peer reads the agreed sample and nobody else, and can change nothing', async () => {
    const [sample] = await running.ask<{ council_id: number; child_id: string }>(
      'select council_id, child_id from sample_child where reads_to >= current_date order by child_id limit 1',
    )
    assert.ok(sample)
    const [other] = await running.ask<{ person_id: string }>(
      `select person_id from person where council_id = ${sample.council_id} and is_child and person_id not in (select child_id from sample_child) order by person_id limit 1`,
    )
    const visitor = await signedIn(running, 'camden.peer')
    const path = `/${sample.council_id}/children/${sample.child_id}`
    assert.equal((await visitor.page.goto(path))?.status(), 200)
    assert.equal(await visitor.page.locator('a[href$="/visits/new"]').count(), 0)
    assert.equal((await visitor.page.goto(`/${sample.council_id}/children/${other?.person_id}`))?.status(), 404)
    assert.equal((await visitor.page.goto(`${path}/visits/new`))?.status(), 404)
    await visitor.context.close()
  })

  test('somebody whose post has ended signs in and reaches nothing', async () => {
    const visitor = await signedIn(running, 'camden.left')
    const answer = await visitor.page.goto('/search')
    assert.equal(answer?.status(), 403)
    assert.match(await visitor.page.locator('main').innerText(), /no post/i)
    await visitor.context.close()
  })
})

describe('by keyboard alone', () => {
  test('the first stop of a page is a way past the menu', async () => {
    const visitor = await signedIn(running, 'wandsworth.social-worker')
    await visitor.page.keyboard.press('Tab')
    assert.equal(await visitor.page.evaluate(() => document.activeElement?.textContent?.trim()), 'Skip to main content')
    await visitor.context.close()
  })

  test('search waits for the first letter, and Enter finds', async () => {
    const visitor = await signedIn(running, 'wandsworth.social-worker')
    const { page } = visitor
    await page.goto('/search')
    assert.equal(await page.evaluate(() => (document.activeElement as HTMLInputElement | null)?.name), 'q')
    await page.keyboard.type('camberlisle')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/search\/./)
    assert.ok(!page.url().includes('camberlisle'), 'what was typed does not stand in the address')
    assert.match(await page.locator('main').innerText(), /found|Nobody/)
    await visitor.context.close()
  })

  test('a form that comes back moves to its list of problems, and each links to its field', async () => {
    const visitor = await signedIn(running, 'wandsworth.social-worker')
    const { page } = visitor
    await page.goto(`${await childOf('wandsworth.social-worker', 212)}/visits/new`)
    await page.locator('button', { hasText: 'Record the visit' }).click()
    await page.waitForSelector('.govuk-error-summary')
    assert.ok(await page.evaluate(() => document.activeElement?.classList.contains('govuk-error-summary')))
    for (const href of await page.$$eval('.govuk-error-summary a', (links) =>
      links.map((link) => link.getAttribute('href') ?? ''),
    )) {
      assert.equal(await page.locator(href).count(), 1, `${href} is on the page`)
    }
    assert.deepEqual(visitor.troubles, [])
    await visitor.context.close()
  })

  test('with JavaScript a draft is kept while somebody types, and said so', async () => {
    const visitor = await signedIn(running, 'wandsworth.social-worker')
    const { page } = visitor
    await page.clock.install()
    const path = `${await childOf('wandsworth.newly-qualified', 212)}/notes/new`
    await page.goto(path)
    await page.locator('[name="note"]').fill('Typed and never sent.')
    await page.clock.runFor(21_000)
    await page.locator('[data-autosave-said]', { hasText: 'Draft kept' }).waitFor()
    await page.goto(path)
    assert.equal(await page.locator('[name="note"]').inputValue(), 'Typed and never sent.')
    await visitor.context.close()
  })
})
