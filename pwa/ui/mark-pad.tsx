// Where a citizen draws a mark with a finger, a pen or a mouse. Who has no pointer uses the caller's witness field.
import type { TargetedPointerEvent } from 'preact'
import { useId, useRef, useState } from 'preact/hooks'
import { Button } from './button.tsx'
import { markHeight, markPath, markWidth } from './mark-path.ts'
import type { Point } from './mark-path.ts'
import './mark-pad.css'

export interface MarkPadProps {
  readonly label: string
  readonly hint?: string | undefined
  readonly clearLabel: string
  /** SVG path data in a 600 × 240 box, at most 8 KB. */
  readonly value: string | null
  readonly onChange: (path: string | null) => void
}

export function MarkPad({ label, hint, clearLabel, value, onChange }: MarkPadProps) {
  const id = useId()
  const strokes = useRef<Point[][]>([])
  const [drawing, setDrawing] = useState<string | null>(null)
  const pointAt = (event: TargetedPointerEvent<SVGSVGElement>): Point => {
    const box = event.currentTarget.getBoundingClientRect()
    return [((event.clientX - box.left) / box.width) * markWidth, ((event.clientY - box.top) / box.height) * markHeight]
  }
  const start = (event: TargetedPointerEvent<SVGSVGElement>): void => {
    if (event.button !== 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    if (value === null) strokes.current = []
    strokes.current.push([pointAt(event)])
    setDrawing(markPath(strokes.current))
  }
  const move = (event: TargetedPointerEvent<SVGSVGElement>): void => {
    if (drawing === null) return
    strokes.current.at(-1)?.push(pointAt(event))
    setDrawing(markPath(strokes.current))
  }
  const end = (): void => {
    if (drawing === null) return
    setDrawing(null)
    onChange(drawing)
  }
  const clear = (): void => {
    strokes.current = []
    setDrawing(null)
    onChange(null)
  }
  return (
    <div class="mark-pad">
      <p class="field__label" id={`${id}-label`}>
        {label}
      </p>
      {hint === undefined ? null : <p class="field__hint">{hint}</p>}
      <svg
        class="mark-pad__paper"
        role="img"
        aria-labelledby={`${id}-label`}
        viewBox={`0 0 ${markWidth} ${markHeight}`}
        onPointerDown={start}
        onPointerMove={move}
        onPointerUp={end}
        onPointerCancel={end}
      >
        <line class="mark-pad__line" x1="40" x2={markWidth - 40} y1={markHeight - 50} y2={markHeight - 50} />
        <path class="mark-pad__ink" d={drawing ?? value ?? ''} />
      </svg>
      <Button kind="quiet" icon="trash" disabled={value === null} onClick={clear}>
        {clearLabel}
      </Button>
    </div>
  )
}
