// What hostile people send to POST /api/sync: rubbish, honest requests made wrong, others' packets replayed, and packets of
// their own whose signature, seal and place are right and whose content is not.
import { actBytes, type Act } from '../../shared/dossier/act.ts'
import { encodeEntries } from '../../shared/sync/body.ts'
import { compressBody } from '../../shared/sync/compress.ts'
import { entryId } from '../../shared/sync/entry.ts'
import { merkleRoot } from '../../shared/sync/merkle.ts'
import type { PacketHeader } from '../../shared/sync/packet.ts'
import type { Entry, Head } from '../../shared/sync/ports.ts'
import type { Rng } from '../../shared/sync/simulation/random.ts'
import type { SyncRequest, Witnessed } from '../../shared/sync/wire-request.ts'
import { newId } from '../../sync-server/testing/test-device.ts'
import { hostileAct } from './hostile-act.ts'
import { deflateBombs, type HostileSession } from './hostile-session.ts'
import { hostileUpdate } from './hostile-update.ts'
import { mutate, randomBytes } from './mutate.ts'
import type { Case } from './target.ts'

/** A server with honest people's dossiers in it, and somebody at another point who is enrolled and hostile. */
export interface Scene {
  readonly hostile: HostileSession
  /** A request that was filed, and one that is being written. */
  readonly dossiers: readonly string[]
  readonly acts: readonly Act[]
  /** What honest devices sent. */
  readonly requests: readonly Uint8Array[]
  readonly packets: readonly Uint8Array[]
  readonly others: readonly { readonly client: number; readonly incarnation: string }[]
}

export const makeRequest = async (scene: Scene, rng: Rng): Promise<Case> => {
  const chance = rng.next()
  if (chance < 0.1) return { kind: 'random', bytes: randomBytes(rng) }
  if (chance < 0.4) return mutate(rng, rng.pick(scene.requests), rng.pick(scene.requests))
  if (chance < 0.55) return replayed(scene, rng)
  const { kind, packets } = await genuinePackets(scene, rng)
  return { kind, bytes: await scene.hostile.request(odd(scene, rng, packets)) }
}

/** Others' packets in one's own request: whole, changed, in any order, looked into again. */
const replayed = async (scene: Scene, rng: Rng): Promise<Case> => {
  const packets = Array.from({ length: 1 + rng.below(4) }, () => {
    const packet = rng.pick(scene.packets)
    return rng.chance(0.5) ? packet : mutate(rng, packet, rng.pick(scene.packets)).bytes
  })
  return {
    kind: 'replayed packets',
    bytes: await scene.hostile.request({ ...odd(scene, rng, packets), again: rng.chance(0.5) }),
  }
}

/** Now and then a request asks for what it may not have. */
const odd = (scene: Scene, rng: Rng, packets: readonly Uint8Array[]): Partial<SyncRequest> => {
  const { hostile, others } = scene
  const chains = [hostile.head, ...others.map(({ incarnation }): Head => ({ incarnation, n: 0, hash: '' }))]
  if (rng.chance(0.7)) return { packets, chains: [{ ...hostile.head }] }
  return {
    packets,
    chains,
    cursors: { 'epn-asni': 0, 'epn-imlil': rng.below(2 ** 31), constructor: 1 },
    epoch: rng.pick([null, hostile.epoch, { counter: 2 ** 50, random: 'x' }]),
    wantsReferences: rng.chance(0.1),
    ask: rng.pick<SyncRequest['ask']>([
      { type: 'nothing' },
      { type: 'buckets' },
      { type: 'reread', buckets: new Set([rng.below(64), 63]), from: rng.below(9) },
    ]),
    room: rng.below(2 ** 31),
    witnessed: forgedWitness(scene, rng),
    backup: rng.below(2 ** 40),
  }
}

/** Entries that no server has ever had, and a receipt that no server has made. */
const forgedWitness = (scene: Scene, rng: Rng): Witnessed => {
  const { entries } = hostileEntries(scene, rng)
  const receipt = rng.bytes(32)
  return { pages: [{ epoch: scene.hostile.epoch, unit: 'epn-imlil', ids: entries.map(entryId), receipt }], entries }
}

/** One's own packets: signed, sealed, in their place in the chain, and hostile inside. */
const genuinePackets = async (
  scene: Scene,
  rng: Rng,
): Promise<{ readonly kind: string; readonly packets: readonly Uint8Array[] }> => {
  const { hostile } = scene
  const packets: Uint8Array[] = []
  const kinds: string[] = []
  let after = hostile.head
  for (let left = 1 + rng.below(2); left > 0; left--) {
    const { kind, entries } = hostileEntries(scene, rng)
    const body = encodeEntries(entries, rng.chance(0.7) ? 2 : 1, hostile.keys)
    const inside = insides(rng, body)
    const place = rng.chance(0.85) ? { kind: '', changes: {} } : displaced(scene, rng)
    const packet = await hostile.packet(
      after,
      inside.bytes,
      { root: merkleRoot(entries.map(entryId)), count: entries.length },
      place.changes,
    )
    packets.push(packet.bytes)
    kinds.push([kind, inside.kind, place.kind].filter(Boolean).join(', '))
    after = packet.head
  }
  return { kind: kinds.join('; '), packets }
}

const insides = (rng: Rng, body: Uint8Array): Case => {
  if (rng.chance(0.75)) return { kind: '', bytes: compressBody(body, 2) }
  if (rng.chance(0.3)) return { kind: 'a deflate bomb', bytes: rng.pick(deflateBombs) }
  const { kind, bytes } = mutate(rng, body, body)
  return { kind: `body: ${kind}`, bytes: compressBody(bytes, 2) }
}

const displaced = (
  { hostile, others }: Scene,
  rng: Rng,
): { readonly kind: string; readonly changes: Partial<PacketHeader> } =>
  rng.pick([
    { kind: 'a gap', changes: { n: hostile.head.n + 2 + rng.below(5), prev: 'A'.repeat(43), certHash: null } },
    { kind: 'an old number', changes: { n: Math.max(1, hostile.head.n - 1) } },
    { kind: 'a huge number', changes: { n: 2 ** 53 - 1, prev: 'A'.repeat(43), certHash: null } },
    { kind: 'a wrong count', changes: { count: 1 + rng.below(1000) } },
    { kind: 'a wrong root', changes: { root: 'A'.repeat(43) } },
    { kind: 'another device', changes: { device: newId() } },
    { kind: "another's sitting", changes: { incarnation: others[0]?.incarnation ?? newId() } },
    { kind: 'a clock of a thousand years', changes: { deviceTime: 2 ** 45 } },
    { kind: 'another layout', changes: { protocol: 1 as const } },
  ])

const hostileEntries = (scene: Scene, rng: Rng): { readonly kind: string; readonly entries: readonly Entry[] } => {
  const { hostile } = scene
  const kinds: string[] = []
  const own = newId()
  const entries = Array.from({ length: 1 + rng.below(4) }, (): Entry => {
    const dossier = rng.pick([own, newId(), ...scene.dossiers])
    const chance = rng.next()
    if (chance < 0.15) return { dossier: own, kind: 'act', bytes: actBytes(hostile.opened(own)) }
    if (chance < 0.45) {
      const { kind, bytes } = hostileAct(rng.chance(0.5) ? hostile.opened(dossier) : rng.pick(scene.acts), rng)
      kinds.push(kind)
      return { dossier, kind: 'act', bytes: bytes.subarray(0, 100_000) }
    }
    if (chance < 0.5) {
      kinds.push("another's act")
      return { dossier: rng.pick(scene.dossiers), kind: 'act', bytes: actBytes(rng.pick(scene.acts)) }
    }
    const { incarnation, agent } = hostile.keys
    const { kind, bytes } = hostileUpdate(
      { incarnation, agent, client: hostile.clientOf(dossier), clock: rng.pick([0, 0, 0, 5]), others: scene.others },
      rng,
    )
    kinds.push(kind)
    return { dossier, kind: 'draft', bytes }
  })
  return { kind: kinds.join(', '), entries }
}
