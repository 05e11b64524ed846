// A server and people with no faults, for tests that look at one rule at a time.
import { toBase64UrlEncoded } from 'lib0/buffer'
import { digest } from 'lib0/hash/sha256'
import { encodeUtf8 } from 'lib0/string'
import { actBytes, makeAct, type Act } from '../../dossier/act.ts'
import { openDraft, setAnswer } from '../../dossier/draft.ts'
import { makeReference } from '../../dossier/reference.ts'
import { readBody } from '../read-body.ts'
import type { ActKind } from '../../procedure/workflow.ts'
import { cutPacket } from '../chain.ts'
import { signCertificate } from '../certificate.ts'
import { clientIdOf } from '../client-id.ts'
import type { Chain } from '../client-ports.ts'
import type { Entry, OutboxPacket, SessionKeys } from '../ports.ts'
import type { ServerPorts, StoredDevice } from '../server-ports.ts'
import { acceptSync } from '../server.ts'
import { examineJob } from '../examine.ts'
import { parseAnswer, type SyncAnswer } from '../wire-answer.ts'
import { encodeRequest, requestToSign, sealRequest, sinceProtocol2, type SyncRequest } from '../wire-request.ts'
import { simDirectory, simPack, simProcedure } from './commune.ts'
import { createFakeKey, fakeCodec, fakeReceipt, fakeVerifier } from './crypto.ts'
import { createServerDisk, type FakeServerDisk } from './server-disk.ts'

/** A stable id for a word. */
export const idOf = (word: string): string => toBase64UrlEncoded(digest(encodeUtf8(word)).slice(0, 16))
export const hash43 = toBase64UrlEncoded(digest(encodeUtf8('something')))

export const agentIds = ['mediator-a', 'mediator-b', 'clerk-c', 'supervisor-f'] as const
export type AgentId = (typeof agentIds)[number]

export interface CalmServer {
  readonly disk: FakeServerDisk
  readonly agentKeys: Map<string, Uint8Array>
  readonly withdrawnKeys: Map<string, Uint8Array>
  readonly ports: ServerPorts
  clock: string
  accept(request: Uint8Array): Promise<SyncAnswer>
}

/** `devices` by id: those it recognises by their own key. */
export const createCalmServer = (devices: ReadonlyMap<string, StoredDevice> = new Map()): CalmServer => {
  const agentKeys = new Map(agentIds.map((id) => [`${idOf(id)}|${id}`, createFakeKey(id).publicKey]))
  const withdrawnKeys = new Map<string, Uint8Array>()
  const people = { directory: simDirectory, agentKeys, withdrawnKeys, devices }
  const disk = createServerDisk(people, { counter: 1, random: 'first' })
  let turn: Promise<unknown> = Promise.resolve()
  const server: CalmServer = {
    disk,
    agentKeys,
    withdrawnKeys,
    clock: '2025-06-01T08:00:00.000Z',
    ports: {
      // One after the other, as a database does it.
      transaction: (work) => {
        const mine = turn.then(async () => {
          disk.begin()
          try {
            return await work(disk.tx)
          } catch (cause) {
            disk.rollback()
            throw cause
          }
        })
        turn = mine.catch(() => undefined)
        return mine
      },
      look: (work) => turn.then(() => work(disk.tx)),
      codec: fakeCodec,
      readBody: async (opened, header) => readBody(opened, header),
      verifier: fakeVerifier,
      examine: async (_device, jobs) => jobs.map((job) => [...examineJob(job)]),
      receipt: fakeReceipt,
      now: () => server.clock,
      beacon: async () => 'beacon',
      packs: () => ({ version: 'packs-1', packs: [simPack] }),
    },
    accept: async (request) => {
      const answer = await acceptSync(server.ports, request)
      const parsed = answer.ok ? parseAnswer(answer.value.answer) : answer
      if (!parsed.ok) throw new Error(parsed.error)
      return parsed.value
    },
  }
  return server
}

/** One unlock of a person's device, cutting packets by hand. */
export interface Sitting {
  readonly keys: SessionKeys
  readonly agent: AgentId
  chain: Chain | null
  readonly packets: OutboxPacket[]
  clientId(dossier: string): number
  act(
    dossier: string,
    kind: ActKind,
    payload: Record<string, unknown>,
    after?: readonly Act[],
    beacon?: string | null,
  ): Act
  cut(...entries: readonly Entry[]): Promise<OutboxPacket>
  /** A request that may read. */
  request(changes?: Partial<SyncRequest>): Promise<Uint8Array>
}

export const createSitting = async (agent: AgentId, word = 'first', key = createFakeKey(agent)): Promise<Sitting> => {
  const person = simDirectory.agents.find((one) => one.id === agent)
  if (!person) throw new Error('nobody of that name')
  const incarnation = idOf(`${agent} ${word}`)
  const session = createFakeKey(incarnation)
  const device = idOf(agent)
  const certificate = await signCertificate(
    {
      v: 1,
      device,
      incarnation,
      agent,
      unit: person.unit,
      role: person.role,
      publicKey: session.publicKey,
      lasts: 3600,
    },
    key.sign,
  )
  const keys: SessionKeys = { device, agent, incarnation, certificate, sign: session.sign }
  const sitting: Sitting = {
    keys,
    agent,
    chain: null,
    packets: [],
    clientId: (dossier) => clientIdOf(device, incarnation, dossier),
    act: (dossier, kind, payload, after = [], beacon = null) =>
      makeAct({
        v: 1,
        dossier,
        kind,
        by: { agent, device, unit: person.unit, role: person.role },
        at: '2025-06-01T08:00:00.000Z',
        beacon,
        after: after.map((one) => one.id),
        payload,
      }),
    cut: async (...entries) => {
      const rows = entries.map((entry, at) => ({ ...entry, key: at + 1, incarnation }))
      const cut = await cutPacket(rows, { keys, codec: fakeCodec, chain: sitting.chain, now: 0, beacon: null })
      sitting.chain = cut.chain
      sitting.packets.push(cut.packet)
      return cut.packet
    },
    request: async (changes = {}) => {
      const encoded = encodeRequest({ ...emptyRequest, incarnation, certificate, ...changes })
      return sealRequest(encoded, await keys.sign(requestToSign(encoded)))
    },
  }
  return sitting
}

export const emptyRequest: SyncRequest = {
  protocol: 2,
  incarnation: null,
  certificate: null,
  epoch: { counter: 1, random: 'first' },
  directoryVersion: null,
  cursors: {},
  wantsReferences: false,
  chains: [],
  nonce: new Uint8Array(8).fill(9),
  time: 0,
  packets: [],
  ...sinceProtocol2,
}

/** What a locked device sends, or a relay. */
export const unsigned = (...packets: readonly OutboxPacket[]): Uint8Array =>
  sealRequest(encodeRequest({ ...emptyRequest, packets: packets.map((one) => one.bytes) }), null)

export const actEntry = (act: Act): Entry => ({ dossier: act.dossier, kind: 'act', bytes: actBytes(act) })

/** One answer of a sitting; by default in a document where nothing was written before. */
export const answerEntry = (
  by: Sitting,
  dossier: string,
  field: string,
  value: string,
  doc = openDraft(by.clientId(dossier), null),
): Entry => ({
  dossier,
  kind: 'draft',
  bytes: setAnswer(doc, by.keys.incarnation, field, value, { by: by.agent, said: 'citizen' }),
})

export const openedPayload = { procedure: simProcedure, lang: 'ar' }
export const submittedPayload = {
  procedure: simProcedure,
  answersHash: hash43,
  attachments: [],
  to: 'office',
  reference: makeReference(12, 345),
  tokenHash: hash43,
  secretHash: hash43,
  mode: 'enabling',
}

/** A dossier opened, answered and, when asked, submitted by mediator A. */
export const filed = async (dossier: string, submit: boolean) => {
  const server = createCalmServer()
  const sitting = await createSitting('mediator-a')
  const opened = sitting.act(dossier, 'opened', openedPayload)
  const submitted = sitting.act(dossier, 'submitted', submittedPayload, [opened])
  const draft = answerEntry(sitting, dossier, 'name', 'a')
  const packet = await sitting.cut(actEntry(opened), draft, ...(submit ? [actEntry(submitted)] : []))
  await server.accept(unsigned(packet))
  return { server, sitting, opened, draft, submitted, packet }
}
