// Where it is: asked of the device, with its accuracy, or typed as two numbers. Refusing to be located is a normal road.
import { useEffect, useRef, useState } from 'preact/hooks'
import { Button } from '../ui/button.tsx'
import { FieldNotes, describedBy } from '../ui/field-frame.tsx'
import { Notice } from '../ui/notice.tsx'
import { Spinner } from '../ui/progress.tsx'
import { TextField } from '../ui/text-field.tsx'
import './fields.css'
import { fieldId } from './field-props.ts'
import type { FieldProps } from './field-props.ts'
import { degrees, isGeopoint, measuredPoint, positionProblem, readPosition } from './position.ts'
import type { PositionProblem } from './position.ts'
import { t } from './text.ts'

/** A cold GPS far from any network needs this long; a minute more changes nothing. */
const patience = 45_000

export const GeopointField = (props: FieldProps) => {
  const id = fieldId(props.state.key)
  const point = isGeopoint(props.value) ? props.value : null
  const [typed, setTyped] = useState({ lat: point ? degrees(point.lat) : '', lon: point ? degrees(point.lon) : '' })
  const [asking, setAsking] = useState(false)
  const [problem, setProblem] = useState<PositionProblem | null>(null)
  const isHere = useRef(true)
  useEffect(() => () => void (isHere.current = false), [])

  const measure = () => {
    setProblem(null)
    if (!('geolocation' in navigator)) return setProblem('unsupported')
    setAsking(true)
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        if (!isHere.current) return
        setAsking(false)
        const measured = measuredPoint(coords)
        setTyped({ lat: degrees(measured.lat), lon: degrees(measured.lon) })
        props.onProblem(null)
        props.onAnswer(measured)
      },
      ({ code }) => {
        if (!isHere.current) return
        setAsking(false)
        setProblem(positionProblem(code))
      },
      { enableHighAccuracy: true, timeout: patience, maximumAge: 60_000 },
    )
  }

  const type = (next: { lat: string; lon: string }) => {
    setTyped(next)
    const read = readPosition(next.lat, next.lon)
    props.onProblem('problem' in read ? t(`position.${read.problem}`) : null)
    props.onAnswer('problem' in read ? null : read.value)
  }

  return (
    <fieldset
      class={`field field-group ${props.error === undefined ? '' : 'field--error'}`}
      aria-describedby={describedBy(id, props.hint, props.error)}
    >
      <legend class={props.labelHidden === true ? 'visually-hidden' : 'field__label'}>{props.label}</legend>
      <FieldNotes id={id} hint={props.hint} error={props.error} />
      <Button kind="secondary" size="large" icon="map-pin" onClick={measure} busy={asking}>
        {t(point === null ? 'position.take' : 'position.take-again')}
      </Button>
      {asking && <Spinner label={t('position.asking')} />}
      {problem !== null && <Notice tone="warning">{t(`position.${problem}`)}</Notice>}
      {point !== null && !asking && (
        <Notice tone="success" title={t('position.kept')}>
          <bdi dir="ltr">
            {degrees(point.lat)}, {degrees(point.lon)}
          </bdi>
          {point.accuracy !== undefined && <> · {t('position.accuracy', { metres: point.accuracy })}</>}
        </Notice>
      )}
      <details class="field-more" open={problem !== null}>
        <summary>{t('position.type')}</summary>
        <div class="field-position" dir="ltr">
          <TextField
            id={`${id}-lat`}
            label={t('position.lat')}
            value={typed.lat}
            onInput={(lat) => type({ ...typed, lat })}
            dir="ltr"
            autocomplete="off"
          />
          <TextField
            id={`${id}-lon`}
            label={t('position.lon')}
            value={typed.lon}
            onInput={(lon) => type({ ...typed, lon })}
            dir="ltr"
            autocomplete="off"
          />
        </div>
      </details>
      {point !== null && (
        <Button kind="quiet" icon="trash" onClick={() => type({ lat: '', lon: '' })}>
          {t('position.clear')}
        </Button>
      )}
    </fieldset>
  )
}
