// The microphone: opened for one recording, closed when it ends. At 12 kbit/s, said out loud: a browser's own choice is
// ten times that, and does not travel. A microphone that is refused or missing is an answer, never an exception.
import { signal } from '@preact/signals'
import { err, ok } from '../../shared/text/result.ts'
import type { Result } from '../../shared/text/result.ts'
import { encode } from './encode.ts'
import type { NoRecording, OpenRecorder, Recorded, RecordingWish } from './recorder-shape.ts'
import { rmsOf, tidied } from './tidy.ts'

export const BITS_PER_SECOND = 12_000
/** What is cut and encoded again is first kept well: two losses in a row are heard. */
const ROUGH_BITS_PER_SECOND = 64_000
const mediaTypes = ['audio/webm;codecs=opus', 'audio/mp4;codecs=opus', 'audio/mp4;codecs=mp4a.40.2', 'audio/mp4']
const TICK_MS = 50
const SILENT_LEVEL = 0.1
const SILENCE_MS = 1_000

/** 0 to 1 as an ear hears it: −54 dBFS and less is nothing, −6 dBFS all. */
const levelOf = (rms: number): number => Math.min(1, Math.max(0, (20 * Math.log10(Math.max(rms, 1e-6)) + 54) / 48))

export const openRecorder: OpenRecorder = async (wish) => {
  const mediaType =
    typeof MediaRecorder === 'undefined' ? undefined : mediaTypes.find((one) => MediaRecorder.isTypeSupported(one))
  if (mediaType === undefined || typeof navigator.mediaDevices === 'undefined') return err({ type: 'unsupported' })
  let stream: MediaStream
  try {
    stream = await navigator.mediaDevices.getUserMedia({
      audio: { channelCount: 1, noiseSuppression: true, echoCancellation: true, autoGainControl: true },
    })
  } catch (error) {
    return err(whyNot(error))
  }
  return ok(record(stream, mediaType, wish))
}

const whyNot = (error: unknown): NoRecording => {
  const name = error instanceof DOMException ? error.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError') return { type: 'refused' }
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return { type: 'no-microphone' }
  return { type: 'unreadable' }
}

const record = (stream: MediaStream, mediaType: string, wish: RecordingWish) => {
  const level = signal(0)
  const elapsed = signal(0)
  const context = new AudioContext()
  const ear = context.createAnalyser()
  const heardNow = new Float32Array(ear.fftSize)
  context.createMediaStreamSource(stream).connect(ear)
  void context.resume().catch(() => undefined)
  const recorder = new MediaRecorder(stream, {
    mimeType: mediaType,
    audioBitsPerSecond: wish.tidy === true ? ROUGH_BITS_PER_SECOND : BITS_PER_SECOND,
  })
  const kept: Blob[] = []
  let cancelled = false
  let failed = false
  let heardAnything = false
  const startedAt = performance.now()
  let lastHeardAt = startedAt

  const stop = (): void => {
    if (recorder.state !== 'inactive') recorder.stop()
  }
  const tick = (): void => {
    ear.getFloatTimeDomainData(heardNow)
    level.value = levelOf(rmsOf(heardNow))
    // A browser that keeps the meter asleep must not make a voice count for nothing.
    if (context.state !== 'running') heardAnything = true
    const now = performance.now()
    elapsed.value = now - startedAt
    if (level.value > SILENT_LEVEL) {
      heardAnything = true
      lastHeardAt = now
    }
    const isSilent = heardAnything && now - lastHeardAt > SILENCE_MS
    if (elapsed.value >= wish.maxMs || (wish.stopAtSilence === true && isSilent)) stop()
  }
  const ticking = setInterval(tick, TICK_MS)

  const ended = new Promise<number>((resolve) => {
    recorder.addEventListener('dataavailable', ({ data }) => kept.push(data))
    recorder.addEventListener('error', () => (failed = true))
    // A microphone that is unplugged ends the track, and the recorder with it.
    recorder.addEventListener('stop', () => resolve(performance.now() - startedAt))
  })
  const close = (): void => {
    clearInterval(ticking)
    level.value = 0
    for (const track of stream.getTracks()) track.stop()
    void context.close()
  }
  const finish = async (): Promise<Result<Recorded, NoRecording>> => {
    const ms = await ended
    close()
    if (cancelled) return err({ type: 'cancelled' })
    if (failed) return err({ type: 'unreadable' })
    if (!heardAnything) return err({ type: 'nothing-heard' })
    const blob = new Blob(kept, { type: mediaType })
    if (wish.tidy === true) return tidyUp(blob, mediaType)
    return ok({ bytes: new Uint8Array(await blob.arrayBuffer()), mediaType, ms: Math.round(ms) })
  }
  recorder.start()
  return {
    level,
    elapsed,
    result: finish(),
    stop,
    cancel: () => {
      cancelled = true
      stop()
    },
  }
}

/** Decoded, cut, evened, and encoded for the road. */
const tidyUp = async (blob: Blob, mediaType: string): Promise<Result<Recorded, NoRecording>> => {
  const rate = 48_000
  let decoded: AudioBuffer
  try {
    decoded = await new OfflineAudioContext(1, 1, rate).decodeAudioData(await blob.arrayBuffer())
  } catch {
    return err({ type: 'unreadable' })
  }
  const tidy = tidied(decoded.getChannelData(0), rate)
  if (tidy === null) return err({ type: 'nothing-heard' })
  return ok(await encode(tidy.samples, rate, mediaType, BITS_PER_SECOND))
}
