// A procedure as data: CPSV-AP terms for the information, XLSForm rows for the form, a plain state machine for the work.
// These are the shapes; schema.ts parses unknown JSON into them and names the place of every mistake.
import type { Role } from '../access/directory.ts'
import type { FormSource } from '../form/form.ts'
import type { L10n } from '../text/l10n.ts'
import type { ActKind, Workflow } from './workflow.ts'

/** Where a fact comes from. `unverified` facts are shown with a mark and never printed on a receipt. */
export interface SourceRef {
  readonly kind: 'law' | 'portal' | 'field' | 'unverified'
  readonly ref: string
  readonly url?: string
  readonly checkedOn?: string
}

export interface EvidenceItem {
  readonly id: string
  readonly name: L10n
  readonly pictogram: string
  readonly required: boolean
  readonly when?: string
  /** Items with the same letter: one is enough. */
  readonly anyOf?: string
  readonly copies: 1
  readonly original: boolean
  readonly mustBeLegalised: false
  readonly captures: readonly ('photo' | 'scan' | 'seen')[]
  readonly source: readonly SourceRef[]
}

export interface Cost {
  readonly id: string
  readonly name: L10n
  readonly hasValue: number | null
  readonly currency: 'MAD' | 'EUR' | 'DZD'
  readonly isDefinedBy: 'national' | 'communal-order'
  readonly when?: string
  /** How many times it is paid, an expression (`${copies}`); once when absent. */
  readonly quantity?: string
  readonly source: readonly SourceRef[]
}

export interface Service {
  readonly name: L10n
  readonly description: L10n
  readonly pictogram: string
  /** Words people use, Darija and Arabizi spellings included. */
  readonly keyword: { readonly fr: readonly string[]; readonly ar: readonly string[] }
  readonly isGroupedBy: readonly string[]
  /** Pivot: resolved to an office of the commune that lists it. */
  readonly hasCompetentAuthority: { readonly type: string; readonly name: L10n }
  readonly hasCost: readonly Cost[]
  /** ISO 8601 duration, with its source. */
  readonly processingTime: { readonly value: string | null; readonly source: readonly SourceRef[] }
  /** The longest the law lets it take, and whom it binds (a pivot; the competent authority when absent). */
  readonly maxTime?: {
    readonly value: string
    /** `calendar-days` when absent; either way a last day that is not worked moves to the next one that is. */
    readonly counted?: 'working-days' | 'calendar-days'
    readonly binds?: string
    readonly source: readonly SourceRef[]
  }
  readonly silence: 'accept' | 'reject' | 'none'
  readonly hasInputType: readonly EvidenceItem[]
  readonly produces: readonly {
    readonly id: string
    readonly name: L10n
    readonly type: 'certificate' | 'receipt' | 'decision' | 'register-entry'
    readonly validity?: string
    readonly template?: PaperTemplate
  }[]
  readonly hasLegalResource: readonly { readonly title: L10n; readonly ref: string }[]
}

/** What a paper says. Paragraphs name answers as `${row}`; a paragraph with nothing to say in it is left out. */
export interface PaperTemplate {
  readonly title: L10n
  readonly paragraphs: readonly L10n[]
  /** Under the signature: who signs, by office. */
  readonly signedBy: L10n
  /** Rows whose values are hashed into the seal as the person's name, in this order. */
  readonly nameRows: readonly string[]
}

/** What may be decided without the network, and how far: the law of a procedure, obeyed before an act is written. */
export interface GuardRail {
  /** Acts it binds, with the payload they carry (`{ outcome: 'accepted' }`); every act of the kind when absent. */
  readonly on: ActKind
  readonly when?: Readonly<Record<string, string>>
  /** Roles that may do so at all while the server has not been heard within `maxAge`. */
  readonly by?: readonly Role[]
  /** The longest since the last word of the server, ISO 8601 duration. `PT0S`: never offline. */
  readonly maxAge?: string
  /** The most that may be granted or charged offline, in the pack's currency: the act's `amount`. */
  readonly maxAmount?: number
  /** The longest that anything of this device may have waited unsent. */
  readonly maxUnsent?: string
  /** Not while a photographed paper of the dossier has not come to this device: `here`. Online or not. */
  readonly papers?: 'here'
  /** Why, in the user's words. */
  readonly reason: L10n
  /** `unverified` where it is our own prudence and no text asks for it. */
  readonly source: readonly SourceRef[]
}

export interface FormPage {
  readonly id: string
  readonly label: L10n
  readonly icon: string
  readonly rows: readonly string[]
}

/** What a refusal or a request for a missing paper can say, spoken in the citizen's language. */
export interface Reason {
  readonly id: string
  readonly name: L10n
}

export interface ProcedurePack {
  readonly schema: 'pack/1'
  readonly id: string
  /** semver; a dossier keeps `id@version` and never changes it silently. */
  readonly version: string
  readonly status: 'draft' | 'active' | 'suspended' | 'withdrawn'
  readonly issued: string
  readonly modified: string
  readonly source: readonly SourceRef[]
  readonly service: Service
  readonly form: FormSource & { readonly pages: readonly FormPage[] }
  readonly workflow: Workflow
  readonly refusalReasons: readonly Reason[]
  /** Is the citizen's identity needed, and therefore a mandate? A road report needs neither. */
  readonly mandate: 'required' | 'optional'
  /** The rows that make the dossier's title in lists (a name, a place), in both scripts. */
  readonly titleRows: readonly string[]
  /** The row that says where the person lives (a douar, a district): lists for couriers are sorted by it. */
  readonly placeRow?: string
  readonly records: {
    readonly classCode: string
    readonly retention: string
    readonly trigger: 'closed' | 'decision' | 'expiry'
    readonly disposal: 'destroy' | 'transfer' | 'review'
    /** From the same day on: identity goes, and what statistics need stays. */
    readonly anonymiseAfter?: string
  }
  readonly guardRails?: readonly GuardRail[]
  readonly extensions?: { readonly open311?: Open311Mapping }
}

/** How the answers of a report read as an Open311 GeoReport v2 service request: our row names on the right. */
export interface Open311Mapping {
  readonly service_code: string
  readonly lat_long: string
  readonly address_string: readonly string[]
  readonly description?: string
  readonly phone?: string
  readonly media_url?: string
  readonly attribute: readonly string[]
  /** Our state → the status an Open311 reader sees. */
  readonly status: Readonly<Record<string, 'open' | 'closed'>>
}

/** `ma.birth-record-extract@1.0.0` */
export const packRef = (pack: Pick<ProcedurePack, 'id' | 'version'>): string => `${pack.id}@${pack.version}`
