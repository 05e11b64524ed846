// The server's own secrets, made at the first start and kept in `keys.json` (mode 0600) beside the database: the key
// outboxes are sealed to, the secret of beacons, board tickets and the offices' keys, and the word that lets local commands in.
// They are never made anew over an old folder: what kiosks sealed to the lost key could not be opened by anyone.
import type { webcrypto } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { DhkemP256HkdfSha256 } from '@hpke/core'
import * as v from 'valibot'
import { fromBase64UrlEncoded } from 'lib0/buffer'
import { toBase64Url } from '../../shared/dossier/canonical.ts'
import { err, ok, type Result } from '../../shared/text/result.ts'
import { createOfficeKeys, type OfficeKeys } from './office-keys.ts'

export interface ServerKeys {
  readonly sealing: webcrypto.CryptoKeyPair
  /** Raw uncompressed P-256 point, 65 bytes: what clients seal to. */
  readonly sealKey: Uint8Array
  /** HMAC-SHA-256. */
  readonly secret: webcrypto.CryptoKey
  /** What a local command shows to a running server; whoever can read the folder may use it. */
  readonly localWord: string
  readonly offices: OfficeKeys
}

export type KeysProblem = { readonly type: 'missing' | 'unreadable' | 'damaged'; readonly path: string }

const base64url = v.pipe(v.string(), v.regex(/^[\w-]+$/))
const file = v.object({
  version: v.literal(1),
  /** Serialised as RFC 9180 says, base64url. */
  sealing: v.object({ public: base64url, private: base64url }),
  secret: base64url,
  localWord: base64url,
})
type KeysFile = v.InferOutput<typeof file>

export const keysPath = (dataDir: string): string => join(dataDir, 'keys.json')

/** `mayCreate` is true only for a folder that has never served anyone. */
export const loadKeys = async (dataDir: string, mayCreate: boolean): Promise<Result<ServerKeys, KeysProblem>> => {
  const path = keysPath(dataDir)
  if (!existsSync(path)) {
    if (!mayCreate) return err({ type: 'missing', path })
    writeDurably(path, JSON.stringify(await newKeys(), null, 2))
  }
  if (!isReadable(path)) return err({ type: 'unreadable', path })
  const read = readKeysFile(path)
  if (!read) return err({ type: 'damaged', path })
  try {
    return ok(await importKeys(read))
  } catch {
    return err({ type: 'damaged', path })
  }
}

/** The local word alone, for a command that talks to the running server; null when the file is not there or not right. */
export const readLocalWord = (dataDir: string): string | null => readKeysFile(keysPath(dataDir))?.localWord ?? null

/** Put back by another account, it is whole and of no use to this one. */
export const isReadable = (path: string): boolean => {
  try {
    readFileSync(path)
    return true
  } catch {
    return false
  }
}

const readKeysFile = (path: string): KeysFile | null => {
  try {
    const parsed = v.safeParse(file, JSON.parse(readFileSync(path, 'utf8')))
    return parsed.success ? parsed.output : null
  } catch {
    return null
  }
}

const newKeys = async (): Promise<KeysFile> => {
  const kem = new DhkemP256HkdfSha256()
  const pair = await kem.generateKeyPair()
  const random = (): string => toBase64Url(crypto.getRandomValues(new Uint8Array(32)))
  return {
    version: 1,
    sealing: {
      public: toBase64Url(new Uint8Array(await kem.serializePublicKey(pair.publicKey))),
      private: toBase64Url(new Uint8Array(await kem.serializePrivateKey(pair.privateKey))),
    },
    secret: random(),
    localWord: random(),
  }
}

const importKeys = async (keys: KeysFile): Promise<ServerKeys> => {
  const kem = new DhkemP256HkdfSha256()
  const sealKey = bytesOf(keys.sealing.public)
  const secret = await crypto.subtle.importKey('raw', bytesOf(keys.secret), { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
    'verify',
  ])
  return {
    sealing: {
      publicKey: await kem.deserializePublicKey(sealKey),
      privateKey: await kem.deserializePrivateKey(bytesOf(keys.sealing.private)),
    },
    sealKey,
    secret,
    localWord: keys.localWord,
    offices: createOfficeKeys(secret),
  }
}

/** lib0 makes its bytes over a plain ArrayBuffer; its types do not say so. */
const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(fromBase64UrlEncoded(text))

/** Whole or not at all, and on the disk before anyone is told the public half. */
const writeDurably = (path: string, text: string): void => {
  const draft = `${path}.new`
  const handle = openSync(draft, 'w', 0o600)
  writeSync(handle, text)
  fsyncSync(handle)
  closeSync(handle)
  renameSync(draft, path)
}
