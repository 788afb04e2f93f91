import { openDatabase } from './src/database/open.ts'
import { loadInto } from './demo/first-start.ts'
const t = performance.now()
const db = await openDatabase({ folder: '/tmp/ju/data1' })
console.log('open', performance.now()-t)
const r = await loadInto(db, { today: Temporal.PlainDate.from('2026-11-21'), scale: Number(process.env.SCALE ?? 1), onProgress: (p) => console.log(Math.round(performance.now()-t), p.step, p.share.toFixed(2), p.rows) })
console.log(r.rows, r.children, r.milliseconds, process.memoryUsage().rss/1e6)
await db.close()
