// From a key to the frame that shows what it asked for: by the page's own clock, laid out and painted, and in processor
// time of its main thread for script, style and layout, which does not know who else wants the machine.
import type { CDPSession, Page } from 'playwright-core'

/** `selector`: until it is there and was not. `changed`: until something inside it has changed. */
type Until = { readonly selector: string } | { readonly changed: string }

export interface Drawn {
  readonly ms: number
  readonly cpuMs: number
}

interface InPage {
  morchidDrawn?: Promise<number | null>
}

/** Null when nothing on screen had to change. */
export const drawnAfter = async (
  page: Page,
  session: CDPSession,
  press: () => Promise<void>,
  until: Until,
): Promise<Drawn | null> => {
  await page.evaluate((wanted) => {
    const { promise, resolve } = Promise.withResolvers<number | null>()
    ;(globalThis as InPage).morchidDrawn = promise
    let pressed: number | null = null
    const begin = ({ timeStamp }: Event): void => void (pressed ??= timeStamp)
    // A letter that no key of this keyboard has comes as an input alone.
    for (const type of ['keydown', 'beforeinput']) addEventListener(type, begin, { once: true, capture: true })
    const observer = new MutationObserver(() => {
      if (pressed === null) return
      if ('selector' in wanted && document.querySelector(wanted.selector) === null) return
      observer.disconnect()
      // The first task after the frame: it is laid out and painted by then.
      const painted = new MessageChannel()
      painted.port1.addEventListener('message', () => resolve(performance.now() - (pressed ?? 0)), { once: true })
      painted.port1.start()
      requestAnimationFrame(() => painted.port2.postMessage(null))
    })
    const root = document.querySelector('changed' in wanted ? wanted.changed : 'body')
    if (root) observer.observe(root, { childList: true, subtree: true, characterData: true })
    if ('changed' in wanted) setTimeout(() => resolve(null), 3_000)
  }, until)
  const before = await cpuOf(session)
  await press()
  const ms = await page.evaluate(() => (globalThis as InPage).morchidDrawn)
  return ms === null || ms === undefined ? null : { ms, cpuMs: (await cpuOf(session)) - before }
}

/** `Performance.enable` with the domain of thread ticks was sent. */
const cpuOf = async (session: CDPSession): Promise<number> => {
  const { metrics } = await session.send('Performance.getMetrics')
  const of = (wanted: string) => metrics.find(({ name }) => name === wanted)?.value ?? 0
  return (of('ScriptDuration') + of('LayoutDuration') + of('RecalcStyleDuration')) * 1_000
}
