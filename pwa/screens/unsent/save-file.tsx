// A file made here, to be saved by a person; its address lives no longer than this button.
import { useEffect, useState } from 'preact/hooks'
import { Icon } from '../../ui/icon.tsx'
import { t } from './text.ts'

interface SaveFileProps {
  readonly name: string
  readonly bytes: Uint8Array
  /** The browser asks at once where to save it. */
  readonly now?: boolean
}

export const SaveFile = ({ name, bytes, now = false }: SaveFileProps) => {
  const [href, setHref] = useState<string | null>(null)
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: 'application/octet-stream' }))
    setHref(made)
    return () => URL.revokeObjectURL(made)
  }, [bytes])
  const offer = (link: HTMLAnchorElement | null): void => {
    if (now && link && !offered.has(bytes)) {
      offered.add(bytes)
      link.click()
    }
  }
  return href === null ? null : (
    <a class="button button--secondary button--normal" href={href} download={name} ref={offer}>
      <Icon name="download" />
      <span class="button__text">
        {t('stick.save')} <bdi dir="ltr">{name}</bdi>
      </span>
    </a>
  )
}

/** Asked once for a file, however often it is drawn. */
const offered = new WeakSet<Uint8Array>()
