// Erasures in a schedule: the server erases a dossier that it has, whatever becomes of that transaction (rule 15).
import { packRef } from '../../procedure/pack.ts'
import { statusOf } from '../../dossier/status.ts'
import { whatRemains } from '../../dossier/what-remains.ts'
import { whoHasSomething } from '../erased-dossier.ts'
import type { ServerPorts } from '../server-ports.ts'
import { erasedAct } from '../server-acts.ts'
import { sayInDossier } from '../server-says.ts'
import { simPack } from './commune.ts'

/** True once it is committed, or may be. */
export const eraseInSimulation = (ports: ServerPorts, dossier: string): Promise<boolean> =>
  sayInDossier(ports, dossier, (acts, now) => {
    if (!acts.some(({ kind }) => kind === 'opened')) return null
    const status = statusOf(acts, simPack.workflow)
    const due = { type: 'due', on: now.slice(0, 10), how: 'destroyed', why: 'retention' } as const
    const payload = whatRemains({ ...status, procedure: packRef(simPack) }, simPack.records, due, whoHasSomething(acts))
    return erasedAct(acts, { dossier, unit: status.office ?? 'office', payload }, now)
  })
