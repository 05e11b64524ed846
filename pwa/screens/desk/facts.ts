// A pack's fee and delay in words. A figure nobody checked is marked; a figure nobody knows is said to be unknown.
import { isVerified } from '../../../shared/procedure/facts.ts'
import { feeOf } from '../../../shared/procedure/office.ts'
import type { ProcedurePack, SourceRef } from '../../../shared/procedure/pack.ts'
import type { Lang } from '../../../shared/text/l10n.ts'
import { formatAmount, formatDate } from '../../text/format.ts'
import { readDuration } from './duration.ts'
import { t } from './text.ts'

/** What the citizen pays in all, before any answer: `0 DH` is said as free. */
export const feeWords = (pack: ProcedurePack, lang: Lang): string => {
  const fee = feeOf(pack, {})
  if (fee.amount === null) return t('fact.fee-unknown')
  const amount =
    fee.amount === 0
      ? t('fact.free', { amount: formatAmount(0, fee.currency, lang) })
      : formatAmount(fee.amount, fee.currency, lang)
  return fee.verified ? amount : t('fact.unverified', { fact: amount })
}

/** The usual delay, else the longest allowed one, else ''. */
export const delayWords = ({ service }: ProcedurePack, _lang: Lang): string => {
  const usual = durationWords(service.processingTime.value)
  if (usual !== '') return isVerified(service.processingTime.source) ? usual : t('fact.unverified', { fact: usual })
  const longest = durationWords(service.maxTime?.value ?? null)
  return longest === '' ? '' : t('fact.at-most', { delay: longest })
}

export const durationWords = (iso: string | null): string => {
  const duration = readDuration(iso)
  if (duration === null) return ''
  return duration.count === 0 ? t('duration.at-once') : t(`duration.${duration.unit}`, { count: duration.count })
}

/** "law 55-19, checked on 12/05/2026"; '' when there is no source. */
export const sourceWords = (source: readonly SourceRef[], lang: Lang): string => {
  const best = source.find((ref) => ref.kind !== 'unverified') ?? source[0]
  if (best === undefined) return ''
  // A law is cited in its own language: isolated, so that it does not turn the sentence around it.
  const ref = `\u2068${best.ref}\u2069`
  return best.checkedOn === undefined
    ? t('fact.source', { ref })
    : t('fact.source-dated', { ref, date: formatDate(best.checkedOn, lang) })
}
