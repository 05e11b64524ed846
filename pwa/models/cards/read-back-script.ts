// The read-back on the person's side: row by row, right or wrong. Wrong opens that question alone, here when a tap can
// answer it, else at the helper's side; then the row is read again. What is sealed is read to nobody.
import { signal } from '@preact/signals'
import type { FieldState } from '../../../shared/form/evaluate.ts'
import { screenLangOf } from '../../../shared/speech/variety.ts'
import type { Lang } from '../../../shared/text/l10n.ts'
import type { TurnScript } from '../card.ts'
import { isReadRight } from '../visit-log.ts'
import { rowsToRead } from '../request-steps.ts'
import { answerCard, readBackDone, readBackIntro } from './answer-card.ts'
import { paperClear } from './paper-clear.ts'
import type { PaperClearParts } from './paper-clear.ts'
import { isTapped } from './question-card.ts'
import { askHere } from './question-script.ts'
import type { ScriptParts } from './question-script.ts'

export interface ReadBackParts extends ScriptParts {
  /** The answer in words, as a person reads it. */
  written(field: FieldState, lang: Lang): string
  openPage: PaperClearParts['openPage']
}

export const readBackScript = (parts: ReadBackParts): TurnScript => {
  const { request, hearer, written } = parts
  const asked = askHere(parts)
  const papers = paperClear(parts)
  const stage = signal<'intro' | 'rows' | 'over'>('intro')
  const rowNow = (): FieldState | null =>
    rowsToRead(request.form.value).find((field) => !isReadRight(request.right.value, field)) ?? null
  /** The question that was said to be wrong, while it is open. */
  const wrongNow = (): FieldState | null => {
    const step = request.step.value
    return step.kind === 'question' ? (request.form.value.byKey.get(step.name) ?? null) : null
  }

  return {
    group: 'consent',
    card: () => {
      if (stage.value === 'over') return null
      if (stage.value === 'intro') return readBackIntro(hearer())
      const wrong = wrongNow()
      if (wrong !== null) return asked.card(wrong)
      const row = rowNow()
      if (row === null) return papers.card() ?? readBackDone(hearer())
      const { variety } = hearer()
      return answerCard(hearer(), request.pack.id, row, written(row, screenLangOf(variety)))
    },
    take: async (_card, tap) => {
      if (stage.peek() === 'intro') {
        stage.value = 'rows'
        return
      }
      const wrong = wrongNow()
      if (wrong !== null) {
        const { became, kept } = asked.take(wrong, tap)
        if (became === 'open') return kept
        kept.catch(() => undefined)
        if (became === 'heard' || !(await request.next()).ok) stage.value = 'over'
        return
      }
      const row = rowNow()
      if (row === null && request.papers.toConfirm.peek() !== null) {
        // The helper takes it again; the person waits.
        if (!(await papers.take(tap))) stage.value = 'over'
      } else if (row === null) {
        await request.next()
        stage.value = 'over'
      } else if (tap.type === 'yes') await request.sayRight(row.key)
      else if (tap.type === 'no') {
        request.sayWrong(row.key)
        // Nothing to tap there: the helper has it back at that question.
        if (!isTapped(row) && row.row.privacy !== 'private') stage.value = 'over'
      }
    },
  }
}
