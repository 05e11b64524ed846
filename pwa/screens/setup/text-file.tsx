// Takes one small text file from a stick or the desk. It is read here and goes nowhere by itself.
import { useRef, useState } from 'preact/hooks'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'

interface TextFileProps {
  readonly id: string
  readonly label: string
  readonly error?: string | undefined
  /** Null when the file is too big to be what is asked for. */
  readonly onText: (text: string | null) => void
}

const mostBytes = 10_000

export const TextFile = ({ id, label, error, onText }: TextFileProps) => {
  const input = useRef<HTMLInputElement>(null)
  const [name, setName] = useState<string | null>(null)
  const take = (file: File) => {
    setName(file.name)
    if (file.size > mostBytes) return onText(null)
    void file.text().then(onText, () => onText(null))
  }
  return (
    <div class="setup-file">
      {/* The browser's own button speaks the browser's language. */}
      <Button kind="secondary" icon="upload" onClick={() => input.current?.click()}>
        {label}
      </Button>
      {name !== null && (
        <p>
          <bdi dir="ltr">{name}</bdi>
        </p>
      )}
      <input
        ref={input}
        id={id}
        type="file"
        accept=".json,application/json"
        hidden
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? []
          // The same name may be chosen again after it was replaced on the stick.
          event.currentTarget.value = ''
          if (file) take(file)
        }}
      />
      {error !== undefined && <Notice tone="error">{error}</Notice>}
    </div>
  )
}
