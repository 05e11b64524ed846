// A dossier's title: names in both scripts, each script a block of its own so that neither reorders the other.
import { titleParts } from './title-parts.ts'
import { t } from './text.ts'

/** `title` is made of the pack's title rows with ` · ` between them; '' when nothing was answered yet. */
export function Title({ title }: { readonly title: string }) {
  const parts = titleParts(title)
  if (parts.length === 0) return <>{t('row-no-title')}</>
  return (
    <>
      {parts.map((part, index) => (
        <>
          {index === 0 ? null : ' · '}
          <bdi class="clerk-title__part">{part}</bdi>
        </>
      ))}
    </>
  )
}
