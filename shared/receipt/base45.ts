// Base45 (RFC 9285): bytes in the 45 characters that a QR code packs best. Written here because the npm package needs
// Node's Buffer and takes what the RFC refuses. Refuses every text that is not the one way of writing its bytes.
const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'

export const toBase45 = (bytes: Uint8Array): string => {
  let text = ''
  for (let at = 0; at < bytes.length; at += 2) {
    const isPair = at + 1 < bytes.length
    let rest = isPair ? (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0) : (bytes[at] ?? 0)
    for (let left = isPair ? 3 : 2; left > 0; left--) {
      text += alphabet.charAt(rest % 45)
      rest = Math.floor(rest / 45)
    }
  }
  return text
}

/** Null when it is not Base45: a stranger's character, a length nothing has, a group beyond its bytes. */
export const fromBase45 = (text: string): Uint8Array | null => {
  if (text.length % 3 === 1) return null
  const bytes: number[] = []
  for (let at = 0; at < text.length; at += 3) {
    const digits = Array.from(text.slice(at, at + 3), (one) => alphabet.indexOf(one))
    if (digits.includes(-1)) return null
    const value = digits.reduceRight((sum, digit) => sum * 45 + digit, 0)
    if (value > (digits.length === 3 ? 0xffff : 0xff)) return null
    if (digits.length === 3) bytes.push(value >> 8)
    bytes.push(value & 0xff)
  }
  return Uint8Array.from(bytes)
}
