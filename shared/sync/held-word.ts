// Whether the readers of a dossier are told of an entry that is held, and what (rule 7): only where a person can do
// something about it, once for each entry, and never what the guard would not let reach them. Pure.
import { toBase64UrlEncoded } from 'lib0/buffer'
import type { Act } from '../dossier/act.ts'
import { payloadOf, type Payload } from '../dossier/payload.ts'
import { guardDraft } from './examine.ts'
import type { EntryAuthor } from './judge.ts'
import { limits } from './limits.ts'
import type { HeldReason, PulledEntry } from './ports.ts'
import { entryHeldAct } from './server-acts.ts'

type Told = Payload<'entry-held'>

/** Every other reason is a fault of a device, which nobody of an office can mend, or will be looked at again. */
const toldReasons: readonly HeldReason[] = ['after-submission', 'act-not-allowed'] satisfies readonly Told['reason'][]

const isTold = (reason: HeldReason): reason is Told['reason'] => toldReasons.includes(reason)

/** Null when there is nobody to tell, nothing to tell, or it was told before. `readers` is the circulation. */
export const wordOnHeld = (
  { acts, circulation: readers }: { readonly acts: readonly Act[]; readonly circulation: readonly string[] },
  entry: PulledEntry,
  reason: HeldReason,
  { device, incarnation, agent, unit }: EntryAuthor,
): Act | null => {
  const { id, dossier, kind, bytes } = entry
  const received = receivedFirst(acts)
  // Strangers to the dossier have nothing to say to its readers.
  if (!isTold(reason) || !received || unit === null || !readers.includes(unit)) return null
  const before = acts.flatMap((act) => payloadOf(act, 'entry-held') ?? [])
  if (before.length >= limits.heldTold || before.some((one) => one.entry === id)) return null
  if (kind === 'draft' && !guardDraft(bytes, dossier, { device, incarnation, agent }).ok) return null
  const whole = bytes.length <= limits.heldToldBytes ? { bytes: toBase64UrlEncoded(bytes) } : {}
  return entryHeldAct(received, { entry: id, reason, kind, by: { agent, device, incarnation }, ...whole })
}

/** A restored server may have said it twice: the same one for whoever looks. */
const receivedFirst = (acts: readonly Act[]): Act | undefined =>
  acts
    .filter(({ kind, by }) => kind === 'received' && by.role === 'system')
    .sort((a, b) => (a.at === b.at ? (a.id < b.id ? -1 : 1) : a.at < b.at ? -1 : 1))[0]
