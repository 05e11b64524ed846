// How an assisted request ends: the mandate, a yes that files, a no that files nothing. What was counted of the visit
// goes out with either.
import type { ReadonlySignal } from '@preact/signals'
import { toBase64UrlEncoded } from 'lib0/buffer'
import { answersHash } from '../../shared/dossier/freeze.ts'
import { makeReference, makeSecret, secretHash, tokenHash } from '../../shared/dossier/reference.ts'
import type { Visit } from '../../shared/dossier/visit.ts'
import { competentOffice } from '../../shared/procedure/office.ts'
import { packRef } from '../../shared/procedure/pack.ts'
import { err, ok } from '../../shared/text/result.ts'
import { lang } from '../text/language.ts'
import type { Facts } from './live-dossier.ts'
import { createMandateGiving } from './mandate-giving.ts'
import { makeReceipt } from './receipt.ts'
import type { RequestParts } from './request-parts.ts'
import { firstProblem } from './request-steps.ts'
import type { Request } from './request-shape.ts'

type Ending = Pick<Request, 'mandateDays' | 'mandateText' | 'mandate' | 'refuseMandate' | 'submit'>

export interface EndingParts extends Pick<
  RequestParts,
  'live' | 'pack' | 'form' | 'writer' | 'visit' | 'sounds' | 'today' | 'random'
> {
  readonly seen: ReadonlySignal<Readonly<Record<string, boolean>>>
  visitNow(): Visit
  /** False when the read-back was skipped; reads a signal. */
  wasRead(): boolean
  /** Photographs leave the draft and this device. */
  forgetPapers(): Promise<void>
  filed(): void
  refused(): void
}

export const createEnding = (parts: EndingParts): Ending => {
  const { live, pack, form, writer, visit, seen, random } = parts
  const gone: Facts = [
    { key: `request:${live.id}`, value: null },
    { key: `place:${writer.me.id}`, value: null },
    { key: `asleep:${live.id}`, value: null },
  ]

  return {
    ...createMandateGiving({ ...parts, task: () => ({ type: 'file', wasRead: parts.wasRead() }) }),
    refuseMandate: async () => {
      const reason =
        lang.value === 'ar' ? 'لم يوافق الشخص المعني على التفويض.' : 'La personne n’a pas donné son accord.'
      // Whoever said no left nothing here to be sent. What cannot be written now does not hold the refusal back.
      await parts.forgetPapers().catch(() => undefined)
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
            attachments: live.attached.peek(),
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
