// The procedures a headless device knows, as the server last gave them. Only needed to say where a dossier stands.
import * as v from 'valibot'
import { readOfferedPack } from '../../shared/procedure/offered-pack.ts'
import { packRef, type ProcedurePack } from '../../shared/procedure/pack.ts'
import type { HttpLink } from './http-link.ts'
import { readMeta, writeMeta } from './meta.ts'
import type { Tables } from './tables.ts'

export interface KnownPacks {
  of(ref: string): ProcedurePack | null
  /** Asks when `version` is another one; without an answer the old ones stay. */
  refresh(version: string): Promise<void>
}

const answerShape = v.object({ version: v.string(), packs: v.array(v.unknown()) })

export const createKnownPacks = (tables: Tables, link: HttpLink): KnownPacks => {
  let known: { readonly version: string; readonly byRef: ReadonlyMap<string, ProcedurePack> } | null = null
  const load = () => {
    const { version, packs } = readMeta(tables, 'packs') ?? { version: '', packs: [] }
    const readable = packs.flatMap((json) => readOfferedPack(json) ?? [])
    return { version, byRef: new Map(readable.map((pack) => [packRef(pack), pack])) }
  }
  return {
    of: (ref) => (known ??= load()).byRef.get(ref) ?? null,
    refresh: async (version) => {
      if ((known ??= load()).version === version) return
      const answer = await link.json('/api/packs')
      const offer = answer.ok ? v.safeParse(answerShape, answer.value) : null
      if (!offer?.success) return
      const { output } = offer
      tables.atomic(() => writeMeta(tables, 'packs', output))
      known = load()
    },
  }
}
