// Photographs and sounds on their way in: the tus protocol (1.0, creation, termination, expiration) at /api/blobs, each
// request signed by the device's own key. The library moves bytes; what is decided stands here and in `take-in.ts`.
//
//   POST ─► HEAD, PATCH … (cut anywhere, goes on at Upload-Offset) ─► the last PATCH answers when the blob is kept
import { Hono } from 'hono'
import type { Context } from 'hono'
import { readUploadId, uploadId } from '../../shared/blob/blob-request.ts'
import type { BlobRequest, BlobStanding, UploadPlace } from '../../shared/blob/blob-request.ts'
import { mostBlobBytes, sealOverhead } from '../../shared/blob/sealed-blob.ts'
import { senderOf, type SenderWords } from '../accept/blob-sender.ts'
import { createVerifier } from '../accept/verifier.ts'
import { takeIn, type TakeInProblem } from '../blobs/take-in.ts'
import { uploadPath } from '../blobs/uploads.ts'
import { blobOf, broughtSince, standingOf } from '../store/blobs.ts'
import { readBlob } from './blob-read.ts'
import { refuse } from './blob-refusal.ts'
import { answerStandings } from './blob-standing.ts'
import type { AppDeps, AppEnv } from './context.ts'
import type { ProblemType } from './problem.ts'

/** Of one device: announced and not finished. It sends one after the other, so that one or two are usual. */
const mostUnfinished = 20
const mostUnfinishedBytes = 24 * 1024 * 1024
/** Of what a device brings in a week, named or not: a stolen one may not fill the disk. A busy kiosk brings a twentieth. */
const mostInWeek = 4 * 1024 ** 3
const WEEK_MS = 7 * 24 * 3_600_000
/** Requests of one device that carry bytes at this moment; those whose link died count until somebody notices. */
const mostAtOnce = 4

export const blobRoutes = (deps: AppDeps): Hono<AppEnv> => {
  const { db, blobs, storage } = deps
  const sender = { ...deps, verifier: createVerifier() }
  const atWork = new Map<string, number>()

  /** Null when the device is who it says, and what it may not do otherwise. */
  const refusal = async (c: Context<AppEnv>, request: Omit<BlobRequest, 'beacon'>): Promise<ProblemType | null> => {
    const known = await senderOf(sender, senderWords(c), { ...request, beacon: c.req.header('Morchid-Beacon') ?? '' })
    return known.ok ? null : (`blob-${known.error}` as const)
  }
  /** Whose upload it is stands in its name, and only that device touches it. */
  const placeOf = async (c: Context<AppEnv>, method: BlobRequest['method']): Promise<UploadPlace | Response> => {
    const place = readUploadId(c.req.param('id') ?? '')
    if (!place || place.device !== c.req.header('Morchid-Device')) return refuse(c, 'blob-unsigned')
    const why = await refusal(c, { method, dossier: place.dossier, hash: place.hash, size: saidSize(c) })
    return why === null ? place : refuse(c, why)
  }
  const isFull = async (): Promise<boolean> => (await storage.look()) === 'full'

  /** The tus library's word, or ours where it refuses. */
  const carry = async (c: Context<AppEnv>, id: string): Promise<Response> => {
    const answer = await blobs.uploads.handle(c.req.raw, id)
    if (answer.status < 400) return answer
    if (answer.status >= 500) return (await isFull()) ? refuse(c, 'storage-full') : refuse(c, 'server-error')
    return refuse(c, refusals[answer.status] ?? 'blob-malformed')
  }
  const finish = async (c: Context<AppEnv>, id: string, status: 200 | 204, size: number): Promise<Response> => {
    const taken = await takeIn(deps, id)
    return taken.ok ? settled(c, status, taken.value, size) : refuse(c, unfinished[taken.error])
  }

  return new Hono<AppEnv>()
    .post(uploadPath, async (c) => {
      const { hash = '', dossier = '' } = metadataOf(c.req.header('Upload-Metadata') ?? '')
      const device = c.req.header('Morchid-Device') ?? ''
      const id = uploadId(device, dossier, hash)
      const size = saidSize(c)
      if (!readUploadId(id) || size !== Number(c.req.header('Upload-Length'))) return refuse(c, 'blob-malformed')
      const why = await refusal(c, { method: 'POST', dossier, hash, size })
      if (why !== null) return refuse(c, why)
      if (size > mostBlobBytes + sealOverhead) return refuse(c, 'too-large')
      c.header('Location', `${uploadPath}/${id}`)
      const known = await blobOf(db, dossier, hash)
      if (known) return settled(c, 201, standingOf(known), size)
      const begun = await blobs.uploads.find(id)
      if (begun?.size === size) return told(c, 201, { 'Upload-Offset': String(begun.offset) })
      if (begun) await blobs.uploads.drop(id)
      if (await isFull()) return refuse(c, 'storage-full')
      const { count, bytes } = await blobs.uploads.ofDevice(device)
      if (count >= mostUnfinished || bytes + size > mostUnfinishedBytes) return refuse(c, 'blob-too-many')
      const weekAgo = new Date(deps.now().getTime() - WEEK_MS).toISOString()
      if ((await broughtSince(db, device, weekAgo)) > mostInWeek) return refuse(c, 'blob-too-many')
      const made = await carry(c, id)
      return made.status === 201 ? told(c, 201, { 'Upload-Offset': '0', ...expiry(made) }) : made
    })
    .post(`${uploadPath}/standing`, (c) => answerStandings(c, db, refusal))
    .get(`${uploadPath}/:id`, async (c) => {
      if (c.req.query('dossier') !== undefined) return readBlob(c, deps)
      if (c.req.raw.method !== 'HEAD') return refuse(c, 'method-not-allowed')
      const place = await placeOf(c, 'HEAD')
      if (place instanceof Response) return place
      const id = uploadId(place.device, place.dossier, place.hash)
      const known = await blobOf(db, place.dossier, place.hash)
      if (known) return settled(c, 200, standingOf(known), known.size + sealOverhead)
      const answer = await carry(c, id)
      if (answer.status !== 200) return answer
      const [offset, size] = [answer.headers.get('Upload-Offset') ?? '', answer.headers.get('Upload-Length') ?? '']
      if (offset === size) return finish(c, id, 200, Number(size))
      return told(c, 200, { 'Upload-Offset': offset, 'Upload-Length': size })
    })
    .patch(`${uploadPath}/:id`, async (c) => {
      const place = await placeOf(c, 'PATCH')
      if (place instanceof Response) return place
      const { device, dossier, hash } = place
      const known = await blobOf(db, dossier, hash)
      // It has to ask where the upload stands: at its end.
      if (known) return refuse(c, known.refused === null ? 'blob-offset' : 'blob-refused')
      if (await isFull()) return refuse(c, 'storage-full')
      const id = uploadId(device, dossier, hash)
      const here = atWork.get(device) ?? 0
      if (here >= mostAtOnce) return refuse(c, 'blob-too-many')
      atWork.set(device, here + 1)
      try {
        const answer = await carry(c, id)
        if (answer.status !== 204) return answer
        const offset = Number(answer.headers.get('Upload-Offset'))
        const upload = await blobs.uploads.find(id)
        if (upload && offset < upload.size) return told(c, 204, { 'Upload-Offset': String(offset), ...expiry(answer) })
        return await finish(c, id, 204, offset)
      } finally {
        const left = (atWork.get(device) ?? 1) - 1
        if (left === 0) atWork.delete(device)
        else atWork.set(device, left)
      }
    })
    .delete(`${uploadPath}/:id`, async (c) => {
      const place = await placeOf(c, 'DELETE')
      if (place instanceof Response) return place
      const answer = await carry(c, uploadId(place.device, place.dossier, place.hash))
      return answer.status === 204 ? told(c, 204) : answer
    })
}

/** What the library's refusals mean to whoever sends. */
const refusals: Readonly<Record<number, ProblemType>> = {
  403: 'blob-gone',
  404: 'blob-gone',
  409: 'blob-offset',
  410: 'blob-gone',
  413: 'too-large',
}
const unfinished: Record<TakeInProblem, ProblemType> = { spoiled: 'blob-spoiled', later: 'blob-later' }

const told = (c: Context<AppEnv>, status: 200 | 201 | 204, headers: Record<string, string> = {}): Response =>
  c.body(null, status, { 'Tus-Resumable': '1.0.0', 'Cache-Control': 'no-store', ...headers })

/** All of it has come; `size` is that of the sealed file. */
const settled = (c: Context<AppEnv>, status: 200 | 201 | 204, standing: BlobStanding, size: number): Response => {
  if (standing === 'refused') return refuse(c, 'blob-refused')
  const whole = String(size)
  return told(c, status, { 'Upload-Offset': whole, 'Upload-Length': whole, 'Morchid-Blob': standing })
}

const expiry = (answer: Response): Record<string, string> => {
  const until = answer.headers.get('Upload-Expires')
  return until === null ? {} : { 'Upload-Expires': until }
}

const senderWords = (c: Context<AppEnv>): SenderWords => ({
  device: c.req.header('Morchid-Device'),
  signature: c.req.header('Morchid-Signature'),
})

const saidSize = (c: Context<AppEnv>): number => {
  const said = c.req.header('Morchid-Size') ?? ''
  return /^\d{1,9}$/.test(said) ? Number(said) : -1
}

/** `name base64, name base64`: two are known, the others are nobody's business. */
const metadataOf = (text: string): { readonly hash?: string; readonly dossier?: string } =>
  Object.fromEntries(
    text
      .split(',')
      .map((pair) => pair.trim().split(' '))
      .filter(([name]) => name === 'hash' || name === 'dossier')
      .map(([name, value = '']) => [name, Buffer.from(value, 'base64').toString()]),
  )
