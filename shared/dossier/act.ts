// An act: a signed, dated event of a dossier that nobody can change. The act itself carries no signature:
// the packet that brings it signs the Merkle root of its entries (sync/SPEC.md, rule 2).
import { decodeUtf8 } from 'lib0/string'
import * as v from 'valibot'
import type { Role } from '../access/directory.ts'
import { actKinds, communeKinds, type ActKind } from '../procedure/workflow.ts'
import { err, ok, type Result } from '../text/result.ts'
import { canonicalBytes, canonicalJson, NotCanonical, sha256Url } from './canonical.ts'
import { parsePayload } from './payload.ts'

export interface ActAuthor {
  readonly agent: string
  readonly device: string
  readonly unit: string
  readonly role: Role
}

export interface ActBody {
  readonly v: 1
  readonly dossier: string
  readonly kind: ActKind
  readonly by: ActAuthor
  /** What the device's clock said, ISO 8601 UTC. Never used for order. */
  readonly at: string
  /** Last server beacon seen: the act is not older than this. Null before the first contact. */
  readonly beacon: string | null
  /** Ids of the acts seen when this one was written (the heads of the graph), sorted. */
  readonly after: readonly string[]
  readonly payload: Readonly<Record<string, unknown>>
}

/** `id` = base64url of SHA-256 over the canonical bytes (RFC 8785) of the body. */
export interface Act extends ActBody {
  readonly id: string
}

/**
 * The server's time in the beacon an act quotes (`<ISO 8601 UTC>.<MAC>`; only the server can check the MAC). Null when
 * there is none, or when what stands there is no beacon.
 */
export const beaconTimeOf = (beacon: string | null): string | null =>
  /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)\.[\w-]{43}$/.exec(beacon ?? '')?.[1] ?? null

const roles = ['mediator', 'clerk', 'officer', 'supervisor', 'system'] as const satisfies readonly Role[]
const shortText = v.pipe(v.string(), v.minLength(1), v.maxLength(100))
const isoTime = v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/))

const actBody = v.strictObject({
  v: v.literal(1),
  dossier: v.pipe(v.string(), v.regex(/^[\w-]{22}$/)),
  kind: v.picklist([...actKinds, ...communeKinds]),
  by: v.strictObject({ agent: shortText, device: shortText, unit: shortText, role: v.picklist(roles) }),
  at: isoTime,
  beacon: v.nullable(v.pipe(v.string(), v.maxLength(200))),
  after: v.pipe(v.array(v.pipe(v.string(), v.regex(/^[\w-]{43}$/))), v.maxLength(64)),
  payload: v.record(v.string(), v.unknown()),
})

/** The same act has the same bytes wherever it is built. */
const inOrder = (body: ActBody): ActBody => ({ ...body, after: [...body.after].sort() })

/** The act with its id. */
export const makeAct = (body: ActBody): Act => {
  const ordered = inOrder(body)
  return { ...ordered, id: sha256Url(canonicalBytes(ordered)) }
}

export const actBytes = ({ id: _id, ...body }: Act): Uint8Array => canonicalBytes(body)

/** From an entry's bytes. Refuses what is not the canonical form: one act, one id. */
export const parseAct = (bytes: Uint8Array): Result<Act, { type: 'act-malformed'; why: string }> => {
  let text: string
  let json: unknown
  try {
    text = decodeUtf8(bytes)
    json = JSON.parse(text)
  } catch {
    return err({ type: 'act-malformed', why: 'not JSON' })
  }
  const parsed = v.safeParse(actBody, json)
  if (!parsed.success) return err({ type: 'act-malformed', why: v.getDotPath(parsed.issues[0]) ?? 'shape' })
  const payload = parsePayload(parsed.output.kind, parsed.output.payload)
  if (!payload.ok) return err({ type: 'act-malformed', why: `payload.${payload.error}` })
  const body = inOrder(parsed.output)
  // Text that is the same is the same bytes: what decodes at all decodes one way.
  if (canonicalOf(body) !== text) return err({ type: 'act-malformed', why: 'not canonical' })
  return ok({ ...body, id: sha256Url(bytes) })
}

/** Null when what a stranger wrote has no canonical form at all. */
const canonicalOf = (body: ActBody): string | null => {
  try {
    return canonicalJson(body)
  } catch (cause) {
    if (cause instanceof NotCanonical) return null
    throw cause
  }
}
