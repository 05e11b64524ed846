// A dossier's title: names in both scripts, each script a block of its own so that neither reorders the other.
import { titleParts } from '../../fields/title-parts.ts'
import { lang } from '../../text/language.ts'
import { t } from './text.ts'

/** `title` is made of the pack's title rows with ` · ` between them; '' when nothing was answered yet. */
export function Title({ title }: { readonly title: string }) {
  const parts = titleParts(title, lang.value)
  if (parts.length === 0) return <>{t('row-no-title')}</>
  return (
    <>
      {parts.map((part, index) => (
        <>
          {index === 0 ? null : <span class="clerk-title__dot"> · </span>}
          <bdi class="clerk-title__part">{part}</bdi>
        </>
      ))}
    </>
  )
}
