// A passphrase made into a key: Argon2id, 19 MiB, 2 passes, 1 lane (0.66 s on a device six times slower). The worker
// runs it off the main thread; tests call it directly.
import { argon2id } from 'hash-wasm'

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

export const normalised = (passphrase: string): string => passphrase.normalize('NFKC').trim().replace(/\s+/g, ' ')

/**
 * Twelve characters that are more than a number and not the same few letters again: four short words do. A numeric
 * PIN is not encryption: six digits fall in two hours.
 */
export const isStrong = (passphrase: string): boolean => {
  const letters = [...normalised(passphrase)]
  const isNumber = letters.every((letter) => /[\p{Nd}\s.\-/]/u.test(letter))
  return letters.length >= 12 && !isNumber && new Set(letters).size >= 5
}
