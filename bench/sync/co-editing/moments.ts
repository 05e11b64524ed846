// What a page goes through, with the times at which it does, seen from outside the app: keys, the strip that says "kept",
// requests, words of the board, the answer on screen. Runs in the page before anything else; it changes nothing there.

export interface Moment {
  /** `sent` and `answered` are of POST /api/sync, `told` of the live board. */
  readonly what: 'key' | 'kept' | 'sent' | 'answered' | 'told' | 'shown'
  /** ms since 1970, to a tenth: of the same clock in every browser of this machine. */
  readonly at: number
  /** The answer on screen, for `shown`. */
  readonly text: string
}

declare global {
  /** Of the page, in the order in which they came. */
  var morchidMoments: Moment[]
}

/** Sent to the page as text: it can name nothing of this file. */
export const noteMoments = (): void => {
  globalThis.morchidMoments = []
  const note = (what: Moment['what'], text = '', at = performance.now()): void => {
    globalThis.morchidMoments.push({ what, at: performance.timeOrigin + at, text })
  }
  addEventListener('keydown', (event) => note('key', '', event.timeStamp), { capture: true })

  const send = XMLHttpRequest.prototype.send
  XMLHttpRequest.prototype.send = function (body) {
    note('sent')
    this.addEventListener('load', () => note('answered'))
    send.call(this, body)
  }

  const Native = globalThis.WebSocket
  globalThis.WebSocket = class extends Native {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols)
      this.addEventListener('message', ({ data }) => {
        // 0 is the room's document, 1 is who is there.
        if (data instanceof ArrayBuffer && new Uint8Array(data)[0] === 0) note('told')
      })
    }
  }

  let wasKept = true
  let shown = ''
  const look = (): void => {
    const strip = document.querySelector('.request-saved')
    const isKept = strip === null || strip.classList.contains('request-saved--saved')
    if (isKept && !wasKept) note('kept')
    wasKept = isKept
    const answer = document.querySelector('.read-back__answer')?.textContent ?? ''
    if (answer === shown) return
    shown = answer
    // The frame that paints it.
    requestAnimationFrame((at) => note('shown', answer, at))
  }
  new MutationObserver(look).observe(document, {
    subtree: true,
    childList: true,
    characterData: true,
    attributeFilter: ['class'],
  })
}
