// npm start: from a fresh clone to a running service.
import { handOver, makeReady, root } from './install.mjs'

// What was compiled once is kept for the next start, and for each of the processes that answer: half of a start is compiling.
process.env.NODE_COMPILE_CACHE ??= `${root}/node_modules/.cache/compiled`

handOver(await makeReady(), [`${root}/src/main.ts`, ...process.argv.slice(2)])
