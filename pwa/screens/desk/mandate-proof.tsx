// How the yes is kept: the person's own voice, a mark drawn here, or words or paper before a witness who is neither the
// mediator nor family. What it was given for follows in the same press; what failed can be pressed again and never gives
// two mandates.
import { useRef, useState } from 'preact/hooks'
import type { L10n } from '../../../shared/text/l10n.ts'
import type { MandateGiving } from '../../models/mandate-giving.ts'
import { mode } from '../../models/visit.ts'
import type { Recorded } from '../../voice/recorder-shape.ts'
import { lang } from '../../text/language.ts'
import { Button } from '../../ui/button.tsx'
import { ChoiceGroup } from '../../ui/choice-group.tsx'
import { MarkPad } from '../../ui/mark-pad.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Spinner } from '../../ui/progress.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { Record } from '../voice/record.tsx'
import { isWitnessName, methods, proofLacking, surrogateLacking } from './mandate.ts'
import type { Method } from './mandate.ts'
import { Surrogate } from './surrogate.tsx'
import { t } from './text.ts'
import type { DeskMessage } from './text.ts'

interface MandateProofProps {
  giving: MandateGiving
  /** Done once it is given; null when it was. */
  then: () => Promise<MandateProblem | null>
  words: { readonly do: string; readonly busy: string; readonly failed: string }
}

export type MandateProblem = { readonly message: DeskMessage } | { readonly detail: L10n }

const pictures = { voice: 'microphone', mark: 'hand', oral: 'yes', paper: 'papers' } as const
const longestYesMs = 10_000

export const MandateProof = ({ giving, then, words }: MandateProofProps) => {
  const [method, setMethod] = useState<Method | null>(null)
  const [mark, setMark] = useState<string | null>(null)
  const [voice, setVoice] = useState<Recorded | null>(null)
  const [witness, setWitness] = useState('')
  const [surrogate, setSurrogate] = useState({ name: '', paper: '' })
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<MandateProblem | null>(null)
  const given = useRef(false)
  const isSurrogate = mode.value === 'surrogate'
  const lacking = proofLacking({ method, mark, hasVoice: voice !== null, witness })
  const lackingOfSurrogate = isSurrogate ? surrogateLacking(surrogate) : null

  const giveMandate = async (by: Method): Promise<boolean> => {
    const mandated = await giving.mandate({
      method: by,
      days: giving.mandateDays.peek(),
      ...(by === 'mark' && mark !== null ? { mark } : {}),
      ...(by === 'voice' && voice !== null ? { voice } : {}),
      ...(isWitnessName(witness) ? { witness: witness.trim() } : {}),
      ...(isSurrogate ? { surrogate } : {}),
    })
    if (mandated.ok) return true
    const { error } = mandated
    setProblem('detail' in error ? { detail: error.detail } : { message: `mandate.lacking-${error.type}` })
    return false
  }
  const keep = async () => {
    setTried(true)
    setProblem(null)
    if (busy || lacking !== null || lackingOfSurrogate !== null || method === null) return
    setBusy(true)
    try {
      if (!given.current && !(await giveMandate(method))) return
      given.current = true
      setProblem(await then())
    } finally {
      setBusy(false)
    }
  }

  return (
    <div class="mandate-proof">
      {isSurrogate && (
        <Surrogate value={surrogate} onChange={setSurrogate} lacking={tried ? lackingOfSurrogate : null} />
      )}
      <ChoiceGroup
        id="mandate-method"
        legend={t('mandate.method')}
        options={methods.map((one) => ({
          value: one,
          label: t(`mandate.method-${one}`),
          hint: t(`mandate.method-${one}-hint`),
          pictogram: pictures[one],
        }))}
        value={method === null ? [] : [method]}
        error={tried && lacking === 'method' ? t('mandate.lacking-method') : undefined}
        onChange={([value]) => setMethod(methods.find((one) => one === value) ?? method)}
      />
      {method === 'voice' && (
        <>
          <Notice tone="info">{t('mandate.voice-say')}</Notice>
          <Record value={voice} onChange={setVoice} maxMs={longestYesMs} onFailed={() => setVoice(null)} />
          {tried && lacking === 'voice' && <Notice tone="error">{t('mandate.lacking-voice')}</Notice>}
        </>
      )}
      {method === 'mark' && (
        <>
          <MarkPad
            label={t('mandate.mark')}
            hint={t('mandate.mark-hint')}
            clearLabel={t('mandate.mark-clear')}
            value={mark}
            onChange={setMark}
          />
          {tried && lacking === 'mark' && <Notice tone="error">{t('mandate.lacking-mark')}</Notice>}
        </>
      )}
      {method === 'oral' && <Notice tone="info">{t('mandate.oral-say')}</Notice>}
      {method === 'paper' && <Notice tone="info">{t('mandate.paper-say')}</Notice>}
      {(method === 'oral' || method === 'paper') && (
        <TextField
          id="witness"
          label={t('mandate.witness')}
          hint={t('mandate.witness-hint')}
          value={witness}
          onInput={setWitness}
          maxLength={100}
          dir="auto"
          required
          error={tried && lacking === 'witness' ? t('mandate.lacking-witness') : undefined}
        />
      )}
      {problem !== null && (
        <Notice tone="error" title={words.failed}>
          {'message' in problem ? t(problem.message) : problem.detail[lang.value]}
        </Notice>
      )}
      <Button kind="primary" size="large" icon="check" busy={busy} onClick={() => void keep()}>
        {words.do}
      </Button>
      {busy && <Spinner label={words.busy} />}
    </div>
  )
}
