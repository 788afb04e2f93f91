import { startAll, signedIn } from './browser-tests/service.ts'
const running = await startAll(0.02)
const shots: [string,string,string,number][] = JSON.parse(process.argv[2]!)
for (const [subject, path, name, width] of shots) {
  const v = await signedIn(running, subject, { width })
  let p = path
  if (path === 'FIRSTCHILD') { await v.page.goto('/'); p = (await v.page.locator('main a[href*="/children/"]').first().getAttribute('href'))! }
  const r = await v.page.goto(p)
  console.log(subject, p, r?.status(), (await r!.body()).length, v.troubles)
  await v.page.screenshot({ path: `/tmp/ju/${name}.png`, fullPage: true })
  await v.context.close()
}
await running.close()
