// How full this device is, in words and as a bar: what waits here takes room until it is received and backed up.
import { useEffect } from 'preact/hooks'
import { gauge, measureGauge } from '../../models/gauge.ts'
import { Notice } from '../../ui/notice.tsx'
import { Progress } from '../../ui/progress.tsx'
import { t } from './text.ts'

export const GaugePart = () => {
  useEffect(() => {
    // A browser that tells no sizes tells nothing here either.
    measureGauge().catch((cause: unknown) => console.error('the gauge', cause))
  }, [])
  const { fullness, share } = gauge.value
  return (
    <section class="unsent-gauge" aria-labelledby="gauge">
      <h2 id="gauge">{t('gauge.title')}</h2>
      <Progress value={share} label={fullness === 'roomy' ? t('gauge.roomy') : t('gauge.title')} />
      {fullness === 'roomy' ? null : <Notice tone="warning">{t(`gauge.${fullness}`)}</Notice>}
    </section>
  )
}
