// Fetches one paper in clear from the server, over TLS, with the ticket of the last sync, and checks that it is the one
// that was asked for. It gives up when no byte has come for a minute, and keeps nothing: that is the caller's, sealed.
import { sha256Url } from '../../shared/dossier/canonical.ts'
import type { BlobPlace } from '../../shared/blob/sealed-blob.ts'
import { mostBlobBytes } from '../../shared/blob/sealed-blob.ts'
import { err, ok } from '../../shared/text/result.ts'
import type { Result } from '../../shared/text/result.ts'
import { blobsPath } from './blob-upload.ts'

/** `ticket`: too old, or none: the next sync brings one. */
export type FetchProblem = 'offline' | 'to-come' | 'not-allowed' | 'refused' | 'damaged' | 'ticket'

export interface FetchPorts {
  readonly ticket: string
  readonly stop: AbortSignal
  /** `of` is null while it is not known. */
  got(bytes: number, of: number | null): void
}

const silenceMs = 60_000

export const fetchBlob = async (
  { dossier, hash }: BlobPlace,
  { ticket, stop, got }: FetchPorts,
): Promise<Result<Uint8Array, FetchProblem>> => {
  const silent = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  const bytesMoved = (): void => {
    clearTimeout(timer)
    timer = setTimeout(() => silent.abort(), silenceMs)
  }
  bytesMoved()
  try {
    const answer = await fetch(`${blobsPath}/${hash}?dossier=${dossier}`, {
      headers: { 'Morchid-Ticket': ticket },
      signal: AbortSignal.any([stop, silent.signal]),
      redirect: 'error',
      credentials: 'omit',
      cache: 'no-store',
    })
    if (answer.status !== 200) return err(problemOf(answer))
    const bytes = await readAll(answer, (so, of) => {
      bytesMoved()
      got(so, of)
    })
    // A portal's page has another hash, and so has a picture that was changed on the way.
    return bytes && sha256Url(bytes) === hash ? ok(bytes) : err('damaged')
  } catch {
    return err('offline')
  } finally {
    clearTimeout(timer)
  }
}

const readAll = async (
  answer: Response,
  got: (bytes: number, of: number | null) => void,
): Promise<Uint8Array | null> => {
  const said = Number(answer.headers.get('Content-Length') ?? Number.NaN)
  const of = Number.isInteger(said) && said <= mostBlobBytes ? said : null
  const parts: Uint8Array[] = []
  let size = 0
  const reader = answer.body?.getReader()
  if (!reader) return null
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    parts.push(part.value)
    size += part.value.length
    if (size > mostBlobBytes) {
      await reader.cancel()
      return null
    }
    got(size, of)
  }
  const bytes = new Uint8Array(size)
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

const problemOf = (answer: Response): FetchProblem => {
  switch (answer.headers.get('Morchid-Problem')?.split(':').at(-1)) {
    case 'blob-ticket':
      return 'ticket'
    case 'blob-to-come':
      return 'to-come'
    case 'blob-elsewhere':
      return 'not-allowed'
    case 'blob-refused-read':
      return 'refused'
  }
  return 'offline'
}
