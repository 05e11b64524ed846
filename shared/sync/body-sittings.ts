// Whose clientID an update bears: a Yjs clientID is a hash of device, incarnation and dossier (rule 1), so that a place
// in the body's table of sittings says it, and one of 32 bytes serves all the dossiers of that sitting.
import { writeUint8Array, writeVarUint } from 'lib0/encoding'
import type { BodyMemory, Sitting } from './body-memory.ts'
import { idToBytes, isId, Malformed } from './bytes.ts'
import { clientIdOf } from './client-id.ts'
import type { ColumnReader, ColumnWriter } from './columns.ts'
import type { DraftUpdate } from './yjs-update.ts'

/** By `dossier|clientID`: known where the sitting's device wrote an act of the body, or the packet is its own. */
export type Authors = ReadonlyMap<string, Sitting>

export const authorsOf = (
  drafts: readonly { readonly dossier: string; readonly update: DraftUpdate }[],
  devices: ReadonlySet<string>,
  own: Sitting | null,
): Authors => {
  const authors = new Map<string, Sitting>()
  const sittings = new Map<string, Sitting | null>(own ? [[own.incarnation, own]] : [])
  for (const { dossier, update } of drafts) {
    const clients = new Set(update.clients.map(({ client }) => client))
    const incarnations = new Set(own ? [own.incarnation] : [])
    for (const { structs } of update.clients)
      for (const { sub } of structs) if (sub !== null) incarnations.add(sub.slice(sub.lastIndexOf('|') + 1))
    for (const incarnation of incarnations) {
      if (!isId(incarnation)) continue
      const known = sittings.get(incarnation)
      // What no device explains is looked for once.
      if (known === null) continue
      const one =
        known ??
        [...devices]
          .map((device) => ({ device, incarnation }))
          .find(({ device }) => clients.has(clientIdOf(device, incarnation, dossier))) ??
        null
      sittings.set(incarnation, one)
      if (one) authors.set(`${dossier}|${clientIdOf(one.device, incarnation, dossier)}`, one)
    }
  }
  return authors
}

/** 0: the clientID itself follows. k: the k-th sitting met; one more than are known is a new one. */
export const writeClient = (
  c: ColumnWriter,
  { sittings }: BodyMemory,
  authors: Authors,
  dossier: string,
  client: number,
): void => {
  const one = authors.get(`${dossier}|${client}`)
  const place = one ? sittings.indexOf(one) : -1
  c.uint('sitting', one ? (place < 0 ? sittings.length : place) + 1 : 0)
  if (!one) return writeVarUint(c.plain, client)
  if (place >= 0) return
  writeUint8Array(c.plain, idToBytes(one.device))
  writeUint8Array(c.plain, idToBytes(one.incarnation))
  sittings.push(one)
}

export const readClient = (c: ColumnReader, memory: BodyMemory, dossier: string): number => {
  const place = c.uint('sitting') - 1
  if (place < 0) return c.plain.uint()
  if (place === memory.sittings.length) memory.sittings.push({ device: c.plain.id(), incarnation: c.plain.id() })
  // It may cost a hash.
  c.spend(64)
  const client = memory.clientOf(place, dossier)
  if (client === undefined) throw new Malformed('sitting')
  return client
}
