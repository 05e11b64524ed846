// A mandate being given, for a request that is about to be filed or for one that was: its words as they stand on the
// screen, its proof, and the act that keeps both. It judges no proof by its content: a person was there.
import { computed, signal } from '@preact/signals'
import { encodeUtf8 } from 'lib0/string'
import { sha256Url } from '../../shared/dossier/canonical.ts'
import { mandateEnd } from '../../shared/dossier/mandate-end.ts'
import { packRef } from '../../shared/procedure/pack.ts'
import { screenLangOf } from '../../shared/speech/variety.ts'
import type { Lang } from '../../shared/text/l10n.ts'
import { err, ok } from '../../shared/text/result.ts'
import { lang } from '../text/language.ts'
import { mandatePurpose, mandateText } from './mandate-text.ts'
import type { MandateDays, MandateTask } from './mandate-text.ts'
import type { RequestParts } from './request-parts.ts'
import type { MandateInput, Request } from './request-shape.ts'

export type MandateGiving = Pick<Request, 'mandateDays' | 'mandateText' | 'mandate'>

export interface GivingParts extends Pick<RequestParts, 'live' | 'pack' | 'writer' | 'visit' | 'sounds' | 'today'> {
  /** Reads signals. */
  task(): MandateTask
}

/** Ten seconds at 12 kbit/s are 15 KB; four times that is no "yes" any more. */
const mostVoiceBytes = 65_536

export const createMandateGiving = (parts: GivingParts): MandateGiving => {
  const { live, pack, writer, visit, sounds } = parts
  const days = signal<MandateDays>(1)

  const heardLang = (): Lang => (visit.variety.value === null ? lang.value : screenLangOf(visit.variety.value))
  const wordsOn = (today: string): string => {
    const unit = writer.directory().units.find((one) => one.id === writer.me.unit)
    if (!unit) throw new Error(`unit ${writer.me.unit} is not in the directory`)
    return mandateText({ pack, unit, agent: writer.me.name, days: days.value, today, task: parts.task() }, heardLang())
  }
  const shown = computed(() => {
    const today = parts.today()
    return { today, text: wordsOn(today) }
  })

  return {
    mandateDays: days,
    mandateText: computed(() => shown.value.text),
    mandate: async (input) => {
      if (!hasProof(input)) return err({ type: 'no-proof' })
      const { method, mark, witness, voice, surrogate } = input
      if (visit.mode.value === 'surrogate' && !isNamed(surrogate)) return err({ type: 'no-surrogate' })
      if (voice && voice.bytes.length > mostVoiceBytes) return err({ type: 'too-long' })
      days.value = input.days
      // As it stands on the screen: the day may have changed since.
      const { text, today } = shown.value
      // Before the act that names it: an act without its sound would be a proof that cannot be heard.
      const kept = voice ? await sounds.keep(live.id, voice.bytes) : null
      const written = await live.write('mandate-given', {
        procedure: packRef(pack),
        days: input.days,
        until: mandateEnd(today, input.days),
        method,
        text,
        textLang: heardLang(),
        textHash: sha256Url(encodeUtf8(text)),
        purpose: mandatePurpose(pack, heardLang()),
        ...(mark === undefined ? {} : { mark }),
        ...(isEmpty(witness) ? {} : { witness: witness?.trim() }),
        ...(voice && kept !== null
          ? {
              voice: {
                hash: kept,
                size: voice.bytes.length,
                mediaType: voice.mediaType,
                ms: Math.max(1, Math.round(voice.ms)),
              },
            }
          : {}),
        ...(surrogate && isNamed(surrogate)
          ? { surrogate: { name: surrogate.name.trim(), paper: surrogate.paper.trim() } }
          : {}),
      })
      if (written.ok) return ok(undefined)
      if (kept !== null) await sounds.drop(live.id, kept)
      return written
    },
  }
}

const isEmpty = (text: string | undefined): boolean => (text ?? '').trim() === ''

const isNamed = (surrogate: MandateInput['surrogate']): boolean =>
  surrogate !== undefined && !isEmpty(surrogate.name) && !isEmpty(surrogate.paper)

/** A recorded yes, a mark, or a witness for who cannot give either; an oral yes needs the witness; paper stays in the point's folder. */
const hasProof = ({ method, mark, witness, voice }: MandateInput): boolean => {
  if (method === 'voice') return voice !== undefined && voice.bytes.length > 0
  return method === 'paper' || (method === 'mark' && !isEmpty(mark)) || !isEmpty(witness)
}
