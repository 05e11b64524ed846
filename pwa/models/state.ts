// The signals behind every model, written only by this room. The files beside it show them read-only.
// It must import nothing that weighs: the first screen loads it before there is a database.
import { signal } from '@preact/signals'
import type { Directory, Role } from '../../shared/access/directory.ts'
import type { ProcedurePack } from '../../shared/procedure/pack.ts'
import type { L10n } from '../../shared/text/l10n.ts'
import type { RecordingLine, VisitsLine } from './commune-line.ts'
import type { Summary } from './summary.ts'

/** `other-tab`: this device is open in another tab of this browser. `welcome`: nobody was ever enrolled here. */
export type Phase = 'starting' | 'other-tab' | 'welcome' | 'enrol' | 'locked' | 'open'

/** Who can open this device; shown on the lock screen, so their names are the only ones kept in clear. */
export interface Person {
  readonly agent: string
  readonly name: string
  readonly role: Role
}

/** `lost`: this browser was enrolled and its database is gone. `behind`: it is older than what was written in it. `closed`: it does not open. */
export type Damage = 'lost' | 'behind' | 'closed'

/** Why a sitting ended by itself. `forked`: the server has other packets under this sitting's numbers. */
export type Ended = 'forked'

export interface Link {
  readonly online: boolean
  readonly state: 'idle' | 'syncing' | 'offline' | 'refused'
  /** ISO 8601. */
  readonly lastSync: string | null
  readonly unsentBytes: number
  readonly problem: L10n | null
}

export interface Present {
  readonly agent: string
  readonly dossier: string
}

export const state = {
  phase: signal<Phase>('starting'),
  damage: signal<Damage | null>(null),
  /** Said on the lock screen until somebody opens again. */
  ended: signal<Ended | null>(null),
  people: signal<readonly Person[]>([]),
  agent: signal<string | null>(null),
  directory: signal<Directory | null>(null),
  packs: signal<readonly ProcedurePack[]>([]),
  /** Every pack this device knows, by `id@version`: dossiers keep the version they were opened with. */
  knownPacks: signal<ReadonlyMap<string, ProcedurePack>>(new Map()),
  summaries: signal<readonly Summary[]>([]),
  recordings: signal<readonly RecordingLine[]>([]),
  visits: signal<readonly VisitsLine[]>([]),
  link: signal<Link>({ online: true, state: 'idle', lastSync: null, unsentBytes: 0, problem: null }),
  presence: signal<readonly Present[]>([]),
  /** Requests left for later: the picture by which each is found again, by dossier. */
  asleep: signal<Readonly<Record<string, string>>>({}),
  storagePersisted: signal<boolean | null>(null),
  /** Request forms on screen: an update never reloads over one. */
  openForms: signal(0),
}

/** What a locked screen may not remember. */
export const forget = (): void => {
  state.agent.value = null
  state.directory.value = null
  state.summaries.value = []
  state.recordings.value = []
  state.visits.value = []
  state.presence.value = []
  state.asleep.value = {}
}
