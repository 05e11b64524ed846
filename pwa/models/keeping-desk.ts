// What an unlocked device signs of a dossier's keeping. Where it has the dossier, the rules judge as always; where it has
// only the case that the server told, the act follows the acts that the case names, and the server judges it in full.
// It never writes for the same person twice what two must say.
import { actBytes, makeAct } from '../../shared/dossier/act.ts'
import { parsePayload } from '../../shared/dossier/payload.ts'
import { refuse } from '../../shared/dossier/refusals.ts'
import { ok } from '../../shared/text/result.ts'
import type { DeviceDisk } from '../storage/device-disk.ts'
import type { KeepingCase, KeepingDesk } from './keeping.ts'
import { standingEnds } from './keeping-rows.ts'
import type { LiveDossiers } from './live-dossiers.ts'
import { actsOf } from './summarise.ts'
import type { Writer } from './writer.ts'

export interface KeepingParts {
  readonly disk: Pick<DeviceDisk, 'write' | 'entriesOf'>
  readonly lives: LiveDossiers
  readonly writer: Writer
  /** The dossier itself is on this device. */
  has(dossier: string): boolean
}

export const createKeepingDesk = ({ disk, lives, writer, has }: KeepingParts): KeepingDesk => ({
  sign: async (one, kind, payload) => {
    const { me, device } = writer
    if (!parsePayload(kind, payload).ok) return refuse('malformed')
    const what = kind === 'disposal-decided' && 'what' in payload ? payload.what : null
    if (one.what === 'early' && what !== null && what !== 'keep' && isAskedBy(one, me.id, what))
      return refuse('same-person')
    if (has(one.dossier)) return writeWhole(lives, one.dossier, kind, payload)
    if (me.role !== 'supervisor') return refuse('role')
    const { acts } = actsOf(await disk.entriesOf(one.dossier), [])
    const act = makeAct({
      v: 1,
      dossier: one.dossier,
      kind,
      by: { agent: me.id, device, unit: me.unit, role: me.role },
      at: writer.now(),
      beacon: writer.beacon(),
      after: [...new Set([...one.after, ...acts.map(({ id }) => id)])].sort(),
      payload,
    })
    await disk.write({ dossier: one.dossier, entries: [{ kind: 'act', bytes: actBytes(act) }] })
    writer.wrote('act', one.dossier)
    return ok(undefined)
  },
})

const isAskedBy = (one: KeepingCase, agent: string, what: string): boolean => {
  const same = standingEnds(one).filter((word) => word.what === what)
  return same.length > 0 && same.every((word) => word.agent === agent)
}

const writeWhole = async (
  lives: LiveDossiers,
  dossier: string,
  kind: Parameters<KeepingDesk['sign']>[1],
  payload: Readonly<Record<string, unknown>>,
): ReturnType<KeepingDesk['sign']> => {
  const live = await lives.take(dossier)
  try {
    const written = await live.write(kind, payload)
    return written.ok ? ok(undefined) : written
  } finally {
    lives.leave(dossier)
  }
}
