// The bytes of a sync request as they come in over a link that may break at any of them: what came whole is never lost
// because the rest did not come (rule 9). It must never keep more than one request may have.
import { wholePackets } from '../../shared/sync/wire-request.ts'
import { err, ok, type Result } from '../../shared/text/result.ts'

export interface BodyReading {
  /** Bytes. */
  readonly limit: number
  /** Milliseconds without a byte after which whole packets are taken, though more may come. */
  readonly stalled: number
  /** Takes packets that came whole, the same ones perhaps again. */
  keep(packets: readonly Uint8Array[]): Promise<void>
}

/** `cut`: the caller has gone, and nobody waits for an answer. */
export const readSyncBody = async (
  body: ReadableStream<Uint8Array> | null,
  { limit, stalled, keep }: BodyReading,
): Promise<Result<Uint8Array, 'too-large' | 'cut'>> => {
  const parts: Uint8Array[] = []
  let size = 0
  let kept = 0
  const keepWhole = async (): Promise<void> => {
    const packets = wholePackets(Buffer.concat(parts))
    if (packets.length <= kept) return
    kept = packets.length
    await keep(packets)
  }
  const reader = body?.getReader()
  for (;;) {
    const timer = setTimeout(() => void keepWhole(), stalled)
    const next = await reader?.read().catch(() => null)
    clearTimeout(timer)
    if (next === null) {
      await keepWhole()
      return err('cut')
    }
    if (!next?.value) return ok(new Uint8Array(Buffer.concat(parts)))
    size += next.value.length
    if (size > limit) {
      // Nobody need send the rest, and how the caller takes that is not our matter.
      reader?.cancel().catch(() => undefined)
      return err('too-large')
    }
    parts.push(next.value)
  }
}
