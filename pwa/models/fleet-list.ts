// The supervisor's lists of devices and people, from what the server last said and what was ordered here. Pure. An order
// changes nothing in a list before the server has taken it in: until then it stands beside the device, as kept.
import type { Agent, DeviceSeen, Directory, Unit } from '../../shared/access/directory.ts'
import type { StandingLine } from './commune-line.ts'

/** `erasing`: it was ordered to empty itself, and has not said that it did. */
export type DeviceState = 'in-use' | 'lent' | 'erasing' | 'revoked' | 'erased'

export interface FleetDevice {
  readonly seen: DeviceSeen
  readonly state: DeviceState
  /** People with a key on it that counts. */
  readonly people: readonly Agent[]
  /** Dossier of the loan that can be ended from here. */
  readonly loan: string | null
  /** Written here about it, and not received by the server. */
  readonly kept: readonly StandingLine[]
}

export interface FleetPerson {
  readonly agent: Agent
  readonly devices: readonly DeviceSeen[]
  readonly kept: readonly StandingLine[]
}

export interface FleetUnit {
  readonly unit: Unit
  readonly people: readonly FleetPerson[]
}

export interface WaitingPerson {
  readonly line: StandingLine
  readonly name: string
  readonly unit: Unit | null
  /** The server does not take it in. */
  readonly held: boolean
}

export const stateOf = (device: DeviceSeen): DeviceState => {
  if (device.erasedAt !== undefined) return 'erased'
  if (device.revokedAt !== undefined) return 'revoked'
  if (device.eraseOrderedAt !== undefined) return 'erasing'
  return device.lentTo === undefined ? 'in-use' : 'lent'
}

/** It still belongs to the commune: its silence means something. */
export const isTrusted = (device: DeviceSeen): boolean =>
  device.revokedAt === undefined && device.erasedAt === undefined

/** The one to call first comes first; those that are over come last. */
export const devicesOf = (
  { devices = [], agents }: Pick<Directory, 'devices' | 'agents'>,
  lines: readonly StandingLine[],
): readonly FleetDevice[] =>
  devices
    .map((seen) => ({
      seen,
      state: stateOf(seen),
      people: agents.filter(({ id }) => seen.agents.includes(id)),
      loan: loanOf(seen, lines),
      kept: lines.filter((line) => line.kept && isOrder(line) && line.device === seen.id),
    }))
    .toSorted((a, b) => rank(a.seen) - rank(b.seen) || (a.seen.id < b.seen.id ? -1 : 1))

/** Everybody, unit by unit, in the order of the directory. */
export const peopleOf = (
  { units, agents, devices = [] }: Pick<Directory, 'units' | 'agents' | 'devices'>,
  lines: readonly StandingLine[],
): readonly FleetUnit[] =>
  units.map((unit) => ({
    unit,
    people: agents
      .filter((agent) => agent.unit === unit.id)
      .map((agent) => ({
        agent,
        devices: devices.filter((one) => isTrusted(one) && one.agents.includes(agent.id)),
        kept: lines.filter((line) => line.kept && line.kind === 'person-left' && line.agent === agent.id),
      })),
  }))

/** Who made a key on a device and is not vouched for, the longest waiting first. */
export const waitingOf = (
  { units, agents, keys = [] }: Pick<Directory, 'units' | 'agents' | 'keys'>,
  lines: readonly StandingLine[],
): readonly WaitingPerson[] =>
  lines
    .filter((line) => line.kind === 'person-joined' && !line.over)
    .filter((line) => !keys.some((key) => key.publicKey === line.publicKey && key.withdrawnAt === undefined))
    .toSorted((a, b) => (a.at < b.at ? -1 : 1))
    .map((line) => {
      const known = agents.find(({ id }) => id === line.agent)
      const unit = units.find(({ id }) => id === (line.newcomer?.unit ?? known?.unit ?? line.by.unit))
      return { line, name: line.newcomer?.name ?? known?.name ?? line.agent ?? '', unit: unit ?? null, held: line.held }
    })

const isOrder = (line: StandingLine): boolean => line.kind.startsWith('device-') || line.kind === 'work-admitted'

const loanOf = (seen: DeviceSeen, lines: readonly StandingLine[]): string | null =>
  lines
    .filter((line) => line.kind === 'device-lent' && line.device === seen.id && !line.over && !line.held)
    // A loan with a last day ends by itself, on the server.
    .filter((line) => seen.lentTo !== undefined || line.kept)
    .toSorted((a, b) => (a.at < b.at ? 1 : -1))[0]?.id ?? null

const rank = (device: DeviceSeen): number =>
  (isTrusted(device) ? 0 : Number.MAX_SAFE_INTEGER / 2) + Date.parse(device.lastSeen ?? device.enrolledAt)
