// One attempt to send one paper: asks the server how far it is, goes on from there, and says what came of it. The bytes
// lie sealed as they are, so an attempt can end anywhere. It gives up when no byte has moved for a minute, never because a
// link is slow. tus-js-client comes when there is something to send, never with the first screen.
import { toBase64UrlEncoded } from 'lib0/buffer'
import type { HttpRequest, HttpResponse, Upload } from 'tus-js-client'
import { blobToSign, uploadId } from '../../shared/blob/blob-request.ts'
import type { BlobPlace } from '../../shared/blob/sealed-blob.ts'
import type { Attempt } from '../../shared/blob/send-order.ts'
import { nextChunk } from '../../shared/blob/chunk.ts'
import { attemptOf } from './blob-answer.ts'

export const blobsPath = '/api/blobs'
const silenceMs = 60_000

/** Who sends: the device itself, whoever sits at it. */
export interface DeviceSigner {
  readonly device: string
  /** The server's time of the last sync, as it signed it. */
  readonly beacon: string
  sign(bytes: Uint8Array): Promise<Uint8Array>
}

export interface BlobToUpload extends BlobPlace {
  readonly file: Upload['file']
  readonly size: number
  /** The server has begun to take it: it is asked how far it is. Otherwise that round trip is spared. */
  readonly begun: boolean
  readonly sent: number
}

export interface UploadPorts {
  readonly signer: DeviceSigner
  /** Where the server is; '' for the page's own. */
  readonly origin: string
  /** Ends it early, between two requests or in the middle of one. */
  readonly stop: AbortSignal
  /** Asked between two requests: whether something more pressing is to be sent. */
  aside(): boolean
  begun(): void
  /** Of the file, given to the network; not all of it may have arrived. */
  moving(sent: number): void
  /** Of the file, at the server. */
  arrived(sent: number): void
  /** ms, monotonic. */
  now(): number
}

export interface Uploaded {
  readonly attempt: Attempt
  /** For the next request. */
  readonly chunk: number
}

export const uploadBlob = async (blob: BlobToUpload, ports: UploadPorts, firstChunk: number): Promise<Uploaded> => {
  const { signer, origin, stop } = ports
  if (stop.aborted) return { attempt: { type: 'aside' }, chunk: firstChunk }
  const tus = await load()
  if (!tus) return { attempt: { type: 'cut', moved: false }, chunk: firstChunk }
  const { dossier, hash } = blob
  const endpoint = `${origin}${blobsPath}`
  return new Promise((resolve) => {
    let chunk = firstChunk
    let began = ports.now()
    let arrived = blob.sent
    let silence: ReturnType<typeof setTimeout> | undefined
    let ended = false
    const end = (attempt: Attempt): void => {
      ended = true
      clearTimeout(silence)
      stop.removeEventListener('abort', onStop)
      resolve({ attempt, chunk })
    }
    const leave = (attempt: Attempt): void => {
      void upload.abort()
      end(attempt)
    }
    const onStop = (): void => leave({ type: 'aside' })
    const cut = (): Attempt => ({ type: 'cut', moved: arrived > blob.sent })
    const bytesMoved = (): void => {
      clearTimeout(silence)
      if (!ended) silence = setTimeout(() => leave(cut()), silenceMs)
    }
    const isAt = (offset: number): void => {
      arrived = offset
      ports.arrived(offset)
    }

    const upload = new tus.Upload(blob.file, {
      endpoint,
      uploadUrl: blob.begun ? `${endpoint}/${uploadId(signer.device, dossier, hash)}` : null,
      uploadSize: blob.size,
      metadata: { hash, dossier },
      chunkSize: chunk,
      // When to try again is decided for all papers together.
      retryDelays: null,
      storeFingerprintForResuming: false,
      onBeforeRequest: async (request: HttpRequest) => {
        bytesMoved()
        began = ports.now()
        const method = request.getMethod()
        const text = blobToSign({ method: asSigned(method), dossier, hash, size: blob.size, beacon: signer.beacon })
        request.setHeader('Morchid-Device', signer.device)
        request.setHeader('Morchid-Beacon', signer.beacon)
        request.setHeader('Morchid-Size', String(blob.size))
        request.setHeader('Morchid-Signature', toBase64UrlEncoded(await signer.sign(text)))
      },
      onAfterResponse: (request: HttpRequest, response: HttpResponse) => {
        bytesMoved()
        if (response.getStatus() < 200 || response.getStatus() > 299) return
        const offset = Number(response.getHeader('Upload-Offset') ?? Number.NaN)
        if (request.getMethod() === 'HEAD' && Number.isInteger(offset)) isAt(offset)
        if (request.getMethod() !== 'POST') return
        if (response.getHeader('Morchid-Blob') !== undefined && offset === blob.size) leave({ type: 'received' })
        // The library begins at 0 after a POST, whatever the answer says: the next attempt asks.
        else if (offset > 0) leave({ type: 'again', moved: true })
      },
      onUploadUrlAvailable: ports.begun,
      onProgress: (sent: number) => {
        bytesMoved()
        ports.moving(sent)
      },
      onChunkComplete: (_size: number, accepted: number, total: number) => {
        isAt(accepted)
        chunk = nextChunk(chunk, ports.now() - began)
        upload.options.chunkSize = chunk
        if (accepted < total && ports.aside()) leave({ type: 'aside' })
      },
      onSuccess: () => end({ type: 'received' }),
      onError: (cause: Error) => {
        const response = cause instanceof tus.DetailedError ? cause.originalResponse : null
        if (response)
          return end(attemptOf(response.getStatus(), (name) => response.getHeader(name) ?? null, arrived > blob.sent))
        chunk = nextChunk(chunk, null)
        end(cut())
      },
    })
    stop.addEventListener('abort', onStop)
    upload.start()
  })
}

/** Null when it is not on this device and there is no link: then nothing could be sent either. */
const load = async () => {
  try {
    return await import('./tus.ts')
  } catch {
    return null
  }
}

const asSigned = (method: string): 'POST' | 'HEAD' | 'PATCH' =>
  method === 'POST' || method === 'HEAD' ? method : 'PATCH'
