import { describe, expect, test } from 'vitest'
import { relayRequest } from '../../shared/sync/wire-request.ts'
import { readSyncBody } from './sync-body.ts'

const packets = [1, 2, 3].map((n) => new Uint8Array(100).fill(n))
const request = relayRequest(packets, new Uint8Array(8))
/** The third packet lacks its last bytes. */
const twoAndAHalf = request.length - 20

/** A body that is pushed by hand. */
const openBody = () => {
  let push: ReadableStreamDefaultController<Uint8Array> | null = null
  const stream = new ReadableStream<Uint8Array>({ start: (controller) => void (push = controller) })
  return {
    stream,
    send: (bytes: Uint8Array) => push?.enqueue(bytes),
    end: () => push?.close(),
    cut: () => push?.error(new Error('gone')),
  }
}

const reading = (limit = 10_000, stalled = 10_000) => {
  const kept: number[][] = []
  let told = (): void => undefined
  const next = new Promise<void>((resolve) => (told = resolve))
  return {
    kept,
    next,
    limit,
    stalled,
    keep: async (whole: readonly Uint8Array[]) => {
      kept.push(whole.map((one) => one[0] ?? 0))
      told()
    },
  }
}

describe('rule 9: a request that does not come whole', () => {
  test('is read as it was sent when it does', async () => {
    const [body, how] = [openBody(), reading()]
    for (const byte of request) body.send(new Uint8Array([byte]))
    body.end()
    expect(await readSyncBody(body.stream, how)).toEqual({ ok: true, value: request })
    expect(how.kept).toEqual([])
  })
  test('leaves its whole packets when it is cut', async () => {
    const [body, how] = [openBody(), reading()]
    const read = readSyncBody(body.stream, how)
    body.send(request.slice(0, 50))
    body.send(request.slice(50, twoAndAHalf))
    // What is cut is cut: bytes that were read before are not forgotten with it.
    await new Promise((resolve) => setImmediate(resolve))
    body.cut()
    expect(await read).toEqual({ ok: false, error: 'cut' })
    expect(how.kept).toEqual([[1, 2]])
  })
  test('leaves nothing when no packet came whole', async () => {
    const [body, how] = [openBody(), reading()]
    const read = readSyncBody(body.stream, how)
    body.send(request.slice(0, 60))
    await new Promise((resolve) => setImmediate(resolve))
    body.cut()
    expect(await read).toEqual({ ok: false, error: 'cut' })
    expect(how.kept).toEqual([])
  })
  test('leaves its whole packets while it stalls, once, and goes on when bytes come again', async () => {
    const [body, how] = [openBody(), reading(10_000, 1)]
    const read = readSyncBody(body.stream, how)
    body.send(request.slice(0, twoAndAHalf))
    await how.next
    body.send(request.slice(twoAndAHalf))
    body.end()
    expect(await read).toEqual({ ok: true, value: request })
    expect(how.kept[0]).toEqual([1, 2])
  })
  test('is refused as soon as it is too long', async () => {
    const [body, how] = [openBody(), reading(250)]
    const read = readSyncBody(body.stream, how)
    body.send(request.slice(0, 251))
    expect(await read).toEqual({ ok: false, error: 'too-large' })
  })
  test('may have no body at all', async () => {
    expect(await readSyncBody(null, reading())).toEqual({ ok: true, value: new Uint8Array() })
  })
})
