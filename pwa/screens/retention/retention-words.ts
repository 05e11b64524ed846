// What the screen calls people, offices, procedures and what is signed: names for ids, sentences for acts.
import type { KeepingCase, KeepingStep, KeepingWord } from '../../models/keeping.ts'
import { packOf } from '../../models/packs.ts'
import { directory, me } from '../../models/session.ts'
import { inLang } from '../../../shared/text/l10n.ts'
import { formatDate } from '../../text/format.ts'
import { lang } from '../../text/language.ts'
import { t } from './text.ts'

export const personName = (id: string): string => directory.value?.agents.find((one) => one.id === id)?.name ?? id

export const officeName = (id: string): string => {
  const unit = directory.value?.units.find((one) => one.id === id)
  return unit ? inLang(unit.name, lang.value) : id
}

export const procedureName = ({ procedure }: KeepingCase): string =>
  packOf(procedure)?.service.name[lang.value] ?? procedure

export const day = (on: string): string => formatDate(on.slice(0, 10), lang.value)

export const numberOf = ({ reference }: KeepingCase): string => reference ?? '…'

/** A word as a line of the case. */
export const wordLine = (word: KeepingWord): string =>
  t(word.kind === 'disposal-decided' ? `word.${word.what ?? 'keep'}` : `word.${word.kind}`, {
    person: personName(word.agent),
    on: day(word.on),
    until: word.until === undefined ? '…' : day(word.until),
  })

export interface Filled {
  readonly where: string
  readonly slip: string
  readonly until: string
  readonly reason: string
}

/** Where the archive has it, and as what, in one line: the act has one place for both. */
export const placeOf = ({ where, slip }: Filled): string => {
  const [place, number] = [where.trim(), slip.trim()]
  return number === '' ? place : t('archive.place', { where: place, slip: number })
}

/** What is signed, in the first person. */
export const sentence = (one: KeepingCase, step: KeepingStep, filled: Filled): string =>
  t(`sign.${step}`, {
    name: me.value?.name ?? '…',
    reference: numberOf(one),
    until: /^\d{4}-\d\d-\d\d$/.test(filled.until) ? day(filled.until) : '(…)',
    where: filled.where.trim() === '' ? '(…)' : placeOf(filled),
  })

/** What is left once it is done. */
export const whatIsLeft = (one: KeepingCase, step: KeepingStep): readonly string[] => {
  if (step === 'keep') return [t('left.keep')]
  if (step === 'release') return [t('left.release')]
  return [
    one.numbers.length === 0
      ? t('left.no-number')
      : t('left.numbers', {
          numbers: one.numbers.map((n) => `\u2066${n}\u2069`).join(lang.value === 'ar' ? '، ' : ', '),
        }),
    ...(step === 'anonymise' ? [t('left.summary')] : []),
    t('left.word'),
    t(step === 'archive' ? 'left.rest-archived' : 'left.rest'),
  ]
}
