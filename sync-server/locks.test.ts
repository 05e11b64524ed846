import { createLocks } from './locks.ts'
import { locksContract } from './locks.contract.ts'
import { createFar } from './testing/two-processes.ts'

locksContract('of one process', async () => {
  const locks = createLocks()
  return [locks, locks]
})

locksContract('between two processes', async () => {
  const far = createFar()
  return [createLocks(far()), createLocks(far())]
})
