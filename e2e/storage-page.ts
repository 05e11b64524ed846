// What storage.e2e.ts runs in a page, by name: the contract of every disk, random work beside the disk of the
// simulation, and what only this disk has. Nothing of the app's screens.
import { compareDisks } from '../shared/sync/simulation/client-disk.agreement.ts'
import { clientDiskContract } from '../shared/sync/simulation/client-disk.contract.ts'
import { killedAfterErasing, killedWhileErasing } from './erasure-cases.ts'
import { fullMirror, lockedRepair, repairedRows, savedThenChanged, twoUnderOneNumber } from './repair-cases.ts'
import { damagedRow, lockedDisk, measureDigest, numberTaken, oldDatabase } from './storage-cases.ts'
import { createPlace } from './storage-disk.ts'

Object.assign(globalThis, {
  storage: {
    contract: async (at: number) => clientDiskContract[at]?.run(await createPlace(`contract-${at}`)),
    agreement: async (seed: number, steps: number) => compareDisks(await createPlace(`agreement-${seed}`), seed, steps),
    damagedRow,
    lockedDisk,
    measureDigest,
    numberTaken,
    oldDatabase,
    killedWhileErasing,
    killedAfterErasing,
    repairedRows,
    twoUnderOneNumber,
    lockedRepair,
    fullMirror,
    savedThenChanged,
  },
})
