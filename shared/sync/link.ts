// The chain rule: which packet may follow which (rule 2). Numbers have no gaps, and a packet names the one before it.
import type { PacketHeader } from './packet.ts'
import type { Head } from './ports.ts'

/** `same` is a packet that came before: it is answered as the first time and changes nothing. */
export type Link = 'next' | 'same' | 'gap' | 'forked'

/** `head` is the last accepted packet (n = 0 before any); `accepted` the hash of the accepted packet with the same number. */
export const judgeLink = (head: Head, header: PacketHeader, hash: string, accepted: string | null): Link => {
  if (header.n <= head.n) return accepted === hash ? 'same' : 'forked'
  if (header.n > head.n + 1) return 'gap'
  return header.prev === (head.n === 0 ? null : head.hash) ? 'next' : 'forked'
}
