// Everything points will send, written beforehand in two threads.
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { PacketWork } from './packets-thread.ts'
import type { Sitting } from './sittings.ts'

/** In the order of the members. */
export const prepare = async ({ members, first, sealKey }: PacketWork): Promise<readonly Sitting[]> => {
  const half = Math.ceil(members.length / 2)
  const before = members.slice(0, half).reduce((sum, { packets }) => sum + packets.reduce((a, b) => a + b, 0), 0)
  const parts = [
    { members: members.slice(0, half), first, sealKey },
    { members: members.slice(half), first: first + before, sealKey },
  ]
  return (await Promise.all(parts.filter((part) => part.members.length > 0).map(inThread))).flat()
}

const inThread = async (workerData: PacketWork): Promise<readonly Sitting[]> => {
  const worker = new Worker(new URL('packets-thread.ts', import.meta.url), { workerData })
  const made: Sitting[] = []
  worker.on('message', (one: Sitting) => made.push(one))
  const [code] = await once(worker, 'exit')
  if (code !== 0) throw new Error(`a thread that makes packets ended with ${String(code)}`)
  return made
}
