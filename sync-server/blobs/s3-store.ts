// Blobs in a bucket of S3 or of something that speaks like it, under `blobs/<hash>`. Bytes are checked on their way and
// sent whole, with their SHA-256, so that what appears under a name is what the name says.
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { pipeline } from 'node:stream'
import { err, ok } from '../../shared/text/result.ts'
import { isBlobHash, type BlobStore, type StoredBlob } from './blob-store.ts'
import { counted, OtherBytes } from './counted.ts'

export interface S3Place {
  readonly bucket: string
  /** Null: Amazon's, by the region. */
  readonly endpoint: string | null
  readonly region: string
  /** The bucket in the path, for a server without names of its own. */
  readonly pathStyle: boolean
  readonly keyId: string
  readonly secret: string
  /** Of one commune among those that share the bucket; absent, the bucket is one commune's. */
  readonly folder?: string
}

/** Throws when the bucket cannot be reached. */
export const openS3Store = async (place: S3Place): Promise<BlobStore> => {
  const { bucket: Bucket, endpoint, region, pathStyle, keyId, secret, folder } = place
  const prefix = folder === undefined ? 'blobs/' : `${folder}/blobs/`
  const client = new S3Client({
    region,
    forcePathStyle: pathStyle,
    ...(endpoint === null ? {} : { endpoint }),
    credentials: { accessKeyId: keyId, secretAccessKey: secret },
  })
  await client.send(new HeadBucketCommand({ Bucket }))

  const nameOf = (hash: string): { readonly Bucket: string; readonly Key: string } => {
    if (!isBlobHash(hash)) throw new TypeError('not a hash')
    return { Bucket, Key: `${prefix}${hash}` }
  }
  return {
    find: async (hash) => {
      const found = await orNull(client.send(new HeadObjectCommand(nameOf(hash))))
      return found && storedBlob(hash, found.ContentLength, found.LastModified)
    },
    put: async (hash, size, bytes) => {
      const name = nameOf(hash)
      try {
        // A page has some hundred kilobytes: whole in memory, it needs no upload in parts.
        const body = await buffer(pipeline(bytes, counted(hash, size), () => undefined))
        const ChecksumSHA256 = Buffer.from(hash, 'base64url').toString('base64')
        await client.send(new PutObjectCommand({ ...name, Body: body, ContentLength: size, ChecksumSHA256 }))
        return ok(undefined)
      } catch (cause) {
        if (cause instanceof OtherBytes) return err('other-bytes')
        throw cause
      }
    },
    read: async (hash, from = 0) => {
      const wanted = from === 0 ? nameOf(hash) : { ...nameOf(hash), Range: `bytes=${from}-` }
      const found = await orNull(client.send(new GetObjectCommand(wanted)))
      return found?.Body instanceof Readable ? found.Body : null
    },
    remove: async (hash) => {
      await client.send(new DeleteObjectCommand(nameOf(hash)))
    },
    all: async function* () {
      for (let token: string | undefined; ;) {
        const page = await client.send(
          new ListObjectsV2Command({
            Bucket,
            Prefix: prefix,
            ...(token === undefined ? {} : { ContinuationToken: token }),
          }),
        )
        for (const { Key = '', Size, LastModified } of page.Contents ?? []) {
          const hash = Key.slice(prefix.length)
          if (isBlobHash(hash)) yield storedBlob(hash, Size, LastModified)
        }
        token = page.NextContinuationToken
        if (token === undefined) return
      }
    },
  }
}

const storedBlob = (hash: string, size = 0, at = new Date(0)): StoredBlob => ({
  hash,
  size,
  storedAt: at.toISOString(),
})

const orNull = async <T>(answer: Promise<T>): Promise<T | null> => {
  try {
    return await answer
  } catch (cause) {
    if (cause instanceof S3ServiceException && cause.$metadata.httpStatusCode === 404) return null
    throw cause
  }
}
