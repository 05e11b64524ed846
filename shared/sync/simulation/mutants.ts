// Planted bugs, each a wrong decision put in the place of a right one: the simulation must notice every one of them,
// or its silence about the real machines means nothing. Where two layers cover each other (a restored server is noticed
// by its number and by the digests), the bug is planted with the other layer off, and the name says so.
import { checkRequest } from '../check-request.ts'
import { clientRules } from '../client.ts'
import { weighEpoch } from '../epoch.ts'
import { examineJob } from '../examine.ts'
import { weighHeads } from '../heads.ts'
import { judgeEntry } from '../judge.ts'
import { judgeLink } from '../link.ts'
import type { ServerTx } from '../server-ports.ts'
import { serverRules } from '../server.ts'
import { withIds } from '../witness.ts'
import { honest, type Plan } from './plan.ts'

const noRepair: Plan['client'] = { ...clientRules, repair: async () => ({ type: 'none', tries: 0 }) }

export const mutants: Readonly<Record<string, Plan>> = {
  // ---- what is promised before it is true
  'ack before commit': { ...honest, ackBeforeCommit: true },
  'no fsync at the server': { ...honest, serverForgets: true },
  'no fsync on the device': { ...honest, deviceForgets: true },
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
  'answer to another question accepted': { ...honest, nonceIgnored: true },
  // ---- the chain
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
  'fork not noticed': {
    ...honest,
    client: {
      ...clientRules,
      heads: async (...seen) => ({ ...(await weighHeads(...seen)), forked: [] }),
    },
  },
  'clientID reused': { ...honest, clientIdReused: true },
  'incarnation reused': { ...honest, incarnationReused: true },
  // ---- what is refused
  'held drops the rest of the packet': { ...honest, tx: (tx) => dropAfterHeld(tx) },
  'held is acknowledged and forgotten': {
    ...honest,
    tx: (tx) => ({ ...tx, saveEntries: (entries) => tx.saveEntries(entries.filter(({ held }) => held === null)) }),
  },
  'pending never judged again': { ...honest, tx: (tx) => ({ ...tx, pendingOf: async () => [] }) },
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
  'act accepted in the name of another': {
    ...honest,
    server: {
      ...serverRules,
      judge: (entry, view, author, context) => judgeEntry(entry, view, entry.kind === 'act' ? null : author, context),
    },
  },
  'signature not checked': { ...honest, verifier: { verify: async () => true } },
  'foreign clientID accepted': {
    ...honest,
    examine: async (_device, jobs) =>
      jobs.map((job) => [
        ...examineJob({ ...job, updates: job.updates.map(({ bytes }) => ({ bytes, author: null })) }),
      ]),
  },
  'receipt of a page not checked': {
    ...honest,
    server: {
      ...serverRules,
      check: async (ports, signed) => ({
        ...(await checkRequest(ports, signed)),
        witnessed: withIds(signed.request.witnessed.entries),
      }),
    },
  },
  // ---- the disks
  'cursor saved before the entries, and no digests': { ...honest, cursorsFirst: true, client: noRepair },
  'rows marked as sent before the packet is saved': { ...honest, rowsFirst: true },
  'sent dropped before it is stable': { ...honest, droppedAtHead: true },
  // ---- what is read
  'a unit that joins hears only of what comes after': { ...honest, tx: (tx) => ({ ...tx, entriesOf: async () => [] }) },
  'page ends one entry early': {
    ...honest,
    tx: (tx) => ({
      ...tx,
      entriesSince: async (unit, seq, limit, inBuckets, has) => {
        const rows = await tx.entriesSince(unit, seq, limit, inBuckets, has)
        return rows.map((row, at) => ({ ...row, seq: at === rows.length - 1 ? row.seq + 1 : row.seq }))
      },
    }),
  },
  // ---- official numbers
  'a number is given and not counted': {
    ...honest,
    tx: (tx) => ({ ...tx, takeNumber: async () => 1 }),
  },
  'numbers are counted outside of the transaction': { ...honest, tx: (tx) => countedApart(tx) },
  'a paper waits for no number to come back': { ...honest, tx: (tx) => ({ ...tx, lifeBegan: async () => null }) },
  // ---- erasure
  'erased and kept': { ...honest, tx: (tx) => ({ ...tx, erase: async () => undefined }) },
  'what comes late of an erased dossier is taken in': {
    ...honest,
    server: {
      ...serverRules,
      judge: (entry, view, author, context) =>
        judgeEntry(entry, { ...view, acts: view.acts.filter(({ kind }) => kind !== 'erased') }, author, context),
    },
  },
  // ---- lives of the server
  'restore keeps the old number, and no digests': { ...honest, epochKept: true, client: noRepair },
  'twin of the server believed': {
    ...honest,
    client: {
      ...clientRules,
      epoch: (known, told) => (known?.counter === told.counter ? 'same' : weighEpoch(known, told)),
    },
  },
  'digest adopted from the server': { ...honest, client: noRepair },
  'witnesses not heard': {
    ...honest,
    server: {
      ...serverRules,
      check: async (ports, signed) => ({ ...(await checkRequest(ports, signed)), witnessed: [] }),
    },
  },
  'lower head not offered again': {
    ...honest,
    client: {
      ...clientRules,
      heads: async (disk, chains, heads, batch, _alone) => {
        const weighed = await weighHeads(disk, chains, heads, batch, false)
        return { ...weighed, regressed: [] }
      },
    },
  },
}

/** Entries of a packet that come after one that was held are silently left out. */
const dropAfterHeld = (tx: ServerTx): ServerTx => {
  const broken = new Set<string>()
  return {
    ...tx,
    saveEntries: (entries) =>
      tx.saveEntries(
        entries.filter(({ origin, held }) => {
          const packet = `${origin.incarnation}|${origin.n}`
          if (broken.has(packet)) return false
          if (held !== null) broken.add(packet)
          return true
        }),
      ),
  }
}

const apart = new WeakMap<ServerTx, Map<string, number>>()

/** What is rolled back leaves a gap behind. */
const countedApart = (tx: ServerTx): ServerTx => {
  const numbers = apart.get(tx) ?? new Map<string, number>()
  apart.set(tx, numbers)
  return {
    ...tx,
    takeNumber: async (register) => {
      const name = JSON.stringify(register)
      const n = (numbers.get(name) ?? 0) + 1
      numbers.set(name, n)
      return n
    },
  }
}
