#!/usr/bin/env node
// The command line, for any Node from 20 up: makes sure the packages are there, then runs src/commands.ts on the
// pinned Node. src/cli.ts is a link to this file.
'use strict'

void import('../scripts/install.mjs').then(async ({ handOver, major, makeReady, pinnedVersion, root }) => {
  const node = await makeReady()
  if (major(process.versions.node) === major(pinnedVersion())) return import('../src/commands.ts')
  handOver(node, [`${root}/src/commands.ts`, ...process.argv.slice(2)])
})
