// A passphrase made into a key: Argon2id, 19 MiB, 2 passes, 1 lane (0.66 s on a device six times slower). The worker
// runs it off the main thread; tests call it directly.
import { argon2id } from 'hash-wasm'
import { normalised } from '../../shared/access/passphrase.ts'

export type Derive = (passphrase: string, salt: Uint8Array) => Promise<Uint8Array>

/** 32 bytes. The same words are the same passphrase, whatever their spacing or Unicode form. */
export const derive: Derive = (passphrase, salt) =>
  argon2id({
    password: normalised(passphrase),
    salt,
    parallelism: 1,
    iterations: 2,
    memorySize: 19_456,
    hashLength: 32,
    outputType: 'binary',
  })
