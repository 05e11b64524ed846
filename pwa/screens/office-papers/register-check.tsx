// Are the numbers of a register all here? The server gives them without gaps; what is missing is a paper this device has
// not received, and it is said which.
import type { SeriesCheck } from '../../../shared/register/number.ts'
import { lang } from '../../text/language.ts'
import { Icon } from '../../ui/icon.tsx'
import { t } from './text.ts'

interface CheckProps {
  readonly checks: readonly SeriesCheck[]
  /** Papers without a number yet. */
  readonly waiting: number
}

export const RegisterCheck = ({ checks, waiting }: CheckProps) => (
  <ul class="register-check">
    {checks.map(({ year, series, count, missing, twice }) => (
      <li key={series}>
        <Icon name={missing.length === 0 && twice.length === 0 ? 'success' : 'warning'} size={24} />
        <span>
          <bdi dir="ltr">
            {year}-{series}
          </bdi>{' '}
          : {t('check.count', { count })}
          {comma()}
          {missing.length === 0 ? (
            t('check.no-gap')
          ) : (
            <strong>
              {t('check.missing', { count: missing.length })} <bdi dir="ltr">{spans(missing)}</bdi>
            </strong>
          )}
          {twice.length === 0 ? null : (
            <strong>
              {comma()}
              {t('check.twice')} <bdi dir="ltr">{spans(twice)}</bdi>
            </strong>
          )}
        </span>
      </li>
    ))}
    {waiting === 0 ? null : (
      <li>
        <Icon name="clock" size={24} />
        <span>{t('check.waiting', { count: waiting })}</span>
      </li>
    )}
  </ul>
)

const comma = (): string => (lang.value === 'ar' ? '، ' : ', ')

/** `4, 9–12`: a device that lacks a thousand says it in one line. */
const spans = (numbers: readonly number[]): string => {
  const found: [number, number][] = []
  for (const n of numbers) {
    const last = found.at(-1)
    if (last && n === last[1] + 1) last[1] = n
    else found.push([n, n])
  }
  return found.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(', ')
}
