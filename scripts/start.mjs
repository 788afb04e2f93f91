// npm start: from a fresh clone to a running service.
import { handOver, makeReady, root } from './install.mjs'

handOver(await makeReady(), [`${root}/src/main.ts`, ...process.argv.slice(2)])
