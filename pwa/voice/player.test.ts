import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { clipsOfPart, pauseClip } from '../../shared/speech/clips.ts'
import { prompt } from '../../shared/speech/spoken.ts'
import type { Spoken } from '../../shared/speech/spoken.ts'
import { varieties } from '../../shared/speech/variety.ts'
import type { VoiceId } from '../../shared/speech/variety.ts'
import type { AudioOutput, Sound } from './audio-output.ts'
import type { ClipSource } from './clip-source.ts'
import { createPlayer } from './player.ts'
import type { ReadAloud } from './read-aloud.ts'

interface Named extends Sound {
  readonly name: string
}

/** A loudspeaker whose sounds end when the test says so. */
const fakeOutput = (isReady = true) => {
  const heard: string[] = []
  const endings: (() => void)[] = []
  const volumes: number[] = []
  let ends = true
  const output: AudioOutput<Named> = {
    ready: async () => isReady,
    decode: async (clip) => {
      const name = await clip.text()
      return name === 'broken' ? null : { name, seconds: 1 }
    },
    silence: (seconds) => ({ name: 'silence', seconds }),
    queue: (sound) => {
      heard.push(sound.name)
      return ends ? Promise.resolve() : new Promise((resolve) => endings.push(resolve))
    },
    stop: () => {
      for (const end of endings.splice(0)) end()
    },
    setVolume: (volume) => void volumes.push(volume),
  }
  return {
    output,
    heard,
    volumes,
    endAll: () => output.stop(),
    holdOn: () => {
      ends = false
    },
  }
}

/** Has these clips, named `voice/clip`; a clip's bytes are its name. */
const sourceOf = (...names: readonly string[]): ClipSource => ({
  find: async (clip, voice) => (names.includes(`${voice}/${clip}`) ? new Blob([`${voice}/${clip}`]) : null),
})
const playerOf = (
  speaker: ReturnType<typeof fakeOutput>,
  sources: readonly ClipSource[],
  readAloud: ReadAloud | null = null,
) => createPlayer({ output: speaker.output, sources: () => sources, readAloud })

const hello: Spoken = [prompt('app.yes')]
const settle = () => new Promise((resolve) => setTimeout(resolve, 0))

describe('what is said', () => {
  test('clips are queued in the order they are said, and the end is told', async () => {
    const speaker = fakeOutput()
    const player = playerOf(speaker, [sourceOf('fr/app.number', 'fr/n.12', 'fr/n.40')])
    const said = await player.say([prompt('app.number'), { type: 'pairs', reference: '12.40' }], 'fr')
    expect(said).toBe('ended')
    expect(speaker.heard).toEqual(['fr/app.number', 'fr/n.12', 'silence', 'fr/n.40'])
    expect(player.saying.value).toBe(null)
  })

  test('a recording of people is preferred to the default voice, and a recording that cannot be decoded is passed over', async () => {
    const people: ClipSource = {
      find: async (clip) => (clip === 'app.yes' ? new Blob(['people']) : new Blob(['broken'])),
    }
    const speaker = fakeOutput()
    const player = playerOf(speaker, [people, sourceOf('fr/app.yes', 'fr/app.no')])
    await player.say([prompt('app.yes'), prompt('app.no')], 'fr')
    expect(speaker.heard).toEqual(['people', 'fr/app.no'])
  })

  test('who chose Tachelhit hears standard Arabic where nobody recorded Tachelhit, and never another variety', async () => {
    const speaker = fakeOutput()
    const player = playerOf(speaker, [sourceOf('shi/app.yes', 'ar/app.no', 'ary/app.more', 'fr/app.more')])
    expect(await player.say([prompt('app.yes'), prompt('app.no'), prompt('app.more')], 'shi')).toBe('partly')
    expect(speaker.heard).toEqual(['shi/app.yes', 'ar/app.no'])
    expect(player.unsaid.value).toEqual([prompt('app.more')])
  })

  test('a figure is said in one voice: what a variety has half of is said whole in Arabic', async () => {
    const amount = { type: 'amount', value: 21, currency: 'MAD' } as const
    const inArabic = clipsOfPart(amount, 'ar') ?? []
    const speaker = fakeOutput()
    const half = sourceOf(`ary/${inArabic[0]}`)
    const player = playerOf(speaker, [half, sourceOf(...inArabic.map((clip) => `ar/${clip}`))])
    expect(await player.say([amount], 'ary')).toBe('ended')
    expect(speaker.heard).toEqual(inArabic.map((clip) => (clip === pauseClip ? 'silence' : `ar/${clip}`)))
  })

  test('free words are left to the helper, and the rest is said', async () => {
    const speaker = fakeOutput()
    const player = playerOf(speaker, [sourceOf('fr/app.yes')])
    const name = { type: 'free', text: 'Aïcha Aït Baha' } as const
    expect(await player.say([...hello, name], 'fr')).toBe('partly')
    expect(player.unsaid.value).toEqual([name])
    expect(await player.say([name], 'fr')).toBe('silent')
  })

  test('free words are replayed from the person’s own recording when there is one', async () => {
    const speaker = fakeOutput()
    const player = playerOf(speaker, [sourceOf('fr/their-voice')])
    expect(await player.say([{ type: 'free', text: 'Aïcha', recording: 'their-voice' }], 'fr')).toBe('ended')
    expect(speaker.heard).toEqual(['fr/their-voice'])
  })

  test('the machine’s own voice reads free words and nothing else, after what was queued before them', async () => {
    const order: string[] = []
    const speaker = fakeOutput()
    const readAloud: ReadAloud = {
      read: async (text) => order.push(`read ${text} after ${speaker.heard.join(' ')}`) > 0,
      stop: () => undefined,
    }
    const player = playerOf(speaker, [sourceOf('fr/app.yes')], readAloud)
    expect(await player.say([...hello, { type: 'free', text: 'Tizi' }], 'fr')).toBe('ended')
    expect(order).toEqual(['read Tizi after fr/app.yes'])
    expect(await player.say([prompt('app.nobody-said-this')], 'fr')).toBe('silent')
    expect(order).toHaveLength(1)
  })
})

describe('never over-talks', () => {
  test('a second utterance stops the first', async () => {
    const speaker = fakeOutput()
    speaker.holdOn()
    const player = playerOf(speaker, [sourceOf('fr/app.yes', 'fr/app.no')])
    const first = player.say(hello, 'fr')
    await settle()
    const second = player.say([prompt('app.no')], 'fr')
    expect(await first).toBe('stopped')
    await settle()
    speaker.endAll()
    expect(await second).toBe('ended')
    expect(speaker.heard).toEqual(['fr/app.yes', 'fr/app.no'])
  })

  test('an utterance still looking for its clips is silent once it was stopped', async () => {
    let give: (clip: Blob) => void = () => undefined
    const slow: ClipSource = { find: () => new Promise((resolve) => (give = resolve)) }
    const speaker = fakeOutput()
    const player = playerOf(speaker, [slow])
    const said = player.say(hello, 'fr')
    await settle()
    player.stop()
    expect(player.saying.value).toBe(null)
    give(new Blob(['late']))
    expect(await said).toBe('stopped')
    expect(speaker.heard).toEqual([])
  })

  test('the same words said again begin again', async () => {
    const speaker = fakeOutput()
    speaker.holdOn()
    const player = playerOf(speaker, [sourceOf('fr/app.yes')])
    const first = player.say(hello, 'fr')
    await settle()
    const again = player.say(hello, 'fr')
    expect(await first).toBe('stopped')
    await settle()
    expect(player.saying.value).toBe(hello)
    speaker.endAll()
    await again
    expect(speaker.heard).toEqual(['fr/app.yes', 'fr/app.yes'])
  })
})

test('a browser that lets no page sound before a gesture is silent, and leaves nothing to the helper that the voice has', async () => {
  const speaker = fakeOutput(false)
  const player = playerOf(speaker, [sourceOf('fr/app.yes')])
  expect(await player.say(hello, 'fr')).toBe('silent')
  expect(player.unsaid.value).toEqual([])
  expect(player.saying.value).toBe(null)
})

test('the volume has three steps', () => {
  const speaker = fakeOutput()
  const player = playerOf(speaker, [])
  expect(player.volume.value).toBe(2)
  player.setVolume(3)
  expect(player.volume.value).toBe(3)
  expect(speaker.volumes).toEqual([3])
})

test('law: each part is heard whole or left to the helper whole, whatever clips there are', async () => {
  const ids = ['a', 'b', 'c'] as const
  const voices: readonly VoiceId[] = [...varieties, 'ar']
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...voices.flatMap((voice) => ids.map((id) => `${voice}/${id}`)))),
      fc.array(fc.constantFrom(...ids), { maxLength: 5 }),
      fc.constantFrom(...varieties),
      async (has, wanted, variety) => {
        const speaker = fakeOutput()
        const player = playerOf(speaker, [sourceOf(...has)])
        const said = await player.say(wanted.map(prompt), variety)
        const heard = speaker.heard.map((name) => name.split('/')[1])
        const left = player.unsaid.value.flatMap((part) => (part.type === 'prompt' ? [part.id] : []))
        expect([...heard, ...left].toSorted()).toEqual(wanted.toSorted())
        expect(said === 'ended').toBe(left.length === 0)
        expect(speaker.heard.every((name) => has.includes(name))).toBe(true)
      },
    ),
  )
})
