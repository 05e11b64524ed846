// Samples to a small file, by the browser's own recorder listening to them: it takes as long as they last, and needs no
// encoder of ours. Nothing is heard meanwhile.
import type { Recorded } from './recorder-shape.ts'

export const encode = async (
  samples: Float32Array<ArrayBuffer>,
  rate: number,
  mediaType: string,
  bitsPerSecond: number,
): Promise<Recorded> => {
  const context = new AudioContext({ sampleRate: rate })
  await context.resume()
  const buffer = new AudioBuffer({ length: samples.length, sampleRate: rate })
  buffer.copyToChannel(samples, 0)
  const source = context.createBufferSource()
  source.buffer = buffer
  const listener = context.createMediaStreamDestination()
  listener.channelCount = 1
  source.connect(listener)
  const recorder = new MediaRecorder(listener.stream, { mimeType: mediaType, audioBitsPerSecond: bitsPerSecond })
  const kept: Blob[] = []
  const ended = new Promise<void>((done) => {
    recorder.addEventListener('dataavailable', ({ data }) => kept.push(data))
    recorder.addEventListener('stop', () => done())
  })
  source.addEventListener('ended', () => recorder.stop())
  recorder.start()
  source.start()
  await ended
  await context.close()
  const bytes = new Uint8Array(await new Blob(kept).arrayBuffer())
  return { bytes, mediaType, ms: Math.round(buffer.duration * 1000) }
}
