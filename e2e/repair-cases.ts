// Rows that do not open and a mirror that is full, in a browser: what is put right, what is set aside, what is whole again
// later. Each function tells what it saw; the test says what was to be seen. Runs in the browser.
import { actEntry, createSitting, idOf, openedPayload } from '../shared/sync/simulation/calm.ts'
import { sameBytes } from '../shared/sync/bytes.ts'
import { cut } from '../shared/sync/simulation/client-disk.hand.ts'
import type { Database, Row } from '../pwa/storage/database.ts'
import type { MirrorDisk } from '../pwa/storage/mirror-disk.ts'
import { readFrames } from '../pwa/storage/mirror-frames.ts'
import { foldChanges } from '../pwa/storage/mirror-log.ts'
import { openMirror } from '../pwa/storage/mirror.ts'
import { newDataKey, openDisk } from './storage-disk.ts'

const dossier = idOf('a dossier')

const rowOf = async (database: Database, key: number): Promise<Row> => {
  const row = await database.rows.get(key)
  if (!row) throw new Error(`no row ${key}`)
  return row
}
const broken = (row: Row): Row => ({ ...row, sealed: row.sealed.map((byte, at) => (at === 20 ? byte ^ 1 : byte)) })

/** Three rows, not cut: the first is damaged and has a copy, the second is damaged and its copy too, the third is whole. */
export const repairedRows = async (): Promise<unknown> => {
  const disk = await openDisk('repair', await newDataKey())
  const own = await createSitting('mediator-a')
  const texts = ['first', 'second', 'third']
  await disk.keep(
    texts.map((text, at) =>
      actEntry(own.act(dossier, at === 0 ? 'opened' : 'noted', at === 0 ? openedPayload : { text })),
    ),
    own.keys.incarnation,
  )
  const whole = await Promise.all([1, 2, 3].map((key) => rowOf(disk.database, key)))
  const [first, second] = whole
  if (!first || !second) throw new Error('no rows')
  await disk.database.rows.bulkPut([broken(first), broken(second)])
  const before = { unsent: (await disk.unsent()).length, versions: disk.versionOf(dossier) }
  const told = await disk.repair([first, broken(second)])
  const rows = await disk.database.rows.toArray()
  const after = {
    unsent: (await disk.unsent()).map(({ key }) => key),
    aside: rows.filter((row) => row.damaged === 1).map(({ key }) => key),
    waits: rows.filter((row) => row.pending === 1 || row.unsent === 1).map(({ key }) => key),
    isKept: rows.length,
    isRead: disk.versionOf(dossier) > before.versions,
  }
  // What was set aside holds nothing up: the rest is cut and leaves.
  const packet = await cut(disk, own)
  const again = await disk.repair([])
  await disk.database.delete()
  return { before: before.unsent, told, after, cut: packet.n, again }
}

/** The database went on under a number that its mirror has otherwise: both are kept. */
export const twoUnderOneNumber = async (): Promise<unknown> => {
  const disk = await openDisk('twice', await newDataKey())
  const own = await createSitting('mediator-a')
  const { incarnation } = own.keys
  await disk.keep([actEntry(own.act(dossier, 'opened', openedPayload))], incarnation)
  await disk.keep([actEntry(own.act(dossier, 'noted', { text: 'of the mirror' }))], incarnation)
  const copy = await rowOf(disk.database, 2)
  await disk.database.rows.delete(2)
  await disk.unlock()
  await disk.keep([actEntry(own.act(dossier, 'noted', { text: 'of the loss' }))], incarnation)
  const told = await disk.repair([copy])
  const unsent = (await disk.unsent()).map(({ key, bytes }) => [
    key,
    /of the (mirror|loss)/.exec(new TextDecoder().decode(bytes))?.[1],
  ])
  await disk.database.delete()
  return { told, unsent }
}

export const lockedRepair = async (): Promise<unknown> => {
  const disk = await openDisk('locked-repair', await newDataKey())
  const own = await createSitting('mediator-a')
  await disk.keep([actEntry(own.act(dossier, 'opened', openedPayload))], own.keys.incarnation)
  const row = broken(await rowOf(disk.database, 1))
  await disk.database.rows.put(row)
  disk.lock()
  const told = await disk.repair([])
  const isAsItWas = (await rowOf(disk.database, 1)).unsent === 1
  await disk.database.delete()
  return { told, isAsItWas }
}

/** Two files in memory that take so many bytes. */
export const createFiles = () => {
  const files: [Uint8Array, Uint8Array] = [new Uint8Array(), new Uint8Array()]
  let room = Infinity
  const refuse = (more: number) => {
    if (more > room) throw new DOMException('no room', 'QuotaExceededError')
  }
  const disk: MirrorDisk = {
    contents: [new Uint8Array(), new Uint8Array()],
    append: async (file, bytes) => {
      refuse(bytes.length)
      const grown = new Uint8Array(files[file].length + bytes.length)
      grown.set(files[file])
      grown.set(bytes, files[file].length)
      files[file] = grown
    },
    replace: async (file, bytes) => {
      refuse(bytes.length)
      files[file] = bytes
    },
    room: async () => 'enough',
    close: () => undefined,
  }
  return {
    disk,
    /** As the next start would find them, were the browser killed now. */
    contents: (): readonly [Uint8Array, Uint8Array] => [files[0].slice(), files[1].slice()],
    leave: (bytes: number) => {
      room = bytes
    },
    kept: () => foldChanges(files.flatMap((file) => readFrames(file).payloads)),
    /** Keys of rows that are in one of the files. */
    rows: () => files.flatMap((file) => [...foldChanges(readFrames(file).payloads).rows.keys()]).toSorted(),
  }
}

/** The mirror does not go in any more: what is kept is kept all the same, it is told, and all of it is in once there is room. */
export const fullMirror = async (): Promise<unknown> => {
  const disk = await openDisk('full', await newDataKey())
  const own = await createSitting('mediator-a')
  const files = createFiles()
  const mirror = openMirror(files.disk)
  const keep = (text: string) =>
    disk.keep([actEntry(own.act(dossier, 'noted', { text }))], own.keys.incarnation).then(mirror.settled)
  await mirror.follow(disk.database, true)
  await keep('one')
  const before = { state: mirror.state(), rows: files.rows() }
  files.leave(0)
  await keep('two')
  await keep('three')
  const full = { state: mirror.state(), rows: files.rows(), kept: (await disk.unsent()).length }
  files.leave(Infinity)
  await keep('four')
  const after = { state: mirror.state(), rows: files.rows() }
  await mirror.close()
  await disk.database.delete()
  return { before, full, after }
}

/** What a save told the mirror and something else changed right after: the mirror has what the database has. */
export const savedThenChanged = async (): Promise<unknown> => {
  const disk = await openDisk('told', await newDataKey())
  const own = await createSitting('mediator-a')
  const files = createFiles()
  const mirror = openMirror(files.disk)
  await mirror.follow(disk.database, true)
  disk.writeAs(own.keys.incarnation)
  const place = { key: 'place:a', value: 1 } as const
  const entries = [{ kind: 'draft', bytes: new Uint8Array(9) } as const]
  await disk.write({ dossier, entries, facts: [place, { key: 'pin:a', value: 2 }] })
  await disk.write({ dossier, entries, facts: [{ ...place, value: null }] })
  await disk.database.rows.update(1, { n: 7 })
  await mirror.settled()
  const { rows, meta } = files.kept()
  const held = [...rows.values()].toSorted((a, b) => a.key - b.key)
  const seen = {
    rows: held.map((row) => [row.key, row.n ?? null]),
    facts: [...meta.keys()],
    sealed: await Promise.all(
      held.map(async (row) => sameBytes(row.sealed, (await rowOf(disk.database, row.key)).sealed)),
    ),
  }
  await mirror.close()
  await disk.database.delete()
  return seen
}
