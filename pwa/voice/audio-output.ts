// The loudspeaker, as the player needs it: sounds one after the other without a gap, all stopped at once. It never
// throws: a browser that lets no page sound before a gesture is simply not ready.

/** Something decoded, ready to be heard. */
export interface Sound {
  readonly seconds: number
}

export interface AudioOutput<S extends Sound = Sound> {
  /** Called in the gesture itself. False when the browser would keep us silent. */
  ready(): Promise<boolean>
  /** Null for bytes this browser cannot decode. */
  decode(clip: Blob): Promise<S | null>
  silence(seconds: number): S
  /** After whatever is queued already; resolves when it was heard, or stopped. */
  queue(sound: S): Promise<void>
  stop(): void
  setVolume(volume: 1 | 2 | 3): void
}

/** Clips are all about as loud as each other, and their peaks touch the top: the loudest is as they are. */
const gains = { 1: 0.3, 2: 0.65, 3: 1 } as const
/** A gesture unlocks the sound within milliseconds, or not at all. */
const UNLOCK_MS = 400
/** An open context keeps the sound hardware awake. */
const REST_MS = 10_000

interface AudioSound extends Sound {
  readonly buffer: AudioBuffer
}

export const createAudioOutput = (): AudioOutput<AudioSound> => {
  let opened: { readonly context: AudioContext; readonly gain: GainNode } | null = null
  let volume: 1 | 2 | 3 = 2
  let queuedUntil = 0
  let resting: ReturnType<typeof setTimeout> | undefined
  const playing = new Set<AudioBufferSourceNode>()

  const open = (): { readonly context: AudioContext; readonly gain: GainNode } | null => {
    if (opened !== null || typeof AudioContext === 'undefined') return opened
    const context = new AudioContext({ latencyHint: 'interactive' })
    const gain = context.createGain()
    gain.gain.value = gains[volume]
    gain.connect(context.destination)
    opened = { context, gain }
    return opened
  }
  const restLater = (): void => {
    clearTimeout(resting)
    resting = setTimeout(() => {
      if (playing.size === 0) void opened?.context.suspend().catch(() => undefined)
    }, REST_MS)
  }

  return {
    async ready() {
      // Asked before a context is made: Chromium writes a warning for each one made too early.
      if (typeof navigator !== 'undefined' && navigator.userActivation?.hasBeenActive === false) return false
      const here = open()
      if (here === null) return false
      clearTimeout(resting)
      const resumed = here.context.resume().catch(() => undefined)
      await Promise.race([resumed, new Promise((done) => setTimeout(done, UNLOCK_MS))])
      return here.context.state === 'running'
    },
    async decode(clip) {
      const here = open()
      if (here === null) return null
      try {
        const buffer = await here.context.decodeAudioData(await clip.arrayBuffer())
        return { buffer, seconds: buffer.duration }
      } catch {
        return null
      }
    },
    silence(seconds) {
      const rate = opened?.context.sampleRate ?? 48_000
      const buffer = new AudioBuffer({ length: Math.ceil(seconds * rate), sampleRate: rate })
      return { buffer, seconds }
    },
    queue({ buffer }) {
      const here = open()
      if (here === null) return Promise.resolve()
      const node = here.context.createBufferSource()
      node.buffer = buffer
      node.connect(here.gain)
      const at = Math.max(here.context.currentTime, queuedUntil)
      queuedUntil = at + buffer.duration
      playing.add(node)
      const heard = new Promise<void>((done) => {
        node.addEventListener('ended', () => {
          playing.delete(node)
          node.disconnect()
          if (playing.size === 0) restLater()
          done()
        })
      })
      node.start(at)
      return heard
    },
    stop() {
      queuedUntil = 0
      for (const node of playing) node.stop()
    },
    setVolume(next) {
      volume = next
      // At once and without a click.
      opened?.gain.gain.setTargetAtTime(gains[next], opened.context.currentTime, 0.02)
    },
  }
}
