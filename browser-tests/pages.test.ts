import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { barriers, overhang, type Running, signedIn, startAll, type Visitor } from './service.ts'

// Every page a person can reach from where they start, looked at as they see it: no barrier axe can find, nothing to
// scroll sideways on a small phone, no complaint from the browser, and small enough for a tethered laptop.

/** Who looks, and how many pages of one kind are enough to have looked at. */
const people = ['wandsworth.social-worker', 'wandsworth.team-manager', 'wandsworth.director', 'wandsworth.data-officer']

/** Addresses alike but for their ids are one kind of page. */
const kindOf = (path: string): string =>
  path
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, ':id')
    .replace(/^\/\d{3}\//, '/:council/')
    .replace(/[?#].*$/, '')

let running: Running
/** Kinds of page already looked at closely; later people only open them. */
const looked = new Set<string>()
before(async () => {
  running = await startAll()
})
after(() => running.close())

const links = (visitor: Visitor): Promise<string[]> =>
  visitor.page.$$eval('a[href]', (found) =>
    found
      .map((link) => link.getAttribute('href') ?? '')
      .filter((href) => href.startsWith('/') && !href.startsWith('/assets')),
  )

describe('every page', () => {
  for (const subject of people) {
    test(`that ${subject} can reach is without barriers, at 1200 and at 320 pixels`, async () => {
      const visitor = await signedIn(running, subject)
      const seen = new Set<string>()
      const found: string[] = []
      await visitor.page.goto('/search')
      await visitor.page.locator('[name="q"]').fill('Camberlisle')
      await visitor.page.keyboard.press('Enter')
      await visitor.page.waitForURL(/\/search\/./)
      const queue = ['/', new URL(visitor.page.url()).pathname, '/search']
      while (queue.length > 0 && seen.size < 80) {
        const path = queue.shift()!
        const kind = kindOf(path)
        if (seen.has(kind)) continue
        seen.add(kind)
        const answer = await visitor.page.goto(path).catch((error: Error) => {
          if (!/Download is starting/.test(error.message)) throw error
          return null
        })
        // A file is no page to look at, but it is there for whoever was given its link.
        const status = answer?.status() ?? (await visitor.context.request.get(path)).status()
        if (status !== 200) {
          found.push(`${kind}: answered ${status}`)
          continue
        }
        if (!answer?.headers()['content-type']?.startsWith('text/html')) continue
        const size = (await answer.body()).length
        if (size > 100_000) found.push(`${kind}: ${Math.round(size / 1000)} KB`)
        queue.push(...(await links(visitor)))
        if (looked.has(kind)) continue
        looked.add(kind)
        for (const barrier of await barriers(visitor.page)) found.push(`${kind}: ${barrier}`)
        if ((await visitor.page.locator('h1').count()) !== 1) found.push(`${kind}: has not exactly one h1`)
        await visitor.page.setViewportSize({ width: 320, height: 700 })
        const over = await overhang(visitor.page)
        if (over > 0) found.push(`${kind}: ${over} pixels wider than a small phone`)
        await visitor.page.setViewportSize({ width: 1200, height: 900 })
      }
      found.push(...visitor.troubles.map((trouble) => `the browser says: ${trouble}`))
      await visitor.context.close()
      assert.ok(seen.size >= 6, `only ${seen.size} kinds of page were reached`)
      assert.deepEqual([...new Set(found)], [])
    })
  }
})
