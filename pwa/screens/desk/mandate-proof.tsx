// How the yes is kept: a mark drawn here, or words or paper before a witness who is neither the mediator nor family.
// Filing follows in the same press; what failed can be pressed again and never gives two mandates.
import { useRef, useState } from 'preact/hooks'
import type { L10n } from '../../../shared/text/l10n.ts'
import type { MandateDays } from '../../models/mandate-text.ts'
import type { Receipt, Request } from '../../models/request.ts'
import { lang } from '../../text/language.ts'
import { Button } from '../../ui/button.tsx'
import { ChoiceGroup } from '../../ui/choice-group.tsx'
import { MarkPad } from '../../ui/mark-pad.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Spinner } from '../../ui/progress.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { isWitnessName, proofLacking } from './mandate.ts'
import type { Method } from './mandate.ts'
import { t } from './text.ts'
import type { DeskMessage } from './text.ts'

interface MandateProofProps {
  request: Request
  days: MandateDays
  onFiled: (receipt: Receipt) => void
}

type Problem = { readonly message: DeskMessage } | { readonly detail: L10n }

export const MandateProof = ({ request, days, onFiled }: MandateProofProps) => {
  const [method, setMethod] = useState<Method | null>(null)
  const [mark, setMark] = useState<string | null>(null)
  const [witness, setWitness] = useState('')
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const given = useRef(false)
  const lacking = proofLacking({ method, mark, witness })

  const file = async () => {
    setTried(true)
    setProblem(null)
    if (busy || lacking !== null || method === null) return
    setBusy(true)
    try {
      if (!given.current) {
        const mandated = await request.mandate({
          method,
          days,
          ...(method === 'mark' && mark !== null ? { mark } : {}),
          ...(isWitnessName(witness) ? { witness: witness.trim() } : {}),
        })
        if (!mandated.ok)
          return setProblem(
            mandated.error.type === 'no-proof'
              ? { message: 'mandate.lacking-method' }
              : { detail: mandated.error.detail },
          )
        given.current = true
      }
      const filed = await request.submit()
      if (filed.ok) return onFiled(filed.value)
      const { error } = filed
      if (error.type === 'no-reference' || error.type === 'no-office') setProblem({ message: `mandate.${error.type}` })
      else setProblem({ detail: error.detail })
    } finally {
      setBusy(false)
    }
  }

  return (
    <div class="mandate-proof">
      <ChoiceGroup
        id="mandate-method"
        legend={t('mandate.method')}
        options={[
          { value: 'mark', label: t('mandate.method-mark'), hint: t('mandate.method-mark-hint'), pictogram: 'hand' },
          { value: 'oral', label: t('mandate.method-oral'), hint: t('mandate.method-oral-hint'), pictogram: 'yes' },
          {
            value: 'paper',
            label: t('mandate.method-paper'),
            hint: t('mandate.method-paper-hint'),
            pictogram: 'papers',
          },
        ]}
        value={method === null ? [] : [method]}
        error={tried && lacking === 'method' ? t('mandate.lacking-method') : undefined}
        onChange={([value]) => {
          if (value === 'mark' || value === 'oral' || value === 'paper') setMethod(value)
        }}
      />
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
      {method !== null && method !== 'mark' && (
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
        <Notice tone="error" title={t('mandate.not-filed')}>
          {'message' in problem ? t(problem.message) : problem.detail[lang.value]}
        </Notice>
      )}
      <Button kind="primary" size="large" icon="check" busy={busy} onClick={() => void file()}>
        {t('mandate.file')}
      </Button>
      {busy && <Spinner label={t('mandate.filing')} />}
    </div>
  )
}
