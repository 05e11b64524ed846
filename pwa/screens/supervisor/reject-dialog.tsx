// Why a recording is refused: the person who lent their voice is told, so that they can do it again.
import { useSignal } from '@preact/signals'
import { Button } from '../../ui/button.tsx'
import { ChoiceGroup } from '../../ui/choice-group.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { t } from './text.ts'

interface RejectProps {
  readonly open: boolean
  readonly onClose: () => void
  /** An id of the list, or words. */
  readonly onReject: (reason: string) => void
}

const reasons = ['noise', 'words', 'unclear', 'cut'] as const
const longestReason = 200

export function RejectDialog({ open, onClose, onReject }: RejectProps) {
  const chosen = useSignal<string | null>(null)
  const words = useSignal('')
  const reason = chosen.value === 'other' ? words.value.trim() : (chosen.value ?? '')
  return (
    <Dialog
      open={open}
      title={t('voices-reject-title')}
      closeLabel={t('voices-cancel')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('voices-cancel')}</Button>
          <Button kind="danger" icon="close" disabled={reason === ''} onClick={() => onReject(reason)}>
            {t('voices-reject')}
          </Button>
        </>
      }
    >
      <ChoiceGroup
        id="reject-why"
        legend={t('voices-reject-why')}
        legendHidden
        options={[
          ...reasons.map((one) => ({ value: one, label: t(`reason-${one}`) })),
          { value: 'other', label: t('voices-reject-other') },
        ]}
        value={chosen.value === null ? [] : [chosen.value]}
        onChange={([value]) => (chosen.value = value ?? null)}
      />
      {chosen.value === 'other' ? (
        <TextField
          id="reject-words"
          label={t('voices-reject-words')}
          value={words.value}
          maxLength={longestReason}
          onInput={(value) => (words.value = value)}
        />
      ) : null}
    </Dialog>
  )
}
