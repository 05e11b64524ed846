// The language of the screen. Each language is written in itself, so that who needs it can read it.
import './lang-switch.css'

type ScreenLang = 'fr' | 'ar'
const names: Record<ScreenLang, string> = { fr: 'Français', ar: 'العربية' }
/** Where the row is short; the whole name stays the button's name. */
const marks: Record<ScreenLang, string> = { fr: 'FR', ar: 'ع' }

export interface LangSwitchProps {
  readonly value: ScreenLang
  readonly onChange: (value: ScreenLang) => void
}

export function LangSwitch({ value, onChange }: LangSwitchProps) {
  return (
    <div class="lang-switch" role="group" aria-label={`${names.fr} / ${names.ar}`}>
      {(['fr', 'ar'] as const).map((lang) => (
        <button
          key={lang}
          type="button"
          class="lang-switch__lang"
          lang={lang}
          dir={lang === 'ar' ? 'rtl' : 'ltr'}
          aria-pressed={value === lang}
          onClick={() => onChange(lang)}
        >
          <span class="lang-switch__name">{names[lang]}</span>
          <span class="lang-switch__mark" aria-hidden="true">
            {marks[lang]}
          </span>
        </button>
      ))}
    </div>
  )
}
