// What an assisted request is made of, given from outside: so that it runs in a test as it does at the desk. Types only.
import type { ReadonlySignal, Signal } from '@preact/signals'
import type { HelpMode } from '../../shared/dossier/said.ts'
import type { FormState } from '../../shared/form/evaluate.ts'
import type { Answers } from '../../shared/form/form.ts'
import type { ProcedurePack } from '../../shared/procedure/pack.ts'
import type { Variety } from '../../shared/speech/variety.ts'
import type { Sounds } from '../storage/sounds.ts'
import type { PaperKeeper } from './kept-pages.ts'
import type { LiveDossier } from './live-dossier.ts'
import type { Place } from './request-place.ts'
import type { Writer } from './writer.ts'

export interface RequestParts {
  readonly live: LiveDossier
  readonly pack: ProcedurePack
  readonly form: ReadonlySignal<FormState>
  /** The form as it would be with these answers over the kept ones. */
  judge(changed: Answers): FormState
  readonly writer: Writer
  readonly place: Place | null
  /** Of the visit: shared by its requests, and kept with the place of each. */
  readonly visit: { readonly variety: Signal<Variety | null>; readonly mode: Signal<HelpMode> }
  readonly sounds: Sounds
  readonly papers: PaperKeeper
  /** `YYYY-MM-DD` at the desk. */
  today(): string
  random(length: number): Uint8Array
  /** The screen goes because the device is locked, not because the person left it. */
  isLocking(): boolean
  /** Called once. `left`: for now, the person may have gone with it; otherwise the request is over and they are there. */
  closed(why: 'left' | 'filed' | 'refused'): void
}
