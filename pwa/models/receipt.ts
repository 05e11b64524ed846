// What the citizen takes home, and what this device keeps (sealed) to print it again. It holds the secret and the
// token, of which the server only ever gets the hashes. No name and no card number is on it.
import * as v from 'valibot'
import type { Answers } from '../../shared/form/form.ts'
import { answerBefore, feeOf } from '../../shared/procedure/office.ts'
import type { ProcedurePack } from '../../shared/procedure/pack.ts'
import type { LiveDossier } from './live-dossier.ts'
import type { Receipt } from './request-shape.ts'
import type { Writer } from './writer.ts'

export interface ReceiptFacts {
  readonly live: Pick<LiveDossier, 'id'>
  readonly pack: ProcedurePack
  readonly writer: Pick<Writer, 'me' | 'directory'>
  /** Effective answers. */
  readonly values: Answers
  readonly reference: string
  readonly secret: string
  readonly token: string
  /** ISO 8601 UTC. */
  readonly issuedAt: string
}

/** Figures that rest on an unverified source are left out: a receipt is believed. */
export const makeReceipt = ({
  live,
  pack,
  writer,
  values,
  reference,
  secret,
  token,
  issuedAt,
}: ReceiptFacts): Receipt => {
  const { units, publicUrl } = writer.directory()
  const point = units.find((one) => one.id === writer.me.unit)
  const fee = feeOf(pack, values)
  const before = answerBefore(pack, issuedAt)
  return {
    dossier: live.id,
    reference,
    secret,
    url: `${publicUrl}/s/${token}`,
    procedure: pack.service.name,
    point: point?.name ?? { fr: '', ar: '' },
    agent: writer.me.name,
    fee: { amount: fee.verified ? fee.amount : null, currency: fee.currency },
    answerBefore: before?.verified ? before.date : null,
    issuedAt,
    ...(point?.phone === undefined ? {} : { phone: point.phone }),
  }
}

const text = v.object({ fr: v.string(), ar: v.string(), zgh: v.exactOptional(v.string()) })
const schema = v.object({
  dossier: v.string(),
  reference: v.string(),
  secret: v.string(),
  url: v.string(),
  procedure: text,
  point: text,
  agent: v.string(),
  fee: v.object({ amount: v.nullable(v.number()), currency: v.picklist(['MAD', 'EUR', 'DZD']) }),
  answerBefore: v.nullable(v.string()),
  issuedAt: v.string(),
  phone: v.exactOptional(v.string()),
}) satisfies v.GenericSchema<unknown, Receipt>

export const parseReceipt = (value: unknown): Receipt | null => {
  const parsed = v.safeParse(schema, value)
  return parsed.success ? parsed.output : null
}
