// Who is measured, by the name the command line knows. Loaded one by one: a peer's packages are only there once installed.
import type { Contender } from './contender.ts'

interface Listed {
  readonly name: string
  readonly title: string
  /** Needs what `bench/peers` installs. */
  readonly peer: boolean
  load(): Promise<Contender>
}

export const contenders: readonly Listed[] = [
  {
    name: 'floor',
    title: 'floor: one POST, brotli 11',
    peer: false,
    load: async () => (await import('./floor.ts')).createFloor(1_000_000, 11),
  },
  {
    name: 'floor-50',
    title: 'floor in POSTs of 50, brotli 5',
    peer: false,
    load: async () => (await import('./floor.ts')).createFloor(50, 5),
  },
  { name: 'ours', title: 'Morchid', peer: false, load: async () => (await import('./ours.ts')).ours },
  {
    name: 'pouchdb',
    title: 'PouchDB 9, express-pouchdb 4',
    peer: true,
    load: async () => (await import('../peers/pouchdb.ts')).pouchdb,
  },
  {
    name: 'y-websocket',
    title: 'y-websocket 3, a room a dossier',
    peer: true,
    load: async () => (await import('../peers/y-websocket.ts')).yWebsocket,
  },
]
