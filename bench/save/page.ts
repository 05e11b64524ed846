// What save.ts measures, in a page: the device's own disk and an open dossier as the app puts them together, with the
// mirror behind them or not, and beside them what no app can go below: one put through Dexie, the same bytes put without
// anything, and an empty put, all strict. Runs in the browser.
import { openDisk, newDataKey } from '../../e2e/storage-disk.ts'
import { openLiveDossier } from '../../pwa/models/live-dossier.ts'
import type { LiveDossier } from '../../pwa/models/live-dossier.ts'
import type { Writer } from '../../pwa/models/writer.ts'
import type { Database } from '../../pwa/storage/database.ts'
import { openMirrorDisk } from '../../pwa/storage/mirror-disk.ts'
import { openMirror } from '../../pwa/storage/mirror.ts'
import type { Agent, Directory } from '../../shared/access/directory.ts'
import { openDraft, setAnswer } from '../../shared/dossier/draft.ts'
import { packRef } from '../../shared/procedure/pack.ts'
import type { ActKind } from '../../shared/procedure/workflow.ts'
import { parsePack } from '../../shared/procedure/schema.ts'
import { toBase64UrlEncoded } from 'lib0/buffer'
import birth from '../../procedures/ma.birth-record-extract.json'

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

const parsed = parsePack(birth)
if (!parsed.ok) throw new Error('the pack does not load')
const pack = parsed.value
/** Answers that a request has before it is measured. */
const answered = 30

/** As much as an answer of the desk brings with it: the place in the form, another one each time. */
const placeAt = (at: number) => ({
  step: { kind: 'question', name: `first_name_latin_${at}` },
  seen: { 'family-book': true },
  right: {},
  log: 'x'.repeat(200),
})

/** A store that the browser gives to anybody who asks, with nothing over it. */
const openBare = async (name: string) => {
  const asked = indexedDB.open(name)
  asked.addEventListener('upgradeneeded', () => asked.result.createObjectStore('bare'))
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    asked.addEventListener('success', () => resolve(asked.result))
    asked.addEventListener('error', () => reject(asked.error ?? new Error('no bare store')))
  })
  return {
    put: (key: number, value: unknown) =>
      new Promise<void>((resolve, reject) => {
        const transaction = database.transaction('bare', 'readwrite', { durability: 'strict' })
        transaction.addEventListener('complete', () => resolve())
        transaction.addEventListener('abort', () => reject(transaction.error ?? new Error('the bare put was refused')))
        transaction.objectStore('bare').put(value, key)
        transaction.commit()
      }),
    drop: () => {
      database.close()
      indexedDB.deleteDatabase(name)
    },
  }
}

/** What an answer leaves on the disk: its row, the line of the list and the place. */
const bytesOfAnswer = async (database: Database, place: string): Promise<number> => {
  const row = (await database.rows.orderBy('key').last())?.sealed.length ?? 0
  const line = (await database.summaries.toCollection().last())?.sealed.length ?? 0
  const fact = (await database.meta.get(place))?.value
  return row + line + (fact instanceof Uint8Array ? fact.length : 0)
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

/** What is measured, each by itself, on a disk of its own; `end` puts it away. */
const begin = async (count: number, mirrored: boolean) => {
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
    packs: () => [pack],
    packOf: () => pack,
    wrote: () => undefined,
  }
  /** A request of some length, as the desk opens it. */
  const request = async () => {
    const dossier = id()
    const first = await openLiveDossier(dossier, disk, writer)
    const opened = await first.write('opened', { procedure: packRef(pack), lang: 'fr' })
    if (!opened.ok) throw new Error('the request was refused')
    first.destroy()
    const doc = openDraft(1, null)
    const bytes = Array.from({ length: answered }, (_, at) =>
      setAnswer(doc, incarnation, `field_${at}`, `Aït Ouarzazate ${at}`, { by: me.id, said: 'citizen' }),
    )
    await disk.write({ dossier, entries: bytes.map((one) => ({ kind: 'draft', bytes: one })) })
    return openLiveDossier(dossier, disk, writer)
  }
  const live = await request()
  const alone = await Promise.all(Array.from({ length: count }, () => openLiveDossier(id(), disk, writer)))
  const requests: LiveDossier[] = []
  for (let at = 0; at < count; at++) requests.push(await request())
  const said = { said: 'citizen', mode: 'enabling', side: 'helper' } as const
  const answer = (at: number, place = at) =>
    live.answer('first_name_latin', `Mohamed ${at}`, said, [
      { key: `request:${live.id}`, value: placeAt(place) },
      { key: `place:${me.id}`, value: { dossier: live.id } },
    ])
  await answer(0)
  const same = random(await bytesOfAnswer(disk.database, `request:${live.id}`))
  const bare = await openBare(`bare-${label}`)
  await mirror?.settled()
  const act = async (dossier: LiveDossier | undefined, kind: ActKind, payload: Readonly<Record<string, unknown>>) => {
    const written = await dossier?.write(kind, payload)
    if (written?.ok !== true) throw new Error('the act was refused')
  }
  return {
    'an answer': () => timed(count, (at) => answer(at + 1)),
    // Letters of one question, a pause in between: the person is where they were.
    'a typed answer': () => timed(count, (at) => answer(-at, 0)),
    'an act by itself': () =>
      timed(count, (at) => act(alone[at], 'visits-counted', { day: '2026-08-20', forms: [form], to: ['epn'] })),
    'an act of a request': () => timed(count, (at) => act(requests[at], 'noted', { text: 'Vu avec la personne.' })),
    'the same bytes in a bare put': () => timed(count, (at) => bare.put(at, same)),
    'an empty bare put': () => timed(count, (at) => bare.put(at, 0)),
    'one strict put': () => timed(count, (at) => disk.database.meta.put({ key: `floor-${at}`, value: random(300) })),
    end: async () => {
      await mirror?.settled()
      await mirror?.close()
      await disk.database.delete()
      bare.drop()
    },
  }
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
const behind = async (count: number): Promise<readonly number[]> => {
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
const writables = async (count: number, size: number): Promise<readonly number[]> => {
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

let begun: Awaited<ReturnType<typeof begin>> | null = null
Object.assign(globalThis, {
  bench: {
    begin: async (count: number, mirrored: boolean) => {
      begun = await begin(count, mirrored)
    },
    run: (what: keyof NonNullable<typeof begun>) => begun?.[what](),
    behind,
    writables,
  },
})
