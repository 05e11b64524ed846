// One control icon of the staff side, drawn in the colour of the text around it. Citizens see Pictogram, never this.
import { iconPaths } from './icon-paths.ts'
import type { IconName } from './icon-paths.ts'
import './icon.css'

export type { IconName }

export interface IconProps {
  readonly name: IconName
  /** CSS pixels; the text's own height when absent. */
  readonly size?: number | undefined
  /** Only where no word stands beside it. */
  readonly label?: string | undefined
}

export function Icon({ name, size, label }: IconProps) {
  const side = size === undefined ? '1.25em' : `${size}px`
  const spoken =
    label === undefined ? ({ 'aria-hidden': true } as const) : ({ role: 'img', 'aria-label': label } as const)
  return (
    <svg class={`icon icon--${name}`} width={side} height={side} viewBox="0 0 24 24" {...spoken}>
      <path d={iconPaths[name]} />
    </svg>
  )
}
