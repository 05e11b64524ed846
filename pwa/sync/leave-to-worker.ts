// Packets that a round could not send are left with the worker, which goes on when the page is gone (Background Sync, where
// the browser has it: Chromium). Nothing depends on it: every page that opens sends what waits, and what came twice counts
// once. They are sealed to the server, and lie in the browser's cache as they lie in the outbox.
import { limits } from '../../shared/sync/limits.ts'
import type { OutboxPacket } from '../../shared/sync/ports.ts'
import { relayRequest } from '../../shared/sync/wire-request.ts'
import { leftCache, leftPath, leftTag } from './send-left.ts'

/** Not in the browsers' common types yet. */
type SyncingRegistration = ServiceWorkerRegistration & { readonly sync?: { register(tag: string): Promise<void> } }

/** Null: a page before this one may have left something. */
let left: string | null = null

/** `waiting` as the outbox has them after a round; none when all of it was sent. Never rejects. */
export const leaveToWorker = async (waiting: readonly OutboxPacket[], nonce: Uint8Array): Promise<void> => {
  try {
    const packets = firstThatFit(waiting)
    const name = packets.map(({ hash }) => hash).join()
    const registration: SyncingRegistration | undefined = await navigator.serviceWorker?.getRegistration()
    if (name !== left) {
      if (packets.length === 0) await caches.delete(leftCache)
      else {
        const request = relayRequest(
          packets.map(({ bytes }) => bytes),
          nonce,
        )
        await (await caches.open(leftCache)).put(leftPath, new Response(new Uint8Array(request)))
      }
      left = name
    }
    // Not waited for: some browsers never answer.
    if (packets.length > 0) registration?.sync?.register(leftTag).catch(() => undefined)
  } catch {
    // No room, no worker, not allowed: the page goes on by itself.
    left = null
  }
}

/** Bytes around the packets, and more. */
const roomOfARequest = 64 * 1024

const firstThatFit = (waiting: readonly OutboxPacket[]): readonly OutboxPacket[] => {
  let size = 0
  const end = waiting.findIndex(({ bytes }) => (size += bytes.length + 8) > limits.requestBytes - roomOfARequest)
  return waiting.slice(0, Math.min(end < 0 ? waiting.length : end, limits.requestPackets))
}
