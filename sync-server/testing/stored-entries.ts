// Entries for tests of the store, made from a number, and what a suite is given of an engine.
import type { Kysely } from 'kysely'
import { actBytes, makeAct, type Act } from '../../shared/dossier/act.ts'
import { sha256Url, toBase64Url } from '../../shared/dossier/canonical.ts'
import { makeReference } from '../../shared/dossier/reference.ts'
import { entryId } from '../../shared/sync/entry.ts'
import type { Entry, HeldReason } from '../../shared/sync/ports.ts'
import type { LogEntry } from '../../shared/sync/server-ports.ts'
import type { Tables } from '../store/schema.ts'

export interface Engine {
  readonly db: Kysely<Tables>
  close(): Promise<void>
}

/** Throws a transaction back. */
export class Rollback extends Error {}

export const ids = ['a', 'b', 'c'].map((letter) => toBase64Url(new Uint8Array(16).fill(letter.charCodeAt(0))))
export const units = ['epn-asni', 'bureau-general']
export const url = 'https://asni.test'

/** Nothing packs it. */
export const noise = Uint8Array.from({ length: 97 }, (_, at) => (at * at * 31 + at) & 255)

export const submission = (dossier: string): Act =>
  makeAct({
    v: 1,
    dossier,
    kind: 'submitted',
    by: { agent: 'fatima', device: ids[0] ?? '', unit: 'epn-asni', role: 'mediator' },
    at: '2026-11-21T09:00:00Z',
    beacon: null,
    after: [],
    payload: {
      procedure: 'xx.road-report@1.0.0',
      answersHash: sha256Url(noise),
      attachments: [],
      to: 'bureau-general',
      reference: makeReference(12, 0),
      tokenHash: sha256Url(noise),
      secretHash: sha256Url(noise),
      mode: 'enabling',
    },
  })

/** A draft or an act, by the value. */
export const entryFor = (dossier: string, value: number): Entry =>
  value % 3 === 0
    ? { dossier, kind: 'draft', bytes: new Uint8Array([value & 255, value >> 8, 255, 0]) }
    : {
        dossier,
        kind: 'act',
        bytes: actBytes(
          makeAct({
            v: 1,
            dossier,
            kind: 'noted',
            by: { agent: 'fatima', device: ids[0] ?? '', unit: 'epn-asni', role: 'mediator' },
            at: '2026-11-21T09:00:00Z',
            beacon: null,
            after: [],
            payload: { text: `note ${value}` },
          }),
        ),
      }

export const logEntry = (
  dossier: string,
  value: number,
  held: HeldReason | null,
  incarnation = ids[0] ?? '',
): LogEntry => {
  const entry = entryFor(dossier, value)
  return { ...entry, id: entryId(entry), origin: { incarnation, n: value }, held }
}

/** A draft as it stands in the log. */
export const logDraft = (dossier: string, bytes: Uint8Array): LogEntry => {
  const entry: Entry = { dossier, kind: 'draft', bytes }
  return { ...entry, id: entryId(entry), origin: { incarnation: ids[1] ?? '', n: 1 }, held: null }
}
