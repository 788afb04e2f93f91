// One running service with a small demonstration, one Chromium, and what the journeys share.
import { createServer } from 'node:net'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { loadInto } from '../demo/first-start.ts'
import { demonstrationPeople } from '../demo/people.ts'
import { findBrowser } from '../scripts/browser.ts'
import { routes } from '../src/app.ts'
import { type Database, openDatabase } from '../src/database/open.ts'
import { startService } from '../src/service.ts'
import { signInPeople } from '../src/sign-in-people.ts'

export type Running = {
  origin: string
  browser: Browser
  database: Database
  /** rows of a question asked as the owner: to find the child a journey is about */
  ask: <Row>(question: string) => Promise<Row[]>
  close: () => Promise<void>
}

const freePort = (): Promise<number> =>
  new Promise((found, failed) => {
    const server = createServer()
    server.on('error', failed)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => found(port))
    })
  })

/** `clock`: the moment it is for the service, and for the demonstration's last day. */
export const startAll = async (scale = 0.02, clock?: { now: Temporal.Instant }): Promise<Running> => {
  const executablePath = findBrowser()
  if (!executablePath) throw new Error('No browser: install Chromium or set CHROMIUM_PATH.')
  const database = await openDatabase({})
  const began = clock?.now ?? Temporal.Now.instant()
  await loadInto(database, { today: began.toZonedDateTimeISO('Europe/London').toPlainDate(), scale })
  const port = await freePort()
  const origin = `http://localhost:${port}`
  const service = await startService({
    database,
    routes,
    log: { info: () => {}, error: (fields, words) => process.stderr.write(`${words} ${JSON.stringify(fields)}\n`) },
    origin,
    port,
    host: 'localhost',
    production: false,
    people: await signInPeople(database, demonstrationPeople),
    ...(clock ? { now: () => clock.now } : {}),
  })
  const browser = await chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
  return {
    origin,
    browser,
    database,
    ask: <Row>(question: string) => database.asOwner!((connection) => connection.script(question)) as Promise<Row[]>,
    close: async () => {
      await browser.close()
      await service.close()
      await database.close()
    },
  }
}

export type Visitor = { page: Page; context: BrowserContext; troubles: string[] }

/** Opens a window of its own. `troubles` gathers what the browser complained of: policy reports, script errors. */
export const open = async (
  running: Running,
  options: { javaScript?: boolean; width?: number } = {},
): Promise<Visitor> => {
  const context = await running.browser.newContext({
    baseURL: running.origin,
    javaScriptEnabled: options.javaScript ?? true,
    viewport: { width: options.width ?? 1200, height: 900 },
  })
  const page = await context.newPage()
  const troubles: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) troubles.push(message.text())
  })
  page.on('pageerror', (error) => troubles.push(error.message))
  return { page, context, troubles }
}

/** Signs in the way a person does: through the identity provider's own page. */
export const signIn = async (visitor: Visitor, subject: string, path = '/'): Promise<void> => {
  await visitor.page.goto(path)
  await visitor.page.locator(`button[name="subject"][value="${subject}"]`).click()
  await visitor.page.waitForLoadState()
}

export const signedIn = async (
  running: Running,
  subject: string,
  options: { javaScript?: boolean; width?: number } = {},
): Promise<Visitor> => {
  const visitor = await open(running, options)
  await signIn(visitor, subject)
  return visitor
}

/** What axe finds wrong by WCAG 2.2 AA, one line each. Needs scripts, so it cannot look at a window without them. */
export const barriers = async (page: Page): Promise<string[]> => {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze()
  return violations.flatMap((one) =>
    one.nodes
      // The Design System's radios say aria-expanded where a choice reveals a question; its team tested that with screen
      // readers and keeps it (alphagov/govuk-frontend issue 979).
      .filter(
        (node) =>
          !(
            one.id === 'aria-allowed-attr' &&
            node.html.includes('govuk-radios__input') &&
            node.html.includes('aria-expanded')
          ),
      )
      .map((node) => `${one.id}: ${one.help} at ${node.target.join(' ')}`),
  )
}

/** Pixels the page is wider than its window: 0 when nothing has to be scrolled sideways. */
export const overhang = (page: Page): Promise<number> =>
  page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth))
