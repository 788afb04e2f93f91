// Makes the pictures of the README from the running demonstration: npm run pictures.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { signedIn, startAll } from '../browser-tests/service.ts'

const folder = join(import.meta.dirname, '..', 'docs', 'pictures')
mkdirSync(folder, { recursive: true })
const running = await startAll(0.1)

const firstChild = 'the first child'
const pictures = [
  { name: 'my-day', subject: 'wandsworth.social-worker', path: '/', width: 1200, height: 900 },
  { name: 'child', subject: 'wandsworth.social-worker', path: firstChild, width: 1200, height: 1250 },
  { name: 'child-on-a-phone', subject: 'wandsworth.social-worker', path: firstChild, width: 375, height: 812 },
  { name: 'team', subject: 'wandsworth.team-manager', path: '/team', width: 1200, height: 900 },
  {
    name: 'agreement',
    subject: 'wandsworth.director',
    path: 'the shared staffing agreement',
    width: 1200,
    height: 1000,
  },
]

for (const { name, subject, path, width, height } of pictures) {
  const { page, context } = await signedIn(running, subject, { width })
  if (path === firstChild)
    await page.goto((await page.locator('main a[href*="/children/"]').first().getAttribute('href')) ?? '/')
  else if (path.startsWith('/')) await page.goto(path)
  else {
    const [row] = await running.ask<{ council_id: number; arrangement_id: string }>(
      `select council_id, arrangement_id from arrangement where kind = 'joint employment' order by starts_on limit 1`,
    )
    await page.goto(`/${row?.council_id}/agreements/${row?.arrangement_id}`)
  }
  await page.setViewportSize({ width, height })
  await page.screenshot({ path: join(folder, `${name}.png`) })
  await context.close()
}
await running.close()
