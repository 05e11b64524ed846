// A paper being photographed, by itself: `take-paper.html?lang=ar`; `full`, `failing` and `look=grey` show its other
// states. What e2e/take-paper.e2e.ts calls by name stands in `paperMaking`. For looking; never shipped.
import '../styles/index.css'
import '../styles/fonts.css'
import '../frame/frame.css'
import { render } from 'preact'
import { openPdfFile } from '../papers/pdf-file.ts'
import { createPageMaker } from '../papers/page-maker.ts'
import type { MadePage } from '../papers/made-page.ts'
import { TakePaper } from '../screens/papers/take-paper.tsx'
import { loadMessages, setLang, showLang } from '../text/language.ts'

const wanted = new URLSearchParams(location.search)
const language = wanted.get('lang') === 'ar' ? 'ar' : 'fr'
const kept: MadePage[] = []
const said: string[] = []
Object.assign(globalThis, { paperMaking: { createPageMaker, openPdfFile, kept, said } })

const show = async (): Promise<void> => {
  setLang(language)
  showLang(language)
  await loadMessages('take-paper')
  const root = document.getElementById('app')
  if (root === null || wanted.has('bare')) return
  render(
    <TakePaper
      paper={{ name: language === 'ar' ? 'البطاقة الوطنية' : 'Carte nationale', pictogram: 'identity-card' }}
      look={wanted.get('look') === 'grey' ? 'grey' : 'colour'}
      pageFrom={1}
      mostPages={4}
      canKeep={!wanted.has('full')}
      keep={async (page) => {
        if (wanted.has('failing')) return false
        kept.push(page)
        return true
      }}
      onDone={(pages) => said.push(`done ${pages}`)}
      onSeen={() => said.push('seen')}
      onBack={() => said.push('back')}
    />,
    root,
  )
}
void show()
