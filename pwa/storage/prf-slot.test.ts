import { expect, test } from 'vitest'
import { fakeMeta } from '../models/testing/fake-meta.ts'
import { openPrfSlot, readPrfAgents, readPrfSlot, writePrfSlot } from './prf-slot.ts'

const secrets = { dataKey: new Uint8Array(32).fill(7), agentKey: new Uint8Array(138).map((_, i) => i) }
const random = () => crypto.getRandomValues(new Uint8Array(32))

test('a slot of a security key opens to what that key computes, and to nothing else', async () => {
  const database = fakeMeta()
  const [credential, salt, computed] = [random(), random(), random()]
  await writePrfSlot(database, { agent: 'fatima', credential, salt }, computed, secrets)
  const slot = await readPrfSlot(database, 'fatima')
  expect(slot).not.toBeNull()
  if (!slot) return
  expect(await openPrfSlot(slot, computed)).toEqual(secrets)
  expect(await openPrfSlot(slot, random())).toBeNull()
  expect(await openPrfSlot({ ...slot, salt: random() }, computed)).toBeNull()
  expect(await readPrfAgents(database)).toEqual(new Set(['fatima']))
  expect(await readPrfSlot(database, 'hassan')).toBeNull()
})
