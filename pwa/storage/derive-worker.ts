// Runs Argon2id away from the screen. One question, one answer; it keeps nothing.
import { derive } from './derive.ts'

self.addEventListener('message', (event: MessageEvent<{ passphrase: string; salt: Uint8Array }>) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has one owner
  const tell = (answer: { key: Uint8Array } | { error: string }) => self.postMessage(answer)
  derive(event.data.passphrase, event.data.salt).then(
    (key) => tell({ key }),
    (error: unknown) => tell({ error: String(error) }),
  )
})
