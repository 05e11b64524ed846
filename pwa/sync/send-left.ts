// What the page left with the worker: packets that could not be sent, as one request that is ready to go. The worker only
// carries it, as a stick would: it has no key, reads no answer, and the next page hears from the server what has come.
import { mediaType } from '../../shared/sync/wire-parts.ts'

export const leftTag = 'left-to-send'
export const leftCache = 'left-to-send'
export const leftPath = '/left-to-send'

/** Rejects when it has not arrived: the browser then asks again, later each time. */
export const sendLeft = async (): Promise<void> => {
  const cache = await caches.open(leftCache)
  const left = await cache.match(leftPath)
  if (!left) return
  const body = await left.arrayBuffer()
  const answer = await fetch('/api/sync', { method: 'POST', headers: { 'Content-Type': mediaType }, body })
  // A captive portal says 200 too.
  const isOurs = answer.headers.get('Content-Type')?.split(';', 1)[0] === mediaType
  if (!answer.ok || !isOurs) throw new Error(`not sent: ${answer.status}`)
  await cache.delete(leftPath)
}
