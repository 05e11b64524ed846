// A device for tests: the product's own client machine and real WebCrypto keys over a disk in memory. It reaches the
// server through its HTTP routes, so every byte passes them.
import { fromBase64UrlEncoded } from 'lib0/buffer'
import type { Agent, Directory } from '../../shared/access/directory.ts'
import { actBytes, makeAct, parseAct, type Act } from '../../shared/dossier/act.ts'
import { toBase64Url } from '../../shared/dossier/canonical.ts'
import { headsOf } from '../../shared/dossier/graph.ts'
import { signCertificate } from '../../shared/sync/certificate.ts'
import { cutUnsent, pushOnly, syncOnce, type SyncOutcome } from '../../shared/sync/client.ts'
import { createSyncMemory } from '../../shared/sync/exchange.ts'
import { compressBody } from '../../shared/sync/compress.ts'
import type { ClientPorts, Codec } from '../../shared/sync/client-ports.ts'
import type { Epoch, ReferenceBlock, SessionKeys } from '../../shared/sync/ports.ts'
import { createClientDisk, type FakeClientDisk } from '../../shared/sync/simulation/client-disk.ts'
import { mediaType } from '../../shared/sync/wire-parts.ts'
import type { ActKind } from '../../shared/procedure/workflow.ts'
import { sealInfo, sealSuite } from '../accept/codec.ts'
import { random, type Reachable } from './test-server.ts'

export interface EnrolAnswer {
  readonly device: string
  readonly agent: Agent
  readonly directory: Directory
  readonly epoch: Epoch
  readonly sealKey: string
  readonly beacon: string
  readonly references: ReferenceBlock | null
  readonly packsVersion: string
}

export interface TestDevice {
  readonly id: string
  readonly enrolled: EnrolAnswer
  readonly disk: FakeClientDisk
  /** Who sits there. */
  readonly person: Agent
  /** The open sitting. */
  readonly incarnation: string
  /** Its own key, and that of its person. */
  readonly deviceKey: Pair
  readonly agentKey: Pair
  /** The commune, as the last sync that spoke of it told; null when none did. */
  readonly told: Directory | null
  /** What it says of itself. */
  about: NonNullable<ClientPorts['about']>
  act(dossier: string, kind: ActKind, payload: Record<string, unknown>): Promise<Act>
  /** Keeps a Yjs update as a draft of the dossier. */
  draft(dossier: string, update: Uint8Array): Promise<void>
  actsOf(dossier: string): readonly Act[]
  sync(): Promise<SyncOutcome>
  /** Locks, opens again as that person with that key, the same ones unless said otherwise. */
  sitAgain(as?: { readonly agent: Agent; readonly key: Pair }): Promise<void>
  /** Locked: in the device's own name. */
  push(): Promise<SyncOutcome>
  /** Cuts what is unsent, without a link. */
  cut(): Promise<void>
  /** Bytes of the last request, headers of the last answer. */
  readonly last: { request: Uint8Array; headers: Headers }
}

export const newId = (): string => toBase64Url(random(16))

export interface Pair {
  readonly point: Uint8Array
  sign(bytes: Uint8Array): Promise<Uint8Array>
}

export const newKeyPair = async (): Promise<Pair> => {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify'])
  return {
    point: new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey)),
    sign: async (bytes) =>
      new Uint8Array(
        await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, pair.privateKey, new Uint8Array(bytes)),
      ),
  }
}

export const enrolRequest = (
  code: string,
  device: string,
  deviceKey: Uint8Array,
  agentKey: Uint8Array,
): RequestInit => ({
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify({ code, device, deviceKey: toBase64Url(deviceKey), agentKey: toBase64Url(agentKey) }),
})

/** What the app does: compress, then HPKE with the header as associated data. */
export const createTestCodec = (sealKey: Uint8Array): Codec => ({
  seal: async (body, aad, protocol) => {
    const suite = sealSuite()
    const recipientPublicKey = await suite.kem.deserializePublicKey(new Uint8Array(sealKey))
    const info = new TextEncoder().encode(sealInfo)
    const { ct, enc } = await suite.seal(
      { recipientPublicKey, info },
      new Uint8Array(compressBody(body, protocol)),
      aad,
    )
    return new Uint8Array([...new Uint8Array(enc), ...new Uint8Array(ct)])
  },
})

/** `code` and `on`: another person, with a code, on a device that is there already. */
export const createTestDevice = async (
  server: Reachable,
  agent: string,
  { code, on }: { readonly code?: string; readonly on?: Pick<TestDevice, 'id' | 'deviceKey'> } = {},
): Promise<TestDevice> => {
  const id = on?.id ?? newId()
  const [deviceKey, agentKey] = [on?.deviceKey ?? (await newKeyPair()), await newKeyPair()]
  const answer = await server.request(
    '/api/enrol',
    enrolRequest(code ?? (await server.codeFor(agent)), id, deviceKey.point, agentKey.point),
  )
  if (answer.status !== 200) throw new Error(await answer.text())
  const enrolled = (await answer.json()) as EnrolAnswer
  const keyring = new Map<string, SessionKeys>()
  const sit = async ({ id: agent, unit, role }: Agent, key: Pair): Promise<SessionKeys> => {
    const [incarnation, session] = [newId(), await newKeyPair()]
    const certificate = await signCertificate(
      { v: 1, device: id, incarnation, agent, unit, role, publicKey: session.point, lasts: 36_000 },
      key.sign,
    )
    const keys = { device: id, agent, incarnation, certificate, sign: session.sign }
    keyring.set(incarnation, keys)
    return keys
  }
  let person = enrolled.agent
  let keys = await sit(person, agentKey)
  const disk = createClientDisk({
    crashPoint: () => undefined,
    cursorsFirst: false,
    rowsFirst: false,
    droppedAtHead: false,
    deviceForgets: false,
  })
  const last: TestDevice['last'] = { request: new Uint8Array(), headers: new Headers() }
  let memory = createSyncMemory()
  let told: Directory | null = null
  const portsOf = (device: Pick<TestDevice, 'about'>): ClientPorts => ({
    disk: {
      ...disk,
      apply: async (answer) => {
        told = answer.directory ?? told
        await disk.apply(answer)
      },
    },
    codec: createTestCodec(fromBase64UrlEncoded(enrolled.sealKey)),
    send: async (request) => {
      last.request = request
      const response = await server.request('/api/sync', {
        method: 'POST',
        headers: { 'Content-Type': mediaType, 'Morchid-Board': '1' },
        body: new Uint8Array(request),
      })
      last.headers = response.headers
      if (response.status !== 200)
        return {
          ok: false,
          error: { type: 'refused', status: response.status, retryAfter: null, problem: await response.text() },
        }
      return { ok: true, value: new Uint8Array(await response.arrayBuffer()) }
    },
    keysOf: async (wanted) => keyring.get(wanted) ?? null,
    deviceKeys: { device: id, sign: deviceKey.sign },
    about: device.about,
    now: () => server.now().getTime(),
    random,
  })

  const actsOf = (dossier: string): readonly Act[] =>
    disk.entriesOf(dossier).flatMap((entry) => {
      const act = entry.kind === 'act' ? parseAct(entry.bytes) : null
      return act?.ok ? [act.value] : []
    })
  const device: TestDevice = {
    id,
    enrolled,
    disk,
    deviceKey,
    agentKey,
    about: { version: 'test' },
    get told() {
      return told
    },
    get person() {
      return person
    },
    get incarnation() {
      return keys.incarnation
    },
    last,
    actsOf,
    act: async (dossier, kind, payload) => {
      const { id: agent, unit, role } = person
      const act = makeAct({
        v: 1,
        dossier,
        kind,
        by: { agent, device: id, unit, role },
        at: server.now().toISOString(),
        beacon: enrolled.beacon,
        after: headsOf(actsOf(dossier)),
        payload,
      })
      await disk.keep({ dossier, kind: 'act', bytes: actBytes(act) }, keys.incarnation)
      return act
    },
    draft: (dossier, bytes) => disk.keep({ dossier, kind: 'draft', bytes }, keys.incarnation),
    sync: () => syncOnce(portsOf(device), memory, keys.incarnation),
    sitAgain: async (as) => {
      await device.cut()
      person = as?.agent ?? enrolled.agent
      keys = await sit(person, as?.key ?? agentKey)
      memory = createSyncMemory()
    },
    push: () => pushOnly(portsOf(device), memory),
    cut: async () => void (await cutUnsent(portsOf(device))),
  }
  return device
}
