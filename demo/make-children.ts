// A thread of its own: makes the children of some councils and hands them over as bytes, never far ahead of the database.
import { once } from 'node:events'
import { parentPort, workerData } from 'node:worker_threads'
import { ahead, childrenOfWorld, parcelOf, prepareWorld } from './load.ts'

const port = parentPort
if (port === null) throw new Error('this file runs as a thread of demo/load.ts')

const { today, seed, scale, councils, part, parts } = workerData
const world = prepareWorld({ today: Temporal.PlainDate.from(today), seed, scale, councils })

let under = 0
port.on('message', () => {
  under--
})
for (const batch of childrenOfWorld(world, part, parts)) {
  const parcel = parcelOf(batch)
  port.postMessage(
    parcel,
    parcel.lines.map(({ bytes }) => bytes.buffer as ArrayBuffer),
  )
  under++
  while (under >= ahead) await once(port, 'message')
}
port.close()
