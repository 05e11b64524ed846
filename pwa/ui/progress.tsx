// How far, and that something is under way. A spinner shows only after a second: shorter waits need no noise.
import { useEffect, useState } from 'preact/hooks'
import './progress.css'

export interface ProgressProps {
  /** From 0 to 1; absent when nobody knows. */
  readonly value?: number | undefined
  readonly label: string
}

export function Progress({ value, label }: ProgressProps) {
  return (
    <div class="progress">
      <span class="progress__label" aria-hidden="true">
        {label}
      </span>
      <progress class="progress__bar" aria-label={label} max={1} {...(value === undefined ? {} : { value })} />
    </div>
  )
}

export function Spinner({ label }: { readonly label: string }) {
  const [shown, setShown] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), 1000)
    return () => clearTimeout(timer)
  }, [])
  return (
    <p class="spinner" role="status">
      {shown ? (
        <>
          <span class="spinner__wheel" />
          {label}
        </>
      ) : null}
    </p>
  )
}
