// How an assisted request ends: the words of the mandate and its proof, a yes that files, a no that files nothing. What
// was counted of the visit goes out with either.
import { computed, signal } from '@preact/signals'
import type { ReadonlySignal } from '@preact/signals'
import { toBase64UrlEncoded } from 'lib0/buffer'
import { encodeUtf8 } from 'lib0/string'
import { sha256Url } from '../../shared/dossier/canonical.ts'
import { answersHash } from '../../shared/dossier/freeze.ts'
import { makeReference, makeSecret, secretHash, tokenHash } from '../../shared/dossier/reference.ts'
import type { Visit } from '../../shared/dossier/visit.ts'
import { competentOffice } from '../../shared/procedure/office.ts'
import { packRef } from '../../shared/procedure/pack.ts'
import { screenLangOf } from '../../shared/speech/variety.ts'
import type { Lang } from '../../shared/text/l10n.ts'
import { err, ok } from '../../shared/text/result.ts'
import { lang } from '../text/language.ts'
import type { Facts } from './live-dossier.ts'
import { mandatePurpose, mandateText } from './mandate-text.ts'
import type { MandateDays } from './mandate-text.ts'
import { makeReceipt } from './receipt.ts'
import type { RequestParts } from './request-parts.ts'
import { firstProblem } from './request-steps.ts'
import type { MandateInput, Request } from './request-shape.ts'

type Ending = Pick<Request, 'mandateDays' | 'mandateText' | 'mandate' | 'refuseMandate' | 'submit'>

export interface EndingParts extends Pick<
  RequestParts,
  'live' | 'pack' | 'form' | 'writer' | 'visit' | 'sounds' | 'today' | 'random'
> {
  readonly seen: ReadonlySignal<Readonly<Record<string, boolean>>>
  visitNow(): Visit
  /** False when the read-back was skipped; reads a signal. */
  wasRead(): boolean
  filed(): void
  refused(): void
}

/** Ten seconds at 12 kbit/s are 15 KB; four times that is no "yes" any more. */
const mostVoiceBytes = 65_536

export const createEnding = (parts: EndingParts): Ending => {
  const { live, pack, form, writer, visit, sounds, seen, random } = parts
  const days = signal<MandateDays>(1)

  const heardLang = (): Lang => (visit.variety.value === null ? lang.value : screenLangOf(visit.variety.value))
  const words = computed(() => {
    const unit = writer.directory().units.find((one) => one.id === writer.me.unit)
    if (!unit) throw new Error(`unit ${writer.me.unit} is not in the directory`)
    return mandateText(
      { pack, unit, agent: writer.me.name, days: days.value, today: parts.today(), wasRead: parts.wasRead() },
      heardLang(),
    )
  })
  const gone: Facts = [
    { key: `request:${live.id}`, value: null },
    { key: `place:${writer.me.id}`, value: null },
    { key: `asleep:${live.id}`, value: null },
  ]

  return {
    mandateDays: days,
    mandateText: words,
    mandate: async (input) => {
      if (!hasProof(input)) return err({ type: 'no-proof' })
      const { method, mark, witness, voice, surrogate } = input
      if (visit.mode.value === 'surrogate' && !isNamed(surrogate)) return err({ type: 'no-surrogate' })
      if (voice && voice.bytes.length > mostVoiceBytes) return err({ type: 'too-long' })
      days.value = input.days
      // As it stands on the screen: the day may have changed since.
      const text = words.value
      // Before the act that names it: an act without its sound would be a proof that cannot be heard.
      const kept = voice ? await sounds.keep(live.id, voice.bytes) : null
      const written = await live.write('mandate-given', {
        procedure: packRef(pack),
        days: input.days,
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
    refuseMandate: async () => {
      const reason =
        lang.value === 'ar' ? 'لم يوافق الشخص المعني على التفويض.' : 'La personne n’a pas donné son accord.'
      // A pack whose workflow has no way out of the draft keeps it as a draft; nothing is filed either way.
      const written = await live.write('withdrawn', { reason, refused: true, visit: parts.visitNow() }, gone)
      if (!written.ok) await live.note(gone)
      parts.refused()
    },
    submit: async () => {
      const values = form.value.values
      const office = competentOffice(pack, writer.directory())
      const site = writer.directory().units.find((one) => one.id === writer.me.unit)?.site
      if (!office) return err({ type: 'no-office' })
      if (site === undefined) return err({ type: 'no-reference' })
      const problem = firstProblem(form.value)?.problem
      if (problem) return err({ type: 'malformed', detail: problem.message })
      const secret = makeSecret(random(4))
      const token = toBase64UrlEncoded(random(16))
      const issuedAt = writer.now()
      const seenHere = Object.keys(seen.value).filter((id) => seen.value[id])
      const about = { live, pack, writer, office, values, secret, token, issuedAt }
      const written = await live.writeNumbered(site, (serial) => {
        const reference = makeReference(site, serial)
        return {
          kind: 'submitted',
          payload: {
            procedure: packRef(pack),
            answersHash: answersHash(values),
            attachments: [],
            to: office.id,
            reference,
            tokenHash: tokenHash(token),
            secretHash: secretHash(live.id, secret),
            mode: visit.mode.value,
            visit: parts.visitNow(),
            ...(seenHere.length > 0 ? { seen: seenHere } : {}),
          },
          facts: [{ key: `receipt:${live.id}`, value: makeReceipt({ ...about, reference }) }, ...gone],
        }
      })
      if (!written.ok) return written
      parts.filed()
      return ok(makeReceipt({ ...about, reference: String(written.value.payload['reference']) }))
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
