// The Argon2id worker, started for one derivation and ended after it, so that its 19 MiB and the passphrase go with it.
import type { Derive } from './derive.ts'

export const deriveAway: Derive = (passphrase, salt) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./derive-worker.ts', import.meta.url), { type: 'module' })
    const end = (finish: () => void) => {
      worker.terminate()
      finish()
    }
    worker.addEventListener('message', (event: MessageEvent<{ key?: Uint8Array; error?: string }>) => {
      const { key, error } = event.data
      end(() => (key ? resolve(key) : reject(new Error(error ?? 'no key'))))
    })
    worker.addEventListener('error', (event) =>
      end(() => reject(new Error(event.message || 'the worker did not start'))),
    )
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker, not a window
    worker.postMessage({ passphrase, salt })
  })
