// Somebody who is enrolled, has real keys and means harm: what they sign and seal is genuine, whatever it says.
import { deflateRawSync } from 'node:zlib'
import { fromBase64UrlEncoded } from 'lib0/buffer'
import { makeAct, type Act } from '../../shared/dossier/act.ts'
import { clientIdOf } from '../../shared/sync/client-id.ts'
import { signCertificate } from '../../shared/sync/certificate.ts'
import { encodeHeader, encodePacket, hashOf, packetToSign, type PacketHeader } from '../../shared/sync/packet.ts'
import type { Epoch, Head, SessionKeys } from '../../shared/sync/ports.ts'
import {
  encodeRequest,
  requestToSign,
  sealRequest,
  sinceProtocol2,
  type SyncRequest,
} from '../../shared/sync/wire-request.ts'
import { sealInfo, sealSuite } from '../../sync-server/accept/codec.ts'
import { enrolRequest, newId, newKeyPair, type EnrolAnswer } from '../../sync-server/testing/test-device.ts'
import { random, type TestServer } from '../../sync-server/testing/test-server.ts'

export interface HostileSession {
  readonly keys: SessionKeys
  readonly epoch: Epoch
  /** The last packet that the server showed. */
  head: Head
  clientOf(dossier: string): number
  opened(dossier: string): Act
  /** After the one that is given; `changes` make the header wrong. */
  packet(
    after: Head,
    body: Uint8Array,
    header: Pick<PacketHeader, 'root' | 'count'>,
    changes?: Partial<PacketHeader>,
  ): Promise<{ readonly bytes: Uint8Array; readonly head: Head }>
  request(changes: Partial<SyncRequest>): Promise<Uint8Array>
}

export const openHostileSession = async (server: TestServer, agent: string): Promise<HostileSession> => {
  const device = newId()
  const [deviceKey, agentKey, sessionKey] = [await newKeyPair(), await newKeyPair(), await newKeyPair()]
  const answer = await server.request(
    '/api/enrol',
    enrolRequest(await server.codeFor(agent), device, deviceKey.point, agentKey.point),
  )
  const enrolled = (await answer.json()) as EnrolAnswer
  const { unit, role } = enrolled.agent
  const incarnation = newId()
  const certificate = await signCertificate(
    { v: 1, device, incarnation, agent, unit, role, publicKey: sessionKey.point, lasts: 36_000 },
    agentKey.sign,
  )
  const suite = sealSuite()
  const recipientPublicKey = await suite.kem.deserializePublicKey(fromBase64UrlEncoded(enrolled.sealKey))
  const seal = async (packed: Uint8Array, aad: Uint8Array): Promise<Uint8Array> => {
    const info = new TextEncoder().encode(sealInfo)
    const { ct, enc } = await suite.seal({ recipientPublicKey, info }, new Uint8Array(packed), new Uint8Array(aad))
    return new Uint8Array(Buffer.concat([new Uint8Array(enc), new Uint8Array(ct)]))
  }
  return {
    keys: { device, agent, incarnation, certificate, sign: sessionKey.sign },
    epoch: enrolled.epoch,
    head: { incarnation, n: 0, hash: '' },
    clientOf: (dossier) => clientIdOf(device, incarnation, dossier),
    opened: (dossier) =>
      makeAct({
        v: 1,
        dossier,
        kind: 'opened',
        by: { agent, device, unit, role },
        at: server.now().toISOString(),
        beacon: enrolled.beacon,
        after: [],
        payload: { procedure: 'xx.road-report@1.2.0', lang: 'fr' },
      }),
    packet: async (after, body, { root, count }, changes = {}) => {
      const n = after.n + 1
      const header = encodeHeader({
        protocol: 2,
        device,
        incarnation,
        n,
        prev: n > 1 ? after.hash : null,
        root,
        count,
        deviceTime: 0,
        beacon: null,
        certHash: n === 1 ? hashOf(certificate) : null,
        ...changes,
      })
      const sealed = await seal(body, header)
      const signature = await sessionKey.sign(packetToSign({ header, body: sealed }))
      const bytes = encodePacket({ header, signature, certificate: n === 1 ? certificate : null, body: sealed })
      return { bytes, head: { incarnation, n, hash: hashOf(header) } }
    },
    request: async (changes) => {
      const encoded = encodeRequest({
        protocol: 2,
        incarnation,
        certificate,
        epoch: enrolled.epoch,
        directoryVersion: null,
        cursors: {},
        wantsReferences: false,
        chains: [],
        nonce: random(8),
        time: 0,
        packets: [],
        ...sinceProtocol2,
        ...changes,
      })
      return sealRequest(encoded, await sessionKey.sign(requestToSign(encoded)))
    },
  }
}

/** Bodies as they are before the seal, that say more than they are: 64 MB in 64 KB, nothing, a stream cut short. */
export const deflateBombs: readonly Uint8Array[] = [
  deflateRawSync(new Uint8Array(64 * 1024 * 1024)),
  deflateRawSync(new Uint8Array(1024 * 1024 + 1)),
  deflateRawSync(new Uint8Array(100_000)).subarray(0, 50),
  new Uint8Array(),
  new Uint8Array(40).fill(255),
].map((one) => new Uint8Array(one))
