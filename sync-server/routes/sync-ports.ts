// The sync machine's world: this server's store, keys, packs and clock, as `shared/sync` wants them handed in.
import type { ServerPorts, ServerTx } from '../../shared/sync/server-ports.ts'
import { createServerCodec } from '../accept/codec.ts'
import { makeBeacon, makeReceipt } from '../accept/statement.ts'
import { createVerifier } from '../accept/verifier.ts'
import { look, transact } from '../store/sync-store.ts'
import type { AppDeps } from './context.ts'

export const syncPorts = (deps: AppDeps): ServerPorts => {
  const { db, keys, packs, storage, metrics, now, calendar, memory, messages } = deps
  const world = { offices: keys.offices, calendar, now, memory, messages: messages !== null }
  return {
    codec: createServerCodec(keys),
    verifier: createVerifier(),
    readBody: deps.readBody,
    examine: deps.examine,
    transaction: async (work) => {
      const full = (await storage.look()) === 'full'
      const { value, moved } = await metrics.inTransaction(
        (over) => transact(db, deps.publicUrl, (tx) => work(over(full ? readsOnly(tx) : tx)), world),
        now,
      )
      if (moved.units.size > 0) deps.onMoved(moved)
      return value
    },
    look: (work) => look(db, work, now),
    now: () => now().toISOString(),
    beacon: () => makeBeacon(keys.secret, now()),
    receipt: (bytes) => makeReceipt(keys.secret, bytes),
    packs: () => packs,
  }
}

/** On a full disk a known session reads on, since nothing has to be written for it. */
const readsOnly = (tx: ServerTx): ServerTx => ({ ...tx, deviceSeen: async () => undefined })
