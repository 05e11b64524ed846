// Why nobody may open this device, as its screen says it. Counts and times only: whoever stands there reads it.
export interface Told {
  /** `lease`: too long without its server. The other three end with an empty device. */
  readonly why: 'lease' | 'revoked' | 'erase' | 'emptied'
  /** What it does now, or did last. */
  readonly step: 'locked' | 'send' | 'report' | 'empty'
  /** Requests of which something has not been received, and the bytes still to send. */
  readonly requests: number
  readonly bytes: number
  /** Rows of a killed sitting: only a person's passphrase opens the key that signs them. */
  readonly stranded: number
  /** The server's time at the last contact, ISO 8601; null when there was none. */
  readonly lastContact: string | null
  readonly leaseDays: number
  /** This clock shows an hour that cannot be true. */
  readonly clockWrong: boolean
}
