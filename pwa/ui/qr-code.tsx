// A QR code as one SVG path, black on white whatever the theme: phones and scanners read it from paper.
import { encode } from 'uqr'
import { modulesPath } from './qr-path.ts'
import './qr-code.css'

export interface QrCodeProps {
  readonly text: string
  readonly label: string
  /** CSS pixels of a side, quiet zone included; 176 when absent. */
  readonly size?: number | undefined
}

export function QrCode({ text, label, size = 176 }: QrCodeProps) {
  const { data, size: modules } = encode(text, { ecc: 'M', border: 3 })
  return (
    <svg
      class="qr-code"
      role="img"
      aria-label={label}
      width={size}
      height={size}
      viewBox={`0 0 ${modules} ${modules}`}
      shape-rendering="crispEdges"
    >
      <rect width={modules} height={modules} fill="#fff" />
      <path fill="#000" d={modulesPath(data)} />
    </svg>
  )
}
