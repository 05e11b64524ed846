// Whether a picture ends where its bytes end. One that was cut is not whole; one with something behind its end is two
// things at once, and nobody needs the second. It walks over lengths and markers, and decodes nothing.
export type PictureEnd = 'whole' | 'cut' | 'more-behind'

export const pictureEnd = (type: 'image/jpeg' | 'image/png' | 'image/webp', bytes: Uint8Array): PictureEnd => {
  const end = ends[type](bytes, new DataView(bytes.buffer, bytes.byteOffset, bytes.length))
  if (end === null || end > bytes.length) return 'cut'
  return end === bytes.length ? 'whole' : 'more-behind'
}

type End = (bytes: Uint8Array, view: DataView) => number | null

/** A length that leads back or past the end is a cut one. */
const ends: Record<'image/jpeg' | 'image/png' | 'image/webp', End> = {
  'image/webp': (bytes, view) => (bytes.length < 12 ? null : 8 + even(view.getUint32(4, true))),

  'image/png': (bytes, view) => {
    for (let at = 8; at + 12 <= bytes.length;) {
      const next = at + 12 + view.getUint32(at)
      if (view.getUint32(at + 4) === 0x49_45_4e_44) return next // IEND
      at = next
    }
    return null
  },

  // Segments with a length, then data in which FF is followed by 00 or by a restart, then segments again, until FFD9.
  'image/jpeg': (bytes, view) => {
    let inData = false
    for (let at = 2; at + 1 < bytes.length;) {
      const [first, marker = 0] = [bytes[at], bytes[at + 1]]
      if (first !== 0xff || (inData && isOfData(marker))) {
        if (!inData) return null
        at++
      } else if (marker === 0xff) at++
      else if (marker === 0xd9) return at + 2
      else {
        if (at + 4 > bytes.length) return null
        at += 2 + view.getUint16(at + 2)
        inData = marker === 0xda || inData
      }
    }
    return null
  },
}

const even = (length: number): number => length + (length % 2)
const isOfData = (marker: number): boolean => marker === 0 || (marker >= 0xd0 && marker <= 0xd7)
