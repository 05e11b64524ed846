// The four digits that bring the helper's side back. They keep a person who was handed the screen out of other people's
// files; they are no lock against a thief, which is the passphrase's work. Wrong ones wait longer and longer, the fifth
// locks the device; nothing is ever wiped, and the digits themselves are kept nowhere.
import { fromBase64UrlEncoded, toBase64UrlEncoded } from 'lib0/buffer'
import { signal } from '@preact/signals'
import type { ReadonlySignal } from '@preact/signals'
import { current, keptPin } from './current.ts'

export const pinLength = 4
const mostWrong = 5
const firstWaitMs = 1_000
const iterations = 100_000

/** `wait`: it is too early, or another try is still being looked at; nothing was tried. `locked`: once too often. */
export type Entered = 'right' | 'wrong' | 'wait' | 'locked'

export interface PinDoor {
  /** Whether this person has chosen one on this device. */
  isChosen(): Promise<boolean>
  choose(digits: string): Promise<void>
  enter(digits: string): Promise<Entered>
  /** On the clock of `now`; 0 when the next try may come at once. */
  readonly waitsUntil: ReadonlySignal<number>
  /** The passphrase was given: what was wrong before counts no more. */
  forget(): void
}

export interface PinParts {
  /** As `keep` was given it; whatever else was found there is no PIN. */
  kept(): Promise<unknown>
  keep(value: unknown): Promise<void>
  lock(): void
  /** Milliseconds; never goes back. */
  now(): number
  random(length: number): Uint8Array
}

/** The first that anybody tries. */
export const isTooEasy = (digits: string): boolean => /^(\d)\1+$/.test(digits) || digits === '1234'

export const createPinDoor = ({ kept, keep, lock, now, random }: PinParts): PinDoor => {
  const waitsUntil = signal(0)
  let wrong = 0
  let isLooking = false

  const forget = () => {
    wrong = 0
    waitsUntil.value = 0
  }

  return {
    waitsUntil,
    forget,
    isChosen: async () => parseKept(await kept()) !== null,
    choose: async (digits) => {
      const salt = random(16)
      await keep({ salt: toBase64UrlEncoded(salt), hash: await hashOf(digits, salt) })
    },
    enter: async (digits) => {
      if (isLooking || now() < waitsUntil.peek()) return 'wait'
      isLooking = true
      try {
        const found = parseKept(await kept())
        if (found && (await hashOf(digits, fromBase64UrlEncoded(found.salt))) === found.hash) {
          forget()
          return 'right'
        }
      } finally {
        isLooking = false
      }
      wrong++
      if (wrong >= mostWrong) {
        forget()
        lock()
        return 'locked'
      }
      waitsUntil.value = now() + firstWaitMs * 2 ** (wrong - 1)
      return 'wrong'
    },
  }
}

interface Kept {
  readonly salt: string
  readonly hash: string
}

const parseKept = (value: unknown): Kept | null =>
  typeof value === 'object' &&
  value !== null &&
  'salt' in value &&
  'hash' in value &&
  typeof value.salt === 'string' &&
  typeof value.hash === 'string'
    ? { salt: value.salt, hash: value.hash }
    : null

const hashOf = async (digits: string, salt: Uint8Array): Promise<string> => {
  const key = await crypto.subtle.importKey('raw', new TextEncoder().encode(digits), 'PBKDF2', false, ['deriveBits'])
  const parameters = { name: 'PBKDF2', hash: 'SHA-256', salt: new Uint8Array(salt), iterations }
  return toBase64UrlEncoded(new Uint8Array(await crypto.subtle.deriveBits(parameters, key, 256)))
}

/** A device that locks meanwhile has no PIN: it is opened with the passphrase. */
export const pinParts = (lock: () => void): PinParts => ({
  kept: keptPin,
  keep: async (value) => current()?.setPin(value),
  lock,
  now: () => performance.now(),
  random: (length) => crypto.getRandomValues(new Uint8Array(length)),
})
