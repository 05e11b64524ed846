// Bytes as letters that people read out and type: Base32 of Crockford, which has no I, L, O or U.
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** A whole number of letters only: the bytes are a multiple of 5. */
export const toBase32 = (bytes: Uint8Array): string => {
  let bits = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n)
  let text = ''
  for (let at = 0; at < (bytes.length * 8) / 5; at++, bits >>= 5n) text = alphabet.charAt(Number(bits & 31n)) + text
  return text
}

/** Null when a letter is none of ours. Capitals only. */
export const fromBase32 = (text: string): Uint8Array | null => {
  let bits = 0n
  for (const letter of text) {
    const value = alphabet.indexOf(letter)
    if (value < 0) return null
    bits = (bits << 5n) | BigInt(value)
  }
  const bytes = new Uint8Array((text.length * 5) / 8)
  for (let at = bytes.length - 1; at >= 0; at--, bits >>= 8n) bytes[at] = Number(bits & 255n)
  return bytes
}
