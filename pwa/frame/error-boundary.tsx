// When a screen breaks: a sentence and the way on. What was saved is on disk already, so reloading loses nothing.
import { Component } from 'preact'
import type { ComponentChildren } from 'preact'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { t } from './text.ts'

interface Props {
  readonly children: ComponentChildren
}
interface State {
  readonly error: unknown
}

export class ErrorBoundary extends Component<Props, State> {
  override state: State = { error: null }

  static override getDerivedStateFromError(error: unknown): State {
    return { error }
  }

  override componentDidCatch(error: unknown): void {
    console.error(error)
  }

  override render() {
    return this.state.error === null ? (
      this.props.children
    ) : (
      <Broken text={t('shell.error.text')} error={this.state.error} />
    )
  }
}

/** Also for a room whose files are not on the device. */
export function Broken({ text, error }: { readonly text: string; readonly error: unknown }) {
  return (
    <Page title={t('shell.error.title')}>
      <Notice
        tone="error"
        action={
          <Button kind="primary" icon="refresh" onClick={() => location.reload()}>
            {t('shell.error.reload')}
          </Button>
        }
      >
        {text}
      </Notice>
      <details>
        <summary>{t('shell.error.details')}</summary>
        <pre dir="ltr" class="broken__detail">
          {error instanceof Error ? `${error.name}: ${error.message}` : String(error)}
        </pre>
      </details>
    </Page>
  )
}
