// The two sides of the desk, with a clock of our own and scripts that are arrays of cards.
import { signal } from '@preact/signals'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Card, Tap, TurnScript } from './card.ts'
import { createTurn } from './turn.ts'
import type { Turn, TurnEnded } from './turn.ts'

const card = (id: string): Card => ({
  id,
  variety: 'ary',
  kind: 'hear',
  picture: null,
  text: id,
  detail: '',
  figure: null,
  says: [],
  choices: [],
  page: null,
  mayNotKnow: false,
  mayTellClerk: false,
  isPrivate: false,
})
const goOn: Tap = { type: 'went-on' }

interface Script extends TurnScript {
  readonly taken: readonly string[]
}

const scriptOf = (ids: readonly string[], keep: () => Promise<void> = async () => {}): Script => {
  const at = signal(0)
  const taken: string[] = []
  return {
    group: 'questions',
    taken,
    card: () => {
      const id = ids[at.value]
      return id === undefined ? null : card(id)
    },
    take: async (shown) => {
      await keep()
      taken.push(shown.id)
      at.value++
    },
  }
}

const setUp = () => {
  let now = 0
  const told: TurnEnded[] = []
  const turn = createTurn(() => now)
  turn.onEnded((ended) => told.push(ended))
  return { turn, told, pass: (ms: number) => (now += ms) }
}

const tapShown = async (turn: Turn): Promise<void> => {
  const shown = turn.card.value
  if (shown) await turn.take(shown, goOn)
}

describe('the turn of the screen', () => {
  test('goes card after card to the end, and only the helper takes it back', async () => {
    const { turn, told, pass } = setUp()
    turn.begin(scriptOf(['a', 'b']))
    expect(turn.side.value).toBe('turning')
    expect(turn.card.value).toBe(null)
    pass(500)
    turn.face()
    expect(turn.card.value?.id).toBe('a')
    pass(1_000)
    await tapShown(turn)
    expect(turn.card.value?.id).toBe('b')
    pass(2_000)
    await tapShown(turn)
    expect(turn.side.value).toBe('returning')
    expect(turn.card.value).toBe(null)
    pass(9_000)
    expect(told).toEqual([])
    turn.end()
    expect(turn.side.value).toBe('helper')
    expect(told).toEqual([{ group: 'questions', ms: 3_000, ended: 'done' }])
  })

  test('a script without a card is not begun, nor one while another is', () => {
    const { turn } = setUp()
    turn.begin(scriptOf([]))
    expect(turn.side.value).toBe('helper')
    const first = scriptOf(['a'])
    turn.begin(first)
    turn.begin(scriptOf(['b']))
    expect(turn.script.value).toBe(first)
  })

  test('the card stays until what was tapped on it is kept, and a second tap on it is lost', async () => {
    const { turn } = setUp()
    let kept = () => {}
    const script = scriptOf(['a', 'b'], () => new Promise((resolve) => (kept = resolve)))
    turn.begin(script)
    turn.face()
    const first = tapShown(turn)
    const second = tapShown(turn)
    expect(turn.card.value?.id).toBe('a')
    kept()
    await Promise.all([first, second])
    expect(turn.card.value?.id).toBe('b')
    expect(script.taken).toEqual(['a'])
  })

  test('a tap made on another card is not taken', async () => {
    const { turn } = setUp()
    const script = scriptOf(['a', 'b'])
    turn.begin(script)
    turn.face()
    await turn.take(card('b'), goOn)
    expect(script.taken).toEqual([])
  })

  test('what could not be kept leaves the person on the same card, and says so until the next tap', async () => {
    const { turn } = setUp()
    let full = true
    turn.begin(
      scriptOf(['a', 'b'], async () => {
        if (full) throw new Error('the disk is full')
      }),
    )
    turn.face()
    await tapShown(turn)
    expect([turn.failed.value, turn.card.value?.id]).toEqual([true, 'a'])
    full = false
    await tapShown(turn)
    expect([turn.failed.value, turn.card.value?.id]).toEqual([false, 'b'])
  })

  test('the helper who is called may go away again; the time they stood there is not the person’s', async () => {
    const { turn, told, pass } = setUp()
    turn.begin(scriptOf(['a']))
    turn.face()
    pass(1_000)
    turn.call()
    expect([turn.side.value, turn.card.value]).toEqual(['called', null])
    pass(60_000)
    turn.cancel()
    expect(turn.card.value?.id).toBe('a')
    pass(500)
    turn.call()
    turn.end()
    expect(told).toEqual([{ group: 'questions', ms: 1_500, ended: 'called' }])
  })

  test('a last answer that is kept after the helper was called ends the turn all the same', async () => {
    const { turn, told } = setUp()
    let kept = () => {}
    turn.begin(scriptOf(['a'], () => new Promise((resolve) => (kept = resolve))))
    turn.face()
    const taking = tapShown(turn)
    turn.call()
    kept()
    await taking
    expect(turn.side.value).toBe('called')
    turn.cancel()
    expect(turn.side.value).toBe('returning')
    turn.end()
    expect(told[0]?.ended).toBe('done')
  })

  test('before the screen faces anybody the helper may give it up, and no turn is told', () => {
    const { turn, told } = setUp()
    turn.begin(scriptOf(['a']))
    turn.cancel()
    expect(turn.side.value).toBe('helper')
    expect(told).toEqual([])
  })

  test('a locked device forgets the script and tells nobody, and what is kept later changes nothing', async () => {
    const { turn, told } = setUp()
    let kept = () => {}
    turn.begin(scriptOf(['a', 'b'], () => new Promise((resolve) => (kept = resolve))))
    turn.face()
    const taking = tapShown(turn)
    turn.forget()
    kept()
    await taking
    expect([turn.side.value, turn.script.value, turn.card.value]).toEqual(['helper', null, null])
    expect(told).toEqual([])
  })

  test('with a window of their own the person answers there, and it ends without a PIN', async () => {
    const { turn, told, pass } = setUp()
    turn.windowIs(true)
    turn.begin(scriptOf(['a']))
    expect([turn.side.value, turn.card.value?.id]).toEqual(['elsewhere', 'a'])
    pass(700)
    await tapShown(turn)
    expect(turn.side.value).toBe('helper')
    expect(told).toEqual([{ group: 'questions', ms: 700, ended: 'done' }])
  })

  test('a window that goes away leaves the turn to be made by turning', () => {
    const { turn } = setUp()
    turn.windowIs(true)
    turn.begin(scriptOf(['a']))
    turn.windowIs(false)
    expect([turn.side.value, turn.card.value]).toEqual(['turning', null])
    turn.windowIs(true)
    expect(turn.side.value).toBe('elsewhere')
  })

  test('law: whatever is pressed, nothing but a PIN or the helper’s own window leads from the person to the helper', () => {
    type Press = 'face' | 'call' | 'cancel' | 'tap' | 'window' | 'no-window'
    const presses: readonly Press[] = ['face', 'call', 'cancel', 'tap', 'window', 'no-window']
    fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...presses), { maxLength: 30 }), async (pressed) => {
        const { turn } = setUp()
        turn.begin(scriptOf(['a', 'b', 'c']))
        for (const press of pressed) {
          const before = turn.side.value
          if (press === 'face') turn.face()
          else if (press === 'call') turn.call()
          else if (press === 'cancel') turn.cancel()
          else if (press === 'tap') await tapShown(turn)
          else turn.windowIs(press === 'window')
          const isPersons = before === 'turned' || before === 'called' || before === 'returning'
          if (isPersons) expect(turn.side.value).not.toBe('helper')
        }
      }),
    )
  })
})
