// What a device tells of itself with a request: which app it runs, how much still waits. Only what changed since the
// server last took it in, so that it costs nothing when there is nothing to say.
import { countOf } from './packet.ts'
import { limits } from './limits.ts'
import type { ClientPorts } from './client-ports.ts'
import type { DeviceTold, OutboxPacket } from './ports.ts'

/** As the server last took it in. */
export interface LastTold {
  readonly version: string
  readonly unsent: number
}

export interface Telling {
  readonly told: DeviceTold | null
  /** What the server knows once it has taken this in. */
  readonly after: LastTold
}

/** `beyond` are packets that wait and are not in the request. */
export const tellOf = async (
  { about, disk }: Pick<ClientPorts, 'about' | 'disk'>,
  beyond: readonly OutboxPacket[],
  last: LastTold | null,
): Promise<Telling | null> => {
  if (!about) return null
  const inPackets = beyond.reduce((sum, { bytes }) => sum + countOf(bytes), 0)
  const unsent = inPackets + (await disk.unsent()).length + (about.uncut ?? 0)
  const version = about.version.slice(0, limits.versionBytes)
  const erased = about.erased ?? false
  const told = {
    version: version === last?.version ? null : version,
    unsent: unsent === last?.unsent ? null : unsent,
    erased,
  }
  const isNews = told.version !== null || told.unsent !== null || erased
  return { told: isNews ? told : null, after: { version, unsent } }
}
