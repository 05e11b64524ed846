// The disk of the simulation keeps the contract that the real disks keep: what is proven over it holds for them.
import { describe, test } from 'vitest'
import { clientDiskContract } from './client-disk.contract.ts'
import { openFakePlace } from './client-disk.agreement.ts'

describe('a disk of arrays', () => {
  test.each(clientDiskContract.map((one) => [one.name, one] as const))('%s', (_, { run }) => run(openFakePlace()))
})
