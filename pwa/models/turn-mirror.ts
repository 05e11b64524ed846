// The person's own window: shows what the helper's window sends and tells what was tapped. It has no database, no keys
// and no memory: without the helper's window, or once a turn is over, nothing of the card is left in it.
import { signal } from '@preact/signals'
import type { ReadonlySignal } from '@preact/signals'
import { channelName, deskLock, parseToWindow, windowLock } from './turn-messages.ts'
import type { Asked, ToDesk, View } from './turn-messages.ts'

export interface Mirror {
  /** Null: nothing is asked. */
  readonly view: ReadonlySignal<View | null>
  tell(asked: Asked): void
}

export const openMirror = (): Mirror => {
  const view = signal<View | null>(null)
  const channel = new BroadcastChannel(channelName)
  let isWaiting = false
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel of this origin
  const send = (message: ToDesk): void => channel.postMessage(message)

  /** A helper's window that was closed or killed lets go of its lock. */
  const emptyWhenDeskIsGone = async () => {
    if (isWaiting) return
    isWaiting = true
    await navigator.locks.request(deskLock, () => undefined)
    isWaiting = false
    view.value = null
  }

  // One window at a time: a second one waits, empty, until the first is closed.
  void navigator.locks.request(windowLock, () => {
    channel.addEventListener('message', ({ data }) => {
      const message = parseToWindow(data)
      if (message?.type === 'who') send({ to: 'desk', type: 'here' })
      if (message?.type !== 'show') return
      view.value = message.view
      if (message.view !== null) void emptyWhenDeskIsGone()
    })
    send({ to: 'desk', type: 'here' })
    return new Promise(() => {})
  })

  return { view, tell: (asked) => send({ to: 'desk', ...asked }) }
}
