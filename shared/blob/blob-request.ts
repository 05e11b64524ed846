// What a device says and signs when it sends a blob or asks after some. Pure: both sides make the same words. The beacon
// is the server's own time as the device last heard it, so that no clock of a kiosk is believed.
import { encodeUtf8 } from 'lib0/string'

export interface BlobRequest {
  /** As sent; `STANDING` asks after many. */
  readonly method: 'POST' | 'HEAD' | 'PATCH' | 'DELETE' | 'STANDING'
  /** Empty with `STANDING`. */
  readonly dossier: string
  /** Of the bytes in clear; of the body with `STANDING`. */
  readonly hash: string
  /** Bytes of the sealed file; of the body with `STANDING`. */
  readonly size: number
  readonly beacon: string
}

/** What the device's own key signs. */
export const blobToSign = ({ method, dossier, hash, size, beacon }: BlobRequest): Uint8Array =>
  encodeUtf8(`morchid blob 1|${method}|${hash}|${dossier}|${size}|${beacon}`)

/** Where an upload is, known without asking: a device that lost its note finds it again. */
export const uploadId = (device: string, dossier: string, hash: string): string => `${device}.${dossier}.${hash}`

export interface UploadPlace {
  readonly device: string
  readonly dossier: string
  readonly hash: string
}

/** Null when it is no address of an upload. */
export const readUploadId = (id: string): UploadPlace | null => {
  const [, device, dossier, hash] = /^([\w-]{22})\.([\w-]{22})\.([\w-]{43})$/.exec(id) ?? []
  return device && dossier && hash ? { device, dossier, hash } : null
}

/** As `Morchid-Blob` tells. */
export const blobStandings = ['unknown', 'received', 'stable', 'refused'] as const
export type BlobStanding = (typeof blobStandings)[number]

/** Asked after at once. */
export const mostAsked = 500
