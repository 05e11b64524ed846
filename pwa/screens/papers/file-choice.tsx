// A button that asks for files: a stick, a telephone's cable, a scanner's folder. The field itself is out of sight.
import { useRef } from 'preact/hooks'
import { Button } from '../../ui/button.tsx'
import { t } from './text.ts'

export function FileChoice({ onChoose }: { readonly onChoose: (files: readonly File[]) => void }) {
  const field = useRef<HTMLInputElement>(null)
  return (
    <>
      <Button icon="file" shortcut="F" onClick={() => field.current?.click()}>
        {t('file')}
      </Button>
      <input
        type="file"
        ref={field}
        hidden
        multiple
        accept="image/jpeg,image/png,image/webp,image/heic,application/pdf"
        onChange={({ currentTarget }) => {
          onChoose([...(currentTarget.files ?? [])])
          // The same file may be chosen again.
          currentTarget.value = ''
        }}
      />
    </>
  )
}
