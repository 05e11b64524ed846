// Keys, seals and bodies of requests, off the thread that answers people. It keeps nothing and decides nothing: what it
// finds is judged by the transaction.
import { parentPort, workerData } from 'node:worker_threads'
import { checkRequest } from '../../../shared/sync/check-request.ts'
import type { Incarnation, ServerPorts, ServerTx } from '../../../shared/sync/ports.ts'
import { createServerCodec } from '../codec.ts'
import { makeReceipt } from '../statement.ts'
import { createVerifier } from '../verifier.ts'
import type { CheckerKeys, Found, FromChecker, Lookup, ToChecker } from './messages.ts'

const keys = workerData as CheckerKeys
const asked = new Map<number, (found: Found) => void>()
let last = 0

const tell = (word: FromChecker): void => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has one owner
  parentPort?.postMessage(word)
}

const lookUp = (lookup: Lookup): Promise<Found> =>
  new Promise((resolve) => {
    asked.set(++last, resolve)
    tell({ type: 'look-up', number: last, lookup })
  })

const never = (): never => {
  throw new Error('checking a request asks for no more than this')
}
