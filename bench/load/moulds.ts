// Dossiers by the million: real ones, written once by the product's functions, then cast again with other ids, references
// and secrets. What is cast is well formed (each act names the one before it by its hash, canonical to the byte), but a
// draft keeps the words of its mould: good for a log that is full, not for one that is judged.
import { hash } from 'node:crypto'
import { actBytes, makeAct, parseAct } from '../../shared/dossier/act.ts'
import { tokenHash } from '../../shared/dossier/reference.ts'
import { entryId } from '../../shared/sync/entry.ts'
import type { Entry, EntryKind, PulledEntry } from '../../shared/sync/ports.ts'
import { entriesOf, type Author } from '../sync/dossiers.ts'
import type { Member } from './commune.ts'
import { beacon, factsAt } from './sittings.ts'

type What = 'dossier' | 'after' | 'tokenHash' | 'secretHash'

interface Piece {
  readonly kind: EntryKind
  readonly bytes: Buffer
  /** Where in the bytes the words stand that differ. */
  readonly slots: readonly { readonly at: number; readonly what: What }[]
}

/** A request as its point and its office leave it: opened, the draft, the mandate, submitted, a clerk's note. */
export interface Mould {
  readonly point: readonly Piece[]
  readonly office: Piece
}

/** The i-th of a mediator's moulds. */
export const mouldOf = (i: number, mediator: Member, clerk: Member): Mould => {
  const { agent, device, unit, role } = mediator
  const author: Author = { agent, device, unit, role, incarnation: 'A'.repeat(22), beacon }
  const facts = factsAt(i, mediator, i)
  const entries = entriesOf(facts, author)
  const submitted = parseAct(entries.at(-1)?.bytes ?? new Uint8Array())
  if (!submitted.ok) throw new Error('the last entry of a request is no submission')
  const noted = noteOn(facts.id, submitted.value.id, clerk)
  const known = { dossier: facts.id, tokenHash: facts.tokenHash, secretHash: facts.secretHash }
  return { point: entries.map((entry) => pieceOf(entry, known)), office: pieceOf(noted, known) }
}

export const noteOn = (dossier: string, after: string, { agent, device, unit, role }: Member): Entry => {
  const by = { agent, device, unit, role }
  const payload = { text: 'Vu au bureau.' }
  const body = {
    v: 1,
    dossier,
    kind: 'noted',
    by,
    at: '2026-11-20T10:00:00Z',
    beacon,
    after: [after],
    payload,
  } as const
  return { dossier, kind: 'act', bytes: actBytes(makeAct(body)) }
}

const pieceOf = ({ kind, bytes: given }: Entry, known: Readonly<Record<Exclude<What, 'after'>, string>>): Piece => {
  const bytes = Buffer.from(given)
  if (kind === 'draft') return { kind, bytes, slots: [] }
  const act = parseAct(given)
  const after = act.ok ? (act.value.after[0] ?? '') : ''
  const words: readonly (readonly [What, string])[] = [
    ['dossier', known.dossier],
    ['after', after],
    ['tokenHash', known.tokenHash],
    ['secretHash', known.secretHash],
  ]
  const slots = words.flatMap(([what, word]) => {
    const at = word === '' ? -1 : bytes.indexOf(word)
    return at < 0 ? [] : [{ at, what }]
  })
  return { kind, bytes, slots }
}

export const filledDossier = (i: number): string => idFrom(`dossier ${i}`)
/** What stands in the QR of its receipt. */
export const filledToken = (i: number): string => idFrom(`token ${i}`)

/** 16 bytes as an id has them, always the same from that text. */
export const idFrom = (text: string): string => hash('sha256', text, 'buffer').toString('base64url', 0, 16)

export interface Cast {
  readonly point: readonly PulledEntry[]
  readonly office: PulledEntry
  /** Id of its last act. */
  readonly last: string
}

/** The i-th dossier of a filled database, from any mould. */
export const cast = (i: number, { point, office }: Mould): Cast => {
  const dossier = filledDossier(i)
  const words = {
    dossier,
    after: '',
    tokenHash: tokenHash(filledToken(i)),
    secretHash: hash('sha256', `secret ${i}`, 'base64url'),
  }
  const one = ({ kind, bytes, slots }: Piece): PulledEntry => {
    const copy = Buffer.from(bytes)
    for (const { at, what } of slots) copy.write(words[what], at, 'latin1')
    if (kind === 'act') words.after = hash('sha256', copy, 'base64url')
    const entry: Entry = { dossier, kind, bytes: new Uint8Array(copy) }
    return { ...entry, id: entryId(entry) }
  }
  const made = point.map(one)
  const last = one(office)
  return { point: made, office: last, last: words.after }
}
