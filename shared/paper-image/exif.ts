// A JPEG without what cameras write about it: its EXIF and XMP, which say how it was held, where and by whom. The pixels are
// the same bytes. Not what makes a page clean (that is drawing it anew), only what keeps a decoder from turning it.

const startOfScan = 0xda
const exifAndXmp = 0xe1

export const withoutExif = (jpeg: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> => {
  const out = new Uint8Array(jpeg.length)
  let length = 0
  const keep = (from: number, to: number): void => {
    out.set(jpeg.subarray(from, to), length)
    length += to - from
  }
  let at = Math.min(2, jpeg.length)
  keep(0, at)
  while (at + 4 <= jpeg.length && jpeg[at] === 0xff && jpeg[at + 1] !== startOfScan) {
    const marker = jpeg[at + 1] ?? 0
    // Bytes that only fill stand before a marker.
    const long = marker === 0xff ? 1 : 2 + (((jpeg[at + 2] ?? 0) << 8) | (jpeg[at + 3] ?? 0))
    const next = Math.min(jpeg.length, at + long)
    if (marker !== exifAndXmp) keep(at, next)
    at = next
  }
  keep(at, jpeg.length)
  return out.subarray(0, length)
}
