// The sitting of an exercise: the same desk over a database of its own, sealed with a key that exists only in this page,
// written by somebody invented. Nothing here knows the network, and the device's own database is read once, for the
// procedures, which are public. What a closed tab leaves behind opens for nobody; it is deleted at the next exercise.
import { toBase64UrlEncoded } from 'lib0/buffer'
import { offered } from '../../shared/procedure/catalogue.ts'
import { createComparison } from '../storage/comparison.ts'
import { createDatabase } from '../storage/database.ts'
import { createDeviceDisk } from '../storage/device-disk.ts'
import type { DiskState } from '../storage/disk-state.ts'
import { writeMeta } from '../storage/meta.ts'
import { createQueue } from '../storage/queue.ts'
import { createRows } from '../storage/rows.ts'
import type { CommuneLine } from './commune-line.ts'
import { communeLineOf, showLines } from './commune-lines.ts'
import { setCurrent } from './current.ts'
import { publicPointOf } from './keys.ts'
import { openLiveDossier } from './live-dossier.ts'
import { createLiveDossiers } from './live-dossiers.ts'
import { createOpened } from './opened.ts'
import { createPackStore } from './pack-store.ts'
import { createPapersDoor } from './papers-door.ts'
import { practice } from './practice-flag.ts'
import { plantIn } from './practice-plant.ts'
import { practiceCommune, practiceHelper, practiceSite } from './practice-commune.ts'
import { forget, state } from './state.ts'
import { summarise } from './summarise.ts'
import type { Summary } from './summary.ts'
import type { Writer } from './writer.ts'

export const practiceDatabase = 'morchid-practice'

const database = createDatabase(practiceDatabase)
const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length))
const randomId = (): string => toBase64UrlEncoded(random(16))

/** Begins anew: what an exercise before left is deleted. Rejects when this browser keeps nothing. */
export const openPractice = async (): Promise<void> => {
  // Emptied, not deleted: a page that was left while it was opening may still hold it, and a deletion would wait for it.
  await database.open()
  await emptied()
  await borrowPacks()
  const packs = await createPackStore(database)
  const packOf = (ref: string) => packs.known().get(ref) ?? null
  const dataKey = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
  const office = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, false, ['deriveBits'])
  const directory = practiceCommune(packs.offered(), {
    demo: practice === 'demo',
    sealKey: await publicPointOf(office.publicKey),
  })
  // Enough numbers for a year of exercises.
  await writeMeta(database, 'references', [{ site: practiceSite, from: 0, to: 9999, next: 0 }])

  const rows = await createRows(database, dataKey)
  const incarnation = randomId()
  const disk: DiskState = {
    database,
    queue: createQueue(),
    unlocked: {
      key: dataKey,
      rows,
      comparison: createComparison(database, rows),
      incarnation,
      summarise: (id, entries, held) => communeLineOf(id, entries, held) ?? summarise(id, entries, held, packOf),
    },
    now: () => new Date().toISOString(),
    changed: (lines) => showLines(lines as readonly (Summary | CommuneLine)[], practiceHelper),
  }
  const deviceDisk = createDeviceDisk(disk)
  const writer: Writer = {
    me: practiceHelper,
    device: randomId(),
    incarnation,
    now: disk.now,
    beacon: () => null,
    directory: () => directory,
    packs: () => [...packs.known().values()],
    packOf,
    // Nothing is ever to be sent.
    wrote: () => undefined,
  }

  state.directory.value = directory
  state.agent.value = practiceHelper.id
  state.packs.value = offered(packs.offered(), directory)
  state.knownPacks.value = packs.known()
  const papers = createPapersDoor(database, dataKey, null)
  papers.open()
  const session = createOpened({
    disk: deviceDisk,
    sounds: papers.sounds,
    writer,
    lives: createLiveDossiers((id) => openLiveDossier(id, deviceDisk, writer)),
    packs,
    sealer: null,
    syncNow: () => Promise.resolve(),
    show: () => undefined,
  })
  setCurrent({ ...session, startRequest: async (pack) => plantIn(await session.startRequest(pack)) })
}

export const forgetPractice = async (): Promise<void> => {
  setCurrent(null)
  forget()
  await emptied()
  await Promise.race([database.delete(), new Promise((resolve) => setTimeout(resolve, deleteLimitMs))])
}

/** What is left when a deletion has to wait is an empty database. */
const deleteLimitMs = 2_000

const emptied = async (): Promise<void> => {
  await Promise.all(database.tables.map((table) => table.clear()))
}

/** The procedures as this device last received them, copied so that nothing of the exercise touches its database. */
const borrowPacks = async (): Promise<void> => {
  const device = createDatabase()
  try {
    await device.open()
    const held = await device.packs.toArray()
    await database.packs.bulkPut(held)
  } finally {
    device.close()
  }
}
