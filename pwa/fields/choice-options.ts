// The choices of a select question as the tiles that show them.
import type { Choice } from '../../shared/form/form.ts'
import type { Lang } from '../../shared/text/l10n.ts'
import { isPictogramName } from '../ui/known-pictogram.ts'

export const choiceOptions = (choices: readonly Choice[], lang: Lang) =>
  choices.map((choice) => ({
    value: choice.name,
    label: choice.label[lang],
    ...(isPictogramName(choice.pictogram) ? { pictogram: choice.pictogram } : {}),
  }))
