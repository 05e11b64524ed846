// The page of a second screen, `/citizen`: the person's side and nothing else. It never opens the device: no database is
// read and no passphrase asked. Without a turn it shows a picture that says nothing of anybody.
import { render } from 'preact'
import { useEffect, useMemo } from 'preact/hooks'
import { screenLangOf } from '../../../shared/speech/variety.ts'
import { openMirror } from '../../models/turn-mirror.ts'
import markUrl from '../../../icons/morchid.svg?url'
import { CitizenSide } from './citizen-side.tsx'
import './citizen-window.css'

function CitizenWindow() {
  const mirror = useMemo(openMirror, [])
  const view = mirror.view.value
  const lang = view === null ? null : screenLangOf(view.card.variety)
  useEffect(() => {
    if (lang === null) return
    document.documentElement.lang = lang
    document.documentElement.dir = lang === 'ar' ? 'rtl' : 'ltr'
  }, [lang])
  if (view === null)
    return (
      <main class="citizen-idle">
        <h1 class="citizen-idle__name">
          <img src={markUrl} alt="" width="160" height="160" />
          <bdi lang="fr">Morchid</bdi>
          <bdi lang="ar">المرشد</bdi>
        </h1>
      </main>
    )
  return (
    <CitizenSide
      {...view}
      toRead={null}
      isFlipped={false}
      onTap={(tap) => mirror.tell({ type: 'tap', card: view.card.id, tap })}
      onEar={(wants) => mirror.tell({ type: 'ear', wants })}
      onHelper={() => mirror.tell({ type: 'helper' })}
    />
  )
}

export function drawCitizenWindow(root: HTMLElement): void {
  for (const unwanted of ['contextmenu', 'dragstart'])
    document.addEventListener(unwanted, (event) => event.preventDefault())
  render(<CitizenWindow />, root)
}
