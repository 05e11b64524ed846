// Writes down that a colleague was let in on this device: a small dossier of its own, read where the supervisors sit. A
// supervisor who lets somebody in agrees to it in the same breath.
import { toBase64UrlEncoded } from 'lib0/buffer'
import { ok } from '../../shared/text/result.ts'
import type { LiveDossiers } from './live-dossiers.ts'
import type { PeopleDesk } from './people-here.ts'
import { supervisingUnits } from './supervising-units.ts'
import type { Writer } from './writer.ts'

export interface PeopleDeskParts {
  readonly lives: LiveDossiers
  readonly writer: Pick<Writer, 'directory' | 'device' | 'me'>
  random(length: number): Uint8Array
}

export const createPeopleDesk = ({ lives, writer, random }: PeopleDeskParts): PeopleDesk => ({
  join: async ({ id: agent }, publicKey) => {
    const id = toBase64UrlEncoded(random(16))
    const live = await lives.take(id)
    try {
      const to = supervisingUnits(writer.directory())
      const written = await live.write('person-joined', { agent, device: writer.device, publicKey, to })
      if (!written.ok) return written
      if (writer.me.role !== 'supervisor') return ok(undefined)
      const agreed = await live.write('person-certified', { joined: written.value.id })
      return agreed.ok ? ok(undefined) : agreed
    } finally {
      lives.leave(id)
    }
  },
})
