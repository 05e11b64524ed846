// Going on: waits for the disk, says why it stays, and never goes on twice for two presses.
import { useRef, useState } from 'preact/hooks'
import type { VNode } from 'preact'
import type { L10n } from '../../../shared/text/l10n.ts'
import type { Request } from '../../models/request.ts'
import { lang } from '../../text/language.ts'
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

/** `before` writes what is typed; when it answers false, the step stays without a word of its own. */
export const useNext = (request: Request, before?: () => Promise<boolean>): Next => {
  const [why, setWhy] = useState<L10n | null>(null)
  const [busy, setBusy] = useState(false)
  const going = useRef(false)

  const go = async () => {
    if (going.current) return
    going.current = true
    setBusy(true)
    try {
      if (before !== undefined && !(await before())) return
      const result = await request.next()
      setWhy(result.ok ? null : result.error.problem)
    } finally {
      going.current = false
      setBusy(false)
    }
  }

  const words = why?.[lang.value]
  return {
    go: () => void go(),
    busy,
    why: words,
    clear: () => setWhy(null),
    problem:
      words === undefined ? busy ? <Spinner label={t('request.wait')} /> : null : <Notice tone="error">{words}</Notice>,
  }
}
