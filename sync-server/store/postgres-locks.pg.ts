import { expect, test } from 'vitest'
import { createLocks } from '../locks.ts'
import { locksContract } from '../locks.contract.ts'
import { createPostgresLocks } from './postgres-locks.ts'

const url = process.env['TEST_DATABASE_URL'] ?? ''

locksContract('between two connections of PostgreSQL', async () => [
  createLocks(createPostgresLocks({ url, schema: 'c_1' })),
  createLocks(createPostgresLocks({ url, schema: 'c_1' })),
])

test('communes have locks of their own', async () => {
  const [one, two] = ['c_1', 'c_2'].map((schema) => createLocks(createPostgresLocks({ url, schema })))
  const locks = [await one?.tryTake('round'), await two?.tryTake('round')]
  expect(locks.every((lock) => lock !== null && lock !== undefined)).toBe(true)
  await Promise.all([one?.close(), two?.close()])
})

test('a process that is gone lets go of everything', async () => {
  const dying = createPostgresLocks({ url, schema: 'c_1' })
  const next = createLocks(createPostgresLocks({ url, schema: 'c_1' }))
  expect(await dying.tryTake('round')).toBe(true)
  await dying.close()
  expect(await next.take('round')).not.toBeNull()
  await next.close()
})
