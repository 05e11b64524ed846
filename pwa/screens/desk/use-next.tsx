// Going on: at once when it can, with the last answer on its way to the disk; otherwise it says why it stays. It never
// goes on twice for two presses.
import { signal } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import type { VNode } from 'preact'
import type { L10n } from '../../../shared/text/l10n.ts'
import type { Request } from '../../models/request.ts'
import { lang } from '../../text/language.ts'
import { painted } from '../../ui/after-paint.ts'
import { Notice } from '../../ui/notice.tsx'
import { Spinner } from '../../ui/progress.tsx'
import { t } from './text.ts'

export interface Next {
  readonly go: () => void
  readonly busy: boolean
  /** Why the step stays, in the language of the screen. */
  readonly why: string | undefined
  readonly clear: () => void
  /** `why` and the wait, as they are shown where no field can carry them. */
  readonly problem: VNode | null
}

/** `before` hands over what is typed; when it answers false, the step stays without a word of its own. */
export const useNext = (request: Request, before: () => boolean = () => true): Next => {
  const step = request.step.value
  // Of this step: what comes late for a step that was left is shown nowhere.
  const { why, busy } = useMemo(() => ({ why: signal<L10n | null>(null), busy: signal(false) }), [step])

  const go = async () => {
    if (busy.peek() || !before()) return
    busy.value = true
    try {
      const result = await request.next(painted())
      why.value = result.ok ? null : result.error.problem
    } catch {
      // What could not be kept is told around every step (`saved`).
    } finally {
      busy.value = false
    }
  }

  const words = why.value?.[lang.value]
  return {
    go: () => void go(),
    busy: busy.value,
    why: words,
    clear: () => {
      why.value = null
    },
    problem:
      words === undefined ? (
        busy.value ? (
          <Spinner label={t('request.wait')} />
        ) : null
      ) : (
        <Notice tone="error">{words}</Notice>
      ),
  }
}
