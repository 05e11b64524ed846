// What a device and its server tell each other about the device itself, in bits that older ones never set, so that it
// costs nothing when there is nothing to say: the flags of a request, and the orders at the end of an answer.
import { writeUint8, writeVarUint, type Encoder } from 'lib0/encoding'
import { encodeUtf8 } from 'lib0/string'
import { idToBytes, writeText } from './bytes.ts'
import type { Reader } from './bytes.ts'
import { limits } from './limits.ts'
import { leaseDaysUnlessTold, type DeviceOrders, type DeviceTold } from './ports.ts'
import { fail } from './wire-parts.ts'

/** Of a request since protocol 2. */
export interface RequestFlags {
  /** The packets of this request are looked into even when the chain is already past them. */
  readonly again: boolean
  /** This client understands orders; without it the answer has none. */
  readonly readsOrders: boolean
  /** Believed when a session or the device has signed; null when nothing changed. */
  readonly told: DeviceTold | null
}

const flag = { again: 1, readsOrders: 2, version: 4, unsent: 8, erased: 16 } as const

export const writeFlags = (e: Encoder, { again, readsOrders, told }: RequestFlags): void => {
  const version = told?.version ?? null
  const unsent = told?.unsent ?? null
  writeUint8(
    e,
    (again ? flag.again : 0) |
      (readsOrders ? flag.readsOrders : 0) |
      (version === null ? 0 : flag.version) |
      (unsent === null ? 0 : flag.unsent) |
      (told?.erased ? flag.erased : 0),
  )
  if (version !== null) writeText(e, version)
  if (unsent !== null) writeVarUint(e, unsent)
}

export const readFlags = (r: Reader): RequestFlags => {
  const flags = r.byte()
  if (flags > 31) return fail('flags')
  const version = flags & flag.version ? r.text(limits.versionBytes) : null
  const unsent = flags & flag.unsent ? r.uint() : null
  const erased = (flags & flag.erased) > 0
  return {
    again: (flags & flag.again) > 0,
    readsOrders: (flags & flag.readsOrders) > 0,
    told: version === null && unsent === null && !erased ? null : { version, unsent, erased },
  }
}

const order = { known: 1, revoked: 2, erase: 4, lease: 8, lent: 16 } as const

/** One byte when there is nothing to say. */
export const writeOrders = (e: Encoder, orders: DeviceOrders | null): void => {
  if (orders === null) return writeUint8(e, 0)
  const { revoked, erase, leaseDays, lentTo } = orders
  const isUsual = leaseDays === leaseDaysUnlessTold
  writeUint8(
    e,
    order.known |
      (revoked ? order.revoked : 0) |
      (erase ? order.erase : 0) |
      (isUsual ? 0 : order.lease) |
      (lentTo === null ? 0 : order.lent),
  )
  if (!isUsual) writeVarUint(e, leaseDays)
  if (lentTo !== null) writeText(e, lentTo)
}

export const readOrders = (r: Reader): DeviceOrders | null => {
  const bits = r.byte()
  if (bits === 0) return null
  if (bits > 31 || (bits & order.known) === 0) return fail('orders')
  return {
    revoked: (bits & order.revoked) > 0,
    erase: (bits & order.erase) > 0,
    leaseDays: bits & order.lease ? r.uint() : leaseDaysUnlessTold,
    lentTo: bits & order.lent ? r.text(128) : null,
  }
}

const context = encodeUtf8('morchid/device-request/1')

/** What the device's own key signs for a request without a session: whose it is stands behind it, and is signed too. */
export const deviceRequestToSign = (encoded: Uint8Array, device: string): Uint8Array => {
  const id = idToBytes(device)
  const bytes = new Uint8Array(context.length + id.length + encoded.length)
  bytes.set(context)
  bytes.set(id, context.length)
  bytes.set(encoded, context.length + id.length)
  return bytes
}
