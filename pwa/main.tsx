// The staff app's first steps: the shell is drawn in one language, then the session (database, keys, CRDT) and the
// fonts are fetched behind it. Nothing that weighs may be imported here.
import './styles/index.css'
import { render } from 'preact'
import { App } from './app.tsx'
import { isPractising } from './models/practice-flag.ts'
import { startSession } from './models/session.ts'
import { lang, loadMessages, showLang } from './text/language.ts'

async function start(): Promise<void> {
  const root = document.getElementById('app')
  if (root === null) throw new Error('index.html lost its #app')
  // A second screen's window: the person's side alone, without a session.
  if (location.pathname === '/citizen') {
    const { drawCitizenWindow } = await import('./screens/citizen/citizen-window.tsx')
    if (isPractising) await (await import('./screens/practice/practice-band.tsx')).showBand(root, 'words')
    root.replaceChildren()
    drawCitizenWindow(root)
    await import('./styles/fonts.css')
    return
  }
  showLang(lang.peek())
  await loadMessages('shell')
  // The band is there before anything it marks.
  if (isPractising) await (await import('./screens/practice/practice-band.tsx')).showBand(root, 'tools')
  root.replaceChildren()
  render(<App />, root)
  await startSession()
  await import('./styles/fonts.css')
}

void start()
