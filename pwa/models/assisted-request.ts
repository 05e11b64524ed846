// The assisted request over a live dossier: which step it is at, what was answered, how it ends. The place is written
// with each answer, sealed, so that a killed tab comes back to the same question.
import { computed, signal } from '@preact/signals'
import type { ReadonlySignal } from '@preact/signals'
import { toBase64UrlEncoded } from 'lib0/buffer'
import { encodeUtf8 } from 'lib0/string'
import * as v from 'valibot'
import { sha256Url } from '../../shared/dossier/canonical.ts'
import { answersHash } from '../../shared/dossier/freeze.ts'
import { makeReference, makeSecret, secretHash, tokenHash } from '../../shared/dossier/reference.ts'
import type { FormState } from '../../shared/form/evaluate.ts'
import { competentOffice } from '../../shared/procedure/office.ts'
import { packRef } from '../../shared/procedure/pack.ts'
import type { ProcedurePack } from '../../shared/procedure/pack.ts'
import { err, ok } from '../../shared/text/result.ts'
import { lang } from '../text/language.ts'
import type { Facts, LiveDossier } from './live-dossier.ts'
import { mandateText } from './mandate-text.ts'
import type { MandateDays } from './mandate-text.ts'
import { makeReceipt } from './receipt.ts'
import { firstProblem, indexOf, stepAfter, stepBefore, stepsOf } from './request-steps.ts'
import type { MandateInput, Request, Step } from './request-shape.ts'
import type { Writer } from './writer.ts'

/** Where a request stands, as it is kept (sealed) on this device only. */
const placeSchema = v.object({
  step: v.variant('kind', [
    v.object({ kind: v.picklist(['papers', 'read-back', 'mandate', 'receipt']) }),
    v.object({ kind: v.literal('question'), name: v.string() }),
  ]),
  returning: v.boolean(),
  seen: v.record(v.string(), v.boolean()),
})
export type Place = v.InferOutput<typeof placeSchema>

/** Null when it is not of this shape any more: the request then begins at its first step. */
export const parsePlace = (value: unknown): Place | null => {
  const parsed = v.safeParse(placeSchema, value)
  return parsed.success ? parsed.output : null
}

export interface RequestParts {
  readonly live: LiveDossier
  readonly pack: ProcedurePack
  readonly form: ReadonlySignal<FormState>
  readonly writer: Writer
  readonly place: Place | null
  random(length: number): Uint8Array
  /** The screen goes because the device is locked, not because the person left it. */
  isLocking(): boolean
  /** Called once, when the screen is left or the request is over. */
  closed(): void
}

export const createRequest = ({
  live,
  pack,
  form,
  writer,
  place,
  random,
  isLocking,
  closed,
}: RequestParts): Request => {
  const hasPapers = pack.service.hasInputType.length > 0
  const filed = live.status.value.submitted !== null
  const first: Step = stepsOf(form.value, hasPapers)[0] ?? { kind: 'read-back' }
  const step = signal<Step>(filed ? { kind: 'receipt' } : (place?.step ?? first))
  const seen = signal<Readonly<Record<string, boolean>>>(place?.seen ?? {})
  const days = signal<MandateDays>(31)
  const saved = signal<'saved' | 'saving' | 'failed'>('saved')
  let returning = place?.returning ?? false
  let closedAlready = false

  const facts = (): Facts => [
    { key: `request:${live.id}`, value: { step: step.value, returning, seen: seen.value } satisfies Place },
    // A late answer of a screen that was left does not bring it back.
    ...(closedAlready ? [] : [{ key: `place:${writer.me.id}`, value: { dossier: live.id } } as const]),
  ]
  const durably = async (work: () => Promise<void>): Promise<void> => {
    saved.value = 'saving'
    try {
      await work()
      saved.value = 'saved'
    } catch (cause) {
      saved.value = 'failed'
      throw cause
    }
  }
  const keepPlace = () => durably(() => live.note(facts()))
  const moveTo = (next: Step): void => {
    step.value = next
    // The strip shows `failed`; the place is written again with the next answer.
    keepPlace().catch(() => undefined)
  }
  const answer: Request['answer'] = (name, value, said) =>
    durably(() => live.answer(name, value, said ?? { by: 'citizen' }, facts()))
  const instancesOf = (repeat: string): readonly string[] => {
    const value = live.answers.value[repeat]
    return Array.isArray(value) ? value : []
  }
  const wordsOf = (forDays: MandateDays): string => {
    const unit = writer.directory().units.find((one) => one.id === writer.me.unit)
    if (!unit) throw new Error(`unit ${writer.me.unit} is not in the directory`)
    return mandateText({ pack, unit, agent: writer.me.name, days: forDays }, lang.value)
  }
  const end = (): void => {
    if (closedAlready) return
    closedAlready = true
    closed()
  }

  return {
    id: live.id,
    pack,
    form,
    step,
    progress: computed(() => {
      const steps = stepsOf(form.value, hasPapers)
      return { index: indexOf(steps, step.value, form.value) + 1, of: steps.length }
    }),
    saved,
    seen,
    setSeen: (id, has) => {
      seen.value = { ...seen.value, [id]: has }
      return keepPlace()
    },
    answer,
    addInstance: (repeat) => {
      const used = instancesOf(repeat)
      const keys = Array.from(random(8), (byte) => (byte % 36).toString(36)).join('')
      return answer(repeat, [...used, [keys.slice(0, 4), keys].find((key) => !used.includes(key)) ?? keys])
    },
    removeInstance: (repeat, key) =>
      answer(
        repeat,
        instancesOf(repeat).filter((one) => one !== key),
      ),
    next: async () => {
      const here = step.value
      const asked = here.kind === 'question' ? (form.value.byKey.get(here.name) ?? null) : null
      const problem = asked?.relevant
        ? asked.problem
        : here.kind === 'read-back'
          ? (firstProblem(form.value)?.problem ?? null)
          : null
      if (problem && here.kind === 'question') return err({ problem: problem.message })
      const following = stepAfter(form.value, hasPapers, here, returning)
      // The read-back sends back to the question that is wrong, and says so.
      returning = problem !== null || (returning && following.kind === 'question')
      step.value = following
      await keepPlace()
      return problem ? err({ problem: problem.message }) : ok(undefined)
    },
    back: () => {
      const before = stepBefore(form.value, hasPapers, step.value, returning)
      returning = false
      moveTo(before)
    },
    goTo: (name) => {
      returning = true
      moveTo({ kind: 'question', name })
    },
    mandateDays: days,
    mandateText: computed(() => wordsOf(days.value)),
    mandate: async (input) => {
      if (!hasProof(input)) return err({ type: 'no-proof' })
      days.value = input.days
      const text = wordsOf(input.days)
      const { method, mark, witness } = input
      const written = await live.write('mandate-given', {
        procedure: packRef(pack),
        days: input.days,
        method,
        text,
        textLang: lang.value,
        textHash: sha256Url(encodeUtf8(text)),
        ...(mark === undefined ? {} : { mark }),
        ...(witness === undefined || witness.trim() === '' ? {} : { witness: witness.trim() }),
      })
      return written.ok ? ok(undefined) : written
    },
    refuseMandate: async () => {
      const reason =
        lang.value === 'ar' ? 'لم يوافق الشخص المعني على التفويض.' : 'La personne n’a pas donné son accord.'
      const gone: Facts = [
        { key: `request:${live.id}`, value: null },
        { key: `place:${writer.me.id}`, value: null },
      ]
      // A pack whose workflow has no way out of the draft keeps it as a draft; nothing is filed either way.
      const written = await live.write('withdrawn', { reason }, gone)
      if (!written.ok) await live.note(gone)
      end()
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
            mode: 'enabling',
            ...(seenHere.length > 0 ? { seen: seenHere } : {}),
          },
          facts: [
            { key: `receipt:${live.id}`, value: makeReceipt({ ...about, reference }) },
            { key: `request:${live.id}`, value: null },
            { key: `place:${writer.me.id}`, value: null },
          ],
        }
      })
      if (!written.ok) return written
      step.value = { kind: 'receipt' }
      end()
      return ok(makeReceipt({ ...about, reference: String(written.value.payload['reference']) }))
    },
    close: () => {
      // At lock the place stays, so that the next unlock comes back to it.
      if (!closedAlready && !isLocking())
        live.note([{ key: `place:${writer.me.id}`, value: null }]).catch(() => undefined)
      end()
    },
  }
}

/** A mark, or a witness for who cannot draw one; an oral yes needs the witness; paper stays in the point's folder. */
const hasProof = ({ method, mark, witness }: MandateInput): boolean =>
  method === 'paper' || (method === 'mark' && mark !== undefined && mark !== '') || (witness ?? '').trim() !== ''
