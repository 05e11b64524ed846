// A WebM clip without what only long films need: the index, the tags and the room left for both. A quarter of a short
// clip's bytes. Never touches the sound.

/** Elements of the second level that a player of a one-second clip has no use for: SeekHead, Void, Tags, Cues. */
const dropped = new Set([0x11_4d_9b_74, 0xec, 0x12_54_c3_67, 0x1c_53_bb_6b])
const segmentId = 0x18_53_80_67

export const slimWebm = (bytes: Uint8Array): Uint8Array => {
  const file = elements(bytes)
  const segment = file.find(({ id }) => id === segmentId)
  if (segment === undefined) throw new Error('no segment: not a WebM')
  const kept = elements(segment.body).filter(({ id }) => !dropped.has(id))
  const body = Buffer.concat(kept.map(({ whole }) => whole))
  const before = file.filter(({ id }) => id !== segmentId).map(({ whole }) => whole)
  return Buffer.concat([...before, Buffer.from([0x18, 0x53, 0x80, 0x67]), sizeOf(body.length), body])
}

interface Element {
  readonly id: number
  readonly body: Uint8Array
  readonly whole: Uint8Array
}

const elements = (bytes: Uint8Array): readonly Element[] => {
  const found: Element[] = []
  for (let at = 0; at < bytes.length;) {
    const id = variable(bytes, at, true)
    const size = variable(bytes, at + id.length, false)
    const start = at + id.length + size.length
    const end = start + size.value
    if (end > bytes.length) throw new Error('an element ends after its file')
    found.push({ id: id.value, body: bytes.subarray(start, end), whole: bytes.subarray(at, end) })
    at = end
  }
  return found
}

/** EBML: as many zeros before the first one as there are more bytes; an id keeps that marker, a size does not. */
const variable = (bytes: Uint8Array, at: number, keepMarker: boolean): { value: number; length: number } => {
  const first = bytes[at] ?? 0
  const length = Math.clz32(first) - 23
  if (length > 8) throw new Error('not EBML')
  let value = keepMarker ? first : first & (0xff >> length)
  for (let i = 1; i < length; i++) value = value * 256 + (bytes[at + i] ?? 0)
  return { value, length }
}

/** In two bytes, which 16 KB clips fit, or four. */
const sizeOf = (length: number): Uint8Array =>
  length < 0x3f_ff
    ? Buffer.from([0x40 | (length >> 8), length & 0xff])
    : Buffer.from([0x10 | (length >> 24), (length >> 16) & 0xff, (length >> 8) & 0xff, length & 0xff])
