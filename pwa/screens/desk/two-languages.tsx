// The same words twice, each fragment with its own language and direction, as printed papers carry them.
import type { L10n } from '../../../shared/text/l10n.ts'

interface TwoLanguagesProps {
  text: L10n
  /** On one line, with a dot between. */
  inline?: boolean
  class?: string
}

export const TwoLanguages = ({ text, inline = false, class: name = '' }: TwoLanguagesProps) => (
  <span class={`two-languages ${inline ? 'two-languages--inline' : ''} ${name}`}>
    <span lang="ar" dir="rtl">
      {text.ar}
    </span>
    <span lang="fr" dir="ltr">
      {text.fr}
    </span>
  </span>
)
