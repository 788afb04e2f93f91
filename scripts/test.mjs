// npm test: installs what the tests need, then runs every one of them (scripts/test.ts tells what that is).
import { handOver, makeReady, root } from './install.mjs'

handOver(await makeReady({ withTests: true }), [`${root}/scripts/test.ts`, ...process.argv.slice(2)])
