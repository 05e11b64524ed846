// The language of the screen. Each language is written in itself, so that who needs it can read it.
import './lang-switch.css'

type ScreenLang = 'fr' | 'ar'
const names: Record<ScreenLang, string> = { fr: 'Français', ar: 'العربية' }

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
          {names[lang]}
        </button>
      ))}
    </div>
  )
}
