import { chromium } from 'playwright-core'
const [subject, ...paths] = process.argv.slice(2)
const b = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox','--disable-background-networking'] })
const p = await b.newPage({ viewport: { width: 1200, height: 900 } })
await p.goto('http://localhost:4811/')
const html = await p.content()
const form = p.locator(`[value="${subject}"]`).first()
if (await form.count() === 0) { console.log(html.slice(0,3000)); process.exit(1) }
const tag = await form.evaluate((e: any) => e.tagName + ' ' + e.type)
console.log(tag)
if (tag.startsWith('INPUT radio')) { await form.check({ force: true }); await p.locator('button[type=submit], button').first().click() } else await form.click()
await p.waitForLoadState('networkidle')
console.log(p.url())
let n = 0
for (const path of ['/', ...paths]) { const r = await p.goto('http://localhost:4811' + path); console.log(r?.status(), path, (await p.content()).length); await p.screenshot({ path: `/tmp/w/shot${n++}.png`, fullPage: true }) }
await b.close()
