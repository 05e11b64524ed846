// What travels on a USB stick when there is no link: the very packets of the outbox one way, the server's answers the
// other way. Read as if a stranger had written it: bounded, total, no throw. Layout in SPEC.md.
import { createEncoder, toUint8Array, writeUint8Array, writeVarUint, writeVarUint8Array } from 'lib0/encoding'
import type { Result } from '../text/result.ts'
import { createReader, idToBytes } from './bytes.ts'
import { limits } from './limits.ts'
import { guarded } from './packet.ts'
import { readList } from './wire-parts.ts'

/** Of its own: nobody takes it for a request, and a packet's seal never opens as a stick's. */
export const stickMediaType = 'application/vnd.morchid.stick'

export const stickLimits = {
  /** A file, whole. */
  fileBytes: 32 * 1024 * 1024,
  packets: 8192,
  /** Answers in a file: one for each request the server made of the packets. */
  answers: 512,
} as const

/** What only the server that the packets are sealed to can read. */
export interface StickContent {
  /** 16 random bytes: names the file, and its answer. */
  readonly id: string
  /** 32 random bytes: what the answer is sealed with. Whoever carries the stick does not have it. */
  readonly secret: Uint8Array
  readonly device: string
  /** The device counts its files. */
  readonly number: number
  /** In the order of cutting. */
  readonly packets: readonly Uint8Array[]
}

/** Files begin so, and the seal covers it: "Msk", the format, what it is. */
export const outboxHead = Uint8Array.of(0x4d, 0x73, 0x6b, 1, 1)
const answerHead = Uint8Array.of(0x4d, 0x73, 0x6b, 1, 2)

export const encodeStickContent = ({ id, secret, device, number, packets }: StickContent): Uint8Array => {
  const e = createEncoder()
  writeUint8Array(e, idToBytes(id))
  writeUint8Array(e, secret)
  writeUint8Array(e, idToBytes(device))
  writeVarUint(e, number)
  writeVarUint(e, packets.length)
  for (const packet of packets) writeVarUint8Array(e, packet)
  return toUint8Array(e)
}

export const parseStickContent = (bytes: Uint8Array): Result<StickContent, 'malformed'> =>
  guarded(() => {
    const r = createReader(bytes)
    const content = {
      id: r.id(),
      secret: r.take(32),
      device: r.id(),
      number: r.uint(),
      packets: readList(r, 1, stickLimits.packets, () => r.bytes(limits.packetBytes)),
    }
    r.end()
    return content
  })

export type StickFile =
  | { readonly type: 'outbox'; readonly sealed: Uint8Array }
  | { readonly type: 'answer'; readonly id: string; readonly nonce: Uint8Array; readonly sealed: Uint8Array }

export const outboxFile = (sealed: Uint8Array): Uint8Array => joined(outboxHead, sealed)

/** What the seal of an answer covers besides its content. */
export const answerContext = (id: string): Uint8Array => joined(answerHead, idToBytes(id))

/** `nonce` is 12 random bytes of AES-GCM. */
export const answerFile = (id: string, nonce: Uint8Array, sealed: Uint8Array): Uint8Array =>
  joined(answerContext(id), nonce, sealed)

/** What a file says it is; nothing in it is believed yet. */
export const parseStickFile = (bytes: Uint8Array): Result<StickFile, 'malformed'> =>
  guarded((): StickFile | null => {
    if (bytes.length > stickLimits.fileBytes) return null
    const r = createReader(bytes)
    r.expect([...outboxHead.subarray(0, 4)])
    const kind = r.byte()
    if (kind === 1) return { type: 'outbox', sealed: r.take(r.left()) }
    if (kind === 2) return { type: 'answer', id: r.id(), nonce: r.take(12), sealed: r.take(r.left()) }
    return null
  })

export const encodeStickAnswers = (answers: readonly Uint8Array[]): Uint8Array => {
  const e = createEncoder()
  writeVarUint(e, answers.length)
  for (const answer of answers) writeVarUint8Array(e, answer)
  return toUint8Array(e)
}

export const parseStickAnswers = (bytes: Uint8Array): Result<readonly Uint8Array[], 'malformed'> =>
  guarded(() => {
    const r = createReader(bytes)
    const answers = readList(r, 1, stickLimits.answers, () => r.bytes(limits.answerBytes))
    r.end()
    return answers
  })

/** Nothing personal: four characters of a random id, and a number. */
export const stickName = (device: string, number: number, kind: StickFile['type']): string => {
  const short = [...idToBytes(device).subarray(0, 2)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return `morchid-${short}-${number}${kind === 'answer' ? '-reponse' : ''}.mor`
}

/** The nonce of the requests that the server makes of a stick, which its answers repeat (rule 3). */
export const stickNonce = (id: string): Uint8Array => idToBytes(id).subarray(0, 8)

/** Requests the server's own door takes: as many packets in each as it reads. */
export const stickRequests = (packets: readonly Uint8Array[]): readonly (readonly Uint8Array[])[] => {
  const requests: Uint8Array[][] = []
  let size = 0
  for (const packet of packets) {
    const last = requests.at(-1)
    size += packet.length
    if (last && size <= limits.requestBytes / 2 && last.length < limits.requestPackets) last.push(packet)
    else {
      requests.push([packet])
      size = packet.length
    }
  }
  return requests
}

const joined = (...parts: readonly Uint8Array[]): Uint8Array => {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
