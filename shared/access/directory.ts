// Who and where: the commune, its units and its people, as every device of the commune knows them.
import type { L10n } from '../text/l10n.ts'

/** `system` is the server writing an act of its own (received, silence, numbering). */
export type Role = 'mediator' | 'clerk' | 'officer' | 'supervisor' | 'system'

export interface Unit {
  readonly id: string
  /** A service point takes requests; an office decides them. */
  readonly kind: 'point' | 'office'
  readonly name: L10n
  /** First pair of the references a point gives out, 0 to 99. Offices have none. */
  readonly site?: number
  /** Competences an office answers for, the pivots a pack names (`etat-civil`, `local-authority`, `roads`). */
  readonly pivots: readonly string[]
  readonly phone?: string
  /** What answers for this office's eyes are sealed to: raw P-256 point, base64url. Absent from an older server. */
  readonly sealKey?: string
}

export interface Agent {
  readonly id: string
  readonly name: string
  readonly role: Role
  readonly unit: string
}

export interface Commune {
  /** HCP geographic code, dotted `RR.PPP.CC.NN`. */
  readonly code: string
  readonly name: L10n
  readonly province: L10n
}

/** What the supervisor sees of a device; times are the server's, ISO 8601. */
export interface DeviceSeen {
  readonly id: string
  readonly unit: string
  readonly agents: readonly string[]
  readonly enrolledAt: string
  readonly lastSeen: string | null
  /** The app it runs, as it last said. */
  readonly version?: string
  /** Written on it and not yet here, as last told; entries that have come since are taken off. */
  readonly unsent?: number
  /** Of a loan that is not over. */
  readonly lentTo?: string
  /** Last day of the loan, `YYYY-MM-DD`. */
  readonly lentUntil?: string
  readonly eraseOrderedAt?: string
  /** It said that it emptied itself. */
  readonly erasedAt?: string
  /** Not trusted since then. */
  readonly revokedAt?: string
  /** Entries set aside because the device, the person or their key was withdrawn; `work-admitted` lets them count. */
  readonly setAside?: number
}

/** What was said of how long a dossier is kept, by whoever may. */
export interface KeepingWord {
  /** Of the act. */
  readonly id: string
  readonly kind: 'retention-held' | 'retention-released' | 'disposal-decided' | 'archived'
  readonly agent: string
  /** `YYYY-MM-DD`, by the clock of the device that wrote it. */
  readonly on: string
  /** Of a decision. */
  readonly what?: 'destroy' | 'anonymise' | 'keep'
  readonly until?: string
  /** Why, or where the archive has it. */
  readonly said?: string
  /** It stands: neither released, nor taken over by another, nor of a former round. */
  readonly stands?: true
}

/**
 * A dossier whose keeping waits for a person: what is needed to decide, and nothing of what was said, typed or signed for
 * a person in it (ADR 31).
 */
export interface KeepingCase {
  readonly dossier: string
  readonly reference: string | null
  /** `id@version` of the pack. */
  readonly procedure: string
  readonly office: string
  /** `early`: somebody asked that it be erased before its term, and another person must say the same. */
  readonly what: 'review' | 'transfer' | 'early' | 'held'
  /** `YYYY-MM-DD`: the term is over, it was asked, it is held since then. */
  readonly since: string
  /** Of `early`: the day on which it would go by itself. */
  readonly term?: string
  /** A decision may be written in it. */
  readonly closed: boolean
  /** Numbers in the register, which stay. */
  readonly numbers: readonly string[]
  readonly words: readonly KeepingWord[]
  /** What the next act comes after. */
  readonly after: readonly string[]
}

/** What a receipt's seal is checked against: the key one person signs with on one device. */
export interface PaperKey {
  readonly agent: string
  readonly device: string
  /** Raw uncompressed P-256 point, base64url. */
  readonly publicKey: string
  /** The person, the device or the key is no longer trusted since then; ISO 8601 UTC. */
  readonly withdrawnAt?: string
}

/** What an office may lack of a unit's work. Times are the server's, ISO 8601. */
export interface UnitHeard {
  readonly unit: string
  readonly lastSeen: string | null
  readonly unsent: number
}

export interface Directory {
  readonly commune: Commune
  readonly units: readonly Unit[]
  readonly agents: readonly Agent[]
  /** A demonstration says so on every screen and paper. */
  readonly demo: boolean
  /** Where citizens reach the status page, no trailing slash. */
  readonly publicUrl: string
  /** The organisation's offline key: raw P-256 point, base64url. Absent where none was ever made. */
  readonly recoveryKey?: string
  /** Absent from a server that knows no seals. */
  readonly keys?: readonly PaperKey[]
  /** For those who decide in an office: it opens what was sealed to theirs. */
  readonly officeKey?: { readonly unit: string; readonly privateKey: string }
  /** Days on which offices are closed, ISO dates, and the days of the week (0 Sunday); absent from an older server. */
  readonly calendar?: { readonly weekend: readonly number[]; readonly holidays: readonly string[] }
  /** The commune writes to those who want it; absent, nothing is sent. */
  readonly messages?: true
  /** For those who decide in an office: when each unit was last heard, and what it last said it had not sent. */
  readonly heard?: readonly UnitHeard[]
  /** For supervisors only. */
  readonly devices?: readonly DeviceSeen[]
  /** For supervisors only, the oldest first. */
  readonly keeping?: readonly KeepingCase[]
}
