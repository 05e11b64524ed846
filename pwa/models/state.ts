// The signals behind every model, written only by this room. The files beside it show them read-only.
// It must import nothing that weighs: the first screen loads it before there is a database.
import { signal } from '@preact/signals'
import type { Directory, Role } from '../../shared/access/directory.ts'
import type { ProcedurePack } from '../../shared/procedure/pack.ts'
import type { L10n } from '../../shared/text/l10n.ts'
import type { ErasedPapersLine, KeepingLine, RecordingLine, StandingLine, VisitsLine } from './commune-line.ts'
import type { Summary } from './summary.ts'
import type { Told } from './told-shape.ts'

/** `other-tab`: this device is open in another tab of this browser. `welcome`: nobody was ever enrolled here. `paused`: open, and nobody looks. `stuck`: the database does not open. */
export type Phase = 'starting' | 'stuck' | 'other-tab' | 'welcome' | 'enrol' | 'locked' | 'paused' | 'open'

/** Who can open this device; shown on the lock screen, so their names are the only ones kept in clear. */
export interface Person {
  readonly agent: string
  readonly name: string
  readonly role: Role
  /** A security key or a fingerprint opens it too. */
  readonly hasKey?: boolean
  /** Public key of somebody let in without the network (people-here.ts). */
  readonly joined?: string
}

/** What was found at a start and what came back from the mirror; `mirror` is how the copy itself was found. */
export interface Incident {
  readonly found: 'lost' | 'behind' | 'rows'
  readonly back: { readonly rows: number; readonly packets: number; readonly recordings: number }
  readonly missing: { readonly rows: number; readonly packets: number }
  readonly mirror: 'whole' | 'cut' | 'none'
}
/** `closed`: the database does not open. `held`: another tab holds it. Until then nothing can be done here. */
export type Damage = Incident | 'closed' | 'held'

/** Why a sitting ended by itself. `idle`: nobody touched it for long, or it slept. `forked`: the server has other packets under this sitting's numbers. */
export type Ended = 'forked' | 'idle' | 'withdrawn'

export interface Link {
  readonly online: boolean
  readonly state: 'idle' | 'syncing' | 'offline' | 'refused'
  /** ISO 8601. */
  readonly lastSync: string | null
  /** The server has more than was read by then. */
  readonly more: boolean
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
  /** Set when nobody may open this device, whoever asks. */
  told: signal<Told | null>(null),
  people: signal<readonly Person[]>([]),
  agent: signal<string | null>(null),
  directory: signal<Directory | null>(null),
  packs: signal<readonly ProcedurePack[]>([]),
  /** Every pack this device knows, by `id@version`: dossiers keep the version they were opened with. */
  knownPacks: signal<ReadonlyMap<string, ProcedurePack>>(new Map()),
  summaries: signal<readonly Summary[]>([]),
  recordings: signal<readonly RecordingLine[]>([]),
  visits: signal<readonly VisitsLine[]>([]),
  standing: signal<readonly StandingLine[]>([]),
  keeping: signal<readonly KeepingLine[]>([]),
  erasedPapers: signal<readonly ErasedPapersLine[]>([]),
  link: signal<Link>({ online: true, state: 'idle', lastSync: null, more: false, unsentBytes: 0, problem: null }),
  presence: signal<readonly Present[]>([]),
  /** When the board last said that there is something to fetch, by this device's clock. */
  poked: signal<string | null>(null),
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
  state.standing.value = []
  state.keeping.value = []
  state.erasedPapers.value = []
  state.presence.value = []
  state.poked.value = null
  state.asleep.value = {}
}
