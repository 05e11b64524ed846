// What a device needs to send papers, without a screen or a disk: its own key, an enrolment, the app's seal, sender and
// uploads, and pages of noise that a server takes for pictures. For the bench alone.
import { randomBytes } from 'node:crypto'
import { crc32, deflateSync } from 'node:zlib'
import { toBase64UrlEncoded } from 'lib0/buffer'
import * as v from 'valibot'
import { sha256Url } from '../../shared/dossier/canonical.ts'
import { readLocalWord } from '../../sync-server/accept/keys.ts'
import type { PaperToSend } from '../../pwa/storage/papers-out.ts'
import { sealBlob } from '../../pwa/sync/blob-seal.ts'
import type { DeviceSigner } from '../../pwa/sync/blob-upload.ts'
import { newSigningKey, signerOf } from '../device/signing-keys.ts'
import type { Served } from '../sync/contender.ts'

export interface Kiosk {
  readonly signer: DeviceSigner
  /** Sealed, as the app keeps them: a page of about so many bytes each. */
  papers(dossiers: number, pages: number, bytes: number): Promise<readonly SealedPaper[]>
}

export interface SealedPaper extends PaperToSend {
  readonly file: Uint8Array
}

const newId = (): string => toBase64UrlEncoded(randomBytes(16))

export const enrolKiosk = async ({ port, folder }: Served, agent: string): Promise<Kiosk> => {
  const [device, person] = [await newSigningKey(), await newSigningKey()]
  const link = await post(port, '/api/local/link', { agent }, { Authorization: `Bearer ${readLocalWord(folder)}` })
  const { url } = v.parse(v.object({ url: v.string() }), link)
  const id = newId()
  const enrolled = await post(port, '/api/enrol', {
    code: /#enrol=([^&]*)/.exec(url)?.[1] ?? '',
    device: id,
    deviceKey: toBase64UrlEncoded(device.point),
    agentKey: toBase64UrlEncoded(person.point),
  })
  const { sealKey, beacon } = v.parse(v.object({ sealKey: v.string(), beacon: v.string() }), enrolled)
  return {
    signer: { device: id, beacon, sign: await signerOf(device.secret) },
    papers: async (dossiers, pages, bytes) => {
      const made: SealedPaper[] = []
      for (let at = 0; at < dossiers; at++) {
        const dossier = newId()
        for (let page = 0; page < pages; page++) made.push(await sealed(sealKey, dossier, noisePicture(bytes)))
      }
      return made
    },
  }
}

const sealed = async (sealKey: string, dossier: string, bytes: Uint8Array): Promise<SealedPaper> => {
  const hash = sha256Url(bytes)
  const { file } = await sealBlob(sealKey, { dossier, hash }, bytes)
  return { id: `${dossier}/${hash}`, dossier, hash, bytes: file.length, keptAt: 0, begun: false, sent: 0, file }
}

const post = async (
  port: number,
  path: string,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<unknown> => {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
    method: 'POST',
    headers: { ...headers, 'Content-Type': 'application/json' },
    body: JSON.stringify(value),
  })
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`)
  return answer.json()
}

/** A grey PNG of noise, which no link makes smaller. */
const noisePicture = (bytes: number): Uint8Array => {
  const width = 500
  const height = Math.max(1, Math.round(bytes / (width + 1)))
  const rows = randomBytes((width + 1) * height)
  for (let row = 0; row < height; row++) rows[row * (width + 1)] = 0
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width)
  head.writeUInt32BE(height, 4)
  head[8] = 8
  const chunk = (name: string, body: Uint8Array): Buffer => {
    const named = Buffer.concat([Buffer.from(name), body])
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
    length.writeUInt32BE(body.length)
    sum.writeUInt32BE(crc32(named))
    return Buffer.concat([length, named, sum])
  }
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const parts = [chunk('IHDR', head), chunk('IDAT', deflateSync(rows, { level: 0 })), chunk('IEND', Buffer.alloc(0))]
  return new Uint8Array(Buffer.concat([signature, ...parts]))
}
