// Where messages leave the house: a Kannel gateway's HTTP interface for sending (its user's guide, "sendsms"), which most
// operators and their resellers speak too. What is sent stands in the address of the request, so nothing of it may be
// logged here, and a proxy between must not write addresses down.
//
//   202, "0: Accepted for delivery" or "3: Queued for later delivery"   it has the message
//   403, 4xx                                                            it does not know us, or something is missing
//   503                                                                 try again later
import { err, ok, type Result } from '../../shared/text/result.ts'
import type { Sms } from '../../shared/text/sms.ts'

export interface SmsMessage {
  /** E.164. */
  readonly to: string
  readonly text: string
  readonly encoding: Sms['encoding']
}

export type SmsProblem =
  /** Nothing answered in time: it may have the message all the same. */
  { readonly type: 'no-answer' } | { readonly type: 'refused'; readonly status: number }

export interface SmsGateway {
  /** Ok once the gateway has said that it has the message: not that a phone showed it. */
  send(message: SmsMessage, closing?: AbortSignal): Promise<Result<void, SmsProblem>>
  /** Whether anything is there, whatever it says: it is given no password and no message. */
  answers(): Promise<boolean>
}

export interface KannelAccount {
  /** Of its sendsms service, `http://127.0.0.1:13013/cgi-bin/sendsms`. */
  readonly url: string
  readonly user: string
  readonly password: string
  /** Number or name that phones show. */
  readonly from: string
}

const TIMEOUT_MS = 15_000

/** Kannel's `coding`: 0 for the letters of GSM 03.38, 2 for all others. */
const codings = { 'GSM-7': '0', 'UCS-2': '2' } as const

export const createKannelGateway = (
  { url, user, password, from }: KannelAccount,
  timeoutMs = TIMEOUT_MS,
): SmsGateway => ({
  send: async ({ to, text, encoding }, closing) => {
    const asked = new URL(url)
    const coding = codings[encoding]
    const fields = { username: user, password, from, to, text, charset: 'UTF-8', coding }
    for (const [name, value] of Object.entries(fields)) asked.searchParams.set(name, value)
    const timeout = AbortSignal.timeout(timeoutMs)
    try {
      // Nobody else is given the password and the number.
      const answer = await fetch(asked, {
        redirect: 'manual',
        signal: closing ? AbortSignal.any([timeout, closing]) : timeout,
      })
      await answer.body?.cancel()
      return answer.ok ? ok(undefined) : err({ type: 'refused', status: answer.status })
    } catch {
      // What is thrown may quote the address.
      return err({ type: 'no-answer' })
    }
  },
  answers: async () => {
    try {
      const answer = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(timeoutMs) })
      await answer.body?.cancel()
      return true
    } catch {
      return false
    }
  },
})
