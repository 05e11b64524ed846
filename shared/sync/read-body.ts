// An opened body, read and proven against its header: entries with their ids, whose Merkle root the device signed. It
// takes long for a big one, so that the server has it done elsewhere; it must never trust what it reads.
import { parseEntries } from './body.ts'
import { limits } from './limits.ts'
import { merkleRoot } from './merkle.ts'
import type { PulledEntry } from './ports.ts'
import type { BodyHeader } from './server-ports.ts'
import { withIds } from './witness.ts'

/** Null when it is not what its header says. */
export const readBody = (
  opened: Uint8Array,
  { root, count, device, incarnation }: BodyHeader,
): readonly PulledEntry[] | null => {
  const entries = parseEntries(opened, { limit: limits.bodyBytes, sitting: { device, incarnation } })
  if (!entries.ok || entries.value.length !== count) return null
  const known = withIds(entries.value)
  return merkleRoot(known.map(({ id }) => id)) === root ? known : null
}
