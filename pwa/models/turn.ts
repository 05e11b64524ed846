// Which side of the counter the screen faces. While it is turned, nothing but the card is drawn, and only the helper's
// PIN brings the rest back: a person cannot walk into other people's files. It knows the script, never what the
// answers were, and it counts the time the person had the screen, never who they are.
//
//   helper ─begin─► turning ─face─► turned ◄──cancel──┐
//     ▲   ╲                           │ call ► called ─┤
//     │    ╲(a second window)         │ no more cards ▼
//     │     └────► elsewhere ─┐       └────► returning ─┴─PIN─► helper
//     └──stop, no more cards ─┘
//
// `turning`: the card that says "turn the screen". `called`: the person wants the helper. `returning`: "give the screen
// back". `elsewhere`: the person has a window of their own. The helper's room is not mounted but in `helper`.
import { batch, computed, signal, untracked } from '@preact/signals'
import type { ReadonlySignal, Signal } from '@preact/signals'
import type { Card, Tap, TurnGroup, TurnScript } from './card.ts'
import { side as sideOfDevice } from './turn-side.ts'
import type { Side } from './turn-side.ts'

/** `called`: the helper took the screen back, or stopped, before the last card. */
export interface TurnEnded {
  readonly group: TurnGroup
  /** How long the person had the cards before them. */
  readonly ms: number
  readonly ended: 'done' | 'called'
}

export interface Turn {
  readonly side: ReadonlySignal<Side>
  readonly script: ReadonlySignal<TurnScript | null>
  /** What the person sees; null when it is not their turn, or when they have nothing more to do. */
  readonly card: ReadonlySignal<Card | null>
  /** What was tapped could not be kept: the person stays where they are and the helper is asked. */
  readonly failed: ReadonlySignal<boolean>
  /** The screen is handed to the person, or the question goes to their window. A script without a card is not begun. */
  begin(script: TurnScript): void
  /** The helper says that the screen faces the person. */
  face(): void
  /** Only a tap on the card that is shown is taken, and one at a time. */
  take(card: Card, tap: Tap): Promise<void>
  /** The person's corner: they want the helper. */
  call(): void
  /** From there back to the card, or to "give the screen back". */
  cancel(): void
  /** After the PIN, or from the helper's own window: the helper's room is drawn again. */
  end(): void
  /** The device locks: the script is forgotten, and so is everybody who wanted to hear of it. */
  forget(): void
  /** Each turn is told once, when the helper has the screen again. Returns how to stop hearing. */
  onEnded(hear: (turn: TurnEnded) => void): () => void
  /** A window of the person's own is there, or gone: what is asked then moves there, or asks to turn the screen. */
  windowIs(there: boolean): void
}

/** `now` counts milliseconds and never goes back. */
export const createTurn = (now: () => number, side: Signal<Side> = signal<Side>('helper')): Turn => {
  const script = signal<TurnScript | null>(null)
  const isRefused = signal(false)
  const failed = computed(() => isRefused.value || (isPersons(side.value) && script.value?.failed?.() === true))
  const taking = signal<Card | null>(null)
  const hearers = new Set<(turn: TurnEnded) => void>()
  let hasWindow = false
  let ms = 0
  let since: number | null = null
  let wasFaced = false

  // The card stays until its script has taken the tap: a form that changes meanwhile shows nothing in between.
  const card = computed(() => (isPersons(side.value) ? (taking.value ?? script.value?.card() ?? null) : null))

  const run = () => {
    wasFaced = true
    since ??= now()
  }
  const halt = () => {
    if (since !== null) ms += now() - since
    since = null
  }

  const leave = () => {
    halt()
    const left = script.peek()
    const told = left && wasFaced ? { group: left.group, ms: Math.round(ms), ended: endedHow() } : null
    batch(() => {
      side.value = 'helper'
      script.value = null
      taking.value = null
      isRefused.value = false
    })
    ms = 0
    wasFaced = false
    if (told) for (const hear of hearers) hear(told)
  }
  /** Asked at a lock by an effect that lives on: it must not hold what the script read. */
  const endedHow = (): TurnEnded['ended'] => (untracked(() => script.peek()?.card()) ? 'called' : 'done')

  /** The last card is answered: the screen goes back, or the window is empty again. */
  const lookForEnd = () => {
    if (script.peek()?.card() !== null) return
    if (side.peek() === 'turned') {
      halt()
      side.value = 'returning'
    } else if (side.peek() === 'elsewhere') leave()
  }

  const showThere = () => {
    side.value = 'elsewhere'
    run()
  }

  return {
    side,
    script,
    card,
    failed,
    begin: (wanted) => {
      if (side.peek() !== 'helper' || wanted.card() === null) return
      batch(() => {
        script.value = wanted
        if (hasWindow) showThere()
        else side.value = 'turning'
      })
    },
    face: () => {
      if (side.peek() !== 'turning') return
      side.value = 'turned'
      run()
      lookForEnd()
    },
    take: async (shown, tap) => {
      const taken = script.peek()
      if (!taken || taking.peek() || card.peek()?.id !== shown.id) return
      batch(() => {
        taking.value = shown
        isRefused.value = false
      })
      try {
        await taken.take(shown, tap)
      } catch {
        if (script.peek() === taken) isRefused.value = true
      }
      if (script.peek() !== taken) return
      taking.value = null
      lookForEnd()
    },
    call: () => {
      if (side.peek() !== 'turned') return
      halt()
      side.value = 'called'
    },
    cancel: () => {
      if (side.peek() === 'turning') return leave()
      if (side.peek() !== 'called') return
      side.value = 'turned'
      run()
      // The answer under way when the helper was called may have been the last.
      lookForEnd()
    },
    end: () => {
      if (side.peek() !== 'helper') leave()
    },
    forget: () => {
      hearers.clear()
      leave()
    },
    onEnded: (hear) => {
      hearers.add(hear)
      return () => hearers.delete(hear)
    },
    windowIs: (there) => {
      hasWindow = there
      if (there && side.peek() === 'turning') showThere()
      if (!there && side.peek() === 'elsewhere') {
        halt()
        side.value = 'turning'
      }
    },
  }
}

const isPersons = (side: Side): boolean => side === 'turned' || side === 'elsewhere'

/** The one screen of this device. */
export const turn: Turn = createTurn(() => performance.now(), sideOfDevice)

export const turnSide: ReadonlySignal<Side> = turn.side

/** Called by a step of the request; its screen is unmounted until the turn has ended, so the script must outlive it. */
export const beginTurn = (script: TurnScript): void => turn.begin(script)

/** The visit's log hears how long the person had the screen. */
export const onTurnEnded = (hear: (ended: TurnEnded) => void): (() => void) => turn.onEnded(hear)
