// Puts the invented year into the database of a locked app, in its own page and through the device's own disk, as a pull
// would: rows sealed, lines made, strict transactions. Built beside the app's files (loader.ts), never shipped.
import { parseDirectory } from '../../shared/sync/directory-schema.ts'
import { toBase64Url } from '../../shared/dossier/canonical.ts'
import { createRng } from '../../shared/sync/simulation/random.ts'
import type { ActAuthor } from '../../shared/dossier/act.ts'
import type { Role } from '../../shared/access/directory.ts'
import type { AppliedAnswer } from '../../shared/sync/client-ports.ts'
import type { PulledEntry } from '../../shared/sync/ports.ts'
import { createPackStore } from '../../pwa/models/pack-store.ts'
import { summarise } from '../../pwa/models/summarise.ts'
import { createComparison } from '../../pwa/storage/comparison.ts'
import { createDatabase, openDatabase } from '../../pwa/storage/database.ts'
import { derive } from '../../pwa/storage/derive.ts'
import { createDeviceDisk } from '../../pwa/storage/device-disk.ts'
import type { DiskState } from '../../pwa/storage/disk-state.ts'
import { noSync, openMeta, readMeta, readSlots } from '../../pwa/storage/meta.ts'
import { createQueue } from '../../pwa/storage/queue.ts'
import { createRows } from '../../pwa/storage/rows.ts'
import { openSecrets } from '../../pwa/storage/slot.ts'
import { entriesOf, inventedOf, type Staff } from './year.ts'

/** Of a page of the server's answer. */
const dossiersAtOnce = 250

export interface Loaded {
  readonly entries: number
  /** Of the disk alone, without the inventing. */
  readonly writingMs: number
}

/** `end` is the last day of the year, ms since 1970. Resolves when all is on the disk. */
export const loadYear = async (passphrase: string, count: number, end: number): Promise<Loaded> => {
  const database = createDatabase()
  await openDatabase(database, () => undefined)
  try {
    const key = await dataKeyOf(await readSlots(database), passphrase)
    const directory = parseDirectory(JSON.stringify(await openMeta(database, key, 'directory')))
    if (!directory.ok) throw new Error('no directory here')
    const packs = await createPackStore(database)
    const ref = (id: string): string => [...packs.known().keys()].find((one) => one.startsWith(`${id}@`)) ?? ''
    const author = (agent: string, unit: string, role: Role): ActAuthor => ({ agent, device, unit, role })
    const device = toBase64Url(createRng(7).bytes(16))
    const by = (role: Role, unit?: string): readonly ActAuthor[] =>
      directory.value.agents
        .filter((one) => one.role === role && (unit === undefined || one.unit === unit))
        .map((one) => author(one.id, one.unit, role))
    const staff: Staff = {
      mediators: by('mediator'),
      clerks: by('clerk', 'etat-civil'),
      residence: ref('ma.residence-certificate-local'),
      birth: ref('ma.birth-record-extract'),
    }
    const rows = await createRows(database, key)
    const state: DiskState = {
      database,
      queue: createQueue(),
      unlocked: {
        key,
        rows,
        comparison: createComparison(database, rows),
        incarnation: '',
        summarise: (id, entries, held) => summarise(id, entries, held, (one) => packs.known().get(one) ?? null),
      },
      now: () => new Date().toISOString(),
      changed: () => undefined,
    }
    const disk = createDeviceDisk(state)
    const sync = (await readMeta(database, 'sync')) ?? noSync
    const rng = createRng(11)
    let [entries, writingMs] = [0, 0]
    for (let at = 0; at < count; at += dossiersAtOnce) {
      const pulled: PulledEntry[] = []
      for (let i = at; i < Math.min(at + dossiersAtOnce, count); i++)
        for (const entry of entriesOf(inventedOf(i, count, end), staff))
          pulled.push({ ...entry, id: toBase64Url(rng.bytes(32)) })
      const began = performance.now()
      await disk.apply(answerOf(sync, pulled))
      writingMs += performance.now() - began
      entries += pulled.length
    }
    return { entries, writingMs }
  } finally {
    database.close()
  }
}

const dataKeyOf = async (slots: Awaited<ReturnType<typeof readSlots>>, passphrase: string): Promise<CryptoKey> => {
  for (const slot of slots) {
    const secrets = await openSecrets(slot, passphrase, derive)
    if (secrets)
      return crypto.subtle.importKey('raw', new Uint8Array(secrets.dataKey), 'AES-GCM', false, ['encrypt', 'decrypt'])
  }
  throw new Error('nobody opens this device with that')
}

const answerOf = (sync: typeof noSync, entries: readonly PulledEntry[]): AppliedAnswer => ({
  epoch: sync.epoch ?? { counter: 1, random: 'invented' },
  heads: [],
  held: [],
  entries,
  cursors: sync.cursors,
  beacon: sync.beacon ?? '',
  directory: null,
  directoryVersion: null,
  packsVersion: sync.packsVersion ?? '',
  references: null,
  pages: [],
  forked: [],
  stable: [],
  backup: sync.backup,
  more: null,
})
