// Runs Argon2id away from the screen. One question, one answer; it keeps nothing.
import { derive } from './derive.ts'

self.addEventListener('message', (event: MessageEvent<{ passphrase: string; salt: Uint8Array }>) => {
  derive(event.data.passphrase, event.data.salt).then(
    (key) => self.postMessage({ key }),
    (error: unknown) => self.postMessage({ error: String(error) }),
  )
})
