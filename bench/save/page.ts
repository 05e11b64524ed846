// What save.ts measures, in a page: the device's own disk and an open dossier as the app puts them together, with the
// mirror behind them or not, and one strict put beside them. Runs in the browser.
import { openDisk, newDataKey } from '../../e2e/storage-disk.ts'
import { openLiveDossier } from '../../pwa/models/live-dossier.ts'
import type { Writer } from '../../pwa/models/writer.ts'
import { openMirrorDisk } from '../../pwa/storage/mirror-disk.ts'
import { openMirror } from '../../pwa/storage/mirror.ts'
import type { Agent, Directory } from '../../shared/access/directory.ts'
import { toBase64UrlEncoded } from 'lib0/buffer'

const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length))
const id = (): string => toBase64UrlEncoded(random(16))

const me: Agent = { id: 'fatima', name: 'Fatima', role: 'mediator', unit: 'epn' }
const name = { fr: 'x', ar: 'س' }
const directory: Directory = {
  commune: { code: '07.041.07.03', name, province: name },
  units: [{ id: 'epn', kind: 'point', name, pivots: [] }],
  agents: [me],
  demo: true,
  publicUrl: 'https://guichet.example',
}

/** As much as an answer of the desk brings with it: the place in the form. */
const place = {
  step: { kind: 'question', name: 'first_name_latin' },
  seen: { 'family-book': true },
  right: {},
  log: 'x'.repeat(200),
}

const timed = async (count: number, work: (at: number) => Promise<unknown>): Promise<number[]> => {
  const times: number[] = []
  for (let at = 0; at < count; at++) {
    const start = performance.now()
    await work(at)
    times.push(performance.now() - start)
    // A hand is slower than a disk: what is written behind is written meanwhile, as at the desk.
    await new Promise((resolve) => setTimeout(resolve, 60))
  }
  return times
}

export const saves = async (count: number, mirrored: boolean): Promise<unknown> => {
  const label = id()
  const disk = await openDisk(`save-${label}`, await newDataKey())
  const incarnation = id()
  await disk.database.chains.add({
    incarnation,
    born: 1,
    agent: me.id,
    certificate: random(200),
    sealedKey: random(180),
    n: 0,
    hash: '',
    acked: 0,
  })
  disk.writeAs(incarnation)
  const files = mirrored ? await openMirrorDisk() : null
  if (mirrored && !files) throw new Error('no mirror here')
  const mirror = files && openMirror(files)
  await mirror?.follow(disk.database, true)
  const writer: Writer = {
    me,
    device: id(),
    incarnation,
    now: () => new Date().toISOString(),
    beacon: () => null,
    directory: () => directory,
    packs: () => [],
    packOf: () => null,
    wrote: () => undefined,
  }
  const live = await openLiveDossier(id(), disk, writer)
  const answers = await timed(count, (at) =>
    live.answer('first_name_latin', `Mohamed ${at}`, { said: 'citizen', mode: 'enabling', side: 'helper' }, [
      { key: `request:${live.id}`, value: place },
      { key: `place:${me.id}`, value: { dossier: live.id } },
    ]),
  )
  const dossiers = await Promise.all(Array.from({ length: count }, () => openLiveDossier(id(), disk, writer)))
  const acts = await timed(count, async (at) => {
    const written = await dossiers[at]?.write('visits-counted', { day: '2026-08-20', forms: [form], to: ['epn'] })
    if (written?.ok !== true) throw new Error('the act was refused')
  })
  const floor = await timed(count, (at) => disk.database.meta.put({ key: `floor-${at}`, value: random(300) }))
  await mirror?.settled()
  await mirror?.close()
  await disk.database.delete()
  return { answers, acts, floor }
}

const form = {
  procedure: 'ma.x',
  filed: 1,
  refused: 0,
  turned: [1, 0, 0, 0, 0, 0, 0, 0],
  byCitizen: 1,
  byHelper: 1,
  readBack: 1,
  skipped: {},
  corrected: 0,
  wrong: 0,
  taught: 3,
  missed: 0,
}

/** Ms from a commit until its mirror is on the disk, beside the wait before it is begun. */
export const behind = async (count: number): Promise<readonly number[]> => {
  const disk = await openDisk(`behind-${id()}`, await newDataKey())
  const files = await openMirrorDisk()
  if (!files) throw new Error('no mirror here')
  let written: (() => void) | null = null
  const mirror = openMirror({
    ...files,
    append: async (file, bytes) => {
      await files.append(file, bytes)
      written?.()
    },
  })
  await mirror.follow(disk.database, true)
  const times: number[] = []
  for (let at = 0; at < count; at++) {
    const arrived = new Promise<void>((resolve) => (written = resolve))
    await disk.database.meta.put({ key: `fact-${at}`, value: random(300) })
    const start = performance.now()
    await arrived
    times.push(performance.now() - start)
  }
  await mirror.close()
  await disk.database.delete()
  return times
}

/** The other way to write a file of OPFS: each time a copy of it is made and put in its place. */
export const writables = async (count: number, size: number): Promise<readonly number[]> => {
  const folder = await navigator.storage.getDirectory()
  const file = await folder.getFileHandle('writable', { create: true })
  const first = await file.createWritable()
  await first.write(new Uint8Array(size))
  await first.close()
  const times = await timed(count, async () => {
    const stream = await file.createWritable({ keepExistingData: true })
    await stream.seek((await file.getFile()).size)
    await stream.write(new Uint8Array(600))
    await stream.close()
  })
  await folder.removeEntry('writable')
  return times
}

Object.assign(globalThis, { bench: { saves, behind, writables } })
