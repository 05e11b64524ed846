// The helper's end of a second window: learns that it is there, shows it the card of the turn, hears what was tapped.
// It sends nothing but what the person would see on the turned screen, and nothing at all while no turn is on.
import { effect } from '@preact/signals'
import { noteActivity } from './activity.ts'
import { channelName, deskLock, parseToDesk, windowLock } from './turn-messages.ts'
import type { Asked, ToWindow, View } from './turn-messages.ts'
import { turn } from './turn.ts'
import { helperOf } from './turn-helper.ts'
import { me } from './session.ts'
import { cardVoice, hasHeadset } from './turn-sitting.ts'

const hearers = new Set<(asked: Asked) => void>()

/** Returns how to stop hearing. */
export const onWindowAsks = (hear: (asked: Asked) => void): (() => void) => {
  hearers.add(hear)
  return () => hearers.delete(hear)
}

/** From the unlock to the lock. Returns how to end it, which empties the person's window. */
export const linkWindow = (): (() => void) => {
  const ended = new AbortController()
  const channel = new BroadcastChannel(channelName)
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel of this origin
  const send = (message: ToWindow): void => channel.postMessage(message)
  let isThere = false

  const waitUntilGone = async () => {
    try {
      await navigator.locks.request(windowLock, { signal: ended.signal }, () => undefined)
    } catch {
      return
    }
    isThere = false
    turn.windowIs(false)
  }

  channel.addEventListener('message', ({ data }) => {
    const message = parseToDesk(data)
    if (!message || ended.signal.aborted) return
    if (message.type !== 'here') {
      noteActivity()
      if (turn.side.peek() === 'elsewhere') for (const hear of hearers) hear(message)
      return
    }
    if (!isThere) {
      isThere = true
      void waitUntilGone()
      turn.windowIs(true)
    }
    send({ to: 'window', type: 'show', view: viewNow() })
  })

  // Held for as long as this lasts; only then may a window hear of us, since it waits for this to learn that we left.
  const unheld = new Promise<void>((resolve) => ended.signal.addEventListener('abort', () => resolve()))
  navigator.locks
    .request(deskLock, { signal: ended.signal }, () => {
      send({ to: 'window', type: 'who' })
      return unheld
    })
    // Ended before it was ours.
    .catch(() => undefined)

  const stopShowing = effect(() => send({ to: 'window', type: 'show', view: viewNow() }))

  return () => {
    stopShowing()
    send({ to: 'window', type: 'show', view: null })
    ended.abort()
    channel.close()
    turn.windowIs(false)
  }
}

const viewNow = (): View | null => {
  const card = turn.side.value === 'elsewhere' ? turn.card.value : null
  if (card === null) return null
  return {
    card,
    helper: helperOf({ id: me.value?.id ?? '', name: me.value?.name ?? '' }),
    said: cardVoice.now.value,
    isMuted: card.isPrivate && !hasHeadset.value,
    failed: turn.failed.value,
  }
}
