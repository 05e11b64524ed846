// Photographs for tests, and a device that sends them as the app does: sealed to the server, signed by its own key, over
// the tus protocol in its barest form.
import { createHash } from 'node:crypto'
import { fromBase64UrlEncoded } from 'lib0/buffer'
import { blobToSign, uploadId, type BlobRequest, type BlobStanding } from '../../shared/blob/blob-request.ts'
import { blobContext, blobInfo, nonceLength, writeSealedBlob, type BlobPlace } from '../../shared/blob/sealed-blob.ts'
import { toBase64Url } from '../../shared/dossier/canonical.ts'
import { sealSuite } from '../accept/codec.ts'
import type { TestDevice } from './test-device.ts'
import { random, type Reachable } from './test-server.ts'

export const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('base64url')

/** A JPEG as far as anyone reads who does not decode: a head, one scan of those bytes, its end. */
export const jpegOf = (data: Uint8Array, width = 800, height = 600): Uint8Array<ArrayBuffer> =>
  new Uint8Array(
    Buffer.concat([
      Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 16),
      Buffer.from('JFIF\0'),
      Uint8Array.of(1, 1, 0, 0, 1, 0, 1, 0, 0),
      Uint8Array.of(0xff, 0xc0, 0, 11, 8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0),
      Uint8Array.of(0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0),
      data.map((byte) => (byte === 0xff ? 0xfe : byte)),
      Uint8Array.of(0xff, 0xd9),
    ]),
  )

/** As pwa/sync/blob-seal.ts writes it. `sealKey` is the server's raw point. */
export const sealBlob = async (sealKey: Uint8Array, place: BlobPlace, bytes: Uint8Array): Promise<Uint8Array> => {
  const suite = sealSuite()
  const [contentKey, nonce] = [random(32), new Uint8Array(random(nonceLength))]
  const context = new Uint8Array(blobContext(place))
  const recipientPublicKey = await suite.kem.deserializePublicKey(new Uint8Array(sealKey))
  const sender = { recipientPublicKey, info: new Uint8Array(blobInfo) }
  const { enc, ct } = await suite.seal(sender, new Uint8Array(contentKey), context)
  const key = await crypto.subtle.importKey('raw', new Uint8Array(contentKey), 'AES-GCM', false, ['encrypt'])
  const params = { name: 'AES-GCM', iv: nonce, additionalData: context }
  return writeSealedBlob({
    encapsulated: new Uint8Array(enc),
    sealedKey: new Uint8Array(ct),
    nonce,
    ciphertext: new Uint8Array(await crypto.subtle.encrypt(params, key, new Uint8Array(bytes))),
  })
}

export interface TestBlob extends BlobPlace {
  readonly bytes: Uint8Array
  /** Sealed: what is sent. */
  readonly file: Uint8Array
}

export interface BlobDevice {
  readonly device: TestDevice
  /** What a request says of itself; for tests that lie. */
  headersFor(request: Omit<BlobRequest, 'beacon'>): Promise<Record<string, string>>
  seal(dossier: string, bytes: Uint8Array): Promise<TestBlob>
  create(blob: TestBlob): Promise<Response>
  head(blob: TestBlob): Promise<Response>
  /** From `offset` up to `to`. */
  patch(blob: TestBlob, offset: number, to?: number): Promise<Response>
  drop(blob: TestBlob): Promise<Response>
  /** POST, then one PATCH. The last answer. */
  send(blob: TestBlob): Promise<Response>
  standing(...blobs: readonly BlobPlace[]): Promise<readonly BlobStanding[]>
}

export const createBlobDevice = (server: Reachable, device: TestDevice): BlobDevice => {
  const headersFor = async (request: Omit<BlobRequest, 'beacon'>): Promise<Record<string, string>> => {
    const { beacon } = device.enrolled
    return {
      'Morchid-Device': device.id,
      'Morchid-Beacon': beacon,
      'Morchid-Size': String(request.size),
      'Morchid-Signature': toBase64Url(await device.deviceKey.sign(blobToSign({ ...request, beacon }))),
      'Tus-Resumable': '1.0.0',
    }
  }
  const headersOf = ({ dossier, hash, file }: TestBlob, method: BlobRequest['method']) =>
    headersFor({ method, dossier, hash, size: file.length })
  const pathOf = ({ dossier, hash }: BlobPlace): string => `/api/blobs/${uploadId(device.id, dossier, hash)}`
  const base64 = (text: string): string => Buffer.from(text).toString('base64')

  const sender: BlobDevice = {
    device,
    headersFor,
    seal: async (dossier, bytes) => {
      const place = { dossier, hash: hashOf(bytes) }
      return { ...place, bytes, file: await sealBlob(fromBase64UrlEncoded(device.enrolled.sealKey), place, bytes) }
    },
    create: async (blob) =>
      server.request('/api/blobs', {
        method: 'POST',
        headers: {
          ...(await headersOf(blob, 'POST')),
          'Upload-Length': String(blob.file.length),
          'Upload-Metadata': `hash ${base64(blob.hash)},dossier ${base64(blob.dossier)}`,
        },
      }),
    head: async (blob) => server.request(pathOf(blob), { method: 'HEAD', headers: await headersOf(blob, 'HEAD') }),
    patch: async (blob, offset, to = blob.file.length) =>
      server.request(pathOf(blob), {
        method: 'PATCH',
        headers: {
          ...(await headersOf(blob, 'PATCH')),
          'Upload-Offset': String(offset),
          'Content-Type': 'application/offset+octet-stream',
        },
        body: new Uint8Array(blob.file.subarray(offset, to)),
      }),
    drop: async (blob) => server.request(pathOf(blob), { method: 'DELETE', headers: await headersOf(blob, 'DELETE') }),
    send: async (blob) => {
      const made = await sender.create(blob)
      return made.status === 201 ? sender.patch(blob, 0) : made
    },
    standing: async (...blobs) => {
      const body = new TextEncoder().encode(
        JSON.stringify({ blobs: blobs.map(({ dossier, hash }) => [dossier, hash]) }),
      )
      const said = { method: 'STANDING', dossier: '', hash: hashOf(body), size: body.length } as const
      const answer = await server.request('/api/blobs/standing', {
        method: 'POST',
        headers: {
          ...(await headersFor(said)),
          'Content-Type': 'application/json',
          'Content-Length': String(body.length),
        },
        body,
      })
      if (answer.status !== 200) throw new Error(await answer.text())
      const { standing } = (await answer.json()) as { readonly standing: readonly BlobStanding[] }
      return standing
    },
  }
  return sender
}
