// Planted bugs, each a wrong decision put in the place of a right one: the simulation must notice every one of them,
// or its silence about the real machines means nothing.
import type { ClientRules } from '../client.ts'
import { clientRules } from '../client.ts'
import { judgeLink } from '../link.ts'
import type { ServerRules } from '../server.ts'
import { serverRules } from '../server.ts'
import { judgeEntry } from '../judge.ts'
import type { ServerTx } from '../ports.ts'

export interface Plan {
  readonly client: ClientRules
  readonly server: ServerRules
  /** Wraps what the server machine writes with. */
  readonly tx: (tx: ServerTx) => ServerTx
  /** The answer leaves before COMMIT. */
  readonly ackBeforeCommit: boolean
  /** Every sitting of a device writes under the clientID of its first one. */
  readonly clientIdReused: boolean
  /** The client's disk writes cursors and entries in two steps. */
  readonly cursorsFirst: boolean
  /** The client's disk marks rows as carried before it has the packet. */
  readonly rowsFirst: boolean
}

export const honest: Plan = {
  client: clientRules,
  server: serverRules,
  tx: (tx) => tx,
  ackBeforeCommit: false,
  clientIdReused: false,
  cursorsFirst: false,
  rowsFirst: false,
}

export const mutants: Readonly<Record<string, Plan>> = {
  'ack before commit': { ...honest, ackBeforeCommit: true },
  'gap accepted': {
    ...honest,
    server: {
      ...serverRules,
      link: (...seen) => {
        const place = judgeLink(...seen)
        return place === 'gap' ? 'next' : place
      },
    },
  },
  'clientID reused': { ...honest, clientIdReused: true },
  'head not compared': {
    ...honest,
    client: {
      ...clientRules,
      heads: async (_disk, _chains, _heads, batch) => ({
        own: batch.map(({ incarnation, n, hash }) => ({ incarnation, n, hash })),
        forked: [],
        regressed: [],
      }),
    },
  },
  'held drops the rest of the packet': { ...honest, tx: (tx) => dropAfterHeld(tx) },
  'held is acknowledged and forgotten': {
    ...honest,
    tx: (tx) => ({
      ...tx,
      saveEntry: async (id, entry, from, held) => (held === null ? tx.saveEntry(id, entry, from, null) : undefined),
    }),
  },
  'cursor saved before the entries': { ...honest, cursorsFirst: true },
  'rows marked as sent before the packet is saved': { ...honest, rowsFirst: true },
  'a unit that joins hears only of what comes after': { ...honest, tx: (tx) => ({ ...tx, entriesOf: async () => [] }) },
  'draft accepted after submission': {
    ...honest,
    server: {
      ...serverRules,
      judge: (entry, view, author, context) =>
        judgeEntry(
          entry,
          entry.kind === 'draft' ? { ...view, acts: view.acts.filter((act) => act.kind !== 'submitted') } : view,
          author,
          context,
        ),
    },
  },
  'page ends one entry early': {
    ...honest,
    tx: (tx) => ({
      ...tx,
      entriesSince: async (unit, seq, limit) => {
        const rows = await tx.entriesSince(unit, seq, limit)
        return rows.map((row, at) => ({ ...row, seq: at === rows.length - 1 ? row.seq + 1 : row.seq }))
      },
    }),
  },
}

/** Entries of a packet that come after one that was held are silently left out. */
const dropAfterHeld = (tx: ServerTx): ServerTx => {
  const broken = new Set<string>()
  return {
    ...tx,
    saveEntry: async (id, entry, from, held) => {
      const packet = `${from.incarnation}|${from.n}`
      if (broken.has(packet)) return
      if (held !== null) broken.add(packet)
      await tx.saveEntry(id, entry, from, held)
    },
  }
}
