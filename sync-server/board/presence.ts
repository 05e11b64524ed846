// Awareness messages as y-protocols writes them, read with bounds: who says to be there, on which dossier.
// The state stays text: the room passes it on, it never acts on it.
import { createDecoder, hasContent, readVarString, readVarUint } from 'lib0/decoding'
import { createEncoder, toUint8Array, writeVarString, writeVarUint, writeVarUint8Array } from 'lib0/encoding'

export interface Presence {
  /** Yjs clientID of a tab. */
  readonly client: number
  readonly clock: number
  /** JSON; `null` when the tab left. */
  readonly state: string
}

const MOST_ENTRIES = 64
const MOST_STATE = 1024

/** Null when it is no awareness update. Throws on truncated bytes, as lib0 does. */
export const parsePresence = (bytes: Uint8Array): readonly Presence[] | null => {
  const decoder = createDecoder(bytes)
  const count = readVarUint(decoder)
  if (count > MOST_ENTRIES) return null
  const entries: Presence[] = []
  for (let i = 0; i < count; i++) {
    const entry = { client: readVarUint(decoder), clock: readVarUint(decoder), state: readVarString(decoder) }
    if (entry.state.length > MOST_STATE || agentIn(entry.state) === 'malformed') return null
    entries.push(entry)
  }
  return hasContent(decoder) ? null : entries
}

/** The agent a state names; null when it names nobody. */
export const agentIn = (state: string): string | null | 'malformed' => {
  try {
    const json: unknown = JSON.parse(state)
    if (json === null) return null
    if (typeof json !== 'object' || Array.isArray(json)) return 'malformed'
    return 'agent' in json ? String(json.agent) : null
  } catch {
    return 'malformed'
  }
}

/** The whole message, type included. */
export const presenceMessage = (type: number, entries: readonly Presence[]): Uint8Array => {
  const update = createEncoder()
  writeVarUint(update, entries.length)
  for (const { client, clock, state } of entries) {
    writeVarUint(update, client)
    writeVarUint(update, clock)
    writeVarString(update, state)
  }
  const message = createEncoder()
  writeVarUint(message, type)
  writeVarUint8Array(message, toUint8Array(update))
  return toUint8Array(message)
}
