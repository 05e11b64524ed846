import { expect, test } from 'vitest'
import { ok } from '../../shared/text/result.ts'
import { createLocks } from '../locks.ts'
import { syncPorts } from '../routes/sync-ports.ts'
import { createTestServer } from '../testing/test-server.ts'
import { createTellingRound, startTelling } from './start-telling.ts'

const deferred = () => Promise.withResolvers<void>()
const quiet = { error: () => undefined }

test('rounds follow each other, never two at once, and one that fails is told', async () => {
  const told: unknown[] = []
  const again = deferred()
  let [rounds, atOnce, most] = [0, 0, 0]
  const telling = startTelling(
    async () => {
      most = Math.max(most, ++atOnce)
      await new Promise((resolve) => setTimeout(resolve, 5))
      atOnce--
      if (rounds++ === 0) throw new Error('disk')
      if (rounds === 3) again.resolve()
    },
    { error: (fields: unknown) => void told.push(fields) },
    1,
  )
  await again.promise
  await telling.close()
  expect([most, told]).toEqual([1, [{ error: 'Error: disk' }]])
})

test('closing tells the round under way, and waits for it', async () => {
  const begun = deferred()
  let ended = false
  const telling = startTelling(
    async (closing) => {
      begun.resolve()
      await new Promise((resolve) => closing.addEventListener('abort', resolve))
      ended = true
      throw new Error('aborted')
    },
    quiet,
    1,
  )
  await begun.promise
  await telling.close()
  expect(ended).toBe(true)
})

test('nobody is looked for without a gateway, on a full disk, or while another process does it', async () => {
  const gateway = { send: async () => ok(undefined), answers: async () => true }
  let isFull = true
  let looks = 0
  const server = await createTestServer({
    messages: { gateway, country: 'MA', zone: 'UTC' },
    storage: {
      look: async () => (isFull ? 'full' : 'ok'),
      room: () => ({ free: 0, total: 100 }),
      ranOut: async () => undefined,
    },
  })
  const ports = syncPorts(server.deps)
  const locks = createLocks()
  const looking = {
    tryTake: async (name: string) => {
      looks++
      return locks.tryTake(name)
    },
  }
  const { signal } = new AbortController()
  try {
    expect(createTellingRound({ ...server.deps, messages: null }, ports, looking)).toBeNull()
    const round = createTellingRound(server.deps, ports, looking)
    await round?.(signal)
    expect(looks).toBe(0)
    isFull = false
    const elsewhere = await locks.tryTake('messages')
    await round?.(signal)
    await elsewhere?.release()
    await round?.(signal)
    expect(looks).toBe(2)
    // It was let go.
    expect(await locks.tryTake('messages')).not.toBeNull()
  } finally {
    await server.close()
  }
})
