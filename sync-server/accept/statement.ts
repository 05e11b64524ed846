// Statements only this server can have made: the beacon (its time, quoted by devices in their acts), the ticket to a
// unit's live board and papers, the receipt of a page. The first two are `<what it says>.<HMAC-SHA-256, base64url>`,
// printable ASCII.
import type { webcrypto } from 'node:crypto'
import { fromBase64UrlEncoded } from 'lib0/buffer'
import { toBase64Url } from '../../shared/dossier/canonical.ts'

const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text)

/** `purpose` keeps a beacon from passing as a ticket. */
const sign = async (secret: webcrypto.CryptoKey, purpose: string, text: string): Promise<string> => {
  const mac = await crypto.subtle.sign('HMAC', secret, bytes(`morchid ${purpose} 1|${text}`))
  return `${text}.${toBase64Url(new Uint8Array(mac))}`
}

/** What the statement says, or null when this server did not make it for that purpose. */
const check = async (secret: webcrypto.CryptoKey, purpose: string, statement: string): Promise<string | null> => {
  const cut = statement.lastIndexOf('.')
  const mac = statement.slice(cut + 1)
  if (cut < 0 || !/^[\w-]{43}$/.test(mac)) return null
  const text = statement.slice(0, cut)
  const good = await crypto.subtle.verify(
    'HMAC',
    secret,
    new Uint8Array(fromBase64UrlEncoded(mac)),
    bytes(`morchid ${purpose} 1|${text}`),
  )
  return good ? text : null
}

/** The server's time, ISO 8601 UTC without milliseconds, signed: 64 characters. */
export const makeBeacon = (secret: webcrypto.CryptoKey, now: Date): Promise<string> =>
  sign(secret, 'beacon', now.toISOString().replace(/\.\d+Z$/, 'Z'))

/** The time a beacon tells, null when it is not ours. */
export const beaconTime = async (secret: webcrypto.CryptoKey, beacon: string): Promise<Date | null> => {
  const text = await check(secret, 'beacon', beacon)
  return text === null ? null : new Date(text)
}

/** What a page of entries is proven by, 32 bytes: nobody but this server can make it (rule 4). */
export const makeReceipt = async (secret: webcrypto.CryptoKey, page: Uint8Array): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.sign('HMAC', secret, new Uint8Array([...bytes('morchid receipt 1|'), ...page])))

export interface BoardTicket {
  readonly unit: string
  readonly agent: string
  /** Where the person sits: what ends a device's trust ends its tickets for papers. */
  readonly device?: string
}

/** A ticket serves to connect; a connection that lasts is checked again by the next sync. */
const TICKET_MINUTES = 30

export const makeTicket = (
  secret: webcrypto.CryptoKey,
  { unit, agent, device }: BoardTicket,
  now: Date,
): Promise<string> => {
  const until = Math.floor(now.getTime() / 1000) + TICKET_MINUTES * 60
  const said = [unit, agent, String(until), ...(device === undefined ? [] : [device])]
  return sign(secret, 'board ticket', said.map(encodeURIComponent).join('/'))
}

export const readTicket = async (
  secret: webcrypto.CryptoKey,
  ticket: string,
  now: Date,
): Promise<BoardTicket | null> => {
  const text = await check(secret, 'board ticket', ticket)
  const [unit, agent, until, device] = (text ?? '').split('/').map(decodeURIComponent)
  if (!unit || !agent || !until || Number(until) * 1000 < now.getTime()) return null
  return { unit, agent, ...(device ? { device } : {}) }
}
