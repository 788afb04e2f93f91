// node scripts/run.mjs <file> [arguments]: runs a file of the repository on the pinned Node, with what tests need.
import { handOver, makeReady } from './install.mjs'

handOver(await makeReady({ withTests: true }), process.argv.slice(2))
