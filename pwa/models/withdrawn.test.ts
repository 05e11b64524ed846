import { expect, test } from 'vitest'
import { readSlots, slotKey } from '../storage/meta.ts'
import { fakeMeta } from './testing/fake-meta.ts'
import { isWithdrawn, welcomeBack, withdrawPerson } from './withdrawn.ts'

const deviceOf = async (...agents: readonly string[]) => {
  const database = fakeMeta()
  const bytes = new Uint8Array()
  for (const agent of agents) {
    const value = { agent, name: agent, role: 'mediator', salt: bytes, sealed: bytes, failures: 0, notBefore: 0 }
    await database.meta.put({ key: slotKey(agent), value })
  }
  return database
}
const slotsOf = async (database: Awaited<ReturnType<typeof deviceOf>>) =>
  (await readSlots(database)).map(({ agent }) => agent)

test('whoever is ended loses their slot; their colleagues keep theirs', async () => {
  const database = await deviceOf('fatima', 'lahcen')
  await withdrawPerson(database, 'lahcen')
  expect(await slotsOf(database)).toEqual(['fatima'])
  expect(await isWithdrawn(database, 'fatima')).toBe(false)
})

test('the last slot stays and opens nothing, until its person is enrolled anew', async () => {
  const database = await deviceOf('fatima')
  await withdrawPerson(database, 'fatima')
  await withdrawPerson(database, 'fatima')
  expect(await slotsOf(database)).toEqual(['fatima'])
  expect(await isWithdrawn(database, 'fatima')).toBe(true)
  await welcomeBack(database, 'fatima')
  expect(await isWithdrawn(database, 'fatima')).toBe(false)
})
