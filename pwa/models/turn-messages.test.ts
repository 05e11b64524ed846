// What passes between two windows of one browser, one of which may be of another version.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseToDesk, parseToWindow } from './turn-messages.ts'
import type { ToDesk, View } from './turn-messages.ts'

const view: View = {
  card: {
    id: 'app.need',
    variety: 'tzm',
    kind: 'choose',
    picture: 'question',
    text: 'ماذا تحتاجون؟',
    detail: '',
    figure: null,
    says: [],
    choices: [{ value: 'birth', text: 'ولادة', picture: 'baby', says: [] }],
    page: { index: 0, of: 2 },
    mayNotKnow: false,
    mayTellClerk: false,
    isPrivate: false,
  },
  helper: { initial: 'F', colour: 3 },
  said: { part: 'choice', at: 0 },
  isMuted: false,
  failed: false,
}

describe('the messages of two windows', () => {
  test('a card is taken as it was sent, and so is that there is none', () => {
    for (const shown of [view, null]) {
      const sent = { to: 'window', type: 'show', view: shown } as const
      expect(parseToWindow(structuredClone(sent))).toEqual(sent)
    }
    expect(parseToWindow({ to: 'window', type: 'who' })).toEqual({ to: 'window', type: 'who' })
  })

  test('every tap is taken as it was sent', () => {
    const asked: readonly ToDesk[] = [
      { to: 'desk', type: 'here' },
      { to: 'desk', type: 'helper' },
      { to: 'desk', type: 'ear', wants: 'stop' },
      { to: 'desk', type: 'tap', card: 'app.need', tap: { type: 'chose', value: 'birth' } },
      { to: 'desk', type: 'tap', card: 'app.need', tap: { type: 'not-known' } },
    ]
    for (const one of asked) expect(parseToDesk(structuredClone(one))).toEqual(one)
  })

  test('a card that cannot be drawn is not taken', () => {
    const { card } = view
    for (const broken of [
      { ...card, variety: 'en' },
      { ...card, kind: 'type-it' },
      { ...card, choices: null },
      { ...card, choices: [{ value: 'a' }] },
      { ...card, text: 7 },
    ])
      expect(parseToWindow({ to: 'window', type: 'show', view: { ...view, card: broken } })).toBe(null)
  })

  test('law: whatever is heard, nothing throws, and only messages of ours are taken', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(parseToDesk(value)).toBe(null)
        expect(parseToWindow(value)).toBe(null)
      }),
    )
  })
})
