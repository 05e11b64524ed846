// A procedure as data: CPSV-AP terms for the information, XLSForm rows for the form, a plain state machine for the work.
// These are the shapes; schema.ts parses unknown JSON into them and names the place of every mistake.
import type { FormSource } from '../form/form.ts'
import type { L10n } from '../text/l10n.ts'
import type { Workflow } from './workflow.ts'

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
  readonly maxTime?: { readonly value: string; readonly source: readonly SourceRef[] }
  readonly silence: 'accept' | 'reject' | 'none'
  readonly hasInputType: readonly EvidenceItem[]
  readonly produces: readonly {
    readonly id: string
    readonly name: L10n
    readonly type: 'certificate' | 'receipt' | 'decision' | 'register-entry'
    readonly validity?: string
  }[]
  readonly hasLegalResource: readonly { readonly title: L10n; readonly ref: string }[]
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
  readonly records: {
    readonly classCode: string
    readonly retention: string
    readonly trigger: 'closed' | 'decision' | 'expiry'
    readonly disposal: 'destroy' | 'transfer' | 'review'
  }
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
