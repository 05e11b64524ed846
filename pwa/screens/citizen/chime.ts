// Short sounds beside the voice: the screen is to be turned, a yes, a no. Each differs from the others by its melody,
// and each is silent where the browser refuses sound.
const melodies = { turn: [659, 880], yes: [523, 784], no: [440, 311] } as const

const noteSeconds = 0.16
let context: AudioContext | null = null

export const chime = (melody: keyof typeof melodies): void => {
  try {
    context ??= new AudioContext()
    // Begun before a gesture, it waits for one.
    void context.resume()
    for (const [at, frequency] of melodies[melody].entries()) note(context, frequency, at * noteSeconds)
  } catch {
    // No sound card, or none allowed: the picture says it.
  }
}

const note = (audio: AudioContext, frequency: number, after: number): void => {
  const start = audio.currentTime + after
  const tone = new OscillatorNode(audio, { type: 'sine', frequency })
  const loudness = new GainNode(audio, { gain: 0 })
  loudness.gain.setValueAtTime(0, start)
  loudness.gain.linearRampToValueAtTime(0.2, start + 0.02)
  loudness.gain.linearRampToValueAtTime(0, start + noteSeconds)
  tone.connect(loudness).connect(audio.destination)
  tone.start(start)
  tone.stop(start + noteSeconds)
}
