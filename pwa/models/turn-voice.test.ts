// A card said aloud, by a player that only writes down what it is asked to say.
import { signal } from '@preact/signals'
import { describe, expect, test } from 'vitest'
import { prompt } from '../../shared/speech/spoken.ts'
import type { Spoken } from '../../shared/speech/spoken.ts'
import type { Said } from '../voice/player-shape.ts'
import type { Card } from './card.ts'
import { createCardVoice } from './turn-voice.ts'

const card: Card = {
  id: 'question:purpose',
  variety: 'ary',
  kind: 'choose',
  picture: null,
  text: 'Pourquoi ?',
  detail: '',
  figure: null,
  says: [prompt('why')],
  choices: [
    { value: 'school', text: 'École', picture: 'school', says: [prompt('school')] },
    { value: 'shi', text: 'Tachelhit', picture: 'question', says: [prompt('shi')], variety: 'shi' },
  ],
  page: null,
  mayNotKnow: false,
  mayTellClerk: false,
  isPrivate: false,
}

const setUp = ({ headset = false, lacks = '' } = {}) => {
  const said: string[] = []
  const unsaid = signal<Spoken>([])
  let finish: ((how: Said) => void) | null = null
  const end = (how: Said) => {
    finish?.(how)
    finish = null
    return new Promise((resolve) => setTimeout(resolve))
  }
  const voice = createCardVoice(
    {
      unsaid,
      say: (spoken, variety) =>
        new Promise((resolve) => {
          const first = spoken[0]
          const id = first?.type === 'prompt' ? first.id : '?'
          said.push(`${id} ${variety}`)
          unsaid.value = id === lacks ? spoken : []
          finish = resolve
        }),
      stop: () => finish?.('stopped'),
    },
    () => headset,
  )
  return { voice, said, end }
}

describe('the voice of a card', () => {
  test('says the question, then each picture while it is framed, each in its own voice', async () => {
    const { voice, said, end } = setUp()
    void voice.say(card)
    expect(voice.now.value).toEqual({ part: 'question' })
    await end('ended')
    expect(voice.now.value).toEqual({ part: 'choice', at: 0 })
    await end('ended')
    expect(voice.now.value).toEqual({ part: 'choice', at: 1 })
    await end('ended')
    expect(voice.now.value).toBe(null)
    expect(said).toEqual(['why ary', 'school ary', 'shi shi'])
  })

  test('stops at once, and says nothing more of that card', async () => {
    const { voice, said, end } = setUp()
    void voice.say(card)
    voice.stop()
    await end('stopped')
    expect([voice.now.value, said]).toEqual([null, ['why ary']])
  })

  test('a new card silences the one before, whose rest is never said', async () => {
    const { voice, said, end } = setUp()
    void voice.say(card)
    void voice.say({ ...card, id: 'next', says: [prompt('next')], choices: [] })
    await end('ended')
    expect(said).toEqual(['why ary', 'next ary'])
    expect(voice.now.value).toBe(null)
  })

  test('a private card is silent without a headset, and said with one', async () => {
    const aloud = setUp()
    await aloud.voice.say({ ...card, isPrivate: true })
    expect(aloud.said).toEqual([])
    const inEar = setUp({ headset: true })
    void inEar.voice.say({ ...card, isPrivate: true })
    expect(inEar.said).toEqual(['why ary'])
  })

  test('what no clip says is gathered for the helper, and the rest is said', async () => {
    const { voice, said, end } = setUp({ lacks: 'school' })
    void voice.say(card)
    await end('ended')
    await end('silent')
    await end('ended')
    expect(voice.unsaid.value).toEqual([prompt('school')])
    expect(said).toHaveLength(3)
    voice.forget()
    expect(voice.unsaid.value).toEqual([])
  })

  test('a page that may not make a sound is not asked again and again', async () => {
    const { voice, said, end } = setUp()
    void voice.say(card)
    await end('silent')
    expect(said).toEqual(['why ary'])
    expect([voice.now.value, voice.unsaid.value]).toEqual([null, []])
  })
})
