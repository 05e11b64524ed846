// An assisted request over a disk that is arrays, for tests: what is committed can be looked at, a write can be made to
// fail or to wait, and the same disk can be opened again as after a killed tab. Never in the app.
import { computed, signal } from '@preact/signals'
import type { Agent, Directory } from '../../../shared/access/directory.ts'
import { parseAct } from '../../../shared/dossier/act.ts'
import { sha256Url } from '../../../shared/dossier/canonical.ts'
import type { HelpMode } from '../../../shared/dossier/said.ts'
import { evaluate } from '../../../shared/form/evaluate.ts'
import { parseForm } from '../../../shared/form/parse.ts'
import { packRef } from '../../../shared/procedure/pack.ts'
import type { ProcedurePack } from '../../../shared/procedure/pack.ts'
import type { Variety } from '../../../shared/speech/variety.ts'
import type { DeviceDisk, LocalChange } from '../../storage/device-disk.ts'
import type { KnownEntry } from '../../storage/rows.ts'
import type { Sounds } from '../../storage/sounds.ts'
import { createRequest } from '../assisted-request.ts'
import type { PaperKeeper } from '../kept-pages.ts'
import { openLiveDossier } from '../live-dossier.ts'
import { parsePlace } from '../request-place.ts'
import type { Writer } from '../writer.ts'

export const mediator: Agent = { id: 'fatima', name: 'Fatima B.', role: 'mediator', unit: 'epn-a' }
export const directory: Directory = {
  commune: { code: '09.163.03.01', name: { fr: 'Commune', ar: 'جماعة' }, province: { fr: 'Province', ar: 'إقليم' } },
  units: [
    { id: 'epn-a', kind: 'point', site: 12, name: { fr: 'EPN A', ar: 'نقطة أ' }, pivots: [] },
    { id: 'general', kind: 'office', name: { fr: 'Bureau', ar: 'مكتب' }, pivots: ['roads', 'local-authority'] },
  ],
  agents: [mediator],
  demo: true,
  publicUrl: 'https://guichet.example',
}

/** A disk that is arrays: what is committed, and switches that make the next write fail, or all of them wait. */
export const createArrayDisk = (serials: number[]) => {
  const rows: KnownEntry[] = []
  const facts = new Map<string, unknown>()
  let fails = 0
  let commits = 0
  const versions = new Map<string, number>()
  let ready = Promise.resolve()
  const commit = ({ dossier, entries, facts: changed = [] }: LocalChange) => {
    if (fails > 0) {
      fails--
      throw new Error('QuotaExceededError')
    }
    commits++
    for (const entry of entries)
      rows.push({
        ...entry,
        dossier,
        key: rows.length + 1,
        incarnation: 'AAAAAAAAAAAAAAAAAAAAAA',
        entry: null,
        pending: true,
        stranded: false,
      })
    if (entries.length > 0) versions.set(dossier, (versions.get(dossier) ?? 0) + 1)
    for (const { key, value } of changed) facts.set(key, value)
  }
  const disk = {
    write: async (change: LocalChange) => {
      await ready
      commit(change)
    },
    writeNumbered: async (_site: number, build: (serial: number) => LocalChange | null) => {
      const [serial] = serials
      const change = serial === undefined ? null : build(serial)
      if (!change) return
      commit(change)
      serials.shift()
    },
    versionOf: (dossier: string) => versions.get(dossier) ?? 0,
    entriesOf: async (dossier: string) => rows.filter((row) => row.dossier === dossier),
    heldOf: async () => [],
    fact: async (key: string) => facts.get(key) ?? null,
    keepFact: async (key: string, value: unknown) => void facts.set(key, value),
    asleep: async () =>
      new Map(
        [...facts].flatMap(([key, value]) => (key.startsWith('asleep:') ? [[key.slice(7), value] as const] : [])),
      ),
  } as Partial<DeviceDisk> as DeviceDisk
  const kept = new Map<string, Uint8Array>()
  const sounds: Sounds = {
    keep: async (dossier, bytes) => {
      const hash = sha256Url(bytes)
      kept.set(`${dossier}/${hash}`, bytes)
      return hash
    },
    open: async (dossier, hash) => kept.get(`${dossier}/${hash}`) ?? null,
    drop: async (dossier, hash) => void kept.delete(`${dossier}/${hash}`),
  }
  const papers: PaperKeeper = {
    keep: async (dossier, { bytes, thumb }) => ({
      ok: true,
      value: {
        hash: await sounds.keep(dossier, bytes),
        size: bytes.length,
        thumb: thumb ? await sounds.keep(dossier, thumb.bytes) : null,
      },
    }),
    drop: async (dossier, hashes) => {
      for (const hash of hashes) await sounds.drop(dossier, hash)
    },
  }
  return {
    disk,
    sounds,
    papers,
    /** Hashes of the sounds and photographs that lie there. */
    blobs: () => [...kept.keys()].map((name) => name.split('/')[1] ?? ''),
    rows,
    facts,
    locking: false,
    failNext: (times: number) => (fails = times),
    commits: () => commits,
    /** A slow disk, until what it returns is called. */
    stall: (): (() => void) => {
      const { promise, resolve } = Promise.withResolvers<void>()
      ready = promise
      return resolve
    },
  }
}

export const writerOf = (packs: readonly ProcedurePack[], about: Directory = directory): Writer => ({
  me: mediator,
  device: 'BBBBBBBBBBBBBBBBBBBBBA',
  incarnation: 'AAAAAAAAAAAAAAAAAAAAAA',
  now: () => '2026-08-20T10:00:00.000Z',
  beacon: () => null,
  directory: () => about,
  packs: () => packs,
  packOf: (ref) => packs.find((pack) => packRef(pack) === ref) ?? null,
  wrote: () => {},
})

export const dossierId = 'CCCCCCCCCCCCCCCCCCCCCA'

export const beginRequest = async (
  pack: ProcedurePack,
  writer: Writer,
  world: ReturnType<typeof createArrayDisk> = createArrayDisk([4067, 4068]),
) => {
  const live = await openLiveDossier(dossierId, world.disk, writer)
  if (live.acts.value.length === 0) await live.write('opened', { procedure: packRef(pack), lang: 'fr' })
  const form = parseForm(pack.form)
  if (!form.ok) throw new Error('form')
  const context = { today: '2026-08-20', now: writer.now() }
  const closings: string[] = []
  const visit = { variety: signal<Variety | null>(null), mode: signal<HelpMode>('enabling') }
  const request = createRequest({
    live,
    pack,
    writer,
    form: computed(() => evaluate(form.value, live.answers.value, context)),
    judge: (changed) => evaluate(form.value, { ...live.answers.peek(), ...changed }, context),
    place: parsePlace(world.facts.get(`request:${dossierId}`)),
    visit,
    sounds: world.sounds,
    papers: world.papers,
    today: () => '2026-08-20',
    random: (length) => new Uint8Array(length).fill(9),
    isLocking: () => world.locking,
    closed: (why) => closings.push(why),
  })
  return { world, live, request, visit, closings }
}

export type Begun = Awaited<ReturnType<typeof beginRequest>>

/** What is on screen is on the disk, or could not be kept. */
export const settled = async ({ request }: Pick<Begun, 'request'>): Promise<void> => {
  while (request.saved.value === 'saving') await new Promise((resolve) => setTimeout(resolve))
}

/** Answers every question the form asks, with the first choice or something of its kind. */
export const answerAll = async (
  { request }: Pick<Begun, 'request'>,
  given: Readonly<Record<string, string | number | null>> = {},
) => {
  for (let turn = 0; turn < 200 && request.step.value.kind !== 'read-back'; turn++) {
    const step = request.step.value
    const field = step.kind === 'question' ? request.form.value.byKey.get(step.name) : undefined
    if (field && field.value === null) {
      const value = given[field.key] ?? (field.required ? sample(field.kind, field.choices[0]?.name) : null)
      if (value !== null) await request.answer(field.key, value)
    }
    const moved = await request.next()
    if (!moved.ok) throw new Error(`${field?.key}: ${moved.error.problem.fr}`)
  }
}
const sample = (kind: string, choice: string | undefined) =>
  choice ?? (kind === 'integer' ? 3 : kind === 'date' ? '2026-08-01' : kind === 'acknowledge' ? 'OK' : 'دوار')

export const actsIn = ({ world }: Begun) =>
  world.rows.flatMap((row) => {
    const act = row.kind === 'act' ? parseAct(row.bytes) : null
    return act?.ok ? [act.value] : []
  })
