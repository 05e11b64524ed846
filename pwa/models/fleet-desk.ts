// What an unlocked device does with devices and people: each order is a small dossier of its own, judged by the same rules
// as any act. A link's code is drawn here and only its hash is written; the server has never seen it before it is used.
import { toBase64UrlEncoded } from 'lib0/buffer'
import { enrolmentCodeHash } from '../../shared/dossier/enrolment-code.ts'
import type { RuleError } from '../../shared/dossier/rules.ts'
import type { Newcomer } from '../../shared/dossier/standing-payload.ts'
import type { CommuneKind } from '../../shared/procedure/workflow.ts'
import { err, ok } from '../../shared/text/result.ts'
import type { Result } from '../../shared/text/result.ts'
import type { FleetDesk, MadeLink } from './fleet.ts'
import type { LiveDossiers } from './live-dossiers.ts'
import { state } from './state.ts'
import { supervisingUnits } from './supervising-units.ts'
import type { Writer } from './writer.ts'

export interface FleetParts {
  readonly lives: LiveDossiers
  readonly writer: Pick<Writer, 'directory' | 'device'>
  random(length: number): Uint8Array
}

export const createFleetDesk = ({ lives, writer, random }: FleetParts): FleetDesk => {
  const newId = () => toBase64UrlEncoded(random(16))
  const write = async (
    id: string,
    kind: CommuneKind,
    payload: Readonly<Record<string, unknown>>,
  ): Promise<Result<void, RuleError>> => {
    const live = await lives.take(id)
    try {
      const written = await live.write(kind, payload)
      return written.ok ? ok(undefined) : err(written.error)
    } finally {
      lives.leave(id)
    }
  }
  /** Supervisors, and the unit it concerns. */
  const readers = (unit: string | undefined): readonly string[] => [
    ...new Set([...supervisingUnits(writer.directory()), ...(unit === undefined ? [] : [unit])]),
  ]
  const unitOfDevice = (id: string) => writer.directory().devices?.find((one) => one.id === id)?.unit
  const unitOfAgent = (id: string) => writer.directory().agents.find((one) => one.id === id)?.unit
  const noteOf = (note: string) => (note.trim() === '' ? {} : { note: note.trim() })

  const link = async (agent: string, newcomer: Newcomer | null): Promise<Result<MadeLink, RuleError>> => {
    const code = toBase64UrlEncoded(random(16))
    const { publicUrl, demo } = writer.directory()
    const id = newId()
    const written = await write(id, 'link-made', {
      agent,
      codeHash: enrolmentCodeHash(code),
      ...(newcomer ? { newcomer } : {}),
      to: readers(newcomer?.unit ?? unitOfAgent(agent)),
    })
    return written.ok ? ok({ id, url: `${publicUrl}/#enrol=${code}${demo ? '&demo' : ''}` }) : err(written.error)
  }

  return {
    device: writer.device,
    makeLink: (agent) => link(agent, null),
    invite: (newcomer) => link(newId(), newcomer),
    revoke: (device, reason, note) =>
      write(newId(), 'device-revoked', { device, reason, ...noteOf(note), to: readers(unitOfDevice(device)) }),
    lend: (device, unit, until) =>
      write(newId(), 'device-lent', {
        device,
        unit,
        ...(until === '' ? {} : { until }),
        to: [...new Set([...readers(unitOfDevice(device)), unit])],
      }),
    takeBack: (loan) => write(loan, 'device-returned', {}),
    orderErase: (device) => write(newId(), 'device-erase-ordered', { device, to: readers(unitOfDevice(device)) }),
    admit: (device) => write(newId(), 'work-admitted', { device, to: readers(unitOfDevice(device)) }),
    certify: (joined) =>
      write(joined, 'person-certified', { joined: state.standing.value.find((one) => one.id === joined)?.act }),
    endPerson: (agent, device, reason, note) =>
      write(newId(), 'person-left', {
        agent,
        ...(device === null ? {} : { device }),
        reason,
        ...noteOf(note),
        to: readers(unitOfAgent(agent)),
      }),
  }
}
