// Fifty things a person said and a photograph, planted in a request beside somebody else's, on a given server: for tests
// of what is left once it is erased.
import { Readable } from 'node:stream'
import { sha256Url, toBase64Url } from '../../shared/dossier/canonical.ts'
import { parsePacket } from '../../shared/sync/packet.ts'
import { disposeDue } from '../erasure/dispose.ts'
import { finishErasures } from '../erasure/finish.ts'
import { syncPorts } from '../routes/sync-ports.ts'
import { addBlob } from '../store/blobs.ts'
import { addEnrolmentCode } from '../store/enrolment.ts'
import { everythingOf } from '../store/log.ts'
import { createTestDevice, type TestDevice } from './test-device.ts'
import { fileDossier } from './test-dossier.ts'
import { random, type TestServer } from './test-server.ts'

export interface Planted {
  readonly secrets: readonly string[]
  /** Of the photograph. */
  readonly hash: string
  readonly dossier: string
  /** In one packet with it: what is theirs must stay. */
  readonly other: string
  readonly mediator: TestDevice
  deviceOf(agent: string): Promise<TestDevice>
  dispose(): Promise<number>
  finish(): Promise<number>
  /** How many of the secrets this server can still read, in any table. */
  readable(): Promise<number>
}

const pack = 'ma.residence-certificate-local'

export const plantSecrets = async (server: TestServer): Promise<Planted> => {
  const { deps } = server
  const { db } = deps
  const secrets = Array.from({ length: 50 }, () => `secret-${toBase64Url(random(12))}`)
  const deviceOf = async (agent: string): Promise<TestDevice> => {
    const code = toBase64Url(random(16))
    await addEnrolmentCode(db, agent, code, server.now())
    return createTestDevice(server, agent, { code })
  }
  const mediator = await deviceOf('fatima')
  const file = async (serial: number, words: readonly string[]): Promise<string> => {
    const half = Math.ceil(words.length / 2)
    const { dossier } = await fileDossier(mediator, serial, pack)
    for (const text of words.slice(0, half)) await mediator.act(dossier, 'noted', { text })
    await mediator.act(dossier, 'withdrawn', { reason: words.slice(half).join(' ') })
    return dossier
  }
  const dossier = await file(4067, secrets)
  const other = await file(4068, ['ordinary', 'words'])
  await mediator.sync()
  const photo = new Uint8Array(random(20_000))
  const hash = sha256Url(photo)
  await deps.blobs.store.put(hash, photo.length, Readable.from([photo]))
  await addBlob(db, {
    dossier,
    hash,
    size: photo.length,
    type: 'image/webp',
    device: mediator.id,
    received_at: server.now().toISOString(),
    refused: null,
    look_on: null,
  })
  const ports = syncPorts(deps)

  const everythingReadable = async (): Promise<string> => {
    const log = [...(await everythingOf(db, dossier)), ...(await everythingOf(db, other))]
    const opened: Buffer[] = []
    for (const { bytes } of await db.selectFrom('packets').select('bytes').execute()) {
      const read = parsePacket(bytes)
      if (!read.ok) continue
      const { packet, header } = read.value
      opened.push(Buffer.from(await ports.codec.open(packet.body, packet.header, 1e7, header.protocol)))
    }
    const drafts = await db.selectFrom('drafts').select('state').execute()
    const states = drafts.flatMap(({ state }) => (state ? [Buffer.from(state)] : []))
    return Buffer.concat([...log.map(({ bytes }) => Buffer.from(bytes)), ...opened, ...states]).toString('latin1')
  }
  return {
    secrets,
    hash,
    dossier,
    other,
    mediator,
    deviceOf,
    dispose: () => disposeDue({ ...deps, ports, packOf: (ref) => deps.packs.packOf(ref) }),
    finish: () => finishErasures({ ...deps, codec: ports.codec }),
    readable: async () => {
      const text = await everythingReadable()
      return secrets.filter((secret) => text.includes(secret)).length
    },
  }
}
