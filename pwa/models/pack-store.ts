// The procedures and lists this device has, as the server last gave them. Public data, kept unsealed and checked at
// the door. What was once received stays: a dossier opened with an older version goes on with it.
import * as v from 'valibot'
import type { Choice } from '../../shared/form/form.ts'
import { compileForm } from '../../shared/form/compile.ts'
import type { Form } from '../../shared/form/tree.ts'
import { readOfferedPack } from '../../shared/procedure/offered-pack.ts'
import { packRef } from '../../shared/procedure/pack.ts'
import type { ProcedurePack } from '../../shared/procedure/pack.ts'
import type { Database } from '../storage/database.ts'

export interface PackStore {
  /** Version of what is offered now; null before the first fetch. */
  version(): string | null
  /** Every pack known, whatever its version or status. */
  known(): ReadonlyMap<string, ProcedurePack>
  /** Those of the last offer. */
  offered(): readonly ProcedurePack[]
  formOf(pack: ProcedurePack): Form
  /** By file name without `.json`; empty when it was never fetched. */
  listOf(id: string): Promise<readonly Choice[]>
  /** The lists a pack's questions choose from, by file name as in the row's type. */
  listsFor(pack: ProcedurePack): Promise<Readonly<Record<string, readonly Choice[]>>>
  /** Asks the server; durable when it resolves. False when the network or the answer would not do: nothing changed. */
  refresh(get: GetJson): Promise<boolean>
  /** Every list the offered packs name is on the device. */
  complete(): Promise<boolean>
}

/** Null when there was no answer, or none of ours. */
export type GetJson = (path: string) => Promise<unknown>

const offerSchema = v.object({ version: v.string(), refs: v.array(v.string()) })
const answerSchema = v.object({ version: v.string(), packs: v.array(v.unknown()) })
const listSchema = v.array(
  v.looseObject({ name: v.string(), label: v.looseObject({ fr: v.string(), ar: v.string() }) }),
)

export const createPackStore = async (database: Database): Promise<PackStore> => {
  let known = new Map<string, ProcedurePack>()
  let offer: v.InferOutput<typeof offerSchema> | null = null
  const forms = new Map<string, Form>()
  const lists = new Map<string, readonly Choice[]>()

  const load = async () => {
    const cached = await database.packs.where('id').startsWith('pack:').toArray()
    known = new Map(sound(cached.map((one) => one.value)).map((pack) => [packRef(pack), pack]))
    const parsed = v.safeParse(offerSchema, (await database.packs.get('offer'))?.value)
    offer = parsed.success ? parsed.output : null
  }
  await load()

  const offered = () => (offer?.refs ?? []).flatMap((ref) => known.get(ref) ?? [])
  const listOf = async (id: string): Promise<readonly Choice[]> => {
    const inMemory = lists.get(id)
    if (inMemory) return inMemory
    const parsed = v.safeParse(listSchema, (await database.packs.get(`list:${id}`))?.value)
    const list: readonly Choice[] = parsed.success ? parsed.output : []
    if (parsed.success) lists.set(id, list)
    return list
  }

  return {
    version: () => offer?.version ?? null,
    known: () => known,
    offered,
    formOf: (pack) => {
      const ref = packRef(pack)
      const parsed = forms.get(ref)
      if (parsed) return parsed
      const form = compileForm(pack.form)
      // readOfferedPack has already refused a pack whose form does not hold.
      if (!form.ok) throw new Error(`the form of ${ref} does not load`)
      forms.set(ref, form.value)
      return form.value
    },
    listOf,
    listsFor: async (pack) => {
      const files = listFiles([pack])
      return Object.fromEntries(await Promise.all(files.map(async (file) => [file, await listOf(idOf(file))] as const)))
    },
    complete: async () => {
      const held = await Promise.all(listFiles(offered()).map(async (file) => (await listOf(idOf(file))).length > 0))
      return offer !== null && held.every(Boolean)
    },
    refresh: async (get) => {
      const answer = v.safeParse(answerSchema, await get('/api/packs'))
      if (!answer.success) return false
      const packs = sound(answer.output.packs)
      const files = listFiles(packs)
      const isNew = answer.output.version !== offer?.version
      const fetched: { id: string; value: unknown }[] = []
      for (const file of files) {
        const id = idOf(file)
        if (!isNew && (await listOf(id)).length > 0) continue
        const list = v.safeParse(listSchema, await get(`/api/lists/${id}`))
        if (list.success) fetched.push({ id: `list:${id}`, value: list.output })
      }
      const next = { version: answer.output.version, refs: packs.map(packRef) }
      await database.packs.bulkPut([
        ...packs.map((pack) => ({ id: `pack:${packRef(pack)}`, value: pack })),
        ...fetched,
        { id: 'offer', value: next },
      ])
      lists.clear()
      forms.clear()
      await load()
      return true
    },
  }
}

/** A pack that this version of the app can't read is left out; the others work. */
const sound = (packs: readonly unknown[]): readonly ProcedurePack[] =>
  packs.flatMap((json) => readOfferedPack(json) ?? [])

const listFiles = (packs: readonly ProcedurePack[]): readonly string[] => [
  ...new Set(
    packs.flatMap((pack) =>
      pack.form.survey.flatMap((row) => /^select_(?:one|multiple)_from_file\s+(\S+)/.exec(row.type)?.[1] ?? []),
    ),
  ),
]

const idOf = (file: string): string => file.replace(/\.json$/, '')
