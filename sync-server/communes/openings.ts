// Communes that are opened when somebody first asks and closed when nobody has for a while. Opening is once, however many
// ask; closing waits for whoever is inside, and whoever comes meanwhile waits for it. One that does not open is told to each
// who asks, tried again a little later, and touches no other.
//
//   closed ──enter──► opening ──► open ──nobody for a while──► closing ──► closed
//      ▲                 └─ fails: remembered for a moment ─┐
//      └────────────────────────────────────────────────────┘
import { createPlaces } from '../places.ts'

export interface Inside<T> {
  readonly value: T
  /** Once is enough. */
  leave(): void
}

export interface Openings<T> {
  /** `quietly`: for the house's own work, which keeps nothing open longer. Throws what the opening threw. */
  enter(code: string, quietly?: 'quietly'): Promise<Inside<T>>
  /** Those that are open now. */
  open(): ReadonlyMap<string, T>
  /** Those that did not open when they were last asked for. */
  failing(): number
  /** Closes those that nobody has asked for long enough. */
  sweep(): Promise<void>
  /** All of them, whoever is inside. */
  close(): Promise<void>
}

export interface OpeningsWorld<T> {
  open(code: string): Promise<T>
  close(value: T): Promise<void>
  now(): number
  readonly idleMs: number
  /** Opened at the same time: after a restart everybody comes at once. */
  readonly atOnce: number
  /** Not tried again sooner. */
  readonly retryMs: number
}

interface Slot<T> {
  readonly opening: Promise<T>
  value: { readonly open: T } | null
  inside: number
  /** By somebody who is not the house. */
  askedAt: number
  closing: Promise<void> | null
}

const LONGEST_WAIT_MS = 30_000

export const createOpenings = <T>({ open, close, now, idleMs, atOnce, retryMs }: OpeningsWorld<T>): Openings<T> => {
  const slots = new Map<string, Slot<T>>()
  const failures = new Map<string, { readonly cause: unknown; readonly at: number }>()
  const places = createPlaces(atOnce, LONGEST_WAIT_MS)
  let over = false

  const inPlace = async (code: string): Promise<T> => {
    const leave = await places.take()
    try {
      return await open(code)
    } finally {
      leave()
    }
  }
  const newSlot = (code: string): Slot<T> => {
    const opening = inPlace(code)
    const slot: Slot<T> = { opening, value: null, inside: 0, askedAt: -Infinity, closing: null }
    slots.set(code, slot)
    const settle = async (): Promise<void> => {
      try {
        slot.value = { open: await opening }
        failures.delete(code)
      } catch (cause) {
        slots.delete(code)
        failures.set(code, { cause, at: now() })
      }
    }
    void settle()
    return slot
  }
  const shut = (code: string, slot: Slot<T>): Promise<void> =>
    (slot.closing ??= slot.opening
      .then(close)
      .catch(() => undefined)
      .finally(() => slots.delete(code)))

  return {
    enter: async (code, quietly) => {
      while (slots.get(code)?.closing) await slots.get(code)?.closing
      if (over) throw new Error('the process stops')
      const failure = failures.get(code)
      if (failure && now() - failure.at < retryMs) throw failure.cause
      const slot = slots.get(code) ?? newSlot(code)
      const asked = (): void => {
        if (quietly === undefined) slot.askedAt = now()
      }
      slot.inside++
      asked()
      let isInside = true
      const leave = (): void => {
        if (!isInside) return
        isInside = false
        slot.inside--
        asked()
      }
      try {
        return { value: await slot.opening, leave }
      } catch (cause) {
        leave()
        throw cause
      }
    },
    open: () =>
      new Map([...slots].flatMap(([code, { value, closing }]) => (value && !closing ? [[code, value.open]] : []))),
    failing: () => failures.size,
    sweep: async () => {
      const idle = [...slots].filter(
        ([, { value, inside, askedAt }]) => value && inside === 0 && now() - askedAt >= idleMs,
      )
      await Promise.all(idle.map(([code, slot]) => shut(code, slot)))
    },
    close: async () => {
      over = true
      await Promise.all([...slots].map(([code, slot]) => shut(code, slot)))
    },
  }
}
