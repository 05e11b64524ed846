// What a schedule runs with: the real machines, or one of them with a planted bug (mutants.ts).
import type { ClientRules } from '../exchange.ts'
import { clientRules } from '../client.ts'
import type { ServerPorts, ServerTx } from '../server-ports.ts'
import type { ServerRules } from '../server.ts'
import { serverRules } from '../server.ts'
import { examineJob } from '../examine.ts'
import { fakeVerifier } from './crypto.ts'

export interface Plan {
  readonly client: ClientRules
  readonly server: ServerRules
  /** Wraps what the server machine writes with. */
  readonly tx: (tx: ServerTx) => ServerTx
  readonly examine: ServerPorts['examine']
  readonly verifier: ServerPorts['verifier']
  /** The answer leaves before COMMIT. */
  readonly ackBeforeCommit: boolean
  /** The server's disk says COMMIT and has not written: a kill loses the last transaction. */
  readonly serverForgets: boolean
  /** The device's disk says "kept" and has not written: the death of the tab loses the last row. */
  readonly deviceForgets: boolean
  /** Every sitting of a device writes under the clientID of its first one. */
  readonly clientIdReused: boolean
  /** Every sitting of a device continues the chain of its first one. */
  readonly incarnationReused: boolean
  /** The client's disk writes cursors and entries in two steps. */
  readonly cursorsFirst: boolean
  /** The client's disk marks rows as carried before it has the packet. */
  readonly rowsFirst: boolean
  /** The client's disk drops a packet as soon as a head covers it. */
  readonly droppedAtHead: boolean
  /** A restored server goes on under its old number. */
  readonly epochKept: boolean
  /** An answer to another question is taken for this one's. */
  readonly nonceIgnored: boolean
}

export const honest: Plan = {
  client: clientRules,
  server: serverRules,
  tx: (tx) => tx,
  examine: async (_device, jobs) => jobs.map((job) => [...examineJob(job)]),
  verifier: fakeVerifier,
  ackBeforeCommit: false,
  serverForgets: false,
  deviceForgets: false,
  clientIdReused: false,
  incarnationReused: false,
  cursorsFirst: false,
  rowsFirst: false,
  droppedAtHead: false,
  epochKept: false,
  nonceIgnored: false,
}
