// The staff app's first steps: the shell is drawn in one language, then the session (database, keys, CRDT) and the
// fonts are fetched behind it. Nothing that weighs may be imported here.
import './styles/index.css'
import { render } from 'preact'
import { App } from './app.tsx'
import { startSession } from './models/session.ts'
import { lang, loadMessages, showLang } from './text/language.ts'

async function start(): Promise<void> {
  const root = document.getElementById('app')
  if (root === null) throw new Error('index.html lost its #app')
  showLang(lang.peek())
  await loadMessages('shell')
  root.replaceChildren()
  render(<App />, root)
  await startSession()
  await import('./styles/fonts.css')
}

void start()
