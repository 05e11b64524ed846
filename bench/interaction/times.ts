// What the page notes of each press: how long until the next frame, and until another question, card or heading is
// shown. The first function is sent to the page as text and can name nothing of this file.
import type { Page } from 'playwright-core'

export interface Interaction {
  readonly ms: number
  readonly type: string
  readonly on: string
  /** Before the first of our code ran, and while it did. */
  readonly waited: number
  readonly worked: number
}

export interface Move {
  readonly kind: 'question' | 'card' | 'heading'
  readonly ms: number
}

export interface Times {
  /** Those that took more than a frame, each by the longest of its events. */
  readonly interactions: readonly Interaction[]
  /** All of them. */
  readonly presses: number
  readonly moves: readonly Move[]
}

declare global {
  var morchidTimes: { readonly interactions: Map<number, Interaction>; readonly moves: Move[]; counted: number }
}

export const noteTimes = (): void => {
  const interactions = new Map<number, Interaction>()
  globalThis.morchidTimes = { interactions, moves: [], counted: 0 }
  const { moves } = globalThis.morchidTimes
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as PerformanceEventTiming[]) {
      const id = (entry as PerformanceEventTiming & { readonly interactionId?: number }).interactionId ?? 0
      if (id === 0 || entry.duration <= (interactions.get(id)?.ms ?? 0)) continue
      interactions.set(id, {
        ms: entry.duration,
        type: entry.name,
        on: pressedOn.get(entry.startTime) ?? '',
        waited: Math.round(entry.processingStart - entry.startTime),
        worked: Math.round(entry.processingEnd - entry.processingStart),
      })
    }
  }).observe({ type: 'event', durationThreshold: 16, buffered: true } as PerformanceObserverInit)

  const shown = () => {
    const step = document.querySelector<HTMLElement>('.request-frame')?.dataset['step']
    const card = document.querySelector<HTMLElement>('main.citizen')?.dataset['card']
    return {
      kind: card === undefined ? (step ?? '') : 'card',
      words: card ?? document.querySelector('h1')?.textContent,
    }
  }
  /** By the time of the event: when it is reported, what was pressed may be gone. */
  const pressedOn = new Map<number, string>()
  const describe = ({ target, timeStamp }: Event) => {
    const on = target instanceof Element ? (target.closest('[class]')?.getAttribute('class') ?? target.tagName) : ''
    pressedOn.set(timeStamp, `${on} at "${document.querySelector('h1')?.textContent ?? ''}"`)
  }
  for (const type of ['pointerdown', 'pointerup', 'click', 'keydown', 'keyup'])
    addEventListener(type, describe, { capture: true })
  let pressed: number | null = null
  let last: ReturnType<typeof shown> = { kind: '', words: undefined }
  for (const type of ['click', 'submit'])
    addEventListener(type, (event) => (pressed ??= event.timeStamp), { capture: true })
  // Only what is pressed, and not what was pressed before it, leads on.
  addEventListener('pointerdown', () => (pressed = null), { capture: true })
  new MutationObserver(() => {
    const now = shown()
    if (now.kind === last.kind && now.words === last.words) return
    const between = now.kind === last.kind && (now.kind === 'question' || now.kind === 'card') ? now.kind : 'heading'
    last = now
    const from = pressed
    pressed = null
    if (from === null) return
    // The first task after the frame: it is laid out and painted by then.
    const drawn = new MessageChannel()
    drawn.port1.addEventListener('message', () => {
      drawn.port1.close()
      const end = performance.now()
      moves.push({ kind: between, ms: end - from })
      // In a trace of the browser too, with what was done meanwhile.
      performance.measure(`move:${between}`, { start: from, end })
    })
    drawn.port1.start()
    requestAnimationFrame(() => drawn.port2.postMessage(null))
  }).observe(document, {
    subtree: true,
    childList: true,
    characterData: true,
    attributeFilter: ['data-card', 'data-step'],
  })
}

/** And begins anew. */
export const takeTimes = async (page: Page): Promise<Times> => {
  // The last presses are reported a moment after they were drawn.
  await page.waitForTimeout(600)
  return page.evaluate(() => {
    const times = globalThis.morchidTimes
    const count = performance.interactionCount
    const taken = {
      interactions: [...times.interactions.values()],
      presses: count - times.counted,
      moves: times.moves.splice(0),
    }
    times.interactions.clear()
    times.counted = count
    return taken
  })
}
